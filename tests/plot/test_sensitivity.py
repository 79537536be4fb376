"""The multiverse plot: a row for each change, beside the answer."""

import io
import math
from itertools import pairwise
from typing import Any

import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from osintclaims import load_seed_corpus, reconcile
from osintclaims import sensitivity as changed
from osintclaims.plot import sensitivity
from osintclaims.reconciliation import Sensitivity
from tests.plot.drawn import about, arrows, marks, over, texts, up_to

GREY, BLUE = "#8f8f8f", "#0072b2"


def draw(found: Sensitivity, **settings: Any) -> Any:
    """The axes, as tests look at them."""
    return sensitivity(found, **settings)


@pytest.fixture(scope="module")
def troops() -> Sensitivity:
    """A seed measurand with 28 changes, some of which lose the upper end."""
    return changed(reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn"))


def test_each_change_has_a_row_below_the_answer(troops: Sensitivity) -> None:
    """The answer is at height 0, the changes follow in their order, those of one kind together."""
    ax = draw(troops)
    places = list(ax.get_yticks())
    assert len(places) == len(troops) + 1
    assert places[0] == 0
    assert places == sorted(places)
    gaps = [round(after - before, 6) for before, after in pairwise(places[1:])]
    factors = [row.factor for row in troops]
    breaks = [one != other for one, other in pairwise(factors)]
    assert [gap > 1 for gap in gaps] == breaks
    assert ax.get_yticklabels()[0].get_text() == "as answered"
    assert ax.get_yticklabels()[0].get_fontweight() == "bold"


def test_best_values_and_regions_stand_where_they_are(troops: Sensitivity) -> None:
    """A diamond for each best value; a line from end to end of each region."""
    ax = draw(troops)
    expected = [best for best in (troops.consensus.best, *(row.best for row in troops)) if best is not None]
    assert [x for x, _ in marks(ax, "D")] == pytest.approx(expected)
    regions = [row.region for row in (troops.consensus, *troops) if row.region is not None]
    assert len(arrows(ax)) == sum(math.isinf(region.high) for region in regions)
    lines = [tuple(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2]
    assert (troops.consensus.low, troops.consensus.high) in lines


def test_what_changes_nothing_is_grey(troops: Sensitivity) -> None:
    """Rows that leave region, best value and agreement as they are have grey lines and labels, and are counted."""
    ax = draw(troops)
    same = [row.region == troops.consensus.region and row.best == troops.consensus.best for row in troops]
    places = dict(zip(ax.get_yticks()[1:], same, strict=True))
    drawn = {
        line.get_ydata()[0]: to_hex(line.get_color())
        for line in ax.lines
        if line.get_linestyle() == "-" and len(line.get_xdata()) == 2 and line.get_ydata()[0] in places
    }
    assert drawn == {place: GREY if is_same else BLUE for place, is_same in places.items() if place in drawn}
    assert f"Grey: {sum(same)} of {len(troops)} changes" in texts(ax)


def test_refusals_say_why() -> None:
    """A method that cannot answer has its reason in the place of a line."""
    ax = draw(changed(reconcile([over(5_000, "a"), over(6_000, "b")])))
    assert "no answer: geometric_mean needs a vote that is bounded on both sides" in texts(ax)
    place = next(
        place for place, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True) if "ibc" in label.get_text()
    )
    assert not [line for line in ax.lines if place in list(line.get_ydata())]


def test_contested_answers_are_dotted_without_a_band() -> None:
    """Where the votes do not agree there is no band to compare with, and the row says so."""
    ax = draw(changed(reconcile([about(100, "a"), about(10_000, "b")])))
    assert [line.get_linestyle() for line in ax.lines if list(line.get_ydata()) == [0, 0]] == [":"]
    assert not ax.patches
    assert "contested (" in texts(ax)
    assert "Dotted: the votes do not agree." in texts(ax)


def test_one_vote_and_none_can_be_drawn() -> None:
    """A single origin, zero, an upper bound alone, and nothing at all."""
    for claims in ([about(5, "a")], [up_to(700, "a")], [over(3, "a")]):
        ax = draw(changed(reconcile(claims)))
        assert "It rests on a alone." in texts(ax)
        ax.figure.savefig(io.BytesIO())
    empty = draw(changed(reconcile(load_seed_corpus(), "dprk-advisors-angola")))
    assert "no figure" in texts(empty)
    assert not marks(empty, "D")
    empty.figure.savefig(io.BytesIO())


def test_it_draws_into_given_axes_with_letters_that_fit(troops: Sensitivity) -> None:
    """A small picture has smaller letters, and no column of numbers where it is narrow."""
    _, ax = plt.subplots(figsize=(4, 3))
    drawn = draw(troops, ax=ax)
    assert drawn is ax
    label: Any = drawn.get_yticklabels()[0]
    assert label.get_fontsize() < 9
    assert "10,747 (" not in texts(drawn)
    assert "10,747 (" in texts(draw(troops))
