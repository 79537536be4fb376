"""The axis of a forest plot and its numbers."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import Claim, Estimate, Measurand, claim, reconcile
from osintclaims.plot import Scale, forest_rows, scale_of, tick_label, ticks
from tests.plot.drawn import SENT, about, over, up_to


def scale(*claims: Claim, log: bool | None = None) -> Scale:
    """The axis of a reconciliation."""
    consensus = reconcile(claims)
    return scale_of(consensus, forest_rows(consensus), log=log)


def test_figures_that_span_factors_stand_on_a_logarithmic_axis() -> None:
    """Far figures are compared as factors, near ones as differences."""
    assert scale(about(1_500, "a"), about(11_000, "b")).is_log
    near = scale(claim(SENT, Estimate.exactly(1_000, "person"), by="a"), about(1_050, "b"), about(1_000, "c"))
    assert not near.is_log


def test_the_caller_can_decide() -> None:
    """`log` overrules the figures."""
    assert not scale(about(1_500, "a"), about(11_000, "b"), log=False).is_log
    assert scale(about(10_000, "a"), about(11_000, "b"), log=True).is_log


def test_a_single_bound_stands_in_the_middle_of_a_logarithmic_axis() -> None:
    """There is nothing that it could span."""
    found = scale(over(7_000, "a"), log=True)
    assert found.is_log
    assert 0.3 < found.position(7_000) < 0.5


def test_zero_keeps_the_axis_linear() -> None:
    """Zero has no place among factors."""
    none = claim(SENT, Estimate.exactly(0, "person"), by="a")
    found = scale(none, about(12_000, "b"))
    assert (found.is_log, found.low) == (False, 0.0)
    assert scale(none, log=True) == Scale(low=0.0, high=0.08, is_log=False)


def test_every_finite_end_lies_on_the_axis_with_room_for_arrows() -> None:
    """An open end has more room beside it than a stated one."""
    found = scale(over(7_000, "a"), about(10_000, "b"), up_to(90_000, "c"))
    assert found.low < 7_000
    assert found.high > 90_000
    assert found.high / 90_000 > 1.2
    assert scale(over(7_000, "a")).high > 7_000


def test_no_figures_have_an_axis_too() -> None:
    """Nothing to draw needs no special case."""
    consensus = reconcile([], Measurand.adhoc(SENT, "person"))
    assert scale_of(consensus, ()) == Scale(low=0.0, high=1.08, is_log=False)


@pytest.mark.parametrize("value", [1e-300, 1e-9, 1.0, 1e9, 1e17])
def test_axes_of_any_size_are_finite(value: float) -> None:
    """Neither tiny nor enormous figures overflow."""
    length = Measurand.adhoc("Length", "kilometer")
    found = scale(
        claim(length, Estimate.about(value, "kilometer"), by="a"),
        claim(length, Estimate.about(value * 7, "kilometer"), by="b"),
    )
    assert 0 < found.low < value < 7 * value < found.high < math.inf


def test_positions_grow_from_0_to_1_and_stay_on_the_axis() -> None:
    """What lies outside is put on the nearer end."""
    log, linear = Scale(low=10, high=1_000, is_log=True), Scale(low=0, high=100, is_log=False)
    assert [log.position(value) for value in (1, 10, 100, 1_000, 5_000)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert [linear.position(value) for value in (-5, 0, 25, 100, math.inf)] == [0, 0, 0.25, 1, 1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (0.25, "0.25"),
        (7_000, "7,000"),
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (2_500_000, "2.5 million"),
        (3e9, "3 billion"),
        (5e12, "5 trillion"),
        (2e14, "200 trillion"),
        (1e20, "1e+20"),
        (1e-7, "1e-07"),
    ],
)
def test_labels_are_short(value: float, expected: str) -> None:
    """Large numbers have names, enormous ones powers."""
    assert tick_label(value) == expected


def _share(text: str) -> float:
    return len(text) / 60


@given(
    low=st.floats(1e-6, 1e9),
    factor=st.floats(1.05, 1e12),
    is_log=st.booleans(),
    whole=st.booleans(),
)
def test_numbers_lie_on_the_axis_in_order_and_apart(low: float, factor: float, *, is_log: bool, whole: bool) -> None:
    """There are at most seven numbers, and their labels do not touch."""
    found = Scale(low=low, high=low * factor, is_log=is_log)
    places = ticks(found, _share, whole=whole)
    assert len(places) <= 7
    assert places == sorted(places)
    assert all(low * (1 - 1e-9) <= place <= low * factor * (1 + 1e-9) for place in places)
    for left, right in pairwise(places):
        gap = found.position(right) - found.position(left)
        assert gap >= (_share(tick_label(left)) + _share(tick_label(right))) / 2


def test_counts_have_whole_numbers() -> None:
    """Half a brigade is no tick."""
    places = ticks(Scale(low=0, high=3.5, is_log=False), _share, whole=True)
    assert places == [0, 1, 2, 3]


def test_round_numbers_are_chosen() -> None:
    """One, two, five within a power of ten, where there is room; powers alone where there are many."""
    assert ticks(Scale(low=900, high=21_000, is_log=True), _share, whole=True) == [1_000, 2_000, 5_000, 10_000, 20_000]
    many = ticks(Scale(low=1, high=1e12, is_log=True), _share, whole=True)
    assert len({round(math.log10(right / left), 6) for left, right in pairwise(many)}) == 1
