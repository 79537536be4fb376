"""Corpora and results as tables: Arrow, dataframes, rows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, TypeAlias

import attrs

from osintclaims.errors import ExchangeError
from osintclaims.interop._arrow import arrow_table
from osintclaims.interop._columns import COLUMNS, Column, Row, other_rows, rows
from osintclaims.interop._dataframes import dataframe
from osintclaims.interop._results import RESULT_COLUMNS, result_rows
from osintclaims.model import Corpus
from osintclaims.reconciliation import Consensus, Overview

__all__ = ["Content", "Table", "file_table", "table"]

#: What can be a table.
Content: TypeAlias = Corpus | Consensus | Overview
#: The largest whole number below which doubles hold every other one.
_EXACT: Final = 2**53


@attrs.frozen(unsafe_hash=False)
class Table:
    """A corpus or results as a table: hand it to pandas, polars, DuckDB or pyarrow as it is.

    It has the Arrow PyCapsule interface, so that ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and a query on
    it in DuckDB work without a copy on disk.

    Attributes:
        columns: Kind and cells of each column, by its name.

    Examples:
        >>> from osintclaims import load_seed_corpus
        >>> from osintclaims.interop import table
        >>> made = table(load_seed_corpus())
        >>> made.columns["best"][0], len(made) > 50
        ('number', True)
    """

    columns: Mapping[str, tuple[str, Sequence[Any]]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))[1])

    @property
    def rows(self) -> Iterable[Row]:
        """The rows, each a dict."""
        names = tuple(self.columns)
        cells = (cells for _, cells in self.columns.values())
        return (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))

    def to_arrow(self) -> Any:
        """The table as one of arro3, or of pyarrow where arro3 is not installed.

        Raises:
            MissingExtraError: Neither is installed.
            ExchangeError: A whole number is too large for the floating-point numbers of such tables.
        """
        self._check_exact()
        return arrow_table(self.columns)

    def _check_exact(self) -> None:
        """Refuse whole numbers that would be rounded."""
        for name, (kind, cells) in self.columns.items():
            for cell in cells if kind == "number" else ():
                if cell is not None and abs(cell) > _EXACT and float(cell) != cell:
                    raise ExchangeError(f"{name} {cell} would be rounded in a dataframe; JSON and CSV keep it")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_dataframe(self, backend: str | None = None) -> Any:
        """The table as a dataframe.

        Args:
            backend: ``pandas``, ``polars``, ``pyarrow`` or ``arro3``; by default the first of them that is installed.

        Raises:
            ExchangeError: Another backend is asked for.
            MissingExtraError: It is not installed.
        """
        self._check_exact()
        return dataframe(self.columns, backend)


def table(content: Content) -> Table:
    """A corpus, a consensus or an overview as a table.

    Args:
        content: A corpus gives one row for each claim and denial, results give one row each.

    Raises:
        ExchangeError: It is something else.
    """
    if isinstance(content, Corpus):
        return _table(COLUMNS, rows(content))
    if isinstance(content, Consensus | Overview):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        return _table(RESULT_COLUMNS, result_rows((content,) if isinstance(content, Consensus) else content))
    raise ExchangeError(f"{type(content).__name__} is no corpus, consensus or overview")


def file_table(content: Content) -> Table:
    """The same for a file that is read back: a corpus gives rows for measurands that no claim is about, too."""
    if isinstance(content, Corpus):
        return _table(COLUMNS, chain(rows(content), other_rows(content)))
    return table(content)


def _table(columns: Sequence[Column], listed: Iterable[Row]) -> Table:
    listed = list(listed)
    return Table({column.name: (column.kind, [row[column.name] for row in listed]) for column in columns})
