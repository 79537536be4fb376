"""How a party stands against what was claimed: denials, and the ways of not confirming."""

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._attribution import Attribution
from osintclaims.model._claim import check_publisher, check_said_before_published, documents_read, in_place_order
from osintclaims.model._document import Anchor, Document
from osintclaims.model._enums import DenialKind
from osintclaims.model._fields import (
    each,
    identifier,
    instance,
    optional_instance,
    refuse_repeated,
    sorted_ids,
    text,
    tuple_of,
)
from osintclaims.model._measurand import Measurand
from osintclaims.model._source import Source
from osintclaims.model._when import When

__all__ = ["Denial"]


@attrs.frozen(kw_only=True)
class Denial:
    """A typed act against claims, after Airwars' belligerent assessments. It is no number and never averaged in.

    Attributes:
        id: Its name.
        attribution: Who said it, through whom; for a silence, who is silent, through whom we know.
        kind: Which of the eleven kinds; `DenialKind.is_denial` tells denials from mere non-confirmations.
        measurands: What it is about, in order of ids.
        claims: Ids of the claims it is aimed at.
        said_on: When; the origin link's date if not given (and with `attrs.evolve`, give both anew).
        counter_claim: Id of the denier's own claim, for a counter figure; that claim votes as any other.
        anchors: Where it stands.
        explicit: Whether the words of the party are reported, rather than its stand inferred by the coder.
        supersedes: Ids of earlier denials of the same organisation that this one replaces.
        retracted: Whether the party took it back.
        notes: Remarks of the coder.

    Raises:
        InvalidValueError: A field of the wrong type (E005, E310) or an illegal value; no target, or words quoted from a
            silence (E601); two dates that differ (E402); a counter figure without its claim, or the reverse (E602); and
            the rules on publishers and dates that hold for claims (E203, E402).
    """

    id: str = attrs.field(validator=identifier)
    attribution: Attribution = attrs.field(validator=instance(Attribution))
    kind: DenialKind = attrs.field(validator=instance(DenialKind))
    measurands: tuple[Measurand, ...] = attrs.field(default=(), validator=tuple_of(Measurand))
    claims: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each(identifier))
    said_on: When | None = attrs.field(default=None, validator=optional_instance(When))
    counter_claim: str | None = attrs.field(default=None, validator=attrs.validators.optional(identifier))
    anchors: tuple[Anchor, ...] = attrs.field(default=(), validator=tuple_of(Anchor))
    explicit: bool = attrs.field(default=True, validator=instance(bool))
    supersedes: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each(identifier))
    retracted: bool = attrs.field(default=False, validator=instance(bool))
    notes: str = attrs.field(default="", validator=text)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "anchors", in_place_order(self.anchors))
        refuse_repeated([measurand.id for measurand in self.measurands])
        object.__setattr__(self, "measurands", tuple(sorted(self.measurands, key=lambda measurand: measurand.id)))
        told = self.attribution.said_on
        if self.said_on is None:
            object.__setattr__(self, "said_on", told)
        elif told is not None and told != self.said_on:
            raise InvalidValueError(
                "E402", f"denial {self.id} is dated {self.said_on} and, by its chain, {told}", "give it once"
            )
        if not self.measurands and not self.claims:
            raise InvalidValueError("E601", f"denial {self.id} targets nothing", "name measurands or claims")
        quoted = self.attribution.chain[-1].cue or any(anchor.exact for anchor in self.anchors)
        if self.kind is DenialKind.SILENCE and quoted:
            raise InvalidValueError(
                "E601", f"denial {self.id} quotes a silence", "leave cue and exact empty, or choose another kind"
            )
        if (self.kind is DenialKind.COUNTER_FIGURE) != (self.counter_claim is not None):
            raise InvalidValueError(
                "E602",
                f"denial {self.id} of kind {self.kind.value} and its counter_claim do not fit",
                "a counter_figure, and only it, names one",
            )
        if self.id in self.supersedes:
            raise InvalidValueError("E303", f"denial {self.id} supersedes itself")
        check_publisher(self.attribution, self.anchors)
        check_said_before_published(self.said_on, self.documents)

    @property
    def party(self) -> Source:
        """Who denies, or does not confirm: the last source of the chain."""
        return self.attribution.origin

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it was read in."""
        return documents_read(self.attribution, self.anchors)
