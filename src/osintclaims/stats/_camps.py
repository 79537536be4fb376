"""The fewest groups of votes that agree among themselves."""

import math

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._prior import DEFAULT_PRIOR

__all__ = ["Camps", "camps"]


@attrs.frozen(eq=False)
class Camps:
    """The camps of each group, from low to high.

    Camps of group ``g`` are the items ``offsets[g]`` to ``offsets[g + 1]`` of the three last arrays.

    Attributes:
        label: Camp of each vote, counted from 0 within its group, shape ``(N,)``; -1 for a vote that belongs to none,
            because it meets every camp or weighs nothing.
        offsets: Where the camps of each group start, shape ``(G + 1,)``.
        low: Lower ends of what the widened votes of each camp share, in the unit of the votes.
        high: Upper ends; may be infinity.
        weight: Weight of the votes of each camp.
    """

    label: IntArray
    offsets: IntArray
    low: FloatArray
    high: FloatArray
    weight: FloatArray


def camps(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    log_sd: float = DEFAULT_PRIOR.log_sd,
    offsets: ArrayLike | None = None,
) -> Camps:
    """The fewest groups of votes that share a value once every vote is widened a little.

    Each vote is widened by the factor ``exp(log_sd / 2)`` on both sides and taken as closed. The fewest groups of
    intervals that share a value are found greedily by upper end, which is optimal for intervals on a line. Where
    there is more than one camp, a vote that meets all of them sides with none. What a camp says is the intersection
    of its widened votes.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most". A vote of 0 to 0 is not widened.
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1. Votes of weight 0 belong to no camp.
        log_sd: Spread of independent figures on the natural log scale, finite and not negative.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        The camp of every vote, and the camps of every group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import camps
        >>> camps([10_000, 12_000], [10_000, 12_000]).label.tolist()
        [0, 0]
        >>> split = camps([1_450, 10_500, 0], [1_550, 11_500, 20_000])
        >>> split.label.tolist()
        [0, 1, -1]
        >>> split.low.round().tolist(), split.high.round().tolist()
        ([1217.0, 8814.0], [1846.0, 13699.0])
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    places = _checks.group_offsets(offsets, len(lows))
    masses, _ = _checks.group_weights(weights, places)
    if not 0 <= log_sd < math.inf:
        raise InvalidValueError("E106", f"log_sd is {log_sd!r}", "a finite number that is not negative")
    kept, places = _groups.positive_votes(masses, places)
    with np.errstate(over="ignore"):
        lows, highs = lows * math.exp(-log_sd / 2), highs * np.exp(log_sd / 2)
    label = np.full(len(lows), -1)
    owners: list[IntArray] = []
    found: list[FloatArray] = []
    for rows, block in _groups.blocks(places):
        votes = kept[block]
        votes = votes.ravel()[_groups.ranked(lows[votes])]
        start, end = lows[votes], highs[votes]
        opens = _first_of_each_camp(_next_camp(start, end))
        camp = np.cumsum(opens, axis=1) - 1
        # Only a vote of the lowest camp can reach the last one: those of later camps start above the lowest.
        torn = (camp == 0) & (camp[:, -1:] > 0) & (end >= start[:, -1:])
        label[votes] = np.where(torn, -1, camp)
        at = np.flatnonzero(opens)
        owners.append(rows[at // votes.shape[1]])
        found.append(
            np.stack(
                [
                    np.maximum.reduceat(np.where(torn, -math.inf, start).ravel(), at),
                    np.minimum.reduceat(end.ravel(), at),  # a torn vote ends above the others of its camp
                    np.add.reduceat(np.where(torn, 0.0, masses[votes]).ravel(), at),
                ]
            )
        )
    order, counts = _groups.regroup(owners)
    camp_low, camp_high, weight = np.concatenate(found, axis=1)[:, order]
    return Camps(label, _groups.cut(counts), camp_low, camp_high, weight)


def _next_camp(low: FloatArray, high: FloatArray) -> IntArray:
    """For each vote of a row sorted by low end: the first vote after the camp that would start with it.

    A camp that starts with vote j lasts to the least high end among the votes from j on, and takes in all votes that
    start at or below it.
    """
    rows, size = low.shape
    order = _groups.ranked(np.concatenate([low, high], axis=1))
    is_low = order % (2 * size) < size
    begun = np.empty(2 * rows * size, dtype=np.intp)
    begun[order] = np.cumsum(is_low, axis=1)
    until = begun.reshape(rows, 2 * size)[:, size:]
    return np.minimum.accumulate(until[:, ::-1], axis=1)[:, ::-1]


def _first_of_each_camp(following: IntArray) -> BoolArray:
    """Mark the votes with which the camps of each row start."""
    rows, size = following.shape
    opens = np.zeros((rows, size), dtype=np.bool_)
    active: IntArray = np.arange(rows, dtype=np.intp)
    vote = np.zeros_like(active)
    while len(active):
        opens[active, vote] = True
        after: IntArray = following[active, vote]
        going = np.flatnonzero(after < size)
        active, vote = active[going], after[going]
    return opens
