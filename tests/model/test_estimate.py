import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import Estimate, Hedge, InvalidValueError, UnitError
from osintclaims.model import Interval, figure, noun, plural
from osintclaims.testing import estimates
from osintclaims.units import canonical, catalogue, install

INF = math.inf

#: One row for each way of saying it: what is stated, the literal bounds, whether it is one-sided, and the English.
SAID: dict[str, tuple[Estimate, tuple[Any, ...], tuple[float, float], bool, str]] = {
    "of": (Estimate.of(28, "flight"), (28, 28, 28, False, False), (28, 28), False, "28 flights"),
    "of one": (Estimate.of(1, "soldier"), (1, 1, 1, False, False), (1, 1), False, "1 person"),
    "exactly": (Estimate.exactly(0, "person"), (0, 0, 0, False, False), (0, 0), False, "exactly 0 people"),
    "about": (
        Estimate.about(10_000, "person"),
        (None, 10_000, None, False, False),
        (0, INF),
        False,
        "about 10,000 people",
    ),
    "nearly": (Estimate.nearly(500, "ship"), (None, None, 500, False, True), (0, 500), False, "nearly 500 ships"),
    "just over": (Estimate.just_over(3, "km"), (3, None, None, True, False), (3, INF), False, "just over 3 kilometers"),
    "at least": (
        Estimate.at_least(28, "flight"),
        (28, None, None, False, False),
        (28, INF),
        True,
        "at least 28 flights",
    ),
    "more than": (
        Estimate.more_than(7_000, "person"),
        (7_000, None, None, True, False),
        (7_000, INF),
        True,
        "more than 7,000 people",
    ),
    "at most": (Estimate.at_most(5, "percent"), (None, None, 5, False, False), (-INF, 5), True, "at most 5 percent"),
    "up to": (Estimate.up_to(3, "brigade"), (None, None, 3, False, False), (0, 3), True, "up to 3 brigades"),
    "less than": (Estimate.less_than(9, "sortie"), (None, None, 9, False, True), (0, 9), True, "less than 9 sorties"),
    "between": (Estimate.between(0, 10, "shell"), (0, None, 10, False, False), (0, 10), False, "0 to 10 shells"),
    "plus minus": (
        Estimate.plus_minus(10, 2, "site"),
        (8, 10, 12, False, False),
        (8, 12),
        False,
        "8 to 12 sites, best 10",
    ),
    "vaguely": (
        Estimate.vaguely("hundreds", "person"),
        (None, None, None, False, False),
        (0, INF),
        False,
        "hundreds of people",
    ),
    "open range": (
        Estimate(unit="tonne", low=1, high=2.5, low_open=True),
        (1, None, 2.5, True, False),
        (1, 2.5),
        False,
        "more than 1 and at most 2.5 tonnes",
    ),
    "half open range": (
        Estimate(unit="tonne", low=1, high=2.5, high_open=True),
        (1, None, 2.5, False, True),
        (1, 2.5),
        False,
        "at least 1 and less than 2.5 tonnes",
    ),
    "bare point": (Estimate(unit="USD", best=0.5), (None, 0.5, None, False, False), (-INF, INF), False, "0.5 USD"),
    "best and low": (
        Estimate(unit="person", low=3, best=5),
        (3, 5, None, False, False),
        (3, INF),
        False,
        "at least 3 people, best 5",
    ),
}

REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "nothing": (
        lambda: Estimate(unit="person"),
        "E101",
        "estimate says nothing; give at least one of low, best, high, vague",
    ),
    "an empty word": (
        lambda: Estimate.vaguely(" ", "person"),
        "E101",
        "estimate says nothing; give at least one of low, best, high, vague",
    ),
    "low above high": (
        lambda: Estimate.between(12, 10, "person"),
        "E102",
        "empty range: at least 12 and at most 10; low must not exceed high",
    ),
    "an open point": (
        lambda: Estimate(unit="person", low=7000, high=7000, low_open=True),
        "E102",
        "empty range: more than 7000 and at most 7000; low must not exceed high",
    ),
    "an open upper point": (
        lambda: Estimate(unit="person", low=7, high=7, high_open=True),
        "E102",
        "empty range: at least 7 and less than 7; low must not exceed high",
    ),
    "less than no person": (
        lambda: Estimate.less_than(0, "person"),
        "E102",
        "empty range: no person is less than 0; counts start at 0",
    ),
    "a negative margin": (
        lambda: Estimate.plus_minus(10, -1, "person"),
        "E102",
        "margin -1 is negative; give the distance to either side",
    ),
    "best above high": (lambda: Estimate(unit="person", best=12, high=10), "E103", "best 12 lies above high 10"),
    "best below low without high": (lambda: Estimate(unit="person", best=2, low=3), "E103", "best 2 lies below low 3"),
    "best on an open low": (
        lambda: Estimate(unit="person", best=3, low=3, low_open=True),
        "E103",
        "best 3 is excluded by the open low",
    ),
    "best on an open high": (
        lambda: Estimate(unit="person", best=3, high=3, high_open=True),
        "E103",
        "best 3 is excluded by the open high",
    ),
    "half a person": (lambda: Estimate.of(4.5, "person"), "E104", "person is a count: 4.5 is not a whole number"),
    "3.9 people": (lambda: Estimate.of(3.9, "person"), "E104", "person is a count: 3.9 is not a whole number"),
    "minus three": (lambda: Estimate.of(-3, "soldiers"), "E105", "person cannot be negative: -3"),
    "a margin below zero": (lambda: Estimate.plus_minus(1, 2, "person"), "E105", "person cannot be negative: -1"),
    "a bool": (lambda: Estimate.of(value=True, unit="person"), "E106", "low must be a number, got True"),
    "a string": (
        lambda: Estimate.of(_any("7,000"), "person"),
        "E106",
        'low must be a number, got the string "7,000" (write 7_000)',
    ),
    "a string with a fraction": (
        lambda: Estimate.of(_any("7.5"), "km"),
        "E106",
        'low must be a number, got the string "7.5" (write 7.5)',
    ),
    "not a number": (
        lambda: Estimate.about(math.nan, "km"),
        "E106",
        "best must be a finite number within 10^18, got nan",
    ),
    "infinity": (lambda: Estimate.at_most(INF, "km"), "E106", "high must be a finite number within 10^18, got inf"),
    "too much": (
        lambda: Estimate.at_most(10**18 + 1, "km"),
        "E106",
        "high must be a finite number within 10^18, got a very large int",
    ),
    "a misspelt unit": (
        lambda: Estimate.of(3, "soldirs"),
        "E107",
        'unknown unit "soldirs"; did you mean "soldiers" (person)?',
    ),
    "an open end without number": (
        lambda: Estimate(unit="person", low=3, high_open=True),
        "E110",
        "an end that is not stated cannot be open; give its number",
    ),
    "an open low without number": (
        lambda: Estimate(unit="person", high=3, low_open=True),
        "E110",
        "an end that is not stated cannot be open; give its number",
    ),
    "a hedge that is none": (
        lambda: Estimate(unit="person", low=3, hedge=_any("some")),
        "E310",
        (
            'hedge must be a Hedge, got the string "some"; Hedge has BARE, EXACT, MORE_THAN, AT_LEAST, '
            "LESS_THAN, AT_MOST, UP_TO, ABOUT, NEARLY, JUST_OVER, RANGE, PLUS_MINUS, VAGUE"
        ),
    ),
    "a word without its hedge": (
        lambda: Estimate(unit="person", low=3, vague="hundreds"),
        "E110",
        "hedge bare does not fit the numbers; bare states a number; the constructors get it right",
    ),
    "a word with a number": (
        lambda: Estimate(unit="person", low=3, vague="hundreds", hedge=Hedge.VAGUE),
        "E110",
        "hedge vague does not fit the numbers; vague states vague; the constructors get it right",
    ),
    "a word with a best value": (
        lambda: Estimate(unit="person", best=3, vague="hundreds", hedge=Hedge.VAGUE),
        "E110",
        "hedge vague does not fit the numbers; vague states vague; the constructors get it right",
    ),
    "a word with an upper end": (
        lambda: Estimate(unit="person", high=3, vague="hundreds", hedge=Hedge.VAGUE),
        "E110",
        "hedge vague does not fit the numbers; vague states vague; the constructors get it right",
    ),
    "a value plus or minus something that is no number": (
        lambda: Estimate.plus_minus(_any("5"), 1, "km"),
        "E106",
        'value must be a number, got the string "5" (write 5)',
    ),
    "a margin that is no number": (
        lambda: Estimate.plus_minus(5, _any(None), "km"),
        "E106",
        "margin must be a number, got None",
    ),
    "hundreds in another unit": (
        lambda: Estimate.vaguely("hundreds", "km").to("mile"),
        "E108",
        (
            'cannot turn "hundreds" in kilometer into mile; '
            "a profile reads the word in its own unit; reconcile converts what it read"
        ),
    ),
    "no single value": (
        lambda: Estimate.at_least(3, "km").quantity(),
        "E111",
        '"at least 3 kilometers" states no single value; use .bounds',
    ),
    "another dimension": (
        lambda: Estimate.of(3, "km").to("kg"),
        "E108",
        "cannot turn kilometer into kilogram; they measure different things",
    ),
    "an overlap of unlike things": (
        lambda: Estimate.of(3, "shell").overlaps(Estimate.of(3, "person")),
        "E108",
        "cannot turn person into shell; they measure different things",
    ),
    "an overlap with a number": (
        lambda: Estimate.of(3, "shell").overlaps(_any(3)),
        "E005",
        "other must be an Estimate, got 3",
    ),
}


#: What each constructor is given, and what it states.
CONSTRUCTORS: dict[str, tuple[tuple[float, ...], dict[str, Any]]] = {
    "of": ((28,), {"low": 28, "best": 28, "high": 28, "hedge": Hedge.BARE}),
    "exactly": ((28,), {"low": 28, "best": 28, "high": 28, "hedge": Hedge.EXACT}),
    "about": ((28,), {"best": 28, "hedge": Hedge.ABOUT}),
    "nearly": ((28,), {"high": 28, "high_open": True, "hedge": Hedge.NEARLY}),
    "just_over": ((28,), {"low": 28, "low_open": True, "hedge": Hedge.JUST_OVER}),
    "at_least": ((28,), {"low": 28, "hedge": Hedge.AT_LEAST}),
    "more_than": ((28,), {"low": 28, "low_open": True, "hedge": Hedge.MORE_THAN}),
    "at_most": ((28,), {"high": 28, "hedge": Hedge.AT_MOST}),
    "up_to": ((28,), {"high": 28, "hedge": Hedge.UP_TO}),
    "less_than": ((28,), {"high": 28, "high_open": True, "hedge": Hedge.LESS_THAN}),
    "between": ((20, 30), {"low": 20, "high": 30, "hedge": Hedge.RANGE}),
    "plus_minus": ((25, 5), {"low": 20, "best": 25, "high": 30, "hedge": Hedge.PLUS_MINUS}),
}


@pytest.mark.parametrize("name", CONSTRUCTORS)
def test_constructors(name: str) -> None:
    """Each way of saying a figure sets its numbers, its hedge and its wording, and nothing else."""
    given_, stated_ = CONSTRUCTORS[name]
    build = getattr(Estimate, name)
    assert build(*given_, "flights") == Estimate(unit="flight", **stated_)
    worded = Estimate(unit="flight", wording="28 or so", **stated_)
    assert build(*given_, "flights", wording="28 or so") == worded


def test_a_word_for_a_number() -> None:
    """A vague word stands in place of all numbers; its wording may be longer."""
    some = Estimate(unit="flight", vague="dozens", hedge=Hedge.VAGUE)
    assert Estimate.vaguely("dozens", "flights") == some
    assert Estimate.vaguely("dozens", "flights", wording="dozens more") == attrs.evolve(some, wording="dozens more")


def _any(value: object) -> Any:
    return value


def stated(estimate: Estimate) -> tuple[Any, ...]:
    """The numbers of an estimate and its open ends."""
    return estimate.low, estimate.best, estimate.high, estimate.low_open, estimate.high_open


@pytest.mark.parametrize("case", SAID)
def test_said(case: str) -> None:
    """Each constructor states what its words do, no more; bounds are literal; it prints as one would say it."""
    estimate, numbers, bounds, one_sided, english = SAID[case]
    assert stated(estimate) == numbers
    assert estimate.bounds == bounds
    assert all(type(end) is float for end in estimate.bounds)
    assert estimate.is_one_sided is one_sided
    assert str(estimate) == english


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    """What no figure can be is refused with its code and a message that names it."""
    build, code, message = REFUSED[case]
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert str(caught.value) == f"{message} [{code}]"


@pytest.mark.parametrize("text", ["10.000", "1.234.567", "1,2", "١٢", "about 10", ""])
def test_ambiguous_strings(text: str) -> None:
    """No hint guesses what an ambiguous string means."""
    with pytest.raises(InvalidValueError) as caught:
        Estimate.of(_any(text), "person")
    assert "write" not in str(caught.value)


@pytest.mark.parametrize("hedge", Hedge)
@pytest.mark.parametrize("case", SAID)
def test_hedge_and_numbers(case: str, hedge: Hedge) -> None:
    """A hedge is accepted with the numbers that it states, and the hedge of a constructor always is."""
    estimate = SAID[case][0]
    low, best, high, low_open, high_open = stated(estimate)
    fits = {
        Hedge.BARE: not estimate.vague,
        Hedge.EXACT: low is not None and low == best == high,
        Hedge.MORE_THAN: low is not None and low_open,
        Hedge.JUST_OVER: low is not None and low_open,
        Hedge.AT_LEAST: low is not None and not low_open,
        Hedge.LESS_THAN: high is not None and high_open,
        Hedge.NEARLY: high is not None and high_open,
        Hedge.AT_MOST: high is not None and not high_open,
        Hedge.UP_TO: high is not None and not high_open,
        Hedge.ABOUT: best is not None,
        Hedge.RANGE: low is not None and high is not None,
        Hedge.PLUS_MINUS: None not in (low, best, high),
        Hedge.VAGUE: bool(estimate.vague),
    }[hedge]
    if fits:
        assert attrs.evolve(estimate, hedge=hedge).hedge is hedge
    else:
        with pytest.raises(InvalidValueError, match=r"\[E110\]"):
            attrs.evolve(estimate, hedge=hedge)
    assert hedge is not estimate.hedge or fits


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (4.0, 4),
        (-0.0, 0),
        (1e15, 10**15),
        (1e17, 10**17),
        (float(2**59), 2**59),
        (10**18, 10**18),
        (1e18, 10**18),
        (2**53 + 1, 2**53 + 1),
    ],
)
def test_whole_numbers(value: float, kept: int) -> None:
    """Whole values are stored as int, whatever they were given as, without loss."""
    estimate = Estimate.of(value, "person")
    assert (estimate.low, type(estimate.low)) == (kept, int)
    assert estimate == Estimate.of(kept, "person")


def test_numpy_numbers() -> None:
    """A float of NumPy becomes a plain one."""
    numpy = pytest.importorskip("numpy")
    assert [type(Estimate.about(numpy.float64(value), "km").best) for value in (1.5, 2.0)] == [float, int]


class Agreeable(float):
    """A float that agrees to every comparison."""

    def __le__(self, other: object) -> bool:
        return True

    def __ge__(self, other: object) -> bool:
        return True


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e19])
@pytest.mark.parametrize("unit", ["person", "km"])
def test_subclasses_of_numbers(value: float, unit: str) -> None:
    """A subclass that compares in its own way brings in no number that a plain one could not."""
    with pytest.raises(InvalidValueError, match=r"finite number within 10\^18, got .*E106"):
        Estimate.about(Agreeable(value), unit)


@pytest.mark.parametrize("value", [Decimal(7), Fraction(7, 2)], ids=repr)
def test_other_numbers(value: object) -> None:
    """Numbers of other types are refused with what to pass instead."""
    with pytest.raises(InvalidValueError, match=rf"got a {type(value).__name__} \(pass an int or a float\)"):
        Estimate.of(value, "person")  # type: ignore[arg-type]


def test_neighbours_beyond_doubles() -> None:
    """Large counts that doubles cannot tell apart stay apart."""
    one, other = Estimate.of(2**53, "person"), Estimate.of(2**53 + 1, "person")
    assert not one.overlaps(other)
    assert one.overlaps(one)


@pytest.mark.parametrize("value", [10**18, -(10**18), 1e18, -1e18])
def test_the_largest_figures(value: float) -> None:
    """10^18 is a figure on either side of zero, as an int or a float."""
    assert Estimate.about(value, "km").best == value


def figures() -> st.SearchStrategy[Estimate]:
    """Figures of every unit and hedge, of measures below zero as well."""
    return estimates(min_value=-(10**6)) | estimates()


@given(figures(), st.data())
def test_round_trip_of_units(estimate: Estimate, data: st.DataObject) -> None:
    """Another unit of the dimension and back gives the same figure, up to rounding; words stay in their unit."""
    there = {"kilometer": ["mile", "m"], "percent": ["ratio"], "flight/day": ["flight/week"]}
    if estimate.vague:
        there = {}
    back = estimate.to(data.draw(st.sampled_from(there.get(estimate.unit, [estimate.unit])))).to(estimate.unit)
    assert stated(back)[3:] == stated(estimate)[3:]
    assert (back.hedge, back.vague, back.wording, back.unit) == (
        estimate.hedge,
        estimate.vague,
        estimate.wording,
        estimate.unit,
    )
    for ours, theirs in zip(stated(back)[:3], stated(estimate)[:3], strict=True):
        assert ours == (theirs if theirs is None else pytest.approx(theirs, rel=1e-12))


@given(figures())
def test_same_unit(estimate: Estimate) -> None:
    """A figure in its own unit, by any name, is itself; the unit is stored canonically."""
    assert estimate.to(estimate.unit) is estimate
    assert attrs.evolve(estimate, unit=estimate.unit) == estimate


@given(figures())
def test_english(estimate: Estimate) -> None:
    """Every figure prints as words that end in its unit, in the plural unless it is one, and the best value."""
    one = {estimate.low, estimate.best, estimate.high} <= {1, None} and not estimate.vague and "/" not in estimate.unit
    assert str(estimate).partition(", best")[0].endswith(f" {estimate.unit if one else plural(estimate.unit)}")


def ends() -> st.SearchStrategy[float]:
    """Ends that often coincide."""
    return st.sampled_from([-INF, 0, 1, 2, 3, 4, INF])


def intervals() -> st.SearchStrategy[Interval]:
    """Intervals with open and closed ends, empty ones among them."""
    return st.builds(
        lambda low, high, low_open, high_open: Interval(
            low, high, low_open=low_open or math.isinf(low), high_open=high_open or math.isinf(high)
        ),
        ends(),
        ends(),
        st.booleans(),
        st.booleans(),
    )


def full() -> st.SearchStrategy[Interval]:
    """Intervals that hold something."""
    return st.builds(
        lambda low, width, low_open, high_open: Interval(
            low, low + width, low_open=low_open and width > 0, high_open=(high_open and width > 0) or width == INF
        ),
        st.sampled_from([0, 1, 2]),
        st.sampled_from([0, 1, 2, INF]),
        st.booleans(),
        st.booleans(),
    )


POINTS = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5]
EVERYTHING = Interval(-INF, INF, low_open=True, high_open=True)


class TestInterval:
    """The algebra of intervals."""

    @given(intervals(), intervals())
    def test_intersection_holds_what_both_hold(self, one: Interval, other: Interval) -> None:
        """A value belongs to the intersection if it belongs to both; the empty one holds nothing."""
        common = one.intersect(other)
        assert [common.contains(x) for x in POINTS] == [one.contains(x) and other.contains(x) for x in POINTS]
        assert not (common.is_empty and any(common.contains(x) for x in POINTS))

    @given(full(), full())
    def test_hull_is_least(self, one: Interval, other: Interval) -> None:
        """The hull holds what either holds, and its ends belong to one of them."""
        hull = one.hull(other)
        assert all(hull.contains(x) for x in POINTS if one.contains(x) or other.contains(x))
        assert (hull.low, hull.low_open) in {(one.low, one.low_open), (other.low, other.low_open)}
        assert (hull.high, hull.high_open) in {(one.high, one.high_open), (other.high, other.high_open)}

    @given(full(), full(), full())
    def test_lattice(self, a: Interval, b: Interval, c: Interval) -> None:
        """Intersection and hull are idempotent, commutative and associative, and absorb one another."""
        assert a.intersect(a) == a.hull(a) == a
        assert a.intersect(b) == b.intersect(a)
        assert a.hull(b) == b.hull(a)
        assert a.intersect(b).intersect(c) == a.intersect(b.intersect(c))
        assert a.hull(b).hull(c) == a.hull(b.hull(c))
        assert a.intersect(a.hull(b)) == a
        assert a.hull(a.intersect(b)) == a or a.intersect(b).is_empty

    @pytest.mark.parametrize("low_open", [False, True])
    @pytest.mark.parametrize("high_open", [False, True])
    def test_ends(self, low_open: bool, high_open: bool) -> None:  # noqa: FBT001 - all four of them
        """An open end does not belong to the interval, a closed one does, whatever the other is."""
        interval = Interval(1, 2, low_open=low_open, high_open=high_open)
        assert [interval.contains(value) for value in (0, 1, 1.5, 2, 3)] == [
            False,
            not low_open,
            True,
            not high_open,
            False,
        ]

    @given(intervals())
    def test_identity(self, interval: Interval) -> None:
        """Everything changes nothing in an intersection."""
        assert interval.intersect(EVERYTHING) == interval

    @given(full())
    def test_emptiness(self, interval: Interval) -> None:
        """What holds a value is not empty."""
        assert not interval.is_empty
        assert Interval(interval.high, interval.low).is_empty == (interval.low < interval.high)

    @given(full(), st.sampled_from([0.5, 2, 1000]))
    def test_scaled(self, interval: Interval, factor: float) -> None:
        """In a smaller unit the same values belong to it."""
        assert [interval.scaled(factor).contains(x * factor) for x in POINTS] == [interval.contains(x) for x in POINTS]

    def test_two_sided(self) -> None:
        """Both ends say something above zero and below infinity, or where they meet."""
        two_sided = {(0, 0): True, (0, 3): False, (1, 3): True, (1, INF): False, (-INF, 3): False}
        assert {ends: Interval(*ends).is_two_sided for ends in two_sided} == two_sided


def people() -> st.SearchStrategy[Estimate]:
    """Figures of people."""
    return estimates(units=st.just("person"))


class TestAlgebra:
    """Intersection, hull and overlap of figures follow their literal bounds."""

    @given(people(), people())
    def test_intersect(self, one: Estimate, other: Estimate) -> None:
        """The intersection has the bounds of both, in either order, and is None where they do not overlap."""
        common = one.intersect(other)
        assert common == other.intersect(one)
        if common is None:
            assert not one.overlaps(other) or one.interval.intersect(other.interval) == Interval(0, INF, high_open=True)
        else:
            assert one.overlaps(other)
            assert common.interval == one.interval.intersect(other.interval)
            assert common.best is None or common.best in (one.best, other.best, common.low)

    @given(people(), people())
    def test_hull(self, one: Estimate, other: Estimate) -> None:
        """The hull has the bounds around both, in either order, and is None where there are none."""
        hull, bounds = one.hull(other), one.interval.hull(other.interval)
        assert hull == other.hull(one)
        assert hull.interval == bounds if hull is not None else bounds == Interval(0, INF, high_open=True)

    @given(figures())
    def test_itself(self, estimate: Estimate) -> None:
        """A figure overlaps itself, and intersected with itself keeps its bounds and its best value."""
        assert estimate.overlaps(estimate)
        common = estimate.intersect(estimate)
        if common is None:
            assert estimate.hedge is Hedge.VAGUE
        else:
            assert common.interval == estimate.interval
            assert common.best == (
                estimate.best if estimate.low is None or estimate.low != estimate.high else estimate.low
            )

    def test_zero_is_kept(self) -> None:
        """A stated zero stays stated, an unstated one unstated."""
        stated_zero, unstated = Estimate.between(0, 10, "person"), Estimate.at_most(20, "person")
        assert stated_zero.intersect(stated_zero) == stated_zero.hull(stated_zero) == stated_zero
        assert stated_zero.intersect(unstated) == stated_zero
        assert stated_zero.hull(unstated) == unstated
        some = Estimate.more_than(0, "person")
        assert some.intersect(unstated) == Estimate(unit="person", low=0, low_open=True, high=20, hedge=Hedge.RANGE)

    def test_hedges_follow(self) -> None:
        """The hedge of a result is the one its bounds have."""
        over, under = Estimate.more_than(5, "person"), Estimate.less_than(9, "person")
        assert over.intersect(over) == over
        assert under.hull(under) == under
        assert Estimate.of(5, "person").hull(Estimate.of(5, "person")) == Estimate.exactly(5, "person")
        about = Estimate.about(5, "person")
        assert about.intersect(about) == about
        assert about.intersect(Estimate.about(6, "person")) is None
        assert about.hull(about) is None
        both = over.intersect(Estimate.about(7, "person"))
        assert both == Estimate(unit="person", low=5, low_open=True, best=7, hedge=Hedge.MORE_THAN)

    def test_all_numbers_are_converted(self) -> None:
        """In another unit both ends and the best value are others, and what is not stated stays so."""
        assert Estimate.plus_minus(10, 2, "km").to("m") == Estimate.plus_minus(10_000, 2_000, "m")
        assert Estimate.less_than(10, "km").to("m") == Estimate.less_than(10_000, "m")
        assert Estimate.vaguely("hundreds", "km").to("kilometers").unit == "kilometer"

    def test_other_units(self) -> None:
        """Figures in units of one dimension compare; the result is in the unit of the first."""
        near, far = Estimate.at_most(1, "km"), Estimate.at_least(900, "m")
        assert near.intersect(far) == Estimate.between(0.9, 1, "km")
        assert not near.overlaps(Estimate.more_than(1000, "m"))


def test_at_least_keeps_to_its_words() -> None:
    """A lower bound stays one through units, hull and intersection, without best and high."""
    bound = Estimate.at_least(28, "flight")
    for same in (bound.to("flights"), bound.hull(bound), bound.intersect(bound)):
        assert same == bound


def test_less_than_zero() -> None:
    """What is not counted can be less than zero."""
    assert Estimate.less_than(0, "percent").bounds == (-INF, 0)


def test_quantity() -> None:
    """A figure with a point is a pint quantity of it."""
    quantity = Estimate.about(3, "km").quantity()
    assert (quantity.magnitude, str(quantity.units)) == (3, "kilometer")
    pint = pytest.importorskip("pint")
    theirs = pint.UnitRegistry(None)
    install(theirs)
    assert isinstance(Estimate.about(3, "km").quantity(theirs), theirs.Quantity)
    assert not isinstance(quantity, theirs.Quantity)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("person", "people"),
        ("sortie", "sorties"),
        ("country", "countries"),
        ("day", "days"),
        ("corps", "corps"),
        ("inch", "inches"),
        ("bus", "buses"),
        ("box", "boxes"),
        ("crash", "crashes"),
        ("artillery_piece", "artillery pieces"),
        ("USD/month", "USD per month"),
        ("flight/day", "flights per day"),
        ("kilometer**2", "kilometer**2"),
        ("mph", "mph"),
        ("pound_mass", "pounds"),
    ],
)
def test_plural(unit: str, name: str) -> None:
    """Units have a plural as in English."""
    assert plural(unit) == name


def test_plurals_are_names_of_their_units() -> None:
    """What is printed can be read again, but for a pound, which may be money, and for degrees, which have a capital."""
    odd = {"pound_mass", "degree_celsius", "degree_fahrenheit"}
    names = [entry.name for entry in catalogue() if entry.name not in odd]
    assert [canonical(plural(name)) for name in names] == names


@pytest.mark.parametrize(
    ("estimate", "name"),
    [
        (Estimate.of(1, "artillery_piece"), "artillery piece"),
        (Estimate(unit="person", low=0, best=1, high=1), "people"),
        (Estimate(unit="person", best=1, low=1), "person"),
        (Estimate.exactly(1, "km"), "kilometer"),
        (Estimate.of(1, "USD/month"), "USD per month"),
        (Estimate.vaguely("several", "person"), "people"),
    ],
)
def test_noun(estimate: Estimate, name: str) -> None:
    """One thing and nothing else is in the singular."""
    assert noun(estimate) == name


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("hundreds", "hundreds of people"),
        ("a small number", "a small number of people"),
        ("a handful", "a handful of people"),
        ("several", "several people"),
        ("numerous", "numerous people"),
    ],
)
def test_vague_words(word: str, english: str) -> None:
    """Vague words take "of" where English wants it."""
    assert str(Estimate.vaguely(word, "person")) == english


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8_000_000, "8,000,000"),
        (0.25, "0.25"),
        (7_000.0, "7,000"),
        (0.1 + 0.2, "0.3"),
        (-3, "-3"),
        (1.001, "1.0010"),
        (1.125, "1.1250"),
        (-28.125, "-28.1250"),
        (999.999, "999.9990"),
        (1.5, "1.5"),
        (1.25, "1.25"),
        (0.125, "0.125"),
        (1_000.125, "1,000.125"),
        (1_000.5, "1,000.5"),
    ],
)
def test_figure(value: float, text: str) -> None:
    """Numbers print with thousands separators and without the noise of doubles; nobody takes a fraction for them."""
    assert figure(value) == text


def test_unit_errors_are_value_errors() -> None:
    """A unit that does not fit is a UnitError."""
    with pytest.raises(UnitError):
        Estimate.of(1, "person").to("shell")


def test_a_word_is_not_turned_into_another_unit() -> None:
    """Hundreds of kilometers are not hundreds of meters: the word counts its own unit, though its bounds compare."""
    hundreds = Estimate.vaguely("hundreds", "kilometer")
    assert hundreds.to("km") is hundreds
    with pytest.raises(UnitError, match='cannot turn "hundreds" in kilometer into meter'):
        hundreds.to("meter")
    assert hundreds.overlaps(Estimate.of(5, "meter"))
