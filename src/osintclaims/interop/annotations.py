"""W3C Web Annotation (recommendation of 2017): places in documents, for archives and annotation tools.

What the standard has no term for stands under keys of our own, ``osintclaims:``, which other programs pass over.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._annotations_back import OURS
from osintclaims.interop._annotations_in import corpus_of
from osintclaims.interop._harmless import page_json
from osintclaims.interop._spelling import sentence, stand, urn
from osintclaims.model import Anchor, Claim, Corpus, Denial, Document, Measurand, Modality, Source, must_be

__all__ = ["dumps", "loads"]

EXTENSION: Final = ".annotations.json"
EXTRA: Final = ""
_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.licence": "annotations have rights each",
        "Source.aliases": "agents are not described",
        "Source.party": "agents are not described",
        "Source.reliability": "agents are not described",
        "Source.wikidata": "agents are not described",
        "Document.published": "documents are named by their address",
        "Document.title": "documents are named by their address",
        "Document.archived_url": "documents are named by their address",
        "Document.retrieved": "documents are named by their address",
        "Document.characters": "the hash is kept",
        "Link.act": "not kept",
        "Link.cue": "not kept",
        "Link.said_on": "that of the origin is kept",
        "Link.document": "a place is annotated, not a chain",
        "Link.source": "the origin and publishers of documents are named, others are not",
        "Measurand.population": "the label is kept",
        "Measurand.state": "the label is kept",
        "Measurand.place": "the label is kept",
        "Measurand.period": "the label is kept",
        "Measurand.time_kind": "the label is kept",
        "Measurand.part_of": "the label is kept",
        "Measurand.sum_of": "the label is kept",
        "Claim.credibility": "not kept",
        "Claim.likelihood": "not kept",
        "Claim.confidence": "not kept",
    }
)

#: What is kept in part.
PARTLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Source.name": "of origins, of publishers of documents, and of the organisations at their top",
        "Source.kind": "of the same",
        "Source.part_of": "the organisation at the top",
    }
)


def dumps(content: Corpus) -> str:
    """The claims and denials of a corpus as annotations of the documents that they stand in.

    A target has a position selector, and a quote selector where the anchor holds the quote; records without an anchor
    annotate a document as a whole, or nothing that is addressable and are annotations without a target selector. A
    document without an address is named by a URN of its id. A denial replies to the annotations of the claims that it
    denies.

    Args:
        content: The corpus.

    Examples:
        >>> from osintclaims import load_seed_corpus
        >>> from osintclaims.interop import annotations
        >>> seeds = load_seed_corpus()
        >>> back = annotations.loads(annotations.dumps(seeds))
        >>> back.claim("000-c1").estimate == seeds.claim("000-c1").estimate
        True
    """
    must_be("content", content, Corpus)
    items = [_of_claim(claim) for claim in content.claims] + [_of_denial(denial) for denial in content.denials]
    collection = {"id": urn("collection", "1"), "type": "AnnotationCollection", "total": len(items)}
    page = {
        "@context": [_CONTEXT, {"osintclaims": "urn:osintclaims:ns:"}],
        "id": urn("page", "1"),
        "type": "AnnotationPage",
        "partOf": collection | ({"label": content.title} if content.title else {}),
        "startIndex": 0,
        "items": items,
    }
    return page_json(page)


def _of_claim(claim: Claim) -> dict[str, Any]:
    estimate = claim.estimate
    numbers = {name: getattr(estimate, name) for name in ("unit", "low", "best", "high", "vague", "wording")}
    figure = _ours(**numbers, low_open=estimate.low_open, high_open=estimate.high_open, hedge=estimate.hedge.value)
    day = claim.recorded_on
    is_day = day is not None and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day.text)
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        **({"creator": {"type": "Person", "name": claim.coder}} if claim.coder else {}),
        **({"created": f"{day}T00:00:00Z"} if is_day else _ours(recorded_on=day and day.text)),
        **_ours(
            modality="" if claim.modality is Modality.OBSERVED else claim.modality.value,
            claimed_on=claim.claimed_on and claim.claimed_on.text,
            as_of=claim.as_of and claim.as_of.text,
            restates=claim.restates,
            supersedes=[*claim.supersedes],
            retracted=claim.retracted,
        ),
        "body": [
            _body(sentence(claim), "describing") | figure,
            _about(claim.measurand),
            _identified(claim.origin),
            *(_body(tag, "tagging") for tag in claim.tags),
            *_notes(claim),
        ],
        "target": _targets(claim),
    }


def _of_denial(denial: Denial) -> dict[str, Any]:
    return {
        "id": urn("denial", denial.id),
        "type": "Annotation",
        "motivation": "replying",
        **_ours(
            claimed_on=denial.said_on and denial.said_on.text,
            counter_claim=denial.counter_claim,
            inferred=not denial.explicit,
            supersedes=[*denial.supersedes],
            retracted=denial.retracted,
        ),
        "body": [
            _body(stand(denial), "describing"),
            _body(denial.kind.value, "classifying"),
            _identified(denial.party),
            *(_about(measurand) for measurand in denial.measurands),
            *_notes(denial),
        ],
        "target": _targets(denial, *({"id": urn("claim", id_)} for id_ in denial.claims)),
    }


def _ours(**values: object) -> dict[str, Any]:
    """What there is no term for, under keys of our own; nothing for what is not there, though a zero is."""
    return {
        f"{OURS}{name}": value
        for name, value in values.items()
        if value is not None and value is not False and value not in ("", [])
    }


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _about(measurand: Measurand) -> dict[str, Any]:
    return {"id": urn("measurand", measurand.id), **_body(measurand.label, "tagging"), **_ours(unit=measurand.unit)}


def _identified(source: Source) -> dict[str, Any]:
    """Who speaks, and for whom; the kind tells a name from "some officials"."""
    return {"id": urn("source", source.id), **_body(source.name, "identifying"), **_kind(source)}


def _kind(source: Source) -> dict[str, Any]:
    top = source.organisation
    agent = {"id": urn("source", top.id), "name": top.name, **_ours(kind=top.kind.value)}
    return _ours(kind=source.kind.value, organisation=None if top == source else agent)


def _notes(record: Claim | Denial) -> list[dict[str, Any]]:
    return [_body(record.notes, "commenting")] if record.notes else []


def _targets(record: Claim | Denial, *denied: dict[str, Any]) -> Any:
    """What a record stands in and what it replies to; itself, if that is nothing."""
    kind = "claim" if isinstance(record, Claim) else "denial"
    places = [_place(anchor) for anchor in record.anchors] or [_source(document) for document in record.documents]
    targets = [*places, *denied] or [{"id": urn(kind, record.id)}]
    return targets[0] if len(targets) == 1 else targets


def _source(document: Document) -> dict[str, Any]:
    publisher = document.publisher
    name = {"id": urn("source", publisher.id), "type": "Organization", "name": publisher.name}
    return {
        "id": document.url or urn("document", document.id),
        "type": "Text",
        "format": "text/plain",
        "language": document.language,
        "dcterms:publisher": name | _kind(publisher),
        **_ours(document=document.id, sha256=document.sha256),
    }


def _place(anchor: Anchor) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {
            "type": "TextPositionSelector",
            "start": anchor.start,
            "end": anchor.end,
            **_ours(sha256=anchor.quote_sha256),
        }
    ]
    if anchor.exact:
        selectors.append({"type": "TextQuoteSelector", "exact": anchor.exact})
    return {
        "type": "SpecificResource",
        "source": _source(anchor.document),
        "selector": selectors[0] if len(selectors) == 1 else selectors,
        **_ours(section=anchor.section.value),
    }


def loads(text: str, *, unit: str = "item") -> Corpus:
    """Claims from the annotations of any tool: a marked figure is a claim about what its first tag names.

    The figure is read from the quote. Its page is a document whose publisher is the site; a body that identifies
    somebody names the origin, and comments become notes. Annotations that `dumps` wrote, perhaps sent through another
    program, are claims and denials again, with all that the table of losses does not list.

    Args:
        text: One annotation, a list of them, or a page or collection of them.
        unit: Unit of figures that do not name one.

    Raises:
        CorpusError: It is no JSON.
        TableError: Annotations that cannot be taken; their numbers count from 1.
    """
    return corpus_of(text, unit)
