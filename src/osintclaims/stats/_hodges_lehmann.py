"""The Hodges-Lehmann estimator: the median of the averages of all pairs."""

from typing import TypeVar

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._points import extremes

__all__ = ["hodges_lehmann"]

_Item = TypeVar("_Item", bound=np.generic)


def hodges_lehmann(x: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None) -> FloatArray:
    """Median of the Walsh averages ``(x[i] + x[j]) / 2`` over all pairs ``i <= j``, a figure with itself included.

    The estimator of Hodges and Lehmann (1963), in the form with ``i <= j`` that R's ``wilcox.test`` calls the
    pseudomedian; where two averages are in the middle, it is halfway between them. It is nearly as efficient as the
    mean for normal errors and holds as long as less than 29 % of the figures are wrong. Two figures give their mean,
    so it resists nothing below four. Averages are taken on the scale of `x`: pass logs for figures that differ by
    factors.

    With weights, the pair ``i < j`` weighs ``w[i] * w[j]`` and a figure with itself ``w[i] * (w[i] + 1) / 2``. That is
    the one weighting under which a weight of n is n votes of 1, and a vote may be cut into parts.

    Args:
        x: Finite values, any unit, flat.
        weights: Not negative; None weighs all values 1. Not scaled: their sum is the number of votes.
        offsets: Where the groups start, and the number of values; None for one group.

    Returns:
        Estimates in the unit of `x`, shape ``(G,)``, each within the range of its group. Pairs are never listed:
        memory grows with the votes, not with their square.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import hodges_lehmann
        >>> hodges_lehmann([1, 2, 3, 4, 100]).tolist()
        [3.0]
    """
    values = _checks.finite_numbers("x", x)
    places = _checks.group_offsets(offsets, len(values))
    masses, totals = _checks.group_weights(weights, places)
    estimates = np.empty_like(totals)
    for rows, block in _groups.blocks(places):
        votes = block.ravel()[_groups.ranked(values[block])]
        pairs = _Pairs.of(values[votes], masses[votes], totals[rows, np.newaxis])
        half, tie = pairs.total / 2, _groups.tie(votes.shape[1])
        estimates[rows] = (pairs.reaching(half * (1 - tie)) + pairs.reaching(half * (1 + tie))).sum(axis=1)
    return np.clip(estimates, *extremes(values, values, masses, places))


@attrs.frozen(eq=False)
class _Pairs:
    """All ordered pairs of the figures of each row, and each figure with itself once more, without listing them.

    Counting pairs in both orders doubles every weight and makes the table of averages symmetric, with sorted rows.

    Attributes:
        half: Half of each figure, sorted along each row, so that an average is a sum.
        weights: Weight of each figure, scaled by a power of two against overflow; whole weights add up exactly.
        reached: Weight of the first 0 to k figures of each row.
        single: The weight 1 of one vote on that scale, one column.
        total: Weight of all pairs, one column.
    """

    half: FloatArray
    weights: FloatArray
    reached: FloatArray
    single: FloatArray
    total: FloatArray

    @classmethod
    def of(cls, values: FloatArray, weights: FloatArray, totals: FloatArray) -> "_Pairs":
        """Sums over the rows of sorted figures."""
        size = np.frexp(totals)[1]
        weights = np.ldexp(weights, -size)
        single = np.ldexp(1.0, -size)
        reached = np.zeros((values.shape[0], values.shape[1] + 1))
        np.cumsum(weights, axis=1, out=reached[:, 1:])
        whole = reached[:, -1:]
        return cls(values / 2, weights, reached, single, whole * (whole + single))

    def take(self, rows: IntArray) -> "_Pairs":
        """The pairs of some rows."""
        return _Pairs(*(part[rows] for part in attrs.astuple(self)))

    def reaching(self, needed: FloatArray) -> FloatArray:
        """Half of the least average of each row, as a column, at or below which the pairs have the weight needed.

        Each figure's averages with all others are sorted, so they form a table with sorted rows. As Johnson and
        Mizoguchi (1978) do, the median of the medians of what is left of the table's rows splits off a quarter of it or
        more, until it is the answer.
        """
        pairs, rows = self, np.arange(len(needed))
        found = np.empty_like(needed)
        first = np.zeros(self.half.shape, dtype=np.intp)
        last = np.full_like(first, self.half.shape[1])
        while len(rows):
            pivot = pairs.middle(first, last)
            below = pairs.count(pivot, first, last, np.less)
            upto = pairs.count(pivot, below, last, np.less_equal)
            lower = pairs.weight(below, pairs.half * 2 < pivot) >= needed
            higher = pairs.weight(upto, pairs.half * 2 <= pivot) < needed
            hit = ~(lower | higher)[:, 0]
            found[rows[hit]] = pivot[hit] / 2
            first, last = np.where(higher, upto, first), np.where(lower, below, last)
            going = np.flatnonzero(~hit)
            pairs, rows, needed = pairs.take(going), rows[going], needed[going]
            first, last = first[going], last[going]
        return found

    def middle(self, first: IntArray, last: IntArray) -> FloatArray:
        """The weighted median of the middles of what is left of each figure's averages."""
        left = last - first
        at = np.minimum((first + last) // 2, left.shape[1] - 1)
        middles = self.half + _along(self.half, at)
        order = np.argsort(middles)
        counted = np.cumsum(_along(left, order), axis=1)
        pick = (counted * 2 >= counted[:, -1:]).argmax(axis=1)[:, np.newaxis]
        return _along(middles, _along(order, pick))

    def count(self, pivot: FloatArray, first: IntArray, last: IntArray, before: np.ufunc) -> IntArray:
        """How many of each figure's averages come before the pivot, known to be between two numbers, by bisection."""
        while (first < last).any():
            at = np.minimum((first + last) // 2, self.half.shape[1] - 1)
            comes = before(self.half + _along(self.half, at), pivot)
            first, last = np.where(comes, at + 1, first), np.where(comes, last, np.minimum(at, last))
        return first

    def weight(self, counts: IntArray, alone: BoolArray) -> FloatArray:
        """Weight of the pairs that come before a pivot, as a column."""
        others = _along(self.reached, counts)
        weight: FloatArray = (self.weights * (others + alone * self.single)).sum(axis=1, keepdims=True)
        return weight


def _along(table: NDArray[_Item], columns: IntArray) -> NDArray[_Item]:
    """From each row of a table, what stands in these columns."""
    return np.take_along_axis(table, columns, axis=1)
