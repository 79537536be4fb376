"""The posterior by quadrature: how exact it is, and how much work it takes."""

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr

from osintclaims.stats import SpreadPrior, censored_quantiles
from osintclaims.stats._likelihood import Likelihood
from osintclaims.stats._quadrature import _Range
from tests.stats.test_posterior import HARD, Interval

INF = math.inf
LEVELS = [0.02, 0.1, 0.25, 0.5, 0.9, 0.98]

#: More votes, weights and priors like those of `HARD`.
CASES: dict[str, tuple[list[Interval], list[float], SpreadPrior]] = {
    **HARD,
    "truth close to a wide middle": ([(1e3, 1e5), (2e3, INF)], [1.0, 1.0], SpreadPrior(0.35, 4, 0.01)),
    "heavy evidence, truth at the centre": (
        [(900, 1_200), (1_000, INF), (0, 1_300), (1_000, 1_100)],
        [100.0, 300.0, 50.0, 200.0],
        SpreadPrior(0.35, 4, 1e-4),
    ),
    "great weight, truth at the centre": ([(7_000, INF), (0, 9_000)], [200.0, 200.0], SpreadPrior(0.35, 4, 1e-4)),
    "two weak bounds around little": (
        [(math.exp(2.3263), INF), (0, math.exp(14.9)), (math.exp(1.9286), math.exp(2.3286))],
        [10.0, 10.0, 0.1],
        SpreadPrior(),
    ),
    "two places": ([*[(10.0, 11.0)] * 3, *[(1e5, 1.1e5)] * 3], [1.0] * 6, SpreadPrior(0.05, 1.5)),
    "heavy evidence": (
        [(900, 1_200), (1_000, INF), (0, 1_300), (1_000, 1_100)],
        [100.0, 300.0, 50.0, 200.0],
        SpreadPrior(),
    ),
}

#: Logs of the quantiles by brute force (`_dense` of the tests of the posterior, with 480 spreads; with 320 they are the
#: same to a millionth of the distance between the 10 and 90 % quantile), and how many times 26 x 18 nodes are needed.
KNOWN: dict[str, tuple[list[float], int]] = {
    "contradiction": ([-36.5124719, -9.4375283, 2.1361533, 11.5129254, 32.4633793, 59.5383228], 1),
    "contradiction around a figure": ([-17.6228363, -2.4062346, 5.266358, 12.1303846, 26.7036583, 41.9695081], 2),
    "eighteen powers of ten": ([-6.1242556, -2.7638988, 3.4538262, 13.8155105, 30.3949199, 33.7552767], 8),
    "six powers of ten": ([0.0553717, 1.3663206, 3.4525839, 6.9077553, 12.44919, 13.7601389], 8),
    "wide beside narrow": ([8.2488254, 8.739813, 9.0270581, 9.3056735, 9.8715347, 10.3625275], 1),
    "many lower, one upper": ([8.4638056, 8.8916099, 9.1787146, 9.5320581, 10.6721272, 12.2565541], 1),
    "lower and upper of great weight": ([8.8154975, 8.8775441, 8.9258644, 8.9793227, 9.0811012, 9.1431478], 32),
    "unequal weights": ([8.446983, 8.9422555, 9.2892652, 9.7177228, 10.9915351, 12.5835732], 1),
    "an outlier": ([-0.8481371, 4.1449982, 7.6305973, 11.2995022, 18.4539903, 23.4471051], 1),
    "sharp prior": ([4.502855, 4.7013194, 4.8083786, 4.9080882, 5.13907, 5.4055729], 1),
    "vague prior": ([-1.5781899, 4.0141308, 6.682402, 9.0320029, 14.049875, 19.6421957], 1),
    "heavy prior": ([7.9578844, 8.3761353, 8.690237, 9.0320029, 9.6878705, 10.1061214], 1),
    "truth close to the centre": ([6.5796361, 6.8921395, 7.1099411, 7.3592858, 7.9050542, 8.3500682], 8),
    "truth far from the centre": ([3.7537648, 5.4538637, 6.3805513, 7.2543289, 9.054794, 10.7548929], 1),
    "truth close to a wide middle": ([7.4510931, 7.9799065, 8.6084456, 9.5838587, 11.1932262, 11.7838491], 8),
    "heavy evidence, truth at the centre": (
        [6.9658719, 6.9683906, 6.9703958, 6.9726512, 6.977022, 6.9797134],
        16,
    ),
    "great weight, truth at the centre": ([8.9612662, 8.9680452, 8.9733848, 8.9793227, 8.9906001, 8.9973791], 32),
    "two weak bounds around little": ([2.3523144, 2.7840017, 3.1788372, 3.7761842, 5.9419646, 8.5560898], 2),
    "two places": ([-5.279155, 0.139244, 3.5428007, 6.9554103, 13.7715768, 19.1899758], 1),
    "heavy evidence": ([6.8732199, 6.9107009, 6.9400594, 6.9726435, 7.0347233, 7.0724193], 16),
}


@pytest.fixture(name="nodes")
def _nodes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """How many groups, spreads and centres the likelihood is computed at."""
    shapes: list[tuple[int, ...]] = []
    at = Likelihood.at

    def counted(self: Likelihood, centre: NDArray[Any], spread: NDArray[Any]) -> NDArray[Any]:
        shapes.append(centre.shape)
        return at(self, centre, spread)

    monkeypatch.setattr(Likelihood, "at", counted)
    return shapes


def _quantiles(case: str) -> NDArray[Any]:
    votes, weights, prior = CASES[case]
    low, high = zip(*votes, strict=True)
    found: NDArray[Any] = np.log(censored_quantiles(low, high, weights, q=LEVELS, prior=prior)[0])
    return found


@pytest.mark.parametrize("case", KNOWN)
def test_few_nodes_give_the_quantiles_of_brute_force(case: str, nodes: list[tuple[int, ...]]) -> None:
    """To a ten-thousandth of the distance between the 10 and 90 % quantile, with no more nodes than it takes."""
    want, times = KNOWN[case]
    got = _quantiles(case)
    assert got == pytest.approx(want, abs=1e-4 * (want[4] - want[1]))
    assert sum(math.prod(shape) for shape in nodes) == times * 26 * 18


def test_groups_that_need_a_second_look_do_not_touch_one_another(nodes: list[tuple[int, ...]]) -> None:
    """In one batch each group has the quantiles and the nodes that it has alone, also beside one of great weight."""
    groups = [(votes, weights) for votes, weights, prior in CASES.values() if prior == SpreadPrior()]
    groups += [
        (CASES["heavy evidence"][0], [weight * scale for weight in CASES["heavy evidence"][1]]) for scale in (2, 99)
    ]
    groups += [([(low * 3, high * 3) for low, high in votes], weights) for votes, weights in groups]
    alone: list[NDArray[Any]] = []
    for votes, weights in groups:
        low, high = zip(*votes, strict=True)
        alone.append(np.log(censored_quantiles(low, high, weights, q=LEVELS)[0]))
    apart = sum(math.prod(shape) for shape in nodes)
    nodes.clear()
    low, high = zip(*[vote for votes, _ in groups for vote in votes], strict=True)
    offsets = np.cumsum([0, *(len(votes) for votes, _ in groups)])
    everyone = [weight for _, weights in groups for weight in weights]
    together = np.log(censored_quantiles(low, high, everyone, q=LEVELS, offsets=offsets))
    for got, want in zip(together, alone, strict=True):
        assert got == pytest.approx(want, abs=1e-8 * (want[4] - want[1]))
    assert sum(math.prod(shape) for shape in nodes) == apart


def test_batches_fill_a_processors_cache(nodes: list[tuple[int, ...]]) -> None:
    """As many groups are worked on at once as make 65,536 votes times nodes, where a group costs three votes more."""
    low, high = np.tile([7_000.0, 9_000, 0], 200), np.tile([INF, 14_000, 16_000], 200)
    censored_quantiles(low, high, q=LEVELS, offsets=np.arange(0, 601, 3))
    assert {shape[1:] for shape in nodes} == {(26, 18)}
    groups = np.cumsum([shape[0] for shape in nodes])
    assert groups.tolist() == [*(65_536 * count // (6 * 26 * 18) for count in range(1, 9)), 200]


@pytest.mark.parametrize(
    ("votes", "prior", "times"),
    [
        ([(1_000, 1_000)], SpreadPrior(0.35, 4, 0.04), (1, 2)),
        ([(1_000, 1_400)], SpreadPrior(0.35, 4, 0.04), (1, 4)),
        ([(7_000, INF), (0, 7_000)], SpreadPrior(0.35, 2.6), (2, 1)),
        ([(7_000, INF), (0, 7_000)], SpreadPrior(0.35, 2), (4, 1)),
        ([(7_000, INF), (0, 7_000)], SpreadPrior(0.35, 1.6), (8, 1)),
    ],
)
def test_long_ranges_get_more_nodes(
    votes: list[Interval], prior: SpreadPrior, times: tuple[int, int], nodes: list[tuple[int, ...]]
) -> None:
    """Twice as many or more, where components are sharp or the prior is light; more would bring nothing."""
    low, high = zip(*votes, strict=True)
    censored_quantiles(low, high, q=LEVELS, prior=prior)
    assert nodes == [(1, 26 * times[0], 18 * times[1])]


@pytest.mark.parametrize("weight", [1.6, 2.0, 4.0, 30.0])
def test_bounds_that_meet_have_a_closed_form(weight: float) -> None:
    """A lower and an upper bound at one place: the distance of the truth, in spreads, is independent of the spread.

    Integrating the centre out leaves the prior's density of the spread times the spread: its square is scaled inverse
    chi-squared with one degree of freedom less. The centre, in spreads, has a density like ``Phi(z) Phi(-z)``.
    """
    got = np.log(censored_quantiles([7_000, 0], [INF, 7_000], q=LEVELS, prior=SpreadPrior(0.35, weight))[0] / 7_000)
    logs = np.linspace(-3, 50 / (weight - 1), 4_001)
    density = np.exp(-(weight - 1) * logs - weight * np.exp(-2 * logs) / 2)
    z = np.linspace(-9, 9, 201)
    centre = ndtr(z) * ndtr(-z)
    for level, quantile in zip(LEVELS, got, strict=True):
        below = ndtr(quantile / (0.35 * np.exp(logs))[:, np.newaxis] - z) @ (centre / centre.sum())
        assert float(below @ density) / density.sum() == pytest.approx(level, abs=3e-5)


@pytest.mark.parametrize("rounds", [0, 1])
def test_rounds_are_bounded(rounds: int, nodes: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A peak that is never resolved gets so many further looks, and the best answer of the last one."""
    monkeypatch.setattr("osintclaims.stats._quadrature._ROUNDS", rounds)
    monkeypatch.setattr("osintclaims.stats._quadrature._RESOLVED", 1_000)
    got = _quantiles("unequal weights")
    want = KNOWN["unequal weights"][0]
    assert got == pytest.approx(want, abs=1e-3 * (want[4] - want[1]))
    assert len(nodes) == rounds + 1


def test_the_next_range_follows_the_mass() -> None:
    """It ends one node beyond the last that matters, and goes on by half where the mass is cut off; eight nodes do."""
    places = np.arange(26.0)
    narrow, wide = (np.exp(-(((places - 12) / size) ** 2) / 2) for size in (0.5, 1.5))
    falling = np.exp(-places)
    seven, eight = (np.where((places >= 1) & (places <= nodes), 1.0, 0.0) for nodes in (7, 8))
    masses = np.stack([narrow, wide * 1e9, falling * 1e-9, falling[::-1], seven, eight, eight[::-1]])
    found, settled = _Range(np.zeros(7), np.full(7, 25.0)).judged(masses)
    assert settled.tolist() == [False, True, False, False, False, True, True]
    assert found.start == pytest.approx([8, 2, -13, 6, 0, 0, 16])
    assert found.stop == pytest.approx([16, 22, 19, 38, 8, 9, 25])
