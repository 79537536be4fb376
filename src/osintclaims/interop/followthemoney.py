"""FollowTheMoney statements (as CSV), for Aleph and OpenSanctions."""

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._harmless import neutral
from osintclaims.interop._spelling import iso, sentence, stand
from osintclaims.model import Claim, Corpus, Denial, Document, Measurand, Source, SourceKind, must_be

__all__ = ["dumps"]

EXTENSION: Final = ".statements.csv"
EXTRA: Final = ""
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.title": "statements belong to data sets, here the documents",
        "Corpus.licence": "the same",
        "Source.party": "there is no property for it",
        "Source.reliability": "there is no property for it",
        "Document.characters": "there is no property for it",
        "Document.archived_url": "there is no property for it",
        "Document.sha256": "checksums there are SHA-1",
        "Link.act": "there is no place for it",
        "Link.cue": "there is no place for it",
        "Link.said_on": "that of the origin is kept",
        "Measurand.time_kind": "there is no property for it",
        "Measurand.part_of": "there is no property for it",
        "Measurand.sum_of": "there is no property for it",
        "Source.part_of": "kept for bodies, not for persons",
        "Anchor.*": "there is no place for it",
        "Claim.as_of": "there is no place for it",
        "Claim.anchors": "there is no place for it",
        "Denial.anchors": "there is no place for it",
    }
)
#: What is kept in part.
PARTLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Source.kind": "persons, public bodies and companies are told apart, no more",
        "Link.source": "the origin, and the publishers of documents",
        "Link.document": "the first document is the data set",
        "Claim.claimed_on": "the first and the last day it can mean",
        "Estimate.low": "in the words of the figure; there are no numbers",
        "Estimate.best": "in the words of the figure; there are no numbers",
        "Estimate.high": "in the words of the figure; there are no numbers",
    }
)

#: The columns of followthemoney's own statement files.
_COLUMNS: Final = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
_SCHEMATA: Final = MappingProxyType(
    {
        SourceKind.PERSON: "Person",
        SourceKind.COMPANY: "Company",
        SourceKind.GOVERNMENT: "PublicBody",
        SourceKind.MINISTRY: "PublicBody",
        SourceKind.MILITARY: "PublicBody",
        SourceKind.INTELLIGENCE_SERVICE: "PublicBody",
        SourceKind.IGO: "Organization",
        SourceKind.NGO: "Organization",
        SourceKind.THINK_TANK: "Organization",
        SourceKind.ACADEMIC: "Organization",
        SourceKind.NEWS_AGENCY: "Organization",
        SourceKind.NEWS_OUTLET: "Organization",
    }
)
#: Types of the properties that are used here.
_TYPES: Final = MappingProxyType(
    {
        "name": "name",
        "alias": "name",
        "wikidataId": "identifier",
        "title": "string",
        "publishedAt": "date",
        "retrievedAt": "date",
        "sourceUrl": "url",
        "publisher": "string",
        "notes": "text",
        "summary": "text",
        "location": "string",
        "keywords": "string",
        "startDate": "date",
        "endDate": "date",
        "parent": "entity",
    }
)
#: Data set of what belongs to no document.
_DATASET: Final = "osintclaims"

Row = dict[str, Any]


def dumps(content: Corpus) -> str:
    """A corpus as statements: sources, documents and measurands are entities, claims and denials notes on them.

    The value of a note is the figure in words, with its bound ("more than 7,000 people"), because a bare number would
    be read as the figure itself; `original_value` is the figure as printed, `origin` who said it, the data set the
    document. A text that a spreadsheet would run as a formula has an apostrophe put before it.

    Args:
        content: The corpus.
    """
    must_be("content", content, Corpus)
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect="unix")
    writer.writerow(_COLUMNS)
    for row in _rows(content):
        writer.writerow([neutral(str(row.get(column, ""))) for column in _COLUMNS])
    return out.getvalue()


def _rows(corpus: Corpus) -> Iterator[Row]:
    for source in corpus.sources:
        yield from _source(source)
    for document in corpus.documents:
        yield from _document(document)
    for measurand in corpus.measurands:
        yield from _measurand(measurand)
    for claim in corpus.claims:
        yield _claim(claim)
    for denial in corpus.denials:
        yield from _denial(denial, corpus)


def _statement(entity: str, schema: str, prop: str, value: str, **more: Any) -> Row:
    said = {key: one for key, one in more.items() if one}
    row = {
        "canonical_id": entity,
        "entity_id": entity,
        "external": "f",
        "schema": schema,
        "prop": prop,
        "prop_type": _TYPES[prop],
        "value": value,
    }
    return {"dataset": _DATASET, **row, **said}


def _source(source: Source) -> Iterator[Row]:
    schema = _SCHEMATA.get(source.kind, "LegalEntity")
    name = f"source-{source.id}"
    yield _statement(name, schema, "name", source.name)
    for alias in source.aliases:
        yield _statement(name, schema, "alias", alias)
    if source.wikidata:
        yield _statement(name, schema, "wikidataId", source.wikidata)
    if source.part_of is not None and schema != "Person":
        yield _statement(name, schema, "parent", f"source-{source.part_of.id}")


def _document(document: Document) -> Iterator[Row]:
    name = f"document-{document.id}"

    def said(prop: str, value: str | None) -> Iterator[Row]:
        if value:
            yield _statement(name, "Article", prop, value, dataset=_dataset(document), lang=document.language)

    yield from said("title", document.title or document.id)
    yield from said("publisher", document.publisher.name)
    yield from said("sourceUrl", document.url)
    yield from said("publishedAt", iso(document.published))
    yield from said("retrievedAt", iso(document.retrieved))


def _dataset(document: Document) -> str:
    return document.id.replace("-", "_")


def _measurand(measurand: Measurand) -> Iterator[Row]:
    name = f"measurand-{measurand.id}"
    period = measurand.period
    yield _statement(name, "Event", "name", measurand.label)
    for prop, value in (
        ("location", measurand.place),
        ("keywords", measurand.population),
        ("summary", measurand.state),
    ):
        if value:
            yield _statement(name, "Event", prop, value)
    if period is not None and period.earliest is not None:
        yield _statement(name, "Event", "startDate", period.earliest.isoformat(), original_value=period.text)
    if period is not None and period.latest is not None:
        yield _statement(name, "Event", "endDate", period.latest.isoformat(), original_value=period.text)


def _seen(record: Claim | Denial) -> Mapping[str, Any]:
    """Where it was read, who said it, and when."""
    when = record.attribution.said_on
    return {
        "dataset": _dataset(record.documents[0]) if record.documents else None,
        "origin": record.attribution.origin.id,
        "first_seen": when and when.earliest and when.earliest.isoformat(),
        "last_seen": when and when.latest and when.latest.isoformat(),
    }


def _claim(claim: Claim) -> Row:
    name = f"measurand-{claim.measurand.id}"
    what = f"{claim.id} ({claim.modality.value}): {sentence(claim)}"
    graded = f"credibility {claim.credibility.value}" if claim.credibility else ""
    spoken = f"{claim.confidence.value} confidence" if claim.confidence else ""
    linked = f"restates {claim.restates}" if claim.restates else ""
    replaced = [f"supersedes {id_}" for id_ in claim.supersedes]
    taken_back = "retracted" if claim.retracted else ""
    coded = f"coded by {claim.coder}" if claim.coder else ""
    recorded = f"on {claim.recorded_on}" if claim.recorded_on else ""
    more = (claim.likelihood, spoken, graded, linked, *replaced, taken_back, coded, recorded, *claim.tags, claim.notes)
    text = "; ".join(filter(None, (what, *more)))
    return _statement(name, "Event", "notes", text, original_value=claim.estimate.wording, **_seen(claim))


def _denial(denial: Denial, corpus: Corpus) -> Iterator[Row]:
    targets = {one.id for one in denial.measurands} | {corpus.claim(id_).measurand.id for id_ in denial.claims}
    replaced = [f"supersedes {id_}" for id_ in denial.supersedes]
    more = (
        denial.counter_claim and f"see {denial.counter_claim}",
        "" if denial.explicit else "inferred",
        "retracted" if denial.retracted else "",
        *replaced,
        denial.notes,
    )
    text = "; ".join(filter(None, (f"{denial.id}: {stand(denial)}", *more)))
    for id_ in sorted(targets):
        yield _statement(f"measurand-{id_}", "Event", "notes", text, **_seen(denial))
