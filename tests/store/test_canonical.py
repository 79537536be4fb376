"""The canonical form, written out."""

import hashlib
import itertools
from pathlib import Path

import pytest

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
from osintclaims.store import fingerprint, load_corpus, save_corpus
from osintclaims.store._canonical import canonical_files
from osintclaims.store._estimate import estimate_keys
from osintclaims.store._toml import line
from tests.store.folders import digest

GOLDEN = {
    "corpus.toml": """\
format = "osintclaims/1"
title = "Flights"
licence = "CC-BY-4.0"
""",
    "sources.toml": """\
[[source]]
id = "ministry"
name = "The ministry"
kind = "ministry"
aliases = ["MoD", "the \\"ministry\\""]
party = "north"
reliability = "C"
wikidata = "Q212"

[[source]]
id = "officer"
name = "An officer"
kind = "anonymous"
part_of = "ministry"

[[source]]
id = "wire"
name = "A wire service"
kind = "news_agency"
""",
    "measurands.toml": """\
[[measurand]]
id = "flights"
label = "Flights"
unit = "flight"
population = "cargo flights"
state = "landed"
place = "Vladivostok"
period = "2024-08/2024-10"
time_kind = "flow"
sum_of = ["flights-early", "flights-late"]

[[measurand]]
id = "flights-early"
label = "Flights in August"
unit = "flight"
time_kind = "flow"

[[measurand]]
id = "flights-late"
label = "Flights later"
unit = "flight"
time_kind = "flow"

[[measurand]]
id = "flights-seen"
label = "Flights photographed"
unit = "flight"
time_kind = "flow"
part_of = ["flights"]
""",
    "documents.toml": f"""\
[[document]]
id = "001"
publisher = "wire"
published = "2024-10-20"
title = "A title"
url = "https://example.org/1"
archived_url = "https://example.org/2"
language = "uk"
sha256 = "{digest("text")}"
characters = 4_541
retrieved = "2024-11"

[[document]]
id = "002"
publisher = "wire"
""",
    "claims/001.toml": f"""\
document = "001"

[[denial]]
id = "001-x1"
kind = "counter_figure"
chain = ["wire", {{ source = "ministry", act = "denied", cue = "hit back", said_on = "2024-10-19" }}]
measurands = ["flights"]
claims = ["001-c1"]
counter_claim = "001-c2"
explicit = false
retracted = true
anchor = {{ start = 20, end = 23, sha256 = "{digest("few")}", exact = "few" }}
notes = \"\"\"two
lines\"\"\"

[[claim]]
id = "001-c1"
measurand = "flights"
estimate = {{ at_least = 1_028, wording = "1,028 or more" }}
chain = ["wire", {{ source = "officer", act = "said", cue = "told us", said_on = "2024-10-19" }}]
modality = "plan"
as_of = "2024-10"
recorded_on = "2024-11-02"
credibility = 2
likelihood = "almost certain"
confidence = "high"
restates = "001-c2"
retracted = true
anchors = [{{ start = 1_000, end = 1_003, sha256 = "{digest("few")}", section = "headline" }}, \
{{ start = 7, end = 10, sha256 = "{digest("few")}", document = "002" }}]
coder = "kw"
notes = "n"
tags = ["a", "b"]

[[claim]]
id = "001-c2"
measurand = "flights"
estimate = {{ low = 1, best = 2, high = 5, high_open = true, hedge = "about" }}
chain = ["wire", "ministry"]
supersedes = ["c0"]
anchor = {{ start = 1_000, end = 1_003, sha256 = "{digest("few")}" }}
""",
    "claims/002.toml": """\
document = "002"

[[denial]]
id = "001-x0"
kind = "silence"
chain = [{ source = "wire", document = "002" }, "ministry"]
claims = ["001-c1"]
said_on = "2024-10-18"
""",
    "claims/_undocumented.toml": """\
[[claim]]
id = "c0"
measurand = "flights"
estimate = { figure = 3 }
chain = ["ministry"]
""",
}


def _corpus() -> Corpus:
    ministry = Source(
        id="ministry",
        name="The ministry",
        kind=SourceKind.MINISTRY,
        aliases=('the "ministry"', "MoD"),
        party="north",
        reliability=Reliability.C,
        wikidata="Q212",
    )
    officer = Source(id="officer", name="An officer", kind=SourceKind.ANONYMOUS, part_of=ministry)
    wire = Source(id="wire", name="A wire service", kind=SourceKind.NEWS_AGENCY)
    read = Document(
        id="001",
        publisher=wire,
        published=When("2024-10-20"),
        title="A title",
        url="https://example.org/1",
        archived_url="https://example.org/2",
        language="uk",
        sha256=digest("text"),
        characters=4541,
        retrieved=When("2024-11"),
    )
    second = Document(id="002", publisher=wire)
    early = Measurand(id="flights-early", label="Flights in August", unit="flights", time_kind=TimeKind.FLOW)
    late = Measurand(id="flights-late", label="Flights later", unit="flights", time_kind=TimeKind.FLOW)
    flights = Measurand(
        id="flights",
        label="Flights",
        unit="flights",
        population="cargo flights",
        state="landed",
        place="Vladivostok",
        period=When("2024-08/2024-10"),
        time_kind=TimeKind.FLOW,
        sum_of=(late, early),
    )
    seen = Measurand(
        id="flights-seen", label="Flights photographed", unit="flight", time_kind=TimeKind.FLOW, part_of=(flights,)
    )
    told = Link(source=officer, act=SpeechAct.SAID, cue="told us", said_on=When("2024-10-19"))
    few = digest("few")
    first = Claim(
        id="001-c1",
        measurand=flights,
        estimate=Estimate.at_least(1028, "flight", wording="1,028 or more"),
        attribution=Attribution((Link(source=wire), told)),
        modality=Modality.PLAN,
        as_of=When("2024-10"),
        recorded_on=When("2024-11-02"),
        credibility=Credibility.PROBABLY_TRUE,
        likelihood="almost certain",
        confidence=Confidence.HIGH,
        anchors=(
            Anchor(document=second, start=7, end=10, quote_sha256=few),
            Anchor(document=read, start=1000, end=1003, section=Section.HEADLINE, quote_sha256=few),
        ),
        restates="001-c2",
        retracted=True,
        coder="kw",
        notes="n",
        tags=("b", "a"),
    )
    earlier = Claim(
        id="c0", measurand=flights, estimate=Estimate.of(3, "flight"), attribution=Attribution((Link(source=ministry),))
    )
    about = Estimate(unit="flight", low=1, best=2, high=5, high_open=True, hedge=Hedge.ABOUT)
    own = Claim(
        id="001-c2",
        measurand=flights,
        estimate=about,
        attribution=Attribution((Link(source=wire), Link(source=ministry))),
        anchors=(Anchor(document=read, start=1000, end=1003, quote_sha256=few),),
        supersedes=("c0",),
    )
    denied = Link(source=ministry, act=SpeechAct.DENIED, cue="hit back", said_on=When("2024-10-19"))
    denial = Denial(
        id="001-x1",
        kind=DenialKind.COUNTER_FIGURE,
        attribution=Attribution((Link(source=wire), denied)),
        measurands=(flights,),
        claims=("001-c1",),
        counter_claim="001-c2",
        explicit=False,
        retracted=True,
        anchors=(Anchor(document=read, start=20, end=23, exact="few", quote_sha256=few),),
        notes="two\nlines",
    )
    silence = Denial(
        id="001-x0",
        kind=DenialKind.SILENCE,
        attribution=Attribution((Link(source=wire, document=second), Link(source=ministry))),
        claims=("001-c1",),
        said_on=When("2024-10-18"),
    )
    return Corpus(
        title="Flights",
        licence="CC-BY-4.0",
        measurands=(seen,),
        claims=(first, earlier, own),
        denials=(denial, silence),
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_canonical_files_are_these(name: str) -> None:
    """Every key, in its order, by its short name, without defaults; claims and denials in the order of the text."""
    assert canonical_files(_corpus())[name].decode() == GOLDEN[name]


def test_there_are_no_other_files(tmp_path: Path) -> None:
    """The golden files are the whole corpus, and load as it."""
    save_corpus(_corpus(), tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.toml")} == GOLDEN.keys()
    assert load_corpus(tmp_path) == _corpus()


def test_fingerprint_is_a_hash_of_names_and_bytes() -> None:
    """It is the same for equal corpora and changes with any field; where one file ends, another name begins."""
    assert fingerprint(_corpus()) == fingerprint(_corpus())
    assert len(fingerprint(Corpus())) == 64
    assert len({fingerprint(Corpus(title=title, licence=licence)) for title, licence in ["ab", "ba", ("ab", "")]}) == 3


def test_fingerprint_can_be_made_by_anybody() -> None:
    """The SHA-256 of the names and contents of the files in order of names, each behind its length in eight bytes."""
    whole = hashlib.sha256()
    for name, content in sorted(canonical_files(_corpus()).items()):
        for part in (name.encode(), content):
            whole.update(len(part).to_bytes(8, "big") + part)
    assert fingerprint(_corpus()) == whole.hexdigest()


def test_what_has_no_place_comes_last() -> None:
    """In a claim file, records stand in the order of the text; at one place, ids decide, and claims come first."""
    wire = Source(id="wire", name="A wire service")
    read = Document(id="d", publisher=wire)
    what = Measurand(id="m", label="M", unit="person")
    said = Attribution((Link(source=wire, document=read),))

    def at(start: int | None) -> tuple[Anchor, ...]:
        if start is None:
            return ()
        return (Anchor(document=read, start=start, end=start + 1, quote_sha256=digest("x")),)

    claims = [("z", 5), ("b", 5), ("a", None), ("same", 7), ("c", 90)]
    denials = [("y", 3), ("same", 7), ("0", None)]
    corpus = Corpus(
        claims=tuple(
            Claim(id=id_, measurand=what, estimate=Estimate.of(3, "person"), attribution=said, anchors=at(start))
            for id_, start in claims
        ),
        denials=tuple(
            Denial(id=id_, kind=DenialKind.FLAT_DENIAL, attribution=said, measurands=(what,), anchors=at(start))
            for id_, start in denials
        ),
    )
    rows = canonical_files(corpus)["claims/d.toml"].decode().splitlines()
    found = [f"{kind[2:-2]} {row[6:-1]}" for kind, row in itertools.pairwise(rows) if row.startswith("id = ")]
    assert found == [
        *("denial y", "claim b", "claim z", "claim same", "denial same", "claim c"),
        *("denial 0", "claim a"),
    ]


FIGURES = {
    "{ figure = 28 }": Estimate.of(28, "person"),
    "{ exactly = 0 }": Estimate.exactly(0, "person"),
    "{ at_least = 7_000 }": Estimate.at_least(7_000, "person"),
    "{ more_than = 0 }": Estimate.more_than(0, "person"),
    "{ at_most = 999 }": Estimate.at_most(999, "person"),
    '{ up_to = 10_000, wording = "up to 10,000" }': Estimate.up_to(10_000, "person", wording="up to 10,000"),
    "{ less_than = 1_000_000 }": Estimate.less_than(1_000_000, "person"),
    "{ about = 10_000 }": Estimate.about(10_000, "person"),
    "{ nearly = 30 }": Estimate.nearly(30, "person"),
    "{ just_over = 30 }": Estimate.just_over(30, "person"),
    '{ vague = "hundreds" }': Estimate.vaguely("hundreds", "person"),
    "{ between = [0, 10] }": Estimate.between(0, 10, "person"),
    "{ plus_minus = [10, 2] }": Estimate.plus_minus(10, 2, "person"),
    '{ about = 1.5, unit = "kilometer" }': Estimate.about(1.5, "km"),
    '{ about = -0.1, unit = "kilometer" }': Estimate.about(-0.1, "km"),
    '{ about = 1e-07, unit = "kilometer" }': Estimate.about(1e-7, "km"),
    "{ low = 1, best = 2 }": Estimate(unit="person", low=1, best=2),
    '{ low = 1, best = 2, high = 4, hedge = "plus_minus" }': Estimate(
        unit="person", low=1, best=2, high=4, hedge=Hedge.PLUS_MINUS
    ),
    '{ low = 1, high = 4, low_open = true, hedge = "range" }': Estimate(
        unit="person", low=1, high=4, low_open=True, hedge=Hedge.RANGE
    ),
    '{ low = 1, high = 3, hedge = "at_least" }': Estimate(unit="person", low=1, high=3, hedge=Hedge.AT_LEAST),
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures_are_spelled_as_they_were_said(text: str) -> None:
    """By the word where its constructor gives the figure, by its numbers where no word fits."""
    assert line("estimate", estimate_keys(FIGURES[text], "person")) == f"estimate = {text}\n"
