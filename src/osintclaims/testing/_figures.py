"""Estimates of every hedge."""

import functools
import math
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, Self

import attrs
from hypothesis import strategies as st

from osintclaims.model import Estimate, Hedge
from osintclaims.testing._arguments import check_numbers, check_strategy, refuse
from osintclaims.testing._drawing import is_so, pick, seldom
from osintclaims.testing._words import text
from osintclaims.units import canonical, is_count

__all__ = ["UNITS", "VAGUE_WORDS", "Figures", "Limits", "estimates", "whole_numbers"]

#: Units of counts, measures, shares, money and rates; the plainest first, for a failure shrinks towards it.
UNITS: Final = ("person", "flight", "shell", "container", "kilometer", "percent", "USD", "flight/day")
#: Words in place of a number, those that profiles read as intervals and those that say only that there are some.
VAGUE_WORDS: Final = (
    "dozens",
    "scores",
    "hundreds",
    "several hundred",
    "thousands",
    "several thousand",
    "tens of thousands",
    "several",
    "a few",
    "many",
    "a small number",
)
#: Largest magnitude that the model takes.
_LARGEST: Final = 10**18
#: Largest figure unless a test asks for larger ones: above the greatest of conflict reports, which are in millions.
_USUAL: Final = 10**7

#: How far small numbers go, and to what large ones are rounded: reports say 28 flights and 11,000 soldiers.
_SMALL: Final = 30
_ROUND: Final = 1_000

_OPEN_BELOW: Final = frozenset({Hedge.MORE_THAN, Hedge.JUST_OVER})
_OPEN_ABOVE: Final = frozenset({Hedge.LESS_THAN, Hedge.NEARLY})
#: Hedges beside which no other number stands.
_ALONE: Final = frozenset({Hedge.EXACT, Hedge.VAGUE})
#: Constructors that are not called as their hedge is.
_CONSTRUCTORS: Final = MappingProxyType({Hedge.BARE: "of", Hedge.EXACT: "exactly"})
_STATES_LOW: Final = frozenset({*_OPEN_BELOW, Hedge.AT_LEAST, Hedge.RANGE, Hedge.PLUS_MINUS})
_STATES_BEST: Final = frozenset({Hedge.ABOUT, Hedge.PLUS_MINUS})
_STATES_HIGH: Final = frozenset({*_OPEN_ABOVE, Hedge.AT_MOST, Hedge.UP_TO, Hedge.RANGE, Hedge.PLUS_MINUS})


@attrs.frozen
class Limits:
    """Between which numbers figures lie, None where the usual limit holds."""

    min_value: float | None = None
    max_value: float | None = None

    @classmethod
    def checked(cls, min_value: float | None, max_value: float | None, *, has_counts: bool) -> Self:
        """Limits between which there are figures; whole ones from 0 if some may be counts.

        Raises:
            hypothesis.errors.InvalidArgument: No figure lies within.
        """
        check_numbers(min_value, max_value, _LARGEST)
        limits = cls(min_value, max_value)
        if has_counts:
            limits.within("person")
        return limits

    @property
    def are_given(self) -> bool:
        """Whether one was asked for."""
        return self.min_value is not None or self.max_value is not None

    def within(self, unit: str) -> tuple[float, float]:
        """The limits for a unit; of counts, whole numbers from 0.

        Raises:
            hypothesis.errors.InvalidArgument: No figure of this unit lies within.
        """
        whole = is_count(unit)
        usual = 0 if self.max_value is None or self.max_value >= 0 else max(self.max_value - _USUAL, -_LARGEST)
        low = self.min_value if self.min_value is not None else usual
        high = self.max_value if self.max_value is not None else max(_USUAL, low)
        if whole:
            low, high = max(0, math.ceil(low)), math.floor(high)
        if low > high:
            raise refuse(f"no number of {unit} lies between min_value={self.min_value} and max_value={self.max_value}")
        return low, high


@functools.lru_cache(maxsize=256)
def whole_numbers(low: float, high: float) -> st.SearchStrategy[int]:
    """Whole numbers within limits that hold one: small ones, round ones, any."""
    first, last = math.ceil(low), math.floor(high)
    start = min(max(first, 0), last)
    choices = [st.integers(start, min(last, start + _SMALL)), st.integers(first, last)]
    steps = [(step, -(-first // step), last // step) for step in (_ROUND, 1_000 * _ROUND)]
    choices += [st.integers(least, most).map(step.__mul__) for step, least, most in steps if least <= most]
    return st.one_of(choices)


@functools.lru_cache(maxsize=256)
def _numbers(low: float, high: float, *, whole: bool) -> st.SearchStrategy[float]:
    """Numbers within limits, whole ones first."""
    if whole:
        return whole_numbers(low, high)
    floats = st.floats(low, high, allow_nan=False, allow_subnormal=False)
    return floats if math.ceil(low) > math.floor(high) else st.one_of(whole_numbers(low, high), floats)


def _estimate(draw: st.DrawFn, unit: str, hedge: Hedge, limits: Limits) -> Estimate:
    """A figure in a unit, of a hedge."""
    unit = canonical(unit)
    low, high = limits.within(unit)
    whole = is_count(unit)
    if hedge in _OPEN_ABOVE and low == high == 0:
        raise refuse(f"no number of {unit} is below max_value={limits.max_value}, as {hedge.value} would say")
    # Every hedge draws these three, so that a failure with any of them shrinks to the first: the bare number.
    numbers, wording = _numbers(low, high, whole=whole), text(draw)
    value, is_spread = draw(numbers), seldom(draw)
    spread = sorted({value, draw(numbers), draw(numbers)}) if is_spread and hedge not in _ALONE else []
    if len(spread) == 3:
        return _spread(draw, hedge, spread, unit, wording)
    if hedge in _OPEN_ABOVE and value == low == 0:  # nothing that starts at 0 is less than 0
        value = min(1, high)
    match hedge:
        case Hedge.VAGUE:
            return Estimate.vaguely(pick(draw, VAGUE_WORDS), unit, wording=wording)
        case Hedge.RANGE:
            other = draw(numbers)
            return Estimate.between(min(value, other), max(value, other), unit, wording=wording)
        case Hedge.PLUS_MINUS:
            room = min(value - low, high - value)
            margin = draw(st.integers(0, math.floor(room))) if float(value).is_integer() else 0
            return Estimate.plus_minus(value, margin, unit, wording=wording)
        case _:
            make: Callable[..., Estimate] = getattr(Estimate, _CONSTRUCTORS.get(hedge, hedge.value))
            return make(value, unit, wording=wording)


def _spread(draw: st.DrawFn, hedge: Hedge, spread: Sequence[float], unit: str, wording: str) -> Estimate:
    """A hedged figure with other numbers beside it, as coders record low, best and high."""
    low, best, high = spread
    states_low = hedge in _STATES_LOW or is_so(draw)
    states_high = hedge in _STATES_HIGH or is_so(draw)
    states_best = hedge in _STATES_BEST or not (states_low or states_high) or is_so(draw)
    closed_below, closed_above = hedge is Hedge.AT_LEAST, hedge in {Hedge.AT_MOST, Hedge.UP_TO}
    return Estimate(
        unit=unit,
        low=low if states_low else None,
        best=best if states_best else None,
        high=high if states_high else None,
        low_open=states_low and (hedge in _OPEN_BELOW or (not closed_below and is_so(draw))),
        high_open=states_high and (hedge in _OPEN_ABOVE or (not closed_above and is_so(draw))),
        hedge=hedge,
        wording=wording,
    )


@attrs.frozen
class Figures:
    """What figures are wanted.

    Attributes:
        limits: Between which numbers they lie.
        hedges: Their hedges; None for all that the limits allow.
    """

    limits: Limits = Limits()
    hedges: st.SearchStrategy[Hedge] | None = None

    @functools.cached_property
    def allowed(self) -> tuple[Hedge, ...]:
        """All that the limits allow: a vague word states no number, and nobody is less than none."""
        nothing_below = self.limits.max_value is not None and self.limits.max_value < 1
        left_out = {*((Hedge.VAGUE,) if self.limits.are_given else ()), *(_OPEN_ABOVE if nothing_below else ())}
        return tuple(hedge for hedge in Hedge if hedge not in left_out)

    def draw(self, draw: st.DrawFn, unit: str) -> Estimate:
        """One of them, in a unit."""
        hedge = pick(draw, self.allowed) if self.hedges is None else draw(self.hedges)
        return _estimate(draw, unit, hedge, self.limits)


@st.composite
def _estimates(draw: st.DrawFn, units: st.SearchStrategy[str] | None, figures: Figures) -> Estimate:
    return figures.draw(draw, pick(draw, UNITS) if units is None else draw(units))


def estimates(
    *,
    units: st.SearchStrategy[str] | None = None,
    hedges: st.SearchStrategy[Hedge] | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
) -> st.SearchStrategy[Estimate]:
    """Figures of every hedge, at times with other numbers beside the hedged one; they shrink towards a bare 0.

    Args:
        units: Their units, by any name of the catalogue; counts, measures, shares, money and rates unless given.
        hedges: Their hedges. Unless given, figures within limits are never vague words.
        min_value: Smallest number that any of them states, 0 unless given; counts start at 0 whatever is given.
        max_value: Greatest number that any of them states, ten million unless given.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.

    Examples:
        >>> from hypothesis import find
        >>> from osintclaims.testing import estimates
        >>> str(find(estimates(min_value=7_000), lambda estimate: estimate.is_one_sided))
        'more than 7,000 people'
    """
    check_strategy(units=units, hedges=hedges)
    limits = Limits.checked(min_value, max_value, has_counts=units is None)
    return _estimates(units, Figures(limits, hedges))
