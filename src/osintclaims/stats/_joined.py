"""What several statements of one origin come to: one vote."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats import _checks
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats._central import geometric_middles, stated_points

__all__ = ["Joined", "join_statements"]


@attrs.frozen(eq=False)
class Joined:
    """One vote for each group of statements; all fields have shape ``(G,)``.

    Attributes:
        low: Lower ends.
        high: Upper ends; may be infinity.
        low_open: Whether the lower end is left out.
        high_open: Whether the upper end is left out; infinite ends always are.
        point: The value the origin commits to; 0.0 where `has_point` is false.
        has_point: Whether there is one: for every vote that is bounded above 0 below, and above.
        conflict: Whether the statements exclude one another, so that the vote is all that any of them admits.
    """

    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray
    point: FloatArray
    has_point: BoolArray
    conflict: BoolArray


def join_statements(
    low: ArrayLike,
    high: ArrayLike,
    *,
    point: ArrayLike | None = None,
    has_point: ArrayLike | None = None,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> Joined:
    """What all statements of a group share, else all that any of them says.

    The point of a vote is the geometric middle of the lowest and the highest stated point inside it; without one, that
    of its ends.

    Args:
        low: Lower ends of the statements, not negative, flat.
        high: Upper ends; infinity for "at least".
        point: The value each statement commits to; not looked at where it has none. None: no statement has one.
        has_point: Whether each statement commits to a value; None: all do, if `point` is given.
        low_open: Whether each leaves out its lower end; None for none of them.
        high_open: Whether each leaves out its upper end.
        offsets: Where the groups start, and the number of statements; None for one group.

    Returns:
        One vote for each group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import join_statements
        >>> vote = join_statements(
        ...     [0, 9_000], [10_000, 11_000], point=[0, 10_000], has_point=[False, True]
        ... )
        >>> vote.low.tolist(), vote.high.tolist(), vote.point.tolist()
        ([9000.0], [10000.0], [10000.0])
        >>> join_statements([1_450, 10_500], [1_550, 11_500]).conflict.tolist()
        [True]
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    places = _checks.group_offsets(offsets, len(lows))
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    opens, closes = (np.zeros(len(lows), np.bool_), np.isinf(highs)) if flags is None else flags
    starts, sizes = places[:-1], np.diff(places)
    lowest, highest = np.minimum.reduceat(lows, starts), np.maximum.reduceat(highs, starts)
    inner, outer = np.maximum.reduceat(lows, starts), np.minimum.reduceat(highs, starts)
    inner_open = np.logical_or.reduceat(opens & (lows == np.repeat(inner, sizes)), starts)
    outer_open = np.logical_or.reduceat(closes & (highs == np.repeat(outer, sizes)), starts)
    conflict = (inner > outer) | ((inner == outer) & (inner_open | outer_open))
    lowest_open = np.logical_and.reduceat(opens | (lows > np.repeat(lowest, sizes)), starts)
    highest_open = np.logical_and.reduceat(closes | (highs < np.repeat(highest, sizes)), starts)
    vote_low, vote_high = np.where(conflict, lowest, inner), np.where(conflict, highest, outer)
    vote_open, vote_closed = np.where(conflict, lowest_open, inner_open), np.where(conflict, highest_open, outer_open)
    if point is None:
        point, has_point = lows, np.zeros_like(lows)
    points, stated = stated_points(point, has_point, len(lows))
    low_of, high_of = np.repeat(vote_low, sizes), np.repeat(vote_high, sizes)
    stated &= (points > low_of) | ((points == low_of) & ~np.repeat(vote_open, sizes))
    stated &= (points < high_of) | ((points == high_of) & ~np.repeat(vote_closed, sizes))
    some = np.logical_or.reduceat(stated, starts)
    least = np.where(some, np.minimum.reduceat(np.where(stated, points, np.inf), starts), vote_low)
    most = np.where(some, np.maximum.reduceat(np.where(stated, points, 0.0), starts), vote_high)
    two_sided = ((vote_low > 0) & np.isfinite(vote_high)) | (vote_low == vote_high)
    middle = geometric_middles(least, np.where(two_sided, most, 0.0))
    return Joined(vote_low, vote_high, vote_open, vote_closed, middle, two_sided, conflict)
