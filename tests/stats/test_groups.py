import numpy as np
import pytest

from osintclaims.stats import _groups
from osintclaims.stats._arrays import IntArray


def test_some_groups_come_in_blocks_of_equal_size() -> None:
    """Only the groups asked for are in the blocks, each with all of its votes."""
    offsets = np.array([0, 2, 3, 5, 6, 9])
    blocks = list(_groups.blocks(offsets, np.array([4, 0, 2])))
    assert [(rows.tolist(), votes.tolist()) for rows, votes in blocks] == [
        ([0, 2], [[0, 1], [3, 4]]),
        ([4], [[6, 7, 8]]),
    ]


@pytest.mark.parametrize("chosen", [None, np.arange(0, 1000, 3)])
def test_groups_of_a_block_keep_their_order(chosen: IntArray | None) -> None:
    """However many there are, so that a block reads the votes from first to last."""
    sizes = np.arange(1000) % 7 % 3 + 1
    blocks = list(_groups.blocks(_groups.cut(sizes), chosen))
    assert [votes.shape[1] for _, votes in blocks] == [1, 2, 3]
    for rows, votes in blocks:
        every = np.arange(1000) if chosen is None else chosen
        assert rows.tolist() == every[sizes[every] == votes.shape[1]].tolist()


def test_one_group_that_is_not_asked_for_is_in_no_block() -> None:
    """A batch of one group is no exception."""
    assert not list(_groups.blocks(np.array([0, 3]), np.array([], dtype=np.intp)))


@pytest.mark.parametrize("votes", [1, 10**6, 10**12])
def test_ties_allow_for_the_rounding_of_a_sum(votes: int) -> None:
    """Adding up n numbers errs by n times the unit roundoff at most (Higham 2002, 4.2), relative to their sum."""
    roundoff = float(np.finfo(float).eps) / 2
    assert votes * roundoff <= _groups.tie(votes) < 1.01 * votes * roundoff + 2e-12
