import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osintclaims import (
    PROSPECTIVE,
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
    ExchangeError,
    InvalidValueError,
    Link,
    Measurand,
    Modality,
    Section,
    Source,
    SourceKind,
    TimeKind,
    UnknownIdError,
    When,
)
from osintclaims.model import Lattice, aimed_at, coherence, did_you_mean, integrity, known_by
from osintclaims.model._cycles import cycles, way_round
from osintclaims.testing import corpora

#: First of the days on which figures of `corpora` are said, and how many days there are.
FIRST_DAY, DAYS = date(2024, 1, 1), 731

TIMES = Source(id="the-times", name="The Times")
UKRAINE = Source(id="ukraine", name="Ukraine")
HUR = Source(id="hur", name="HUR", part_of=UKRAINE)
NIS = Source(id="nis", name="NIS")
RUSSIA = Source(id="russia", name="Russia")
SENT = Measurand(id="sent", label="Sent", unit="person")
TRAINING = Measurand(id="training", label="In training", unit="person", part_of=(SENT,))


def claim(id_: str, *, by: Source = HUR, about: Measurand = SENT, said: str | None = None, **more: Any) -> Claim:
    """A claim with what a test leaves open filled in."""
    fields: dict[str, Any] = {
        "estimate": Estimate.of(10, "person"),
        "attribution": Attribution.of(by, said_on=When(said) if said else None),
        **more,
    }
    return Claim(id=id_, measurand=about, **fields)


def denial(id_: str, *, by: Source = RUSSIA, said: str | None = None, **more: Any) -> Denial:
    """A flat denial with what a test leaves open filled in."""
    fields: dict[str, Any] = {"kind": DenialKind.FLAT_DENIAL, **more}
    return Denial(id=id_, attribution=Attribution.of(by, said_on=When(said) if said else None), **fields)


#: Faults between records: what is there, the code, and the lines of the message.
FAULTS: dict[str, tuple[Callable[[], Corpus], str, list[str]]] = {
    "a claim twice": (
        lambda: Corpus(claims=(claim("c1"), claim("c1"))),
        "E301",
        ["duplicate claim id c1; give each claim an id of its own [E301]"],
    ),
    "the same denial twice": (
        lambda: Corpus(denials=(denial("x1", measurands=(SENT,)), denial("x1", measurands=(SENT,)))),
        "E301",
        ["duplicate denial id x1; give each denial an id of its own [E301]"],
    ),
    "a denial twice": (
        lambda: Corpus(denials=(denial("x1", measurands=(SENT,)), denial("x1", measurands=(TRAINING,)))),
        "E301",
        ["duplicate denial id x1: they differ in measurands; give each denial an id of its own [E301]"],
    ),
    "two sources of one id": (
        lambda: Corpus(claims=(claim("c1"), claim("c2", by=Source(id="hur", name="Other")))),
        "E301",
        ['duplicate source id hur: name is "HUR" in one, "Other" in another; give each source an id of its own [E301]'],
    ),
    "two measurands of one id": (
        lambda: Corpus(measurands=(SENT, attrs.evolve(SENT, label="Other"))),
        "E301",
        [
            (
                'duplicate measurand id sent: label is "Other" in one, "Sent" in another; '
                "give each measurand an id of its own [E301]"
            )
        ],
    ),
    "one label in two units": (
        lambda: Corpus(measurands=(Measurand.adhoc("Way", "km"), Measurand.adhoc("Way", "m"))),
        "E301",
        [
            (
                'duplicate measurand id way: unit is "kilometer" in one, "meter" in another; '
                "make one Measurand and pass it with each figure, whatever unit that is in [E301]"
            )
        ],
    ),
    "one label in units that do not fit": (
        lambda: Corpus(measurands=(Measurand.adhoc("Losses", "person"), Measurand.adhoc("Losses", "tank"))),
        "E301",
        [
            (
                'duplicate measurand id losses: unit is "person" in one, "tank" in another; '
                "give each measurand an id of its own [E301]"
            )
        ],
    ),
    "two documents of one id": (
        lambda: Corpus(documents=(Document(id="d", publisher=TIMES), Document(id="d", publisher=NIS))),
        "E301",
        ["duplicate document id d: they differ in publisher; give each document an id of its own [E301]"],
    ),
    "two wholes of one id": (
        lambda: Corpus(measurands=(TRAINING, attrs.evolve(SENT, label="Other"))),
        "E301",
        [
            (
                'duplicate measurand id sent: label is "Other" in one, "Sent" in another; '
                "give each measurand an id of its own [E301]"
            )
        ],
    ),
    "a dangling restatement": (
        lambda: Corpus(claims=(claim("001-c1"), claim("c2", restates="001-c"))),
        "E302",
        ['claim c2: restates: unknown claim "001-c"; did you mean "001-c1"? [E302]'],
    ),
    "a dangling succession": (
        lambda: Corpus(claims=(claim("c2", supersedes=("other",)),)),
        "E302",
        ['claim c2: supersedes: unknown claim "other" [E302]'],
    ),
    "two dangling successions": (
        lambda: Corpus(claims=(claim("c2", supersedes=("other", "zzz")),)),
        "E302",
        ['claim c2: supersedes: unknown claim "other" [E302]', 'claim c2: supersedes: unknown claim "zzz" [E302]'],
    ),
    "a denial that supersedes one of nearly this name": (
        lambda: Corpus(
            claims=(claim("001-x"),),
            denials=(
                denial("001-x1", measurands=(SENT,)),
                denial("a", measurands=(SENT,), supersedes=("001-x",)),
            ),
        ),
        "E302",
        ['denial a: supersedes: unknown denial "001-x"; did you mean "001-x1"? [E302]'],
    ),
    "a denial of a claim of nearly this name": (
        lambda: Corpus(claims=(claim("001-c1"),), denials=(denial("001-c", claims=("001-c",)),)),
        "E302",
        ['denial 001-c: claims: unknown claim "001-c"; did you mean "001-c1"? [E302]'],
    ),
    "dangling references of a denial": (
        lambda: Corpus(
            claims=(claim("c1"),),
            denials=(
                denial("x1", claims=("c7",), counter_claim="c8", supersedes=("x9",), kind=DenialKind.COUNTER_FIGURE),
            ),
        ),
        "E302",
        [
            'denial x1: claims: unknown claim "c7" [E302]',
            'denial x1: counter_claim: unknown claim "c8" [E302]',
            'denial x1: supersedes: unknown denial "x9" [E302]',
        ],
    ),
    "claims that restate one another": (
        lambda: Corpus(claims=(claim("a", restates="b"), claim("b", restates="a"))),
        "E303",
        ["claim a: restates: restates cycle: a → b → a; remove one of them [E303]"],
    ),
    "claims that supersede one another": (
        lambda: Corpus(claims=tuple(claim(one, supersedes=(two,)) for one, two in ("ab", "bc", "ca"))),
        "E303",
        ["claim a: supersedes: supersedes cycle: a → b → c → a; remove one of them [E303]"],
    ),
    "denials that supersede one another": (
        lambda: Corpus(denials=tuple(denial(one, measurands=(SENT,), supersedes=(two,)) for one, two in ("ab", "ba"))),
        "E303",
        ["denial a: supersedes: supersedes cycle: a → b → a; remove one of them [E303]"],
    ),
    "a measurand below itself": (
        lambda: Corpus(measurands=(round_about(),)),
        "E303",
        [
            (
                "measurand sent: part_of: cycle through part_of and sum_of: sent → total → training → sent; "
                "a quantity cannot be part of itself [E303]"
            )
        ],
    ),
    "another origin's claim superseded": (
        lambda: Corpus(claims=(claim("a-c1"), claim("b-c2", by=NIS, supersedes=("a-c1",)))),
        "E304",
        [
            (
                "claim b-c2: supersedes: b-c2 cannot supersede a-c1: different origin (ukraine, nis); "
                "an origin replaces its own earlier figures about the same measurand only [E304]"
            )
        ],
    ),
    "a claim about something else superseded": (
        lambda: Corpus(claims=(claim("a"), claim("b", about=TRAINING, supersedes=("a",)))),
        "E304",
        [
            (
                "claim b: supersedes: b cannot supersede a: different measurand (sent, training); "
                "an origin replaces its own earlier figures about the same measurand only [E304]"
            )
        ],
    ),
    "a forecast superseded by an observation": (
        lambda: Corpus(claims=(claim("a", modality=Modality.FORECAST), claim("b", supersedes=("a",)))),
        "E304",
        [
            (
                "claim b: supersedes: b cannot supersede a: different modality (forecast, observed); "
                "an origin replaces its own earlier figures about the same measurand only [E304]"
            )
        ],
    ),
    "a later claim superseded": (
        lambda: Corpus(claims=(claim("a", said="2024-10-20"), claim("b", said="2024-10-17", supersedes=("a",)))),
        "E304",
        [
            (
                "claim b: supersedes: b cannot supersede a: it was said before (2024-10-17, 2024-10-20); "
                "an origin replaces its own earlier figures about the same measurand only [E304]"
            )
        ],
    ),
    "another party's denial superseded": (
        lambda: Corpus(
            denials=(denial("a", measurands=(SENT,)), denial("b", by=NIS, measurands=(SENT,), supersedes=("a",)))
        ),
        "E304",
        [
            (
                "denial b: supersedes: b cannot supersede a: different origin (russia, nis); "
                "a party replaces its own denials only [E304]"
            )
        ],
    ),
    "another party's counter figure": (
        lambda: Corpus(
            claims=(claim("c1"),),
            denials=(denial("x", measurands=(SENT,), kind=DenialKind.COUNTER_FIGURE, counter_claim="c1"),),
        ),
        "E304",
        [
            (
                "denial x: counter_claim: c1 is a claim of ukraine, the denial is of russia; "
                "a counter figure is the denier's own claim [E304]"
            )
        ],
    ),
    "a restatement of something else": (
        lambda: Corpus(claims=(claim("a"), claim("b", about=TRAINING, restates="a"))),
        "E305",
        [
            (
                "claim b: restates: b cannot restate a: it is about sent; "
                "a restatement is about the same measurand, here training [E305]"
            )
        ],
    ),
    "claims in a list": (
        lambda: Corpus(claims=[claim("c1")]),  # type: ignore[arg-type]
        "E005",
        ["claims must be a tuple of Claim objects, got a list [E005]"],
    ),
    "a name among the claims": (
        lambda: Corpus(claims=("c1",)),  # type: ignore[arg-type]
        "E005",
        ['each of claims must be a Claim, got the string "c1" [E005]'],
    ),
}


def round_about() -> Measurand:
    """A measurand of which `part_of` and `sum_of` together make a circle: sent <= total <= training <= sent."""
    return Measurand(id="total", label="Total", unit="person", sum_of=(SENT,), part_of=(TRAINING,))


@pytest.mark.parametrize("case", FAULTS)
def test_faults(case: str) -> None:
    """A corpus whose records do not fit together is refused, and the message lists every fault."""
    build, code, lines = FAULTS[case]
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert caught.value.code == code
    assert str(caught.value).splitlines() == lines


def test_many_faults() -> None:
    """The faults of a large corpus are found in time, and the message stays readable."""
    claims = tuple(claim(f"c{number}", supersedes=(f"y{number}",)) for number in range(3000))
    started = time.perf_counter()
    with pytest.raises(InvalidValueError) as caught:
        Corpus(claims=claims)
    assert time.perf_counter() - started < 5
    assert len(str(caught.value).splitlines()) == 102
    assert "and 2900 more, the last of them:\n" in str(caught.value)
    assert len(integrity(claims, ())) == 3000


@pytest.mark.parametrize("faults", [99, 100, 101, 102])
def test_a_hundred_faults_are_listed(faults: int) -> None:
    """A message has a line for each of a hundred faults and for the last; of others it says how many there are."""
    claims = tuple(claim(f"c{number:03}", supersedes=("y",)) for number in range(faults))
    with pytest.raises(InvalidValueError) as caught:
        Corpus(claims=claims)
    listed = [f'claim c{number:03}: supersedes: unknown claim "y" [E302]' for number in range(faults)]
    more = ["and 2 more, the last of them:"] if faults > 101 else []
    assert str(caught.value).splitlines() == [*listed[:100], *more, *listed[100:][-1:]]


def test_long_chains() -> None:
    """References as long as the corpus are followed without recursion; a cycle of that length prints shortly."""
    size = 10 * sys.getrecursionlimit()
    chain = tuple(
        claim(
            f"c{number}",
            supersedes=(f"c{number - 1}",) if number else (),
            restates=f"c{number - 1}" if number else None,
        )
        for number in range(size)
    )
    assert len(Corpus(claims=chain).claims) == size
    ring = (attrs.evolve(chain[0], supersedes=(f"c{size - 1}",)), *chain[1:])
    with pytest.raises(InvalidValueError) as caught:
        Corpus(claims=ring)
    assert f"({size} in all)" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_twenty_thousand_claims() -> None:
    """A corpus of 20,000 claims is built in well under a few seconds."""
    places = [Measurand(id=f"m{number}", label="M", unit="person") for number in range(200)]
    claims = tuple(claim(f"c{number}", about=places[number % 200]) for number in range(20_000))
    started = time.perf_counter()
    corpus = Corpus(claims=claims)
    assert time.perf_counter() - started < 5
    assert sum(len(corpus.about(place)) for place in places) == 20_000


@given(st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=3), max_size=7))
@example({0: [1], 1: [], 2: [3], 3: [2]})
def test_cycles(graph: dict[int, list[int]]) -> None:
    """A graph has a cycle exactly if some node reaches itself; each cycle found is a way round in the graph."""
    references = {str(node): [str(next_) for next_ in following] for node, following in graph.items()}
    reach = closure(references)
    found = list(cycles(references))
    assert bool(found) == any(node in reached for node, reached in reach.items())
    for cycle in found:
        assert len(set(cycle)) == len(cycle)
        assert all(after in references[node] for node, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


def test_every_cycle_that_shares_no_id() -> None:
    """Cycles apart from one another are all found, each once."""
    found = cycles({"a": ["b"], "b": ["a"], "c": [], "d": ["c", "e"], "e": ["e"], "f": ["a", "d"]})
    assert list(found) == [("a", "b"), ("e",)]


def closure(steps: dict[str, list[str]]) -> dict[str, set[str]]:
    """What any number of steps reach, by trying until nothing is added."""
    reach = {node: set(following) for node, following in steps.items()}
    while True:
        wider = {
            node: reached | {far for near in reached for far in reach.get(near, ())} for node, reached in reach.items()
        }
        if wider == reach:
            return reach
        reach = wider


def test_way_round() -> None:
    """A short cycle is shown whole, a long one by its first ids and its length."""
    assert way_round(("a",)) == "a → a"
    assert way_round(tuple("abcdefgh")) == "a → b → c → d → e → f → g → h → a"
    assert way_round(tuple("abcdefghij")) == "a → b → c → d → e → f → g → h → … → a (10 in all)"


class TestLookUp:
    """Records by id."""

    CORPUS = Corpus(
        claims=(
            claim(
                "c1",
                attribution=Attribution(
                    (Link(source=TIMES, document=Document(id="d1", publisher=TIMES)), Link(source=HUR))
                ),
            ),
        ),
        denials=(denial("x1", measurands=(TRAINING,)),),
    )

    def test_what_records_hold(self) -> None:
        """What records hold belongs to the corpus without being listed, in order of ids."""
        corpus = attrs.evolve(self.CORPUS, sources=(), documents=(), measurands=())
        assert [source.id for source in corpus.sources] == ["hur", "russia", "the-times", "ukraine"]
        assert [one.id for one in corpus.measurands] == ["sent", "training"]
        assert [document.id for document in corpus.documents] == ["d1"]

    def test_by_id(self) -> None:
        """Each record is found by its id."""
        corpus = attrs.evolve(self.CORPUS)
        assert corpus.claim("c1") is corpus.claims[0]
        assert corpus.denial("x1") is corpus.denials[0]
        assert corpus.source("hur") == HUR
        assert corpus.document("d1").publisher == TIMES
        assert corpus.measurand("training") == TRAINING

    @pytest.mark.parametrize("kind", ["source", "document", "measurand", "claim", "denial"])
    def test_unknown(self, kind: str) -> None:
        """An id that is not there is an error with kind and id, and what is no id another."""
        with pytest.raises(UnknownIdError, match=f'unknown {kind} "zzz"'):
            getattr(self.CORPUS, kind)("zzz")
        with pytest.raises(InvalidValueError, match="id must be a string, got 3"):
            getattr(self.CORPUS, kind)(3)

    def test_suggestion(self) -> None:
        """The nearest id is named."""
        with pytest.raises(UnknownIdError, match='did you mean "hur"'):
            self.CORPUS.source("hurr")
        assert did_you_mean("zzz", ["hur"]) == ""

    def test_about(self) -> None:
        """Claims about a measurand are those about itself, asked by measurand or id."""
        assert self.CORPUS.about(SENT) == self.CORPUS.about("sent") == self.CORPUS.claims
        assert self.CORPUS.about(TRAINING) == ()
        with pytest.raises(UnknownIdError):
            self.CORPUS.about("other")
        with pytest.raises(InvalidValueError, match="measurand must be a Measurand or an id, got 3"):
            self.CORPUS.about(3)  # type: ignore[arg-type]

    def test_where(self) -> None:
        """A predicate chooses claims."""
        assert self.CORPUS.where(lambda one: one.id == "c1") == self.CORPUS.claims
        assert self.CORPUS.where(lambda one: one.retracted) == ()

    def test_to_dataframe(self) -> None:
        """Dataframes are made of the corpus itself, by the library that is asked for."""
        with pytest.raises(ExchangeError, match="nothing"):
            self.CORPUS.to_dataframe("nothing")

    def test_repr(self) -> None:
        """A corpus prints its size and not its content."""
        assert repr(self.CORPUS) == ("Corpus('', 1 claim and 1 denial about 2 measurands by 4 sources in 1 document)")


class TestDenialsOf:
    """Which denials concern what."""

    CORPUS = Corpus(
        claims=(claim("c1"), claim("c2", about=TRAINING)),
        denials=(
            denial("flat", measurands=(SENT,)),
            denial("partial", measurands=(SENT,), kind=DenialKind.PARTIAL_DENIAL),
            denial("of-claim", claims=("c2",), kind=DenialKind.DISMISSAL),
            denial("of-part", measurands=(TRAINING,)),
        ),
    )

    def ids(self, target: Claim | Measurand) -> list[str]:
        """The denials of a target."""
        return [one.id for one in self.CORPUS.denials_of(target)]

    def test_of_whole_and_part(self) -> None:
        """A flat denial of a whole is shown at its parts, never the reverse; a partial denial stays where it is."""
        assert self.ids(SENT) == ["flat", "partial"]
        assert self.ids(TRAINING) == ["flat", "of-claim", "of-part"]

    def test_of_claim(self) -> None:
        """Denials of a claim are those aimed at it."""
        assert self.ids(self.CORPUS.claim("c2")) == ["of-claim"]
        assert self.ids(self.CORPUS.claim("c1")) == []

    def test_of_something_else(self) -> None:
        """Neither a name nor an unknown measurand has denials."""
        message = (
            'target must be a Claim or a Measurand, got the string "sent"; see .claim(id) and .measurand(id) [E005]'
        )
        with pytest.raises(InvalidValueError, match=re.escape(message)):
            self.CORPUS.denials_of("sent")  # type: ignore[arg-type]
        with pytest.raises(UnknownIdError):
            self.CORPUS.denials_of(Measurand.adhoc("Other", "person"))

    def test_aimed_at(self) -> None:
        """The same is told of loose denials and claims."""
        loose = aimed_at(self.CORPUS.denials, TRAINING, self.CORPUS.about(TRAINING), Lattice([TRAINING]))
        assert loose == self.CORPUS.denials_of(TRAINING)


class TestKnownOn:
    """What could be known on a day."""

    def test_when_known(self) -> None:
        """A record is known by the last day of its utterance, else of its earliest document."""
        read = [Document(id=f"d{month}", publisher=HUR, published=When(f"2024-{month}")) for month in (11, 12)]
        anchors = tuple(Anchor(document=one, start=0, end=1, quote_sha256="0" * 64) for one in read)
        undated = Document(id="d", publisher=HUR)
        assert known_by(claim("c", said="2024-10", anchors=anchors)) == date(2024, 10, 31)
        assert known_by(claim("c", anchors=anchors)) == date(2024, 11, 30)
        assert known_by(claim("c", said="2024-10/..", anchors=anchors)) == date(2024, 11, 30)
        assert known_by(claim("c", anchors=(attrs.evolve(anchors[0], document=undated),))) is None
        assert known_by(denial("x", said="2024-10-02", measurands=(SENT,))) == date(2024, 10, 2)

    def test_references_go(self) -> None:
        """With a claim go the references to it, and denials left without target or counter figure."""
        counter = DenialKind.COUNTER_FIGURE
        corpus = Corpus(
            claims=(
                claim("c1", said="2024-10-03"),
                claim("c2", said="2024-10-01", restates="c1"),
                claim("c3", by=RUSSIA, said="2024-10-03"),
            ),
            denials=(
                denial("x1", said="2024-10-01", claims=("c1",)),
                denial("x2", said="2024-10-01", claims=("c1", "c2"), supersedes=("x1",)),
                denial("x3", said="2024-10-01", claims=("c2",), kind=counter, counter_claim="c3"),
                denial("x4", said="2024-10-01", measurands=(SENT,), claims=("c1",)),
            ),
        )
        early = corpus.known_on(date(2024, 10, 2))
        assert [(one.id, one.restates) for one in early.claims] == [("c2", None)]
        assert [(one.id, one.claims, one.supersedes) for one in early.denials] == [
            ("x2", ("c2",), ()),
            ("x4", (), ()),
        ]
        assert corpus.known_on(date(2024, 10, 3)) == corpus

    @pytest.mark.parametrize(
        ("day", "got"),
        [
            ("2024-10-02", 'the string "2024-10-02"'),
            (When("2024"), "a When"),
            (datetime(2024, 10, 2, tzinfo=UTC), "a datetime"),
            (None, "None"),
        ],
        ids=str,
    )
    def test_no_day(self, day: Any, got: str) -> None:
        """Only a day is one: a time of day is not dropped silently."""
        with pytest.raises(InvalidValueError) as caught:
            Corpus().known_on(day)
        hint = "a datetime has .date(), a When has .latest [E005]"
        assert str(caught.value) == f"day must be a datetime.date, got {got}; {hint}"

    @given(corpora(), st.integers(-1, 800), st.integers(-1, 800))
    def test_monotone(self, corpus: Corpus, one: int, other: int) -> None:
        """More is known later, nothing is known twice, and what is known on two days is what is known on the first."""
        early, late = sorted(FIRST_DAY + timedelta(number) for number in (one, other))
        known = corpus.known_on(late)
        assert {claim.id for claim in corpus.known_on(early).claims} <= {claim.id for claim in known.claims}
        assert known.known_on(late) == known
        assert known.known_on(early) == corpus.known_on(early)
        assert corpus.known_on(early).known_on(late) == corpus.known_on(early)
        assert known.sources == corpus.sources

    @given(corpora(), st.integers(0, DAYS))
    def test_nothing_dangles(self, corpus: Corpus, number: int) -> None:
        """What is known refers to what is known only, and was known by the day."""
        day = FIRST_DAY + timedelta(number)
        known = corpus.known_on(day)
        assert integrity(known.claims, known.denials, known.measurands) == ()
        days = [*map(known_by, known.claims), *map(known_by, known.denials)]
        assert all(by is not None and by <= day for by in days)


class TestMerge:
    """Two corpora in one."""

    @given(corpora(), st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, corpus: Corpus, random: Any) -> None:
        """A corpus is the same in whatever order its records are given, and without what they hold."""
        names = ("sources", "documents", "measurands", "claims", "denials")
        shuffled: dict[str, Any] = {
            name: tuple(random.sample(getattr(corpus, name), len(getattr(corpus, name)))) for name in names
        }
        assert attrs.evolve(corpus, **shuffled) == corpus
        assert hash(attrs.evolve(corpus, **shuffled)) == hash(corpus)

    @given(corpora(), st.lists(st.integers(0, DAYS), min_size=2, max_size=3))
    def test_laws(self, corpus: Corpus, days: list[int]) -> None:
        """Merging is idempotent, commutative and associative where ids agree."""
        plain = attrs.evolve(
            corpus,
            claims=tuple(attrs.evolve(one, restates=None, supersedes=()) for one in corpus.claims),
            denials=tuple(attrs.evolve(one, supersedes=(), claims=()) for one in corpus.denials if one.measurands),
        )
        first, second, *rest = (plain.known_on(FIRST_DAY + timedelta(day)) for day in days)
        third = rest[0] if rest else plain
        assert plain.merge(plain) == plain | plain == plain
        assert first | second == second | first
        assert (first | second) | third == first | (second | third)
        assert first | plain == plain

    def test_titles(self) -> None:
        """The first title and licence that are given stay."""
        merged = Corpus(licence="MIT") | Corpus(title="T", licence="CC0") | Corpus(title="U")
        assert (merged.title, merged.licence) == ("T", "MIT")

    def test_conflicts(self) -> None:
        """Different records of one id, and what is no corpus, do not merge."""
        with pytest.raises(InvalidValueError, match="duplicate claim id c1"):
            Corpus(claims=(claim("c1"),)) | Corpus(claims=(claim("c1", retracted=True),))
        with pytest.raises(InvalidValueError, match="other must be a Corpus, got 3"):
            Corpus().merge(3)  # type: ignore[arg-type]

    def test_equal_but_distinct(self) -> None:
        """Equal records made twice count once."""
        again = Source(id="hur", name="HUR", part_of=Source(id="ukraine", name="Ukraine"))
        merged = Corpus(claims=(claim("c1"),)) | Corpus(claims=(claim("c1", by=again), claim("c2", by=again)))
        assert [one.id for one in merged.claims] == ["c1", "c2"]

    def test_retraction_is_seen_from_the_claim(self) -> None:
        """A retracted claim says so itself, and stays."""
        corpus = Corpus(claims=(claim("c1", retracted=True),))
        assert corpus.claim("c1").retracted
        assert corpus.about("sent") == corpus.claims


@st.composite
def graphs(draw: st.DrawFn) -> list[Measurand]:
    """Measurands related by `part_of` and `sum_of` to earlier ones, circles among them."""
    made: list[Measurand] = []
    for number in range(draw(st.integers(1, 7))):
        related = draw(st.sets(st.sampled_from(made), max_size=3)) if made else set[Measurand]()
        parts = {one for one in related if draw(st.booleans())}
        made.append(
            Measurand(id=f"m{number}", label="M", unit="person", part_of=tuple(related - parts), sum_of=tuple(parts))
        )
    return made


class TestLattice:
    """Which measurands are parts of which."""

    @given(graphs())
    def test_closure(self, measurands: list[Measurand]) -> None:
        """Above and below are the transitive closure of the relations, and one another's reverse."""
        up: dict[str, list[str]] = {one.id: [whole.id for whole in one.part_of] for one in measurands}
        for one in measurands:
            for addend in one.sum_of:
                up[addend.id].append(one.id)
        reach, lattice = closure(up), Lattice(measurands)
        for one in measurands:
            assert {whole.id for whole in lattice.above(one)} == reach[one.id]
            assert {part.id for part in lattice.below(one)} == {id_ for id_ in reach if one.id in reach[id_]}
        assert bool(lattice.circle()) == any(id_ in reached for id_, reached in reach.items())
        assert [one.id for one in lattice.measurands] == sorted(up)

    def test_many_layers(self) -> None:
        """Layers in which everything is part of everything above are looked through in time."""
        layer: tuple[Measurand, ...] = ()
        made: list[Measurand] = []
        for depth in range(12):
            layer = tuple(
                Measurand(id=f"m{depth}-{number}", label="M", unit="person", part_of=layer) for number in range(25)
            )
            made.extend(layer)
        started = time.perf_counter()
        lattice = Lattice(made)
        assert lattice.circle() == ()
        assert len(lattice.above(made[-1])) == 11 * 25
        assert len(lattice.below(made[0])) == 11 * 25
        assert time.perf_counter() - started < 2

    def test_ladder(self) -> None:
        """A corpus whose measurands meet again at each level is built in time, with each of them once."""
        left = right = SENT
        for step in range(30):
            both = tuple({one.id: one for one in (left, right)}.values())
            left, right = (Measurand(id=f"{side}{step}", label="A", unit="person", part_of=both) for side in "lr")
        assert len(Corpus(claims=(claim("c1", about=left),)).measurands) == 30 + 29 + 1

    def test_relations_add_up(self) -> None:
        """Of two measurands with one id, the relations of both count, so that none is lost."""
        bare = Measurand(id="training", label="In training", unit="person")
        for given_ in ([bare, TRAINING], [TRAINING, bare]):
            assert [whole.id for whole in Lattice(given_).above(bare)] == ["sent"]

    def test_unrelated(self) -> None:
        """A measurand that it does not hold has neither parts nor wholes."""
        assert Lattice([]).above(SENT) == Lattice([]).below(SENT) == ()


UNCONFIRMED = (
    "claim c1: credibility: credibility 1 means confirmed by other sources; this corpus has only hur; "
    "grade it 2, or add the claim that confirms it [W301]"
)


def exceeds(part: str, whole: str, ids: tuple[str, str] = ("c2", "c1")) -> str:
    """What is said about a figure in training that is above a figure sent."""
    return (
        f"claim {ids[0]}: estimate: {ids[0]} ({part}; training) exceeds its whole, {ids[1]} ({whole}; sent); "
        "one of them is about something else, or later, or wrong [W303]"
    )


#: Findings about the world: the claims, and what is said about them.
ODD: dict[str, tuple[tuple[Claim, ...], list[str]]] = {
    "confirmed by nobody": (
        (claim("c1", credibility=Credibility.CONFIRMED),),
        [UNCONFIRMED],
    ),
    "confirmed by an unnamed source": (
        (
            claim("c1", credibility=Credibility.CONFIRMED),
            claim("c2", by=Source(id="some", name="Some", kind=SourceKind.ANONYMOUS)),
        ),
        [UNCONFIRMED],
    ),
    "confirmed by the same organisation": (
        (claim("c1", credibility=Credibility.CONFIRMED), claim("c2", by=UKRAINE)),
        [UNCONFIRMED],
    ),
    "confirmed": ((claim("c1", credibility=Credibility.CONFIRMED), claim("c2", by=NIS)), []),
    "likelihood and confidence": (
        (claim("c1", likelihood="likely", confidence=Confidence.HIGH),),
        [("claim c1: likelihood: ICD 203: do not combine a confidence level and a likelihood in one statement [W302]")],
    ),
    "likelihood alone": ((claim("c1", likelihood="likely"),), []),
    "a part above its whole": (
        (
            claim("c1", estimate=Estimate.about(500, "person")),
            claim("c2", about=TRAINING, estimate=Estimate.of(600, "person")),
        ),
        [exceeds("600 people", "about 500 people")],
    ),
    "the largest part above the smallest whole": (
        (
            claim("c1", estimate=Estimate.of(900, "person")),
            claim("c2", about=TRAINING, estimate=Estimate.of(600, "person")),
            claim("c3", estimate=Estimate.of(500, "person")),
            claim("c4", about=TRAINING, estimate=Estimate.of(700, "person")),
        ),
        [exceeds("700 people", "500 people", ("c4", "c3"))],
    ),
    "a part at the open end of one of two wholes": (
        (
            claim("c1", estimate=Estimate.at_most(500, "person")),
            claim("c2", about=TRAINING, estimate=Estimate.of(500, "person")),
            claim("c3", estimate=Estimate.less_than(500, "person")),
        ),
        [exceeds("500 people", "less than 500 people", ("c2", "c3"))],
    ),
    "a part above the best value of a whole that may be larger": (
        (
            claim("c1", estimate=Estimate(unit="person", low=3, best=5)),
            claim("c2", about=TRAINING, estimate=Estimate.of(600, "person")),
        ),
        [],
    ),
    "a part at a time above a whole at any": (
        (claim("c1"), claim("c2", about=TRAINING, as_of=When("2024"), estimate=Estimate.of(600, "person"))),
        [exceeds("600 people", "10 people")],
    ),
    "a part at any time above a whole at one": (
        (claim("c1", as_of=When("2024")), claim("c2", about=TRAINING, estimate=Estimate.of(600, "person"))),
        [exceeds("600 people", "10 people")],
    ),
    "an open part at the whole's end": (
        (
            claim("c1", estimate=Estimate.at_most(500, "person")),
            claim("c2", about=TRAINING, estimate=Estimate.more_than(500, "person")),
        ),
        [exceeds("more than 500 people", "at most 500 people")],
    ),
    "a part as large as its whole": ((claim("c1"), claim("c2", about=TRAINING)), []),
    "a part above its whole at another time": (
        (
            claim("c1", as_of=When("2024-10")),
            claim("c2", about=TRAINING, as_of=When("2024-11"), estimate=Estimate.of(600, "person")),
        ),
        [],
    ),
    "a part above its whole in one month": (
        (
            claim("c1", as_of=When("2024-10")),
            claim("c2", about=TRAINING, as_of=When("2024-10-17"), estimate=Estimate.of(600, "person")),
        ),
        [exceeds("600 people", "10 people")],
    ),
    "a retracted part": (
        (claim("c1"), claim("c2", about=TRAINING, retracted=True, estimate=Estimate.of(600, "person"))),
        [],
    ),
    "a whole that was replaced": (
        (
            claim("c1"),
            claim("c2", about=TRAINING, estimate=Estimate.of(600, "person")),
            claim("c3", supersedes=("c1",), estimate=Estimate.of(900, "person")),
        ),
        [],
    ),
    "a planned part": (
        (claim("c1"), claim("c2", about=TRAINING, modality=Modality.PLAN, estimate=Estimate.of(600, "person"))),
        [],
    ),
    "a part without claims about the whole": ((claim("c2", about=TRAINING),), []),
    "a headline without its hedge": (
        (claim("c1", estimate=Estimate.more_than(10, "person")), claim("c2", restates="c1")),
        ['claim c2: estimate: c2 restates c1 without its hedge ("more than 10 people") [W305]'],
    ),
    "a headline that keeps its hedge": (
        tuple(
            claim(id_, restates=restates, estimate=Estimate.more_than(10, "person"))
            for id_, restates in (("c1", None), ("c2", "c1"))
        ),
        [],
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_coherence(case: str) -> None:
    """What is odd about the world is found and named, and nothing else is; no corpus is refused for it."""
    claims, messages = ODD[case]
    found = coherence(claims, Corpus(claims=claims).measurands)
    assert list(map(str, found)) == messages


def test_coherence_of_units() -> None:
    """Parts and wholes compare in one unit."""
    road = Measurand(id="road", label="Road", unit="kilometer", time_kind=TimeKind.LEVEL)
    metres = Measurand(id="stretch", label="Stretch", unit="meter", time_kind=TimeKind.LEVEL, part_of=(road,))
    whole = claim("c1", about=road, estimate=Estimate.of(1, "km"))
    parts = {900: 0, 1100: 1}
    for length, findings in parts.items():
        part = claim("c2", about=metres, estimate=Estimate.of(length, "m"))
        assert len(coherence((whole, part))) == findings


def test_prospective() -> None:
    """Forecasts and plans speak of figures to come; anything else does not."""
    assert {Modality.FORECAST, Modality.PLAN} == PROSPECTIVE


def test_sections() -> None:
    """Claims are evidence if one of their places is."""
    document = Document(id="d", publisher=HUR)
    places = tuple(
        Anchor(document=document, start=number, end=9, quote_sha256="0" * 64, section=section)
        for number, section in enumerate((Section.NAVIGATION, Section.HEADLINE))
    )
    assert claim("c", anchors=places).is_evidence
    assert not claim("c", anchors=places[:1]).is_evidence
