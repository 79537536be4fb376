"""The calibration plot: promises as lines, outcomes as marks."""

import io
from typing import Any

import pytest
from scipy import stats

from osintclaims import Estimate, calibrate, claim, reconcile
from osintclaims.plot import calibration
from osintclaims.plot._calibration import wilson
from osintclaims.reconciliation import Calibration, Resolved
from tests.plot.drawn import marks, texts


def draw(found: Calibration, **settings: Any) -> Any:
    """The axes, as tests look at them."""
    return calibration(found, **settings)


def cases(*truths: float, votes: int = 2) -> list[Resolved]:
    """Figures about 1,000 each time, and what came out."""
    figures = [claim("X", Estimate.about(1_000 + 50 * at, "person"), by=f"S{at}") for at in range(votes)]
    return [Resolved(reconcile(figures), truth) for truth in truths]


def test_marks_stand_at_measured_shares() -> None:
    """A row for each number of votes and one for all; a mark for each level, promises as dashed lines."""
    found = calibrate([*cases(1_000, 1_010, 9_000), *cases(1_000, votes=3)])
    ax = draw(found)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "2 votes, 3 cases",
        "3 votes, 1 case",
        "all, 4 cases",
    ]
    for number, mark in enumerate("osD"):
        assert [x for x, _ in marks(ax, mark)] == [row.coverage[number] for row in found.rows]
    dashed = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed == list(found.levels)
    assert ax.get_xlim() == (0, 1)


def test_each_mark_has_its_uncertainty() -> None:
    """The line through a mark is the Wilson interval, as SciPy has it."""
    for hits, of in ((0, 1), (1, 1), (3, 10), (10, 10), (45, 60)):
        expected = stats.binomtest(hits, of).proportion_ci(method="wilson")
        assert wilson(hits / of, of) == pytest.approx((expected.low, expected.high), abs=1e-12)
    ax = draw(calibrate(cases(1_000, 1_010, 9_000)))
    spans = [tuple(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-" and line.get_ydata()[0] > 0.5]
    assert wilson(2 / 3, 3) in spans


def test_words_say_what_came_out_and_what_was_left_out() -> None:
    """The share of each level in words, cases that promise nothing, the prior's source."""
    found = calibrate([*cases(1_000, 9_000), *cases(0)])
    said = texts(draw(found)).replace("\n", " ")
    assert "Of 2 truths: 50% in the 50% range, 50% in the 80% range, 50% in the 90% range." in said
    assert "Left out: 1 case" in said
    assert found.prior.provenance[:20] in said


def test_no_case_is_said_to_be_none() -> None:
    """Without rows there is no mark, and a sentence says why."""
    ax = draw(calibrate([]))
    assert "No case has a plausible range" in texts(ax)
    assert not marks(ax, "o")
    ax.figure.savefig(io.BytesIO())
