"""Dempster-Shafer mixtures: what masses on intervals say about a threshold or a quantile, without a distribution."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import FloatArray
from osintclaims.stats._median import Region, Sweep, region_between

__all__ = ["ProbabilityBounds", "mixture_bounds", "quantile_bounds"]


@attrs.frozen(eq=False)
class ProbabilityBounds:
    """Bounds on the probability that the value is at or below each threshold; both fields have shape ``(G, T)``.

    Of the value being above a threshold, the belief is 1 minus this plausibility, and the plausibility 1 minus this
    belief.

    Attributes:
        belief: Share of the weight that lies at or below the threshold whatever the votes stand for.
        plausibility: Share of the weight that may lie there. At least the belief.
    """

    belief: FloatArray
    plausibility: FloatArray


def mixture_bounds(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    at: ArrayLike,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> ProbabilityBounds:
    """Belief and plausibility of ``X <= t`` under the mixture of interval-valued votes.

    Each vote puts its share of the weight on its interval, wherever inside. The belief in a set is the mass of the
    intervals inside it, its plausibility the mass of those that meet it (Dempster 1967, Shafer 1976): every
    distribution function that the votes allow runs between the two. It is always defined and assumes no distribution;
    votes that contradict one another are kept apart, not normalised away as Dempster's rule of combination does. The
    masses of `npmle` are asked the same way: pass its intervals, flags, offsets and `mass` as the weights.

    Args:
        low: Lower ends of the votes, any unit, flat; minus infinity or 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        at: Thresholds: flat, asked of every group, or of shape ``(G, T)``. May be infinite.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Bounds for every group and threshold.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import mixture_bounds
        >>> low, high = [7_000, 9_000, 0, 10_500], [math.inf, 11_000, 10_000, 11_500]
        >>> bounds = mixture_bounds(low, high, at=[10_000, 11_000])
        >>> bounds.belief.tolist(), bounds.plausibility.tolist()
        ([[0.25, 0.5]], [[0.75, 1.0]])
    """
    lows, highs = _checks.interval_ends(low, high)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    thresholds = _thresholds(at, len(totals))
    left_out = np.isinf(lows) if flags is None else flags[0]
    owner = np.repeat(np.arange(len(totals)), np.diff(places))
    belief, plausibility = np.empty(thresholds.shape), np.empty(thresholds.shape)
    for column in range(thresholds.shape[1]):
        threshold = thresholds[owner, column]
        inside = highs <= threshold
        # An interval that is inside meets the threshold, even where both are at infinity.
        meets = (lows < threshold) | ((lows == threshold) & ~left_out) | inside
        belief[:, column] = np.add.reduceat(masses * inside, places[:-1]) / totals
        plausibility[:, column] = np.add.reduceat(masses * meets, places[:-1]) / totals
    return ProbabilityBounds(belief, plausibility)


def quantile_bounds(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    q: ArrayLike,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> Region:
    """Where the quantiles of interval-valued votes lie, whatever value each vote stands for inside its interval.

    For total weight W, from ``inf {x: weight of votes with low <= x is at least q W}`` to
    ``sup {x: weight of votes with high >= x is at least (1 - q) W}``: all weighted q-quantiles lie in there and both
    ends are attained. These are the quantiles of the plausibility and of the belief of `mixture_bounds`; at 1/2 they
    are the hull of `interval_median`.

    Args:
        low: Lower ends of the votes, any unit, flat; minus infinity or 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        q: Probabilities strictly between 0 and 1, flat.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        One region for every group and probability: its fields have shape ``(G, Q)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import quantile_bounds
        >>> region = quantile_bounds(
        ...     [7_000, 9_000, 0], [math.inf, 11_000, 10_000], q=[0.1, 0.5, 0.9]
        ... )
        >>> region.low.tolist(), region.high.tolist()
        ([[0.0, 7000.0, 9000.0]], [[10000.0, 11000.0, inf]])
    """
    lows, highs = _checks.interval_ends(low, high)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    levels = _checks.level_array("q", q)
    first = np.empty((len(totals), len(levels)), dtype=np.intp)
    last = np.empty_like(first)
    for rows, votes in _groups.blocks(places):
        needed = totals[rows, np.newaxis] * (1 - _groups.tie(votes.shape[1]))
        shares = masses[votes]
        lower = Sweep.along(lows[votes], None if flags is None else flags[0][votes], shares)
        upper = Sweep.along(-highs[votes], None if flags is None else flags[1][votes], shares)
        for column, level in enumerate(levels):
            first[rows, column] = votes.ravel()[lower.reaching(needed * level)]
            last[rows, column] = votes.ravel()[upper.reaching(needed * (1 - level))]
    return region_between(lows, highs, first, last, flags=flags)


def _thresholds(at: ArrayLike, groups: int) -> FloatArray:
    """Thresholds of every group, shape ``(G, T)``."""
    array = np.asarray(at)
    flat = _checks.numbers("at", array.ravel() if array.ndim == 2 else array)
    if array.ndim == 2 and len(array) != groups:
        raise InvalidValueError(
            "E106", f"at has {len(array)} rows for {groups} groups", "one row per group, or one list"
        )
    return flat.reshape(array.shape) if array.ndim == 2 else np.broadcast_to(flat, (groups, len(flat)))
