"""The same question asked a little differently, one factor at a time."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, get_args

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import DenialKind, Independence
from osintclaims.reconciliation._answer import Tally, tally
from osintclaims.reconciliation._methods import METHODS
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._question import Question
from osintclaims.reconciliation._results import Vote
from osintclaims.reconciliation._shipped import PROFILES
from osintclaims.reconciliation._weights import weigh

__all__ = ["Factor", "Variant", "variants"]


class Factor(StrEnum):
    """What is changed, one at a time."""

    METHOD = "method"
    PROFILE = "profile"
    ORIGIN = "origin"
    PARTY = "party"
    INDEPENDENCE = "independence"
    ONE_SIDED = "one_sided"
    DENIALS = "denials"
    PARTS = "parts"
    WEIGHTS = "weights"


@attrs.frozen
class Variant:
    """One change, and the votes under it.

    Attributes:
        factor: What is changed.
        label: The change, in words.
        counted: The votes and choices under it; or the message of the error that they end in.
    """

    factor: Factor
    label: str
    counted: Tally | str


def variants(asked: Question, counted: Tally) -> Iterator[Variant]:
    """Every single change that applies.

    Args:
        asked: The question.
        counted: Its votes, as it was answered.

    Yields:
        The changes, by factor.
    """
    yield from _by_options(asked, counted.options)
    votes = counted.votes
    for vote in votes:
        yield _among(counted, Factor.ORIGIN, f"without {vote.name}", _is_not(vote))
    for party in sorted({party for vote in votes if (party := _party(vote))}):
        members = [vote for vote in votes if _party(vote) == party]
        if len(members) > 1:  # a party of one is that origin left out
            label = f"without {party} ({', '.join(vote.name for vote in members)})"
            yield _among(counted, Factor.PARTY, label, _is_no_member(party))
    if any(vote.is_one_sided for vote in votes):
        label = "without one-sided figures"
        yield _among(counted, Factor.ONE_SIDED, label, lambda one: not one.is_one_sided)
    zeros = _zeros(counted)
    if zeros:
        label = f"flat denials as zero ({', '.join(vote.name for vote in zeros)})"
        yield Variant(Factor.DENIALS, label, _with_votes(counted, (*zeros, *votes)))


def _by_options(asked: Question, options: Options) -> Iterator[Variant]:
    """Changes of a choice."""
    changes: list[tuple[Factor, str, dict[str, Any]]] = [
        *((Factor.METHOD, f"method {name}", {"method": method}) for name, method in METHODS.items()),
        *((Factor.PROFILE, f"profile {name}", {"profile": name}) for name in PROFILES),
        *((Factor.INDEPENDENCE, f"one vote for each {one}", {"independence": one}) for one in get_args(Independence)),
        (Factor.WEIGHTS, "equal weights", {"weights": "equal"}),
    ]
    if any(claim.measurand.id != asked.measurand.id for claim in asked.claims):
        changes.append((Factor.PARTS, "parts not lifted", {"lift_parts": False}))
    for factor, label, change in changes:
        changed = attrs.evolve(options, **change)
        if changed != options:
            yield _changed(asked, factor, label, changed)


def _changed(asked: Question, factor: Factor, label: str, options: Options) -> Variant:
    try:
        return Variant(factor, label, tally(asked, options))
    except ReconciliationError as error:
        return Variant(factor, label, str(error))


def _among(counted: Tally, factor: Factor, label: str, keep: Callable[[Vote], bool]) -> Variant:
    """Only some of the votes, weighed anew."""
    return Variant(factor, label, _with_votes(counted, [vote for vote in counted.votes if keep(vote)]))


def _with_votes(counted: Tally, votes: Sequence[Vote]) -> Tally | str:
    try:
        weighed = weigh(votes, counted.options.weights, counted.options.party_correlation)
    except ReconciliationError as error:
        return str(error)
    return attrs.evolve(counted, votes=weighed)


def _is_not(vote: Vote) -> Callable[[Vote], bool]:
    return lambda one: one is not vote


def _is_no_member(party: str) -> Callable[[Vote], bool]:
    return lambda one: _party(one) != party


def _party(vote: Vote) -> str | None:
    """Party of a named origin; None where there is none."""
    return vote.origin.organisation.party if vote.is_named else None


def _zeros(counted: Tally) -> tuple[Vote, ...]:
    """A vote of exactly zero for each voice that flatly denies and gives no figure."""
    voting = {vote.voice for vote in counted.votes}
    level = counted.options.independence
    found: dict[str, Vote] = {}
    for denial in counted.denials:
        voice = denial.party.voice(level)
        if denial.kind is DenialKind.FLAT_DENIAL and voice not in voting:
            origin = denial.party if level == "source" else denial.party.organisation
            name = origin.party if level == "party" and origin.party else origin.name
            found[voice] = Vote(
                voice=voice,
                name=name,
                origin=origin,
                claims=(),
                low=0.0,
                high=0.0,
                low_open=False,
                high_open=False,
                point=0.0,
            )
    return tuple(found[voice] for voice in sorted(found))
