"""What a forest plot shows, as data: for our own pictures and for those who draw with another library."""

import math
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.model import Claim, Denial, DenialKind, Interval
from osintclaims.reconciliation import Consensus, Vote, bounds, quoted
from osintclaims.units import factor, is_count

__all__ = ["ForestRow", "claim_row", "forest_rows", "gives_figure"]

#: What a lower bound must exceed to be a figure: "at least one" person says no more than that there are some.
_SOME: Final = MappingProxyType({True: 1.0, False: 0.0})


@attrs.frozen(kw_only=True)
class ForestRow:
    """One row of a forest plot: a vote, or a claim that was left out.

    Attributes:
        label: Who says it.
        detail: In which words; of a claim that was left out, why as well.
        text: The bounds in words.
        low: Lower end, in the unit of the consensus.
        high: Upper end; infinite where none is stated.
        point: The value the origin commits to, or None.
        is_denied: Whether somebody else denies it.
        is_excluded: Whether it was left out.
        is_named: Whether somebody is named for it.
    """

    label: str
    detail: str
    text: str
    low: float
    high: float
    point: float | None
    is_denied: bool = False
    is_excluded: bool = False
    is_named: bool = True

    @property
    def is_open_below(self) -> bool:
        """Whether nothing bounds it from below: "up to 10,000"."""
        return self.low <= 0 < self.high

    @property
    def is_open_above(self) -> bool:
        """Whether nothing bounds it from above: "over 7,000"."""
        return math.isinf(self.high)

    @property
    def mark(self) -> float | None:
        """Where its dot is: the value committed to, else the only bound; None for a range."""
        if self.point is not None:
            return self.point
        if self.is_open_above:
            return None if self.is_open_below else self.low
        return self.high if self.is_open_below or self.low == self.high else None

    @property
    def marks(self) -> tuple[float, ...]:
        """Where dots are: on `mark`; a range that is denied has them on both ends, since they have to be hollow."""
        if self.mark is not None:
            return (self.mark,)
        return (self.low, self.high) if self.is_denied and not (self.is_open_below or self.is_open_above) else ()


def forest_rows(consensus: Consensus, *, excluded: bool = True) -> tuple[ForestRow, ...]:
    """The rows of a forest plot: the votes from low to high, then what was left out.

    Claims that were left out and give no figure have no row: there is nothing to draw.

    Args:
        consensus: The result.
        excluded: Whether to list what was left out.

    Examples:
        >>> from osintclaims import load_seed_corpus, reconcile
        >>> from osintclaims.plot import forest_rows
        >>> consensus = reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
        >>> for row in forest_rows(consensus):
        ...     print(f"{row.label}: {row.text}{' (left out)' if row.is_excluded else ''}")
        unattributed, in 004: 200 or more
        Britain: 9,000 to 11,000
        South Korea: 10,450 to 11,550
        Ukraine: 10,500 or more
        South Korea: 1,425 to 1,575 (left out)
    """
    votes = tuple(_vote_row(vote, consensus) for vote in consensus.votes)
    return (*votes, *_left_out(consensus)) if excluded else votes


def _is_denied(claims: Iterable[Claim], high: float, denials: Iterable[Denial]) -> bool:
    """Whether somebody else denies what one origin says: one of its claims, or the whole matter.

    Args:
        claims: What it says.
        high: Upper end of its figure.
        denials: What is denied, about the matter or about single claims.
    """
    said = tuple(claims)
    own = {claim.origin.organisation.id for claim in said}
    return any(
        denial.kind.is_denial
        and denial.party.organisation.id not in own
        # A flat denial says that there is nothing, which agrees with who says "none".
        and not (high == 0 and denial.kind is DenialKind.FLAT_DENIAL)
        and (not denial.claims or any(claim.id in denial.claims for claim in said))
        for denial in denials
    )


def _vote_row(vote: Vote, consensus: Consensus) -> ForestRow:
    # A vote takes a range by its middle, where the method needs a value; its origin did not commit to that.
    commits = any(_read(claim, consensus)[1] is not None for claim in vote.claims)
    return ForestRow(
        label=vote.name,
        detail="; ".join(dict.fromkeys(quoted(claim) for claim in vote.claims)),
        text=bounds(vote.interval, whole=is_count(consensus.unit)),
        low=vote.low,
        high=vote.high,
        point=vote.point if commits else None,
        is_denied=_is_denied(vote.claims, vote.high, consensus.denials),
        is_named=vote.is_named,
    )


def _left_out(consensus: Consensus) -> Iterator[ForestRow]:
    for one in consensus.excluded:
        if gives_figure(one.claim, consensus):
            row = _own_row(one.claim, consensus)
            yield attrs.evolve(row, detail=f"{one.detail}: {row.detail}", is_excluded=True)


def gives_figure(claim: Claim, consensus: Consensus) -> bool:
    """Whether a claim says more than that there are some."""
    interval, _ = _read(claim, consensus)
    return math.isfinite(interval.high) or interval.low > _SOME[is_count(consensus.unit)]


def claim_row(claim: Claim, consensus: Consensus, *, denials: Iterable[Denial] = ()) -> ForestRow:
    """A single claim as it bears on what was asked: a figure about a part bounds the whole from below.

    Args:
        claim: A claim among those of the consensus.
        consensus: The result, which may have left it out; what was left out is grey and not hollow.
        denials: Who denies it, or the whole matter.
    """
    row = _own_row(claim, consensus)
    if claim.measurand.id != consensus.measurand.id:
        text = bounds(Interval(row.low, math.inf), whole=is_count(consensus.unit))
        row = attrs.evolve(row, label=f"{row.label} (a part)", text=text, high=math.inf, point=None)
    if any(one.claim.id == claim.id for one in consensus.excluded):
        return attrs.evolve(row, is_excluded=True)
    return attrs.evolve(row, is_denied=_is_denied((claim,), row.high, denials))


def _own_row(claim: Claim, consensus: Consensus) -> ForestRow:
    interval, point = _read(claim, consensus)
    return ForestRow(
        label=_name(claim),
        detail=quoted(claim),
        text=bounds(interval, whole=is_count(consensus.unit)),
        low=interval.low,
        high=interval.high,
        point=point,
        is_named=not claim.attribution.is_unattributed,
    )


def _read(claim: Claim, consensus: Consensus) -> tuple[Interval, float | None]:
    """What a claim says in the unit of the consensus."""
    reading = consensus.options.profile.read(claim.estimate).scaled(factor(claim.estimate.unit, consensus.unit))
    return reading.interval, reading.point


def _name(claim: Claim) -> str:
    return "unattributed" if claim.attribution.is_unattributed else claim.origin.organisation.name
