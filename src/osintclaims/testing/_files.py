"""Strategies of what reading corpus folders gives, for `from_type`."""

import tempfile
from typing import Final

from hypothesis import strategies as st

from osintclaims.store import CorpusError, Problem, Report, Texts
from osintclaims.testing._bad import FAULTS
from osintclaims.testing._drawing import pick
from osintclaims.testing._words import name

__all__ = ["corpus_errors", "problems", "reports", "texts"]

_PLACES: Final = st.integers(1, 10**6)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Errors at places of files."""
    code, added = pick(draw, FAULTS)
    file = min(added)
    return Problem(file, draw(_PLACES), draw(_PLACES), "claim[0].estimate", code, "error", name(draw), name(draw))


def corpus_errors() -> st.SearchStrategy[CorpusError]:
    """Errors of corpora that cannot be loaded."""
    return st.lists(problems(), min_size=1, max_size=3).map(lambda found: CorpusError(tuple(sorted(found, key=str))))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports on corpora, with errors or none."""
    found = draw(st.lists(problems(), max_size=3))
    return Report(problems=tuple(sorted(found, key=str)), files=5, claims=draw(_PLACES))


def texts() -> st.SearchStrategy[Texts]:
    """Folders of texts: with none in them, for what is written would stay behind."""
    return st.builds(_no_texts)


def _no_texts() -> Texts:
    with tempfile.TemporaryDirectory() as folder:
        return Texts(folder)
