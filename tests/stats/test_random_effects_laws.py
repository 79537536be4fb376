import math
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from osintclaims.stats.meta import random_effects, tau2_interval
from tests.stats.estimate_sets import Group, generalised_q, groups, log_likelihood

METHODS = st.sampled_from(["REML", "ML", "DL", "DLIT", "PM", "EB", "PMM", "HE", "HS", "SJ", "EE"])
TESTS = st.sampled_from(["z", "mkh"])


@given(groups(), METHODS, TESTS)
def test_never_negative_and_never_nan(group: Group, method: Any, test: Any) -> None:
    """The variance is not negative, the error positive, the interval has a width, the mean lies among the estimates."""
    got = random_effects(*group, tau2=method, test=test)
    for field in attrs.fields(type(got)):
        if field.type is not str:
            assert not np.isnan(getattr(got, field.name)).any()
    assert got.tau2[0] >= 0
    assert got.se[0] > 0
    assert got.ci_low[0] < got.mu[0] < got.ci_high[0]
    assert min(group[0]) - 1e-9 <= got.mu[0] <= max(group[0]) + 1e-9
    assert 0 <= got.i2[0] <= 100


@given(groups(), METHODS, TESTS)
def test_prediction_contains_confidence(group: Group, method: Any, test: Any) -> None:
    """The prediction interval contains the confidence interval when it takes the same quantile or a wider one."""
    for prediction in (None, "t_k-2"):
        got = random_effects(*group, tau2=method, test=test, prediction=prediction)
        assert got.pi_low[0] <= got.ci_low[0]
        assert got.pi_high[0] >= got.ci_high[0]


@given(groups(min_size=2), METHODS, TESTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(group: Group, method: Any, test: Any, random: Any) -> None:
    """Estimates in another order give the same average."""
    order = list(range(len(group[0])))
    random.shuffle(order)
    mixed = [group[0][at] for at in order], [group[1][at] for at in order]
    got, want = (random_effects(*each, tau2=method, test=test) for each in (mixed, group))
    assert got.mu == pytest.approx(want.mu, rel=1e-8, abs=1e-8)
    assert got.tau2 == pytest.approx(want.tau2, rel=1e-7, abs=1e-7)
    assert got.weights == pytest.approx(want.weights[order], rel=1e-7, abs=1e-9)


@given(groups(), METHODS, TESTS, st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_units_and_origins_do_not_matter(group: Group, method: Any, test: Any, factor: float, shift: float) -> None:
    """Estimates in another unit or measured from elsewhere give the same average there."""
    plain = random_effects(*group, tau2=method, test=test)
    x, u = factor * (np.array(group[0]) + shift), factor * np.array(group[1])
    moved = random_effects(x, u, tau2=method, test=test)
    assert moved.mu / factor - shift == pytest.approx(plain.mu, rel=1e-6, abs=1e-6)
    assert moved.tau2 / factor**2 == pytest.approx(plain.tau2, rel=1e-6, abs=1e-6)
    assert moved.se / factor == pytest.approx(plain.se, rel=1e-6)


@given(groups(), METHODS, TESTS, st.floats(0.01, 0.98))
def test_higher_levels_are_wider(group: Group, method: Any, test: Any, level: float) -> None:
    """An interval of a higher level contains that of a lower one."""
    narrow, wide = (random_effects(*group, tau2=method, test=test, level=each) for each in (level, level + 0.01))
    for low, high in (("ci_low", "ci_high"), ("pi_low", "pi_high")):
        assert getattr(wide, low)[0] <= getattr(narrow, low)[0]
        assert getattr(wide, high)[0] >= getattr(narrow, high)[0]


@given(groups(), METHODS)
def test_modified_test_is_never_narrower(group: Group, method: Any) -> None:
    """The modified adjustment never shrinks the standard error of the mean."""
    plain, modified = (random_effects(*group, tau2=method, test=test) for test in ("z", "mkh"))
    assert modified.se[0] >= plain.se[0] * (1 - 1e-12)


@given(st.lists(groups(max_size=6), min_size=1, max_size=8), METHODS, TESTS)
def test_many_groups_at_once_are_one_at_a_time(batch: list[Group], method: Any, test: Any) -> None:
    """A batch gives every group exactly what it gets alone."""
    x, u = ([value for group in batch for value in group[at]] for at in (0, 1))
    offsets = np.cumsum([0, *(len(group[0]) for group in batch)])
    together = random_effects(x, u, offsets=offsets, tau2=method, test=test)
    intervals = tau2_interval(x, u, offsets=offsets)
    for at, group in enumerate(batch):
        alone, interval = random_effects(*group, tau2=method, test=test), tau2_interval(*group)
        for name in ("mu", "se", "tau2", "ci_low", "pi_high", "q", "q_pvalue", "i2", "h2"):
            assert getattr(together, name)[at] == getattr(alone, name)[0]
        assert (intervals.low[at], intervals.high[at]) == (interval.low[0], interval.high[0])
        assert together.weights[offsets[at] : offsets[at + 1]].tolist() == alone.weights.tolist()


@given(groups(min_size=2))
def test_paule_mandel_solves_its_equation(group: Group) -> None:
    """Q is k - 1 at the Paule-Mandel variance, or not above it at 0."""
    tau2, freedom = random_effects(*group, tau2="PM").tau2[0], len(group[0]) - 1
    q = generalised_q(*group, tau2)
    assert q == pytest.approx(freedom, rel=1e-9) or (tau2 == 0 and q <= freedom * (1 + 1e-9))


@given(groups(min_size=2))
def test_iterated_formula_repeats_itself(group: Group) -> None:
    """The iterated variance of DerSimonian and Laird comes back when put into its formula."""
    tau2 = random_effects(*group, tau2="DLIT").tau2[0]
    w = 1 / (np.square(group[1]) + tau2)
    again = (generalised_q(*group, tau2) - (len(w) - 1)) / (w.sum() - np.square(w).sum() / w.sum())
    assert max(again, 0) == pytest.approx(tau2, rel=1e-7, abs=1e-7)


@given(groups(min_size=2), st.booleans())
def test_likelihood_is_greatest(group: Group, restricted: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    """No variance on a fine grid has a greater likelihood than the one found."""
    got = random_effects(*group, tau2="REML" if restricted else "ML").tau2
    grid = np.concatenate([[0.0], np.geomspace(1e-4, 1e6, 2_000), got * (1 - 1e-3), got * (1 + 1e-3)])
    best = log_likelihood(*group, got, restricted=restricted)[0]
    assert log_likelihood(*group, grid, restricted=restricted).max() <= best + 1e-9


@given(groups(min_size=2), st.floats(0.05, 0.99))
def test_profile_limits_solve_their_equation(group: Group, level: float) -> None:
    """Q is at its quantile at each limit that is not 0, the greater quantile at the lower limit."""
    got = tau2_interval(*group, level=level)
    least, greatest = scipy_stats.chi2(len(group[0]) - 1).ppf([(1 - level) / 2, (1 + level) / 2])
    assert got.low[0] <= got.high[0]
    for tau2, quantile in ((got.low[0], greatest), (got.high[0], least)):
        q = generalised_q(*group, tau2)
        assert q == pytest.approx(quantile, rel=1e-8) or (tau2 == 0 and q <= quantile * (1 + 1e-9))
    assert got.is_empty[0] == (generalised_q(*group, 0.0) < least)


@pytest.mark.parametrize("share", [1e-9, 1e-3, 0.1, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 1e3, 1e9, 1e98])
def test_equal_errors_have_a_closed_form(share: float) -> None:
    """With equal errors all find a plain variance minus the squared error, over k or k - 1, and DLIT half of it."""
    x = np.array([-1.0, -0.5, 0.5, 1.0]) * math.sqrt(1 + share)
    for freedom, methods in ((3, ["REML", "DL", "PM", "HE", "DLIT"]), (4, ["ML", "HS"])):
        unit = math.sqrt(2.5 / freedom)
        for method in methods:
            got = random_effects(x, [unit] * 4, tau2=method)  # type: ignore[arg-type]
            want = unit**2 * share * (0.5 if method == "DLIT" else 1)
            assert got.tau2[0] == pytest.approx(want, rel=1e-9, abs=1e-15)
