"""A browser, where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.browser import CHROMIUM, Browser


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the report is not driven in a browser (Debian: apt install chromium)")
    with Browser(tmp_path / "profile") as started:
        yield started
