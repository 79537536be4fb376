"""Strategies shared by tests: values of the model, valid by construction."""

from datetime import date, timedelta

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
    Link,
    Measurand,
    Modality,
    Reliability,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    When,
)
from osintclaims.model import PROSPECTIVE
from osintclaims.model._digest import sha256

#: First day on which a figure of `corpora` was said; their documents are of the year after.
FIRST_DAY = date(2024, 1, 1)
DAYS = 366

_COUNTS = ("person", "flight", "shell")
_MEASURES = ("kilometer", "percent", "USD", "flight/day")


def texts() -> st.SearchStrategy[str]:
    """Texts that the model accepts, in any script, at times empty."""
    return st.one_of(
        st.sampled_from(["", "a", "é 中", "two\nlines", "next\u0085line", 'quote " and \\', "'"]),
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), max_size=8),
    )


def words() -> st.SearchStrategy[str]:
    """Texts that say something."""
    return st.builds("{}{}".format, st.sampled_from(["a", "Ω", "word ", "7,000"]), texts())


def ids() -> st.SearchStrategy[str]:
    """Legal ids."""
    return st.builds("{}{}".format, st.sampled_from(["a", "0", "001-c", "x-y-"]), st.integers(0, 999))


def days() -> st.SearchStrategy[date]:
    """Days of the calendar, near ones first."""
    return st.one_of(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.dates())


def _dates(day: date) -> st.SearchStrategy[str]:
    """EDTF dates that hold a day."""
    iso = day.isoformat()
    shapes = (iso, iso[:7], iso[:4], f"{iso[:4]}-XX", f"{iso[:7]}-XX", f"{iso[:4]}-XX-XX")
    decade = () if iso.startswith("000") else (f"{iso[:3]}X",)
    return st.builds("{}{}".format, st.sampled_from([*shapes, *decade]), st.sampled_from(["", "?", "~", "%"]))


@st.composite
def _whens(draw: st.DrawFn) -> When:
    first, last = sorted((draw(days()), draw(days())))
    begin, end = draw(_dates(first)), draw(_dates(last))
    return When(draw(st.sampled_from([begin, f"{begin}/{end}", f"../{end}", f"{begin}/.."])))


def whens() -> st.SearchStrategy[When]:
    """Partial dates, intervals and intervals with an open end."""
    return _whens()


@st.composite
def _sources(draw: st.DrawFn) -> Source:
    name = draw(words())
    return Source(
        id=draw(ids()),
        name=name,
        kind=draw(st.sampled_from(SourceKind)),
        aliases=tuple(f"{name}{alias}" for alias in draw(st.sets(words(), max_size=2))),
        part_of=draw(st.none() | st.builds(Source, id=ids().map("top-{}".format), name=words())),
        party=draw(st.none() | words()),
        reliability=draw(st.none() | st.sampled_from(Reliability)),
        wikidata=draw(st.none() | st.integers(1, 10**9).map("Q{}".format)),
    )


def sources() -> st.SearchStrategy[Source]:
    """Sources, alone or part of another."""
    return _sources()


def documents(publisher: st.SearchStrategy[Source] | None = None) -> st.SearchStrategy[Document]:
    """Documents of a publisher."""
    return st.builds(
        Document,
        id=ids(),
        publisher=sources() if publisher is None else publisher,
        published=st.none() | whens(),
        title=texts(),
        url=st.none() | words(),
        archived_url=st.none() | words(),
        language=st.sampled_from(["en", "uk", "ko"]),
        sha256=st.none() | texts().map(sha256),
        characters=st.none() | st.integers(50, 10_000),
        retrieved=st.none() | whens(),
    )


@st.composite
def _anchors(draw: st.DrawFn, document: Document) -> Anchor:
    quote, start = draw(words()), draw(st.integers(0, 20))
    return Anchor(
        document=document,
        start=start,
        end=start + len(quote),
        quote_sha256=sha256(quote),
        exact=draw(st.sampled_from(["", quote])) if len(quote.split()) <= 8 else "",
        section=draw(st.sampled_from(Section)),
    )


def anchors(document: st.SearchStrategy[Document] | None = None) -> st.SearchStrategy[Anchor]:
    """Places in a document."""
    return (documents() if document is None else document).flatmap(_anchors)


def units() -> st.SearchStrategy[str]:
    """Units of counts and of measures."""
    return st.sampled_from((*_COUNTS, *_MEASURES))


def measurands(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Measurand]:
    """Measurands that name no others."""
    return st.builds(
        Measurand,
        id=ids(),
        label=words(),
        unit=units() if unit is None else unit,
        population=texts(),
        state=texts(),
        place=texts(),
        period=st.none() | whens(),
    )


@st.composite
def _estimates(draw: st.DrawFn, unit: str) -> Estimate:
    lowest = 0 if unit in _COUNTS else -(10**6)
    numbers: st.SearchStrategy[float] = st.one_of(st.integers(0, 20), st.integers(lowest, 10**6))
    if unit not in _COUNTS:
        numbers = st.one_of(numbers, st.floats(lowest, 10**6, allow_nan=False, allow_subnormal=False))
    wording = draw(texts())
    low, middle, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    margin = draw(st.integers(0, int(middle) if unit in _COUNTS else 100))
    single = draw(
        st.sampled_from(
            [
                Estimate.of,
                Estimate.exactly,
                Estimate.about,
                Estimate.nearly,
                Estimate.just_over,
                Estimate.at_least,
                Estimate.more_than,
                Estimate.at_most,
                Estimate.up_to,
                Estimate.less_than,
            ]
        )
    )
    below = (Estimate.nearly, Estimate.less_than)  # nothing is less than zero people
    wider = {
        "range": lambda: Estimate.between(low, high, unit, wording=wording),
        "margin": lambda: Estimate.plus_minus(middle, margin, unit, wording=wording),
        "vague": lambda: Estimate.vaguely("hundreds", unit, wording=wording),
        "raw": lambda: Estimate(
            unit=unit, low=low, best=middle, high=high + 1, high_open=draw(st.booleans()), wording=wording
        ),
        "open": lambda: Estimate(unit=unit, low=low, high=high + 1, low_open=True, high_open=draw(st.booleans())),
        "single": lambda: single(middle + (single in below), unit, wording=wording),
    }
    return wider[draw(st.sampled_from(["single", *wider]))]()


def estimates(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Estimate]:
    """Figures of each hedge."""
    return (units() if unit is None else unit).flatmap(_estimates)


@st.composite
def _attributions(draw: st.DrawFn) -> Attribution:
    listed = draw(st.lists(sources(), min_size=1, max_size=3, unique_by=lambda source: source.id))
    return Attribution(
        tuple(
            Link(
                source=source,
                act=draw(st.sampled_from(SpeechAct)),
                cue=draw(texts()),
                said_on=draw(st.none() | whens()),
                document=draw(st.none() | documents(st.just(source))),
            )
            for source in listed
        )
    )


def attributions() -> st.SearchStrategy[Attribution]:
    """Chains of one to three sources."""
    return _attributions()


def _undated(attribution: Attribution) -> Attribution:
    """The chain without its origin's date, so that any document can have reported it."""
    *others, last = attribution.chain
    return Attribution((*others, Link(source=last.source, act=last.act, document=last.document)))


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    measurand = draw(measurands())
    attribution = _undated(draw(attributions()))
    anchored = draw(st.lists(anchors(documents(st.just(attribution.publisher))), max_size=2))
    return Claim(
        id=draw(ids()),
        measurand=measurand,
        estimate=draw(estimates(st.just(measurand.unit))),
        attribution=attribution,
        modality=draw(st.sampled_from(Modality)),
        as_of=draw(st.none() | whens()),
        recorded_on=draw(st.none() | whens()),
        credibility=draw(st.none() | st.sampled_from(Credibility)),
        likelihood=draw(st.none() | words()),
        confidence=draw(st.none() | st.sampled_from(Confidence)),
        anchors=tuple({(anchor.document.id, anchor.start, anchor.end): anchor for anchor in anchored}.values()),
        retracted=draw(st.booleans()),
        coder=draw(texts()),
        notes=draw(texts()),
        tags=tuple(draw(st.sets(words(), max_size=2))),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Claims that refer to no others."""
    return _claims()


@st.composite
def _denials(draw: st.DrawFn) -> Denial:
    kind = draw(st.sampled_from(DenialKind))
    return Denial(
        id=draw(ids()),
        attribution=_undated(draw(attributions())),
        kind=kind,
        measurands=tuple(draw(st.lists(measurands(), min_size=1, max_size=2, unique_by=lambda one: one.id))),
        claims=tuple(draw(st.sets(ids(), max_size=2))),
        counter_claim=draw(ids()) if kind is DenialKind.COUNTER_FIGURE else None,
        explicit=draw(st.booleans()),
        retracted=draw(st.booleans()),
        notes=draw(texts()),
    )


def denials() -> st.SearchStrategy[Denial]:
    """Denials and non-confirmations of each kind."""
    return _denials()


_names = st.sampled_from(["A", "Ω", "7,000"])


@st.composite
def _corpora(draw: st.DrawFn) -> Corpus:
    bodies: list[Source] = []
    for number in range(draw(st.integers(1, 4))):
        above = draw(st.none() | st.sampled_from(bodies)) if bodies else None
        bodies.append(Source(id=f"s{number}", name=draw(_names), part_of=above))
    wholes: list[Measurand] = []
    for number in range(draw(st.integers(1, 4))):
        above_ids = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set[int]()
        part_of = tuple(wholes[index] for index in above_ids)
        wholes.append(Measurand(id=f"m{number}", label=draw(_names), unit="person", part_of=part_of))
    read = [
        Document(
            id=f"d{number}",
            publisher=draw(st.sampled_from(bodies)),
            published=draw(st.none() | st.integers(1, 12).map("2025-{:02}".format).map(When)),
            characters=100,
        )
        for number in range(draw(st.integers(1, 3)))
    ]

    def said(day: int | None, source: Source) -> tuple[Attribution, tuple[Anchor, ...]]:
        document = draw(st.sampled_from(read))
        said_on = None if day is None else When(FIRST_DAY + timedelta(day))
        chain = [] if source.id == document.publisher.id else [Link(source=document.publisher)]
        anchor = draw(_anchors(document))
        return Attribution((*chain, Link(source=source, act=SpeechAct.SAID, said_on=said_on))), (anchor,)

    spoken = sorted(draw(st.lists(st.integers(0, DAYS - 1), max_size=6)))
    made: list[Claim] = []
    for number, day in enumerate(spoken):
        measurand, modality = draw(st.sampled_from(wholes)), draw(st.sampled_from(Modality))
        attribution, place = said(draw(st.sampled_from([day, None])), draw(st.sampled_from(bodies)))
        alike = [claim for claim in made if claim.measurand.id == measurand.id]
        own = [
            claim.id
            for claim in alike
            if claim.origin.organisation.id == attribution.origin.organisation.id
            and (claim.modality in PROSPECTIVE) == (modality in PROSPECTIVE)
        ]
        made.append(
            Claim(
                id=f"c{number}",
                measurand=measurand,
                estimate=draw(estimates(st.just("person"))),
                attribution=attribution,
                modality=modality,
                anchors=place,
                restates=draw(st.none() | st.sampled_from([claim.id for claim in alike])) if alike else None,
                supersedes=tuple(draw(st.sets(st.sampled_from(own), max_size=2))) if own else (),
            )
        )
    against: list[Denial] = []
    for number in range(draw(st.integers(0, 3))):
        by = draw(st.sampled_from(bodies))
        attribution, _ = said(draw(st.none() | st.integers(0, DAYS - 1)), by)
        named = tuple(draw(st.lists(st.sampled_from(wholes), max_size=2, unique_by=lambda one: one.id)))
        aimed = tuple(draw(st.sets(st.sampled_from([claim.id for claim in made]), max_size=2))) if made else ()
        counters = [claim.id for claim in made if claim.origin.organisation.id == by.organisation.id]
        kind = draw(st.sampled_from(DenialKind if counters else [DenialKind.FLAT_DENIAL, DenialKind.SILENCE]))
        same = [denial.id for denial in against if denial.party.organisation.id == by.organisation.id]
        against.append(
            Denial(
                id=f"x{number}",
                attribution=attribution,
                kind=kind,
                measurands=named if named or aimed else (wholes[0],),
                claims=aimed,
                counter_claim=draw(st.sampled_from(counters)) if kind is DenialKind.COUNTER_FIGURE else None,
                supersedes=tuple(draw(st.sets(st.sampled_from(same), max_size=1))) if same else (),
            )
        )
    return Corpus(
        title=draw(texts()),
        licence=draw(texts()),
        sources=tuple(bodies),
        documents=tuple(read),
        measurands=tuple(wholes),
        claims=tuple(made),
        denials=tuple(against),
    )


def corpora() -> st.SearchStrategy[Corpus]:
    """Small corpora whose records refer to one another; figures were said in 2024, documents are of 2025."""
    return _corpora()
