import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import eventreport_aggregates, ibc_min_max, ucdp_best_low_high

reports = st.lists(st.integers(0, 9), min_size=1, max_size=8)


def test_ucdp_takes_the_lower_of_figures_it_cannot_tell_apart() -> None:
    """Two reports against two: the lower figure is best; a third for the higher one, or its reliability, turns it."""
    assert ucdp_best_low_high([12, 30, 30, 12]).best[0] == 12
    assert ucdp_best_low_high([12, 30, 30, 12, 30]).best[0] == 30
    assert ucdp_best_low_high([12, 30], [1, 2]).best[0] == 30


def test_ucdp_low_and_high_are_the_ends_of_all_reports() -> None:
    """Ranges of single reports widen low and high, figures alone are their own range, weight 0 is not a report."""
    event = ucdp_best_low_high([12, 30, 30], low=[12, 25, 30], high=[15, 40, 30])
    assert (event.low[0], event.best[0], event.high[0]) == (12, 30, 40)
    alone = ucdp_best_low_high([12, 30, 900], [1, 1, 0])
    assert (alone.low[0], alone.best[0], alone.high[0]) == (12, 12, 30)


@given(st.lists(reports, min_size=1, max_size=5))
def test_field_conventions_agree_where_they_say_the_same(events: list[list[int]]) -> None:
    """All three give the same ends of bare figures, and UCDP's best is eventreport's mode, event by event."""
    offsets = np.cumsum([0] + [len(event) for event in events])
    figures = [figure for event in events for figure in event]
    ucdp = ucdp_best_low_high(figures, offsets=offsets)
    ibc = ibc_min_max(figures, figures, offsets=offsets)
    maverick = eventreport_aggregates(figures, offsets=offsets)
    assert ucdp.low.tolist() == ibc.minimum.tolist() == maverick.minimum.tolist() == [min(event) for event in events]
    assert ucdp.high.tolist() == ibc.maximum.tolist() == maverick.maximum.tolist() == [max(event) for event in events]
    modes = [min((-event.count(figure), figure) for figure in event)[1] for event in events]
    assert ucdp.best.tolist() == maverick.mode.tolist() == modes


def test_eventreports_own_example() -> None:
    """calc_mode_numeric(c(1, 2, 2, 3, 4, 4)) is documented to give the smallest mode."""
    assert eventreport_aggregates([1, 2, 2, 3, 4, 4]).mode[0] == 2


def test_iraq_body_count_keeps_the_range_of_reports() -> None:
    """One report of 3 to 5 and one of 4 make 3 to 5; a report of weight 0 is none."""
    incident = ibc_min_max([3, 4, 0], [5, 4, 99], [1, 1, 0])
    assert (incident.minimum[0], incident.maximum[0]) == (3, 5)


def test_reports_without_a_figure_are_refused() -> None:
    """No highest figure ("at least 20"), a negative count, a figure outside its own range."""
    with pytest.raises(InvalidValueError, match=r"high\[0\] is inf; finite numbers"):
        ibc_min_max([20], [float("inf")])
    with pytest.raises(InvalidValueError, match=r"low\[1\] is -1.0; a count is not negative"):
        ibc_min_max([3, -1], [5, 4])
    with pytest.raises(InvalidValueError, match=r"vote 0 is 5.0 to 3.0; 0.0 <= low <= high, not both infinite"):
        ibc_min_max([5], [3])
    with pytest.raises(InvalidValueError, match=r"report 1 is 30.0 in 31.0 to 40.0; low <= best <= high"):
        ucdp_best_low_high([12, 30], low=[10, 31], high=[20, 40])
    with pytest.raises(InvalidValueError, match=r"1 in high for 2 in best; one per report"):
        ucdp_best_low_high([12, 30], high=[40])


def test_reports_of_more_weight_decide_the_mode() -> None:
    """One report of weight 3 outweighs two of weight 1; reports without weight are no minimum and no maximum."""
    event = eventreport_aggregates([5, 5, 9, 1, 90], [1, 1, 3, 0, 0])
    assert (event.mode[0], event.minimum[0], event.maximum[0]) == (9, 5, 9)


def test_a_negative_count_is_named() -> None:
    """Zero is a count; the first that is less is told by its place."""
    with pytest.raises(InvalidValueError, match=r"^low\[1\] is -1.0; a count is not negative \[E106\]$"):
        ucdp_best_low_high([5, 5, 5], low=[0, -1, -2], high=[5, 5, 5])
    with pytest.raises(InvalidValueError, match=r"^1 in high for 2 in best; one per report \[E106\]$"):
        ucdp_best_low_high([5, 5], low=[5, 5], high=[5])
    with pytest.raises(InvalidValueError, match=r"^1 in low for 2 in best; one per report \[E106\]$"):
        ucdp_best_low_high([5, 5], low=[5])
