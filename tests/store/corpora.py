"""Corpora for tests of files: every field set at times, every character that the model admits."""

from typing import Final

import attrs
from hypothesis import settings
from hypothesis import strategies as st

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
from tests.store.folders import digest

__all__ = ["SLOW", "estimates", "rich_corpora", "texts"]

#: A third of the profile's examples, for laws about whole corpora: each takes as long as a hundred small ones.
SLOW: Final = settings(max_examples=max(1, settings().max_examples // 3))

_UNITS = {
    "person": ("person", "soldiers"),
    "flight": ("flight",),
    "kilometer": ("kilometer", "meter", "mile"),
    "USD": ("USD",),
}
_WHENS = ("2024", "2024-10", "2024-10-17", "2024-10~", "197X", "2024-08/2024-10", "../2024-10-17", "2024-10-17/..")


def texts(smallest: int = 0) -> st.SearchStrategy[str]:
    """Texts of signs that mean something in TOML, line breaks of all kinds, and any other characters."""
    unsafe = st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    signs = st.sampled_from("\"'\\#=[]{},.\n\r\t\u0085\u2028\u2029\ufeff 7")
    return st.text(st.one_of(signs, unsafe), min_size=smallest, max_size=8)


def _words() -> st.SearchStrategy[str]:
    return st.builds("{}{}".format, st.sampled_from("aé中7"), texts())


def _whens() -> st.SearchStrategy[When]:
    return st.sampled_from(_WHENS).map(When)


def _numbers(unit: str) -> st.SearchStrategy[float]:
    whole = st.one_of(st.integers(0, 2_000), st.integers(0, 10**18))
    return whole if unit in {"person", "soldiers", "flight"} else whole | st.floats(-1e18, 1e18, allow_nan=False)


@st.composite
def estimates(draw: st.DrawFn, unit: str) -> Estimate:
    """Figures of each hedge with the numbers it needs, others beside them, and either end open where it may be."""
    unit = draw(st.sampled_from(_UNITS[unit]))
    hedge = draw(st.sampled_from(Hedge))
    wording = draw(texts())
    if hedge is Hedge.VAGUE:
        return Estimate.vaguely(draw(_words()), unit, wording=wording)
    low, best, high = sorted(draw(st.tuples(*[_numbers(unit)] * 3)))
    if hedge is Hedge.EXACT:
        return Estimate.exactly(best, unit, wording=wording)
    if hedge is Hedge.PLUS_MINUS and draw(st.booleans()):
        return Estimate.plus_minus(high, draw(st.integers(0, max(0, min(int(high), 10**18 - int(high) - 1)))), unit)
    if unit not in _UNITS["kilometer"]:
        high = max(high, 1)  # no count is less than 0
    above = hedge in {Hedge.MORE_THAN, Hedge.JUST_OVER, Hedge.AT_LEAST, Hedge.RANGE, Hedge.PLUS_MINUS}
    below = hedge in {Hedge.LESS_THAN, Hedge.NEARLY, Hedge.AT_MOST, Hedge.UP_TO, Hedge.RANGE, Hedge.PLUS_MINUS}
    point = hedge in {Hedge.ABOUT, Hedge.PLUS_MINUS}
    low_open = hedge in {Hedge.MORE_THAN, Hedge.JUST_OVER} or (hedge is not Hedge.AT_LEAST and low < best < high)
    high_open = hedge in {Hedge.LESS_THAN, Hedge.NEARLY}
    apart = low < best < high
    low_said = above or (apart and draw(st.booleans()))
    return Estimate(
        unit=unit,
        low=low if low_said else None,
        best=best if point or (apart and draw(st.booleans())) or (hedge is Hedge.BARE and not low_said) else None,
        high=high
        if below and (apart or not above)
        else high
        if apart and draw(st.booleans())
        else high
        if below
        else None,
        low_open=low_open and low_said,
        high_open=high_open and (apart or not low_said),
        hedge=hedge,
        wording=wording,
    )


@st.composite
def _sources(draw: st.DrawFn) -> list[Source]:
    made: list[Source] = []
    for number in range(draw(st.integers(1, 3))):
        name = draw(_words())
        made.append(
            Source(
                id=f"s-{number}",
                name=name,
                kind=draw(st.sampled_from(SourceKind)),
                aliases=tuple(name + alias for alias in draw(st.sets(_words(), max_size=2))),
                part_of=draw(st.sampled_from([None, *made])),
                party=draw(st.none() | _words()),
                reliability=draw(st.sampled_from([None, *Reliability])),
                wikidata=draw(st.sampled_from([None, "Q212"])),
            )
        )
    return made


@st.composite
def _measurands(draw: st.DrawFn) -> list[Measurand]:
    made: list[Measurand] = []
    for number in range(draw(st.integers(1, 3))):
        unit, kind = draw(st.sampled_from(sorted(_UNITS))), draw(st.sampled_from(TimeKind))
        alike = [one for one in made if one.unit == unit and one.time_kind is kind]
        wholes = draw(st.sets(st.sampled_from(alike), max_size=2)) if alike else set[Measurand]()
        rest = [one for one in alike if one not in wholes]
        made.append(
            Measurand(
                id=f"m{number}",
                label=draw(_words()),
                unit=unit,
                population=draw(texts()),
                state=draw(texts()),
                place=draw(texts()),
                period=draw(st.none() | _whens()),
                time_kind=kind,
                part_of=tuple(wholes),
                sum_of=tuple(rest[:1]) if draw(st.booleans()) and not wholes else (),
            )
        )
    return made


@st.composite
def _anchors(draw: st.DrawFn, document: Document) -> Anchor:
    quote, start = draw(texts(1)), draw(st.integers(0, 3_000))
    return Anchor(
        document=document,
        start=start,
        end=start + len(quote),
        quote_sha256=digest(quote),
        exact=draw(st.sampled_from(["", quote])),
        section=draw(st.sampled_from(Section)),
    )


@st.composite
def _said(draw: st.DrawFn, sources: list[Source], documents: list[Document]) -> tuple[Attribution, tuple[Anchor, ...]]:
    chain: list[Link] = []
    for source in draw(st.lists(st.sampled_from(sources), min_size=1, max_size=3)):
        if not chain or chain[-1].source != source:
            own = [document for document in documents if document.publisher == source]
            chain.append(
                Link(
                    source=source,
                    act=draw(st.sampled_from(SpeechAct)),
                    cue=draw(texts()),
                    said_on=draw(st.none() | _whens()),
                    document=draw(st.sampled_from([None, *own])),
                )
            )
    own = [document for document in documents if document.publisher == chain[0].source]
    anchors = draw(st.lists(st.sampled_from(own).flatmap(_anchors), max_size=2)) if own else []
    return Attribution(tuple(chain)), tuple({(one.document.id, one.start, one.end): one for one in anchors}.values())


@st.composite
def rich_corpora(draw: st.DrawFn) -> Corpus:
    """Corpora in which everything that files can hold may stand."""
    sources, measurands = draw(_sources()), draw(_measurands())
    documents = [
        Document(
            id=f"{number}",
            publisher=draw(st.sampled_from(sources)),
            published=None,
            title=draw(texts()),
            url=draw(st.none() | _words()),
            archived_url=draw(st.none() | _words()),
            language=draw(st.sampled_from(["en", "uk"])),
            sha256=draw(st.sampled_from([None, digest("x")])),
            characters=draw(st.sampled_from([None, 10_000])),
            retrieved=draw(st.none() | _whens()),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    claims: list[Claim] = []
    for number in range(draw(st.integers(0, 4))):
        attribution, anchors = draw(_said(sources, documents))
        measurand = draw(st.sampled_from(measurands))
        alike = [one.id for one in claims if one.measurand == measurand]
        made = Claim(
            id=f"c{number}",
            measurand=measurand,
            estimate=draw(estimates(measurand.unit)),
            attribution=attribution,
            modality=draw(st.sampled_from(Modality)),
            as_of=draw(st.none() | _whens()),
            recorded_on=draw(st.none() | _whens()),
            credibility=draw(st.sampled_from([None, *Credibility])),
            likelihood=draw(st.none() | _words()),
            confidence=draw(st.sampled_from([None, *Confidence])),
            anchors=anchors,
            restates=draw(st.sampled_from([None, *alike])),
            retracted=draw(st.booleans()),
            coder=draw(texts()),
            notes=draw(texts()),
            tags=tuple(draw(st.sets(_words(), max_size=2))),
        )
        earlier = [
            one.id
            for one in claims
            if (one.measurand, one.modality, one.origin.organisation)
            == (measurand, made.modality, made.origin.organisation)
            and (
                one.claimed_on is None
                or made.claimed_on is None
                or not made.claimed_on.definitely_before(one.claimed_on)
            )
        ]
        claims.append(attrs.evolve(made, supersedes=tuple(earlier[:2])))
    denials: list[Denial] = []
    for number in range(draw(st.integers(0, 3))):
        attribution, anchors = draw(_said(sources, documents))
        organisation = attribution.origin.organisation
        own = [one.id for one in claims if one.origin.organisation == organisation]
        kind = draw(st.sampled_from([kind for kind in DenialKind if own or kind is not DenialKind.COUNTER_FIGURE]))
        if kind is DenialKind.SILENCE:
            *others, last = attribution.chain
            attribution = Attribution((*others, attrs.evolve(last, cue="")))
            anchors = tuple(attrs.evolve(anchor, exact="") for anchor in anchors)
        aimed = draw(st.sets(st.sampled_from([one.id for one in claims]))) if claims else set[str]()
        named = draw(st.sets(st.sampled_from(measurands))) or (set() if aimed else {measurands[0]})
        denials.append(
            Denial(
                id=f"c{number}",
                attribution=attribution,
                kind=kind,
                measurands=tuple(named),
                claims=tuple(aimed),
                said_on=attribution.said_on or draw(st.none() | _whens()),
                counter_claim=own[0] if kind is DenialKind.COUNTER_FIGURE else None,
                anchors=anchors,
                explicit=draw(st.booleans()),
                supersedes=tuple(one.id for one in denials if one.party.organisation == organisation)[:1],
                retracted=draw(st.booleans()),
                notes=draw(texts()),
            )
        )
    return Corpus(
        title=draw(texts()),
        licence=draw(texts()),
        sources=tuple(sources),
        documents=tuple(documents),
        measurands=tuple(measurands),
        claims=tuple(claims),
        denials=tuple(denials),
    )
