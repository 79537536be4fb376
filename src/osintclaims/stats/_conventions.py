"""What conflict-data projects make of several reports about one event, for comparison with their data sets."""

import attrs
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats._points import extremes, modes

__all__ = ["BestLowHigh", "MinMax", "ReportAggregates", "eventreport_aggregates", "ibc_min_max", "ucdp_best_low_high"]


@attrs.frozen(eq=False)
class BestLowHigh:
    """UCDP's three figures for each event; all fields have shape ``(G,)`` and ``low <= best <= high``."""

    best: FloatArray
    low: FloatArray
    high: FloatArray


@attrs.frozen(eq=False)
class MinMax:
    """Iraq Body Count's two figures for each incident; both fields have shape ``(G,)``."""

    minimum: FloatArray
    maximum: FloatArray


@attrs.frozen(eq=False)
class ReportAggregates:
    """The three aggregations of event reports; all fields have shape ``(G,)``.

    Attributes:
        mode: The figure of most reports, the smallest on ties: "most representative".
        minimum: The lowest figure: "most conservative".
        maximum: The highest figure: "most informative".
    """

    mode: FloatArray
    minimum: FloatArray
    maximum: FloatArray


def ucdp_best_low_high(
    best: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> BestLowHigh:
    """Best, low and high figure of each event in the manner of the Uppsala Conflict Data Program.

    Where reports differ, UCDP's coders take the figure of the source that they find most reliable, and the lower
    figure where they cannot tell (UCDP Battle-Related Deaths Dataset Codebook, best, low and high estimates). A kernel
    cannot read sources, so reliability is what the weights say: `best` is the figure with the greatest weight of
    reports, the lowest of those that share it. The low estimate is the lowest figure reported and the high estimate the
    highest. They are a coder's range of claims, not an interval of the truth.

    Args:
        best: The figure that each report commits to, finite and not negative, flat.
        weights: Reliability of each report, not negative; None weighs all 1. Reports of weight 0 have no say.
        low: The lowest figure of each report, where it gives a range; None for `best`.
        high: The highest figure of each report, finite; None for `best`.
        offsets: Where the events start, and the number of reports; None for one event.

    Returns:
        Three figures for every event.

    Raises:
        InvalidValueError: E106, an input is not as described; a report without a figure of its own ("at least 20")
            has no place in this convention.

    Examples:
        >>> from osintclaims.stats import ucdp_best_low_high
        >>> event = ucdp_best_low_high(
        ...     [12, 30, 30, 12], low=[12, 25, 30, 10], high=[12, 40, 30, 12]
        ... )
        >>> event.best.tolist(), event.low.tolist(), event.high.tolist()
        ([12.0], [10.0], [40.0])
    """
    figures = _counts("best", best)
    lows = figures if low is None else _counts("low", low)
    highs = figures if high is None else _counts("high", high)
    for name, ends in (("low", lows), ("high", highs)):
        if ends.shape != figures.shape:
            raise InvalidValueError("E106", f"{len(ends)} in {name} for {len(figures)} in best", "one per report")
    good = (lows <= figures) & (figures <= highs)
    if not good.all():
        at = int(good.argmin())
        raise InvalidValueError(
            "E106", f"report {at} is {figures[at]} in {lows[at]} to {highs[at]}", "low <= best <= high"
        )
    masses, places = _weights(weights, offsets, len(figures))
    return BestLowHigh(modes(figures, masses, places), *extremes(lows, highs, masses, places))


def ibc_min_max(
    low: ArrayLike, high: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> MinMax:
    """Minimum and maximum of each incident in the manner of Iraq Body Count.

    Iraq Body Count records a minimum and a maximum where reports of an incident differ (both are among the data listed
    in section 3.1 of its published methods), and one figure twice where they agree; sums over incidents give its
    running totals. This is the range of the reports of one incident: choosing between sources, and
    leaving out who may not have been a civilian, is the coder's work and comes before.

    Args:
        low: The lowest figure of each report, finite and not negative, flat.
        high: The highest figure of each report, finite.
        weights: Not negative; only whether they are 0 matters, for such reports have no say.
        offsets: Where the incidents start, and the number of reports; None for one incident.

    Returns:
        Two figures for every incident.

    Raises:
        InvalidValueError: E106, an input is not as described; "at least 20" has no highest figure.

    Examples:
        >>> from osintclaims.stats import ibc_min_max
        >>> incident = ibc_min_max([3, 4, 4], [5, 4, 7])
        >>> incident.minimum.tolist(), incident.maximum.tolist()
        ([3.0], [7.0])
    """
    lows, highs = _checks.interval_ends(_counts("low", low), _counts("high", high), least=0.0)
    masses, places = _weights(weights, offsets, len(lows))
    return MinMax(*extremes(lows, highs, masses, places))


def eventreport_aggregates(
    x: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> ReportAggregates:
    """Mode, minimum and maximum of the reports of each event, as the R package eventreport aggregates figures.

    `calc_mode_numeric` there gives the most frequent figure, the smallest on ties; `aggregateData` takes the mode for
    the most representative, the minimum for the most conservative and the maximum for the most informative version of a
    data set (van Baalen and Hoglund, Trials and Triangulations, 2025; package version 0.1.1). Reports without a figure
    are left out there and have no place here. That package compares figures by 15 digits, this one exactly.

    Args:
        x: The figure of each report, finite, flat.
        weights: Not negative; None weighs all reports 1, as the package does.
        offsets: Where the events start, and the number of reports; None for one event.

    Returns:
        Three figures for every event.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import eventreport_aggregates
        >>> event = eventreport_aggregates([1, 2, 2, 3, 4, 4])
        >>> event.mode.tolist(), event.minimum.tolist(), event.maximum.tolist()
        ([2.0], [1.0], [4.0])
    """
    figures = _checks.finite_numbers("x", x)
    masses, places = _weights(weights, offsets, len(figures))
    return ReportAggregates(modes(figures, masses, places), *extremes(figures, figures, masses, places))


def _counts(name: str, values: ArrayLike) -> FloatArray:
    """Finite figures that are not negative."""
    figures = _checks.finite_numbers(name, values)
    if not (figures >= 0).all():
        worst = int((figures >= 0).argmin())
        raise InvalidValueError("E106", f"{name}[{worst}] is {figures[worst]}", "a count is not negative")
    return figures


def _weights(weights: ArrayLike | None, offsets: ArrayLike | None, votes: int) -> tuple[FloatArray, IntArray]:
    """Clean weights and offsets."""
    places = _checks.group_offsets(offsets, votes)
    return _checks.group_weights(weights, places)[0], places
