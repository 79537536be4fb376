"""Scores of what was said beforehand against what came: the smaller, the better, in the unit of the figures."""

import math
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import FloatArray
from osintclaims.stats._pools import quantile_table

__all__ = ["crps", "crps_lognormal", "crps_normal", "interval_score", "weighted_interval_score"]

Scale: TypeAlias = Literal["linear", "log"]

#: How far two levels may be from adding up to 1 and still enclose an interval: 1 - 0.9 is not 0.1.
_MIRRORED: Final = 1e-9


def crps(
    sample: ArrayLike,
    observed: ArrayLike,
    *,
    offsets: ArrayLike | None = None,
    fair: bool = False,
    scale: Scale = "linear",
) -> FloatArray:
    """Continuous ranked probability score of samples: a forecast given as equally likely values.

    ``mean |x_i - y| - sum_ij |x_i - x_j| / (2 m^2)`` for m values: the integral of the squared distance between the
    step function of the sample and that of the observation. One value scores its absolute error. ``fair=True`` divides
    by ``2 m (m - 1)`` instead, which does not punish small samples of the right distribution.

    Sources: Gneiting and Raftery 2007, Journal of the American Statistical Association 102, 359-378; Ferro 2014
    (fair).

    Args:
        sample: Values of all forecasts, flat.
        observed: What came, one for each forecast.
        offsets: Where the forecasts start, and the number of values; None for one forecast.
        fair: Whether to correct for the size of the sample; needs two values or more.
        scale: ``"log"`` scores ``log(1 + x)``, for counts: relative errors then weigh alike in small and large ones
            (Bosse et al. 2023).

    Returns:
        One score per forecast, shape ``(G,)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import crps
        >>> crps([7_000, 10_000, 11_000, 12_000, 1_500], [11_000]).tolist()
        [1100.0]
    """
    x = _scaled(_checks.finite_numbers("sample", sample, _checks.SUBTRACTABLE), "sample", scale)
    places = _checks.group_offsets(offsets, len(x))
    came = _outcomes(observed, len(places) - 1, scale)
    if fair and (np.diff(places) < 2).any():
        worst = int(np.diff(places).argmin())
        raise InvalidValueError("E106", f"forecast {worst} has one value", "two or more for the fair score")
    scores = np.empty(len(came))
    for groups, members in _groups.blocks(places):
        values = np.sort(x[members])
        size: int = members.shape[1]
        errors = np.abs(values - came[groups, np.newaxis]).mean(axis=1)
        # Half of the sum over all pairs: the i-th of the sorted values is added i times and taken off m - 1 - i times.
        turns = np.linspace(1.0 - size, size - 1.0, size) / (size * (size - 1) if fair else size * size)
        scores[groups] = errors - np.einsum("ij,j->i", values - values[:, :1], turns)
    return scores


def crps_normal(mean: ArrayLike, sd: ArrayLike, observed: ArrayLike) -> FloatArray:
    """Continuous ranked probability score of normal distributions, in closed form.

    With ``z = (y - mean) / sd`` it is ``sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt pi)``.

    Source: Gneiting and Raftery 2007, equation 21 and around.

    Args:
        mean: Means, flat.
        sd: Standard deviations, positive.
        observed: What came.

    Returns:
        One score per forecast.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import crps_normal
        >>> crps_normal([2], [3], [-1]).round(4).tolist()
        [1.8073]
    """
    from scipy.special import ndtr  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    means, sds = _checks.finite_numbers("mean", mean, _checks.SUBTRACTABLE), _checks.positive_numbers("sd", sd)
    came = _checks.finite_numbers("observed", observed, _checks.SUBTRACTABLE)
    _same_length(mean=means, sd=sds, observed=came)
    error = came - means
    with np.errstate(over="ignore"):
        z = error / sds
        density = np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    return error * (2 * ndtr(z) - 1) + sds * (2 * density - 1 / math.sqrt(math.pi))


def crps_lognormal(log_mean: ArrayLike, log_sd: ArrayLike, observed: ArrayLike) -> FloatArray:
    """Continuous ranked probability score of log-normal distributions, in closed form.

    With ``w = (log y - log_mean) / log_sd`` and the mean ``m = exp(log_mean + log_sd^2 / 2)`` it is
    ``y (2 Phi(w) - 1) - 2 m (Phi(w - log_sd) + Phi(log_sd / sqrt 2) - 1)``. On the log scale use `crps_normal` of the
    logs.

    Source: Baran and Lerch 2015, Quarterly Journal of the Royal Meteorological Society 141, 2289-2299.

    Args:
        log_mean: Means of the natural logs, flat.
        log_sd: Standard deviations of the logs, positive.
        observed: What came, not negative, in the unit whose logs were taken.

    Returns:
        One score per forecast; infinity where the mean of the distribution is beyond the largest float.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import crps_lognormal
        >>> crps_lognormal([math.log(10_000)], [0.2], [12_000]).round(1).tolist()
        [1170.3]
    """
    from scipy.special import ndtr  # noqa: PLC0415 - see above

    means, sds = (
        _checks.finite_numbers("log_mean", log_mean, _checks.SUBTRACTABLE),
        _checks.positive_numbers("log_sd", log_sd),
    )
    came = _checks.finite_numbers("observed", observed, _checks.SUBTRACTABLE)
    _same_length(log_mean=means, log_sd=sds, observed=came)
    _not_negative("observed", came)
    with np.errstate(divide="ignore", over="ignore"):
        w = (np.log(came) - means) / sds
        whole = np.exp(means + sds * sds / 2)
    # Phi(log_sd / sqrt 2) - 1 is negative: as a tail it keeps its digits.
    shares = ndtr(w - sds) - ndtr(-sds / math.sqrt(2))
    with np.errstate(invalid="ignore"):
        scores = came * (2 * ndtr(w) - 1) - 2 * whole * shares
    return np.where(np.isinf(whole), np.inf, scores)


def interval_score(
    low: ArrayLike, high: ArrayLike, observed: ArrayLike, *, level: float = 0.8, scale: Scale = "linear"
) -> FloatArray:
    """Interval score of central ranges: the width, plus ``2 / (1 - level)`` times the distance by which they miss.

    Whoever states the quantiles ``(1 - level) / 2`` and ``(1 + level) / 2`` that they believe scores best on average.

    Source: Gneiting and Raftery 2007, equation 43.

    Args:
        low: Lower ends, flat.
        high: Upper ends, not below them.
        observed: What came.
        level: Nominal level of the ranges, strictly between 0 and 1.
        scale: ``"log"`` scores ``log(1 + x)``, for counts.

    Returns:
        One score per range.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import interval_score
        >>> interval_score(
        ...     [8_000, 8_000], [12_000, 12_000], [10_000, 12_500], level=0.8
        ... ).round().tolist()
        [4000.0, 9000.0]
    """
    lows, highs = (
        _scaled(_checks.finite_numbers(name, ends, _checks.SUBTRACTABLE), name, scale)
        for name, ends in (("low", low), ("high", high))
    )
    _same_length(low=lows, high=highs)
    if not (lows <= highs).all():
        worst = int((lows <= highs).argmin())
        raise InvalidValueError("E106", f"range {worst} has its lower end above its upper end", "low <= high")
    miss = _miss(lows, highs, _outcomes(observed, len(lows), scale))
    return highs - lows + miss * (2 / (1 - _checks.probability("level", level)))


def weighted_interval_score(
    values: ArrayLike,
    observed: ArrayLike,
    *,
    levels: ArrayLike,
    count_median_twice: bool = False,
    scale: Scale = "linear",
) -> FloatArray:
    """Weighted interval score of forecasts given as quantiles: an approximation of their ranked probability score.

    With K central intervals of levels ``1 - a_k`` and the median m it is
    ``(|y - m| / 2 + sum a_k / 2 * IS_k) / (K + 1/2)``, where IS is `interval_score`: twice the mean pinball loss.
    ``count_median_twice=True`` takes the median for an interval of its own,
    ``(|y - m| + sum a_k / 2 * IS_k) / (K + 1)``, as R's scoringutils can. Without the median among the levels both are
    ``sum a_k / 2 * IS_k / K``.

    Source: Bracher et al. 2021, PLOS Computational Biology 17, e1008618.

    Args:
        values: One row of quantiles per forecast, shape ``(N, L)``, never falling.
        observed: What came, one per forecast.
        levels: Probabilities of the quantiles: rising, and symmetric about one half.
        count_median_twice: Which of the two conventions.
        scale: ``"log"`` scores ``log(1 + x)``, for counts.

    Returns:
        One score per forecast.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import weighted_interval_score
        >>> forecast, levels = [[-2, 0, 3, 3, 4]], [0.1, 0.25, 0.5, 0.75, 0.9]
        >>> weighted_interval_score(forecast, [22], levels=levels).round(4).tolist()
        [19.14]
        >>> weighted_interval_score(
        ...     forecast, [22], levels=levels, count_median_twice=True
        ... ).round(4).tolist()
        [19.1167]
    """
    table, given = quantile_table(values), _checks.level_array("levels", levels)
    size = table.shape[1]
    if len(given) != size:
        raise InvalidValueError("E106", f"{len(given)} levels for {size} columns", "one for every column")
    if not (np.diff(given) > 0).all() or np.abs(given + given[::-1] - 1).max() > _MIRRORED:
        raise InvalidValueError("E106", f"levels are {given.tolist()}", "rising, and symmetric about 0.5")
    table = _scaled(table.ravel(), "values", scale).reshape(table.shape)
    came = _outcomes(observed, len(table), scale)
    found = np.zeros(len(table))
    for at in range(size // 2):
        low, high = table[:, at], table[:, size - 1 - at]
        found += given[at] * (high - low) + _miss(low, high, came)
    count = size / 2
    if size % 2:
        found += np.abs(came - table[:, size // 2]) * (1.0 if count_median_twice else 0.5)
        count += 0.5 if count_median_twice else 0.0
    scores: FloatArray = found / count
    return scores


def _miss(low: FloatArray, high: FloatArray, came: FloatArray) -> FloatArray:
    """How far outside each range the observation lies."""
    return np.maximum(low - came, 0.0) + np.maximum(came - high, 0.0)


def _outcomes(observed: ArrayLike, forecasts: int, scale: Scale) -> FloatArray:
    """One observation for each forecast."""
    came = _checks.finite_numbers("observed", observed, _checks.SUBTRACTABLE)
    if len(came) != forecasts:
        raise InvalidValueError("E106", f"{len(came)} observed for {forecasts} forecasts", "one for every forecast")
    return _scaled(came, "observed", scale)


def _scaled(x: FloatArray, name: str, scale: Scale) -> FloatArray:
    """Figures on the scale on which they are scored."""
    if scale == "linear":
        return x
    if scale != "log":
        raise InvalidValueError("E106", f"scale is {scale!r}", '"linear" or "log"')
    _not_negative(name, x)
    return np.log1p(x)


def _not_negative(name: str, x: FloatArray) -> None:
    """Counts start at 0."""
    if not (x >= 0).all():
        worst = int((x >= 0).argmin())
        raise InvalidValueError("E106", f"{name}[{worst}] is {x[worst]}", "numbers that are not negative")


def _same_length(**columns: FloatArray) -> None:
    """Columns belong together row by row."""
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{length} {name}" for name, length in lengths.items())
        raise InvalidValueError("E106", found, "equally many of each")
