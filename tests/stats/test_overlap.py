import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims.stats import max_overlap
from tests.stats.vote_sets import INF, PLACES, Columns, Votes, covers, joined, rows, runs, vote_lists

#: Closed votes, the greatest overlap, and every region that has it.
OVERLAPS: dict[str, tuple[list[tuple[float, float]], float, list[tuple[float, float]]]] = {
    # The examples of the encyclopaedia article on Marzullo's algorithm.
    "three of three": ([(8, 12), (11, 13), (10, 12)], 3, [(11, 12)]),
    "two of three": ([(8, 12), (11, 13), (14, 15)], 2, [(11, 12)]),
    "two regions": ([(8, 9), (8, 12), (10, 12)], 2, [(8, 9), (10, 12)]),
    "optimistic": ([(10, 12), (11, 13), (11.99, 13)], 3, [(11.99, 12)]),
    "disjoint": (
        [(1_450, 1_550), (10_500, 11_500), (11_500.5, 12_500)],
        1,
        [(1_450, 1_550), (10_500, 11_500), (11_500.5, 12_500)],
    ),
    "points": ([(10_000, 10_000), (10_000, 10_000), (11_000, 11_000)], 2, [(10_000, 10_000)]),
    "half-lines": (
        [(7_000, INF), (0, 10_000), (9_000, 11_000), (10_500, 11_500)],
        3,
        [(9_000, 10_000), (10_500, 11_000)],
    ),
    "upper bounds": ([(0, 10_000), (0, 12_000)], 2, [(0, 10_000)]),
    "seven reports of troops": (
        [
            (7_000, INF),
            (9_000, 11_000),
            (0, 10_000),
            (1_450, 1_550),
            (0, 12_000),
            (10_500, 11_500),
            (10_500, 11_500),
        ],
        5,
        [(10_500, 11_000)],
    ),
    # Five sensors, an example of Brooks and Iyengar's algorithm.
    "sensors": ([(2.7, 6.7), (0, 3.2), (1.5, 4.5), (0.8, 2.8), (1.4, 4.6)], 5, [(2.7, 2.8)]),
}


@pytest.mark.parametrize("case", OVERLAPS)
def test_known_overlaps(case: str) -> None:
    """The greatest overlap and all regions that have it are found."""
    votes, weight, regions = OVERLAPS[case]
    best = max_overlap([low for low, _ in votes], [high for _, high in votes])
    assert (best.weight.tolist(), best.total.tolist()) == ([weight], [len(votes)])
    assert list(zip(best.low.tolist(), best.high.tolist(), strict=True)) == regions
    assert not best.low_open.any()
    assert not best.high_open.any()


def test_copies_of_one_origin_do_not_outvote_two() -> None:
    """Five outlets of weight 0.2 that cite one origin carry less than two origins that agree."""
    low, high = [9_000] * 5 + [6_500, 6_800], [11_000] * 5 + [7_500, 7_200]
    best = max_overlap(low, high, [0.2] * 5 + [1, 1])
    assert (best.weight[0], best.low.tolist(), best.high.tolist()) == (2, [6_800], [7_200])


def test_full_agreement_weighs_exactly_the_total() -> None:
    """Rounding does not make a unanimous overlap lighter than all votes."""
    best = max_overlap([1] * 10, [2] * 10, [0.1] * 10)
    assert best.weight[0] == best.total[0]


def test_neighbours_merge_only_when_all_between_is_covered() -> None:
    """[1, 2) and [2, 3] cover 1 to 3; [1, 2) and (2, 3] leave 2 out; [1, 2] and [2, 3] agree on 2 alone."""
    merged = max_overlap([1, 2], [2, 3], high_open=[True, False])
    assert (merged.low.tolist(), merged.high.tolist()) == ([1], [3])
    apart = max_overlap([1, 2], [2, 3], low_open=[False, True], high_open=[True, False])
    assert (apart.low.tolist(), apart.high.tolist(), apart.weight[0]) == ([1, 2], [2, 3], 1)
    assert (apart.low_open.tolist(), apart.high_open.tolist()) == ([False, True], [True, False])
    agreed = max_overlap([1, 2], [2, 3])
    assert (agreed.low.tolist(), agreed.high.tolist(), agreed.weight[0]) == ([2], [2], 2)


@given(vote_lists(open_ends=True, least=-INF))
def test_overlap_is_brute_force_over_points_and_gaps(votes: Votes) -> None:
    """Weight and regions are those found by counting the votes at every end and between every two ends."""
    columns = Columns.of(votes)
    best = max_overlap(columns.low, columns.high, columns.weights, **columns.flags)

    def weight(place: float) -> int:
        return sum(vote[2] for vote in votes if covers(vote, place))

    greatest = max(map(weight, PLACES))
    assert best.weight[0] == pytest.approx(greatest / 5, rel=1e-12)
    assert best.total[0] == pytest.approx(sum(columns.weights), rel=1e-12)
    found = zip(best.low, best.high, best.low_open, best.high_open, strict=True)
    assert list(found) == runs(lambda place: weight(place) == greatest)


@given(vote_lists())
def test_closed_flags_are_no_flags(votes: Votes) -> None:
    """Flags that say closed everywhere give what no flags give."""
    columns = Columns.of(votes)
    plain = max_overlap(columns.low, columns.high, columns.weights)
    assert rows(plain, 0) == rows(max_overlap(columns.low, columns.high, columns.weights, **columns.flags), 0)


@given(st.lists(vote_lists(open_ends=True), min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(groups: list[Votes]) -> None:
    """A batch gives every group exactly what it gets alone."""
    batch, offsets = joined(groups)
    together = max_overlap(batch.low, batch.high, batch.weights, **batch.flags, offsets=offsets)
    for at, votes in enumerate(groups):
        one = Columns.of(votes)
        assert rows(together, at) == rows(max_overlap(one.low, one.high, one.weights, **one.flags), 0)


@given(vote_lists(open_ends=True), st.randoms(use_true_random=False))
def test_order_of_votes_does_not_matter(votes: Votes, random: object) -> None:
    """A permutation of the votes gives the same regions, and the same weight up to rounding."""
    shuffled = list(votes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (rows(max_overlap(c.low, c.high, c.weights, **c.flags), 0) for c in map(Columns.of, (votes, shuffled)))
    assert one.pop("weight") == pytest.approx(other.pop("weight"), rel=1e-12)
    assert one.pop("total") == pytest.approx(other.pop("total"), rel=1e-12)
    assert one == other


def test_many_groups_of_one_size_are_worked_on_in_parts() -> None:
    """A batch larger than one block gives every group its own regions, in order."""
    low = np.arange(150_000, dtype=np.float64)
    best = max_overlap(low, low + 0.5, offsets=np.arange(150_001))
    assert best.offsets.tolist() == list(range(150_001))
    assert (best.low == low).all()
    assert (best.weight == 1).all()


def test_a_million_votes_of_a_tenth_still_tie() -> None:
    """Rounding of long sums neither hides one of two equal regions nor makes one up."""
    low = np.repeat([1.0, 5.0, 7.0], 300_000)
    low[-1] = 100.0
    best = max_overlap(low, low + 1, np.full(900_000, 0.1))
    assert best.low.tolist() == [1, 5]


@pytest.mark.parametrize("unit", [1e-12, 1.0, 1e12])
def test_the_unit_of_weights_does_not_matter(unit: float) -> None:
    """0.1 three times is as heavy as 0.3, in any unit, and lighter than 0.31."""
    low, high = [1, 1, 1, 3], [2, 2, 2, 4]
    assert max_overlap(low, high, np.array([0.1, 0.1, 0.1, 0.3]) * unit).low.tolist() == [1, 3]
    assert max_overlap(low, high, np.array([0.1, 0.1, 0.1, 0.31]) * unit).low.tolist() == [3]


def test_a_million_light_votes_are_as_heavy_as_one() -> None:
    """Adding up 0.1 a million times errs by 1.3e-11; the regions of both sides are best."""
    many = np.ones(1_000_000)
    best = max_overlap(np.append(many, 3), np.append(many + 1, 4), np.append(many / 10, 100_000))
    assert (best.low.tolist(), best.high.tolist()) == ([1, 3], [2, 4])
