"""Numbers for people, against all whole numbers and all roundings there are."""

import math
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osintclaims.model import Interval
from osintclaims.reconciliation._rounding import fewest_figures, inward, nearest_whole, significant, span

QUARTERS = st.integers(0, 40).map(lambda quarters: quarters / 4)


def number(text: str) -> Decimal:
    """A printed number."""
    return Decimal(text.replace(",", ""))


@given(QUARTERS, QUARTERS, st.booleans(), st.booleans())
def test_whole_numbers_inside_a_region(one: float, other: float, low_open: bool, high_open: bool) -> None:  # noqa: FBT001 - Hypothesis passes by position
    """From the least to the greatest whole number of a region, or the one that is nearest to its middle."""
    region = Interval(min(one, other), max(one, other), low_open=low_open, high_open=high_open)
    assume(not region.is_empty)
    found, inside = inward(region), [whole for whole in range(12) if region.contains(whole)]
    if inside:
        assert found == Interval(inside[0], inside[-1])
    else:
        assert found.low == found.high
        assert abs(found.low - (region.low + region.high) / 2) <= 0.5
    upward = Interval(region.low, math.inf, low_open=low_open, high_open=True)
    assert inward(upward) == Interval(next(filter(upward.contains, range(12))), math.inf, high_open=True)


@pytest.mark.parametrize(
    ("region", "whole"),
    [
        (Interval(4, 5, low_open=True), 5),
        (Interval(5, 6, high_open=True), 5),
        (Interval(4, 6, low_open=True, high_open=True), 5),
        (Interval(4.5, 5.5), 5),
        (Interval(4.6, 4.9), 5),
    ],
)
def test_the_only_whole_number_of_a_region(region: Interval, whole: int) -> None:
    """What is left after open ends is the answer, wherever the middle lies."""
    assert inward(region) == Interval(whole, whole)


@given(st.integers(0, 9), st.integers(0, 9), QUARTERS)
def test_the_nearest_whole_number_of_a_region(one: int, other: int, value: float) -> None:
    """No whole number of the region is nearer."""
    low, high = min(one, other), max(one, other)
    found = nearest_whole(value, Interval(low, high))
    assert low <= found <= high
    assert abs(found - value) == min(abs(whole - value) for whole in range(low, high + 1))


@given(st.integers(1, 10**12), st.integers(1, 12))
def test_significant_figures_of_whole_numbers(value: int, figures: int) -> None:
    """The whole number with so many figures that is nearest, of two the even one; zero is zero."""
    exact = Decimal(value)
    unit = Decimal(1).scaleb(exact.adjusted() - figures + 1)
    assert number(significant(value, figures)) == exact.quantize(unit, ROUND_HALF_EVEN)
    assert significant(0, figures) == "0"


@given(st.integers(1, 10**6), st.floats(0, 0.2), st.floats(0, 0.2), st.integers(1, 4))
def test_as_few_figures_as_keep_a_number_between_two_ends(value: int, down: float, up: float, least: int) -> None:
    """With one figure less it would be outside, unless that is fewer than were asked for."""
    low, high = value * (1 - down), value * (1 + up)
    texts = [significant(value, figures) for figures in range(least, 16)]
    assert fewest_figures(value, low, high, at_least=least) == next(
        text for text in texts if low <= float(number(text)) <= high
    )


def test_ends_count_as_between() -> None:
    """A rounded value that meets an end exactly is not outside."""
    assert fewest_figures(1_234, 1_000, 1_200, at_least=1) == "1,000"
    assert fewest_figures(1_234, 1_100, 1_200, at_least=1) == "1,200"
    assert fewest_figures(1_250, 1_240, 1_300, at_least=2) == "1,250"


def test_no_more_figures_than_a_double_holds() -> None:
    """What fits with no number of figures is printed with fifteen, beyond which a double has no decimal digits."""
    assert fewest_figures(123_456_789_012_345_678, 1, 2, at_least=2) == "123,456,789,012,346,000"


@pytest.mark.parametrize(
    ("low", "high", "whole", "text"),
    [
        (0, 5, True, "up to 5"),
        (0.4, 5.5, True, "up to 6"),
        (1, 5, True, "1 to 5"),
        (0.5, 1.4, True, "1"),
        (2.5, 3.5, True, "3 to 4"),
        (1, math.inf, True, "1 or more"),
        (0, 0.25, False, "up to 0.25"),
        (0.25, 1, False, "0.25 to 1"),
        (0.123456, 0.123456, False, "0.1235"),
        (12_345.678, math.inf, False, "12,350 or more"),
    ],
)
def test_two_ends_as_text(low: float, high: float, whole: bool, text: str) -> None:  # noqa: FBT001 - a row
    """Halves of whole numbers go up, at both ends; what begins at nothing is "up to" its end."""
    assert span(low, high, whole=whole) == text
