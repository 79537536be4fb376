"""The answer in one sentence."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osintclaims.model import Claim, Denial, Interval, figure, noun, plural
from osintclaims.reconciliation._methods import geometric_middle
from osintclaims.reconciliation._rounding import fewest_figures, inward, nearest_whole, significant, span
from osintclaims.units import factor, is_count

if TYPE_CHECKING:
    from osintclaims.reconciliation._results import Camp, Consensus, Vote

__all__ = [
    "best_text",
    "bounds",
    "denial_text",
    "headline",
    "many",
    "names",
    "organisation",
    "region_text",
    "value_text",
]

#: Where the plausible range spans more than this factor, two significant figures are all a best value deserves.
_WIDE: Final = 2.0


def headline(consensus: "Consensus") -> str:
    """One sentence that a journalist can quote with a clear conscience."""
    estimate = consensus.estimate
    if estimate is None:
        return _without_claims(consensus) if consensus.status.value == "no_claims" else _without_figures(consensus)
    unit, region = noun(estimate), region_text(consensus)
    if consensus.is_contested:
        answer = f"contested, in {plural(consensus.unit)}: {_against(consensus)}"
    elif _bounds_miss(consensus):
        return f"bounds that do not meet, in {plural(consensus.unit)}: {_bounds_against(consensus)}"
    elif consensus.best is None:
        answer = f"{region} {unit}"
    else:
        best = best_text(consensus)
        answer = f"about {best} {unit} ({region})" if best else f"{region} {unit}"
    return f"{answer}; {_support(consensus)}"


def best_text(consensus: "Consensus") -> str:
    """The best value with two or three significant figures, more only where these would leave the region.

    Nothing where the region is a single value.
    """
    estimate = consensus.estimate
    if estimate is None or estimate.best is None or estimate.low is None or estimate.low == estimate.high:
        return ""
    wide = consensus.plausible
    is_wide = wide.low is None or wide.high is None or wide.high > _WIDE * wide.low
    return fewest_figures(estimate.best, estimate.low, estimate.high or math.inf, at_least=2 if is_wide else 3)


def region_text(consensus: "Consensus") -> str:
    """The central region in words: ``10,450 to 11,550``, ``more than 7,000``."""
    region = consensus.region
    return "no figure" if region is None else bounds(region, whole=is_count(consensus.unit))


def value_text(value: float, region: Interval, *, whole: bool) -> str:
    """A value of a region, for counts the nearest of the whole numbers inside it."""
    shown = nearest_whole(value, inward(region)) if whole else value
    return span(shown, shown, whole=whole)


def bounds(vote: "Vote | Interval", *, whole: bool) -> str:
    """What a vote or an interval admits, in words: ``9,000 to 11,000``, ``200 or more``.

    Args:
        vote: The vote, or any interval.
        whole: Whether its unit is counted, so that only the whole numbers inside are named.
    """
    if vote.high == math.inf and vote.low_open:
        return f"more than {figure(vote.low)}"
    if vote.low == 0 and vote.high_open and not math.isinf(vote.high) and not whole:
        return f"less than {figure(vote.high)}"
    low, high = vote.low, vote.high
    if whole:  # half a person is within what "12" admits, a thirteenth is not
        inside = inward(Interval(low, high, low_open=vote.low_open, high_open=vote.high_open))
        low, high = inside.low, inside.high
    return span(low, high, whole=whole)


def names(found: "list[str]") -> str:
    """Names joined as in a sentence."""
    if not found:
        return ""
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def many(number: int, noun: str) -> str:
    """A number with its noun: ``1 vote``, ``3 votes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def denial_text(denial: Denial) -> str:
    """What somebody did about a figure: ``flat denial by Russia``, and whether it was taken back."""
    retracted = " (retracted)" if denial.retracted else ""
    return f"{denial.kind.value.replace('_', ' ')} by {denial.party.name}{retracted}"


def _support(consensus: "Consensus") -> str:
    origins = [vote.name for vote in consensus.origins]
    others = len(consensus.votes) - len(origins)
    beside = f", beside {many(others, 'unattributed figure')}" if others else ""
    match consensus.status.value:
        case "agreed":
            return f"{len(origins)} named origins agree: {names(origins)}{beside}"
        case "majority":
            largest = max(consensus.spread.camps, key=lambda camp: camp.weight)
            agreeing = [vote.name for vote in largest.votes if vote.is_named]
            few = f"{len(agreeing)} of {len(origins)} named origins agree"
            agreed = f"{few}: {names(agreeing)}" if agreeing else "most figures that agree are unattributed"
            return f"{agreed}{beside}{_torn(consensus)}"
        case "contested":
            return f"{len(origins)} named origins do not agree{beside}{_torn(consensus)}"
        case _ if not origins:
            return "nobody is named for it"
        case _:
            return f"on the word of {origins[0]} alone{beside}"


def _torn(consensus: "Consensus") -> str:
    """Named origins that belong to no camp because they meet all of them: they contradict nobody."""
    camps = consensus.spread.camps
    sided = {vote.voice for camp in camps for vote in camp.votes}
    torn = [vote.name for vote in consensus.origins if vote.voice not in sided]
    if not torn:
        return ""
    return f"; {names(torn)} {'fits' if len(torn) == 1 else 'fit'} {'either' if len(camps) == 2 else 'every'} side"


def _against(consensus: "Consensus") -> str:
    return " against ".join(_camp(camp, consensus.unit) for camp in consensus.spread.camps)


def _bounds_miss(consensus: "Consensus") -> bool:
    """Whether upper and lower bounds exclude one another, if only by little: their region holds every value."""
    if consensus.low != 0 or consensus.high is not None:
        return False
    most = max((vote.low for vote in consensus.votes if math.isinf(vote.high)), default=-math.inf)
    return min(vote.high for vote in consensus.votes) <= most


def _bounds_against(consensus: "Consensus") -> str:
    upper = [vote for vote in consensus.votes if not math.isinf(vote.high)]
    lower = [vote for vote in consensus.votes if math.isinf(vote.high)]
    sides = (
        f"{_at_most(upper, consensus.unit)} ({names([vote.name for vote in upper])})",
        f"{_at_least(lower, consensus.unit)} ({names([vote.name for vote in lower])})",
    )
    return " against ".join(sides)


def _camp(camp: "Camp", unit: str) -> str:
    """A camp by its own figures: the middle of its points, or its bound."""
    points = [vote.point for vote in camp.votes if vote.point is not None]
    who = names([vote.name for vote in camp.votes])
    if points:
        middle = geometric_middle(min(points), max(points))
        shown = float(round(middle)) if is_count(unit) else middle
        return f"{'about ' if middle else ''}{significant(shown, 2)} ({who})"
    bound = _at_most if any(vote.high < math.inf for vote in camp.votes) else _at_least
    return f"{bound(camp.votes, unit)} ({who})"


def _at_most(votes: "Sequence[Vote]", unit: str) -> str:
    """The least upper bound of some votes, as it was said: 10 against 10 would be no contest."""
    least = min(votes, key=lambda vote: (vote.high, not vote.high_open))
    interval = Interval(0.0, least.high, high_open=least.high_open)
    return bounds(interval, whole=is_count(unit) and not least.high_open)


def _at_least(votes: "Sequence[Vote]", unit: str) -> str:
    """The greatest lower bound of some votes, as it was said."""
    stated = [(_stated_low(vote, unit), vote) for vote in votes]
    most = max(value for value, _ in stated)
    is_open = any(value == most == vote.low and vote.low_open for value, vote in stated)
    return bounds(Interval(most, math.inf, low_open=is_open, high_open=True), whole=is_count(unit))


def _stated_low(vote: "Vote", unit: str) -> float:
    """The lower figure as it was stated rather than as its rounding admits."""
    figures = [(claim.estimate.low, claim.estimate.best, claim.estimate.unit) for claim in vote.claims]
    stated = [(best if low is None else low, factor(of, unit)) for low, best, of in figures]
    return min((low * scale for low, scale in stated if low and low * scale >= vote.low), default=vote.low)


def organisation(claim: Claim) -> str:
    """The organisation a claim comes from, for people."""
    return "unattributed reports" if claim.attribution.is_unattributed else claim.origin.organisation.name


def _without_claims(consensus: "Consensus") -> str:
    left_out = len(consensus.claims)
    return f"no claims of the kind and time asked for ({left_out} left out)" if left_out else "no claims"


def _without_figures(consensus: "Consensus") -> str:
    affirming = sorted({organisation(claim) for claim in consensus.affirmed_by})
    parts = [f"affirmed by {names(affirming)}"] if affirming else []
    denying = [source.name for source in consensus.denied_by]
    if denying:
        parts.append(f"denied by {names(denying)}")
    silent = [source.name for source in consensus.unconfirmed_by]
    if silent:
        parts.append(f"not confirmed by {names(silent)}")
    return "; ".join(("no figure", *parts))
