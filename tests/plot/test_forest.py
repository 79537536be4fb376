"""The forest plot: what is drawn, and where."""

import io
import subprocess
import sys
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from osintclaims import Claim, Denial, DenialKind, Estimate, Measurand, Source, claim, load_seed_corpus, reconcile
from osintclaims.model import Attribution
from osintclaims.plot import forest
from osintclaims.reconciliation import Consensus
from tests.plot.drawn import SENT, about, arrows, bars, marks, over, texts, up_to
from tests.reconciliation.claim_sets import claim_sets, wholes

VOTE, BEST, LEFT_OUT = "#0072b2", "#d55e00", "#8f8f8f"


def draw(consensus: Consensus, **settings: Any) -> Any:
    """The axes, as tests look at them: matplotlib's types of what is drawn are too wide to be read."""
    return forest(consensus, **settings)


def saved(ax: Any, kind: str = "png", **settings: Any) -> bytes:
    """The picture as a file: drawing it must raise no warning."""
    file = io.BytesIO()
    ax.figure.savefig(file, format=kind, **settings)
    return file.getvalue()


@pytest.fixture(scope="module")
def troops() -> Consensus:
    """Four votes, two of them one-sided, one figure left out, two deniers."""
    return reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn")


def test_each_vote_has_a_row_and_the_answer_comes_last(troops: Consensus) -> None:
    """Names stand at the heights of the rows, from the lowest vote downwards."""
    ax = draw(troops)
    names = [label.get_text() for label in ax.get_yticklabels()]
    places = list(ax.get_yticks())
    assert names == ["unattributed, in 004", "Britain", "South Korea", "Ukraine", "Central region", "South Korea"]
    assert places[:4] == [0, 1, 2, 3]
    assert places == sorted(places)
    bottom, top = ax.get_ylim()
    assert top < 0 < places[-1] < bottom


def test_points_lie_on_their_values_and_are_hollow_where_denied(troops: Consensus) -> None:
    """Two origins commit to a value; Russia and North Korea deny the matter."""
    ax = draw(troops)
    dots = {line.get_ydata()[0]: line for line in ax.lines if line.get_marker() == "o"}
    assert {y: line.get_xdata()[0] for y, line in dots.items() if y in (1, 2)} == {1: 10_000, 2: 11_000}
    assert all(to_hex(dots[y].get_markerfacecolor()) == "#ffffff" for y in range(4))
    assert all(to_hex(dots[y].get_markeredgecolor()) == VOTE for y in range(4))
    free = draw(reconcile([about(10_000, "a")]))
    (dot,) = [line for line in free.lines if line.get_marker() == "o"]
    assert to_hex(dot.get_markerfacecolor()) == VOTE


def test_a_denied_range_has_hollow_ends() -> None:
    """Without a value to empty, its two bounds carry the marks, in place of the caps."""
    said = claim(SENT, Estimate.between(8_000, 12_000, "person"), by="a", id="c1")
    no = Denial(
        id="d1",
        attribution=Attribution.of(Source(id="russia", name="Russia")),
        kind=DenialKind.FLAT_DENIAL,
        claims=("c1",),
    )
    ax = draw(reconcile([said], denials=[no]))
    assert marks(ax, "o") == [(8_000, 0), (12_000, 0)]
    assert marks(ax, "|") == []
    assert marks(draw(reconcile([said])), "|") == [(8_000, 0), (12_000, 0)]


def test_intervals_reach_from_end_to_end() -> None:
    """The line of a vote spans what it admits, with caps on both ends."""
    ax = draw(reconcile([about(10_000, "a"), about(11_000, "b")]))
    spans = [tuple(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-"]
    assert spans == [(9_000, 11_000), (10_450, 11_550)]
    assert marks(ax, "|") == [(9_000, 0), (11_000, 0), (10_450, 1), (11_550, 1)]


def test_one_sided_votes_end_in_open_arrows(troops: Consensus) -> None:
    """Over 500 points to the right edge, up to 700 to the left; the stated bound has a dot and no cap."""
    ax = draw(reconcile([up_to(700, "a"), over(500, "b")]))
    assert arrows(ax) == [(0.0, 0.0), (1.0, 1.0)]
    assert marks(ax, "o") == [(700, 0), (500, 1)]
    assert marks(ax, "|") == []
    assert all(line.get_markerfacecolor() == "none" for line in ax.lines if not isinstance(line.get_marker(), str))
    assert arrows(draw(troops)) == [(1.0, 0.0), (1.0, 3.0)]


def test_the_answer_is_a_bar_with_a_diamond_and_a_band_behind_the_votes(troops: Consensus) -> None:
    """Range, band, region, in this order, and the diamond on the best value with its number."""
    ax = draw(troops)
    assert troops.best is not None
    answer = ax.get_yticks()[4]
    assert marks(ax, "D") == [(troops.best, answer)]
    wide, band, region = bars(ax)
    assert wide[:2] == pytest.approx((troops.plausible.low, troops.plausible.high))
    assert band[:2] == region[:2] == pytest.approx((troops.low, troops.high))
    assert wide[2] < region[2] < band[2]
    assert "11,000" in [text.get_text() for text in ax.texts]
    assert "80% range: 6,868 to 20,750" in texts(ax)


def test_what_was_left_out_is_grey_and_says_why(troops: Consensus) -> None:
    """The superseded figure of South Korea stands below the answer."""
    ax = draw(troops)
    place = ax.get_yticks()[-1]
    (dot,) = [line for line in ax.lines if line.get_marker() == "o" and line.get_ydata()[0] == place]
    assert (dot.get_xdata()[0], to_hex(dot.get_color())) == (1_500, LEFT_OUT)
    assert ax.get_yticklabels(minor=True)[-1].get_text().startswith("superseded by 003-c4")
    assert "Left out and not drawn: 9 claims." in texts(ax)
    assert "superseded" not in texts(draw(troops, excluded=False))


def test_a_range_that_was_left_out_commits_to_no_value() -> None:
    """It has a line with caps and no dot: nobody said where in it the figure lies."""
    old = claim(SENT, Estimate.between(2_000, 9_000, "person"), by="a", id="old", on="2024-10-01")
    ax = draw(reconcile([old, about(11_000, "a", id="new", on="2024-10-20")]))
    place = ax.get_yticks()[-1]
    assert [x for x, y in marks(ax, "|") if y == place] == [2_000, 9_000]
    assert not [x for x, y in marks(ax, "o") if y == place]


def test_denials_are_named_below(troops: Consensus) -> None:
    """Who denies and who does not confirm stands in the notes."""
    notes = texts(draw(troops)).replace("\n", " ")
    assert "Hollow: denied by North Korea and Russia." in notes
    assert "Not confirmed by DW, North Korea, Russia and United Nations." in notes
    other = Denial(
        id="d",
        attribution=Attribution.of(Source(id="minsk", name="Minsk")),
        kind=DenialKind.DISMISSAL,
        measurands=(Measurand.adhoc(SENT, "person"),),
    )
    unmarked = draw(reconcile([over(0, "a")], denials=[other]))
    assert "Denied by Minsk." in texts(unmarked)


def test_contested_votes_have_neither_region_nor_diamond() -> None:
    """There is no common figure to draw, and the row says so."""
    ax = draw(reconcile([about(1_500, "a"), about(1_600, "b"), about(11_000, "c"), about(12_000, "d")]))
    assert marks(ax, "D") == []
    assert len(bars(ax)) == 1
    assert ax.get_yticklabels()[-1].get_text() == "Contested"
    assert "no common figure" in texts(ax)


def test_one_sided_answers_run_to_the_edge() -> None:
    """At least 28 has a region without an upper end: the bar reaches the edge and has an arrow."""
    ax = draw(reconcile([claim("Flights", Estimate.at_least(28, "flight"), by="a")]))
    assert [bar[:2] for bar in bars(ax)] == [(28, ax.get_xlim()[1])] * 2
    assert arrows(ax) == [(1, 0), (1, ax.get_yticks()[1])]
    assert "no plausible range" in texts(ax)


def test_a_single_value_is_seen_as_a_line() -> None:
    """A region without width has a line in place of a band."""
    ax = draw(reconcile([claim("Killed", Estimate.exactly(12, "person"), by="a")]))
    assert [12, 12] in [list(line.get_xdata()) for line in ax.lines]
    assert "12" in texts(ax).splitlines()


def test_no_figure_has_no_axis_but_says_why() -> None:
    """The picture says that nobody gives a figure."""
    ax = draw(reconcile([over(0, "Britain")]))
    assert not ax.axison
    assert "No figure; affirmed by Britain." in texts(ax)
    assert len(saved(ax)) > 1_000


def test_figures_left_out_are_drawn_without_any_vote() -> None:
    """A forecast among observations leaves an empty answer and a grey row."""
    plan = about(10_000, "a", on="2024-11-01")
    ax = draw(reconcile([plan], known_on=date(2024, 10, 1)))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["No vote", "a"]
    assert len(saved(ax)) > 1_000


def test_axes_that_are_given_are_used_and_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """No figure is opened beside the user's, and none is shown."""
    monkeypatch.setattr(plt, "show", lambda: pytest.fail("shown"))
    figure, (left, right) = plt.subplots(1, 2, layout="constrained", figsize=(10, 3))
    assert draw(reconcile([about(10_000, "a")]), ax=left) is left
    assert draw(reconcile([about(10_000, "a")]), ax=right) is right
    assert plt.get_fignums() == [figure.number]


def test_narrow_axes_keep_to_names_and_axis(troops: Consensus) -> None:
    """At the width of a column there are no numbers on the right, and nothing leaves the paper."""
    figure, ax = plt.subplots(figsize=(3.5, 3.2), layout="constrained")
    draw(troops, ax=ax)
    assert "9,000 to 11,000" not in texts(ax)
    saved(ax)
    inside = figure.bbox
    for text in (*ax.texts, ax.title, *ax.get_yticklabels(), *ax.get_xticklabels()):
        box = text.get_window_extent()
        assert inside.x0 - 1 <= box.x0 <= box.x1 <= inside.x1 + 1, text.get_text()


@pytest.mark.parametrize("size", [1, 4, 40])
def test_everything_lies_on_the_paper_and_names_do_not_touch(size: int) -> None:
    """Long names are shortened and many rows make a higher picture."""
    name = "The Parliamentary Committee on Foreign Affairs, Defence and Security of the Federal Assembly"
    claims = [about(10_000 + 100 * number, f"{name}, sub-office {number}") for number in range(size)]
    ax = draw(reconcile(claims))
    saved(ax, dpi=70)
    figure = ax.figure
    boxes = [label.get_window_extent() for label in (*ax.get_yticklabels(), *ax.get_yticklabels(minor=True))]
    boxes += [text.get_window_extent() for text in ax.texts if text.get_text()]
    for box in boxes:
        assert figure.bbox.x0 <= box.x0 <= box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 <= box.y1 <= figure.bbox.y1
    heights = sorted((label.get_window_extent() for label in ax.get_yticklabels()), key=lambda box: box.y0)
    assert all(lower.y1 <= upper.y0 for lower, upper in pairwise(heights))
    shown = {label.get_text() for label in ax.get_yticklabels()}
    assert len(shown) == size + 1  # the ends of long names still tell them apart
    assert bool(ax.get_yticklabels(minor=True)) is (size <= 24)


def test_wordings_can_be_left_out_and_kept(troops: Consensus) -> None:
    """`wording` overrules the number of rows."""
    assert not draw(troops, wording=False).get_yticklabels(minor=True)
    many = reconcile([about(10_000 + 100 * number, f"Origin {number}") for number in range(30)])
    assert len(draw(many, wording=True).get_yticklabels(minor=True)) == 31


def test_texts_are_texts() -> None:
    """Dollar signs, backslashes, line breaks and markup of a corpus are drawn as they are."""
    attack = claim("Cost of $x_1$ \\frac{", Estimate.of(5, "USD", wording="$5\n\\frac{x}$ <b>"), by="A $ \\alpha$")
    ax = draw(reconcile([attack]))
    assert ax.get_title(loc="left") == "Cost of $x_1$ \\frac{"
    assert "A $ \\alpha$" in texts(ax)
    assert '"$5 \\frac{x}$ <b>"' in texts(ax)
    assert len(saved(ax)) > 1_000


def test_pictures_work_on_dark_and_on_no_paper(troops: Consensus) -> None:
    """Hollow marks have the colour of the paper, also where the axes have none."""
    with plt.style.context("dark_background"):
        dark = draw(troops)
        dot = next(line for line in dark.lines if line.get_marker() == "o")
        assert to_hex(dot.get_markerfacecolor()) == "#000000"
    _, ax = plt.subplots()
    ax.set_facecolor("none")
    dot = next(line for line in draw(troops, ax=ax).lines if line.get_marker() == "o")
    assert to_hex(dot.get_markerfacecolor()) == "#ffffff"


def test_pictures_can_be_saved_as_vectors(troops: Consensus) -> None:
    """SVG and PDF hold lines, not pixels."""
    ax = draw(troops)
    for kind, start in (("svg", b"<?xml"), ("pdf", b"%PDF")):
        content = saved(ax, kind)
        assert content.startswith(start)
        assert b"<image" not in content


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(claim_sets())
def test_every_result_can_be_drawn(claims: tuple[Claim, ...]) -> None:
    """Whatever the claims, there is a picture, without a warning, and every vote has its row."""
    consensus = reconcile(claims, wholes("person")[0])
    ax = draw(consensus)
    if consensus.votes:
        assert len(ax.get_yticks()) >= len(consensus.votes) + 1
    low, high = ax.get_xlim()
    assert low < high
    saved(ax, dpi=50)
    plt.close("all")


def test_the_package_needs_matplotlib_only_to_draw() -> None:
    """Importing it, and asking for rows, loads no plotting library."""
    code = (
        "import sys; from osintclaims import reconcile, claim, Estimate; from osintclaims.plot import forest_rows;"
        "forest_rows(reconcile([claim('T', Estimate.of(5, 'person'), by='a')]));"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
