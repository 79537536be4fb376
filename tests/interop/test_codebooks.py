"""Shipped mappings on rows of the tables they are for."""

from pathlib import Path
from typing import Any

import pytest

from osintclaims import Hedge, When, reconcile
from osintclaims.interop import read_table

DATA = Path(__file__).parent / "data"


def test_ucdp_events() -> None:
    """Numbers, dates in two spellings, who said it, who printed it; crossed bounds are reported, not mended."""
    corpus, report = read_table(DATA / "ucdp_ged.csv", "ucdp_ged", on_problem="report")
    assert [(problem.row, problem.code) for problem in report.problems] == [(5, "E103"), (6, "E102")]
    afghan = corpus.claim("ucdp-401115")
    assert [link.source.name for link in afghan.attribution.chain] == ["Bakhtar News", "Ministry of National Defense"]
    assert (afghan.estimate.low, afghan.estimate.best, afghan.coder) == (10, 10, "UCDP GED")
    assert afghan.measurand.period == When("2021-05-28/2021-05-29")
    syrian = corpus.claim("ucdp-300380")
    assert [link.source.name for link in syrian.attribution.chain] == ["Support Kurds in Syria;VDC", "SOHR; VDC"]
    zero = corpus.claim("ucdp-1")
    assert (zero.estimate.low, zero.estimate.hedge, zero.attribution.is_unattributed) == (0, Hedge.RANGE, True)
    assert zero.measurand.period == When("2001-02-03")


def test_event_reports() -> None:
    """Deaths and injuries are two measurands; rows of nothing but 0 are no figures; reports of one event reconcile."""
    corpus, report = read_table(DATA / "event_reports.csv", "event_reports", on_problem="report")
    assert [(problem.row, problem.column.split("_")[0], problem.code) for problem in report.problems] == [
        (1, "injuries", "E101"),
        (2, "injuries", "E101"),
        (3, "injuries", "E102"),
    ]
    result = reconcile(corpus, "maverick-deaths-civ-0004")
    assert sorted(vote.point or 0 for vote in result.votes) == [1, 5]
    assert {source.name for source in corpus.sources} == {"Amnesty International (All Africa)", "LEJD", "Reuters"}


@pytest.mark.parametrize(
    ("name", "row", "shown"),
    [
        (
            "airwars",
            {"code": "CS001", "date": "2017-03-17", "country_slug": "iraq"}
            | {"civilian_non_combatants_killed_min": 101, "civilian_non_combatants_killed_max": 141}
            | {"civilian_non_combatants_injured_min": "", "civilian_non_combatants_injured_max": ""},
            ["101 to 141 people"],
        ),
        (
            "iraq_body_count",
            {"IBC code": "k001", "Start Date": "01 May 2003", "End Date": "02 May 2003", "Location": "Baghdad"}
            | {"Reported Minimum": 0, "Reported Maximum": 2, "Sources": "AP, REU"},
            ["0 to 2 people"],
        ),
        (
            "acled",
            {"event_id_cnty": "SYR1", "event_date": "01 January 2020", "event_type": "Battles", "country": "Syria"}
            | {"fatalities": 10, "source": "SOHR", "notes": ""},
            ["10 people"],
        ),
        (
            "acled",
            {"event_id_cnty": "SYR1", "event_date": "2020-01-01", "event_type": "Battles", "country": "Syria"}
            | {"fatalities": 0, "source": "SOHR", "notes": ""},
            [],
        ),
        (
            "crowd_counting",
            {"date": "2020-06-06", "locality": "Springfield", "state": "IL", "title": "March", "size_text": ""}
            | {"size_low": 50, "size_high": 60, "source_1": "https://example.org"},
            ["50 to 60 people"],
        ),
    ],
)
def test_other_tables(name: str, row: dict[str, Any], shown: list[str]) -> None:
    """Minimum and maximum, a single figure, a size; a 0 that says that nobody reported a death is none."""
    corpus, report = read_table([row], name, on_problem="report")
    assert [str(claim.estimate) for claim in corpus.claims] == shown
    assert all(problem.code == "E101" for problem in report.problems)


def test_dates_as_iraq_body_count_and_acled_write_them() -> None:
    """A day with the name of its month is that day; one that does not exist is refused."""
    row = {"IBC code": "k1", "Location": "Baghdad", "Reported Minimum": 1, "Reported Maximum": 2, "Sources": "AP"}
    dates = {"Start Date": "20 Mar 2003", "End Date": "22 Mar 2003"}
    (claim,) = read_table([row | dates], "iraq_body_count").claims
    assert claim.measurand.period == When("2003-03-20/2003-03-22")
    for wrong in ("31 Feb 2003", "20 Mrz 2003"):
        _, report = read_table([row | dates | {"Start Date": wrong}], "iraq_body_count", on_problem="report")
        assert [problem.code for problem in report.problems] == ["E401"]


def test_a_crowd_in_words_is_read_as_words() -> None:
    """The coders' numbers do not hide what was reported."""
    row = {"date": "2020-06-06", "locality": "Springfield", "state": "IL", "title": "March", "size_text": "dozens"}
    (claim,) = read_table([row | {"size_low": 24, "size_high": 24, "source_1": "x"}], "crowd_counting").claims
    assert (claim.estimate.vague, claim.estimate.low) == ("dozens", None)
