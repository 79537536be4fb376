"""Strategies of what the kernels take and return, for `from_type`."""

from collections.abc import Callable
from typing import Final, TypeVar

from hypothesis import strategies as st

from osintclaims.stats import (
    Camps,
    Overlap,
    Region,
    ShrunkenSpread,
    SpreadPrior,
    interval_median,
    max_overlap,
    shrunken_spread,
)
from osintclaims.stats import camps as camps_of

__all__ = ["camps", "overlaps", "priors", "regions", "spreads"]

R = TypeVar("R")

#: Votes of one group: the lower end and how far above it the upper end lies.
_VOTES: Final = st.lists(st.tuples(st.integers(1, 100), st.integers(0, 100)), min_size=1, max_size=5)
_POSITIVE: Final = st.integers(1, 100).map(lambda number: number / 10)


def _asked(kernel: Callable[[list[int], list[int]], R]) -> st.SearchStrategy[R]:
    """What a kernel says about the votes of one group."""
    return _VOTES.map(lambda votes: kernel([low for low, _ in votes], [low + width for low, width in votes]))


def camps() -> st.SearchStrategy[Camps]:
    """Camps of votes."""
    return _asked(camps_of)


def overlaps() -> st.SearchStrategy[Overlap]:
    """Where most votes overlap."""
    return _asked(max_overlap)


def regions() -> st.SearchStrategy[Region]:
    """Median regions."""
    return _asked(interval_median)


def spreads() -> st.SearchStrategy[ShrunkenSpread]:
    """Spreads of points."""
    return _asked(lambda low, _: shrunken_spread(low))


def priors() -> st.SearchStrategy[SpreadPrior]:
    """Beliefs about the spread of figures."""
    return st.builds(SpreadPrior, _POSITIVE, _POSITIVE, _POSITIVE)
