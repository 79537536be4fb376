"""The one door to Arrow: arro3 where it is installed, else pyarrow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from osintclaims.errors import MissingExtraError

__all__ = ["arrow_table", "read_file", "rows_of_arrow", "write_parquet"]

_EPOCH: Final = date(1970, 1, 1).toordinal()


def _has(library: str) -> bool:
    """Whether a library is there; a submodule of a missing package is not."""
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:
        return False


def _library(what: str, arro3: str, pyarrow: str) -> tuple[Any, bool]:
    """The first module that is there, and whether it is arro3's.

    Raises:
        MissingExtraError: Neither library is installed.
    """
    for name in (arro3, pyarrow):
        if _has(name):
            return import_module(name), name.startswith("arro3")
    raise MissingExtraError(what, "arrow")


def arrow_table(columns: Mapping[str, tuple[str, Sequence[Any]]], *, library: str = "") -> Any:
    """A table of either library.

    Args:
        columns: Kind (``text``, ``number``, ``whole``, ``flag`` or ``day``) and cells of each column.
        library: The library, if it must be one of them.
    """
    core, is_arro3 = _library("an Arrow table", library or "arro3.core", library or "pyarrow")
    kinds: Any = core.DataType if is_arro3 else core
    made: dict[str, Any] = {}
    for name, (kind, cells) in columns.items():
        if kind == "day" and is_arro3:  # it makes no dates from Python's
            days = [None if day is None else day.toordinal() - _EPOCH for day in cells]
            made[name] = core.Array(days, type=kinds.int32()).cast(kinds.date32())
            continue
        type_ = {
            "text": kinds.utf8,
            "number": kinds.float64,
            "whole": kinds.int64,
            "flag": kinds.bool if is_arro3 else kinds.bool_,
            "day": kinds.date32,
        }[kind]()
        values = [None if cell is None else float(cell) for cell in cells] if kind == "number" else list(cells)
        made[name] = core.Array(values, type=type_) if is_arro3 else core.array(values, type=type_)
    return core.Table.from_pydict(made) if is_arro3 else core.table(made)


def read_file(path: Path, kind: str) -> Any:
    """The table of a ``parquet`` or ``ipc`` file."""
    if kind == "parquet":
        library, is_arro3 = _library("a Parquet file", "arro3.io", "pyarrow.parquet")
        return library.read_parquet(str(path)) if is_arro3 else library.read_table(str(path))
    library, is_arro3 = _library("an Arrow file", "arro3.io", "pyarrow.ipc")
    if is_arro3:
        return library.read_ipc(str(path))
    with library.open_file(str(path)) as file:
        return file.read_all()


def write_parquet(table: Any, path: Path) -> None:
    """Write a table of `arrow_table` as a Parquet file."""
    library, is_arro3 = _library("a Parquet file", "arro3.io", "pyarrow.parquet")
    if is_arro3:
        library.write_parquet(table, str(path))
    else:
        library.write_table(table, str(path))


def rows_of_arrow(table: Any) -> tuple[tuple[str, ...], Iterator[Mapping[str, Any]]]:
    """Columns and rows of anything that hands over Arrow data, batch by batch."""
    core, is_arro3 = _library("Arrow data", "arro3.core", "pyarrow")
    reader = core.RecordBatchReader.from_arrow(table) if is_arro3 else core.RecordBatchReader.from_stream(table)
    names = tuple(reader.schema.names)
    return names, _rows(names, reader)


def _rows(names: tuple[str, ...], batches: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    for batch in batches:
        cells = [batch.column(name).to_pylist() for name in names]
        yield from (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))
