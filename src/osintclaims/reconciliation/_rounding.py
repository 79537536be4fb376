"""Numbers for people: whole counts, and as many figures as a result deserves."""

import math
from typing import Final

from osintclaims.model import Interval, figure

__all__ = ["fewest_figures", "inward", "nearest_whole", "significant", "span"]

#: Significant figures that a float holds.
_ALL: Final = 15


def inward(region: Interval) -> Interval:
    """The whole numbers inside a region, as closed ends; the nearest one if there is none inside."""
    low = _above(region.low, is_open=region.low_open)
    if math.isinf(region.high):
        return Interval(low, math.inf, high_open=True)
    high = _below(region.high, is_open=region.high_open)
    if low > high:
        low = high = float(round((region.low + region.high) / 2))
    return Interval(low, high)


def _above(value: float, *, is_open: bool) -> float:
    whole = math.ceil(value)
    return float(whole + 1 if is_open and whole == value else whole)


def _below(value: float, *, is_open: bool) -> float:
    whole = math.floor(value)
    return float(whole - 1 if is_open and whole == value else whole)


def nearest_whole(value: float, region: Interval) -> float:
    """The whole number of the region that is nearest to a value."""
    return min(max(float(round(value)), region.low), region.high)


def significant(value: float, figures: int) -> str:
    """A number that is not negative, rounded to so many significant figures: ``11,000`` for 10,747 and two."""
    return figure(_rounded(value, figures))


def fewest_figures(value: float, low: float, high: float, *, at_least: int) -> str:
    """A number with as few significant figures as keep it between two ends, and not fewer than asked for."""
    figures = at_least
    while figures < _ALL and not low <= _rounded(value, figures) <= high:
        figures += 1
    return significant(value, figures)


def _rounded(value: float, figures: int) -> float:
    return value if value == 0 else round(value, figures - 1 - math.floor(math.log10(value)))


def span(low: float, high: float, *, whole: bool) -> str:
    """Two ends as text: ``10,450 to 11,550``, ``7,001 or more``, ``up to 500``."""
    if whole:
        low, high = math.floor(low + 0.5), high if math.isinf(high) else math.floor(high + 0.5)
    if math.isinf(high):
        return f"{_shown(low)} or more"
    if low == high:
        return _shown(low)
    return f"up to {_shown(high)}" if low == 0 else f"{_shown(low)} to {_shown(high)}"


def _shown(value: float) -> str:
    """Whole numbers as they are, others with four significant figures."""
    return figure(value) if float(value).is_integer() else significant(value, 4)
