import base64
import hashlib
import json
import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Anchor,
    Attribution,
    Claim,
    Credibility,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    Link,
    Measurand,
    Modality,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    When,
    load_seed_corpus,
    record_key,
    utterance_key,
)
from osintclaims.testing import claims, corpora, denials

ORIGIN = Source(id="origin", name="Origin")
TIMES, WIRE = Source(id="times", name="The Times"), Source(id="wire", name="A wire")
SOME = Source(id="some", name="Some", kind=SourceKind.ANONYMOUS)
TROOPS = Measurand(id="troops", label="Troops", unit="person")
LENGTH = Measurand(id="length", label="Length", unit="kilometer")


def said(estimate: Estimate, id_: str = "c1", *, via: Source = TIMES, on: str | None = "2024-10-17") -> Claim:
    """A figure of one origin, through an outlet."""
    when = None if on is None else When(on)
    measurand = TROOPS if estimate.unit == "person" else LENGTH
    attribution = Attribution.of(ORIGIN, via=(via,), said_on=when)
    return Claim(id=id_, measurand=measurand, estimate=estimate, attribution=attribution)


def denied(id_: str = "d1", **changes: Any) -> Denial:
    """A denial by one party."""
    fields: dict[str, Any] = {
        "attribution": Attribution.of(ORIGIN, via=(TIMES,), said_on=When("2024-10-18")),
        "kind": DenialKind.FLAT_DENIAL,
        "measurands": (TROOPS,),
    }
    return Denial(id=id_, **(fields | changes))


def test_the_form_of_keys() -> None:
    """Keys are the kind of record and 16 characters of base32, and records differ from utterances."""
    claim, denial = said(Estimate.about(10_000, "person")), denied()
    keys = [record_key(claim), utterance_key(claim), record_key(denial), utterance_key(denial)]
    assert all(re.fullmatch("[cd]:[a-z2-7]{16}", key) for key in keys)
    assert [key[0] for key in keys] == ["c", "c", "d", "d"]
    assert len(set(keys)) == 4


def test_how_a_key_is_made() -> None:
    """The key is the SHA-256 of canonical JSON of named fields, in base32."""
    canonical = json.dumps(
        {
            "claimed_on": "2024-10-17",
            "key": "utterance",
            "measurand": "length",
            "modality": "observed",
            "origin": {"source": "origin"},
            "stated": ["0.5"],
            "unit": "kilometer",
        },
        separators=(",", ":"),
    )
    expected = base64.b32encode(hashlib.sha256(canonical.encode()).digest())[:16].decode().lower()
    assert utterance_key(said(Estimate.about(0.5, "kilometer"))) == f"c:{expected}"


def made(prefix: str, fields: dict[str, Any]) -> str:
    """The key of these fields, as the documentation says."""
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{prefix}:{base64.b32encode(hashlib.sha256(canonical.encode()).digest())[:16].decode().lower()}"


def test_what_is_in_the_key_of_a_record() -> None:
    """Every field that is named, by its own name, with dates and numbers as texts where JSON would blur them."""
    read = Document(id="d1", publisher=TIMES)
    place = Anchor(document=read, start=3, end=9, quote_sha256="0" * 64, section=Section.HEADLINE)
    chain = (
        Link(source=TIMES, document=read),
        Link(source=ORIGIN, act=SpeechAct.ESTIMATED, said_on=When("2024-10-17~")),
    )
    claim = Claim(
        id="c1",
        measurand=LENGTH,
        estimate=Estimate(unit="km", low=1e-7, high=1e-7 + 1, low_open=True, hedge=Hedge.MORE_THAN),
        attribution=Attribution(chain),
        modality=Modality.PLAN,
        as_of=When("2024"),
        anchors=(place,),
    )
    anchors = [["d1", 3, 9, "0" * 64, "headline"]]
    hops = [
        {"act": "reported", "document": "d1", "said_on": None, "source": "times"},
        {"act": "estimated", "document": None, "said_on": "2024-10-17~", "source": "origin"},
    ]
    figure = {
        "unit": "kilometer",
        "low": "0.0000001",
        "best": None,
        "high": "1.0000001",
        "low_open": True,
        "high_open": False,
        "hedge": "more_than",
        "vague": "",
    }
    assert record_key(claim) == made(
        "c",
        {
            "key": "record",
            "chain": hops,
            "anchors": anchors,
            "measurand": "length",
            "modality": "plan",
            "as_of": "2024",
            "estimate": figure,
        },
    )
    assert utterance_key(claim) == made(
        "c",
        {
            "key": "utterance",
            "origin": {"source": "origin"},
            "measurand": "length",
            "modality": "plan",
            "unit": "kilometer",
            "stated": ["0.0000001", "1.0000001"],
            "claimed_on": "2024-10-17~",
        },
    )
    denial = Denial(
        id="x1",
        kind=DenialKind.COUNTER_FIGURE,
        attribution=Attribution(chain),
        measurands=(LENGTH, TROOPS),
        claims=("c8", "c9"),
        counter_claim="c7",
        anchors=(place,),
    )
    stand = {
        "kind": "counter_figure",
        "measurands": ["length", "troops"],
        "claims": ["c8", "c9"],
        "said_on": "2024-10-17~",
    }
    assert record_key(denial) == made(
        "d",
        stand | {"key": "record", "chain": hops, "anchors": anchors, "counter": "c7", "explicit": True},
    )
    assert utterance_key(denial) == made("d", stand | {"key": "utterance", "origin": {"source": "origin"}})
    nobody = attrs.evolve(
        claim,
        attribution=Attribution((chain[0], Link(source=SOME))),
        estimate=Estimate.vaguely("Dutzend  KILOMETER ß é", "km"),
    )
    assert utterance_key(nobody) == made(
        "c",
        {
            "key": "utterance",
            "origin": {"document": "d1"},
            "measurand": "length",
            "modality": "plan",
            "unit": "kilometer",
            "stated": ["dutzend kilometer ss é"],
            "claimed_on": None,
        },
    )


def test_keys_do_not_change() -> None:
    """Keys are the same in every version: they may stand in other people's files."""
    claim = said(Estimate.more_than(7_000, "person"))
    assert (record_key(claim), utterance_key(claim)) == ("c:tjpvxfjnvpfxxqrn", "c:wvbxzdjnmgce6goh")
    assert (record_key(denied()), utterance_key(denied())) == ("d:6ynfomoxkrkurbki", "d:2dfn6q4krg7gapje")


def test_what_the_coder_adds_changes_no_key() -> None:
    """Id, grade, notes, tags, links and the wording of the figure leave a claim the same record."""
    claim = said(Estimate.about(10_000, "person"))
    same = attrs.evolve(
        claim,
        id="c2",
        estimate=Estimate.about(10_000, "person", wording="some 10,000"),
        credibility=Credibility(2),
        coder="somebody",
        notes="again",
        tags=("x",),
        recorded_on=When("2025"),
        restates="c3",
        supersedes=("c4",),
    )
    assert record_key(same) == record_key(claim)
    assert utterance_key(same) == utterance_key(claim)
    assert record_key(attrs.evolve(denied(), id="d2", notes="again")) == record_key(denied())


CHANGES: dict[str, dict[str, Any]] = {
    "another figure": {"estimate": Estimate.about(11_000, "person")},
    "another hedge": {"estimate": Estimate.more_than(10_000, "person")},
    "an open end": {"estimate": Estimate.less_than(10_000, "person")},
    "another modality": {"modality": Modality.FORECAST},
    "another time": {"as_of": When("2024-10")},
    "another outlet": {"attribution": Attribution.of(ORIGIN, via=(WIRE,), said_on=When("2024-10-17"))},
    "another date": {"attribution": Attribution.of(ORIGIN, via=(TIMES,), said_on=When("2024-10-18"))},
    "another measurand": {"measurand": attrs.evolve(TROOPS, id="others")},
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_content_has_another_key(change: str) -> None:
    """What a claim says, of what, when, and through whom makes it another record."""
    claim = said(Estimate.about(10_000, "person"))
    assert record_key(attrs.evolve(claim, **CHANGES[change])) != record_key(claim)


DENIALS: dict[str, dict[str, Any]] = {
    "kind": {"kind": DenialKind.DISMISSAL},
    "measurands": {"measurands": (LENGTH,)},
    "claims": {"claims": ("c1",)},
    "date": {"attribution": Attribution.of(ORIGIN, via=(TIMES,), said_on=When("2024-10-19"))},
}


@pytest.mark.parametrize("change", DENIALS)
def test_other_denials_have_other_keys(change: str) -> None:
    """Kind, targets and date make a denial another record and another utterance; the outlet only another record."""
    other = denied(**DENIALS[change])
    assert record_key(other) != record_key(denied())
    assert utterance_key(other) != utterance_key(denied())
    passed_on = denied(attribution=Attribution.of(ORIGIN, via=(WIRE,), said_on=When("2024-10-18")))
    assert record_key(passed_on) != record_key(denied())
    assert utterance_key(passed_on) == utterance_key(denied())
    assert record_key(denied(explicit=False)) != record_key(denied())


def test_hedge_drift_keeps_the_utterance() -> None:
    """Outlets that print another hedge for the same number report one utterance; another number is another one."""
    number = 10_000
    drifted = [
        make(number, "person")
        for make in (
            Estimate.of,
            Estimate.about,
            Estimate.up_to,
            Estimate.more_than,
            Estimate.at_least,
            Estimate.nearly,
        )
    ]
    drifted.append(Estimate.plus_minus(number, 500, "person"))
    assert len({utterance_key(said(estimate)) for estimate in drifted}) == 1
    assert len({record_key(said(estimate)) for estimate in drifted}) == len(drifted)
    others = [Estimate.between(10_000, 12_000, "person"), Estimate.vaguely("thousands", "person")]
    assert len({utterance_key(said(estimate)) for estimate in (drifted[0], *others)}) == 3
    dozens = [Estimate.vaguely(word, "person") for word in ("dozens", "Dozens", " dozens ")]
    assert len({utterance_key(said(estimate)) for estimate in dozens}) == 1


def test_five_outlets_one_origin() -> None:
    """The outlet is no part of the utterance, the date on which it was made is."""
    estimate = Estimate.about(10_000, "person")
    outlets = [Source(id=f"o{number}", name="Outlet") for number in range(5)]
    assert len({utterance_key(said(estimate, via=outlet)) for outlet in outlets}) == 1
    assert utterance_key(said(estimate, on=None)) != utterance_key(said(estimate))


def test_nobody_in_particular_is_not_one_origin() -> None:
    """What "some" say in two documents need not be one utterance; without a document they are all there is."""
    documents = [Document(id=f"d{number}", publisher=TIMES) for number in range(2)]
    estimate = Estimate.about(10_000, "person")

    def some(document: Document | None) -> Claim:
        chain = Attribution.of(SOME, via=(TIMES,)).chain
        attribution = Attribution((attrs.evolve(chain[0], document=document), chain[1]))
        return Claim(id="c1", measurand=TROOPS, estimate=estimate, attribution=attribution)

    keys = [utterance_key(some(document)) for document in (*documents, documents[0], None)]
    assert len(set(keys)) == 3
    assert keys[0] == keys[2]


def test_whole_numbers_are_integers() -> None:
    """4.0 and 4 are one number, 1e4 and 10000 as well, and no digit of a fraction is lost."""
    for one, other in ((4.0, 4), (1e4, 10_000)):
        for key in (record_key, utterance_key):
            assert key(said(Estimate.about(one, "person"))) == key(said(Estimate.about(other, "person")))
    small = [said(Estimate.about(value, "kilometer")) for value in (1e-7, 1.0000000000000002e-7)]
    assert record_key(small[0]) != record_key(small[1])


def test_fields_are_not_joined() -> None:
    """("a-b", "c") and ("a", "b-c") are different fields, and so are two measurands and one."""

    def of(origin: str, measurand: str) -> Claim:
        attribution = Attribution.of(Source(id=origin, name="Origin"))
        where = Measurand(id=measurand, label="Troops", unit="person")
        return Claim(id="c1", measurand=where, estimate=Estimate.of(28, "person"), attribution=attribution)

    for key in (record_key, utterance_key):
        assert key(of("a-b", "c")) != key(of("a", "b-c"))
    words = [denied(claims=listed) for listed in (("a", "b"), ("a-b",))]
    assert record_key(words[0]) != record_key(words[1])


@given(claims() | denials(), st.text(st.sampled_from("ab"), min_size=1, max_size=5))
def test_any_record_has_keys(record: Claim | Denial, id_: str) -> None:
    """Every record has two keys, which do not depend on its id."""
    renamed = attrs.evolve(record, id=f"z-{id_}")
    assert (record_key(renamed), utterance_key(renamed)) == (record_key(record), utterance_key(record))
    assert record_key(record) != utterance_key(record)


@given(corpora())
def test_records_of_one_key_are_one_utterance(corpus: Any) -> None:
    """Exact duplicates are the same utterance."""
    seen: dict[str, str] = {}
    for claim in corpus.claims:
        assert seen.setdefault(record_key(claim), utterance_key(claim)) == utterance_key(claim)


def test_the_seed_corpus_has_no_duplicates() -> None:
    """No two records of the seed corpus say the same in the same places."""
    seeds = load_seed_corpus()
    records: list[Claim | Denial] = [*seeds.claims, *seeds.denials]
    assert len({record_key(record) for record in records}) == len(records)
