"""Tables of statements on Spark, in a real session on this machine."""

import math
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osintclaims import ExchangeError, MissingExtraError
from osintclaims.errors import ReconciliationError
from osintclaims.interop import MAPPINGS, Mapping, reconcile_spark, reconcile_table

ROWS = 2_000
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """PySpark is never needed for anything else."""
    monkeypatch.setattr("osintclaims.interop._statements.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"osintclaims\[spark\]"):
        reconcile_spark(object())


def java_version() -> int:
    """The first number of the version of the Java that Spark would start; 0 without any."""
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else shutil.which("java")
    if java is None or not Path(java).exists():
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session with two threads."""
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed: make optional")
    pytest.importorskip("pyarrow")
    if java_version() < 17:
        pytest.skip(f"Spark needs Java 17 or newer, found {java_version() or 'none'}: make optional")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
    }
    interrupt = signal.getsignal(signal.SIGINT)  # a session handles Ctrl-C by itself, and goes on after its end
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sockets that Spark leaves open, and pandas newer than it has been tried with
        patch.setenv("PYSPARK_PYTHON", sys.executable)  # else its workers are whatever `python3` is
        session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
    signal.signal(signal.SIGINT, interrupt)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Parquet file of statements about some hundred measurands, with every optional column."""
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    low = [float(number * 7919 % 1000) for number in range(ROWS)]
    columns = {
        "what happened": [f"event {number * 31 % 97}" for number in range(ROWS)],
        "origin": [number * 17 % 23 for number in range(ROWS)],
        "low": low,
        "high": [None if number % 5 == 0 else low[number] + 1 + number % 40 for number in range(ROWS)],
        "low_open": [number % 3 == 0 for number in range(ROWS)],
        "point": [None if number % 2 else low[number] + 0.5 for number in range(ROWS)],
        "weight": [1.0 + number * 17 % 23 for number in range(ROWS)],
        "is_named": [number * 17 % 23 != 7 for number in range(ROWS)],
    }
    target = tmp_path_factory.mktemp("spark") / "said.parquet"
    parquet.write_table(pa.table(columns), target)
    return target


NAMES: dict[str, Any] = {"measurand": "what happened"} | {
    name: name for name in ("low_open", "point", "weight", "is_named")
}


@pytest.mark.parametrize("buckets", [None, 1, 40])
def test_a_cluster_says_what_one_machine_says(spark: Any, statements: Path, buckets: int | None) -> None:
    """The answers of `reconcile_table`, in the same columns, whatever the number of buckets."""
    found = reconcile_spark(spark.read.parquet(str(statements)), buckets=buckets, **NAMES).toArrow()
    wanted = reconcile_table(statements, **NAMES)
    assert found.schema.names == wanted.schema.names
    assert [field.type for field in found.schema] == [field.type for field in wanted.schema]
    found = found.sort_by("measurand")
    for name in wanted.column_names:
        got, expected = (table[name].to_pylist() for table in (found, wanted))
        if name.startswith("plausible") or name == "best":  # the order of rows in a bucket is Spark's
            assert [value is None for value in got] == [value is None for value in expected], name
            got, expected = ([value or 0.0 for value in values] for values in (got, expected))
            expected = pytest.approx(expected, rel=1e-12)
        assert got == expected, name


def test_the_kernels_are_called_once_for_each_bucket(spark: Any, statements: Path) -> None:
    """Never for each measurand: the plan has one group for each bucket, and a call writes down that it happened."""
    rows = spark.read.parquet(str(statements))
    calls = spark.sparkContext.accumulator(0)
    taken = type(rows.groupBy("origin")).applyInArrow
    grouped: list[Any] = []

    def counted(self: Any, function: Any, schema: str) -> Any:
        grouped.append(schema)

        def call(table: Any) -> Any:
            calls.add(1)
            return function(table)

        return taken(self, call, schema)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(rows.groupBy("origin")), "applyInArrow", counted)
        assert len(reconcile_spark(rows, buckets=5, **NAMES).collect()) == 97
    assert len(grouped) == 1
    assert 1 < calls.value <= 5


def test_what_is_wrong_is_said(spark: Any, statements: Path) -> None:
    """At once where columns are wrong, by the worker where cells are."""
    rows = spark.read.parquet(str(statements))
    with pytest.raises(ExchangeError, match='no column "measurand" for measurand'):
        reconcile_spark(rows)
    with pytest.raises(ExchangeError, match="0 buckets are asked for"):
        reconcile_spark(rows, buckets=0, **NAMES)
    with pytest.raises(ReconciliationError, match=r"level 1\.5 is not between"):
        reconcile_spark(rows, level=1.5, **NAMES)
    with pytest.raises(ExchangeError, match="read by read_table"):
        reconcile_spark(rows, MAPPINGS["acled"][0])
    with pytest.raises(Exception, match=r"row \d+, about event \d+: "):
        reconcile_spark(rows, measurand="what happened", low="high", high="low").collect()


def test_a_mapping_names_the_columns(spark: Any, statements: Path) -> None:
    """As for `reconcile_table`."""
    mine = Mapping(measurand="what happened", origin="origin", low="low", best="point", high="high", unit="person")
    rows = spark.read.parquet(str(statements)).filter("origin < 3")
    found = reconcile_spark(rows, mine).toArrow().sort_by("measurand")
    wanted = reconcile_table(rows.toArrow(), mine)
    assert found["votes"].to_pylist() == wanted["votes"].to_pylist()
    assert sum(found["statements"].to_pylist()) == rows.count()
    assert math.isfinite(found["low"][0].as_py())
