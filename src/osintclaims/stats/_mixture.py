"""Quantiles of mixtures of normal distributions."""

import itertools
import math
from typing import Final

import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["mixture_quantiles"]

#: A Newton step this small, as a share of the mixture's spread, is the last: the next would be its square.
_CLOSE: Final = 1e-4
#: A bracket this narrow is as good: there may be a gap between components at just the probability asked for.
_NARROW: Final = 1e-9
#: Rounds after which only halving is trusted; three are typical.
_NEWTON_ROUNDS: Final = 30
#: Distribution functions are kept inside these, so that their probits stay finite.
_LEAST, _GREATEST = 1e-300, 1 - 1e-16


def mixture_quantiles(
    centre: FloatArray, spread: FloatArray, share: FloatArray, offsets: IntArray, q: FloatArray
) -> FloatArray:
    """Quantiles of a mixture of normals per group.

    Newton's method on the probit of the distribution function, which is nearly a straight line, with halving of a
    bracket where a step leads out of it.

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

    starts, sizes = offsets[:-1], offsets[1:] - offsets[:-1]
    # Components may be wider than others by many powers of ten: typical place and size, not moments.
    sharpness = share / (spread * spread)
    mean = np.add.reduceat(sharpness * centre, starts) / np.add.reduceat(sharpness, starts)
    apart = centre - np.repeat(mean, sizes)
    size = np.exp(np.add.reduceat(share * np.log(apart * apart + spread * spread), starts) / 2)
    wanted = ndtri(q)[:, np.newaxis]
    # One row per probability and one column per group, so that sums over components run along rows.
    at = mean + wanted * size
    found = np.empty_like(at)
    low, high = np.full(at.shape, -math.inf), np.full(at.shape, math.inf)
    rate, groups = 1 / spread, np.arange(len(mean))
    for turn in itertools.count():  # pragma: no branch - ends by break
        z = (np.repeat(at, sizes, axis=1) - centre) * rate
        reached = np.add.reduceat(share * ndtr(z), starts, axis=1)
        density = np.add.reduceat(share * rate * np.exp(z * z * -0.5), starts, axis=1) / math.sqrt(2 * math.pi)
        below = reached < q[:, np.newaxis]
        low, high = np.where(below, at, low), np.where(below, high, at)
        probit = ndtri(np.clip(reached, _LEAST, _GREATEST))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = (wanted - probit) * np.exp(probit * probit * -0.5) / (density * math.sqrt(2 * math.pi))
            close = (np.abs(step) <= _CLOSE * size) | (high - low <= _NARROW * size)
            newton = close | ((at + step > low) & (at + step < high) & (turn < _NEWTON_ROUNDS))
            # Without a bracket yet, strides double.
            stride = size * 2.0 ** min(turn, _NEWTON_ROUNDS)
            inner = np.where(np.isinf(high), low + stride, np.where(np.isinf(low), high - stride, (low + high) / 2))
        at = np.where(newton & np.isfinite(step), at + step, inner)
        found[:, groups] = at
        moving = ~close.all(axis=0)
        if not moving.any():
            break
        if not moving.all():
            kept = np.repeat(moving, sizes)
            centre, rate, share = centre[kept], rate[kept], share[kept]
            groups, sizes, size = groups[moving], sizes[moving], size[moving]
            at, low, high = at[:, moving], low[:, moving], high[:, moving]
            starts = np.cumsum(sizes) - sizes
    return found.T
