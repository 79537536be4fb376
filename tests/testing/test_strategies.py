import inspect
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from osintclaims import (
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    InvalidValueError,
    Measurand,
    Modality,
    Source,
    SourceKind,
    When,
    testing,
)
from osintclaims.store import CorpusError as Refused
from osintclaims.store import canonical_files, check_corpus, load_corpus
from osintclaims.testing._bad import FAULTS, with_fault
from osintclaims.testing._drawing import few
from osintclaims.units import is_count

PERSON = st.just("person")

#: Each strategy without arguments, and what it makes.
STRATEGIES: dict[str, type[Any]] = {
    "attributions": Attribution,
    "bad_corpora": tuple,
    "claim_sets": tuple,
    "claims": Claim,
    "corpora": Corpus,
    "denials": Denial,
    "documents": Document,
    "estimates": Estimate,
    "hedged_phrases": tuple,
    "measurands": Measurand,
    "sources": Source,
    "whens": When,
}


def smallest(strategy: st.SearchStrategy[Any], condition: Callable[[Any], bool] = lambda _: True) -> Any:
    """What a failure shrinks to."""
    return find(strategy, condition, settings=settings(database=None, max_examples=1_000, derandomize=True))


@pytest.mark.parametrize("name", STRATEGIES)
def test_values_are_drawn_without_complaint(name: str) -> None:
    """Each strategy makes values of its class, quickly and small enough for every health check of Hypothesis."""

    @settings(max_examples=150, suppress_health_check=[], database=None, phases=[Phase.generate])
    @given(getattr(testing, name)())
    def draw(value: Any) -> None:
        assert isinstance(value, STRATEGIES[name])

    assert list(HealthCheck)
    draw()


def test_all_arguments_are_keywords() -> None:
    """Limits and strategies are named, as in Hypothesis' own collections."""
    for name in STRATEGIES:
        parameters = inspect.signature(getattr(testing, name)).parameters.values()
        assert {parameter.kind for parameter in parameters} <= {inspect.Parameter.KEYWORD_ONLY}


class TestShrinking:
    """A failure shrinks to what a person would have written."""

    def test_one_source(self) -> None:
        """A source of one letter, alone, of no known kind."""
        assert smallest(testing.sources()) == Source(id="a", name="A")

    def test_one_document(self) -> None:
        """A document without a date or a title."""
        assert smallest(testing.documents()) == Document(id="a", publisher=Source(id="a", name="A"))

    def test_a_plain_day(self) -> None:
        """A date is one day."""
        assert smallest(testing.whens()) == When("2024-01-01")
        assert smallest(testing.whens(), lambda when: when.is_uncertain).text == "2024-01-01?"

    def test_a_bare_number(self) -> None:
        """A figure is a bare 0; a larger one the smallest there is, without a hedge or a wording."""
        assert smallest(testing.estimates()) == Estimate.of(0, "person")
        assert smallest(testing.estimates(), lambda one: (one.best or 0) > 13) == Estimate.of(14, "person")
        assert smallest(testing.estimates(), lambda one: one.is_one_sided) == Estimate.more_than(0, "person")

    def test_one_claim(self) -> None:
        """A claim has one source that speaks for itself, on no known date, observed, and no further field."""
        one = smallest(testing.claims())
        said = Attribution.of(Source(id="a", name="A"))
        plain = Measurand(id="a", label="A", unit="person")
        assert one == Claim(id="a", measurand=plain, estimate=Estimate.of(0, "person"), attribution=said)

    def test_one_denial(self) -> None:
        """A denial is a flat one by one source."""
        one = smallest(testing.denials())
        assert (one.kind, one.party.id, one.claims, one.anchors) == (DenialKind.FLAT_DENIAL, "a", (), ())

    def test_small_sets(self) -> None:
        """A set of claims has as many as asked for, each of another source, and no links."""
        (alone,) = smallest(testing.claim_sets())
        assert (alone.id, alone.origin.id, alone.estimate) == ("c0", "a", Estimate.of(0, "person"))
        three = smallest(testing.claim_sets(min_origins=3))
        assert [claim.origin.id for claim in three] == ["a", "b", "c"]
        assert smallest(testing.claim_sets(min_origins=0)) == ()

    def test_small_corpora(self) -> None:
        """A corpus has one source, one measurand, and nothing else that was not asked for."""
        empty = smallest(testing.corpora())
        assert empty == Corpus(
            sources=(Source(id="a", name="A"),), measurands=(Measurand(id="a", label="A", unit="person"),)
        )
        one = smallest(testing.corpora(), lambda corpus: bool(corpus.claims))
        assert (len(one.sources), len(one.documents), len(one.claims), len(one.denials)) == (1, 0, 1, 0)
        assert one.claims[0].estimate == Estimate.of(0, "person")
        linked = smallest(
            testing.corpora(max_claims=2, max_denials=0), lambda corpus: any(claim.restates for claim in corpus.claims)
        )
        assert [(claim.id, claim.restates) for claim in linked.claims] == [("c0", None), ("c1", "c0")]

    def test_plain_phrases(self) -> None:
        """A phrase is a number in digits with its noun."""
        assert smallest(testing.hedged_phrases())[0] == "0 people"
        assert smallest(testing.hedged_phrases(), lambda phrase: phrase[1].hedge is Hedge.ABOUT)[0] == "about 0 people"


class TestLimits:
    """What is asked for is what is made."""

    @given(st.data(), st.dates(), st.dates())
    def test_dates(self, data: st.DataObject, one: date, other: date) -> None:
        """Every day that a date can mean lies within the limits."""
        first, last = sorted((one, other))
        within = data.draw(testing.whens(min_value=first, max_value=last))
        assert within.earliest is not None
        assert within.latest is not None
        assert first <= within.earliest <= within.latest <= last
        after = data.draw(testing.whens(min_value=first))
        assert after.earliest is not None
        assert after.earliest >= first
        before = data.draw(testing.whens(max_value=last))
        assert before.latest is not None
        assert before.latest <= last
        assert "/" not in data.draw(testing.whens(allow_intervals=False)).text

    @given(st.data(), st.integers(-100, 10**6), st.integers(0, 10**6), st.sampled_from(["person", "kilometer"]))
    def test_figures(self, data: st.DataObject, low: int, width: int, unit: str) -> None:
        """Every number that is stated lies within the limits, and none is a vague word."""
        high = max(low + width, 2)
        made = data.draw(testing.estimates(units=st.just(unit), min_value=low, max_value=high))
        numbers = [value for value in (made.low, made.best, made.high) if value is not None]
        assert numbers
        assert all(low <= value <= high for value in numbers)
        text, stated = data.draw(testing.hedged_phrases(min_value=low, max_value=high))
        numbers = [value for value in (stated.low, stated.best, stated.high) if value is not None]
        assert all(low <= value <= high for value in numbers)
        assert stated.wording == text

    @given(st.data(), st.floats(0.1, 0.4), st.floats(0.5, 0.9))
    def test_shares(self, data: st.DataObject, low: float, high: float) -> None:
        """Between limits that hold no whole number there are figures of measures."""
        made = data.draw(testing.estimates(units=st.just("ratio"), min_value=low, max_value=high))
        assert all(low <= value <= high for value in (made.low, made.best, made.high) if value is not None)

    @given(testing.estimates(units=st.just("kilometer"), max_value=-5))
    def test_below_zero(self, made: Estimate) -> None:
        """Measures may be negative where that is asked for."""
        assert all(value <= -5 for value in (made.low, made.best, made.high) if value is not None)

    @given(testing.estimates())
    def test_usual_figures(self, made: Estimate) -> None:
        """Unless asked for, no figure is negative, nothing is less than 0, and counts are whole."""
        assert made.high is None or made.high > 0 or not made.high_open
        assert all(value >= 0 for value in (made.low, made.best, made.high) if value is not None)
        assert not is_count(made.unit) or made.bounds[0] >= 0

    @given(st.data(), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3))
    def test_sets(self, data: st.DataObject, least: int, more: int, claims: int) -> None:
        """As many organisations as asked for say something, in as many claims, about one measurand."""
        least_claims = max(least, 1) + claims
        made = data.draw(
            testing.claim_sets(
                min_origins=least,
                max_origins=least + more,
                min_claims=least_claims,
                max_claims=least_claims + 2,
                units=PERSON,
            )
        )
        named = {claim.origin.organisation.id for claim in made if not claim.attribution.is_unattributed}
        assert least <= len(named) <= least + more
        assert least_claims <= len(made) <= least_claims + 2
        assert {claim.measurand.id for claim in made} == {"whole"}
        assert {claim.estimate.unit for claim in made} == {"person"}
        assert Corpus(claims=made).claims

    @given(testing.claim_sets(allow_links=False, allow_unattributed=False))
    def test_sets_without_links(self, claims: tuple[Claim, ...]) -> None:
        """Links and unnamed origins can be left out."""
        assert not any(claim.restates or claim.supersedes or claim.attribution.is_unattributed for claim in claims)

    @given(testing.claim_sets(allow_parts=True))
    def test_sets_with_parts(self, claims: tuple[Claim, ...]) -> None:
        """Where parts are allowed, all claims are about the whole or what lies below it."""
        corpus = Corpus(claims=claims)
        below = {part.id for part in corpus.lattice.below(corpus.measurand("whole"))}
        assert {claim.measurand.id for claim in claims} <= {"whole", *below}

    @given(testing.corpora(min_claims=2, max_claims=3, max_denials=0, max_sources=2, max_documents=0))
    def test_corpora(self, corpus: Corpus) -> None:
        """Corpora have as many records as asked for."""
        assert 2 <= len(corpus.claims) <= 3
        assert not corpus.denials
        assert not corpus.documents
        assert 1 <= len(corpus.sources) <= 2

    @given(testing.corpora(said_on=st.just(When("2024-10"))))
    def test_dates_of_corpora(self, corpus: Corpus) -> None:
        """Everything is said when the test wants it said."""
        assert {claim.claimed_on for claim in corpus.claims} <= {When("2024-10")}

    @given(
        testing.claims(
            measurands=st.just(Measurand.adhoc("Sites", "site")),
            attributions=testing.attributions(origins=st.just(Source(id="outlet-0", name="HUR")), min_depth=4),
            modalities=st.just(Modality.PLAN),
            hedges=st.just(Hedge.ABOUT),
        ),
        testing.denials(kinds=st.just(DenialKind.SILENCE), measurands=testing.measurands(max_depth=1)),
        testing.documents(publishers=testing.sources(kinds=st.just(SourceKind.NGO), max_depth=1)),
    )
    def test_parts_of_records(self, claim: Claim, denial: Denial, document: Document) -> None:
        """What a test gives is what records are made of, and the rest fits it."""
        assert (claim.measurand.label, claim.origin.name, claim.modality) == ("Sites", "HUR", Modality.PLAN)
        assert (claim.estimate.unit, claim.estimate.hedge, claim.attribution.depth) == ("site", Hedge.ABOUT, 4)
        assert denial.kind is DenialKind.SILENCE
        assert not denial.measurands[0].part_of
        assert (document.publisher.kind, document.publisher.part_of) == (SourceKind.NGO, None)
        assert Corpus(claims=(claim,)).claim(claim.id) is claim


REFUSED: dict[str, Callable[[], object]] = {
    "a value for a strategy": lambda: testing.estimates(units="person"),  # type: ignore[arg-type]
    "figures upside down": lambda: testing.estimates(min_value=2, max_value=1),
    "no number": lambda: testing.estimates(min_value=float("nan")),
    "a number in words": lambda: testing.estimates(min_value="1"),  # type: ignore[arg-type]
    "a truth for a number": lambda: testing.estimates(max_value=True),
    "beyond the model": lambda: testing.estimates(max_value=10**19),
    "no whole number": lambda: testing.estimates(min_value=1.2, max_value=1.8),
    "fewer than nobody": lambda: testing.claims(max_value=-1),
    "days upside down": lambda: testing.whens(min_value=date(2024, 1, 2), max_value=date(2024, 1, 1)),
    "a time of day": lambda: testing.whens(min_value=datetime(2024, 1, 2)),  # noqa: DTZ001 - refused all the same
    "a date in words": lambda: testing.whens(max_value="2024"),  # type: ignore[arg-type]
    "chains upside down": lambda: testing.attributions(min_depth=3, max_depth=2),
    "no chain": lambda: testing.attributions(min_depth=0),
    "half a source": lambda: testing.sources(max_depth=1.5),  # type: ignore[arg-type]
    "a truth for a size": lambda: testing.corpora(max_claims=True),
    "too many": lambda: testing.corpora(max_claims=1_000),
    "less than none": lambda: testing.corpora(min_claims=-1),
    "no source": lambda: testing.corpora(max_sources=0),
    "more origins than claims": lambda: testing.claim_sets(min_origins=3, max_claims=2),
    "origins upside down": lambda: testing.claim_sets(min_origins=3, max_origins=2),
    "nobody to speak": lambda: testing.claim_sets(min_origins=0, max_origins=0, min_claims=1, allow_unattributed=False),
    "two units": lambda: testing.claims(units=PERSON, measurands=testing.measurands()),
    "no hedges": lambda: testing.hedged_phrases(hedges=Hedge.BARE),  # type: ignore[arg-type]
    "no kinds": lambda: testing.denials(kinds=DenialKind.SILENCE),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("why", REFUSED)
def test_arguments_that_cannot_be_met_are_refused(why: str) -> None:
    """What no value can meet is refused when it is asked for, in Hypothesis' own error."""
    with pytest.raises(InvalidArgument):
        REFUSED[why]()


#: Limits that are impossible for some unit or hedge only, which nobody knows before one is drawn.
DRAWN: dict[str, st.SearchStrategy[Any]] = {
    "negative counts": testing.estimates(units=PERSON, max_value=-1),
    "fewer than nobody": testing.estimates(units=PERSON, max_value=0, hedges=st.just(Hedge.LESS_THAN)),
    "a phrase for it": testing.hedged_phrases(max_value=0, hedges=st.just(Hedge.NEARLY)),
    "a range of one": testing.hedged_phrases(min_value=3, max_value=3, hedges=st.just(Hedge.RANGE)),
    "a margin without room": testing.hedged_phrases(min_value=3, max_value=4, hedges=st.just(Hedge.PLUS_MINUS)),
}


@pytest.mark.parametrize("why", DRAWN)
def test_impossible_figures_are_refused_when_drawn(why: str) -> None:
    """What turns out to be impossible is refused, not searched for."""

    @settings(max_examples=5, database=None)
    @given(DRAWN[why])
    def draw(_: object) -> None:
        raise AssertionError

    with pytest.raises(InvalidArgument):
        draw()


def test_every_hedge_is_said() -> None:
    """Figures and phrases have all hedges, and figures other numbers beside them at times."""
    seen: set[Hedge] = set()
    said: set[Hedge] = set()

    @settings(max_examples=300, database=None, derandomize=True)
    @given(testing.estimates(), testing.hedged_phrases())
    def note(figure: Estimate, phrase: tuple[str, Estimate]) -> None:
        seen.add(figure.hedge)
        said.add(phrase[1].hedge)

    note()
    assert seen == said == set(Hedge)
    coded = smallest(testing.estimates(), lambda one: None not in (one.low, one.best, one.high) and one.low < one.best)
    assert coded.low < coded.best < coded.high


@given(st.data(), st.lists(st.integers(), unique=True, max_size=4))
def test_a_few_are_different_ones(data: st.DataObject, choices: list[int]) -> None:
    """A few of some values are among them, none twice."""
    chosen = data.draw(st.composite(few)(choices))
    assert len(set(chosen)) == len(chosen) <= 2
    assert set(chosen) <= set(choices)


class TestCopies:
    """`copy_through`."""

    @given(testing.claims(), testing.sources(max_depth=1))
    def test_a_copy_restates(self, claim: Claim, outlet: Source) -> None:
        """A copy has the figure, the origin and the date, begins at the outlet, and can stand beside the claim."""
        outlet = attrs.evolve(outlet, id="printer", part_of=None)
        copy = testing.copy_through(claim, outlet)
        assert (copy.estimate, copy.measurand, copy.origin) == (claim.estimate, claim.measurand, claim.origin)
        assert (copy.claimed_on, copy.modality, copy.retracted) == (claim.claimed_on, claim.modality, claim.retracted)
        assert (copy.restates, copy.attribution.publisher, copy.anchors) == (claim.id, outlet, ())
        assert len(Corpus(claims=(claim, copy)).claims) == 2
        again = testing.copy_through(copy, outlet)
        assert again.attribution.depth == copy.attribution.depth
        assert len(Corpus(claims=(claim, copy, again)).claims) == 3

    def test_ids(self) -> None:
        """Copies of claims with long ids have ids of their own."""
        claim = attrs.evolve(smallest(testing.claims()), id="c" * 64)
        copies = [testing.copy_through(claim, Source(id=f"{'o' * 60}-{number}", name="O")) for number in range(3)]
        assert len({copy.id for copy in copies}) == 3

    def test_somebody_else_of_that_id(self) -> None:
        """An outlet with the id of another source of the claim is refused."""
        claim = smallest(testing.claims())
        with pytest.raises(InvalidValueError, match="outlet a is not the source of that id"):
            testing.copy_through(claim, Source(id="a", name="Another"))


class TestBadCorpora:
    """`bad_corpora`."""

    @pytest.mark.parametrize("place", range(len(FAULTS)))
    def test_each_fault_has_its_code(self, place: int, tmp_path: Any) -> None:
        """Each fault is one error of the code that is promised, and without it there is none."""
        code, added = FAULTS[place]
        sound = with_fault(canonical_files(Corpus(title="Sound")), {})
        for folder, files in (("sound", sound), ("bad", with_fault(canonical_files(Corpus()), added))):
            for name, content in files.items():
                path = tmp_path / folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        assert check_corpus(tmp_path / "sound").ok
        assert [problem.code for problem in check_corpus(tmp_path / "bad").errors] == [code]

    @settings(max_examples=30)
    @given(testing.bad_corpora())
    def test_any_bad_corpus_is_refused(self, bad: tuple[dict[str, bytes], str]) -> None:
        """Whatever else stands in the corpus, it is refused for the one fault."""
        import tempfile
        from pathlib import Path

        files, code = bad
        with tempfile.TemporaryDirectory() as name:
            for path, content in files.items():
                file = Path(name, path)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
            with pytest.raises(Refused) as caught:
                load_corpus(name)
        assert [problem.code for problem in caught.value.problems] == [code]


@given(testing.hedged_phrases())
def test_phrases_are_read_as_what_they_state(phrase: tuple[str, Estimate]) -> None:
    """The reader of the library, where it is there, reads each phrase as the estimate beside it."""
    wording = pytest.importorskip("osintclaims.wording")
    text, stated = phrase
    assert wording.parse_estimate(text) == stated
