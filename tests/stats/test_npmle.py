import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims.stats import mixture_bounds, npmle, quantile_bounds
from tests.stats.vote_sets import INF, Columns, Votes, joined, rows, vote_lists

#: Breast cosmesis data, radiotherapy alone: Finkelstein and Wolfe, Biometrics 41 (1985), table 4; months to
#: deterioration, (left, right].
COSMESIS = [
    *[
        (45, INF),
        (6, 10),
        (0, 7),
        (46, INF),
        (46, INF),
        (7, 16),
        (17, INF),
        (7, 14),
        (37, 44),
        (0, 8),
        (4, 11),
        (15, INF),
    ],
    *[
        (11, 15),
        (22, INF),
        (46, INF),
        (46, INF),
        (25, 37),
        (46, INF),
        (26, 40),
        (46, INF),
        (27, 34),
        (36, 44),
        (46, INF),
    ],
    *[(36, 48), (37, INF), (40, INF), (17, 25), (46, INF), (11, 18), (38, INF), (5, 12), (37, INF), (0, 5), (18, INF)],
    *[
        (24, INF),
        (36, INF),
        (5, 11),
        (19, 35),
        (17, 25),
        (24, INF),
        (32, INF),
        (33, INF),
        (19, 26),
        (37, INF),
        (34, INF),
    ],
    (36, INF),
]
#: The masses that interval::icfit 1.1-1.0 of R gives with a tolerance of 1e-10.
COSMESIS_MASSES = [
    (4, 5, 0.0463467739923),
    (6, 7, 0.03336337093677),
    (7, 8, 0.08866736806086),
    (11, 12, 0.07075292179267),
    (24, 25, 0.09264583658501),
    (33, 34, 0.08178576490255),
    (38, 40, 0.1208798273538),
    (46, 48, 0.465558136376),
]

#: Votes (l, r], the intervals with their masses, and the log-likelihood; by hand.
EXACT: dict[str, tuple[list[tuple[float, float]], list[tuple[float, float, float]], float]] = {
    "one vote": ([(9_000, 11_000)], [(9_000, 11_000, 1)], 0),
    "lower bounds": ([(7_000, INF), (28, INF), (9_500, INF)], [(9_500, INF, 1)], 0),
    "upper bounds": ([(0, 10_000), (0, 12_000), (0, 8_000)], [(0, 8_000, 1)], 0),
    "nested": ([(5_000, 15_000), (9_000, 11_000), (9_900, 10_100)], [(9_900, 10_100, 1)], 0),
    "contradiction": ([(12_000, INF), (0, 10_000)], [(0, 10_000, 0.5), (12_000, INF, 0.5)], 2 * math.log(0.5)),
    "two to one": (
        [(1, 2), (3, 4), (3, 5)],
        [(1, 2, 1 / 3), (3, 4, 2 / 3)],
        math.log(1 / 3) + 2 * math.log(2 / 3),
    ),
    # The middle interval has a gradient of exactly its price: its mass is 0, where slow methods creep towards it.
    "empty middle": ([(0, 2), (1, 3), (2, 4)], [(1, 2, 0.5), (2, 3, 0.5)], 2 * math.log(0.5)),
    # Maximise 4 log(x) + log(1 - 2x) + ... by symmetry: masses a, 1 - 2a, a with 10 a^2 - 10 a + 2 = 0.
    "overlapping halves": (
        [(1, 2), (3, 4), (5, 6), (1, 4), (3, 6)],
        [(1, 2, 0.5 - math.sqrt(0.05)), (3, 4, math.sqrt(0.2)), (5, 6, 0.5 - math.sqrt(0.05))],
        2 * math.log(0.5 - math.sqrt(0.05)) + math.log(math.sqrt(0.2)) + 2 * math.log(0.5 + math.sqrt(0.05)),
    ),
}


def test_breast_cosmesis_data() -> None:
    """The published data give R's masses and log-likelihood (-58.0600 by icfit, icenReg and npsurv)."""
    left, right = zip(*COSMESIS, strict=True)
    found = npmle(left, right, low_open=[True] * 46)
    assert found.offsets.tolist() == [0, 8]
    assert list(zip(found.low, found.high, strict=True)) == [(low, high) for low, high, _ in COSMESIS_MASSES]
    assert found.mass == pytest.approx([mass for _, _, mass in COSMESIS_MASSES], abs=1e-8)
    assert found.log_likelihood[0] == pytest.approx(-58.060021953991, abs=1e-9)
    assert found.gap[0] < 1e-12
    assert found.low_open.all()
    assert not found.high_open.any()


@pytest.mark.parametrize("case", EXACT)
def test_masses_that_can_be_found_by_hand(case: str) -> None:
    """Small sets have the masses of their closed form, to the last digits."""
    votes, intervals, log_likelihood = EXACT[case]
    found = npmle([low for low, _ in votes], [high for _, high in votes], low_open=[True] * len(votes))
    assert list(zip(found.low, found.high, strict=True)) == [(low, high) for low, high, _ in intervals]
    assert found.mass == pytest.approx([mass for _, _, mass in intervals], rel=1e-12)
    assert found.log_likelihood[0] == pytest.approx(log_likelihood, rel=1e-12, abs=1e-12)


def test_endpoints_change_the_answer() -> None:
    """(3, 5] and (5, 8] have nothing in common; [3, 5] and [5, 8] agree on 5."""
    apart = npmle([3, 5], [5, 8], low_open=[True, True])
    assert (apart.low.tolist(), apart.high.tolist(), apart.mass.tolist()) == ([3, 5], [5, 8], [0.5, 0.5])
    agreed = npmle([3, 5], [5, 8])
    assert (agreed.low.tolist(), agreed.high.tolist(), agreed.mass.tolist()) == ([5], [5], [1])
    assert not agreed.low_open.any()


def test_what_the_votes_do_not_bound_is_infinite() -> None:
    """Lower bounds alone leave all mass in a half-line, and its infinite end is open."""
    found = npmle([7_000, 9_500], [INF, INF], low_open=[False, True])
    assert (found.low[0], found.high[0], found.low_open[0], found.high_open[0]) == (9_500, INF, True, True)


def _log_likelihood(
    votes: Votes, intervals: Sequence[tuple[float, ...]], masses: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> float:
    """Of masses on intervals, by definition."""
    total = 0.0
    for low, high, weight, low_open, high_open in votes:
        if weight:
            inside = [
                (low, low_open) <= (start, start_open) and (stop, not stop_open) <= (high, not high_open)
                for start, stop, start_open, stop_open in intervals
            ]
            total += weight / 5 * math.log(masses[inside].sum() or 5e-324)
    return total


@given(vote_lists(open_ends=True, least=-INF))
def test_conditions_of_the_maximum_hold(votes: Votes) -> None:
    """Masses sum to 1; each interval's gradient is the weight; no other innermost interval has a greater one."""
    columns = Columns.of(votes)
    found = npmle(columns.low, columns.high, columns.weights, **columns.flags)
    assert found.mass.sum() == pytest.approx(1, rel=1e-12)
    assert (found.mass > 0).all()
    assert found.gap[0] <= 1e-12
    intervals = list(zip(found.low, found.high, found.low_open, found.high_open, strict=True))
    want = _log_likelihood(votes, intervals, found.mass)
    assert found.log_likelihood[0] == pytest.approx(want, rel=1e-9, abs=1e-12)
    live = [vote for vote in votes if vote[2]]
    chance = [
        math.exp(_log_likelihood([(low, high, 5, low_open, high_open)], intervals, found.mass))
        for low, high, _, low_open, high_open in live
    ]
    # Any place on the line is as good a place for mass as any: between and at all ends.
    for place in (half / 2 for half in range(-2, 31)):
        gradient = sum(
            vote[2] / 5 / share
            for vote, share in zip(live, chance, strict=True)
            if (vote[0] < place or (vote[0] == place and not vote[3]))
            and (place < vote[1] or (place == vote[1] and not vote[4]))
        )
        assert gradient <= sum(columns.weights) * (1 + 1e-9)


@given(vote_lists(open_ends=True, max_size=5))
def test_self_consistency_never_gets_higher(votes: Votes) -> None:
    """Turnbull's own algorithm, over every place on the line, climbs to this log-likelihood and not beyond."""
    columns = Columns.of(votes)
    found = npmle(columns.low, columns.high, columns.weights, **columns.flags)
    live = [vote for vote in votes if vote[2]]
    places = [half / 2 for half in range(31)]
    holds = np.array(
        [
            [(v[0] < x or (v[0] == x and not v[3])) and (x < v[1] or (x == v[1] and not v[4])) for x in places]
            for v in live
        ],
        dtype=np.float64,
    )
    weights = np.array([vote[2] / 5 for vote in live])

    masses = np.full(len(places), 1 / len(places))
    for _ in range(2_000):
        masses *= (weights / (holds @ masses)) @ holds / weights.sum()
    reached = float(weights @ np.log(holds @ masses))
    assert reached <= found.log_likelihood[0] + 1e-9
    assert reached == pytest.approx(found.log_likelihood[0], abs=1e-2)


@given(vote_lists(open_ends=True), st.randoms(use_true_random=False), st.integers(-20, 20))
def test_order_unit_and_cut_votes_do_not_matter(votes: Votes, random: object, power: int) -> None:
    """A permutation, another unit, and every vote twice at half its weight give the same masses."""
    shuffled = list(votes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Columns.of(votes), Columns.of(shuffled + shuffled)
    found = npmle(one.low, one.high, one.weights, **one.flags)
    factor = 2.0**power
    again = npmle(
        np.multiply(other.low, factor), np.multiply(other.high, factor), np.divide(other.weights, 2), **other.flags
    )
    assert again.low.tolist() == (found.low * factor).tolist()
    assert again.high.tolist() == (found.high * factor).tolist()
    assert again.mass == pytest.approx(found.mass, rel=1e-9)
    assert again.log_likelihood[0] == pytest.approx(found.log_likelihood[0], rel=1e-9, abs=1e-12)


@given(st.lists(vote_lists(open_ends=True), min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(groups: list[Votes]) -> None:
    """A batch gives every group the intervals it gets alone, and the same masses up to the last digits."""
    batch, offsets = joined(groups)
    together = npmle(batch.low, batch.high, batch.weights, **batch.flags, offsets=offsets)
    for at, votes in enumerate(groups):
        one = Columns.of(votes)
        alone = rows(npmle(one.low, one.high, one.weights, **one.flags), 0)
        mine = rows(together, at)
        assert mine.pop("mass") == pytest.approx(alone.pop("mass"), rel=1e-9)
        assert mine.pop("log_likelihood") == pytest.approx(alone.pop("log_likelihood"), rel=1e-9, abs=1e-12)
        assert mine.pop("gap") <= 1e-12
        del alone["gap"]
        assert mine == alone


def test_a_whole_weight_is_so_many_votes() -> None:
    """Three votes of 1 are one of 3."""
    once = npmle([1, 3, 3], [2, 4, 5], [3, 1, 1], low_open=[True] * 3)
    often = npmle([1, 1, 1, 3, 3], [2, 2, 2, 4, 5], low_open=[True] * 5)
    assert once.mass == pytest.approx(often.mass, rel=1e-12)
    assert once.mass == pytest.approx([0.6, 0.4], rel=1e-12)


def test_large_groups_are_solved_exactly() -> None:
    """Two thousand votes of which a third are one-sided: the conditions hold to rounding."""
    random = np.random.default_rng(5)
    x = random.normal(size=2_000)
    low, high = np.round(x - random.exponential(size=2_000), 2), np.round(x + random.exponential(size=2_000) + 0.01, 2)
    high[random.random(2_000) < 0.3] = INF
    found = npmle(low, high, low_open=np.ones(2_000, dtype=bool))
    assert found.gap[0] <= 1e-12
    assert found.mass.sum() == pytest.approx(1, rel=1e-12)


def test_votes_of_hardly_any_weight_do_no_harm() -> None:
    """Weights that differ by more than floats can divide leave a mass for the heavy vote and a trace for the light."""
    found = npmle([1, 3], [2, 4], [1e-300, 1e12])
    assert found.mass == pytest.approx([1e-290, 1.0])
    wide = npmle([3, 1, 4, 6, 2], [5, 3, 7, 7, 5], [1e7, 1e-11, 1e9, 100, 1e6])
    assert wide.gap[0] <= 1e-12
    assert wide.mass.sum() == pytest.approx(1, rel=1e-12)


def test_light_votes_do_not_blur_the_others() -> None:
    """Two votes too light to say how a heavy one's mass is shared leave its sum, and the closed form of the rest."""
    votes, intervals, _ = EXACT["overlapping halves"]
    low, high = zip(*[(10 + low, 10 + high) for low, high in votes], (1, 4), (1, 2), (3, 4), strict=True)
    found = npmle(low, high, [1] * 6 + [1e-280, 2e-280], low_open=[True] * 8)
    assert found.mass[:2].sum() == pytest.approx(1 / 6, rel=1e-12)
    assert found.mass[2:] == pytest.approx([mass * 5 / 6 for _, _, mass in intervals], rel=1e-12)
    assert found.gap[0] <= 1e-12


def test_the_gap_is_that_of_the_kuhn_tucker_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Masses that are not at their maximum yet say by how much the greatest gradient exceeds the price of mass."""
    monkeypatch.setattr("osintclaims.stats._concave._ROUNDS", 1)
    left, right = zip(*COSMESIS, strict=True)
    early = npmle(left, right, low_open=[True] * 46)
    assert early.mass.sum() == pytest.approx(1, rel=1e-12)
    holds = (np.array(left)[:, np.newaxis] <= early.low) & (early.high <= np.array(right)[:, np.newaxis])
    gradient = (holds / (holds @ early.mass)[:, np.newaxis]).mean(axis=0)
    assert early.gap[0] == pytest.approx(gradient.max() - 1, rel=1e-12)
    assert early.log_likelihood[0] < -58.060021953991 <= early.log_likelihood[0] + 46 * early.gap[0]


def test_few_rounds_are_needed_and_only_for_groups_that_are_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newton's method needs ten rounds at most for published data, four for five votes, and no more for all at once."""
    solve: Any = np.linalg.solve
    solved: list[int] = []

    def counted(matrices: Any, sides: Any) -> Any:
        solved.append(len(matrices))
        return solve(matrices, sides)

    monkeypatch.setattr(np.linalg, "solve", counted)
    few, plain = EXACT["overlapping halves"][0], [(1, 2)] * 2 + [(3, 4)] * 3
    for votes, offsets, most in ((COSMESIS, [0, 46], 10), (few, [0, 5], 4), (few + plain + few, [0, 5, 10, 15], 8)):
        solved.clear()
        left, right = zip(*votes, strict=True)
        npmle(left, right, low_open=[True] * len(votes), offsets=offsets)
        assert sum(solved) <= most


def test_masses_answer_questions_about_thresholds() -> None:
    """The masses are weights of a mixture: belief and plausibility of any threshold, bounds of any quantile."""
    found = npmle([7_000, 9_000, 0, 12_000], [INF, 11_000, 10_000, INF])
    asked = {"low_open": found.low_open, "high_open": found.high_open, "offsets": found.offsets}
    bounds = mixture_bounds(found.low, found.high, found.mass, at=[8_999, 9_500, 10_000, 12_000], **asked)
    assert bounds.belief[0] == pytest.approx([0, 0, 2 / 3, 2 / 3])
    assert bounds.plausibility[0] == pytest.approx([0, 2 / 3, 2 / 3, 1])
    quantiles = quantile_bounds(found.low, found.high, found.mass, q=[0.5, 0.9], **asked)
    assert (quantiles.low.tolist(), quantiles.high.tolist()) == ([[9_000, 12_000]], [[10_000, INF]])


def test_all_ways_to_order_ends_at_one_value() -> None:
    """Every combination of open and closed ends where one vote ends and the other starts."""
    for first_open, second_open in itertools.product([False, True], repeat=2):
        found = npmle([1, 2], [2, 3], high_open=[first_open, False], low_open=[False, second_open])
        assert len(found.mass) == (2 if first_open or second_open else 1)
