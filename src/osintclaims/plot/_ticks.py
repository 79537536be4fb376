"""Numbers along an axis: round ones, few enough that their labels stay apart."""

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Final

from osintclaims.model import figure
from osintclaims.plot._scale import Scale

__all__ = ["tick_label", "ticks"]

#: Round numbers within a power of ten, densest first.
_WITHIN: Final = ((1.0, 2.0, 3.0, 5.0, 7.0), (1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
#: Steps of a linear axis within a power of ten.
_STEPS: Final = (1.0, 2.0, 2.5, 5.0)
#: Numbers that a reader takes in at once.
_MANY: Final = 7
#: Room that a label needs beside its own width, as a share of that.
_APART: Final = 1.25
#: Names of the powers of a thousand from a million on, as in news texts.
_NAMES: Final = ("million", "billion", "trillion")


def tick_label(value: float) -> str:
    """A number for a label: ``7,000``, ``2.5 million``, ``1e+20``."""
    if 0 < value < 1e-4 or value >= 1e15:
        return f"{value:g}"
    if value < 1e6:
        return figure(float(f"{value:.12g}"))
    power = min(int(math.log10(value * (1 + 1e-12))) // 3 - 2, 2)
    return f"{value / 10.0 ** (3 * power + 6):.4g} {_NAMES[power]}"


def ticks(scale: Scale, share: Callable[[str], float], *, whole: bool) -> list[float]:
    """Where numbers stand on an axis.

    Args:
        scale: The axis.
        share: How much of the axis a label takes.
        whole: Whether only whole numbers make sense.
    """
    sets = list(_logarithmic(scale) if scale.is_log else _linear(scale, whole=whole))
    fitting = (places for places in sets if len(places) <= _MANY and _is_apart(scale, places, share))
    return next(fitting, sets[-1][:1] if sets else [])


def _is_apart(scale: Scale, places: list[float], share: Callable[[str], float]) -> bool:
    """Whether labels centred on these places leave room between them."""
    spans = [(scale.position(place), _APART * share(tick_label(place)) / 2) for place in places]
    return all(left + half <= right - other for (left, half), (right, other) in itertools.pairwise(spans))


def _logarithmic(scale: Scale) -> Iterator[list[float]]:
    """Sets of round numbers, densest first; every so many powers of ten where there are many."""
    first, last = math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high))
    yield from (list(found) for found in (_linear(scale, whole=False) if scale.high < 3 * scale.low else ()))
    for within in _WITHIN:
        yield _inside(scale, (part * 10.0**power for power in range(first, last + 1) for part in within))
    for stride in range(2, last - first + 2):
        yield _inside(scale, (10.0**power for power in range(first - first % stride, last + 1, stride)))


def _linear(scale: Scale, *, whole: bool) -> Iterator[list[float]]:
    """Multiples of round steps, densest first."""
    power = math.floor(math.log10(scale.high - scale.low)) - 1
    power = max(power, 0) if whole else power
    for exponent in range(power, power + 3):
        for part in _STEPS:
            step = part * 10.0**exponent
            if not whole or float(step).is_integer():
                first, last = math.ceil(scale.low / step), math.floor(scale.high / step)
                if last - first < 2 * _MANY:
                    yield [number * step for number in range(first, last + 1)]


def _inside(scale: Scale, places: Iterator[float]) -> list[float]:
    return [place for place in places if scale.low <= place <= scale.high]
