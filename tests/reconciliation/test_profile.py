import copy
import math
import pickle

import pytest

from osintclaims import Estimate, Hedge
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import PROFILES, Profile, Reading, profile_named

DEFAULT = profile_named("default")
P = "person"
INF = math.inf


def half_open(low: float, high: float) -> Interval:
    """From low to just below high."""
    return Interval(low, high, high_open=True)


def above(low: float, *, is_open: bool) -> Interval:
    """From low upwards without end."""
    return Interval(low, INF, low_open=is_open, high_open=True)


ROWS = [
    # A bare number: half a unit of its last digit that is not 0, at most 5 %.
    (Estimate.of(11_000, P), half_open(10_500, 11_500)),
    (Estimate.of(10_000, P), half_open(9_500, 10_500)),
    (Estimate.of(7_000, P), half_open(6_650, 7_350)),
    (Estimate.of(1_500, P), half_open(1_450, 1_550)),
    (Estimate.of(28, P), half_open(27.5, 28.5)),
    (Estimate.of(0.25, "kilometer"), half_open(0.245, 0.255)),
    (Estimate.of(0, P), Interval(0, 0)),
    (Estimate(unit=P, best=28), half_open(27.5, 28.5)),
    (Estimate(unit=P, best=10, high=12), Interval(0, 12)),
    (Estimate(unit=P, low=9, best=10), above(9, is_open=False)),
    (Estimate.exactly(28, P), Interval(28, 28)),
    (Estimate.exactly(0, P), Interval(0, 0)),
    # About: 10 % for one significant figure, 5 % for two, half a unit of the last one beyond.
    (Estimate.about(10_000, P), Interval(9_000, 11_000)),
    (Estimate.about(7_000, P), Interval(6_300, 7_700)),
    (Estimate.about(11_000, P), Interval(10_450, 11_550)),
    (Estimate.about(1_500, P), Interval(1_425, 1_575)),
    (Estimate.about(1_250, P), Interval(1_245, 1_255)),
    (Estimate.about(12_345, P), Interval(12_344.5, 12_345.5)),
    (Estimate.about(0, P), Interval(0, 0)),
    (Estimate(unit=P, low=9_500, best=10_000, hedge=Hedge.ABOUT), Interval(9_500, 11_000)),
    (Estimate.nearly(10_000, P), half_open(9_000, 10_000)),
    (Estimate(unit=P, low=9_500, high=10_000, high_open=True, hedge=Hedge.NEARLY), half_open(9_500, 10_000)),
    (Estimate.just_over(10_000, P), Interval(10_000, 11_000, low_open=True)),
    (Estimate.just_over(0, P), above(0, is_open=True)),
    (Estimate.just_over(5, P), Interval(5, 5.5, low_open=True)),
    (Estimate.nearly(0.5, "kilometer"), half_open(0.45, 0.5)),
    (Estimate.at_least(7_000, P), above(7_000, is_open=False)),
    (Estimate.more_than(7_000, P), above(7_000, is_open=True)),
    (Estimate.more_than(0, P), above(0, is_open=True)),
    (Estimate.at_most(10_000, P), Interval(0, 10_000)),
    (Estimate.up_to(10_000, P), Interval(0, 10_000)),
    (Estimate.up_to(10, "kilometer"), Interval(0, 10)),
    (Estimate.less_than(10_000, P), half_open(0, 10_000)),
    (Estimate.between(10_000, 12_000, P), Interval(10_000, 12_000)),
    (Estimate.plus_minus(10_000, 500, P), Interval(9_500, 10_500)),
    (Estimate(unit=P, low=9, best=10, high=12, high_open=True), half_open(9, 12)),
    (Estimate.vaguely("dozens", P), half_open(24, 100)),
    (Estimate.vaguely("scores", P), half_open(40, 200)),
    (Estimate.vaguely("hundreds", P), half_open(200, 1_000)),
    (Estimate.vaguely("Several  Hundred", P), half_open(300, 1_000)),
    (Estimate.vaguely("thousands", P), half_open(2_000, 10_000)),
    (Estimate.vaguely("several thousand", P), half_open(3_000, 10_000)),
    (Estimate.vaguely("tens of thousands", P), half_open(20_000, 100_000)),
    (Estimate.vaguely("tens", P), half_open(20, 100)),
    (Estimate.vaguely("a few dozen", P), half_open(24, 72)),
    (Estimate.vaguely("several dozen", P), half_open(36, 100)),
    (Estimate.vaguely("a few hundred", P), half_open(200, 600)),
    (Estimate.vaguely("low thousands", P), half_open(1_000, 4_000)),
    (Estimate.vaguely("a few thousand", P), half_open(2_000, 6_000)),
    (Estimate.vaguely("hundreds of thousands", P), half_open(200_000, 1_000_000)),
    (Estimate.vaguely("several hundred thousand", P), half_open(300_000, 1_000_000)),
    (Estimate.vaguely("a handful", P), half_open(3, 8)),
    (Estimate.vaguely("at least several hundred", P), above(300, is_open=False)),
    (Estimate.vaguely("more than dozens", P), above(24, is_open=False)),
    (Estimate.vaguely("up to several hundred", P), Interval(0, 1_000, low_open=True, high_open=True)),
    (Estimate.vaguely("at least a few", P), above(0, is_open=True)),
    (Estimate.vaguely("a few", P), above(0, is_open=True)),
    (Estimate.vaguely("several", P), above(0, is_open=True)),
    (Estimate.vaguely("many", P), above(0, is_open=True)),
    (Estimate.vaguely("a small number", P), above(0, is_open=True)),
]


@pytest.mark.parametrize(
    ("estimate", "interval"), ROWS, ids=[f"{row}: {estimate}" for row, (estimate, _) in enumerate(ROWS)]
)
def test_each_row_of_the_default_profile(estimate: Estimate, interval: Interval) -> None:
    """Every wording is read as the table of the default profile says, open ends included."""
    found = DEFAULT.read(estimate).interval
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-12)
    assert (found.low_open, found.high_open) == (interval.low_open, interval.high_open)


@pytest.mark.parametrize("value", [1, 9, 10, 28, 250, 1_500, 12_345, 999_999, 8_000_000])
def test_about_is_never_narrower_than_the_bare_figure(value: int) -> None:
    """A hedge may widen a figure and never narrows it."""
    bare, hedged = DEFAULT.read(Estimate.of(value, P)).interval, DEFAULT.read(Estimate.about(value, P)).interval
    assert hedged.low <= bare.low
    assert bare.high <= hedged.high


def test_points_and_notes() -> None:
    """A reading keeps the committed value, and notes vague words and soft bounds."""
    assert DEFAULT.read(Estimate.about(10_000, P)).point == 10_000
    assert DEFAULT.read(Estimate.more_than(7_000, P)).point is None
    assert DEFAULT.read(Estimate.vaguely("hundreds", P)).notes == ("vague",)
    assert DEFAULT.read(Estimate.vaguely("many", P)).notes == ("vague",)
    assert DEFAULT.read(Estimate.up_to(10, P)).notes == ("soft",)
    assert DEFAULT.read(Estimate.at_most(10, P)).notes == ()


def test_readings_scale() -> None:
    """A reading in another unit has interval and point converted; the same unit changes nothing."""
    reading = Reading(Interval(1, 2), 1.5)
    assert reading.scaled(1) is reading
    assert reading.scaled(1_000) == Reading(Interval(1_000, 2_000), 1_500)
    assert Reading(Interval(1, 2), None).scaled(2).point is None


def test_profiles_are_found_by_name() -> None:
    """Shipped profiles are listed; an unknown name is an error that lists them."""
    assert tuple(sorted(PROFILES)) == PROFILES
    assert set(PROFILES) == {
        "acled", "ccc", "default", "empirical", "ferson2015", "literal", "mpeds", "pragmatic", "ucdp"
    }  # fmt: skip
    for name in PROFILES:
        profile = profile_named(name)
        assert profile.name == name
        assert profile.description
        assert profile.source
    with pytest.raises(ReconciliationError, match='unknown hedge profile "defualt"; choose from acled, ccc, default'):
        profile_named("defualt")


def test_a_profile_cannot_change_and_can_be_pickled() -> None:
    """A profile keeps its own copy of the rows it was given, read-only, and survives pickling and copying."""
    rows = {"loads": (100.0, 1_000.0)}
    mine = Profile(
        name="mine",
        description="",
        source="",
        last_figure=0.5,
        bare_at_most=0.05,
        about_shares=(0.2,),
        vague=rows,
    )
    rows["loads"] = (0.0, 1.0)
    assert mine.read(Estimate.vaguely("loads", P)).interval == half_open(100, 1_000)
    assert pickle.loads(pickle.dumps(mine)) == mine == copy.deepcopy(mine)  # noqa: S301 - our own bytes
    assert pickle.loads(pickle.dumps(DEFAULT)) == DEFAULT  # noqa: S301 - our own bytes
    assert mine.conventions.startswith('Conventions: "about" is within 20% (1)')
