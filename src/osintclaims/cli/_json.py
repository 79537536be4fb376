"""Results as plain objects for ``--json``: the keys are the fields of the library's classes."""

import math
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from osintclaims.model import Corpus, Interval
    from osintclaims.reconciliation import Consensus, Options, Range, Spread, Vote

__all__ = ["consensus_object", "corpus_object"]


def corpus_object(corpus: "Corpus") -> dict[str, Any]:
    """Which corpus it was, with its fingerprint and how much is in it."""
    from osintclaims.store import fingerprint  # noqa: PLC0415 - help needs none of it

    return {
        "title": corpus.title,
        "licence": corpus.licence,
        "fingerprint": fingerprint(corpus),
        "claims": len(corpus.claims),
        "denials": len(corpus.denials),
        "measurands": len(corpus.measurands),
        "sources": len(corpus.sources),
        "documents": len(corpus.documents),
    }


def consensus_object(consensus: "Consensus") -> dict[str, Any]:
    """A result: numbers, and everything they rest on by id. What is unknown or not bounded is null."""
    measurand = consensus.measurand
    return {
        "measurand": {"id": measurand.id, "label": measurand.label},
        "unit": consensus.unit,
        "status": consensus.status.value,
        "summary": consensus.summary(),
        "low": consensus.low,
        "best": consensus.best,
        "high": consensus.high,
        "low_open": consensus.low_open,
        "high_open": consensus.high_open,
        "contested": consensus.is_contested,
        "plausible": _range(consensus.plausible),
        "plausible_two_sided": None if consensus.plausible_two_sided is None else _range(consensus.plausible_two_sided),
        "spread": _spread(consensus.spread),
        "votes": [_vote(vote) for vote in consensus.votes],
        "excluded": [
            {"claim": one.claim.id, "reason": one.reason.value, "detail": one.detail} for one in consensus.excluded
        ],
        "denials": [
            {
                "id": denial.id,
                "kind": denial.kind.value,
                "is_denial": denial.kind.is_denial,
                "party": denial.party.id,
                "organisation": denial.party.organisation.id,
            }
            for denial in consensus.denials
        ],
        "affirmed_by": [claim.id for claim in consensus.affirmed_by],
        "method": consensus.method,
        "method_note": consensus.method_note,
        "equal_weights": None if consensus.equal_weights is None else consensus_object(consensus.equal_weights),
        "options": _options(consensus.options),
        "version": consensus.version,
    }


def _range(wide: "Range") -> dict[str, Any]:
    return {
        "low": wide.low,
        "high": wide.high,
        "level": wide.level,
        "identified": wide.identified,
        "calibration": wide.calibration,
    }


def _vote(vote: "Vote") -> dict[str, Any]:
    return {
        "voice": vote.voice,
        "name": vote.name,
        "is_named": vote.is_named,
        "origin": vote.origin.id,
        "claims": [claim.id for claim in vote.claims],
        **_interval(vote.interval),
        "point": vote.point,
        "weight": vote.weight,
        "notes": list(vote.notes),
    }


def _interval(interval: "Interval") -> dict[str, Any]:
    return {
        "low": _bounded(interval.low),
        "high": _bounded(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def _bounded(value: float) -> float | None:
    """JSON has no infinity."""
    return value if math.isfinite(value) else None


def _spread(spread: "Spread") -> dict[str, Any]:
    counts = spread.counts
    return {
        "envelope": None if spread.envelope is None else _interval(spread.envelope),
        "claims_envelope": None if spread.claims_envelope is None else _interval(spread.claims_envelope),
        "two_sided_envelope": None if spread.two_sided_envelope is None else _interval(spread.two_sided_envelope),
        "between_origins": spread.between_origins,
        "raw_between_origins": spread.raw_between_origins,
        "fold": spread.fold,
        "camps": [
            {
                "low": _bounded(camp.low),
                "high": _bounded(camp.high),
                "weight": camp.weight,
                "votes": [vote.voice for vote in camp.votes],
            }
            for camp in spread.camps
        ],
        "counts": {
            "claims": counts.claims,
            "votes": counts.votes,
            "origins": counts.origins,
            "two_sided": counts.two_sided,
            "excluded": counts.excluded,
            "denials": counts.denials,
            "non_confirmations": counts.non_confirmations,
            "affirmations": counts.affirmations,
        },
    }


def _options(options: "Options") -> dict[str, Any]:
    return {
        "known_on": None if options.known_on is None else options.known_on.isoformat(),
        "as_of": None if options.as_of is None else options.as_of.isoformat(),
        "max_age_days": None if options.max_age is None else options.max_age.days,
        "modality": sorted(options.modality),
        "independence": options.independence,
        "lift_parts": options.lift_parts,
        "profile": options.profile.name,
        "weights": options.weights
        if options.weights == "equal"
        else [{"grade": grade and grade.value, "weight": weight} for grade, weight in options.weights],
        "party_correlation": options.party_correlation,
        "carry_forward": options.carry_forward,
        "level": options.level,
        "prior": attrs.asdict(options.prior),
    }
