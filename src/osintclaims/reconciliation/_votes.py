"""One vote per voice: copies joined, statements intersected, figures about parts lifted to lower bounds."""

import functools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import attrs

from osintclaims.model import Claim, Interval, Measurand, Section
from osintclaims.reconciliation._methods import geometric_middle
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._profile import Reading
from osintclaims.reconciliation._reader import Reader
from osintclaims.reconciliation._results import Exclusion, ExclusionReason, Vote
from osintclaims.reconciliation._voice import Statement

__all__ = ["Count", "cast", "governing", "read_statement"]

#: Sections that govern what a headline or a summary repeats of them.
_BODY: Final = frozenset({Section.BODY, Section.CAPTION})


@attrs.frozen(kw_only=True)
class Count:
    """Votes, claims that do not vote, and voices that affirm without a figure.

    Attributes:
        votes: The votes, lowest first.
        excluded: Why each of the other claims does not vote.
        affirming: Statements of voices without a vote that say only that there are some.
    """

    votes: tuple[Vote, ...]
    excluded: tuple[Exclusion, ...]
    affirming: tuple[Statement, ...]


def cast(
    measurand: Measurand, heard: Sequence[Statement], superseded: Collection[str], reader: Reader, options: Options
) -> Count:
    """Turn statements about a measurand and its parts into votes.

    Args:
        measurand: What the question is about.
        heard: Statements of the selected claims about it and its parts.
        superseded: Ids of claims among these that were replaced: they do not vote, and yet their voice has spoken.
        reader: What the claims say.
        options: Whether to lift parts, and whether older figures of a flow are lower bounds.
    """
    count = _Counting(measurand, reader, options)
    of_whole = [statement for statement in heard if statement.measurand.id == measurand.id]
    of_parts = [statement for statement in heard if statement.measurand.id != measurand.id]
    spoken = {statement.voice for statement in of_whole if _gives_figure(statement, reader)}
    for statement in _live(of_whole, superseded):
        count.hear(statement)
    for statement in _live(of_parts, superseded):
        count.hear_of_part(statement, has_spoken=statement.voice in spoken)
    return count.result()


def _gives_figure(statement: Statement, reader: Reader) -> bool:
    return any(reader.gives_figure(reader.read(claim).interval) for claim in statement.claims)


def _live(heard: Iterable[Statement], superseded: Collection[str]) -> Iterator[Statement]:
    """Statements without the claims that were replaced."""
    for statement in heard:
        claims = tuple(claim for claim in statement.claims if claim.id not in superseded)
        if len(claims) == len(statement.claims):
            yield statement
        elif claims:
            yield attrs.evolve(statement, claims=claims)


class _Counting:
    """Statements as they are heard, and the votes they make."""

    def __init__(self, measurand: Measurand, reader: Reader, options: Options) -> None:
        self._measurand = measurand
        self._reader = reader
        self._lift_parts = options.lift_parts
        self._grown_since = options.as_of if options.carry_forward else None
        self._figures: dict[str, list[tuple[Statement, Reading]]] = defaultdict(list)
        self._excluded: list[Exclusion] = []
        self._affirming: list[Statement] = []

    def hear(self, statement: Statement) -> None:
        """Take a statement about the whole."""
        reading = read_statement(statement.claims, self._reader)
        said = reading.interval
        if self._is_older(statement):
            reading = _at_least(reading, "carried_forward")
        self._take(statement, reading, said)

    def _is_older(self, statement: Statement) -> bool:
        """Whether a flow had time to grow since the days that a statement is about, all of them known."""
        day = self._grown_since
        latest = [claim.as_of.latest if claim.as_of is not None else None for claim in statement.claims]
        return day is not None and all(last is not None and last < day for last in latest)

    def hear_of_part(self, statement: Statement, *, has_spoken: bool) -> None:
        """Take a statement about a part: what it has at least, the whole has as well."""
        inside = [claim for claim in statement.claims if self._is_within(claim)]
        if not self._lift_parts:
            detail = f"about {statement.measurand.id}, a part; parts are not lifted"
            self._exclude(statement.claims, ExclusionReason.PART_NOT_LIFTED, detail)
        elif has_spoken:
            detail = f"{statement.name} gives a figure for the whole"
            self._exclude(statement.claims, ExclusionReason.ORIGIN_SPEAKS_OF_WHOLE, detail)
        else:
            outside = [claim for claim in statement.claims if claim not in inside]
            detail = f"about {statement.measurand.id} at another time than {self._measurand.period}"
            self._exclude(outside, ExclusionReason.OUTSIDE_PERIOD, detail)
            if inside:
                self._lift(attrs.evolve(statement, claims=tuple(inside)))

    def _is_within(self, claim: Claim) -> bool:
        """Whether a claim about a part is about a time within that of the whole, as far as anybody knows."""
        period, time = self._measurand.period, claim.as_of or claim.measurand.period
        return period is None or time is None or period.contains(time)

    def _lift(self, statement: Statement) -> None:
        reading = read_statement(statement.claims, self._reader)
        self._take(statement, _at_least(reading, "part"), reading.interval)

    def _take(self, statement: Statement, reading: Reading, said: Interval) -> None:
        """Keep what a statement comes to as a figure, or note why it is none."""
        if self._reader.gives_figure(reading.interval):
            self._figures[statement.voice].append((statement, reading))
        elif not said.contains(0.0):
            self._affirming.append(statement)
            detail = "says that there are some, not how many"
            self._exclude(statement.claims, ExclusionReason.EXISTENCE_ONLY, detail)
        elif math.isinf(said.high):
            self._exclude(statement.claims, ExclusionReason.SAYS_NOTHING, "admits every value")
        else:
            detail = "an upper bound of a part, or of an earlier day, does not bound it from below"
            self._exclude(statement.claims, ExclusionReason.NO_LOWER_BOUND, detail)

    def _exclude(self, claims: Iterable[Claim], reason: ExclusionReason, detail: str) -> None:
        self._excluded.extend(Exclusion(claim=claim, reason=reason, detail=detail) for claim in claims)

    def result(self) -> Count:
        """The votes and all that is no vote."""
        votes: list[Vote] = []
        for said in self._figures.values():
            vote = _vote(said)
            if self._reader.gives_figure(vote.interval):
                votes.append(vote)
            else:
                detail = f"what {vote.name} says excludes itself, and together admits every value"
                self._exclude(vote.claims, ExclusionReason.SAYS_NOTHING, detail)
        voting = {vote.voice for vote in votes}
        return Count(
            votes=tuple(sorted(votes, key=lambda vote: (vote.low, vote.high, vote.voice))),
            excluded=tuple(self._excluded),
            affirming=tuple(statement for statement in self._affirming if statement.voice not in voting),
        )


def _at_least(reading: Reading, why: str) -> Reading:
    """The lower end of a reading as a lower bound."""
    bound = attrs.evolve(reading.interval, high=math.inf, high_open=True)
    return Reading(bound, None, (why, *(note for note in reading.notes if note != "soft")))


def read_statement(claims: Sequence[Claim], reader: Reader) -> Reading:
    """What one statement says: the origin's own wording, else what its copies share, else all that any of them says."""
    reading = _common([reader.vote(claim) for claim in governing(claims)], otherwise="garbled")
    if len({(claim.estimate.hedge, claim.estimate.vague) for claim in claims}) == 1:
        return reading
    return attrs.evolve(reading, notes=(*reading.notes, "hedge_drift"))


def governing(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that count where one statement is printed several times."""
    own_words = [claim for claim in claims if claim.attribution.depth == 1]
    candidates = own_words or claims
    in_body = [
        claim for claim in candidates if not claim.anchors or any(anchor.section in _BODY for anchor in claim.anchors)
    ]
    return in_body or candidates


def _common(readings: Sequence[Reading], *, otherwise: str) -> Reading:
    """What several readings share, else their hull and a note; the point is the middle of those of theirs inside it."""
    if len(readings) == 1:
        return readings[0]
    notes = {note for reading in readings for note in reading.notes}
    intervals = [reading.interval for reading in readings]
    interval = functools.reduce(Interval.intersect, intervals)
    if interval.is_empty:
        interval = functools.reduce(Interval.hull, intervals)
        notes.add(otherwise)
    points = [reading.point for reading in readings if reading.point is not None and interval.contains(reading.point)]
    return Reading(interval, geometric_middle(min(points), max(points)) if points else None, tuple(sorted(notes)))


def _vote(said: Sequence[tuple[Statement, Reading]]) -> Vote:
    """The vote of one voice: what all its statements share, else their hull; of lower bounds, the highest counts."""
    first = said[0][0]
    reading = _common([reading for _, reading in said], otherwise="self_conflict")
    interval, point = reading.interval, reading.point
    if not interval.is_two_sided:
        point = None
    elif point is None or not interval.contains(point):
        point = geometric_middle(interval.low, interval.high)
    claims = [claim for statement, _ in said for claim in statement.claims]
    return Vote(
        voice=first.voice,
        name=first.name,
        origin=first.origin,
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        low=interval.low,
        high=interval.high,
        low_open=interval.low_open,
        high_open=interval.high_open,
        point=point,
        notes=tuple(sorted(set(reading.notes))),
        is_named=first.is_named,
    )
