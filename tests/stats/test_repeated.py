from typing import Any, Final, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize

from osintclaims import InvalidValueError
from osintclaims.stats.meta import RepeatedMean, vangel_rukhin

#: Dietary fibre in apples, per cent, nine laboratories (Li and Cardozo 1994), as used by Vangel and Rukhin 1999.
FIBRE: Final = (
    [12.46, 13.035, 12.44, 12.87, 13.42, 12.08, 13.18, 14.335, 12.23],
    [0.028, 0.233, 0.325, 0.071, 0.339, 0.325, 0.099, 0.064, 0.212],
    [2] * 9,
)
#: Mean, standard deviation and number of each laboratory; most have several maxima. Of the first two the highest is a
#: wide one between the laboratories, which on a coarse grid looks lower than a narrow one at 0.0 or the one at 10.2; of
#: the next two it stands between two laboratories that are close together.
SETS: Final = (
    ([0.0, 10.0, 10.5], [0.06, 1.0, 1.0], [2, 2, 2]),
    ([0.0, 10.0, 10.5], [0.102, 1.0, 1.0], [2, 2, 2]),
    ([56.3, 1.5, 53.9], [0.0023, 0.24, 0.048], [2, 2, 5]),
    ([-1.15, -14.06, -0.23, 0.91], [21.5, 0.21, 0.235, 0.0022], [2, 2, 20, 2]),
    ([0.0, 10.0, 10.5], [0.001, 1.0, 1.0], [2, 2, 2]),
    ([1.0, 2.0, 50.0], [0.001, 1.0, 0.5], [2, 5, 3]),
    ([0.0, 0.1, 8.0, 8.1], [0.1, 0.1, 0.1, 0.1], [2, 3, 2, 3]),
    ([3.0, 4.0], [0.2, 2.0], [2, 12]),
    ([7.0, 7.1, 7.3, 9.0], [0.5, 0.4, 2.0, 3.0], [4, 4, 2, 2]),
    ([120.0, 80.0], [4.0, 9.0], [3, 3]),
)


#: Means, standard deviations and numbers of the laboratories of one group.
Group: TypeAlias = tuple[list[float], list[float], list[int]]


def deviance(place: NDArray[np.float64], means: ArrayLike, spread: ArrayLike, counts: ArrayLike) -> float:
    """Minus twice the log-likelihood of single measurements, but for a constant; variances come as logarithms."""
    n = np.asarray(counts, dtype=float)
    within = np.exp(np.clip(place[2:], -600, 600))
    total = np.exp(np.clip(place[1], -600, 600)) + within / n
    apart = np.asarray(means) - place[0]
    stated = (n - 1) * (np.log(within) + np.square(spread) / within)
    return float(np.sum(np.log(total) + apart**2 / total + stated))


def test_published_example() -> None:
    """The R package metRology (0.9-29-2) prints these for the apples, in the example of its function vr.mle."""
    got = vangel_rukhin(*FIBRE)
    assert got.mu[0] == pytest.approx(12.90585, rel=1e-6)
    assert got.se[0] == pytest.approx(0.223449, rel=1e-5)
    assert got.tau2[0] == pytest.approx(0.4262122, rel=1e-6)
    assert (got.ci_low[0], got.ci_high[0]) == pytest.approx((12.4679, 13.3438), rel=1e-5)


@pytest.mark.parametrize("group", SETS)
def test_highest_maximum(group: Group) -> None:
    """No search by scipy, from each laboratory and three variances between them, finds a likelier place."""
    means, spread, _ = group
    starts = [
        np.array([mean, between, *(2 * np.log(spread))]) for mean in [*means, np.mean(means)] for between in (-8, 0, 4)
    ]
    best = min(minimize(deviance, start, args=group, method="Nelder-Mead").fun for start in starts)
    assert found(group)[1] <= best + 1e-7


def lowest(means: list[float], spread: list[float], counts: list[int]) -> float:
    """The least deviance on a fine grid of means, taus and, for each laboratory by itself, variances."""
    width = max(np.ptp(means), *spread)
    mu = np.append(means, np.linspace(min(means), max(means), 160))[:, np.newaxis, np.newaxis]
    tau2 = np.append(0.0, np.geomspace(1e-6, 2, 60)[:, np.newaxis] * width**2)[:, np.newaxis]
    total = np.zeros((mu.size, tau2.size))
    for mean, sd, n in zip(means, spread, counts, strict=True):
        within = np.geomspace(sd**2 / 3, sd**2 + n * width**2, 120)
        far = tau2 + within / n
        each = np.log(far) + (mean - mu) ** 2 / far + (n - 1) * (np.log(within) + sd**2 / within)
        total += each.min(axis=-1)
    return float(total.min())


def found(group: Group) -> tuple[RepeatedMean, float]:
    """What comes out, and its deviance."""
    got = vangel_rukhin(*group)
    place = np.array([got.mu[0], np.log(max(got.tau2[0], 1e-200)), *np.log(got.within)])
    return got, deviance(place, *group)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9) | st.floats(-30, 30),
            st.sampled_from([0.01, 0.1, 1.0, 1.0, 3.0, 20.0]),
            st.sampled_from([2, 2, 3, 10]),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=30)
def test_no_place_is_likelier(laboratories: list[tuple[float, float, int]]) -> None:
    """Nothing on a fine grid over the mean and all variances has a lower deviance than what is found."""
    means, spread, counts = map(list, zip(*laboratories, strict=True))
    assert found((means, spread, counts))[1] <= lowest(means, spread, counts) + 1e-7


@pytest.mark.parametrize("group", SETS)
def test_likelihood_equations(group: Group) -> None:
    """At the maximum no derivative of the likelihood is left, by any laboratory's variance or by that between."""
    got, least = found(group)
    assert least <= lowest(*group)
    means, sd, n = map(np.array, group)
    variance = got.within / n
    w = 1 / (got.tau2[0] + variance)
    pull = w - (w * (means - got.mu[0])) ** 2
    stated = (n - 1) * (1 / variance - (sd**2 / n) / variance**2)
    assert pull + stated == pytest.approx(0, abs=1e-4 * np.abs(w).max())
    between = float(pull.sum())
    assert between == pytest.approx(0, abs=1e-4 * w.max()) or (got.tau2[0] < 1e-9 and between > 0)


@pytest.mark.parametrize("group", SETS)
def test_standard_error(group: Group) -> None:
    """The mean is weighted by the inverse total variances, whose sum gives its error and the limits."""
    got = vangel_rukhin(*group, level=0.9)
    weights = 1 / (got.tau2[0] + got.within / np.array(group[2]))
    assert got.mu[0] == pytest.approx(np.average(group[0], weights=weights))
    assert got.se[0] == pytest.approx(weights.sum() ** -0.5)
    assert got.ci_high[0] - got.mu[0] == pytest.approx(1.6448536269514722 * got.se[0])
    assert got.mu[0] - got.ci_low[0] == pytest.approx(1.6448536269514722 * got.se[0])
    assert got.level == 0.9


def test_one_laboratory() -> None:
    """Alone it is the mean, and its variance the one that likelihood gives: divided by n and not by n - 1."""
    got = vangel_rukhin([5.0], [3.0], [3])
    assert got.mu[0] == 5
    assert got.tau2[0] == pytest.approx(0)
    assert got.within[0] == pytest.approx(9 * 2 / 3)
    assert got.se[0] == pytest.approx(np.sqrt(2))


def test_far_apart_and_precise() -> None:
    """Two laboratories that could not be more certain differ by their distance: tau is half of it."""
    for distance in (10.0, 1e45):
        got = vangel_rukhin([0.0, distance], [1e-4, 1e-4], [3, 3])
        assert got.mu[0] == pytest.approx(distance / 2)
        assert got.tau2[0] == pytest.approx(distance**2 / 4)
        assert got.within == pytest.approx([1e-8, 1e-8])


def test_other_order_and_unit() -> None:
    """Neither the order of the laboratories nor unit and origin of the scale change what comes out."""
    means, spread, counts = FIBRE
    there = vangel_rukhin(means, spread, counts)
    back = vangel_rukhin([1000 * m - 500 for m in means[::-1]], [1000 * s for s in spread[::-1]], counts)
    assert back.mu[0] == pytest.approx(1000 * there.mu[0] - 500)
    assert back.se[0] == pytest.approx(1000 * there.se[0])
    assert back.within[::-1] == pytest.approx(1e6 * there.within, rel=1e-5)


def test_groups() -> None:
    """Each group comes out as it does alone, whatever the sizes of those around it."""
    groups, starts = (SETS[0], ([3.0, 4.0], [0.2, 2.0], [2, 12]), SETS[1]), [0, 3, 5, 8]
    means, spread, counts = ([one for group in groups for one in group[at]] for at in range(3))
    got = vangel_rukhin(means, spread, counts, offsets=starts)
    for name in ("mu", "se", "ci_low", "ci_high", "tau2"):
        assert getattr(got, name).shape == (3,)
    for at, group in enumerate(groups):
        alone = vangel_rukhin(*group)
        assert [got.mu[at], got.se[at], got.tau2[at]] == [alone.mu[0], alone.se[0], alone.tau2[0]]
        assert got.within[starts[at] : starts[at + 1]].tolist() == alone.within.tolist()


#: What is asked, and all that is said: what was found, and what would be right.
REFUSED: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "one measurement": ({"counts": [2, 1]}, "counts: [2, 1]; whole numbers of at least 2"),
    "half a measurement": ({"counts": [2, 2.5]}, "counts: [2, 2.5]; whole numbers of at least 2"),
    "a count missing": (
        {"counts": [2]},
        "2 means, 2 standard deviations, 1 counts; equally many of each",
    ),
    "a deviation missing": (
        {"standard_deviations": [1.0]},
        "2 means, 1 standard deviations, 2 counts; equally many of each",
    ),
    "a mean missing": ({"means": [1.0]}, "1 means, 2 standard deviations, 2 counts; equally many of each"),
    "no deviation": (
        {"standard_deviations": [1.0, 0.0]},
        "standard_deviations[1] is 0.0; positive, finite numbers, because logs are taken",
    ),
    "no counts": ({"counts": [2, -2]}, "counts[1] is -2.0; positive, finite numbers, because logs are taken"),
    "a huge mean": ({"means": [1.0, 1.5e308]}, "means[1] is 1.5e+308; finite numbers, up to 1e+300"),
    "a level of 1": ({"level": 1}, "level is 1; a number strictly between 0 and 1"),
    "far apart": (
        {"means": [0.0, 1e60], "standard_deviations": [4.0, 4.0], "counts": [4, 4]},
        "group 0 spans 5e+59 times its least standard error; less than 1e+50",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input(case: str) -> None:
    """What cannot be averaged is refused, and the message says what was found and what would be right."""
    changed, message = REFUSED[case]
    arguments: dict[str, Any] = {"means": [1.0, 2.0], "standard_deviations": [1.0, 1.0], "counts": [2, 2], **changed}
    with pytest.raises(InvalidValueError) as caught:
        vangel_rukhin(**arguments)
    assert str(caught.value) == f"{message} [E106]"
