"""What each format carries, observed: whether a change of one field changes what is written, and what is read back."""

import functools
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from osintclaims import (
    Anchor,
    Attribution,
    Claim,
    Confidence,
    Corpus,
    Credibility,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    Link,
    Measurand,
    Modality,
    Reliability,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    TimeKind,
    When,
)
from osintclaims.interop import formats
from osintclaims.interop._arrow import read_file, rows_of_arrow
from osintclaims.model import sha256

#: Two values of each field. Of sources it is the origin that changes, of links the one in the middle of the chain, of
#: anchors the first; `Claim.anchors` and `Denial.anchors` are the second ones.
FIELDS: Final[Mapping[str, tuple[Any, Any]]] = {
    "Corpus.title": ("Troops", "Flights"),
    "Corpus.licence": ("CC0", "CC-BY-4.0"),
    "Source.name": ("HUR", "SBU"),
    "Source.kind": (SourceKind.PERSON, SourceKind.MILITARY),
    "Source.aliases": (("Alias",), ("Other",)),
    "Source.part_of": ("ukraine", "ministry"),
    "Source.party": ("Side A", "Side B"),
    "Source.reliability": (Reliability.B, Reliability.C),
    "Source.wikidata": ("Q212", "Q159"),
    "Document.published": (When("2024-10-20"), When("2024-10-21")),
    "Document.title": ("A report", "Another report"),
    "Document.url": ("https://example.org/a", "https://example.org/b"),
    "Document.archived_url": ("https://archive.example/a", "https://archive.example/b"),
    "Document.language": ("en", "uk"),
    "Document.sha256": (sha256("a"), sha256("b")),
    "Document.characters": (500, 600),
    "Document.retrieved": (When("2024-11-01"), When("2024-11-02")),
    "Link.source": ("wire", "agency"),
    "Link.act": (SpeechAct.NOTED, SpeechAct.CITED),
    "Link.cue": ("noted", "recalled"),
    "Link.said_on": (When("2024-10-18"), When("2024-10-19")),
    "Link.document": ("wire-1", "wire-2"),
    "Anchor.start": (10, 11),
    "Anchor.quote_sha256": (sha256("10 to 20"), sha256("11 to 20")),
    "Anchor.exact": ("", "10 to 20"),
    "Anchor.section": (Section.BODY, Section.HEADLINE),
    "Estimate.low": (10, 11),
    "Estimate.best": (15, 16),
    "Estimate.high": (20, 21),
    "Estimate.low_open": (False, True),
    "Estimate.high_open": (False, True),
    "Estimate.hedge": (Hedge.RANGE, Hedge.ABOUT),
    "Estimate.vague": ("hundreds", "dozens"),
    "Estimate.wording": ("10 to 20", "ten to twenty"),
    "Measurand.label": ("Troops sent", "Troops seen"),
    "Measurand.population": ("soldiers", "officers"),
    "Measurand.state": ("sent", "seen"),
    "Measurand.place": ("Kursk", "Donetsk"),
    "Measurand.period": (When("2024-10"), When("2024-11")),
    "Measurand.time_kind": (TimeKind.STOCK, TimeKind.LEVEL),
    "Measurand.part_of": ((), ("whole",)),
    "Measurand.sum_of": ((), ("part",)),
    "Claim.modality": (Modality.OBSERVED, Modality.HISTORICAL),
    "Claim.as_of": (When("2024-10-15"), When("2024-10-16")),
    "Claim.recorded_on": (When("2025-01-01"), When("2025-01-02")),
    "Claim.claimed_on": (When("2024-10-16"), When("2024-10-17")),
    "Claim.credibility": (Credibility.PROBABLY_TRUE, Credibility.DOUBTFUL),
    "Claim.likelihood": ("likely", "unlikely"),
    "Claim.confidence": (Confidence.LOW, Confidence.HIGH),
    "Claim.anchors": ((), (40,)),
    "Claim.restates": (None, "c2"),
    "Claim.supersedes": ((), ("c3",)),
    "Claim.retracted": (False, True),
    "Claim.coder": ("Ann", "Ben"),
    "Claim.notes": ("a note", "another note"),
    "Claim.tags": (("tag",), ("label",)),
    "Denial.kind": (DenialKind.FLAT_DENIAL, DenialKind.DISMISSAL),
    "Denial.measurands": ((), ("m1",)),
    "Denial.claims": (("c1",), ("c2",)),
    "Denial.said_on": (When("2024-10-18"), When("2024-10-19")),
    "Denial.counter_claim": ("k1", "k2"),
    "Denial.anchors": ((), (90,)),
    "Denial.explicit": (True, False),
    "Denial.supersedes": ((), ("x2",)),
    "Denial.retracted": (False, True),
    "Denial.notes": ("he said so", "he wrote so"),
}


@functools.cache
def corpus(changed: str = "", *, base: str = "") -> Corpus:
    """A corpus with every field set; one of them has its other value.

    Args:
        changed: The field that has its second value.
        base: The field for the sake of which the corpus is made: a vague word excludes numbers, for example.
    """
    of = {name: values[name == changed] for name, values in FIELDS.items()}
    state = Source(id="ukraine", name="Ukraine", kind=SourceKind.GOVERNMENT)
    bodies = {"ukraine": state, "ministry": Source(id="ministry", name="Ministry", kind=SourceKind.MINISTRY)}
    origin = Source(
        id="hur",
        name=of["Source.name"],
        kind=of["Source.kind"],
        aliases=of["Source.aliases"],
        part_of=bodies[of["Source.part_of"]],
        party=of["Source.party"],
        reliability=of["Source.reliability"],
        wikidata=of["Source.wikidata"],
    )
    outlet = Source(id="gazette", name="The Gazette", kind=SourceKind.NEWS_OUTLET)
    middle = Source(id=of["Link.source"], name=f"The {of['Link.source']}", kind=SourceKind.NEWS_AGENCY)
    document = Document(
        id="d1",
        publisher=outlet,
        **{name: of[f"Document.{name}"] for name in ("published", "title", "url", "archived_url", "language")},
        **{name: of[f"Document.{name}"] for name in ("sha256", "characters", "retrieved")},
    )
    related = {one: Measurand(id=one, label=one.capitalize(), unit="person") for one in ("whole", "part")}
    kind = of["Measurand.time_kind"]
    related = {
        name: Measurand(id=name, label=one.label, unit="person", time_kind=kind) for name, one in related.items()
    }
    about = Measurand(
        id="m1",
        unit="person",
        time_kind=kind,
        **{name: of[f"Measurand.{name}"] for name in ("label", "population", "state", "place", "period")},
        part_of=tuple(related[one] for one in of["Measurand.part_of"]),
        sum_of=tuple(related[one] for one in of["Measurand.sum_of"]),
    )
    if base == "Estimate.vague":
        estimate = Estimate.vaguely(of["Estimate.vague"], "person")
    else:
        numbers = ("low", "best", "high", "low_open", "high_open", "hedge", "wording")
        estimate = Estimate(unit="person", **{name: of[f"Estimate.{name}"] for name in numbers})
    quote = FIELDS["Anchor.quote_sha256"][0] if changed == "Anchor.exact" else of["Anchor.quote_sha256"]
    start = of["Anchor.start"]
    anchor = Anchor(
        document=document,
        start=start,
        end=start + 8,
        quote_sha256=quote,
        exact=of["Anchor.exact"],
        section=of["Anchor.section"],
    )
    printed = Document(id=of["Link.document"], publisher=middle)
    chain = (
        Link(source=outlet),
        Link(
            source=middle,
            act=of["Link.act"],
            cue=of["Link.cue"],
            said_on=of["Link.said_on"],
            document=printed,
        ),
        Link(source=origin, act=SpeechAct.SAID, said_on=of["Claim.claimed_on"]),
    )
    further = tuple(
        Anchor(document=document, start=at, end=at + 3, quote_sha256=sha256("abc")) for at in (*of["Claim.anchors"],)
    )
    same = ("modality", "as_of", "recorded_on", "credibility", "likelihood", "confidence", "restates", "supersedes")
    claim = Claim(
        id="c1",
        measurand=about,
        estimate=estimate,
        attribution=Attribution(chain),
        anchors=(anchor, *further),
        **{name: of[f"Claim.{name}"] for name in (*same, "retracted", "coder", "notes", "tags")},
    )
    others = tuple(
        Claim(id=id_, measurand=about, estimate=Estimate.of(12, "person"), attribution=Attribution.of(origin))
        for id_ in ("c2", "c3")
    )
    russia = Source(id="russia", name="Russia", kind=SourceKind.GOVERNMENT)
    counters = tuple(
        Claim(id=id_, measurand=about, estimate=Estimate.exactly(0, "person"), attribution=Attribution.of(russia))
        for id_ in ("k1", "k2")
    )
    denied = Attribution((Link(source=outlet), Link(source=russia, said_on=of["Denial.said_on"])))
    is_counter = base == "Denial.counter_claim"
    denial = Denial(
        id="x1",
        attribution=denied,
        kind=DenialKind.COUNTER_FIGURE if is_counter else of["Denial.kind"],
        measurands=tuple(about for _ in of["Denial.measurands"]),
        counter_claim=of["Denial.counter_claim"] if is_counter else None,
        anchors=tuple(
            Anchor(document=document, start=at, end=at + 3, quote_sha256=sha256("abc"))
            for at in (80, *of["Denial.anchors"])
        ),
        **{name: of[f"Denial.{name}"] for name in ("claims", "explicit", "supersedes", "retracted", "notes")},
    )
    earlier = Denial(id="x2", attribution=Attribution.of(russia), kind=DenialKind.SILENCE, claims=("c1",))
    return Corpus(
        title=of["Corpus.title"],
        licence=of["Corpus.licence"],
        sources=tuple(bodies.values()),
        measurands=tuple(related.values()),
        claims=(claim, *others, *counters),
        denials=(denial, earlier),
    )


def written(name: str, content: Corpus) -> Any:
    """What a format makes of a corpus, for comparing."""
    module: Any = import_module(f"osintclaims.interop.{name}")
    if name == "stix":
        from datetime import UTC, datetime

        return module.dumps(content, created=datetime(2025, 1, 1, tzinfo=UTC))
    if hasattr(module, "dumps"):
        return module.dumps(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{module.EXTENSION}"
        module.dump(content, path)
        if name == "sqlite":
            import sqlite3
            from contextlib import closing

            with closing(sqlite3.connect(path)) as database:
                return [line for line in database.iterdump() if "_fts" not in line]
        return [list(row.items()) for row in rows_of_arrow(read_file(path, "parquet"))[1]]


def lost(name: str, outcome: Callable[[Corpus], Any] | None = None) -> frozenset[str]:
    """The fields whose change changes nothing in what is written, or in another outcome."""

    def written_by(content: Corpus) -> Any:
        return written(name, content)

    seen = functools.cache(outcome or written_by)
    bases = {field: field if field in _SPECIAL else "" for field in FIELDS}
    return frozenset(
        field for field, base in bases.items() if seen(corpus(field, base=base)) == seen(corpus(base=base))
    )


#: Fields that need a corpus made for them: a vague word has no numbers, one kind of denial alone has a counter claim.
_SPECIAL: Final = frozenset({"Estimate.vague", "Denial.counter_claim"})
#: The formats that take corpora; the one value that Wikidata takes is a result.
CORPUS_FORMATS: Final = tuple(name for name in formats() if name != "wikidata")
