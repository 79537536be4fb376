import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.model import Interval
from osintclaims.stats import central_region, interval_median, join_statements, nearest_value
from tests.stats.vote_sets import INF


def test_the_best_value_lies_in_the_region() -> None:
    """Region of the shared median; best value of least distance on the log scale, halved where that is flat."""
    found = central_region([9_000, 10_500], [11_000, 11_500], [10_000, 11_000], [True, True])
    assert (found.region.low[0], found.region.high[0]) == (10_500, 11_000)
    assert found.best[0] == 10_500  # the middle of 10,000 and 11,000 is 10,488, below the region


def test_weights_move_region_and_best_value() -> None:
    """A vote of three has the median against a vote of one; a vote without weight has no say."""
    found = central_region([1_000, 9_000], [1_100, 9_900], [1_050, 9_500], [True, True], [1, 3])
    assert (found.region.low[0], found.region.high[0], found.best[0]) == (9_000, 9_900, 9_500)
    light = central_region([1_000, 9_000], [1_100, 9_900], [1_050, 9_500], [True, True], [1, 0])
    assert (light.region.low[0], light.best[0]) == (1_000, 1_050)
    middle = central_region([1, 1], [9, 9], [2, 8], [True, True], [1, 3])
    assert middle.best[0] == 8


def test_each_group_has_a_best_value_or_none() -> None:
    """A point in one group is none for the next; a point in the last vote of a group counts for all of it."""
    low, high = [5, 5, 7, 5, 5], [6, 6, 8, 6, 6]
    found = central_region(low, high, low, [False, False, True, False, True], offsets=[0, 2, 3, 5])
    assert found.has_best.tolist() == [False, True, True]


@pytest.mark.parametrize(("point", "has_point"), [([5], [1]), ([5], [1, 1]), ([5, 7], [1]), ([5, 7], [[1, 1]])])
def test_each_vote_has_a_point_and_a_flag(point: list[int], has_point: list[int]) -> None:
    """One point is not taken for the point of every vote, nor one flag for all."""
    message = rf"^{np.size(point)} points and {np.size(has_point)} flags for 2 votes; one of each for all \[E106\]"
    with pytest.raises(InvalidValueError, match=message):
        central_region([5, 7], [6, 8], point, has_point)


def test_truth_values_may_be_numbers() -> None:
    """0 and 1 tell where points are."""
    assert central_region([5, 7], [6, 8], [5, 7], [0, 1]).has_best.tolist() == [True]


@pytest.mark.parametrize("end", [1e-300, 1e300])
def test_best_values_below_one_and_far_out(end: float) -> None:
    """The geometric middle does not overflow, and stays in an open region of very small figures."""
    found = central_region([end], [end * 4], [end * 2], [True])
    assert found.best[0] == end * 2
    flat = central_region([end, end * 4], [end, end * 4], [end, end * 4], [True, True])
    assert flat.best[0] == pytest.approx(end * 2, rel=1e-15)
    upper = central_region([end, end], [end * 4, end * 4], [end * 4, end * 4], [True, True], high_open=[True, True])
    assert upper.best[0] == math.nextafter(end * 4, 0)


def test_negative_ends_are_refused() -> None:
    """The best value is one of logs, whether or not the vote has a point."""
    with pytest.raises(InvalidValueError, match=r"vote 0 is -1.0 to 2.0; 0.0 <= low <= high"):
        central_region([-1], [2], [1], [True])


def test_open_ends_are_left_out() -> None:
    """A best value at an end that does not belong to the region is moved next to it."""
    found = central_region([5, 5], [5.5, 9], [5, 5], [True, True], low_open=[False, True])
    assert found.best[0] == math.nextafter(5, 6)
    upper = central_region([1, 4], [5, 5], [5, 5], [True, True], high_open=[True, False])
    assert upper.best[0] == math.nextafter(5, 0)


def test_a_vote_for_everything_has_no_middle() -> None:
    """From 0 to infinity there is no geometric middle: no best value, and no warning about it."""
    found = central_region([0], [math.inf], [0], [False])
    assert (found.region.low[0], found.region.high[0], bool(found.has_best[0])) == (0, math.inf, False)


def test_no_best_value_without_points_or_end() -> None:
    """Bounds alone, and a region without upper end, have no best value."""
    bounds = central_region([7_000, 0], [INF, 10_000], [0, 0], [False, False])
    assert (bounds.has_best[0], bounds.best[0]) == (False, 0)
    open_above = central_region([7_000, 8_000, 9_000], [INF, INF, 9_500], [0, 0, 9_200], [False, False, True])
    assert math.isinf(open_above.region.high[0])
    assert not open_above.has_best[0]


votes = st.lists(st.tuples(st.integers(1, 20), st.sampled_from([0, 1, 5, INF]), st.booleans()), min_size=1, max_size=6)


@given(st.lists(votes, min_size=1, max_size=4))
def test_groups_are_answered_alone(groups: list[list[tuple[int, float, bool]]]) -> None:
    """A batch says of each group what the kernels behind it say of the group alone."""
    flat = [vote for group in groups for vote in group]
    low = np.array([start for start, _, _ in flat], float)
    high = low + np.array([width for _, width, _ in flat])
    has_point = np.isfinite(high) & np.array([flag for _, _, flag in flat])
    offsets = np.append(0, np.cumsum([len(group) for group in groups]))
    found = central_region(low, high, low, has_point, offsets=offsets)
    for number, (start, stop) in enumerate(itertools.pairwise(offsets)):
        rows = slice(start, stop)
        region = interval_median(low[rows], high[rows], ties="shared")
        assert (found.region.low[number], found.region.high[number]) == (region.low[0], region.high[0])
        flags = has_point[rows]
        nearest = nearest_value(low[rows], np.where(flags, low[rows], high[rows]))
        if found.has_best[number]:
            middle = math.sqrt(nearest.low[0] * nearest.high[0])
            assert found.best[number] == pytest.approx(min(max(middle, region.low[0]), region.high[0]))
        else:
            assert math.isinf(region.high[0]) or not flags.any()


statements = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([0, 1, 4, INF]), st.booleans(), st.booleans()), min_size=1, max_size=4
)


@given(st.lists(statements, min_size=1, max_size=3))
def test_statements_are_joined_as_sets(groups: list[list[tuple[int, float, bool, bool]]]) -> None:
    """A vote is the intersection of its statements as intervals with open and closed ends, else their hull."""
    made = [
        [
            Interval(low, low + width, low_open=left and width > 0, high_open=(right and width > 0) or width == INF)
            for low, width, left, right in group
        ]
        for group in groups
    ]
    flat = [one for group in made for one in group]
    found = join_statements(
        [one.low for one in flat],
        [one.high for one in flat],
        low_open=[one.low_open for one in flat],
        high_open=[one.high_open for one in flat],
        offsets=np.append(0, np.cumsum([len(group) for group in made])),
    )
    for number, group in enumerate(made):
        shared, spanned = group[0], group[0]
        for one in group[1:]:
            shared, spanned = shared.intersect(one), spanned.hull(one)
        expected = spanned if shared.is_empty else shared
        joined = found.low[number], found.high[number], bool(found.low_open[number]), bool(found.high_open[number])
        assert joined == (expected.low, expected.high, expected.low_open, expected.high_open)
        assert bool(found.conflict[number]) == shared.is_empty
        assert bool(found.has_point[number]) == expected.is_two_sided
        if expected.is_two_sided:
            assert found.point[number] == pytest.approx(math.sqrt(expected.low * expected.high))


def test_points_inside_what_is_shared_decide() -> None:
    """The point of a vote is the middle of the stated points inside it; a point that was ruled out has no say."""
    found = join_statements([9_000, 0, 9_000], [11_000, 10_500, 12_000], point=[10_000, 0, 11_800], has_point=[1, 0, 1])
    assert (found.low[0], found.high[0], found.point[0]) == (9_000, 10_500, 10_000)
    both = join_statements([9_000, 9_500], [11_000, 12_000], point=[9_600, 10_400])
    assert both.point[0] == pytest.approx(math.sqrt(9_600 * 10_400))
    below = join_statements([9_000, 9_500], [11_000, 12_000], point=[9_200, 10_000])
    assert below.point[0] == 10_000
    endless = join_statements([7_000, 0], [INF, 8_000], point=[7_500, 50], offsets=[0, 1, 2])
    assert (endless.point.tolist(), endless.has_point.tolist()) == ([0, 0], [False, False])
    edge = join_statements([5, 5], [9, 9], point=[5, 9], low_open=[True, False], high_open=[True, False])
    assert edge.point[0] == pytest.approx(math.sqrt(45))


def test_columns_of_different_lengths() -> None:
    """Points and flags are one for each statement."""
    with pytest.raises(InvalidValueError, match=r"^1 points and 1 flags for 2 votes; one of each for all \[E106\]"):
        join_statements([1, 1], [2, 2], point=[1])


def test_only_points_that_are_stated_count() -> None:
    """A flag that is down keeps a figure out of the vote's point, wherever it lies; without any, the middle stands."""
    one = join_statements([1, 2], [8, 9], point=[3, 4], has_point=[False, True])
    assert one.point[0] == 4
    none = join_statements([2, 2], [8, 8], point=[3, 4], has_point=[False, False])
    assert (none.point[0], none.has_point[0]) == (pytest.approx(4), True)
    for truth in (1, 2, 1.0):
        assert join_statements([2, 2], [8, 8], point=[3, 5], has_point=[truth, 0]).point[0] == 3
    small = join_statements([0.1, 0.1], [0.9, 0.9], point=[0.2, 0.4], has_point=[True, False])
    assert small.point[0] == pytest.approx(0.2, rel=1e-15)


def test_points_on_open_ends_are_outside() -> None:
    """A point at an end that the vote leaves out is no point of it; inside it stands."""
    found = join_statements([2, 2], [8, 8], point=[2, 3], low_open=[True, True])
    assert found.point[0] == 3
    with pytest.raises(InvalidValueError, match=r"point\[0\] is nan"):
        join_statements([2], [8], point=[math.nan])
    with pytest.raises(InvalidValueError, match=r"vote 0 is -1.0 to 8.0; 0.0 <= low <= high"):
        join_statements([-1], [8])
    with pytest.raises(InvalidValueError, match=r"vote 1 is the point 8.0 with an open end"):
        join_statements([2, 8], [8, 8], high_open=[True, True])
