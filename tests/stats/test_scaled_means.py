import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from osintclaims import InvalidValueError
from osintclaims.stats.meta import birge, bound_on_bias, pdg_scale
from tests.stats.estimate_sets import LEAD, PCB_105, Group, groups

#: Averages of the Particle Data Group, edition 2026 (CC BY 4.0; F. Takahashi et al., Int. J. Mod. Phys. A 41, 2630011):
#: inputs, symmetric errors, the average, its error and the scale factor.
PDG = {
    "S047R12": (
        [1.12, 1.98],
        [0.34828149534535996, 0.15264337522473748],
        1.841424619640387,
        0.3161829902869206,
        2.261592,
    ),
    "M089M": ([2420.0, 2510.0], [30.0, 30.0], 2465.0, 44.99999796545235, 2.12132),
    "S035R24": (
        [0.856, 0.849, 0.847],
        [0.00670820393249937, 0.005, 0.01],
        *(0.8508769230769231, 0.003721042037676254, 1.0),
    ),
    # In the following some input is too imprecise to count in the scale factor.
    "S035R9": (
        [0.01131, 0.01326, 0.0111, 0.0142],
        [0.0005135172830587106, 0.00063, 0.0012, 0.0023769728648009424],
        *(0.01204487918545378, 0.0006668266207466592, 1.787189),
    ),
    "S011M": (
        [497.607, 497.583, 497.625, 497.661, 497.742],
        [0.01655294535724685, 0.020615528128088305, 0.031016124838541645, 0.033, 0.085],
        *(497.6107675312575, 0.01344754250670581, 1.210186),
    ),
    "B068M": (
        [2022.0, 2024.0, 2044.0, 2019.0, 2030.0, 2058.0],
        [7.0, 2.0, 8.0, 7.0, 10.0, 17.0],
        *(2025.085615037442, 2.351587201537371, 1.330054),
    ),
    "S044R19": ([1.02, 1.0019], [0.06, 0.0032], 1.001951338415175, 0.003195458574969045, 1.0),
}


@pytest.mark.parametrize("name", PDG)
def test_pdg_averages(name: str) -> None:
    """Average, scaled error and scale factor are those that the Particle Data Group publishes."""
    x, u, mu, error, scale = PDG[name]
    got = pdg_scale(x, u)
    assert got.mu[0] == pytest.approx(mu, rel=2e-6)
    assert got.scaled_se[0] == pytest.approx(error, rel=1e-3)
    assert max(1, got.ratio[0]) == pytest.approx(scale, rel=1e-3)


@pytest.mark.parametrize("function", [birge, pdg_scale])
def test_averages_of_one_batch(function: Any) -> None:
    """All of these averages at once, of which some have equally many inputs, are what each is alone."""
    x, u = (np.concatenate([each[at] for each in PDG.values()]) for at in (0, 1))
    together = function(x, u, offsets=np.cumsum([0, *(len(each[0]) for each in PDG.values())]))
    alone = [function(each[0], each[1]) for each in PDG.values()]
    for name in ("mu", "se", "chi2", "ratio", "scaled_se", "used"):
        assert getattr(together, name).tolist() == np.concatenate([getattr(one, name) for one in alone]).tolist()


def test_imprecise_estimates_do_not_count_in_the_scale() -> None:
    """Estimates with errors of at least 3 sqrt(k) times the mean's are left out of the ratio but not of the mean."""
    got = pdg_scale([1.02, 1.0019], [0.06, 0.0032])
    assert got.used.tolist() == [False, True]
    assert [got.ratio[0], got.scaled_se[0]] == [1, got.se[0]]
    assert birge([1.02, 1.0019], [0.06, 0.0032]).used.tolist() == [True, True]


@pytest.mark.parametrize(("last", "counts"), [(3.9, True), (4.0, False), (4.1, False)])
def test_the_border_of_imprecision(last: float, counts: bool) -> None:  # noqa: FBT001 - a case of the table
    """Of errors 1, 1, 1, 1, 2, 2, 2, 2 and 4 the last is 3 sqrt(9) times the mean's, and just not below."""
    errors = [1.0] * 4 + [2.0] * 4 + [last]
    got = pdg_scale(range(9), errors)
    assert got.used.dtype == np.bool_
    assert got.used.tolist() == [True] * 8 + [counts]
    assert birge(range(9), errors).used.all()
    assert (errors[-1] >= 9 * got.se[0]) == (not counts)


def test_birge_ratio_of_key_comparisons() -> None:
    """Means, chi-squared and ratios of two key comparisons agree with closed forms worked out in R."""
    want = {
        "pcb": (PCB_105, [10.688564584786, 0.06527304858216, 37.336935526291, 2.494558595767, 0.1628274444126]),
        "lead": (LEAD, [2.894377174231, 0.008174362065985, 912.474034329197, 9.552350675772, 0.07808437300502]),
    }
    for estimates, figures in want.values():
        got = birge(*estimates)
        found = [getattr(got, name)[0] for name in ("mu", "se", "chi2", "ratio", "scaled_se")]
        assert found == pytest.approx(figures, rel=1e-9)


@pytest.mark.parametrize("function", [birge, pdg_scale])
def test_agreement_does_not_shrink_errors(function: type[object]) -> None:
    """Estimates that are equal or alone keep the error of their weighted mean."""
    got = function([5, 5, 7], [1, 1, 3], offsets=[0, 2, 3])  # type: ignore[call-arg]
    assert got.scaled_se == pytest.approx([math.sqrt(0.5), 3])  # type: ignore[attr-defined]
    assert got.ratio.tolist() == [0, 1]  # type: ignore[attr-defined]


@given(groups(), groups())
def test_scaled_mean_is_one_group_at_a_time(first: Group, second: Group) -> None:
    """A batch gives every group exactly what it gets alone, and the definition holds."""
    offsets = [0, len(first[0]), len(first[0]) + len(second[0])]
    together = pdg_scale(first[0] + second[0], first[1] + second[1], offsets=offsets)
    for at, group in enumerate((first, second)):
        alone = pdg_scale(*group)
        assert together.scaled_se[at] == alone.scaled_se[0]
        x, u = map(np.array, group)
        w = 1 / u**2
        mean, error = (w * x).sum() / w.sum(), w.sum() ** -0.5
        precise = u < 3 * math.sqrt(len(u)) * error * (1 - 1e-12)
        chi2 = (w * (x - mean) ** 2)[precise].sum()
        scale = math.sqrt(chi2 / (precise.sum() - 1)) if precise.sum() > 1 else 1.0
        if (precise == alone.used).all():
            assert alone.scaled_se[0] == pytest.approx(error * max(1, scale), rel=1e-7)


def test_bound_on_bias_by_hand() -> None:
    """Two methods: half of their range over root 3, beside half of the root sum of squares of their errors."""
    got = bound_on_bias([10.0, 13.0, 4.0, 7.0, 1.0], [3.0, 4.0, 2.0, 3.0, 4.0], offsets=[0, 2, 3, 5])
    assert got.mu.tolist() == [11.5, 4.0, 4.0]
    assert got.within.tolist() == [2.5, 2.0, 2.5]
    assert got.between == pytest.approx([3 / (2 * math.sqrt(3)), 0, 6 / (2 * math.sqrt(3))])
    assert got.se == pytest.approx([math.hypot(2.5, math.sqrt(0.75)), 2.0, math.hypot(2.5, math.sqrt(3.0))])


@given(groups())
def test_bound_on_bias_has_a_width(group: Group) -> None:
    """The error is positive even for equal estimates, and covers half of the plain standard deviation's range."""
    got = bound_on_bias(*group)
    assert got.se[0] > 0
    assert got.mu[0] == pytest.approx(np.mean(group[0]), rel=1e-9, abs=1e-9)
    assert got.se[0] ** 2 == pytest.approx(got.within[0] ** 2 + np.ptp(group[0]) ** 2 / 12, rel=1e-9)


@pytest.mark.parametrize("function", [birge, pdg_scale, bound_on_bias])
def test_errors_are_needed(function: type[object]) -> None:
    """An estimate without error is refused by all of them."""
    with pytest.raises(InvalidValueError, match=r"standard_errors\[0\] is 0.0"):
        function([1], [0])  # type: ignore[call-arg]
