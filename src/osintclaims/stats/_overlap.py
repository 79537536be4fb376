"""Where most of the weight overlaps."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray

__all__ = ["Overlap", "max_overlap"]


@attrs.frozen(eq=False)
class Overlap:
    """The regions of each group that the greatest weight of votes covers.

    Regions of group ``g`` are the items ``offsets[g]`` to ``offsets[g + 1]`` of the four last arrays, from low to high.

    Attributes:
        weight: Greatest weight that shares a value, shape ``(G,)``.
        total: Weight of all votes, shape ``(G,)``.
        offsets: Where the regions of each group start, shape ``(G + 1,)``.
        low: Lower ends of the regions, in the unit of the votes.
        high: Upper ends of the regions.
        low_open: Whether the lower end is outside its region. Infinite ends always are.
        high_open: Whether the upper end is outside its region.
    """

    weight: FloatArray
    total: FloatArray
    offsets: IntArray
    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray


def max_overlap(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> Overlap:
    """All maximal regions covered by the greatest total weight of votes.

    Marzullo's interval intersection (1984) with weights, half-lines, points and open ends, and with every best region
    instead of the first. Every point of a region is covered by the greatest weight, whichever votes make it up; two
    regions that would only touch at a point that is covered less stay apart. A greatest weight that equals one vote's
    is no agreement.

    Args:
        low: Lower ends of the votes, any unit, flat; minus infinity or 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1. Votes of weight 0 have no say.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Weights and best regions of every group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import max_overlap
        >>> best = max_overlap([7_000, 0, 9_000, 10_500], [math.inf, 10_000, 11_000, 11_500])
        >>> best.weight.tolist(), best.total.tolist()
        ([3.0], [4.0])
        >>> best.low.tolist(), best.high.tolist()
        ([9000.0, 10500.0], [10000.0, 11000.0])
    """
    lows, highs = _checks.interval_ends(low, high)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    kept, places = _groups.positive_votes(masses, places)
    best = np.empty_like(totals)
    owners: list[IntArray] = []
    regions: list[tuple[FloatArray, FloatArray, BoolArray, BoolArray]] = []
    for rows, block in _groups.blocks(places):
        votes = kept[block]
        parts = None if flags is None else (flags[0][votes], flags[1][votes])
        best[rows], owner, found = _best_regions(lows[votes], highs[votes], parts, masses[votes], totals[rows])
        owners.append(rows[owner])
        regions.append(found)
    order, counts = _groups.regroup(owners)
    start, stop, start_open, stop_open = (np.concatenate(column)[order] for column in zip(*regions, strict=True))
    return Overlap(
        weight=best,
        total=totals,
        offsets=_groups.cut(counts),
        low=start,
        high=stop,
        low_open=start_open | np.isinf(start),
        high_open=stop_open | np.isinf(stop),
    )


def _best_regions(
    low: FloatArray,
    high: FloatArray,
    flags: tuple[BoolArray, BoolArray] | None,
    weights: FloatArray,
    totals: FloatArray,
) -> tuple[FloatArray, IntArray, tuple[FloatArray, FloatArray, BoolArray, BoolArray]]:
    """Greatest coverage of each row, and the row, the ends and the open flags of each region that has it.

    Ends are cuts of the real line: just before a value (``after`` false: a closed low or an open high end) or just
    after it. Between two neighbouring cuts lies either one point or an open interval, and the coverage is constant
    there.
    """
    rows, size = low.shape
    ends = np.concatenate([low, high], axis=1)
    base = _groups.row_starts(ends.shape)
    if flags is None:
        # Low ends stand first, so a stable sort puts the cuts before a value ahead of those after it.
        order = np.argsort(ends, kind="stable")
        after = order >= size
        order += base
    else:
        afters = np.concatenate([flags[0], ~flags[1]], axis=1)
        order = np.lexsort((afters, ends)) + base
        after = afters.ravel()[order]
    ends = ends.ravel()[order]
    coverage = np.cumsum(np.concatenate([weights, -weights], axis=1).ravel()[order], axis=1)
    # Only the last of several ends at one cut shows the coverage behind it; behind the last cut there is none.
    settled = (ends[:, 1:] != ends[:, :-1]) | (after[:, 1:] != after[:, :-1])
    coverage = np.where(settled, coverage[:, :-1], -1.0)
    best = coverage.max(axis=1)
    slack = _groups.tie(2 * size) * totals
    is_best = np.zeros((rows, 2 * size), dtype=np.bool_)
    steps = np.ones_like(is_best)
    steps[:, :-1] = settled
    np.greater_equal(coverage, (best - slack)[:, np.newaxis], out=is_best[:, :-1])
    cuts = np.flatnonzero(steps)
    run = is_best.ravel()[cuts]
    starts = cuts[np.flatnonzero(run & ~np.concatenate([[False], run[:-1]]))]
    # The last cut of a row is never best, so a run ends in front of a cut of the same row.
    stops = cuts[np.flatnonzero(run[:-1] & ~run[1:]) + 1]
    ends, after = ends.ravel(), after.ravel()
    best = np.where(best >= totals - slack, totals, best)
    return best, starts // (2 * size), (ends[starts], ends[stops], after[starts], ~after[stops])
