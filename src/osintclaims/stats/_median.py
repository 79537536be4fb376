"""Weighted medians of points and of intervals: the values that half of the weight does not rule out."""

from typing import Literal

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray

__all__ = ["Region", "Sweep", "interval_median", "nearest_value", "region_between", "weighted_median"]


@attrs.frozen(eq=False)
class Region:
    """One interval per group; all fields have shape ``(G,)``, or ``(G, Q)`` for quantiles.

    Attributes:
        low: Lower ends, in the unit of the votes; may be 0 or minus infinity.
        high: Upper ends; may be infinity.
        low_open: Whether the lower end is outside the region. Infinite ends always are.
        high_open: Whether the upper end is outside the region.
    """

    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray


def interval_median(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
    ties: Literal["hull", "shared"] = "hull",
) -> Region:
    """Weighted median of interval-valued votes.

    With total weight W, ``ties="hull"`` gives ``inf {x: weight of votes with low <= x is at least W/2}`` to
    ``sup {x: weight of votes with high >= x is at least W/2}``: whatever value each vote really stands for inside its
    interval, all weighted medians lie in there, and both ends are attained (the sharp identification region of the
    median). It assumes no distribution, holds as long as less than half of the weight is wrong, and commutes with
    logarithms. ``ties="shared"`` asks for more than W/2 in both places: the values that fewer than half of the votes
    rule out on either side. It differs where the votes split evenly, and falls back to the hull where it is empty.

    Args:
        low: Lower ends of the votes, any unit, flat; minus infinity or 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.
        ties: What to do where exactly half of the weight is on either side.

    Returns:
        One region per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import interval_median
        >>> votes = [7_000, 9_000, 0], [math.inf, 11_000, 10_000]
        >>> region = interval_median(*votes)
        >>> region.low.tolist(), region.high.tolist()
        ([7000.0], [11000.0])
        >>> even = [9_000, 0], [11_000, 12_000]
        >>> region = interval_median(*even, ties="shared")
        >>> region.low.tolist(), region.high.tolist()
        ([9000.0], [11000.0])
    """
    if ties not in ("hull", "shared"):
        raise InvalidValueError("E106", f"ties is {ties!r}", '"hull" or "shared"')
    lows, highs = _checks.interval_ends(low, high)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    return _median_region(lows, highs, flags, weights=masses, totals=totals, offsets=places, shared=ties == "shared")


def weighted_median(x: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None) -> Region:
    """Lower and upper weighted median of points.

    The lower median is the least value that has at least half of the weight at or below it, the upper median the
    greatest that has at least half at or above it. They differ only where the weight splits evenly.

    Args:
        x: Finite values, any unit, flat.
        weights: Not negative; None weighs all values 1.
        offsets: Where the groups start, and the number of values; None for one group.

    Returns:
        One closed region per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import weighted_median
        >>> region = weighted_median([10, 20, 40, 30])
        >>> region.low.tolist(), region.high.tolist()
        ([20.0], [30.0])
    """
    values = _checks.finite_numbers("x", x)
    return interval_median(values, values, weights, offsets=offsets)


def nearest_value(
    low: ArrayLike, high: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> Region:
    """The values nearest to all votes: least weighted sum of distances to the intervals, on the log scale.

    The distance from t to [l, u] is ``(|t - l| + |t - u| - (u - l)) / 2``, so the sum has the minimisers of a
    weighted sum of distances to the 2k end points with half the weight each, which are their weighted medians;
    medians commute with the logarithm, so none is taken, and ends at 0 or infinity pull as limits.

    Args:
        low: Lower ends of the votes, not negative, flat; equal to `high` for a point.
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        One region per group: all minimisers. It may reach to 0 or to infinity.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import nearest_value
        >>> region = nearest_value([10_000, 7_000], [10_000, math.inf])
        >>> region.low.tolist(), region.high.tolist()
        ([10000.0], [10000.0])
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    ends = np.stack([lows, highs], axis=1).ravel()
    return _median_region(ends, ends, None, weights=np.repeat(masses, 2), totals=2 * totals, offsets=2 * places)


def _median_region(
    low: FloatArray,
    high: FloatArray,
    flags: tuple[BoolArray, BoolArray] | None,
    *,
    weights: FloatArray,
    totals: FloatArray,
    offsets: IntArray,
    shared: bool = False,
) -> Region:
    """Region of every group from clean input."""
    first, last = np.empty_like(totals, dtype=np.intp), np.empty_like(totals, dtype=np.intp)
    for rows, votes in _groups.blocks(offsets):
        masses = weights[votes]
        half, tie = totals[rows, np.newaxis] / 2, _groups.tie(votes.shape[1])
        lower = Sweep.along(low[votes], None if flags is None else flags[0][votes], masses)
        upper = Sweep.along(-high[votes], None if flags is None else flags[1][votes], masses)
        start, stop = (votes.ravel()[sweep.reaching(half * (1 - tie))] for sweep in (lower, upper))
        if shared:
            tight, close = (votes.ravel()[sweep.reaching(half * (1 + tie))] for sweep in (lower, upper))
            holds = low[tight] <= high[close]
            if flags is not None:
                holds &= (low[tight] < high[close]) | ~(flags[0][tight] | flags[1][close])
            start, stop = np.where(holds, tight, start), np.where(holds, close, stop)
        first[rows], last[rows] = start, stop
    return region_between(low, high, first, last, flags=flags)


def region_between(
    low: FloatArray,
    high: FloatArray,
    first: IntArray,
    last: IntArray,
    *,
    flags: tuple[BoolArray, BoolArray] | None,
) -> Region:
    """Regions from the low ends of some votes to the high ends of others, each with its open flag."""
    starts, stops = low[first], high[last]
    if flags is None:
        return Region(starts, stops, np.isinf(starts), np.isinf(stops))
    return Region(starts, stops, flags[0][first], flags[1][last])


@attrs.frozen(eq=False)
class Sweep:
    """The votes of each row in the order in which a sweep from outside meets their ends."""

    order: IntArray
    reached: FloatArray

    @classmethod
    def along(cls, ends: FloatArray, is_open: BoolArray | None, weights: FloatArray) -> "Sweep":
        """Sort each row upwards, an open end after a closed one at the same value, and add up the weights."""
        keys = (ends,) if is_open is None else (is_open, ends)
        order = np.lexsort(keys) + _groups.row_starts(ends.shape)
        return cls(order, np.cumsum(weights.ravel()[order], axis=1))

    def reaching(self, needed: FloatArray) -> IntArray:
        """The vote of each row, as an index into the flat block, at which the weight needed is reached."""
        where = (self.reached >= needed).argmax(axis=1)
        picked: IntArray = self.order[np.arange(len(where)), where]
        return picked
