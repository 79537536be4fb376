import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats import (
    linear_pool,
    linear_pool_moments,
    log_pool,
    normal_linear_pool,
    quantile_average,
    quantile_median,
)

LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]
SOURCES = st.lists(
    st.tuples(st.floats(-20, 20), st.floats(0.05, 20), st.sampled_from([1.0, 1.0, 0.2, 3.0])), min_size=1, max_size=5
)
#: Quantiles at three levels with ties, and a weight.
TABLES = st.lists(
    st.tuples(st.lists(st.integers(-9, 9), min_size=3, max_size=3).map(sorted), st.integers(1, 4)),
    min_size=1,
    max_size=5,
)


def normal_quantiles(means: list[float], sds: list[float], levels: list[float]) -> NDArray[np.float64]:
    """One row of quantiles per normal distribution."""
    z = np.array([float(scipy_stats.norm.ppf(level)) for level in levels])
    rows: NDArray[np.float64] = np.array(means)[:, np.newaxis] + np.array(sds)[:, np.newaxis] * z
    return rows


def test_quantile_average_of_lognormals() -> None:
    """The mean of the quantiles of log-normal distributions, by scipy, level by level."""
    rows = [scipy_stats.lognorm(0.3, scale=1_500).ppf(LEVELS), scipy_stats.lognorm(0.15, scale=12_000).ppf(LEVELS)]
    want = [7321.325884692874, 8125.346543071306, 8921.295432472078, 9900, 10989.379936736572, 12075.393151454859]
    assert quantile_average(rows, [0.2, 0.8])[0, :6] == pytest.approx(want, rel=1e-9)


def test_quantile_average_of_a_hub() -> None:
    """The weighted example of the R package hubEnsembles (four models, weights 0.1 to 0.4)."""
    rows = [[10, 40, 60], [30, 40, 70], [15, 45, 75], [20, 50, 80]]
    assert quantile_average(rows, [0.1, 0.2, 0.3, 0.4])[0] == pytest.approx([19.5, 45.5, 74.5])


def test_quantile_median_resists_one_source() -> None:
    """The median of an odd number of sources is one of them, of an even number half-way, level by level."""
    rows = [[10, 40, 60], [30, 41, 70], [900, 950, 990]]
    assert quantile_median(rows).tolist() == [[30, 41, 70]]
    assert quantile_median(rows[:2]).tolist() == [[20, 40.5, 65]]
    assert quantile_median(rows, [3, 1, 1]).tolist() == [[10, 40, 60]]


@given(TABLES)
def test_medians_of_quantiles_agree_with_numpy(rows: list[tuple[list[int], int]]) -> None:
    """With whole weights the pools are numpy's mean and median of rows that are repeated as often."""
    values, weights = [row for row, _ in rows], [weight for _, weight in rows]
    many = np.repeat(values, weights, axis=0)
    assert quantile_median(values, weights)[0].tolist() == np.median(many, axis=0).tolist()
    assert quantile_average(values, weights)[0] == pytest.approx(many.mean(axis=0), abs=1e-12)


@given(SOURCES)
def test_linear_pools_of_normals_agree_with_roots(sources: list[tuple[float, float, float]]) -> None:
    """Both linear pools of normal distributions give the roots that scipy finds of the mean distribution function."""
    means, sds, weights = ([each[at] for each in sources] for at in range(3))
    shares = np.array(weights) / sum(weights)

    def root(q: float) -> float:
        def excess(x: float) -> float:
            return float(shares @ scipy_stats.norm.cdf(x, means, sds)) - q

        return float(optimize.brentq(excess, -400, 400, xtol=1e-13, rtol=1e-14))

    q = [0.05, 0.31, 0.9]
    want = [root(each) for each in q]
    # Where the pool has next to no density its quantiles are not determined to the last digits.
    tolerance = [1e-11 + 1e-14 / float(shares @ scipy_stats.norm.pdf(x, means, sds)) for x in want]
    exact = normal_linear_pool(means, sds, weights, q=q)[0]
    halved = linear_pool(normal_quantiles(means, sds, [0.1, 0.5, 0.8]), weights, levels=[0.1, 0.5, 0.8], q=q)[0]
    assert (np.abs(exact - want) <= tolerance).all()
    assert (np.abs(halved - want) <= tolerance).all()


@given(TABLES, st.lists(st.floats(0.01, 0.99), min_size=2, max_size=4).map(sorted))
def test_linear_pool_is_the_least_value_that_reaches_its_level(
    rows: list[tuple[list[int], int]], q: list[float]
) -> None:
    """At the quantile the mean distribution function has reached the level, just below it not; q keeps its order."""
    values, weights = [row for row, _ in rows], [weight for _, weight in rows]
    levels = [0.2, 0.5, 0.9]
    got = linear_pool(values, weights, levels=levels, q=q)[0]
    assert (np.diff(got) >= 0).all()

    z = [float(scipy_stats.norm.ppf(level)) for level in levels]

    def reached(x: float) -> float:
        total = 0.0
        for row, weight in rows:
            at = min(max(sum(value <= x for value in row), 1), 2)
            width = row[at] - row[at - 1]
            if width:
                place = z[at - 1] + (z[at] - z[at - 1]) * (x - row[at - 1]) / width
            else:
                place = math.inf if x >= row[at] else -math.inf
            total += weight * scipy_stats.norm.cdf(place)
        return total / sum(weights)

    for level, x in zip(q, got, strict=True):
        assert reached(x + 1e-9) >= level - 1e-9
        assert reached(x - 1e-9) <= level + 1e-9


def test_linear_pool_keeps_disagreement() -> None:
    """Two camps stay two camps: the pool spans both, where the average of quantiles sits between them."""
    rows = normal_quantiles([0, 100], [1, 1], LEVELS)
    pool, average = linear_pool(rows, levels=LEVELS)[0], quantile_average(rows)[0]
    assert pool[1] < 2
    assert pool[-2] > 98
    assert 45 < average[0] < average[-1] < 55


def test_sources_without_weight_say_nothing() -> None:
    """A source of weight 0 changes no pool."""
    rows = [[1, 2, 3], [5, 6, 7], [50, 60, 70]]
    for pool in (quantile_average, quantile_median):
        assert pool(rows, [1, 2, 0]).tolist() == pool(rows[:2], [1, 2]).tolist()
    levels = [0.1, 0.5, 0.9]
    assert linear_pool(rows, [1, 2, 0], levels=levels).tolist() == linear_pool(rows[:2], [1, 2], levels=levels).tolist()
    certain = log_pool([1, 5], [2, 1e-3], [1, 0])
    assert [certain.mean[0], certain.sd[0]] == [1, 2]
    widest = log_pool([1, 5], [1e150, 1e-150], [1, 0])
    assert [widest.mean[0], widest.sd[0]] == [1, 1e150]
    normal = normal_linear_pool([1, 5, 90], [2, 1, 3], [1, 2, 0], q=levels)
    assert normal.tolist() == normal_linear_pool([1, 5], [2, 1], [1, 2], q=levels).tolist()


@pytest.mark.parametrize("sd", [1e-150, 1e150])
def test_the_narrowest_and_the_widest_source(sd: float) -> None:
    """A pool of one source is that source, from 1e-150 to 1e150."""
    assert log_pool([0], [sd]).sd.tolist() == [sd]
    assert normal_linear_pool([0], [sd], q=[0.5, 0.9])[0] == pytest.approx(sd * scipy_stats.norm.ppf([0.5, 0.9]))


def test_normal_pools_of_many_groups() -> None:
    """Each group is a pool of its own sources, however many they are."""
    means, sds, weights = [1.0, 5.0, 9.0, 4.0, 0.0, 2.0], [2.0, 1.0, 0.5, 3.0, 1.0, 4.0], [1.0, 2, 3, 1, 5, 2]
    pools = normal_linear_pool(means, sds, weights, q=[0.1, 0.9], offsets=[0, 1, 4, 6])
    for pool, rows in zip(pools, (slice(0, 1), slice(1, 4), slice(4, 6)), strict=True):
        assert pool.tolist() == normal_linear_pool(means[rows], sds[rows], weights[rows], q=[0.1, 0.9])[0].tolist()


def test_point_masses() -> None:
    """Equal quantiles are a point mass: the pool stays there as long as its level lasts."""
    levels = [0.1, 0.5, 0.9]
    assert linear_pool([[4, 4, 4]], levels=levels, q=[0.01, 0.5, 0.99]).tolist() == [[4, 4, 4]]
    pool = linear_pool([[4, 4, 4], [10, 10, 10]], levels=levels, q=[0.2, 0.5, 0.51])
    assert pool[0].tolist() == [4, 4, 10]
    # The first source has 0.2 at 4, where the other has reached 0.643: together from 0.52 to 0.62.
    inner = linear_pool([[1, 4, 4, 9], [0, 1, 2, 20]], levels=[0.1, 0.4, 0.6, 0.9], q=[0.51, 0.53, 0.61, 0.63])
    assert inner[0, 0] < 4 < inner[0, 3]
    assert inner[0, 1:3].tolist() == [4, 4]


def test_log_pool_is_precision_weighted() -> None:
    """Precision is the weighted mean of precisions: three equal sources far apart give one of the same width."""
    pool = log_pool([-3, 0, 3, 1, 7], [1, 1, 1, 2, 4], [1, 1, 1, 3, 1], offsets=[0, 3, 5])
    precision = (3 / 4 + 1 / 16) / 4
    assert pool.mean == pytest.approx([0, (3 * 1 / 4 + 7 / 16) / 4 / precision])
    assert pool.sd == pytest.approx([1, precision**-0.5])


@given(SOURCES)
def test_log_pool_is_the_product_of_densities(sources: list[tuple[float, float, float]]) -> None:
    """The log density of the pool differs from the weighted sum of the sources' by a constant."""
    means, sds, weights = ([each[at] for each in sources] for at in range(3))
    pool = log_pool(means, sds, weights)
    x = np.array([-3.0, 0.5, 8.0])
    sums = sum(
        weight / sum(weights) * scipy_stats.norm.logpdf(x, mean, sd)
        for mean, sd, weight in zip(means, sds, weights, strict=True)
    )
    gaps = scipy_stats.norm.logpdf(x, pool.mean[0], pool.sd[0]) - sums
    assert np.ptp(gaps) <= 1e-6 * np.abs(sums).max()


def test_linear_pool_moments_split_the_variance() -> None:
    """The variance of the pool is the mean variance and the variance between means, group by group."""
    got = linear_pool_moments([-3, 0, 3, 5], [1, 1, 1, 2], [1, 2, 1, 9], offsets=[0, 3, 4])
    assert got.mean.tolist() == [0, 5]
    assert got.variance.tolist() == [5.5, 4]
    assert got.between.tolist() == [4.5, 0]
    assert got.within.tolist() == [1, 4]


@given(st.lists(TABLES, min_size=1, max_size=4))
def test_many_groups_at_once_are_one_at_a_time(batch: list[list[tuple[list[int], int]]]) -> None:
    """A batch gives every group what it gets alone."""
    values = [row for rows in batch for row, _ in rows]
    weights = [weight for rows in batch for _, weight in rows]
    offsets = np.cumsum([0, *map(len, batch)])
    levels = [0.2, 0.5, 0.9]
    averages, medians = (pool(values, weights, offsets=offsets) for pool in (quantile_average, quantile_median))
    pools = linear_pool(values, weights, levels=levels, offsets=offsets)
    for at, rows in enumerate(batch):
        own, masses = [row for row, _ in rows], [weight for _, weight in rows]
        assert averages[at].tolist() == quantile_average(own, masses)[0].tolist()
        assert medians[at].tolist() == quantile_median(own, masses)[0].tolist()
        assert pools[at].tolist() == linear_pool(own, masses, levels=levels)[0].tolist()


@given(TABLES, st.integers(-3, 3), st.sampled_from([0.25, 4.0]))
def test_place_and_unit_do_not_matter(rows: list[tuple[list[int], int]], shift: int, factor: float) -> None:
    """Moved and scaled sources give the moved and scaled pool."""
    values, weights = np.array([row for row, _ in rows], dtype=float), [weight for _, weight in rows]
    moved = factor * (values + shift)
    for pool in (quantile_average, quantile_median, lambda *given: linear_pool(*given, levels=[0.2, 0.5, 0.9])):
        assert pool(moved, weights)[0] == pytest.approx(factor * (pool(values, weights)[0] + shift), abs=1e-9)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([[1, 2], [1]], r"values: .*rows of numbers, all at the same levels \[E106\]"),
        ([1, 2], r"values have shape \(2,\); one row of quantiles per source"),
        ([[], []], r"values have shape \(2, 0\)"),
        ([[1, 2], [3, 2]], r"values\[1\] falls: \[3.0, 2.0\]; quantiles that never fall"),
        ([[1, 2, 3], [1, 3, 2]], r"values\[1\] falls: \[1.0, 3.0, 2.0\]"),
        ([[1, 2], [1, math.nan]], r"values\[1\] is \[1.0, nan\]"),
        ([[1, math.nan]], r"values\[0\] is \[1.0, nan\]"),
        ([[1, 1e200]], r"values\[0\] is \[1.0, 1e\+200\]; numbers up to 1e\+150"),
        (np.empty((0, 2)), r"there are no votes"),
    ],
)
def test_bad_tables(values: Any, message: str) -> None:
    """Quantiles that are no table of distributions are refused by name."""
    with pytest.raises(InvalidValueError, match=message):
        quantile_average(values)


def test_wanted_levels_are_refused_by_name() -> None:
    """The levels given and those asked for are told apart; values may go up to 1e150."""
    table = [[-1e150, 1e150]]
    assert linear_pool(table, levels=[0.25, 0.75], q=[0.5]).tolist() == [[0]]
    with pytest.raises(InvalidValueError, match=r"^q holds 1.0; probabilities strictly between 0 and 1 \[E106\]"):
        linear_pool(table, levels=[0.25, 0.75], q=[0.5, 1])
    with pytest.raises(InvalidValueError, match=r"^levels holds 1.0; probabilities strictly between 0 and 1 \[E106\]"):
        linear_pool(table, levels=[0.25, 1])


@pytest.mark.parametrize("levels", [[0.5], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5, 0.9]])
def test_levels_must_fit(levels: list[float]) -> None:
    """Levels that do not rise or do not match the columns are refused."""
    rows = [[1.0] if len(levels) == 1 else [1.0, 2.0]]
    with pytest.raises(InvalidValueError, match=r"levels for . columns; two or more that rise, one for every column"):
        linear_pool(rows, levels=levels)


@pytest.mark.parametrize(
    ("mean", "sd", "message"),
    [
        ([1, 2], [1], r"^1 standard deviations for 2 means; one for every mean \[E106\]"),
        ([1], [0], r"sd\[0\] is 0.0"),
        ([1], [1e200], r"sd\[0\] is 1e\+200; from 1e-150 to 1e\+150"),
        ([1e200], [1], r"mean\[0\] is 1e\+200; finite numbers, up to 1e\+150"),
    ],
)
def test_bad_normals(mean: list[float], sd: list[float], message: str) -> None:
    """Means and deviations that are no normal distributions are refused by name."""
    with pytest.raises(InvalidValueError, match=message):
        log_pool(mean, sd)
