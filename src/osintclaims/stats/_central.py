"""Where most votes can agree, and the one value nearest to all of them."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats._median import Region, interval_median, nearest_value

__all__ = ["Central", "central_region", "geometric_middles", "stated_points"]


@attrs.frozen(eq=False)
class Central:
    """The central region of each group, and its best value; all arrays have shape ``(G,)``.

    Attributes:
        region: The shared interval-valued median.
        best: A value inside the region; 0.0 where `has_best` is false.
        has_best: Whether there is one: the region has an upper end, and one vote or more commits to a value.
    """

    region: Region
    best: FloatArray
    has_best: BoolArray


def central_region(
    low: ArrayLike,
    high: ArrayLike,
    point: ArrayLike,
    has_point: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> Central:
    """The interval-valued weighted median with shared ties, and the value nearest to all votes on the log scale.

    The region is that of `interval_median`. The best value minimises the weighted sum of distances on logarithms, to
    the point of a vote that has one and to the interval of one that has none (`nearest_value`); it is the geometric
    middle where that minimum is flat, and is moved into the region, next to an end that is open.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        point: The value each vote commits to; not looked at where it has none.
        has_point: Whether each vote commits to a value.
        weights: Not negative; None weighs all votes 1.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Region and best value of each group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import central_region
        >>> low, high = [9_000, 10_500, 7_000], [11_000, 11_500, math.inf]
        >>> found = central_region(low, high, [10_000, 11_000, 0], [True, True, False])
        >>> found.region.low.tolist(), found.region.high.tolist(), found.best.round().tolist()
        ([9000.0], [11500.0], [10488.0])
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    points, flags = stated_points(point, has_point, len(lows))
    region = interval_median(
        lows, highs, weights, low_open=low_open, high_open=high_open, offsets=offsets, ties="shared"
    )
    nearest = nearest_value(np.where(flags, points, lows), np.where(flags, points, highs), weights, offsets=offsets)
    starts = np.zeros(1, dtype=np.intp) if offsets is None else np.asarray(offsets)[:-1]
    has_best = np.logical_or.reduceat(flags, starts) & np.isfinite(region.high) & np.isfinite(nearest.high)
    best = geometric_middles(nearest.low, np.where(has_best, nearest.high, nearest.low))
    least = np.where(region.low_open, np.nextafter(region.low, np.inf), region.low)
    most = np.where(region.high_open, np.nextafter(region.high, 0.0), region.high)
    has_best &= least <= most  # else the region lies between two neighbouring doubles and holds neither
    return Central(region, np.where(has_best, np.clip(best, least, most), 0.0), has_best)


def geometric_middles(low: FloatArray, high: FloatArray) -> FloatArray:
    """Values as many times above the one finite end as they are below the other, and never outside them."""
    middles: FloatArray = np.clip(np.sqrt(low) * np.sqrt(high), low, high)
    return middles


def stated_points(point: ArrayLike, has_point: ArrayLike | None, votes: int) -> tuple[FloatArray, BoolArray]:
    """The points of votes, and which votes have one (None: all)."""
    points = _checks.numbers("point", point)
    stated = np.ones(len(points), np.bool_) if has_point is None else np.array(has_point, dtype=np.bool_)
    if not points.shape == stated.shape == (votes,):
        raise InvalidValueError(
            "E106", f"{points.size} points and {stated.size} flags for {votes} votes", "one of each for all"
        )
    return points, stated
