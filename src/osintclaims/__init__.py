"""Reconcile hedged figures from open sources: who said what, how far the figures agree, and how far they spread.

The model is loaded with the package. Everything that needs a larger library is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

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
    tables_by,
)

if TYPE_CHECKING:
    from osintclaims.drafting import claim
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
    "ExchangeError",
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Hedge",
    "InvalidValueError",
    "Link",
    "Measurand",
    "MissingExtraError",
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

tables_by(lambda content: importlib.import_module("osintclaims.interop").table(content))


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
