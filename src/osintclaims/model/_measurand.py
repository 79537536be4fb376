"""What a figure is about."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._digest import sha256
from osintclaims.model._enums import TimeKind
from osintclaims.model._fields import (
    MAX_DEPTH,
    identifier,
    instance,
    optional_instance,
    refuse_repeated,
    text,
    tuple_of,
    words,
    wrong_type,
)
from osintclaims.model._when import When
from osintclaims.units import canonical, compatible

__all__ = ["Measurand"]


def _by_id(measurands: "Iterable[Measurand]") -> "tuple[Measurand, ...]":
    """Measurands in order of their ids: the order in which they are listed carries no meaning."""
    if not isinstance(measurands, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise wrong_type("the related measurands", measurands, "a tuple")
    return tuple(sorted(measurands, key=_id))


def _id(measurand: "Measurand") -> str:
    return str(getattr(measurand, "id", ""))  # what is no measurand is refused later, with the name of the field


def _ids(measurands: "tuple[Measurand, ...]") -> tuple[str, ...]:
    return tuple(measurand.id for measurand in measurands)


def _shown_ids(measurands: "tuple[Measurand, ...]") -> str:
    return f"<{', '.join(_ids(measurands))}>" if measurands else "()"


def _relatives(measurands: "tuple[Measurand, ...]") -> Any:
    """What tells related measurands apart: each of them and of those that they name, once.

    Comparing them one inside the other would take twice as long for each level at which two ways meet.
    """
    found: dict[int, tuple[object, ...]] = {}
    waiting = list(measurands)
    while waiting:
        one = waiting.pop()
        if id(one) not in found:
            own = (one.id, one.label, one.unit, one.population, one.state, one.place, one.period, one.time_kind)
            found[id(one)] = (*own, _ids(one.part_of), _ids(one.sum_of))
            waiting.extend((*one.part_of, *one.sum_of))
    return _ids(measurands), frozenset(found.values())


def _check_related(owner: "Measurand", attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A validator for related measurands."""
    tuple_of(Measurand)(owner, attribute, value)


def _check_times(part: "Measurand", whole: "Measurand") -> None:
    """Refuse a part that need not be smaller than its whole: arrivals can exceed the stock they arrive in (E306)."""
    fits = part.time_kind is whole.time_kind or (part.time_kind, whole.time_kind) == (TimeKind.STOCK, TimeKind.FLOW)
    if not fits:
        raise InvalidValueError(
            "E306",
            f"{part.id} is a {part.time_kind.value} and cannot be part of {whole.id}, a {whole.time_kind.value}",
            "stocks are parts of stocks and of cumulative flows, flows of flows, levels of levels",
        )


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
        InvalidValueError: A field of the wrong type (E005, E310) or an illegal value (E006, E301); a relation to itself
            (E303), to a measurand in a unit of another dimension (E108) or of a kind of time that gives no part and
            whole (E306), or more than 32 measurands in a row (E008).
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
    part_of: "tuple[Measurand, ...]" = attrs.field(
        default=(), converter=_by_id, validator=_check_related, eq=_relatives, repr=_shown_ids
    )
    sum_of: "tuple[Measurand, ...]" = attrs.field(
        default=(), converter=_by_id, validator=_check_related, eq=_relatives, repr=_shown_ids
    )

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "unit", canonical(self.unit))
        related = (*self.part_of, *self.sum_of)
        refuse_repeated(_ids(related))
        for measurand in related:
            if measurand.id == self.id:
                raise InvalidValueError("E303", f"{self.id} is part of itself", "a quantity cannot be part of itself")
            if not compatible(self.unit, measurand.unit):
                raise InvalidValueError(
                    "E108",
                    f"{self.id} is in {self.unit}, {measurand.id} is in {measurand.unit}",
                    "a part, a whole and a sum are measured in units of one dimension",
                )
        for whole in self.part_of:
            _check_times(self, whole)
        for addend in self.sum_of:
            _check_times(addend, self)
        if self.depth > MAX_DEPTH:
            raise InvalidValueError(
                "E008", f"measurand {self.id} relates to more than {MAX_DEPTH - 1} others in a row", "leave levels out"
            )

    @functools.cached_property
    def depth(self) -> int:
        """Length of the longest chain of relations from here: 1 if it names no other measurand."""
        return 1 + max((related.depth for related in (*self.part_of, *self.sum_of)), default=0)

    @classmethod
    def adhoc(cls, label: str, unit: str) -> Self:
        """A measurand from its label, with an id made from the label.

        Examples:
            >>> from osintclaims import Measurand
            >>> Measurand.adhoc("Troops sent in 2024", "soldiers").id
            'troops-sent-in-2024'

        Raises:
            InvalidValueError: What the class raises, for example for an empty label (E006).
        """
        if not isinstance(label, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("label", label, "a string")
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        if not slug or len(slug) > 64:  # a label in another script, or a long one: keep ids apart by a hash of it
            slug = f"{slug[:48].rstrip('-') or 'measurand'}-{sha256(label)[:8]}"
        return cls(id=slug, label=label, unit=unit)
