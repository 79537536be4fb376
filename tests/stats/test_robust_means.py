import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats.meta import algorithm_a, median_mad
from tests.stats.estimate_sets import LEAD

#: Creosote, the example of ISO 5725-5:1998, as given in R's metRology (?algA).
CREOSOTE = [24.14, 20.155, 19.5, 20.3, 20.705, 17.57, 20.1, 20.94, 21.185]
#: Potassium in a reference material, 25 laboratories; data(potassium) of R's metRology.
POTASSIUM = [
    *(5.164, 5.94, 4.740367, 5.158, 4.972, 5.408, 5.084, 5.19, 6.558, 5.162, 5.098, 5.752, 4.944),
    *(5.406, 4.7, 5.18, 5.196, 4.9121, 4.748, 5.28, 5.166, 5.7633705, 3.82, 4.94, 7.79),
]

#: 1 over the standard deviation of a standard normal variable pulled in to 1.5 on both sides, by quadrature.
FACTOR = 1 / math.sqrt(2 * integrate.quad(lambda z: min(z, 1.5) ** 2 * scipy_stats.norm.pdf(z), 0, 40, points=[1.5])[0])

FIGURES = st.lists(st.floats(-100, 100) | st.integers(-3, 3).map(float), min_size=6, max_size=15)


def test_agrees_with_metrology() -> None:
    """Converged values, those after four rounds and the standard error agree with R's metRology; none is the start."""
    got = algorithm_a(CREOSOTE)
    assert [got.mu[0], got.sd[0], got.se[0]] == pytest.approx([20.412142857143, 1.067772897585, 0.4449053739938])
    early = algorithm_a(CREOSOTE, rounds=4)
    assert [early.mu[0], early.sd[0]] == pytest.approx([20.411869379668, 1.037324166957], rel=1e-7)
    start, median = algorithm_a(CREOSOTE, rounds=0), median_mad(CREOSOTE)
    assert [start.mu[0], start.sd[0]] == [median.mu[0], median.sd[0]]
    others = algorithm_a(POTASSIUM)
    assert [others.mu[0], others.sd[0]] == pytest.approx([5.200628029843, 0.4164503755675], rel=1e-9)


def test_median_of_a_key_comparison() -> None:
    """Median, scaled deviation and standard error of lead in wine agree with R's median and mad."""
    got = median_mad(LEAD[0])
    assert [got.mu[0], got.sd[0], got.se[0]] == pytest.approx([2.98, 0.0652344, 0.02465132504498], rel=1e-9)


@pytest.mark.parametrize("function", [algorithm_a, median_mad])
def test_copied_figures(function: Any) -> None:
    """Where most are equal there is no scale: the median, a flag, and no standard error that could be believed."""
    got = function([7, 10, 10, 10, 10, 90, 1, 2, 3, 4, 5, 6], offsets=[0, 6, 12])
    assert got.fell_back.tolist() == [True, False]
    assert [got.mu[0], got.sd[0], got.se[0]] == [10, 0, math.inf]
    assert got.mu[1] == 3.5
    assert got.sd[1] > 0


def test_few_figures_are_refused() -> None:
    """Five are too few unless forced; forced, three give the plain mean of 5, 6 and 30 as R does."""
    with pytest.raises(InvalidValueError, match=r"group 1 has 5 estimates.*weighted_median, or force=True \[E106\]"):
        algorithm_a(range(11), offsets=[0, 6, 11])
    assert algorithm_a([5, 6, 30], force=True, rounds=50).mu[0] == pytest.approx(41 / 3, rel=1e-6)
    assert algorithm_a([4], force=True).fell_back.tolist() == [True]


@given(FIGURES)
def test_the_end_is_a_fixed_point(x: list[float]) -> None:
    """Another round of pulling in, averaging and scaling leads nowhere."""
    got = algorithm_a(x)
    if got.fell_back[0]:
        assert got.mu[0] == np.median(x)
        return
    mu, sd = got.mu[0], got.sd[0]
    pulled = np.clip(x, mu - 1.5 * sd, mu + 1.5 * sd)
    assert pulled.mean() == pytest.approx(mu, rel=1e-9, abs=1e-9 * sd)
    assert FACTOR * pulled.std(ddof=1) == pytest.approx(sd, rel=1e-9)
    assert got.se[0] == pytest.approx(1.25 * sd / math.sqrt(len(x)))


@given(FIGURES, st.floats(1e-3, 1e3), st.randoms(use_true_random=False))
def test_order_and_unit_do_not_matter(x: list[float], factor: float, random: Any) -> None:
    """Figures in another order and unit give the same mean in that unit."""
    want = algorithm_a(x)
    mixed = list(x)
    random.shuffle(mixed)
    got = algorithm_a(np.multiply(mixed, factor))
    if not got.fell_back[0] and not want.fell_back[0]:
        assert got.mu / factor == pytest.approx(want.mu, rel=1e-6, abs=1e-6)
        assert got.sd / factor == pytest.approx(want.sd, rel=1e-6)


@given(st.lists(FIGURES, min_size=1, max_size=4))
def test_many_groups_at_once_are_one_at_a_time(batch: list[list[float]]) -> None:
    """A batch gives every group exactly what it gets alone."""
    offsets = np.cumsum([0, *map(len, batch)])
    together = algorithm_a([value for group in batch for value in group], offsets=offsets)
    for at, group in enumerate(batch):
        alone = algorithm_a(group)
        assert (together.mu[at], together.sd[at]) == (alone.mu[0], alone.sd[0])


def test_factor_of_normal_samples() -> None:
    """On a large normal sample the deviation is the true one: the factor makes up for the pulling in."""
    sample = np.random.default_rng(1).normal(3.0, 2.0, 200_000)
    assert algorithm_a(sample).sd[0] == pytest.approx(2.0, rel=5e-3)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ([math.inf] * 6, {}, r"estimates\[0\] is inf; finite numbers, up to 1e\+150"),
        ([1] * 6, {"rounds": -1}, r"rounds is -1; a whole number, or None"),
        ([1] * 6, {"rounds": True}, r"rounds is True"),
        ([1] * 6, {"rounds": 2.0}, r"rounds is 2.0"),
    ],
)
def test_bad_input(arguments: list[float], options: dict[str, Any], message: str) -> None:
    """What cannot be averaged is refused by name."""
    with pytest.raises(InvalidValueError, match=message):
        algorithm_a(arguments, **options)
