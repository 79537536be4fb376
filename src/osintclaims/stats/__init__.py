"""Kernels of reconciliation: numbers in, numbers out.

Every function takes flat arrays of votes (ends of intervals or points, weights, open flags) and offsets that cut them
into groups, and answers for all groups at once. Nothing here knows a claim or a unit. NumPy is imported when a kernel
is first asked for, so the priors alone cost nothing. What needs standard errors stands apart, in
`osintclaims.stats.meta`.
"""

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from osintclaims.stats._prior import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior

if TYPE_CHECKING:
    from osintclaims.stats._belief import ProbabilityBounds, mixture_bounds, quantile_bounds
    from osintclaims.stats._camps import Camps, camps
    from osintclaims.stats._central import Central, central_region
    from osintclaims.stats._conventions import (
        BestLowHigh,
        MinMax,
        ReportAggregates,
        eventreport_aggregates,
        ibc_min_max,
        ucdp_best_low_high,
    )
    from osintclaims.stats._dependence import effective_size, effective_weights, kish_size
    from osintclaims.stats._fit import fit_spread
    from osintclaims.stats._hodges_lehmann import hodges_lehmann
    from osintclaims.stats._isotonic import isotonic, isotonic_log
    from osintclaims.stats._joined import Joined, join_statements
    from osintclaims.stats._lognormal import LognormalFit, lognormal_fit
    from osintclaims.stats._median import Region, interval_median, nearest_value, weighted_median
    from osintclaims.stats._mint import coherent_sums
    from osintclaims.stats._normal_pools import (
        NormalPool,
        PoolMoments,
        linear_pool_moments,
        log_pool,
        normal_linear_pool,
    )
    from osintclaims.stats._npmle import Npmle, npmle
    from osintclaims.stats._overlap import Overlap, max_overlap
    from osintclaims.stats._points import geometric_mean, smallest_mode, trimmed_mean
    from osintclaims.stats._pools import linear_pool, quantile_average, quantile_median
    from osintclaims.stats._posterior import censored_quantiles, identified, plausible_quantiles
    from osintclaims.stats._propagate import BoundConflict, TightenedBounds, propagate_bounds
    from osintclaims.stats._reported import ReportedValue, reported_value
    from osintclaims.stats._scores import crps, crps_lognormal, crps_normal, interval_score, weighted_interval_score
    from osintclaims.stats._shrunken import ShrunkenSpread, shrunken_quantiles, shrunken_spread

__all__ = [
    "PRESS_DEATHS",
    "PRESS_INJURIES",
    "BestLowHigh",
    "BoundConflict",
    "Camps",
    "Central",
    "Joined",
    "LognormalFit",
    "MinMax",
    "NormalPool",
    "Npmle",
    "Overlap",
    "PoolMoments",
    "ProbabilityBounds",
    "Region",
    "ReportAggregates",
    "ReportedValue",
    "ShrunkenSpread",
    "SpreadPrior",
    "TightenedBounds",
    "camps",
    "censored_quantiles",
    "central_region",
    "coherent_sums",
    "crps",
    "crps_lognormal",
    "crps_normal",
    "effective_size",
    "effective_weights",
    "eventreport_aggregates",
    "fit_spread",
    "geometric_mean",
    "hodges_lehmann",
    "ibc_min_max",
    "identified",
    "interval_median",
    "interval_score",
    "isotonic",
    "isotonic_log",
    "join_statements",
    "kish_size",
    "linear_pool",
    "linear_pool_moments",
    "log_pool",
    "lognormal_fit",
    "max_overlap",
    "mixture_bounds",
    "nearest_value",
    "normal_linear_pool",
    "npmle",
    "plausible_quantiles",
    "propagate_bounds",
    "quantile_average",
    "quantile_bounds",
    "quantile_median",
    "reported_value",
    "shrunken_quantiles",
    "shrunken_spread",
    "smallest_mode",
    "trimmed_mean",
    "ucdp_best_low_high",
    "weighted_interval_score",
    "weighted_median",
]

#: The module that each kernel and result lives in, imported at first use (NumPy alone costs more than all models).
_HOMES: Final = MappingProxyType(
    {
        "BestLowHigh": "_conventions",
        "BoundConflict": "_propagate",
        "Camps": "_camps",
        "Central": "_central",
        "Joined": "_joined",
        "LognormalFit": "_lognormal",
        "MinMax": "_conventions",
        "NormalPool": "_normal_pools",
        "Npmle": "_npmle",
        "Overlap": "_overlap",
        "PoolMoments": "_normal_pools",
        "ProbabilityBounds": "_belief",
        "Region": "_median",
        "ReportAggregates": "_conventions",
        "ReportedValue": "_reported",
        "ShrunkenSpread": "_shrunken",
        "TightenedBounds": "_propagate",
        "camps": "_camps",
        "censored_quantiles": "_posterior",
        "central_region": "_central",
        "crps": "_scores",
        "crps_lognormal": "_scores",
        "crps_normal": "_scores",
        "coherent_sums": "_mint",
        "effective_size": "_dependence",
        "effective_weights": "_dependence",
        "eventreport_aggregates": "_conventions",
        "fit_spread": "_fit",
        "geometric_mean": "_points",
        "hodges_lehmann": "_hodges_lehmann",
        "ibc_min_max": "_conventions",
        "identified": "_posterior",
        "interval_median": "_median",
        "interval_score": "_scores",
        "isotonic": "_isotonic",
        "isotonic_log": "_isotonic",
        "join_statements": "_joined",
        "kish_size": "_dependence",
        "linear_pool": "_pools",
        "linear_pool_moments": "_normal_pools",
        "log_pool": "_normal_pools",
        "lognormal_fit": "_lognormal",
        "max_overlap": "_overlap",
        "mixture_bounds": "_belief",
        "nearest_value": "_median",
        "normal_linear_pool": "_normal_pools",
        "npmle": "_npmle",
        "plausible_quantiles": "_posterior",
        "propagate_bounds": "_propagate",
        "quantile_average": "_pools",
        "quantile_bounds": "_belief",
        "quantile_median": "_pools",
        "reported_value": "_reported",
        "shrunken_quantiles": "_shrunken",
        "shrunken_spread": "_shrunken",
        "smallest_mode": "_points",
        "trimmed_mean": "_points",
        "ucdp_best_low_high": "_conventions",
        "weighted_interval_score": "_scores",
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
