import itertools
import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import interval_median, nearest_value, weighted_median
from tests.stats.vote_sets import INF, PLACES, Columns, Votes, covers, joined, points, rows, runs, vote_lists

#: Weighted medians by definition: lower = inf{x: W(<= x) >= W/2}, upper = sup{x: W(>= x) >= W/2}.
MEDIANS: dict[str, tuple[list[float], list[float], float, float]] = {
    "odd": ([1, 2, 3], [1, 1, 1], 2, 2),
    "even": ([1, 2, 3, 4], [1, 1, 1, 1], 2, 3),
    "heavy": ([1, 2, 3], [1, 1, 5], 3, 3),
    "tie": ([10, 20], [0.5, 0.5], 10, 20),
    "zero weight": ([1, 100, 3], [1, 0, 1], 1, 3),
    "single": ([7], [2.5], 7, 7),
    "huge": ([8_000_000, 1_500_000, 13_000], [1, 1, 1], 1_500_000, 1_500_000),
}


@pytest.mark.parametrize("case", MEDIANS)
def test_weighted_median_of_known_cases(case: str) -> None:
    """Lower and upper weighted median follow their definition."""
    x, weights, lower, upper = MEDIANS[case]
    region = weighted_median(x, weights)
    assert (region.low.tolist(), region.high.tolist()) == ([lower], [upper])
    assert not region.low_open.any()
    assert not region.high_open.any()


def test_far_apart_votes_leave_everything_between() -> None:
    """Two disjoint votes of equal weight: the median may be anywhere from the one's low to the other's high end."""
    region = interval_median([1_450, 10_500], [1_550, 11_500])
    assert (region.low[0], region.high[0]) == (1_450, 11_500)


def test_copies_of_one_origin_weigh_as_one() -> None:
    """Five votes of 0.2 are as heavy as one vote of 1, in spite of rounding."""
    low = [9_000, 9_000, 9_000, 9_000, 9_000, 6_500, 6_800]
    high = [11_000, 11_000, 11_000, 11_000, 11_000, 7_500, 7_200]
    region = interval_median(low, high, [0.2] * 5 + [1, 1])
    assert (region.low[0], region.high[0]) == (6_800, 7_500)
    tied = interval_median(low[:6], high[:6], [0.2] * 5 + [1])
    assert (tied.low[0], tied.high[0]) == (6_500, 11_000)


def test_shared_ties_drop_what_half_of_the_votes_rule_out() -> None:
    """Both "about 10,000" and "could reach 12,000" admit 9,000 to 11,000; the hull of their medians is 0 to 12,000."""
    low, high = [9_000, 0], [11_000, 12_000]
    hull, shared = interval_median(low, high), interval_median(low, high, ties="shared")
    assert (hull.low[0], hull.high[0]) == (0, 12_000)
    assert (shared.low[0], shared.high[0]) == (9_000, 11_000)


def test_shared_region_of_half_open_neighbours_is_empty() -> None:
    """Votes (5, 9] and [1, 5] share (5, 5], which holds nothing, so the hull stands; [5, 9] and [1, 5] share 5."""
    touching = interval_median([5, 1], [9, 5], ties="shared")
    assert (touching.low[0], touching.high[0]) == (5, 5)
    apart = interval_median([5, 1], [9, 5], low_open=[True, False], ties="shared")
    assert (apart.low[0], apart.high[0]) == (1, 9)


def test_disjoint_votes_share_nothing_whatever_the_flags_of_others() -> None:
    """Of [1, 1] and [5, 5] no half rules the other out, so the hull stands, also where another group has open ends."""
    region = interval_median([1, 5, 3], [1, 5, 4], low_open=[False, False, True], offsets=[0, 2, 3], ties="shared")
    assert (region.low.tolist(), region.high.tolist()) == ([1, 3], [5, 4])


def test_infinite_ends_are_open() -> None:
    """An end at infinity is never attained, flags or not."""
    for region in (interval_median([7_000], [INF]), interval_median([7_000], [INF], high_open=[False])):
        assert (region.high[0], region.high_open[0], region.low_open[0]) == (INF, True, False)


def _by_definition(votes: Votes, ties: str) -> list[tuple[float, float, bool, bool]]:
    """Places that neither side's votes rule out, from whole weights."""
    total = sum(vote[2] for vote in votes)

    def allowed(place: float) -> bool:
        from_below = sum(v[2] for v in votes if v[0] < place or (v[0] == place and not v[3]))
        from_above = sum(v[2] for v in votes if v[1] > place or (v[1] == place and not v[4]))
        least = min(from_below, from_above) * 2
        return least > total if ties == "shared" else least >= total

    return runs(allowed)


@given(vote_lists(open_ends=True, least=-INF), st.sampled_from(["hull", "shared"]))
def test_interval_median_is_its_definition(votes: Votes, ties: Literal["hull", "shared"]) -> None:
    """On a set of places at and between all ends the region holds exactly what the definition allows."""
    columns = Columns.of(votes)
    region = interval_median(columns.low, columns.high, columns.weights, **columns.flags, ties=ties)
    want = _by_definition(votes, ties) or _by_definition(votes, "hull")
    assert [tuple(rows(region, 0).values())] == want


@given(vote_lists(max_size=4))
def test_hull_holds_the_medians_of_all_selections(votes: Votes) -> None:
    """Whatever value each vote stands for, its weighted medians lie in the hull, and both ends are attained."""
    columns = Columns.of(votes)
    region = interval_median(columns.low, columns.high, columns.weights)
    choices = [sorted({v[0], min(v[0] + 1, v[1]), min(v[1], 99.0)}) for v in votes]
    selections = np.array(list(itertools.product(*choices)))
    offsets = np.arange(0, selections.size + 1, len(votes))
    medians = weighted_median(selections.ravel(), columns.weights * len(selections), offsets=offsets)
    assert medians.low.min() == region.low[0]
    assert medians.high.max() == min(region.high[0], 99.0)


@given(points())
def test_unweighted_median_is_numpys(x: list[float]) -> None:
    """The middle of lower and upper median is the median that NumPy gives."""
    region = weighted_median(x)
    assert (region.low[0] + region.high[0]) / 2 == pytest.approx(np.median(x), rel=1e-12)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), min_size=1, max_size=8))
def test_whole_weights_are_copies(x: list[tuple[int, int]]) -> None:
    """A weight of n is n votes of 1; NumPy's inverted distribution function gives the lower median."""
    values = np.repeat([value for value, _ in x], [count for _, count in x])
    region = weighted_median([value for value, _ in x], [count for _, count in x])
    assert region.low[0] == np.quantile(values, 0.5, method="inverted_cdf")
    assert region.high[0] == -np.quantile(-values, 0.5, method="inverted_cdf")


@given(vote_lists())
def test_nearest_value_minimises_the_sum_of_distances(votes: Votes) -> None:
    """Among the powers of two at and between all ends, those in the region have the least weighted distance."""
    powers = [(v[0], v[1], v[2]) for v in votes]

    def distance(place: float) -> float:
        return sum(weight * max(low - place, place - high, 0.0) for low, high, weight in powers)

    region = nearest_value([2 ** v[0] for v in votes], [2 ** v[1] for v in votes], [v[2] / 5 for v in votes])
    low, high = math.log2(region.low[0]), math.log2(region.high[0])
    least = min(map(distance, PLACES))
    assert [place for place in PLACES if distance(place) == least] == [p for p in PLACES if low <= p <= high]


def test_nearest_value_of_points_is_their_median() -> None:
    """For points the nearest values are the weighted medians."""
    x = [7_000, 10_000, 11_000, 12_000]
    region, median = nearest_value(x, x), weighted_median(x)
    assert (region.low[0], region.high[0]) == (median.low[0], median.high[0])


def test_one_sided_votes_pull_only_when_contradicted() -> None:
    """A bound "over 7,000" does not move 10,000, and bounds alone leave all that they allow."""
    assert nearest_value([10_000, 7_000], [10_000, INF]).low[0] == 10_000
    free = nearest_value([7_000, 0], [INF, 10_000])
    assert (free.low[0], free.high[0]) == (7_000, 10_000)
    above = nearest_value([7_000], [INF])
    assert (above.low[0], above.high[0], above.high_open[0]) == (7_000, INF, True)


def test_zero_is_below_every_positive_value() -> None:
    """A majority for exactly 0 makes 0 the nearest value; a minority leaves it to the others."""
    assert nearest_value([0, 0, 50], [0, 0, 50]).high[0] == 0
    assert nearest_value([0, 40, 50], [0, 40, 50]).low[0] == 40


@given(vote_lists(open_ends=True), st.randoms(use_true_random=False), st.sampled_from(["hull", "shared"]))
def test_order_of_votes_does_not_matter(votes: Votes, random: object, ties: Literal["hull", "shared"]) -> None:
    """A permutation of the votes gives the same region."""
    shuffled = list(votes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    regions: list[dict[str, object]] = []
    for some in (votes, shuffled):
        columns = Columns.of(some)
        regions.append(rows(interval_median(columns.low, columns.high, columns.weights, **columns.flags, ties=ties), 0))
    assert regions[0] == regions[1]


@given(st.lists(vote_lists(open_ends=True), min_size=1, max_size=6), st.sampled_from(["hull", "shared"]))
def test_many_groups_at_once_are_one_at_a_time(groups: list[Votes], ties: Literal["hull", "shared"]) -> None:
    """A batch gives every group exactly what it gets alone."""
    batch, offsets = joined(groups)
    together = interval_median(batch.low, batch.high, batch.weights, **batch.flags, offsets=offsets, ties=ties)
    nearest = nearest_value(batch.low, batch.high, batch.weights, offsets=offsets)
    for at, votes in enumerate(groups):
        one = Columns.of(votes)
        alone = interval_median(one.low, one.high, one.weights, **one.flags, ties=ties)
        assert rows(together, at) == rows(alone, 0)
        assert rows(nearest, at) == rows(nearest_value(one.low, one.high, one.weights), 0)


@given(vote_lists(open_ends=True))
def test_duplicates_of_half_weight_change_nothing(votes: Votes) -> None:
    """Every vote twice at half its weight is the same evidence."""
    one = Columns.of(votes)
    two = Columns.of(votes + votes)
    halved = [weight / 2 for weight in two.weights]
    assert rows(interval_median(one.low, one.high, one.weights, **one.flags), 0) == rows(
        interval_median(two.low, two.high, halved, **two.flags), 0
    )


@given(vote_lists(open_ends=True))
def test_shared_lies_in_the_hull_and_the_hull_in_the_envelope(votes: Votes) -> None:
    """The shared region never leaves the hull, and the hull never the range of the votes that weigh something."""
    one = Columns.of(votes)
    hull = interval_median(one.low, one.high, one.weights, **one.flags)
    shared = interval_median(one.low, one.high, one.weights, **one.flags, ties="shared")
    heavy = [vote for vote in votes if vote[2]]
    assert min(vote[0] for vote in heavy) <= hull.low[0] <= shared.low[0]
    assert shared.high[0] <= hull.high[0] <= max(vote[1] for vote in heavy)


@given(vote_lists(), st.integers(-30, 30))
def test_units_do_not_matter(votes: Votes, power: int) -> None:
    """Votes in another unit give the region in that unit."""
    one, factor = Columns.of(votes), 2.0**power
    region = interval_median(one.low, one.high, one.weights)
    scaled = interval_median(np.multiply(one.low, factor), np.multiply(one.high, factor), one.weights)
    assert scaled.low[0] == region.low[0] * factor
    assert scaled.high[0] == region.high[0] * factor


@given(vote_lists(open_ends=True), st.sampled_from(["hull", "shared"]))
def test_the_region_of_logs_is_the_log_of_the_region(votes: Votes, ties: Literal["hull", "shared"]) -> None:
    """Any scale whose order is that of positive figures, logs or squares, gives their region on that scale."""
    one = Columns.of(votes)
    low, high = np.array(one.low) + 1, np.array(one.high) + 1
    plain = interval_median(low, high, one.weights, **one.flags, ties=ties)
    for scale in (np.log, np.sqrt, np.square):
        moved = interval_median(scale(low), scale(high), one.weights, **one.flags, ties=ties)
        assert moved.low == pytest.approx(scale(plain.low), rel=1e-14)
        assert moved.high == pytest.approx(scale(plain.high), rel=1e-14)
        assert (moved.low_open[0], moved.high_open[0]) == (plain.low_open[0], plain.high_open[0])


@given(points(), st.sampled_from([np.log, np.sqrt, np.square]))
def test_the_medians_of_logs_are_the_logs_of_the_medians(x: list[float], scale: Callable[[Any], Any]) -> None:
    """Lower and upper weighted median go along with any scale whose order is that of the figures."""
    plain, moved = weighted_median(x), weighted_median(scale(x))
    assert moved.low == pytest.approx(scale(plain.low), rel=1e-14)
    assert moved.high == pytest.approx(scale(plain.high), rel=1e-14)


@given(vote_lists(open_ends=True, max_size=3))
def test_places_that_every_vote_covers_are_in_every_region(votes: Votes) -> None:
    """What no vote rules out is in the hull and in the shared region."""
    one = Columns.of(votes)
    for ties in ("hull", "shared"):
        region = interval_median(one.low, one.high, one.weights, **one.flags, ties=ties)
        low, high, low_open, high_open = rows(region, 0).values()
        for place in PLACES:
            if all(covers(vote, place) for vote in votes):
                assert covers((low, high, 1, low_open, high_open), place)


def test_unknown_ties_are_refused() -> None:
    """Only the two ways of handling ties exist, and the message names both."""
    with pytest.raises(InvalidValueError, match=r"ties is 'mean'; \"hull\" or \"shared\" \[E106\]"):
        interval_median([1], [2], ties="mean")  # type: ignore[arg-type]


def test_a_million_votes_of_a_tenth_still_tie() -> None:
    """However long the sums are, the two halves of an even split leave what is between, never a crossed region."""
    region = weighted_median(np.repeat([1.0, 2.0], 500_000), np.full(1_000_000, 0.1))
    assert (region.low[0], region.high[0]) == (1, 2)
