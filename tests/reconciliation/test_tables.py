"""What the tables of results say, cell by cell, in notebooks and on the printed page."""

import re
from datetime import date
from html import unescape
from typing import Any

import attrs
import pytest

import osintclaims.model._html as tables
from osintclaims import (
    Claim,
    Corpus,
    Estimate,
    Measurand,
    Modality,
    Reliability,
    Source,
    TimeKind,
    forecasts,
    reconcile,
    reconcile_all,
    sensitivity,
    timeline,
)
from osintclaims.model import Interval
from tests.reconciliation.figures import BRITAIN, KOREA, NOBODY, RUSSIA, SENT, UKRAINE, about, denied, of, over, said

LENGTH = Measurand(id="length", label="Length of the trench", unit="kilometer")
CLAIMS = [
    said("a", about(1_000), on="2024-10-18"),
    said("b", of(1_040), KOREA, on="2024-10-19"),
    said("c", of(1_050), KOREA, on="2024-10-19"),
    said("d", of(9_000), UKRAINE, on="2024-10-20"),
]


def parsed(html: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the first table; a line break stands for one."""

    def cells(row: str, kind: str) -> list[str]:
        return [unescape(one).replace("<br>", "\n") for one in re.findall(f"<{kind}>(.*?)</{kind}>", row)]

    table = html[html.index("<table>") : html.index("</table>")]
    head, _, body = table.rpartition("<tbody>")
    return cells(head, "th"), [cells(row, "td") for row in re.findall("<tr>(.*?)</tr>", body)]


def test_a_result_is_a_row_for_each_vote() -> None:
    """Who, what the vote admits, every utterance that it rests on, and what weakens it; counts below."""
    html = reconcile([*CLAIMS, said("e", over(0), RUSSIA)], denials=[denied("x", RUSSIA)])._repr_html_()
    heads, rows = parsed(html)
    assert heads == ["Origin", "people", "Said", "Notes"]
    assert rows == [
        ["Britain", "900 to 1,100", "about 1,000 people, Britain on 2024-10-18", ""],
        [
            "South Korea",
            "1,035 to 1,054",
            "1,040 people, South Korea on 2024-10-19\n1,050 people, South Korea on 2024-10-19",
            "self conflict",
        ],
        ["Ukraine", "8,550 to 9,449", "9,000 people, Ukraine on 2024-10-20", ""],
    ]
    assert html.endswith("<p>1 claim left out, 1 denial, 0 non-confirmations</p></div>")
    assert re.search(r"</p><p>80% range: [\d,]+ to [\d,]+</p><table>", html)
    bound = reconcile([said("a", over(7_000))])._repr_html_()
    assert "range" not in bound
    assert "</p><table>" in bound
    measured = reconcile([said("a", Estimate.exactly(0.25, "kilometer"), measurand=LENGTH)])._repr_html_()
    assert parsed(measured)[1][0][1] == "0.25"


def test_an_overview_is_a_row_for_each_result() -> None:
    """What, where, best, unit, status and named origins; below it what could not be answered, and why."""
    claims = [*CLAIMS, said("p", over(3_000), UKRAINE, modality=Modality.PLAN)]
    heads, rows = parsed(reconcile_all(Corpus(claims=tuple(claims)))._repr_html_())
    assert heads == ["Measurand", "Central region", "Best", "Unit", "Status", "Named origins"]
    assert rows[0] == ["Troops sent", "1,035 to 1,100", "1,040", "people", "majority", "3"]
    assert rows[1][0] == "Troops sent (expected)"
    assert rows[1][4:] == ["single origin", "1"]
    refused = attrs.evolve(reconcile_all(Corpus(claims=tuple(claims))), refused=((SENT, "because"),))._repr_html_()
    second = refused[refused.index("</table>") + 8 :]
    assert parsed(second) == (["Not reconciled", "Why"], [["Troops sent", "because"]])


def test_spread_is_a_row_for_each_measure() -> None:
    """Each measure that is known has its name; the geometric ones are those of the three points."""
    heads, rows = parsed(reconcile([*CLAIMS, said("p", of(3), UKRAINE, modality=Modality.PLAN)]).spread._repr_html_())
    assert not heads
    found: dict[str, str] = {row[0]: row[1] for row in rows}
    assert list(found) == [
        "Range of claims (not of the truth)",
        "The same, with what was left out",
        "The same, of two-sided votes",
        "Where most votes overlap",
        "Factor between origins (shrunken)",
        "Factor between origins (raw)",
        "Largest point over smallest",
        "Camps",
        "Evidence",
    ]
    assert found["Range of claims (not of the truth)"] == found["The same, of two-sided votes"] == "900 to 9,450"
    assert found["The same, with what was left out"].endswith(" to 9,450")
    assert found["The same, with what was left out"] < "3"
    assert found["Where most votes overlap"] == "1,035 to 1,055"
    assert float(found["Factor between origins (raw)"]) > float(found["Factor between origins (shrunken)"]) > 1
    assert found["Largest point over smallest"] == "9"
    assert re.fullmatch(r"\S+ to \S+: Britain, South Korea\n\S+ to \S+: Ukraine", found["Camps"])
    assert found["Evidence"] == "5 claims, 3 votes, 3 named origins"
    twice = [
        said(f"c{at}", Estimate.exactly(value, "person"), by)
        for at, (value, by) in enumerate([(1, BRITAIN), (1, UKRAINE), (5, KOREA), (5, RUSSIA)])
    ]
    assert dict(parsed(reconcile(twice).spread._repr_html_())[1])["Where most votes overlap"] == "1 or 5"


def test_sensitivity_is_a_row_for_each_change() -> None:
    """The change, where it puts the figure, best and status."""
    heads, rows = parsed(sensitivity(reconcile(CLAIMS))._repr_html_())
    assert heads == ["Change", "Central region (people)", "Best", "Status"]
    assert rows[0] == ["as answered", "1,035 to 1,100", "1,045", "majority"]
    assert ["method ibc", "900 to 9,450", "", "majority"] in rows
    measured = sensitivity(reconcile([said("a", Estimate.exactly(0.25, "kilometer"), measurand=LENGTH)]))
    assert parsed(measured._repr_html_())[1][0][:3] == ["as answered", "0.25", "0.25"]
    assert "0.25" in str(measured)
    refused = [
        row for row in parsed(sensitivity(reconcile([said("x", over(5))]))._repr_html_())[1] if "needs" in row[1]
    ]
    assert {(row[2], row[3]) for row in refused} == {("", "")}


def test_a_timeline_is_a_row_for_each_day() -> None:
    """The day, what was known by then, how many named origins, and the words that came."""
    html = timeline(Corpus(claims=tuple(CLAIMS)), SENT)._repr_html_()
    assert html.endswith("</table></div>")
    assert timeline(Corpus(measurands=(SENT,)), SENT)._repr_html_() == (
        "<div><p><strong>Troops sent</strong></p><p>no day is known</p></div>"
    )
    heads, rows = parsed(html)
    assert heads == ["Day", "Central region (people)", "Best", "Named origins", "Became known"]
    assert rows == [
        ["2024-10-18", "900 to 1,100", "1,000", "1", "about 1,000 people, Britain on 2024-10-18"],
        [
            "2024-10-19",
            "1,035 to 1,054",
            "1,040",
            "2",
            "1,040 people, South Korea on 2024-10-19\n1,050 people, South Korea on 2024-10-19",
        ],
        ["2024-10-20", "1,035 to 1,100", "1,040", "3", "9,000 people, Ukraine on 2024-10-20"],
    ]


def test_a_forecast_is_a_row() -> None:
    """Of what, by whom, in which words, what came, whether it held, and its score."""
    expected = said("p", over(3_000), UKRAINE, modality=Modality.PLAN)
    heads, rows = parsed(forecasts(Corpus(claims=(*CLAIMS, expected)))._repr_html_())
    assert heads == ["Expected", "By", "Words", "Came", "Verdict", "Score"]
    assert rows == [["Troops sent", "Ukraine", "more than 3,000 people", "1,035 to 1,100", "did not hold", ""]]
    held = forecasts(Corpus(claims=(*CLAIMS, said("p", over(500), UKRAINE, modality=Modality.PLAN))))
    assert parsed(held._repr_html_())[1][0][4] == "held"
    copies = [said("p", over(500), UKRAINE, modality=Modality.PLAN)]
    copies.append(said("q", Estimate.at_least(500, "person"), UKRAINE, modality=Modality.PLAN, restates="p"))
    still_open = forecasts(Corpus(claims=tuple(copies)))
    assert parsed(still_open._repr_html_())[1] == [
        ["Troops sent", "Ukraine", "more than 500 people\nat least 500 people", "", "open", ""]
    ]
    apart = (CLAIMS[0], CLAIMS[-1], said("p", over(5_000), UKRAINE, modality=Modality.PLAN))
    undecided = forecasts(Corpus(claims=apart))
    assert parsed(undecided._repr_html_())[1][0][4] == "undecided"


@pytest.mark.parametrize(
    ("shown", "more"),
    [
        (lambda: reconcile(CLAIMS), "2 more votes"),
        (lambda: sensitivity(reconcile(CLAIMS)), "more changes"),
        (lambda: timeline(Corpus(claims=tuple(CLAIMS)), SENT), "2 more days"),
        (
            lambda: forecasts(
                Corpus(
                    claims=tuple(
                        said(f"p{at}", over(at), by, modality=Modality.PLAN) for at, by in ((5, UKRAINE), (6, KOREA))
                    )
                )
            ),
            "1 more forecasts",
        ),
        (
            lambda: reconcile_all(Corpus(claims=(*CLAIMS, said("p", over(5), modality=Modality.PLAN)))),
            "1 more results",
        ),
        (
            lambda: attrs.evolve(
                reconcile_all(Corpus(claims=tuple(CLAIMS))), refused=((SENT, "because"), (LENGTH, "so"))
            ),
            "1 more measurands",
        ),
    ],
)
def test_rows_that_are_cut_off_are_counted(shown: Any, more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long table says how many of what are not shown."""
    monkeypatch.setattr(tables, "_MOST", 1)
    assert f"{more}</p>" in shown()._repr_html_()


# --- the printed page ------------------------------------------------------------------------------------------------


def page(shown: object) -> list[str]:
    """Lines of a printed page."""
    return str(shown).split("\n")


def test_the_page_of_a_sensitivity() -> None:
    """A sentence, the range of best values, and below an empty line a row for each change, names in one column."""
    lines = page(sensitivity(reconcile(CLAIMS, denials=[denied("x", RUSSIA)])))
    assert lines[0].startswith("Troops sent: becomes contested (900 to 9,449) without South Korea.")
    at = lines.index("")
    assert lines[at + 1].split() == ["as", "answered", "1,035", "to", "1,100,", "~1,045"]
    starts = [re.search(r"\S  +(?=\S)", line) for line in lines[at + 1 :]]
    assert {found.end() for found in starts if found} == {lines[at + 1].index("1,035")}
    rows = {
        line[: lines[at + 1].index("1,035")].strip(): line[lines[at + 1].index("1,035") :] for line in lines[at + 1 :]
    }
    assert rows["method ibc"] == "900 to 9,450"
    assert rows["method ucdp"] == "900 to 9,450, ~1,000"
    assert rows["without South Korea"] == "900 to 9,449, contested"
    assert rows["without allies (Britain, South Korea)"] == "8,550 to 9,449, ~9,000"
    assert rows["flat denials as zero (Russia)"].endswith(", contested")
    assert all(line == line.rstrip() and len(line) <= 80 for line in lines)


def test_long_labels_and_refusals_go_on_below() -> None:
    """What does not fit beside the figures continues, indented by two."""
    party = attrs.evolve(KOREA, party="a coalition of many countries of three continents")
    claims = [said("a", of(1_000), party), said("b", of(1_100), attrs.evolve(BRITAIN, party=party.party))]
    lines = page(sensitivity(reconcile([*claims, said("c", of(1_050), UKRAINE)])))
    at = next(at for at, line in enumerate(lines) if line.startswith("without a coalition"))
    assert re.search(r"  1,0\d\d", lines[at])
    assert re.fullmatch(r"  \S.*", lines[at + 1])
    assert " ".join(f"{lines[at].split('  ')[0]} {lines[at + 1]} {lines[at + 2]}".split()).startswith(
        "without a coalition of many countries of three continents (South Korea, Britain)"
    )
    refusal = page(sensitivity(reconcile([said("x", over(7_000), UKRAINE)])))
    at = next(at for at, line in enumerate(refusal) if line.startswith("method hodges_lehmann: "))
    assert refusal[at + 1].startswith("  ")
    assert f"{refusal[at]} {refusal[at + 1].strip()}" == (
        "method hodges_lehmann: hodges_lehmann needs a vote that is bounded on both sides; use interval_median"
    )
    assert "without Ukraine" in " ".join(refusal)
    assert any(line.endswith("no figure") for line in refusal)


def test_the_page_of_an_overview() -> None:
    """Sections with a title and a rule, an empty line between them, and long rows indented below."""
    length = said("l", Estimate.exactly(0.25, "kilometer"), measurand=LENGTH)
    refused = (attrs.evolve(SENT, id="other", label="Another measurand"), "no reason that is short enough " * 4)
    lines = page(attrs.evolve(reconcile_all(Corpus(claims=(*CLAIMS, length))), refused=(refused,)))
    assert lines[:3] == [
        "Two or more named origins",
        "-------------------------",
        lines[2],
    ]
    assert re.fullmatch(r"Troops sent +1,035 to 1,100 +~1,040 +people", lines[2])
    assert lines[3:6] == ["", "One named origin, or none", "-------------------------"]
    assert re.fullmatch(r"Length of the trench +0.25 +kilometers", lines[6])
    at = lines.index("Not reconciled")
    assert lines[at - 1] == ""
    assert lines[at + 1] == "-" * len("Not reconciled")
    assert lines[at + 2].startswith("Another measurand")
    assert all(line.startswith("  ") for line in lines[at + 3 :])
    assert all(len(line) <= 80 for line in lines)


def test_the_page_of_a_result() -> None:
    """Votes are indented by two, what they rest on by four, what goes on below by two more; sections stand apart."""
    length = "a very long wording of a figure that goes on and on until it is wider than any page is"
    wordy = Estimate.of(1_000, "person", wording=length)
    claims: list[Claim] = [
        said("a", wordy, Source(id="long", name="An organisation with a very long name that fills all of its line")),
        said("b", of(1_040), KOREA),
        said("c", of(1_050), KOREA),
        said("n", of(1_020), NOBODY),
        said("s", over(0), RUSSIA, likelihood="likely"),
        said("x", of(1), BRITAIN, retracted=True),
    ]
    lines = page(reconcile(claims, denials=[denied("d", UKRAINE)]))
    assert lines[:2] == ["Troops sent", "==========="]
    at = next(at for at, line in enumerate(lines) if line.startswith("Votes, one for each origin (in people)"))
    assert lines[at - 1] == ""
    vote = next(at for at, line in enumerate(lines) if line.startswith("  An organisation with a very long name"))
    assert re.match(r"    \S", lines[vote + 1])
    said_at = next(at for at, line in enumerate(lines) if line.startswith('    "a very long wording'))
    assert re.match(r"      \S", lines[said_at + 1])
    assert "    1,020 people - unattributed [n]" in lines
    assert any("[self conflict]" in line for line in lines)
    for title in ("Affirmed without a figure", "Denied", "Left out"):
        assert lines[lines.index(title) - 1] == ""
        assert re.match(r"  \S", lines[lines.index(title) + 1])
    affirmed = lines[lines.index("Affirmed without a figure") + 1]
    assert affirmed == '  Russia: more than 0 people, "likely" (Troops sent; s)'
    evidence = next(at for at, line in enumerate(lines) if line.startswith("Evidence: 6 claims"))
    assert lines[evidence - 1] == ""
    text = " ".join(lines)
    assert re.search(
        r"Range of claims \(not of the truth\): \S+ to \S+; the points lie within a factor of 1\.0\d\.", text
    )
    assert any(70 < len(line) <= 80 for line in lines)
    plain = page(reconcile([said("s", over(0), RUSSIA)]))
    assert "  Russia: more than 0 people (Troops sent; s)" in plain
    unattributed = page(reconcile([said("s", over(0), NOBODY)]))
    assert "  unattributed reports: more than 0 people (Troops sent; s)" in unattributed


def test_what_a_page_says_of_options_and_ranges() -> None:
    """Grades, older figures, the range without one-sided figures, and measures with their decimals."""
    graded = said("a", of(1_000), Source(id="g", name="G", reliability=Reliability.A))
    weighed = " ".join(page(reconcile([graded, *CLAIMS[1:]], weights={Reliability.A: 1.0, None: 0.5})))
    assert ", weighed by grade (A 1, ungraded 0.5);" in weighed
    flow = Measurand(id="flow", label="Flow", unit="person", time_kind=TimeKind.FLOW)
    carried = reconcile([said("a", of(1_000), measurand=flow)], as_of=date(2024, 10, 20), carry_forward=True)
    text = " ".join(page(carried))
    assert ", figures for earlier days carried forward as lower bounds; osintclaims " in text
    bounds = [said("a", of(1_000)), said("b", over(900), KOREA), said("c", over(800), UKRAINE)]
    ranges = " ".join(page(reconcile(bounds)))
    assert re.search(r"80% range: \S+ to \S+; without one-sided figures \S+ to \S+\.", ranges)
    measured = " ".join(page(reconcile([said("l", Estimate.between(0.25, 0.75, "kilometer"), measurand=LENGTH)])))
    assert "Range of claims (not of the truth): 0.25 to 0.75." in measured
    with_zero = [said("a", Estimate.exactly(0, "kilometer"), measurand=LENGTH)]
    with_zero.append(said("b", Estimate.at_most(0.5, "kilometer"), KOREA, LENGTH))
    assert "No plausible range: no origin states a lower figure above zero." in page(reconcile(with_zero))


def test_the_version_is_in_every_result() -> None:
    """A figure can be traced to the rules that made it."""
    import importlib.metadata

    assert reconcile(CLAIMS).version == importlib.metadata.version("osintclaims")


def test_a_region_may_be_asked_whether_it_holds_a_value() -> None:
    """The region of a result is an interval of the model."""
    assert reconcile(CLAIMS).region == Interval(1_035, 1_100)
