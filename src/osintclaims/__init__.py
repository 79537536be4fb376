"""Reconcile hedged figures from open sources: who said what, how far the figures agree, and how far they spread.

Everything is loaded when it is first used: the package itself costs next to nothing, the model little, and what needs a
larger library waits until it is asked for.
"""

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from osintclaims.drafting import Draft, Drafts, claim, draft_claims
    from osintclaims.errors import (
        ExchangeError,
        InvalidValueError,
        MissingExtraError,
        OsintclaimsError,
        ReconciliationError,
        UnitError,
        UnknownIdError,
    )
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
        AnchorState,
        CorpusError,
        Problem,
        Proposal,
        Report,
        Texts,
        check_corpus,
        fingerprint,
        load_corpus,
        load_seed_corpus,
        reanchor,
        record_key,
        save_corpus,
        utterance_key,
    )
    from osintclaims.wording import EstimateParseError, Mention, Role, explain, find_estimates, parse_estimate

__all__ = [
    "PROSPECTIVE",
    "Anchor",
    "AnchorState",
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
    "Draft",
    "Drafts",
    "Estimate",
    "EstimateParseError",
    "ExchangeError",
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Hedge",
    "InvalidValueError",
    "Likelihood",
    "Link",
    "Measurand",
    "Mention",
    "MissingExtraError",
    "Modality",
    "OsintclaimsError",
    "Overview",
    "ProbabilityScale",
    "Problem",
    "Proposal",
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
    "draft_claims",
    "explain",
    "find_estimates",
    "fingerprint",
    "fit_spread_prior",
    "forecasts",
    "load_corpus",
    "load_seed_corpus",
    "parse_estimate",
    "reanchor",
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

#: Where each name lives, loaded on first use: NumPy and cattrs cost more than the whole model, and the model itself is
#: of no use to the projects in which Hypothesis or pytest look for our plugins at every start.
_HOMES: Final = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "ExchangeError",
                "InvalidValueError",
                "MissingExtraError",
                "OsintclaimsError",
                "ReconciliationError",
                "UnitError",
                "UnknownIdError",
            ),
            "osintclaims.errors",
        ),
        **dict.fromkeys(
            (
                "PROSPECTIVE",
                "Anchor",
                "Attribution",
                "Claim",
                "Confidence",
                "Corpus",
                "Credibility",
                "Denial",
                "DenialKind",
                "Document",
                "Estimate",
                "Grade",
                "Hedge",
                "Likelihood",
                "Link",
                "Measurand",
                "Modality",
                "ProbabilityScale",
                "Reliability",
                "Section",
                "Source",
                "SourceKind",
                "SpeechAct",
                "TimeKind",
                "When",
            ),
            "osintclaims.model",
        ),
        **dict.fromkeys(("Draft", "Drafts", "claim", "draft_claims"), "osintclaims.drafting"),
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
                "AnchorState",
                "CorpusError",
                "Problem",
                "Proposal",
                "Report",
                "Texts",
                "check_corpus",
                "fingerprint",
                "load_corpus",
                "load_seed_corpus",
                "reanchor",
                "record_key",
                "save_corpus",
                "utterance_key",
            ),
            "osintclaims.store",
        ),
        **dict.fromkeys(
            ("EstimateParseError", "Mention", "Role", "explain", "find_estimates", "parse_estimate"),
            "osintclaims.wording",
        ),
    }
)


def __getattr__(name: str) -> Any:
    """Load a name on first use, and keep it."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - costs 40 ms, and few ask

        return version("osintclaims")
    if name not in _HOMES:
        return _package(name)
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def _package(name: str) -> Any:
    """One of the public packages, which are there without an import of their own."""
    full = f"{__name__}.{name}"
    if not name.startswith("_"):
        try:
            return importlib.import_module(full)
        except ModuleNotFoundError as error:
            if error.name != full:
                raise
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
