"""Which claims answer the question: selection and supersession, with a reason for every claim left out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from osintclaims.model import Claim, known_by
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._reader import Reader
from osintclaims.reconciliation._results import Exclusion, ExclusionReason
from osintclaims.reconciliation._voice import Statement

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


def supersede(claims: Sequence[Claim], heard: Sequence[Statement], reader: Reader) -> list[Exclusion]:
    """Leave out what its own organisation replaced: by name, or by a figure that was definitely uttered later.

    Whole statements are replaced, copies included. Only a statement with a figure replaces an earlier one by date: who
    says later that there are some takes no figure back.

    Args:
        claims: The selected claims.
        heard: Their statements, one voice for each organisation.
        reader: What they say.
    """
    named = {id_: claim for claim in claims for id_ in claim.supersedes}
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in heard:
        groups[statement.voice, statement.measurand.id].append(statement)
    return [
        Exclusion(claim=claim, reason=ExclusionReason.SUPERSEDED, detail=f"superseded by {successor.id}")
        for group in groups.values()
        for statement, successor in zip(group, _successors(group, named, reader), strict=True)
        if successor is not None
        for claim in statement.claims
    ]


def _successors(group: Sequence[Statement], named: Mapping[str, Claim], reader: Reader) -> list[Claim | None]:
    """For each statement of one organisation about one measurand the claim that replaces it, if there is one."""
    found = [_named_successor(statement, named) for statement in group]
    if len(group) == 1:
        return found
    spans = [_span(statement, reader) for statement in group]
    newest = max(range(len(group)), key=lambda place: spans[place][0])
    for place in set(range(len(group))) - _line(newest, group, found):
        if found[place] is None and spans[place][1] < spans[newest][0]:
            found[place] = group[newest].claims[0]
    return found


def _named_successor(statement: Statement, named: Mapping[str, Claim]) -> Claim | None:
    """A claim of another statement that names one of these as superseded."""
    naming = (named[claim.id] for claim in statement.claims if claim.id in named)
    return next((claim for claim in naming if claim not in statement.claims), None)


def _line(newest: int, group: Sequence[Statement], successors: Sequence[Claim | None]) -> set[int]:
    """The newest statement by date and those that replace it by name, which are newer still whatever their dates."""
    place_of = {claim.id: place for place, statement in enumerate(group) for claim in statement.claims}
    line: set[int] = set()
    place: int | None = newest
    while place is not None and place not in line:
        line.add(place)
        successor = successors[place]
        place = None if successor is None else place_of.get(successor.id)
    return line


def _span(statement: Statement, reader: Reader) -> tuple[date, date]:
    """First and last day on which it can have been uttered; one without a figure counts as never late."""
    said = [claim.claimed_on for claim in statement.claims if claim.claimed_on is not None]
    first = min((when.earliest or date.min for when in said), default=date.min)
    last = max((when.latest or date.max for when in said), default=date.max)
    has_figure = any(reader.gives_figure(reader.read(claim).interval) for claim in statement.claims)
    return first if has_figure else date.min, last
