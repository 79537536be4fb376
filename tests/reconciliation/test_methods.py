"""Every location method of the library, through `reconcile`."""

import math
import pickle
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osintclaims import Claim, Estimate, Source, reconcile
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import METHODS, Ballot, Location
from tests.reconciliation.figures import over, said, up_to

#: Methods that only look at votes with both ends.
OF_POINTS = ("weighted_median", "hodges_lehmann", "geometric_mean", "trimmed_mean", "ucdp", "ibc", "eventreport")
#: Methods whose answer for votes that all stand for one point is that point, or that span them.
FIVE = (1_000, 2_000, 2_000, 4_000, 100_000)

names = st.sampled_from(sorted(METHODS))


def exactly(values: Sequence[float]) -> list[Claim]:
    """Claims of exact figures by as many origins."""
    return [
        said(f"c{number}", Estimate.exactly(value, "person"), Source(id=f"s{number}", name=f"S{number}"))
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("method", "low", "best", "high"),
    [
        ("interval_median", 2_000, 2_000, 2_000),
        ("ds_mixture", 2_000, 2_000, 2_000),
        ("npmle", 2_000, 2_000, 2_000),
        ("max_overlap", 2_000, 2_000, 2_000),
        ("weighted_median", 2_000, 2_000, 2_000),
        ("hodges_lehmann", 2_828, 2_828, 2_828),
        ("geometric_mean", 4_373, 4_373, 4_373),
        ("trimmed_mean", 2_667, 2_667, 2_667),
        ("ucdp", 1_000, 2_000, 100_000),
        ("ibc", 1_000, None, 100_000),
        ("eventreport", 1_000, 2_000, 100_000),
    ],
)
def test_five_exact_figures(method: str, low: float, best: float | None, high: float) -> None:
    """By hand: medians 2,000; the trimmed mean of the middle three; the geometric mean (1.6e18) ** 0.2.

    The Walsh averages of the logs of 1, 2, 2, 4, 100 have their middle, the eighth of 15, at sqrt(2 * 4).
    """
    ballots = [Ballot(Interval(value, value), value) for value in FIVE]
    found = METHODS[method](ballots)
    assert (found.region.low, found.region.high) == pytest.approx((low, high), abs=0.5)
    assert found.best == (None if best is None else pytest.approx(best, abs=0.5))
    assert not found.note


def test_a_method_returns_a_location() -> None:
    """What a method of the user's own forgets to return is no answer without figures."""
    with pytest.raises(ReconciliationError, match="method <lambda> returned None; a method returns a Location"):
        reconcile(exactly([5]), method=lambda _: None)  # type: ignore[arg-type, return-value]


def test_each_method_is_the_one_that_a_result_names() -> None:
    """`reconcile` takes a name, and the result says which method it was; it can be pickled with it."""
    for name in METHODS:
        found = reconcile(exactly((900, 1_000, 1_000)), method=name)
        assert found.method == name
        assert f"method {name}" in " ".join(str(found).split())
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_one_sided_votes_that_a_method_cannot_use_are_said() -> None:
    """A method of points leaves bounds aside, and the printed answer says how many."""
    claims = [*exactly((1_000,)), said("x", over(900)), said("y", up_to(1_100), Source(id="y", name="Y"))]
    for name in OF_POINTS:
        found = reconcile(claims, method=name)
        assert found.method_note.startswith(f"2 one-sided votes are not used by {name}")
        assert f"2 one-sided votes are not used by {name}" in " ".join(str(found).split())
    one = reconcile(claims[:2], method="ibc")
    assert one.method_note == "1 one-sided vote is not used by ibc"
    two = reconcile(claims[:2], method="trimmed_mean").method_note
    assert two == "1 one-sided vote is not used by trimmed_mean; trimmed_mean of fewer than 5 votes is their plain mean"
    assert not reconcile([], claims[0].measurand).method_note


@pytest.mark.parametrize("name", OF_POINTS)
def test_methods_of_points_need_a_point(name: str) -> None:
    """Bounds alone are refused with a method that takes them."""
    with pytest.raises(ReconciliationError, match=f"{name} needs a vote that is bounded on both sides; use interval"):
        reconcile([said("x", over(900))], method=name)


@pytest.mark.parametrize("name", ["hodges_lehmann", "geometric_mean"])
def test_zero_has_no_logarithm(name: str) -> None:
    """A vote of zero is refused by methods on logarithms, with a method that takes it."""
    with pytest.raises(ReconciliationError, match="a vote is zero; use interval_median"):
        reconcile(exactly((0, 5)), method=name)


def test_a_trimmed_mean_of_few_says_that_it_trims_nothing() -> None:
    """Below five votes a 20 % trimmed mean is the mean, and the answer says so."""
    found = reconcile(exactly((10, 11, 900)), method="trimmed_mean")
    assert found.method_note == "trimmed_mean of fewer than 5 votes is their plain mean"
    assert not reconcile(exactly(FIVE), method="trimmed_mean").method_note


def test_votes_that_do_not_meet_have_no_overlap() -> None:
    """Where no two votes meet, the region of any one would be arbitrary; one vote alone is its own region."""
    message = "^max_overlap needs two votes that meet, and here no two do; use interval_median$"
    with pytest.raises(ReconciliationError, match=message):
        reconcile(exactly((1_000, 9_000)), method="max_overlap")
    assert reconcile(exactly((1_000,)), method="max_overlap").best == 1_000


def test_several_regions_of_equal_overlap_are_spanned() -> None:
    """Two pairs that meet are both shown, without a best value between them."""
    found = METHODS["max_overlap"]([Ballot(Interval(value, value), value) for value in (1, 1, 5, 5)])
    assert (found.region, found.best) == (Interval(1, 5), None)
    assert "2 regions of equal weight" in found.note
    three = METHODS["max_overlap"]([Ballot(Interval(value, value), value) for value in (1, 1, 5, 5, 9, 9)])
    assert (three.region, three.best) == (Interval(1, 9), None)


def test_the_heaviest_overlap_wins() -> None:
    """Of two pairs that meet, the one of more weight is the region."""
    votes = ((0, 2, 2.0), (1, 3, 2.0), (9, 11, 1.0), (10, 12, 4.0))
    found = METHODS["max_overlap"]([Ballot(Interval(low, high), high - 1, weight) for low, high, weight in votes])
    assert (found.region, found.note) == (Interval(10, 11), "")
    assert found.best == pytest.approx(math.sqrt(110))


def test_methods_for_intervals_keep_open_and_infinite_ends() -> None:
    """Lower bounds alone give a lower bound with its end left out, and no best value."""
    ballots = [Ballot(Interval(low, math.inf, low_open=True, high_open=True), None) for low in (7_000, 9_000)]
    for name, low in (("ds_mixture", 7_000), ("npmle", 9_000), ("max_overlap", 9_000)):
        assert METHODS[name](ballots) == Location(Interval(low, math.inf, low_open=True, high_open=True), None)


def test_zero_is_a_point() -> None:
    """A vote for exactly nothing counts as the number 0."""
    for name in ("weighted_median", "trimmed_mean", "ucdp", "eventreport"):
        assert METHODS[name]([Ballot(Interval(0, 0), 0.0)]).best == 0


def test_conventions_span_what_each_report_admits() -> None:
    """UCDP's low is the lowest and its high the highest figure of any report, also of reports that give a range."""
    ballots = [Ballot(Interval(12, 12), 12), Ballot(Interval(25, 40), 30), Ballot(Interval(10, 12), 12)]
    assert METHODS["ucdp"](ballots) == Location(Interval(10, 40), 12)
    assert METHODS["ibc"](ballots) == Location(Interval(10, 40), None)
    assert METHODS["eventreport"](ballots) == Location(Interval(12, 30), 12)


@pytest.mark.parametrize("name", ["ds_mixture", "npmle", "max_overlap"])
def test_the_middle_stays_off_open_ends(name: str) -> None:
    """Best is in the region even if that has room for one double, and there is none if it has room for none."""
    low, high = 5.0, math.nextafter(5.0, math.inf)

    def best(ends: tuple[float, float], *, low_open: bool, high_open: bool) -> float | None:
        return METHODS[name]([Ballot(Interval(*ends, low_open=low_open, high_open=high_open), high)]).best

    assert best((low, high), low_open=True, high_open=False) == high
    assert best((low, high), low_open=False, high_open=True) == low
    assert best((low, high), low_open=True, high_open=True) is None
    assert best((0.0, 1e-300), low_open=True, high_open=False) == math.nextafter(0.0, 1.0)
    tiny = math.nextafter(0.5, 0.0)
    assert best((tiny, 0.5), low_open=False, high_open=True) == tiny


@pytest.mark.parametrize("name", METHODS)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=4))
def test_whole_weights_are_copies(name: str, votes: list[tuple[int, int, int]]) -> None:
    """A vote of weight 3 is three votes of weight 1, for every method."""
    one = [Ballot(Interval(low, low + width), low + width / 2, weight) for low, width, weight in votes]
    many = [Ballot(Interval(low, low + width), low + width / 2) for low, width, weight in votes for _ in range(weight)]
    weighed, copied = located(name, one), located(name, many)
    assert (weighed.region.low, weighed.region.high) == pytest.approx((copied.region.low, copied.region.high))
    assert weighed.best == (None if copied.best is None else pytest.approx(copied.best))


@st.composite
def _ballots(draw: st.DrawFn) -> list[Ballot]:
    made: list[Ballot] = []
    for _ in range(draw(st.integers(1, 6))):
        low = draw(st.integers(1, 20)) * 100.0
        high = low * draw(st.sampled_from([1.0, 1.1, 2.0]))
        side = draw(st.sampled_from(["both", "both", "lower", "upper"]))
        if side == "both":
            made.append(Ballot(Interval(low, high), math.sqrt(low * high)))
        elif side == "lower":
            made.append(Ballot(Interval(low, math.inf, low_open=draw(st.booleans()), high_open=True), None))
        else:
            made.append(Ballot(Interval(0.0, high, high_open=draw(st.booleans())), None))
    return made


def located(name: str, ballots: Sequence[Ballot]) -> Location:
    """What a method finds; what it refuses is no case."""
    try:
        return METHODS[name](ballots)
    except ReconciliationError:
        assume(False)
        raise


@given(names, _ballots(), st.randoms())
def test_the_order_of_votes_does_not_matter(name: str, ballots: list[Ballot], random: object) -> None:
    """Every method is a function of the set of votes."""
    shuffled = sorted(ballots, key=lambda _: random.random())  # type: ignore[attr-defined]
    one, other = located(name, ballots), located(name, shuffled)
    assert (one.region.low, one.region.high) == pytest.approx((other.region.low, other.region.high))
    assert one.best == (None if other.best is None else pytest.approx(other.best))


@given(names, _ballots(), st.sampled_from([0.001, 12.0, 1_000.0]))
def test_a_change_of_unit_commutes_for_every_method(name: str, ballots: list[Ballot], scale: float) -> None:
    """In another unit every method finds the same place."""
    scaled = [
        Ballot(one.interval.scaled(scale), None if one.point is None else one.point * scale, one.weight)
        for one in ballots
    ]
    before, after = located(name, ballots), located(name, scaled)
    assert after.region.low == pytest.approx(before.region.low * scale)
    assert after.region.high == pytest.approx(before.region.high * scale)
    assert (after.best is None) == (before.best is None)
    if before.best is not None:
        assert after.best == pytest.approx(before.best * scale, rel=1e-6)


@given(names, _ballots())
def test_every_method_stays_within_the_votes(name: str, ballots: list[Ballot]) -> None:
    """The region lies in the envelope of the votes and best in the region; nothing is NaN."""
    found = located(name, ballots)
    low, high = min(one.interval.low for one in ballots), max(one.interval.high for one in ballots)
    assert low * (1 - 1e-9) <= found.region.low <= found.region.high <= high * (1 + 1e-9)
    assert found.best is None or found.region.contains(found.best)


@given(names, _ballots(), st.integers(0, 5), st.sampled_from([1.0, 1.5, 3.0]))
def test_higher_votes_never_give_a_lower_place(name: str, ballots: list[Ballot], at: int, factor: float) -> None:
    """Raising one vote never lowers the median, a mean or the ends of the conventions."""
    assume(name not in {"npmle", "max_overlap", "ucdp", "eventreport"})  # a mode may move to another place
    place = at % len(ballots)
    one = ballots[place]
    raised = Ballot(one.interval.scaled(factor), None if one.point is None else one.point * factor, one.weight)
    before, after = located(name, ballots), located(name, [*ballots[:place], raised, *ballots[place + 1 :]])
    assume(name != "interval_median")  # shared ties fall back to the wider hull where they are empty
    assert after.region.low >= before.region.low * (1 - 1e-9)
    assert after.region.high >= before.region.high * (1 - 1e-9)
