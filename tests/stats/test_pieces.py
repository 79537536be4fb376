"""Large batches are worked on in pieces: how many there are changes nothing."""

from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import pytest

from osintclaims import stats
from osintclaims.stats import meta
from tests.stats.estimate_sets import BCG, CADMIUM, CLASP, COLLINS, LEAD

RNG = np.random.default_rng(5)
SIZES = RNG.integers(1, 7, 30)
OFFSETS = np.append(0, np.cumsum(SIZES))
LOW = RNG.integers(1, 60, OFFSETS[-1]) * 100.0
HIGH = LOW * RNG.choice([1.0, 1.1, 1.5, 3.0], OFFSETS[-1])
ONE_SIDED = RNG.random(OFFSETS[-1])
ENDS: dict[str, Any] = {
    "low": np.where((ONE_SIDED < 0.15) & (SIZES.repeat(SIZES) > 2), 0.0, LOW),
    "high": np.where((ONE_SIDED > 0.85) & (SIZES.repeat(SIZES) > 2), np.inf, HIGH),
    "offsets": OFFSETS,
}
BOUNDED = stats.identified(ENDS["low"], ENDS["high"], offsets=OFFSETS)
ESTIMATES = [BCG, CADMIUM, CLASP, COLLINS, LEAD]
MEASURED: dict[str, Any] = {
    "estimates": np.concatenate([one[0] for one in ESTIMATES]),
    "standard_errors": np.concatenate([one[1] for one in ESTIMATES]),
    "offsets": np.append(0, np.cumsum([len(one[0]) for one in ESTIMATES])),
}


def _columns(result: Any) -> list[list[Any]]:
    if isinstance(result, np.ndarray):
        return [result.tolist()]
    if not attrs.has(type(result)):
        return [[result]]
    return [part for field in attrs.fields(type(result)) for part in _columns(getattr(result, field.name))]


def _plausible() -> Any:
    kept = np.flatnonzero(BOUNDED)
    votes = np.concatenate([np.arange(OFFSETS[at], OFFSETS[at + 1]) for at in kept])
    offsets = np.append(0, np.cumsum(SIZES[kept]))
    return stats.censored_quantiles(ENDS["low"][votes], ENDS["high"][votes], q=[0.1, 0.9], offsets=offsets)


@pytest.mark.parametrize(
    ("place", "small", "ask"),
    [
        ("_groups._BLOCK", 1, lambda: stats.interval_median(**ENDS)),
        ("_groups._BLOCK", 5, lambda: stats.camps(**ENDS)),
        ("_groups._BLOCK", 7, lambda: stats.max_overlap(**ENDS)),
        ("_groups._BLOCK", 3, lambda: stats.trimmed_mean(LOW, offsets=OFFSETS)),
        ("_groups._BLOCK", 4, lambda: stats.smallest_mode(LOW, offsets=OFFSETS)),
        ("_groups._BLOCK", 6, lambda: stats.hodges_lehmann(LOW, offsets=OFFSETS)),
        ("_npmle._CELLS", 1, lambda: stats.npmle(**ENDS)),
        ("_npmle._CELLS", 40, lambda: stats.npmle(**ENDS)),
        ("meta._likelihood._CELLS", 1, lambda: meta.random_effects(**MEASURED)),
        ("meta._likelihood._CELLS", 40, lambda: meta.random_effects(**MEASURED, tau2="ML")),
    ],
)
def test_pieces_change_nothing(place: str, small: int, ask: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of every group is the same to the last bit, however many groups are worked on at once."""
    whole = _columns(ask())
    monkeypatch.setattr(f"osintclaims.stats.{place}", small)
    assert _columns(ask()) == whole


@pytest.mark.parametrize(("place", "small"), [("_likelihood._CELLS", 1), ("_quadrature._CELLS", 5_000)])
def test_pieces_of_a_posterior_add_up(place: str, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Log-likelihoods that are summed in pieces differ by rounding at most."""
    whole = _plausible()
    monkeypatch.setattr(f"osintclaims.stats.{place}", small)
    assert _plausible() == pytest.approx(whole, rel=1e-9)
