"""How much each vote weighs: equally, or by the user's value of grades; and less where one party speaks often."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Reliability, Source
from osintclaims.reconciliation._options import GradeWeights
from osintclaims.reconciliation._results import Vote
from osintclaims.stats import effective_weights

__all__ = ["effective_number", "weigh"]


def weigh(
    votes: Sequence[Vote], weights: Literal["equal"] | GradeWeights, party_correlation: float
) -> tuple[Vote, ...]:
    """Votes with their weights, which add up to the effective number of votes.

    Within a party of m votes each weighs ``1 / (1 + (m - 1) r)``, so that together they count as Kish's effective
    number for intraclass correlation r. Grades multiply this. Only ratios of the grades' weights matter: the sum is
    always `effective_number`, so a plausible range does not grow narrower when all weights are doubled.

    Args:
        votes: The votes.
        weights: ``equal``, or the weight of each grade.
        party_correlation: Correlation r of the votes of one party.

    Raises:
        ReconciliationError: A grade has no weight, or one voice speaks through sources of several grades.
    """
    if weights == "equal" and party_correlation == 0:
        return tuple(votes)
    by_grade = {} if weights == "equal" else dict(weights)
    if not votes:
        return ()
    parties = sorted({_party(vote) for vote in votes})
    shares = effective_weights([parties.index(_party(vote)) for vote in votes], correlation=party_correlation)
    weighed = [
        attrs.evolve(vote, weight=(_grade_weight(vote, by_grade) if by_grade else 1.0) * float(share))
        for vote, share in zip(votes, shares, strict=True)
    ]
    scale = effective_number(weighed, party_correlation) / sum(vote.weight for vote in weighed)
    return tuple(attrs.evolve(vote, weight=vote.weight * scale) for vote in weighed)


def effective_number(votes: Iterable[Vote], party_correlation: float) -> float:
    """How many independent votes of equal weight would say as much: ``(sum w)^2 / sum_ij w_i w_j r_ij``.

    Here r_ij is 1 for a vote with itself, the correlation within a party, and 0 elsewhere. Without correlation this is
    Kish's ``(sum w)^2 / sum w^2``; for m votes of equal weight in one party it is his ``m / (1 + (m - 1) r)`` (L. Kish,
    Survey Sampling, 1965, sections 5.4 and 8.2). 0 without votes.
    """
    parties: dict[str, list[float]] = {}
    for vote in votes:
        parties.setdefault(_party(vote), []).append(vote.weight)
    total = sum(sum(weights) for weights in parties.values())
    shared = sum(
        (1 - party_correlation) * sum(weight * weight for weight in weights) + party_correlation * sum(weights) ** 2
        for weights in parties.values()
    )
    return total * total / shared if shared else 0.0


def _party(vote: Vote) -> str:
    """Key of the party a vote belongs to; what nobody is named for stands alone."""
    return vote.origin.voice("party") if vote.is_named else vote.voice


def _grade_weight(vote: Vote, by_grade: Mapping[Reliability | None, float]) -> float:
    grade = _grade(vote)
    if grade not in by_grade:
        graded = "is not graded" if grade is None else f"is graded {grade.value}, {grade.label}"
        key = "None" if grade is None else f"Reliability.{grade.name}"
        raise ReconciliationError(f"{vote.name} {graded}, and weights has no entry for that; give one to {key}")
    return by_grade[grade]


def _grade(vote: Vote) -> Reliability | None:
    """Grade of those who speak for a voice, if it is one; else that of the body they speak for."""
    grades = {_nearest_grade(claim.origin) for claim in vote.claims} or {_nearest_grade(vote.origin)}
    if len(grades) == 1:
        return grades.pop()
    if vote.origin.reliability is None:
        listed = ", ".join(sorted("none" if grade is None else grade.value for grade in grades))
        raise ReconciliationError(f"{vote.name} speaks through sources of several grades ({listed}); grade it itself")
    return vote.origin.reliability


def _nearest_grade(source: Source) -> Reliability | None:
    """A source's own grade, else that of the nearest body above it."""
    above: Source | None = source
    while above is not None and above.reliability is None:
        above = above.part_of
    return None if above is None else above.reliability
