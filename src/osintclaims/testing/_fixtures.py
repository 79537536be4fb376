"""The pytest plugin: one fixture, which costs nothing until a test asks for it.

Pytest imports this module at every start, in every project in which both are installed, so it imports nothing of ours.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from osintclaims.model import Corpus

__all__ = ["seed_corpus"]


@pytest.fixture(scope="session")
def seed_corpus() -> "Corpus":
    """The seed corpus that comes with osintclaims, loaded once; being frozen, it can be shared."""
    from osintclaims.store import load_seed_corpus  # noqa: PLC0415 - loads cattrs, which no other test needs

    return load_seed_corpus()
