"""One round of interval propagation over parts, wholes and sums, and rounds until nothing changes."""

import math
from typing import Final

import attrs
import numpy as np

from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray

__all__ = ["CROSSING", "ROUNDS", "Bounds", "Constraints"]

#: Rounds after which bounds are said to creep. Each round carries a bound one step on, so chains may be this long.
ROUNDS: Final = 10_000
#: Whole numbers up to here add up without rounding.
_WHOLE: Final = 2.0**53
#: Rounding of a sum, as a share of the sizes of all that is added and for each of them.
_ROUNDING: Final = 2.0**-52
#: By how much a lower end may cross an upper end by rounding, where not both are whole numbers: as a share of the end
#: itself, or of the greatest end of all that is added up, and for each node that was reckoned with.
CROSSING: Final = 2.0**-46


@attrs.frozen(eq=False)
class Bounds:
    """Intervals of all nodes, and by how much their ends may cross by rounding alone."""

    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray
    crossing: FloatArray

    @property
    def broken(self) -> BoolArray:
        """Which intervals hold nothing."""
        broken: BoolArray = (self.low > self.high) | ((self.low == self.high) & (self.low_open | self.high_open))
        return broken

    def take(self, nodes: IntArray) -> "Bounds":
        """The intervals of some nodes."""
        return Bounds(*(part[nodes] for part in attrs.astuple(self)))

    def same_as(self, other: "Bounds") -> bool:
        """Whether all ends and flags are equal."""
        return all(map(np.array_equal, attrs.astuple(self), attrs.astuple(other)))

    def narrowed(self, raised: "Bounds", lowered: "Bounds") -> "Bounds":
        """The lower ends of the one and the upper ends of the other; where they cross by rounding alone, they meet."""
        low, high, low_open, high_open = raised.low, lowered.high, raised.low_open, lowered.high_open
        rounding = np.maximum(self.crossing, CROSSING * low)
        near = (low > high) & (low - high <= rounding) & ((low != np.rint(low)) | (high != np.rint(high)))
        if near.any():
            meet = np.maximum(self.low, high)
            low, high = np.where(near, meet, low), np.where(near, meet, high)
            low_open, high_open = low_open & ~near, high_open & ~near
        return Bounds(low, high, low_open, high_open, self.crossing)

    def without(self, lower: BoolArray, upper: BoolArray) -> "Bounds":
        """The same without some lower and some upper ends."""
        low, high, low_open, high_open = self.low.copy(), self.high.copy(), self.low_open.copy(), self.high_open.copy()
        low[lower], low_open[lower] = 0.0, False
        high[upper], high_open[upper] = math.inf, False
        return Bounds(low, high, low_open, high_open, self.crossing)

    def mirrored(self) -> "Bounds":
        """Minus the intervals: what holds for lower ends holds for upper ends there."""
        return Bounds(-self.high, -self.low, self.high_open, self.low_open, self.crossing)

    def raised(self, nodes: IntArray, values: FloatArray, is_open: BoolArray) -> "Bounds":
        """Lower ends raised to the greatest value that is claimed for each node; at equal values, an open end wins."""
        low = self.low.copy()
        np.maximum.at(low, nodes, values)
        low_open = self.low_open & (low == self.low)
        np.logical_or.at(low_open, nodes, is_open & (values == low[nodes]))
        return attrs.evolve(self, low=low, low_open=low_open)


@attrs.frozen(eq=False)
class Constraints:
    """What is part of what, and what adds up to what.

    Attributes:
        parts: Pairs (part, whole).
        addends: Nodes that are added, those of one total side by side.
        of: The number of the sum that each of them belongs to.
        starts: Where the addends of each sum start.
        totals: The node that each sum gives.
    """

    parts: IntArray
    addends: IntArray
    of: IntArray
    starts: IntArray
    totals: IntArray

    @classmethod
    def of_pairs(cls, parts: IntArray, sums: IntArray) -> "Constraints":
        """Sort the sums by their totals."""
        sums = sums[np.lexsort(sums.T)]
        totals, starts, of = np.unique(sums[:, 1], return_index=True, return_inverse=True)
        return cls(parts, sums[:, 0], of, starts, totals)

    def among(self, nodes: BoolArray) -> "Constraints":
        """The constraints among nodes that are connected with no others."""
        sums = np.stack([self.addends, self.totals[self.of]], axis=1)
        return Constraints.of_pairs(self.parts[nodes[self.parts[:, 0]]], sums[nodes[self.addends]])

    def of_nodes(self, nodes: BoolArray) -> "Constraints":
        """The constraints among such nodes, which are numbered anew."""
        kept, numbers = self.among(nodes), np.cumsum(nodes) - 1
        return attrs.evolve(kept, parts=numbers[kept.parts], addends=numbers[kept.addends], totals=numbers[kept.totals])

    def around(self, node: int, steps: int, nodes: int) -> IntArray:
        """The nodes that at most so many constraints lie between, from the furthest to the node itself."""
        known = np.zeros(nodes, dtype=np.bool_)
        known[node] = True
        rings: list[IntArray] = [np.array([node])]
        for _ in range(steps):
            pair = known[self.parts].any(axis=1)
            total = known[self.totals]
            np.logical_or.at(total, self.of, known[self.addends])
            met = np.concatenate([self.parts[pair].ravel(), self.totals[total], self.addends[total[self.of]]])
            rings.append(np.unique(met[~known[met]]))
            known[met] = True
        return np.concatenate(rings[::-1])

    def settle(self, bounds: Bounds, *, rounds: int = ROUNDS) -> tuple[Bounds, int, BoolArray]:
        """Tighten until nothing changes, an interval is empty, or the rounds are over.

        Returns:
            The bounds, the number of rounds that changed them, and which nodes' intervals are empty.
        """
        for turn in range(rounds):
            tighter = self.tightened(bounds)
            broken = tighter.broken
            if broken.any():
                return tighter, turn + 1, broken
            if tighter.same_as(bounds):
                return bounds, turn, broken
            bounds = tighter
        return bounds, rounds, bounds.broken

    def tightened(self, bounds: Bounds) -> Bounds:
        """Every rule applied once to the same state."""
        part, whole = self.parts.T
        mirror = bounds.mirrored()
        raised = bounds.raised(whole, bounds.low[part], bounds.low_open[part])
        lowered = mirror.raised(part, mirror.low[whole], mirror.low_open[whole])
        if len(self.totals):
            # Sums beyond the largest float ask for nothing.
            with np.errstate(over="ignore", invalid="ignore"):
                raised = raised.raised(*self._claims(bounds))
                lowered = lowered.raised(*self._claims(mirror))
        return bounds.narrowed(raised, lowered.mirrored())

    def _claims(self, bounds: Bounds) -> tuple[IntArray, FloatArray, BoolArray]:
        """Lower ends that sums ask for: of the total, and of each addend once the others are taken off."""
        low, high = bounds.low[self.addends], bounds.high[self.addends]
        endless = high == math.inf
        high = np.where(endless, 0.0, high)
        total = bounds.low[self.totals]
        up = np.add.reduceat(low, self.starts)
        down = total[self.of] - (np.add.reduceat(high, self.starts)[self.of] - high)
        down = np.where(self._others(endless), -math.inf, down)
        up_open = np.logical_or.reduceat(bounds.low_open[self.addends], self.starts)
        down_open = bounds.low_open[self.totals][self.of] | self._others(bounds.high_open[self.addends])
        nodes = np.concatenate([self.totals, self.addends])
        values, is_open = np.concatenate([up, down]), np.concatenate([up_open, down_open])
        slack = np.concatenate([self._rounding(low, np.zeros_like(total)), self._rounding(high, total)[self.of]])
        # What is within rounding of the end that stands already asks for nothing.
        new = (values > bounds.low[nodes] + slack) | ((values == bounds.low[nodes]) & (slack == 0))
        return nodes[new], values[new], is_open[new]

    def _others(self, marked: BoolArray) -> BoolArray:
        """Whether any other addend of the same sum is marked."""
        return np.add.reduceat(marked, self.starts)[self.of] > marked

    def _rounding(self, ends: FloatArray, total: FloatArray) -> FloatArray:
        """By how much rounding may have moved a sum of ends and a total; 0 for whole numbers that add up exactly."""
        size = np.add.reduceat(np.abs(ends), self.starts) + np.abs(total)
        whole = np.logical_and.reduceat(ends == np.rint(ends), self.starts) & (total == np.rint(total))
        return np.where(whole & (size <= _WHOLE), 0.0, size * np.bincount(self.of) * _ROUNDING)
