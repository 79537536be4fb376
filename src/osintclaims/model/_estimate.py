"""A figure as it was stated: bounds, best value, unit, and the wording beside them."""

import math
from types import MappingProxyType
from typing import Any, Final, Self

import attrs

from osintclaims.errors import InvalidValueError, UnitError
from osintclaims.model._english import spell
from osintclaims.model._enums import Hedge
from osintclaims.model._fields import instance, number, text, wrong_type
from osintclaims.model._interval import Interval
from osintclaims.units import Quantity, canonical, compatible, factor, is_count, quantity

__all__ = ["Estimate"]

#: What each hedge states: the sides given as numbers, and whether they are open. BARE and RANGE leave the rest free.
_STATES: Final = MappingProxyType(
    {
        Hedge.EXACT: "low == best == high",
        Hedge.MORE_THAN: "low, open",
        Hedge.AT_LEAST: "low, closed",
        Hedge.LESS_THAN: "high, open",
        Hedge.AT_MOST: "high, closed",
        Hedge.UP_TO: "high, closed",
        Hedge.ABOUT: "best",
        Hedge.NEARLY: "high, open",
        Hedge.JUST_OVER: "low, open",
        Hedge.RANGE: "low and high",
        Hedge.PLUS_MINUS: "low, best and high",
        Hedge.VAGUE: "vague",
    }
)


@attrs.frozen(kw_only=True)
class Estimate:
    """One stated figure (UCDP's low, best and high, read as an interval-censored observation).

    Bounds are the literal reading: "over 7,000" says more than 7,000, has no high and no best. How wide "about" is, and
    how many "hundreds" are, is read by a hedge profile at reconciliation. `best` is set only where the speaker commits
    to a point. Build one by the constructors: `of`, `exactly`, `about`, `nearly`, `at_least`, `more_than`, `at_most`,
    `up_to`, `less_than`, `just_over`, `between`, `plus_minus`, `vaguely`.

    Attributes:
        unit: Canonical unit name (see `osintclaims.units`); any alias is accepted and stored canonically.
        low: Smallest value stated, or None.
        best: The point the speaker commits to, or None.
        high: Largest value stated, or None.
        low_open: Whether `low` itself is excluded.
        high_open: Whether `high` itself is excluded.
        hedge: What the wording does to the number.
        vague: The word that stands for a number, such as ``hundreds``; empty unless the hedge is vague.
        wording: The figure as printed, a few words.

    Raises:
        InvalidValueError: Nothing is said (E101), the range is empty (E102), best lies outside it (E103), a count is
            not whole (E104) or negative (E105), a number is none (E106), or hedge and numbers do not fit (E110).
        UnitError: The unit is not known (E107).

    Examples:
        >>> from osintclaims import Estimate
        >>> over = Estimate.more_than(7_000, "soldiers", wording="over 7,000")
        >>> over.unit, over.bounds, over.is_one_sided, str(over)
        ('person', (7000.0, inf), True, 'more than 7,000 people')
        >>> Estimate.about(10_000, "person").overlaps(over)
        True
    """

    unit: str = attrs.field()
    low: float | None = attrs.field(default=None)
    best: float | None = attrs.field(default=None)
    high: float | None = attrs.field(default=None)
    low_open: bool = attrs.field(default=False, validator=instance(bool))
    high_open: bool = attrs.field(default=False, validator=instance(bool))
    hedge: Hedge = attrs.field(default=Hedge.BARE, validator=instance(Hedge))
    vague: str = attrs.field(default="", validator=text)
    wording: str = attrs.field(default="", validator=text)

    def __attrs_post_init__(self) -> None:
        unit = canonical(self.unit)
        if unit != self.unit:
            object.__setattr__(self, "unit", unit)
        whole = is_count(unit)
        for name in ("low", "best", "high"):
            value = getattr(self, name)
            if value is not None:
                figure = _figure(name, value, unit, whole=whole)
                if figure is not value:
                    object.__setattr__(self, name, figure)
        self._check_order()
        self._check_hedge()

    def _check_order(self) -> None:
        low, best, high = self.low, self.best, self.high
        if low is None and best is None and high is None and not self.vague.strip():
            raise InvalidValueError("E101", "estimate says nothing", "give at least one of low, best, high, vague")
        if low is not None and high is not None and (low > high or (low == high and (self.low_open or self.high_open))):
            above, below = "more than" if self.low_open else "at least", "less than" if self.high_open else "at most"
            raise InvalidValueError(
                "E102", f"empty range: {above} {low} and {below} {high}", "low must not exceed high"
            )
        if high == 0 and self.high_open and is_count(self.unit):
            raise InvalidValueError("E102", f"empty range: no {self.unit} is less than 0", "counts start at 0")
        if best is not None and low is not None and (best < low or (best == low and self.low_open)):
            raise InvalidValueError(
                "E103",
                f"best {best} lies below low {low}" if best < low else f"best {best} is excluded by the open low",
            )
        if best is not None and high is not None and (best > high or (best == high and self.high_open)):
            raise InvalidValueError(
                "E103",
                f"best {best} lies above high {high}" if best > high else f"best {best} is excluded by the open high",
            )

    def _check_hedge(self) -> None:
        low, best, high = self.low is not None, self.best is not None, self.high is not None
        if (self.low_open and not low) or (self.high_open and not high):
            raise InvalidValueError("E110", "an end that is not stated cannot be open", "give its number")
        fits = self._fits(low=low, best=best, high=high)
        if not fits or (self.vague and self.hedge is not Hedge.VAGUE):
            wanted = f"{self.hedge.value} states {_STATES.get(self.hedge, 'a number')}"
            raise InvalidValueError(
                "E110", f"hedge {self.hedge.value} does not fit the numbers", f"{wanted}; the constructors get it right"
            )

    def _fits(self, *, low: bool, best: bool, high: bool) -> bool:
        """Whether the sides that are given are those that the hedge states (`_STATES`)."""
        match self.hedge:
            case Hedge.MORE_THAN | Hedge.JUST_OVER:
                fits = low and self.low_open
            case Hedge.AT_LEAST:
                fits = low and not self.low_open
            case Hedge.LESS_THAN | Hedge.NEARLY:
                fits = high and self.high_open
            case Hedge.AT_MOST | Hedge.UP_TO:
                fits = high and not self.high_open
            case Hedge.ABOUT:
                fits = best
            case Hedge.RANGE:
                fits = low and high
            case Hedge.EXACT | Hedge.PLUS_MINUS:
                fits = low and best and high and (self.hedge is Hedge.PLUS_MINUS or self.low == self.high)
            case Hedge.VAGUE:
                fits = bool(self.vague) and not (low or best or high)
            case _:  # BARE: any sides, but no word
                fits = not self.vague
        return fits

    # --- one constructor for each way of saying it -------------------------------------------------------------------

    @classmethod
    def of(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """A bare figure: "28 flights". The speaker commits to it; how round it is, is read by the profile."""
        return cls(unit=unit, low=value, best=value, high=value, hedge=Hedge.BARE, wording=wording)

    @classmethod
    def exactly(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """A figure said to be exact: "exactly 28", "none"."""
        return cls(unit=unit, low=value, best=value, high=value, hedge=Hedge.EXACT, wording=wording)

    @classmethod
    def about(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """About, around, approximately, roughly, some N: a point without stated bounds."""
        return cls(unit=unit, best=value, hedge=Hedge.ABOUT, wording=wording)

    @classmethod
    def nearly(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """Nearly, almost, just under N: below N, and near it."""
        return cls(unit=unit, high=value, high_open=True, hedge=Hedge.NEARLY, wording=wording)

    @classmethod
    def just_over(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """Just over, slightly more than N: above N, and near it."""
        return cls(unit=unit, low=value, low_open=True, hedge=Hedge.JUST_OVER, wording=wording)

    @classmethod
    def at_least(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """At least, no fewer than N, N or more, N+."""
        return cls(unit=unit, low=value, hedge=Hedge.AT_LEAST, wording=wording)

    @classmethod
    def more_than(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """More than, over, above N. `more_than(0, unit)` is the existence statement: there are some."""
        return cls(unit=unit, low=value, low_open=True, hedge=Hedge.MORE_THAN, wording=wording)

    @classmethod
    def at_most(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """At most, no more than, a maximum of N."""
        return cls(unit=unit, high=value, hedge=Hedge.AT_MOST, wording=wording)

    @classmethod
    def up_to(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """Up to, as many as, could reach N: an upper bound that can be cancelled ("if not more")."""
        return cls(unit=unit, high=value, hedge=Hedge.UP_TO, wording=wording)

    @classmethod
    def less_than(cls, value: float, unit: str, *, wording: str = "") -> Self:
        """Fewer than, less than, under N."""
        return cls(unit=unit, high=value, high_open=True, hedge=Hedge.LESS_THAN, wording=wording)

    @classmethod
    def between(cls, low: float, high: float, unit: str, *, wording: str = "") -> Self:
        """Between A and B, A to B, both ends included."""
        return cls(unit=unit, low=low, high=high, hedge=Hedge.RANGE, wording=wording)

    @classmethod
    def plus_minus(cls, value: float, margin: float, unit: str, *, wording: str = "") -> Self:
        """N plus or minus a margin.

        Raises:
            InvalidValueError: The margin is negative (E102), besides what the class raises.
        """
        value, margin = number("value", value), number("margin", margin)
        if margin < 0:
            raise InvalidValueError("E102", f"margin {margin} is negative", "give the distance to either side")
        return cls(
            unit=unit, low=value - margin, best=value, high=value + margin, hedge=Hedge.PLUS_MINUS, wording=wording
        )

    @classmethod
    def vaguely(cls, word: str, unit: str, *, wording: str = "") -> Self:
        """A word in place of a number: "hundreds", "dozens", "a small number". The profile reads it."""
        return cls(unit=unit, vague=word, hedge=Hedge.VAGUE, wording=wording)

    # --- what it says ------------------------------------------------------------------------------------------------

    @property
    def interval(self) -> Interval:
        """The literal bounds with their open ends: a count that is not bounded below starts at 0."""
        floor = 0.0 if is_count(self.unit) else -math.inf
        low = floor if self.low is None else self.low  # not as floats: those of large neighbours are the same
        high = math.inf if self.high is None else self.high
        return Interval(
            low, high, low_open=self.low_open or math.isinf(low), high_open=self.high_open or math.isinf(high)
        )

    @property
    def bounds(self) -> tuple[float, float]:
        """Lower and upper literal bound; where none is stated, 0 (counts) or minus infinity, and infinity above."""
        interval = self.interval
        return float(interval.low), float(interval.high)

    @property
    def is_one_sided(self) -> bool:
        """Whether one end alone is stated, and not how far from it the figure lies: "over 7,000", "up to 10,000"."""
        near = self.hedge in (Hedge.NEARLY, Hedge.JUST_OVER)
        return (self.low is None) != (self.high is None) and self.best is None and not near

    def to(self, unit: str) -> Self:
        """The same figure in another unit; the wording stays. Values become floats unless they stay whole.

        Raises:
            UnitError: The unit is not known (E107) or of another dimension (E108); or the figure is a word such as
                "hundreds", which counts its own unit and no other (E108).

        Examples:
            >>> from osintclaims import Estimate
            >>> Estimate.about(50, "kilometers").to("meter").best
            50000
        """
        target = canonical(unit)
        if self.vague and target != self.unit:
            raise UnitError(
                "E108",
                f'cannot turn "{self.vague}" in {self.unit} into {target}',
                "a profile reads the word in its own unit; reconcile converts what it read",
            )
        return self._turned(target)

    def _turned(self, target: str) -> Self:
        """The same bounds in another unit; of a word in place of a number, the bounds that it does not have."""
        if target == self.unit:
            return self
        if not compatible(self.unit, target):
            raise UnitError("E108", f"cannot turn {self.unit} into {target}", "they measure different things")
        scale = factor(self.unit, target)
        low, best, high = (None if value is None else value * scale for value in (self.low, self.best, self.high))
        return attrs.evolve(self, unit=target, low=low, best=best, high=high)

    def overlaps(self, other: "Estimate") -> bool:
        """Whether some value satisfies the literal bounds of both.

        Raises:
            UnitError: The units do not fit (E108).
        """
        return not self.interval.intersect(self._in_this_unit(other).interval).is_empty

    def intersect(self, other: "Estimate") -> Self | None:
        """What satisfies the literal bounds of both, in the unit of this one.

        None where nothing does, and where no bound is stated and the points differ; `overlaps` tells the two apart.

        Raises:
            UnitError: The units do not fit (E108).
        """
        theirs = self._in_this_unit(other)
        common = self.interval.intersect(theirs.interval)
        if common.is_empty:
            return None
        points = {point for point in (self.best, theirs.best) if point is not None and common.contains(point)}
        from_zero = self.low is not None or theirs.low is not None
        return self._from(common, points.pop() if len(points) == 1 else None, from_zero=from_zero)

    def hull(self, other: "Estimate") -> Self | None:
        """The narrowest bounds that hold the literal bounds of both, or None where neither end is bounded.

        In the unit of this one.

        Raises:
            UnitError: The units do not fit (E108).
        """
        theirs = self._in_this_unit(other)
        from_zero = self.low is not None and theirs.low is not None
        return self._from(self.interval.hull(theirs.interval), None, from_zero=from_zero)

    def _in_this_unit(self, other: "Estimate") -> "Estimate":
        if not isinstance(other, Estimate):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise wrong_type("other", other, "an Estimate")
        return other._turned(self.unit)  # noqa: SLF001 - one of its own kind

    def _from(self, interval: Interval, best: float | None, *, from_zero: bool) -> Self | None:
        """An estimate with these literal bounds; the hedge follows from them.

        A count that starts at zero says so only if somebody did.
        """
        unstated = math.isinf(interval.low) or (interval.low == 0 and is_count(self.unit) and not from_zero)
        low = None if unstated else interval.low
        high = None if math.isinf(interval.high) else interval.high
        if low is None and high is None and best is None:
            return None
        low_open, high_open = interval.low_open and low is not None, interval.high_open and high is not None
        if low is not None and low == high:
            return type(self).exactly(low, self.unit)
        if low is not None and high is not None:
            hedge = Hedge.RANGE
        elif low is not None:
            hedge = Hedge.MORE_THAN if low_open else Hedge.AT_LEAST
        elif high is not None:
            hedge = Hedge.LESS_THAN if high_open else Hedge.AT_MOST
        else:
            hedge = Hedge.ABOUT
        return type(self)(
            unit=self.unit, low=low, best=best, high=high, low_open=low_open, high_open=high_open, hedge=hedge
        )

    def quantity(self, registry: Any = None) -> Quantity:
        """The point the speaker commits to, as a pint quantity.

        Args:
            registry: A pint registry that knows our units (see `osintclaims.units.install`); None takes the library's
                own.

        Raises:
            InvalidValueError: No point is stated: "over 7,000" is no quantity (E111).

        Examples:
            >>> from osintclaims import Estimate
            >>> Estimate.of(28, "flights").quantity().magnitude
            28
        """
        if self.best is None:
            raise InvalidValueError("E111", f'"{self}" states no single value', "use .bounds")
        return quantity(self.best, self.unit, registry)

    def __str__(self) -> str:
        """The figure in English, built from its fields: ``more than 7,000 people``."""
        return spell(self)


def _figure(name: str, value: object, unit: str, *, whole: bool) -> int | float:
    """A number that may stand in a figure of this unit."""
    figure = number(name, value)
    if whole:
        if not isinstance(figure, int):
            raise InvalidValueError("E104", f"{unit} is a count: {figure} is not a whole number")
        if figure < 0:
            raise InvalidValueError("E105", f"{unit} cannot be negative: {figure}")
    return figure
