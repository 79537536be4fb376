import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from osintclaims import InvalidValueError
from osintclaims.stats import (
    SpreadPrior,
    censored_quantiles,
    identified,
    plausible_quantiles,
    shrunken_quantiles,
)
from tests.stats.vote_sets import INF, bounded_groups, points

Interval = tuple[float, float]

#: Quantiles of the truth from a dense grid over centre and log spread (20,001 x 500 nodes), good to 2e-3.
KNOWN: dict[str, tuple[list[Interval], list[float]]] = {
    "three points": (
        [(7_000, 7_000), (10_000, 10_000), (11_000, 11_000)],
        [4498.88648, 5409.70512, 7047.53955, 9165.65645, 11920.36705, 15529.35999, 18673.34476],
    ),
    "lower and upper": (
        [(7_000, INF), (0, 10_000)],
        [2588.38724, 3643.59646, 5625.11291, 8366.60027, 12444.19467, 19211.78723, 27043.86691],
    ),
    "point and lower": (
        [(11_000, 11_000), (7_000, INF)],
        [5014.50138, 6277.17895, 8638.72827, 11973.30341, 16990.93118, 25086.07855, 33837.42785],
    ),
    "rounded": (
        [(1_450, 1_550), (10_500, 11_500), (11_500, 12_500)],
        [1115.88369, 1712.02288, 3163.4615, 5822.22434, 10716.00197, 19802.72745, 30383.94718],
    ),
}
LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]


def _columns(votes: list[Interval]) -> tuple[list[float], list[float]]:
    return [low for low, _ in votes], [high for _, high in votes]


@pytest.mark.parametrize("case", KNOWN)
def test_known_posteriors(case: str) -> None:
    """Quantiles agree with those of a dense grid."""
    votes, want = KNOWN[case]
    assert censored_quantiles(*_columns(votes), q=LEVELS)[0] == pytest.approx(want, rel=2e-3)


def test_five_reports_of_troops() -> None:
    """Over 7,000, 9 to 11 thousand, up to 10,000, 11,000 and 12,000: 8,130 to 12,950 (50 %), 5,470 to 19,140 (90 %)."""
    low, high = [7_000, 9_000, 0, 10_500, 11_500], [INF, 11_000, 10_000, 11_500, 12_500]
    got = plausible_quantiles(low, high, q=[0.25, 0.75, 0.05, 0.95])[0]
    assert got == pytest.approx([8_130, 12_950, 5_470, 19_140], rel=1e-3)


def test_lower_bounds_pull_upwards() -> None:
    """The median of 11,000 alone is 11,000; with six times "over 7,000" it is 13,673."""
    low, high = [11_000] + [7_000] * 6, [11_000] + [INF] * 6
    assert censored_quantiles(low[:1], high[:1], q=[0.5])[0, 0] == pytest.approx(11_000, rel=1e-6)
    assert censored_quantiles(low, high, q=[0.5])[0, 0] == pytest.approx(13_673, rel=1e-3)


def _dense(
    votes: list[Interval], weights: list[float], levels: list[float], prior: SpreadPrior, spreads: int = 160
) -> NDArray[np.float64]:
    """Log quantiles by brute force: a wide range of spreads, for each a fine range of centres found by scanning."""
    with np.errstate(divide="ignore"):
        low, high = np.log(_columns(votes))
    ends = np.concatenate([low, high])
    ends = ends[np.isfinite(ends)]

    def log_likelihood(centre: NDArray[np.float64], spread: float) -> NDArray[np.float64]:
        total = np.zeros_like(centre)
        for lower, upper, weight in zip(low, high, weights, strict=True):
            if upper - lower < 1e-6:
                total += weight * (-(((centre - lower) / spread) ** 2) / 2 - math.log(spread))
                continue
            z = np.stack([lower - centre, upper - centre]) / spread
            a, b = np.where(z.sum(axis=0) > 0, -z[::-1], z)
            with np.errstate(divide="ignore"):
                total += weight * (log_ndtr(b) + np.log(-np.expm1(log_ndtr(a) - log_ndtr(b))))
        return total

    widest = prior.log_sd + max(0.0, low.max() - high.min())
    centres, components, masses = [], [], []
    for log_spread in np.linspace(math.log(prior.log_sd) - 3.5, math.log(widest) + 6, spreads):
        spread = math.exp(log_spread)
        start, stop = ends.min() - 12 * spread, ends.max() + 12 * spread
        nodes, centre, logs = 0, np.empty(0), np.empty(0)
        for nodes in (401, 401, 401, 1201):
            centre = np.linspace(start, stop, nodes)
            logs = log_likelihood(centre, spread)
            live = np.flatnonzero(logs > logs.max() - 40)
            start, stop = centre[max(live[0] - 1, 0)], centre[min(live[-1] + 1, nodes - 1)]
        logs += math.log(centre[1] - centre[0]) - prior.weight * (log_spread + (prior.log_sd / spread) ** 2 / 2)
        centres.append(centre)
        masses.append(logs)
        components.append(np.full(nodes, spread * math.sqrt(prior.truth_ratio)))
    centre, component, mass = (np.concatenate(column) for column in (centres, components, masses))
    mass = np.exp(mass - mass.max())
    kept = mass > 1e-13
    centre, component, mass = centre[kept], component[kept], mass[kept] / mass[kept].sum()
    found = []
    for level in levels:
        start, stop = (centre - 9 * component).min(), (centre + 9 * component).max()
        while stop - start > 1e-7:
            middle = (start + stop) / 2
            reached = float(mass @ ndtr((middle - centre) / component))
            start, stop = (middle, stop) if reached < level else (start, middle)
        found.append((start + stop) / 2)
    return np.array(found)


#: Votes, weights and priors that are hard on a grid: votes, weights, prior.
HARD: dict[str, tuple[list[Interval], list[float], SpreadPrior]] = {
    "contradiction": ([(1e9, INF), (0, 10)], [1, 1], SpreadPrior()),
    "contradiction around a figure": ([(1e9, INF), (0, 10), (5e5, 5.1e5)], [1, 1, 1], SpreadPrior()),
    "eighteen powers of ten": ([(1e-3, 1e15)], [1], SpreadPrior()),
    "six powers of ten": ([(1.0, 1e6)], [1.0], SpreadPrior()),
    "wide beside narrow": ([(1, 1e9), (11_000, 11_000), (11_000, 11_001)], [1, 1, 1], SpreadPrior()),
    "many lower, one upper": ([*[(7_000.0, INF)] * 12, (0.0, 7_000.0)], [1.0] * 13, SpreadPrior()),
    "lower and upper of great weight": ([(7_000, INF), (0, 9_000)], [200, 200], SpreadPrior()),
    "unequal weights": ([(11_000, 11_500), (7_000, INF), (0, 9_000)], [0.2, 3, 0.1], SpreadPrior()),
    "an outlier": ([(10_000, 11_000)] * 8 + [(1e12, 1e12)], [1.0] * 9, SpreadPrior()),
    "sharp prior": ([(100, 120), (150, INF)], [1, 1], SpreadPrior(0.01, 4)),
    "vague prior": ([(7_000, INF), (0, 10_000)], [1, 1], SpreadPrior(2.0, 4)),
    "heavy prior": ([(7_000, INF), (0, 10_000)], [1, 1], SpreadPrior(0.35, 30)),
    "truth close to the centre": ([(1_000, 2_000), (900, 10_000)], [1, 1], SpreadPrior(0.35, 4, 0.01)),
    "truth far from the centre": ([(1_000, 2_000)], [1], SpreadPrior(0.35, 4, 10)),
}


@pytest.mark.parametrize("case", HARD)
def test_posterior_is_that_of_a_dense_grid(case: str) -> None:
    """Quantiles agree with brute force to a thousandth of the distance between the 10 and 90 % quantile."""
    votes, weights, prior = HARD[case]
    levels = [0.02, 0.1, 0.25, 0.5, 0.9, 0.98]
    want = _dense(votes, weights, levels, prior)
    got = np.log(censored_quantiles(*_columns(votes), weights, q=levels, prior=prior)[0])
    assert got == pytest.approx(want, abs=1e-3 * (want[4] - want[1]))


@given(points(), st.sampled_from([SpreadPrior(), SpreadPrior(0.81, 2.0, 0.5), SpreadPrior(0.1, 10.0, 2.0)]))
@settings(max_examples=30)
def test_points_have_the_closed_form(x: list[float], prior: SpreadPrior) -> None:
    """For points the integration gives the quantiles of the t distribution."""
    q = [0.02, 0.1, 0.5, 0.9, 0.98]
    want = np.log(shrunken_quantiles(x, q=q, prior=prior)[0])
    got = np.log(censored_quantiles(x, x, q=q, prior=prior)[0])
    assert got == pytest.approx(want, abs=2e-4 * (want[4] - want[0]))


@given(bounded_groups())
@settings(max_examples=60)
def test_identified_votes_have_a_finite_range(votes: list[tuple[float, float, float]]) -> None:
    """Whatever the votes are, if they are bounded on both sides the quantiles are finite, positive and in order."""
    low, high, weights = zip(*votes, strict=True)
    assert identified(low, high).tolist() == [True]
    got = plausible_quantiles(low, high, weights, q=[0.05, 0.1, 0.5, 0.9, 0.95])[0]
    assert np.isfinite(got).all()
    assert got[0] > 0
    assert (np.diff(got) > 0).all()


@given(bounded_groups(max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_of_votes_does_not_matter(votes: list[tuple[float, float, float]], random: Any) -> None:
    """A permutation of the votes gives the same range."""
    shuffled = list(votes)
    random.shuffle(shuffled)
    one, other = (
        np.log(plausible_quantiles(*columns, q=[0.1, 0.9]))
        for columns in (zip(*votes, strict=True), zip(*shuffled, strict=True))
    )
    assert one == pytest.approx(other, abs=1e-6)


@given(bounded_groups(max_size=4))
@settings(max_examples=20)
def test_duplicates_of_half_weight_change_nothing(votes: list[tuple[float, float, float]]) -> None:
    """Every vote twice at half its weight is the same evidence."""
    low, high, weights = zip(*votes, strict=True)
    want = np.log(censored_quantiles(low, high, weights, q=[0.1, 0.9]))
    got = np.log(censored_quantiles(low + low, high + high, np.array(weights + weights) / 2, q=[0.1, 0.9]))
    assert got == pytest.approx(want, abs=2e-3 * (want[0, 1] - want[0, 0]))


@given(bounded_groups(max_size=4), st.floats(1e-3, 1e3))
@settings(max_examples=20)
def test_units_do_not_matter(votes: list[tuple[float, float, float]], factor: float) -> None:
    """Votes in another unit give the range in that unit."""
    low, high, weights = map(np.array, zip(*votes, strict=True))
    want = np.log(censored_quantiles(low, high, weights, q=[0.1, 0.9]) * factor)
    got = np.log(censored_quantiles(low * factor, high * factor, weights, q=[0.1, 0.9]))
    assert got == pytest.approx(want, abs=2e-3 * (want[0, 1] - want[0, 0]))


@given(st.lists(bounded_groups(max_size=4), min_size=1, max_size=6))
@settings(max_examples=20)
def test_many_groups_at_once_are_one_at_a_time(groups: list[list[tuple[float, float, float]]]) -> None:
    """A batch gives every group what it gets alone, whether in closed form or by integration."""
    narrow = [(9_000.0, 10_000.0, 1.0), (12_000.0, 12_000.0, 1.0)]
    everyone = [*groups, narrow, [*narrow, (7_000.0, INF, 1.0)]]
    low, high, weights = zip(*[vote for votes in everyone for vote in votes], strict=True)
    offsets = np.cumsum([0, *map(len, everyone)])
    together = np.log(plausible_quantiles(low, high, weights, q=[0.1, 0.9], offsets=offsets))
    for at, votes in enumerate(everyone):
        alone = np.log(plausible_quantiles(*zip(*votes, strict=True), q=[0.1, 0.9]))
        assert together[at] == pytest.approx(alone[0], abs=1e-9)


def test_narrow_votes_are_read_as_their_middles() -> None:
    """Two-sided votes up to a ratio of 1.5 take the closed form, which is within 1.5 % of the integration."""
    low, high = [10_000, 9_000], [15_000, 10_000]
    closed = plausible_quantiles(low, high, q=[0.1, 0.9])
    assert closed == pytest.approx(shrunken_quantiles(np.sqrt(np.multiply(low, high)), q=[0.1, 0.9]), rel=1e-12)
    assert closed == pytest.approx(censored_quantiles(low, high, q=[0.1, 0.9]), rel=0.015)
    wider = plausible_quantiles([10_000, 9_000], [15_001, 10_000], q=[0.1, 0.9])
    assert wider.tolist() == censored_quantiles([10_000, 9_000], [15_001, 10_000], q=[0.1, 0.9]).tolist()


def test_votes_of_weight_zero_have_no_say() -> None:
    """A half-line of weight 0 neither changes the range nor forbids the closed form."""
    assert plausible_quantiles([9_000, 7_000], [9_000, INF], [1, 0], q=[0.1, 0.9]).tolist() == (
        plausible_quantiles([9_000], [9_000], q=[0.1, 0.9]).tolist()
    )


def test_votes_that_allow_everything_change_nothing() -> None:
    """From 0 to infinity is no information."""
    got = censored_quantiles([9_000, 0], [10_000, INF], q=[0.1, 0.9])
    assert got == pytest.approx(censored_quantiles([9_000], [10_000], q=[0.1, 0.9]), rel=1e-4)


def test_identical_votes_do_not_agree_to_a_point() -> None:
    """Two hundred equal figures still leave the spread between one origin and the truth that the prior gives them."""
    low, high = plausible_quantiles([5_000] * 200, [5_000] * 200, q=[0.1, 0.9])[0]
    assert high / low > 1.05
    low, high = plausible_quantiles([4_000] * 200, [8_000] * 200, q=[0.1, 0.9])[0]
    assert high / low > 1.05


@pytest.mark.parametrize("weight", [5_000.0, 1e6])
def test_votes_far_out_in_the_tails_do_not_underflow(weight: float) -> None:
    """One interval against another of overwhelming weight is a hundred spreads away and still has a likelihood."""
    votes = [(1_000.0, 1_001.0), (1e6, 1.1e6)]
    got = np.log(censored_quantiles(*_columns(votes), [weight, 1], q=[0.1, 0.5, 0.9], prior=SpreadPrior(0.01, 1e6))[0])
    assert np.isfinite(got).all()
    assert got[1] == pytest.approx(math.log(1_000.5), abs=0.05)


def test_spreads_beyond_measure_do_not_break_the_quantiles() -> None:
    """A prior so light that spreads of e^30 count gives a range that is absurdly wide, symmetric and in order."""
    got = np.log(
        censored_quantiles([7_000, 0], [INF, 10_000], q=[0.1, 0.25, 0.5, 0.75, 0.9], prior=SpreadPrior(0.35, 1.6))[0]
    )
    assert got + got[::-1] == pytest.approx(math.log(7e7), rel=1e-3)
    assert (np.diff(got) > 1).sum() == 2


def test_prior_too_light_for_one_sided_votes_is_refused() -> None:
    """Where the posterior of the spread cannot be normalised there is no range, and the message names the group."""
    with pytest.raises(InvalidValueError, match=r"group 1 has two-sided votes of weight 0.0 and a prior of 1.0; 1.5"):
        plausible_quantiles([5, 7_000, 0], [5, INF, 10_000], q=[0.5], offsets=[0, 1, 3], prior=SpreadPrior(weight=1.0))


def test_the_lightest_prior_and_votes() -> None:
    """Prior and two-sided votes of 1.5 together are enough, group by group, and so are votes of 1e-12 to 1e12."""
    low, high, prior = [1_000, 7_000, 0], [2_000, INF, 9_000], SpreadPrior(0.35, 0.5)
    first, median, last = censored_quantiles(low[:1], high[:1], q=[0.1, 0.5, 0.9], prior=prior)[0]
    assert 0 < first < 1_000 < median < 2_000 < last < INF
    message = r"^group 1 has two-sided votes of weight 0.0 and a prior of 0.5; 1.5 together, else the spread has no end"
    with pytest.raises(InvalidValueError, match=message):
        censored_quantiles(low, high, q=[0.5], offsets=[0, 1, 3], prior=prior)
    alone = censored_quantiles(low[:1], high[:1], q=[0.5])
    assert censored_quantiles([1_000, 90_000], [2_000, INF], [1, 1e-12], q=[0.5]) == pytest.approx(alone, rel=1e-6)
    assert censored_quantiles([1_000, 1_400], [2_000, 1_400], [1, 1e12], q=[0.5]) == pytest.approx(1_400, rel=1e-6)


def test_negative_figures_are_refused() -> None:
    """The message says that figures start at 0."""
    with pytest.raises(InvalidValueError, match=r"^vote 0 is -1.0 to 2.0; 0.0 <= low <= high"):
        censored_quantiles([-1], [2], q=[0.5])


def test_bounds_on_both_sides_identify() -> None:
    """One two-sided vote is enough, or one bound of either kind; zero is no bound of a positive figure."""
    low, high = [5, 7, 0, 7, 0, 0, 0], [6, INF, 10, INF, 10, 0, 10]
    assert identified(low, high, offsets=[0, 1, 3, 4, 5, 7]).tolist() == [True, True, False, False, False]
    assert identified([7, 0], [INF, 0]).tolist() == [False]


def test_a_great_many_votes_fit_into_memory() -> None:
    """A group of two thousand bounds is worked on in parts, and agrees with two bounds of that weight."""
    low, high = np.repeat([7_000.0, 0.0], 1_000), np.repeat([INF, 10_000.0], 1_000)
    want = np.log(censored_quantiles([7_000, 0], [INF, 10_000], [1_000, 1_000], q=[0.1, 0.9])[0])
    got = np.log(censored_quantiles(low, high, q=[0.1, 0.9])[0])
    assert got == pytest.approx(want, abs=1e-3 * (want[1] - want[0]))
