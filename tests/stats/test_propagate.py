import itertools
import math
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from osintclaims import InvalidValueError
from osintclaims.stats import BoundConflict, TightenedBounds, propagate_bounds
from osintclaims.stats._bounds import Constraints

INF = math.inf


@attrs.frozen
class Case:
    """Intervals with their parts, wholes and sums."""

    low: list[float]
    high: list[float]
    low_open: list[bool]
    high_open: list[bool]
    parts: list[tuple[int, int]]
    sums: list[tuple[int, int]]

    def propagated(self) -> TightenedBounds:
        """What the kernel makes of it."""
        flags: dict[str, Any] = {"low_open": self.low_open, "high_open": self.high_open}
        return propagate_bounds(self.low, self.high, part_of=self.parts, sum_of=self.sums, **flags)


@st.composite
def cases(draw: st.DrawFn, *, sums: bool = True, flags: bool = True, max_size: int = 6) -> Case:
    """Nodes with whole ends, of which later ones are wholes or totals of earlier ones."""
    size = draw(st.integers(1, max_size))
    case = Case([], [], [], [], [], [])
    for node in range(size):
        low = draw(st.sampled_from([0, 0, 3, 7, 12]))
        width = draw(st.sampled_from([INF, INF, 0, 2, 9]))
        case.low.append(float(low))
        case.high.append(low + width)
        case.low_open.append(flags and width > 0 and draw(st.booleans()))
        case.high_open.append(flags and width > 0 and draw(st.booleans()))
        below = draw(st.lists(st.sampled_from(range(node)), unique=True, max_size=3)) if node else []
        (case.sums if sums and draw(st.booleans()) else case.parts).extend((other, node) for other in below)
    return case


def _above(case: Case) -> list[set[int]]:
    """Every node and all that it is part of."""
    found = [{node} for node in range(len(case.low))]
    for _ in case.low:
        for part, whole in case.parts:
            found[part] |= found[whole]
    return found


@pytest.mark.parametrize("vast", [1e6, 1e14, 1e300])
def test_a_vast_whole_hides_no_conflict_among_its_parts(vast: float) -> None:
    """Rounding is that of what is added; parts and wholes hand on their ends as they are."""
    found = propagate_bounds([3.5, 0, 0], [INF, 3.4, vast], part_of=[(0, 1), (1, 2)])
    assert found.conflicts == (BoundConflict(lower=(0,), upper=(1,)),)
    low, high = [0.6, 0.5, 0, vast], [1, 1, 1, 2 * vast]
    added = propagate_bounds(low, high, sum_of=[(0, 2), (1, 2)], part_of=[(2, 3)])
    assert added.conflicts == (BoundConflict(lower=(0, 1), upper=(2,)),)


@given(cases(sums=False))
def test_parts_and_wholes_have_a_closed_form(case: Case) -> None:
    """Without a conflict, the lower end is the greatest of all parts, the upper one the least of all wholes."""
    above = _above(case)
    clashes = any(
        case.low[part] > case.high[whole]
        or (case.low[part] == case.high[whole] and (case.low_open[part] or case.high_open[whole]))
        for part in range(len(above))
        for whole in above[part]
    )
    found = case.propagated()
    assert bool(found.conflicts) == clashes
    for node in np.flatnonzero(found.settled).tolist():
        lows = [(case.low[part], case.low_open[part]) for part in range(len(above)) if node in above[part]]
        highs = [(case.high[whole], not case.high_open[whole]) for whole in above[node]]
        assert (found.low[node], found.low_open[node]) == max(lows)
        high, closed = min(highs)
        assert (found.high[node], found.high_open[node]) == (high, not closed or high == INF)


@given(cases(sums=False))
def test_a_conflict_of_parts_and_wholes_is_a_pair(case: Case) -> None:
    """One part is said to be more than one whole of it; no more than these two are blamed."""
    above = _above(case)
    for conflict in case.propagated().conflicts:
        (part,), (whole,) = conflict.lower, conflict.upper
        assert whole in above[part]
        assert case.low[part] >= case.high[whole]


def _only(case: Case, lower: set[int], upper: set[int]) -> TightenedBounds:
    """The same with no other ends than these."""
    nodes = range(len(case.low))
    return Case(
        [case.low[node] if node in lower else 0.0 for node in nodes],
        [case.high[node] if node in upper else INF for node in nodes],
        [case.low_open[node] and node in lower for node in nodes],
        [case.high_open[node] and node in upper for node in nodes],
        case.parts,
        case.sums,
    ).propagated()


@given(cases())
def test_no_end_of_a_conflict_can_be_spared(case: Case) -> None:
    """The ends of a conflict clash by themselves, and without any one of them they do not."""
    for conflict in case.propagated().conflicts:
        lower, upper = set(conflict.lower), set(conflict.upper)
        assert _only(case, lower, upper).conflicts == (conflict,)
        for node in lower:
            assert not _only(case, lower - {node}, upper).conflicts
        for node in upper:
            assert not _only(case, lower, upper - {node}).conflicts


def _sum_by_definition(case: Case) -> list[tuple[Fraction, bool, Fraction | None, bool]] | None:
    """Ends and flags of addends and, last, their total, in exact numbers; None where there is no solution."""
    total = len(case.low) - 1
    addends = list(range(total))
    low = [(Fraction(end), case.low_open[node]) for node, end in enumerate(case.low)]
    high = [None if end == INF else (Fraction(end), not case.high_open[node]) for node, end in enumerate(case.high)]

    def least(nodes: list[int]) -> tuple[Fraction, bool]:
        return sum((low[node][0] for node in nodes), Fraction(0)), any(low[node][1] for node in nodes)

    def most(nodes: list[int]) -> tuple[Fraction, bool] | None:
        ends = [end for node in nodes if (end := high[node]) is not None]
        return None if len(ends) < len(nodes) else (sum((e for e, _ in ends), Fraction(0)), all(c for _, c in ends))

    found = []
    for node in (*addends, total):
        others = [other for other in addends if other != node]
        lows, highs = [low[node]], [high[node]]
        rest_low, rest_high, top = least(others), most(others), high[total]
        if node == total:
            lows.append(rest_low)
            highs.append(rest_high)
        else:
            if rest_high is not None:
                lows.append((low[total][0] - rest_high[0], low[total][1] or not rest_high[1]))
            highs.append(None if top is None else (top[0] - rest_low[0], top[1] and not rest_low[1]))
        start, is_open = max(lows)
        stop, is_closed = min((end for end in highs if end is not None), default=(None, False))
        if stop is not None and (start > stop or (start == stop and (is_open or not is_closed))):
            return None
        found.append((start, is_open, stop, not is_closed))
    return found


@st.composite
def single_sums(draw: st.DrawFn) -> Case:
    """Up to four addends and their total, whose ends often fit exactly."""
    case = Case([], [], [], [], [], [])
    size = draw(st.integers(1, 4))
    for node in range(size + 1):
        low, width = draw(st.integers(0, 5)), draw(st.sampled_from([INF, 0, 1, 2, 3]))
        low += sum(int(end) for end in case.low) if node == size and draw(st.booleans()) else 0
        case.low.append(float(low))
        case.high.append(low + width)
        case.low_open.append(width > 0 and draw(st.booleans()))
        case.high_open.append(width > 0 and draw(st.booleans()))
    case.sums.extend((addend, size) for addend in range(size))
    return case


@given(single_sums())
def test_a_single_sum_has_a_closed_form(case: Case) -> None:
    """In whole numbers: a total is the sum of its addends, and an addend what the others leave, flags included."""
    found, want = case.propagated(), _sum_by_definition(case)
    assert bool(found.conflicts) == (want is None)
    if want is not None:
        low, low_open, high, high_open = zip(*want, strict=True)
        assert (found.low.tolist(), found.low_open.tolist()) == (list(low), list(low_open))
        assert found.high.tolist() == [INF if end is None else end for end in high]
        assert found.high_open.tolist() == list(high_open)


@given(single_sums(), st.sampled_from([10, 100, 2**70]))
def test_a_single_sum_of_fractions_has_a_closed_form(case: Case, parts: int) -> None:
    """In tenths, hundredths and tiny units the ends are the same, and rounding is taken for no conflict."""
    closed = [False] * len(case.low)
    whole = attrs.evolve(case, low_open=closed, high_open=closed)
    low, high = [end / parts for end in case.low], [end / parts for end in case.high]
    found, want = attrs.evolve(whole, low=low, high=high).propagated(), _sum_by_definition(whole)
    assert bool(found.conflicts) == (want is None)
    if want is not None:
        assert found.low == pytest.approx([float(end / parts) for end, _, _, _ in want], rel=1e-12)
        assert found.high == pytest.approx([INF if end is None else float(end / parts) for _, _, end, _ in want])
        assert (found.low <= found.high).all()


def _program(case: Case, lower: set[int], upper: set[int]) -> dict[str, Any]:
    """The constraints as a linear program, with some of the ends."""
    size = len(case.low)
    below, equal = [], []
    for part, whole in case.parts:
        row = np.zeros(size)
        row[part], row[whole] = 1, -1
        below.append(row)
    for total in {total for _, total in case.sums}:
        row = np.zeros(size)
        row[total] = -1
        for addend, other in case.sums:
            row[addend] += other == total
        equal.append(row)
    ends = [
        (case.low[node] if node in lower else 0, case.high[node] if node in upper and case.high[node] < INF else None)
        for node in range(size)
    ]
    rows = {"A_ub": below or None, "b_ub": [0] * len(below) or None, "A_eq": equal or None}
    return {**rows, "b_eq": [0] * len(equal) or None, "bounds": ends}


@given(cases(flags=False))
def test_bounds_hold_every_solution(case: Case) -> None:
    """No value that a linear program finds lies outside, and what is called a conflict has no solution at all."""
    found = case.propagated()
    everything = set(range(len(case.low)))
    program = _program(case, everything, everything)
    feasible = linprog(np.zeros(len(case.low)), **program).status != 2
    assert not (found.conflicts and feasible)
    for conflict in found.conflicts:
        clash = _program(case, set(conflict.lower), set(conflict.upper))
        assert linprog(np.zeros(len(case.low)), **clash).status == 2
    if feasible:
        for node in everything:
            cost = np.zeros(len(case.low))
            cost[node] = 1
            least, greatest = linprog(cost, **program), linprog(-cost, **program)
            assert found.low[node] <= least.fun + 1e-7
            assert greatest.status == 3 or found.high[node] >= -greatest.fun - 1e-7


@given(cases(), st.randoms(use_true_random=False))
def test_laws_of_propagation(case: Case, random: Any) -> None:
    """It never widens, is its own result, and neither the order of pairs nor the numbering of nodes matters."""
    found = case.propagated()
    assert (found.low >= case.low).all()
    assert (found.high <= case.high).all()
    again = Case(
        found.low.tolist(),
        found.high.tolist(),
        found.low_open.tolist(),
        found.high_open.tolist(),
        case.parts,
        case.sums,
    ).propagated()
    numbers = list(range(len(case.low)))
    random.shuffle(numbers)
    places = [numbers.index(node) for node in range(len(numbers))]
    parts = [(places[a], places[b]) for a, b in case.parts]
    sums = [(places[a], places[b]) for a, b in case.sums]
    random.shuffle(parts)
    random.shuffle(sums)
    other = Case(
        [case.low[node] for node in numbers],
        [case.high[node] for node in numbers],
        [case.low_open[node] for node in numbers],
        [case.high_open[node] for node in numbers],
        parts,
        sums,
    ).propagated()
    for name in ("low", "high", "low_open", "high_open", "settled"):
        assert getattr(again, name).tolist() == getattr(found, name).tolist()
        assert getattr(other, name)[places].tolist() == getattr(found, name).tolist()


@given(cases(), cases())
def test_two_sets_in_one_call_do_not_touch(one: Case, other: Case) -> None:
    """Numbered one after another they get what each gets alone, conflicts included."""
    shift = len(one.low)
    both = Case(
        one.low + other.low,
        one.high + other.high,
        one.low_open + other.low_open,
        one.high_open + other.high_open,
        one.parts + [(a + shift, b + shift) for a, b in other.parts],
        one.sums + [(a + shift, b + shift) for a, b in other.sums],
    ).propagated()
    first, second = one.propagated(), other.propagated()
    assert both.low.tolist() == first.low.tolist() + second.low.tolist()
    assert both.high.tolist() == first.high.tolist() + second.high.tolist()
    assert both.settled.tolist() == first.settled.tolist() + second.settled.tolist()
    moved = [
        BoundConflict(*(tuple(node + shift for node in ends) for ends in attrs.astuple(conflict)))
        for conflict in second.conflicts
    ]
    assert set(both.conflicts) == {*first.conflicts, *moved}


def test_sums_work_both_ways() -> None:
    """A total is the sum of its addends, and an addend is what the others leave of the total."""
    low, high = [300.0, 0.0, 0.0], [400.0, INF, 1_000.0]
    found = propagate_bounds(low, high, sum_of=[(0, 2), (1, 2)])
    assert (found.low.tolist(), found.high.tolist()) == ([300, 0, 300], [400, 700, 1_000])
    rest = propagate_bounds([300, 0, 900], [400, INF, 1_000], sum_of=[(0, 2), (1, 2)])
    assert (rest.low.tolist(), rest.high.tolist()) == ([300, 500, 900], [400, 700, 1_000])


@pytest.mark.parametrize("total_open", [False, True])
@pytest.mark.parametrize("other_open", [False, True])
def test_open_ends_of_sums(total_open: bool, other_open: bool) -> None:  # noqa: FBT001 - pytest passes by name
    """An addend is at least the total less the other: strictly so if the total or the other leaves out its end."""
    found = propagate_bounds(
        [0, 0, 10],
        [9, INF, INF],
        sum_of=[(0, 2), (1, 2)],
        low_open=[False, False, total_open],
        high_open=[other_open, False, False],
    )
    assert (found.low[1], bool(found.low_open[1])) == (1, total_open or other_open)
    assert (found.low[0], bool(found.low_open[0])) == (0, False)
    assert (found.high[1], bool(found.high_open[1])) == (INF, True)
    mirrored = propagate_bounds(
        [1, 0, 0],
        [INF, INF, 10],
        sum_of=[(0, 2), (1, 2)],
        low_open=[other_open, False, False],
        high_open=[False, False, total_open],
    )
    assert (mirrored.high[1], bool(mirrored.high_open[1])) == (9, total_open or other_open)
    assert (mirrored.high[0], bool(mirrored.high_open[0])) == (10, total_open)
    assert (mirrored.low[2], bool(mirrored.low_open[2])) == (1, other_open)


@pytest.mark.parametrize("unit", [1.0, 2.0**-70, 2.0**70])
def test_an_endless_addend_tells_nothing_of_the_others(unit: float) -> None:
    """Where an addend has no upper end, the others may be nothing; it itself is at least what they leave."""
    low, sums = np.array([0, 0, 0, 30]) * unit, [(0, 3), (1, 3), (2, 3)]
    found = propagate_bounds(low, np.array([INF, 5, 7, INF]) * unit, sum_of=sums)
    assert (found.low / unit).tolist() == [18, 0, 0, 30]
    both = propagate_bounds(low, np.array([INF, INF, 7, INF]) * unit, sum_of=sums)
    assert (both.low / unit).tolist() == [0, 0, 0, 30]


@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e9])
def test_fractions_that_add_up_are_left_alone(scale: float) -> None:
    """0.1, 0.2 and 0.3 add up, though their floats do not: no end moves, and none is taken for a conflict."""
    ends = [0.1 * scale, 0.2 * scale, 0.3 * scale]
    found = propagate_bounds(ends, ends, sum_of=[(0, 2), (1, 2)])
    assert not found.conflicts
    assert found.low.tolist() == pytest.approx(ends, rel=1e-12)
    assert found.high.tolist() == pytest.approx(ends, rel=1e-12)
    assert not found.low_open.any()
    assert not found.high_open.any()
    apart = propagate_bounds([*ends[:2], ends[2] * 1.001], [*ends[:2], ends[2] * 1.001], sum_of=[(0, 2), (1, 2)])
    assert apart.conflicts


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.sampled_from([7, 10, 100, 1_000]))
def test_fractions_that_add_up_keep_every_bit(numbers: list[int], parts: int) -> None:
    """Whatever fractions add up, each keeps the float that stands for it, and none is in conflict."""
    ends = [number / parts for number in (*numbers, sum(numbers))]
    found = propagate_bounds(ends, ends, sum_of=[(addend, len(numbers)) for addend in range(len(numbers))])
    assert not found.conflicts
    assert (found.low.tolist(), found.high.tolist()) == (ends, ends)


def test_rounding_grows_with_the_addends() -> None:
    """Three thousand times 0.1 is 300, though floats that are added one by one are off by much more than one digit."""
    ends, sums = [0.1] * 3_000 + [300.0], [(addend, 3_000) for addend in range(3_000)]
    assert not propagate_bounds([*ends[:-1], 0], [INF] * 3_000 + ends[-1:], sum_of=sums).conflicts
    found = propagate_bounds(ends, ends, sum_of=sums)
    assert not found.conflicts
    assert (found.low.tolist(), found.high.tolist()) == (ends, ends)


def test_ends_that_cross_by_rounding_meet_inside_what_was_given() -> None:
    """A part of 0.1 + 0.2 in a whole of at most 0.3: both keep their points, and other nodes their open ends."""
    more = 0.1 + 0.2
    found = propagate_bounds(
        [more, 0, 5, 0.5],
        [more, 0.3, INF, 7.5],
        part_of=[(0, 1), (2, 3)],
        low_open=[False, False, True, False],
        high_open=[False, False, False, True],
    )
    assert found.settled.all()
    assert (found.low.tolist(), found.high.tolist()) == ([more, 0.3, 5, 5], [more, 0.3, 7.5, 7.5])
    assert (found.low_open.tolist(), found.high_open.tolist()) == (
        [False, False, True, True],
        [False, False, True, True],
    )
    used_up = propagate_bounds([0.1, 0.2, 0, 0], [0.1, 0.2, INF, 0.3], sum_of=[(0, 3), (1, 3), (2, 3)])
    assert (used_up.low.tolist(), used_up.high.tolist()) == ([0.1, 0.2, 0, 0.3], [0.1, 0.2, 0, 0.3])
    empty = propagate_bounds([0.5, 0], [INF, 0.5], part_of=[(0, 1)], low_open=[True, False])
    assert empty.conflicts == (BoundConflict((0,), (1,)),)


@pytest.mark.parametrize("whole", [0.5, 1, 1.1])
def test_hundredths_add_up_to_their_whole(whole: float) -> None:
    """However a whole is cut into three, parts of at least and at most so much are in no conflict with it."""
    steps = round(whole * 100)
    cuts = [(a, b, steps - a - b) for a in range(1, steps - 1) for b in range(1, steps - a)]
    parts = np.array(cuts) / 100
    blank, given = np.zeros((len(parts), 1)), np.full((len(parts), 1), whole)
    places = np.arange(4 * len(parts)).reshape(-1, 4)
    pairs = np.stack([places[:, :3], places[:, [3, 3, 3]]], axis=2).reshape(-1, 2)
    for low, high in (((parts, blank), (parts + INF, given)), ((0 * parts, given), (parts, blank + INF))):
        found = propagate_bounds(np.hstack(low).ravel(), np.hstack(high).ravel(), sum_of=pairs)
        assert not found.conflicts
        assert (found.low <= found.high).all()
        assert found.low[3::4] == pytest.approx(given.ravel(), rel=1e-15)
        assert found.high[3::4] == pytest.approx(given.ravel(), rel=1e-15)


def test_whole_numbers_conflict_by_one() -> None:
    """Counts are exact up to 2^53: one too many is a conflict, however large they are."""
    large = 2.0**52
    assert not propagate_bounds([large, 1, large + 1], [large, 1, large + 1], sum_of=[(0, 2), (1, 2)]).conflicts
    assert propagate_bounds([large, 1, large + 2], [large, 1, large + 2], sum_of=[(0, 2), (1, 2)]).conflicts
    assert propagate_bounds([large, large, 0], [INF, INF, 2 * large - 1], sum_of=[(0, 2), (1, 2)]).conflicts
    assert propagate_bounds([large, large, 2 * large - 1], [INF] * 3, sum_of=[(0, 2), (1, 2)]).low[2] == 2 * large
    assert propagate_bounds([large + 1, large], [large + 1, large], part_of=[(0, 1)]).conflicts


def test_open_ends_travel() -> None:
    """More than 7,000 in a part is more than 7,000 in the whole, and a sum with an open addend is open."""
    found = propagate_bounds([7_000, 7_000], [INF, INF], part_of=[(0, 1)], low_open=[True, False])
    assert found.low_open.tolist() == [True, True]
    total = propagate_bounds([7, 5, 0], [9, 6, INF], sum_of=[(0, 2), (1, 2)], low_open=[True, False, False])
    assert (total.low[2], total.low_open[2], total.high[2], total.high_open[2]) == (12, True, 15, False)
    empty = propagate_bounds([5, 0], [INF, 5], part_of=[(0, 1)], low_open=[True, False])
    assert empty.conflicts == (BoundConflict((0,), (1,)),)


def test_the_nearest_pair_is_blamed() -> None:
    """A village of 20 in a region of 15 in a country of at most 10: the region and the country clash first."""
    found = propagate_bounds([20, 15, 0], [INF, INF, 10], part_of=[(0, 1), (1, 2)])
    assert found.conflicts == (BoundConflict((1,), (2,)),)
    assert found.settled.tolist() == [False] * 3
    assert (found.low.tolist(), found.high.tolist()) == ([20, 15, 0], [INF, INF, 10])


@pytest.mark.parametrize("rule", ["part_of", "sum_of"])
def test_the_nearest_pair_is_blamed_however_nodes_are_numbered(rule: str) -> None:
    """30 in a village, 20 in its district, at most 10 three steps above: the district's figure is the nearer one."""
    for numbers in itertools.permutations(range(5)):
        low, high = [0.0] * 5, [INF] * 5
        low[numbers[0]], low[numbers[1]], high[numbers[4]] = 30.0, 20.0, 10.0
        constraints: dict[str, Any] = {rule: list(itertools.pairwise(numbers))}
        found = propagate_bounds(low, high, **constraints)
        assert found.conflicts == (BoundConflict((numbers[1],), (numbers[4],)),)


def test_ends_far_apart_clash() -> None:
    """10 at the bottom and 5 at the top of twelve levels between which nothing is known."""
    low, high = [10.0] + [0.0] * 11, [INF] * 11 + [5.0]
    found = propagate_bounds(low, high, part_of=list(itertools.pairwise(range(12))))
    assert found.conflicts == (BoundConflict((0,), (11,)),)


def test_a_sum_blames_only_the_addends_it_needs() -> None:
    """6 and 5 exceed 10 without the third addend; another set in the same call is tightened all the same."""
    sums = [(0, 3), (1, 3), (2, 3)]
    found = propagate_bounds([6, 5, 1, 0, 4, 0], [INF, INF, INF, 10, INF, INF], sum_of=sums, part_of=[(4, 5)])
    assert found.conflicts == (BoundConflict((0, 1), (3,)),)
    assert found.settled.tolist() == [False] * 4 + [True] * 2
    assert found.low[5] == 4


@pytest.mark.parametrize("blamed", [2, 200])
def test_a_conflict_of_a_long_sum_takes_few_looks(blamed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 addends, of which two, or all, exceed their total: two looks for each end that is blamed, and few more."""
    looks = 0
    settle = Constraints.settle

    def counted(*given: Any, **limits: Any) -> Any:
        nonlocal looks
        looks += 1
        return settle(*given, **limits)

    monkeypatch.setattr(Constraints, "settle", counted)
    low = np.where(np.arange(201) < blamed, 1.0, 2.0**-12)
    low[-1] = 0
    high = np.full(201, INF)
    high[-1] = blamed - 2.0**-3
    found = propagate_bounds(low, high, sum_of=[(addend, 200) for addend in range(200)])
    assert found.conflicts == (BoundConflict(tuple(range(blamed)), (200,)),)
    assert looks <= 2 * (blamed + 1) + 30


def test_fewer_ends_are_blamed_even_when_they_clash_on_a_longer_way() -> None:
    """10 in a part of two addends makes 20, which exceeds 18: the third addend's 9 is not needed."""
    parts, sums = [(0, 1), (0, 2)], [(1, 4), (2, 4), (3, 4)]
    found = propagate_bounds([10, 0, 0, 9, 0], [INF, INF, INF, INF, 18], part_of=parts, sum_of=sums)
    assert found.conflicts == (BoundConflict((0,), (4,)),)


def test_rounding_is_no_conflict() -> None:
    """0.1 and 0.2 are 0.3, though not in floats; whole numbers up to 10^15 count to the last digit."""
    found = propagate_bounds([0.1, 0.2, 0.3], [0.1, 0.2, 0.3], sum_of=[(0, 2), (1, 2)])
    assert found.settled.all()
    assert (found.low.tolist(), found.high.tolist()) == ([0.1, 0.2, 0.3], [0.1, 0.2, 0.3])
    crossed = propagate_bounds([0.1, 0.2, 0, 0], [0.1, 0.2, INF, 0.3], sum_of=[(0, 2), (1, 2)], part_of=[(2, 3)])
    assert crossed.settled.all()
    assert crossed.low[2] <= crossed.high[2]
    large = propagate_bounds([1e15, 1, 0], [1e15, 1, 1e15], sum_of=[(0, 2), (1, 2)])
    assert large.conflicts


def test_sums_beyond_the_floats_ask_for_nothing_wrong() -> None:
    """Addends whose sum overflows leave the total as it was."""
    found = propagate_bounds([1.7e308, 1.7e308, 0], [1.75e308, 1.75e308, INF], sum_of=[(0, 2), (1, 2)])
    assert found.settled.all()
    assert (found.low[2], found.high[2]) == (0, INF)


def test_long_chains_and_many_sets() -> None:
    """A chain of a thousand carries its ends all the way; a hundred thousand nodes are one call."""
    chain = np.stack([np.arange(999), np.arange(1, 1_000)], axis=1)
    low, high = np.zeros(1_000), np.full(1_000, INF)
    low[0], high[-1] = 5, 100
    found = propagate_bounds(low, high, part_of=chain)
    assert (found.low.min(), found.high.max()) == (5, 100)
    nodes = np.arange(100_000)
    pairs = np.stack([nodes[:-1], nodes[1:]], axis=1)[nodes[:-1] % 10 != 9]
    many = propagate_bounds(np.where(nodes % 10 == 0, 5.0, 0.0), np.full(100_000, INF), part_of=pairs)
    assert (many.low == 5).all()


def test_bounds_that_creep_without_end_are_refused() -> None:
    """A + 1 is part of A + 0: each round adds 1, and no round finds the contradiction."""
    with pytest.raises(
        InvalidValueError, match=r"^bounds creep on after 10000 rounds; sums with common addends that agree \[E106\]$"
    ):
        propagate_bounds(
            [0, 1, 0, 0, 0],
            [INF, 1, 0, INF, INF],
            sum_of=[(0, 3), (1, 3), (0, 4), (2, 4)],
            part_of=[(3, 4)],
        )


def test_a_conflict_that_shows_late_leaves_the_first_one_standing() -> None:
    """One set contradicts itself at once, another three steps on, a third not at all."""
    low, high = [12, 0, 5, 0, 0, 0, 1, 0], [INF, 10, INF, INF, INF, 4, INF, INF]
    found = propagate_bounds(low, high, part_of=[(0, 1), (2, 3), (3, 4), (4, 5), (6, 7)])
    assert found.conflicts == (BoundConflict((0,), (1,)), BoundConflict((2,), (5,)))
    assert found.settled.tolist() == [False] * 6 + [True] * 2
    assert (found.low.tolist(), found.high.tolist()) == ([*low[:7], 1], high)


def test_a_point_with_an_open_end_is_refused() -> None:
    """It would hold nothing."""
    with pytest.raises(InvalidValueError, match=r"vote 1 is the point 5\.0 with an open end"):
        propagate_bounds([1, 5], [2, 5], part_of=[(0, 1)], low_open=[False, True])


def test_bad_orders_are_refused() -> None:
    """Circles through parts and sums together, and negative quantities."""
    with pytest.raises(InvalidValueError, match=r"nodes \[0, 1\] are in a circle"):
        propagate_bounds([0, 0], [1, 1], part_of=[(0, 1)], sum_of=[(1, 0)])
    with pytest.raises(InvalidValueError, match=r"vote 0 is -1.0 to 1.0"):
        propagate_bounds([-1], [1])
    with pytest.raises(InvalidValueError, match=r"sum_of names node 2"):
        propagate_bounds([0, 0], [1, 1], sum_of=[(0, 2)])
    with pytest.raises(InvalidValueError, match="there are no votes"):
        propagate_bounds([], [])


def test_every_contradiction_is_looked_for() -> None:
    """Of 6, 5 and 7 any two exceed 10; what is found in one set of nodes ends the search in no other."""
    low, high = [12, 0, 6, 5, 7, 0], [INF, 10, INF, INF, INF, 10]
    found = propagate_bounds(low, high, part_of=[(0, 1)], sum_of=[(2, 5), (3, 5), (4, 5)])
    pairs = [((0,), (1,)), ((2, 4), (5,)), ((3, 4), (5,))]
    assert found.conflicts == tuple(BoundConflict(*ends) for ends in pairs)
