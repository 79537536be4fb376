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


def test_the_maximum_is_that_of_an_independent_optimiser() -> None:
    """The same likelihood written with scipy.stats has its maximum at the same prior."""
    logs, truth = drawn(200, 3, seed=2)
    squares = ((logs - logs.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)

    def minus(at: np.ndarray) -> float:
        log_sd, weight, ratio = np.exp(at)
        freedom = 2 + weight
        variance = (squares + weight * log_sd**2) / freedom
        # (k - 1) s^2 / log_sd^2 is F-distributed times its degrees of freedom under the prior.
        figures = stats.f(2, weight).logpdf(squares / 2 / log_sd**2) - np.log(2 * log_sd**2)
        truths = stats.t(freedom, logs.mean(axis=1), np.sqrt(variance * (ratio + 1 / 3))).logpdf(truth)
        return -float((figures + truths).sum())

    best = optimize.minimize(minus, np.log([0.35, 4, 1]), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9})
    found = fit_spread(np.exp(logs).ravel(), np.exp(truth), offsets=np.arange(0, 601, 3))
    assert np.log([found.log_sd, found.weight, found.truth_ratio]) == pytest.approx(best.x, abs=2e-3)


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
