"""Tables of any kind as rows: files by the standard library where possible, dataframes by narwhals."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from osintclaims.errors import ExchangeError, MissingExtraError
from osintclaims.interop._arrow import read_file, rows_of_arrow
from osintclaims.model import must_be
from osintclaims.store import read_plain_file

__all__ = ["Row", "UnevenRow", "rows_of", "split"]

#: One row: its cells by column.
Row = Mapping[str, Any]

_DELIMITERS: Final = MappingProxyType({".csv": ",", ".tsv": "\t", ".tab": "\t"})
_ARROW: Final = (".arrow", ".feather", ".ipc")


def rows_of(table: Any, *, delimiter: str = "") -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns of a table, and its rows.

    Args:
        table: A path, a dataframe, anything with the Arrow PyCapsule interface, or rows that are mappings.
        delimiter: What parts the cells of a text file; by default what its extension says.

    Raises:
        ExchangeError: It is nothing of the kind, or a file that cannot be read as such.
        MissingExtraError: Reading it needs a library that is not installed.
        OSError: The file cannot be read.
    """
    must_be("delimiter", delimiter, str)
    if isinstance(table, str) or hasattr(table, "__fspath__"):
        return _file(Path(table), delimiter)
    if type(table) in (list, tuple):
        return _mappings(table)
    return _frame(table)


def _file(path: Path, delimiter: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    kind = path.suffix.lower()
    if kind in (".parquet", ".pq"):
        return rows_of_arrow(read_file(path, "parquet"))
    if kind in _ARROW:
        return rows_of_arrow(read_file(path, "ipc"))
    if kind not in _DELIMITERS and not delimiter:
        known = ", ".join((*_DELIMITERS, ".parquet", *_ARROW))
        raise ExchangeError(f'"{path.name}" does not say what it is; read are {known}, or give delimiter=","')
    try:
        text = read_plain_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ExchangeError(
            f"{path.name}:{line}: not UTF-8: byte 0x{error.object[error.start]:02x}; save it as UTF-8"
        ) from None
    return split(text, delimiter or _DELIMITERS[kind], name=path.name)


def split(text: str, delimiter: str, *, name: str = "the table") -> tuple[tuple[str, ...], Iterator[Row]]:
    """The columns and rows of a delimited text (RFC 4180).

    Raises:
        ExchangeError: There is no header, or it names a column twice.
    """
    must_be("text", text, str)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise ExchangeError(f"delimiter is {delimiter!r}; give one character, such as ';'")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(lines, list[str]())
        names = tuple(column.strip() for column in header)
        if not any(names):
            raise ExchangeError(f"{name} has no header; its first line names the columns")
        twice = [column for column in dict.fromkeys(names) if names.count(column) > 1]
        if twice:
            raise ExchangeError(f'{name} has two columns named "{twice[0]}"; name each once')
    except csv.Error as error:
        raise ExchangeError(f"{name}:{lines.line_num}: {error}") from None

    def rows() -> Iterator[Row]:
        try:
            for cells in lines:
                if not cells:
                    continue  # an empty line, as many programs leave at the end
                if len(cells) != len(names):
                    yield UnevenRow(names, cells)
                else:
                    yield dict(zip(names, cells, strict=True))
        except csv.Error as error:
            raise ExchangeError(f"{name}:{lines.line_num}: {error}") from None

    return names, rows()


class UnevenRow(dict[str, Any]):
    """A row with more or fewer cells than there are columns."""

    def __init__(self, names: tuple[str, ...], cells: list[str]) -> None:
        super().__init__(zip(names, cells, strict=False))
        self.cells = len(cells)
        self.width = len(names)


def _mappings(table: Iterable[Any]) -> tuple[tuple[str, ...], Iterator[Row]]:
    rows = list(table)
    for row in rows:
        if not isinstance(row, Mapping):
            raise ExchangeError(f"rows are mappings from column to cell, got {type(row).__name__}")
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    for column in columns:
        if not isinstance(column, str):
            raise ExchangeError(f"columns have names, got {type(column).__name__} {column!r:.40}")
    return columns, ({column: row.get(column) for column in columns} for row in rows)  # what a row leaves out is blank


def _frame(table: Any) -> tuple[tuple[str, ...], Iterator[Row]]:
    """A dataframe of any library that narwhals knows, or else anything that hands over Arrow data."""
    hands_over = hasattr(table, "__arrow_c_stream__")
    if find_spec("narwhals") is None:
        if hands_over:
            return rows_of_arrow(table)
        raise MissingExtraError("a dataframe", "frames")
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - costs 50 ms, and files need none

    frame: Any = nw.from_native(table, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return tuple(frame.columns), frame.iter_rows(named=True)
    if hands_over:
        return rows_of_arrow(table)
    if isinstance(frame, nw.LazyFrame):
        return _frame(frame.collect().to_native())
    raise ExchangeError(f"{type(table).__name__} is no table; give a path, a dataframe, or a list of mappings")
