from typing import Final

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize

from osintclaims import InvalidValueError
from osintclaims.stats.meta import vangel_rukhin

#: Dietary fibre in apples, per cent, nine laboratories (Li and Cardozo 1994), as used by Vangel and Rukhin 1999.
FIBRE: Final = (
    [12.46, 13.035, 12.44, 12.87, 13.42, 12.08, 13.18, 14.335, 12.23],
    [0.028, 0.233, 0.325, 0.071, 0.339, 0.325, 0.099, 0.064, 0.212],
    [2] * 9,
)
#: Mean, standard deviation and number of each laboratory; the first four have several maxima.
SETS: Final = (
    ([0.0, 10.0, 10.5], [0.001, 1.0, 1.0], [2, 2, 2]),
    ([1.0, 2.0, 50.0], [0.001, 1.0, 0.5], [2, 5, 3]),
    ([0.0, 0.1, 8.0, 8.1], [0.1, 0.1, 0.1, 0.1], [2, 3, 2, 3]),
    ([3.0, 4.0], [0.2, 2.0], [2, 12]),
    ([7.0, 7.1, 7.3, 9.0], [0.5, 0.4, 2.0, 3.0], [4, 4, 2, 2]),
    ([120.0, 80.0], [4.0, 9.0], [3, 3]),
)


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
def test_highest_maximum(group: tuple[list[float], list[float], list[int]]) -> None:
    """No search by scipy, from each laboratory and three variances between them, finds a likelier place."""
    means, spread, _ = group
    got = vangel_rukhin(*group)
    place = np.array([got.mu[0], np.log(max(got.tau2[0], 1e-200)), *np.log(got.within)])
    starts = [
        np.array([mean, between, *(2 * np.log(spread))]) for mean in [*means, np.mean(means)] for between in (-8, 0, 4)
    ]
    best = min(minimize(deviance, start, args=group, method="Nelder-Mead").fun for start in starts)
    assert deviance(place, *group) <= best + 1e-7


@pytest.mark.parametrize("group", SETS)
def test_standard_error(group: tuple[list[float], list[float], list[int]]) -> None:
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
    got = vangel_rukhin([0.0, 10.0], [1e-4, 1e-4], [3, 3])
    assert got.mu[0] == pytest.approx(5)
    assert got.tau2[0] == pytest.approx(25)


def test_other_order_and_unit() -> None:
    """Neither the order of the laboratories nor unit and origin of the scale change what comes out."""
    means, spread, counts = FIBRE
    there = vangel_rukhin(means, spread, counts)
    back = vangel_rukhin([1000 * m - 500 for m in means[::-1]], [1000 * s for s in spread[::-1]], counts)
    assert back.mu[0] == pytest.approx(1000 * there.mu[0] - 500)
    assert back.se[0] == pytest.approx(1000 * there.se[0])
    assert back.within[::-1] == pytest.approx(1e6 * there.within, rel=1e-5)


def test_groups() -> None:
    """Each group comes out as it does alone."""
    first, second = SETS[0], SETS[3]
    got = vangel_rukhin(first[0] + second[0], first[1] + second[1], first[2] + second[2], offsets=[0, 3, 5])
    for group, alone in enumerate((vangel_rukhin(*first), vangel_rukhin(*second))):
        assert got.mu[group] == alone.mu[0]
        assert got.tau2[group] == alone.tau2[0]
        assert got.within[[0, 3][group] : [3, 5][group]].tolist() == alone.within.tolist()


@pytest.mark.parametrize(
    ("spread", "counts"),
    [([1.0, 1.0], [2, 1]), ([1.0, 1.0], [2, 2.5]), ([1.0, 1.0], [2]), ([1.0, 0.0], [2, 2]), ([1.0], [2])],
)
def test_bad_input(spread: list[float], counts: list[float]) -> None:
    """A single measurement has no deviation; without one, or with none at all, nothing is bounded."""
    with pytest.raises(InvalidValueError, match="E106"):
        vangel_rukhin([1.0, 2.0], spread, counts)
