import itertools
import math
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

from osintclaims import InvalidValueError
from osintclaims.stats import SpreadPrior, fit_spread


def drawn(cases: int, votes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Logs of figures and of truths from log_sd 0.5, weight 5, truth_ratio 1.5."""
    rng = np.random.default_rng(seed)
    sd = 0.5 * np.sqrt(5 / rng.chisquare(5, cases))
    return sd[:, None] * rng.normal(size=(cases, votes)), sd * np.sqrt(1.5) * rng.normal(size=cases)


def _log_density(logs: np.ndarray, truth: np.ndarray, at: np.ndarray) -> float:
    """Of figures and truths under a prior whose three numbers are given as logs."""
    log_sd, weight, ratio = np.exp(at)
    votes = logs.shape[1]
    squares = ((logs - logs.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    freedom = votes - 1 + weight
    variance = (squares + weight * log_sd**2) / freedom
    # The mean square over log_sd^2 is F-distributed under the prior; figures are as likely as their sum of squares.
    figures = stats.f(votes - 1, weight).logpdf(squares / (votes - 1) / log_sd**2) - np.log((votes - 1) * log_sd**2)
    truths = stats.t(freedom, logs.mean(axis=1), np.sqrt(variance * (ratio + 1 / votes))).logpdf(truth)
    return float((figures + truths).sum())


def test_the_maximum_is_that_of_an_independent_optimiser() -> None:
    """The same likelihood written with scipy.stats has its maximum at the same prior."""
    logs, truth = drawn(200, 3, seed=2)

    def minus(at: np.ndarray) -> float:
        return -_log_density(logs, truth, at)

    best = optimize.minimize(minus, np.log([0.35, 4, 1]), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9})
    found = fit_spread(np.exp(logs).ravel(), np.exp(truth), offsets=np.arange(0, 601, 3))
    assert np.log([found.log_sd, found.weight, found.truth_ratio]) == pytest.approx(best.x, abs=2e-3)


@pytest.mark.parametrize(("seed", "votes"), [(2, 3), (4, 2), (5, 5), (7, 2), (8, 4)])
def test_no_neighbour_is_likelier(seed: int, votes: int) -> None:
    """A thousandth further along any axis or diagonal, densities that scipy.stats computes are no higher."""
    logs, truth = drawn(60, votes, seed)
    offsets = np.arange(0, 60 * votes + 1, votes)
    found = fit_spread(np.exp(logs).ravel(), np.exp(truth), offsets=offsets)
    place = np.log([found.log_sd, found.weight, found.truth_ratio])
    best = _log_density(logs, truth, place)
    for move in itertools.product((-1, 0, 1), repeat=3):
        assert _log_density(logs, truth, place + np.array(move) * math.log(2) / 1024) <= best + 1e-9


def test_one_figure_for_each_case_tells_the_tails() -> None:
    """Truths of which a few are wildly off leave less than one degree of freedom: the likeliest t distribution."""
    far = np.array([0.0, 0.01, -0.01, 0.02, -0.03, 0.1, -0.2, 1.5, -9.0, 40.0, -200.0, 0.05])
    found = fit_spread(np.full(12, 5.0), 5 * np.exp(far), offsets=np.arange(13))
    scale = found.log_sd * math.sqrt(1 + found.truth_ratio)
    best = stats.t(found.weight, 0, scale).logpdf(far).sum()
    assert found.weight < 0.5
    for weight in (0.25, 0.3, 0.35, 0.4, 0.5, 1.0, 2.0):
        for wide in np.geomspace(0.01, 10, 40):
            assert stats.t(weight, 0, wide).logpdf(far).sum() <= best + 1e-3


def test_the_unit_of_figures_does_not_matter() -> None:
    """Figures and truths in another unit give the same prior."""
    logs, truth = drawn(40, 2, seed=4)
    one, other = (
        fit_spread(np.exp(logs).ravel() * scale, np.exp(truth) * scale, offsets=np.arange(0, 81, 2))
        for scale in (1, 1_000)
    )
    assert (one.log_sd, one.weight, one.truth_ratio) == pytest.approx((other.log_sd, other.weight, other.truth_ratio))


def test_a_vote_may_be_split() -> None:
    """Half a vote twice is one vote."""
    logs, truth = drawn(20, 2, seed=4)
    whole = fit_spread(np.exp(logs).ravel(), np.exp(truth), offsets=np.arange(0, 41, 2))
    halves = fit_spread(
        np.repeat(np.exp(logs).ravel(), 2), np.exp(truth), np.full(80, 0.5), offsets=np.arange(0, 81, 4)
    )
    assert (whole.log_sd, whole.weight) == pytest.approx((halves.log_sd, halves.weight))


def test_the_search_stays_within_bounds() -> None:
    """Cases that agree to the last digit give the least spread that is allowed, and no error."""
    found = fit_spread(np.full(10, 5.0), np.full(10, 5.0), offsets=np.arange(11))
    assert isinstance(found, SpreadPrior)
    assert found.truth_ratio > 0


def test_light_votes_stay_defined() -> None:
    """A case that weighs little needs a prior that weighs something: the search passes by where there is no density.

    Truths that are right or wildly off pull the weight down, where votes of 0.2 and a weight below 0.8 leave less than
    no degree of freedom.
    """
    truth = [5.0] * 6 + [5e3] * 2 + [5e-4] * 2
    found = fit_spread(np.full(10, 5.0), truth, np.full(10, 0.2), offsets=np.arange(11))
    assert found.weight > 0.8
    assert found.log_sd > 1


@pytest.mark.parametrize(
    ("figures", "truth", "message"),
    [
        ([5.0] * 9, [5.0] * 9, "9 truths for 9 cases; one for each of 10"),
        ([5.0] * 10, [5.0] * 9, "9 truths for 10 cases"),
        ([5.0] * 9 + [0.0], [5.0] * 10, r"x\[9\] is 0.0"),
        ([5.0] * 10, [5.0] * 9 + [-1], r"truth\[9\] is -1.0"),
    ],
)
def test_cases_that_cannot_be_fitted(figures: list[float], truth: list[float], message: str) -> None:
    """Too few cases, and figures without a logarithm, are refused."""
    with pytest.raises(InvalidValueError, match=message):
        fit_spread(figures, truth, offsets=np.arange(11 if len(figures) == 10 else 10))


def test_a_fitted_prior_says_where_it_is_from() -> None:
    """The number of cases, after what the caller says of them."""
    cases: dict[str, Any] = {"x": [1.0, 2.0] * 10, "truth": [1.5] * 10, "offsets": range(0, 21, 2)}
    assert fit_spread(**cases).provenance == "fitted to 10 resolved cases"
    assert fit_spread(**cases, provenance="floods").provenance == "floods, fitted to 10 resolved cases"
