"""Which claims answer the question: selection and supersession, with a reason for every claim left out."""

from collections.abc import Sequence
from datetime import date, timedelta

from osintclaims.model import Claim, known_by
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._results import Exclusion, ExclusionReason
from osintclaims.reconciliation._voice import statements

__all__ = ["select", "supersede"]


def select(claims: Sequence[Claim], options: Options) -> tuple[list[Claim], list[Exclusion]]:
    """Claims of the right kind and time (methods: retracted, sections, modality, known_on, as_of, max_age)."""
    kept: list[Claim] = []
    excluded: list[Exclusion] = []
    for claim in claims:
        found = _reason(claim, options)
        if found is None:
            kept.append(claim)
        else:
            excluded.append(Exclusion(claim=claim, reason=found[0], detail=found[1]))
    return kept, excluded


def _reason(claim: Claim, options: Options) -> tuple[ExclusionReason, str] | None:
    if claim.retracted:
        return ExclusionReason.RETRACTED, "its origin took it back"
    if not claim.is_evidence:
        sections = sorted({anchor.section.value for anchor in claim.anchors})
        return ExclusionReason.NOT_EVIDENCE, f"stands in {', '.join(sections)} only"
    if claim.modality not in options.modality:
        return ExclusionReason.OTHER_MODALITY, f"{claim.modality.value}, not {' or '.join(sorted(options.modality))}"
    return _too_new_or_old(claim, options.known_on, options.max_age) or _not_yet_true(claim, options.as_of)


def _not_yet_true(claim: Claim, day: date | None) -> tuple[ExclusionReason, str] | None:
    if day is None:
        return None
    latest = claim.as_of.latest if claim.as_of is not None else None
    if latest is None:
        return ExclusionReason.UNDATED, "no last day is known for which it holds"
    return (ExclusionReason.NOT_YET_TRUE, f"holds for {claim.as_of}, after {day}") if latest > day else None


def _too_new_or_old(claim: Claim, day: date | None, max_age: timedelta | None) -> tuple[ExclusionReason, str] | None:
    if day is None:
        return None
    known = known_by(claim)
    if known is None:
        return ExclusionReason.UNDATED, "neither its utterance nor its document has a known last day"
    if known > day:
        return ExclusionReason.NOT_YET_KNOWN, f"known by {known}, after {day}"
    if max_age is not None and day - known > max_age:
        return ExclusionReason.TOO_OLD, f"known by {known}, more than {max_age.days} days before {day}"
    return None


def supersede(claims: Sequence[Claim], options: Options) -> tuple[list[Claim], list[Exclusion]]:
    """Leave out what its own organisation replaced: by name, or by a figure that was definitely uttered later.

    Whole statements are replaced, copies included. Only a statement with a figure replaces an earlier one by date: who
    says later that there are some takes no figure back.
    """
    by_name = {id_: claim for claim in claims for id_ in claim.supersedes}
    gone: dict[str, str] = {}
    for group in statements(claims, "organisation").values():
        dated = [(first, statement[0]) for statement in group if (first := _first_day(statement, options)) is not None]
        latest = max(dated, default=None, key=lambda entry: entry[0])
        for statement in group:
            successor = next((by_name[claim.id] for claim in statement if claim.id in by_name), None)
            if successor is None and latest is not None:
                last = _last_day(statement)
                successor = latest[1] if last is not None and last < latest[0] else None
            if successor is not None:
                gone.update((claim.id, successor.id) for claim in statement)
    live = [claim for claim in claims if claim.id not in gone]
    excluded = [
        Exclusion(claim=claim, reason=ExclusionReason.SUPERSEDED, detail=f"superseded by {gone[claim.id]}")
        for claim in claims
        if claim.id in gone
    ]
    return live, excluded


def _first_day(statement: Sequence[Claim], options: Options) -> date | None:
    """First day on which a statement with a figure can have been uttered; None if open or if it gives no figure."""
    if all(options.profile.read(claim.estimate).says_only_that_some_exist for claim in statement):
        return None
    days = [claim.claimed_on.earliest for claim in statement if claim.claimed_on is not None]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _last_day(statement: Sequence[Claim]) -> date | None:
    """Last day on which a statement can have been uttered; None if nothing tells."""
    days = [claim.claimed_on.latest for claim in statement if claim.claimed_on is not None]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
