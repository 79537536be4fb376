"""Isotonic regression over partial orders: the nearest values that do not contradict the order."""

import itertools
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _order
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray

__all__ = ["isotonic", "isotonic_log"]

#: Share of all that flows which is rounding.
_NOTHING: Final = 1e-14


def isotonic(y: ArrayLike, weights: ArrayLike | None = None, *, order: ArrayLike) -> FloatArray:
    """Weighted least-squares fit that respects a partial order.

    Minimises ``sum_i w_i (fit_i - y_i)^2`` under ``fit[a] <= fit[b]`` for every pair (a, b) of the order (Barlow,
    Bartholomew, Bremner and Brunk 1972). The fit is unique where weights are positive, and constant, at their weighted
    mean, on blocks of nodes. A chain is pooled from left to right (pool adjacent violators); any other order is split
    block by block by minimum cuts, which is exact for every partial order (Spouge, Wan and Wilbur 2003, "Least
    squares isotonic regression in two dimensions"). What is not connected with a violation does not change, to the
    last bit. Many orders are fitted at once by numbering their nodes one after another.

    Args:
        y: Finite values, one per node, flat.
        weights: Not negative; None weighs all nodes 1. A node of weight 0 passes the order on and takes what value it
            allows; connected nodes may not all weigh 0.
        order: Pairs (below, above) of node numbers, shape ``(E, 2)``, without a circle; transitive pairs may be left
            out.

    Returns:
        The fit, one value per node.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import isotonic
        >>> isotonic([1, 3, 2, 4], order=[(0, 1), (1, 2), (2, 3)]).tolist()
        [1.0, 2.5, 2.5, 4.0]
    """
    return _fitted(_checks.finite_numbers("y", y), weights, order)[0]


def isotonic_log(x: ArrayLike, weights: ArrayLike | None = None, *, order: ArrayLike) -> FloatArray:
    """The isotonic fit of the logs of positive figures, such as medians of parts and wholes.

    "Troops in the region" cannot be more than "troops in the country". Where medians of different claims say so, this
    moves them least, by ratio. It comes after `propagate_bounds`, and only if medians still violate the order; compare
    with `x` to name every node that moved.

    Args:
        x: Positive, finite figures, one per node, any unit, flat.
        weights: Not negative; None weighs all nodes 1.
        order: Pairs (part, whole) of node numbers, as for `isotonic`.

    Returns:
        Figures in the unit of `x`. What need not change does not change, to the last bit.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import isotonic_log
        >>> isotonic_log([12_000, 9_000, 20_000], order=[(0, 1), (1, 2)]).round().tolist()
        [10392.0, 10392.0, 20000.0]
    """
    figures = _checks.positive_numbers("x", x)
    logs = np.log(figures)
    fit, pairs = _fitted(logs, weights, order)
    return _in_order(np.where(fit == logs, figures, np.exp(fit)), pairs)


def _in_order(fit: FloatArray, pairs: IntArray) -> FloatArray:
    """The fit once no rounding puts a node above another that it is below; lower pairs come first."""
    for a, b in pairs.tolist():
        fit[b] = max(fit[b], fit[a])
    return fit


def _fitted(values: FloatArray, weights: ArrayLike | None, order: ArrayLike) -> tuple[FloatArray, IntArray]:
    """The fit, and the pairs, ordered by the longest way from a lowest node to their upper one."""
    nodes = len(values)
    masses, _ = _checks.group_weights(weights, _checks.group_offsets(None, nodes))
    pairs = _order.pair_array("order", order, nodes)
    pairs = pairs[np.argsort(_order.ranks(pairs, nodes)[pairs[:, 1]], kind="stable")]
    group = _order.components(pairs, nodes)
    weightless = np.bincount(group, weights=masses)[group] == 0
    if weightless.any():
        node = int(weightless.argmax())
        raise InvalidValueError(
            "E106", f"node {node} and all connected with it weigh 0", "a weight in each connected order"
        )
    fit = values.copy()
    below, above = pairs.T
    owner = group[below]
    for label in np.unique(owner[values[below] > values[above]]).tolist():
        members = np.flatnonzero(group == label)
        inner = members.searchsorted(pairs[owner == label])
        fit[members] = _connected(values[members], masses[members], inner)
    return _in_order(fit, pairs), pairs


def _connected(values: FloatArray, weights: FloatArray, pairs: IntArray) -> FloatArray:
    """The fit of nodes that are all connected, by way of sums that stay inside the floats."""
    size = np.frexp(np.abs(values).max())[1]
    scaled, shares = np.ldexp(values, -size), weights / weights.max()
    if (pairs[1:, 0] == pairs[:-1, 1]).all() and shares.all():
        chain = np.append(pairs[:1, 0], pairs[:, 1])
        fit = np.empty_like(scaled)
        fit[chain] = _pooled(scaled[chain], shares[chain])
    else:
        fit = _split(scaled, shares, pairs)
    # Powers of two round nothing but what is next to nothing beside the greatest value.
    return np.where(fit == scaled, values, np.ldexp(fit, size))


def _pooled(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Fit of a chain: neighbours that contradict the order are pooled, from left to right."""
    means: list[float] = []
    hefts: list[float] = []
    sizes: list[int] = []
    all_hefts = weights.tolist()
    for at, value in enumerate(values.tolist()):
        mean, heft, size = value, all_hefts[at], 1
        while means and means[-1] > mean:
            other = hefts.pop()
            mean = (means.pop() * other + mean * heft) / (other + heft)
            heft, size = other + heft, size + sizes.pop()
        means.append(mean)
        hefts.append(heft)
        sizes.append(size)
    return np.repeat(means, sizes)


def _split(values: FloatArray, weights: FloatArray, pairs: IntArray) -> FloatArray:
    """Fit of any partial order: a block is split where an upper part of it wants to be above its mean."""
    fit = np.empty_like(values)
    blocks = [np.arange(len(values))]
    while blocks:
        members = blocks.pop()
        own, shares = values[members], weights[members]
        stated = own[shares > 0]
        # Where all say the same, rounding must not move it.
        mean = min(max((own * shares).sum() / shares.sum(), stated.min()), stated.max())
        fit[members] = mean
        inside = np.zeros(len(values), dtype=np.bool_)
        inside[members] = True
        inner = (np.cumsum(inside) - 1)[pairs[inside[pairs].all(axis=1)]]
        upper = _upper_part((own - mean) * shares, inner)
        # A part without weight has no mean, and no reason to move.
        if upper.any() and shares[~upper].any():
            blocks += [members[upper], members[~upper]]
    return fit


def _upper_part(excess: FloatArray, pairs: IntArray) -> BoolArray:
    """Which nodes are in the smallest part, closed upwards, that has the greatest sum of excess.

    A maximum closure is the source side of a minimum cut (Picard 1976): nodes with an excess send it along the order
    to nodes above that lack some; whoever can still be reached by an excess that found no taker is in.
    """
    left = excess.tolist()
    nothing = _NOTHING * float(np.abs(excess).sum())
    above: list[list[int]] = [[] for _ in left]
    edges: list[tuple[int, int]] = pairs.tolist()
    for a, b in edges:
        above[a].append(b)
    sent: list[dict[int, float]] = [{} for _ in left]
    while True:
        came: dict[int, int | None] = dict.fromkeys(node for node, extra in enumerate(left) if extra > nothing)
        taker = _taker(left, above, sent, came, nothing)
        if taker is None:
            inside = np.zeros(len(left), dtype=np.bool_)
            inside[list(came)] = True
            return inside
        _send(left, sent, came, taker)


def _taker(
    left: list[float],
    above: list[list[int]],
    sent: list[dict[int, float]],
    came: dict[int, int | None],
    nothing: float,
) -> int | None:
    """The nearest node that lacks some, if one can be reached; `came` gets the node before each that was."""
    reached = list(came)
    for node in reached:
        for other in (*above[node], *(lower for lower, flow in sent[node].items() if flow > nothing)):
            if other not in came:
                came[other] = node
                if left[other] < -nothing:
                    return other
                reached.append(other)
    return None


def _send(left: list[float], sent: list[dict[int, float]], came: dict[int, int | None], taker: int) -> None:
    """Send what fits along the way on which the taker was reached; a step down takes back what was sent up."""
    path = [taker]
    while (node := came[path[-1]]) is not None:
        path.append(node)
    steps = list(itertools.pairwise(reversed(path)))
    amount = min(left[path[-1]], -left[taker], *(sent[a][b] for a, b in steps if b in sent[a]))
    left[path[-1]] -= amount
    left[taker] += amount
    for a, b in steps:
        if b in sent[a]:
            sent[a][b] -= amount
        else:
            sent[b][a] = sent[b].get(a, 0.0) + amount
