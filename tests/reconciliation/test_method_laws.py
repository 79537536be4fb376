"""The laws of `test_laws.py` for every other location method, and what each does with the shape of the votes."""

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from osintclaims import Claim, Denial, Estimate, Source, reconcile
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import METHODS, Ballot, Consensus, Location
from osintclaims.testing import copy_through, laws
from osintclaims.units import factor
from tests.reconciliation.claim_sets import claim_sets, existence, figures, wholes
from tests.reconciliation.figures import said
from tests.reconciliation.test_laws import denials, floats, numbers

WHOLE = wholes("person")[0]
#: `test_laws.py` has the default.
NAMES = st.sampled_from(sorted(set(METHODS) - {"interval_median"}))


def answered(claims: Sequence[Claim], name: str, about: Any = WHOLE, **options: Any) -> Consensus:
    """What a method answers; what it refuses is no case."""
    try:
        return reconcile(claims, about, method=name, **options)
    except ReconciliationError:
        assume(False)
        raise


@given(NAMES, claim_sets(), st.data())
def test_the_order_of_claims_does_not_matter(name: str, claims: tuple[Claim, ...], data: st.DataObject) -> None:
    """Permuted claims give the same result, to the last record."""
    assert answered(data.draw(st.permutations(claims)), name) == answered(claims, name)


@given(NAMES, claim_sets(), st.data())
def test_copies_change_nothing(name: str, claims: tuple[Claim, ...], data: st.DataObject) -> None:
    """However many outlets print one utterance, no number changes."""
    copied = data.draw(st.lists(st.sampled_from(claims), max_size=4)) if claims else []
    copies = [copy_through(claim, Source(id=f"o{at}", name="Outlet")) for at, claim in enumerate(copied)]
    before, after = answered(claims, name), answered((*claims, *copies), name)
    assert (numbers(after), after.status, after.method_note) == (numbers(before), before.status, before.method_note)


@given(NAMES, claim_sets(), existence("person"))
def test_an_existence_statement_changes_no_number(name: str, claims: tuple[Claim, ...], figure: Estimate) -> None:
    """Who says only that there are some moves nothing."""
    more = said("z", figure, Source(id="new", name="New"), WHOLE)
    assert numbers(answered((*claims, more), name)) == numbers(answered(claims, name))


@given(NAMES, claim_sets(), denials())
def test_a_denial_changes_no_number(name: str, claims: tuple[Claim, ...], denial: Denial) -> None:
    """Denials stand beside the figures."""
    assert numbers(answered(claims, name, denials=[denial])) == numbers(answered(claims, name))


@given(NAMES, claim_sets("kilometer"), st.sampled_from(["meter", "mile"]))
def test_a_change_of_unit_commutes(name: str, claims: tuple[Claim, ...], unit: str) -> None:
    """In another unit, the same figures give the same place in that unit."""
    before = answered(claims, name, wholes("kilometer")[0])
    after = answered(laws.in_unit(claims, unit), name, wholes(unit)[0])
    for old, new in ((before.low, after.low), (before.best, after.best), (before.high, after.high)):
        assert (old is None) == (new is None)
        if old is not None:
            assert new == pytest.approx(old * factor("kilometer", unit), rel=1e-5)


@given(NAMES, claim_sets())
def test_numbers_lie_within_one_another(name: str, claims: tuple[Claim, ...]) -> None:
    """The region lies inside the envelope of the votes, but for rounding, and best in it; nothing is NaN."""
    found = answered(claims, name)
    assert not any(math.isnan(value) for value in floats(found))
    if found.region is not None:
        envelope = found.spread.envelope
        assert envelope is not None
        assert envelope.low * (1 - 1e-12) <= found.region.low <= found.region.high <= envelope.high * (1 + 1e-12)
        assert found.best is None or found.region.contains(found.best)


@given(NAMES, claim_sets(), st.sampled_from([0.5, 0.8, 0.95]))
def test_ranges_do_not_depend_on_the_method(name: str, claims: tuple[Claim, ...], level: float) -> None:
    """A method places the figure and no more, so the laws of ranges and of spread are those of the default."""
    other, default = answered(claims, name, level=level), reconcile(claims, WHOLE, level=level)
    for found in (other, default):
        assert found.plausible.level == level
    located = {"region", "best"}
    assert {key: value for key, value in numbers(other).items() if key not in located} == {
        key: value for key, value in numbers(default).items() if key not in located
    }


@given(st.sampled_from(sorted(METHODS)), figures("person"))
def test_one_claim_is_its_own_region(name: str, figure: Estimate) -> None:
    """What a single vote admits is the answer, and best what it commits to, or the middle for methods of intervals."""
    found = answered([said("c", figure, Source(id="s", name="S"), WHOLE)], name)
    region = found.region
    if region is None:
        return  # a statement that there are some
    (vote,) = found.votes
    if name == "eventreport":  # it aggregates the figures alone, without what they admit
        assert (found.low, found.best, found.high) == (vote.point, vote.point, vote.point)
    else:
        assert (region.low, region.high) == pytest.approx((vote.interval.low, vote.interval.high))
        assert (found.best is None) == (name == "ibc" or vote.point is None)
        if found.best is not None:
            middle = math.sqrt(vote.interval.low * vote.interval.high)
            best = middle if name in {"ds_mixture", "npmle", "max_overlap"} else vote.point
            assert found.best == pytest.approx(best)


@given(st.sampled_from(sorted(METHODS)), st.integers(1, 10**15), st.integers(1, 3))
def test_large_whole_numbers_are_exact(name: str, value: int, origins: int) -> None:
    """A count of up to 10^15 on which all agree comes back as it was said; means come from logs, to 15 digits."""
    claims = [
        said(f"c{at}", Estimate.exactly(value, "person"), Source(id=f"s{at}", name="S"), WHOLE) for at in range(origins)
    ]
    found = answered(claims, name)
    if name in {"geometric_mean", "hodges_lehmann"}:
        assert found.best == pytest.approx(value, rel=1e-13)
    else:
        assert (found.low, found.high) == (value, value)
        assert found.best in ({None} if name == "ibc" else {value})


@st.composite
def ballots(draw: st.DrawFn) -> list[Ballot]:
    """Votes on few places, so that many touch, tie or hold one another."""
    made: list[Ballot] = []
    for _ in range(draw(st.integers(1, 6))):
        low, high = sorted(draw(st.lists(st.integers(1, 9), min_size=2, max_size=2)))
        side = draw(st.sampled_from(["both", "both", "both", "lower", "upper"]))
        if side == "both":
            made.append(Ballot(Interval(float(low), float(high)), math.sqrt(low * high)))
        elif side == "lower":
            made.append(Ballot(Interval(float(low), math.inf, low_open=draw(st.booleans()), high_open=True), None))
        else:
            made.append(Ballot(Interval(0.0, float(high), high_open=draw(st.booleans())), None))
    return made


def located(name: str, votes: Sequence[Ballot]) -> Location:
    """Where a method sees the figure; what it refuses is no case."""
    try:
        return METHODS[name](votes)
    except ReconciliationError:
        assume(False)
        raise


@given(st.sampled_from(sorted(METHODS)), ballots(), st.booleans())
def test_a_vote_that_holds_the_region_never_narrows_it(name: str, votes: list[Ballot], both: bool) -> None:  # noqa: FBT001 - Hypothesis passes by position
    """Who admits all of the region, and no less, gives no reason to give up a part of it."""
    before = located(name, votes).region
    low, high = before.low / 2, before.high * 2
    point = math.sqrt(low * high) if both and math.isfinite(high) else None  # who states one end commits to no value
    wide = Ballot(Interval(low, high, high_open=math.isinf(high)), point)
    after = located(name, [*votes, wide]).region
    assert after.hull(before) == after
