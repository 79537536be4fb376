"""What must hold between the records of a corpus: every fault at once, as findings that name record and field."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal, TypeVar

import attrs

from osintclaims.model._claim import Claim
from osintclaims.model._denial import Denial
from osintclaims.model._lattice import Lattice
from osintclaims.model._measurand import Measurand

__all__ = ["Finding", "RecordKind", "did_you_mean", "integrity"]

T = TypeVar("T")
RecordKind = Literal["corpus", "source", "document", "measurand", "claim", "denial"]


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

    def __str__(self) -> str:
        """One line: record, field, message, hint and code."""
        return (
            f"{self.kind} {self.id}: {self.field}: {self.message}{'; ' if self.hint else ''}{self.hint} [{self.code}]"
        )


def did_you_mean(id_: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known ids, or nothing."""
    near = get_close_matches(id_, list(known), n=1)
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
    claims_by_id = {claim.id: claim for claim in claims}
    denials_by_id = {denial.id: denial for denial in denials}
    found: list[Finding] = []
    for claim in claims:
        found.extend(_claim_faults(claim, claims_by_id))
    for denial in denials:
        found.extend(_denial_faults(denial, claims_by_id, denials_by_id))
    found.extend(_circles("claim", "restates", claims_by_id, lambda claim: (claim.restates,) if claim.restates else ()))
    found.extend(_circles("claim", "supersedes", claims_by_id, lambda claim: claim.supersedes))
    found.extend(_circles("denial", "supersedes", denials_by_id, lambda denial: denial.supersedes))
    circle = Lattice((*measurands, *{claim.measurand.id: claim.measurand for claim in claims}.values())).circle()
    if circle:
        found.append(
            Finding(
                kind="measurand",
                id=circle[0],
                field="part_of",
                code="E303",
                message=f"circle through part_of and sum_of: {' → '.join((*circle, circle[0]))}",
                hint="a quantity cannot be part of itself",
            )
        )
    return tuple(found)


def _dangling(record: Claim | Denial, field: str, missing: str, known: Iterable[str]) -> Finding:
    kind: RecordKind = "claim" if isinstance(record, Claim) else "denial"
    wanted = "denial" if kind == "denial" and field == "supersedes" else "claim"
    hint = did_you_mean(missing, known)
    return Finding(
        kind=kind, id=record.id, field=field, code="E302", message=f'unknown {wanted} "{missing}"', hint=hint
    )


def _claim_faults(claim: Claim, claims: Mapping[str, Claim]) -> Iterator[Finding]:
    if claim.restates is not None:
        said_first = claims.get(claim.restates)
        if said_first is None:
            yield _dangling(claim, "restates", claim.restates, claims)
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
        earlier = claims.get(id_)
        if earlier is None:
            yield _dangling(claim, "supersedes", id_, claims)
            continue
        ours, theirs = claim.origin.organisation.id, earlier.origin.organisation.id
        why = f"different origin ({theirs}, {ours})" if ours != theirs else ""
        if claim.measurand.id != earlier.measurand.id:
            why = f"different measurand ({earlier.measurand.id}, {claim.measurand.id})"
        if why:
            yield Finding(
                kind="claim",
                id=claim.id,
                field="supersedes",
                code="E304",
                message=f"{claim.id} cannot supersede {id_}: {why}",
                hint="an origin replaces its own figures about the same measurand only",
            )


def _denial_faults(denial: Denial, claims: Mapping[str, Claim], denials: Mapping[str, Denial]) -> Iterator[Finding]:
    for id_ in denial.claims:
        if id_ not in claims:
            yield _dangling(denial, "claims", id_, claims)
    ours = denial.party.organisation.id
    if denial.counter_claim is not None:
        counter = claims.get(denial.counter_claim)
        if counter is None:
            yield _dangling(denial, "counter_claim", denial.counter_claim, claims)
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
        earlier = denials.get(id_)
        if earlier is None:
            yield _dangling(denial, "supersedes", id_, denials)
        elif (theirs := earlier.party.organisation.id) != ours:
            yield Finding(
                kind="denial",
                id=denial.id,
                field="supersedes",
                code="E304",
                message=f"{denial.id} cannot supersede {id_}: different origin ({theirs}, {ours})",
                hint="a party replaces its own denials only",
            )


def _circles(
    kind: RecordKind, field: str, records: Mapping[str, T], following: Callable[[T], Sequence[str]]
) -> Iterator[Finding]:
    """One finding for each circle of references; iterative, since chains may be as long as the corpus."""
    done: set[str] = set()
    for start in records:
        path: list[str] = []
        on_path: set[str] = set()
        waiting: list[tuple[str, bool]] = [(start, True)]
        while waiting:
            id_, entering = waiting.pop()
            if not entering:
                path.pop()
                on_path.discard(id_)
                done.add(id_)
                continue
            if id_ in on_path:
                round_ = path[path.index(id_) :]
                shown = " → ".join((*round_, id_))
                yield Finding(kind=kind, id=id_, field=field, code="E303", message=f"{field} circle: {shown}")
                continue
            if id_ in done or id_ not in records:
                continue
            path.append(id_)
            on_path.add(id_)
            waiting.append((id_, False))
            waiting.extend((next_, True) for next_ in following(records[id_]))
