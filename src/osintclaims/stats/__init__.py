"""Kernels of reconciliation: numbers in, numbers out.

Every function takes flat arrays of votes (ends of intervals or points, weights, open flags) and offsets that cut them
into groups, and answers for all groups at once. Nothing here knows a claim or a unit. NumPy is imported when a kernel
is first asked for, so the priors alone cost nothing.
"""

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from osintclaims.stats._prior import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior

if TYPE_CHECKING:
    from osintclaims.stats._camps import Camps, camps
    from osintclaims.stats._median import Region, interval_median, nearest_value, weighted_median
    from osintclaims.stats._overlap import Overlap, max_overlap
    from osintclaims.stats._posterior import censored_quantiles, identified, plausible_quantiles
    from osintclaims.stats._shrunken import ShrunkenSpread, shrunken_quantiles, shrunken_spread

__all__ = [
    "PRESS_DEATHS",
    "PRESS_INJURIES",
    "Camps",
    "Overlap",
    "Region",
    "ShrunkenSpread",
    "SpreadPrior",
    "camps",
    "censored_quantiles",
    "identified",
    "interval_median",
    "max_overlap",
    "nearest_value",
    "plausible_quantiles",
    "shrunken_quantiles",
    "shrunken_spread",
    "weighted_median",
]

#: The module that each kernel and result lives in, imported at first use (NumPy alone costs more than all models).
_HOMES: Final = MappingProxyType(
    {
        "Camps": "_camps",
        "Overlap": "_overlap",
        "Region": "_median",
        "ShrunkenSpread": "_shrunken",
        "camps": "_camps",
        "censored_quantiles": "_posterior",
        "identified": "_posterior",
        "interval_median": "_median",
        "max_overlap": "_overlap",
        "nearest_value": "_median",
        "plausible_quantiles": "_posterior",
        "shrunken_quantiles": "_shrunken",
        "shrunken_spread": "_shrunken",
        "weighted_median": "_median",
    }
)


def __getattr__(name: str) -> object:
    """Import a kernel when it is first asked for."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
