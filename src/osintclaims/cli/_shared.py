"""What several commands do alike: find the corpus, read a day."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osintclaims.cli._command import UnusableError

if TYPE_CHECKING:
    from osintclaims.model import Corpus, Estimate

__all__ = [
    "SCHEMA_VERSION",
    "STDIN",
    "add_known_on",
    "add_path",
    "corpus_of",
    "day",
    "estimate_object",
    "printed",
    "text_of",
]

#: Grows when a key of ``--json`` changes its meaning or goes.
SCHEMA_VERSION: Final = 1
#: Bytes of a text: a hundred times a long book, and still read within a minute or two.
_MOST: Final = 64 * 2**20
#: In the place of a file or a text: read standard input.
STDIN: Final = "-"


def add_path(parser: argparse.ArgumentParser) -> None:
    """The corpus folder, which may be left out."""
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="corpus folder (default: the seed corpus)")


def add_known_on(parser: argparse.ArgumentParser, what: str = "only what was known on this day") -> None:
    """The day of what was public.

    Args:
        parser: The parser of a command.
        what: What the day does there.
    """
    parser.add_argument("--known-on", type=day, metavar="DATE", help=what)


def corpus_of(path: Path | None) -> "Corpus":
    """The corpus of a folder, or the seed corpus.

    Raises:
        CorpusError: The folder holds no sound corpus.
    """
    from osintclaims.store import load_corpus, load_seed_corpus  # noqa: PLC0415 - cattrs costs 50 ms, help needs none

    return load_seed_corpus() if path is None else load_corpus(path)


def day(text: str) -> date:
    """A day from its text, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write for example 2024-10-20") from None


def printed(content: dict[str, Any]) -> str:
    """The JSON text of an object, in ASCII, so that it survives every pipe."""
    import json  # noqa: PLC0415 - help needs none of it

    return json.dumps({"schema_version": SCHEMA_VERSION, **content}, allow_nan=False, indent=2)


def text_of(file: Path | None) -> str:
    """The text of a file, or of standard input, with its line breaks as they are: places count its code points.

    Raises:
        UnusableError: It is not UTF-8, or too large.
        OSError: It cannot be read, or is no plain file: a pipe comes by standard input.
    """
    from osintclaims.store import read_plain_file  # noqa: PLC0415 - help needs none of it

    name = "standard input" if file is None else str(file)
    if file is None and sys.stdin is None:
        raise UnusableError("standard input is closed; give a file")
    content = sys.stdin.buffer.read(_MOST + 1) if file is None else read_plain_file(file, most=_MOST)
    if len(content) > _MOST:
        raise UnusableError(f"{name}: more than {_MOST // 2**20} MiB; give it in parts")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def estimate_object(estimate: "Estimate") -> dict[str, Any]:
    """An estimate as JSON has it: every field, and the words that print it."""
    return {
        "text": str(estimate),
        "unit": estimate.unit,
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "low_open": estimate.low_open,
        "high_open": estimate.high_open,
        "hedge": estimate.hedge.value,
        "vague": estimate.vague,
        "wording": estimate.wording,
    }
