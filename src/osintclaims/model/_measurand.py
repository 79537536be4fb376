"""What a figure is about."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._enums import TimeKind
from osintclaims.model._fields import identifier, instance, optional_instance, refuse_repeated, text, tuple_of, words
from osintclaims.model._when import When
from osintclaims.units import canonical, compatible

__all__ = ["Measurand"]


def _by_id(measurands: "Iterable[Measurand]") -> "tuple[Measurand, ...]":
    """Measurands in order of their ids: the order in which they are listed carries no meaning."""
    return tuple(sorted(measurands, key=lambda measurand: getattr(measurand, "id", "")))


@attrs.frozen(kw_only=True, cache_hash=True)
class Measurand:
    """The quantity intended to be measured (VIM, JCGM 200, 2.3; the series key of SDMX).

    Attributes:
        id: Its name in files.
        label: What it is, in a few words.
        unit: Canonical unit; figures about it are in this unit or in one that converts to it.
        population: Who or what is counted.
        state: In which state: sent, in training, killed.
        place: Where.
        period: When; None if not bounded.
        time_kind: Stock (how many there are), flow (how many came in the period) or level.
        part_of: Larger quantities that hold this one: value(this) <= value(that).
        sum_of: Quantities whose sum this is, exactly; they need not name it in their `part_of`.

    Raises:
        InvalidValueError: A field of the wrong type (E005) or an illegal value (E006, E301), or a relation to a
            measurand in a unit of another dimension (E108).
        UnitError: The unit is not known (E107).
    """

    id: str = attrs.field(validator=identifier)
    label: str = attrs.field(validator=words)
    unit: str = attrs.field()
    population: str = attrs.field(default="", validator=text)
    state: str = attrs.field(default="", validator=text)
    place: str = attrs.field(default="", validator=text)
    period: When | None = attrs.field(default=None, validator=optional_instance(When))
    time_kind: TimeKind = attrs.field(default=TimeKind.STOCK, validator=instance(TimeKind))
    part_of: "tuple[Measurand, ...]" = attrs.field(default=(), converter=_by_id)
    sum_of: "tuple[Measurand, ...]" = attrs.field(default=(), converter=_by_id)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "unit", canonical(self.unit))
        for name in ("part_of", "sum_of"):
            tuple_of(Measurand)(self, getattr(attrs.fields(Measurand), name), getattr(self, name))
        related = (*self.part_of, *self.sum_of)
        refuse_repeated([measurand.id for measurand in related])
        for measurand in related:
            if not compatible(self.unit, measurand.unit):
                raise InvalidValueError(
                    "E108",
                    f"{self.id} is in {self.unit}, {measurand.id} is in {measurand.unit}",
                    "a part, a whole and a sum are measured in units of one dimension",
                )

    @classmethod
    def adhoc(cls, label: str, unit: str) -> Self:
        """A measurand from its label, with an id made from the label.

        Examples:
            >>> from osintclaims import Measurand
            >>> Measurand.adhoc("Troops sent in 2024", "soldiers").id
            'troops-sent-in-2024'
        """
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        if not slug or len(slug) > 64:  # a label in another script, or a long one: keep ids apart by a hash of it
            digest = hashlib.sha256(label.encode("utf-8", "replace")).hexdigest()[:8]
            slug = f"{slug[:48].rstrip('-') or 'measurand'}-{digest}"
        return cls(id=slug, label=label, unit=unit)
