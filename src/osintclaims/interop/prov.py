"""PROV-JSON (W3C member submission of 2013): where a consensus comes from, for auditors."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.interop._form import evidence
from osintclaims.interop._spelling import sentence, stand
from osintclaims.interop._table import Content
from osintclaims.model import Claim, Corpus, Denial, Document, Source, SourceKind, must_be
from osintclaims.reconciliation import Consensus, Overview

__all__ = ["dumps"]

EXTENSION: Final = ".prov.json"
EXTRA: Final = ""
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.title": "a bundle of provenance has no title",
        "Corpus.licence": "nor a licence",
        "Source.aliases": "agents have one label",
        "Source.party": "sides are no part of provenance",
        "Document.language": "not part of provenance",
        "Document.characters": "the hash is kept",
        "Measurand.population": "the label is kept",
        "Measurand.state": "the label is kept",
        "Measurand.place": "the label is kept",
        "Measurand.period": "the label is kept",
        "Measurand.time_kind": "the label is kept",
        "Measurand.part_of": "not part of provenance",
        "Measurand.sum_of": "not part of provenance",
        "Claim.recorded_on": "who coded it is kept",
        "Claim.tags": "not part of provenance",
        "Claim.notes": "not part of provenance",
        "Denial.notes": "not part of provenance",
        "Denial.explicit": "not part of provenance",
    }
)

_PREFIXES: Final = MappingProxyType(
    {
        "oc": "urn:osintclaims:",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_PEOPLE: Final = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS, SourceKind.SOCIAL_ACCOUNT})


def dumps(content: Content) -> str:
    """Where figures come from, as PROV-JSON.

    Each claim is an entity, and so is what each source of its chain said or printed, quoted from the next; sources are
    agents that act on behalf of the body they belong to. A consensus is an entity that an activity, the reconciliation,
    generated: its options are attributes, votes are what it used, and claims that do not vote are used with the reason.

    Dates are given as text, because partial dates are no ``xsd:dateTime``.

    Args:
        content: A consensus, an overview or a corpus.

    Examples:
        >>> import json
        >>> from osintclaims import Estimate, claim, reconcile
        >>> from osintclaims.interop import prov
        >>> said = claim("Flights", Estimate.of(28, "flights"), by="HUR", id="c1")
        >>> sorted(json.loads(prov.dumps(reconcile([said])))["activity"])
        ['oc:reconciliation-flights-observed']
    """
    results: tuple[Consensus, ...] = ()
    must_be("content", content, Corpus, Consensus, Overview)
    if isinstance(content, Corpus):
        corpus = content
    else:
        results = (content,) if isinstance(content, Consensus) else tuple(content)
        corpus = evidence(*results)
    graph = _Graph()
    records: list[Claim | Denial] = [*corpus.claims, *corpus.denials]
    for record in records:
        graph.add_record(record)
    for result in results:
        graph.add_result(result)
    return json.dumps({"prefix": dict(_PREFIXES)} | graph.parts, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


@attrs.define
class _Graph:
    """Elements and relations by their kinds."""

    parts: dict[str, dict[str, dict[str, Any]]] = attrs.field(factory=dict[str, dict[str, dict[str, Any]]])

    def put(self, kind: str, name: str, **attributes: Any) -> str:
        """Add an element or relation; attributes that say nothing are left out."""
        said = {key.replace("__", ":"): value for key, value in attributes.items() if value not in (None, "", [])}
        self.parts.setdefault(kind, {})[name] = said
        return name

    def relate(self, kind: str, **ends: Any) -> None:
        """Add a relation under a name of its own."""
        self.put(kind, f"_:{kind}{len(self.parts.get(kind, {}))}", **ends)

    def source(self, source: Source) -> str:
        """A source as an agent."""
        name = f"oc:source-{source.id}"
        if name not in self.parts.get("agent", {}):
            self.put(
                "agent",
                name,
                prov__type=_named("prov:Person" if source.kind in _PEOPLE else "prov:Organization"),
                prov__label=source.name,
                oc__kind=source.kind.value,
                oc__reliability=source.reliability.value if source.reliability else None,
                oc__wikidata=source.wikidata,
            )
            if source.part_of is not None:
                above = self.source(source.part_of)
                self.relate("actedOnBehalfOf", prov__delegate=name, prov__responsible=above)
        return name

    def document(self, document: Document) -> str:
        """A document as an entity."""
        name = f"oc:document-{document.id}"
        if name not in self.parts.get("entity", {}):
            self.put(
                "entity",
                name,
                prov__type=_named("oc:Document"),
                prov__label=document.title or document.id,
                prov__location=document.url,
                oc__published=document.published and document.published.text,
                oc__archived=document.archived_url,
                oc__sha256=document.sha256,
                oc__retrieved=document.retrieved and document.retrieved.text,
            )
            self.relate("wasAttributedTo", prov__entity=name, prov__agent=self.source(document.publisher))
        return name

    def add_record(self, record: Claim | Denial) -> None:
        """A claim or denial, and what each source of its chain said."""
        kind = "claim" if isinstance(record, Claim) else "denial"
        name = self.put("entity", f"oc:{kind}-{record.id}", **_said(record))
        before = name
        for place, link in enumerate(record.attribution.chain):
            here = self.put(
                "entity",
                f"oc:{kind}-{record.id}.{place}",
                prov__type=_named("oc:Utterance"),
                oc__act=link.act.value,
                oc__cue=link.cue,
                oc__said_on=link.said_on and link.said_on.text,
            )
            self.relate("wasAttributedTo", prov__entity=here, prov__agent=self.source(link.source))
            self._quoted(before, here)
            if link.document is not None:
                self._quoted(here, self.document(link.document))
            before = here
        for anchor in record.anchors:
            place_in = f"{anchor.start}-{anchor.end}"
            self._quoted(
                name,
                self.document(anchor.document),
                oc__characters=place_in,
                oc__exact=anchor.exact,
                oc__sha256=anchor.quote_sha256,
                oc__section=anchor.section.value,
            )
        for id_ in record.supersedes:
            self._derived(name, f"oc:{kind}-{id_}", "prov:Revision")
        if isinstance(record, Claim) and record.restates is not None:
            self.relate("alternateOf", prov__alternate1=name, prov__alternate2=f"oc:claim-{record.restates}")
        if isinstance(record, Denial):
            for id_ in (*record.claims, *filter(None, (record.counter_claim,))):
                self.relate("wasInfluencedBy", prov__influencee=name, prov__influencer=f"oc:claim-{id_}")

    def _quoted(self, made: str, used: str, **attributes: Any) -> None:
        self._derived(made, used, "prov:Quotation", **attributes)

    def _derived(self, made: str, used: str, kind: str, **attributes: Any) -> None:
        self.relate(
            "wasDerivedFrom",
            prov__generatedEntity=made,
            prov__usedEntity=used,
            prov__type=_named(kind),
            **attributes,
        )

    def add_result(self, result: Consensus) -> None:
        """A consensus, what generated it, and what was used."""
        about = "-".join((result.measurand.id, *sorted(modality.value for modality in result.options.modality)))
        name, activity = f"oc:consensus-{about}", f"oc:reconciliation-{about}"
        options = result.options
        self.put(
            "entity",
            name,
            prov__type=_named("oc:Consensus"),
            prov__label=result.summary(),
            oc__status=result.status.value,
            oc__low=result.low,
            oc__best=result.best,
            oc__high=result.high,
            oc__unit=result.unit,
            oc__plausible_low=result.plausible.low,
            oc__plausible_high=result.plausible.high,
        )
        self.put(
            "activity",
            activity,
            prov__type=_named("oc:Reconciliation"),
            oc__method=result.method,
            oc__profile=options.profile.name,
            oc__independence=options.independence,
            oc__lift_parts=options.lift_parts,
            oc__level=options.level,
            oc__weights=options.weights,
            oc__known_on=options.known_on and options.known_on.isoformat(),
            oc__as_of=options.as_of and options.as_of.isoformat(),
            oc__version=result.version,
        )
        self.relate("wasGeneratedBy", prov__entity=name, prov__activity=activity)
        excluded = {one.claim.id: one for one in result.excluded}
        for claim in result.claims:
            why = excluded.get(claim.id)
            reason = None if why is None else why.reason.value
            self.relate("used", prov__activity=activity, prov__entity=f"oc:claim-{claim.id}", oc__excluded=reason)
            if why is None:
                self.relate("wasDerivedFrom", prov__generatedEntity=name, prov__usedEntity=f"oc:claim-{claim.id}")


def _named(name: str) -> dict[str, str]:
    """A qualified name as a value."""
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _said(record: Claim | Denial) -> dict[str, Any]:
    """The attributes of a claim or denial."""
    both = {"oc__retracted": record.retracted or None}
    if isinstance(record, Denial):
        return both | {
            "prov__type": _named("oc:Denial"),
            "prov__label": stand(record),
            "oc__kind": record.kind.value,
            "oc__said_on": record.said_on and record.said_on.text,
        }
    estimate = record.estimate
    return both | {
        "prov__type": _named("oc:Claim"),
        "prov__label": sentence(record),
        "oc__about": f"{record.measurand.id}",
        "oc__wording": estimate.wording,
        "oc__hedge": estimate.hedge.value,
        "oc__low": estimate.low,
        "oc__best": estimate.best,
        "oc__high": estimate.high,
        "oc__unit": estimate.unit,
        "oc__modality": record.modality.value,
        "oc__as_of": record.as_of and record.as_of.text,
        "oc__credibility": record.credibility.value if record.credibility else None,
        "oc__likelihood": record.likelihood,
        "oc__confidence": record.confidence.value if record.confidence else None,
        "oc__coder": record.coder,
    }
