"""What a reconciliation returns: votes, exclusions, ranges, spread, consensus."""

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum

import attrs

from osintclaims.model import Claim, Denial, Estimate, Hedge, Interval, Measurand, Source, Tabular, all_must_be
from osintclaims.reconciliation._html import render_html, spread_html
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._page import render_page
from osintclaims.reconciliation._rounding import inward, nearest_whole
from osintclaims.reconciliation._sentence import headline
from osintclaims.units import is_count

__all__ = [
    "Camp",
    "Consensus",
    "Counts",
    "Exclusion",
    "ExclusionReason",
    "Overlap",
    "Range",
    "Spread",
    "Status",
    "Voices",
    "Vote",
    "is_contested",
]


class Status(StrEnum):
    """How far the origins agree."""

    NO_CLAIMS = "no_claims"
    NO_FIGURES = "no_figures"
    SINGLE_ORIGIN = "single_origin"
    AGREED = "agreed"
    MAJORITY = "majority"
    CONTESTED = "contested"


class ExclusionReason(StrEnum):
    """Why a claim does not vote."""

    RETRACTED = "retracted"
    NOT_EVIDENCE = "not_evidence"
    OTHER_MODALITY = "other_modality"
    UNDATED = "undated"
    NOT_YET_KNOWN = "not_yet_known"
    NOT_YET_TRUE = "not_yet_true"
    TOO_OLD = "too_old"
    SUPERSEDED = "superseded"
    PART_NOT_LIFTED = "part_not_lifted"
    OUTSIDE_PERIOD = "outside_period"
    ORIGIN_SPEAKS_OF_WHOLE = "origin_speaks_of_whole"
    NO_LOWER_BOUND = "no_lower_bound"
    EXISTENCE_ONLY = "existence_only"
    SAYS_NOTHING = "says_nothing"
    WITHOUT_WEIGHT = "without_weight"


@attrs.frozen(kw_only=True)
class Exclusion:
    """A claim that does not vote, and why.

    Attributes:
        claim: The claim.
        reason: Which rule took it out.
        detail: The rule applied to this claim, in a few words.
    """

    claim: Claim
    reason: ExclusionReason
    detail: str = ""


@attrs.frozen(kw_only=True)
class Vote:
    """What one origin says, once, however many outlets printed it.

    Attributes:
        voice: Key under which it counts once: an organisation, a source, a party, or a document for what nobody is
            named for.
        name: Who it is, for people.
        origin: The source that stands for it.
        claims: The claims behind it.
        low: Smallest value admitted, in the unit of the measurand.
        high: Largest value admitted; infinite where none is stated.
        low_open: Whether `low` itself is excluded.
        high_open: Whether `high` itself is excluded.
        point: The value the origin commits to, or the geometric middle of a two-sided range; None if one-sided.
        weight: Its weight.
        notes: ``part`` (a lower bound lifted from a part), ``carried_forward`` (a lower bound of a flow, from a figure
            for an earlier day), ``vague``, ``soft`` and ``narrowed`` (see `Reading`), ``hedge_drift`` (outlets print
            other hedges), ``garbled`` (copies that exclude one another), ``self_conflict`` (its statements exclude one
            another).
        is_named: Whether somebody is named; what nobody is named for confirms nothing.
    """

    voice: str
    name: str
    origin: Source
    claims: tuple[Claim, ...]
    low: float
    high: float
    low_open: bool
    high_open: bool
    point: float | None
    weight: float = 1.0
    notes: tuple[str, ...] = ()
    is_named: bool = True

    @property
    def interval(self) -> Interval:
        """The values it admits."""
        return Interval(self.low, self.high, low_open=self.low_open, high_open=self.high_open)

    @property
    def is_one_sided(self) -> bool:
        """Whether it bounds the figure on one side only."""
        return not self.interval.is_two_sided


@attrs.frozen(kw_only=True)
class Range:
    """A range that is meant to hold the true value with a stated probability.

    Attributes:
        low: Lower end, or None if not identified.
        high: Upper end, or None if not identified.
        level: The nominal probability.
        identified: Whether the votes bound the figure on both sides.
        calibration: What the width is calibrated on, and how far that can be trusted.
    """

    low: float | None
    high: float | None
    level: float
    identified: bool
    calibration: str


@attrs.frozen(kw_only=True)
class Camp:
    """Votes that share a value once each is widened a little.

    Attributes:
        low: Lower end of what they share, widened.
        high: Upper end; may be infinite.
        weight: Their weight.
        votes: The votes, by voice.
    """

    low: float
    high: float
    weight: float
    votes: tuple[Vote, ...]


def is_contested(camps: Sequence[Camp]) -> bool:
    """Whether there are several camps and none has more than half of the weight of those who belong to one."""
    weights = [camp.weight for camp in camps]
    return bool(weights) and 2 * max(weights) <= sum(weights)


@attrs.frozen(kw_only=True)
class Overlap:
    """Where most votes overlap.

    Attributes:
        regions: All regions of greatest weight.
        weight: That weight.
        share: The same as a share of all weight.
        agrees: Whether more than one vote meets there; otherwise there is no overlap.
    """

    regions: tuple[Interval, ...]
    weight: float
    share: float
    agrees: bool


@attrs.frozen(kw_only=True)
class Voices:
    """How many speak: two ministries are one government, two governments of one alliance are one party.

    Attributes:
        origins: Organisations.
        parties: Parties among them; an organisation without one stands for itself.
    """

    origins: int
    parties: int

    @classmethod
    def of(cls, sources: Iterable[Source]) -> "Voices":
        """Count sources by organisation and by party."""
        heard = all_must_be("sources", sources, Source)
        return cls(
            origins=len({source.voice("organisation") for source in heard}),
            parties=len({source.voice("party") for source in heard}),
        )


@attrs.frozen(kw_only=True)
class Counts:
    """How much evidence there is.

    Attributes:
        claims: Claims that were looked at.
        votes: Votes on the figure.
        origins: Named origins among them.
        parties: Parties of these; an origin without one stands for itself.
        effective_origins: How many independent named origins of equal weight would say as much (Kish): `origins`
            itself unless grades are weighed or votes of one party are taken to be correlated.
        two_sided: Votes that bound the figure on both sides.
        excluded: Claims that do not vote.
        denials: Denials of the matter.
        non_confirmations: Refusals to confirm, silences, missing verifications and the like.
        affirmations: Voices that affirm without a figure.
        denied_by: Who denies.
        unconfirmed_by: Who does not confirm.
        affirmed_by: Who affirms without a figure, as far as somebody is named.
    """

    claims: int
    votes: int
    origins: int
    parties: int
    effective_origins: float
    two_sided: int
    excluded: int
    denials: int
    non_confirmations: int
    affirmations: int
    denied_by: Voices
    unconfirmed_by: Voices
    affirmed_by: Voices


@attrs.frozen(kw_only=True)
class Spread:
    """How far the figures lie apart: always all of it.

    Attributes:
        envelope: From the lowest to the highest value any vote admits: the range of claims, never the range of the
            truth.
        claims_envelope: The same over all claims that give a figure for the measurand itself, excluded ones included.
        two_sided_envelope: The same over two-sided votes.
        overlap: Where most votes overlap.
        between_origins: Factor by which origins differ: `exp` of the standard deviation of the logarithms of the
            two-sided points, shrunken towards the prior. None without a positive two-sided point.
        raw_between_origins: The same without the prior; None below two positive points.
        fold: Largest point over smallest; None below two points or if the smallest is 0.
        camps: Groups of votes that agree among themselves, from low to high.
        counts: How much evidence there is.
    """

    envelope: Interval | None
    claims_envelope: Interval | None
    two_sided_envelope: Interval | None
    overlap: Overlap | None
    between_origins: float | None
    raw_between_origins: float | None
    fold: float | None
    camps: tuple[Camp, ...]
    counts: Counts

    def _repr_html_(self) -> str:
        return spread_html(self)


@attrs.frozen(kw_only=True, repr=False)
class Consensus(Tabular):
    """What the figures about one measurand agree on, with all that the answer rests on.

    Attributes:
        measurand: What it is about.
        unit: Unit of all numbers here.
        status: How far the origins agree.
        low: Lower end of the central region, or None.
        best: The value nearest to all votes, or None where the region has no upper end or the votes are contested.
        high: Upper end of the central region, or None if there is none.
        low_open: Whether `low` itself is outside the region.
        high_open: Whether `high` itself is outside the region.
        plausible: The range meant to hold the true value.
        plausible_two_sided: The same without one-sided votes, where these are half of the votes or more.
        spread: How far the figures lie apart.
        votes: The votes, lowest first.
        excluded: Claims that do not vote, with reasons.
        denials: Denials and non-confirmations, beside the figures and never among them.
        affirmed_by: Claims that say only that there are some; those of origins with a figure are not repeated here.
        method: Name of the location method.
        method_note: What the method could not use, or an empty string.
        equal_weights: The same answer with equal weights, to be read beside it where grades are weighed; else None.
        options: Every choice the result depends on.
        claims: All claims that were looked at.
        measurands: All measurands whose relations were used.
        version: Version of the library.
    """

    measurand: Measurand
    unit: str
    status: Status
    low: float | None
    best: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    plausible: Range
    plausible_two_sided: Range | None
    spread: Spread
    votes: tuple[Vote, ...]
    excluded: tuple[Exclusion, ...]
    denials: tuple[Denial, ...]
    affirmed_by: tuple[Claim, ...]
    method: str
    method_note: str = ""
    equal_weights: "Consensus | None" = None
    options: Options
    claims: tuple[Claim, ...]
    measurands: tuple[Measurand, ...]
    version: str

    @property
    def region(self) -> Interval | None:
        """The central region, its upper end infinite where the votes give none; None without votes."""
        if self.low is None:
            return None
        high = math.inf if self.high is None else self.high
        return Interval(self.low, high, low_open=self.low_open, high_open=self.high_open or self.high is None)

    @property
    def estimate(self) -> Estimate | None:
        """Central region and best value as an estimate for use, in whole numbers for counts; None without votes."""
        region = self.region
        if region is None:
            return None
        best = self.best
        if is_count(self.unit):
            region = inward(region)
            best = None if best is None else nearest_whole(best, region)
        low, high = region.low, None if math.isinf(region.high) else region.high
        if high is None:
            hedge = Hedge.MORE_THAN if region.low_open else Hedge.AT_LEAST
        else:
            hedge = Hedge.EXACT if low == best == high else Hedge.RANGE
        return Estimate(
            unit=self.unit,
            low=low,
            best=best,
            high=high,
            low_open=region.low_open,
            high_open=region.high_open and high is not None,
            hedge=hedge,
        )

    @property
    def is_contested(self) -> bool:
        """Whether the votes fall into camps none of which has more than half of the weight, whatever the status."""
        return is_contested(self.spread.camps)

    @property
    def origins(self) -> tuple[Vote, ...]:
        """The votes of named origins."""
        return tuple(vote for vote in self.votes if vote.is_named)

    @property
    def denied_by(self) -> tuple[Source, ...]:
        """Organisations that deny or dismiss it, by id."""
        return _organisations(denial for denial in self.denials if denial.kind.is_denial)

    @property
    def unconfirmed_by(self) -> tuple[Source, ...]:
        """Organisations that were asked or are concerned and did not confirm or verify it, by id."""
        return _organisations(denial for denial in self.denials if not denial.kind.is_denial)

    def summary(self) -> str:
        """The answer in one sentence."""
        return headline(self)

    def __str__(self) -> str:
        """A page of text: the answer first, then what it rests on, what stands against it, and what was left out."""
        return render_page(self)

    def __repr__(self) -> str:
        return f"<Consensus {self.measurand.id}: {self.status.value}, {self.summary()}>"

    def _repr_html_(self) -> str:
        return render_html(self)


def _organisations(denials: Iterable[Denial]) -> tuple[Source, ...]:
    found = {denial.party.organisation.id: denial.party.organisation for denial in denials}
    return tuple(found[id_] for id_ in sorted(found))
