"""Averages of estimates that come with standard errors.

Random-effects meta-analysis, the scale factors of metrology and particle physics, and robust means of laboratories.
They stand apart from the methods of reconciliation, because figures in the press have no standard errors: writing one
beside a figure that nobody measured makes up the answer. Use them for surveys, measurements and estimates that state
their error. Like all kernels they take flat arrays and offsets that cut them into groups, and answer for all groups at
once.
"""

from osintclaims.stats.meta._bias import BiasBound, bound_on_bias
from osintclaims.stats.meta._effects import RandomEffects, random_effects
from osintclaims.stats.meta._profile import Tau2Interval, tau2_interval
from osintclaims.stats.meta._repeated import RepeatedMean, vangel_rukhin
from osintclaims.stats.meta._robust import RobustMean, algorithm_a, median_mad
from osintclaims.stats.meta._scaling import ScaledMean, birge, pdg_scale

__all__ = [
    "BiasBound",
    "RandomEffects",
    "RepeatedMean",
    "RobustMean",
    "ScaledMean",
    "Tau2Interval",
    "algorithm_a",
    "birge",
    "bound_on_bias",
    "median_mad",
    "pdg_scale",
    "random_effects",
    "tau2_interval",
    "vangel_rukhin",
]
