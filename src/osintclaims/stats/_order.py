"""Partial orders over nodes, given as pairs of what is below and what is above."""

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats._arrays import IntArray

__all__ = ["components", "pair_array", "ranks"]


def pair_array(name: str, pairs: ArrayLike, nodes: int) -> IntArray:
    """Pairs of different nodes, shape ``(E, 2)``; each pair once, in ascending order."""
    array = np.asarray(pairs)
    if array.size == 0:
        return np.zeros((0, 2), dtype=np.intp)
    if array.ndim != 2 or array.shape[1] != 2 or array.dtype.kind not in "iu":
        raise InvalidValueError("E106", f"{name}: {pairs!r:.80}", "pairs of whole numbers, below and above")
    outside = (array < 0) | (array >= nodes)
    if outside.any():
        raise InvalidValueError("E106", f"{name} names node {array[outside][0]}", f"nodes from 0 to {nodes - 1}")
    alone = array[:, 0] == array[:, 1]
    if alone.any():
        raise InvalidValueError("E106", f"{name} puts node {array[alone][0, 0]} below itself", "two different nodes")
    return np.unique(array.astype(np.intp), axis=0)


def ranks(pairs: IntArray, nodes: int) -> IntArray:
    """The greatest number of steps from each node down to a lowest one, or an error where nodes go in a circle."""
    above: list[list[int]] = [[] for _ in range(nodes)]
    waits: list[int] = np.bincount(pairs[:, 1], minlength=nodes).tolist()
    edges: list[tuple[int, int]] = pairs.tolist()
    for low, high in edges:
        above[low].append(high)
    rank = [0] * nodes
    ready: list[int] = [node for node, below in enumerate(waits) if not below]
    for node in ready:
        for other in above[node]:
            rank[other] = max(rank[other], rank[node] + 1)
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    if len(ready) < nodes:
        raise InvalidValueError("E106", f"nodes {_circle(pairs, waits)} are in a circle", "an order without circles")
    return np.array(rank)


def _circle(pairs: IntArray, waits: list[int]) -> list[int]:
    """The nodes of one circle, found by going down among the nodes that still wait for one below them."""
    below = {high: low for low, high in pairs.tolist() if waits[low] and waits[high]}
    node = next(iter(below))
    way: list[int] = []
    while node not in way:
        way.append(node)
        node = below[node]
    return sorted(way[way.index(node) :])


def components(pairs: IntArray, nodes: int) -> IntArray:
    """For each node, the least node that it is connected with."""
    label = np.arange(nodes)
    while True:
        ends = label[pairs]
        least = ends.min(axis=1)
        if (ends == least[:, np.newaxis]).all():
            return label
        np.minimum.at(label, ends.ravel(), np.repeat(least, 2))
        while (label[label] != label).any():
            label = label[label]
