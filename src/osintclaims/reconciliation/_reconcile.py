"""Reconcile the figures about one measurand."""

from collections.abc import Iterable
from datetime import date, timedelta

from osintclaims.model import Claim, Corpus, Denial, Independence, Measurand, Modality
from osintclaims.reconciliation._answer import answer
from osintclaims.reconciliation._methods import Method
from osintclaims.reconciliation._options import OBSERVED, Options, Weights
from osintclaims.reconciliation._profile import Profile
from osintclaims.reconciliation._question import question
from osintclaims.reconciliation._results import Consensus
from osintclaims.stats import SpreadPrior

__all__ = ["reconcile"]


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
    weights: Weights = "equal",
    method: Method | str = "interval_median",
    level: float = 0.8,
    prior: SpreadPrior | None = None,
    party_correlation: float = 0.0,
    carry_forward: bool = False,
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
        weights: ``equal``: every origin weighs the same. Or the weight of each Admiralty grade, where None stands for
            origins without one; only their ratios matter, and 0 leaves origins of a grade out. No weights of grades
            have ever been validated: the answer with equal weights is always shown beside it
            (`Consensus.equal_weights`).
        method: Location method, or its name in `METHODS`.
        level: Nominal probability of the plausible range.
        prior: What is known about the spread of such figures beforehand; None takes `SpreadPrior()`.
        party_correlation: How far origins of one party repeat one another, from 0 (independent) to 1 (one voice): m of
            them weigh together as ``m / (1 + (m - 1) r)``, Kish's effective number for intraclass correlation r.
        carry_forward: Whether a figure for a day definitely before `as_of` enters as a lower bound, for a flow can only
            grow; for measurands that are flows, and with `as_of` alone.

    Returns:
        A result for every input, also for no claims at all: numbers that the claims do not support are None.

    Raises:
        ReconciliationError: The question is not clear (no measurand, an unknown one, claims about several), an option
            is not offered, a method cannot answer with these votes, a grade has no weight, or figures are negative
            or beyond 10^18.
        InvalidValueError: Claims given alone could not stand in one corpus, for example because two different sources
            share an id (E301), or because one supersedes another origin's figure (E304).

    Examples:
        >>> from osintclaims import Estimate, claim, reconcile
        >>> figures = [
        ...     claim("Troops sent", Estimate.about(10_000, "soldiers"), by="Britain"),
        ...     claim(
        ...         "Troops sent",
        ...         Estimate.about(11_000, "soldiers"),
        ...         by="South Korea",
        ...         via=["A newspaper"],
        ...     ),
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
        party_correlation=party_correlation,
        carry_forward=carry_forward,
    )
    return answer(question(claims, measurand, denials), options)
