"""Tables of statements of any size: the same answers as `reconcile_arrays`, in bounded memory."""

import math
import os
import subprocess
import sys
from datetime import date
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import ExchangeError, InvalidValueError, MissingExtraError, SpreadPrior, reconcile_arrays
from osintclaims.errors import ReconciliationError
from osintclaims.interop import MAPPINGS, Mapping, reconcile_table
from osintclaims.interop._statements import KINDS
from osintclaims.reconciliation import ArrayConsensus
from tests.store.corpora import SLOW

pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")

OPTIONAL = ("low_open", "high_open", "point", "weight", "is_named")
NAMES: dict[str, Any] = {name: name for name in OPTIONAL}
SENT: dict[str, list[Any]] = {
    "measurand": ["sent", "sent", "sent", "killed"],
    "origin": ["Britain", "South Korea", "South Korea", "Ukraine"],
    "low": [9_000, 10_500, 10_000, 20],
    "high": [11_000, 11_500, 12_000, None],
}
Row = dict[str, Any]


@st.composite
def statements(draw: st.DrawFn) -> Row:
    """A row: a figure, one end or both, now and then with a value that is meant; of an origin with a weight."""
    origin = draw(st.sampled_from(["A", "b", "ä", "Z"]))
    low = draw(st.sampled_from([None, 1, 10, 20, 95, 100]))
    width = draw(st.sampled_from([None, 0, 10, 900]))
    high = None if width is None else (low or 0) + width + (low is None)
    inside = [None, *([] if high is None else [low or 0, high])]
    return {
        "measurand": draw(st.sampled_from(["sent", "killed", "Éclair", "e"])),
        "origin": origin,
        "low": low,
        "high": high,
        "low_open": bool(low and width) and draw(st.booleans()),
        "high_open": bool(width) and draw(st.booleans()),
        "point": draw(st.sampled_from(inside)),
        "weight": 1 + len(origin.encode()),
        "is_named": origin != "Z",
    }


def in_arrays(rows: list[Row]) -> ArrayConsensus:
    """What `reconcile_arrays` says of them."""
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    columns["low"] = [low or 0.0 for low in columns["low"]]
    columns["high"] = [math.inf if high is None else high for high in columns["high"]]
    columns["has_point"] = [point is not None for point in columns["point"]]
    columns["point"] = [point or 0.0 for point in columns["point"]]
    return reconcile_arrays(**columns)


def says(found: Any, wanted: ArrayConsensus) -> None:
    """A table says what arrays say, and nothing where they have a mask."""
    assert found.column_names == ["measurand", *KINDS]
    masks = {
        "low": wanted.has_region,
        "high": wanted.has_region & (wanted.high < math.inf),
        "best": wanted.has_best,
        "plausible_low": wanted.identified,
        "plausible_high": wanted.identified,
    }
    for name in found.column_names:
        expected = list(getattr(wanted, name).tolist())
        if name in masks:
            expected = [value if is_so else None for value, is_so in zip(expected, masks[name], strict=True)]
        got = found[name].to_pylist()
        if (
            name.startswith("plausible") or name == "best"
        ):  # sums may differ in their last digits with the order of rows
            assert [value is None for value in got] == [value is None for value in expected]
            got, expected = ([value or 0.0 for value in values] for values in (got, expected))
            assert got == pytest.approx(expected, rel=1e-12), name
        else:
            assert got == expected, name


@given(st.data(), st.lists(statements(), min_size=1, max_size=30), st.sampled_from([1, 2, 5]))
@SLOW
def test_buckets_batches_and_order_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, rows: list[Row], buckets: int
) -> None:
    """In memory or in any number of buckets, in any order and any pieces: the answers of `reconcile_arrays`."""
    wanted = in_arrays(rows)
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    schema = pa.Table.from_pylist(rows).schema
    pieces = [pa.Table.from_pylist(part, schema=schema) for part in (shuffled[:cut], shuffled[cut:])]
    says(reconcile_table(pa.concat_tables(pieces), **NAMES), wanted)
    folder = tmp_path_factory.mktemp("statements")
    for number, piece in enumerate(pieces):
        parquet.write_table(piece, folder / f"{number}.parquet")
    says(reconcile_table(folder, buckets=buckets, **NAMES), wanted)


class TestInAndOut:
    def test_a_frame_comes_back_as_one_of_its_library(self) -> None:
        """Pandas and polars as themselves, the rest as a table of pyarrow; empty cells are no NaN."""
        whole = reconcile_table(pa.table(SENT))
        polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
        frame = reconcile_table(polars.DataFrame(SENT))
        assert isinstance(frame, polars.DataFrame)
        assert frame.to_dicts() == whole.to_pylist()
        assert isinstance(reconcile_table(polars.LazyFrame(SENT)), polars.DataFrame)
        in_pandas = reconcile_table(pandas.DataFrame(SENT))
        assert in_pandas["high"].isna().tolist() == [True, False]
        assert in_pandas["high"][1] == 11_000
        assert str(in_pandas["votes"].dtype) == "Int64"
        by_category = polars.DataFrame(SENT).with_columns(polars.col("measurand", "origin").cast(polars.Categorical))
        assert reconcile_table(by_category).to_dicts() == whole.to_pylist()

    def test_a_relation_of_duckdb_is_read_bucket_by_bucket(self) -> None:
        """It may be larger than memory; any expression can be its source."""
        with duckdb.connect() as connection:
            connection.register("said", pa.table(SENT))
            relation = connection.sql("SELECT measurand AS what, upper(origin) AS who, low, high FROM said")
            found = reconcile_table(relation, measurand="what", origin="who", buckets=3)
        assert found.equals(reconcile_table(pa.table(SENT)))

    def test_anything_with_the_interface_of_arrow(self) -> None:
        """A stream of batches is enough; what is no table is refused."""
        stream = pa.table(SENT).to_reader(max_chunksize=1)
        assert reconcile_table(stream).equals(reconcile_table(pa.table(SENT)))
        with pytest.raises(ExchangeError, match="int is no table"):
            reconcile_table(3)

    def test_the_result_goes_into_a_file(self, tmp_path: Path) -> None:
        """Sorted, whole or not at all, and nothing is left beside it."""
        parquet.write_table(pa.table(SENT), tmp_path / "said.parquet")
        whole = reconcile_table(pa.table(SENT))
        target = tmp_path / "found.parquet"
        for source in (pa.table(SENT), tmp_path / "said.parquet", [str(tmp_path / "said.parquet")]):
            assert reconcile_table(source, destination=target) is None
            assert parquet.read_table(target).to_pylist() == whole.to_pylist()
            with pytest.raises(InvalidValueError):
                reconcile_table(source, low="high", high="low", destination=target)
            assert parquet.read_table(target).to_pylist() == whole.to_pylist()
        assert sorted(place.name for place in tmp_path.iterdir()) == ["found.parquet", "said.parquet"]

    def test_folders_patterns_and_files_that_are_not_there(self, tmp_path: Path) -> None:
        """A folder is all Parquet files in it."""
        parts = tmp_path / "year=2024"
        parts.mkdir()
        for place in range(4):
            parquet.write_table(pa.table(SENT).slice(place, 1), parts / f"{place}.parquet")
        whole = reconcile_table(pa.table(SENT))
        assert reconcile_table(tmp_path).equals(whole)
        assert reconcile_table(str(parts / "*.parquet")).equals(whole)
        assert reconcile_table(sorted(parts.iterdir())).equals(whole)
        with pytest.raises(FileNotFoundError, match="No files found"):
            reconcile_table(tmp_path / "nothing.parquet")
        (tmp_path / "text.parquet").write_text("no Parquet", encoding="utf-8")
        with pytest.raises(ExchangeError, match="cannot be read as Parquet"):
            reconcile_table(tmp_path / "text.parquet")
        with pytest.raises(ExchangeError, match=r"claims\.csv is no Parquet file; read_table reads"):
            reconcile_table("claims.csv")
        with pytest.raises(ExchangeError, match="got int in it"):
            reconcile_table([3])
        with pytest.raises(ExchangeError, match="an empty list is no table"):
            reconcile_table([])

    @pytest.mark.parametrize(
        "keys",
        [
            [3, 1, 2],
            [date(2024, 10, 2), date(2023, 1, 1), date(2024, 10, 1)],
            pa.array(["c", "a", "b"]).dictionary_encode(),
            pa.array(["c", "a", "b"], pa.string_view()),
            pa.array([3, 1, 2], pa.uint8()),
            [0.5, -1.0, 0.25],
        ],
        ids=["whole", "days", "categories", "views", "small", "floats"],
    )
    def test_keys_of_any_type_that_sorts(self, keys: Any, tmp_path: Path) -> None:
        """The measurands of a result are sorted, and of the type that they came in; categories and views are texts."""
        table = pa.table({"measurand": keys, "origin": ["x"] * 3, "low": [5] * 3, "high": [6] * 3})
        found = reconcile_table(table)
        plain = table["measurand"].to_pylist()
        assert found["measurand"].to_pylist() == sorted(plain)
        assert found["measurand"].type == (pa.string() if isinstance(plain[0], str) else table["measurand"].type)
        in_file = table.set_column(0, "measurand", [plain]) if pa.types.is_string_view(table[0].type) else table
        parquet.write_table(in_file, tmp_path / "said.parquet")
        assert reconcile_table(tmp_path, buckets=2)["measurand"].to_pylist() == sorted(plain)

    def test_a_table_without_rows(self, tmp_path: Path) -> None:
        """Has a result without rows, and with all columns."""
        empty = pa.table(SENT).slice(0, 0)
        parquet.write_table(empty, tmp_path / "said.parquet")
        for found in (reconcile_table(empty), reconcile_table(tmp_path), reconcile_table(tmp_path, buckets=4)):
            assert (found.num_rows, found.column_names) == (0, ["measurand", *KINDS])

    def test_processes_and_progress(self, tmp_path: Path) -> None:
        """Several processes say what one says; progress counts measurands up to the last."""
        many = pa.table({name: cells * 20 for name, cells in SENT.items()})
        names = [f"{name} {number // 4}" for number, name in enumerate(many["measurand"].to_pylist())]
        many = many.set_column(0, "measurand", [names])
        parquet.write_table(many, tmp_path / "said.parquet")
        steps: list[tuple[int, int]] = []
        found = reconcile_table(tmp_path, buckets=4, processes=2, progress=lambda *step: steps.append(step))
        assert found.equals(reconcile_table(many))
        assert steps == sorted(steps)
        assert (len(steps), steps[-1]) == (4, (40, 40))
        steps.clear()
        reconcile_table(many, progress=lambda *step: steps.append(step))
        assert steps == [(40, 40)]


class TestColumns:
    def test_options_reach_the_kernels(self) -> None:
        """Level, prior and counts mean what they mean in `reconcile_arrays`."""
        table = pa.table(
            {"measurand": [1, 1, 2], "origin": ["x", "y", "x"], "low": [9, 20, 0.5], "high": [11, 22, None]}
        )
        options: dict[str, Any] = {"level": 0.5, "prior": SpreadPrior(0.1, 5), "counts": False}
        says(
            reconcile_table(table, **options),
            reconcile_arrays([1, 1, 2], [0, 1, 0], [9, 20, 0.5], [11, 22, math.inf], **options),
        )

    def test_a_mapping_names_columns_of_intervals(self) -> None:
        """As for `read_table`; one that asks for readings of words is refused, with all its reasons."""
        table = pa.table({"event": ["E1", "E1"], "who": ["A", "B"], "low": [2, 4], "best": [3, None], "high": [9, 6]})
        mine = Mapping(measurand="event", origin="who", low="low", best="best", high="high", unit="person")
        assert reconcile_table(table, mine).equals(
            reconcile_table(table, measurand="event", origin="who", point="best")
        )
        with pytest.raises(
            ExchangeError, match="a figure in words, zeros that are no figures; such tables are read by read_table"
        ):
            reconcile_table(table, MAPPINGS["crowd_counting"][0])
        with pytest.raises(ExchangeError, match="no column of low and high; such tables are read by read_table"):
            reconcile_table(table, Mapping(measurand="event", best="best", origin="who", unit="person"))

    def test_a_column_that_both_hides_and_has_points(self) -> None:
        """A point counts where it is there and is said to count."""
        table = pa.table(
            {
                "measurand": ["a", "b", "c"],
                "origin": ["x"] * 3,
                "low": [10] * 3,
                "high": [1_000] * 3,
                "p": [20, 20, None],
                "has": [True, False, True],
            }
        )
        found = reconcile_table(table, point="p", has_point="has")
        assert found["best"].to_pylist() == [20, pytest.approx(100), pytest.approx(100)]

    @pytest.mark.parametrize(
        ("changes", "options", "error", "message"),
        [
            (
                {},
                {"measurand": "mesurand"},
                ExchangeError,
                'no column "mesurand" for measurand; did you mean "measurand"',
            ),
            ({}, {"weight": "w"}, ExchangeError, 'no column "w" for weight; there are measurand, origin, low, high'),
            ({"low": ["9", "9", "9", "9"]}, {}, ExchangeError, "low is a column of type string; numbers are wanted"),
            ({"low": [2**53 + 1] * 4}, {}, ExchangeError, "low holds a number that would be rounded"),
            ({"o": [1, 0, 1, 0]}, {"low_open": "o"}, ExchangeError, "low_open is a column of type int64"),
            ({"o": [True, None] * 2}, {"low_open": "o"}, ExchangeError, "low_open is empty in 2 rows; say true or"),
            ({"w": [1.0, None] * 2}, {"weight": "w"}, ReconciliationError, "weight is empty in 2 rows"),
            ({"origin": ["x", None] * 2}, {}, ReconciliationError, "origin is empty in 2 rows; leave out rows"),
            ({"origin": [["x"]] * 4}, {}, ReconciliationError, "origin is of type list.*; give strings or numbers"),
            ({"low": [math.nan] * 4}, {}, InvalidValueError, "row 0, about .*: nan to"),
            ({"high": [99_999, 1, 99_999, 99_999]}, {}, InvalidValueError, "row [01], about sent: 10500.0 to 1.0"),
            ({}, {"level": 1}, ReconciliationError, "level 1 is not between 0 and 1"),
            ({}, {"buckets": 0}, ExchangeError, "0 buckets are asked for"),
            ({}, {"processes": 0}, ExchangeError, "0 processes are asked for"),
        ],
    )
    def test_tables_that_cannot_be_taken(
        self,
        changes: dict[str, Any],
        options: dict[str, Any],
        error: type[Exception],
        message: str,
        tmp_path: Path,
    ) -> None:
        """Said in memory and in buckets alike, with the measurand by its name."""
        table = pa.table({**SENT, **changes})
        parquet.write_table(table, tmp_path / "said.parquet")
        for source in (table, tmp_path):
            with pytest.raises(error, match=message):
                reconcile_table(source, **options)

    def test_what_duckdb_refuses_is_said(self, tmp_path: Path) -> None:
        """A limit that is too small, or none."""
        parquet.write_table(pa.table(SENT), tmp_path / "said.parquet")
        for limit in ("1KB", "plenty"):
            with pytest.raises(ExchangeError, match=f"DuckDB cannot do it with memory_limit '{limit}'"):
                reconcile_table(tmp_path, memory_limit=limit)

    def test_a_row_in_a_bucket_is_known_by_its_measurand(self, tmp_path: Path) -> None:
        """Rows have no number of their own there, and the error says so."""
        parquet.write_table(pa.table(SENT), tmp_path / "said.parquet")
        with pytest.raises(InvalidValueError) as caught:
            reconcile_table(tmp_path, low="high", high="low")
        assert "within one bucket" in caught.value.__notes__[0]


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB for files, pyarrow for anything, narwhals for frames without the interface of Arrow."""
    there = util.find_spec
    for missing, table in (("duckdb", "a.parquet"), ("pyarrow", object()), ("narwhals", object())):
        monkeypatch.setattr(
            "osintclaims.interop._statements.find_spec",
            lambda name, missing=missing: None if name == missing else there(name),
        )
        with pytest.raises(MissingExtraError, match=r"osintclaims\[scale\]"):
            reconcile_table(table)


#: Reconciles a folder in buckets, and prints by how many bytes memory grew at most; with one bucket, all at once.
GROWTH = """
import sys
from pathlib import Path
from osintclaims.interop import reconcile_table

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024

if __name__ == "__main__":
    folder, buckets = Path(sys.argv[1]), int(sys.argv[2])
    names = {name: name for name in ("low_open", "high_open", "point", "weight")}
    reconcile_table(folder / "few.parquet", destination=folder / "warm", **names)
    before = peak()
    reconcile_table(
        folder / "many.parquet", destination=folder / "found", buckets=buckets, memory_limit="64MB", **names
    )
    print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from Linux's /proc")
def test_a_table_larger_than_memory_goes_through(tmp_path: Path) -> None:
    """Memory grows by less than the columns alone would take, were they all held at once."""
    rows, bytes_of_row = 3_000_000, 6 * 8 + 2
    with duckdb.connect() as connection:
        for name, number in (("few", 1_000), ("many", rows)):
            connection.execute(
                f"""COPY (SELECT i % 30011 AS measurand, i // 30011 AS origin, 100.0::DOUBLE + hash(i) % 9 AS low,
                120.0::DOUBLE + hash(i + 1) % 9 AS high, i % 3 = 0 AS low_open, i % 5 = 0 AS high_open,
                110.0::DOUBLE AS point, 1.0::DOUBLE AS weight FROM range({number}) AS t(i))
                TO '{tmp_path / name}.parquet' (FORMAT parquet, ROW_GROUP_SIZE 100000)"""  # noqa: S608 - our own numbers
            )
    done = subprocess.run(
        [sys.executable, "-c", GROWTH, str(tmp_path), "48"], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < rows * bytes_of_row
    found = parquet.read_table(tmp_path / "found")
    assert (found.num_rows, sum(found["statements"].to_pylist())) == (30_011, rows)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
@pytest.mark.parametrize("from_file", [False, True], ids=["in memory", "in buckets"])
def test_a_pipe_is_never_replaced_by_a_result(tmp_path: Path, *, from_file: bool) -> None:
    """Nor a device: the destination is a plain file, or one that is not there yet."""
    table = pa.table({"measurand": ["a"], "origin": ["x"], "low": [5], "high": [6]})
    parquet.write_table(table, tmp_path / "table.parquet")
    pipe = tmp_path / "pipe.parquet"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not a plain file"):
        reconcile_table(tmp_path / "table.parquet" if from_file else table, destination=pipe)
    assert pipe.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pipe.parquet", "table.parquet"]
