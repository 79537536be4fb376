"""What several commands do alike: find the corpus, read a day."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from osintclaims.model import Corpus

__all__ = ["SCHEMA_VERSION", "add_path", "corpus_of", "day", "printed"]

#: Grows when a key of ``--json`` changes its meaning or goes.
SCHEMA_VERSION: Final = 1


def add_path(parser: argparse.ArgumentParser) -> None:
    """The corpus folder, which may be left out."""
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="corpus folder (default: the seed corpus)")


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
