import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy import stats as scipy_stats

from osintclaims import InvalidValueError
from osintclaims.stats import reported_value

KINDS = ["state_based", "non_state", "one_sided", "any"]

#: From R's uncertainUCDP 0.7.6: count, type, mean, quantiles at 0.05, 0.5, 0.9, and the probability up to 1.5 times the
#: count.
UNCERTAIN_UCDP: list[tuple[int, str, list[float]]] = [
    (5, "state_based", [8.070653391501, 5.0, 5.830748293454, 13.915429473689, 0.578352128783]),
    (100, "state_based", [131.377001239797, 100.0, 112.802088360156, 189.782851578642, 0.727168973787]),
    (200, "state_based", [214.277080442906, 182.721852711584, 200.0, 255.000360570793, 0.978713488329]),
    (100, "non_state", [129.279713817538, 100.0, 119.610407904188, 177.087938153973, 0.754201454228]),
    (4000, "non_state", [4338.455647946435, 3621.129630024073, 4000.0, 5243.309043942505, 0.970108460126]),
    (28, "one_sided", [37.997403199913, 28.0, 34.491640001839, 54.519954858396, 0.680214625599]),
]

#: Read off the same package to four decimals: count, type, quantiles at 0.05, 0.5 and 0.95, mean.
READ_OFF: list[tuple[int, str, list[float]]] = [
    (1, "state_based", [1, 1.1411, 5.5266, 2.2004]),
    (20, "state_based", [17.8574, 20, 26.6737, 21.0551]),
    (10_000, "state_based", [8524.4224, 10_000, 13482.3698, 10448.9974]),
]


@pytest.mark.parametrize(("count", "kind", "want"), UNCERTAIN_UCDP)
def test_agrees_with_the_authors(count: int, kind: Any, want: list[float]) -> None:
    """Mean, quantiles and probabilities agree with the authors' package to six digits."""
    got = reported_value([count], kind)
    found = [got.mean[0], *got.quantile([0.05, 0.5, 0.9])[0], got.cdf([1.5 * count])[0, 0]]
    assert found == pytest.approx(want, rel=1e-6)


@pytest.mark.parametrize(("count", "kind", "want"), READ_OFF)
def test_counts_of_their_own_agree_as_well(count: int, kind: Any, want: list[float]) -> None:
    """Counts that the survey asked about, and one far above, agree to the decimals that were read."""
    got = reported_value([count], kind)
    assert [*got.quantile([0.05, 0.5, 0.95])[0], got.mean[0]] == pytest.approx(want, abs=1e-4)


@given(st.integers(1, 20_000), st.sampled_from(KINDS), st.floats(0.001, 0.999))
def test_quantiles_invert_the_distribution(count: int, kind: Any, q: float) -> None:
    """At a quantile the distribution function has reached the level, and just below it has not."""
    got = reported_value([count], kind)
    x = got.quantile([q])[0, 0]
    assert got.cdf([x + 1e-6 * count])[0, 0] >= q
    assert got.cdf([x - 1e-6 * count])[0, 0] <= q


@given(st.integers(1, 20_000), st.sampled_from(KINDS))
def test_it_is_a_mixture(count: int, kind: Any) -> None:
    """A point mass at the count and scipy's Gumbel distribution make it up; next to nothing lies below 0."""
    got = reported_value([count], kind)
    gumbel = scipy_stats.gumbel_r(got.location[0], got.scale[0])
    x = count * np.array([0.5, 0.9, 1.0, 1.2, 3.0])
    want = (1 - got.weight[0]) * gumbel.cdf(x) + got.weight[0] * (x >= count)
    assert got.cdf(x)[0] == pytest.approx(want, rel=1e-9, abs=1e-300)
    assert got.mean[0] == pytest.approx(got.weight[0] * count + (1 - got.weight[0]) * gumbel.mean())
    assert got.cdf([0])[0, 0] < 6e-4
    assert got.mean[0] > count * 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_the_count_itself_is_a_quantile_exactly(kind: Any) -> None:
    """At the levels where the point mass lies the quantile is the count to the last bit, up to the largest count."""
    counts = np.array([1, 2, 7, 21, 28, 100, 4_321, 10**9, 2**53])
    got = reported_value(counts, kind)
    for count, low, high in zip(counts, got.cdf(counts - 0.5).diagonal(), got.cdf(counts).diagonal(), strict=True):
        if high < 1:
            middle = reported_value([count], kind).quantile([(low + high) / 2, high - 1e-9])
            assert middle.tolist() == [[count, count]]
    assert (np.diff(got.quantile([0.001, 0.01, 0.2, 0.5, 0.9, 0.999])) >= 0).all()


def test_far_from_the_count_the_distribution_is_flat() -> None:
    """Nothing lies a billion below the count, and everything below infinity."""
    assert reported_value([28], "any").cdf([-1e9, -1e300, math.inf, -math.inf]).tolist() == [[0, 0, 1, 0]]


def test_the_last_float_below_1_has_a_count() -> None:
    """Beyond the count, what is left of the probability is reckoned from 1, as the survival function does."""
    found = reported_value([1_000, 28], "any")
    q = np.nextafter(1.0, 0.0)
    for place in range(2):
        location, scale, weight = (float(part[place]) for part in (found.location, found.scale, found.weight))
        want = scipy_stats.gumbel_r.isf((1 - q) / (1 - weight), location, scale)
        assert found.quantile([q])[place, 0] == pytest.approx(want, rel=1e-12)


def test_mean_is_the_integral_of_the_quantiles() -> None:
    """The mean agrees with a quadrature over the quantile function."""
    got = reported_value([45], "any")
    steps = [1e-12, *got.cdf([45 - 1e-9])[0], *got.cdf([45])[0], 1 - 1e-12]
    area = sum(
        integrate.quad(lambda q: got.quantile([q])[0, 0], low, high, limit=500)[0]
        for low, high in itertools.pairwise(steps)
    )
    assert area == pytest.approx(got.mean[0], rel=1e-6)


def test_one_type_for_each_count() -> None:
    """Counts of different types in one call get what each gets alone."""
    counts = [28, 28, 5, 20]
    together = reported_value(counts, KINDS)  # type: ignore[arg-type]
    for at, (count, kind) in enumerate(zip(counts, KINDS, strict=True)):
        alone = reported_value([count], kind)  # type: ignore[arg-type]
        assert together.quantile([0.3, 0.8])[at].tolist() == alone.quantile([0.3, 0.8])[0].tolist()
    assert together.mean.shape == (4,)
    assert together.cdf([1, 2, 3]).shape == (4, 3)


@pytest.mark.parametrize(
    ("count", "violence", "message"),
    [
        ([0], "any", r"count\[0\] is 0.0; a whole number of deaths, at least 1"),
        ([3, 2.5], "any", r"count\[1\] is 2.5"),
        ([1e300], "any", r"count\[0\] is 1e\+300"),
        ([1, 2**53 + 2], "any", r"count\[1\] is 9007199254740994.0"),
        (["many"], "any", r"^count: \['many'\]; a sequence of numbers"),
        ([1, math.nan], "any", r"^count\[1\] is nan"),
        ([1, 2], ["any"], r"1 types of violence for 2 counts; one for each"),
        ([1], "sb", r"violence is 'sb'; one of state_based, non_state, one_sided, any \[E106\]"),
    ],
)
def test_bad_input(count: list[float], violence: Any, message: str) -> None:
    """What the survey says nothing about is refused by name."""
    with pytest.raises(InvalidValueError, match=message):
        reported_value(count, violence)


def test_bad_questions() -> None:
    """What is asked of a distribution is refused by name as well."""
    got = reported_value([28], "any")
    with pytest.raises(InvalidValueError, match=r"^x\[0\] is nan; leave out what is not known \[E106\]"):
        got.cdf([math.nan])
    for level in (0, 1, 1.5):
        with pytest.raises(InvalidValueError, match=rf"^q holds {level:.1f}; probabilities strictly between 0 and 1"):
            got.quantile([0.5, level])
