import functools
import math
from collections.abc import Sequence

import pytest

from osintclaims import Estimate, Hedge, Measurand, Source, reconcile, stats
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import METHODS, Ballot, Consensus, Location, Status
from osintclaims.stats import PRESS_DEATHS, SpreadPrior
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NOBODY,
    PEOPLE,
    SENT,
    UKRAINE,
    about,
    of,
    over,
    said,
    up_to,
)


def by_many(*estimates: Estimate, measurand: Measurand = SENT, **options: object) -> Consensus:
    """One figure from each of as many origins."""
    claims = [
        said(f"c{index}", estimate, Source(id=f"s{index}", name=f"S{index}"), measurand)
        for index, estimate in enumerate(estimates)
    ]
    return reconcile(claims, measurand, **options)  # type: ignore[arg-type]


def ends(consensus: Consensus) -> tuple[float | None, float | None, float | None]:
    """Region and best value."""
    return consensus.low, consensus.best, consensus.high


# --- status and best -------------------------------------------------------------------------------------------------


def test_nothing_at_all() -> None:
    """No claims give no claims, and figures nowhere."""
    found = reconcile([], SENT)
    assert (found.status, ends(found), found.plausible.identified) == (Status.NO_CLAIMS, (None, None, None), False)
    assert (found.estimate, found.region, found.spread.envelope, found.spread.overlap) == (None, None, None, None)
    assert (found.plausible_two_sided, found.origins, found.is_contested) == (None, (), False)


def test_agreed() -> None:
    """10,000 and 12,000 agree: they share a value once each is widened a little."""
    found = by_many(of(10_000), of(12_000))
    assert found.status is Status.AGREED
    assert found.best == pytest.approx(math.sqrt(10_000 * 12_000))
    assert len(found.spread.camps) == 1


def test_contested() -> None:
    """1,500 against 11,000 is contested: the camps are the answer and there is no best value."""
    found = by_many(of(1_500), of(11_000))
    assert (found.status, found.best, found.is_contested) == (Status.CONTESTED, None, True)
    assert [[vote.point for vote in camp.votes] for camp in found.spread.camps] == [[1_500], [11_000]]
    low, high = found.spread.camps[0].low, found.spread.camps[0].high
    assert (low, high) == pytest.approx((1_450 / math.exp(0.175), 1_550 * math.exp(0.175)))


def test_majority() -> None:
    """Where one camp has more than half of the weight, its side is named and the best value stands."""
    found = by_many(of(1_500), of(11_000), about(11_000))
    assert (found.status, found.best, found.is_contested) == (Status.MAJORITY, 11_000, False)


def test_who_meets_every_camp_sides_with_none() -> None:
    """A vague "hundreds" of a part is a bound that both camps satisfy; it breaks no tie."""
    hundreds = said("h", Estimate.vaguely("hundreds", PEOPLE), UKRAINE, IN_TRAINING)
    others = [said("a", of(1_500)), said("b", of(11_000), Source(id="b", name="B"))]
    found = reconcile([hundreds, *others])
    assert found.status is Status.CONTESTED
    assert [len(camp.votes) for camp in found.spread.camps] == [1, 1]
    assert len(found.votes) == 3


def test_hundreds_of_the_whole_are_a_camp_of_their_own() -> None:
    """A vague "hundreds" beside 1,500 and 11,000 joins neither of them."""
    found = by_many(of(1_500), of(11_000), Estimate.vaguely("hundreds", PEOPLE))
    assert [len(camp.votes) for camp in found.spread.camps] == [1, 1, 1]


def test_single_origin() -> None:
    """One named origin or none is no agreement, and contested figures give no best value there either."""
    assert (by_many(about(10_000)).status, by_many(about(10_000)).best) == (Status.SINGLE_ORIGIN, 10_000)
    assert reconcile([said("a", of(5), NOBODY)]).status is Status.SINGLE_ORIGIN
    torn = reconcile([said("a", of(1_500), NOBODY), said("b", of(11_000))])
    assert (torn.status, torn.best, torn.is_contested) == (Status.SINGLE_ORIGIN, None, True)


@pytest.mark.parametrize(
    ("estimates", "region"),
    [
        ((about(10_000), up_to(12_000)), (9_000, 10_000, 11_000)),
        ((of(10_000),), (9_500, 10_000, 10_500)),
        ((over(7_000),), (7_000, None, None)),
        ((over(7_000), over(8_000)), (8_000, None, None)),
        ((over(7_000), of(10_000)), (9_500, 10_000, 10_500)),
        ((up_to(10_000),), (0, None, 10_000)),
        ((over(7_000), up_to(10_000)), (7_000, None, 10_000)),
        ((over(7_000), over(8_000), of(100)), (7_000, None, None)),
        ((Estimate.exactly(0, PEOPLE),), (0, 0, 0)),
        ((Estimate.exactly(0, PEOPLE), Estimate.exactly(0, PEOPLE), of(100)), (0, 0, 0)),
    ],
)
def test_regions_and_best_values(estimates: Sequence[Estimate], region: tuple[float | None, ...]) -> None:
    """Even splits are shared; best is the nearest value, None without a two-sided vote or an upper end."""
    assert ends(by_many(*estimates)) == region


def test_an_infinite_region_of_a_majority_has_no_best_value() -> None:
    """A majority of lower bounds names no value."""
    found = by_many(over(7_000), over(8_000), of(100))
    assert (found.status, found.best) == (Status.MAJORITY, None)
    assert found.region == Interval(7_000, math.inf, low_open=True, high_open=True)


def test_the_best_value_lies_inside_an_open_region() -> None:
    """Where votes pull below an open end, the best value is the next one inside, and the estimate can be built."""
    distance = Measurand(id="distance", label="Distance", unit="kilometer")
    wide = Estimate(unit="kilometer", low=4, best=5, high=20)
    found = by_many(wide, Estimate.more_than(10, "kilometer"), measurand=distance)
    assert found.low == 10
    assert found.best == math.nextafter(10, 11)
    assert found.estimate is not None
    far = Estimate(unit="kilometer", low=4, best=30, high=40)
    low = by_many(far, Estimate.between(5, 20, "kilometer"), Estimate.less_than(12, "kilometer"), measurand=distance)
    assert low.region is not None
    assert low.best is not None
    assert low.region.contains(low.best)
    near = by_many(
        Estimate(unit="kilometer", low=4, best=30, high=40), Estimate.less_than(12, "kilometer"), measurand=distance
    )
    assert (near.high, near.high_open, near.best) == (12, True, math.nextafter(12, 0))


# --- whole numbers ---------------------------------------------------------------------------------------------------


def test_estimates_of_counts_are_whole() -> None:
    """Ends of counts are rounded inward, best to the nearest that is inside; open ends become closed ones."""
    found = by_many(of(28))
    assert (found.low, found.high) == (27.5, 28.5)
    assert found.estimate == Estimate.exactly(28, PEOPLE)
    estimate = by_many(of(10_000), of(10_001)).estimate
    assert estimate is not None
    assert (estimate.low, estimate.high, estimate.hedge) == (10_001, 10_001, Hedge.EXACT)
    estimate = by_many(over(7_000)).estimate
    assert estimate == Estimate.at_least(7_001, PEOPLE)
    estimate = by_many(of(10_000)).estimate
    assert estimate is not None
    assert (estimate.low, estimate.best, estimate.high, estimate.hedge) == (9_500, 10_000, 10_499, Hedge.RANGE)


def test_at_least_one_whole_number_remains() -> None:
    """A region of a count without a whole number inside gives the nearest."""

    def between(_: Sequence[Ballot]) -> Location:
        return Location(Interval(10.1, 10.3), 10.2)

    assert by_many(of(10), method=between).estimate == Estimate.exactly(10, PEOPLE)


def test_estimates_of_measures_keep_their_ends() -> None:
    """What is measured keeps its fractions and open ends."""
    distance = Measurand(id="distance", label="Distance", unit="kilometer")
    estimate = by_many(Estimate.of(2.5, "kilometer"), measurand=distance).estimate
    assert estimate is not None
    assert (estimate.low, estimate.best, estimate.high, estimate.high_open) == (2.45, 2.5, 2.55, True)
    assert by_many(Estimate.more_than(2.5, "kilometer"), measurand=distance).estimate == Estimate.more_than(
        2.5, "kilometer"
    )
    assert by_many(Estimate.at_least(2.5, "kilometer"), measurand=distance).estimate == Estimate.at_least(
        2.5, "kilometer"
    )


# --- plausible range -------------------------------------------------------------------------------------------------

FIVE = (over(7_000), Estimate.between(9_000, 11_000, PEOPLE), up_to(10_000), of(11_000), of(12_000))


@pytest.mark.parametrize(
    ("estimates", "level", "low", "high"),
    [
        (FIVE, 0.5, 8_130, 12_950),
        (FIVE, 0.9, 5_470, 19_140),
        ((over(7_000), up_to(10_000)), 0.9, 2_590, 27_000),
        ((of(11_000), over(7_000)), 0.9, 5_010, 33_840),
        ((Estimate.exactly(10_000, PEOPLE),), 0.5, 10_000 / 1.443, 10_000 * 1.443),
        ((Estimate.exactly(10_000, PEOPLE),), 0.9, 10_000 / 2.873, 10_000 * 2.873),
    ],
)
def test_worked_ranges(estimates: Sequence[Estimate], level: float, low: float, high: float) -> None:
    """The worked examples of the method come out of `reconcile`."""
    found = by_many(*estimates, level=level).plausible
    assert (found.low, found.high) == pytest.approx((low, high), rel=5e-3)
    assert (found.level, found.identified) == (level, True)


@pytest.mark.parametrize(
    "estimates",
    [
        (over(7_000),),
        (over(7_000), over(8_000)),
        (up_to(5),),
        (Estimate.exactly(0, PEOPLE),),
        (Estimate.exactly(0, PEOPLE), over(5)),
    ],
)
def test_ranges_that_are_not_identified(estimates: Sequence[Estimate]) -> None:
    """Without bounds on both sides of a positive figure there is no range."""
    found = by_many(*estimates).plausible
    assert (found.low, found.high, found.identified) == (None, None, False)


def test_zero_votes_are_left_out_of_the_range() -> None:
    """The range uses the positive votes and says that it is given the figure is not zero."""
    with_zero, without = by_many(Estimate.exactly(0, PEOPLE), of(100), of(120)), by_many(of(100), of(120))
    assert (with_zero.plausible.low, with_zero.plausible.high) == (without.plausible.low, without.plausible.high)
    assert with_zero.plausible.calibration.startswith("Given it is not zero.")
    assert without.plausible.calibration.startswith("Spread prior: log sd 0.35, worth 4 votes; ")
    assert with_zero.low == 95


def test_the_range_without_one_sided_votes() -> None:
    """It is given where half or more of the votes are one-sided, and only then."""
    assert by_many(of(11_000), of(12_000), over(7_000)).plausible_two_sided is None
    half = by_many(of(11_000), over(7_000))
    assert half.plausible_two_sided is not None
    assert half.plausible_two_sided.high == by_many(of(11_000)).plausible.high
    assert by_many(over(7_000), up_to(10_000)).plausible_two_sided is None
    zero = by_many(Estimate.exactly(0, PEOPLE), over(7_000)).plausible_two_sided
    assert zero is not None
    assert not zero.identified


def test_the_prior_is_said_with_the_range() -> None:
    """What the width is calibrated on is part of the result, whatever the prior."""
    found = by_many(of(11_000), prior=PRESS_DEATHS).plausible
    assert "log sd 0.48" in found.calibration
    assert "none of them is about troop counts" in found.calibration
    default = by_many(of(11_000)).plausible
    assert default.low is not None
    assert found.low is not None
    assert found.low < default.low


# --- spread ----------------------------------------------------------------------------------------------------------


def test_envelopes() -> None:
    """Over votes, over all claims about the measurand itself, and over two-sided votes."""
    claims = [
        said("a", of(10_000)),
        said("b", over(7_000), UKRAINE),
        said("c", of(20), Source(id="c", name="C"), retracted=True),
        said("d", of(3), Source(id="d", name="D"), IN_TRAINING, retracted=True),
    ]
    spread = reconcile(claims).spread
    assert spread.envelope == Interval(7_000, math.inf, low_open=True, high_open=True)
    assert spread.claims_envelope == Interval(19, math.inf, high_open=True)
    assert spread.two_sided_envelope == Interval(9_500, 10_500, high_open=True)
    counts = spread.counts
    assert (counts.claims, counts.votes, counts.origins, counts.two_sided, counts.excluded) == (4, 2, 2, 1, 2)


def test_overlap() -> None:
    """The regions where most votes meet, with their share; one vote's weight is no overlap."""
    spread = by_many(of(11_000), about(11_000), of(1_500)).spread
    assert spread.overlap is not None
    assert spread.overlap.regions == (Interval(10_500, 11_500, high_open=True),)
    assert (spread.overlap.weight, spread.overlap.share) == pytest.approx((2, 2 / 3))
    assert spread.overlap.agrees
    apart = by_many(of(11_000), of(1_500)).spread.overlap
    assert apart is not None
    assert (len(apart.regions), apart.agrees) == (2, False)
    alone = by_many(of(11_000)).spread.overlap
    assert alone is not None
    assert (alone.share, alone.agrees) == (1, False)


def test_factors_between_origins() -> None:
    """Shrunken and raw spread as factors, and the fold; None where they are not defined."""
    spread = by_many(of(10_000), of(20_000)).spread
    squares = 2 * (math.log(2) / 2) ** 2
    assert spread.between_origins == pytest.approx(math.exp(math.sqrt((squares + 4 * 0.35**2) / 5)))
    assert spread.raw_between_origins == pytest.approx(math.exp(math.sqrt(squares)))
    assert spread.fold == 2
    one = by_many(of(10_000)).spread
    assert one.between_origins == pytest.approx(math.exp(0.35))
    assert (one.raw_between_origins, one.fold) == (None, None)
    none = by_many(over(10_000)).spread
    assert (none.between_origins, none.raw_between_origins, none.fold, none.two_sided_envelope) == (None,) * 4
    zero = by_many(Estimate.exactly(0, PEOPLE), of(10)).spread
    assert zero.fold is None
    assert zero.raw_between_origins is None


# --- methods ---------------------------------------------------------------------------------------------------------


def middle(ballots: Sequence[Ballot]) -> Location:
    """From the least low to the greatest high, and nothing best."""
    low = min(ballot.interval.low for ballot in ballots)
    return Location(Interval(low, max(ballot.interval.high for ballot in ballots)), None)


def test_a_method_of_ones_own() -> None:
    """A callable is accepted, and the result names it."""
    found = by_many(of(10), of(20), method=middle)
    assert (found.method, found.low, found.high) == ("middle", 9.5, 21)
    nameless = functools.partial(METHODS["ibc"])
    assert by_many(of(10), method=nameless).method == repr(nameless)
    assert by_many(of(10)).method == "interval_median"
    assert by_many(of(10), method=METHODS["interval_median"]).method == "interval_median"


@pytest.mark.parametrize(
    ("region", "best", "message"),
    [
        (Interval(2, 1), None, "found no value at all"),
        (Interval(math.nan, 1), None, "found no value at all"),
        (Interval(1, 2), 3.0, "put the best value 3.0 outside"),
        (Interval(1, 2), math.nan, "put the best value nan outside"),
    ],
)
def test_a_method_at_fault_is_caught(region: Interval, best: float | None, message: str) -> None:
    """An empty region, a best value outside it and NaN never get into a result."""
    with pytest.raises(ReconciliationError, match=message):
        Location(region, best)


def test_a_prior_that_leaves_the_range_open_is_refused() -> None:
    """Too weak a prior for too few votes is an error and no number."""
    with pytest.raises(ValueError, match="E106"):
        by_many(over(7_000), up_to(10_000), prior=SpreadPrior(weight=0.5))


def test_measures_below_one_are_figures_like_others() -> None:
    """Range, spread and factor of lengths of less than one unit are those of the kernels."""
    length = Measurand(id="length", label="Length", unit="kilometer")
    claims = [
        said("a", Estimate.between(0.2, 0.4, "kilometer"), BRITAIN, length),
        said("b", Estimate.between(0.3, 0.5, "kilometer"), KOREA, length),
        said("c", Estimate.exactly(0.25, "kilometer"), UKRAINE, length),
    ]
    found = reconcile(claims)
    votes = found.votes
    quantiles = stats.plausible_quantiles([one.low for one in votes], [one.high for one in votes], q=[0.1, 0.9])[0]
    assert (found.plausible.low, found.plausible.high) == pytest.approx(tuple(quantiles))
    points = [one.point for one in votes if one.point is not None]
    spread = stats.shrunken_spread(points)
    assert found.spread.between_origins == pytest.approx(math.exp(spread.log_sd[0]))
    assert found.spread.raw_between_origins == pytest.approx(math.exp(spread.raw_log_sd[0]))
    assert found.spread.fold == pytest.approx(max(points) / min(points))


def test_the_prior_reaches_camps_and_spread() -> None:
    """With origins that are known to differ a lot, far figures are one camp; the shrunken spread follows the prior."""
    claims = [said("a", of(1_000)), said("b", of(9_000), KOREA)]
    wide = SpreadPrior(log_sd=5, weight=4, provenance="a test")
    found = reconcile(claims, prior=wide)
    assert (len(reconcile(claims).spread.camps), len(found.spread.camps)) == (2, 1)
    spread = stats.shrunken_spread([1_000, 9_000], prior=wide)
    assert found.spread.between_origins == pytest.approx(math.exp(spread.log_sd[0]))


def test_overlap_keeps_open_ends() -> None:
    """More than 7,000 and at most 9,000 meet in what is above 7,000; more than 7,000 and at most 7,000 meet nowhere."""
    more = said("a", Estimate.more_than(7_000, "person"))
    below = reconcile([more, said("b", Estimate.at_most(9_000, "person"), KOREA)]).spread.overlap
    assert below is not None
    assert below.regions == (Interval(7_000, 9_000, low_open=True),)
    assert below.agrees
    apart = reconcile([more, said("b", Estimate.at_most(7_000, "person"), KOREA)]).spread.overlap
    assert apart is not None
    assert not apart.agrees
    alone = reconcile([more]).spread.overlap
    assert alone is not None
    assert not alone.agrees
