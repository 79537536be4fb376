"""Tables larger than memory: rows are shared out by a hash of their measurand, and worked on bucket by bucket."""

import math
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from osintclaims.errors import ExchangeError, OsintclaimsError
from osintclaims.interop._statements import Job, library
from osintclaims.store import whole_file

__all__ = ["reconcile_buckets", "scanned"]

#: Rows in a bucket where nobody says how many buckets there are: some 400 megabytes while it is worked on.
_ROWS: Final = 1_000_000
#: Most buckets: each is a file.
_MOST: Final = 4_096


def scanned(paths: list[str], connection: Any) -> Any:
    """Parquet files as a relation that is read when it is used.

    Raises:
        ExchangeError: They are no Parquet files, or of different columns.
        OSError: There is no such file.
    """
    duckdb = library("duckdb")
    try:
        return connection.read_parquet(paths)
    except duckdb.IOException as error:
        raise FileNotFoundError(str(error)) from None
    except duckdb.Error as error:
        raise ExchangeError(f"{', '.join(paths)} cannot be read as Parquet: {error}") from None


def reconcile_buckets(
    paths: list[str],
    source: Any,
    job: Job,
    destination: Path | None,
    *,
    buckets: int | None,
    processes: int,
    memory_limit: str,
    progress: Callable[[int, int], None] | None,
) -> Any:
    """Reconcile Parquet files, or else a relation, in buckets; the result as a table, or written to the destination."""
    duckdb = library("duckdb")
    place = None if destination is None else destination.absolute().parent
    with TemporaryDirectory(prefix=".osintclaims-", dir=place) as scratch, duckdb.connect() as connection:
        folder = Path(scratch)
        try:
            connection.execute("SET memory_limit = ?", [memory_limit])
            connection.execute("SET temp_directory = ?", [str(folder / "spilled")])
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET preserve_insertion_order = false")
            relation = scanned(paths, connection) if paths else source
            job.check(relation.columns)
            parts = _shared_out(relation, job, folder, buckets)
            results = _results(parts, job, folder, connection, processes, progress)
            whole = folder / "whole.parquet"
            connection.read_parquet(results).order("measurand").to_parquet(str(whole))
        except duckdb.Error as error:
            raise ExchangeError(f"DuckDB cannot do it with memory_limit {memory_limit!r}: {error}") from None
        if destination is None:
            return _nullable(library("pyarrow.parquet").ParquetFile(str(whole)).read())
        with whole_file(destination) as file:
            whole.replace(file)
        return None


def _results(
    parts: list[list[str]],
    job: Job,
    folder: Path,
    connection: Any,
    processes: int,
    progress: Callable[[int, int], None] | None,
) -> list[str]:
    """Reconcile every bucket into a file of its own."""
    tasks = [(job, part, str(folder / f"{number}.parquet")) for number, part in enumerate(parts)]
    total = 0 if progress is None else sum(_measurands(connection, part, job) for part in parts)
    done = 0
    try:
        for measurands in _worked_off(tasks, processes):
            done += measurands
            if progress is not None:
                progress(done, total)
    except OsintclaimsError as error:
        error.add_note("rows are counted within one bucket of the table; the measurand says which they are")
        raise
    return [target for *_, target in tasks]


def _shared_out(relation: Any, job: Job, folder: Path, buckets: int | None) -> list[list[str]]:
    """Write the columns that are needed by bucket; the files of each bucket that has rows, or one without any."""
    names = dict.fromkeys(column for _, column in job.columns)
    about = _quoted(dict(job.columns)["measurand"])
    if buckets is None:
        rows: int = relation.aggregate("count(*)").fetchall()[0][0]
        buckets = min(max(1, math.ceil(rows / _ROWS)), _MOST)
    bucket = "bucket" if "bucket" not in names else "_".join((*names, "bucket"))
    chosen = relation.project(f"{', '.join(map(_quoted, names))}, hash({about}) % {buckets} AS {_quoted(bucket)}")
    target = folder / "statements"
    chosen.to_parquet(str(target), partition_by=[bucket])
    parts = [sorted(map(str, place.iterdir())) for place in sorted(target.iterdir())] if target.exists() else []
    if not parts:  # a table without rows has no bucket, and yet a result with columns
        empty = folder / "empty.parquet"
        chosen.limit(0).to_parquet(str(empty))
        parts = [[str(empty)]]
    return parts


def _measurands(connection: Any, part: list[str], job: Job) -> int:
    """How many measurands a bucket has."""
    about = _quoted(dict(job.columns)["measurand"])
    counted: list[tuple[int]] = connection.read_parquet(part).aggregate(f"count(DISTINCT {about})").fetchall()
    return counted[0][0]


def _worked_off(tasks: list[tuple[Job, list[str], str]], processes: int) -> Iterator[int]:
    """Work on one bucket after the other, or on several at a time; the number of measurands of each."""
    if processes == 1:
        yield from starmap(_work, tasks)
    else:
        # Imported where it is needed: they leave something to do when the interpreter ends.
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
        from multiprocessing import get_context  # noqa: PLC0415

        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            yield from pool.map(_work, *zip(*tasks, strict=True))


def _work(job: Job, part: list[str], target: str) -> int:
    """Reconcile one bucket; the number of its measurands."""
    parquet = library("pyarrow.parquet")
    pieces = [parquet.ParquetFile(file).read() for file in part]
    found = job(library("pyarrow").concat_tables(pieces))
    parquet.write_table(found, target)
    measurands: int = found.num_rows
    return measurands


def _nullable(table: Any) -> Any:
    """A table whose columns may all be empty, as those of other results: DuckDB writes down which happen not to be."""
    pa = library("pyarrow")
    return table.cast(pa.schema([field.with_nullable(nullable=True) for field in table.schema]))


def _quoted(name: str) -> str:
    """A column's name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'
