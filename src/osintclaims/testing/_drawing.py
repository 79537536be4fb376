"""The few ways in which everything here is drawn: each choice is one draw, and its first outcome is the plainest.

Records are made by functions that take Hypothesis' `draw`, and strategies are thin shells around them: a strategy
within a strategy costs as much as ten choices.
"""

import functools
from collections.abc import Sequence
from typing import Final, TypeVar

from hypothesis import strategies as st

__all__ = ["few", "is_so", "pick", "seldom"]

T = TypeVar("T")

_BOOLEANS: Final = st.booleans()
_SELDOM: Final = st.sampled_from([False, False, False, True])


@functools.lru_cache(maxsize=256)
def _places(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


def pick(draw: st.DrawFn, choices: Sequence[T]) -> T:
    """One of some values, none of which Hypothesis has to look at."""
    return choices[draw(_places(len(choices)))] if len(choices) > 1 else choices[0]


def few(draw: st.DrawFn, choices: Sequence[T], most: int = 2) -> tuple[T, ...]:
    """None of some values, or a few different ones."""
    chosen: list[T] = []
    rest = list(choices)
    while rest and len(chosen) < most:
        place = draw(_places(len(rest) + 1))
        if place == 0:
            break
        chosen.append(rest.pop(place - 1))
    return tuple(chosen)


def is_so(draw: st.DrawFn) -> bool:
    """No, or as often yes."""
    return draw(_BOOLEANS)


def seldom(draw: st.DrawFn) -> bool:
    """No, and at times yes: for what few records have."""
    return draw(_SELDOM)
