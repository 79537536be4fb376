"""Confidence interval of the variance between estimates."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats import _checks
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats.meta._block import blocks, checked
from osintclaims.stats.meta._tau2 import generalised_q_root

__all__ = ["Tau2Interval", "tau2_interval"]


@attrs.frozen(eq=False)
class Tau2Interval:
    """Confidence interval of tau2 per group; all fields have shape ``(G,)``.

    Attributes:
        low: Lower limits, in squared units of the estimates.
        high: Upper limits.
        is_empty: Whether the estimates agree better than their standard errors allow: no tau2 from 0 upwards is
            compatible with them at this level, and both limits are 0. Then the standard errors are in doubt.
    """

    low: FloatArray
    high: FloatArray
    is_empty: BoolArray


def tau2_interval(
    estimates: ArrayLike, standard_errors: ArrayLike, *, offsets: ArrayLike | None = None, level: float = 0.95
) -> Tau2Interval:
    """Q-profile confidence interval of the variance between estimates.

    All values of tau2 for which the generalised Q statistic, ``sum (x - mu)^2 / (u^2 + tau2)``, lies between the
    quantiles ``(1 - level) / 2`` and ``(1 + level) / 2`` of its chi-squared distribution with k - 1 degrees of freedom.
    Exact under normality for any k. One estimate says nothing about the variance between estimates: 0 to infinity.
    With few estimates the interval is wide, and that is the message.

    Source: Viechtbauer 2007, Statistics in Medicine 26, 37-52.

    Args:
        estimates: Finite, any unit, flat.
        standard_errors: Positive, in the same unit.
        offsets: Where the groups start, and the number of estimates; None for one group.
        level: Confidence, strictly between 0 and 1.

    Returns:
        One interval per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import tau2_interval
        >>> interval = tau2_interval([1.0, 10.0], [1.0, 1.0])
        >>> interval.low.round(2).tolist(), interval.high.round(0).tolist()
        ([7.06], [41238.0])
    """
    from scipy.special import chdtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    x, errors, places = checked(estimates, standard_errors, offsets)
    tail = (1 - _checks.probability("level", level)) / 2
    low, high = np.zeros(len(places) - 1), np.full(len(places) - 1, np.inf)
    is_empty = np.zeros(len(low), dtype=np.bool_)
    for block in blocks(x, errors, places):
        if block.size == 1:
            continue
        least, greatest = (float(chdtri(block.size - 1, p)) for p in (1 - tail, tail))
        squared = block.unit**2
        low[block.groups] = generalised_q_root(block, greatest) * squared
        high[block.groups] = generalised_q_root(block, least) * squared
        is_empty[block.groups] = block.q < least
    return Tau2Interval(low, high, is_empty)
