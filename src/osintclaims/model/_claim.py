"""One figure, about one measurand, said by one origin."""

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._attribution import Attribution
from osintclaims.model._document import Anchor, Document
from osintclaims.model._enums import Confidence, Modality
from osintclaims.model._estimate import Estimate
from osintclaims.model._fields import (
    each,
    identifier,
    instance,
    optional_instance,
    refuse_repeated,
    sorted_ids,
    text,
    tuple_of,
    words,
)
from osintclaims.model._html import claim_html
from osintclaims.model._measurand import Measurand
from osintclaims.model._scales import Credibility
from osintclaims.model._source import Source
from osintclaims.model._when import When
from osintclaims.units import compatible

__all__ = ["Claim", "check_publisher", "check_said_before_published", "documents_read", "in_place_order"]


def documents_read(attribution: Attribution, anchors: tuple[Anchor, ...]) -> tuple[Document, ...]:
    """The documents a record was read in: those of its anchors, then those named along its chain."""
    return tuple(dict.fromkeys((*(anchor.document for anchor in anchors), *attribution.documents)))


def in_place_order(anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    """Anchors in order of document and place: the order in which they are listed carries no meaning."""
    if len(anchors) < 2:
        return anchors
    refuse_repeated([f"{anchor.document.id} [{anchor.start}, {anchor.end})" for anchor in anchors])
    return tuple(sorted(anchors, key=lambda anchor: (anchor.document.id, anchor.start, anchor.end)))


def check_publisher(attribution: Attribution, anchors: tuple[Anchor, ...]) -> None:
    """Refuse a chain that does not start at the publisher of the anchored documents (E203)."""
    for anchor in anchors:
        publisher, first = anchor.document.publisher, attribution.publisher
        if publisher.id != first.id:
            raise InvalidValueError(
                "E203",
                f"chain starts at {first.id} but document {anchor.document.id} is published by {publisher.id}",
                "put the publisher first",
            )


def check_said_before_published(said_on: When | None, documents: tuple[Document, ...]) -> None:
    """Refuse an utterance that is definitely later than the document that reports it (E402)."""
    for document in documents:
        if said_on and document.published and document.published.definitely_before(said_on):
            raise InvalidValueError(
                "E402", f"claimed on {said_on}, but document {document.id} is dated {document.published}"
            )


@attrs.frozen(kw_only=True)
class Claim:
    """A figure with who said it, through whom, when, and about exactly what.

    It holds its measurand, sources and documents, and names other claims by id.

    Attributes:
        id: Its name, by which other records refer to it.
        measurand: What the figure is about.
        estimate: The figure.
        attribution: Who said it, through whom.
        modality: Observed, forecast, plan and so on.
        as_of: The time the figure describes (valid time).
        recorded_on: When the coder wrote it down (transaction time).
        credibility: Admiralty grade 1 to 6 of this item, or None.
        likelihood: Estimative phrase as printed, such as ``almost certain``; it stands beside the figure and is not
            part of it. `Likelihood` reads it on a scale.
        confidence: The speaker's analytical confidence.
        anchors: Where it stands, in order of document and place.
        restates: Id of the claim of which this is the same utterance printed elsewhere, or that a headline repeats.
        supersedes: Ids of earlier claims of the same organisation about the same measurand that this one replaces.
        retracted: Whether the origin took it back; copies that others printed carry a flag of their own.
        coder: Who coded it.
        notes: Remarks of the coder.
        tags: Free labels.

    Raises:
        InvalidValueError: A field of the wrong type (E005, E310) or an illegal value (E006, E301); a unit that does not
            fit the measurand (E108); a chain that does not start at the publisher of an anchored document (E203); an
            utterance later than the document that reports it (E402); a claim that restates or supersedes itself (E303).
    """

    id: str = attrs.field(validator=identifier)
    measurand: Measurand = attrs.field(validator=instance(Measurand))
    estimate: Estimate = attrs.field(validator=instance(Estimate))
    attribution: Attribution = attrs.field(validator=instance(Attribution))
    modality: Modality = attrs.field(default=Modality.OBSERVED, validator=instance(Modality))
    as_of: When | None = attrs.field(default=None, validator=optional_instance(When))
    recorded_on: When | None = attrs.field(default=None, validator=optional_instance(When))
    credibility: Credibility | None = attrs.field(default=None, validator=optional_instance(Credibility))
    likelihood: str | None = attrs.field(default=None, validator=attrs.validators.optional(words))
    confidence: Confidence | None = attrs.field(default=None, validator=optional_instance(Confidence))
    anchors: tuple[Anchor, ...] = attrs.field(default=(), validator=tuple_of(Anchor))
    restates: str | None = attrs.field(default=None, validator=attrs.validators.optional(identifier))
    supersedes: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each(identifier))
    retracted: bool = attrs.field(default=False, validator=instance(bool))
    coder: str = attrs.field(default="", validator=text)
    notes: str = attrs.field(default="", validator=text)
    tags: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each(words))

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "anchors", in_place_order(self.anchors))
        if not compatible(self.estimate.unit, self.measurand.unit):
            raise InvalidValueError(
                "E108",
                f"claim is in {self.estimate.unit}, measurand {self.measurand.id} is in {self.measurand.unit}",
                f"give the figure in {self.measurand.unit}, or name another measurand",
            )
        if self.id in (self.restates, *self.supersedes):
            raise InvalidValueError("E303", f"claim {self.id} restates or supersedes itself")
        check_publisher(self.attribution, self.anchors)
        check_said_before_published(self.claimed_on, self.documents)

    @property
    def claimed_on(self) -> When | None:
        """When the origin said it: `said_on` of the last link of the chain."""
        return self.attribution.said_on

    @property
    def origin(self) -> Source:
        """Who said it: the last source of the chain."""
        return self.attribution.origin

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it was read in."""
        return documents_read(self.attribution, self.anchors)

    @property
    def is_evidence(self) -> bool:
        """False if all its anchors lie in navigation, readers' comments or unrelated items."""
        return not self.anchors or any(anchor.section.is_evidence for anchor in self.anchors)

    def _repr_html_(self) -> str:
        return claim_html(self)
