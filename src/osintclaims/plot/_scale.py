"""The axis of a forest plot: logarithmic where the figures span factors, and wide enough for every finite end."""

import math
import sys
from collections.abc import Iterable
from typing import Final

import attrs

from osintclaims.plot._rows import ForestRow
from osintclaims.reconciliation import Consensus

__all__ = ["Scale", "scale_of", "scale_over"]

#: From this factor between the largest and the smallest end on, differences are easier compared as factors.
_FACTOR: Final = 5.0
#: Room beside the outermost ends, as a share of what lies between them: an arrow must be seen to go on.
_ROOM: Final = 0.08
#: The same beside an end from which an arrow starts.
_ARROW_ROOM: Final = 0.25
#: Most room on a logarithmic axis, as a factor: over many powers of ten a share would be powers of ten.
_MOST: Final = 4.0
#: Least span of the axis, as a factor (log) around a single figure.
_LEAST: Final = 2.0


@attrs.frozen(kw_only=True)
class Scale:
    """An axis: its ends, and whether it is logarithmic.

    Attributes:
        low: Left end.
        high: Right end.
        is_log: Whether equal distances are equal factors.
    """

    low: float
    high: float
    is_log: bool

    def position(self, value: float) -> float:
        """Where a value lies, as a share of the axis; what lies outside is put on its end."""
        inside = min(max(value, self.low), self.high)
        if self.is_log:
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)


def scale_of(consensus: Consensus, rows: Iterable[ForestRow], *, log: bool | None = None) -> Scale:
    """The axis on which these rows and the ranges of their consensus can be drawn.

    Args:
        consensus: The result.
        rows: What is drawn.
        log: Whether it is logarithmic; None lets the figures decide: it is where they span a factor of 5 or more and
            none is 0. A figure of 0 has no place on a logarithmic axis and stays at its left end.
    """
    drawn = list(rows)
    wide = consensus.plausible
    ends = [end for row in drawn for end in (row.low, row.high, row.point) if end is not None]
    ends += [end for end in (wide.low, wide.high, consensus.low, consensus.best, consensus.high) if end is not None]
    return scale_over(
        ends,
        opens_below=any(row.is_open_below for row in drawn),
        opens_above=any(row.is_open_above for row in drawn),
        has_zero=any(row.high == 0 for row in drawn),
        log=log,
    )


def scale_over(
    ends: Iterable[float], *, opens_below: bool, opens_above: bool, has_zero: bool, log: bool | None = None
) -> Scale:
    """The axis over all finite ones of these ends.

    Args:
        ends: What must have a place.
        opens_below: Whether an arrow points down from one of them.
        opens_above: The same upwards.
        has_zero: Whether zero is among the figures, rather than the end of an arrow.
        log: Whether it is logarithmic; None lets the figures decide.
    """
    finite = [end for end in ends if math.isfinite(end)]
    positive = [end for end in finite if end > 0]
    spans = bool(positive) and max(positive) >= _FACTOR * min(positive)
    is_log = bool(positive) and (spans and not has_zero if log is None else log)
    if is_log:
        low, high = _stretched(min(positive), max(positive))
        return Scale(low=_moved(low, high, opens_below, -1), high=_moved(high, low, opens_above, 1), is_log=True)
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    low = 0.0 if opens_below or low < high / 2 else low
    span = (high - low) or abs(high) or 1.0
    left = 0.0 if low == 0 else max(0.0, low - _ROOM * span)
    return Scale(low=left, high=high + (_ARROW_ROOM if opens_above else _ROOM) * span, is_log=False)


def _stretched(low: float, high: float) -> tuple[float, float]:
    """Ends at least a factor apart, so that a single figure stands in the middle."""
    if high >= _LEAST * low:
        return low, high
    middle = math.sqrt(low) * math.sqrt(high)
    return middle / math.sqrt(_LEAST), middle * math.sqrt(_LEAST)


def _moved(end: float, other: float, is_open: bool, direction: int) -> float:  # noqa: FBT001 - private, in one place
    """An end of a logarithmic axis with room beside it."""
    share = _ARROW_ROOM if is_open else _ROOM
    room = min(share * abs(math.log(end) - math.log(other)), math.log(_MOST))
    return max(end * math.exp(direction * room), sys.float_info.min)
