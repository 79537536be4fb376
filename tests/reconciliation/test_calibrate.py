"""Promises against outcomes."""

import math
from typing import Any

import attrs
import numpy as np
import pytest

from osintclaims import (
    Estimate,
    InvalidValueError,
    Reliability,
    Source,
    SpreadPrior,
    calibrate,
    claim,
    fit_spread_prior,
    reconcile,
    stats,
)
from osintclaims.errors import ReconciliationError
from osintclaims.reconciliation import Resolved
from tests.reconciliation.figures import SENT, over, said

LENGTH = "kilometer"


def case(figures: list[float], truth: float) -> Resolved:
    """Exact figures of as many origins, and what came out."""
    claims = [
        said(f"c{n}", Estimate.exactly(value, "person"), Source(id=f"s{n}", name=f"S{n}"))
        for n, value in enumerate(figures)
    ]
    return Resolved(reconcile(claims), truth)


def simulated(cases: int, votes: int, *, seed: int, ratio: float = 1.0, shared: float = 0.0) -> list[Resolved]:
    """Cases drawn from the model of the default prior, or with an error that all origins share."""
    rng = np.random.default_rng(seed)
    found: list[Resolved] = []
    for _ in range(cases):
        sd = 0.35 * math.sqrt(4 / rng.chisquare(4))
        centre = math.log(100_000) + shared * rng.normal()
        figures = np.exp(centre + sd * rng.normal(size=votes)).round().tolist()
        truth = math.exp(math.log(100_000) + sd * math.sqrt(ratio) * rng.normal())
        found.append(case(figures, truth))
    return found


def test_a_case_by_hand() -> None:
    """One figure of 1,000: the middle half reaches from 1,000 / 1.443 to 1,443, the 90 % range to 2,873."""
    found = calibrate([case([1_000], 1_400), case([1_000], 2_000)])
    (one, total) = found.rows
    assert (found.levels, one.votes, one.cases, one.coverage) == ((0.5, 0.8, 0.9), 1, 2, (0.5, 1.0, 1.0))
    assert (total.votes, total.cases) == (0, 2)
    assert (one.in_region, one.in_envelope) == (0.0, 0.0)
    assert one.log10_error == pytest.approx((math.log10(1.4) + math.log10(2)) / 2)
    width = 2 * math.log(1.443)
    miss = math.log(2) - math.log(1.443)
    assert one.interval_score[0] == pytest.approx((width + width + miss * 4) / 2, rel=1e-3)


def test_a_figure_at_the_edge_of_the_doubles_is_a_case() -> None:
    """The lower end of its range is below all doubles, and still has a logarithm."""
    least = math.ulp(0.0)
    claims = [claim("Length", Estimate.exactly(least, LENGTH), by="A")]
    (one, _) = calibrate([Resolved(reconcile(claims), least)]).rows
    assert one.coverage == (1.0, 1.0, 1.0)
    assert all(0 <= score < 10 for score in one.interval_score)


def test_ranges_hold_what_they_promise_under_their_own_model() -> None:
    """On 600 simulated cases of 3 origins, each level is reached to within three standard errors."""
    found = calibrate(simulated(600, 3, seed=11))
    for level, share in zip(found.levels, found.rows[-1].coverage, strict=True):
        assert abs(share - level) < 3 * math.sqrt(level * (1 - level) / 600)


def test_an_error_that_all_share_breaks_the_promise() -> None:
    """Where all origins are wrong together, by more than they differ, the 80 % range holds far less."""
    assert calibrate(simulated(200, 5, seed=3, shared=2.0)).rows[-1].coverage[1] < 0.5


def test_rows_are_by_number_of_votes() -> None:
    """Cases of one, two and three votes are shown apart, and together."""
    found = calibrate([case([900] * votes, 1_000) for votes in (1, 2, 2, 3)])
    assert [(row.votes, row.cases) for row in found.rows] == [(1, 1), (2, 2), (3, 1), (0, 4)]
    table = str(found).split("\n")
    assert table[0].split() == [
        "votes",
        "cases",
        "in",
        "50%",
        "in",
        "80%",
        "in",
        "90%",
        "region",
        "envelope",
        "log10",
        "error",
    ]
    assert table[4].split()[:3] == ["all", "4", "100%"]
    assert repr(found) == "<Calibration on 4 cases at 50%, 80%, 90%>"


def test_the_table() -> None:
    """Shares in per cent, the error in powers of ten to two digits, nothing where votes that contest give no best."""
    found = calibrate([case([1_000], 1_400), case([1_000], 2_000), case([10, 1_000], 100)], levels=[0.5, 0.9])
    assert str(found) == (
        "votes   cases   in 50%   in 90%   region  envelope  log10 error\n"
        "1           2      50%     100%       0%        0%         0.22\n"
        "2           1     100%     100%     100%      100%\n"
        "all         3      67%     100%      33%       33%         0.22\n"
        f"Spread prior: {SpreadPrior().provenance}."
    )


def test_ranges_are_those_of_the_kernel() -> None:
    """The interval score of weighted votes, of which those for zero have no part in the range, by its definition."""
    good, fair = (Source(id=grade.lower(), name=grade, reliability=Reliability(grade)) for grade in "AC")
    claims = [
        said("a", Estimate.between(900, 1_000, "person"), good),
        said("b", Estimate.between(2_000, 2_200, "person"), fair),
        said("c", Estimate.exactly(0, "person"), Source(id="z", name="Z", reliability=Reliability.A)),
    ]
    consensus = reconcile(claims, weights={Reliability.A: 3.0, Reliability.C: 1.0})
    heavy, light = (vote.weight for vote in consensus.votes[1:])
    assert heavy == pytest.approx(3 * light)
    ends = stats.plausible_quantiles([900, 2_000], [1_000, 2_200], [heavy, light], q=[0.1, 0.9])[0]
    (row, _) = calibrate([Resolved(consensus, 20_000)], levels=[0.8]).rows
    width, miss = math.log(ends[1] / ends[0]), math.log(20_000 / ends[1])
    assert row.interval_score[0] == pytest.approx(width + 2 / 0.2 * miss)
    assert (row.votes, row.coverage) == (3, (0.0,))


def test_cases_without_promise_are_counted() -> None:
    """Lower bounds alone promise no range, and a truth of zero is outside what ranges are about."""
    bound = Resolved(reconcile([said("c", over(7_000))]), 9_000)
    found = calibrate([bound, case([900], 0), case([900], 1_000)])
    assert (found.left_out, found.rows[-1].cases) == (2, 1)
    assert "2 left out" in str(found)
    nothing = calibrate([bound])
    assert (nothing.rows, repr(nothing)) == ((), "<Calibration on 0 cases at 50%, 80%, 90%>")
    contested = calibrate([case([10, 1_000], 100)])
    assert contested.rows[-1].log10_error is None
    assert "log10" in str(contested)


def test_another_prior_can_be_tried_on_old_cases() -> None:
    """A wider prior gives wider ranges from the same votes."""
    cases = [case([1_000], 1_500)]
    assert calibrate(cases, levels=[0.5]).rows[-1].coverage == (0.0,)
    assert calibrate(cases, levels=[0.5], prior=SpreadPrior(0.81)).rows[-1].coverage == (1.0,)


@pytest.mark.parametrize("levels", [[], [0.0], [1.0], [0], [1], [0.5, 1.5], [float("nan")]])
def test_levels_are_probabilities(levels: list[float]) -> None:
    """Anything else is refused."""
    with pytest.raises(ReconciliationError, match="give probabilities between 0 and 1"):
        calibrate([], levels=levels)


@pytest.mark.parametrize("truth", [-1, float("nan"), float("inf"), True, "9"])
def test_a_truth_is_a_number(truth: Any) -> None:
    """What came out is finite and not negative."""
    with pytest.raises(ReconciliationError, match="give what came out, in the unit of the consensus"):
        Resolved(reconcile([], SENT), truth)


def test_a_prior_is_fitted_to_ones_own_cases() -> None:
    """On 300 simulated cases the numbers of the simulation are found to within what so many can tell."""
    prior = fit_spread_prior(simulated(300, 4, seed=5, ratio=2.0), provenance="simulated")
    assert prior.log_sd == pytest.approx(0.35, rel=0.15)
    assert prior.weight == pytest.approx(4, rel=0.5)
    assert prior.truth_ratio == pytest.approx(2, rel=0.5)
    assert prior.provenance == "simulated, fitted to 300 resolved cases"


def test_the_fit_weighs_the_votes() -> None:
    """Points, truths and weights go to the kernel as they are, cases of different size included."""
    grades = {Reliability.A: 3.0, Reliability.C: 1.0}
    sources = [Source(id=f"s{n}", name=f"S{n}", reliability=grade) for n, grade in enumerate((*grades, *grades))]
    rng = np.random.default_rng(17)
    cases: list[Resolved] = []
    for size in (2, 3, 4) * 4:
        figures = np.exp(rng.normal(9, 0.5, size)).round()
        claims = [
            said(f"c{n}", Estimate.exactly(figure, "person"), source)
            for n, (figure, source) in enumerate(zip(figures, sources, strict=False))
        ]
        cases.append(Resolved(reconcile(claims, weights=grades), float(np.exp(rng.normal(9, 0.5)))))
    votes = [one.consensus.votes for one in cases]
    assert len({vote.weight for some in votes for vote in some}) > 1
    wanted = stats.fit_spread(
        [vote.low for some in votes for vote in some],
        [one.truth for one in cases],
        [vote.weight for some in votes for vote in some],
        offsets=np.cumsum([0, *map(len, votes)]),
    )
    assert fit_spread_prior(cases) == wanted


def test_cases_that_tell_nothing_are_left_out_of_the_fit() -> None:
    """Bounds and zeros are not counted, and fewer than ten cases are too few."""
    bound = Resolved(reconcile([said("c", over(7_000))]), 9_000)
    cases = [*simulated(10, 2, seed=1), bound, case([9], 0)]
    assert fit_spread_prior(cases).provenance == "fitted to 10 resolved cases"
    less = [attrs.evolve(one, truth=one.truth / 1e6) for one in cases]
    assert fit_spread_prior(less).provenance == "fitted to 10 resolved cases"
    with pytest.raises(InvalidValueError, match="9 truths for 9 cases; one for each of 10 cases or more"):
        fit_spread_prior(cases[1:])
