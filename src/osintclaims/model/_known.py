"""When a record could be known, and which denials stand against a measurand."""

from collections.abc import Iterable
from datetime import date

from osintclaims.model._claim import Claim
from osintclaims.model._denial import Denial
from osintclaims.model._enums import DenialKind
from osintclaims.model._fields import all_must_be, must_be
from osintclaims.model._lattice import Lattice
from osintclaims.model._measurand import Measurand

__all__ = ["aimed_at", "known_by"]


def known_by(record: Claim | Denial) -> date | None:
    """Day by which a record was public with certainty, or None if neither utterance nor document tells.

    The latest day the utterance can mean; without one, the latest day the first of its documents can have been
    published.
    """
    must_be("record", record, Claim, Denial)
    said_on = record.claimed_on if isinstance(record, Claim) else record.said_on
    if said_on is not None and said_on.latest is not None:
        return said_on.latest
    printed = [document.published.latest for document in record.documents if document.published is not None]
    return min((day for day in printed if day is not None), default=None)


def aimed_at(
    denials: Iterable[Denial], measurand: Measurand, claims: Iterable[Claim], lattice: Lattice
) -> tuple[Denial, ...]:
    """The denials that concern a measurand.

    Args:
        denials: Denials to choose from.
        measurand: The measurand.
        claims: The claims about it.
        lattice: Which measurands are its wholes.
    """
    must_be("measurand", measurand, Measurand)
    must_be("lattice", lattice, Lattice)
    ids = {claim.id for claim in all_must_be("claims", claims, Claim)}
    wholes = {whole.id for whole in lattice.above(measurand)}

    def concerns(denial: Denial) -> bool:
        named = {target.id for target in denial.measurands}
        flat_of_whole = denial.kind is DenialKind.FLAT_DENIAL and not named.isdisjoint(wholes)
        return measurand.id in named or not ids.isdisjoint(denial.claims) or flat_of_whole

    return tuple(denial for denial in all_must_be("denials", denials, Denial) if concerns(denial))
