"""The one door to Arrow: arro3 where it is installed, else pyarrow."""

import errno
import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from osintclaims.errors import ExchangeError, MissingExtraError

__all__ = ["arrow_table", "read_file", "rows_of_arrow", "write_parquet"]

_EPOCH: Final = date(1970, 1, 1).toordinal()
#: What the files begin and end with (Apache Parquet and Arrow IPC file formats).
_MARKS: Final = MappingProxyType({"parquet": b"PAR1", "ipc": b"ARROW1"})
#: Characters of a library's own message that ours repeats.
_SHOWN: Final = 200


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


@contextmanager
def _foreign(error_of: Callable[[str], Exception]) -> Generator[None]:
    """Whatever a library says about files and bytes, as an error of ours or of the system.

    Rust code that gives up raises a `PanicException`, which no ``except Exception`` catches.
    """
    try:
        yield
    except (OSError, ExchangeError, MissingExtraError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise error_of(str(error)[:_SHOWN]) from None


def _decoding(what: str) -> AbstractContextManager[None]:
    """Bytes that are not what they should be."""
    return _foreign(lambda said: ExchangeError(f"{what} cannot be read: {said}"))


def _checked(path: Path, kind: str) -> str:
    """The name of a file that begins and ends as it should; the libraries would wait for a pipe.

    Raises:
        ExchangeError: It does not.
        OSError: It is no plain file, or cannot be read.
    """
    mark = _MARKS[kind]
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    with path.open("rb") as file:
        first = file.read(len(mark))
        file.seek(0, os.SEEK_END)
        size = file.tell()
        file.seek(max(0, size - len(mark)))
        last = file.read()
    if size < 2 * len(mark) or first != mark or last != mark:
        raise ExchangeError(f"{path.name} is not the {kind} file that its name says, or was cut off")
    return str(path)


def read_file(path: Path, kind: str) -> Any:
    """The table of a ``parquet`` or ``ipc`` file.

    Raises:
        ExchangeError: It is none, or damaged.
        OSError: It cannot be read.
    """
    if kind == "parquet":
        library, is_arro3 = _library("a Parquet file", "arro3.io", "pyarrow.parquet")
        name = _checked(path, kind)
        with _decoding(path.name):
            return library.read_parquet(name) if is_arro3 else library.read_table(name)
    library, is_arro3 = _library("an Arrow file", "arro3.io", "pyarrow.ipc")
    name = _checked(path, kind)
    with _decoding(path.name):
        if is_arro3:
            return library.read_ipc(name)
        with library.open_file(name) as file:
            return file.read_all()


def write_parquet(table: Any, path: Path) -> None:
    """Write a table of `arrow_table` as a Parquet file.

    Raises:
        OSError: It cannot be written.
    """
    library, is_arro3 = _library("a Parquet file", "arro3.io", "pyarrow.parquet")
    with _foreign(lambda said: OSError(errno.EIO, f"cannot be written: {said}", str(path))):
        if is_arro3:
            library.write_parquet(table, str(path))
        else:
            library.write_table(table, str(path))


def rows_of_arrow(table: Any) -> tuple[tuple[str, ...], Iterator[Mapping[str, Any]]]:
    """Columns and rows of anything that hands over Arrow data, batch by batch."""
    core, is_arro3 = _library("Arrow data", "arro3.core", "pyarrow")
    with _decoding("the table"):
        reader = core.RecordBatchReader.from_arrow(table) if is_arro3 else core.RecordBatchReader.from_stream(table)
        names = tuple(reader.schema.names)
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ExchangeError(f'the table has two columns named "{twice[0]}"; name each once')
    return names, _rows(names, reader)


def _rows(names: tuple[str, ...], batches: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    reader = iter(batches)
    while True:
        with _decoding("the table"):
            batch = next(reader, None)
            cells = [] if batch is None else [batch.column(name).to_pylist() for name in names]
        if batch is None:
            return
        yield from (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))
