"""Figures that no report prints, and a program may compute."""

import pytest

from osintclaims import Estimate, claim, reconcile
from osintclaims.reconciliation import PROFILES

#: A figure with all the digits of a double.
DIGITS = 2097152.830078125


@pytest.mark.parametrize("figure", [Estimate.of(DIGITS, "USD"), Estimate.just_over(DIGITS, "mile")], ids=str)
def test_a_figure_of_many_digits_has_a_range(figure: Estimate) -> None:
    """However many digits a figure has, its range holds it or lies beside it, in its own unit and in another."""
    answer = reconcile([claim("X", figure, by="A")])
    assert answer.low is not None
    assert answer.low <= DIGITS * (1 + 1e-12)


def test_a_region_between_two_neighbouring_doubles() -> None:
    """Where the votes leave a region that holds no number a computer has, there is a region and no error."""
    votes = [Estimate.just_over(DIGITS, "USD"), Estimate.of(DIGITS, "USD"), Estimate.of(0, "USD")]
    answer = reconcile([claim("X", figure, by=f"Office {number}") for number, figure in enumerate(votes)])
    assert answer.low == pytest.approx(DIGITS)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("value", [5e-300, 1.2345e-200, 1e-9, 5e17])
def test_every_profile_reads_any_size(profile: str, value: float) -> None:
    """No figure is too small or too large for a profile, whatever hedge stands before it."""
    for make in (Estimate.of, Estimate.about, Estimate.nearly, Estimate.just_over, Estimate.at_least, Estimate.up_to):
        answer = reconcile([claim("X", make(value, "USD"), by="A")], profile=profile)
        assert answer.low is not None
