"""Kernels of reconciliation: numbers in, numbers out.

Every function takes flat arrays of votes (ends of intervals or points, weights, open flags) and offsets that cut them
into groups, and answers for all groups at once. Nothing here knows a claim or a unit. NumPy is imported when a kernel
is first asked for, so the priors alone cost nothing.
"""

import importlib
from typing import TYPE_CHECKING, Final

from osintclaims.stats._prior import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior

if TYPE_CHECKING:
    from osintclaims.stats._belief import ProbabilityBounds, mixture_bounds, quantile_bounds
    from osintclaims.stats._camps import Camps, camps
    from osintclaims.stats._conventions import (
        BestLowHigh,
        MinMax,
        ReportAggregates,
        eventreport_aggregates,
        ibc_min_max,
        ucdp_best_low_high,
    )
    from osintclaims.stats._dependence import effective_size, effective_weights, kish_size
    from osintclaims.stats._hodges_lehmann import hodges_lehmann
    from osintclaims.stats._isotonic import isotonic, isotonic_log
    from osintclaims.stats._lognormal import LognormalFit, lognormal_fit
    from osintclaims.stats._median import Region, interval_median, nearest_value, weighted_median
    from osintclaims.stats._mint import coherent_sums
    from osintclaims.stats._npmle import Npmle, npmle
    from osintclaims.stats._overlap import Overlap, max_overlap
    from osintclaims.stats._points import geometric_mean, smallest_mode, trimmed_mean
    from osintclaims.stats._posterior import censored_quantiles, identified, plausible_quantiles
    from osintclaims.stats._propagate import BoundConflict, TightenedBounds, propagate_bounds
    from osintclaims.stats._shrunken import ShrunkenSpread, shrunken_quantiles, shrunken_spread

__all__ = [
    "PRESS_DEATHS",
    "PRESS_INJURIES",
    "BestLowHigh",
    "BoundConflict",
    "Camps",
    "LognormalFit",
    "MinMax",
    "Npmle",
    "Overlap",
    "ProbabilityBounds",
    "Region",
    "ReportAggregates",
    "ShrunkenSpread",
    "SpreadPrior",
    "TightenedBounds",
    "camps",
    "censored_quantiles",
    "coherent_sums",
    "effective_size",
    "effective_weights",
    "eventreport_aggregates",
    "geometric_mean",
    "hodges_lehmann",
    "ibc_min_max",
    "identified",
    "interval_median",
    "isotonic",
    "isotonic_log",
    "kish_size",
    "lognormal_fit",
    "max_overlap",
    "mixture_bounds",
    "nearest_value",
    "npmle",
    "plausible_quantiles",
    "propagate_bounds",
    "quantile_bounds",
    "shrunken_quantiles",
    "shrunken_spread",
    "smallest_mode",
    "trimmed_mean",
    "ucdp_best_low_high",
    "weighted_median",
]

#: The module that each kernel and result lives in, imported at first use (NumPy alone costs more than all models).
_HOMES: Final = {
    "BestLowHigh": "_conventions",
    "BoundConflict": "_propagate",
    "Camps": "_camps",
    "LognormalFit": "_lognormal",
    "MinMax": "_conventions",
    "Npmle": "_npmle",
    "Overlap": "_overlap",
    "ProbabilityBounds": "_belief",
    "Region": "_median",
    "ReportAggregates": "_conventions",
    "ShrunkenSpread": "_shrunken",
    "TightenedBounds": "_propagate",
    "camps": "_camps",
    "censored_quantiles": "_posterior",
    "coherent_sums": "_mint",
    "effective_size": "_dependence",
    "effective_weights": "_dependence",
    "eventreport_aggregates": "_conventions",
    "geometric_mean": "_points",
    "hodges_lehmann": "_hodges_lehmann",
    "ibc_min_max": "_conventions",
    "identified": "_posterior",
    "interval_median": "_median",
    "isotonic": "_isotonic",
    "isotonic_log": "_isotonic",
    "kish_size": "_dependence",
    "lognormal_fit": "_lognormal",
    "max_overlap": "_overlap",
    "mixture_bounds": "_belief",
    "nearest_value": "_median",
    "npmle": "_npmle",
    "plausible_quantiles": "_posterior",
    "propagate_bounds": "_propagate",
    "quantile_bounds": "_belief",
    "shrunken_quantiles": "_shrunken",
    "shrunken_spread": "_shrunken",
    "smallest_mode": "_points",
    "trimmed_mean": "_points",
    "ucdp_best_low_high": "_conventions",
    "weighted_median": "_median",
}


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
