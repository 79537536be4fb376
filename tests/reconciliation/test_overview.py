"""All measurands of a corpus at a glance."""

import attrs
import pytest

from osintclaims import PROSPECTIVE, Corpus, Estimate, Measurand, Modality, reconcile, reconcile_all
from osintclaims.reconciliation import Options, Overview
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NEAR_BORDER,
    SENT,
    SOME,
    UKRAINE,
    about,
    denied,
    of,
    over,
    said,
    up_to,
)

FLIGHTS = Measurand(id="flights", label="Flights", unit="flight")


@pytest.fixture
def overview() -> Overview:
    """Of a corpus with two origins for one measurand, one for another, and forecasts."""
    claims = (
        said("a", about(10_000)),
        said("b", of(11_000), KOREA),
        said("c", up_to(12_000), UKRAINE, modality=Modality.FORECAST),
        said("d", Estimate.at_least(28, "flight"), UKRAINE, FLIGHTS),
        said("e", SOME, BRITAIN, NEAR_BORDER),
        said("f", over(7_000), UKRAINE, IN_TRAINING, modality=Modality.PLAN),
    )
    return reconcile_all(Corpus(claims=claims, denials=(denied("x"),)))


def test_observed_and_expected_figures_have_results_of_their_own(overview: Overview) -> None:
    """Each measurand is answered once for what was observed and once for what was expected, where there are claims."""
    assert [(one.measurand.id, one.options.modality == PROSPECTIVE) for one in overview] == [
        ("sent", False),
        ("flights", False),
        ("in-training", True),
        ("sent", True),
        ("near-border", False),
    ]


def test_an_overview_is_a_collection_of_full_results(overview: Overview) -> None:
    """It has a length and members that can be indexed; each is what `reconcile` gives."""
    assert len(overview) == 5
    assert overview[0] == overview.results[0]
    assert overview[0].summary().startswith("about 10,")
    assert repr(overview) == "<Overview of 5 results>"


def test_results_are_those_of_single_questions() -> None:
    """Asked alone or with all others, a question has one answer."""
    corpus = Corpus(claims=(said("a", about(10_000)), said("b", of(11_000), KOREA)))
    assert reconcile_all(corpus)[0] == reconcile(corpus, SENT)


def test_the_table_has_groups_by_named_origins(overview: Overview) -> None:
    """Printed, those with two or more named origins come first and those without a figure last, within 80 columns."""
    text = str(overview)
    assert [line for line in text.split("\n") if line and not line.startswith((" ", "-"))] == [
        "Two or more named origins",
        "Troops sent                           10,500 to 11,000   ~10,500  people",
        "One named origin, or none",
        "Flights                               28 or more                  flights",
        "Troops in training (expected)         more than 7,000             people",
        "Troops sent (expected)                up to 12,000                people",
        "No figures",
        "Troops near the border                no figure; affirmed by Britain; denied by",
    ]
    assert max(map(len, text.split("\n"))) <= 80


def test_contested_results_are_said_to_be_so() -> None:
    """A contested measurand shows no region that nobody stands for."""
    corpus = Corpus(claims=(said("a", about(1_500)), said("b", of(11_000), UKRAINE)))
    assert str(reconcile_all(corpus)).endswith(
        "Troops sent                           contested                   people"
    )


def test_choices_apply_to_all_results() -> None:
    """Options are those of every result, but for the kind of claims."""
    corpus = Corpus(claims=(said("a", about(10_000)), said("b", of(5), UKRAINE, IN_TRAINING)))
    options = Options(lift_parts=False, level=0.5)
    found = reconcile_all(corpus, options=options)
    assert all(attrs.evolve(one.options, modality=options.modality) == options for one in found)
    assert len(found[0].votes) == 1


def test_nothing_to_show() -> None:
    """A corpus without claims gives an overview without results."""
    empty = reconcile_all(Corpus(measurands=(SENT,)))
    assert (len(empty), str(empty)) == (0, "")


def test_a_measurand_that_cannot_be_reconciled_does_not_stop_the_others() -> None:
    """Negative figures are refused for their measurand alone, and the table says why."""
    change = Measurand(id="change", label="Change in price", unit="USD")
    corpus = Corpus(claims=(said("a", of(5)), said("b", Estimate.of(-3, "USD"), BRITAIN, change)))
    found = reconcile_all(corpus)
    assert [one.measurand.id for one in found] == ["sent"]
    assert [(one.id, "admits negative values" in why) for one, why in found.refused] == [("change", True)]
    text = str(found)
    assert "Not reconciled\n--------------\nChange in price: claim b" in text
    assert max(map(len, text.split("\n"))) <= 80
