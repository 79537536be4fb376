"""How an answer changes with each choice and each origin."""

from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given

from osintclaims import Claim, Denial, DenialKind, Estimate, Measurand, Reliability, Source, reconcile, sensitivity
from osintclaims.model import Interval
from osintclaims.reconciliation import METHODS, PROFILES, Ballot, Factor, Location, Status
from tests.reconciliation.claim_sets import claim_sets, wholes
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NIS,
    NOBODY,
    OFFICE,
    PEOPLE,
    RUSSIA,
    SENT,
    SOME,
    UKRAINE,
    about,
    denied,
    of,
    over,
    said,
)

WHOLE = wholes("person")[0]
THREE = [said("a", about(10_000)), said("b", about(11_000), KOREA), said("c", over(7_000), UKRAINE, IN_TRAINING)]


def labels(factor: Factor, claims: Sequence[Claim], denials: Sequence[Denial] = ()) -> list[str]:
    """Labels of the rows of a factor."""
    return [row.label for row in sensitivity(reconcile(claims, SENT, denials=denials)).by(factor)]


def test_each_factor_is_changed_alone() -> None:
    """Every method, profile, origin, party, level, one-sided figures, denials and parts have their rows."""
    spokesman = Source(id="spokesman", name="Spokesman", part_of=RUSSIA)
    denials = [denied("x"), denied("y", spokesman), denied("z", NIS, DenialKind.DISMISSAL), denied("w", BRITAIN)]
    assert labels(Factor.ORIGIN, THREE) == ["without Ukraine", "without Britain", "without South Korea"]
    assert labels(Factor.PARTY, THREE) == ["without allies (Britain, South Korea)"]
    assert labels(Factor.INDEPENDENCE, THREE) == ["one vote for each source", "one vote for each party"]
    assert labels(Factor.ONE_SIDED, THREE) == ["without one-sided figures"]
    assert labels(Factor.DENIALS, THREE, denials) == ["flat denials as zero (Russia)"]
    assert labels(Factor.PARTS, THREE) == ["parts not lifted"]
    assert len(labels(Factor.PROFILE, THREE)) == len(PROFILES) - 1
    assert len(labels(Factor.METHOD, THREE)) == len(METHODS) - 1


def test_factors_that_do_not_apply_have_no_row() -> None:
    """Without one-sided figures, parts, denials and parties of several, nothing is shown for them."""
    claims = [said("a", about(10_000)), said("b", about(11_000), UKRAINE)]
    found = sensitivity(reconcile(claims))
    assert {row.factor for row in found} <= {Factor.METHOD, Factor.PROFILE, Factor.ORIGIN, Factor.INDEPENDENCE}
    assert len(found) == len(found.rows)


def test_rows_are_the_answers_to_the_changed_questions() -> None:
    """Leaving an origin out, or changing an option, gives what a reconciliation without it gives."""
    found = sensitivity(reconcile(THREE, SENT))
    rows = {row.label: row for row in found}
    for label, changed in {
        "without South Korea": reconcile([THREE[0], THREE[2]], SENT),
        "one vote for each party": reconcile(THREE, SENT, independence="party"),
        "parts not lifted": reconcile(THREE, SENT, lift_parts=False),
        "without one-sided figures": reconcile(THREE[:2], SENT),
    }.items():
        row = rows[label]
        assert (row.status, row.region, row.best) == (changed.status, changed.region, changed.best)
        assert row.plausible == changed.plausible


def test_flat_denials_as_zero() -> None:
    """As a vote of zero a denial pulls the region down: shown beside the answer, never as the answer."""
    found = sensitivity(reconcile([THREE[0]], SENT, denials=[denied("x"), denied("y", OFFICE)]))
    (row,) = found.by("denials")
    assert row.label == "flat denials as zero (Russia, South Korea)"
    assert (row.region.low, row.region.high) == (0, 0) if row.region else False
    assert row.plausible is not None
    assert row.plausible.calibration.startswith("Given it is not zero.")
    by_source = reconcile([THREE[0]], SENT, denials=[denied("y", OFFICE)], independence="source")
    assert sensitivity(by_source).by(Factor.DENIALS)[0].label == "flat denials as zero (Presidential office)"
    by_party = reconcile([said("a", of(5), UKRAINE)], SENT, denials=[denied("y", OFFICE)], independence="party")
    assert sensitivity(by_party).by(Factor.DENIALS)[0].label == "flat denials as zero (allies)"


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        (THREE, "rises to 10,450 to 11,550 without Britain"),
        ([said("a", about(10_000))], "it rests on Britain alone"),
        ([said("a", SOME)], "there is no figure that could change"),
        ([said("a", about(10_000)), said("b", about(10_000), UKRAINE)], "no single origin changes it"),
        ([said("a", over(7_000)), said("b", over(10_000), UKRAINE)], "drops to more than 7,000 without Ukraine"),
        (
            [said("a", over(7_000)), said("b", about(10_000), UKRAINE)],
            "loses its upper end (more than 7,000) without Ukraine",
        ),
        (
            [said("a", of(1_000)), said("b", of(1_000), UKRAINE), said("c", of(9_000), NIS)],
            "becomes contested (950 to 9,449) without Britain",
        ),
        ([said("a", about(10_000)), said("b", about(20_000), UKRAINE)], "rises to 18,000 to 22,000 without Britain"),
    ],
)
def test_the_sentence_names_the_most_influential_origin(claims: list[Claim], sentence: str) -> None:
    """One sentence says what becomes of the answer without the origin that moves it most."""
    found = sensitivity(reconcile(claims, SENT))
    assert found.summary() == sentence
    assert sentence in " ".join(str(found).split())
    assert repr(found).startswith(f"<Sensitivity of sent: {len(found)} rows, ")


def test_best_values_range_over_all_rows() -> None:
    """The smallest and the largest best value, the answer's own among them; nothing where there is none."""
    found = sensitivity(reconcile(THREE, SENT))
    assert found.best_range is not None
    low, high = found.best_range
    assert low <= reconcile(THREE, SENT).best <= high  # type: ignore[operator]
    assert sensitivity(reconcile([said("a", SOME)])).best_range is None


def test_a_change_without_an_answer_says_why() -> None:
    """A grade without weight after a change is a row with the reason, not an error."""
    graded = Source(id="graded", name="Graded", reliability=Reliability.A)
    claims = [said("a", of(1_000), graded), said("b", of(1_100), graded)]
    found = sensitivity(reconcile(claims, SENT, denials=[denied("x")], weights={Reliability.A: 1.0}))
    (row,) = found.by(Factor.DENIALS)
    assert (row.region, row.status) == (None, None)
    assert row.refusal.startswith("Russia is not graded")
    assert "Russia is not graded" in str(found)
    assert [row.label for row in found.by(Factor.WEIGHTS)] == ["equal weights"]


def test_a_method_that_cannot_answer_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """A method that refuses the votes has its reason in its row."""
    from osintclaims.errors import ReconciliationError
    from osintclaims.reconciliation import _variants

    def fussy(ballots: Sequence[Ballot]) -> Location:
        raise ReconciliationError(f"{len(ballots)} votes are too few; use interval_median")

    monkeypatch.setattr(_variants, "METHODS", {**METHODS, "fussy": fussy})
    rows = {row.label: row for row in sensitivity(reconcile(THREE, SENT))}
    assert rows["method fussy"].refusal == "3 votes are too few; use interval_median"


def test_an_answer_that_a_change_leaves_without_votes() -> None:
    """Lower bounds alone, without one-sided figures: no figure."""
    (row,) = sensitivity(reconcile([said("a", over(7_000))])).by(Factor.ONE_SIDED)
    assert (row.status, row.region, row.plausible) == (Status.NO_FIGURES, None, None)
    assert "without one-sided figures" in str(sensitivity(reconcile([said("a", over(7_000))])))


@given(claim_sets())
def test_a_result_holds_all_that_its_sensitivity_needs(claims: tuple[Claim, ...]) -> None:
    """Any answer can be varied, prints within 80 columns, and its sensitivity is the same each time."""
    consensus = reconcile(claims, WHOLE)
    found = sensitivity(consensus)
    assert found == sensitivity(consensus)
    assert {row.label for row in found.by(Factor.ORIGIN)} == {f"without {vote.name}" for vote in consensus.votes}
    assert max(map(len, str(found).split("\n"))) <= 80


def test_a_change_that_needs_a_grade_says_so() -> None:
    """Where a level of independence joins sources of several grades, its row has the reason."""
    body = Source(id="body", name="Body")
    members = [
        Source(id="m-a", name="M", part_of=body, reliability=Reliability.A),
        Source(id="m-c", name="N", part_of=body, reliability=Reliability.C),
    ]
    weights = {Reliability.A: 1.0, Reliability.C: 0.5}
    claims = [said("a", of(1_000), members[0]), said("b", of(1_010), members[1])]
    found = sensitivity(reconcile(claims, SENT, independence="source", weights=weights))
    rows = {row.label: row.refusal for row in found.by(Factor.INDEPENDENCE)}
    assert rows["one vote for each organisation"].startswith("Body speaks through sources of several grades (A, C)")


def test_an_origin_without_which_there_is_no_answer() -> None:
    """A method that cannot answer without one origin makes that origin the most influential."""
    claims = [said("a", about(10_000)), said("b", about(10_500), UKRAINE), said("c", of(90), NIS)]
    found = sensitivity(reconcile(claims, SENT, method="max_overlap"))
    assert found.summary() == "cannot be answered without Britain"


def test_the_sentence_gives_the_change_of_the_best_value() -> None:
    """Without 110-200 the region grows to both sides; the best value rises to the middle of 100-300, 173."""
    claims = [said("a", Estimate.between(100, 300, PEOPLE)), said("b", Estimate.between(110, 200, PEOPLE), UKRAINE)]
    assert sensitivity(reconcile(claims)).summary() == "rises to 100 to 300 without Ukraine"


def test_a_width_that_changes_around_one_best_value() -> None:
    """Where the best value stays the answer changes, and neither rises nor drops; without one the lower end decides."""
    exact = said("c", Estimate.exactly(10_000, PEOPLE), RUSSIA)
    narrowed = sensitivity(reconcile([said("a", about(10_000)), exact], profile="ccc"))
    assert narrowed.summary() == "changes to 9,000 to 11,000 without Russia"
    wide = said("b", Estimate.plus_minus(10_000, 2_000, PEOPLE), UKRAINE)
    hull = sensitivity(reconcile([said("a", about(10_000)), wide, exact], method="ibc"))
    assert hull.consensus.region == Interval(8_000, 12_000)
    assert hull.summary() == "rises to 9,000 to 11,000 without Ukraine"


def test_the_further_end_decides_between_origins() -> None:
    """Without 100-110 the lower end moves by 5/3, without 200-250 both ends by 6/5 alone."""
    claims = [
        said("a", Estimate.between(200, 250, PEOPLE)),
        said("b", Estimate.between(100, 110, PEOPLE), UKRAINE),
        said("c", Estimate.between(120, 300, PEOPLE), RUSSIA),
    ]
    found = sensitivity(reconcile(claims))
    rows = {row.label: row.region for row in found.by(Factor.ORIGIN)}
    assert found.consensus.region == Interval(120, 250)
    assert (rows["without Ukraine"], rows["without Britain"]) == (Interval(200, 250), Interval(100, 300))
    assert found.summary() == "rises to 200 to 250 without Ukraine"


def test_changes_are_compared_by_ratio() -> None:
    """From 0.5, 0.6 and 0.9 km the last is missed most, by its ratio; a figure of zero comes or goes as a whole."""
    length = Measurand(id="length", label="Length", unit="kilometer")
    claims = [
        said(f"c{at}", Estimate.exactly(value, "kilometer"), by, length)
        for at, (value, by) in enumerate([(0.5, BRITAIN), (0.52, KOREA), (0.6, UKRAINE), (0.9, RUSSIA)])
    ]
    found = sensitivity(reconcile(claims, method="geometric_mean"))
    assert found.most_influential is not None
    assert found.most_influential.label == "without Russia"
    nothing = [said("a", Estimate.exactly(0, PEOPLE)), said("b", about(20_000), UKRAINE)]
    assert sensitivity(reconcile(nothing)).most_influential is not None


def test_lines_use_the_whole_page() -> None:
    """A sentence or a reason of 80 characters, and a label of 38, stay on one line."""
    label = "Figures that are said of something"
    alone = [said("a", over(5), measurand=Measurand(id="m", label=label, unit=PEOPLE))]
    sentence = f"{label}: it rests on Britain alone."
    lines = str(sensitivity(reconcile(alone))).split("\n")
    assert lines[0] == sentence
    wide = Measurand(id="m", label=label + "x" * (80 - len(sentence)), unit=PEOPLE)
    found = sensitivity(reconcile([said("a", over(5), measurand=wide)]))
    assert len(str(found).split("\n")[0]) == 80
    refused = attrs.evolve(found.rows[0], label="x", refusal="y" * 37 + " " + "z" * 39)
    assert str(attrs.evolve(found, rows=(refused,))).endswith(f"\nx: {refused.refusal}")
    long = attrs.evolve(refused, label="without " + "n" * 30, refusal="", region=Interval(5, 6))
    assert str(attrs.evolve(found, rows=(long,))).endswith(f"\n{long.label}  5 to 6")


def test_a_single_value_has_no_best_value_beside_it() -> None:
    """Where the region is one number, it is not printed twice."""
    text = str(sensitivity(reconcile([said("a", Estimate.exactly(12, PEOPLE))])))
    assert "as answered                             12\n" in text
    assert "~12" not in text


def test_best_values_of_counts_are_whole_numbers_of_their_region() -> None:
    """The middle of 10,000 and 11,000 is 10,488.1 people; near an end that is left out it is the number inside."""
    found = sensitivity(reconcile([said("a", about(10_000)), said("b", about(11_000), UKRAINE)]))
    assert "as answered                             10,450 to 11,000, ~10,488\n" in str(found)
    fine = [said("a", Estimate.between(100_001, 120_003, PEOPLE))]
    fine.append(said("b", Estimate.between(100_007, 130_009, PEOPLE), UKRAINE))  # middles 109,546.4 and 114,025.5
    assert "\nBest values from 109,546 to 114,025 people.\n" in str(sensitivity(reconcile(fine)))
    row = attrs.evolve(found.rows[0], region=Interval(10, 90, high_open=True), best=89.9, refusal="", status=None)
    shown = attrs.evolve(found, rows=(row,))
    assert str(shown).endswith("10 to 89, ~89")
    assert "<td>10 to 89</td><td>89</td>" in shown._repr_html_()


def test_who_is_not_named_belongs_to_no_party() -> None:
    """Anonymous reports from within an alliance are left out by themselves, not as its members."""
    unnamed = attrs.evolve(NOBODY, party="allies")
    claims = [said("a", about(10_000)), said("b", about(11_000), KOREA), said("c", about(9_000), unnamed)]
    assert labels(Factor.PARTY, claims) == ["without allies (Britain, South Korea)"]
    assert labels(Factor.PARTY, [claims[0], claims[2]]) == []
    assert labels(Factor.PARTY, [said("a", of(5), NIS), said("b", of(6), RUSSIA), said("c", of(7), NOBODY)]) == []


def test_a_flat_denial_alone_says_zero() -> None:
    """Where nobody gives a figure, a flat denial taken as zero is one: nothing, by one origin."""
    (row,) = sensitivity(reconcile([said("a", SOME)], SENT, denials=[denied("x")])).by(Factor.DENIALS)
    assert (row.region, row.best, row.status) == (Interval(0, 0), 0, Status.SINGLE_ORIGIN)
