"""What all kernels have in common: columns are checked by name, and weights, offsets and flags mean the same."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from osintclaims import InvalidValueError, stats
from osintclaims.stats import meta

ENDS = {"low": [1.0, 2.0], "high": [3.0, 5.0]}
POINTED = {**ENDS, "point": [2.0, 3.0], "has_point": [True, True]}
FIGURES = {"x": [1.0, 2.0]}
NORMALS = {"mean": [1.0, 2.0], "sd": [1.0, 2.0]}
MEASURED = {"estimates": [1.0, 2.0], "standard_errors": [0.1, 0.2]}
QUANTILES = {"values": [[1.0, 2.0], [2.0, 3.0]]}

#: Kernels with good arguments.
KERNELS: dict[Callable[..., Any], dict[str, Any]] = {
    stats.camps: ENDS,
    stats.censored_quantiles: {**ENDS, "q": [0.5]},
    stats.central_region: POINTED,
    stats.coherent_sums: {"base": [3.0, 1.0, 1.0], "summing": [[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]},
    stats.crps: {"sample": [1.0, 2.0], "observed": [1.0]},
    stats.crps_lognormal: {"log_mean": [1.0, 2.0], "log_sd": [1.0, 2.0], "observed": [1.0, 2.0]},
    stats.crps_normal: {**NORMALS, "observed": [1.0, 2.0]},
    stats.effective_size: {"size": [1.0, 2.0], "correlation": 0.5},
    stats.eventreport_aggregates: FIGURES,
    stats.fit_spread: {"x": [1.0] * 20, "truth": [2.0, 3.0] * 5, "offsets": range(0, 21, 2)},
    stats.geometric_mean: FIGURES,
    stats.hodges_lehmann: FIGURES,
    stats.ibc_min_max: ENDS,
    stats.identified: ENDS,
    stats.interval_median: ENDS,
    stats.interval_score: {**ENDS, "observed": [1.0, 2.0]},
    stats.isotonic: {"y": [1.0, 2.0], "order": [(0, 1)]},
    stats.isotonic_log: {**FIGURES, "order": [(0, 1)]},
    stats.join_statements: POINTED,
    stats.kish_size: {"weights": [1.0, 2.0]},
    stats.linear_pool: {**QUANTILES, "levels": [0.25, 0.75]},
    stats.linear_pool_moments: NORMALS,
    stats.log_pool: NORMALS,
    stats.lognormal_fit: {"low": [1.0, 4.0], "high": [3.0, 5.0]},
    stats.max_overlap: ENDS,
    stats.mixture_bounds: {**ENDS, "at": [2.0]},
    stats.nearest_value: ENDS,
    stats.normal_linear_pool: {**NORMALS, "q": [0.5]},
    stats.npmle: ENDS,
    stats.plausible_quantiles: {**ENDS, "q": [0.5]},
    stats.propagate_bounds: ENDS,
    stats.quantile_average: QUANTILES,
    stats.quantile_bounds: {**ENDS, "q": [0.5]},
    stats.quantile_median: QUANTILES,
    stats.shrunken_quantiles: {**FIGURES, "q": [0.5]},
    stats.shrunken_spread: FIGURES,
    stats.smallest_mode: FIGURES,
    stats.trimmed_mean: FIGURES,
    stats.ucdp_best_low_high: {"best": [1.0, 2.0], "low": [1.0, 1.0], "high": [3.0, 3.0]},
    stats.weighted_interval_score: {"values": [[1.0, 2.0, 3.0]], "observed": [2.0], "levels": [0.25, 0.5, 0.75]},
    stats.weighted_median: FIGURES,
    meta.algorithm_a: {"estimates": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]},
    meta.birge: MEASURED,
    meta.bound_on_bias: MEASURED,
    meta.median_mad: {"estimates": [1.0, 2.0]},
    meta.pdg_scale: MEASURED,
    meta.random_effects: MEASURED,
    meta.tau2_interval: MEASURED,
    meta.vangel_rukhin: {"means": [1.0, 2.0], "standard_deviations": [0.1, 0.2], "counts": [2.0, 3.0]},
}
#: What is no column of numbers.
OTHERS = {"has_point", "order", "offsets", "correlation"}

CASES = [
    (kernel, column)
    for kernel, arguments in KERNELS.items()
    for column, value in arguments.items()
    if column not in OTHERS and not isinstance(value[0], list)
]


def _named(case: object) -> str:
    return str(getattr(case, "__name__", case))


def test_every_kernel_is_here() -> None:
    """All public functions of columns are in the table; the others take single values or labels."""
    alone = {stats.reported_value, stats.effective_weights}
    public = {getattr(stats, name) for name in stats.__all__} | {getattr(meta, name) for name in meta.__all__}
    kernels = {one for one in public if callable(one) and not isinstance(one, type)} - alone
    assert kernels == set(KERNELS)


@pytest.mark.parametrize("kernel", KERNELS, ids=_named)
def test_the_good_arguments_are_good(kernel: Callable[..., Any]) -> None:
    """Without the change that a test below makes, every kernel answers."""
    assert kernel(**KERNELS[kernel]) is not None


@pytest.mark.parametrize(("kernel", "column"), CASES, ids=_named)
def test_a_column_that_holds_nan_is_named(kernel: Callable[..., Any], column: str) -> None:
    """The message begins with the name of the argument, and where in it something is not known."""
    good = KERNELS[kernel]
    with pytest.raises(InvalidValueError) as caught:
        kernel(**{**good, column: [math.nan, *good[column][1:]]})
    assert str(caught.value) == f"{column}[0] is nan; leave out what is not known [E106]"
