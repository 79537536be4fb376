"""Bracketed Newton steps, and how few of them the estimators of tau2 need."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from osintclaims.stats.meta import random_effects, tau2_interval
from osintclaims.stats.meta._roots import find_roots
from tests.stats.estimate_sets import BCG, CADMIUM, CLASP, COLLINS, LEAD, PCB_105, VIECHTBAUER_1, VIECHTBAUER_2

Floats = NDArray[np.float64]
SETS = [BCG, CADMIUM, CLASP, COLLINS, LEAD, PCB_105, VIECHTBAUER_1, VIECHTBAUER_2]


def _roots(
    value: Callable[[Floats], Floats], step: Callable[[Floats], Floats], low: float, high: float, start: float
) -> tuple[float, int]:
    """The root of one function that falls, and how often it was looked at."""
    seen: list[float] = []

    def slope(_: Any, at: Floats) -> tuple[Floats, Floats]:
        seen.append(float(at[0]))
        assert low <= at[0] <= high, "a step left the bracket"
        return value(at), step(at)

    ends = (np.array([end]) for end in (low, high, start, 1.0))
    found = float(find_roots(slope, *ends)[0])
    assert low <= found <= high, "the last step left the bracket"
    return found, len(seen)


def test_good_steps_are_newtons() -> None:
    """The root of 2 - t^2 from 1 takes the five rounds that Newton's method takes by hand."""
    found, rounds = _roots(lambda at: 2 - at**2, lambda at: (2 - at**2) / (2 * at), 0.0, 2.0, 1.0)
    assert found == pytest.approx(math.sqrt(2), rel=1e-15)
    assert rounds <= 5


@pytest.mark.parametrize("square", [2.0, 2.2, 3.0, 3.3])
@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0, -1e-12, 1e9])
def test_bad_steps_are_replaced_by_halving(bad: float, square: float) -> None:
    """Whatever step is suggested, the bracket closes on the root to the last float."""
    found, rounds = _roots(lambda at: square - at**2, lambda at: np.where(square > at**2, bad, -bad), 0.0, 2.0, 1.0)
    assert found == pytest.approx(math.sqrt(square), rel=1e-15)
    assert 40 < rounds < 70


def test_steps_that_overshoot_stay_inside() -> None:
    """From far out, Newton's method for the arctangent swings ever wider; in a bracket it converges."""
    found, rounds = _roots(
        lambda at: -np.arctan(at - 1), lambda at: -np.arctan(at - 1) * (1 + (at - 1) ** 2), 0.0, 50.0, 40.0
    )
    assert found == pytest.approx(1, rel=1e-12)
    assert rounds < 15


def test_a_root_at_an_end_of_the_bracket_is_found() -> None:
    """A function that is zero where the bracket begins has its root there, as one that is zero where it ends."""
    for value in (lambda at: -at, lambda at: -2 * at):
        found, _ = _roots(value, lambda at: -at * 1.5, 0.0, 1.0, 1.0)
        assert found == pytest.approx(0, abs=1e-12)
    for start in (1.0, 1.0 - 1e-10):
        found, _ = _roots(lambda at: 1 - at, lambda at: (1 - at) * 1.5, 0.0, 1.0, start)
        assert found == pytest.approx(1, abs=1e-12)


def test_rows_converge_each_for_itself() -> None:
    """A row that is done does not change while others go on."""
    targets = np.array([2.0, 9.0, 1e-8, 5e7])

    def slope(rows: Any, at: Floats) -> tuple[Floats, Floats]:
        return targets[rows] - at**2, (targets[rows] - at**2) / (2 * np.maximum(at, 1e-30))

    found = find_roots(slope, np.zeros(4), np.full(4, 1e4), np.array([1.0, 3.0, 50.0, 1.0]), np.full(4, 1e-6))
    assert found == pytest.approx(np.sqrt(targets), rel=1e-12)


@pytest.mark.parametrize("method", ["PM", "PMM", "DLIT", "REML", "ML"])
@pytest.mark.parametrize("estimates", SETS)
def test_estimators_need_few_rounds(method: Any, estimates: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps suggested to the search are Newton's: a dozen rounds at most on published data; halving takes fifty."""
    rounds: list[int] = []

    def counted(slope: Any, *ends: Floats) -> Floats:
        seen = 0

        def watched(rows: Any, at: Floats) -> tuple[Floats, Floats]:
            nonlocal seen
            seen += 1
            return slope(rows, at)  # type: ignore[no-any-return]

        found = find_roots(watched, *ends)
        rounds.append(seen)
        return found

    for module in ("_tau2", "_likelihood"):
        monkeypatch.setattr(f"osintclaims.stats.meta.{module}.find_roots", counted)
    random_effects(*estimates, tau2=method)
    if method == "PM":
        tau2_interval(*estimates)
    assert max(rounds, default=0) <= 12
