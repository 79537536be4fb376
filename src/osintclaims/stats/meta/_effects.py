"""Random-effects meta-analysis."""

import math
from typing import Final, Literal, TypeAlias, get_args

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats.meta._block import Block, Fit, blocks, checked
from osintclaims.stats.meta._tau2 import ESTIMATORS, Tau2

__all__ = ["RandomEffects", "random_effects"]

Test: TypeAlias = Literal["z", "hksj", "mkh"]
Prediction: TypeAlias = Literal["z", "t_k-1", "t_k-2"]

#: Fields that hold one number per group.
_PER_GROUP: Final = (
    *("mu", "se", "tau2", "ci_low", "ci_high", "pi_low", "pi_high"),
    *("q", "i2", "h2"),
)


@attrs.frozen(eq=False)
class RandomEffects:
    """Random-effects averages; arrays have shape ``(G,)`` unless said otherwise.

    Attributes:
        mu: Weighted means, in the unit of the estimates.
        se: Their standard errors, after the adjustment that `test` makes; never 0.
        tau2: Variances between estimates, in squared units; never negative.
        ci_low: Lower confidence limits of the mean; minus infinity where the test has no degree of freedom.
        ci_high: Upper confidence limits of the mean.
        pi_low: Lower prediction limits: where one more estimate without error of its own would lie.
        pi_high: Upper prediction limits.
        q: Cochran's Q about the equal-effects mean.
        i2: Share of the variance that is between estimates, in per cent.
        h2: Total variance as a multiple of the typical sampling variance.
        size: Estimates per group.
        weights: Share of each estimate in its mean, shape ``(N,)``; they sum to 1 in each group.
        method: How `tau2` was estimated.
        test: How the confidence interval was made.
        prediction: Which quantile the prediction interval has.
        level: Level of both intervals.
    """

    mu: FloatArray
    se: FloatArray
    tau2: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    pi_low: FloatArray
    pi_high: FloatArray
    q: FloatArray
    i2: FloatArray
    h2: FloatArray
    size: IntArray
    weights: FloatArray
    method: str
    test: str
    prediction: str
    level: float

    @property
    def q_pvalue(self) -> FloatArray:
        """Probability of a Q this large, of k - 1 degrees of freedom, without variance between estimates; 1 for one."""
        from scipy.special import chdtrc  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

        return np.where(self.size > 1, chdtrc(np.maximum(self.size - 1, 1), self.q), 1.0)


def random_effects(
    estimates: ArrayLike,
    standard_errors: ArrayLike,
    *,
    offsets: ArrayLike | None = None,
    tau2: Tau2 = "REML",
    test: Test = "z",
    prediction: Prediction | None = None,
    level: float = 0.95,
) -> RandomEffects:
    """Random-effects average of estimates with standard errors.

    Each estimate is its own true value plus an error with the standard error given; the true values scatter around `mu`
    with variance tau2. The mean has weights ``1 / (u^2 + tau2)`` and, with ``test="z"``, the standard error
    ``(sum w)^-1/2``. Names and results are those of R's metafor.

    How tau2 is estimated:

    - ``"REML"`` and ``"ML"``: restricted and plain maximum likelihood; the highest peak, whatever the starting point.
    - ``"DL"``: DerSimonian and Laird 1986. ``"DLIT"`` is the same formula put into its own weights until it repeats
      itself, as metafor has it; only for comparison, for it finds half of the variance when the standard errors are
      equal.
    - ``"PM"``: Paule and Mandel 1982, which solves the same equation as ``"EB"``, Morris 1983. ``"PMM"`` is its
      median-unbiased form, Viechtbauer 2021.
    - ``"HE"``: Hedges 1983. ``"HS"``: Hunter and Schmidt 1990. ``"SJ"``: Sidik and Jonkman 2005.
    - ``"EE"`` or ``"FE"``: not at all; all estimates are of one value.

    Nothing iterates up to a tolerance that could change the answer, and what would be negative is 0.

    How the interval is made: ``"z"`` takes normal quantiles and is too narrow for few estimates; ``"hksj"`` multiplies
    the standard error by the root of ``q = sum w (x - mu)^2 / (k - 1)`` and takes t quantiles with k - 1 degrees of
    freedom (Hartung and Knapp 2001, Sidik and Jonkman 2002); ``"mkh"`` does so with ``max(1, q)`` (Knapp and Hartung
    2003). For five estimates or fewer take ``"mkh"``: ``"hksj"`` is absurdly narrow when they happen to be close
    (Roever, Knapp and Friede 2015), and refuses estimates that are all equal, since their standard error would be 0.

    The prediction interval is ``mu +- quantile * sqrt(tau2 + se^2)``. The quantile is normal for ``"z"``, of t with
    k - 1 degrees of freedom for ``"t_k-1"``, and with k - 2 for ``"t_k-2"`` (Higgins, Thompson and Spiegelhalter 2009);
    None takes the quantile of the confidence interval, as metafor does.

    One estimate has its own standard error and tau2 = 0, since nothing is known of it. Two leave tau2 almost
    unknown: it comes out as 0 or huge, as `tau2_interval` shows. Where a t quantile has no degree of freedom left, the
    limits are infinite.

    Args:
        estimates: Finite, any unit, flat.
        standard_errors: Positive, in the same unit.
        offsets: Where the groups start, and the number of estimates; None for one group.
        tau2: How the variance between estimates is estimated.
        test: How the confidence interval is made.
        prediction: Which quantile the prediction interval takes.
        level: Level of both intervals, strictly between 0 and 1.

    Returns:
        One average per group.

    Raises:
        InvalidValueError: E106, an input is not as described, or ``test="hksj"`` meets a group of equal estimates.

    Examples:
        >>> from osintclaims.stats.meta import random_effects
        >>> close = random_effects([1.0, 1.01], [1.0, 1.0], test="mkh")
        >>> close.mu.round(3).tolist(), close.tau2.tolist(), close.se.round(4).tolist()
        ([1.005], [0.0], [0.7071])
        >>> surveys = [0.12, 0.31, 0.18], [0.05, 0.08, 0.04]
        >>> result = random_effects(*surveys, tau2="PM")
        >>> result.mu.round(3).tolist(), result.tau2.round(5).tolist()
        ([0.189], [0.00467])
    """
    _one_of("tau2", tau2, tuple(ESTIMATORS))
    _one_of("test", test, get_args(Test))
    _one_of("prediction", prediction, (None, *get_args(Prediction)))
    x, errors, places = checked(estimates, standard_errors, offsets)
    tail = (1 - _checks.probability("level", level)) / 2
    own: Prediction = "z" if test == "z" else "t_k-1"
    named = prediction or own
    columns = {name: np.empty(len(places) - 1) for name in _PER_GROUP}
    weights = np.empty_like(x)
    for block in blocks(x, errors, places):
        q = block.q
        between = np.zeros_like(q) if block.size == 1 else np.maximum(ESTIMATORS[tau2](block), 0.0)
        fit = Fit.of(block.x, block.v + between[:, np.newaxis]) if between.any() else block.equal
        se = _standard_error(block, fit, test)
        width = se * _quantile(own, block.size, tail)
        ahead = np.sqrt(between + se * se) * _quantile(named, block.size, tail)
        mu = block.origin + fit.mean * block.unit
        i2, h2 = _heterogeneity(block, between if tau2 not in {"EE", "FE"} else None)
        weights[block.members] = fit.w / fit.weight[:, np.newaxis]
        found = {
            "mu": mu,
            "se": se * block.unit,
            "tau2": between * block.unit**2,
            "ci_low": mu - width * block.unit,
            "ci_high": mu + width * block.unit,
            "pi_low": mu - ahead * block.unit,
            "pi_high": mu + ahead * block.unit,
            "q": q,
            "i2": i2,
            "h2": h2,
        }
        for name, column in columns.items():
            column[block.groups] = found[name]
    return RandomEffects(
        **columns, size=np.diff(places), weights=weights, method=tau2, test=test, prediction=named, level=float(level)
    )


def _standard_error(block: Block, fit: Fit, test: Test) -> FloatArray:
    """Standard errors of the means, in units of the block."""
    se = 1 / np.sqrt(fit.weight)
    if test == "z" or block.size == 1:
        return se
    q = fit.q / (block.size - 1)
    if test == "mkh":
        return se * np.sqrt(np.maximum(q, 1.0))
    if not q.all():
        worst = int(q.argmin())
        raise InvalidValueError(
            "E106",
            f"the {block.size} estimates of group {block.groups[worst]} are all {block.origin[worst]}, "
            f'and test="hksj" would give them a standard error of 0',
            'test="mkh" or "z"',
        )
    return se * np.sqrt(q)


def _quantile(convention: Prediction, size: int, tail: float) -> float:
    """Upper quantile of a convention for groups of so many estimates."""
    from scipy.special import ndtri, stdtrit  # noqa: PLC0415 - see above

    if convention == "z":
        return -float(ndtri(tail))
    freedom = size - (1 if convention == "t_k-1" else 2)
    return -float(stdtrit(freedom, tail)) if freedom > 0 else math.inf


def _heterogeneity(block: Block, between: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """I2 in per cent and H2: from tau2 and the typical variance, or from Q alone where tau2 is not estimated."""
    freedom, q = block.size - 1, block.q
    if freedom == 0:
        return np.zeros(len(q)), np.ones(len(q))
    if between is None:
        return 100 * np.maximum(1 - freedom / np.maximum(q, freedom), 0.0), q / freedom
    typical = freedom / block.equal.trace(block.best)
    return 100 * between / (between + typical), between / typical + 1


def _one_of(name: str, value: object, known: tuple[object, ...]) -> None:
    """Refuse what is not on a list."""
    if value not in known:
        raise InvalidValueError("E106", f"{name} is {value!r}", "one of " + ", ".join(repr(each) for each in known))
