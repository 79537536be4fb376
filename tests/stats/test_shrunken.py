import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior, shrunken_quantiles, shrunken_spread
from tests.stats.vote_sets import points

#: Figures, sqrt(v)^2, degrees of freedom, and the central 50, 80, 90 and 95 % ranges under the default prior:
#: t_df(mean log x, v (1 + 1/k)) with v = ((k-1) s^2 + 4 * 0.35^2) / (k-1+4), computed with scipy.stats.t.
RANGES: dict[str, tuple[list[float], float, list[tuple[float, float]]]] = {
    "one": (
        [11_000],
        0.1225,
        [
            (7623.75416625103, 15871.445663298655),
            (5150.0008795239655, 23495.141618535894),
            (3829.31122212568, 31598.37186929715),
            (2783.2660041159343, 43474.10553682739),
        ],
    ),
    "two": (
        [7_000, 12_000],
        0.12705172278020807,
        [
            (6673.682844168214, 12586.753365632769),
            (4811.978717118408, 17456.43630990585),
            (3802.7905439001124, 22089.041989109974),
            (2983.854580000591, 28151.50596245991),
        ],
    ),
    "three": (
        [7_000, 10_000, 11_000],
        0.10058842211628098,
        [
            (7047.5395146133715, 11920.367110338078),
            (5409.705025235331, 15529.360260294538),
            (4498.886310673019, 18673.345454297043),
            (3740.999225385172, 22456.368787447598),
        ],
    ),
    "huge": (
        [8_000_000, 5_000_000],
        0.1200903411504162,
        [
            (4646046.200507588, 8609470.993988384),
            (3380553.650886707, 11832381.358452382),
            (2689096.755553792, 14874883.143340949),
            (2124260.5565505587, 18830081.77911719),
        ],
    ),
}
LEVELS = [0.5, 0.8, 0.9, 0.95]


@pytest.mark.parametrize("case", RANGES)
def test_known_ranges(case: str) -> None:
    """The closed form gives the pinned ranges."""
    x, variance, ranges = RANGES[case]
    for level, (low, high) in zip(LEVELS, ranges, strict=True):
        got = shrunken_quantiles(x, q=[(1 - level) / 2, (1 + level) / 2])
        assert got == pytest.approx(np.array([[low, high]]), rel=1e-8)
    spread = shrunken_spread(x)
    assert spread.log_sd**2 == pytest.approx([variance], rel=1e-12)
    assert spread.centre == pytest.approx([scipy_stats.gmean(x)], rel=1e-12)


def test_one_figure_is_enough() -> None:
    """For one figure the 50 % range is a factor 1.443 and the 90 % range a factor 2.873 on both sides."""
    factors = shrunken_quantiles([1.0], q=[0.05, 0.25, 0.75, 0.95])[0]
    assert factors.round(3).tolist() == [round(1 / 2.87259, 3), round(1 / 1.44286, 3), 1.443, 2.873]


@given(points(), st.sampled_from([SpreadPrior(), PRESS_DEATHS, PRESS_INJURIES, SpreadPrior(0.2, 1.0, 2.5)]))
def test_quantiles_are_those_of_t(x: list[float], prior: SpreadPrior) -> None:
    """Quantiles agree with scipy's t distribution built from the formulas."""
    logs, k = np.log(x), len(x)
    freedom = k - 1 + prior.weight
    variance = (np.sum((logs - logs.mean()) ** 2) + prior.weight * prior.log_sd**2) / freedom
    scale = math.sqrt(variance * (prior.truth_ratio + 1 / k))
    q = [0.01, 0.1, 0.5, 0.9, 0.99]
    want = scipy_stats.t(freedom, logs.mean(), scale).ppf(q)
    assert np.log(shrunken_quantiles(x, q=q, prior=prior)[0]) == pytest.approx(want, rel=1e-8, abs=1e-8)


@given(points())
def test_raw_spread_is_the_standard_deviation_of_the_logs(x: list[float]) -> None:
    """The raw spread is the ordinary one; for one figure there is none, and nothing is NaN."""
    spread = shrunken_spread(x)
    assert spread.has_raw.tolist() == [len(x) > 1]
    want = np.std(np.log(x), ddof=1) if len(x) > 1 else 0.0
    assert spread.raw_log_sd == pytest.approx([want], rel=1e-9, abs=1e-12)


def test_copies_of_one_origin_have_no_raw_spread() -> None:
    """Five copies of weight 0.2, or a second figure that weighs nothing, are one figure."""
    assert shrunken_spread([7, 7, 7, 7, 8], [0.2] * 5).has_raw.tolist() == [False]
    assert shrunken_spread([7, 9], [2, 0]).has_raw.tolist() == [False]
    assert shrunken_spread([7, 9, 7], [1, 1, 2], offsets=[0, 2, 3]).has_raw.tolist() == [True, False]


@given(points())
def test_duplicates_of_half_weight_change_nothing(x: list[float]) -> None:
    """Every figure twice at half its weight is the same evidence."""
    q = [0.1, 0.9]
    assert shrunken_quantiles(x + x, [0.5] * (2 * len(x)), q=q) == pytest.approx(shrunken_quantiles(x, q=q), rel=1e-9)


@given(st.lists(points(), min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(groups: list[list[float]]) -> None:
    """A batch gives every group exactly what it gets alone."""
    offsets = np.cumsum([0, *map(len, groups)])
    x = [value for group in groups for value in group]
    together, spreads = shrunken_quantiles(x, q=[0.1, 0.9], offsets=offsets), shrunken_spread(x, offsets=offsets)
    for at, group in enumerate(groups):
        assert together[at].tolist() == shrunken_quantiles(group, q=[0.1, 0.9])[0].tolist()
        assert spreads.log_sd[at] == shrunken_spread(group).log_sd[0]


@given(points(), st.floats(0.01, 0.49))
def test_wider_levels_give_wider_ranges(x: list[float], tail: float) -> None:
    """A range that leaves out less is wider, and no range is a point, even when all figures are equal."""
    low, tight_low, tight_high, high = shrunken_quantiles(x[:1] * len(x), q=[tail / 2, tail, 1 - tail, 1 - tail / 2])[0]
    assert low < tight_low < tight_high < high


@given(points(), st.floats(1e-6, 1e6))
def test_units_do_not_matter(x: list[float], factor: float) -> None:
    """Figures in another unit give the range in that unit."""
    scaled = shrunken_quantiles(np.multiply(x, factor), q=[0.1, 0.9])
    assert scaled == pytest.approx(shrunken_quantiles(x, q=[0.1, 0.9]) * factor, rel=1e-9)


def test_quantiles_beyond_the_largest_float_are_infinite() -> None:
    """Overflow is infinity, silently: never NaN."""
    assert shrunken_quantiles([1e308], q=[0.999]).tolist() == [[math.inf]]


def test_no_degree_of_freedom_is_refused() -> None:
    """A prior that weighs less than what is missing to one figure gives no distribution, and the message says so."""
    with pytest.raises(InvalidValueError, match=r"group 1 weighs 0.3 and the prior 0.5; .*\[E106\]"):
        shrunken_quantiles([1, 2], [1, 0.3], q=[0.5], offsets=[0, 1, 2], prior=SpreadPrior(weight=0.5))
    message = "^group 0 weighs 0.5 and the prior 0.5; a prior weight above 1 minus the least total weight"
    with pytest.raises(InvalidValueError, match=message):
        shrunken_spread([1], [0.5], prior=SpreadPrior(weight=0.5))
    assert shrunken_spread([1], [0.75], prior=SpreadPrior(weight=0.5)).log_sd == pytest.approx([0.35 * 2**0.5])


def test_weighted_raw_spread() -> None:
    """Weighted squares of the logs over the weight above 1, for groups of their own."""
    logs, weights = np.array([0.0, 1.0, 3.0, 2.0, 5.0]), np.array([0.5, 2.0, 1.0, 1.0, 0.5])
    spread = shrunken_spread(np.exp(logs), weights, offsets=[0, 3, 5])
    for group, rows in enumerate((slice(0, 3), slice(3, 5))):
        mean = np.average(logs[rows], weights=weights[rows])
        squares = weights[rows] @ (logs[rows] - mean) ** 2
        assert math.log(spread.centre[group]) == pytest.approx(mean)
        assert spread.raw_log_sd[group] == pytest.approx(math.sqrt(squares / (weights[rows].sum() - 1)))
        assert spread.has_raw[group]
