"""What must hold between the records of a corpus: every fault at once, as findings that name record and field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._claim import Claim
from osintclaims.model._cycles import cycles, way_round
from osintclaims.model._denial import Denial
from osintclaims.model._enums import PROSPECTIVE
from osintclaims.model._fields import all_must_be, must_be
from osintclaims.model._lattice import Lattice
from osintclaims.model._measurand import Measurand

__all__ = ["Finding", "RecordKind", "did_you_mean", "integrity"]

RecordKind = Literal["corpus", "source", "document", "measurand", "claim", "denial"]

#: Dangling references for which the nearest id is sought: each takes time in proportion to the ids there are.
_SUGGESTIONS: Final = 20


@attrs.frozen(kw_only=True)
class Finding:
    """Something wrong or odd about a record.

    Attributes:
        kind: Kind of the record.
        id: Its id.
        field: The field concerned.
        code: Stable name of the rule: ``E…`` for faults, ``W…`` for findings about the world that stop nothing.
        message: What stands there.
        hint: What would be right.
    """

    kind: RecordKind
    id: str
    field: str
    code: str
    message: str
    hint: str = ""

    @property
    def error(self) -> InvalidValueError:
        """The same as an error, which a value that must not be built raises."""
        return InvalidValueError(self.code, f"{self.kind} {self.id}: {self.field}: {self.message}", self.hint)

    def __str__(self) -> str:
        """One line: record, field, message, hint and code."""
        return str(self.error)


def did_you_mean(id_: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known ids, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - costs 4 ms, and only mistakes need it

    must_be("id", id_, str)
    near = get_close_matches(id_, all_must_be("known", known, str))
    return f'did you mean "{near[0]}"?' if near else ""


def integrity(
    claims: Sequence[Claim], denials: Sequence[Denial], measurands: Iterable[Measurand] = ()
) -> tuple[Finding, ...]:
    """Faults between records: references that dangle (E302), go in circles (E303) or may not be (E304, E305).

    Args:
        claims: Claims with unique ids.
        denials: Denials with unique ids.
        measurands: Measurands beside those that the claims hold.
    """
    claims, denials = all_must_be("claims", claims, Claim), all_must_be("denials", denials, Denial)
    records = _Records({claim.id: claim for claim in claims}, {denial.id: denial for denial in denials})
    found: list[Finding] = []
    for claim in claims:
        found.extend(_claim_faults(claim, records))
    for denial in denials:
        found.extend(_denial_faults(denial, records))
    found.extend(_cyclic("claim", "restates", {claim.id: (claim.restates,) for claim in claims if claim.restates}))
    found.extend(_cyclic("claim", "supersedes", {claim.id: claim.supersedes for claim in claims}))
    found.extend(_cyclic("denial", "supersedes", {denial.id: denial.supersedes for denial in denials}))
    circle = Lattice((*measurands, *{claim.measurand.id: claim.measurand for claim in claims}.values())).circle()
    if circle:
        found.append(
            Finding(
                kind="measurand",
                id=circle[0],
                field="part_of",
                code="E303",
                message=f"cycle through part_of and sum_of: {way_round(circle)}",
                hint="a quantity cannot be part of itself",
            )
        )
    return tuple(found)


def _cyclic(kind: RecordKind, field: str, references: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for cycle in cycles(references):
        message = f"{field} cycle: {way_round(cycle)}"
        yield Finding(kind=kind, id=cycle[0], field=field, code="E303", message=message, hint="remove one of them")


@attrs.frozen
class _Records:
    """What the records of a corpus can refer to."""

    claims: Mapping[str, Claim]
    denials: Mapping[str, Denial]
    suggestions: Iterator[int] = attrs.field(factory=lambda: iter(range(_SUGGESTIONS)))

    def dangling(self, record: Claim | Denial, field: str, missing: str) -> Finding:
        """The finding for a reference to a record that is not there."""
        kind: RecordKind = "claim" if isinstance(record, Claim) else "denial"
        to_denial = kind == "denial" and field == "supersedes"
        message = f'unknown {"denial" if to_denial else "claim"} "{missing}"'
        known = self.denials if to_denial else self.claims
        hint = did_you_mean(missing, known) if next(self.suggestions, None) is not None else ""
        return Finding(kind=kind, id=record.id, field=field, code="E302", message=message, hint=hint)


def _claim_faults(claim: Claim, records: _Records) -> Iterator[Finding]:
    if claim.restates is not None:
        said_first = records.claims.get(claim.restates)
        if said_first is None:
            yield records.dangling(claim, "restates", claim.restates)
        elif said_first.measurand.id != claim.measurand.id:
            yield Finding(
                kind="claim",
                id=claim.id,
                field="restates",
                code="E305",
                message=f"{claim.id} cannot restate {said_first.id}: it is about {said_first.measurand.id}",
                hint=f"a restatement is about the same measurand, here {claim.measurand.id}",
            )
    for id_ in claim.supersedes:
        earlier = records.claims.get(id_)
        if earlier is None:
            yield records.dangling(claim, "supersedes", id_)
            continue
        why = _no_successor(claim, earlier)
        if why:
            yield Finding(
                kind="claim",
                id=claim.id,
                field="supersedes",
                code="E304",
                message=f"{claim.id} cannot supersede {id_}: {why}",
                hint="an origin replaces its own earlier figures about the same measurand only",
            )


def _no_successor(claim: Claim, earlier: Claim) -> str:
    """Why a claim cannot take the place of another, or nothing."""
    ours, theirs = claim.origin.organisation.id, earlier.origin.organisation.id
    if claim.measurand.id != earlier.measurand.id:
        return f"different measurand ({earlier.measurand.id}, {claim.measurand.id})"
    if ours != theirs:
        return f"different origin ({theirs}, {ours})"
    if (claim.modality in PROSPECTIVE) != (earlier.modality in PROSPECTIVE):  # what comes true replaces no forecast
        return f"different modality ({earlier.modality.value}, {claim.modality.value})"
    if claim.claimed_on and earlier.claimed_on and claim.claimed_on.definitely_before(earlier.claimed_on):
        return f"it was said before ({claim.claimed_on}, {earlier.claimed_on})"
    return ""


def _denial_faults(denial: Denial, records: _Records) -> Iterator[Finding]:
    for id_ in denial.claims:
        if id_ not in records.claims:
            yield records.dangling(denial, "claims", id_)
    ours = denial.party.organisation.id
    if denial.counter_claim is not None:
        counter = records.claims.get(denial.counter_claim)
        if counter is None:
            yield records.dangling(denial, "counter_claim", denial.counter_claim)
        elif counter.origin.organisation.id != ours:
            yield Finding(
                kind="denial",
                id=denial.id,
                field="counter_claim",
                code="E304",
                message=f"{counter.id} is a claim of {counter.origin.organisation.id}, the denial is of {ours}",
                hint="a counter figure is the denier's own claim",
            )
    for id_ in denial.supersedes:
        earlier = records.denials.get(id_)
        if earlier is None:
            yield records.dangling(denial, "supersedes", id_)
        elif (theirs := earlier.party.organisation.id) != ours:
            yield Finding(
                kind="denial",
                id=denial.id,
                field="supersedes",
                code="E304",
                message=f"{denial.id} cannot supersede {id_}: different origin ({theirs}, {ours})",
                hint="a party replaces its own denials only",
            )
