"""Parts no larger than their wholes, sums that add up: what results for several measurands say about one another."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs
import numpy as np

from osintclaims.model import Interval, Lattice, Measurand, all_must_be, plural
from osintclaims.reconciliation._results import Consensus
from osintclaims.reconciliation._sentence import bounds, value_text
from osintclaims.stats import TightenedBounds, isotonic_log, propagate_bounds
from osintclaims.units import compatible, factor, is_count

__all__ = ["Adjustment", "Coherence", "Conflict", "coherence_of"]

#: What is known of a measurand that no figure is about.
_ANYTHING: Final = Interval(0.0, math.inf, high_open=True)


@attrs.frozen(kw_only=True)
class Adjustment:
    """A measurand whose region or best value the others move; both states are kept.

    Attributes:
        measurand: The measurand.
        before: Its region from its own figures; None if it has none.
        after: Its region once parts, wholes and sums are taken into account; inside the one before.
        best_before: Its best value from its own figures, or None.
        best_after: The best value once no part exceeds its whole, or None.
    """

    measurand: Measurand
    before: Interval | None
    after: Interval
    best_before: float | None
    best_after: float | None


@attrs.frozen(kw_only=True)
class Conflict:
    """Ends of regions that cannot all hold; the measurands connected with them keep what their own figures say.

    Attributes:
        lower: Measurands that are said to be too large: parts, or addends.
        upper: Measurands that are said to be too small to hold them. One of each where a part exceeds its whole.
    """

    lower: tuple[Measurand, ...]
    upper: tuple[Measurand, ...]

    def __str__(self) -> str:
        """Which measurands are at odds."""
        low, high = (", ".join(one.id for one in side) for side in (self.lower, self.upper))
        return f"{low} cannot be as much as its figures say at the least with {high} at the most"


@attrs.frozen(kw_only=True)
class Coherence:
    """How results for several measurands fit together.

    Attributes:
        adjustments: The measurands that others move, by label.
        conflicts: What cannot hold together.
    """

    adjustments: tuple[Adjustment, ...]
    conflicts: tuple[Conflict, ...]

    def __str__(self) -> str:
        """One line for each adjustment and each conflict."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for one in self.adjustments:
            whole = is_count(one.measurand.unit)
            moved: list[str] = []
            if one.after != one.before:
                before = "no figure" if one.before is None else bounds(one.before, whole=whole)
                moved.append(f"{before} becomes {bounds(one.after, whole=whole)} {plural(one.measurand.unit)}")
            bests = [
                value_text(best, region, whole=whole)
                for best, region in ((one.best_before, one.before), (one.best_after, one.after))
                if best is not None and region is not None
            ]
            if one.best_after != one.best_before:
                moved.append(f"best value {' becomes '.join(bests)}")
            yield f"{one.measurand.label}: {', '.join(moved)}"
        yield from (f"conflict: {one}" for one in self.conflicts)


def coherence_of(results: Sequence[Consensus]) -> Coherence:
    """Let results about parts, wholes and sums bound one another, then order their best values.

    Bounds are propagated first (`osintclaims.stats.propagate_bounds`): what is in a part is in the whole, what is not
    in the whole is not in a part, and sums add up. Only if best values still put a part above its whole are they moved,
    as little as possible by ratio (`osintclaims.stats.isotonic_log`). Neither depends on any order, and doing it twice
    changes nothing more.

    Args:
        results: Results of one kind, observed or expected, one for each measurand.
    """
    results = all_must_be("results", results, Consensus)
    own = {one.measurand.id: one for one in results}
    lattice = Lattice([one for result in results for one in result.measurands])
    nodes = lattice.measurands
    if not nodes:
        return Coherence(adjustments=(), conflicts=())
    scales = _scales(nodes)
    regions = {node.id: _region(own, node) or _ANYTHING for node in nodes}
    bounds = _propagated(nodes, regions, scales)
    place = {node.id: number for number, node in enumerate(nodes)}
    after = {
        node.id: Interval(
            float(bounds.low[at]) / scales[node.id],
            float(bounds.high[at]) / scales[node.id],
            low_open=bool(bounds.low_open[at]),
            high_open=bool(bounds.high_open[at]),
        )
        if _differs(bounds, regions[node.id], at, scales[node.id])
        else regions[node.id]
        for node, at in ((node, place[node.id]) for node in nodes)
    }
    bests = {id_: _best(one, after[id_]) for id_, one in own.items()}
    bests |= _ordered([node for node in nodes if bounds.settled[place[node.id]]], bests, scales)
    adjusted = [
        Adjustment(
            measurand=node,
            before=_region(own, node),
            after=after[node.id],
            best_before=own[node.id].best if node.id in own else None,
            best_after=bests.get(node.id),
        )
        for node in nodes
        if after[node.id] != regions[node.id] or (node.id in own and bests[node.id] != own[node.id].best)
    ]
    return Coherence(
        adjustments=tuple(sorted(adjusted, key=lambda one: one.measurand.label)),
        conflicts=tuple(
            Conflict(lower=tuple(nodes[at] for at in one.lower), upper=tuple(nodes[at] for at in one.upper))
            for one in bounds.conflicts
        ),
    )


def _scales(nodes: Sequence[Measurand]) -> Mapping[str, float]:
    """Factor of each measurand's unit to a unit that all compatible ones share."""
    common: list[str] = []
    scales: dict[str, float] = {}
    for node in nodes:
        unit = next((one for one in common if compatible(node.unit, one)), None)
        if unit is None:
            unit = node.unit
            common.append(unit)
        scales[node.id] = factor(node.unit, unit)
    return scales


def _region(own: Mapping[str, Consensus], node: Measurand) -> Interval | None:
    return own[node.id].region if node.id in own else None


def _propagated(
    nodes: Sequence[Measurand], regions: Mapping[str, Interval], scales: Mapping[str, float]
) -> TightenedBounds:
    place = {node.id: number for number, node in enumerate(nodes)}
    scaled = [regions[node.id].scaled(scales[node.id]) for node in nodes]
    return propagate_bounds(
        [one.low for one in scaled],
        [one.high for one in scaled],
        part_of=[(place[node.id], place[whole.id]) for node in nodes for whole in node.part_of],
        sum_of=[(place[addend.id], place[node.id]) for node in nodes for addend in node.sum_of],
        low_open=[one.low_open for one in scaled],
        high_open=[one.high_open for one in scaled],
    )


def _differs(bounds: TightenedBounds, before: Interval, at: int, scale: float) -> bool:
    """Whether a node was tightened; what was not keeps its ends to the last bit, whatever its unit."""
    low, high = before.low * scale, before.high * scale
    ends = bounds.low[at], bounds.high[at], bounds.low_open[at], bounds.high_open[at]
    return bool(ends != (low, high, before.low_open, before.high_open))


def _best(result: Consensus, region: Interval) -> float | None:
    """The best value, moved to the nearest value of a region that was tightened around it."""
    best = result.best
    if best is None or region.contains(best):
        return best
    if best <= region.low:
        return math.nextafter(region.low, math.inf) if region.low_open else region.low
    return math.nextafter(region.high, 0.0) if region.high_open else region.high


def _ordered(
    nodes: Sequence[Measurand], bests: Mapping[str, float | None], scales: Mapping[str, float]
) -> dict[str, float]:
    """Best values that have to move so that none exceeds its whole's; zero has no logarithm and stands aside."""
    lattice = Lattice(nodes)
    known = [(node, best) for node in nodes if (best := bests.get(node.id))]
    place = {node.id: number for number, (node, _) in enumerate(known)}
    order = [
        (place[node.id], place[whole.id]) for node, _ in known for whole in lattice.above(node) if whole.id in place
    ]
    if not order:
        return {}
    values = np.array([best * scales[node.id] for node, best in known])
    fitted = isotonic_log(values, order=order)
    moved = fitted != values
    return {node.id: float(fitted[at]) / scales[node.id] for at, (node, _) in enumerate(known) if moved[at]}
