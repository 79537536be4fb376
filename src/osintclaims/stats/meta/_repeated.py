"""Mean of laboratories that state how often they measured: the errors are estimated too."""

import math
from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats.meta._block import blocks, checked

__all__ = ["RepeatedMean", "vangel_rukhin"]

#: Places across a box in each direction; odd, so that the middle is one of them.
_ACROSS: Final = 9
#: Boxes, each half as long as the one before: the last is 2 ** -36 = 1e-11 of the first, and a float's own error rules.
_BOXES: Final = 36
#: Steps between neighbouring means, and taus from a hundredth of the least error to the range: where the search starts.
_BETWEEN: Final = 7
_SPREADS: Final = 48


@attrs.frozen(eq=False)
class RepeatedMean:
    """Means by maximum likelihood; arrays have shape ``(G,)`` unless said otherwise.

    Attributes:
        mu: Means, in the unit of the estimates.
        se: Their standard errors, ``(sum 1 / (tau2 + within / n))^-1/2``.
        ci_low: Lower confidence limits, from the normal distribution.
        ci_high: Upper confidence limits.
        tau2: Variances between laboratories, in squared units; never negative.
        within: Variance of one measurement in each laboratory, in squared units, shape ``(N,)``.
        level: Level of the intervals.
    """

    mu: FloatArray
    se: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    tau2: FloatArray
    within: FloatArray
    level: float


def vangel_rukhin(
    means: ArrayLike,
    standard_deviations: ArrayLike,
    counts: ArrayLike,
    *,
    offsets: ArrayLike | None = None,
    level: float = 0.95,
) -> RepeatedMean:
    """Mean of laboratories, each with a mean of few measurements, their standard deviation and their number.

    A standard deviation of two or three measurements is itself a guess, which random effects take for the truth. Here
    all variances are estimated together with the mean: the likelihood of one-way random effects with a variance of its
    own in each laboratory. It often has several maxima, so the whole range of means and of variances between
    laboratories is searched, and the highest is taken. The intervals do not know that the variances are estimated:
    they are short where laboratories are few.

    Source: Vangel and Rukhin 1999, Biometrics 55, 129-136.

    Args:
        means: Finite, any unit, flat; one for each laboratory.
        standard_deviations: Of the single measurements, positive, in the same unit.
        counts: Whole numbers of measurements, at least 2.
        offsets: Where the groups start, and the number of laboratories; None for one group.
        level: Level of the confidence intervals, between 0 and 1.

    Returns:
        One mean per group. A group takes 0.02 s to 1 s: the search is thorough.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import vangel_rukhin
        >>> mean = vangel_rukhin([10.0, 12.0, 16.0], [1.0, 1.0, 2.0], [4, 4, 4])
        >>> mean.mu.round(2).tolist(), mean.se.round(2).tolist()
        ([12.52], [1.39])
    """
    centres = _checks.finite_numbers("means", means, _checks.SUBTRACTABLE)
    spread = _checks.positive_numbers("standard_deviations", standard_deviations)
    n = _checks.positive_numbers("counts", counts)
    if not len(centres) == len(spread) == len(n):
        found = f"{len(centres)} means, {len(spread)} standard deviations, {len(n)} counts"
        raise InvalidValueError("E106", found, "equally many of each")
    if not (n >= 2).all() or (n % 1).any():
        raise InvalidValueError("E106", f"counts: {counts!r:.80}", "whole numbers of at least 2")
    quantile = _checks.probability("level", level)
    x, errors, places = checked(centres, spread / np.sqrt(n), offsets)
    mu, se, tau2 = (np.empty(len(places) - 1) for _ in range(3))
    within = np.empty(len(x))
    for block in blocks(x, errors, places):
        for row, group in enumerate(block.groups):
            members, unit = block.members[row], block.unit[row]
            likelihood = _Likelihood(block.x[row], block.v[row], n[members])
            centre, tau = likelihood.maximum()
            v = likelihood.variances(centre, tau)
            w = 1 / (tau * tau + v)
            mu[group] = block.origin[row] + w @ block.x[row] / w.sum() * unit
            se[group] = unit / math.sqrt(w.sum())
            tau2[group] = (tau * unit) ** 2
            within[members] = v * n[members] * unit * unit
    from scipy.special import ndtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    reach = float(ndtri((1 + quantile) / 2)) * se
    return RepeatedMean(mu, se, mu - reach, mu + reach, tau2, within, quantile)


@attrs.frozen(eq=False)
class _Likelihood:
    """The likelihood of one group, once the variances of the laboratories are the best for a mean and a tau.

    Attributes:
        x: Means, shape ``(k,)``; so are the others.
        v: Squared standard errors as the laboratories state them.
        n: Numbers of measurements.
    """

    x: FloatArray
    v: FloatArray
    n: FloatArray

    def deviance(self, mu: FloatArray, tau: FloatArray, variances: FloatArray) -> FloatArray:
        """Minus twice the log-likelihood, but for a constant, of each laboratory.

        Args:
            mu: Of any shape.
            tau: Of the same shape.
            variances: One for each laboratory along the last axis; the axes before go with those of `mu`.
        """
        total = (tau * tau)[..., np.newaxis] + variances
        apart = self.x - mu[..., np.newaxis]
        stated = (self.n - 1) * (np.log(variances) + self.v / variances)
        result: FloatArray = np.log(total) + apart * apart / total + stated
        return result

    def candidates(self, mu: FloatArray, tau: FloatArray) -> FloatArray:
        """Three variances of each laboratory's mean, the most likely among them; 3, shape of `mu` and ``(k,)``.

        Where the derivative is 0, a cubic in the variance: at least one root is positive, since the cubic starts at 0
        or below. In place of others, which are no variances, stands the stated one.
        """
        between = (tau * tau)[..., np.newaxis]
        apart = (self.x - mu[..., np.newaxis]) ** 2
        share = 1 - 1 / self.n
        cubic = np.zeros((*apart.shape, 3, 3))
        cubic[..., 0, 0] = share * (self.v - 2 * between) + (apart - between) / self.n
        cubic[..., 0, 1] = share * between * (2 * self.v - between)
        cubic[..., 0, 2] = share * self.v * between * between
        cubic[..., 1, 0] = cubic[..., 2, 1] = 1.0
        roots = np.moveaxis(np.linalg.eigvals(cubic).real, -1, 0)
        return np.where(roots > 0, roots, self.v)

    def profile(self, mu: FloatArray, tau: FloatArray) -> FloatArray:
        """The deviance of means and taus on a grid, shapes ``(m,)`` and ``(t,)``, as ``(m, t)``."""
        places = np.meshgrid(mu, tau, indexing="ij")
        result: FloatArray = self.deviance(*places, self.candidates(*places)).min(axis=0).sum(axis=-1)
        return result

    def variances(self, mu: float, tau: float) -> FloatArray:
        """The variances of the laboratories' means that are the most likely, shape ``(k,)``."""
        place = np.array(mu), np.array(tau)
        each = self.candidates(*place)
        result: FloatArray = np.choose(self.deviance(*place, each).argmin(axis=0), each)
        return result

    def maximum(self) -> tuple[float, float]:
        """The mean and the tau of the highest maximum: every dip of a coarse grid is followed down."""
        known = np.unique(self.x)
        mu = np.interp(np.arange((len(known) - 1) * _BETWEEN + 1) / _BETWEEN, np.arange(len(known)), known)
        width = float(np.ptp(known))
        tau = np.geomspace(1e-2, max(width, 1.0), _SPREADS)
        wide = width / _BETWEEN
        dips = np.argwhere(_dips(self.profile(mu, tau))).tolist()
        found = [self._followed(mu[row], tau[column], wide) for row, column in dips]
        _, centre, spread = min(found)
        return centre, spread

    def _followed(self, centre: float, spread: float, wide: float) -> tuple[float, float, float]:
        """The lowest deviance near a mean and a tau, and where: in boxes that move to their best place and shrink.

        A box may move beyond the one before, as valleys may run aslant.
        """
        across = np.linspace(-1.0, 1.0, _ACROSS)
        deep, lowest = wide + spread, math.inf
        for size in 0.5 ** np.arange(_BOXES):
            mu, tau = centre + size * wide * across, np.maximum(spread + size * deep * across, 0.0)
            found = self.profile(mu, tau)
            row, column = divmod(int(found.argmin()), _ACROSS)
            lowest, centre, spread = float(found[row, column]), float(mu[row]), float(tau[column])
        return lowest, centre, spread


def _dips(surface: FloatArray) -> BoolArray:
    """Where a surface is not above any of the eight places around."""
    around = np.pad(surface, 1, constant_values=np.inf)
    lowest = np.lib.stride_tricks.sliding_window_view(around, (3, 3)).min(axis=(2, 3))
    result: BoolArray = surface <= lowest
    return result
