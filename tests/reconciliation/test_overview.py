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


def test_a_label_that_fits_its_column_stays_on_one_line() -> None:
    """36 characters fit beside the figures, 37 do not; nor do more than 42 of a sentence."""
    for length, lines in ((36, 1), (37, 2)):
        label = "Figures " + "x" * (length - 13) + " last"
        measurand = Measurand(id="m", label=label, unit="person")
        text = str(reconcile_all(Corpus(claims=(said("a", over(7), BRITAIN, measurand),))))
        assert len(label) == length
        assert len(text.split("\n")) == 2 + lines
    sentence = str(reconcile_all(Corpus(claims=(said("e", SOME), said("f", SOME, UKRAINE), said("g", SOME, KOREA)))))
    assert sentence.split("\n")[2:] == [
        "Troops sent                           no figure; affirmed by Britain, South",
        "                                      Korea and Ukraine",
    ]


def test_a_reason_of_eighty_characters_stays_on_one_line() -> None:
    """Only what is wider than the page goes on below."""
    found = reconcile_all(Corpus(claims=(said("a", of(5)),)))
    reason = "y" * 40 + "  " + "z" * 25
    assert len(f"Troops sent: {reason}") == 80
    assert str(attrs.evolve(found, refused=((SENT, reason),))).endswith(f"\nTroops sent: {reason}")
    wrapped = str(attrs.evolve(found, refused=((SENT, "a " * 60),))).split("\n")[-2:]
    assert [len(line) for line in wrapped] == [80, 53]


def test_what_results_say_about_one_another_stands_below_them() -> None:
    """Each kind of results has its section, with a line for each measurand that moves; what is refused stays."""
    change = Measurand(id="change", label="Change in price", unit="USD")
    claims = (
        said("a", Estimate.between(900, 1_000, "person")),
        said("b", Estimate.at_least(50, "person"), BRITAIN, IN_TRAINING),
        said("c", Estimate.at_least(20, "person"), BRITAIN, NEAR_BORDER),
        said("d", up_to(800), KOREA, modality=Modality.PLAN),
        said("n", Estimate.of(-3, "USD"), BRITAIN, change),
    )
    found = reconcile_all(Corpus(claims=claims), coherent=True)
    assert [one.id for one, _ in found.refused] == ["change"]
    text = str(found)
    assert (
        "\n\nWhat they say about one another\n"
        "-------------------------------\n"
        "Troops in training: 50 or more becomes 50 to 1,000 people\n"
        "Troops near the border: 20 or more becomes 20 to 1,000 people\n"
        "\nWhat was expected, together\n"
        "---------------------------\n"
    ) in text
    assert text.endswith("\nTroops near the border: no figure becomes up to 800 people")


def test_a_kind_that_cannot_be_answered_does_not_hide_the_other() -> None:
    """A negative figure that was observed is refused; what was planned of the same measurand has its result."""
    change = Measurand(id="change", label="Change in price", unit="USD")
    plan = said("p", Estimate.of(3, "USD"), UKRAINE, change, modality=Modality.PLAN)
    found = reconcile_all(Corpus(claims=(said("n", Estimate.of(-3, "USD"), BRITAIN, change), plan)))
    assert ([one.id for one, _ in found.refused], [one.best for one in found]) == (["change"], [3])


def test_observed_figures_come_before_expected_ones() -> None:
    """Of one measurand with one origin for each, what was observed stands first."""
    plan = said("a", of(6), UKRAINE, modality=Modality.PLAN)
    found = reconcile_all(Corpus(claims=(plan, said("b", of(5)))))
    assert [one.options.modality == PROSPECTIVE for one in found] == [False, True]


def test_long_lines_about_others_wrap_each_by_itself() -> None:
    """Also among several lines, one that is wider than the page goes on below."""
    parts = tuple(
        attrs.evolve(one, label=one.label + " and all that belongs to them" * 2) for one in (IN_TRAINING, NEAR_BORDER)
    )
    text = str(reconcile_all(Corpus(claims=(said("a", up_to(800)),), measurands=parts), coherent=True))
    assert " ".join(text.split()).count(": no figure becomes up to 800 people") == 2
    assert max(map(len, text.split("\n"))) <= 80
