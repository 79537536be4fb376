"""Shrunken prediction range of point figures, in closed form on the log scale."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._prior import DEFAULT_PRIOR, SpreadPrior

__all__ = ["ShrunkenSpread", "exponential", "log_quantiles", "shrunken_quantiles", "shrunken_spread"]

#: Weight above 1 that a raw standard deviation needs: five votes of 0.2 may sum to a hair more than one vote.
_MORE_THAN_ONE: Final = 1 + 1e-12


@attrs.frozen(eq=False)
class ShrunkenSpread:
    """Centre and spread of each group of figures; all fields have shape ``(G,)``.

    Attributes:
        centre: Weighted geometric mean, in the unit of the figures.
        log_sd: Standard deviation of the natural logs, shrunken towards the prior; ``exp`` of it is a factor.
        raw_log_sd: Weighted standard deviation of the logs without the prior, over W - 1 degrees of freedom; 0.0 where
            `has_raw` is false.
        has_raw: Whether there is a raw standard deviation: two figures or more that weigh more than 1 together.
    """

    centre: FloatArray
    log_sd: FloatArray
    raw_log_sd: FloatArray
    has_raw: BoolArray


@attrs.frozen(eq=False)
class _Moments:
    """Weighted moments of the logs of each group."""

    total: FloatArray
    mean: FloatArray
    squares: FloatArray
    freedom: FloatArray
    variance: FloatArray

    @classmethod
    def of(cls, logs: FloatArray, weights: FloatArray, offsets: IntArray, prior: SpreadPrior) -> "_Moments":
        """Mean, sum of squares, and the variance and degrees of freedom once the prior is in."""
        totals = np.add.reduceat(weights, offsets[:-1])
        freedom = totals - 1 + prior.weight
        if not (freedom > 0).all():
            worst = int(freedom.argmin())
            raise InvalidValueError(
                "E106",
                f"group {worst} weighs {totals[worst]} and the prior {prior.weight}",
                "a prior weight above 1 minus the least total weight",
            )
        mean = np.add.reduceat(weights * logs, offsets[:-1]) / totals
        apart = logs - np.repeat(mean, np.diff(offsets))
        squares = np.add.reduceat(weights * apart * apart, offsets[:-1])
        variance = (squares + prior.weight * prior.log_sd**2) / freedom
        return cls(totals, mean, squares, freedom, variance)


def shrunken_quantiles(
    x: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    q: ArrayLike,
    offsets: ArrayLike | None = None,
    prior: SpreadPrior = DEFAULT_PRIOR,
) -> FloatArray:
    """Quantiles of where the truth lies, given point figures with one spread between origins.

    The logs are normal around an unknown centre (flat prior) with unknown variance ``s2`` (scaled-inverse-chi-squared
    prior with degrees of freedom ``prior.weight`` and scale ``prior.log_sd ** 2``), and the log of the truth is one
    more draw with variance ``prior.truth_ratio * s2``. So it has a t distribution with ``W - 1 + prior.weight``
    degrees of freedom. It is a prediction interval, as meta-analysis computes for a new study, not a confidence
    interval of the mean: more figures do not shrink it to nothing. One figure is enough.

    Args:
        x: Positive, finite figures, any unit, flat.
        weights: Not negative; None weighs all figures 1.
        q: Probabilities strictly between 0 and 1, flat.
        offsets: Where the groups start, and the number of figures; None for one group.
        prior: What is believed about the spread.

    Returns:
        Quantiles in the unit of `x`, shape ``(G, len(q))``. Where a quantile is beyond the largest float it is
        infinity.

    Raises:
        InvalidValueError: E106, an input is not as described, or prior and weights together leave no degree of freedom.

    Examples:
        >>> from osintclaims.stats import shrunken_quantiles
        >>> shrunken_quantiles([7_000, 10_000, 11_000], q=[0.1, 0.9]).round().tolist()
        [[5410.0, 15529.0]]
    """
    logs = np.log(_checks.positive_numbers("x", x))
    places = _checks.group_offsets(offsets, len(logs))
    masses, _ = _checks.group_weights(weights, places)
    return exponential(log_quantiles(logs, masses, places, _checks.level_array("q", q), prior=prior))


def log_quantiles(
    logs: FloatArray,
    weights: FloatArray,
    offsets: IntArray,
    q: FloatArray,
    *,
    prior: SpreadPrior,
) -> FloatArray:
    """Quantiles of the log of the truth, from clean input."""
    from scipy.special import stdtrit  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    moments = _Moments.of(logs, weights, offsets, prior)
    # Few groups differ in their degrees of freedom, and the quantile of t is the dear part.
    freedom, place = np.unique(moments.freedom, return_inverse=True)
    steps = stdtrit(freedom[:, np.newaxis], q)[place]
    scale = np.sqrt(moments.variance * (prior.truth_ratio + 1 / moments.total))
    return moments.mean[:, np.newaxis] + steps * scale[:, np.newaxis]


def exponential(logs: FloatArray) -> FloatArray:
    """Back from logs; what is beyond the largest float becomes infinity."""
    with np.errstate(over="ignore"):
        return np.exp(logs)


def shrunken_spread(
    x: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    offsets: ArrayLike | None = None,
    prior: SpreadPrior = DEFAULT_PRIOR,
) -> ShrunkenSpread:
    """Centre of point figures and the spread between them, with and without the prior.

    The shrunken variance is ``(sum w (log x - m)^2 + prior.weight * prior.log_sd^2) / (W - 1 + prior.weight)``: a few
    figures that happen to agree leave it near the prior, many figures overrule the prior.

    Args:
        x: Positive, finite figures, any unit, flat.
        weights: Not negative; None weighs all figures 1.
        offsets: Where the groups start, and the number of figures; None for one group.
        prior: What is believed about the spread.

    Returns:
        Centre and spread of every group.

    Raises:
        InvalidValueError: E106, an input is not as described, or prior and weights together leave no degree of freedom.

    Examples:
        >>> from osintclaims.stats import shrunken_spread
        >>> spread = shrunken_spread([7_000, 12_000])
        >>> (
        ...     spread.centre.round().tolist(),
        ...     spread.log_sd.round(3).tolist(),
        ...     spread.raw_log_sd.round(3).tolist(),
        ... )
        ([9165.0], [0.356], [0.381])
        >>> shrunken_spread([7_000]).has_raw.tolist()
        [False]
    """
    logs = np.log(_checks.positive_numbers("x", x))
    places = _checks.group_offsets(offsets, len(logs))
    masses, _ = _checks.group_weights(weights, places)
    moments = _Moments.of(logs, masses, places, prior)
    has_raw = (np.add.reduceat(masses > 0, places[:-1]) > 1) & (moments.total > _MORE_THAN_ONE)
    raw = np.sqrt(np.where(has_raw, moments.squares, 0.0) / np.where(has_raw, moments.total - 1, 1.0))
    return ShrunkenSpread(exponential(moments.mean), np.sqrt(moments.variance), raw, has_raw)
