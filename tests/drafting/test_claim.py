from datetime import date
from typing import Any

import pytest

from osintclaims import Estimate, EstimateParseError, Measurand, Modality, Source, When, claim, reconcile
from osintclaims.errors import InvalidValueError

FIGURE = Estimate.about(10_000, "soldiers")
NIS = Source(id="nis", name="NIS")


def test_names_become_records() -> None:
    """A label, names and a date in words make a claim with its chain, publisher first."""
    made = claim("Troops sent", FIGURE, by="South Korea", via=["The Times", "Yonhap"], on="2024-10")
    assert (made.measurand, made.estimate) == (Measurand.adhoc("Troops sent", "person"), FIGURE)
    assert [link.source.name for link in made.attribution.chain] == ["The Times", "Yonhap", "South Korea"]
    assert made.claimed_on == When("2024-10")
    assert made.modality is Modality.OBSERVED
    assert made.id.startswith("south-korea-")


def test_records_are_taken_as_they_are() -> None:
    """Sources, measurands, dates and ids of one's own are kept."""
    about = Measurand(id="sent", label="Troops sent", unit="person")
    made = claim(about, FIGURE, by=NIS, via=["A paper"], on=date(2024, 10, 18), id="c1")
    assert (made.measurand, made.origin, made.id) == (about, NIS, "c1")
    assert made.claimed_on == When("2024-10-18")
    assert claim(about, FIGURE, by=NIS, on=When("2024")).claimed_on == When("2024")
    assert claim(about, FIGURE, by=NIS).claimed_on is None
    assert claim(about, FIGURE, by=NIS, modality=Modality.PLAN).modality is Modality.PLAN


def test_equal_calls_give_equal_claims_and_others_do_not() -> None:
    """The id tells apart whatever differs: figure, origin, way, date, modality, measurand."""
    calls = [
        claim("Troops sent", FIGURE, by="Britain"),
        claim("Troops sent", Estimate.of(10_000, "soldiers"), by="Britain"),
        claim("Troops sent", FIGURE, by="Ukraine"),
        claim("Troops sent", FIGURE, by="Britain", via=["The Times"]),
        claim("Troops sent", FIGURE, by="Britain", on="2024"),
        claim("Troops sent", FIGURE, by="Britain", modality=Modality.FORECAST),
        claim("Troops seen", FIGURE, by="Britain"),
    ]
    assert len({made.id for made in calls}) == len(calls)
    assert claim("Troops sent", FIGURE, by="Britain") == calls[0]


@pytest.mark.parametrize("name", ["x" * 200, "국가정보원", "a" * 54 + " b", "St. Petersburg, press!"])
def test_any_name_makes_a_legal_id(name: str) -> None:
    """Names that are long or in another script make ids that the model accepts."""
    made = claim("Troops sent", FIGURE, by=name)
    assert made.origin.name == name
    assert len(made.id) <= 64


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"by": ""}, r"^the name of a source is empty; say who it is \[E006\]$"),
        ({"by": "A", "via": [" "]}, r"^the name of a source is empty"),
        ({"by": 5}, "^by must be a Source or a str, got 5"),
    ],
)
def test_a_name_that_is_none_is_refused_as_a_name(names: Any, message: str) -> None:
    """The message speaks of the source, not of the label that its id is made of."""
    with pytest.raises(InvalidValueError, match=message):
        claim("Troops sent", FIGURE, **names)


def test_what_is_not_legal_is_refused() -> None:
    """A wrong date, an empty name or an empty label are errors of the model."""
    with pytest.raises(InvalidValueError, match="E401"):
        claim("Troops sent", FIGURE, by="Britain", on="last week")
    with pytest.raises(InvalidValueError, match="E006"):
        claim("Troops sent", FIGURE, by="")
    with pytest.raises(InvalidValueError, match="E006"):
        claim("", FIGURE, by="Britain")
    with pytest.raises(InvalidValueError, match=r"figure must be an Estimate or words, got 10000.*E005"):
        claim("Troops sent", 10_000, by="Britain")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"measurand must be a Measurand or a label, got None.*E005"):
        claim(None, FIGURE, by="Britain")  # type: ignore[arg-type]


def test_words_are_read() -> None:
    """Words make the figure that `parse_estimate` reads in them, and are kept as its wording."""
    made = claim("Troops sent", "more than 7,000 soldiers", by="Ukraine")
    assert made.estimate == Estimate.more_than(7_000, "person", wording="more than 7,000 soldiers")
    assert made.measurand == Measurand.adhoc("Troops sent", "person")
    said = Estimate.vaguely("hundreds", "person", wording="hundreds of soldiers")
    assert claim("Troops sent", "hundreds of soldiers", by="Ukraine").estimate == said


def test_words_without_a_unit_are_in_that_of_the_measurand() -> None:
    """A measurand gives its unit to words that name none, and to a noun that is not known as a unit."""
    about = Measurand(id="sent", label="Troops sent", unit="person")
    assert claim(about, "around 10,000", by="Britain").estimate == Estimate.about(
        10_000, "person", wording="around 10,000"
    )
    assert claim(about, "200 Buryats", by="Britain").estimate.unit == "person"
    assert claim(about, "many", by="Britain").estimate == Estimate.vaguely("many", "person", wording="many")


def test_words_in_another_unit_are_converted() -> None:
    """A unit of the same dimension becomes that of the measurand; another dimension is refused at its place."""
    range_ = Measurand(id="range", label="Range", unit="kilometer")
    made = claim(range_, "about 100 miles", by="Britain")
    assert (made.estimate.unit, made.estimate.wording) == ("kilometer", "about 100 miles")
    assert made.estimate.best == pytest.approx(160.9344)
    with pytest.raises(EstimateParseError, match="it is in flight, which is no kilometer"):
        claim(range_, "28 flights", by="Britain")


def test_a_label_takes_the_unit_of_the_words() -> None:
    """A known unit, a share, or the noun that stands in the wording; words that name nothing are refused."""
    assert claim("Pay", "$2,000 a month", by="Britain").measurand.unit == "USD/month"
    assert claim("Shells from abroad", "a third", by="Britain").measurand.unit == "ratio"
    assert claim("Widgets", "200 widgets", by="Britain").measurand.unit == "item"
    for words in ("around 10,000", "hundreds", "many"):
        with pytest.raises(InvalidValueError, match=rf'"{words}" names no unit.*"around 10,000 people".*E107'):
            claim("Troops sent", words, by="Britain")


def test_words_that_are_no_figure_are_refused() -> None:
    """The reader's own error says where and why."""
    with pytest.raises(EstimateParseError, match="no number and no word for one"):
        claim("Troops sent", "an army", by="Britain")
    with pytest.raises(EstimateParseError, match="ambiguous"):
        claim("Troops sent", "10.000 soldiers", by="Britain")


@pytest.mark.parametrize("via", ["Reuters", Source(id="reuters", name="Reuters")], ids=["name", "source"])
def test_one_name_is_no_list(via: Any) -> None:
    """A name alone is refused: its letters would make a chain of seven sources."""
    with pytest.raises(InvalidValueError, match=r"via must be a list, got .*; put it in \[ \]"):
        claim("Troops sent", FIGURE, by="Britain", via=via)


def test_five_figures_reconcile_in_a_few_lines() -> None:
    """The same names are the same origins, so that copies count once."""
    figures = [
        claim("Troops sent", Estimate.about(10_000, "soldiers"), by="Britain"),
        claim("Troops sent", Estimate.about(10_000, "soldiers"), by="Britain", via=["The Times"]),
        claim("Troops sent", Estimate.about(10_000, "soldiers"), by="Britain", via=["The Sun"]),
        claim("Troops sent", Estimate.about(11_000, "soldiers"), by="South Korea"),
        claim("Troops sent", Estimate.more_than(7_000, "soldiers"), by="Ukraine"),
    ]
    assert reconcile(figures).spread.counts.votes == 3
