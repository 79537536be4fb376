"""Pools of normal distributions, in closed form or by exact roots; for log-normal ones, of their logs."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._pools import halved

__all__ = ["NormalPool", "PoolMoments", "linear_pool_moments", "log_pool", "normal_linear_pool"]

#: Standard deviations are squared and divided by.
_LEAST: Final = 1e-150
_LARGEST: Final = 1e150


@attrs.frozen(eq=False)
class NormalPool:
    """Normal distributions, one per group; both fields have shape ``(G,)``.

    Attributes:
        mean: Their means.
        sd: Their standard deviations.
    """

    mean: FloatArray
    sd: FloatArray


@attrs.frozen(eq=False)
class PoolMoments:
    """Mean and variance of linear pools; all fields have shape ``(G,)``.

    Attributes:
        mean: Means of the pools.
        variance: Their variances, `within` plus `between`.
        within: Mean variance of the sources.
        between: Variance of the sources' means: their disagreement.
    """

    mean: FloatArray
    variance: FloatArray
    within: FloatArray
    between: FloatArray


def normal_linear_pool(
    mean: ArrayLike, sd: ArrayLike, weights: ArrayLike | None = None, *, q: ArrayLike, offsets: ArrayLike | None = None
) -> FloatArray:
    """Quantiles of a weighted mixture of normal distributions.

    The distribution function is ``sum w Phi((x - mean) / sd)``; its roots are found by halving down to neighbouring
    floats. As `linear_pool`, for sources that are normal throughout.

    Args:
        mean: Means of the sources, flat.
        sd: Their standard deviations, positive.
        weights: Not negative; None weighs all sources 1.
        q: Probabilities strictly between 0 and 1, flat.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        Quantiles of the pool, shape ``(G, len(q))``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import normal_linear_pool
        >>> normal_linear_pool([-3, 0, 3], [1, 1, 1], q=[0.1, 0.9]).round(3).tolist()
        [[-3.525, 3.525]]
    """
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    means, sds, shares, places = _sources(mean, sd, weights, offsets)
    wanted = _checks.level_array("q", q)
    # A source without weight says nothing, not even where to look.
    kept, places = _groups.positive_votes(shares, places)
    centre, spread, share = (column[kept, np.newaxis] for column in (means, sds, shares))
    starts, sizes = places[:-1], np.diff(places)

    def reached(at: FloatArray) -> BoolArray:
        below = ndtr((np.repeat(at, sizes, axis=0) - centre) / spread)
        return np.add.reduceat(share * below, starts) >= wanted

    # A quantile of the pool lies between those of its sources.
    own = centre + spread * ndtri(wanted)
    return halved(reached, np.minimum.reduceat(own, starts), np.maximum.reduceat(own, starts))


def linear_pool_moments(
    mean: ArrayLike, sd: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> PoolMoments:
    """Mean and variance of a linear pool, whatever the shape of its sources.

    The variance is the mean variance within sources plus the variance between their means (law of total variance).

    Args:
        mean: Means of the sources, flat.
        sd: Their standard deviations, positive.
        weights: Not negative; None weighs all sources 1.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        The moments of every group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import linear_pool_moments
        >>> moments = linear_pool_moments([-3, 0, 3], [1, 1, 1], [1, 2, 1])
        >>> moments.mean.tolist(), moments.variance.tolist(), moments.between.tolist()
        ([0.0], [5.5], [4.5])
    """
    means, sds, shares, places = _sources(mean, sd, weights, offsets)
    starts = places[:-1]
    centre = np.add.reduceat(shares * means, starts)
    apart = means - np.repeat(centre, np.diff(places))
    within, between = np.add.reduceat(shares * sds * sds, starts), np.add.reduceat(shares * apart * apart, starts)
    return PoolMoments(centre, within + between, within, between)


def log_pool(
    mean: ArrayLike, sd: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> NormalPool:
    """Logarithmic pool of normal distributions: the normalised product of their densities, each to its weight.

    Weights are scaled to sum to 1 in each group, so sources that agree are not sharpened: the pool's precision is the
    weighted mean of theirs, and its mean is weighted by precision as well. One source that is sure vetoes the
    others, and disagreement does not widen the pool.

    Source: Genest and Zidek 1986, Statistical Science 1, 114-135.

    Args:
        mean: Means of the sources, flat.
        sd: Their standard deviations, positive.
        weights: Not negative; None weighs all sources 1.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        One normal distribution per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import log_pool
        >>> pool = log_pool([0, 3], [1, 2])
        >>> pool.mean.round(3).tolist(), pool.sd.round(3).tolist()
        ([0.6], [1.265])
    """
    means, sds, shares, places = _sources(mean, sd, weights, offsets)
    # A source without weight has no precision to say anything with.
    kept, places = _groups.positive_votes(shares, places)
    means, sds, shares = means[kept], sds[kept], shares[kept]
    starts, sizes = places[:-1], np.diff(places)
    # Precisions relative to the greatest of the group, so that none over- or underflows.
    least = np.minimum.reduceat(sds, starts)
    pull = shares * (np.repeat(least, sizes) / sds) ** 2
    precision = np.add.reduceat(pull, starts)
    return NormalPool(np.add.reduceat(pull * means, starts) / precision, least / np.sqrt(precision))


def _sources(
    mean: ArrayLike, sd: ArrayLike, weights: ArrayLike | None, offsets: ArrayLike | None
) -> tuple[FloatArray, FloatArray, FloatArray, IntArray]:
    """Clean means, standard deviations, shares that sum to 1 in each group, and offsets."""
    means, sds = _checks.finite_numbers("mean", mean, _LARGEST), _checks.positive_numbers("sd", sd)
    if means.shape != sds.shape:
        raise InvalidValueError("E106", f"{len(sds)} standard deviations for {len(means)} means", "one for every mean")
    good = (sds >= _LEAST) & (sds <= _LARGEST)
    if not good.all():
        worst = int(good.argmin())
        raise InvalidValueError("E106", f"sd[{worst}] is {sds[worst]}", f"from {_LEAST:g} to {_LARGEST:g}")
    places = _checks.group_offsets(offsets, len(means))
    masses, totals = _checks.group_weights(weights, places)
    return means, sds, masses / np.repeat(totals, np.diff(places)), places
