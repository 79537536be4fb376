"""Strategies of drafts and of what goes to and comes from other programs, for `from_type`."""

from typing import Final

from hypothesis import strategies as st

from osintclaims.drafting import Draft, Drafts, draft_claims
from osintclaims.interop import MAPPINGS, Mapping, Rating, RowProblem, Table, TableReading, TableReport, table
from osintclaims.store import RecordReader
from osintclaims.testing._corpora import corpora
from osintclaims.testing._drawing import pick
from osintclaims.testing._phrases import hedged_phrases
from osintclaims.testing._words import name

__all__ = [
    "all_drafts",
    "drafts",
    "mappings",
    "ratings",
    "record_readers",
    "row_problems",
    "table_readings",
    "table_reports",
    "tables",
]

_ROWS: Final = st.integers(1, 10**6)
_SHIPPED: Final = tuple(mapping for listed in MAPPINGS.values() for mapping in listed)
_STARS: Final = st.integers(1, 5)


def all_drafts() -> st.SearchStrategy[Drafts]:
    """Drafts of articles of a sentence or two."""
    sentences = st.lists(hedged_phrases(), min_size=1, max_size=2)
    return sentences.map(
        lambda phrases: draft_claims(" ".join(f"They counted {text}." for text, _ in phrases), document="a")
    )


def drafts() -> st.SearchStrategy[Draft]:
    """Drafts of single claims."""
    return all_drafts().map(lambda found: found[0])


def mappings() -> st.SearchStrategy[Mapping]:
    """Mappings of tables: the shipped ones."""
    return st.sampled_from(_SHIPPED)


@st.composite
def row_problems(draw: st.DrawFn) -> RowProblem:
    """Figures that were not taken from a table."""
    return RowProblem(draw(_ROWS), "low", "4", name(draw), name(draw), "E102")


def table_reports() -> st.SearchStrategy[TableReport]:
    """What was taken from tables, and what was not."""
    found = st.lists(row_problems(), max_size=3).map(tuple)
    return st.builds(TableReport, problems=found, rows=_ROWS, claims=_ROWS)


def table_readings() -> st.SearchStrategy[TableReading]:
    """Corpora read from tables, with reports."""
    return st.builds(TableReading, corpora(), table_reports())


def tables() -> st.SearchStrategy[Table]:
    """Tables of corpora."""
    return corpora().map(table)


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    """Verdicts of fact-checkers on a scale of five."""
    return Rating(value=draw(_STARS), worst=1, best=5, name=pick(draw, ("False", "Half true", "True")))


def record_readers() -> st.SearchStrategy[RecordReader]:
    """Readers that have read nothing yet."""
    return st.builds(RecordReader)
