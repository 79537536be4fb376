"""Location methods: from votes to the region where most origins can agree, and the value nearest to all."""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval, must_be
from osintclaims.stats import (
    Overlap,
    Region,
    central_region,
    eventreport_aggregates,
    geometric_mean,
    hodges_lehmann,
    max_overlap,
    npmle,
    quantile_bounds,
    trimmed_mean,
    ucdp_best_low_high,
    weighted_median,
)

__all__ = ["METHODS", "Ballot", "Location", "Method", "geometric_middle", "interval_at"]

#: Votes below which a 20 % trimmed mean trims nothing.
_LEAST_TRIMMED: Final = 5


def geometric_middle(low: float, high: float) -> float:
    """The value as many times above the one as it is below the other, and never outside them."""
    return min(max(math.sqrt(low) * math.sqrt(high), low), high)


@attrs.frozen
class Ballot:
    """One vote as a method sees it.

    Attributes:
        interval: Values the vote admits; not negative.
        point: The value it commits to; None for one-sided votes.
        weight: Its weight, positive.
    """

    interval: Interval
    point: float | None
    weight: float = 1.0


@attrs.frozen
class Location:
    """Where a method sees the figure.

    Attributes:
        region: The central region; its upper end may be infinite.
        best: A value inside the region, or None where the votes do not support one.
        note: What weakens the answer, for the printed page, such as votes that the method cannot use; mostly empty.

    Raises:
        ReconciliationError: An empty region, or a best value outside it: a method is at fault.
    """

    region: Interval
    best: float | None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        must_be("region", self.region, Interval)
        if self.region.is_empty:
            raise ReconciliationError(f"a location method found no value at all: {self.region}")
        if self.best is not None and not self.region.contains(self.best):
            raise ReconciliationError(f"a location method put the best value {self.best} outside its {self.region}")


#: A location method: votes in, location out. It may not depend on the order of the votes. Where it cannot answer it
#: raises `ReconciliationError` with what it lacks and a method that would do.
Method = Callable[[Sequence[Ballot]], Location]


@attrs.frozen(eq=False)
class _Columns:
    """Ballots as arrays."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    point: NDArray[np.float64]
    has_point: NDArray[np.bool_]
    weights: NDArray[np.float64]
    flags: dict[str, NDArray[np.bool_]]

    @classmethod
    def of(cls, ballots: Sequence[Ballot]) -> "_Columns":
        intervals = [ballot.interval for ballot in ballots]
        return cls(
            low=np.array([interval.low for interval in intervals]),
            high=np.array([interval.high for interval in intervals]),
            point=np.array([ballot.point or 0.0 for ballot in ballots]),
            has_point=np.array([ballot.point is not None for ballot in ballots]),
            weights=np.array([ballot.weight for ballot in ballots]),
            flags={
                "low_open": np.array([interval.low_open for interval in intervals]),
                "high_open": np.array([interval.high_open for interval in intervals]),
            },
        )


def interval_at(found: Region | Overlap, at: Any = 0) -> Interval:
    """One interval of an array of them."""
    return Interval(
        float(found.low[at]),
        float(found.high[at]),
        low_open=bool(found.low_open[at]),
        high_open=bool(found.high_open[at]),
    )


def _inside(region: Interval, value: float) -> float | None:
    """The value of a finite region that is nearest to another value; next to an end that is open.

    None where the region lies between two neighbouring doubles and holds neither.
    """
    low = math.nextafter(region.low, math.inf) if region.low_open else region.low
    high = math.nextafter(region.high, 0.0) if region.high_open else region.high
    return min(max(value, low), high) if low <= high else None


def _middle(region: Interval, votes: _Columns) -> float | None:
    """The geometric middle of a region, if it has one and some vote commits to a value."""
    if math.isinf(region.high) or not votes.has_point.any():
        return None
    return _inside(region, geometric_middle(region.low, region.high))


def interval_median_location(ballots: Sequence[Ballot]) -> Location:
    """The interval-valued weighted median with shared ties, and the value nearest to all votes on the log scale.

    See `osintclaims.stats.central_region`. The best value is None without any two-sided vote and where the region has
    no upper end.

    Args:
        ballots: At least one vote.
    """
    votes = _Columns.of(ballots)
    found = central_region(votes.low, votes.high, votes.point, votes.has_point, votes.weights, **votes.flags)
    return Location(interval_at(found.region), float(found.best[0]) if found.has_best[0] else None)


def ds_mixture_location(ballots: Sequence[Ballot]) -> Location:
    """All medians that the Dempster-Shafer mixture of the votes allows (`osintclaims.stats.quantile_bounds` at 1/2).

    Wider than the interval median where the votes split evenly: nothing that half of them allow is given up.
    """
    votes = _Columns.of(ballots)
    region = interval_at(quantile_bounds(votes.low, votes.high, votes.weights, q=[0.5], **votes.flags), (0, 0))
    return Location(region, _middle(region, votes))


def npmle_location(ballots: Sequence[Ballot]) -> Location:
    """All medians of Turnbull's nonparametric maximum-likelihood distribution (`osintclaims.stats.npmle`).

    With few votes it jumps between camps when one vote is added: a second view, not a summary.
    """
    votes = _Columns.of(ballots)
    mass = npmle(votes.low, votes.high, votes.weights, **votes.flags)
    flags = {"low_open": mass.low_open, "high_open": mass.high_open}
    region = interval_at(quantile_bounds(mass.low, mass.high, mass.mass, q=[0.5], **flags), (0, 0))
    return Location(region, _middle(region, votes))


def max_overlap_location(ballots: Sequence[Ballot]) -> Location:
    """Where the greatest weight of votes meets (Marzullo); `osintclaims.stats.max_overlap`.

    A narrow figure wins over all wide ones it lies in, so it can rest on few. Several regions of equal weight are
    spanned, without a best value.

    Raises:
        ReconciliationError: Several votes, of which no two meet: the region of one would be arbitrary.
    """
    votes = _Columns.of(ballots)
    found = max_overlap(votes.low, votes.high, votes.weights, **votes.flags)
    if len(ballots) > 1 and found.weight[0] <= votes.weights.max():
        raise ReconciliationError("max_overlap needs two votes that meet, and here no two do; use interval_median")
    first = interval_at(found)
    if len(found.low) == 1:
        return Location(first, _middle(first, votes))
    last = interval_at(found, -1)
    return Location(first.hull(last), None, f"max_overlap found {len(found.low)} regions of equal weight, spanned here")


@attrs.frozen
class _PointMethod:
    """A method from a statistic of points that grows with each of them.

    The best value is the statistic of the votes' points. Whatever value inside its interval each vote stands for, the
    statistic lies between those of the lower and of the upper ends, which are the region. One-sided votes have no point
    and are not used, which the note says.

    Attributes:
        name: Its name, for messages.
        kernel: The statistic: points and weights in, one value out.
        takes_logs: Whether it takes logarithms, so that zero has no place.
        least: Votes below which it is the plain mean.
    """

    name: str
    kernel: Callable[..., NDArray[np.float64]]
    takes_logs: bool = False
    least: int = 1

    def __call__(self, ballots: Sequence[Ballot]) -> Location:
        used = _two_sided(self.name, ballots)
        if self.takes_logs and any(ballot.interval.low == 0 for ballot in used):
            raise ReconciliationError(f"{self.name} takes logarithms, and a vote is zero; use interval_median")
        votes = _Columns.of(used)
        low, best, high = (float(self.kernel(x, votes.weights)[0]) for x in (votes.low, votes.point, votes.high))
        notes = [_unused(self.name, len(ballots) - len(used))]
        if len(used) < self.least:
            notes.append(f"{self.name} of fewer than {self.least} votes is their plain mean")
        region = Interval(min(low, best), max(best, high))  # rounding may put the three out of order by a hair
        return Location(region, best, "; ".join(note for note in notes if note))


def _two_sided(name: str, ballots: Sequence[Ballot]) -> list[Ballot]:
    used = [ballot for ballot in ballots if ballot.point is not None]
    if not used:
        raise ReconciliationError(f"{name} needs a vote that is bounded on both sides; use interval_median")
    return used


def _unused(name: str, number: int) -> str:
    noun = "vote is" if number == 1 else "votes are"
    return f"{number} one-sided {noun} not used by {name}" if number else ""


def _weighted_median(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lower and upper weighted median, halved on the log scale."""
    region = weighted_median(x, weights)
    return np.array([geometric_middle(float(region.low[0]), float(region.high[0]))])


def _hodges_lehmann(x: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """On logarithms: the median of the geometric means of all pairs."""
    return np.exp(hodges_lehmann(np.log(x), weights))


def ucdp_location(ballots: Sequence[Ballot]) -> Location:
    """Best, low and high in the manner of UCDP: the figure of most weight, the lower one on ties.

    See `osintclaims.stats.ucdp_best_low_high`. One-sided votes have no place in the convention and are not used.
    """
    used = _two_sided("ucdp", ballots)
    votes = _Columns.of(used)
    found = ucdp_best_low_high(votes.point, votes.weights, low=votes.low, high=votes.high)
    region = Interval(float(found.low[0]), float(found.high[0]))
    return Location(region, float(found.best[0]), _unused("ucdp", len(ballots) - len(used)))


def ibc_location(ballots: Sequence[Ballot]) -> Location:
    """Minimum and maximum in the manner of Iraq Body Count, without a best value.

    See `osintclaims.stats.ibc_min_max`. One-sided votes have no place in the convention and are not used.
    """
    used = _two_sided("ibc", ballots)
    votes = _Columns.of(used)
    return Location(
        Interval(float(votes.low.min()), float(votes.high.max())), None, _unused("ibc", len(ballots) - len(used))
    )


def eventreport_location(ballots: Sequence[Ballot]) -> Location:
    """Mode, minimum and maximum of the figures as the R package eventreport aggregates them, the smallest on ties.

    See `osintclaims.stats.eventreport_aggregates`. One-sided votes have no place there and are not used.
    """
    used = _two_sided("eventreport", ballots)
    votes = _Columns.of(used)
    found = eventreport_aggregates(votes.point, votes.weights)
    region = Interval(float(found.minimum[0]), float(found.maximum[0]))
    return Location(region, float(found.mode[0]), _unused("eventreport", len(ballots) - len(used)))


#: Location methods by name.
METHODS: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "interval_median": interval_median_location,
        "ds_mixture": ds_mixture_location,
        "npmle": npmle_location,
        "max_overlap": max_overlap_location,
        "weighted_median": _PointMethod("weighted_median", _weighted_median),
        "hodges_lehmann": _PointMethod("hodges_lehmann", _hodges_lehmann, takes_logs=True),
        "geometric_mean": _PointMethod("geometric_mean", geometric_mean, takes_logs=True),
        "trimmed_mean": _PointMethod("trimmed_mean", trimmed_mean, least=_LEAST_TRIMMED),
        "ucdp": ucdp_location,
        "ibc": ibc_location,
        "eventreport": eventreport_location,
    }
)
