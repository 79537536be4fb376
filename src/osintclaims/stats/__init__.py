"""Kernels of reconciliation: numbers in, numbers out.

Every function takes flat arrays of votes (ends of intervals or points, weights, open flags) and offsets that cut them
into groups, and answers for all groups at once. Nothing here knows a claim or a unit. NumPy is imported when a kernel
is first asked for, so the priors alone cost nothing. What needs standard errors stands apart, in
`osintclaims.stats.meta`.
"""

import importlib
from typing import TYPE_CHECKING, Final

from osintclaims.stats._prior import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior

if TYPE_CHECKING:
    from osintclaims.stats._camps import Camps, camps
    from osintclaims.stats._median import Region, interval_median, nearest_value, weighted_median
    from osintclaims.stats._normal_pools import (
        NormalPool,
        PoolMoments,
        linear_pool_moments,
        log_pool,
        normal_linear_pool,
    )
    from osintclaims.stats._overlap import Overlap, max_overlap
    from osintclaims.stats._pools import linear_pool, quantile_average, quantile_median
    from osintclaims.stats._posterior import censored_quantiles, identified, plausible_quantiles
    from osintclaims.stats._reported import ReportedValue, reported_value
    from osintclaims.stats._scores import crps, crps_lognormal, crps_normal, interval_score, weighted_interval_score
    from osintclaims.stats._shrunken import ShrunkenSpread, shrunken_quantiles, shrunken_spread

__all__ = [
    "PRESS_DEATHS",
    "PRESS_INJURIES",
    "Camps",
    "NormalPool",
    "Overlap",
    "PoolMoments",
    "Region",
    "ReportedValue",
    "ShrunkenSpread",
    "SpreadPrior",
    "camps",
    "censored_quantiles",
    "crps",
    "crps_lognormal",
    "crps_normal",
    "identified",
    "interval_median",
    "interval_score",
    "linear_pool",
    "linear_pool_moments",
    "log_pool",
    "max_overlap",
    "nearest_value",
    "normal_linear_pool",
    "plausible_quantiles",
    "quantile_average",
    "quantile_median",
    "reported_value",
    "shrunken_quantiles",
    "shrunken_spread",
    "weighted_interval_score",
    "weighted_median",
]

#: The module that each kernel and result lives in, imported at first use (NumPy alone costs more than all models).
_HOMES: Final = {
    "Camps": "_camps",
    "NormalPool": "_normal_pools",
    "Overlap": "_overlap",
    "PoolMoments": "_normal_pools",
    "Region": "_median",
    "ReportedValue": "_reported",
    "ShrunkenSpread": "_shrunken",
    "camps": "_camps",
    "censored_quantiles": "_posterior",
    "crps": "_scores",
    "crps_lognormal": "_scores",
    "crps_normal": "_scores",
    "identified": "_posterior",
    "interval_median": "_median",
    "interval_score": "_scores",
    "linear_pool": "_pools",
    "linear_pool_moments": "_normal_pools",
    "log_pool": "_normal_pools",
    "max_overlap": "_overlap",
    "nearest_value": "_median",
    "normal_linear_pool": "_normal_pools",
    "plausible_quantiles": "_posterior",
    "quantile_average": "_pools",
    "quantile_median": "_pools",
    "reported_value": "_reported",
    "shrunken_quantiles": "_shrunken",
    "shrunken_spread": "_shrunken",
    "weighted_interval_score": "_scores",
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
