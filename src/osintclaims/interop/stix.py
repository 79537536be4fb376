"""STIX 2.1 (OASIS standard of 2021): a bundle for threat-intelligence platforms."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._spelling import sentence, stand, urn, uuid_of
from osintclaims.model import Claim, Corpus, Credibility, Denial, DenialKind, Document, Source, SourceKind, must_be

__all__ = ["dumps"]

EXTENSION: Final = ".stix.json"
EXTRA: Final = ""
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.title": "a bundle has no title",
        "Corpus.licence": "nor a licence",
        "Source.party": "sides have no place",
        "Document.language": "not kept",
        "Document.characters": "the hash is kept",
        "Document.retrieved": "not kept",
        "Link.act": "the chain is kept as names",
        "Link.cue": "the chain is kept as names",
        "Link.said_on": "that of the origin is kept",
    }
)
#: What is kept in part.
PARTLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Document.published": "a report needs a full day; other documents are external references alone",
        "Claim.credibility": "as a confidence; a 6 has none, and neither has what was not graded",
        "Denial.kind": "as an opinion, and as a label",
    }
)

#: Confidence of the Admiralty grades (STIX 2.1, Appendix A, middle values); a 6 has none: it is not a low one.
_CONFIDENCE: Final = MappingProxyType(
    {
        Credibility.CONFIRMED: 90,
        Credibility.PROBABLY_TRUE: 70,
        Credibility.POSSIBLY_TRUE: 50,
        Credibility.DOUBTFUL: 30,
        Credibility.IMPROBABLE: 10,
    }
)
_OPINIONS: Final = MappingProxyType(
    {
        DenialKind.FLAT_DENIAL: "strongly-disagree",
        DenialKind.DISMISSAL: "strongly-disagree",
        DenialKind.PARTIAL_DENIAL: "disagree",
        DenialKind.COUNTER_FIGURE: "disagree",
    }
)
_CLASSES: Final = MappingProxyType(
    {
        SourceKind.PERSON: "individual",
        SourceKind.SOCIAL_ACCOUNT: "individual",
        SourceKind.ANONYMOUS: "unknown",
        SourceKind.UNKNOWN: "unknown",
    }
)
_EXTENSION_ID: Final = f"extension-definition--{uuid_of('extension', 'figure')}"
_MAKER_ID: Final = f"identity--{uuid_of('tool', 'osintclaims')}"


def dumps(content: Corpus, *, created: datetime | None = None) -> str:
    """A corpus as a STIX bundle.

    Sources are identities, dated documents reports, claims notes, denials opinions (refusals and silences are notes:
    who does not confirm has no opinion). Figures, which STIX does not know, stand in a property extension of the notes.
    Ids are made of those of the corpus.

    Args:
        content: The corpus.
        created: When the objects were made, which STIX wants to know; now, if it is not given.
    """
    must_be("content", content, Corpus)
    must_be("created", created, datetime, type(None))
    stamp = _stamp(datetime.now(UTC) if created is None else created.astimezone(UTC))
    objects = [{**one, "created": stamp, "modified": stamp} for one in _objects(content)]
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid_of('bundle', ' '.join(claim.id for claim in content.claims))}",
        "objects": objects,
    }
    return json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _objects(corpus: Corpus) -> Iterator[dict[str, Any]]:
    yield _object("identity", _MAKER_ID, name="osintclaims", identity_class="system")
    yield _object(
        "extension-definition",
        _EXTENSION_ID,
        created_by_ref=_MAKER_ID,
        name="Figures of claims",
        description="Low, best and high of a figure with its unit, wording, time and chain of sources.",
        schema=urn("schema", "osintclaims-json-1"),
        version="1.0.0",
        extension_types=["property-extension"],
    )
    for source in corpus.sources:
        yield from _identity(source)
    for claim in corpus.claims:
        yield _note(claim)
    for denial in corpus.denials:
        yield _opinion(denial, corpus)
    for document in corpus.documents:
        yield from _report(document, corpus)


def _object(kind: str, id_: str, **properties: Any) -> dict[str, Any]:
    """An object; empty properties are not allowed in STIX."""
    said = {key: value for key, value in properties.items() if value not in (None, "", [], {}, False)}
    return {"type": kind, "spec_version": "2.1", "id": id_} | said


def _id(kind: str, of: str, id_: str) -> str:
    return f"{kind}--{uuid_of(of, id_)}"


def _identity(source: Source) -> Iterator[dict[str, Any]]:
    grade = source.reliability
    reliability = "" if grade is None else f"reliability {grade.value}: {grade.label}"
    yield _object(
        "identity",
        _id("identity", "source", source.id),
        name=source.name,
        identity_class=_CLASSES.get(source.kind, "organization"),
        description="; ".join(filter(None, (", ".join(source.aliases), reliability))),
        roles=[source.kind.value],
        external_references=[
            _without_nothing({"source_name": "osintclaims", "external_id": source.id}),
            *([{"source_name": "wikidata", "external_id": source.wikidata}] if source.wikidata else []),
        ],
    )
    if source.part_of is not None:
        yield _object(
            "relationship",
            _id("relationship", "part_of", source.id),
            relationship_type="related-to",
            description="is part of",
            source_ref=_id("identity", "source", source.id),
            target_ref=_id("identity", "source", source.part_of.id),
        )


def _without_nothing(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value not in (None, "")}


def _note(claim: Claim) -> dict[str, Any]:
    estimate = claim.estimate
    measurand = claim.measurand
    figure = {
        "extension_type": "property-extension",
        "measurand": measurand.id,
        "population": measurand.population,
        "state": measurand.state,
        "place": measurand.place,
        "period": measurand.period and measurand.period.text,
        "time_kind": measurand.time_kind.value,
        "part_of": ", ".join(one.id for one in measurand.part_of),
        "sum_of": ", ".join(one.id for one in measurand.sum_of),
        "low": estimate.low,
        "low_excluded": estimate.low_open or None,
        "best": estimate.best,
        "high": estimate.high,
        "high_excluded": estimate.high_open or None,
        "unit": estimate.unit,
        "hedge": estimate.hedge.value,
        "vague": estimate.vague,
        "wording": estimate.wording,
        "chain": [link.source.id for link in claim.attribution.chain],
        "claimed_on": claim.claimed_on and claim.claimed_on.text,
        "as_of": claim.as_of and claim.as_of.text,
        "recorded_on": claim.recorded_on and claim.recorded_on.text,
        "modality": claim.modality.value,
        "likelihood": claim.likelihood,
        "speaker_confidence": claim.confidence and claim.confidence.value,
        "restates": claim.restates,
        "supersedes": list(claim.supersedes) or None,
        "coder": claim.coder,
        "notes": claim.notes,
    }
    return _object(
        "note",
        _id("note", "claim", claim.id),
        abstract=claim.measurand.label,
        content=sentence(claim),
        authors=[claim.origin.name],
        object_refs=[_id("identity", "source", claim.origin.id)],
        confidence=_CONFIDENCE.get(claim.credibility) if claim.credibility else None,
        revoked=claim.retracted,
        labels=list(claim.tags),
        external_references=_references(claim),
        extensions={_EXTENSION_ID: _without_nothing(figure)},
    )


def _references(record: Claim | Denial) -> list[dict[str, Any]]:
    """The record itself, the documents it was read in, and the places in them."""
    own: list[dict[str, Any]] = [{"source_name": "osintclaims", "external_id": record.id}]
    own.extend(_reference(document) for document in record.documents)
    for anchor in record.anchors:
        place = f"characters {anchor.start} to {anchor.end} ({anchor.section.value}), SHA-256 {anchor.quote_sha256}"
        quote = f'{place}: "{anchor.exact}"' if anchor.exact else place
        own.append({"source_name": anchor.document.publisher.name, "description": quote})
    return own


def _reference(document: Document) -> dict[str, Any]:
    archived = f"archived at {document.archived_url}" if document.archived_url else ""
    published = f"published {document.published}" if document.published else ""
    reference = {
        "source_name": document.publisher.name,
        "external_id": document.id,
        "description": "; ".join(filter(None, (document.title, published, archived))),
        "url": document.url,
    }
    return _without_nothing(reference) | ({"hashes": {"SHA-256": document.sha256}} if document.sha256 else {})


def _opinion(denial: Denial, corpus: Corpus) -> dict[str, Any]:
    """A denial as an opinion about notes; as a note where it denies nothing, or nothing that is there."""
    about = {one.id for one in denial.measurands}
    aimed = [claim for claim in corpus.claims if claim.id in denial.claims or claim.measurand.id in about]
    both = {
        "authors": [denial.party.name],
        "revoked": denial.retracted,
        "external_references": _references(denial),
        "labels": [denial.kind.value, *([] if denial.explicit else ["inferred"])],
    }
    said = f"{stand(denial)}{f' ({denial.said_on})' if denial.said_on else ''}"
    counter = [f"counter claim {denial.counter_claim}"] if denial.counter_claim else []
    more = "; ".join(
        (said, *counter, *filter(None, (denial.notes,)), *(f"supersedes {id_}" for id_ in denial.supersedes))
    )
    opinion = _OPINIONS.get(denial.kind)
    if opinion is None or not aimed:
        return _object(
            "note",
            _id("note", "denial", denial.id),
            content=more,
            object_refs=[_id("identity", "source", denial.party.id)],
            **both,
        )
    return _object(
        "opinion",
        _id("opinion", "denial", denial.id),
        opinion=opinion,
        explanation=more,
        object_refs=[_id("note", "claim", claim.id) for claim in aimed],
        **both,
    )


def _report(document: Document, corpus: Corpus) -> Iterator[dict[str, Any]]:
    """A document as a report, if its day is known; a report must have a date."""
    day = document.published
    if day is None or day.earliest is None or day.earliest != day.latest:
        return
    held = [claim for claim in corpus.claims if document in claim.documents]
    yield _object(
        "report",
        _id("report", "document", document.id),
        name=document.title or document.id,
        published=f"{day.earliest.isoformat()}T00:00:00.000Z",
        object_refs=[
            _id("identity", "source", document.publisher.id),
            *(_id("note", "claim", claim.id) for claim in held),
        ],
        external_references=[_reference(document)],
    )
