"""No picture outlives its test."""

from collections.abc import Iterator

import pytest
from matplotlib import pyplot as plt


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest calls it
    yield
    plt.close("all")
