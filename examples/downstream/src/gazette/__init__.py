"""A newsroom's own reconciler: from the lowest to the highest that anybody has said, and the middle of the points."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from osintclaims import Claim

__all__ = ["Answer", "headline", "reconcile"]


@dataclass(frozen=True)
class Answer:
    """From where to where the figures reach; None where nobody has set a limit."""

    low: float | None
    best: float | None
    high: float | None


def reconcile(claims: Sequence[Claim]) -> Answer:
    """The range of what origins say, in the unit of what they speak of, each figure once however often it was printed.

    Args:
        claims: Claims about one quantity.
    """
    ids = {claim.id for claim in claims}
    said = [
        claim
        for claim in claims
        if not claim.retracted
        and claim.restates not in ids
        and not claim.estimate.vague
    ]
    figures = [claim.estimate.to(claim.measurand.unit) for claim in said]
    if not figures:
        return Answer(None, None, None)
    low = min(
        figure.best
        if math.isinf(figure.bounds[0]) and figure.best
        else figure.bounds[0]
        for figure in figures
    )
    points = sorted(figure.best for figure in figures if figure.best is not None)
    high = max(figure.bounds[1] for figure in figures)
    return Answer(
        low,
        statistics.median(points) if points else None,
        None if math.isinf(high) else high,
    )


def headline(claims: Sequence[Claim]) -> str:
    """One line for the front page."""
    answer = reconcile(claims)
    if answer.low is None:
        return "Nobody knows"
    upper = "or more" if answer.high is None else f"to {answer.high:,.0f}"
    return f"{answer.low:,.0f} {upper}"
