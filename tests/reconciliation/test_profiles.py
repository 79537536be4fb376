"""The profiles beside the default, each against its source."""

import copy
import math
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osintclaims import Claim, Estimate, Hedge, ReconciliationError, load_seed_corpus, reconcile
from osintclaims.model import Interval
from osintclaims.reconciliation import PROFILES, Profile, Row, profile_named
from osintclaims.reconciliation._reader import Reader
from osintclaims.testing import laws
from tests.reconciliation.claim_sets import claim_sets, existence, figures, wholes
from tests.reconciliation.figures import said
from tests.reconciliation.test_profile import P, above, half_open

INF = math.inf


def read(name: str, estimate: Estimate) -> Interval:
    """The interval by a profile."""
    return profile_named(name).read(estimate).interval


# Half-widths and widths of the regression of Ferson et al. 2015, evaluated elsewhere from the published coefficients:
# hedge word, figure, log10 of the whole width.
FERSON: list[tuple[str, Estimate, float]] = [
    ("about", Estimate.about(28, P), 0.41160721643014087),
    ("about", Estimate.about(1_500, P), 1.9341905206737322),
    ("about", Estimate.about(4_000, P), 2.3359335519015954),
    ("around", Estimate.about(12_000, P, wording="around 12,000"), 2.713901665692974),
    ("approximately", Estimate.about(28, P, wording="approximately 28"), 0.40546600504917013),
    ("approximately", Estimate.about(1_500, P, wording="Approximately 1,500"), 1.9420860088308696),
    ("approximately", Estimate.about(11_000, P, wording="approximately 11,000"), 2.6773653192814035),
    ("roughly", Estimate.about(10_000, P, wording="roughly 10,000 soldiers"), 2.9602000000000004),
    ("at least", Estimate.at_least(11_000, P), 2.6059810581839704),
    ("at least", Estimate.at_least(30_000, P), 3.19711256237465),
    ("at most", Estimate.at_most(11_000, P), 2.46225843160685),
    ("at most", Estimate.at_most(12_000, P), 2.4812093948928844),
    ("at most", Estimate.at_most(30_000, P), 2.9678749762834444),
    ("more than", Estimate.more_than(28, P, wording="over 28"), 0.4821070412881038),
    ("more than", Estimate.more_than(1_500, P), 1.9952332282143248),
    ("more than", Estimate.more_than(11_000, P), 2.6301719705888438),
    ("more than", Estimate.more_than(30_000, P), 3.2434239765645936),
    ("almost", Estimate.nearly(4_000, P, wording="almost 4,000"), 2.0588250265268493),
    ("nearly", Estimate.nearly(30_000, P), 3.1363488099447854),
]


@pytest.mark.parametrize(("word", "estimate", "log_width"), FERSON, ids=lambda value: str(value)[:20])
def test_ferson(word: str, estimate: Estimate, log_width: float) -> None:
    """Widths are those of the regression; of a one-sided word, the half on its side."""
    reading = profile_named("ferson2015").read(estimate)
    figure = next(value for value in (estimate.best, estimate.low, estimate.high) if value is not None)
    half = 10**log_width / 2
    low = max(figure - half, estimate.bounds[0])
    high = min(figure + half, estimate.bounds[1])
    assert (reading.interval.low, reading.interval.high) == pytest.approx((low, high), rel=1e-9)
    assert (reading.rule, reading.profile) == (word, "ferson2015")


# The same, printed as half-width in per cent of the figure, to one digit: 50, 1,500, 3,000, 10,000, 11,000, 30,000.
FERSON_PER_CENT: list[tuple[Any, str, list[float]]] = [
    (Estimate.about, "about", [7.4, 2.9, 3.2, 3.7, 1.6, 2.1]),
    (Estimate.about, "around", [9.3, 3.1, 4.6, 7.0, 2.3, 4.0]),
    (Estimate.about, "approximately", [12.8, 2.9, 3.9, 4.8, 2.2, 3.0]),
    (Estimate.about, "roughly", [10.8, 3.6, 3.4, 4.6, 1.7, 2.7]),
    (Estimate.nearly, "nearly", [6.0, 1.7, 2.6, 3.9, 1.3, 2.3]),
    (Estimate.more_than, "over", [8.2, 3.3, 3.8, 5.0, 1.9, 2.9]),
    (Estimate.at_least, "at least", [11.4, 3.4, 4.1, 5.1, 1.8, 2.6]),
    (Estimate.at_most, "at most", [8.7, 3.5, 2.5, 2.7, 1.3, 1.5]),
]


@pytest.mark.parametrize(("make", "word", "halves"), FERSON_PER_CENT, ids=lambda value: str(value)[:20])
def test_ferson_per_cent(make: Any, word: str, halves: list[float]) -> None:
    """Half-widths agree with a table of them, in per cent."""
    for figure, half in zip((50, 1_500, 3_000, 10_000, 11_000, 30_000), halves, strict=True):
        interval = read("ferson2015", make(figure, P, wording=f"{word} {figure}"))
        distance = max(figure - interval.low, interval.high - figure)
        assert 100 * distance / figure == pytest.approx(half, abs=0.0501)


def test_ferson_beyond_its_range() -> None:
    """The survey went up to 100,000: the default reads larger figures, and what nobody was asked about."""
    ferson = profile_named("ferson2015")
    assert ferson.read(Estimate.about(100_000, P)).profile == "ferson2015"
    for estimate in (Estimate.about(200_000, P), Estimate.up_to(10_000, P), Estimate.just_over(10_000, P)):
        reading = ferson.read(estimate)
        assert reading.profile == "default"
        assert reading.interval == read("default", estimate)
    assert ferson.read(Estimate.exactly(28, P)).interval == Interval(28, 28)


ROWS: dict[str, list[tuple[Estimate, Interval, float | None]]] = {
    "literal": [
        (Estimate.of(10_000, P), Interval(10_000, 10_000), 10_000),
        (Estimate.of(0, P), Interval(0, 0), 0),
        (Estimate.about(10_000, P), Interval(10_000, 10_000), 10_000),
        (Estimate.nearly(10_000, P), half_open(0, 10_000), None),
        (Estimate.just_over(10_000, P), above(10_000, is_open=True), None),
        (Estimate.at_least(7_000, P), above(7_000, is_open=False), None),
        (Estimate.up_to(10_000, P), Interval(0, 10_000), None),
        (Estimate.between(10, 20, P), Interval(10, 20), None),
        (Estimate.vaguely("hundreds", P), above(200, is_open=False), None),
        (Estimate.vaguely("several", P), above(0, is_open=True), None),
    ],
    "pragmatic": [
        (Estimate.at_least(7_000, P), Interval(7_000, 9_800), None),
        (Estimate.more_than(7_000, P), Interval(7_000, 9_800, low_open=True), None),
        (Estimate.more_than(0.5, "kilometer"), Interval(0.5, 0.7, low_open=True), None),
        (Estimate.at_most(7_000, P), Interval(0, 7_000), None),
        (Estimate.up_to(7_000, P), Interval(0, 7_000), None),
        (Estimate.about(7_000, P), Interval(6_300, 7_700), 7_000),
        (Estimate.at_least(1, P), above(1, is_open=False), None),
        (Estimate.at_least(2, P), Interval(2, 2.8), None),
    ],
    "empirical": [
        (Estimate.of(28, P), Interval(28, 28), 28),
        (Estimate.about(10_000, P), Interval(8_000, 11_000), 9_500),
        (Estimate.at_least(8, P), Interval(8, 14), 8.4),
        (Estimate.at_least(10, P), Interval(10, 14), 10.5),
        (Estimate.at_least(50, P, wording="50+ people"), Interval(50, 65), 52.5),
        (Estimate.more_than(7_000, P), Interval(7_000, 9_800, low_open=True), 7_350),
        (Estimate.more_than(9, P), Interval(9, 15.75, low_open=True), 9.45),
        (Estimate.up_to(10_000, P), Interval(5_000, 10_000), 8_000),
        (Estimate.nearly(10_000, P), half_open(8_000, 10_000), 9_500),
        (Estimate.less_than(10_000, P), half_open(0, 10_000), None),
        (Estimate.just_over(10_000, P), Interval(10_000, 11_000, low_open=True), None),
        (Estimate.between(10, 20, P), Interval(10, 20), None),
        (Estimate.vaguely("dozens", P), half_open(24, 100), 36),
        (Estimate.vaguely("hundreds", P), half_open(200, 1_000), 350),
        (Estimate.vaguely("several hundred", P), half_open(300, 1_000), None),
        (Estimate.vaguely("thousands", P), half_open(2_000, 10_000), 4_500),
        (Estimate.vaguely("scores", P), half_open(40, 200), None),
    ],
}


@pytest.mark.parametrize("name", ROWS)
def test_readings(name: str) -> None:
    """Each wording is read as the profile's evidence says, with the value it is taken for."""
    for estimate, interval, point in ROWS[name]:
        found = profile_named(name).read(estimate)
        assert (found.interval.low, found.interval.high) == pytest.approx((interval.low, interval.high)), estimate
        assert (found.interval.low_open, found.interval.high_open) == (interval.low_open, interval.high_open), estimate
        assert found.point == (None if point is None else pytest.approx(point)), estimate


# ACLED's FAQ on fatalities (2024); the data dictionary of the Crowd Counting Consortium; UCDP as inferred in
# uncertainUCDP and MAVERICK; the rule of MPEDS for Elephrame's list of protests.
CODES: dict[str, dict[str, float]] = {
    "acled": {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1_000},
    "ccc": {"hundreds": 200, "thousands": 2_000, "tens of thousands": 20_000, "hundreds of thousands": 200_000},
    "ucdp": {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000},
    "mpeds": {"dozens": 36, "hundreds": 150, "thousands": 1_500},
}


@pytest.mark.parametrize("name", CODES)
def test_house_codes(name: str) -> None:
    """A project's code stands for the vague word; other words, and figures, are read as by default."""
    profile = profile_named(name)
    for word, code in CODES[name].items():
        found = profile.read(Estimate.vaguely(word.upper(), P))
        assert found.interval == Interval(code, code)
        assert (found.point, found.rule, found.profile, found.notes) == (code, word, name, ("vague",))
    other = profile.read(Estimate.vaguely("several hundred", P))
    assert (other.interval, other.rule, other.profile) == (half_open(300, 1_000), "several hundred", "default")
    assert profile.read(Estimate.about(10_000, P)) == profile_named("default").read(Estimate.about(10_000, P))


def test_a_bound_before_a_vague_word_has_no_value() -> None:
    """Who says "at least dozens" commits to no value above them, though a project codes dozens as one number."""
    for name, word, interval in (
        ("acled", "at least dozens", above(12, is_open=False)),
        ("acled", "up to dozens", Interval(0, 12, low_open=True)),
        ("empirical", "more than dozens", above(24, is_open=False)),
        ("ucdp", "less than several", Interval(0, 4, low_open=True, high_open=True)),
    ):
        found = profile_named(name).read(Estimate.vaguely(word, P))
        assert (found.interval, found.point, found.notes, found.profile) == (interval, None, ("vague",), name)
    both = [said("a", Estimate.vaguely("up to dozens", P)), said("b", Estimate.at_least(3, P))]
    assert reconcile(both, profile="acled").best == pytest.approx(6)  # halfway between 3 and 12 on the log scale


def test_several_of_ucdp() -> None:
    """UCDP codes "several" as low 2, best 3, high 3: of whole numbers, those below 4."""
    found = profile_named("ucdp").read(Estimate.vaguely("several", P))
    assert (found.interval, found.point) == (half_open(2, 4), 3)


@pytest.mark.parametrize("name", PROFILES)
def test_what_a_word_without_a_row_says(name: str) -> None:
    """A vague word that no profile lists says only that there are some, and the reading names the word."""
    found = profile_named(name).read(Estimate.vaguely("a  Multitude", P))
    assert (found.interval, found.point, found.rule) == (above(0, is_open=True), None, "a multitude")


def test_notes_of_narrowed_readings() -> None:
    """A reading says so where it closes an end that the words leave open."""
    pragmatic, empirical = profile_named("pragmatic"), profile_named("empirical")
    assert pragmatic.read(Estimate.at_least(7_000, P)).notes == ("narrowed",)
    assert pragmatic.read(Estimate.about(7_000, P)).notes == ()
    assert empirical.read(Estimate.up_to(7_000, P)).notes == ("soft", "narrowed")
    assert empirical.read(Estimate.nearly(7_000, P)).notes == ()


@given(st.sampled_from(PROFILES), figures("person") | figures("kilometer"))
def test_readings_keep_within_the_words(name: str, estimate: Estimate) -> None:
    """No profile reads a value into a hedge that its words exclude; a point lies within its reading."""
    found = profile_named(name).read(estimate)
    assert not found.interval.is_empty
    assert found.interval.low >= 0
    if estimate.hedge not in (Hedge.BARE, Hedge.VAGUE):
        assert found.interval.intersect(estimate.interval) == found.interval
    assert found.point is None or found.interval.contains(found.point)


@given(st.sampled_from(PROFILES), existence("person") | st.just(Estimate.at_least(1, P)))
def test_no_figure_is_read_into_an_existence_statement(name: str, estimate: Estimate) -> None:
    """That there are some stays that, by every profile; only UCDP has a code for "several"."""
    assume((name, estimate.vague) != ("ucdp", "several"))
    profile = profile_named(name)
    assert not Reader(profile, "person").gives_figure(profile.read(estimate).interval)


@given(st.sampled_from(["literal", "pragmatic"]), st.sampled_from(["at_least", "more_than"]), st.data())
def test_bounds_grow_with_their_figure(name: str, hedge: str, data: st.DataObject) -> None:
    """Of two bounds, the higher figure is read as no lower at either end."""
    less, more = sorted(data.draw(st.lists(st.integers(1, 10**6), min_size=2, max_size=2)))
    one, other = (read(name, getattr(Estimate, hedge)(figure, P)) for figure in (less, more))
    assert one.low <= other.low
    assert one.high <= other.high or less == 1  # "at least one" is an existence statement, and has no end


@given(claim_sets("kilometer", max_size=4), st.sampled_from(PROFILES))
def test_a_change_of_unit_commutes(claims: tuple[Claim, ...], name: str) -> None:
    """By every profile, the same figures in another unit of the question give the same region in that unit."""
    before = reconcile(claims, wholes("kilometer")[0], profile=name)
    after = reconcile(laws.in_unit(claims, "meter"), wholes("meter")[0], profile=name)
    assert after.status is before.status
    for old, new in ((before.low, after.low), (before.best, after.best), (before.high, after.high)):
        assert (old is None) == (new is None)
        assert old is None or new == pytest.approx(old * 1_000, rel=1e-9)


@pytest.mark.parametrize("name", PROFILES)
def test_the_seed_corpus_by_every_profile(name: str) -> None:
    """Every measurand of the seed corpus can be reconciled by every profile, and the page names it."""
    seeds = load_seed_corpus()
    for measurand in seeds.measurands:
        consensus = reconcile(seeds, measurand, profile=name)
        assert consensus.options.profile.name == name
        page = " ".join(str(consensus).split())
        assert f"Read by profile {name}," in page
        assert consensus.options.profile.conventions in page or not consensus.votes


CONVENTIONS = {
    "default": 'Conventions: "about" is within 10% (1) or 5% (2) by number of significant figures; a bare figure is '
    "within 0.5 units of its last digit other than 0, at most 5%.",
    "literal": 'Conventions: "about" adds nothing to its figure; a bare figure is exact.',
    "pragmatic": 'Profile pragmatic: "at least" and "more than" reach no further than 1.4 times their figure. Else as '
    'default: "about" is within 10% (1) or 5% (2) by number of significant figures; a bare figure is within 0.5 units '
    "of its last digit other than 0, at most 5%.",
    "empirical": "Profile empirical: widths that coders of published data sets gave to the same words, about 80 % of "
    "them. Else as default.",
}


@pytest.mark.parametrize("name", CONVENTIONS)
def test_conventions(name: str) -> None:
    """A profile says what it assumes, and of its base only what it leaves to it."""
    assert profile_named(name).conventions == CONVENTIONS[name]


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_survive_pickling(name: str) -> None:
    """A profile and its base can be pickled, copied and hashed."""
    profile = profile_named(name)
    assert pickle.loads(pickle.dumps(profile)) == profile == copy.deepcopy(profile)  # noqa: S301 - our own bytes
    assert hash(profile) == hash(copy.deepcopy(profile))


def test_a_profile_of_ones_own() -> None:
    """A profile of one's own says what differs, and leaves the rest to its base."""
    row = Row(hedge=Hedge.ABOUT, words=("ca.", "circa"), low=0.5, high=2.0)
    mine = Profile(
        name="mine", description="d", source="s", rows=(row,), vague={"loads": (50, 500)}, base=profile_named("default")
    )
    assert row.name == "ca. / circa"
    circa = mine.read(Estimate.about(100, P, wording="CIRCA 100"))
    assert (circa.interval, circa.rule, circa.profile) == (Interval(50, 200), "ca. / circa", "mine")
    for wording in ("ca. 100", "ca.100", "(Ca. 100)"):
        assert mine.read(Estimate.about(100, P, wording=wording)).profile == "mine"
    assert mine.read(Estimate.about(100, P, wording="from Casablanca. About 100")).profile == "default"
    assert mine.read(Estimate.about(100, P, wording="circadian 100")).profile == "default"
    assert mine.read(Estimate.vaguely("loads", P)).interval == half_open(50, 500)
    stated = Estimate(unit=P, low=90, best=100, hedge=Hedge.ABOUT, wording="circa 100, at least 90")
    assert mine.read(stated).interval == Interval(90, 200)
    low = Profile(name="low", description="", source="", rows=(attrs.evolve(row, words=(), low=None, best=0.2),))
    assert low.read(stated).point == 100


def test_vague_words_may_stand_for_one_and_less() -> None:
    """A word for a share of one, or for one itself, is read as any other."""
    mine = Profile(name="mine", description="", source="", vague={"a bit": (0.25, 0.5), "one or two": (1, 2, 3)})
    assert mine.read(Estimate.vaguely("a bit", "kilometer")).interval == half_open(0.25, 0.5)
    both = mine.read(Estimate.vaguely("One or two", P))
    assert (both.interval, both.point) == (half_open(1, 3), 2)


def test_conventions_name_what_no_row_reads() -> None:
    """Rows for any figure under any wording are named by their profile; what bases read besides is said once."""
    empirical, default = profile_named("empirical"), profile_named("default")
    above_it = Profile(
        name="top", description="d", source="", rows=(Row(hedge=Hedge.AT_LEAST, high=2.0),), base=empirical
    )
    assert above_it.conventions == "Profile top: d. Else as empirical."
    about, bare = '"about" is within 10%', "a bare figure is within 0.5 units"
    exact = Row(hedge=Hedge.BARE, low=1.0, high=1.0)
    read_above = Profile(name="b", description="d", source="", rows=(exact,), base=profile_named("pragmatic"))
    assert about in read_above.conventions
    assert bare not in read_above.conventions
    for row in (Row(hedge=Hedge.ABOUT, words=("ca.",), high=2.0), Row(hedge=Hedge.ABOUT, below=10, high=2.0)):
        some = Profile(name="some", description="d", source="", rows=(row,), base=default).conventions
        assert about in some
        assert bare in some
    every = Profile(name="all", description="d", source="", rows=(Row(hedge=Hedge.ABOUT, high=2.0),), base=default)
    assert about not in every.conventions
    assert bare in every.conventions


def test_about_is_no_less_than_a_bare_figure_and_no_more_than_its_shares() -> None:
    """Beyond the list of shares "about" adds nothing to how far a bare figure may be off, as the conventions say."""
    mine = Profile(name="mine", description="", source="", last_figure=0.5, bare_at_most=0.01, about_shares=(0.2,))
    assert mine.read(Estimate.about(10, P)).interval == Interval(8, 12)
    for figure in (12, 1_230, 12_300):
        margin = 0.01 * figure if figure == 12 else {1_230: 5, 12_300: 50}[figure]
        for make in (Estimate.of, Estimate.about):
            found = mine.read(make(figure, P)).interval
            assert (found.low, found.high) == pytest.approx((figure - margin, figure + margin))


def test_an_estimate_without_a_hedge_has_no_figure_to_read() -> None:
    """Bounds without a hedge are taken as given by every profile."""
    given_bounds = Estimate(unit=P, low=9, best=10, high=12, high_open=True)
    for name in PROFILES:
        assert read(name, given_bounds) == half_open(9, 12)


@pytest.mark.parametrize("name", PROFILES)
def test_about_nothing_is_nothing(name: str) -> None:
    """No share of zero, and no width around it, is anything but zero."""
    found = profile_named(name).read(Estimate.about(0, P))
    assert (found.interval, found.point) == (Interval(0, 0), 0)


def test_a_row_around_a_figure() -> None:
    """Ends are multiples of the figure or left to the words; a width lies half to either side and never below zero."""
    everything = Interval(-INF, INF, low_open=True, high_open=True)
    assert Row(hedge=Hedge.ABOUT).around(5) == everything
    assert Row(hedge=Hedge.ABOUT, low=0.5).around(6) == above(3, is_open=False)
    assert Row(hedge=Hedge.ABOUT, high=2).around(6) == Interval(-INF, 12, low_open=True)
    ten = Row(hedge=Hedge.ABOUT, width=(1, 0, 0, 0, 0, 0, 0, 0))
    assert (ten.around(20), ten.around(3)) == (Interval(15, 25), Interval(0, 8))
    zeros = Row(hedge=Hedge.ABOUT, width=(0, 0, 1, 0, 0, 0, 0, 0))
    found = [zeros.around(figure) for figure in (0.25, 7, 3_200, 4_000)]
    widths = [1, 1, 100, 1_000]
    assert [one.high - one.low for one in found] == pytest.approx([0.75, *widths[1:]])  # down to zero, and no further
    assert found[0] == Interval(0, 0.75)


def test_a_row_reads_figures_below_its_limit() -> None:
    """Only positive ones, of its own hedge, under one of its words; never "at least one" of a count."""
    row = Row(hedge=Hedge.AT_LEAST, below=10, high=2)
    for figure, unit, applies in ((9, P, True), (10, P, False), (0.5, "kilometer", True), (0, P, False), (1, P, False)):
        assert row.applies_to(Estimate.at_least(figure, unit)) is applies
    assert row.applies_to(Estimate.at_least(1, "kilometer"))
    assert not row.applies_to(Estimate.more_than(9, P))


WRONG_ROWS: list[tuple[dict[str, Any], str]] = [
    ({"hedge": Hedge.RANGE}, "a row cannot read range; choose from bare, about, nearly"),
    ({"hedge": Hedge.ABOUT, "low": 1.2, "high": 1.1}, r"in this order, got \[0.0, 1.2, 1.1\]"),
    ({"hedge": Hedge.ABOUT, "low": -1.0}, "in this order"),
    ({"hedge": Hedge.ABOUT, "width": (1.0,)}, "a width has eight coefficients"),
    ({"hedge": Hedge.ABOUT, "width": (1.0,) * 8, "high": 1.0}, "and no low or high"),
    ({"hedge": Hedge.ABOUT, "width": (1.0,) * 8, "low": 1.0}, "and no low or high"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG_ROWS)
def test_rows_that_cannot_be(fields: dict[str, Any], message: str) -> None:
    """A row that reads nothing, or contradicts itself, is refused."""
    with pytest.raises(ReconciliationError, match=message):
        Row(**fields)


@pytest.mark.parametrize("row", [(), (0,), (3, 2), (2, 2), (1, 2, 3, 4), (-1, 2)])
def test_vague_rows_that_cannot_be(row: tuple[float, ...]) -> None:
    """A vague word has one to three positive numbers, in order."""
    with pytest.raises(ReconciliationError, match=r'profile mine: "loads" is .*; give a code'):
        Profile(name="mine", description="", source="", vague={"loads": row})
