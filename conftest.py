"""Examples in the README, the docs and the docstrings are tests; Hypothesis runs without chance in CI."""

import contextlib
import io
import os
import shlex
import signal
import tempfile
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.myst import CodeBlockParser, DocTestDirectiveParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection
from sybil.typing import Parser

from osintclaims.cli import main
from osintclaims.cli._main import make_parser

_FLAGS = ELLIPSIS

# Who starts the tests in the background of a shell has them ignore Ctrl-C, and so does every program that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def _console_sessions(document: Document) -> list[Region]:
    """Sessions in blocks marked ``pycon``, which Sybil does not read by itself."""
    sessions = DocTestStringParser(DocTestEvaluator(_FLAGS))
    found: list[Region] = []
    for block in CodeBlockParser(language="pycon", evaluator=DocTestEvaluator(_FLAGS))(document):
        for example in sessions(block.parsed, document.path):
            example.adjust(block, block.parsed)
            found.append(example)
    return found


def _files(document: Document) -> Iterator[Region]:
    """TOML blocks with a caption are files of what a page calls ``folder``: what is shown is what is read."""
    for block in CodeBlockParser(language="toml", evaluator=_write)(document):
        if "caption" in (block.lexemes.get("options") or {}):
            yield block


def _write(example: Example) -> None:
    folder = example.namespace.setdefault("folder", Path(tempfile.mkdtemp(prefix="corpus-")))
    path = folder / example.region.lexemes["options"]["caption"]
    path.parent.mkdir(exist_ok=True)
    path.write_text(example.parsed, encoding="utf-8")


def _command_lines(example: Example) -> str:
    """Each line of ours after a ``$`` runs and prints what stands below it; without that, its options have to exist."""
    complaints: list[str] = []
    for shown in example.parsed.split("$ ")[1:]:
        line, _, expected = shown.partition("\n")
        words = shlex.split(line, comments=True)
        if words[:1] != ["osintclaims"]:
            continue
        end = next((place for place, word in enumerate(words) if word in {"|", ">"}), len(words))
        given, more = words[1:end], words[end:]
        if not expected.strip():
            make_parser().parse_args(given)
            continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            main(given)
        printed = out.getvalue()
        if more[:2] == ["|", "head"]:
            printed = "".join(printed.splitlines(keepends=True)[: -int(more[2])])
        if not OutputChecker().check_output(expected, printed, _FLAGS):
            complaints.append(f"$ {line}\nexpected:\n{expected}\nprinted:\n{printed}")
    return "\n".join(complaints)


class _Docstrings(PythonDocStringDocument):
    """Docstrings without the names of their module, so that every example starts with its imports and can be pasted."""

    def __init__(self, text: str, path: str) -> None:
        Document.__init__(self, text, path)


_MARKDOWN: list[Parser] = [
    _console_sessions,
    _files,
    CodeBlockParser(language="console", evaluator=_command_lines),
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
