"""Reconcile hedged figures from open sources: who said what, how far the figures agree, and how far they spread.

Everything is loaded when it is first used: the package itself costs next to nothing, the model little, and what needs a
larger library waits until it is asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from osintclaims.drafting import claim
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
        Link,
        Measurand,
        Modality,
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
        Spread,
        Status,
        Vote,
        reconcile,
        reconcile_all,
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
        save_corpus,
    )

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
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Hedge",
    "InvalidValueError",
    "Link",
    "Measurand",
    "Modality",
    "OsintclaimsError",
    "Overview",
    "Problem",
    "Range",
    "ReconciliationError",
    "Reliability",
    "Report",
    "Section",
    "Source",
    "SourceKind",
    "SpeechAct",
    "Spread",
    "SpreadPrior",
    "Status",
    "Texts",
    "TimeKind",
    "UnitError",
    "UnknownIdError",
    "Vote",
    "When",
    "check_corpus",
    "claim",
    "fingerprint",
    "load_corpus",
    "load_seed_corpus",
    "reconcile",
    "reconcile_all",
    "save_corpus",
]

#: Where each name lives, loaded on first use: NumPy and cattrs cost more than the whole model, and the model itself is
#: of no use to the projects in which Hypothesis or pytest look for our plugins at every start.
_HOMES: Final = {
    **dict.fromkeys(
        (
            "InvalidValueError",
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
            "Link",
            "Measurand",
            "Modality",
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
    "claim": "osintclaims.drafting",
    "SpreadPrior": "osintclaims.stats",
    **dict.fromkeys(
        (
            "Consensus",
            "Exclusion",
            "ExclusionReason",
            "Overview",
            "Range",
            "Spread",
            "Status",
            "Vote",
            "reconcile",
            "reconcile_all",
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
            "save_corpus",
        ),
        "osintclaims.store",
    ),
}

#: The public packages, which are there without an import of their own.
_PACKAGES: Final = frozenset({"drafting", "errors", "model", "reconciliation", "stats", "store", "testing", "units"})


def __getattr__(name: str) -> Any:
    """Load a name on first use, and keep it."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - costs 40 ms, and few ask

        return version("osintclaims")
    if name in _PACKAGES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
