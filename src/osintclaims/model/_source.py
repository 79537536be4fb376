"""Who speaks or publishes."""

import re
from typing import Any, Final, Literal, get_args

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._enums import SourceKind
from osintclaims.model._fields import (
    MAX_DEPTH,
    each,
    identifier,
    instance,
    optional_instance,
    quoted,
    shown,
    sorted_ids,
    words,
    wrong_type,
)
from osintclaims.model._scales import Reliability

__all__ = ["Independence", "Source"]

#: Level at which speakers count as one voice; see `Source.voice`.
Independence = Literal["source", "organisation", "party"]

_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]{0,17}")


def _wikidata(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for item ids of Wikidata."""
    words(None, attribute, value)
    if not _WIKIDATA.fullmatch(value):
        raise InvalidValueError("E006", f"{quoted(value)} is not a Wikidata item", "write for example Q212")


def _check_part_of(owner: "Source", attribute: "attrs.Attribute[Any]", value: "Source | None") -> None:
    """A validator for the body that a source belongs to: the chain upwards ends, and soon."""
    if value is not None and not isinstance(value, Source):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise wrong_type(attribute.name, value, "a Source")
    chain = [owner.id]
    while value is not None:
        chain.append(value.id)
        if value.id == owner.id:
            raise InvalidValueError("E303", f"part_of cycle: {' → '.join(chain)}", "nobody is part of itself")
        if len(chain) > MAX_DEPTH:
            raise InvalidValueError(
                "E008", f"source {owner.id} stands below more than {MAX_DEPTH - 1} others", "leave levels out"
            )
        value = value.part_of


@attrs.frozen(kw_only=True, cache_hash=True)
class Source:
    """A person, body or outlet that says or prints something (STIX identity, PROV agent).

    Attributes:
        id: Its name in files: lower-case letters, digits, single hyphens.
        name: Its name as people write it.
        kind: What sort of speaker it is.
        aliases: Other names of the same source, in alphabetical order.
        part_of: The body it belongs to: an intelligence service is part of its government, and so is a spokesman.
        party: Side of the conflict, in the coder's own words, for counting voices by party.
        reliability: Admiralty grade A to F, or None if it was never graded.
        wikidata: Item id such as ``Q212``.

    Raises:
        InvalidValueError: A field of the wrong type (E005, E310), an empty name or another illegal value (E006), a bad
            id or an alias twice (E301), a `part_of` chain that meets itself (E303) or is more than 32 long (E008).
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=words)
    kind: SourceKind = attrs.field(default=SourceKind.UNKNOWN, validator=instance(SourceKind))
    aliases: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each(words))
    part_of: "Source | None" = attrs.field(default=None, validator=_check_part_of)
    party: str | None = attrs.field(default=None, validator=attrs.validators.optional(words))
    reliability: Reliability | None = attrs.field(default=None, validator=optional_instance(Reliability))
    wikidata: str | None = attrs.field(default=None, validator=attrs.validators.optional(_wikidata))

    def __attrs_post_init__(self) -> None:
        if self.name in self.aliases:
            raise InvalidValueError(
                "E301", f'source {self.id} lists its own name "{self.name}" as an alias', "leave it out"
            )

    @property
    def organisation(self) -> "Source":
        """The top of the `part_of` chain: the government behind a ministry's spokesman; itself if it stands alone."""
        top = self
        while top.part_of is not None:
            top = top.part_of
        return top

    @property
    def is_unattributed(self) -> bool:
        """Whether nobody is named: anonymous and part of no organisation ("some estimates", "reports")."""
        return self.kind is SourceKind.ANONYMOUS and self.part_of is None

    def voice(self, independence: Independence = "organisation") -> str:
        """Key under which this source counts as one voice.

        Args:
            independence: ``source``: the source itself; ``organisation``: the top of its `part_of` chain; ``party``:
                that top's party, or the organisation where no party is given.

        Raises:
            InvalidValueError: Another word is given (E006).
        """
        if independence not in get_args(Independence):
            raise InvalidValueError(
                "E006",
                f"{shown(independence)} is no level of independence",
                f"one of {', '.join(get_args(Independence))}",
            )
        if independence == "source":
            return self.id
        top = self.organisation
        return f"party:{top.party}" if independence == "party" and top.party else top.id
