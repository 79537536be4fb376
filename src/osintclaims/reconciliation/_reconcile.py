"""Reconcile the figures about one measurand."""

import functools
import importlib.metadata
import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from osintclaims.model import Claim, Corpus, Denial, Independence, Measurand, Modality, aimed_at, known_by
from osintclaims.reconciliation import _locate
from osintclaims.reconciliation._methods import Method
from osintclaims.reconciliation._options import OBSERVED, Options
from osintclaims.reconciliation._profile import Profile
from osintclaims.reconciliation._question import Question, question
from osintclaims.reconciliation._reader import Reader
from osintclaims.reconciliation._results import (
    Camp,
    Consensus,
    Counts,
    Spread,
    Status,
    is_contested,
)
from osintclaims.reconciliation._select import select, supersede
from osintclaims.reconciliation._voice import statements
from osintclaims.reconciliation._votes import Count, cast
from osintclaims.stats import SpreadPrior

__all__ = ["answer", "reconcile"]


@functools.cache
def _version() -> str:
    """Version of the library, written into every result so that a figure can be traced to the rules that made it."""
    return importlib.metadata.version("osintclaims")


def reconcile(
    claims: Corpus | Iterable[Claim],
    measurand: Measurand | str | None = None,
    *,
    denials: Iterable[Denial] = (),
    known_on: date | None = None,
    as_of: date | None = None,
    max_age: timedelta | None = None,
    modality: Iterable[Modality] | Modality = OBSERVED,
    independence: Independence = "organisation",
    lift_parts: bool = True,
    profile: Profile | str = "default",
    weights: Literal["equal"] = "equal",
    method: Method | str = "interval_median",
    level: float = 0.8,
    prior: SpreadPrior | None = None,
) -> Consensus:
    """What the figures about one measurand agree on, how far they spread, and all that the answer rests on.

    The steps, in order: select claims by modality and date; leave out what its own origin superseded; join copies of
    one utterance; give each origin one vote; let figures about parts bound the whole from below; read words as
    intervals; take the interval-valued weighted median as central region and a shrunken prediction interval as
    plausible range; list denials and affirmations beside the numbers. Nothing is left out without an `Exclusion` that
    says why.

    Args:
        claims: A corpus, or claims that are about one measurand or its parts.
        measurand: The measurand or its id. May be left out where the claims leave no choice.
        denials: Denials to list beside the result; a corpus brings its own.
        known_on: Only what was known by that day with certainty: by its utterance, else by its document.
        as_of: Only what holds for that day or earlier, by `Claim.as_of`.
        max_age: Leave out what was known longer than this before `known_on`.
        modality: Kinds of claims to reconcile: observed ones, or others such as `PROSPECTIVE`; never both.
        independence: Level at which origins count once: ``source``, ``organisation`` or ``party``.
        lift_parts: Whether a figure about a part bounds the whole from below where its origin does not speak of the
            whole.
        profile: Hedge profile by which words become intervals, or its name.
        weights: ``equal``: every origin weighs the same.
        method: Location method, or its name in `METHODS`.
        level: Nominal probability of the plausible range.
        prior: What is known about the spread of such figures beforehand; None takes `SpreadPrior()`.

    Returns:
        A result for every input, also for no claims at all: numbers that the claims do not support are None.

    Raises:
        ReconciliationError: The question is not clear (no measurand, an unknown one, claims about several), an option
            is not offered, or figures are negative or beyond 10^18.
        InvalidValueError: Claims given alone could not stand in one corpus, for example because two different sources
            share an id (E301), or because one supersedes another origin's figure (E304).

    Examples:
        >>> from osintclaims import Estimate, claim, reconcile
        >>> figures = [
        ...     claim("Troops sent", Estimate.about(10_000, "soldiers"), by="Britain"),
        ...     claim("Troops sent", Estimate.about(11_000, "soldiers"), by="South Korea", via=["A newspaper"]),
        ...     claim("Troops sent", Estimate.more_than(7_000, "soldiers"), by="Ukraine"),
        ... ]
        >>> consensus = reconcile(figures)
        >>> consensus.status.value, consensus.low, consensus.high, round(consensus.best)
        ('agreed', 9000.0, 11550.0, 10488)
    """
    options = Options(
        known_on=known_on,
        as_of=as_of,
        max_age=max_age,
        modality=modality,
        independence=independence,
        lift_parts=lift_parts,
        profile=profile,
        weights=weights,
        method=method,
        level=level,
        prior=SpreadPrior() if prior is None else prior,
    )
    return answer(question(claims, measurand, denials), options)


def answer(asked: Question, options: Options) -> Consensus:
    """Reconcile the claims of a question."""
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
    left_out = tuple(sorted((*excluded, *superseded, *count.excluded), key=lambda one: one.claim.id))
    votes, said = count.votes, _standing(asked, options)
    camps = _locate.camps_of(votes, options) if votes else ()
    location = _locate.locate(votes, options) if votes else None
    region = location.region if location is not None else None
    return Consensus(
        measurand=asked.measurand,
        unit=asked.measurand.unit,
        status=_locate.status_of(votes, camps) if votes else Status.NO_FIGURES if selected else Status.NO_CLAIMS,
        low=None if region is None else region.low,
        best=None if location is None or is_contested(camps) else location.best,
        high=None if region is None or math.isinf(region.high) else region.high,
        low_open=region is not None and region.low_open,
        high_open=region is not None and region.high_open and not math.isinf(region.high),
        plausible=_locate.plausible(votes, options),
        plausible_two_sided=_locate.plausible_two_sided(votes, options),
        spread=_spread(asked, count, camps, reader, options, excluded=len(left_out), denials=said),
        votes=votes,
        excluded=left_out,
        denials=said,
        affirmed_by=tuple(claim for statement in count.affirming for claim in statement.claims),
        method=options.method_name,
        options=options,
        claims=asked.claims,
        measurands=asked.lattice.measurands,
        version=_version(),
    )


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
    about = [claim for claim in asked.claims if claim.measurand.id == asked.measurand.id]
    last = (standing[id_] for id_ in sorted(standing) if id_ not in replaced)
    return aimed_at(last, asked.measurand, about, asked.lattice)


def _spread(
    asked: Question,
    count: Count,
    camps: tuple[Camp, ...],
    reader: Reader,
    options: Options,
    *,
    excluded: int,
    denials: Sequence[Denial],
) -> Spread:
    votes = count.votes
    two_sided = [vote for vote in votes if not vote.is_one_sided]
    points = [vote.point for vote in two_sided if vote.point is not None]
    about = [reader.read(claim).interval for claim in asked.claims if claim.measurand.id == asked.measurand.id]
    figures = [interval for interval in about if reader.gives_figure(interval)]
    between, raw = _locate.between_origins(points, options.prior)
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
            origins=sum(vote.is_named for vote in votes),
            two_sided=len(two_sided),
            excluded=excluded,
            denials=sum(denial.kind.is_denial for denial in denials),
            non_confirmations=sum(not denial.kind.is_denial for denial in denials),
            affirmations=len({statement.voice for statement in count.affirming}),
        ),
    )
