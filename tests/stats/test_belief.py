import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import interval_median, mixture_bounds, quantile_bounds
from tests.stats.vote_sets import INF, Columns, Votes, joined, runs, vote_lists

#: Places at and between all ends of `vote_lists`, and both infinities.
PLACES = [-INF, *(half / 2 for half in range(-2, 31)), INF]


@given(vote_lists(open_ends=True, least=-INF))
def test_belief_and_plausibility_are_their_definitions(votes: Votes) -> None:
    """Belief is the mass of the votes that lie inside, plausibility of those that meet, at every end and between."""
    columns = Columns.of(votes)
    bounds = mixture_bounds(columns.low, columns.high, columns.weights, **columns.flags, at=PLACES)
    total = sum(vote[2] for vote in votes)
    for place, belief, plausibility in zip(PLACES, bounds.belief[0], bounds.plausibility[0], strict=True):
        inside = sum(weight for _, high, weight, _, _ in votes if high <= place)
        meets = sum(weight for low, _, weight, is_open, _ in votes if low < place or (low == place and not is_open))
        assert belief == pytest.approx(inside / total, abs=1e-12)
        assert plausibility == pytest.approx((meets if place > -INF else 0) / total, abs=1e-12)


@given(vote_lists(open_ends=True, least=-INF))
def test_bounds_are_distribution_functions(votes: Votes) -> None:
    """Both rise from 0 to exactly 1 and belief never exceeds plausibility."""
    columns = Columns.of(votes)
    bounds = mixture_bounds(columns.low, columns.high, columns.weights, **columns.flags, at=PLACES)
    for curve in (bounds.belief[0], bounds.plausibility[0]):
        assert (np.diff(curve) >= 0).all()
        assert (curve[0], curve[-1]) == (0, 1)
    assert (bounds.belief <= bounds.plausibility).all()


def test_the_worked_example_of_five_statements() -> None:
    """Of five statements about troops, at least one fifth says "at most 10,000" and at most three may mean it."""
    low, high = [7_000, 9_000, 0, 10_500, 11_500], [INF, 11_000, 10_000, 11_500, 12_500]
    bounds = mixture_bounds(low, high, at=[10_000])
    assert (bounds.belief[0, 0], bounds.plausibility[0, 0]) == (0.2, 0.6)


def test_an_open_end_is_not_met() -> None:
    """More than 7,000 cannot be 7,000; at least 7,000 can."""
    assert mixture_bounds([7_000], [INF], at=[7_000], low_open=[True]).plausibility[0, 0] == 0
    assert mixture_bounds([7_000], [INF], at=[7_000]).plausibility[0, 0] == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), min_size=1, max_size=6), st.integers(1, 39))
def test_quantiles_of_points_are_numpys(votes: list[tuple[int, int]], fortieth: int) -> None:
    """For points the bounds are the lower and the upper quantile of the repeated votes."""
    values, counts = zip(*votes, strict=True)
    repeated, q = np.repeat(values, counts), fortieth / 40
    region = quantile_bounds(values, values, counts, q=[q])
    assert region.low[0, 0] == np.quantile(repeated, q, method="inverted_cdf")
    assert region.high[0, 0] == -np.quantile(-repeated, (40 - fortieth) / 40, method="inverted_cdf")


@given(vote_lists(max_size=4), st.sampled_from([0.1, 0.25, 0.5, 0.6, 0.9]))
def test_quantile_bounds_hold_the_quantiles_of_all_selections(votes: Votes, q: float) -> None:
    """Whatever value each vote stands for, its quantiles lie inside, and both ends are attained."""
    columns = Columns.of(votes)
    region = quantile_bounds(columns.low, columns.high, columns.weights, q=[q])
    choices = [sorted({vote[0], min(vote[0] + 1, vote[1]), min(vote[1], 99.0)}) for vote in votes]
    picks = np.array(list(itertools.product(*choices)))
    offsets = np.arange(0, picks.size + 1, len(votes))
    all_quantiles = quantile_bounds(picks.ravel(), picks.ravel(), columns.weights * len(picks), q=[q], offsets=offsets)
    assert all_quantiles.low.min() == region.low[0, 0]
    assert all_quantiles.high.max() == min(region.high[0, 0], 99)


@given(vote_lists(open_ends=True, least=-INF), st.sampled_from([1, 2, 3]))
def test_quantile_bounds_are_their_definition(votes: Votes, quarters: int) -> None:
    """A place is in where at least q of the weight can be at or below it, and 1 - q at or above, open ends left out."""
    columns, total = Columns.of(votes), sum(vote[2] for vote in votes)

    def allowed(place: float) -> bool:
        below = sum(v[2] for v in votes if v[0] < place or (v[0] == place and not v[3]))
        above = sum(v[2] for v in votes if v[1] > place or (v[1] == place and not v[4]))
        return 4 * below >= quarters * total and 4 * above >= (4 - quarters) * total

    region = quantile_bounds(columns.low, columns.high, columns.weights, **columns.flags, q=[quarters / 4])
    ends = (region.low[0, 0], region.high[0, 0], bool(region.low_open[0, 0]), bool(region.high_open[0, 0]))
    assert [ends] == runs(allowed)


def test_an_open_upper_end_is_not_met() -> None:
    """Less than 5 is at most 5, as is up to 5; a point that leaves itself out is refused."""
    for flags in ({"high_open": [True]}, {"low_open": [True]}, {}):
        bounds = mixture_bounds([1], [5], at=[5], **flags)
        assert (bounds.belief[0, 0], bounds.plausibility[0, 0]) == (1, 1)
        with pytest.raises(InvalidValueError, match=r"vote 1 is the point 5\.0 with an open end"):
            mixture_bounds([1, 5], [5, 5], at=[5], high_open=[False, True])


def test_a_closed_end_is_met_before_an_open_one() -> None:
    """Of "more than 5, up to 9" and "at least 5, less than 9", the lower quarter may be 5 and the upper quarter 9."""
    flags = {"low_open": [True, False], "high_open": [False, True]}
    for order in (slice(None), slice(None, None, -1)):
        given: dict[str, Any] = {name: ends[order] for name, ends in flags.items()}
        region = quantile_bounds([5, 5], [9, 9], q=[0.25, 0.75], **given)
        assert (region.low.tolist(), region.high.tolist()) == ([[5, 5]], [[9, 9]])
        assert (region.low_open.tolist(), region.high_open.tolist()) == ([[False, True]], [[True, False]])


def test_one_flag_is_enough() -> None:
    """A vote that leaves out its upper end alone is refused as a point, and as a bound is what it says."""
    region = quantile_bounds([1, 5], [5, 9], q=[0.5], high_open=[True, False])
    assert (region.low[0, 0], region.high[0, 0], region.high_open[0, 0]) == (1, 9, False)
    with pytest.raises(InvalidValueError, match=r"the point 5\.0 with an open end"):
        quantile_bounds([5], [5], q=[0.5], high_open=[True])


@given(vote_lists(open_ends=True, least=-INF))
def test_the_middle_quantile_is_the_interval_median(votes: Votes) -> None:
    """At one half the bounds are the hull of the medians, with the same open ends; quantiles rise with their level."""
    columns = Columns.of(votes)
    region = quantile_bounds(columns.low, columns.high, columns.weights, **columns.flags, q=[0.2, 0.5, 0.8])
    median = interval_median(columns.low, columns.high, columns.weights, **columns.flags)
    for name in ("low", "high", "low_open", "high_open"):
        assert getattr(region, name)[0, 1] == getattr(median, name)[0]
    assert region.low[0].tolist() == sorted(region.low[0].tolist())
    assert region.high[0].tolist() == sorted(region.high[0].tolist())


@given(st.lists(vote_lists(open_ends=True), min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(groups: list[Votes]) -> None:
    """A batch gives every group what it gets alone, with thresholds for all or of its own."""
    batch, offsets = joined(groups)
    asked: dict[str, Any] = {**batch.flags, "offsets": offsets}
    at = [[float(place + number) for place in range(4)] for number in range(len(groups))]
    own = mixture_bounds(batch.low, batch.high, batch.weights, at=at, **asked)
    shared = mixture_bounds(batch.low, batch.high, batch.weights, at=PLACES, **asked)
    quantiles = quantile_bounds(batch.low, batch.high, batch.weights, q=[0.3, 0.5], **asked)
    for row, votes in enumerate(groups):
        one = Columns.of(votes)
        alone = mixture_bounds(one.low, one.high, one.weights, **one.flags, at=at[row])
        assert alone.belief[0].tolist() == own.belief[row].tolist()
        alone = mixture_bounds(one.low, one.high, one.weights, **one.flags, at=PLACES)
        assert alone.plausibility[0].tolist() == shared.plausibility[row].tolist()
        region = quantile_bounds(one.low, one.high, one.weights, **one.flags, q=[0.3, 0.5])
        assert region.high[0].tolist() == quantiles.high[row].tolist()
        assert region.low_open[0].tolist() == quantiles.low_open[row].tolist()


def test_thresholds_are_one_list_or_one_row_per_group() -> None:
    """Another number of rows is refused, and so is what is no number."""
    with pytest.raises(InvalidValueError, match=r"at has 3 rows for 1 groups; one row per group, or one list \[E106\]"):
        mixture_bounds([1], [2], at=[[1], [2], [3]])
    with pytest.raises(InvalidValueError, match=r"at\[0\] is nan"):
        mixture_bounds([1], [2], at=[[float("nan")]])
    with pytest.raises(InvalidValueError, match=r"at: .*; a sequence of numbers"):
        mixture_bounds([1], [2], at=["many"])
    for at in (1, [[[1]]]):
        with pytest.raises(InvalidValueError, match=r"at has [03] dimensions; a flat sequence of numbers \[E106\]"):
            mixture_bounds([1], [2], at=at)
