"""Robust means of laboratories: Algorithm A, and the median with its scaled absolute deviation."""

import math
from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats.meta._block import total

__all__ = ["RobustMean", "algorithm_a", "median_mad"]

#: Standard deviation of a normal distribution as a multiple of its median absolute deviation: 1 / ndtri(3/4).
_MAD_TO_SD: Final = 1.4826
#: Where estimates are pulled in, in robust standard deviations (ISO 13528).
_REACH: Final = 1.5
#: Makes up for the pulling in: the standard deviation of a normal distribution over that of the same pulled in to 1.5,
#: whose variance is ``erf(c / sqrt 2) + c^2 erfc(c / sqrt 2) - 2 c phi(c)``. ISO 13528 prints it rounded up, as 1.134.
_PULLED_IN: Final = 1 / math.sqrt(
    math.erf(_REACH / math.sqrt(2))
    + _REACH**2 * math.erfc(_REACH / math.sqrt(2))
    - 2 * _REACH * math.exp(-(_REACH**2) / 2) / math.sqrt(2 * math.pi)
)
#: Factor from a robust standard deviation over the root of k to the standard error (ISO 13528).
_ALGORITHM_A_ERROR: Final = 1.25
#: Efficiency of the median: the square root of pi / 2.
_MEDIAN_ERROR: Final = math.sqrt(math.pi / 2)
#: Estimates that Algorithm A needs: with three, the mean of 5, 6 and 30 is 13.67, as if nothing were robust.
_ENOUGH: Final = 6
#: Rounds stop when nothing moves by more than this share of the standard deviation; they converge linearly.
_STILL: Final = 1e-14
_ROUNDS: Final = 20_000
#: Estimates beyond this could overflow when squared.
_LARGEST: Final = 1e150


@attrs.frozen(eq=False)
class RobustMean:
    """Robust means; all fields have shape ``(G,)``.

    Attributes:
        mu: Means, in the unit of the estimates.
        sd: Robust standard deviations of single estimates; 0 where `fell_back`.
        se: Standard errors of the means; infinity where `fell_back`, since nothing is known of them.
        fell_back: Whether more than half of the estimates are equal, so that their median absolute deviation is 0:
            then `mu` is the median. Typical of figures that were copied.
    """

    mu: FloatArray
    sd: FloatArray
    se: FloatArray
    fell_back: BoolArray


def algorithm_a(
    estimates: ArrayLike, *, offsets: ArrayLike | None = None, rounds: int | None = None, force: bool = False
) -> RobustMean:
    """Robust mean and standard deviation by Algorithm A of ISO 13528 and ISO 5725-5.

    Start at the median ``m`` and ``s = 1.4826 * MAD``; pull every estimate into ``m +- 1.5 s``; take their mean and
    1.1334 times their standard deviation as the next ``m`` and ``s`` (the standards print 1.134; R's metRology has all
    digits as well); repeat until nothing moves. The standard error is ``1.25 s / sqrt(k)``. About 30 % of the
    estimates may be wild.

    Where more than half of the estimates are equal there is no scale to start from: `mu` is the median and the group is
    flagged. Fewer than six estimates are refused, for the method then is hardly more robust than the mean;
    `weighted_median` of the package above is.

    Args:
        estimates: Finite, any unit, flat.
        offsets: Where the groups start, and the number of estimates; None for one group.
        rounds: Stop after so many rounds, to compare with printed tables; None goes to the end.
        force: Whether to take groups of fewer than six.

    Returns:
        One mean per group.

    Raises:
        InvalidValueError: E106, an input is not as described, or a group is too small and `force` is not set.

    Examples:
        >>> from osintclaims.stats.meta import algorithm_a
        >>> mean = algorithm_a([10, 11, 12, 13, 14, 90])
        >>> mean.mu.round(2).tolist(), mean.sd.round(2).tolist()
        ([12.87], [2.9])
        >>> copied = algorithm_a([7, 10, 10, 10, 10, 12])
        >>> copied.mu.tolist(), copied.fell_back.tolist(), copied.se.tolist()
        ([10.0], [True], [inf])
    """
    x, places = _figures(estimates, offsets)
    sizes = np.diff(places)
    if not force and (sizes < _ENOUGH).any():
        worst = int(sizes.argmin())
        raise InvalidValueError(
            "E106",
            f"group {worst} has {sizes[worst]} estimates, and Algorithm A is not robust below {_ENOUGH}",
            "weighted_median, or force=True",
        )
    most = _most_rounds(rounds)
    start = _start(x, places)
    mu, sd = start.mu.copy(), start.sd.copy()
    for groups, members in _groups.blocks(places):
        rows = np.flatnonzero(~start.fell_back[groups])
        if len(rows):
            kept = groups[rows]
            mu[kept], sd[kept] = _settled(x[members[rows]], mu[kept], sd[kept], most)
    se = np.where(start.fell_back, math.inf, _ALGORITHM_A_ERROR * sd / np.sqrt(sizes))
    return RobustMean(mu, sd, se, start.fell_back)


def median_mad(estimates: ArrayLike, *, offsets: ArrayLike | None = None) -> RobustMean:
    """Median with the scaled median absolute deviation from it.

    The standard deviation is ``1.4826 * MAD`` and the standard error ``sqrt(pi / 2)`` times that over the root of k, as
    guidance for key comparisons of laboratories has it. Where more than half of the estimates are equal the deviation
    is 0, which would be false certainty: the group is flagged and has no finite standard error.

    Args:
        estimates: Finite, any unit, flat.
        offsets: Where the groups start, and the number of estimates; None for one group.

    Returns:
        One median per group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats.meta import median_mad
        >>> median = median_mad([10, 11, 12, 13, 90])
        >>> median.mu.tolist(), median.sd.tolist(), median.se.round(3).tolist()
        ([12.0], [1.4826], [0.831])
    """
    x, places = _figures(estimates, offsets)
    return _start(x, places)


def _figures(estimates: ArrayLike, offsets: ArrayLike | None) -> tuple[FloatArray, IntArray]:
    """Clean input."""
    x = _checks.finite_numbers("estimates", estimates, _LARGEST)
    return x, _checks.group_offsets(offsets, len(x))


def _most_rounds(rounds: object) -> int:
    """How many rounds there may be."""
    if rounds is None:
        return _ROUNDS
    if isinstance(rounds, bool) or not isinstance(rounds, int) or rounds < 0:
        raise InvalidValueError("E106", f"rounds is {rounds!r}", "a whole number, or None")
    return rounds


def _start(x: FloatArray, offsets: IntArray) -> RobustMean:
    """Medians and their deviations."""
    mu, mad = np.empty(len(offsets) - 1), np.empty(len(offsets) - 1)
    for groups, members in _groups.blocks(offsets):
        figures = x[members]
        middle = np.median(figures, axis=1)
        mu[groups], mad[groups] = middle, np.median(np.abs(figures - middle[:, np.newaxis]), axis=1)
    sd, fell_back = _MAD_TO_SD * mad, mad == 0
    se = np.where(fell_back, math.inf, _MEDIAN_ERROR * sd / np.sqrt(np.diff(offsets)))
    return RobustMean(mu, sd, se, fell_back)


def _settled(x: FloatArray, mu: FloatArray, sd: FloatArray, rounds: int) -> tuple[FloatArray, FloatArray]:
    """Where the rounds lead, for rows with a positive standard deviation to start from."""
    mu, sd = mu.copy(), sd.copy()
    rows = np.arange(len(mu))
    for _ in range(rounds):
        before, spread = mu[rows], sd[rows]
        reach = (_REACH * spread)[:, np.newaxis]
        pulled = np.clip(x[rows] - before[:, np.newaxis], -reach, reach)
        step = total(pulled) / x.shape[1]
        apart = pulled - step[:, np.newaxis]
        mu[rows] = before + step
        sd[rows] = _PULLED_IN * np.sqrt(total(apart * apart) / (x.shape[1] - 1))
        moving = np.maximum(np.abs(step), np.abs(sd[rows] - spread)) > _STILL * spread
        rows = rows[moving]
        if not len(rows):
            break
    return mu, sd
