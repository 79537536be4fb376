"""Bounds that parts and wholes put on one another."""

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _order
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats._bounds import CROSSING, ROUNDS, Bounds, Constraints

__all__ = ["BoundConflict", "TightenedBounds", "propagate_bounds"]


@attrs.frozen
class BoundConflict:
    """Stated ends that cannot all hold; without any one of them the others clash no more.

    Attributes:
        lower: Nodes whose lower ends it takes.
        upper: Nodes whose upper ends it takes. Where parts and wholes alone are at odds there is one of each: the part
            that is said to be more than the whole. A sum may need several.
    """

    lower: tuple[int, ...]
    upper: tuple[int, ...]


@attrs.frozen(eq=False)
class TightenedBounds:
    """Intervals of all nodes after propagation; the arrays have shape ``(V,)``.

    Attributes:
        low: Lower ends, in the unit of the input; never below what was given.
        high: Upper ends; never above what was given.
        low_open: Whether the lower end is outside its interval.
        high_open: Whether the upper end is outside its interval. Infinite ends always are.
        settled: False for the nodes that are connected with a conflict: they keep what was given.
        conflicts: What cannot hold together, the fewest steps apart first found; empty where all nodes are settled.
    """

    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray
    settled: BoolArray
    conflicts: tuple[BoundConflict, ...]


def propagate_bounds(
    low: ArrayLike,
    high: ArrayLike,
    *,
    part_of: ArrayLike = (),
    sum_of: ArrayLike = (),
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
) -> TightenedBounds:
    """Tighten intervals of quantities of which some are parts, or the sum, of others.

    What is at least in a part is at least in the whole, and what is at most in the whole is at most in each part. A
    total is between the sum of its addends' lower ends and the sum of their upper ends; an addend is between the
    total's lower end less the others' upper ends and the total's upper end less the others' lower ends. All rules are
    applied to all nodes at once, until nothing changes (Waltz 1975; Davis 1987 on interval labels). That state does
    not depend on any order, lies inside the given intervals, and is its own result. It uses each rule by itself:
    where sums share addends, a linear program might tighten further.

    Where the given intervals contradict one another, every node connected with the contradiction keeps its interval,
    and the contradiction is reported with the fewest ends that make it. Figures that are far apart in the order are
    not blamed when nearer ones disagree.

    Many sets of quantities are treated at once by numbering their nodes one after another.

    Args:
        low: Lower ends, not negative, one per node, flat; 0 where nothing is known.
        high: Upper ends; infinity where nothing is known.
        part_of: Pairs (part, whole) of node numbers, shape ``(E, 2)``.
        sum_of: Pairs (addend, total), shape ``(M, 2)``; all pairs with one total make up that total. An addend need
            not be in `part_of` as well.
        low_open: Whether each interval leaves out its lower end; None for none of them.
        high_open: Whether each interval leaves out its upper end.

    Returns:
        Intervals and conflicts.

    Raises:
        InvalidValueError: E106, an input is not as described; parts and wholes go in a circle; or bounds creep without
            end, which takes sums that share addends and contradict one another.

    Examples:
        >>> import math
        >>> from osintclaims.stats import propagate_bounds
        >>> inside = propagate_bounds([7_000, 0], [9_000, math.inf], part_of=[(0, 1)])
        >>> inside.low.tolist(), inside.high.tolist()
        ([7000.0, 7000.0], [9000.0, inf])
        >>> parts = propagate_bounds(
        ...     [300, 0, 0], [400, math.inf, 1_000], sum_of=[(0, 2), (1, 2)]
        ... )
        >>> parts.low.tolist(), parts.high.tolist()
        ([300.0, 0.0, 300.0], [400.0, 700.0, 1000.0])
        >>> propagate_bounds([12_000, 0], [math.inf, 10_000], part_of=[(0, 1)]).conflicts
        (BoundConflict(lower=(0,), upper=(1,)),)
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    nodes = len(lows)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    _checks.group_offsets(None, nodes)
    parts = _order.pair_array("part_of", part_of, nodes)
    sums = _order.pair_array("sum_of", sum_of, nodes)
    pairs = np.concatenate([parts, sums])
    _order.ranks(pairs, nodes)
    left_out, right_out = np.zeros((2, nodes), dtype=np.bool_) if flags is None else flags
    group = _order.components(pairs, nodes)
    # Only what is added is rounded here: parts and wholes hand on ends as they are.
    greatest, added = np.zeros(nodes), np.unique(sums)
    np.maximum.at(greatest, group[added], np.where(np.isinf(highs), lows, highs)[added])
    crossing = (CROSSING * greatest * np.bincount(group, minlength=nodes))[group]
    # Until the end no infinite end is marked: it is no end that another could be open by.
    given = Bounds(lows, highs, left_out, right_out & (highs < np.inf), crossing)
    rules = Constraints.of_pairs(parts, sums)
    settled = np.ones(nodes, dtype=np.bool_)
    conflicts: dict[BoundConflict, None] = {}
    bounds, steps, broken = rules.settle(given)
    while broken.any():
        clashing = np.isin(group, group[broken])
        explained: set[int] = set()
        for node in np.flatnonzero(broken).tolist():
            if group[node] in explained:
                continue
            connected = group == group[node]
            members = np.flatnonzero(connected)
            local, stated = rules.of_nodes(connected), given.take(members)
            ends = _minimal(local, stated, int(members.searchsorted(node)), steps)
            conflicts.setdefault(BoundConflict(*(tuple(members[side].tolist()) for side in ends)))
            if _is_only(local, stated, ends, steps):
                explained.add(group[node])
        settled &= ~clashing
        rules = rules.among(settled)
        bounds, steps, broken = rules.settle(given)
    if steps == ROUNDS:
        raise InvalidValueError("E106", f"bounds creep on after {steps} rounds", "sums with common addends that agree")
    return TightenedBounds(
        bounds.low, bounds.high, bounds.low_open, bounds.high_open | np.isinf(bounds.high), settled, tuple(conflicts)
    )


def _minimal(rules: Constraints, given: Bounds, node: int, steps: int) -> BoolArray:
    """The fewest ends that still clash: those further away are given up first, and only what is needed stays.

    Ends are given up in pieces, each twice as long as the last that could go, or half as long as one that could not: a
    thousand ends that have no part in the conflict cost ten looks.

    Returns:
        Which lower and which upper ends they are, shape ``(2, V)``.
    """
    nodes = len(given.low)
    near = rules.around(node, steps, nodes)
    stated = np.stack([(given.low > 0) | given.low_open, given.high < np.inf])
    order = np.stack([near, near + nodes], axis=1).ravel()
    order = order[stated.ravel()[order]]
    kept = np.zeros_like(stated)
    kept.flat[order] = True
    at, piece = 0, 1
    while at < len(order):
        tried = kept.copy()
        tried.flat[order[at : at + piece]] = False
        if _clash(rules, given, tried, steps):
            kept, at, piece = tried, at + piece, 2 * piece
        elif piece > 1:
            piece //= 2
        else:
            at += 1
    return kept


def _is_only(rules: Constraints, given: Bounds, ends: BoolArray, steps: int) -> bool:
    """Whether nothing clashes without any one of these ends, so that there is no other contradiction."""
    every = np.arange(ends.size).reshape(ends.shape)
    return not any(_clash(rules, given, every != end, steps) for end in every[ends])


def _clash(rules: Constraints, given: Bounds, kept: BoolArray, steps: int) -> bool:
    """Whether such lower and upper ends contradict one another."""
    # Fewer ends may clash on a longer way, but on none that is longer than all nodes.
    return bool(rules.settle(given.without(*~kept), rounds=steps + kept.shape[1])[2].any())
