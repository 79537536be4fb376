"""What people read: the headline, the page, the table for notebooks."""

import math
import re
from datetime import date

import pytest

from osintclaims import (
    Corpus,
    DenialKind,
    Estimate,
    Link,
    Measurand,
    Modality,
    Reliability,
    Section,
    Source,
    SourceKind,
    When,
    reconcile,
    reconcile_all,
    sensitivity,
)
from osintclaims.model import Attribution, Claim, Interval
from osintclaims.reconciliation import Consensus, Location, Voices, bounds
from osintclaims.reconciliation._page import quoted, range_text, render_page
from osintclaims.reconciliation._page import said as said_by
from osintclaims.reconciliation._rounding import fewest_figures, inward, significant, span
from osintclaims.reconciliation._sentence import region_text
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NIS,
    NOBODY,
    PEOPLE,
    PRESS,
    RUSSIA,
    SENT,
    SOME,
    UKRAINE,
    about,
    denied,
    document,
    of,
    over,
    said,
    up_to,
)

READ = document("d1", published="2024-10-20")
ZERO = Estimate.exactly(0, "person")
ROUTE = Measurand(id="route", label="Length of the route", unit="kilometer")


def flat(consensus: Consensus) -> str:
    """The page without its line breaks."""
    return re.sub(r"\s+", " ", str(consensus))


HEADLINES: dict[str, tuple[list[Claim], str]] = {
    "agreed": (
        [said("a", about(10_000)), said("b", about(11_000), UKRAINE)],
        "about 10,500 people (10,450 to 11,000); 2 named origins agree: Britain and Ukraine",
    ),
    "one origin": ([said("a", about(10_000))], "about 10,000 people (9,000 to 11,000); on the word of Britain alone"),
    "one origin, one bound": ([said("a", over(7_000))], "more than 7,000 people; on the word of Britain alone"),
    "an upper bound": ([said("a", up_to(500))], "up to 500 people; on the word of Britain alone"),
    "a single value": ([said("a", Estimate.exactly(12, "person"))], "12 people; on the word of Britain alone"),
    "nobody named": (
        [said("a", about(10_000), NOBODY, read=[(READ, Section.BODY)])],
        "about 10,000 people (9,000 to 11,000); nobody is named for it",
    ),
    "majority": (
        [said("a", of(1_000)), said("b", of(1_000), UKRAINE), said("c", of(9_000), NIS)],
        "about 1,000 people (950 to 1,049); 2 of 3 named origins agree: Britain and Ukraine",
    ),
    "majority, and a bound that fits both camps": (
        [said("a", of(1_000)), said("b", of(1_000), UKRAINE), said("c", of(9_000), NIS), said("d", over(7), RUSSIA)],
        ("about 1,000 people (950 to 1,049); 2 of 4 named origins agree: Britain and Ukraine; Russia fits either side"),
    ),
    "contested, and a bound that fits all camps": (
        [said("a", of(90)), said("b", of(1_000), UKRAINE), said("c", of(9_000), NIS), said("d", over(7), RUSSIA)],
        (
            "contested, in people: about 90 (Britain) against about 1,000 (Ukraine) against about 9,000 "
            "(South Korea); 4 named origins do not agree; Russia fits every side"
        ),
    ),
    "contested": (
        [said("a", about(1_500)), said("b", of(11_000), UKRAINE)],
        "contested, in people: about 1,500 (Britain) against about 11,000 (Ukraine); 2 named origins do not agree",
    ),
    "majority, and bounds that fit both camps": (
        [
            said("a", of(1_000)),
            said("b", of(1_000), UKRAINE),
            said("c", of(9_000), NIS),
            said("d", over(7), RUSSIA),
            said("e", over(8), PRESS),
        ],
        (
            "about 1,000 people (950 to 9,449); 2 of 5 named origins agree: Britain and Ukraine; "
            "Russia and The Press fit either side"
        ),
    ),
    "contested, with the figures that a middle deserves": (
        [said("a", of(1_540)), said("b", of(10_840), UKRAINE)],
        "contested, in people: about 1,500 (Britain) against about 11,000 (Ukraine); 2 named origins do not agree",
    ),
    "contested bounds, as they were said": (
        [said("a", up_to(1_234)), said("b", Estimate.at_least(10_912, PEOPLE), UKRAINE)],
        ("contested, in people: up to 1,234 (Britain) against 10,912 or more (Ukraine); 2 named origins do not agree"),
    ),
    "contested bounds of several": (
        [
            said("a", up_to(800)),
            said("b", up_to(500), RUSSIA),
            said("c", Estimate.less_than(500, PEOPLE), NIS),
            said("d", over(20_000), UKRAINE),
            said("e", Estimate.at_least(20_000, PEOPLE), PRESS),
            said("f", over(9_000), NOBODY),
        ],
        (
            "contested, in people: less than 500 (Russia, South Korea and Britain) against more than 20,000 "
            "(unattributed (some reports), The Press and Ukraine); 5 named origins do not agree, "
            "beside 1 unattributed figure"
        ),
    ),
    "contested bounds": (
        [said("a", up_to(500)), said("b", over(20_000), UKRAINE)],
        "contested, in people: up to 500 (Britain) against more than 20,000 (Ukraine); 2 named origins do not agree",
    ),
    "one": (
        [said("a", of(1)), said("b", of(1), UKRAINE)],
        "1 person; 2 named origins agree: Britain and Ukraine",
    ),
    "bounds that miss one another by little": (
        [said("a", up_to(10_000)), said("b", Estimate.at_least(12_000, "person"), UKRAINE)],
        "bounds that do not meet, in people: up to 10,000 (Britain) against 12,000 or more (Ukraine)",
    ),
    "bounds that miss one another by less than their last figure": (
        [said("a", up_to(12_340)), said("b", Estimate.at_least(12_345, PEOPLE), UKRAINE)],
        "bounds that do not meet, in people: up to 12,340 (Britain) against 12,345 or more (Ukraine)",
    ),
    "bounds that touch": (
        [said("a", Estimate.less_than(10, "person")), said("b", over(10), UKRAINE)],
        "bounds that do not meet, in people: less than 10 (Britain) against more than 10 (Ukraine)",
    ),
    "a camp between two whole numbers": (
        [said("a", Estimate.between(4, 6, "person")), said("b", of(900), UKRAINE)],
        "contested, in people: about 5 (Britain) against about 900 (Ukraine); 2 named origins do not agree",
    ),
    "zero against some": (
        [said("a", ZERO), said("b", about(20_000), UKRAINE)],
        "contested, in people: 0 (Britain) against about 20,000 (Ukraine); 2 named origins do not agree",
    ),
    "none": ([], "no claims"),
    "none of the kind": (
        [said("a", of(5), modality=Modality.PLAN)],
        "no claims of the kind and time asked for (1 left out)",
    ),
    "no figure": ([said("a", SOME), said("b", SOME, NIS)], "no figure; affirmed by Britain and South Korea"),
}


MEASURED: dict[str, tuple[list[Estimate], str]] = {
    "a strict bound": ([Estimate.less_than(11, "kilometer")], "less than 11 kilometers; on the word of S0 alone"),
    "between strict bounds": (
        [Estimate(unit="kilometer", low=5, high=10, low_open=True)],
        "about 7.1 kilometers (5 to 10); on the word of S0 alone",
    ),
    "a camp of a fraction, and a bound in another unit": (
        [Estimate.of(0.5, "kilometer"), Estimate.at_least(9_375, "meter")],
        "contested, in kilometers: about 0.5 (S0) against 9.3750 or more (S1); 2 named origins do not agree",
    ),
}


@pytest.mark.parametrize("case", MEASURED)
def test_the_headline_of_a_measure_has_decimals(case: str) -> None:
    """A length is neither rounded to whole kilometres nor said to reach an end that is left out."""
    estimates, sentence = MEASURED[case]
    claims = [
        said(f"c{at}", one, Source(id=f"s{at}", name=f"S{at}"), measurand=ROUTE) for at, one in enumerate(estimates)
    ]
    assert reconcile(claims).summary() == sentence


@pytest.mark.parametrize("case", HEADLINES)
def test_the_headline_names_figure_and_origins(case: str) -> None:
    """One sentence gives the answer, or that there is none, and on whose word it rests."""
    claims, sentence = HEADLINES[case]
    assert reconcile(claims, SENT).summary() == sentence


def test_the_range_of_claims_reaches_no_further_than_the_claims() -> None:
    """The half by which "52" may be rounded lets in no 53."""
    page = flat(reconcile([said("a", of(48)), said("b", of(52), UKRAINE)]))
    assert "Range of claims (not of the truth): 48 to 52;" in page


def test_a_majority_of_the_unattributed_is_said() -> None:
    """Where those who agree are nobody by name, the headline does not name others instead."""
    anonymous = [said(f"a{n}", of(1_000), NOBODY, read=[(document(f"d{n}"), Section.BODY)]) for n in range(3)]
    found = reconcile([*anonymous, said("b", of(9_000)), said("c", of(90), UKRAINE)])
    assert found.summary().endswith("; most figures that agree are unattributed, beside 3 unattributed figures")


def test_a_bound_read_wider_than_it_was_stated_is_printed_as_stated() -> None:
    """A part of "11,000" bounds the whole from 10,500; as one side of a contest it is printed as 11,000."""
    found = reconcile([said("a", about(1_500)), said("b", of(11_000), UKRAINE, IN_TRAINING)], SENT)
    assert "about 1,500 (Britain) against 11,000 or more (Ukraine)" in found.summary()


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (Estimate(unit=PEOPLE, low=900, best=5_000, high=9_000), "900 or more"),
        (about(9_000), "9,000 or more"),
        (Estimate.vaguely("dozens", PEOPLE), "24 or more"),
    ],
)
def test_the_bound_of_a_part_is_its_lower_figure(part: Estimate, shown: str) -> None:
    """Of a range the lower end, of "about" its figure, of a word what it stands for: never a best value above it."""
    found = reconcile([said("a", up_to(5)), said("b", part, UKRAINE, IN_TRAINING)], SENT)
    assert f"up to 5 (Britain) against {shown} (Ukraine)" in found.summary()


def test_of_two_copies_the_lower_figure_is_the_bound() -> None:
    """Where outlets print one utterance with 8,000 and with 10,000, no more than 8,000 is claimed as a bound."""
    copies = [said("b", of(8_000), UKRAINE, IN_TRAINING), said("c", of(10_000), UKRAINE, IN_TRAINING, restates="b")]
    found = reconcile([said("a", up_to(5)), *copies], SENT)
    assert "against 8,000 or more (Ukraine)" in found.summary()


def test_a_method_that_rules_nothing_out() -> None:
    """Votes that meet are not said to be at odds where a user's method returns every value."""
    everything = Location(region=Interval(0, math.inf, high_open=True), best=None)
    for claims in (
        [said("a", over(7_000)), said("b", over(8_000), UKRAINE)],
        [said("a", about(7_000)), said("b", about(7_500), UKRAINE)],
        [said("a", about(7_000)), said("b", over(5_000), UKRAINE)],
    ):
        found = reconcile(claims, method=lambda _: everything)
        assert (
            found.summary() == f"0 or more people; 2 named origins agree: {' and '.join(v.name for v in found.votes)}"
        )


def test_a_best_value_is_not_rounded_out_of_its_region() -> None:
    """1,047 would be 1,050 with three figures, which 1,044 to 1,048 does not hold."""
    found = reconcile([said("a", Estimate(unit=PEOPLE, low=1_044, best=1_047, high=1_048))])
    assert found.summary() == "about 1,047 people (1,044 to 1,048); on the word of Britain alone"


def test_votes_without_weight_are_affirmed_by_nobody() -> None:
    """Where the only figure weighs nothing there is none, and nobody is said to affirm one."""
    assert reconcile([said("a", of(5))], weights={Reliability.A: 1, None: 0}).summary() == "no figure"


def test_best_values_have_the_figures_that_the_range_deserves() -> None:
    """Two significant figures where the plausible range spans more than a factor of 2, else three."""
    middle = said("c", Estimate.between(9_000, 12_800, "person"), NIS)
    claims = [said("a", about(10_000)), said("b", about(11_500), UKRAINE), middle]
    narrow, wide = reconcile(claims, level=0.3), reconcile(claims, level=0.9)
    assert narrow.best == wide.best == pytest.approx(math.sqrt(9_000 * 12_800))
    assert (narrow.plausible.high or 0) < 2 * (narrow.plausible.low or 0)
    assert narrow.summary().startswith("about 10,700 people")
    assert wide.summary().startswith("about 11,000 people")


def test_numbers_for_people() -> None:
    """Whole counts, four figures for measures, and never a rounded value outside its region."""
    assert span(0, 0, whole=True) == "0"
    assert span(10_450.4, 11_549.6, whole=True) == "10,450 to 11,550"
    assert span(7_000.5, float("inf"), whole=True) == "7,001 or more"
    assert span(1.23456, 2, whole=False) == "1.2350 to 2"  # "1.235" could be read as 1,235
    assert significant(0, 2) == "0"
    assert fewest_figures(10_747, 10_700, 10_800, at_least=2) == "10,700"
    assert fewest_figures(0.1234, 0.1233, 0.1235, at_least=2) == "0.1234"
    assert inward(Interval(7_000, float("inf"), low_open=True, high_open=True)) == Interval(
        7_001, float("inf"), high_open=True
    )
    assert inward(Interval(4.2, 4.4)) == Interval(4, 4)
    assert inward(Interval(3, 5, low_open=True, high_open=True)) == Interval(4, 4)


def test_the_page_says_all_that_the_answer_rests_on() -> None:
    """Votes with wording, date and chain; who affirms, denies, does not confirm; what was left out and why."""
    wording = Estimate.about(10_000, "person", wording="some 10,000 men")
    claims = [
        said("a", wording, via=[PRESS], on="2024-10-17", read=[(READ, Section.BODY)]),
        said("b", over(7_000), UKRAINE, IN_TRAINING),
        said("c", SOME, NIS, likelihood="likely"),
        said("d", of(5), KOREA, modality=Modality.FORECAST),
    ]
    spokesman = Source(id="spokesman", name="A spokesman", part_of=RUSSIA)
    denials = [denied("x"), denied("y", spokesman, DenialKind.REFUSAL_TO_CONFIRM)]
    page = flat(reconcile(claims, SENT, denials=denials))
    assert str(reconcile(claims, SENT)).startswith("Troops sent\n===========\nAbout 10,000 people (9,000 to 11,000);")
    for part in (
        '"some 10,000 men" - Britain on 2024-10-17 via The Press, in d1 [a]',
        "Ukraine more than 7,000 [part]",
        'Affirmed without a figure South Korea: more than 0 people, "likely" (Troops sent; c)',
        "Denied Russia: flat denial (x)",
        "Not confirmed Russia (A spokesman): refusal to confirm (y)",
        "Left out d 5 people (South Korea): forecast, not observed",
        "Evidence: 4 claims, 2 votes (1 two-sided), 2 named origins; 1 denial, 1 non-confirmation.",
        "Range of claims (not of the truth): more than 7,000.",
        "Read by profile default, method interval_median, observed claims, one vote for each organisation;",
        "none of them is about troop counts.",
    ):
        assert part in page


def test_the_page_counts_parties_where_they_are_fewer() -> None:
    """Two governments of one alliance are two origins of one party, on both sides and among those who only affirm."""
    claims = [
        said("a", about(10_000)),
        said("b", about(10_000), KOREA),
        said("c", SOME, UKRAINE),
        said("d", SOME, NOBODY),
    ]
    ministry = Source(id="ministry", name="Ministry", part_of=RUSSIA)
    ally = Source(id="ally", name="Ally", party="russia")
    denials = [
        denied("x"),
        denied("y", ministry),
        denied("z", ally, DenialKind.SILENCE),
        denied("w", ministry, DenialKind.SILENCE),
    ]
    found = reconcile(claims, SENT, denials=denials)
    assert "2 named origins of 1 party; 2 denials by 1 origin, 2 non-confirmations." in flat(found)
    counts = found.spread.counts
    assert (counts.origins, counts.parties, counts.affirmations) == (2, 1, 2)
    assert counts.denied_by == Voices(origins=1, parties=1)
    assert counts.unconfirmed_by == Voices(origins=2, parties=2)
    assert counts.affirmed_by == Voices(origins=1, parties=1)
    allied = [denied("x", BRITAIN), denied("y", KOREA), denied("z", UKRAINE), denied("w", NIS)]
    assert "; 4 denials by 3 origins of 2 parties, " in flat(reconcile(claims, SENT, denials=allied))
    correlated = flat(reconcile(claims, SENT, party_correlation=1))
    assert "2 named origins of 1 party, worth 1.0 independent ones;" in correlated


def test_a_vote_for_less_is_not_up_to_it() -> None:
    """An upper end that is left out is not printed as if it were admitted."""
    page = flat(reconcile([said("a", Estimate.less_than(11, "person")), said("b", up_to(20), UKRAINE)]))
    assert "Britain up to 10 " in page
    assert "Ukraine up to 20 " in page
    page = flat(reconcile([said("a", Estimate.less_than(11, "kilometer"), measurand=ROUTE)]))
    assert "Britain less than 11 " in page


def test_the_page_says_which_day_it_speaks_of() -> None:
    """The question's own terms stand on the page: known on, holding by, expected rather than observed."""
    claims = [said("a", of(5_000), on="2024-10-17", as_of=When("2024-10-01"), modality=Modality.FORECAST)]
    found = reconcile(
        claims,
        known_on=date(2024, 10, 20),
        as_of=date(2024, 10, 2),
        modality={Modality.FORECAST, Modality.PLAN},
        independence="party",
    )
    assert "forecast and plan claims as known on 2024-10-20 that hold by 2024-10-02, one vote for each party" in flat(
        found
    )


RANGES: dict[str, tuple[list[Estimate], str]] = {
    "no upper figure": ([over(7_000)], "No plausible range: no origin states an upper figure."),
    "no lower figure": ([up_to(7_000)], "No plausible range: no origin states a lower figure."),
    "zero alone": ([ZERO], "No plausible range: zero is the only figure."),
    "zero beside a bound": ([ZERO, over(500)], "No plausible range: no origin states an upper figure above zero."),
    "identified": ([about(10_000)], "80% range: 4,658 to 21,252."),
    "half of them one-sided": ([about(10_000), over(7_000)], "; without one-sided figures 4,658 to 21,252."),
    "no two-sided figure": ([over(7_000), up_to(10_000)], "80% range: 3,643 to 19,214."),
}


@pytest.mark.parametrize("case", RANGES)
def test_the_page_gives_the_range_or_says_why_there_is_none(case: str) -> None:
    """Without figures on both sides no range is printed, but what is missing."""
    estimates, line = RANGES[case]
    origins = [Source(id=f"s{number}", name=f"S{number}") for number in range(len(estimates))]
    page = flat(reconcile([said(one.id, what, one) for one, what in zip(origins, estimates, strict=True)]))
    assert line in page
    assert ("calibr" in page or "Spread prior" in page) == ("80% range" in line or "without one-sided" in line)


def test_a_page_without_votes_has_no_numbers() -> None:
    """Affirmations and denials alone give a page without ranges, votes or conventions."""
    page = flat(reconcile([said("a", SOME)], denials=[denied("x")]))
    assert "No figure; affirmed by Britain; denied by Russia." in page
    assert not re.search(r"range|Votes, one|Conventions", page)
    silent = reconcile([said("a", SOME)], denials=[denied("x", kind=DenialKind.SILENCE)])
    assert silent.summary() == "no figure; affirmed by Britain; not confirmed by Russia"


def test_measures_are_printed_with_their_decimals() -> None:
    """A length is not rounded to whole kilometres."""
    found = reconcile([said("a", Estimate.between(1.25, 2.5, "kilometer"), measurand=ROUTE)])
    assert "1.25 to 2.5" in flat(found)


def test_an_unknown_publisher_is_named_by_its_document() -> None:
    """Through a publisher of whom nothing is known, a figure is traced to the document."""
    nameless = Source(id="outlet", name="Outlet 1", kind=SourceKind.UNKNOWN)
    claim = said("a", of(5), read=[(document("d7", nameless), Section.BODY)])
    assert said_by(claim) == "Britain, in d7"
    wire = Attribution((Link(source=PRESS), Link(source=NIS), Link(source=KOREA)))
    assert said_by(Claim(id="b", measurand=SENT, estimate=of(5), attribution=wire)) == (
        "South Korea via NIS and The Press"
    )
    assert quoted(claim) == "5 people"


def test_long_names_wrap_and_lines_stay_within_the_page() -> None:
    """No line is longer than 80 columns, however long the label."""
    measurand = Measurand(id="long", label="Figures " * 30, unit="person")
    lines = render_page(reconcile([said("a", about(10_000), measurand=measurand)])).split("\n")
    assert max(map(len, lines)) <= 80
    assert not any(line != line.rstrip() for line in lines)


def test_the_notebook_table_is_escaped() -> None:
    """Names and wordings from outside never become markup, and a result without votes has no table."""
    attack = '<script>alert("x")</script>'
    evil = Source(id="evil", name=attack)
    claims = [said("a", Estimate.about(10_000, "person", wording=attack), evil), said("b", over(7_000), UKRAINE)]
    html = reconcile(claims)._repr_html_()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 3
    assert "80% range: " in html
    assert "<th>people</th>" in html
    empty = reconcile([], SENT)._repr_html_()
    assert "<table>" not in empty
    assert "no claims" in empty


def test_ranges_without_ends_are_said_to_have_none() -> None:
    """A range that is not identified has no text of its own numbers."""
    assert range_text(reconcile([said("a", over(7_000))]).plausible, whole=True) == "not identified"


def test_without_votes_there_is_no_region() -> None:
    """The text of a region that is not there is that there is no figure."""
    assert region_text(reconcile([], SENT)) == "no figure"


def test_representations_are_one_line() -> None:
    """A result in a list is one line that says what it is."""
    assert repr(reconcile([said("a", over(7_000), BRITAIN)])) == (
        "<Consensus sent: single_origin, more than 7,000 people; on the word of Britain alone>"
    )


def test_the_spread_is_a_table_of_what_is_known() -> None:
    """Every measure has its name; without votes only the evidence has a row."""
    html = reconcile([said("a", about(10_000)), said("b", about(11_000), UKRAINE), said("c", over(7_000), NIS)])
    shown = html.spread._repr_html_()
    for expected in (
        "<td>Range of claims (not of the truth)</td><td>more than 7,000</td>",
        "<td>The same, of two-sided votes</td><td>9,000 to 11,550</td>",
        "<td>Where most votes overlap</td><td>10,450 to 11,000</td>",
        "<td>Largest point over smallest</td><td>1.1</td>",
        "South Korea",
        "<td>3 claims, 3 votes, 3 named origins</td>",
    ):
        assert expected in shown, expected
    assert reconcile([], SENT).spread._repr_html_() == (
        "<div><table><tbody><tr><td>Evidence</td><td>0 claims, 0 votes, 0 named origins</td></tr></tbody></table></div>"
    )


def test_votes_that_meet_nowhere_have_no_overlap_in_the_table() -> None:
    """An overlap of a single vote is none."""
    shown = reconcile([said("a", about(1_000)), said("b", about(9_000), UKRAINE)]).spread._repr_html_()
    assert "overlap" not in shown
    assert "Camps" in shown


def test_the_overview_is_a_table() -> None:
    """A row for each result; contested and expected ones say so."""
    plan = said("p", about(5_000), UKRAINE, modality=Modality.PLAN)
    claims = (said("a", about(1_000)), said("b", about(9_000), UKRAINE), plan)
    shown = reconcile_all(Corpus(claims=claims))._repr_html_()
    assert "<td>Troops sent</td><td>contested</td><td></td><td>people</td><td>contested</td><td>2</td>" in shown
    assert "<td>Troops sent (expected)</td><td>4,500 to 5,500</td><td>5,000</td>" in shown
    assert reconcile_all(Corpus())._repr_html_() == "<div><p>no results</p></div>"
    below = said("n", Estimate.of(-5, "kilometer"), measurand=ROUTE)
    assert "<th>Not reconciled</th>" in reconcile_all(Corpus(claims=(below,)))._repr_html_()


@pytest.mark.parametrize(("figure", "expected"), [(12, "12"), (10_000, "9,500 to 10,499")])
def test_bounds_of_counts_name_whole_numbers_inside(figure: int, expected: str) -> None:
    """What a bare figure admits ends below the next whole number or round figure, and is named so."""
    (vote,) = reconcile([said("a", of(figure))]).votes
    assert bounds(vote, whole=True) == bounds(vote.interval, whole=True) == expected
    assert f"  {expected}\n" in str(reconcile([said("a", of(figure))]))


@pytest.mark.parametrize(
    ("interval", "counted", "measured"),
    [
        (Interval(5, 10, low_open=True), "6 to 10", "5 to 10"),
        (Interval(0, 0), "0", "0"),
        (Interval(0, 10, high_open=True), "up to 9", "less than 10"),
        (Interval(2.5, math.inf, high_open=True), "3 or more", "2.5 or more"),
        (Interval(2, math.inf, low_open=True, high_open=True), "more than 2", "more than 2"),
    ],
)
def test_bounds_in_words(interval: Interval, counted: str, measured: str) -> None:
    """Counts by the whole numbers inside; a measure by its ends, said to be strict where one word can say so."""
    assert (bounds(interval, whole=True), bounds(interval, whole=False)) == (counted, measured)


def test_what_weakens_a_vote_is_listed_and_wraps_below_it() -> None:
    """Several notes are joined by commas; what does not fit goes on in the next line, indented by four."""
    name = "An organisation with a name that fills a line by itself"
    body = Source(id="body", name=name)
    found = reconcile([said("a", Estimate.vaguely("dozens", PEOPLE), body, IN_TRAINING), said("c", of(90))], SENT)
    notes = "part, vague"
    lines = str(found).split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f"  {name}"))
    assert re.fullmatch(r"    \S.*", lines[at + 1])
    assert " ".join(f"{lines[at]} {lines[at + 1]}".split()) == f"{name} 24 or more [{notes}]"
    assert f"<td>{notes}</td>" in found._repr_html_()
    affirmed = said("s", SOME, Source(id="body", name=f"{name}, and with a second part of it"))
    lines = str(reconcile([affirmed])).split("\n")
    at = lines.index("Affirmed without a figure")
    assert re.match(r"  \S", lines[at + 1])
    assert re.match(r"    \S", lines[at + 2])


def test_the_table_of_a_result_has_whole_counts_in_its_range() -> None:
    """The range of a count is printed in whole numbers, as on the page."""
    html = reconcile([said("a", about(10_000))])._repr_html_()
    assert "<p>80% range: 4,658 to 21,252</p>" in html
    words = reconcile([said("a", of(10_000))])
    assert "<td>as answered</td><td>9,500 to 10,499</td>" in sensitivity(words)._repr_html_()
