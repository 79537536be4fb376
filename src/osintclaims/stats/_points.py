"""Centres of point figures: means that resist outliers or factors, and the figure named most often."""

import math

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["extremes", "geometric_mean", "modes", "smallest_mode", "trimmed_mean"]


def trimmed_mean(
    x: ArrayLike, weights: ArrayLike | None = None, *, proportion: float = 0.2, offsets: ArrayLike | None = None
) -> FloatArray:
    """Mean of what is left after the least and the greatest figures are cut off.

    From each end of a group of total weight W, ``floor(proportion * W)`` votes are cut, a vote of weight 1 being one
    vote: with equal weights the definition of ``scipy.stats.trim_mean`` and of R's ``mean(trim=)``. A vote at the edge
    of the cut keeps the part of its weight that is inside, so five votes of 0.2 are cut like one vote of 1. The floor
    makes it the plain mean of small groups: with the default of 20 %, recommended by Wilcox (Introduction to Robust
    Estimation and Hypothesis Testing), nothing is cut below five votes. At 0.25, one of three votes may be a typing
    error and still moves the mean; medians resist it.

    Args:
        x: Finite values, any unit, flat.
        weights: Not negative; None weighs all values 1. Not scaled: their sum is the number of votes.
        proportion: Share to cut from each end, from 0 to less than 0.5.
        offsets: Where the groups start, and the number of values; None for one group.

    Returns:
        Means in the unit of `x`, shape ``(G,)``, each within the range of its group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import trimmed_mean
        >>> trimmed_mean([1, 2, 3, 4, 100]).tolist()
        [3.0]
        >>> trimmed_mean([1, 2, 3, 100]).tolist()
        [26.5]
    """
    values = _checks.finite_numbers("x", x)
    places = _checks.group_offsets(offsets, len(values))
    masses, totals = _checks.group_weights(weights, places)
    if not 0 <= proportion < 0.5:
        raise InvalidValueError("E106", f"proportion is {proportion!r}", "a share from 0 to less than 0.5")
    means = np.empty_like(totals)
    for rows, block in _groups.blocks(places):
        votes = block.ravel()[_groups.ranked(values[block])]
        reached = np.cumsum(masses[votes], axis=1)
        total, tie = totals[rows, np.newaxis], _groups.tie(block.shape[1])
        cut = np.floor(proportion * total * (1 + tie))
        kept = np.diff(np.clip(reached, cut, total - cut), prepend=cut)
        # What rounding leaves of a vote that is cut off must not count: it may be an outlier by many powers of ten.
        kept[kept <= tie * total] = 0.0
        means[rows] = _mean(values[votes], kept)
    return _within(means, values, masses, places)


def geometric_mean(x: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None) -> FloatArray:
    """Weighted geometric mean: the mean of the logs, for figures that differ by factors.

    Args:
        x: Positive, finite figures, any unit, flat.
        weights: Not negative; None weighs all figures 1.
        offsets: Where the groups start, and the number of figures; None for one group.

    Returns:
        Means in the unit of `x`, shape ``(G,)``, each within the range of its group.

    Raises:
        InvalidValueError: E106, an input is not as described; a figure of 0 has no log.

    Examples:
        >>> from osintclaims.stats import geometric_mean
        >>> geometric_mean([5_000, 20_000]).round().tolist()
        [10000.0]
    """
    values = _checks.positive_numbers("x", x)
    places = _checks.group_offsets(offsets, len(values))
    masses, totals = _checks.group_weights(weights, places)
    logs, means = np.log(values), np.empty_like(totals)
    for rows, block in _groups.blocks(places):
        means[rows] = _mean(logs[block], masses[block])
    return _within(np.exp(means), values, masses, places)


def smallest_mode(x: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None) -> FloatArray:
    """The figure with the greatest weight of votes; the smallest of those that share it.

    Figures are the same only when they are equal. Where all differ, this is the minimum, which says nothing about
    agreement: look at `max_overlap` first.

    Args:
        x: Finite figures, any unit, flat.
        weights: Not negative; None weighs all figures 1.
        offsets: Where the groups start, and the number of figures; None for one group.

    Returns:
        Modes in the unit of `x`, shape ``(G,)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import smallest_mode
        >>> smallest_mode([30, 12, 30, 12, 11]).tolist()
        [12.0]
    """
    values = _checks.finite_numbers("x", x)
    places = _checks.group_offsets(offsets, len(values))
    masses, _ = _checks.group_weights(weights, places)
    return modes(values, masses, places)


def modes(values: FloatArray, weights: FloatArray, offsets: IntArray) -> FloatArray:
    """Smallest mode of each group, from clean input."""
    found = np.empty(len(offsets) - 1)
    for rows, block in _groups.blocks(offsets):
        votes = block.ravel()[_groups.ranked(values[block])]
        figures = values[votes]
        starts = np.diff(figures, prepend=-math.inf) > 0
        weight = np.zeros(figures.shape)
        at = np.flatnonzero(starts)
        weight.ravel()[at] = np.add.reduceat(weights[votes].ravel(), at)
        best = (weight >= weight.max(axis=1, keepdims=True) * (1 - _groups.tie(block.shape[1]))).argmax(axis=1)
        found[rows] = figures[np.arange(len(rows)), best]
    return found


def extremes(
    low: FloatArray, high: FloatArray, weights: FloatArray, offsets: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Least low and greatest high end among the votes of each group that weigh something."""
    counts = weights > 0
    starts = offsets[:-1]
    least = np.minimum.reduceat(np.where(counts, low, math.inf), starts)
    greatest = np.maximum.reduceat(np.where(counts, high, -math.inf), starts)
    return least, greatest


def _mean(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted mean of each row; powers of two keep sums inside the floats without rounding."""
    size = np.frexp(np.abs(values).max(axis=1, keepdims=True))[1]
    heft = np.frexp(weights.max(axis=1, keepdims=True))[1]
    weights = np.ldexp(weights, -heft)
    mean = (weights * np.ldexp(values, -size)).sum(axis=1) / weights.sum(axis=1)
    means: FloatArray = np.ldexp(mean, size[:, 0])
    return means


def _within(means: FloatArray, values: FloatArray, weights: FloatArray, offsets: IntArray) -> FloatArray:
    """Means that rounding has not pushed out of the range of their group: one figure is its own mean."""
    least, greatest = extremes(values, values, weights, offsets)
    return np.clip(means, least, greatest)
