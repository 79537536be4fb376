"""Headlines, on claims that Hypothesis draws."""

from hypothesis import given
from hypothesis import strategies as st

from gazette import headline, reconcile
from osintclaims import Claim, Source
from osintclaims.testing import claim_sets, copy_through

PEOPLE = st.just("person")


@given(claim_sets(units=PEOPLE, min_origins=2))
def test_every_set_of_claims_has_a_headline(claims: tuple[Claim, ...]) -> None:
    """Whatever is said, there is a line to print, and no number in it is none."""
    assert headline(claims)
    assert "nan" not in headline(claims)


@given(claim_sets(units=PEOPLE), st.from_type(Source))
def test_a_reprint_changes_no_headline(
    claims: tuple[Claim, ...], outlet: Source
) -> None:
    """A figure that another outlet prints again is no second figure."""
    new = outlet.id not in {
        link.source.id for claim in claims for link in claim.attribution.chain
    }
    copies = (
        [
            copy_through(claim, Source(id="reprint", name=outlet.name))
            for claim in claims
        ]
        if new
        else []
    )
    assert headline([*claims, *copies]) == headline(claims)


@given(st.from_type(Claim))
def test_a_single_claim_is_its_own_answer(claim: Claim) -> None:
    """Nothing is added to what one origin says."""
    answer = reconcile([claim])
    best = (
        None if claim.estimate.vague else claim.estimate.to(claim.measurand.unit).best
    )
    assert answer.best in {None, best}
