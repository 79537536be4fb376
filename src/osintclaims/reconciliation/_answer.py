"""From a question to its answer: the votes counted, then what they come to."""

import functools
import importlib.metadata
import math

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Denial, TimeKind, known_by
from osintclaims.reconciliation import _locate
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._question import Question
from osintclaims.reconciliation._reader import Reader
from osintclaims.reconciliation._results import (
    Camp,
    Consensus,
    Counts,
    Exclusion,
    Spread,
    Status,
    Voices,
    Vote,
    is_contested,
)
from osintclaims.reconciliation._select import select, supersede
from osintclaims.reconciliation._voice import Statement, statements
from osintclaims.reconciliation._votes import cast
from osintclaims.reconciliation._weights import effective_number, weigh, without_weight

__all__ = ["Tally", "answer", "conclude", "tally"]


@attrs.frozen(kw_only=True)
class Tally:
    """Votes counted, before anything is made of them.

    Attributes:
        asked: The question.
        options: How to answer it.
        reader: What the claims say.
        selected: How many claims are of the kind and time asked for.
        votes: One for each voice, lowest first.
        excluded: Claims that do not vote, by id.
        affirming: Statements of voices without a vote that say only that there are some.
        denials: Denials and non-confirmations that stand.
    """

    asked: Question
    options: Options
    reader: Reader
    selected: int
    votes: tuple[Vote, ...]
    excluded: tuple[Exclusion, ...]
    affirming: tuple[Statement, ...]
    denials: tuple[Denial, ...]


def answer(asked: Question, options: Options) -> Consensus:
    """Reconcile the claims of a question."""
    return conclude(tally(asked, options))


def tally(asked: Question, options: Options) -> Tally:
    """Select, supersede, join copies, lift parts, read and weigh: one vote for each voice."""
    if options.carry_forward and asked.measurand.time_kind is not TimeKind.FLOW:
        raise ReconciliationError(
            f"carry_forward is for flows, which can only grow; {asked.measurand.id} is a {asked.measurand.time_kind}"
        )
    selected, excluded = select(asked.claims, options)
    reader = Reader(options.profile, asked.measurand.unit)
    heard = statements(selected, options.independence, linked_by=asked.claims)
    by_organisation = (
        heard
        if options.independence == "organisation"
        else statements(selected, "organisation", linked_by=asked.claims)
    )
    superseded = supersede(selected, by_organisation, reader)
    count = cast(asked.measurand, heard, {one.claim.id for one in superseded}, reader, options)
    left_out = (*excluded, *superseded, *count.excluded, *without_weight(count.votes, options.weights))
    return Tally(
        asked=asked,
        options=options,
        reader=reader,
        selected=len(selected),
        votes=weigh(count.votes, options.weights, options.party_correlation),
        excluded=tuple(sorted(left_out, key=lambda one: one.claim.id)),
        affirming=count.affirming,
        denials=_standing(asked, options),
    )


def conclude(counted: Tally) -> Consensus:
    """What the votes come to."""
    asked, options, votes = counted.asked, counted.options, counted.votes
    camps = _locate.camps_of(votes, options) if votes else ()
    location = _locate.locate(votes, options) if votes else None
    region = location.region if location is not None else None
    return Consensus(
        measurand=asked.measurand,
        unit=asked.measurand.unit,
        status=_status(counted, camps),
        low=None if region is None else region.low,
        best=None if location is None or is_contested(camps) else location.best,
        high=None if region is None or math.isinf(region.high) else region.high,
        low_open=region is not None and region.low_open,
        high_open=region is not None and region.high_open and not math.isinf(region.high),
        plausible=_locate.plausible(votes, options),
        plausible_two_sided=_locate.plausible_two_sided(votes, options),
        spread=_spread(counted, camps),
        votes=votes,
        excluded=counted.excluded,
        denials=counted.denials,
        affirmed_by=tuple(claim for statement in counted.affirming for claim in statement.claims),
        method=options.method_name,
        method_note="" if location is None else location.note,
        equal_weights=_with_equal_weights(counted),
        options=options,
        claims=asked.claims,
        measurands=asked.lattice.measurands,
        version=_version(),
    )


def _status(counted: Tally, camps: tuple[Camp, ...]) -> Status:
    if counted.votes:
        return _locate.status_of(counted.votes, camps)
    return Status.NO_FIGURES if counted.selected else Status.NO_CLAIMS


def _with_equal_weights(counted: Tally) -> Consensus | None:
    """The same answer without grades, to be shown beside it; None where grades do not count."""
    if counted.options.weights == "equal":
        return None
    return answer(counted.asked, attrs.evolve(counted.options, weights="equal"))


@functools.cache
def _version() -> str:
    """Version of the library, written into every result so that a figure can be traced to the rules that made it."""
    return importlib.metadata.version("osintclaims")


def _standing(asked: Question, options: Options) -> tuple[Denial, ...]:
    """Denials of the measurand that stand: not retracted, known by the day asked for, and not superseded.

    What supersedes one has to stand itself, and may be about something else: a party that denied everything may later
    deny a part.
    """
    standing = {denial.id: denial for denial in asked.denials if not denial.retracted}
    if options.known_on is not None:
        day = options.known_on
        standing = {id_: denial for id_, denial in standing.items() if (known := known_by(denial)) and known <= day}
    replaced = {id_ for denial in standing.values() for id_ in denial.supersedes}
    return asked.aimed(standing[id_] for id_ in sorted(standing) if id_ not in replaced)


def _spread(counted: Tally, camps: tuple[Camp, ...]) -> Spread:
    asked, options, reader, votes = counted.asked, counted.options, counted.reader, counted.votes
    two_sided = [vote for vote in votes if not vote.is_one_sided]
    points = [vote.point for vote in two_sided if vote.point is not None]
    about = [reader.read(claim).interval for claim in asked.claims if claim.measurand.id == asked.measurand.id]
    figures = [interval for interval in about if reader.gives_figure(interval)]
    between, raw = _locate.between_origins(points, options.prior)
    named = [vote for vote in votes if vote.is_named]
    denying = [denial.party for denial in counted.denials if denial.kind.is_denial]
    unconfirming = [denial.party for denial in counted.denials if not denial.kind.is_denial]
    return Spread(
        envelope=_locate.envelope([vote.interval for vote in votes]),
        claims_envelope=_locate.envelope(figures),
        two_sided_envelope=_locate.envelope([vote.interval for vote in two_sided]),
        overlap=_locate.overlap(votes) if votes else None,
        between_origins=between,
        raw_between_origins=raw,
        fold=_locate.fold(points),
        camps=camps,
        counts=Counts(
            claims=len(asked.claims),
            votes=len(votes),
            origins=len(named),
            parties=Voices.of(vote.origin for vote in named).parties,
            effective_origins=effective_number(named, options.party_correlation),
            two_sided=len(two_sided),
            excluded=len(counted.excluded),
            denials=len(denying),
            non_confirmations=len(unconfirming),
            affirmations=len({statement.voice for statement in counted.affirming}),
            denied_by=Voices.of(denying),
            unconfirmed_by=Voices.of(unconfirming),
            affirmed_by=Voices.of(statement.origin for statement in counted.affirming if statement.is_named),
        ),
    )
