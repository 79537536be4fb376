"""Quantiles of mixtures of normal distributions."""

from typing import Final

import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["mixture_quantiles"]

#: A Newton step this small, as a share of the mixture's spread or of the way to its middle, from a probit this close to
#: the one asked for is the last: the next would be its square.
_CLOSE: Final = 1e-4
#: A bracket this narrow is as good: there may be a gap between components at just the probability asked for.
_NARROW: Final = 1e-9


def mixture_quantiles(
    centre: FloatArray, spread: FloatArray, share: FloatArray, offsets: IntArray, q: FloatArray
) -> FloatArray:
    """Quantiles of a mixture of normals per group.

    Newton's method on the probit of the distribution function, which is nearly a straight line, with halving of a
    bracket where a step leads out of it: a mixture's quantile lies between those of its components.

    Args:
        centre: Means of the components, flat.
        spread: Their standard deviations.
        share: Their shares, which sum to 1 in each group.
        offsets: Where the groups start.
        q: Probabilities, shape ``(Q,)``.

    Returns:
        Shape ``(G, Q)``.
    """
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    starts, sizes = offsets[:-1], np.diff(offsets)
    mean = np.add.reduceat(share * centre, starts)
    # Components may be wider than others by many powers of ten: their typical size, not the standard deviation.
    centre = centre - np.repeat(mean, sizes)
    size = np.exp(np.add.reduceat(share * np.log(centre * centre + spread * spread), starts) / 2)
    # One row per probability and one column per group, so that sums over components run along rows.
    wanted = ndtri(q)[:, np.newaxis]
    reach = np.abs(wanted) * np.maximum.reduceat(spread, starts)
    low, high = np.minimum.reduceat(centre, starts) - reach, np.maximum.reduceat(centre, starts) + reach
    at = wanted * size
    found = np.empty_like(at)
    rate, groups = 1 / spread, np.arange(len(mean))
    while len(groups):
        z = (np.repeat(at, sizes, axis=1) - centre) * rate
        reached = np.add.reduceat(share * ndtr(z), starts, axis=1)
        density = np.add.reduceat(share * rate * np.exp(z * z * -0.5), starts, axis=1)
        below = reached < q[:, np.newaxis]
        low, high = np.where(below, at, low), np.where(below, high, at)
        probit = ndtri(reached)
        # Between components far apart there is no density, and beyond all of them no probit: no step leads inside.
        with np.errstate(all="ignore"):
            step = (wanted - probit) * np.exp(probit * probit * -0.5) / density
        scale = np.maximum(size, np.abs(at))
        close = (np.abs(step) <= _CLOSE * scale) & (np.abs(wanted - probit) <= _CLOSE)
        ahead = at + step
        at = np.where(close | ((ahead > low) & (ahead < high)), ahead, (low + high) / 2)
        found[:, groups] = at
        moving = ~(close | (high - low <= _NARROW * scale)).all(axis=0)
        kept = np.repeat(moving, sizes)
        centre, rate, share = centre[kept], rate[kept], share[kept]
        groups, sizes, size = groups[moving], sizes[moving], size[moving]
        at, low, high = at[:, moving], low[:, moving], high[:, moving]
        starts = np.cumsum(sizes) - sizes
    return (found + mean).T
