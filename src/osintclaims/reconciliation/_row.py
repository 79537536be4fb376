"""Rows of a hedge profile: how one kind of hedge is read around its figure."""

import math
import operator
import re
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Estimate, Hedge, Interval, must_be
from osintclaims.units import is_count

__all__ = ["Row", "digits", "figure_of"]

#: Where each hedge has its figure. The other hedges say all there is to say: nothing is to be read into them.
_PLACES: Final = MappingProxyType(
    {
        Hedge.BARE: "best",
        Hedge.ABOUT: "best",
        Hedge.NEARLY: "high",
        Hedge.LESS_THAN: "high",
        Hedge.AT_MOST: "high",
        Hedge.UP_TO: "high",
        Hedge.JUST_OVER: "low",
        Hedge.AT_LEAST: "low",
        Hedge.MORE_THAN: "low",
    }
)
#: Number of coefficients of the regression.
_COEFFICIENTS: Final = 8
#: Widths end at this power of ten: the regression was fitted to counts and runs away far below 1.
_WIDEST: Final = 300.0


@attrs.frozen(kw_only=True)
class Row:
    """How a profile reads one hedge: a soft interval around the figure, within the hard bounds of the words.

    Either as multiples of the figure (`low`, `high`), or by the regression of Ferson et al. (2015) for the width of the
    interval that lay readers imagine, centred on the figure: log10(width) = A + B z + C r + D f + E z r + F z f + G r f
    + H z r f, where z is log10 of the figure, r the number of zeros at its end and f whether its last other digit is 5.

    Attributes:
        hedge: The hedge it reads; one that has a figure and leaves something to read.
        words: Only where the wording holds one of these; empty for any wording.
        below: Only figures below this one, as printed.
        low: Lower end, as a multiple of the figure; None leaves it to the words.
        high: Upper end, likewise.
        best: The value readers take it for, likewise; None leaves it to the words.
        width: The coefficients A to H in place of `low` and `high`; empty for none.

    Raises:
        ReconciliationError: The hedge has no figure, the ends are in the wrong order, or a width is not eight
            coefficients alone.
    """

    hedge: Hedge
    words: tuple[str, ...] = ()
    below: float = math.inf
    low: float | None = None
    high: float | None = None
    best: float | None = None
    width: tuple[float, ...] = ()

    def __attrs_post_init__(self) -> None:
        must_be("hedge", self.hedge, Hedge)
        if self.hedge not in _PLACES:
            raise ReconciliationError(f"a row cannot read {self.hedge.value}; choose from {', '.join(_PLACES)}")
        ends = [end for end in (0.0, self.low, self.best, self.high) if end is not None]
        if ends != sorted(ends):
            raise ReconciliationError(
                f"row {self.hedge.value}: 0, low, best and high must be in this order, got {ends}"
            )
        if self.width and (len(self.width) != _COEFFICIENTS or self.low is not None or self.high is not None):
            raise ReconciliationError(f"row {self.hedge.value}: a width has eight coefficients and no low or high")

    @property
    def name(self) -> str:
        """Its words, or its hedge where it reads any wording."""
        return " / ".join(self.words) or self.hedge.value.replace("_", " ")

    def applies_to(self, estimate: Estimate) -> bool:
        """Whether it reads an estimate: never an existence statement, into which it would read a figure."""
        must_be("estimate", estimate, Estimate)
        figure = figure_of(estimate)
        return (
            estimate.hedge is self.hedge
            and figure is not None
            and 0 < figure < self.below
            and not _says_only_some(estimate)
            and (not self.words or any(_holds(estimate.wording, word) for word in self.words))
        )

    def around(self, figure: float) -> Interval:
        """The soft interval around a positive figure; ends that are left to the words are infinite."""
        must_be("figure", figure, int, float)
        if self.width:
            half = _width(self.width, figure) / 2
            return Interval(max(figure - half, 0.0), figure + half)
        low = -math.inf if self.low is None else self.low * figure
        high = math.inf if self.high is None else self.high * figure
        return Interval(low, high, low_open=math.isinf(low), high_open=math.isinf(high))


def figure_of(estimate: Estimate) -> float | None:
    """The figure that the words of an estimate hedge; None if there is none, or its bounds say it all."""
    if estimate.hedge not in _PLACES:
        return None
    if estimate.hedge is Hedge.BARE and (estimate.low != estimate.high or estimate.low not in (None, estimate.best)):
        return None
    figure: float | None = getattr(estimate, _PLACES[estimate.hedge])
    return figure


def digits(value: float) -> tuple[int, int]:
    """Number of significant figures, and the power of ten of the last one: (2, 3) for 11,000."""
    normal = Decimal(str(value)).normalize()
    figures = len(normal.as_tuple().digits)
    return figures, normal.adjusted() - figures + 1


def _says_only_some(estimate: Estimate) -> bool:
    """Whether an estimate of a count says no more than that there are some, if that: "at least one"."""
    interval = estimate.interval
    return estimate.is_one_sided and is_count(estimate.unit) and math.isinf(interval.high) and interval.contains(1.0)


def _holds(wording: str, word: str) -> bool:
    """Whether a wording holds a word or sign: not inside another word."""
    before, after = r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else ""
    return re.search(before + re.escape(word) + after, wording, re.IGNORECASE) is not None


def _width(coefficients: tuple[float, ...], figure: float) -> float:
    z, r = math.log10(figure), max(0, digits(figure)[1])
    f = Decimal(str(figure)).normalize().as_tuple().digits[-1] == 5
    terms = (1.0, z, r, f, z * r, z * f, r * f, z * r * f)
    power = math.fsum(map(operator.mul, coefficients, terms))
    return math.pow(10.0, min(power, _WIDEST))
