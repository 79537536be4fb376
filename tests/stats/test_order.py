import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import propagate_bounds
from osintclaims.stats._order import ranks


@given(st.permutations(range(5)), st.lists(st.sampled_from(list(itertools.combinations(range(5), 2))), unique=True))
def test_a_rank_is_the_longest_way_down(numbers: list[int], steps: list[tuple[int, int]]) -> None:
    """However nodes are numbered: one more than the greatest rank among the nodes below, and 0 without any."""
    pairs = {(numbers[low], numbers[high]) for low, high in steps}

    def way(node: int) -> int:
        return max((way(low) + 1 for low, high in pairs if high == node), default=0)

    found = ranks(np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2), 5)
    assert found.tolist() == [way(node) for node in range(5)]


@pytest.mark.parametrize("others", [[], [(0, 1)], [(5, 1)], [(2, 5)], [(1, 0), (0, 5)], [(0, 2), (5, 4), (4, 1)]])
def test_a_circle_is_named_without_what_hangs_on_it(others: list[tuple[int, int]]) -> None:
    """Nodes below or above a circle, and ways past it, are no part of it, whatever their numbers are."""
    with pytest.raises(
        InvalidValueError, match=r"^nodes \[1, 2, 3\] are in a circle; an order without circles \[E106\]"
    ):
        propagate_bounds([0] * 6, [1] * 6, part_of=[(1, 2), (2, 3), (3, 1), *others])


@pytest.mark.parametrize("rule", ["part_of", "sum_of"])
def test_nothing_is_below_itself(rule: str) -> None:
    """A pair of one node with itself is refused by its number."""
    with pytest.raises(InvalidValueError, match=rf"^{rule} puts node 3 below itself; two different nodes \[E106\]"):
        propagate_bounds([0] * 4, [1] * 4, **{rule: [(0, 1), (3, 3)]})
