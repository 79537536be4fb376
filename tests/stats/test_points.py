import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import geometric_mean, hodges_lehmann, smallest_mode, trimmed_mean, weighted_median

#: Figures with many ties, and how many votes each has.
counted = st.lists(st.tuples(st.integers(-6, 20), st.integers(0, 3)), min_size=1, max_size=8).filter(
    lambda votes: any(count for _, count in votes)
)
figures = st.lists(st.floats(1e-3, 1e15), min_size=1, max_size=9)

CENTRES: dict[str, Callable[..., Any]] = {
    "trimmed_mean": trimmed_mean,
    "hodges_lehmann": hodges_lehmann,
    "geometric_mean": geometric_mean,
    "smallest_mode": smallest_mode,
}


def _walsh(values: "np.ndarray[Any, np.dtype[np.float64]]") -> list[float]:
    """All averages of two values, each with itself included."""
    return [(values[i] + values[j]) / 2 for i in range(len(values)) for j in range(i, len(values))]


@pytest.mark.parametrize(
    ("x", "proportion", "mean"),
    [
        # scipy.stats.trim_mean of SciPy 1.17.1.
        ([1, 2, 3, 4, 100], 0.1, 22.0),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.1, 5.5),
        ([5, 6, 30], 0.25, 41 / 3),
        # A float below 29: 0.29 * 100 is 28.999999999999996, and 29 of 100 is meant.
        (list(range(100)), 0.29, 49.5),
        ([0] * 29 + [1] * 42 + [5] * 29, 0.29, 1.0),
    ],
)
def test_trimmed_means_of_known_sets(x: list[float], proportion: float, mean: float) -> None:
    """The floor of the share is cut from each end, and nothing where it is less than one vote."""
    assert trimmed_mean(x, proportion=proportion)[0] == pytest.approx(mean, rel=1e-12)


def test_as_many_votes_are_trimmed_as_are_meant() -> None:
    """A million votes of 0.1 are a hundred thousand, of which a tenth is cut from each end."""
    x = np.repeat([-1e6, 0.0, 1.0, 5e9], [100_000, 400_000, 400_000, 100_000])
    assert trimmed_mean(x, np.full(len(x), 0.1), proportion=0.1)[0] == pytest.approx(0.5, rel=1e-9)


def test_trimming_is_no_operation_below_five_votes() -> None:
    """With the default share the mean of four figures is their plain mean, and of five it has lost both ends."""
    assert trimmed_mean([1, 2, 3, 1000])[0] == 251.5
    assert trimmed_mean([1, 2, 3, 4, 1000])[0] == 3


@given(figures, st.sampled_from([0.0, 0.1, 0.2, 0.25, 0.4, 0.49]))
def test_trimmed_mean_is_scipys(x: list[float], proportion: float) -> None:
    """Without weights the mean is SciPy's."""
    assert trimmed_mean(x, proportion=proportion)[0] == pytest.approx(scipy.stats.trim_mean(x, proportion), rel=1e-12)


@given(counted, st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.45]))
def test_trimmed_mean_counts_weights_as_votes(votes: list[tuple[int, int]], proportion: float) -> None:
    """A weight of n is n votes of 1."""
    values, counts = zip(*votes, strict=True)
    want = scipy.stats.trim_mean(np.repeat(values, counts), proportion)
    assert trimmed_mean(values, counts, proportion=proportion)[0] == pytest.approx(want, rel=1e-12, abs=1e-12)


@given(counted)
def test_hodges_lehmann_is_the_median_of_all_averages(votes: list[tuple[int, int]]) -> None:
    """By brute force over all pairs of votes, weights being numbers of votes."""
    values, counts = zip(*votes, strict=True)
    want = np.median(_walsh(np.repeat(np.array(values, dtype=np.float64), counts)))
    assert hodges_lehmann(values, counts)[0] == pytest.approx(want, rel=1e-12, abs=1e-12)


def test_hodges_lehmann_of_many_figures() -> None:
    """Two thousand figures give the median of their two million averages."""
    x = np.random.default_rng(7).lognormal(size=2_000)
    row, column = np.triu_indices(len(x))
    assert hodges_lehmann(x)[0] == np.median((x[row] + x[column]) / 2)


def test_hodges_lehmann_in_the_literature() -> None:
    """The Hamilton depression scores of Hollander and Wolfe, the example of R's wilcox.test, have pseudomedian 0.46."""
    first = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    second = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    assert hodges_lehmann(first - second)[0] == pytest.approx(0.46, abs=1e-12)


@given(figures)
def test_geometric_mean_is_scipys(x: list[float]) -> None:
    """Without weights the mean is SciPy's."""
    assert geometric_mean(x)[0] == pytest.approx(scipy.stats.gmean(x), rel=1e-12)


@given(counted)
def test_smallest_mode_is_scipys(votes: list[tuple[int, int]]) -> None:
    """SciPy's mode of the repeated votes is the smallest of those that are most frequent."""
    values, counts = zip(*votes, strict=True)
    assert smallest_mode(values, counts)[0] == scipy.stats.mode(np.repeat(values, counts)).mode


def test_smallest_mode_counts_weight() -> None:
    """Five votes of 0.2 tie with one of 1, and then the smaller figure wins."""
    assert smallest_mode([30] * 5 + [12], [0.2] * 5 + [1])[0] == 12
    assert smallest_mode([12] * 5 + [30], [0.2] * 5 + [1])[0] == 12
    assert smallest_mode([12, 30], [1, 1.01])[0] == 30


@pytest.mark.parametrize("name", CENTRES)
@given(votes=st.lists(st.tuples(st.floats(1e-3, 1e15), st.sampled_from([0.2, 1.0, 2.0, 3.0])), min_size=1, max_size=7))
def test_laws_of_all_centres(name: str, votes: list[tuple[float, float]]) -> None:
    """Order and unit do not matter, nor votes cut into parts; no centre leaves its range; one figure is its own."""
    centre = CENTRES[name]
    x, weights = (np.array(column) for column in zip(*votes, strict=True))
    found = centre(x, weights)[0]
    assert x.min() <= found <= x.max()
    assert centre(x[::-1], weights[::-1])[0] == pytest.approx(found, rel=1e-12)
    assert centre(x * 1024, weights)[0] == pytest.approx(found * 1024, rel=1e-12)
    assert centre(np.repeat(x, 5), np.repeat(weights / 5, 5))[0] == pytest.approx(found, rel=1e-9)
    assert centre(np.append(x, 1e20), np.append(weights, 0.0))[0] == pytest.approx(found, rel=1e-12)
    assert centre([x[0]] * 3)[0] == x[0]


@pytest.mark.parametrize("name", ["trimmed_mean", "hodges_lehmann", "geometric_mean"])
@given(x=figures, at=st.integers(0, 8), by=st.floats(1, 100))
def test_raising_a_figure_never_lowers_the_centre(name: str, x: list[float], at: int, by: float) -> None:
    """Centres are monotone in each figure (a mode is not: the raised figure may stop being frequent)."""
    raised = list(x)
    raised[at % len(x)] *= by
    assert CENTRES[name](raised)[0] >= CENTRES[name](x)[0] * (1 - 1e-12)


@pytest.mark.parametrize("name", CENTRES)
@given(groups=st.lists(figures, min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(name: str, groups: list[list[float]]) -> None:
    """A batch gives every group exactly what it gets alone."""
    offsets = np.cumsum([0] + [len(group) for group in groups])
    together = CENTRES[name](np.concatenate(groups), offsets=offsets)
    assert together.tolist() == [CENTRES[name](group)[0] for group in groups]


@pytest.mark.parametrize("name", CENTRES)
def test_groups_of_other_units_and_weights_do_not_touch(name: str) -> None:
    """Groups whose figures or weights are hundreds of powers of ten apart get what each gets alone."""
    figures, weights = np.array([3.0, 1.0, 2.0, 2.0, 7.0]), np.array([1.0, 1.0, 1.0, 0.5, 1.0])
    units = [(1.0, 1.0), (1e-290, 1.0), (1e290, 1.0), (1.0, 1e-290), (1.0, 1e290), (1e-290, 1e290), (1e290, 1e-290)]
    x = np.concatenate([figures * unit for unit, _ in units])
    masses = np.concatenate([weights * weight for _, weight in units])
    together = CENTRES[name](x, masses, offsets=np.arange(0, len(x) + 1, 5))
    alone = [CENTRES[name](figures * unit, weights * weight)[0] for unit, weight in units]
    assert together.tolist() == alone


@pytest.mark.parametrize("name", CENTRES)
def test_huge_and_tiny_figures(name: str) -> None:
    """Nothing overflows or vanishes on the way to a centre inside the floats."""
    centre = CENTRES[name]
    for x in ([1e308, 1.7e308, 1.2e308], [5e-324, 5e-324], [1e-300, 1e300], [2e-308, 3e-308]):
        assert min(x) <= centre(x)[0] <= max(x)
        assert min(x) <= centre(x, [1e-300] * len(x))[0] <= max(x)
        assert min(x) <= centre(x, [1e299] * len(x))[0] <= max(x)
    assert hodges_lehmann([-1e308, 1e308])[0] == trimmed_mean([-1e308, 1e308])[0] == 0


def test_a_single_weight_leaves_the_weighted_median() -> None:
    """With weights that are tiny beside one vote a figure pairs with itself alone, so the median remains."""
    x, weights = [1.0, 5.0, 7.0], [1e-200, 1e-200, 1e-200]
    assert hodges_lehmann(x, weights)[0] == weighted_median(x, weights).low[0] == 5


@pytest.mark.parametrize("proportion", [-0.1, 0.5, math.nan, math.inf])
def test_shares_that_leave_nothing_are_refused(proportion: float) -> None:
    """A share is at least 0 and less than one half."""
    with pytest.raises(InvalidValueError, match=r"proportion is .*; a share from 0 to less than 0.5 \[E106\]"):
        trimmed_mean([1, 2], proportion=proportion)
