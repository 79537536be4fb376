"""Figures that look copied: a question to the coder, never an answer."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Claim, Corpus, Estimate, When, all_must_be, must_be
from osintclaims.reconciliation._page import quoted, said
from osintclaims.reconciliation._row import digits
from osintclaims.reconciliation._voice import statements, utterances
from osintclaims.units import compatible, factor

__all__ = ["SuspectCopy", "suspect_copies"]

#: Figures in which two claims agree once their units are the same: a change of unit rounds the last ones of a double.
_PRECISE: Final = 12


@attrs.frozen(kw_only=True)
class SuspectCopy:
    """Two claims of different origins with the same unusual figure, the later of which may be a copy of the earlier.

    Attributes:
        earlier: The claim that came first, of all with that figure.
        later: The claim that may be its copy.
    """

    earlier: Claim
    later: Claim

    def __str__(self) -> str:
        """The question, in a sentence."""
        about = [claim.measurand.id for claim in (self.later, self.earlier)]
        where = f" on {about[0]}" if about[0] == about[1] else f" (on {about[0]} and {about[1]})"
        return (
            f"{_named(self.later)}: is this the figure of {_named(self.earlier)}{where}? "
            "If it is, say so: by restates, or by the chain through which it came"
        )


@attrs.frozen
class _Seen:
    """A claim, and all that tells whether it can be the copy of another."""

    claim: Claim
    voice: str
    utterance: int
    time: When


def suspect_copies(corpus: Corpus | Iterable[Claim], *, figures: int = 3) -> tuple[SuspectCopy, ...]:
    """Unusual figures that somebody else gave before: the same number, hedge and kind of unit, at a later date.

    Who agrees by chance agrees on round figures. A figure is unusual if it has at least three significant figures that
    are not closing zeros: 10,900 or 1,257, but neither 11,000 nor 28. The measurands may differ, since a copied figure
    loses its meaning easily. Two organisations count as different origins, and so do two documents that name nobody;
    claims that `restates` links already are one utterance. Dates are those of the utterances, else of the documents; a
    pair that is not definitely in order is left out.

    After the copy detection of truth discovery, where shared *false* values betray a copier; for counts, shared unusual
    ones take their place. Nothing is merged: an independent count may well give the same figure.

    Args:
        corpus: A corpus, or claims that could stand in one.
        figures: How many significant figures make a number unusual.

    Returns:
        For each claim that may be a copy, the earliest claim it may be copied from; in order of the later claims' ids.

    Raises:
        ReconciliationError: `figures` is less than 1.

    Examples:
        >>> from osintclaims import Estimate, claim, suspect_copies
        >>> counted = [
        ...     claim(
        ...         "Troops sent",
        ...         Estimate.of(10_900, "soldiers"),
        ...         by="South Korea",
        ...         on="2024-10-29",
        ...         id="c1",
        ...     ),
        ...     claim(
        ...         "Troops sent",
        ...         Estimate.of(10_900, "soldiers"),
        ...         by="Ukraine",
        ...         on="2024-11-02",
        ...         id="c2",
        ...     ),
        ...     claim(
        ...         "Troops sent",
        ...         Estimate.of(11_000, "soldiers"),
        ...         by="Britain",
        ...         on="2024-11-05",
        ...         id="c3",
        ...     ),
        ... ]
        >>> [(found.earlier.id, found.later.id) for found in suspect_copies(counted)]
        [('c1', 'c2')]
    """
    must_be("figures", figures, int)
    if figures < 1:
        raise ReconciliationError(f"figures is {figures}; every number has at least 1 significant figure")
    claims = corpus.claims if isinstance(corpus, Corpus) else all_must_be("claims", corpus, Claim)
    alike: dict[tuple[object, ...], list[_Seen]] = defaultdict(list)
    units = _common_units(claims)
    for seen in _dated(claims):
        estimate = seen.claim.estimate
        if max((digits(number)[0] for number in _numbers(estimate) if number), default=0) >= figures:
            alike[_figure(estimate, units[estimate.unit])].append(seen)
    found = itertools.chain.from_iterable(_questions(group) for group in alike.values())
    return tuple(sorted(found, key=lambda pair: pair.later.id))


def _common_units(claims: Iterable[Claim]) -> Mapping[str, str]:
    """For each unit, the one in which figures of its kind are compared."""
    common: dict[str, str] = {}
    for unit in sorted({claim.estimate.unit for claim in claims}):
        common[unit] = next((other for other in common.values() if compatible(unit, other)), unit)
    return common


def _numbers(estimate: Estimate) -> list[float]:
    return [number for number in (estimate.low, estimate.best, estimate.high) if number is not None]


def _figure(estimate: Estimate, unit: str) -> tuple[object, ...]:
    """What two figures have in common if one is a copy of the other."""
    scale = factor(estimate.unit, unit)
    ends = (estimate.low, estimate.best, estimate.high)
    numbers = tuple(None if end is None else f"{end * scale:.{_PRECISE}g}" for end in ends)
    return (unit, estimate.hedge, estimate.low_open, estimate.high_open, *numbers)


def _dated(claims: Iterable[Claim]) -> Iterator[_Seen]:
    """Claims of which it is known when they were made, with their voices and utterances."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    for number, utterance in enumerate(utterances(ordered, ordered)):
        for statement in statements(utterance, "organisation", linked_by=utterance):
            for claim in statement.claims:
                time = _time(claim)
                if time is not None:
                    yield _Seen(claim, statement.voice, number, time)


def _time(claim: Claim) -> When | None:
    published = (document.published for document in claim.documents if document.published is not None)
    return claim.claimed_on or min(published, default=None)


def _questions(group: Iterable[_Seen]) -> Iterator[SuspectCopy]:
    """For each claim of the same figure, the first of another voice and utterance that is definitely earlier."""
    ordered = sorted(group, key=lambda seen: (seen.time.latest or date.max, seen.claim.id))
    first: dict[tuple[str, int], _Seen] = {}
    for seen in ordered:
        candidates = (
            earlier
            for earlier in first.values()
            if earlier.voice != seen.voice
            and earlier.utterance != seen.utterance
            and earlier.time.definitely_before(seen.time)
        )
        earliest = next(candidates, None)
        if earliest is not None:
            yield SuspectCopy(earlier=earliest.claim, later=seen.claim)
        first.setdefault((seen.voice, seen.utterance), seen)


def _named(claim: Claim) -> str:
    return f"{quoted(claim)} - {said(claim)} [{claim.id}]"
