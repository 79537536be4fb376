"""Groups of votes: one flat array cut at offsets, worked on as dense blocks of groups of equal size.

A block is a matrix with one row per group, so every sum runs along one row only: a group's result does not depend
on which other groups are in the batch, to the last bit.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["blocks", "cut", "positive_votes", "ranked", "regroup", "row_starts", "tie"]

#: Votes per block: 1 MiB for one float column, so that the few columns of a kernel stay in a processor's cache.
_BLOCK: Final = 1 << 17


def tie(votes: int) -> float:
    """Relative difference at which two sums of so many weights are equal, being the same in another order.

    0.2 five times is as heavy as 1, and 0.1 five million times as heavy as another five million times. One after
    another, n numbers add up with a relative error of n times 1.1e-16 at most.
    """
    return 1e-12 + votes * 2.0**-53


def blocks(offsets: IntArray, groups: IntArray | None = None) -> Iterator[tuple[IntArray, IntArray]]:
    """All groups, or some, as blocks of groups that have equally many votes.

    Yields:
        The indices of the ``n`` groups of a block, ascending as those given, and the ``(n, k)`` indices of their votes.
    """
    if groups is None and len(offsets) == 2:
        yield np.zeros(1, dtype=np.intp), np.arange(offsets[1])[np.newaxis]
        return
    sizes = np.diff(offsets)
    chosen = np.arange(len(sizes)) if groups is None else groups
    order = chosen[np.argsort(sizes[chosen], kind="stable")]
    if not len(order):
        return
    changes = np.flatnonzero(np.diff(sizes[order])) + 1
    bounds = [0, *changes.tolist(), len(order)]
    for start, stop in itertools.pairwise(bounds):
        size = int(sizes[order[start]])
        step = max(1, _BLOCK // size)
        columns = np.arange(size)
        for first in range(start, stop, step):
            rows = order[first : min(first + step, stop)]
            yield rows, offsets[rows, np.newaxis] + columns


def cut(counts: IntArray) -> IntArray:
    """Offsets of groups that hold so many items each (a group may hold none)."""
    offsets = np.zeros(len(counts) + 1, dtype=np.intp)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def row_starts(shape: tuple[int, ...]) -> IntArray:
    """Where each row of a block starts once the block is flat, as a column."""
    starts: IntArray = np.arange(shape[0]) * shape[1]
    return starts[:, np.newaxis]


def ranked(values: FloatArray) -> IntArray:
    """Indices into the flat block that sort each of its rows.

    Equal values stay in their order, so that sums along a row are added alike on every machine.
    """
    return np.argsort(values, kind="stable") + row_starts(values.shape)


def regroup(groups: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """Put items that came block by block back into the order of their groups.

    Args:
        groups: For each block, the group of each of its items.

    Returns:
        The order in which to take the concatenated items, and how many there are of each group.
    """
    owner = np.concatenate(groups)
    return np.argsort(owner, kind="stable"), np.bincount(owner)


def positive_votes(weights: FloatArray, offsets: IntArray) -> tuple[IntArray, IntArray]:
    """The votes whose weight is not zero, and the offsets once the others are gone."""
    kept = np.flatnonzero(weights)
    if len(kept) == len(weights):
        return kept, offsets
    return kept, np.searchsorted(kept, offsets)
