"""Which measurands are parts of which: the order that `part_of` and `sum_of` span."""

from collections.abc import Iterable, Mapping

from osintclaims.model._cycles import cycles
from osintclaims.model._fields import all_must_be, must_be
from osintclaims.model._measurand import Measurand

__all__ = ["Lattice"]


class Lattice:
    """The part-whole order over some measurands and all that they name.

    A measurand is below another if a chain of `part_of` and `sum_of` relations leads from it up to the other.

    Examples:
        >>> from osintclaims import Measurand
        >>> from osintclaims.model import Lattice
        >>> sent = Measurand.adhoc("Sent", "person")
        >>> training = Measurand(
        ...     id="in-training", label="In training", unit="person", part_of=(sent,)
        ... )
        >>> [whole.id for whole in Lattice([training]).above(training)]
        ['sent']
    """

    def __init__(self, measurands: Iterable[Measurand]) -> None:
        """Collect the measurands and everything they name.

        Args:
            measurands: The measurands to start from.
        """
        self._all: dict[str, Measurand] = {}
        self._up: dict[str, set[str]] = {}
        self._down: dict[str, set[str]] = {}
        seen: set[int] = set()
        waiting = list(all_must_be("measurands", measurands, Measurand))
        while waiting:
            measurand = waiting.pop()
            if id(measurand) in seen:
                continue
            seen.add(id(measurand))
            self._all.setdefault(measurand.id, measurand)
            for whole in measurand.part_of:
                self._relate(measurand.id, whole.id)
            for addend in measurand.sum_of:
                self._relate(addend.id, measurand.id)
            waiting.extend((*measurand.part_of, *measurand.sum_of))

    def _relate(self, part: str, whole: str) -> None:
        self._up.setdefault(part, set()).add(whole)
        self._down.setdefault(whole, set()).add(part)

    def _reached(self, start: str, steps: Mapping[str, Iterable[str]]) -> tuple[Measurand, ...]:
        """What any number of steps lead to from here, by id; in a cycle the start is among it."""
        found: set[str] = set()
        waiting = list(steps.get(start, ()))
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting.extend(steps.get(id_, ()))
        return tuple(self._all[id_] for id_ in sorted(found))

    @property
    def measurands(self) -> tuple[Measurand, ...]:
        """All measurands collected, by id."""
        return tuple(self._all[id_] for id_ in sorted(self._all))

    def above(self, measurand: Measurand) -> tuple[Measurand, ...]:
        """All wholes of a measurand, transitively, by id."""
        must_be("measurand", measurand, Measurand)
        return self._reached(measurand.id, self._up)

    def below(self, measurand: Measurand) -> tuple[Measurand, ...]:
        """All parts of a measurand, transitively, by id."""
        must_be("measurand", measurand, Measurand)
        return self._reached(measurand.id, self._down)

    def circle(self) -> tuple[str, ...]:
        """Ids along a way on which a measurand is part of itself, or nothing."""
        return next(cycles({id_: sorted(self._up.get(id_, ())) for id_ in sorted(self._all)}), ())
