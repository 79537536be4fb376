"""Strategies of what reading corpus folders gives, for `from_type`."""

import tempfile
from typing import Final

from hypothesis import strategies as st

from osintclaims.model import Anchor, Attribution, Claim, Corpus, Estimate, Measurand
from osintclaims.store import CorpusError, Passage, Problem, Proposal, Report, Texts, reanchor
from osintclaims.testing._bad import FAULTS
from osintclaims.testing._drawing import pick
from osintclaims.testing._others import anchors
from osintclaims.testing._words import name

__all__ = ["corpus_errors", "passages", "problems", "proposals", "reports", "texts"]

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


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Places in texts that are more or less like a quote."""
    text = name(draw)
    start = draw(st.integers(0, 10**6))
    return Passage(start, start + len(text), text, draw(st.sampled_from((1.0, 0.95, 0.75))))


def proposals() -> st.SearchStrategy[Proposal]:
    """What became of one anchor in a text of other words."""
    return st.builds(_proposal, anchors(), st.text("ab 0", max_size=80))


def _proposal(anchor: Anchor, text: str) -> Proposal:
    """The proposal for an anchor, as `reanchor` makes it."""
    about = Measurand.adhoc("Flights seen", "flight")
    attribution = Attribution.of(anchor.document.publisher)
    figure = Estimate.of(28, "flight")
    record = Claim(id="c1", measurand=about, estimate=figure, attribution=attribution, anchors=(anchor,))
    (proposal,) = reanchor(Corpus(claims=(record,)), {anchor.document.id: text})
    return proposal
