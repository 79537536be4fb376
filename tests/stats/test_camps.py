import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import camps
from tests.stats.vote_sets import INF, Columns, Votes, joined, rows, vote_lists


def test_figures_that_differ_by_a_fifth_agree() -> None:
    """10,000 and 12,000 share a value once both are widened by exp(0.35 / 2)."""
    found = camps([10_000, 12_000], [10_000, 12_000])
    widening = math.exp(0.35 / 2)
    assert found.label.tolist() == [0, 0]
    assert found.low == pytest.approx([12_000 / widening])
    assert found.high == pytest.approx([10_000 * widening])
    assert found.weight.tolist() == [2]


def test_figures_that_differ_sevenfold_do_not_agree() -> None:
    """1,500 against 11,000 are two camps, and "hundreds" beside them is no part of either."""
    found = camps([1_450, 10_500, 200], [1_550, 11_500, 1_000])
    assert found.label.tolist() == [1, 2, 0]
    assert found.weight.tolist() == [1, 1, 1]


def test_a_vote_that_meets_every_camp_belongs_to_none() -> None:
    """A bound of 20,000 beside 1,500 and 11,000 sides with neither, and does not narrow what they say."""
    torn = camps([1_450, 10_500, 0], [1_550, 11_500, 20_000])
    alone = camps([1_450, 10_500], [1_550, 11_500])
    assert torn.label.tolist() == [0, 1, -1]
    assert rows(torn, 0) == rows(alone, 0)


def test_a_vote_that_ends_where_the_last_camp_starts_meets_it() -> None:
    """Votes are closed: 3 to 10 shares 3 with the one camp and 10 with the other, so it narrows neither."""
    found = camps([1, 10, 3, 10], [4, 12, 10, 11], log_sd=0.0)
    assert found.label.tolist() == [0, 1, -1, 1]
    assert (found.low.tolist(), found.high.tolist()) == ([1, 10], [4, 11])
    short = camps([1, 10, 3], [4, 12, 9], log_sd=0.0)
    assert short.label.tolist() == [0, 1, 0]
    assert (short.low.tolist(), short.high.tolist()) == ([3, 10], [4, 12])


def test_zero_stays_zero() -> None:
    """Exactly 0 is not widened: it is a camp of its own beside any positive figure, but shares "up to 50"."""
    assert camps([0, 5], [0, 5]).high.tolist()[0] == 0
    assert camps([0, 0], [0, 50]).label.tolist() == [0, 0]


def test_votes_of_weight_zero_belong_to_no_camp() -> None:
    """A vote that weighs nothing founds no camp."""
    found = camps([10, 1_000, 10], [10, 1_000, 10], [1, 0, 1])
    assert found.label.tolist() == [0, -1, 0]
    assert found.weight.tolist() == [2]


def test_the_largest_floats_widen_to_infinity() -> None:
    """Widening beyond the largest float gives infinity without a warning."""
    assert camps([1e308], [1.7e308]).high[0] == INF


def _fewest(votes: Votes) -> int:
    """Size of the smallest partition whose parts share a value, by trying them all."""
    for number in range(1, len(votes) + 1):
        for labels in itertools.product(range(number), repeat=len(votes)):
            parts = [[v for v, label in zip(votes, labels, strict=True) if label == part] for part in range(number)]
            if all(not p or max(v[0] for v in p) <= min(v[1] for v in p) for p in parts):
                return number
    raise AssertionError


@given(vote_lists(max_size=5))
def test_camps_are_the_fewest_groups_that_share_a_value(votes: Votes) -> None:
    """Without widening: as few camps as any partition needs, with shared values and weight, low to high."""
    columns = Columns.of(votes)
    found = camps(columns.low, columns.high, columns.weights, log_sd=0.0)
    heavy = [vote for vote in votes if vote[2]]
    number = _fewest(heavy)
    assert len(found.low) == number
    for at in range(number):
        members = [vote for vote, label in zip(votes, found.label, strict=True) if label == at]
        assert found.low[at] == max(vote[0] for vote in members)
        assert found.high[at] == min(vote[1] for vote in members)
        assert found.low[at] <= found.high[at]
        assert found.weight[at] == pytest.approx(sum(vote[2] for vote in members) / 5)
    for vote, label in zip(votes, found.label, strict=True):
        meets_all = all(vote[0] <= high and low <= vote[1] for low, high in zip(found.low, found.high, strict=True))
        assert (label == -1) == (vote[2] == 0 or (number > 1 and meets_all))
    assert (np.diff(found.low) > 0).all()
    assert (found.high[:-1] < found.low[1:]).all()


@given(st.lists(vote_lists(), min_size=1, max_size=6))
def test_many_groups_at_once_are_one_at_a_time(groups: list[Votes]) -> None:
    """A batch gives every group exactly what it gets alone, labels included."""
    batch, offsets = joined(groups)
    together = camps(batch.low, batch.high, batch.weights, offsets=offsets)
    for at, votes in enumerate(groups):
        one = Columns.of(votes)
        alone = camps(one.low, one.high, one.weights)
        assert rows(together, at) == rows(alone, 0)
        assert together.label[offsets[at] : offsets[at + 1]].tolist() == alone.label.tolist()


@given(vote_lists(), st.randoms(use_true_random=False))
def test_order_of_votes_does_not_matter(votes: Votes, random: object) -> None:
    """A permutation of the votes permutes the labels."""
    order = list(range(len(votes)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = Columns.of(votes), Columns.of([votes[at] for at in order])
    found, shuffled = (camps(c.low, c.high, c.weights) for c in (one, other))
    assert found.label[order].tolist() == shuffled.label.tolist()
    assert found.low.tolist() == shuffled.low.tolist()
    assert found.high.tolist() == shuffled.high.tolist()
    assert found.weight == pytest.approx(shuffled.weight)


@pytest.mark.parametrize("log_sd", [-0.1, INF, math.nan])
def test_widening_must_be_a_spread(log_sd: float) -> None:
    """A negative, infinite or unknown spread is refused."""
    with pytest.raises(InvalidValueError, match=r"log_sd is .*E106"):
        camps([1], [2], log_sd=log_sd)
