from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Claim,
    Corpus,
    Estimate,
    Measurand,
    ReconciliationError,
    Section,
    load_seed_corpus,
    reconcile,
    suspect_copies,
)
from tests.reconciliation.claim_sets import claim_sets
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NIS,
    NOBODY,
    OFFICE,
    PRESS,
    SENT,
    UKRAINE,
    about,
    document,
    of,
    over,
    said,
)

LENGTH = Measurand(id="length", label="Length of the trench", unit="kilometer")


def pairs(*claims: Claim, figures: int = 3) -> list[tuple[str, str]]:
    """Earlier and later claims of the questions."""
    return [(found.earlier.id, found.later.id) for found in suspect_copies(claims, figures=figures)]


def two(one: Estimate, other: Estimate, *, measurand: Measurand = SENT) -> list[tuple[str, str]]:
    """The question about two figures, of Britain and, a day later, of Ukraine."""
    return pairs(
        said("a", one, BRITAIN, measurand, on="2024-10-17"), said("b", other, UKRAINE, measurand, on="2024-10-18")
    )


def test_an_unusual_figure_that_comes_again() -> None:
    """The same figure of another organisation at a later date is a question."""
    assert two(of(10_900), of(10_900)) == [("a", "b")]
    assert two(over(10_900), over(10_900)) == [("a", "b")]
    assert two(Estimate.between(1_000, 1_257, "person"), Estimate.between(1_000, 1_257, "person")) == [("a", "b")]


def test_figures_on_which_people_agree_by_chance() -> None:
    """Round figures, other numbers and other hedges are no question; how round is round can be said."""
    assert two(of(11_000), of(11_000)) == []
    assert two(of(28), of(28)) == []
    assert two(of(10_900), of(10_901)) == []
    assert two(of(10_900), about(10_900)) == []
    assert two(Estimate.at_least(10_900, "person"), over(10_900)) == []
    assert two(over(0), over(0)) == []
    claims = [said("a", of(28), BRITAIN, on="2024-10-17"), said("b", of(28), UKRAINE, on="2024-10-18")]
    assert pairs(*claims, figures=2) == [("a", "b")]
    zero = [said("a", of(0), BRITAIN, on="2024-10-17"), said("b", of(0), UKRAINE, on="2024-10-18")]
    assert pairs(*zero, figures=1) == []
    with pytest.raises(ReconciliationError, match="figures is 0"):
        suspect_copies(claims, figures=0)


def test_one_voice_does_not_copy_itself() -> None:
    """Sources of one organisation are one voice, and a linked copy is known already."""
    nis, office = said("a", of(10_900), NIS, on="2024-10-17"), said("b", of(10_900), OFFICE, on="2024-10-18")
    assert pairs(nis, office) == []
    linked = said("c", of(10_900), UKRAINE, on="2024-10-19", restates="a")
    assert pairs(nis, office, linked) == [("b", "c")]
    further = said("d", of(10_900), BRITAIN, on="2024-10-20", restates="c")
    assert pairs(nis, linked, further) == []


def test_dates() -> None:
    """Only a definitely later claim can be a copy; a document dates what its utterance does not."""
    first = said("a", of(10_900), BRITAIN, on="2024-10")
    assert pairs(first, said("b", of(10_900), UKRAINE, on="2024-10-18")) == []
    assert pairs(first, said("b", of(10_900), UKRAINE, on="2024-11")) == [("a", "b")]
    assert pairs(first, said("b", of(10_900), UKRAINE)) == []
    printed = said("b", of(10_900), UKRAINE, read=[(document("d", published="2024-11-02"), Section.BODY)])
    assert pairs(first, printed) == [("a", "b")]
    assert pairs(said("a", of(10_900), BRITAIN, on="2024-10-17/.."), printed) == []


def test_the_earliest_is_asked_about() -> None:
    """Each later claim is asked about once, against the first of another voice."""
    claims = [
        said("a", of(10_900), UKRAINE, on="2024-10-19"),
        said("b", of(10_900), KOREA, on="2024-10-17"),
        said("c", of(10_900), UKRAINE, on="2024-10-20"),
        said("d", of(10_900), KOREA, on="2024-10-21"),
    ]
    assert pairs(*claims) == [("b", "a"), ("b", "c"), ("a", "d")]


def test_nobody_in_particular() -> None:
    """Two documents that name nobody are different origins, one document is not."""
    documents = [document("d1", published="2024-10-17"), document("d2", published="2024-10-18")]
    claims = [
        said(f"c{place}", of(10_900), NOBODY, read=[(read, Section.BODY)]) for place, read in enumerate(documents)
    ]
    assert pairs(*claims) == [("c0", "c1")]
    same = said("c2", of(10_900), NOBODY, read=[(documents[0], Section.BODY)], on="2024-10-15")
    assert pairs(claims[0], same) == []


def test_other_measurands_and_units() -> None:
    """A figure may move to another measurand, and to another unit of its kind; shells are no soldiers."""
    first = said("a", of(10_900), BRITAIN, on="2024-10-17")
    assert pairs(first, said("b", of(10_900), UKRAINE, IN_TRAINING, on="2024-10-18")) == [("a", "b")]
    shells = Measurand(id="shells", label="Shells", unit="shell")
    assert pairs(first, said("b", Estimate.of(10_900, "shell"), UKRAINE, shells, on="2024-10-18")) == []
    assert two(Estimate.of(1.37, "kilometer"), Estimate.of(1_370, "meter"), measurand=LENGTH) == [("a", "b")]


def test_printed() -> None:
    """A pair prints as a question that names both claims, and both measurands where they differ."""
    first = said("a", of(10_900), BRITAIN, on="2024-10-17")
    (same,) = suspect_copies([first, said("b", of(10_900), UKRAINE, via=[PRESS], on="2024-10-18")])
    assert str(same) == (
        "10,900 people - Ukraine on 2024-10-18 via The Press [b]: is this the figure of "
        "10,900 people - Britain on 2024-10-17 [a] on sent? "
        "If it is, say so: by restates, or by the chain through which it came"
    )
    (other,) = suspect_copies([first, said("b", of(10_900), UKRAINE, IN_TRAINING, on="2024-10-18")])
    assert "[a] (on in-training and sent)?" in str(other)


@given(claim_sets(), st.integers(1, 4), st.data())
def test_questions_hold_what_they_promise(claims: tuple[Claim, ...], figures: int, data: st.DataObject) -> None:
    """Both claims state the same figure, definitely one after the other; order and corpus do not matter."""
    found = suspect_copies(claims, figures=figures)
    assert suspect_copies(data.draw(st.permutations(claims)), figures=figures) == found
    for pair in found:
        ends = [(one.estimate.low, one.estimate.best, one.estimate.high) for one in (pair.earlier, pair.later)]
        assert ends[0] == ends[1]
        assert pair.earlier.estimate.hedge is pair.later.estimate.hedge
        assert pair.later.restates != pair.earlier.id
    assert len({pair.later.id for pair in found}) == len(found)


def test_nothing_is_merged() -> None:
    """Asking changes no result, and a corpus can be asked like its claims."""
    seeds = load_seed_corpus()
    assert isinstance(seeds, Corpus)
    assert suspect_copies(seeds) == suspect_copies(seeds.claims)
    claims = [said("a", of(10_900), BRITAIN, on="2024-10-17"), said("b", of(10_900), UKRAINE, on="2024-10-18")]
    before = reconcile(claims, known_on=date(2024, 12, 1))
    suspect_copies(claims)
    assert attrs.asdict(reconcile(claims, known_on=date(2024, 12, 1)), recurse=False) == attrs.asdict(
        before, recurse=False
    )
