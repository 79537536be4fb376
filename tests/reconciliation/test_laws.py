import math
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import Claim, Denial, DenialKind, Estimate, Measurand, Source, reconcile
from osintclaims.model import Interval, Lattice
from osintclaims.reconciliation import Consensus, Status
from osintclaims.reconciliation._answer import answer
from osintclaims.reconciliation._question import Question
from osintclaims.testing import copy_through, laws
from osintclaims.units import factor
from tests.reconciliation.claim_sets import ORIGINS, OUTLETS, claim_sets, existence, figures, wholes
from tests.reconciliation.figures import NOBODY, denied, said

WHOLE, PART, INNER = wholes("person")
LEVELS = st.sampled_from(["source", "organisation", "party"])


def numbers(consensus: Consensus) -> dict[str, Any]:
    """Every number of a result but the counts of records."""
    spread = attrs.asdict(attrs.evolve(consensus.spread, camps=()), recurse=False)
    del spread["counts"]
    camps = [(camp.low, camp.high, camp.weight) for camp in consensus.spread.camps]
    votes = [(vote.voice, vote.interval, vote.point, vote.weight) for vote in consensus.votes]
    return {
        "region": consensus.region,
        "best": consensus.best,
        "plausible": consensus.plausible,
        "two_sided": consensus.plausible_two_sided,
        "votes": votes,
        "camps": camps,
        **spread,
    }


def floats(value: object) -> list[float]:
    """All floats anywhere inside a value."""
    if isinstance(value, float):
        return [value]
    if isinstance(value, tuple):
        return [found for item in value for found in floats(item)]
    kind: type = type(value)
    if attrs.has(kind):
        return [found for field in attrs.fields(kind) for found in floats(getattr(value, field.name))]
    return []


@given(claim_sets(), LEVELS, st.data())
def test_the_order_of_claims_does_not_matter(claims: tuple[Claim, ...], level: Any, data: st.DataObject) -> None:
    """Permuted claims give the same result, to the last record."""
    shuffled = data.draw(st.permutations(claims))
    assert reconcile(shuffled, WHOLE, independence=level) == reconcile(claims, WHOLE, independence=level)


def copy_of(claim: Claim, number: int, *, restates: bool) -> Claim:
    """The same utterance, printed by an outlet."""
    copy = copy_through(claim, Source(id=f"o{number}", name="Outlet"))
    return copy if restates else attrs.evolve(copy, restates=None)


@given(claim_sets(), LEVELS, st.data())
def test_copies_that_restate_change_nothing(claims: tuple[Claim, ...], level: Any, data: st.DataObject) -> None:
    """However many outlets print one utterance, named origin or none, no number changes."""
    copied = data.draw(st.lists(st.sampled_from(claims), max_size=4)) if claims else []
    copies = [copy_of(claim, number, restates=True) for number, claim in enumerate(copied)]
    before, after = (reconcile(given, WHOLE, independence=level) for given in (claims, (*claims, *copies)))
    assert numbers(after) == numbers(before)
    assert after.status is before.status


@given(claim_sets(linked=False), st.data())
def test_copies_without_a_link_change_nothing(claims: tuple[Claim, ...], data: st.DataObject) -> None:
    """The same words of the same named origin are one vote, even if nobody noted that they are copies."""
    named = [claim for claim in claims if claim.origin is not NOBODY]
    copied = data.draw(st.lists(st.sampled_from(named), max_size=4)) if named else []
    copies = [copy_of(claim, number, restates=False) for number, claim in enumerate(copied)]
    assert numbers(reconcile((*claims, *copies), WHOLE)) == numbers(reconcile(claims, WHOLE))


@given(claim_sets("kilometer"), st.sampled_from(["meter", "mile"]))
def test_a_change_of_unit_commutes(claims: tuple[Claim, ...], unit: str) -> None:
    """In another unit, the same figures give the same result in that unit."""
    before, after = reconcile(claims, wholes("kilometer")[0]), reconcile(laws.in_unit(claims, unit), wholes(unit)[0])
    scale = factor("kilometer", unit)
    assert after.status is before.status
    for old, new in (
        (before.low, after.low),
        (before.best, after.best),
        (before.high, after.high),
        (before.plausible.low, after.plausible.low),
        (before.plausible.high, after.plausible.high),
    ):
        assert (old is None) == (new is None)
        if old is not None:
            assert new == pytest.approx(old * scale, rel=1e-5)
    assert after.spread.fold == pytest.approx(before.spread.fold) if before.spread.fold else not after.spread.fold


@given(claim_sets(), LEVELS)
def test_numbers_lie_within_one_another(claims: tuple[Claim, ...], level: Any) -> None:
    """The region lies inside the envelope and best inside the region; nothing is NaN, in no field."""
    found = reconcile(claims, WHOLE, independence=level)
    assert not any(math.isnan(value) for value in floats(found))
    if found.region is not None:
        assert found.spread.envelope is not None
        assert found.spread.envelope.intersect(found.region) == found.region
        assert found.best is None or found.region.contains(found.best)
        assert found.estimate is not None
    else:
        assert found.status in {Status.NO_CLAIMS, Status.NO_FIGURES}


@given(claim_sets(), st.lists(st.floats(0.01, 0.99), min_size=2, max_size=2).map(sorted))
def test_a_higher_level_gives_a_wider_range(claims: tuple[Claim, ...], levels: list[float]) -> None:
    """Ranges of two levels are nested."""
    inner, outer = (reconcile(claims, WHOLE, level=level).plausible for level in levels)
    assert inner.identified == outer.identified
    if inner.low is not None and inner.high is not None and outer.low is not None and outer.high is not None:
        assert outer.low * (1 - 1e-9) <= inner.low
        assert inner.high <= outer.high * (1 + 1e-9)


@given(figures("person"), st.integers(1, 5))
def test_agreement_never_gives_a_range_without_width(figure: Estimate, origins: int) -> None:
    """However many origins give the same figure, the plausible range keeps its width."""
    claims = [said(f"c{i}", figure, Source(id=f"s{i}", name="S")) for i in range(origins)]
    found = reconcile(claims).plausible
    if found.low is not None and found.high is not None:
        assert found.high > found.low * 1.1


@given(
    claim_sets(),
    existence("person"),
    st.sampled_from([*ORIGINS, Source(id="new", name="New")]),
    st.sampled_from([WHOLE, PART, INNER]),
    st.sampled_from([None, "2023", "2024-10-12", "2025"]),
    LEVELS,
)
def test_an_existence_statement_changes_no_number(
    claims: tuple[Claim, ...], figure: Estimate, by: Source, about: Measurand, on: str | None, level: Any
) -> None:
    """Who says only that there are some, old voice or new, of the whole or a part, at any time, moves nothing."""
    more = said("z", figure, by, about, on=on)
    before, after = (reconcile(given, WHOLE, independence=level) for given in (claims, (*claims, more)))
    assert numbers(after) == numbers(before)
    assert after.status is (Status.NO_FIGURES if before.status is Status.NO_CLAIMS else before.status)


@given(claim_sets(), LEVELS, st.booleans())
def test_every_claim_votes_or_is_excluded(claims: tuple[Claim, ...], level: Any, lift: bool) -> None:  # noqa: FBT001 - Hypothesis passes by position
    """Every claim stands in one vote or has one reason why not, exactly once; who affirms is among the latter."""
    found = reconcile(claims, WHOLE, independence=level, lift_parts=lift)
    voting = [claim.id for vote in found.votes for claim in vote.claims]
    left = [one.claim.id for one in found.excluded]
    assert Counter(voting + left) == Counter(claim.id for claim in claims)
    assert {claim.id for claim in found.affirmed_by} <= set(left)
    assert all(one.detail for one in found.excluded)
    counts = found.spread.counts
    assert (counts.claims, counts.votes, counts.excluded) == (len(claims), len(found.votes), len(left))
    assert counts.origins <= counts.votes


def denials() -> st.SearchStrategy[Denial]:
    """Denials of the whole or of parts."""
    kinds = st.sampled_from([kind for kind in DenialKind if kind is not DenialKind.COUNTER_FIGURE])
    named = st.sampled_from([(WHOLE,), (PART,), (WHOLE, INNER)])
    return st.builds(
        lambda by, kind, about: denied("d", by, kind, measurands=about), st.sampled_from(ORIGINS), kinds, named
    )


@given(claim_sets(), denials())
def test_a_denial_changes_no_number(claims: tuple[Claim, ...], denial: Denial) -> None:
    """Denials stand beside the figures and are never averaged in."""
    before, after = reconcile(claims, WHOLE), reconcile(claims, WHOLE, denials=[denial])
    assert (numbers(after), after.status) == (numbers(before), before.status)


@given(claim_sets(), st.lists(denials(), max_size=1), LEVELS, st.sampled_from([0.5, 0.8]))
def test_a_result_can_be_run_again(claims: tuple[Claim, ...], against: list[Denial], level: Any, share: float) -> None:
    """What a result holds is all that it depends on."""
    found = reconcile(claims, WHOLE, denials=against, independence=level, level=share)
    again = Question(
        measurand=found.measurand,
        claims=found.claims,
        denials=found.denials,
        lattice=Lattice(found.measurands),
    )
    assert answer(again, found.options) == found
    options = {name: getattr(found.options, name) for name in ("independence", "level", "profile", "method", "prior")}
    public = reconcile(found.claims, found.measurand, denials=found.denials, **options)
    assert (numbers(public), public.votes, public.excluded) == (numbers(found), found.votes, found.excluded)


@given(claim_sets(), figures("person"))
def test_a_further_origin_never_leaves_its_own_envelope(claims: tuple[Claim, ...], figure: Estimate) -> None:
    """With a further vote the envelope of votes can only grow."""
    before = reconcile(claims, WHOLE).spread.envelope
    after = reconcile((*claims, said("z", figure, Source(id="new", name="New"), WHOLE)), WHOLE).spread.envelope
    if before is not None:
        assert isinstance(after, Interval)
        assert after.hull(before) == after


@given(claim_sets(), st.sampled_from(OUTLETS))
def test_pages_stay_within_their_width(claims: tuple[Claim, ...], outlet: Source) -> None:
    """Every result prints, at most 80 columns wide, and its HTML has as many opening as closing rows."""
    found = reconcile((*claims, said("z", Estimate.of(5, "person"), outlet, WHOLE)), WHOLE)
    assert max(len(line) for line in str(found).splitlines()) <= 80
    html = found._repr_html_()
    assert html.count("<tr>") == html.count("</tr>") == len(found.votes) + 1
    assert "nan" not in str(found).lower().replace("finance", "")
