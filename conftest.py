"""Examples in the README, the docs and the docstrings are tests; Hypothesis runs without chance in CI."""

import os
from doctest import ELLIPSIS
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from sybil import Document, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.myst import CodeBlockParser, DocTestDirectiveParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection
from sybil.typing import Parser

_FLAGS = ELLIPSIS


def _console_sessions(document: Document) -> list[Region]:
    """Sessions in blocks marked ``pycon``, which Sybil does not read by itself."""
    sessions = DocTestStringParser(DocTestEvaluator(_FLAGS))
    found: list[Region] = []
    for block in CodeBlockParser(language="pycon", evaluator=DocTestEvaluator(_FLAGS))(document):
        for example in sessions(block.parsed, document.path):
            example.adjust(block, block.parsed)
            found.append(example)
    return found


class _Docstrings(PythonDocStringDocument):
    """Docstrings without the names of their module, so that every example starts with its imports and can be pasted."""

    def __init__(self, text: str, path: str) -> None:
        Document.__init__(self, text, path)


_MARKDOWN: list[Parser] = [
    _console_sessions,
    PythonCodeBlockParser(doctest_optionflags=_FLAGS),
    DocTestDirectiveParser(optionflags=_FLAGS),
    SkipParser(),
]
# A pattern is matched from the right, so that each of these is bound to its folder by `path`.
_readme = Sybil(name="readme", parsers=_MARKDOWN, patterns=["README.md"])
_pages = Sybil(name="pages", parsers=_MARKDOWN, path="docs", patterns=["*.md"])
_docstrings = Sybil(
    name="docstrings",
    parsers=[DocTestParser(optionflags=_FLAGS)],
    path="src",
    patterns=["*.py"],
    document_types={".py": _Docstrings},
)

pytest_collect_file = SybilCollection([_readme, _pages, _docstrings]).pytest()


os.environ.setdefault("MPLBACKEND", "Agg")  # pictures are drawn in memory, also where there is a screen

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# For mutation testing: thousands of runs, each of which ends soon and in the same way. No failure is made smaller.
settings.register_profile(
    "few",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("long", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's top folder."""
    return Path(__file__).resolve().parent
