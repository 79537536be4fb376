"""Tables of statements of any size: the kernels of `reconcile_arrays` over Arrow, in memory or bucket by bucket."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import Any

from osintclaims.errors import ExchangeError
from osintclaims.interop._buckets import reconcile_buckets
from osintclaims.interop._mapping import Mapping
from osintclaims.interop._statements import job_of, library
from osintclaims.model import must_be
from osintclaims.stats import SpreadPrior
from osintclaims.store import whole_file

__all__ = ["reconcile_table"]


def reconcile_table(
    table: Any,
    mapping: Mapping | None = None,
    *,
    measurand: str = "measurand",
    origin: str = "origin",
    low: str = "low",
    high: str = "high",
    low_open: str | None = None,
    high_open: str | None = None,
    point: str | None = None,
    has_point: str | None = None,
    weight: str | None = None,
    is_named: str | None = None,
    counts: bool = True,
    level: float = 0.8,
    prior: SpreadPrior | None = None,
    destination: str | PathLike[str] | None = None,
    buckets: int | None = None,
    processes: int = 1,
    memory_limit: str = "1GB",
    progress: Callable[[int, int], None] | None = None,
) -> Any:
    """Reconcile a table of statements: one row in for each statement, one row out for each measurand.

    The answers are those of `reconcile_arrays`, whatever the order of the rows and the number of buckets. The result
    has the columns of `ArrayConsensus`, is sorted by measurand, and holds nothing (null) where there is no number: no
    `best`, no `high` where the region has no upper end, no range where the votes do not bound the figure.

    Parquet files and relations of DuckDB may be larger than memory: their rows are shared out into files by a hash of
    the measurand, and one such bucket after the other is reconciled. At any time memory holds one bucket for each
    process, some 400 bytes a row, and what DuckDB may use; a measurand is never split, so its rows must fit. The files
    lie beside the destination, or in the directory for temporary files, and need about the room of the columns. Any
    other table is worked on in memory.

    Needs the extra ``scale`` (DuckDB, narwhals, pyarrow).

    Args:
        table: A dataframe of pandas, polars, pyarrow or any other library that narwhals knows, a relation of DuckDB,
            anything with the Arrow PyCapsule interface, or the path of a Parquet file, a folder of them or a pattern
            such as ``claims/*.parquet``, or a list of paths.
        mapping: Names the columns in place of the arguments below, as for `read_table`, if its columns hold intervals
            as they are: nothing is widened for rounding, and a mapping with hedges, words, or zeros that mean "not
            mentioned" is refused. Its `best` is the point.
        measurand: The column that says what a row is about.
        origin: Who said it: the key under which a voice counts once.
        low: Lower ends, not negative; empty for "at most".
        high: Upper ends; empty for "at least".
        low_open: Whether each lower end is left out.
        high_open: Whether each upper end is left out.
        point: The value each row commits to; empty where it has none.
        has_point: Whether that value counts.
        weight: Weight of each vote, positive, the same in all rows of an origin about a measurand.
        is_named: Whether somebody is named for the row.
        counts: Whether the figures are whole, as for `reconcile_arrays`.
        level: Nominal probability of the plausible range.
        prior: What is known about the spread beforehand; None for `SpreadPrior()`.
        destination: A Parquet file to write the result to, whole or not at all; then nothing is returned.
        buckets: How many files the rows are shared out into; by default one for each million rows.
        processes: How many buckets are worked on at a time, each by a process of its own. As always in Python, a script
            that starts some needs ``if __name__ == "__main__":``.
        memory_limit: What DuckDB may use, in its own words, while rows are shared out and results are sorted; the rows
            of a relation are shared out under the limit of its own connection.
        progress: Called with the number of measurands done and of all, now and then.

    Returns:
        A dataframe of the library that the table is of, if that is pandas or polars, else a table of pyarrow; None if
        there is a destination.

    Raises:
        ExchangeError: A column is missing or holds something else, or the mapping asks for more than intervals.
        ReconciliationError: Keys that are missing or cannot be sorted, or a level that is not between 0 and 1.
        InvalidValueError: An argument has the wrong type (E005), or a row a number that none can have (E106). NaN is
            none; an empty cell of pandas is no NaN.
        MissingExtraError: DuckDB, pyarrow or narwhals is needed and not installed.
        OSError: A file cannot be read or written.

    Examples:
        >>> from osintclaims.interop import reconcile_table
        >>> import pyarrow
        >>> table = pyarrow.table(
        ...     {
        ...         "measurand": ["sent", "sent", "sent", "killed"],
        ...         "origin": ["Britain", "South Korea", "South Korea", "Ukraine"],
        ...         "low": [9_000, 10_500, 10_000, 20],
        ...         "high": [11_000, 11_500, 12_000, None],
        ...     }
        ... )
        >>> found = reconcile_table(table)
        >>> found.select(["measurand", "status", "low", "high", "votes"]).to_pylist()[1]
        {'measurand': 'sent', 'status': 'agreed', 'low': 10500.0, 'high': 11000.0, 'votes': 2}
        >>> found["high"].to_pylist()
        [None, 11000.0]
    """
    job = job_of(locals())  # before there is anything but the arguments
    must_be("processes", processes, int)
    must_be("memory_limit", memory_limit, str)
    must_be("destination", destination, str, PathLike, NoneType)
    if progress is not None and not callable(progress):
        raise ExchangeError(f"progress is {progress!r:.80}; give a function of two numbers")
    if processes < 1:
        raise ExchangeError(f"{processes} processes are asked for; one at least is wanted")
    target = None if destination is None else Path(destination)
    paths = _paths(table)
    library_of_it = type(table).__module__.partition(".")[0]
    if paths or library_of_it in ("duckdb", "_duckdb"):
        return reconcile_buckets(
            paths,
            table,
            job,
            target,
            buckets=buckets,
            processes=processes,
            memory_limit=memory_limit,
            progress=progress,
        )
    found = job(_arrow(table), progress)
    if target is None:
        return _same_library(found, library_of_it)
    with whole_file(target) as file:
        library("pyarrow.parquet").write_table(found, str(file))
    return None


def _paths(table: Any) -> list[str]:
    """The Parquet files that are meant, if these are paths.

    Raises:
        ExchangeError: A file is of another kind.
    """
    given: list[Any]
    if _is_path(table):
        given = [table]
    elif type(table) in (list, tuple):
        given = [*table]
    else:
        return []
    if not given:
        raise ExchangeError("an empty list is no table; give paths of Parquet files")
    paths: list[str] = []
    for path in given:
        if not _is_path(path):
            raise ExchangeError(f"a list of paths is wanted, got {type(path).__name__} in it")
        text = str(path)
        if Path(text).is_dir():
            text = str(Path(text) / "**" / "*.parquet")
        if not text.endswith((".parquet", ".pq")):
            raise ExchangeError(f"{text} is no Parquet file; read_table reads other files, or make a dataframe of it")
        paths.append(text)
    return paths


def _is_path(thing: Any) -> bool:
    return isinstance(thing, str) or hasattr(thing, "__fspath__")


def _arrow(table: Any) -> Any:
    """A table of pyarrow with the rows of any other.

    Raises:
        ExchangeError: It is no table.
    """
    pyarrow = library("pyarrow")
    if hasattr(table, "__arrow_c_stream__"):
        return pyarrow.table(table)
    frame: Any = library("narwhals.stable.v2").from_native(table, pass_through=True)
    if hasattr(frame, "collect"):
        frame = frame.collect()
    if hasattr(frame, "to_arrow"):
        return frame.to_arrow()
    raise ExchangeError(f"{type(table).__name__} is no table; give a dataframe, or a path of Parquet files")


def _same_library(found: Any, wanted: str) -> Any:
    """A result as a dataframe of the library that the statements came in."""
    if wanted == "polars":
        return library("polars").DataFrame(found)  # by the Arrow PyCapsule interface
    if wanted == "pandas":
        pandas, pyarrow = library("pandas"), library("pyarrow")
        types = {
            pyarrow.float64(): pandas.Float64Dtype(),
            pyarrow.int64(): pandas.Int64Dtype(),
            pyarrow.bool_(): pandas.BooleanDtype(),
            pyarrow.string(): pandas.StringDtype(),
        }
        return found.to_pandas(types_mapper=types.get)
    return found
