"""Which measurands are parts of which: the order that `part_of` and `sum_of` span."""

from collections.abc import Iterable

from osintclaims.model._measurand import Measurand

__all__ = ["Lattice"]


class Lattice:
    """The part-whole order over some measurands and all that they name.

    A measurand is below another if a chain of `part_of` and `sum_of` relations leads from it up to the other.

    Examples:
        >>> from osintclaims import Measurand
        >>> from osintclaims.model import Lattice
        >>> sent = Measurand.adhoc("Sent", "person")
        >>> training = Measurand(id="in-training", label="In training", unit="person", part_of=(sent,))
        >>> [whole.id for whole in Lattice([training]).above(training)]
        ['sent']
    """

    def __init__(self, measurands: Iterable[Measurand]) -> None:
        """Collect the measurands and everything they name.

        Args:
            measurands: The measurands to start from.
        """
        self._up: dict[str, dict[str, Measurand]] = {}
        self._all: dict[str, Measurand] = {}
        waiting = list(measurands)
        while waiting:
            measurand = waiting.pop()
            if measurand.id in self._all:
                continue
            self._all[measurand.id] = measurand
            up = self._up.setdefault(measurand.id, {})
            up.update((whole.id, whole) for whole in measurand.part_of)
            for addend in measurand.sum_of:
                self._up.setdefault(addend.id, {})[measurand.id] = measurand
            waiting.extend((*measurand.part_of, *measurand.sum_of))

    @property
    def measurands(self) -> tuple[Measurand, ...]:
        """All measurands collected, by id."""
        return tuple(self._all[id_] for id_ in sorted(self._all))

    def above(self, measurand: Measurand) -> tuple[Measurand, ...]:
        """All wholes of a measurand, transitively, by id; in a circle the measurand is among them."""
        found: dict[str, Measurand] = {}
        waiting = list(self._up.get(measurand.id, {}).values())
        while waiting:
            whole = waiting.pop()
            if whole.id not in found:
                found[whole.id] = whole
                waiting.extend(self._up[whole.id].values())
        return tuple(found[id_] for id_ in sorted(found))

    def below(self, measurand: Measurand) -> tuple[Measurand, ...]:
        """All parts of a measurand, transitively, by id."""
        return tuple(part for part in self.measurands if part != measurand and measurand in self.above(part))

    def circle(self) -> tuple[str, ...]:
        """Ids of measurands that are parts of themselves, or nothing."""
        return tuple(measurand.id for measurand in self.measurands if measurand in self.above(measurand))
