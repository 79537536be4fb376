"""Strategies of what a reconciliation returns, for `from_type`: each is a result of ours, or a part of one."""

from collections.abc import Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from osintclaims.model import PROSPECTIVE, Claim, Hedge, Modality
from osintclaims.reconciliation import (
    PROFILES,
    Ballot,
    Camp,
    Consensus,
    Counts,
    Exclusion,
    Location,
    Options,
    Overlap,
    Overview,
    Profile,
    Range,
    Reading,
    Spread,
    Voices,
    Vote,
    profile_named,
    reconcile,
    reconcile_all,
)
from osintclaims.testing._corpora import corpora
from osintclaims.testing._drawing import is_so, pick
from osintclaims.testing._figures import estimates
from osintclaims.testing._sets import claim_sets

__all__ = [
    "VOTING",
    "ballots",
    "camps",
    "consensuses",
    "counts",
    "exclusions",
    "locations",
    "options",
    "overlaps",
    "overviews",
    "profiles",
    "ranges",
    "readings",
    "spreads",
    "voices",
    "votes",
]

#: Hedges that always commit to a value; a bare figure may be "0 or more", which says nothing.
VOTING: Final = (Hedge.EXACT, Hedge.ABOUT)
_LEVELS: Final = (0.8, 0.5, 0.95)
_LEVELS_OF_INDEPENDENCE: Final = ("organisation", "source", "party")
_MODALITIES: Final = (frozenset({Modality.OBSERVED}), PROSPECTIVE)


def consensuses() -> st.SearchStrategy[Consensus]:
    """Results for sets of claims."""
    return claim_sets(allow_parts=True).map(lambda claims: reconcile(claims, "whole"))


def overviews() -> st.SearchStrategy[Overview]:
    """Results for corpora."""
    return corpora().map(reconcile_all)


def _standing(claims: Sequence[Claim]) -> list[Claim]:
    """The same claims, such that each has a figure that votes or was replaced by a later one."""
    return [attrs.evolve(claim, retracted=False, modality=Modality.OBSERVED, anchors=()) for claim in claims]


def _voted() -> st.SearchStrategy[Consensus]:
    """Results that rest on a vote at least."""
    hedges = st.sampled_from(VOTING)
    plain = claim_sets(hedges=hedges, allow_links=False, allow_unattributed=False)  # statements may replace one another
    return plain.map(lambda claims: reconcile(_standing(claims)))


@st.composite
def votes(draw: st.DrawFn) -> Vote:
    """Votes of origins."""
    return pick(draw, draw(_voted()).votes)


def ballots() -> st.SearchStrategy[Ballot]:
    """Votes as methods see them."""
    return votes().map(lambda vote: Ballot(vote.interval, vote.point, vote.weight))


@st.composite
def camps(draw: st.DrawFn) -> Camp:
    """Camps of votes."""
    return pick(draw, draw(_voted()).spread.camps)


def overlaps() -> st.SearchStrategy[Overlap]:
    """Where most votes overlap."""
    return _voted().map(_overlap)


def _overlap(consensus: Consensus) -> Overlap:
    found = consensus.spread.overlap
    assert found is not None  # noqa: S101 - there are votes
    return found


def locations() -> st.SearchStrategy[Location]:
    """Regions that methods found."""
    return ballots().map(lambda ballot: Location(ballot.interval, ballot.point))


def spreads() -> st.SearchStrategy[Spread]:
    """How far figures lie apart."""
    return consensuses().map(lambda consensus: consensus.spread)


def counts() -> st.SearchStrategy[Counts]:
    """How much evidence there is."""
    return spreads().map(lambda spread: spread.counts)


def voices() -> st.SearchStrategy[Voices]:
    """How many speak."""
    return counts().map(lambda counted: counted.affirmed_by)


def ranges() -> st.SearchStrategy[Range]:
    """Plausible ranges."""
    return consensuses().map(lambda consensus: consensus.plausible)


@st.composite
def exclusions(draw: st.DrawFn) -> Exclusion:
    """Claims that do not vote, of which one is retracted."""
    first, *others = draw(claim_sets())
    return pick(draw, reconcile([attrs.evolve(first, retracted=True), *others]).excluded)


@st.composite
def options(draw: st.DrawFn) -> Options:
    """Choices of a reconciliation."""
    return Options(
        modality=pick(draw, _MODALITIES),
        independence=pick(draw, _LEVELS_OF_INDEPENDENCE),
        lift_parts=not is_so(draw),
        profile=pick(draw, PROFILES),
        level=pick(draw, _LEVELS),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Hedge profiles that the library ships."""
    return profile_named(pick(draw, PROFILES))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """What profiles make of figures."""
    return draw(profiles()).read(draw(estimates()))
