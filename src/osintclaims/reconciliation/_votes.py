"""One vote per voice: copies joined, statements intersected, figures about parts lifted to lower bounds."""

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Claim, Interval, Measurand, Section
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._profile import Reading
from osintclaims.reconciliation._results import Exclusion, ExclusionReason, Vote
from osintclaims.reconciliation._voice import statements, voice, voice_name
from osintclaims.units import factor

__all__ = ["Count", "cast"]

#: Sections that repeat what the body says: the body governs where both state a figure.
_ABOVE_THE_BODY = frozenset({Section.HEADLINE, Section.SUMMARY})


@attrs.frozen(kw_only=True)
class Count:
    """Votes, claims that do not vote, and claims that affirm without a figure."""

    votes: tuple[Vote, ...]
    excluded: tuple[Exclusion, ...]
    affirmed_by: tuple[Claim, ...]


def cast(measurand: Measurand, claims: Sequence[Claim], options: Options) -> Count:
    """Turn live claims about a measurand and its parts into votes.

    Args:
        measurand: What the question is about.
        claims: Claims about it and its parts, selected and not superseded.
        options: How to read and to count.
    """
    excluded: list[Exclusion] = []
    affirming: list[Claim] = []
    stated: dict[str, list[tuple[Reading, list[Claim]]]] = defaultdict(list)
    own = [claim for claim in claims if claim.measurand.id == measurand.id]
    parts = [claim for claim in claims if claim.measurand.id != measurand.id]
    for (key, _), group in statements(own, options.independence).items():
        for statement in group:
            reading = _read(statement, measurand, options)
            if _says_something(reading.interval):
                stated[key].append((reading, statement))
            else:
                _set_aside(statement, reading, excluded, affirming)
    votes = [_stated_vote(key, readings, options) for key, readings in stated.items()]
    lifted: dict[str, list[tuple[Reading, list[Claim]]]] = defaultdict(list)
    for (key, _), group in statements(_within(parts, measurand, options, excluded), options.independence).items():
        for statement in group:
            if key in stated:
                name = voice_name(statement[0], options.independence)
                excluded.extend(
                    _exclude(claim, ExclusionReason.ORIGIN_SPEAKS_OF_WHOLE, f"{name} gives a figure for the whole")
                    for claim in statement
                )
                continue
            reading = _read(statement, measurand, options)
            bound = Interval(reading.interval.low, math.inf, low_open=reading.interval.low_open, high_open=True)
            if bound.low > 0:
                lifted[key].append((attrs.evolve(reading, interval=bound, point=None), statement))
            else:
                _set_aside(statement, attrs.evolve(reading, interval=bound), excluded, affirming)
    votes.extend(_lifted_vote(key, readings, options) for key, readings in lifted.items())
    voting = {vote.voice for vote in votes}
    return Count(
        votes=tuple(sorted(votes, key=lambda vote: (vote.low, vote.high, vote.voice))),
        excluded=tuple(excluded),
        affirmed_by=tuple(claim for claim in affirming if voice(claim, options.independence) not in voting),
    )


def _exclude(claim: Claim, reason: ExclusionReason, detail: str) -> Exclusion:
    return Exclusion(claim=claim, reason=reason, detail=detail)


def _says_something(interval: Interval) -> bool:
    return interval.low > 0 or not math.isinf(interval.high)


def _set_aside(statement: Sequence[Claim], reading: Reading, excluded: list[Exclusion], affirming: list[Claim]) -> None:
    """Record a statement that gives no figure: it affirms that there are some, or says nothing at all."""
    if reading.says_only_that_some_exist:
        affirming.extend(statement)
        reason, detail = ExclusionReason.EXISTENCE_ONLY, "says that there are some, not how many"
    else:
        reason, detail = ExclusionReason.NO_LOWER_BOUND, "an upper bound of a part does not bound the whole"
        if reading.interval.low == 0 and not any(claim.estimate.high for claim in statement):
            reason, detail = ExclusionReason.SAYS_NOTHING, "admits every value"
    excluded.extend(_exclude(claim, reason, detail) for claim in statement)


def _within(parts: Iterable[Claim], measurand: Measurand, options: Options, excluded: list[Exclusion]) -> list[Claim]:
    """Claims about parts that may be lifted: those whose time lies within the time of the whole."""
    inside: list[Claim] = []
    for claim in parts:
        time = claim.as_of or claim.measurand.period
        if not options.lift_parts:
            excluded.append(_exclude(claim, ExclusionReason.PART_NOT_LIFTED, f"about {claim.measurand.id}"))
        elif measurand.period is not None and time is not None and not measurand.period.contains(time):
            detail = f"{claim.measurand.id} at {time} is not within {measurand.period}"
            excluded.append(_exclude(claim, ExclusionReason.OUTSIDE_PERIOD, detail))
        else:
            inside.append(claim)
    return inside


def _read(statement: Sequence[Claim], measurand: Measurand, options: Options) -> Reading:
    """What one statement says, in the unit of the question: the origin's own wording, else what its copies share."""
    governing = _governing(statement)
    readings = [_reading(claim, measurand, options) for claim in governing]
    interval = functools.reduce(Interval.intersect, (reading.interval for reading in readings))
    notes = {note for reading in readings for note in reading.notes}
    if len({(claim.estimate.hedge, claim.estimate.vague) for claim in statement}) > 1:
        notes.add("hedge_drift")
    if interval.is_empty:
        interval = functools.reduce(Interval.hull, (reading.interval for reading in readings))
        notes.add("garbled")
    points = [reading.point for reading in readings]
    return Reading(interval, _middle(points, interval), tuple(sorted(notes)))


def _governing(statement: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that count where one statement is printed several times."""
    own_words = [claim for claim in statement if claim.attribution.depth == 1]
    candidates = own_words or statement
    in_body = [
        claim
        for claim in candidates
        if not claim.anchors or any(anchor.section not in _ABOVE_THE_BODY for anchor in claim.anchors)
    ]
    return in_body or candidates


def _reading(claim: Claim, measurand: Measurand, options: Options) -> Reading:
    reading = options.profile.read(claim.estimate)
    if reading.interval.low < 0:
        raise ReconciliationError(
            f"claim {claim.id} ({claim.estimate}) admits negative values; "
            "figures are reconciled on a log scale, which has none"
        )
    return reading.scaled(factor(claim.estimate.unit, measurand.unit))


def _middle(points: Iterable[float | None], interval: Interval) -> float | None:
    """The point of several readings: the geometric middle of those inside the interval; None if there is none."""
    inside = [point for point in points if point is not None and interval.low <= point <= interval.high]
    return math.sqrt(min(inside)) * math.sqrt(max(inside)) if inside else None


def _stated_vote(key: str, readings: Sequence[tuple[Reading, list[Claim]]], options: Options) -> Vote:
    """The vote of a voice that speaks of the whole: what all its live statements share, else their hull."""
    notes = {note for reading, _ in readings for note in reading.notes}
    interval = functools.reduce(Interval.intersect, (reading.interval for reading, _ in readings))
    if interval.is_empty:
        interval = functools.reduce(Interval.hull, (reading.interval for reading, _ in readings))
        notes.add("self_conflict")
    point = None
    if interval.is_two_sided:
        point = _middle((reading.point for reading, _ in readings), interval)
        point = math.sqrt(interval.low) * math.sqrt(interval.high) if point is None else point
    return _vote(key, interval, point, notes, readings, options)


def _lifted_vote(key: str, readings: Sequence[tuple[Reading, list[Claim]]], options: Options) -> Vote:
    """The vote of a voice that speaks of parts only: its highest lower bound."""
    interval = functools.reduce(Interval.intersect, (reading.interval for reading, _ in readings))
    notes = {"part", *(note for reading, _ in readings for note in reading.notes if note != "soft")}
    return _vote(key, interval, None, notes, readings, options)


def _vote(
    key: str,
    interval: Interval,
    point: float | None,
    notes: Iterable[str],
    readings: Sequence[tuple[Reading, list[Claim]]],
    options: Options,
) -> Vote:
    claims = sorted((claim for _, statement in readings for claim in statement), key=lambda claim: claim.id)
    first = claims[0]
    return Vote(
        voice=key,
        name=voice_name(first, options.independence),
        origin=first.origin if options.independence == "source" else first.origin.organisation,
        claims=tuple(claims),
        low=interval.low,
        high=interval.high,
        low_open=interval.low_open,
        high_open=interval.high_open,
        point=point,
        notes=tuple(sorted(notes)),
        is_named=not first.attribution.is_unattributed,
    )
