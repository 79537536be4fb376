"""Location methods: from votes to the region where most origins can agree, and the value nearest to all."""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.stats import interval_median, nearest_value

__all__ = ["METHODS", "Ballot", "Location", "Method", "geometric_middle"]


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

    Raises:
        ReconciliationError: An empty region, or a best value outside it: a method is at fault.
    """

    region: Interval
    best: float | None

    def __attrs_post_init__(self) -> None:
        if self.region.is_empty:
            raise ReconciliationError(f"a location method found no value at all: {self.region}")
        if self.best is not None and not self.region.contains(self.best):
            raise ReconciliationError(f"a location method put the best value {self.best} outside its {self.region}")


#: A location method: votes in, location out. It may not depend on the order of the votes.
Method = Callable[[Sequence[Ballot]], Location]


def interval_median_location(ballots: Sequence[Ballot]) -> Location:
    """The interval-valued weighted median with shared ties, and the value nearest to all votes on the log scale.

    The region holds the values that fewer than half of the votes rule out on either side; see
    `osintclaims.stats.interval_median`. The best value minimises the weighted sum of distances, on logarithms, to the
    points of the two-sided votes and to the intervals of the one-sided ones (`osintclaims.stats.nearest_value`); it is
    the geometric middle where that minimum is flat, and lies inside the region. It is None without any two-sided vote
    and where the region has no upper end.

    Args:
        ballots: At least one vote.
    """
    low = [ballot.interval.low for ballot in ballots]
    high = [ballot.interval.high for ballot in ballots]
    weights = [ballot.weight for ballot in ballots]
    median = interval_median(
        low,
        high,
        weights,
        low_open=[ballot.interval.low_open for ballot in ballots],
        high_open=[ballot.interval.high_open for ballot in ballots],
        ties="shared",
    )
    region = Interval(
        float(median.low[0]),
        float(median.high[0]),
        low_open=bool(median.low_open[0]),
        high_open=bool(median.high_open[0]),
    )
    if math.isinf(region.high) or all(ballot.point is None for ballot in ballots):
        return Location(region, None)
    nearest = nearest_value(
        [ballot.interval.low if ballot.point is None else ballot.point for ballot in ballots],
        [ballot.interval.high if ballot.point is None else ballot.point for ballot in ballots],
        weights,
    )
    return Location(region, _inside(region, geometric_middle(float(nearest.low[0]), float(nearest.high[0]))))


def _inside(region: Interval, value: float) -> float | None:
    """The value of a finite region that is nearest to another value; next to an end that is open.

    None where the region lies between two neighbouring doubles and holds neither.
    """
    low = math.nextafter(region.low, math.inf) if region.low_open else region.low
    high = math.nextafter(region.high, 0.0) if region.high_open else region.high
    return min(max(value, low), high) if low <= high else None


#: Location methods by name.
METHODS: Final[Mapping[str, Method]] = MappingProxyType({"interval_median": interval_median_location})
