"""Where the nodes of the posterior lie: against brute force and closed forms."""

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from osintclaims.stats._grid import DEPTH, Curves, Frame
from osintclaims.stats._likelihood import LogVotes
from osintclaims.stats._prior import SpreadPrior

INF = math.inf
PRIOR = SpreadPrior(0.35, 4)

#: Votes on the log scale: low, high, weight.
GROUPS: dict[str, list[tuple[float, float, float]]] = {
    "points": [(0.0, 0.0, 1.0), (0.4, 0.4, 2.0), (5.0, 5.0, 0.5)],
    "one interval": [(1.0, 3.0, 1.0)],
    "bounds that agree": [(0.0, INF, 1.0), (-INF, 8.0, 3.0)],
    "bounds that contradict": [(6.0, INF, 1.0), (-INF, 2.0, 3.0)],
    "intervals that contradict": [(0.0, 1.0, 1.0), (3.0, 4.0, 0.2), (6.0, INF, 2.0), (-INF, 3.5, 1.0), (0.5, 6.5, 1)],
    "contradict by little": [(0.0, 0.1, 1.0), (0.5, 0.6, 2.0), (0.3, 0.4, 0.5)],
    "most are content": [*[(0.0, 9.0, 1.0)] * 9, (3.0, 3.0, 1.0), (7.0, 8.0, 2.0)],
    "an outlier": [(0.0, 0.1, 1.0), (0.05, 0.2, 1.0), (-INF, 0.3, 1.0), (18.0, 18.0, 1.0)],
    "all but one below": [(9.0, 9.5, 0.3), (0.0, 1.0, 1.0), (-INF, 0.5, 4.0), (-1.0, 0.7, 2.0)],
}


def _votes(*names: str) -> LogVotes:
    """Some of the groups as one batch."""
    low, high, weights = zip(*[vote for name in names for vote in GROUPS[name]], strict=True)
    offsets = np.cumsum([0, *(len(GROUPS[name]) for name in names)])
    return LogVotes(np.array(low), np.array(high), np.array(weights), offsets)


def _squares(name: str, centre: NDArray[Any]) -> NDArray[Any]:
    """The weighted sum of squared distances of some places to the votes."""
    total = np.zeros_like(centre)
    for low, high, weight in GROUPS[name]:
        total += weight * np.maximum(np.maximum(low - centre, centre - high), 0) ** 2
    return total


@pytest.mark.parametrize("name", GROUPS)
def test_the_middle_is_where_the_votes_are_closest(name: str) -> None:
    """No place is closer to the votes by squares; what all of them allow is as long as it is."""
    frame = Frame.of(_votes(name), PRIOR)
    places = np.linspace(-5, 25, 300_001)
    squares = _squares(name, places)
    closest = places[squares <= squares.min() + 1e-9]
    assert frame.middle[0] == pytest.approx((closest[0] + closest[-1]) / 2, abs=2e-4)
    allowed = places[squares == 0]
    assert frame.half_gap[0] == pytest.approx((allowed[-1] - allowed[0]) / 2 if len(allowed) else 0, abs=2e-4)
    assert frame.least[0] == pytest.approx(squares.min(), abs=1e-6)


@pytest.mark.parametrize("name", GROUPS)
def test_curves_end_where_the_likelihood_is_negligible(name: str) -> None:
    """At both ends the squares are so many that the log density is `depth` below its greatest, and hardly more."""
    frame = Frame.of(_votes(name), PRIOR)
    log_spread = np.linspace(frame.first, frame.last, 5, axis=1)
    curves = frame.curves(_votes(name).moved(frame.middle), log_spread)
    centres, _ = curves.nodes(np.array([[[0.0, 0.5, 1.0]]]))
    assert frame.depth[0] == pytest.approx(DEPTH + 2 * math.log1p(sum(vote[2] for vote in GROUPS[name])))
    for spread, (start, middle, stop) in zip(np.exp(log_spread[0]), centres[0], strict=True):
        ends = frame.middle + np.array([start, stop])
        below = (_squares(name, ends) - frame.least) / (2 * spread**2) / frame.depth
        assert 1 - 1e-9 <= below.min() <= below.max() <= 1.001
        assert start < middle < stop


def test_every_group_has_the_frame_and_the_curves_that_it_has_alone() -> None:
    """Groups that agree and groups that contradict do not touch one another."""
    votes = _votes(*GROUPS)
    frame = Frame.of(votes, PRIOR)
    log_spread = np.linspace(frame.first, frame.last, 4, axis=1)
    curves = frame.curves(votes.moved(frame.middle), log_spread)
    for at, name in enumerate(GROUPS):
        one = Frame.of(_votes(name), PRIOR)
        for got, want in zip(_fields(frame.take(np.array([at]))), _fields(one), strict=True):
            assert got == pytest.approx(want, rel=1e-12)
        alone = one.curves(_votes(name).moved(one.middle), log_spread[at : at + 1])
        for got, want in zip(_fields(curves), _fields(alone), strict=True):
            assert got[at] == pytest.approx(want[0], rel=1e-12)


def _fields(one: Frame | Curves) -> list[NDArray[Any]]:
    return [getattr(one, name) for name in type(one).__annotations__]


@pytest.mark.parametrize("gap", [0.0, 3.0, 40.0])
def test_nodes_are_dense_at_the_ends_of_what_is_allowed(gap: float) -> None:
    """Nodes are uniform in asinh(y + gap) + asinh(y - gap) from start to stop, and their density is the derivative."""
    curves = Curves(*(np.array([[number]]) for number in (0.5, gap, -9.0, 7.0)))
    shares = np.linspace(0, 1, 41)
    centres, density = (found[0, 0] for found in curves.nodes(shares[np.newaxis, np.newaxis]))
    along = centres / 0.5
    assert np.arcsinh(along + gap) + np.arcsinh(along - gap) == pytest.approx(-9 + 16 * shares, abs=1e-9)
    step = 1e-6
    later, earlier = (curves.nodes((shares + by)[np.newaxis, np.newaxis])[0][0, 0] for by in (step, -step))
    assert density == pytest.approx((later - earlier) / (2 * step), rel=1e-6)


@pytest.mark.parametrize("width", [0.0, 2.0, 30.0])
def test_nodes_are_a_spread_apart_where_they_are_dense(width: float) -> None:
    """Under one vote a step of 0.55 along the curve moves the centre by one or two spreads at the vote's ends."""
    votes = LogVotes(np.array([-width / 2]), np.array([width / 2]), np.ones(1), np.array([0, 1]))
    curves = Frame.of(votes, PRIOR).curves(votes, np.array([[-2.0, 0.0]]))
    assert (curves.gap <= 40).all()
    for at, spread in enumerate(np.exp([-2.0, 0.0])):
        shares = np.linspace(0, 1, 2_001)
        centres, density = (found[0, at] for found in curves.nodes(shares[np.newaxis, np.newaxis]))
        for end in {-width / 2, width / 2}:
            dense = density[np.abs(centres - end).argmin()]
            assert 0.8 <= 0.55 * dense / (curves.stop - curves.start)[0, at] / spread <= 2


@pytest.mark.parametrize("prior", [SpreadPrior(0.35, 4), SpreadPrior(0.1, 1.6), SpreadPrior(2.0, 30)])
@pytest.mark.parametrize("figures", [1, 3, 30, 3_000])
def test_spreads_of_points_end_where_their_density_is_negligible(prior: SpreadPrior, figures: int) -> None:
    """The variance of points is scaled inverse chi-squared: the range of its log goes 20 to 26 below the peak."""
    places = np.linspace(-1, 2, figures)
    frame = Frame.of(LogVotes(places, places, np.ones(figures), np.array([0, figures])), prior)
    squares = prior.weight * prior.log_sd**2 + float(((places - places.mean()) ** 2).sum())
    degrees = prior.weight + figures - 1
    for end in (frame.first, frame.last):
        ratio = squares * math.exp(-2 * end[0]) / degrees
        assert 20 <= degrees / 2 * (ratio - 1 - math.log(ratio)) <= 26
    assert frame.first[0] < math.log(squares / degrees) / 2 < frame.last[0]


@pytest.mark.parametrize("weight", [1.5, 2.0, 4.0, 40.0])
def test_spreads_of_bounds_end_where_their_density_is_negligible(weight: float) -> None:
    """Under a lower and an upper bound that meet, the density of the log spread is the prior's times the spread."""
    prior = SpreadPrior(0.35, weight)
    frame = Frame.of(LogVotes(np.array([0, -INF]), np.array([INF, 0]), np.ones(2), np.array([0, 2])), prior)
    degrees = weight - 1
    for end in (frame.first, frame.last):
        ratio = weight * 0.35**2 * math.exp(-2 * end[0]) / degrees
        assert 20 <= degrees / 2 * (ratio - 1 - math.log(ratio)) <= 36


def test_wide_votes_do_not_bound_the_spread() -> None:
    """An interval wider than the prior's spread leaves the range of spreads as bounds do."""
    ends = [np.array([0.0, low]) for low in (-INF, -1.0)]
    ranges = [
        Frame.of(LogVotes(low, np.array([INF, 0.0]), np.ones(2), np.array([0, 2])), PRIOR).last[0] for low in ends
    ]
    assert ranges[0] == ranges[1]
    light = Frame.of(LogVotes(np.array([0.0]), np.array([9.0]), np.ones(1), np.array([0, 1])), SpreadPrior(0.35, 0.6))
    assert light.first[0] < math.log(0.35) < light.last[0] < 45
