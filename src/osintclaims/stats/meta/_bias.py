"""Mean of a few methods whose biases are unknown."""

import math

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats._arrays import FloatArray
from osintclaims.stats.meta._block import blocks, checked, total

__all__ = ["BiasBound", "bound_on_bias"]


@attrs.frozen(eq=False)
class BiasBound:
    """Plain means and their standard errors; all fields have shape ``(G,)``.

    Attributes:
        mu: Plain means, in the unit of the estimates.
        se: Standard errors, the root of the sum of squares of the two parts below.
        within: The part from the estimates' own errors: ``sqrt(sum u^2) / k``.
        between: The part from unknown bias: ``(max - min) / (2 sqrt 3)``; 0 where the estimates are equal.
    """

    mu: FloatArray
    se: FloatArray
    within: FloatArray
    between: FloatArray


def bound_on_bias(estimates: ArrayLike, standard_errors: ArrayLike, *, offsets: ArrayLike | None = None) -> BiasBound:
    """Plain mean whose error allows for a bias anywhere in the range of the estimates.

    The bias of the mean is taken to be uniform between the least and the greatest estimate, whose standard deviation is
    the range over ``2 sqrt 3``. Meant for two to four methods that measure one thing. It does not shrink with more
    estimates, and still is too narrow where all of them err together.

    Source: Levenson et al. 2000, Journal of Research of NIST 105, 571-579 (type B on bias), as in NIST Technical Note
    1441.

    Args:
        estimates: Finite, any unit, flat.
        standard_errors: Positive, in the same unit.
        offsets: Where the groups start, and the number of estimates; None for one group.

    Returns:
        One mean per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import bound_on_bias
        >>> mean = bound_on_bias([10.0, 12.0], [0.5, 0.5])
        >>> mean.mu.tolist(), mean.within.round(3).tolist(), mean.between.round(3).tolist()
        ([11.0], [0.354], [0.577])
    """
    x, errors, places = checked(estimates, standard_errors, offsets)
    mu, within, between = (np.empty(len(places) - 1) for _ in range(3))
    for block in blocks(x, errors, places):
        mu[block.groups] = block.origin + total(block.x) / block.size * block.unit
        within[block.groups] = np.sqrt(total(block.v)) / block.size * block.unit
        between[block.groups] = (block.x.max(axis=1) - block.x.min(axis=1)) / (2 * math.sqrt(3)) * block.unit
    return BiasBound(mu, np.hypot(within, between), within, between)
