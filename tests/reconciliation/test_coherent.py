"""What results for several measurands say about one another."""

import math

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import Claim, Corpus, Estimate, Measurand, Modality, reconcile_all
from osintclaims.model import Interval
from osintclaims.reconciliation import Coherence, Conflict, Options, coherence_of
from tests.reconciliation.claim_sets import claim_sets
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NEAR_BORDER,
    PEOPLE,
    SENT,
    UKRAINE,
    of,
    said,
    up_to,
)

AUTUMN = Measurand(id="autumn", label="Autumn", unit=PEOPLE)
SPRING = Measurand(id="spring", label="Spring", unit=PEOPLE)
BOTH = Measurand(id="both", label="Both", unit=PEOPLE, sum_of=(AUTUMN, SPRING))
ROAD = Measurand(id="road", label="Road", unit="kilometer")
STRETCH = Measurand(id="stretch", label="Stretch", unit="kilometer", part_of=(ROAD,))


def exactly(value: float, unit: str = PEOPLE) -> Estimate:
    """A figure without width."""
    return Estimate.exactly(value, unit)


def found(*claims: Claim, measurands: tuple[Measurand, ...] = ()) -> Coherence:
    """Coherence of a corpus of claims, parts not lifted, so that only propagation connects them."""
    options = Options(lift_parts=False)
    overview = reconcile_all(Corpus(claims=claims, measurands=measurands), coherent=True, options=options)
    assert overview.coherence is not None
    return overview.coherence


def moved(coherence: Coherence) -> dict[str, tuple[float, float]]:
    """Regions after, by measurand."""
    return {one.measurand.id: (one.after.low, one.after.high) for one in coherence.adjustments}


def test_the_whole_caps_its_parts() -> None:
    """What the whole has at most, a part has at most, also one without figures of its own."""
    claims = [
        said("a", Estimate.between(900, 1_000, PEOPLE)),
        said("b", Estimate.at_least(50, PEOPLE), UKRAINE, IN_TRAINING),
    ]
    coherence = found(*claims, measurands=(NEAR_BORDER,))
    assert moved(coherence) == {"in-training": (50, 1_000), "near-border": (0, 1_000)}
    unknown = next(one for one in coherence.adjustments if one.measurand == NEAR_BORDER)
    assert (unknown.before, unknown.best_before, unknown.best_after) == (None, None, None)
    assert "Troops near the border: no figure becomes up to 1,000 people" in str(coherence)


def test_sums_add_up() -> None:
    """A total is the sum of its addends, and an addend the difference."""
    total = found(said("a", exactly(100), BRITAIN, AUTUMN), said("b", exactly(30), KOREA, SPRING), measurands=(BOTH,))
    assert moved(total) == {"both": (130, 130)}
    addend = found(said("a", exactly(100), BRITAIN, AUTUMN), said("b", exactly(130), KOREA, BOTH))
    assert moved(addend) == {"spring": (30, 30)}


def test_figures_that_cannot_hold_together_are_named() -> None:
    """A part above its whole is a conflict of these two, and neither is moved."""
    coherence = found(said("a", exactly(1_000)), said("c", exactly(5_000), UKRAINE, IN_TRAINING))
    (conflict,) = coherence.conflicts
    assert not coherence.adjustments
    assert ([one.id for one in conflict.lower], [one.id for one in conflict.upper]) == (["in-training"], ["sent"])
    assert str(conflict) == "in-training cannot be as much as its figures say at the least with sent at the most"
    assert "conflict: in-training" in str(coherence)


def test_best_values_are_ordered_by_ratio() -> None:
    """A part whose best value exceeds its whole's is pooled with it at their geometric mean; both states are kept."""
    wide = Estimate(unit=PEOPLE, low=100, best=1_000, high=9_000)
    part = Estimate(unit=PEOPLE, low=90, best=4_000, high=8_000)
    coherence = found(said("a", wide), said("b", part, BRITAIN, IN_TRAINING))
    bests = {one.measurand.id: (one.best_before, round(one.best_after or 0, 6)) for one in coherence.adjustments}
    assert bests == {"sent": (1_000, 2_000), "in-training": (4_000, 2_000)}
    assert str(coherence) == (
        "Troops in training: best value 4,000 becomes 2,000\nTroops sent: best value 1,000 becomes 2,000"
    )


def test_best_values_follow_their_region() -> None:
    """A best value outside what the whole allows moves to the nearest value that is allowed."""
    part = Estimate(unit=PEOPLE, low=10, best=95, high=100)
    strict = Estimate(unit=PEOPLE, low=10, best=50, high=90, high_open=True)
    coherence = found(said("a", strict), said("b", part, BRITAIN, IN_TRAINING))
    moved_part = next(one for one in coherence.adjustments if one.measurand == IN_TRAINING)
    assert moved_part.after == Interval(10, 90, high_open=True)
    assert moved_part.best_after is not None
    assert moved_part.best_after < 90
    bounded = found(said("a", Estimate.less_than(90, PEOPLE)), said("b", part, BRITAIN, IN_TRAINING))
    assert str(bounded) == (
        "Troops in training: 10 to 100 becomes 10 to 89 people, best value 95 becomes 89\n"
        "Troops sent: up to 89 becomes 10 to 89 people"
    )
    low = Estimate(unit=PEOPLE, low=20, best=60, high=90, low_open=True)
    whole = found(said("a", Estimate(unit=PEOPLE, low=5, best=8, high=95)), said("b", low, KOREA, IN_TRAINING))
    raised = next(one for one in whole.adjustments if one.measurand == SENT)
    assert raised.after == Interval(20, 95, low_open=True)
    assert raised.best_after is not None
    assert raised.best_after > 20


BELOW, ABOVE = math.nextafter(0.9, 0), math.nextafter(0.9, 1)


@pytest.mark.parametrize(
    ("bound", "best", "at"),
    [
        (Estimate.at_most(0.9, "kilometer"), 0.95, 0.9),
        (Estimate.less_than(0.9, "kilometer"), 0.95, BELOW),
        (Estimate.less_than(0.9, "kilometer"), 0.9, BELOW),
        (Estimate.at_least(0.9, "kilometer"), 0.85, 0.9),
        (Estimate.more_than(0.9, "kilometer"), 0.85, ABOVE),
        (Estimate.more_than(0.9, "kilometer"), 0.9, ABOVE),
    ],
)
def test_a_best_value_moves_no_further_than_it_must(bound: Estimate, best: float, at: float) -> None:
    """To the end of what others allow, or to the float inside where that end is left out."""
    bounded, figure = (ROAD, STRETCH) if bound.low is None else (STRETCH, ROAD)
    ranged = Estimate(unit="kilometer", low=0.8, best=best, high=1)
    moves = found(said("a", bound, BRITAIN, bounded), said("b", ranged, KOREA, figure)).adjustments
    assert {one.measurand: (one.best_before, one.best_after) for one in moves}[figure] == (best, at)


def test_best_values_are_ordered_whatever_their_units() -> None:
    """1 km for the whole and 4,000 m for its part meet at 2 km; so do lengths below 1."""
    metres = attrs.evolve(STRETCH, unit="meter")
    coherence = found(
        said("a", Estimate(unit="kilometer", low=0.1, best=1, high=9), BRITAIN, ROAD),
        said("b", Estimate(unit="meter", low=90, best=4_000, high=8_000), KOREA, metres),
    )
    assert {one.measurand.id: one.best_after for one in coherence.adjustments} == pytest.approx(
        {"road": 2, "stretch": 2_000}
    )
    short = found(
        said("a", Estimate(unit="kilometer", low=0.1, best=0.2, high=0.9), BRITAIN, ROAD),
        said("b", Estimate(unit="kilometer", low=0.09, best=0.8, high=0.85), KOREA, STRETCH),
    )
    assert str(short) == ("Road: best value 0.2 becomes 0.4\nStretch: best value 0.8 becomes 0.4")


def test_what_is_not_tightened_keeps_every_bit() -> None:
    """15.7 m is 0.0157 km, which is not quite 15.7 m again: nothing is said to have moved by that."""
    metres = attrs.evolve(STRETCH, unit="meter")
    assert 15.7 * 0.001 / 0.001 != 15.7
    assert 31.4 * 0.001 / 0.001 != 31.4
    claims = [
        said("a", Estimate.between(1, 2, "kilometer"), BRITAIN, ROAD),
        said("b", Estimate.between(15.7, 31.4, "meter"), KOREA, metres),
    ]
    assert found(*claims) == Coherence(adjustments=(), conflicts=())


def test_a_conflict_of_several_names_all() -> None:
    """Addends that are together too large are listed, then their sum."""
    conflict = Conflict(lower=(AUTUMN, SPRING), upper=(BOTH,))
    assert str(conflict).startswith("autumn, spring cannot be as much as ")
    assert str(conflict).endswith(" with both at the most")


def test_units_are_converted() -> None:
    """A part in metres is held to a whole in kilometres, and keeps its unit."""
    stretch = attrs.evolve(STRETCH, unit="meter")
    other = Measurand(id="shells", label="Shells", unit="shell")
    coherence = found(
        said("a", Estimate.between(1, 2, "kilometer"), BRITAIN, ROAD),
        said("b", Estimate.at_least(500, "meter"), KOREA, stretch),
        said("c", exactly(7, "shell"), KOREA, other),
    )
    (stretched,) = coherence.adjustments
    assert stretched.measurand == stretch
    assert (stretched.after.low, stretched.after.high) == pytest.approx((500, 2_000))


def test_observed_and_expected_are_kept_apart() -> None:
    """What was expected of a part does not move what was observed of the whole."""
    plan = said("b", Estimate.at_least(5_000, PEOPLE), UKRAINE, IN_TRAINING, modality=Modality.PLAN)
    overview = reconcile_all(Corpus(claims=(said("a", up_to(1_000)), plan)), coherent=True)
    assert overview.coherence is not None
    assert overview.expected_coherence is not None
    assert moved(overview.coherence) == {"in-training": (0, 1_000)}
    assert "What they say about one another" in str(overview)
    assert reconcile_all(Corpus(claims=(said("a", of(5)),))).coherence is None


def test_nothing_to_fit_together() -> None:
    """No results, or results that are not related, give no adjustments and print nothing."""
    assert coherence_of([]) == Coherence(adjustments=(), conflicts=())
    alone = reconcile_all(Corpus(claims=(said("a", of(5)),)), coherent=True)
    assert "What they say" not in str(alone)


@given(claim_sets(linked=False, max_size=6), st.randoms())
def test_coherence_never_widens_and_knows_no_order(claims: tuple[Claim, ...], random: object) -> None:
    """Regions only shrink, best values stay inside them and in order, whatever the order of the results."""
    results = list(reconcile_all(Corpus(claims=claims)))
    observed = [one for one in results if one.options.modality == {Modality.OBSERVED}]
    coherence = coherence_of(observed)
    shuffled = sorted(observed, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert coherence_of(shuffled) == coherence
    bests = {one.measurand.id: one.best for one in observed}
    for one in coherence.adjustments:
        assert one.before is None or one.before.intersect(one.after) == one.after
        if one.best_after is not None:
            assert one.after.low * (1 - 1e-9) <= one.best_after <= one.after.high * (1 + 1e-9)
        bests[one.measurand.id] = one.best_after
    if not coherence.conflicts:
        for part, whole in (("part", "whole"), ("inner", "part"), ("inner", "whole")):
            small, large = bests.get(part), bests.get(whole)
            assert not small or not large or small <= large * (1 + 1e-9)
