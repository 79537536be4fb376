"""Roots of many functions of one variable at once, to the last few bits."""

import itertools
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["Slope", "find_roots"]

#: From the rows asked for and a place in each: the excess, positive left of the root, and Newton's step.
Slope: TypeAlias = Callable[[IntArray, FloatArray], tuple[FloatArray, FloatArray]]

#: A Newton step this small, relative to place plus scale, is the last: the next would be its square.
_CLOSE: Final = 1e-9
#: Rounds after which only halving is trusted; four are typical.
_NEWTON_ROUNDS: Final = 40


def find_roots(slope: Slope, low: FloatArray, high: FloatArray, start: FloatArray, scale: FloatArray) -> FloatArray:
    """Newton's method inside a bracket, with halving wherever a step is of no use.

    There is no tolerance to choose: a row ends when Newton's method has converged quadratically or when its bracket
    holds no other float.

    Args:
        slope: What is to become zero.
        low: Left ends of brackets, shape ``(n,)``.
        high: Right ends.
        start: Where to begin, in the bracket.
        scale: Positive; how far from zero a place is still like zero.

    Returns:
        The roots, shape ``(n,)``.
    """
    found = start.copy()
    rows, at = np.arange(len(start)), start
    for turn in itertools.count():  # pragma: no branch - ends when no row is left
        excess, step = slope(rows, at)
        rising = excess > 0
        low, high = np.where(rising, at, low), np.where(rising, high, at)
        there = at + step
        close = (np.abs(step) <= _CLOSE * (at + scale)) & ((step > 0) == rising)
        middle = (low + high) / 2
        done = close | (middle <= low) | (middle >= high)
        newton = (there > low) & (there < high) & (turn < _NEWTON_ROUNDS)
        at = np.where(close | newton, np.clip(there, low, high), middle)
        found[rows] = at
        if done.all():
            break
        left = ~done
        rows, at, low, high, scale = rows[left], at[left], low[left], high[left], scale[left]
    return found
