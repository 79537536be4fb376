"""Partial dates."""

import functools
from datetime import date
from typing import Final

from hypothesis import strategies as st

from osintclaims.model import When
from osintclaims.testing._arguments import check_days
from osintclaims.testing._drawing import is_so, pick, seldom

__all__ = ["USUAL", "maybe", "when", "whens"]

#: The two years in which things are said unless a test says otherwise: near enough that one figure follows another.
USUAL: Final = (date(2024, 1, 1), date(2025, 12, 31))


def _day(draw: st.DrawFn, low: date, high: date) -> date:
    """A day within limits: as often a recent one as any."""
    first, last = max(low, USUAL[0]), min(high, USUAL[1])
    if first <= last and not seldom(draw):
        low, high = first, last
    return date.fromordinal(draw(_ordinals(low.toordinal(), high.toordinal())))


@functools.lru_cache(maxsize=256)
def _ordinals(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def _around(day: date, low: date, high: date) -> list[str]:
    """The EDTF dates that hold a day and lie within limits, plainest first."""
    iso = day.isoformat()
    decade = [] if iso.startswith("000") else [f"{iso[:3]}X"]
    spelled = [iso, iso[:7], iso[:4], f"{iso[:7]}-XX", f"{iso[:4]}-XX", f"{iso[:4]}-XX-XX", *decade]
    is_free = (low, high) == (date.min, date.max)
    within = [text for text in spelled if is_free or _lies_within(When(text), low, high)]
    return [f"{text}{mark}" for mark in ("", "?", "~", "%") for text in within]


def _lies_within(when: When, low: date, high: date) -> bool:
    return when.earliest is not None and when.latest is not None and low <= when.earliest and when.latest <= high


def when(
    draw: st.DrawFn, min_value: date | None = None, max_value: date | None = None, *, intervals: bool = True
) -> When:
    """A partial date within limits."""
    low, high = min_value or date.min, max_value or date.max
    day = _day(draw, low, high)
    begin = pick(draw, _around(day, low, high))
    shapes = ["{begin}", "{begin}/{end}"] if intervals else ["{begin}"]
    shapes += ["../{begin}"] if intervals and min_value is None else []
    shapes += ["{begin}/.."] if intervals and max_value is None else []
    shape = pick(draw, shapes)
    # The last day of the later date is never before the first day of the earlier one.
    end = pick(draw, _around(_day(draw, day, high), low, high)) if "end" in shape else ""
    return When(shape.format(begin=begin, end=end))


def maybe(draw: st.DrawFn, min_value: date | None = None) -> When | None:
    """A date of something, or as often none."""
    return when(draw, min_value) if is_so(draw) else None


@st.composite
def _whens(draw: st.DrawFn, min_value: date | None, max_value: date | None, *, intervals: bool) -> When:
    return when(draw, min_value, max_value, intervals=intervals)


def whens(
    *, min_value: date | None = None, max_value: date | None = None, allow_intervals: bool = True
) -> st.SearchStrategy[When]:
    """Partial dates: days, months, years, decades, marked uncertain or not, intervals, and intervals with an open end.

    They shrink towards a plain day.

    Args:
        min_value: No day that a date can mean lies before this one; then no interval is open at its start.
        max_value: No day that a date can mean lies after this one; then no interval is open at its end.
        allow_intervals: Whether there are intervals, open ones included.

    Raises:
        hypothesis.errors.InvalidArgument: The limits are no days, or no day lies between them.

    Examples:
        >>> from datetime import date
        >>> from hypothesis import find
        >>> from osintclaims.testing import whens
        >>> find(whens(min_value=date(2024, 10, 8)), lambda when: True)
        When(text='2024-10-08')
    """
    check_days(min_value, max_value)
    return _whens(min_value, max_value, intervals=allow_intervals)
