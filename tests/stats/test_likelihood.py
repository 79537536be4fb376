"""Log-likelihoods of single votes, against SciPy's normal distribution."""

import math

import numpy as np
import pytest
import scipy.stats

from osintclaims.stats._likelihood import Likelihood, LogVotes

INF = math.inf


def at(low: float, high: float, centre: float, spread: float, weight: float = 1.0) -> float:
    """The log-likelihood of one vote."""
    votes = LogVotes(np.array([low]), np.array([high]), np.array([weight]), np.array([0, 1]))
    found = Likelihood.of(votes).at(np.array([[[centre]]]), np.array([[[spread]]]))
    return float(found[0, 0, 0])


@pytest.mark.parametrize("centre", [-3.0, 0.0, 0.7, 30.0])
@pytest.mark.parametrize("spread", [0.3, 5.0, 4_000.0, 1e6])
def test_narrow_votes_are_density_times_width(centre: float, spread: float) -> None:
    """Where an interval is far narrower than the spread, its mass is that of the density, to nine digits."""
    low, high = 0.7, 0.7 + 1e-4
    density = scipy.stats.norm.logpdf((low + high) / 2, centre, spread)
    assert at(low, high, centre, spread) == pytest.approx(density + math.log(high - low), rel=1e-8, abs=1e-7)


@pytest.mark.parametrize("width", [0.5, 3.0])
@pytest.mark.parametrize("far", [38.0, 60.0, 200.0])
def test_far_votes_keep_their_digits(width: float, far: float) -> None:
    """In either tail, where the mass itself is below the smallest float, its log is SciPy's."""
    want = scipy.stats.norm.logsf(far) + math.log1p(
        -math.exp(scipy.stats.norm.logsf(far + width) - scipy.stats.norm.logsf(far))
    )
    assert at(far, far + width, 0.0, 1.0) == pytest.approx(want, rel=1e-10)
    assert at(-far - width, -far, 0.0, 1.0) == pytest.approx(want, rel=1e-10)


def test_thin_and_far_votes_stand_beside_others() -> None:
    """In one table of nodes each is computed in its own way: thin, faint, both, and neither."""
    votes = LogVotes(np.array([0.0, 0.0]), np.array([1e-5, 1e-5]), np.array([1.0, 2.0]), np.array([0, 1, 2]))
    centres, spreads = np.array([[[0.0, 1.0, 50.0]], [[0.0, 1.0, 50.0]]]), np.array([[[1.0]], [[1.0]]])
    found = Likelihood.of(votes).at(centres, spreads)
    want = scipy.stats.norm.logpdf(5e-6, centres[0, 0], 1.0) + math.log(1e-5)
    assert found[0, 0] == pytest.approx(want, rel=1e-8)
    assert found[1, 0] == pytest.approx(2 * want, rel=1e-8)


def test_one_sided_votes_are_tails() -> None:
    """A lower bound has the mass above it, an upper bound the mass below, also at the log of 1, which is 0."""
    for end in (0.0, 1.5):
        assert at(end, INF, 0.5, 2.0) == pytest.approx(scipy.stats.norm.logsf(end, 0.5, 2.0), rel=1e-12)
        assert at(-INF, end, 0.5, 2.0, 3.0) == pytest.approx(3 * scipy.stats.norm.logcdf(end, 0.5, 2.0), rel=1e-12)


def test_points_enter_through_their_moments() -> None:
    """The log-likelihood of weighted points is the sum of their log densities, up to a constant."""
    places, weights = np.array([0.2, 1.5, 1.9, 7.0]), np.array([1.0, 0.25, 2.0, 0.5])
    votes = LogVotes(places, places, weights, np.array([0, 3, 4]))
    centres, spreads = np.array([[[0.0, 1.0]], [[0.0, 1.0]]]), np.array([[[0.5]], [[3.0]]])
    found = Likelihood.of(votes).at(centres, spreads)
    for group, rows in enumerate((slice(0, 3), slice(3, 4))):
        want = [
            float(weights[rows] @ scipy.stats.norm.logpdf(places[rows], centre, spreads[group, 0, 0]))
            + float(weights[rows].sum()) * math.log(2 * math.pi) / 2
            for centre in centres[group, 0]
        ]
        assert found[group, 0].tolist() == pytest.approx(want, rel=1e-12)


def test_some_groups_are_taken_in_their_order() -> None:
    """The votes of a selection of groups follow one another as the groups do."""
    low = np.arange(6.0)
    votes = LogVotes(low, low + 1, low + 10, np.array([0, 1, 4, 6]))
    taken = votes.take(np.array([2, 0, 1]))
    assert taken.low.tolist() == [4, 5, 0, 1, 2, 3]
    assert taken.weights.tolist() == [14, 15, 10, 11, 12, 13]
    assert taken.offsets.tolist() == [0, 2, 3, 6]
    assert votes.take(np.array([1])).low.tolist() == [1, 2, 3]
