"""Findings about the world in a corpus: odd, worth a look, and no fault of the file."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from osintclaims.model._claim import Claim
from osintclaims.model._enums import Hedge, Modality
from osintclaims.model._fields import all_must_be
from osintclaims.model._integrity import Finding
from osintclaims.model._interval import Interval
from osintclaims.model._lattice import Lattice
from osintclaims.model._measurand import Measurand
from osintclaims.model._scales import Credibility
from osintclaims.units import factor

__all__ = ["coherence"]


def coherence(claims: Iterable[Claim], measurands: Iterable[Measurand] = ()) -> tuple[Finding, ...]:
    """What does not fit together in claims, as warnings that never stop a load.

    W301: credibility 1 ("confirmed by other sources") without a second named organisation about the same measurand.
    W302: a likelihood and a confidence in one statement (ICD 203 asks not to combine them).
    W303: an observed part that exceeds its whole at times that may overlap; what was superseded by name is left aside.
    W305: a headline or copy that drops the hedge of the claim it restates.

    Args:
        claims: The claims, with references that resolve.
        measurands: Measurands beside those that the claims hold.
    """
    by_id = {claim.id: claim for claim in all_must_be("claims", claims, Claim)}
    by_measurand: dict[str, list[Claim]] = defaultdict(list)
    for claim in by_id.values():
        by_measurand[claim.measurand.id].append(claim)
    found: list[Finding] = []
    for claim in by_id.values():
        found.extend(_single(claim, by_id, by_measurand))
    found.extend(_parts_over_wholes(by_measurand, measurands))
    return tuple(found)


def _single(claim: Claim, by_id: Mapping[str, Claim], by_measurand: Mapping[str, list[Claim]]) -> Iterator[Finding]:
    if claim.credibility is Credibility.CONFIRMED:
        voices = {
            other.origin.organisation.id
            for other in by_measurand[claim.measurand.id]
            if not other.origin.is_unattributed
        }
        if len(voices) < 2:
            yield Finding(
                kind="claim",
                id=claim.id,
                field="credibility",
                code="W301",
                message=f"credibility 1 means confirmed by other sources; this corpus has only {claim.origin.id}",
                hint="grade it 2, or add the claim that confirms it",
            )
    if claim.likelihood is not None and claim.confidence is not None:
        yield Finding(
            kind="claim",
            id=claim.id,
            field="likelihood",
            code="W302",
            message="ICD 203: do not combine a confidence level and a likelihood in one statement",
        )
    original = by_id.get(claim.restates or "")
    if original is not None and claim.estimate.hedge is Hedge.BARE and original.estimate.hedge is not Hedge.BARE:
        yield Finding(
            kind="claim",
            id=claim.id,
            field="estimate",
            code="W305",
            message=f'{claim.id} restates {original.id} without its hedge ("{original.estimate}")',
        )


def _literal(claim: Claim) -> Interval:
    """What a claim states at the least and at the most, in its measurand's unit; a lone best value counts as both."""
    estimate, scale = claim.estimate, factor(claim.estimate.unit, claim.measurand.unit)
    if estimate.best is not None and estimate.low is None and estimate.high is None:
        return Interval(estimate.best, estimate.best).scaled(scale)
    return estimate.interval.scaled(scale)


def _parts_over_wholes(by_measurand: Mapping[str, list[Claim]], measurands: Iterable[Measurand]) -> Iterator[Finding]:
    known = {claims[0].measurand.id: claims[0].measurand for claims in by_measurand.values()}
    lattice = Lattice((*all_must_be("measurands", measurands, Measurand), *known.values()))
    replaced = {id_ for claims in by_measurand.values() for claim in claims for id_ in claim.supersedes}
    for part in known.values():
        parts = sorted(_observed(by_measurand[part.id], replaced), key=lambda entry: -entry[1].low)
        for whole in lattice.above(part):
            wholes = sorted(
                _observed(by_measurand.get(whole.id, []), replaced),
                key=lambda entry: (entry[1].high, not entry[1].high_open),
            )
            scale = factor(part.unit, whole.unit)
            pair = next(
                (
                    (small, large)
                    for small, inner in parts
                    for large, _ in itertools.takewhile(_exceeded_by(inner.scaled(scale)), wholes)
                    if _may_overlap(small, large)
                ),
                None,
            )
            if pair is not None:
                small, large = pair
                yield Finding(
                    kind="claim",
                    id=small.id,
                    field="estimate",
                    code="W303",
                    message=f"{small.id} ({small.estimate}; {part.id}) exceeds its whole, "
                    f"{large.id} ({large.estimate}; {whole.id})",
                    hint="one of them is about something else, or later, or wrong",
                )


def _exceeded_by(part: Interval) -> Callable[[tuple[Claim, Interval]], bool]:
    """Whether all that a part can be is more than all that a whole can be."""

    def exceeded(whole: tuple[Claim, Interval]) -> bool:
        high, high_open = whole[1].high, whole[1].high_open
        return part.low > high or (part.low == high and (part.low_open or high_open))

    return exceeded


def _observed(claims: Iterable[Claim], replaced: Container[str]) -> list[tuple[Claim, Interval]]:
    """Observed figures that stand: neither taken back nor replaced by name."""
    standing = (claim for claim in claims if not claim.retracted and claim.id not in replaced)
    return [(claim, _literal(claim)) for claim in standing if claim.modality is Modality.OBSERVED]


def _may_overlap(one: Claim, other: Claim) -> bool:
    return one.as_of is None or other.as_of is None or one.as_of.overlaps(other.as_of)
