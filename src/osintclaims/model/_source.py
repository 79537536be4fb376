"""Who speaks or publishes."""

from typing import Literal

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._enums import SourceKind
from osintclaims.model._fields import identifier, instance, optional_instance, sorted_ids, text, words
from osintclaims.model._scales import Reliability

__all__ = ["Independence", "Source"]

#: Level at which speakers count as one voice; see `Source.voice`.
Independence = Literal["source", "organisation", "party"]


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
        InvalidValueError: A field of the wrong type (E005), an empty name (E006), a bad id or an alias twice (E301).
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=words)
    kind: SourceKind = attrs.field(default=SourceKind.UNKNOWN, validator=instance(SourceKind))
    aliases: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids)
    part_of: "Source | None" = attrs.field(default=None)
    party: str | None = attrs.field(default=None, validator=attrs.validators.optional(text))
    reliability: Reliability | None = attrs.field(default=None, validator=optional_instance(Reliability))
    wikidata: str | None = attrs.field(default=None, validator=attrs.validators.optional(text))

    def __attrs_post_init__(self) -> None:
        if self.part_of is not None:
            instance(Source)(self, attrs.fields(Source).part_of, self.part_of)
        for alias in self.aliases:
            words(self, attrs.fields(Source).aliases, alias)
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
        """
        if independence == "source":
            return self.id
        top = self.organisation
        return f"party:{top.party}" if independence == "party" and top.party else top.id
