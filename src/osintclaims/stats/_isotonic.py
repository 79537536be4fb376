"""Isotonic regression over partial orders: the nearest values that do not contradict the order."""

from collections import deque
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
    values = _checks.finite_numbers("y", y)
    nodes = len(values)
    masses, _ = _checks.group_weights(weights, _checks.group_offsets(None, nodes))
    pairs = _order.pair_array("order", order, nodes)
    rank = _order.ranks(pairs, nodes)
    group = _order.components(pairs, nodes)
    heft = np.bincount(group, weights=masses, minlength=nodes)
    if (heft[group] == 0).any():
        at = int((heft[group] == 0).argmax())
        raise InvalidValueError(
            "E106", f"node {at} and all connected with it weigh 0", "a weight in each connected order"
        )
    # A power of two keeps sums of huge values inside the floats, without rounding.
    size = int(np.frexp(np.abs(values).max())[1])
    scaled = np.ldexp(values, -size - 1)
    fit = scaled.copy()
    violated = group[pairs[scaled[pairs[:, 0]] > scaled[pairs[:, 1]]][:, 0]]
    for label in np.unique(violated).tolist():
        members = np.flatnonzero(group == label)
        members = members[np.argsort(rank[members], kind="stable")]
        shares = masses[members] / masses[members].max()
        place = np.empty(nodes, dtype=np.intp)
        place[members] = np.arange(len(members))
        inner = place[pairs[group[pairs[:, 0]] == label]]
        is_chain = len(inner) == len(members) - 1 == rank[members].max() and shares.all()
        fit[members] = _pooled(scaled[members], shares) if is_chain else _split(scaled[members], shares, inner)
    for a, b in pairs[np.argsort(rank[pairs[:, 1]], kind="stable")].tolist():
        fit[b] = max(fit[b], fit[a])
    changed = fit != scaled
    return np.where(changed, np.ldexp(fit, size + 1), values)


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
    fit = isotonic(logs, weights, order=order)
    pairs = _order.pair_array("order", order, len(figures))
    adjusted = np.where(fit == logs, figures, np.exp(fit))
    for a, b in pairs[np.argsort(_order.ranks(pairs, len(figures))[pairs[:, 1]], kind="stable")].tolist():
        adjusted[b] = max(adjusted[b], adjusted[a])
    return adjusted


def _pooled(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Fit of a chain: neighbours that contradict the order are pooled, from left to right."""
    means: list[float] = []
    hefts: list[float] = []
    sizes: list[int] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, heft, size = value, weight, 1
        while means and means[-1] >= mean:
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
        shares = weights[members]
        mean = float((values[members] * shares).sum() / shares.sum())
        fit[members] = mean
        place = np.full(len(values), -1, dtype=np.intp)
        place[members] = np.arange(len(members))
        inner = place[pairs]
        upper = _upper_part((values[members] - mean) * shares, inner[(inner >= 0).all(axis=1)])
        # A part without weight has no mean, and no reason to move.
        if upper.any() and not upper.all() and shares[~upper].any():
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
        came: dict[int, int] = {node: -1 for node, extra in enumerate(left) if extra > nothing}
        queue, taker = deque(came), -1
        while queue and taker < 0:
            node = queue.popleft()
            for other in (*above[node], *(lower for lower, flow in sent[node].items() if flow > nothing)):
                if other not in came:
                    came[other] = node
                    queue.append(other)
                    if left[other] < -nothing:
                        taker = other
                        break
        if taker < 0:
            inside = np.zeros(len(left), dtype=np.bool_)
            inside[list(came)] = True
            return inside
        _send(left, sent, came, taker)


def _send(left: list[float], sent: list[dict[int, float]], came: dict[int, int], taker: int) -> None:
    """Send what fits along the way on which the taker was reached; a step down takes back what was sent up."""
    path = [taker]
    while came[path[-1]] >= 0:
        path.append(came[path[-1]])
    steps = list(zip(path[1:], path, strict=False))
    amount = min(left[path[-1]], -left[taker], *(sent[a][b] for a, b in steps if b in sent[a]))
    left[path[-1]] -= amount
    left[taker] += amount
    for a, b in steps:
        if b in sent[a]:
            sent[a][b] -= amount
        else:
            sent[b][a] = sent[b].get(a, 0.0) + amount
