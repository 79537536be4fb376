"""Reconcile hedged figures from open sources: who said what, how far the figures agree, and how far they spread.

The model is loaded with the package. Everything that needs a larger library is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

from osintclaims.errors import InvalidValueError, OsintclaimsError, ReconciliationError, UnitError, UnknownIdError
from osintclaims.model import (
    PROSPECTIVE,
    Anchor,
    Attribution,
    Claim,
    Confidence,
    Corpus,
    Credibility,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Grade,
    Hedge,
    Likelihood,
    Link,
    Measurand,
    Modality,
    ProbabilityScale,
    Reliability,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    TimeKind,
    When,
)

if TYPE_CHECKING:
    from osintclaims.drafting import claim
    from osintclaims.reconciliation import (
        Consensus,
        Exclusion,
        ExclusionReason,
        Overview,
        Range,
        Sensitivity,
        Spread,
        Status,
        SuspectCopy,
        Timeline,
        Vote,
        calibrate,
        fit_spread_prior,
        forecasts,
        reconcile,
        reconcile_all,
        reconcile_arrays,
        sensitivity,
        suspect_copies,
        timeline,
    )
    from osintclaims.stats import SpreadPrior
    from osintclaims.store import (
        CorpusError,
        Problem,
        Report,
        Texts,
        check_corpus,
        fingerprint,
        load_corpus,
        load_seed_corpus,
        record_key,
        save_corpus,
        utterance_key,
    )
    from osintclaims.wording import EstimateParseError, Mention, Role, explain, find_estimates, parse_estimate

__all__ = [
    "PROSPECTIVE",
    "Anchor",
    "Attribution",
    "Claim",
    "Confidence",
    "Consensus",
    "Corpus",
    "CorpusError",
    "Credibility",
    "Denial",
    "DenialKind",
    "Document",
    "Estimate",
    "EstimateParseError",
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Hedge",
    "InvalidValueError",
    "Likelihood",
    "Link",
    "Measurand",
    "Mention",
    "Modality",
    "OsintclaimsError",
    "Overview",
    "ProbabilityScale",
    "Problem",
    "Range",
    "ReconciliationError",
    "Reliability",
    "Report",
    "Role",
    "Section",
    "Sensitivity",
    "Source",
    "SourceKind",
    "SpeechAct",
    "Spread",
    "SpreadPrior",
    "Status",
    "SuspectCopy",
    "Texts",
    "TimeKind",
    "Timeline",
    "UnitError",
    "UnknownIdError",
    "Vote",
    "When",
    "calibrate",
    "check_corpus",
    "claim",
    "explain",
    "find_estimates",
    "fingerprint",
    "fit_spread_prior",
    "forecasts",
    "load_corpus",
    "load_seed_corpus",
    "parse_estimate",
    "reconcile",
    "reconcile_all",
    "reconcile_arrays",
    "record_key",
    "save_corpus",
    "sensitivity",
    "suspect_copies",
    "timeline",
    "utterance_key",
]

#: Where the names live that are loaded on first use: NumPy and cattrs cost more than the whole model.
_HOMES: Final = {
    "claim": "osintclaims.drafting",
    "SpreadPrior": "osintclaims.stats",
    **dict.fromkeys(
        (
            "Consensus",
            "Exclusion",
            "ExclusionReason",
            "Overview",
            "Range",
            "Sensitivity",
            "Spread",
            "Status",
            "Timeline",
            "SuspectCopy",
            "Vote",
            "calibrate",
            "fit_spread_prior",
            "forecasts",
            "reconcile",
            "reconcile_all",
            "reconcile_arrays",
            "sensitivity",
            "timeline",
            "suspect_copies",
        ),
        "osintclaims.reconciliation",
    ),
    **dict.fromkeys(
        (
            "CorpusError",
            "Problem",
            "Report",
            "Texts",
            "check_corpus",
            "fingerprint",
            "load_corpus",
            "load_seed_corpus",
            "record_key",
            "save_corpus",
            "utterance_key",
        ),
        "osintclaims.store",
    ),
    **dict.fromkeys(
        ("EstimateParseError", "Mention", "Role", "explain", "find_estimates", "parse_estimate"), "osintclaims.wording"
    ),
}


def __getattr__(name: str) -> Any:
    """Load a name on first use, and keep it."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - costs 40 ms, and few ask

        return version("osintclaims")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
