"""Reconcile the figures about one measurand."""

import functools
import importlib.metadata
import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import (
    Claim,
    Corpus,
    Denial,
    Independence,
    Lattice,
    Measurand,
    Modality,
    aimed_at,
    did_you_mean,
    known_by,
)
from osintclaims.reconciliation import _locate
from osintclaims.reconciliation._methods import Method
from osintclaims.reconciliation._options import OBSERVED, Options
from osintclaims.reconciliation._profile import Profile
from osintclaims.reconciliation._results import (
    Camp,
    Consensus,
    Counts,
    Exclusion,
    Range,
    Spread,
    Status,
    Vote,
    is_contested,
)
from osintclaims.reconciliation._select import select, supersede
from osintclaims.reconciliation._voice import voice
from osintclaims.reconciliation._votes import Count, cast
from osintclaims.stats import SpreadPrior
from osintclaims.units import factor

__all__ = ["Question", "answer", "question", "reconcile"]


@functools.cache
def _version() -> str:
    """Version of the library, written into every result so that a figure can be traced to the rules that made it."""
    return importlib.metadata.version("osintclaims")


@attrs.frozen(kw_only=True)
class Question:
    """What is asked, and the records that may answer it.

    Attributes:
        measurand: What is asked for.
        claims: Claims about it and its parts, by id.
        denials: Denials that concern it, by id.
        lattice: Which measurands are parts of which.
    """

    measurand: Measurand
    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    lattice: Lattice


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
        is
            not offered, or figures are negative.

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


def question(
    claims: Corpus | Iterable[Claim], measurand: Measurand | str | None, denials: Iterable[Denial]
) -> Question:
    """The records that concern one measurand.

    Raises:
        ReconciliationError: The measurand is unknown or not clear, or claims given alone are about something else.
    """
    if isinstance(claims, Corpus):
        lattice, given, said = claims.lattice, claims.claims, (*claims.denials, *denials)
        asked = _asked(measurand, lattice)
    else:
        given, said = _once(claims), tuple(denials)
        named = () if not isinstance(measurand, Measurand) else (measurand,)
        held = {claim.measurand.id: claim.measurand for claim in given}
        lattice = Lattice((*named, *held.values(), *(one for denial in said for one in denial.measurands)))
        asked = _asked(measurand, lattice) if measurand is not None else _top(tuple(held.values()), lattice)
    below = {asked.id, *(part.id for part in lattice.below(asked))}
    concerned = tuple(claim for claim in given if claim.measurand.id in below)
    if not isinstance(claims, Corpus) and len(concerned) < len(given):
        strangers = sorted({claim.measurand.id for claim in given if claim.measurand.id not in below})
        raise ReconciliationError(
            f"claims about {', '.join(strangers)} belong neither to {asked.id} nor to its parts; "
            "leave them out, or pass a Corpus"
        )
    about = tuple(claim for claim in concerned if claim.measurand.id == asked.id)
    return Question(measurand=asked, claims=concerned, denials=aimed_at(said, asked, about, lattice), lattice=lattice)


def _asked(measurand: Measurand | str | None, lattice: Lattice) -> Measurand:
    known = {one.id: one for one in lattice.measurands}
    if measurand is None:
        if len(known) == 1:
            return next(iter(known.values()))
        raise ReconciliationError(
            f"name the measurand: the corpus has {len(known)} of them ({', '.join(sorted(known)[:8])} …)"
        )
    id_ = measurand if isinstance(measurand, str) else measurand.id
    if id_ not in known:
        raise ReconciliationError(
            " ".join((f'unknown measurand "{id_}";', did_you_mean(id_, known) or "see corpus.measurands"))
        )
    return known[id_]


def _top(measurands: Sequence[Measurand], lattice: Lattice) -> Measurand:
    """The measurand that all others are parts of."""
    tops = [
        one
        for one in measurands
        if {other.id for other in measurands} <= {one.id, *(part.id for part in lattice.below(one))}
    ]
    if not tops:
        ids = ", ".join(sorted(one.id for one in measurands)) or "none, for there are no claims"
        raise ReconciliationError(f"name the measurand: the claims are about {ids}")
    return tops[0]


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims by id, each object once; two claims of one id are a mistake."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if found.setdefault(claim.id, claim) != claim:
            raise ReconciliationError(f"two different claims have the id {claim.id}; give each its own")
    return tuple(found[id_] for id_ in sorted(found))


def answer(asked: Question, options: Options) -> Consensus:
    """Reconcile the claims of a question."""
    selected, excluded = select(asked.claims, options)
    live, superseded = supersede(selected, options)
    count = cast(asked.measurand, live, options)
    left_out = tuple(sorted((*excluded, *superseded, *count.excluded), key=lambda one: one.claim.id))
    said = _current(asked.denials, options)
    found = _locate.camps_of(count.votes, options) if count.votes else ()
    spread = _spread(asked, options, count, left_out, said, found)
    base = Consensus(
        measurand=asked.measurand,
        unit=asked.measurand.unit,
        status=Status.NO_FIGURES if selected else Status.NO_CLAIMS,
        low=None,
        best=None,
        high=None,
        plausible=_locate.plausible(count.votes, options),
        plausible_two_sided=None,
        spread=spread,
        votes=count.votes,
        excluded=left_out,
        denials=said,
        affirmed_by=count.affirmed_by,
        method=options.method_name,
        options=options,
        claims=asked.claims,
        measurands=asked.lattice.measurands,
        version=_version(),
    )
    return _with_numbers(base, found, options) if count.votes else base


def _with_numbers(base: Consensus, found: Sequence[Camp], options: Options) -> Consensus:
    location = _locate.locate(base.votes, options)
    region = location.region
    return attrs.evolve(
        base,
        status=_locate.status_of(base.votes, found),
        low=region.low,
        best=None if is_contested(found) else location.best,
        high=None if math.isinf(region.high) else region.high,
        low_open=region.low_open,
        high_open=region.high_open and not math.isinf(region.high),
        plausible_two_sided=_without_one_sided(base.votes, options),
    )


def _without_one_sided(votes: Sequence[Vote], options: Options) -> Range | None:
    two_sided = [vote for vote in votes if not vote.is_one_sided]
    if not two_sided or 2 * len(two_sided) > len(votes):
        return None
    return _locate.plausible(two_sided, options)


def _current(denials: Iterable[Denial], options: Options) -> tuple[Denial, ...]:
    """Denials that stand: not retracted, known by the day asked for, and not superseded by another that stands."""
    standing = {denial.id: denial for denial in denials if not denial.retracted}
    if options.known_on is not None:
        day = options.known_on
        standing = {id_: denial for id_, denial in standing.items() if (known := known_by(denial)) and known <= day}
    replaced = {id_ for denial in standing.values() for id_ in denial.supersedes}
    return tuple(standing[id_] for id_ in sorted(standing) if id_ not in replaced)


def _spread(
    asked: Question,
    options: Options,
    count: Count,
    excluded: Sequence[Exclusion],
    denials: Sequence[Denial],
    found: tuple[Camp, ...],
) -> Spread:
    votes = count.votes
    two_sided = [vote for vote in votes if not vote.is_one_sided]
    points = [vote.point for vote in two_sided if vote.point is not None]
    own = [claim for claim in asked.claims if claim.measurand.id == asked.measurand.id]
    readings = [
        options.profile.read(claim.estimate).interval.scaled(factor(claim.estimate.unit, asked.measurand.unit))
        for claim in own
    ]
    between, raw = _locate.between_origins(points, options.prior)
    return Spread(
        envelope=_locate.envelope([vote.interval for vote in votes]),
        claims_envelope=_locate.envelope(readings),
        two_sided_envelope=_locate.envelope([vote.interval for vote in two_sided]),
        overlap=_locate.overlap(votes) if votes else None,
        between_origins=between,
        raw_between_origins=raw,
        fold=_locate.fold(points),
        camps=found,
        counts=Counts(
            claims=len(asked.claims),
            votes=len(votes),
            origins=sum(vote.is_named for vote in votes),
            two_sided=len(two_sided),
            excluded=len(excluded),
            denials=sum(denial.kind.is_denial for denial in denials),
            non_confirmations=sum(not denial.kind.is_denial for denial in denials),
            affirmations=len({voice(claim, options.independence) for claim in count.affirmed_by}),
        ),
    )
