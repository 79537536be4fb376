"""Input checking: whatever a caller passes becomes clean arrays here, or an `InvalidValueError` with code E106."""

import math
import sys
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from osintclaims.errors import InvalidValueError
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray

__all__ = [
    "SUBTRACTABLE",
    "finite_numbers",
    "group_offsets",
    "group_weights",
    "interval_ends",
    "level_array",
    "numbers",
    "open_flags",
    "positive_numbers",
    "probability",
]

#: Totals outside this range would overflow or underflow when divided by; no weighting of votes comes near it.
_LEAST_TOTAL: Final = 1e-300
_LARGEST_TOTAL: Final = 1e300

#: Differences and small multiples of numbers up to this are floats; kernels that form them take no larger ones.
SUBTRACTABLE: Final = 1e300


def _refuse(message: str, hint: str) -> InvalidValueError:
    """The one error of this package."""
    return InvalidValueError("E106", message, hint)


def _floats(array: NDArray[Any]) -> FloatArray:
    """The array as floats, if it holds numbers: NumPy would read text and truth values as numbers too."""
    if array.dtype.kind not in "iufO":
        raise TypeError(array.dtype)
    return np.asarray(array, dtype=np.float64)


def numbers(name: str, values: ArrayLike) -> FloatArray:
    """Values as a flat array of floats, none of them NaN; text, truth values and masked items are no numbers."""
    try:
        array = _floats(np.asarray(values))
    except (OverflowError, TypeError, ValueError) as error:
        raise _refuse(f"{name}: {values!r:.80}", "a sequence of numbers") from error
    if np.ma.is_masked(values):
        raise _refuse(f"{name} has masked items", "leave out what is not known")
    if array.ndim != 1:
        raise _refuse(f"{name} has {array.ndim} dimensions", "a flat sequence of numbers")
    if np.isnan(array).any():
        raise _refuse(f"{name}[{int(np.isnan(array).argmax())}] is nan", "leave out what is not known")
    return array


def finite_numbers(name: str, values: ArrayLike, largest: float = sys.float_info.max) -> FloatArray:
    """Values as a flat array of floats that are not beyond the largest, on either side of 0."""
    array = numbers(name, values)
    good = np.abs(array) <= largest
    if not good.all():
        worst = int(good.argmin())
        raise _refuse(f"{name}[{worst}] is {array[worst]}", f"finite numbers, up to {largest:g}")
    return array


def positive_numbers(name: str, values: ArrayLike) -> FloatArray:
    """Values as a flat array of positive, finite floats."""
    array = numbers(name, values)
    good = (array > 0) & (array < math.inf)
    if not good.all():
        worst = int(good.argmin())
        raise _refuse(f"{name}[{worst}] is {array[worst]}", "positive, finite numbers, because logs are taken")
    return array


def interval_ends(low: ArrayLike, high: ArrayLike, *, least: float = -math.inf) -> tuple[FloatArray, FloatArray]:
    """Both ends of each vote, ``least <= low <= high``, neither interval at infinity itself."""
    lows, highs = numbers("low", low), numbers("high", high)
    if lows.shape != highs.shape:
        raise _refuse(f"{len(lows)} low ends and {len(highs)} high ends", "one of each for every vote")
    good = (lows <= highs) & (lows >= least) & (lows < math.inf) & (highs > -math.inf)
    if not good.all():
        worst = int(good.argmin())
        raise _refuse(f"vote {worst} is {lows[worst]} to {highs[worst]}", f"{least} <= low <= high, not both infinite")
    return lows, highs


def open_flags(
    low_open: ArrayLike | None, high_open: ArrayLike | None, low: FloatArray, high: FloatArray
) -> tuple[BoolArray, BoolArray] | None:
    """Which ends are not part of their votes (infinite ends never are), or None where every finite end is."""
    if low_open is None and high_open is None:
        return None
    flags: list[BoolArray] = []
    for name, given in (("low_open", low_open), ("high_open", high_open)):
        array = np.asarray(False if given is None else given)
        if array.dtype != np.bool_ or (given is not None and array.shape != low.shape):
            raise _refuse(f"{name} holds {array.dtype} of shape {array.shape}", f"{len(low)} booleans, one per vote")
        flags.append(array)
    empty = (low == high) & (flags[0] | flags[1])
    if empty.any():
        worst = int(empty.argmax())
        raise _refuse(f"vote {worst} is the point {low[worst]} with an open end", "a point has two closed ends")
    return flags[0] | (low == -math.inf), flags[1] | (high == math.inf)


def group_offsets(offsets: ArrayLike | None, votes: int) -> IntArray:
    """Where each group starts, and the end: from 0 to the number of votes, every group with one vote or more."""
    if votes == 0:
        raise _refuse("there are no votes", "at least one vote in every group")
    if offsets is None:
        return np.array([0, votes])
    array = np.asarray(offsets)
    if array.ndim != 1 or array.dtype.kind not in "iu" or len(array) < 2:
        raise _refuse(f"offsets: {offsets!r:.80}", "a flat sequence of two integers or more")
    array = array.astype(np.intp)
    if array[0] != 0 or array[-1] != votes:
        raise _refuse(f"offsets run from {array[0]} to {array[-1]}", f"from 0 to the number of votes, {votes}")
    empty = array[1:] <= array[:-1]
    if empty.any():
        worst = int(empty.argmax())
        raise _refuse(
            f"group {worst} runs from {array[worst]} to {array[worst + 1]}", "every group holds at least one vote"
        )
    return array


def group_weights(weights: ArrayLike | None, offsets: IntArray) -> tuple[FloatArray, FloatArray]:
    """Weight of each vote and of each group; a group's total is positive."""
    votes = int(offsets[-1])
    if weights is None:
        return np.ones(votes), np.diff(offsets).astype(np.float64)
    array = numbers("weights", weights)
    if len(array) != votes:
        raise _refuse(f"{len(array)} weights for {votes} votes", "one weight per vote")
    good = (array >= 0) & (array < math.inf)
    if not good.all():
        worst = int(good.argmin())
        raise _refuse(f"weights[{worst}] is {array[worst]}", "weights are finite and not negative")
    with np.errstate(over="ignore"):
        totals = np.add.reduceat(array, offsets[:-1])
    good = (totals >= _LEAST_TOTAL) & (totals <= _LARGEST_TOTAL)
    if not good.all():
        worst = int(good.argmin())
        raise _refuse(f"the weights of group {worst} sum to {totals[worst]}", "a positive sum that is not astronomical")
    return array, totals


def level_array(name: str, values: ArrayLike) -> FloatArray:
    """Probabilities strictly between 0 and 1."""
    levels = numbers(name, values)
    good = (levels > 0) & (levels < 1)
    if not good.all():
        raise _refuse(f"{name} holds {levels[int(good.argmin())]}", "probabilities strictly between 0 and 1")
    return levels


def probability(name: str, value: object) -> float:
    """One number strictly between 0 and 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise _refuse(f"{name} is {value!r}", "a number strictly between 0 and 1")
    return float(value)
