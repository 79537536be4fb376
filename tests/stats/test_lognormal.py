import math
from typing import Any

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import example, given, reject
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import log_ndtr

from osintclaims import InvalidValueError
from osintclaims.stats import lognormal_fit

INF = math.inf

#: Breast cosmesis data, radiotherapy with chemotherapy: Finkelstein and Wolfe, Biometrics 41 (1985), table 4.
COSMESIS = [
    *[
        (8, 12),
        (0, 22),
        (24, 31),
        (17, 27),
        (17, 23),
        (24, 30),
        (16, 24),
        (13, INF),
        (11, 13),
        (16, 20),
        (18, 25),
        (17, 26),
    ],
    *[
        (32, INF),
        (23, INF),
        (44, 48),
        (14, 17),
        (0, 5),
        (5, 8),
        (12, 20),
        (11, INF),
        (33, 40),
        (31, INF),
        (13, 39),
        (19, 32),
    ],
    *[
        (34, INF),
        (13, INF),
        (16, 24),
        (35, INF),
        (15, 22),
        (11, 17),
        (22, 32),
        (10, 35),
        (30, 34),
        (13, INF),
        (10, 17),
        (8, 21),
    ],
    *[
        (4, 9),
        (11, INF),
        (14, 19),
        (4, 8),
        (34, INF),
        (30, 36),
        (18, 24),
        (16, 60),
        (35, 39),
        (21, INF),
        (11, 20),
        (48, INF),
    ],
]


@st.composite
def votes(draw: st.DrawFn) -> list[tuple[float, float, float]]:
    """Intervals and bounds around figures of the same size."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        low = math.exp(draw(st.floats(3, 8)))
        high = low * math.exp(draw(st.sampled_from([0.05, 0.4, 1.5])))
        side = draw(st.sampled_from(["both", "both", "lower", "upper"]))
        found.append((0.0 if side == "upper" else low, INF if side == "lower" else high, draw(st.integers(1, 3)) / 1.0))
    return found


def _log_likelihood(some: list[tuple[float, float, float]], mean: float, sd: float) -> float:
    """By SciPy's distribution."""
    with np.errstate(divide="ignore"):
        ends = [(np.log(low), np.log(high), weight) for low, high, weight in some]
    normal = scipy.stats.norm(mean, sd)
    chances = [(max(normal.cdf(b) - normal.cdf(a), normal.sf(a) - normal.sf(b)), weight) for a, b, weight in ends]
    return sum(weight * math.log(chance or 5e-324) for chance, weight in chances)


def test_breast_cosmesis_data() -> None:
    """The published data give the fit of R's survreg (survival 3.5-3)."""
    fit = lognormal_fit(*zip(*COSMESIS, strict=True))
    assert fit.mean_log[0] == pytest.approx(3.081583593863, rel=1e-6)
    assert fit.sd_log[0] == pytest.approx(0.6304748072128, rel=1e-6)
    assert fit.log_likelihood[0] == pytest.approx(-76.550982808783, rel=1e-9)
    assert fit.mean_log_error[0] == pytest.approx(0.100007276796, rel=1e-6)


@given(votes())
@example(  # a full step of Newton's would go down here, and is halved
    [
        (744.0, 1488.0, 31.0),
        (353878.0, 354232.0, 3.0),
        (45381.0, 45426.0, 105.0),
        (367521.0, 367889.0, 9.0),
        (6.0, 7.0, 136.0),
    ]
)
def test_the_fit_is_a_maximum(some: list[tuple[float, float, float]]) -> None:
    """No distribution nearby is more likely; its log-likelihood is SciPy's."""
    try:
        fit = lognormal_fit(*zip(*some, strict=True))
    except InvalidValueError:
        reject()
    mean, sd = float(fit.mean_log[0]), float(fit.sd_log[0])
    assert fit.log_likelihood[0] == pytest.approx(_log_likelihood(some, mean, sd), rel=1e-6, abs=1e-6)
    assert fit.mean_log_error[0] > 0
    for by_mean, by_sd in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1)):
        near = _log_likelihood(some, mean + by_mean * sd / 100, sd * (1 + by_sd / 100))
        assert near <= fit.log_likelihood[0] + 1e-9 * max(1, abs(near))


@given(votes(), st.integers(-20, 20))
def test_unit_order_and_copies_do_not_matter(some: list[tuple[float, float, float]], power: int) -> None:
    """Another unit shifts the mean of the logs, votes cut into halves and a batch change nothing."""
    low, high, weights = (np.array(column) for column in zip(*some, strict=True))
    try:
        fit = lognormal_fit(low, high, weights)
    except InvalidValueError:
        with pytest.raises(InvalidValueError):
            lognormal_fit(low * 2.0**power, high * 2.0**power, weights)
        return
    scaled = lognormal_fit(
        np.tile(low, 2)[::-1] * 2.0**power, np.tile(high, 2)[::-1] * 2.0**power, np.tile(weights, 2)[::-1] / 2
    )
    assert scaled.mean_log[0] == pytest.approx(fit.mean_log[0] + power * math.log(2), rel=1e-6, abs=1e-6)
    assert scaled.sd_log[0] == pytest.approx(fit.sd_log[0], rel=1e-6)
    two = lognormal_fit(
        np.append(low, [900, 1_800, 3_500, 1]),
        np.append(high, [1_100, 2_200, 4_500, 2]),
        [*weights, 1, 1, 1, 0],
        offsets=[0, len(low), len(low) + 4],
    )
    assert two.mean_log[0] == pytest.approx(fit.mean_log[0], rel=1e-9)
    assert two.sd_log[1] == pytest.approx(lognormal_fit([900, 1_800, 3_500], [1_100, 2_200, 4_500]).sd_log[0], rel=1e-9)


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ([7_000, 0], [INF, 10_000], "share a value: the spread tends to 0"),
        ([9_000], [11_000], "share a value"),
        ([7_000, 8_000], [INF, INF], "share a value"),
        ([1, 2], [2, 4], "share a value"),
        ([12_000, 0], [INF, 10_000], "are bounds: no spread is too wide"),
        ([12_000, 0, 9_500, 0], [INF, 10_000, INF, 11_000], "are bounds: no spread is too wide"),
        ([5, 7], [5, 9], "vote 0 is 5.0 to 5.0; an interval with room in it"),
        ([0, 7], [0, 9], "vote 0 is 0.0 to 0.0"),
    ],
)
def test_what_has_no_maximum_is_refused(low: list[float], high: list[float], message: str) -> None:
    """Degenerate sets, for which other software returns a spread of 0 or of 10^8, are errors with the reason."""
    with pytest.raises(InvalidValueError, match=message) as caught:
        lognormal_fit(low, high)
    assert caught.value.code == "E106"


def test_bounds_alone_can_have_a_maximum() -> None:
    """Lower and upper bounds that overlap on average without sharing a value bound the spread."""
    fit = lognormal_fit([1_000, 6_000, 0, 0], [INF, INF, 5_000, 9_000])
    assert 0 < fit.sd_log[0] < 10
    assert math.log(1_000) < fit.mean_log[0] < math.log(9_000)


@pytest.mark.parametrize(
    ("lower", "upper", "weights", "refused"),
    [
        ([2, 6], [5, 9], [9, 1, 0.1, 0.1], False),
        ([4, 5], [4], [10, 10, 0.5], True),
        ([5, 7], [6, 5.5], [1, 9, 9, 1], True),
        ([5, 7], [6, 8], [9, 1, 1, 9], False),
        ([5, 7], [5, 7], [1, 1, 1, 1], True),
    ],
)
def test_bounds_alone_are_compared_by_their_weighted_means(
    lower: list[float],
    upper: list[float],
    weights: list[float],
    refused: bool,  # noqa: FBT001 - pytest passes by name
) -> None:
    """There is a maximum where the mean log of the upper bounds is above that of the lower ones (Burridge 1981)."""
    means = [
        np.average(np.log(ends), weights=masses)
        for ends, masses in ((lower, weights[: len(lower)]), (upper, weights[len(lower) :]))
    ]
    assert (means[1] <= means[0]) == refused
    ends = [*lower, *[0.0] * len(upper)], [*[INF] * len(lower), *upper]
    if refused:
        message = "^the votes of group 1 are bounds: no spread is too wide; plausible_quantiles\\(\\) \\[E106\\]$"
        with pytest.raises(InvalidValueError, match=message):
            lognormal_fit([1, 3, *ends[0]], [2, 4, *ends[1]], [1, 1, *weights], offsets=[0, 2, 2 + len(weights)])
    else:
        assert lognormal_fit(*ends, weights).sd_log[0] > 0


def test_votes_that_allow_everything_change_no_fit() -> None:
    """From 0 to infinity is no information, and neither a lower nor an upper bound: the fit stays, and the refusal."""
    low, high = [5_000, 9_000, 0], [INF, INF, 8_000]
    fit, more = lognormal_fit(low, high), lognormal_fit([*low, 0, 0], [*high, INF, INF])
    for name in ("mean_log", "sd_log", "log_likelihood", "mean_log_error"):
        assert getattr(more, name) == pytest.approx(getattr(fit, name), rel=1e-12)
    for unit in (1e-6, 1.0, 1e6):
        with pytest.raises(InvalidValueError, match="are bounds: no spread is too wide"):
            lognormal_fit([5 * unit, 9 * unit, 0, 0], [INF, INF, 6 * unit, INF])


def test_a_group_whose_votes_share_a_value_is_named() -> None:
    """The message says which of several groups has no maximum."""
    message = "^the votes of group 1 share a value: the spread tends to 0; plausible_quantiles\\(\\) \\[E106\\]$"
    with pytest.raises(InvalidValueError, match=message):
        lognormal_fit([1, 3, 5, 6], [2, 4, 7, 8], offsets=[0, 2, 4])


@pytest.mark.parametrize("factor", [1e-15, 1e12])
def test_only_ratios_of_weights_move_the_fit(factor: float) -> None:
    """All weights so many times as large leave the fit, and the error that belongs to them shrinks by the root."""
    low, high, weights = [900, 1_800, 3_500, 0], [1_100, 2_200, 4_500, 5_000], np.array([1.0, 2, 1, 0.5])
    fit, scaled = lognormal_fit(low, high, weights), lognormal_fit(low, high, weights * factor)
    assert scaled.mean_log[0] == pytest.approx(fit.mean_log[0], rel=1e-9)
    assert scaled.sd_log[0] == pytest.approx(fit.sd_log[0], rel=1e-9)
    assert scaled.log_likelihood[0] == pytest.approx(fit.log_likelihood[0] * factor, rel=1e-9)
    assert scaled.mean_log_error[0] == pytest.approx(fit.mean_log_error[0] / math.sqrt(factor), rel=1e-9)


def test_votes_below_zero_are_refused() -> None:
    """There is no logarithm of them: the message names the vote, as for every bad input."""
    with pytest.raises(
        InvalidValueError, match=r"^vote 1 is -3.0 to 4.0; 0.0 <= low <= high, not both infinite \[E106\]$"
    ):
        lognormal_fit([1, -3], [2, 4])


def test_reciprocal_figures_have_the_mirrored_fit() -> None:
    """1/x has minus the mean and the same spread, also with a vote far out in either tail of the distribution."""
    low, high, weights = np.array([900, 1_800, 3_500, 1e30]), np.array([1_100, 2_200, 4_500, INF]), [1, 1, 1, 1e-9]
    fit, mirrored = lognormal_fit(low, high, weights), lognormal_fit(1 / high, 1 / low, weights)
    assert mirrored.mean_log[0] == pytest.approx(-fit.mean_log[0], rel=1e-9)
    assert mirrored.sd_log[0] == pytest.approx(fit.sd_log[0], rel=1e-9)
    assert mirrored.log_likelihood[0] == pytest.approx(fit.log_likelihood[0], rel=1e-9)
    assert mirrored.mean_log_error[0] == pytest.approx(fit.mean_log_error[0], rel=1e-9)


@pytest.mark.parametrize(
    ("low", "high", "weights", "rounds", "looks"),
    [
        (*(list(column) for column in zip(*COSMESIS, strict=True)), None, 6, 7),
        ([1_000, 6_000, 0, 0], [INF, INF, 5_000, 9_000], None, 7, 8),
        ([900, 1_800, 3_500, 1e30], [1_100, 2_200, 4_500, INF], [1, 1, 1, 1e-9], 10, 11),
        ([1, 1_000], [1.01, 1_010], None, 3, 4),
        # full steps would lead down, or to a spread that is not positive
        ([744, 353_878, 45_381, 367_521, 6], [1_488, 354_232, 45_426, 367_889, 7], [31, 3, 105, 9, 136], 4, 8),
        ([0, 78_840, 0, 37_560], [1_219, INF, 3_896, 15_150_000], [31, 3, 1, 0.001], 15, 31),
        ([0, 0, 0, 7_651.848], [897.966, 139_056_518.793, 1.242, INF], [1, 30, 30, 0.001], 13, 14),
        ([366_669.983, 0, 86.882], [367_036.836, 4.828, INF], [0.001, 1, 1], 10, 29),
        ([2.277, 700, 191_300, 0, 5.937], [2.279, 1_043, INF, 21.4, 8.857], [3, 0.001, 136, 136, 1], 10, 11),
    ],
)
def test_newton_reaches_the_maximum_in_few_rounds(
    low: list[float],
    high: list[float],
    weights: list[float] | None,
    rounds: int,
    looks: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The steps are Newton's, which double the digits: so few rounds leave a slope of zero in SciPy's likelihood."""
    calls: list[int] = []

    def counted(z: NDArray[Any]) -> Any:
        calls.append(z.size)
        return log_ndtr(z)

    monkeypatch.setattr(scipy.special, "log_ndtr", counted)
    monkeypatch.setattr("osintclaims.stats._lognormal._ROUNDS", rounds)
    fit = lognormal_fit(low, high, weights)
    assert len(calls) <= 2 * looks
    monkeypatch.undo()
    mean, sd = float(fit.mean_log[0]), float(fit.sd_log[0])
    votes = list(zip(low, high, weights or [1.0] * len(low), strict=True))
    best = _log_likelihood(votes, mean, sd)
    for by_mean, by_sd in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        near = _log_likelihood(votes, mean + by_mean * sd / 1_000, sd * (1 + by_sd / 1_000))
        far = _log_likelihood(votes, mean - by_mean * sd / 1_000, sd * (1 - by_sd / 1_000))
        assert near - far == pytest.approx(0, abs=1e-7 * abs(best))


def test_narrow_intervals_are_their_middles() -> None:
    """Two intervals so narrow that a full step overshoots have the mean and standard deviation of two values."""
    fit = lognormal_fit([1, 1_000], [1.000001, 1_000.001])
    assert fit.mean_log[0] == pytest.approx(math.log(1_000) / 2, rel=1e-6)
    assert fit.sd_log[0] == pytest.approx(math.log(1_000) / 2, rel=1e-6)
