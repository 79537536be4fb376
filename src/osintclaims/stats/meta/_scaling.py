"""Weighted means whose errors grow with the disagreement: Birge's ratio and the scale factor of particle physics."""

import math
from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats.meta._block import blocks, checked, total

__all__ = ["ScaledMean", "birge", "pdg_scale"]

#: From this error on, in roots of k times the error of the mean, the Particle Data Group finds an estimate imprecise.
_IMPRECISE: Final = 3.0


@attrs.frozen(eq=False)
class ScaledMean:
    """Weighted means; arrays have shape ``(G,)`` unless said otherwise.

    Attributes:
        mu: Means weighted by inverse squared standard errors, in the unit of the estimates.
        se: Their standard errors as the estimates' own errors imply: ``(sum 1 / u^2)^-1/2``.
        chi2: Weighted sum of squares about the mean, of the estimates that `used` marks.
        ratio: ``sqrt(chi2 / (n - 1))`` over these n; 1 where there is but one.
        scaled_se: ``se * max(1, ratio)``, the standard error to quote.
        used: Which estimates the ratio was taken over, shape ``(N,)``. All count in the mean.
    """

    mu: FloatArray
    se: FloatArray
    chi2: FloatArray
    ratio: FloatArray
    scaled_se: FloatArray
    used: BoolArray


def birge(estimates: ArrayLike, standard_errors: ArrayLike, *, offsets: ArrayLike | None = None) -> ScaledMean:
    """Weighted mean whose error is multiplied by Birge's ratio where that is above 1.

    The ratio is ``sqrt(chi2 / (k - 1))``: about 1 when the scatter is what the standard errors say. Scaling treats all
    standard errors as too small by one factor; random effects add a variance instead, which suits estimates that
    differ for reasons of their own.

    Source: Birge 1932, Physical Review 40, 207-227.

    Args:
        estimates: Finite, any unit, flat.
        standard_errors: Positive, in the same unit.
        offsets: Where the groups start, and the number of estimates; None for one group.

    Returns:
        One mean per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import birge
        >>> mean = birge([10.0, 12.0, 16.0], [1.0, 1.0, 2.0])
        >>> (
        ...     mean.mu.round(3).tolist(),
        ...     mean.ratio.round(3).tolist(),
        ...     mean.scaled_se.round(3).tolist(),
        ... )
        ([11.556], [1.944], [1.296])
    """
    return _scaled(estimates, standard_errors, offsets, math.inf)


def pdg_scale(estimates: ArrayLike, standard_errors: ArrayLike, *, offsets: ArrayLike | None = None) -> ScaledMean:
    """Weighted mean with the scale factor of the Particle Data Group.

    As `birge`, but the ratio S is taken over the precise estimates only, those with a standard error below
    ``3 * sqrt(k) * se``: imprecise ones say little about the scatter and would hide it. The mean about which S is taken
    is that of all estimates.

    Source: Particle Data Group, Review of Particle Physics, introduction, section on averages and fits.

    Args:
        estimates: Finite, any unit, flat.
        standard_errors: Positive, in the same unit.
        offsets: Where the groups start, and the number of estimates; None for one group.

    Returns:
        One mean per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import pdg_scale
        >>> mean = pdg_scale([10.0, 12.0, 16.0], [1.0, 1.0, 9.0])
        >>> mean.used.tolist(), mean.ratio.round(3).tolist()
        ([True, True, False], [1.415])
    """
    return _scaled(estimates, standard_errors, offsets, _IMPRECISE)


def _scaled(
    estimates: ArrayLike, standard_errors: ArrayLike, offsets: ArrayLike | None, imprecise: float
) -> ScaledMean:
    """Either mean: the ratio is taken over errors below so many roots of k times the mean's."""
    x, errors, places = checked(estimates, standard_errors, offsets)
    mu, se, chi2, ratio = (np.empty(len(places) - 1) for _ in range(4))
    used = np.empty(len(x), dtype=np.bool_)
    for block in blocks(x, errors, places):
        fit = block.equal
        kept = block.v * fit.weight[:, np.newaxis] < imprecise**2 * block.size
        freedom = kept.sum(axis=1) - 1.0
        found = total(np.where(kept, fit.w * fit.apart * fit.apart, 0.0))
        mu[block.groups] = block.origin + fit.mean * block.unit
        se[block.groups] = block.unit / np.sqrt(fit.weight)
        chi2[block.groups] = found
        ratio[block.groups] = np.where(freedom > 0, np.sqrt(found / np.maximum(freedom, 1.0)), 1.0)
        used[block.members] = kept
    return ScaledMean(mu, se, chi2, ratio, se * np.maximum(ratio, 1.0), used)
