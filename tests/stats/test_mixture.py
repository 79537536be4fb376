"""Quantiles of mixtures of normals, against closed forms and against halving."""

from typing import Any

import numpy as np
import pytest
import scipy.special
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from osintclaims.stats._mixture import mixture_quantiles

LEVELS = np.array([1e-6, 0.02, 0.1, 0.5, 0.9, 0.98])

#: Centres, spreads and shares: alike, unequal, far apart, and of spreads that differ by many powers of ten.
MIXTURES: dict[str, tuple[list[float], list[float], list[float]]] = {
    "alike": ([0.0, 0.4, 1.1], [1.0, 1.2, 0.9], [0.3, 0.5, 0.2]),
    "skewed": ([0.0, 0.2, 2.0, 5.0], [0.3, 0.5, 2.0, 4.0], [0.4, 0.3, 0.2, 0.1]),
    "far from zero": ([1_000.0, 1_001.0], [1.0, 0.5], [0.5, 0.5]),
    "far apart": ([-50.0, 3.0, 40.0], [0.1, 0.2, 0.3], [0.25, 0.5, 0.25]),
    "narrow beside wide": ([0.0, 1.0, 300.0], [1e-6, 1.0, 1e4], [0.2, 0.3, 0.5]),
    "one beyond measure": ([0.0, 0.0, 0.0], [1.0, 1e8, 1e12], [0.9, 0.05, 0.05]),
}


def _between(centre: NDArray[Any], spread: NDArray[Any], share: NDArray[Any], level: float) -> float:
    """The quantile, by halving what lies between the components' own quantiles."""
    own = centre + ndtri(level) * spread
    low, high = float(own.min()), float(own.max())
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if float(share @ ndtr((middle - centre) / spread)) < level else (low, middle)
    return (low + high) / 2


@pytest.mark.parametrize("case", MIXTURES)
def test_quantiles_are_those_of_halving(case: str) -> None:
    """The distribution function reaches each level at its quantile, whatever the components are like."""
    centre, spread, share = map(np.array, MIXTURES[case])
    got = mixture_quantiles(centre, spread, share, np.array([0, len(centre)]), LEVELS)
    assert got.shape == (1, len(LEVELS))
    for level, quantile in zip(LEVELS, got[0], strict=True):
        want = _between(centre, spread, share, level)
        reached = float(share @ ndtr((quantile - centre) / spread))
        assert reached == pytest.approx(level, rel=1e-7) or quantile == pytest.approx(want, rel=1e-9)


def test_one_normal_has_its_own_quantiles() -> None:
    """Of one component, or of copies of one, the quantiles are its centre and so many spreads."""
    offsets = np.array([0, 1, 3])
    got = mixture_quantiles(np.array([7.0, -3, -3]), np.array([2.0, 5, 5]), np.array([1.0, 0.3, 0.7]), offsets, LEVELS)
    assert got[0] == pytest.approx(7 + 2 * ndtri(LEVELS), rel=1e-12)
    assert got[1] == pytest.approx(-3 + 5 * ndtri(LEVELS), rel=1e-12)


def test_groups_do_not_touch_one_another() -> None:
    """Mixtures that need few rounds and many, side by side, have what each has alone."""
    mixtures = [tuple(map(np.array, columns)) for columns in MIXTURES.values()]
    sizes = [len(centre) for centre, _, _ in mixtures]
    alone = [
        mixture_quantiles(centre, spread, share, np.array([0, len(centre)]), LEVELS)[0]
        for centre, spread, share in mixtures
    ]
    centre, spread, share = (np.concatenate(parts) for parts in zip(*mixtures, strict=True))
    together = mixture_quantiles(centre, spread, share, np.cumsum([0, *sizes]), LEVELS)
    for got, want in zip(together, alone, strict=True):
        assert got == pytest.approx(want, rel=1e-9)


@pytest.mark.parametrize("case", MIXTURES)
@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_units_and_origin_do_not_matter(case: str, factor: float) -> None:
    """Where all is so many times as large, or moved, the quantiles are."""
    centre, spread, share = map(np.array, MIXTURES[case])
    offsets = np.array([0, len(centre)])
    want = mixture_quantiles(centre, spread, share, offsets, LEVELS)
    got = mixture_quantiles(centre * factor, spread * factor, share, offsets, LEVELS)
    assert got / factor == pytest.approx(want, rel=1e-9, abs=1e-9)
    moved = mixture_quantiles(centre + 3, spread, share, offsets, LEVELS)
    assert moved - 3 == pytest.approx(want, rel=1e-9, abs=1e-9)


def test_a_gap_at_the_level_has_a_quantile_inside() -> None:
    """Between two halves that lie apart every value is a median: one of them is found, and no step leads elsewhere."""
    got = mixture_quantiles(np.array([-1.0, 1]), np.array([0.01, 0.01]), np.array([0.5, 0.5]), np.array([0, 2]), LEVELS)
    assert -1 <= got[0, 3] <= 1
    assert got[0, [2, 4]] == pytest.approx([-1 + 0.01 * ndtri(0.2), 1 + 0.01 * ndtri(0.8)], rel=1e-9)


@pytest.mark.parametrize("factor", [1.0, 1_000.0])
@pytest.mark.parametrize(("case", "rounds"), [("alike", 2), ("skewed", 5), ("far from zero", 3)])
def test_smooth_mixtures_need_few_rounds(
    case: str, rounds: int, factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search starts close by and doubles its digits: the distribution function is computed a few times only."""
    calls: list[int] = []

    def counted(z: NDArray[Any]) -> Any:
        calls.append(z.size)
        return ndtr(z)

    monkeypatch.setattr(scipy.special, "ndtr", counted)
    centre, spread, share = map(np.array, MIXTURES[case])
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    mixture_quantiles(centre * factor, spread * factor, share, np.array([0, len(centre)]), levels)
    assert len(calls) <= rounds
