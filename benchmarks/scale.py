"""Ten million claims about a million measurands, from Parquet to Parquet: `make bench-scale`.

Each contender runs in an interpreter of its own and reads and writes the same files. The library answers the whole
question (votes, region, best value, status, camps, plausible range, overlap); its peers are asked for the median of the
middles of the figures alone, which is the least that anybody would do with them. Memory is the largest sum, sampled
twenty times a second, over the process and all that it has started; so is the time of processors, which other work on
the machine stretches less than the time by the clock.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

CLAIMS: Final = 10_000_000
MEASURANDS: Final = 1_000_000
FILES: Final = 8
ORIGINS: Final = 200
#: One measurand in so many has a claim that is "at least": its range needs the posterior.
ONE_SIDED: Final = 20
#: What the library may use on two cores, in bytes.
MEMORY: Final = 4_000_000_000
CORES: Final = 2
#: What a peer is asked for, for each measurand.
MIDDLE: Final = "median(CASE WHEN isinf(high) THEN low ELSE (low + high) / 2 END)"


def generate(folder: Path) -> None:
    """Write the claims, unless they are there."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(20241017)
    centre = np.exp(random.normal(8.0, 1.0, MEASURANDS))
    rows = CLAIMS // FILES
    bounded = np.zeros(MEASURANDS, np.bool_)
    for file in range(FILES):
        about = random.integers(0, MEASURANDS, rows)
        middle = centre[about] * np.exp(random.normal(0.0, 0.3, rows))
        fresh = (about % ONE_SIDED == 0) & ~bounded[about]
        high = np.where(fresh, np.inf, middle * 1.1)
        bounded[about[fresh]] = True
        columns = {
            "measurand": about,
            "origin": random.integers(0, ORIGINS, rows).astype(np.int32),
            "low": middle * 0.9,
            "high": high,
        }
        pq.write_table(pa.table(columns), folder / f"{file}.parquet")
    (folder / "done").touch()


def ours(folder: Path, target: Path, processes: int) -> None:
    """`reconcile_table`, with one process or two."""
    from osintclaims.interop import reconcile_table

    reconcile_table(folder, destination=target, processes=processes)


def polars(folder: Path, target: Path) -> None:
    """Grouped median of polars, streaming."""
    import polars as pl

    middle = pl.when(pl.col("high").is_infinite()).then("low").otherwise((pl.col("low") + pl.col("high")) / 2)
    lazy = pl.scan_parquet(folder / "*.parquet").group_by("measurand").agg(middle.median().alias("median"))
    lazy.sink_parquet(target)


def duckdb(folder: Path, target: Path) -> None:
    """Grouped median of DuckDB."""
    import duckdb as duck

    duck.execute(f"SET threads = {CORES}")
    duck.execute(
        f"""COPY (SELECT measurand, {MIDDLE} AS median FROM read_parquet('{folder}/*.parquet') GROUP BY measurand)
        TO '{target}' (FORMAT parquet)"""
    )


def spark_session() -> object:
    """A session with two threads and the memory that a laptop would give it."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.shuffle.partitions": "16",
        "spark.ui.enabled": "false",
    }
    session = SparkSession.builder.master(f"local[{CORES}]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def spark_median(folder: Path, target: Path) -> None:
    """Grouped median of Spark, exact."""
    session = spark_session()
    rows = session.read.parquet(f"{folder}/*.parquet")
    rows.createOrReplaceTempView("claims")
    middle = MIDDLE.replace("isinf(high)", "high = double('infinity')")
    session.sql(f"SELECT measurand, {middle} AS median FROM claims GROUP BY measurand").write.parquet(str(target))


def spark_ours(folder: Path, target: Path) -> None:
    """`reconcile_spark` in the same session."""
    from osintclaims.interop import reconcile_spark

    reconcile_spark(spark_session().read.parquet(f"{folder}/*.parquet")).write.parquet(str(target))


CONTENDERS: Final[dict[str, tuple[str, Callable[[Path, Path], None]]]] = {
    "ours-1": ("`reconcile_table`, one process", lambda folder, target: ours(folder, target, 1)),
    "ours-2": ("`reconcile_table`, two processes", lambda folder, target: ours(folder, target, CORES)),
    "ours-spark": ("`reconcile_spark`, local", spark_ours),
    "polars": ("polars, median alone", polars),
    "duckdb": ("DuckDB, median alone", duckdb),
    "spark": ("Spark, median alone", spark_median),
}


def family(root: int) -> dict[int, tuple[int, float]]:
    """Of a process and all that descend from it: bytes in memory, and seconds of processor so far."""
    parents, used = {}, {}
    page, ticks = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            size = int((place / "statm").read_text().split()[1]) * page
        except (OSError, ValueError):
            continue  # it has ended
        parents[int(place.name)] = int(fields[1])
        used[int(place.name)] = size, (int(fields[11]) + int(fields[12])) / ticks
    members = {root}
    while more := {child for child, parent in parents.items() if parent in members} - members:
        members |= more
    return {member: used[member] for member in members if member in used}


def measured(name: str, folder: Path, target: Path) -> tuple[float, float, int]:
    """Seconds, seconds of processor, and peak of memory of one contender in an interpreter of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--run", name, str(folder), str(target)]
    start, peak, worked = time.perf_counter(), 0, dict[int, float]()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None:
            members = family(running.pid)
            peak = max(peak, sum(size for size, _ in members.values()))
            worked |= {member: seconds for member, (_, seconds) in members.items()}
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        if running.returncode:
            raise RuntimeError((running.stderr.read() if running.stderr else "").strip().splitlines()[-1])
    return seconds, sum(worked.values()), peak


def rows_of(target: Path) -> int:
    """How many measurands a result has."""
    import duckdb as duck

    pattern = f"{target}/*.parquet" if target.is_dir() else str(target)
    return int(duck.execute("SELECT count(*) FROM read_parquet(?)", [pattern]).fetchall()[0][0])


def main() -> int:
    """Measure every contender that was asked for; 1 if the library needs too much memory, or something cannot run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", nargs=3, metavar=("NAME", "FOLDER", "TARGET"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path("build/scale"), help="where the claims are, or are written")
    parser.add_argument("names", nargs="*", help=f"contenders: {', '.join(CONTENDERS)} (default: all)")
    chosen = parser.parse_args()
    if chosen.run:
        name, folder, target = chosen.run
        CONTENDERS[name][1](Path(folder), Path(target))
        return 0
    folder = chosen.folder.absolute()
    claims = folder / "claims"
    generate(claims)
    failed = False
    print(f"{CLAIMS:,} claims, {MEASURANDS:,} measurands; {platform.machine()}, {os.cpu_count()} cores,", end=" ")
    print(f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()},", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in ("numpy", "pyarrow", "duckdb", "polars", "pyspark")), end=" ")
    print(f"on {datetime.now(UTC):%Y-%m-%d}")
    print("| what | time | of processors | peak memory | rows |\n|---|---|---|---|---|")
    for name in chosen.names or CONTENDERS:
        target = folder / f"{name}-{os.getpid()}"
        try:
            seconds, worked, peak = measured(name, claims, target)
            times = f"{seconds:.1f} s | {worked:.1f} s"
            print(f"| {CONTENDERS[name][0]} | {times} | {peak / 1e9:.2f} GB | {rows_of(target):,} |", flush=True)
            failed |= name.startswith("ours-") and "spark" not in name and peak > MEMORY
        except Exception as problem:
            print(f"| {CONTENDERS[name][0]} | {type(problem).__name__}: {problem} | | | |", flush=True)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
