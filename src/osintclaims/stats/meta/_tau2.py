"""Estimators of the variance between estimates, tau squared, for all groups of a block at once."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats.meta._block import Block, Fit, dot, squares, total
from osintclaims.stats.meta._likelihood import maximum_likelihood
from osintclaims.stats.meta._roots import find_roots

__all__ = ["ESTIMATORS", "Tau2", "generalised_q_root"]

Tau2: TypeAlias = Literal["REML", "ML", "DL", "DLIT", "PM", "EB", "PMM", "HE", "HS", "SJ", "EE", "FE"]


def generalised_q_root(block: Block, target: float) -> FloatArray:
    """Where the weighted sum of squares falls to a target: Q(tau2) = target, or 0 where it starts below.

    Q falls with tau2, and with S the plain sum of squares about the plain mean it lies between S / (max v + tau2) and
    S / tau2: that brackets the root. Newton's method runs on 1 / Q, which is a straight line when all standard errors
    are equal.

    Args:
        block: Two estimates or more per group.
        target: Positive.
    """
    found = np.zeros(len(block.groups))
    rows = np.flatnonzero(block.q > target)
    x, v = block.x[rows], block.v[rows]
    spread = squares(x) / target
    low = np.maximum(spread - v.max(axis=1), 0.0)

    def slope(kept: IntArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
        fit = Fit.of(x[kept], v[kept] + at[:, np.newaxis])
        pull = fit.w * fit.apart
        q = dot(pull, fit.apart)
        return q - target, q * (q / target - 1) / dot(pull, pull)

    start = np.maximum(spread - total(v) / block.size, 0.0)
    found[rows] = find_roots(slope, low, spread, start, v.min(axis=1))
    return found


def _zero(block: Block) -> FloatArray:
    """Equal (fixed) effects: no variance between estimates."""
    return np.zeros(len(block.groups))


def _dersimonian_laird(block: Block) -> FloatArray:
    """DerSimonian and Laird (1986): Q of equal effects is set to its expectation."""
    return (block.q - (block.size - 1)) / block.equal.trace(block.best)


def _iterated_dersimonian_laird(block: Block) -> FloatArray:
    """The formula of DerSimonian and Laird put into its own weights until it repeats itself: Q - tau2 tr(P) = k - 1.

    The left side falls with tau2, from Q to below Q; so the root is not above that of Paule and Mandel.
    """
    freedom = block.size - 1
    found = np.zeros(len(block.groups))
    rows = np.flatnonzero(block.q > freedom)
    x, v, best = block.x[rows], block.v[rows], block.best[rows]
    high = squares(x) / freedom

    def slope(kept: IntArray, at: FloatArray) -> tuple[FloatArray, FloatArray]:
        fit = Fit.of(x[kept], v[kept] + at[:, np.newaxis])
        pull = fit.w * fit.apart
        squared = dot(fit.w, fit.w)
        share = squared / fit.weight
        trace = fit.trace(best[kept])
        trace_of_square = squared - 2 * dot(fit.w * fit.w, fit.w) / fit.weight + share * share
        excess = dot(pull, fit.apart) - at * trace - freedom
        # Where one weight is all there is, the last term is rounding; halving then goes on.
        return excess, excess / (dot(pull, pull) + trace - at * trace_of_square)

    found[rows] = find_roots(slope, np.zeros(len(rows)), high, high / 2, v.min(axis=1))
    return found


def _hunter_schmidt(block: Block) -> FloatArray:
    """Hunter and Schmidt (1990): as DerSimonian and Laird without correction for the mean."""
    return (block.q - block.size) / block.equal.weight


def _hedges(block: Block) -> FloatArray:
    """Hedges (1983), Cochran's: the plain variance minus the mean squared standard error."""
    return squares(block.x) / (block.size - 1) - total(block.v) / block.size


def _sidik_jonkman(block: Block) -> FloatArray:
    """Sidik and Jonkman (2005): one step from the plain variance; 0 only if all estimates are equal."""
    first = squares(block.x) / block.size
    found = np.zeros(len(first))
    rows = np.flatnonzero(first)
    start = first[rows]
    fit = Fit.of(block.x[rows], 1 + block.v[rows] / start[:, np.newaxis])
    found[rows] = fit.q / (block.size - 1)
    return found


def _paule_mandel(block: Block) -> FloatArray:
    """Paule and Mandel (1982), which is Morris's empirical Bayes (1983): Q is k - 1."""
    return generalised_q_root(block, block.size - 1)


def _median_unbiased(block: Block) -> FloatArray:
    """Viechtbauer (2021): Q is the median of its distribution."""
    from scipy.special import chdtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    return generalised_q_root(block, float(chdtri(block.size - 1, 0.5)))


#: Each takes groups of two estimates or more; what comes out negative is cut to 0 by the caller.
ESTIMATORS: Final[Mapping[str, Callable[[Block], FloatArray]]] = MappingProxyType(
    {
        "REML": partial(maximum_likelihood, restricted=True),
        "ML": partial(maximum_likelihood, restricted=False),
        "DL": _dersimonian_laird,
        "DLIT": _iterated_dersimonian_laird,
        "PM": _paule_mandel,
        "EB": _paule_mandel,
        "PMM": _median_unbiased,
        "HE": _hedges,
        "HS": _hunter_schmidt,
        "SJ": _sidik_jonkman,
        "EE": _zero,
        "FE": _zero,
    }
)
