"""What a forest plot shows, as data."""

import attrs
import pytest

from osintclaims import Denial, DenialKind, Estimate, Measurand, Source, claim, load_seed_corpus, reconcile
from osintclaims.model import Attribution
from osintclaims.plot import forest_rows
from tests.plot.drawn import SENT, about, over, up_to

RUSSIA = Source(id="russia", name="Russia")
MEASURAND = Measurand.adhoc(SENT, "person")


def denial(*claims: str, kind: DenialKind = DenialKind.FLAT_DENIAL, by: Source = RUSSIA) -> Denial:
    """A denial of claims, or of the whole matter."""
    about_all = () if claims else (MEASURAND,)
    return Denial(id="d1", attribution=Attribution.of(by), kind=kind, measurands=about_all, claims=claims)


def test_votes_come_first_from_low_to_high_and_then_what_was_left_out() -> None:
    """A superseded figure has a row of its own behind the votes, with the reason and its words."""
    old = about(1_500, "Korea", id="old", on="2024-10-01")
    new = about(11_000, "Korea", id="new", on="2024-10-20")
    rows = forest_rows(reconcile([old, new, over(7_000, "Ukraine")]))
    assert [(row.label, row.is_excluded) for row in rows] == [("Ukraine", False), ("Korea", False), ("Korea", True)]
    assert rows[-1].detail == "superseded by new: about 1,500 people"
    assert (rows[-1].low, rows[-1].point, rows[-1].high) == (1_425, 1_500, 1_575)


def test_what_was_left_out_can_be_left_away() -> None:
    """Without exclusions there is a row for each vote and no other."""
    old, new = about(1_500, "Korea", id="old", on="2024-10-01"), about(11_000, "Korea", id="new", on="2024-10-20")
    assert len(forest_rows(reconcile([old, new]), excluded=False)) == 1


def test_what_gives_no_figure_has_no_row() -> None:
    """That there are some cannot be drawn."""
    assert forest_rows(reconcile([over(0, "Britain")])) == ()


def test_ends_that_nobody_states_are_open() -> None:
    """Over 7,000 is open above, up to 500 below, about 10,000 on neither side."""
    rows = forest_rows(reconcile([over(7_000, "a"), up_to(500, "b"), about(10_000, "c")]))
    assert {row.label: (row.is_open_below, row.is_open_above) for row in rows} == {
        "a": (False, True),
        "b": (True, False),
        "c": (False, False),
    }


def test_zero_is_a_figure_and_not_open() -> None:
    """Nobody was sent: both ends are stated."""
    (row,) = forest_rows(reconcile([claim(SENT, Estimate.exactly(0, "person"), by="a")]))
    assert (row.is_open_below, row.is_open_above, row.point, row.text) == (False, False, 0, "0")


def test_a_denial_of_a_claim_marks_its_vote_alone() -> None:
    """Who denies one figure does not deny the others."""
    rows = forest_rows(reconcile([about(10_000, "a", id="c1"), about(11_000, "b", id="c2")], denials=[denial("c1")]))
    assert [row.is_denied for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DenialKind.FLAT_DENIAL, True),
        (DenialKind.DISMISSAL, True),
        (DenialKind.PARTIAL_DENIAL, True),
        (DenialKind.NOT_VERIFIED, False),
        (DenialKind.SILENCE, False),
    ],
)
def test_only_denials_of_the_matter_mark_every_vote(kind: DenialKind, *, expected: bool) -> None:
    """Refusing to confirm is no denial."""
    (row,) = forest_rows(reconcile([about(10_000, "a")], denials=[denial(kind=kind)]))
    assert row.is_denied is expected


def test_nobody_denies_himself_and_a_flat_denial_agrees_with_none() -> None:
    """The denier's own figure is not denied by him, and zero is what he says."""
    none = claim(SENT, Estimate.exactly(0, "person"), by="Minsk")
    own = claim(SENT, Estimate.about(100, "person"), by=RUSSIA)
    rows = forest_rows(reconcile([none, own, about(10_000, "a")], denials=[denial()]))
    assert {row.label: row.is_denied for row in rows} == {"Minsk": False, "Russia": False, "a": True}


def test_figures_are_in_the_unit_of_the_answer() -> None:
    """A figure in miles that was left out is drawn in kilometres, as the votes are."""
    route = Measurand.adhoc("Length", "kilometer")
    long = claim(route, Estimate.about(100, "mile"), by="a", id="old")
    new = attrs.evolve(claim(route, Estimate.about(50, "kilometer"), by="a", id="new"), supersedes=("old",))
    rows = forest_rows(reconcile([long, new]))
    assert rows[1].is_excluded
    assert rows[1].point == pytest.approx(160.9344)


def test_nobody_named_stays_nobody() -> None:
    """Rows say whether somebody is named, for votes and for what was left out."""
    rows = forest_rows(reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn"))
    assert {row.label: row.is_named for row in rows} == {
        "unattributed, in 004": False,
        "Britain": True,
        "South Korea": True,
        "Ukraine": True,
    }
    seen = load_seed_corpus().claim("004-c9")
    plan = [row for row in forest_rows(reconcile([seen], known_on=None, as_of=None)) if not row.is_named]
    assert [row.label for row in plan] == ["unattributed, in 004"]


def test_dots_stand_on_values_on_bounds_and_on_both_ends_of_a_denied_range() -> None:
    """What is denied needs a dot that can be hollow; a range that nobody denies has none."""
    said = [
        about(10_000, "a", id="c1"),
        over(7_000, "b", id="c2"),
        up_to(20_000, "c", id="c3"),
        claim(SENT, Estimate.between(8_000, 12_000, "person"), by="d", id="c4"),
        claim(SENT, Estimate.between(9_000, 12_000, "person"), by="e", id="c5"),
    ]
    rows = forest_rows(reconcile(said, denials=[denial("c4")]))
    assert {row.label: row.marks for row in rows} == {
        "a": (10_000,),
        "b": (7_000,),
        "c": (20_000,),
        "d": (8_000, 12_000),
        "e": (),
    }
