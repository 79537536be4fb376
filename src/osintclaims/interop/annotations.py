"""W3C Web Annotation (recommendation of 2017): places in documents, for archives and annotation tools."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import shown
from osintclaims.interop._harmless import page_json
from osintclaims.interop._json_text import is_array, is_object, parse_json
from osintclaims.interop._names import Sources, ident
from osintclaims.interop._problems import RowProblem, TableError
from osintclaims.interop._spelling import sentence, stand, urn
from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Corpus,
    Denial,
    Document,
    Estimate,
    Link,
    Measurand,
    When,
    must_be,
    sha256,
)

__all__ = ["dumps", "loads"]

EXTENSION: Final = ".annotations.json"
EXTRA: Final = ""
_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.licence": "annotations have rights each",
        "Source.kind": "agents are not described",
        "Source.aliases": "agents are not described",
        "Source.part_of": "agents are not described",
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
        "Link.said_on": "not kept",
        "Link.document": "a place is annotated, not a chain",
        "Link.source": "the origin is named, others are not",
        "Measurand.population": "the label is kept",
        "Measurand.state": "the label is kept",
        "Measurand.place": "the label is kept",
        "Measurand.period": "the label is kept",
        "Measurand.time_kind": "the label is kept",
        "Measurand.part_of": "the label is kept",
        "Measurand.sum_of": "the label is kept",
        "Estimate.wording": "the quote is annotated where it is known",
        "Claim.as_of": "not kept",
        "Claim.claimed_on": "not kept",
        "Claim.credibility": "not kept",
        "Claim.likelihood": "not kept",
        "Claim.confidence": "not kept",
        "Claim.restates": "not kept",
        "Claim.supersedes": "not kept",
        "Denial.supersedes": "not kept",
        "Denial.explicit": "not kept",
        "Denial.counter_claim": "not kept",
        "Denial.said_on": "not kept",
    }
)

#: Our key for what the standard has no home for: the hash of a quote, and that of the text it stands in.
_HASH: Final = "osintclaims:sha256"


def dumps(content: Corpus) -> str:
    """The claims and denials of a corpus as annotations of the documents that they stand in.

    A target has a position selector, and a quote selector where the anchor holds the quote; records without an anchor
    annotate a document as a whole, or nothing that is addressable and are annotations without a target selector.

    Args:
        content: The corpus.
    """
    must_be("content", content, Corpus)
    records: list[Claim | Denial] = [*content.claims, *content.denials]
    items = [_annotation(record) for record in records]
    page = {
        "@context": [_CONTEXT, {"osintclaims": "urn:osintclaims:ns:"}],
        "id": urn("page", "1"),
        "type": "AnnotationPage",
        "partOf": {
            "id": urn("collection", "1"),
            "type": "AnnotationCollection",
            "label": content.title or "claims",
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return page_json(page)


def _annotation(record: Claim | Denial) -> dict[str, Any]:
    is_claim = isinstance(record, Claim)
    said = sentence(record) if isinstance(record, Claim) else stand(record)
    bodies = [_body(said, "describing")]
    if isinstance(record, Claim):
        bodies.append(_body(record.measurand.label, "tagging"))
        bodies.append(_body(record.origin.name, "identifying"))
        bodies.extend(_body(tag, "tagging") for tag in record.tags)
    if record.notes:
        bodies.append(_body(record.notes, "commenting"))
    annotation: dict[str, Any] = {
        "id": urn("claim" if is_claim else "denial", record.id),
        "type": "Annotation",
        "motivation": "describing" if is_claim else "replying",
        "body": bodies,
    }
    if isinstance(record, Claim):
        if record.coder:
            annotation["creator"] = {"type": "Person", "name": record.coder}
        day = record.recorded_on
        if day is not None and day.earliest is not None and day.earliest == day.latest:
            annotation["created"] = f"{day.earliest.isoformat()}T00:00:00Z"
    targets = [_target(anchor) for anchor in record.anchors]
    if not targets:
        targets = [_source(document) for document in record.documents] or [{"id": annotation["id"]}]
    annotation["target"] = targets[0] if len(targets) == 1 else targets
    return annotation


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _source(document: Document) -> dict[str, Any]:
    source: dict[str, Any] = {
        "id": document.url or urn("document", document.id),
        "type": "Text",
        "format": "text/plain",
        "language": document.language,
    }
    return source | ({_HASH: document.sha256} if document.sha256 else {})


def _target(anchor: Anchor) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end, _HASH: anchor.quote_sha256}
    ]
    if anchor.exact:
        selectors.append({"type": "TextQuoteSelector", "exact": anchor.exact})
    return {
        "type": "SpecificResource",
        "source": _source(anchor.document),
        "selector": selectors[0] if len(selectors) == 1 else selectors,
        "osintclaims:section": anchor.section.value,
    }


def loads(text: str, *, unit: str = "item") -> Corpus:
    """Claims from the annotations of any tool: a marked figure is a claim about what its first tag names.

    The figure is read from the quote. Its page is a document whose publisher is the site; a body that identifies
    somebody names the origin, and comments become notes.

    Args:
        text: One annotation, a list of them, or a page or collection of them.
        unit: Unit of figures that do not name one.

    Raises:
        CorpusError: It is no JSON.
        TableError: Annotations that cannot be taken; their numbers count from 1.
    """
    listed = list(_annotations(parse_json(text, file="annotations.json")))
    sources = Sources()
    marked: dict[int, _Marked] = {}
    made: list[Claim] = []
    problems: list[RowProblem] = []
    for number, annotation in enumerate(listed, 1):
        try:
            marked[number] = _Marked.of(annotation)
        except InvalidValueError as error:
            problems.append(_problem(number, annotation, error))
        else:
            for name in (marked[number].site, marked[number].origin):
                sources.add(name)
    for number, one in marked.items():
        try:
            made.append(_claim(one, sources, unit))
        except InvalidValueError as error:
            problems.append(_problem(number, listed[number - 1], error))
    if not listed:
        problems.append(RowProblem(0, "", "", "there is no annotation", "", "E004"))
    if problems:
        raise TableError(tuple(sorted(problems, key=lambda problem: problem.row)))
    return Corpus(claims=tuple(made))


def _problem(number: int, annotation: Mapping[str, Any], error: InvalidValueError) -> RowProblem:
    return RowProblem(number, "id", shown(annotation.get("id", "")), error.message, error.hint, error.code)


def _annotations(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every annotation, wherever it stands."""
    if is_array(value):
        for one in value:
            yield from _annotations(one)
    elif is_object(value):
        types = value.get("type")
        if "Annotation" in (types if is_array(types) else (types,)):
            yield value
        else:
            for key in ("items", "first"):
                yield from _annotations(value.get(key))


def _list(value: Any) -> list[Any]:
    return value if is_array(value) else [] if value is None else [value]


@attrs.frozen
class _Marked:
    """What an annotation says, however its tool wrote it."""

    id: str
    page: str
    quote: str
    start: int | None
    bodies: Mapping[str, list[str]]
    coder: str
    created: str

    @classmethod
    def of(cls, annotation: Mapping[str, Any]) -> "_Marked":
        """Read an annotation.

        Raises:
            InvalidValueError: It marks no text of a page.
        """
        targets = [one for one in _list(annotation.get("target")) if is_object(one)]
        if len(targets) != 1:
            raise InvalidValueError("E004", f"{len(targets)} marked places, one is wanted", "mark one figure at a time")
        source = targets[0].get("source")
        page = str(source.get("id", "") if is_object(source) else source or "")
        selectors = [one for one in _list(targets[0].get("selector")) if is_object(one)]
        by_type = {str(one.get("type")): one for one in selectors}
        quote = str(by_type.get("TextQuoteSelector", {}).get("exact", ""))
        start = by_type.get("TextPositionSelector", {}).get("start")
        if not page or not quote:
            raise InvalidValueError("E004", "no page or no quote", "a source and a TextQuoteSelector are wanted")
        bodies: dict[str, list[str]] = {}
        for body in _list(annotation.get("body")):
            if is_object(body) and body.get("value"):
                bodies.setdefault(str(body.get("purpose", "commenting")), []).append(str(body["value"]))
        creator = annotation.get("creator")
        name = creator.get("name") or creator.get("id") or "" if is_object(creator) else creator or ""
        return cls(
            id=str(annotation.get("id", "")),
            page=page,
            quote=quote,
            start=start if isinstance(start, int) and not isinstance(start, bool) else None,
            bodies=bodies,
            coder=str(name),
            created=str(annotation.get("created", ""))[:10],
        )

    @property
    def site(self) -> str:
        """The site of its page, as a publisher."""
        try:
            return urlsplit(self.page).hostname or self.page
        except ValueError:  # what looks like an address and is none
            return self.page

    @property
    def origin(self) -> str:
        """Who is named as the origin, or nothing."""
        return next(iter(self.bodies.get("identifying", [])), "")


def _claim(marked: _Marked, sources: Sources, unit: str) -> Claim:
    """The claim of a marked figure."""
    tags = marked.bodies.get("tagging", [])
    if not tags:
        raise InvalidValueError("E004", "no tag says what the figure is about", "tag it with what is counted")
    estimate = _read(marked.quote, unit)
    ours = urn("claim", "")
    publisher = sources.of(sources.add(marked.site))
    document = Document(id=ident("page", publisher.id, marked.page), publisher=publisher, url=marked.page)
    links = [Link(source=publisher, document=document)]
    if marked.origin:
        origin = sources.of(sources.add(marked.origin))
        links += [Link(source=origin)] if origin.id != publisher.id else []
    anchors: tuple[Anchor, ...] = ()
    if marked.start is not None:
        anchors = (_anchor(document, marked.start, marked.quote),)
    return Claim(
        id=marked.id.removeprefix(ours) if marked.id.startswith(ours) else ident("marked", marked.id or marked.quote),
        measurand=Measurand.adhoc(tags[0], estimate.unit),
        estimate=estimate,
        attribution=Attribution(tuple(links)),
        recorded_on=When(marked.created) if marked.created else None,
        anchors=anchors,
        coder=marked.coder,
        notes="\n".join(marked.bodies.get("commenting", [])),
        tags=tuple(dict.fromkeys(tags[1:])),
    )


def _anchor(document: Document, start: int, quote: str) -> Anchor:
    """The place of a quote in a text of which nothing else is known."""
    return Anchor(document=document, start=start, end=start + len(quote), quote_sha256=sha256(quote))


def _read(quote: str, unit: str) -> Estimate:
    """The figure that a quote states."""
    from osintclaims.wording import EstimateParseError, parse_estimate  # noqa: PLC0415 - larger than all the rest here

    try:
        estimate = parse_estimate(quote)
    except EstimateParseError as error:
        try:
            estimate = parse_estimate(quote, unit=unit)
        except EstimateParseError:
            hint = "mark the figure alone"
            raise InvalidValueError("E106", f"not read as a figure: {error}", hint) from None
    return attrs.evolve(estimate, wording=quote)
