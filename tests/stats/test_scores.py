import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats import crps, crps_lognormal, crps_normal, interval_score, weighted_interval_score

LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9]
#: Out of the sight of type checkers.
WRONG: Any = "ln"
SAMPLES = st.lists(st.floats(-100, 100), min_size=1, max_size=8)
QUANTILES = st.lists(st.floats(-50, 50), min_size=5, max_size=5).map(sorted)


def test_known_sample_scores() -> None:
    """Five figures against 11,000 score 1,100, and 600 if fair, as properscoring's crps_ensemble has it."""
    sample = [7_000, 10_000, 11_000, 12_000, 1_500]
    assert crps(sample, [11_000])[0] == pytest.approx(1_100)
    assert crps(sample, [11_000], fair=True)[0] == pytest.approx(600)


@given(SAMPLES, st.floats(-100, 100))
def test_sample_scores_by_definition(sample: list[float], observed: float) -> None:
    """The score is the mean error minus half of the mean distance of pairs; of one value, its error."""
    x = np.array(sample)
    pairs = np.abs(x[:, np.newaxis] - x).sum() / 2
    errors = np.abs(x - observed).mean()
    assert crps(sample, [observed])[0] == pytest.approx(errors - pairs / len(x) ** 2, abs=1e-9)
    if len(x) > 1:
        want = errors - pairs / len(x) / (len(x) - 1)
        assert crps(sample, [observed], fair=True)[0] == pytest.approx(want, abs=1e-9)


@given(st.lists(st.tuples(SAMPLES, st.floats(-100, 100)), min_size=1, max_size=5))
def test_many_samples_at_once_are_one_at_a_time(batch: list[tuple[list[float], float]]) -> None:
    """A batch gives every forecast the score it gets alone."""
    offsets = np.cumsum([0, *(len(sample) for sample, _ in batch)])
    flat = [value for sample, _ in batch for value in sample]
    together = crps(flat, [observed for _, observed in batch], offsets=offsets)
    assert together.tolist() == [crps(sample, [observed])[0] for sample, observed in batch]


def test_known_closed_forms() -> None:
    """Normal and log-normal scores agree with scoringrules 0.10.0 and properscoring 0.1."""
    assert crps_normal([2], [3], [-1])[0] == pytest.approx(1.807324072882849, rel=1e-12)
    logs = [math.log(10_000)] * 2
    want = [1170.3139396769611, 7554.665224015855]
    assert crps_lognormal(logs, [0.2, 0.2], [12_000, 1_500]) == pytest.approx(want, rel=1e-10)


@pytest.mark.parametrize("observed", [0.0, 0.3, 1.0, 4.0])
def test_closed_forms_are_the_integral(observed: float) -> None:
    """Both closed forms are the integral of the squared difference of the distribution functions."""
    for score, distribution, low in (
        (crps_normal([0.5], [0.7], [observed])[0], scipy_stats.norm(0.5, 0.7), -20.0),
        (crps_lognormal([0.1], [0.6], [observed])[0], scipy_stats.lognorm(0.6, scale=math.exp(0.1)), 0.0),
    ):
        below = integrate.quad(lambda x, d=distribution: d.cdf(x) ** 2, low, observed)[0]
        above = integrate.quad(lambda x, d=distribution: d.sf(x) ** 2, observed, observed + 60, limit=200)[0]
        assert score == pytest.approx(below + above, rel=1e-7)


def test_scores_of_extreme_forecasts() -> None:
    """A distribution that is all but a point scores the error; one beyond all floats scores infinity, never NaN."""
    assert crps_normal([1e300], [1e-300], [-1e300]).tolist() == [2e300]
    assert crps_normal([5], [1e-12], [7])[0] == pytest.approx(2)
    assert crps_lognormal([5, 5], [1e6, 40], [7, 0]).tolist() == [math.inf, math.inf]


def test_interval_score_by_hand() -> None:
    """A range scores its width, and a miss costs 2 / (1 - level) times its distance."""
    got = interval_score([8, 8, 8], [12, 12, 12], [10, 13, 5], level=0.8)
    assert got == pytest.approx([4, 4 + 10, 4 + 30])
    assert interval_score([0], [99], [999], level=0.5, scale="log")[0] == pytest.approx(
        math.log(100) + 4 * math.log(10)
    )


def test_large_figures_score_as_their_differences() -> None:
    """A sample of sixteen digits loses none of them, and one that spans all floats, however long, does not overflow."""
    sample, far = np.array([0, 1, 3, 4, 9, 10, 11]), 2.0**52
    assert crps(sample + far, [far + 2]) == pytest.approx(crps(sample, [2]), rel=1e-14)
    assert crps(np.repeat([-1e300, 1e300], 50_000), [0]) == pytest.approx(5e299)


@pytest.mark.parametrize(
    ("quantiles", "observed", "twice", "score"),
    [
        ([-2, 1, 2, 2, 4], -15, False, 15.34),
        ([-2, 0, 3, 3, 4], 22, False, 19.14),
        ([-2, 0, 3, 3, 4], 22, True, 19.116666666666667),
    ],
)
def test_known_weighted_interval_scores(quantiles: list[float], observed: float, twice: bool, score: float) -> None:  # noqa: FBT001 - a case of the table
    """Both conventions for the median agree with R's scoringutils, whose test set this is."""
    got = weighted_interval_score([quantiles], [observed], levels=LEVELS, count_median_twice=twice)
    assert got[0] == pytest.approx(score, rel=1e-12)


@given(QUANTILES, st.floats(-60, 60))
def test_weighted_interval_score_is_twice_the_pinball_loss(quantiles: list[float], observed: float) -> None:
    """The score is the mean over levels of twice the pinball loss, and is made of interval scores."""
    gaps = observed - np.array(quantiles)
    pinball = 2 * np.maximum(np.multiply(LEVELS, gaps), (np.array(LEVELS) - 1) * gaps)
    assert weighted_interval_score([quantiles], [observed], levels=LEVELS)[0] == pytest.approx(pinball.mean(), abs=1e-9)
    outer = interval_score([quantiles[0]], [quantiles[4]], [observed], level=0.8)[0]
    inner = interval_score([quantiles[1]], [quantiles[3]], [observed], level=0.5)[0]
    whole = abs(observed - quantiles[2]) + 0.1 * outer + 0.25 * inner
    twice = weighted_interval_score([quantiles], [observed], levels=LEVELS, count_median_twice=True)
    assert twice[0] == pytest.approx(whole / 3, abs=1e-9)
    pairs = weighted_interval_score([quantiles[:2] + quantiles[3:]], [observed], levels=[0.1, 0.25, 0.75, 0.9])
    assert pairs[0] == pytest.approx((0.1 * outer + 0.25 * inner) / 2, abs=1e-9)


def test_log_scale_scores_relative_errors() -> None:
    """On the log scale a factor costs about the same in large counts as in small ones."""
    small, large = (crps([100 * size], [200 * size], scale="log")[0] for size in (1, 1_000))
    assert small == pytest.approx(math.log(201 / 101))
    assert large == pytest.approx(math.log(2), rel=1e-4)
    rows = [[0, 9, 99]]
    want = weighted_interval_score(np.log1p(rows), [math.log(1_000)], levels=[0.1, 0.5, 0.9])
    assert weighted_interval_score(rows, [999], levels=[0.1, 0.5, 0.9], scale="log") == pytest.approx(want)


@given(SAMPLES, st.floats(-100, 100), st.floats(0.1, 10), st.floats(-5, 5))
def test_unit_and_place_do_not_matter(sample: list[float], observed: float, factor: float, shift: float) -> None:
    """Scores are in the unit of the figures and do not depend on where they are measured from."""
    moved = crps(factor * (np.array(sample) + shift), [factor * (observed + shift)])[0]
    assert moved == pytest.approx(factor * crps(sample, [observed])[0], abs=1e-9)


#: Floats whose differences are none.
HUGE = 1.5e308

#: What is asked, and all that is said: what was found, and what would be right.
REFUSED: dict[str, tuple[Any, str]] = {
    "two outcomes of one sample": (
        lambda: crps([1, 2], [1, 2]),
        "2 observed for 1 forecasts; one for every forecast",
    ),
    "one value, to be fair": (
        lambda: crps([1, 2, 3], [1, 2], offsets=[0, 1, 3], fair=True),
        "forecast 0 has one value; two or more for the fair score",
    ),
    "infinite value": (lambda: crps([1, math.inf], [1]), "sample[1] is inf; finite numbers, up to 1e+300"),
    "huge value": (lambda: crps([1, HUGE], [1]), "sample[1] is 1.5e+308; finite numbers, up to 1e+300"),
    "huge outcome": (lambda: crps([1], [-HUGE]), "observed[0] is -1.5e+308; finite numbers, up to 1e+300"),
    "huge mean": (
        lambda: crps_normal([HUGE], [1], [1]),
        "mean[0] is 1.5e+308; finite numbers, up to 1e+300",
    ),
    "huge outcome of a normal": (
        lambda: crps_normal([1], [1], [HUGE]),
        "observed[0] is 1.5e+308; finite numbers, up to 1e+300",
    ),
    "huge log": (
        lambda: crps_lognormal([HUGE], [1], [1]),
        "log_mean[0] is 1.5e+308; finite numbers, up to 1e+300",
    ),
    "huge outcome of a log-normal": (
        lambda: crps_lognormal([1], [1], [HUGE]),
        "observed[0] is 1.5e+308; finite numbers, up to 1e+300",
    ),
    "huge end": (lambda: interval_score([0], [HUGE], [1]), "high[0] is 1.5e+308; finite numbers, up to 1e+300"),
    "negative value": (
        lambda: crps([0, 0.5, -2], [1], scale="log"),
        "sample[2] is -2.0; numbers that are not negative",
    ),
    "negative outcome": (
        lambda: crps([1, 2], [1, -1], offsets=[0, 1, 2], scale="log"),
        "observed[1] is -1.0; numbers that are not negative",
    ),
    "negative end": (
        lambda: interval_score([-1], [1], [1], scale="log"),
        "low[0] is -1.0; numbers that are not negative",
    ),
    "negative quantile": (
        lambda: weighted_interval_score([[-1, 2]], [1], levels=[0.1, 0.9], scale="log"),
        "values[0] is -1.0; numbers that are not negative",
    ),
    "negative outcome of a log-normal": (
        lambda: crps_lognormal([1], [1], [-1]),
        "observed[0] is -1.0; numbers that are not negative",
    ),
    "another scale": (lambda: crps([1], [1], scale=WRONG), """scale is 'ln'; "linear" or "log\""""),
    "columns of a normal": (
        lambda: crps_normal([1], [1, 1], [1]),
        "1 mean, 2 sd, 1 observed; equally many of each",
    ),
    "columns of a log-normal": (
        lambda: crps_lognormal([1], [1, 1], [1, 1, 1]),
        "1 log_mean, 2 log_sd, 3 observed; equally many of each",
    ),
    "columns of ranges": (lambda: interval_score([1], [1, 2], [1]), "1 low, 2 high; equally many of each"),
    "crossed ends": (
        lambda: interval_score([2, 2], [2, 1], [1, 1]),
        "range 1 has its lower end above its upper end; low <= high",
    ),
    "level of 0": (
        lambda: interval_score([1], [2], [1], level=0),
        "level is 0; a number strictly between 0 and 1",
    ),
    "too few levels": (
        lambda: weighted_interval_score([[1, 2]], [1], levels=[0.5]),
        "1 levels for 2 columns; one for every column",
    ),
    "no mirror images": (
        lambda: weighted_interval_score([[1, 2]], [1], levels=[0.1, 0.8]),
        "levels are [0.1, 0.8]; rising, and symmetric about 0.5",
    ),
    "levels that fall": (
        lambda: weighted_interval_score([[1, 2]], [1], levels=[0.9, 0.1]),
        "levels are [0.9, 0.1]; rising, and symmetric about 0.5",
    ),
    "levels that stay": (
        lambda: weighted_interval_score([[1, 2]], [1], levels=[0.5, 0.5]),
        "levels are [0.5, 0.5]; rising, and symmetric about 0.5",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input(case: str) -> None:
    """What cannot be scored is refused, and the message names the first that is wrong and what would be right."""
    ask, message = REFUSED[case]
    with pytest.raises(InvalidValueError) as caught:
        ask()
    assert str(caught.value) == f"{message} [E106]"


@pytest.mark.parametrize("missing", ["log_mean", "log_sd", "observed"])
def test_one_log_normal_does_not_stand_for_two(missing: str) -> None:
    """A column with a single value is not stretched to the length of the others."""
    columns = {"log_mean": [1.0, 2.0], "log_sd": [1.0, 1.0], "observed": [3.0, 4.0]}
    with pytest.raises(InvalidValueError, match=f"1 {missing}.*equally many of each"):
        crps_lognormal(**{**columns, missing: columns[missing][:1]})
