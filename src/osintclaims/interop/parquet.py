"""Parquet, for notebooks and query engines: the columns of the CSV, with types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from osintclaims.interop._arrow import read_file, rows_of_arrow, write_parquet
from osintclaims.interop._rows_in import corpus_of
from osintclaims.interop._table import Content, file_table
from osintclaims.interop.csv import LOST as _LOST
from osintclaims.interop.csv import PARTLY as _PARTLY
from osintclaims.model import Corpus, must_be

__all__ = ["dump", "load"]

EXTENSION: Final = ".parquet"
EXTRA: Final = "arrow"
#: As for CSV.
LOST: Final[Mapping[str, str]] = _LOST
#: As for CSV.
PARTLY: Final[Mapping[str, str]] = _PARTLY


def dump(content: Content, path: Path) -> None:
    """Write a corpus or results as a Parquet file.

    Args:
        content: The corpus or results.
        path: The file.

    Raises:
        MissingExtraError: Neither arro3 nor pyarrow is installed.
        ExchangeError: A whole number is too large for floating-point numbers.
    """
    must_be("path", path, Path)
    write_parquet(file_table(content).to_arrow(), path)


def load(path: Path) -> Corpus:
    """The corpus of a Parquet file that `dump` wrote.

    Args:
        path: The file.

    Raises:
        MissingExtraError: Neither arro3 nor pyarrow is installed.
        TableError: With everything that is wrong with it.
    """
    must_be("path", path, Path)
    _, rows = rows_of_arrow(read_file(path, "parquet"))
    return corpus_of(rows)
