"""Location methods: from votes to the region where most origins can agree, and the value nearest to all."""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.stats import central_region

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
        note: What weakens the answer, for the printed page, such as votes that the method cannot use; mostly empty.

    Raises:
        ReconciliationError: An empty region, or a best value outside it: a method is at fault.
    """

    region: Interval
    best: float | None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.region.is_empty:
            raise ReconciliationError(f"a location method found no value at all: {self.region}")
        if self.best is not None and not self.region.contains(self.best):
            raise ReconciliationError(f"a location method put the best value {self.best} outside its {self.region}")


#: A location method: votes in, location out. It may not depend on the order of the votes.
Method = Callable[[Sequence[Ballot]], Location]


def interval_median_location(ballots: Sequence[Ballot]) -> Location:
    """The interval-valued weighted median with shared ties, and the value nearest to all votes on the log scale.

    See `osintclaims.stats.central_region`. The best value is None without any two-sided vote and where the region has
    no upper end.

    Args:
        ballots: At least one vote.
    """
    found = central_region(
        [ballot.interval.low for ballot in ballots],
        [ballot.interval.high for ballot in ballots],
        [0.0 if ballot.point is None else ballot.point for ballot in ballots],
        [ballot.point is not None for ballot in ballots],
        [ballot.weight for ballot in ballots],
        low_open=[ballot.interval.low_open for ballot in ballots],
        high_open=[ballot.interval.high_open for ballot in ballots],
    )
    region = Interval(
        float(found.region.low[0]),
        float(found.region.high[0]),
        low_open=bool(found.region.low_open[0]),
        high_open=bool(found.region.high_open[0]),
    )
    return Location(region, float(found.best[0]) if found.has_best[0] else None)


#: Location methods by name.
METHODS: Final[Mapping[str, Method]] = MappingProxyType({"interval_median": interval_median_location})
