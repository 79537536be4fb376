"""The data model: frozen values that cannot be built wrong.

Things (sources, documents, measurands) are held as objects; records (claims, denials) refer to one another by id.
"""

from osintclaims.model._attribution import Attribution, Link
from osintclaims.model._claim import Claim
from osintclaims.model._coherence import coherence
from osintclaims.model._corpus import Corpus
from osintclaims.model._denial import Denial
from osintclaims.model._digest import sha256
from osintclaims.model._document import Anchor, Document
from osintclaims.model._english import figure, noun, plural
from osintclaims.model._enums import (
    PROSPECTIVE,
    Confidence,
    DenialKind,
    Hedge,
    Modality,
    Section,
    SourceKind,
    SpeechAct,
    TimeKind,
)
from osintclaims.model._estimate import Estimate
from osintclaims.model._fields import all_must_be, must_be, must_be_day
from osintclaims.model._html import html_table
from osintclaims.model._integrity import Finding, did_you_mean, integrity
from osintclaims.model._interval import Interval
from osintclaims.model._known import aimed_at, known_by
from osintclaims.model._lattice import Lattice
from osintclaims.model._letters import foreign
from osintclaims.model._likelihood import Likelihood, ProbabilityScale
from osintclaims.model._lookalikes import look_alikes
from osintclaims.model._measurand import Measurand
from osintclaims.model._scales import Credibility, Grade, Reliability
from osintclaims.model._source import Independence, Source
from osintclaims.model._tabular import Table, Tabular
from osintclaims.model._when import When

__all__ = [
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
    "Finding",
    "Grade",
    "Hedge",
    "Independence",
    "Interval",
    "Lattice",
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
    "Table",
    "Tabular",
    "TimeKind",
    "When",
    "aimed_at",
    "all_must_be",
    "coherence",
    "did_you_mean",
    "figure",
    "foreign",
    "html_table",
    "integrity",
    "known_by",
    "look_alikes",
    "must_be",
    "must_be_day",
    "noun",
    "plural",
    "sha256",
]
