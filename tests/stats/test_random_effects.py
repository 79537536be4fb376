import math
import operator
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from scipy import optimize
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats.meta import random_effects, tau2_interval
from tests.stats.estimate_sets import (
    BCG,
    CADMIUM,
    CLASP,
    COLLINS,
    LEAD,
    VIECHTBAUER_1,
    VIECHTBAUER_2,
    generalised_q,
    log_likelihood,
)

METHODS = ["REML", "ML", "DL", "DLIT", "PM", "EB", "PMM", "HE", "HS", "SJ", "EE", "FE"]

#: What R's metafor 3.8-1 gives: method, test, and mu, se, tau2, confidence limits, I2, H2, prediction limits.
METAFOR: dict[str, tuple[Any, list[tuple[str, str, list[float]]]]] = {
    "bcg": (
        BCG,
        [
            (
                "DL",
                "hksj",
                [
                    *(-0.7141172220732, 0.1806966283355, 0.3087602628624, -1.107821354168, -0.3204130899781),
                    *(92.117346854562, 12.686084006864, -1.987206963431, 0.5589725192843),
                ],
            ),
            (
                "PMM",
                "z",
                [
                    *(-0.7170830446636, 0.1865900937141, 0.3433879068958, -1.082792908215, -0.351373181112),
                    *(92.855451212673, 13.996685161893, -1.922427065333, 0.4882609760058),
                ],
            ),
        ],
    ),
    "viechtbauer 1": (
        VIECHTBAUER_1,
        [
            (
                "ML",
                "hksj",
                [
                    *(0.2394464764508, 0.1678383979569, 0.1966697214734, -0.1402303576801, 0.6191233105816),
                    *(74.509734822546, 3.923066288398, -0.8332059773518, 1.312098930253),
                ],
            ),
            (
                "PM",
                "mkh",
                [
                    *(0.2385922403298, 0.1679583811537, 0.1920049691123, -0.1413560146489, 0.6185404953086),
                    *(74.051147262484, 3.853734922755, -0.8229718278166, 1.300156308476),
                ],
            ),
        ],
    ),
    "viechtbauer 2": (
        VIECHTBAUER_2,
        [
            (
                "HE",
                "z",
                [
                    *(0.01007395581346, 0.04259925459908, 0, -0.07341904896898, 0.0935669605959),
                    *(0, 1, -0.07341904896898, 0.0935669605959),
                ],
            ),
            (
                "SJ",
                "z",
                [
                    *(0.002357509267247, 0.05872570202672, 0.02478209483447, -0.112742751672, 0.1174577702065),
                    *(42.673372481835, 1.744390073676, -0.3269561206745, 0.331671139209),
                ],
            ),
            (
                "HS",
                "z",
                [
                    *(0.005849953127114, 0.04999201272507, 0.009903114782612, -0.0921325913287, 0.1038324975829),
                    *(22.926568888019, 1.297463971141, -0.2124227814323, 0.2241226876865),
                ],
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", METAFOR)
def test_agrees_with_metafor(name: str) -> None:
    """Every field agrees with R's metafor."""
    estimates, runs = METAFOR[name]
    for method, test, want in runs:
        got = random_effects(*estimates, tau2=method, test=test)  # type: ignore[arg-type]
        fields = ["mu", "se", "tau2", "ci_low", "ci_high", "i2", "h2", "pi_low", "pi_high"]
        assert [getattr(got, field)[0] for field in fields] == pytest.approx(want, rel=1e-5, abs=1e-7)


def test_published_bcg_results() -> None:
    """The vaccine trials give what Viechtbauer 2010 (Journal of Statistical Software 36(3), section 3) prints."""
    got = random_effects(*BCG)
    assert [got.mu[0], got.se[0], got.tau2[0]] == pytest.approx([-0.7145, 0.1798, 0.3132], abs=5e-5)
    assert [got.ci_low[0], got.ci_high[0]] == pytest.approx([-1.0669, -0.3622], abs=5e-5)
    assert [got.i2[0], got.h2[0], got.q[0]] == pytest.approx([92.22, 12.86, 152.233], abs=5e-3)
    assert got.q_pvalue[0] == pytest.approx(1.996764590846e-26, rel=1e-6)
    risk = np.exp([got.mu[0], got.pi_low[0], got.pi_high[0]])
    assert risk == pytest.approx([0.4894, 0.1546, 1.5490], abs=5e-4)


@pytest.mark.parametrize(
    ("method", "tau", "mu", "se", "digits"),
    [
        ("EB", 0.3681, -0.3811, 0.2060, 6e-5),
        ("REML", 0.1843, -0.2980, 0.1343, 6e-5),
        ("HS", 0.1330, -0.2666, 0.1125, 6e-5),
        ("SJ", 0.4572, -0.4079, 0.2386, 6e-5),
        ("ML", 0.0023, -0.1974, 0.0694, 3e-3),
    ],
)
def test_published_clasp_results(method: Any, tau: float, mu: float, se: float, digits: float) -> None:
    """The aspirin trials give what DerSimonian and Kacker 2007 print in tables 3 and 4 (their ML stopped before 0)."""
    got = random_effects(*CLASP, tau2=method)
    assert [math.sqrt(got.tau2[0]), got.mu[0], got.se[0]] == pytest.approx([tau, mu, se], abs=digits)


def test_published_variances() -> None:
    """Variances between studies agree with Viechtbauer 2005 (pages 271 and 272) and 2007 (table II)."""
    printed: list[tuple[Any, Any, float]] = [
        (VIECHTBAUER_1, "HS", 0.2282),
        (VIECHTBAUER_2, "REML", 0.0157),
        (COLLINS, "DL", 0.2297),
        (COLLINS, "SJ", 0.4563),
    ]
    for estimates, method, tau2 in printed:
        assert random_effects(*estimates, tau2=method).tau2[0] == pytest.approx(tau2, abs=6e-5)


def test_metrology_agrees() -> None:
    """Interlaboratory means agree with R's metRology (dsl, mpaule) and metafor (REML)."""
    dersimonian_laird = random_effects(*CADMIUM, tau2="DL")
    assert dersimonian_laird.mu[0] == pytest.approx(26.767482329463, rel=1e-9)
    assert dersimonian_laird.se[0] == pytest.approx(0.1164232595444, rel=1e-8)
    restricted = random_effects(*CADMIUM)
    assert math.sqrt(restricted.tau2[0]) == pytest.approx(0.3155754118456, rel=1e-6)
    paule_mandel = random_effects(*LEAD, tau2="PM")
    found = [paule_mandel.mu[0], paule_mandel.se[0], paule_mandel.tau2[0]]
    assert found == pytest.approx([3.132239962124, 0.3797843262218, 1.527210639805], rel=1e-9)


def test_iterated_dersimonian_laird() -> None:
    """The iterated formula ends where metafor's does."""
    want = [(CLASP, 0.0525175798088), (COLLINS, 0.1732312878344)]
    for estimates, tau2 in want:
        assert random_effects(*estimates, tau2="DLIT").tau2[0] == pytest.approx(tau2, rel=1e-4)


def test_paule_mandel_has_no_tolerance() -> None:
    """The aspirin trials give the root of Q = k - 1 to the last digits, where statsmodels gives 0 if asked for more."""
    x, u = CLASP
    want = optimize.brentq(lambda t: generalised_q(x, list(u), t) - 5, 0, 1, xtol=1e-15, rtol=1e-14)
    got = random_effects(x, u, tau2="PM").tau2[0]
    assert got == pytest.approx(0.13547, abs=5e-6)
    assert got == pytest.approx(want, rel=1e-13)


@pytest.mark.parametrize("more", [1e-9, 1e-6, 1e-3, 0.1, 1.0])
def test_small_variances_of_paule_and_mandel(more: float) -> None:
    """Where Q of equal effects is hardly above k - 1 the root is small, and found to the last digits."""
    x, u = np.array(CLASP[0]), np.array(CLASP[1])
    mean = random_effects(x, u, tau2="EE").mu[0]
    pulled = ((x - mean) * math.sqrt(5 * (1 + more) / generalised_q(list(x), list(u), 0.0))).tolist()
    got = random_effects(pulled, u, tau2="PM").tau2[0]
    assert got > 0
    assert generalised_q(pulled, list(u), got) == pytest.approx(5, rel=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_units_of_groups_of_one_size(method: Any) -> None:
    """Each of several groups of one size gets its own variance: the same trials in other units."""
    units = np.repeat([1.0, 2.0, 8.0, 2.0], len(BCG[0]))
    x, u = np.tile(BCG[0], 4) * units, np.tile(BCG[1], 4) * units
    got = random_effects(x, u, offsets=range(0, len(x) + 1, len(BCG[0])), tau2=method)
    alone = random_effects(*BCG, tau2=method)
    assert got.tau2.tolist() == (alone.tau2 * [1, 4, 64, 4]).tolist()
    assert got.mu.tolist() == (alone.mu * [1, 2, 8, 2]).tolist()


def test_close_pair_has_no_negative_variance() -> None:
    """Two estimates that nearly agree have tau2 = 0 and an honest error, where statsmodels has -0.99995 and 0.005."""
    for method in METHODS:
        got = random_effects([1, 1.01], [1, 1], tau2=method, test="mkh")  # type: ignore[arg-type]
        assert 0 <= got.tau2[0] < 1e-4
        assert got.se[0] == pytest.approx(math.sqrt(0.5), rel=1e-4)
    assert random_effects([1, 1.01], [1, 1], test="hksj").se[0] == pytest.approx(0.005)


def test_distant_pair() -> None:
    """Two estimates of 1 and 10 with variance 1 have the absurdly wide t interval that theory gives them."""
    got = random_effects([1, 10], [1, 1], tau2="DL", test="hksj")
    assert got.tau2[0] == pytest.approx(39.5)
    assert [got.ci_low[0], got.ci_high[0]] == pytest.approx([-51.677921312786, 62.677921312786], rel=1e-10)
    assert [got.pi_low[0], got.pi_high[0]] == pytest.approx([-92.716579140978, 103.716579140978], rel=1e-10)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("test", ["z", "mkh"])
def test_identical_estimates(method: Any, test: Any) -> None:
    """Estimates that are all equal keep the error of their weighted mean: no zero width, and nothing is NaN."""
    got = random_effects([2, 2, 2], [1, 2, 3], tau2=method, test=test)
    assert got.tau2.tolist() == [0.0]
    assert got.se[0] == pytest.approx(0.8571428571429)
    assert got.ci_low[0] < 2 < got.ci_high[0]
    assert [got.q[0], got.q_pvalue[0], got.i2[0]] == [0, 1, 0]
    assert got.h2[0] == (0 if method in {"EE", "FE"} else 1)


def test_identical_estimates_under_hksj() -> None:
    """Where the adjusted error would be 0 the group is named and refused, with the way out."""
    with pytest.raises(InvalidValueError, match=r'the 2 estimates of group 1 are all 7.0.*test="mkh" or "z" \[E106\]'):
        random_effects([1, 2, 7, 7], [1, 1, 1, 2], offsets=[0, 2, 4], test="hksj")


@pytest.mark.parametrize("method", METHODS)
def test_one_estimate(method: Any) -> None:
    """One estimate has its own standard error; where t has no degree of freedom the limits are infinite."""
    got = random_effects([1.3], [0.5], tau2=method)
    assert [got.mu[0], got.se[0], got.tau2[0], got.q[0], got.q_pvalue[0]] == [1.3, 0.5, 0, 0, 1]
    assert [got.i2[0], got.h2[0]] == [0, 1]
    assert [got.ci_low[0], got.ci_high[0]] == pytest.approx([0.32001800773, 2.27998199227])
    for test in ("hksj", "mkh"):
        adjusted = random_effects([1.3], [0.5], tau2=method, test=test)
        assert [adjusted.se[0], adjusted.ci_low[0], adjusted.pi_high[0]] == [0.5, -math.inf, math.inf]


def test_equal_effects_heterogeneity() -> None:
    """Without tau2, I2 and H2 come from Q alone, as in metafor."""
    got = random_effects(*VIECHTBAUER_2, tau2="EE", test="mkh")
    found = [got.mu[0], got.se[0], got.i2[0], got.h2[0], got.q_pvalue[0]]
    want = [0.01007395581346, 0.05003977926184, 27.527502274552, 1.379833773342, 0.1349503580514]
    assert found == pytest.approx(want, rel=1e-9)
    assert got.pi_low == pytest.approx(got.ci_low)


def test_prediction_conventions() -> None:
    """The prediction interval takes the quantile asked for, and says which; without a choice it is the test's."""
    x, u = VIECHTBAUER_1
    quantiles = {
        "z": scipy_stats.norm.ppf(0.95),
        "t_k-1": scipy_stats.t(9).ppf(0.95),
        "t_k-2": scipy_stats.t(8).ppf(0.95),
    }
    for prediction, quantile in quantiles.items():
        got = random_effects(x, u, prediction=prediction, level=0.9)  # type: ignore[arg-type]
        half = quantile * math.sqrt(got.tau2[0] + got.se[0] ** 2)
        assert [got.pi_low[0], got.pi_high[0]] == pytest.approx([got.mu[0] - half, got.mu[0] + half], rel=1e-10)
        assert (got.prediction, got.level, got.method, got.test) == (prediction, 0.9, "REML", "z")
    assert random_effects(x, u).prediction == "z"
    assert random_effects(x, u, test="mkh").prediction == "t_k-1"
    assert random_effects([1, 2], [1, 1], prediction="t_k-2").pi_high.tolist() == [math.inf]


def test_highest_of_several_peaks() -> None:
    """Where the likelihood has several peaks the highest counts, be it at 0 or beyond."""
    x, u = [0.0, 0.1, 0.2, 30.0, -30.0], [0.05, 0.05, 0.05, 20.0, 25.0]
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 20_001)])
    seen = set()
    for push in (1.0, 2.0, 3.0, 5.0):
        figures = [push * value for value in x]
        for restricted, method in ((True, "REML"), (False, "ML")):
            logs = log_likelihood(figures, u, grid, restricted=restricted)
            peaks = int((logs[0] > logs[1]) + ((logs[1:-1] > logs[:-2]) & (logs[1:-1] > logs[2:])).sum())
            got = random_effects(figures, u, tau2=method).tau2  # type: ignore[arg-type]
            assert log_likelihood(figures, u, got, restricted=restricted)[0] >= logs.max() - 1e-12
            seen.add((peaks, bool(got[0] > 1)))
    assert {peaks for peaks, _ in seen} > {1}
    assert {far for _, far in seen} == {True, False}


#: Likelihoods whose highest peak stands close to a lower one, or to 0, where the likelihood falls at first.
CLOSE_PEAKS: dict[str, tuple[list[float], list[float]]] = {
    "two, ML": ([55.911347747192956, -129.5293634320685], [92.515318573322, 44.483762217333606]),
    "three, REML": ([21.0, 1.0, -167.0], [8.0, 2.0, 72.0]),
    "three, ML": ([10.0, -12.0, 11.0], [54.0, 10.0, 3.0]),
    "four, REML": ([0.0, 1414.0, -144.0, 111.0], [2.0, 455.0, 292.0, 59.0]),
    "four, ML": ([701.0, 13.0, -1176.0, 199.0], [303.0, 2.0, 439.0, 55.0]),
    "six, REML": ([-2670.0, 67.0, 3.0, 15.0, -369.0, 137.0], [663.0, 43.0, 2.0, 29.0, 50.0, 49.0]),
    "six, ML": ([-23.0, 120.0, 15.0, 103.0, 126.0, -1.0], [6.0, 833.0, 466.0, 266.0, 47.0, 2.0]),
    "eight, REML": (
        [-160.0, 19.0, -2.0, -92.0, -209.0, 426.0, -101.0, -7.0],
        [54.0, 3.0, 2.0, 315.0, 307.0, 422.0, 387.0, 2.0],
    ),
    "eight, ML": (
        [5.0, -75.0, 812.0, -8.0, 14.0, 1.0, -200.0, 434.0],
        [2.0, 44.0, 237.0, 10.0, 9.0, 1.0, 50.0, 669.0],
    ),
}


@pytest.mark.parametrize("case", CLOSE_PEAKS)
def test_highest_of_close_peaks(case: str) -> None:
    """No variance on a fine grid is likelier than what is found, though peaks are close and almost equally high."""
    restricted = case.endswith("REML")
    grid = np.concatenate([[0.0], np.geomspace(1e-3, 1e7, 20_001)])
    logs = log_likelihood(*CLOSE_PEAKS[case], grid, restricted=restricted)
    got = random_effects(*CLOSE_PEAKS[case], tau2="REML" if restricted else "ML").tau2
    assert log_likelihood(*CLOSE_PEAKS[case], got, restricted=restricted)[0] >= logs.max() - 1e-12
    assert got[0] == pytest.approx(grid[logs.argmax()], rel=2e-3)


def test_q_profile_interval() -> None:
    """The interval of tau2 agrees with metafor (whose own root has four digits), and is cut at 0."""
    for estimates, want in (
        (BCG, [0.1196953128166, 1.111486262215]),
        (VIECHTBAUER_1, [0.06284747416511, 0.7792815102706]),
        (CLASP, [0, 1.991413076213]),
    ):
        got = tau2_interval(*estimates)
        assert [got.low[0], got.high[0]] == pytest.approx(want, rel=5e-4)
        assert got.is_empty.tolist() == [False]


def test_q_profile_of_one_and_of_equal_estimates() -> None:
    """One estimate leaves the variance open; estimates that agree too well leave no variance at all, and say so."""
    got = tau2_interval([5, 2, 2, 2, 2], [1, 1, 1, 1, 1], offsets=[0, 1, 5])
    assert got.low.tolist() == [0, 0]
    assert got.high.tolist() == [math.inf, 0]
    assert got.is_empty.tolist() == [False, True]
    assert got.is_empty.dtype == np.bool_


def test_one_estimate_outweighs_all_others() -> None:
    """Where one estimate is a thousand million times as precise, the formula holds to the last digits, by fractions."""
    x, u = [5, 6, 9], [1e-9, 1.0, 2.0]
    w = [1 / Fraction(error) ** 2 for error in u]
    mean = sum(map(operator.mul, w, x)) / sum(w)
    q = sum(weight * (value - mean) ** 2 for weight, value in zip(w, x, strict=True))
    trace = sum(w) - sum(weight**2 for weight in w) / sum(w)
    got = random_effects(x, u, tau2="DL")
    assert got.tau2[0] == pytest.approx(float((q - 2) / trace), rel=1e-12)
    assert got.i2[0] == pytest.approx(float(100 * (q - 2) / q), rel=1e-12)


def test_huge_and_tiny_units() -> None:
    """Figures of any size give the same answers in their unit."""
    for unit in (1e-140, 1e-30, 1e140):
        scaled = random_effects(np.multiply(CLASP[0], unit), CLASP[1] * unit)
        plain = random_effects(*CLASP)
        assert scaled.mu / unit == pytest.approx(plain.mu, rel=1e-10)
        assert scaled.tau2 / unit / unit == pytest.approx(plain.tau2, rel=1e-8)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 2], [1, 0]), r"standard_errors\[1\] is 0.0; .*outweigh all others \[E106\]"),
        (([1, 2], [1, -1]), r"standard_errors\[1\] is -1.0"),
        (([1, 2], [1, math.inf]), r"standard_errors\[1\] is inf"),
        (([1, 2], [1]), r"1 standard errors for 2 estimates; one for every estimate"),
        (([1, math.nan], [1, 1]), r"estimates\[1\] is nan"),
        (([1, math.inf], [1, 1]), r"estimates\[1\] is inf"),
        (([], []), r"there are no votes"),
        (([0, 1e200], [1, 1]), r"group 0 spans 1e\+200 times its least standard error; less than 1e\+50"),
        (([0, 1], [1e-100, 1]), r"group 0 spans 1.75e\+100 times"),
        (([0, -1e50], [1, 1]), r"group 0 spans 1e\+50 times"),
        (([0, 0], [1, 1e50]), r"group 0 spans 1e\+50 times"),
        (([1.5e308, 1], [1, 1]), r"estimates\[0\] is 1.5e\+308; finite numbers, up to 1e\+300"),
        (([1, 2], [1, 1.1e150]), r"standard_errors\[1\] is 1.1e\+150; from 1e-150 to 1e\+150"),
        (([1e300, -1e300], [1e-150, 1]), r"group 0 spans inf times"),
    ],
)
def test_bad_input(arguments: tuple[list[float], list[float]], message: str) -> None:
    """What cannot be averaged is refused by name."""
    with pytest.raises(InvalidValueError, match=message):
        random_effects(*arguments)


@pytest.mark.parametrize("error", [1e-150, 1e150])
def test_least_and_largest_error(error: float) -> None:
    """The errors at the ends of what is allowed are allowed."""
    assert random_effects([0], [error]).se.tolist() == pytest.approx([error], rel=1e-15)


def test_interval_of_a_level_that_is_none() -> None:
    """The level is refused by its name."""
    with pytest.raises(InvalidValueError, match=r"^level is 0; a number strictly between 0 and 1 \[E106\]$"):
        tau2_interval([1, 2], [1, 1], level=0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tau2": "dl"}, r"tau2 is 'dl'; one of 'REML', 'ML', 'DL'"),
        ({"test": "t"}, r"test is 't'; one of 'z', 'hksj', 'mkh'"),
        ({"prediction": "t"}, r"prediction is 't'; one of None, 'z', 't_k-1', 't_k-2'"),
        ({"level": 1.0}, r"level is 1.0; a number strictly between 0 and 1"),
        ({"level": True}, r"level is True"),
        ({"level": "0.9"}, r"level is '0.9'"),
        ({"offsets": [0, 1]}, r"offsets run from 0 to 1"),
    ],
)
def test_bad_options(options: dict[str, Any], message: str) -> None:
    """An option that does not exist is refused with those that do."""
    with pytest.raises(InvalidValueError, match=message):
        random_effects([1, 2], [1, 1], **options)


def test_arrays_have_one_entry_per_group() -> None:
    """Results are arrays over groups, weights over estimates, and the weights of a group sum to 1."""
    got = random_effects([1, 2, 3, 4, 5], [1, 2, 1, 1, 3], offsets=[0, 2, 5])
    sizes = {field.name: np.shape(getattr(got, field.name)) for field in attrs.fields(type(got))}
    assert sizes.pop("weights") == (5,)
    assert set(sizes.values()) == {(2,), ()}
    assert np.add.reduceat(got.weights, [0, 2]) == pytest.approx([1, 1])
