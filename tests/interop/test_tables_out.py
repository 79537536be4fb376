"""Tables out: CSV, Arrow, Parquet, dataframes, SQLite."""

import csv as python_csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings

from osintclaims import (
    Corpus,
    Estimate,
    ExchangeError,
    MissingExtraError,
    Section,
    Source,
    SourceKind,
    claim,
    load_seed_corpus,
    reconcile,
    reconcile_all,
)
from osintclaims.interop import Mapping, TableError, _arrow, csv, export, load, parquet, read_table, table
from osintclaims.interop._columns import COLUMNS
from osintclaims.testing import corpora
from tests.interop.losses import corpus as corpus_with
from tests.store.corpora import SLOW

SEEDS = load_seed_corpus()
#: For laws that reconcile.
FEW = settings(SLOW, max_examples=max(1, SLOW.max_examples // 3))


class TestCsv:
    @given(corpora())
    @SLOW
    def test_what_csv_carries_comes_back(self, corpus: Corpus) -> None:
        """Figures, dates, grades and marks of every claim and denial; and a second trip changes nothing."""
        once = csv.loads(csv.dumps(corpus))
        assert csv.loads(csv.dumps(once)) == once
        for before in corpus.claims:
            after = once.claim(before.id)
            for field in ("estimate", "modality", "as_of", "recorded_on", "credibility", "likelihood", "confidence"):
                assert getattr(after, field) == getattr(before, field)
            for field in ("claimed_on", "restates", "supersedes", "retracted", "coder", "notes", "tags"):
                assert getattr(after, field) == getattr(before, field)
            assert after.origin.organisation.id == before.origin.organisation.id
            assert [link.source.id for link in after.attribution.chain] == [
                link.source.id for link in before.attribution.chain
            ]
        for denial in corpus.denials:
            back = once.denial(denial.id)
            for field in ("kind", "claims", "said_on", "counter_claim", "explicit", "supersedes", "retracted", "notes"):
                assert getattr(back, field) == getattr(denial, field)
            assert [one.id for one in back.measurands] == [one.id for one in denial.measurands]

    @given(corpora())
    @FEW
    def test_a_reload_answers_the_same(self, corpus: Corpus) -> None:
        """Every measurand comes back with its parts, wholes and addends, and so does what the claims agree on."""
        back = csv.loads(csv.dumps(corpus))
        assert back.measurands == corpus.measurands
        assert [one.summary() for one in reconcile_all(back)] == [one.summary() for one in reconcile_all(corpus)]

    def test_a_claim_stays_the_evidence_that_it_was(self) -> None:
        """Of several places the row names the first that counts: a claim from a menu alone would be left out."""
        (said,) = (one for one in corpus_with("Claim.anchors").claims if one.id == "c1")
        menu = attrs.evolve(said.anchors[0], section=Section.NAVIGATION)
        moved = attrs.evolve(said, anchors=(menu, said.anchors[1]), restates=None, supersedes=())
        back = csv.loads(csv.dumps(Corpus(claims=(moved,)))).claim("c1")
        (kept,) = back.anchors
        assert (kept.start, kept.section) == (said.anchors[1].start, Section.BODY)
        only = attrs.evolve(moved, anchors=(menu,))
        assert csv.loads(csv.dumps(Corpus(claims=(only,)))).claim("c1").anchors[0].section is Section.NAVIGATION

    def test_measurands_that_no_claim_is_about_have_rows_of_their_own(self) -> None:
        """In files, behind the others; tables for analysis hold claims and denials alone."""
        lines = list(python_csv.DictReader(csv.dumps(SEEDS).splitlines()))
        assert [line["record"] for line in lines[len(table(SEEDS)) :]] == ["measurand"] * 2
        assert len(table(SEEDS)) == len(SEEDS.claims) + len(SEEDS.denials)
        by_id = {line["measurand"]: line for line in lines}
        assert by_id["dprk-troops-sent"]["sum_of"] == "dprk-troops-sent-2024-autumn;dprk-troops-sent-2025-early"
        assert by_id["dprk-casualties-kursk-2025"]["part_of"] == "dprk-troops-in-kursk-2025"
        assert csv.loads(_text(lines[::-1])) == csv.loads(_text(lines))

    @pytest.mark.parametrize(
        ("changes", "code", "row", "column", "message"),
        [
            ({1: {"part_of": "b;whole"}}, "E302", 1, "part_of", 'no row describes "whole"'),
            ({3: {"sum_of": "d;aa"}}, "E302", 3, "sum_of", 'no row describes "aa"'),
            ({2: {"part_of": "c"}, 3: {"part_of": "a"}}, "E303", 3, "part_of", "lead back: a → b → c → a"),
            ({1: {"part_of": "a"}}, "E303", 1, "part_of", "lead back: a → a"),
            ({4: {"time_kind": "level"}}, "E306", 3, "part_of", "c is a stock and cannot be part of d"),
            ({3: {"sum_of": "d;d"}}, "E301", 3, "sum_of", '"d" is listed twice'),
            ({3: {"low": "7"}}, "E003", 3, "low", "a measurand has no low"),
            ({2: {"measurand": "a"}}, "E301", 2, "measurand", "another row describes a differently"),
        ],
    )
    def test_relations_that_cannot_be_are_reported_once(
        self, changes: dict[int, dict[str, str]], code: str, row: int, column: str, message: str
    ) -> None:
        """At the row that describes the measurand, though others rest on it."""
        rows = _related("a", "b", "c", "d")
        csv.loads(_text(rows))
        for number, change in changes.items():
            rows[number - 1] |= change
        with pytest.raises(TableError) as caught:
            csv.loads(_text(rows))
        (problem,) = caught.value.problems
        assert (problem.code, problem.row, problem.column) == (code, row, column)
        assert message in problem.message

    def test_blanks_between_ids_do_not_matter(self) -> None:
        """People type them behind semicolons; ids have none."""
        listed = list(python_csv.DictReader(csv.dumps(SEEDS).splitlines()))
        columns = ("part_of", "sum_of", "denies", "supersedes")
        for line in listed:
            for column in (*columns, *(("measurand",) if line["record"] == "denial" else ())):
                line[column] = line[column] and f" {line[column].replace(';', ' ; ')} "
        assert {column for line in listed for column in columns if line[column]} >= {"part_of", "sum_of", "denies"}
        assert csv.loads(_text(listed)) == csv.loads(csv.dumps(SEEDS))
        rows = _related("a", "b", "c")
        both = [rows[0] | {"part_of": "b; c"}, *rows[1:]]
        back = next(one for one in csv.loads(_text(both)).measurands if one.id == "a")
        assert [one.id for one in back.part_of] == ["b", "c"]

    @pytest.mark.parametrize("turn", [1, -1])
    def test_a_long_row_of_relations_is_refused(self, turn: int) -> None:
        """More than 32, whichever stands first; no table makes Python give up."""
        names = [f"m{number}" for number in range(3_000)]
        assert len(csv.loads(_text(_related(*names[:32])[::turn])).measurands) == 32
        with pytest.raises(TableError, match="more than 31 others in a row"):
            csv.loads(_text(_related(*names)[::turn]))

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
    def test_no_cell_is_a_formula(self, sign: str) -> None:
        """A spreadsheet runs what begins like one; an apostrophe stops it, and reading takes it away again."""
        evil = f'{sign}HYPERLINK("https://example.org","click")'
        said = claim("Flights", Estimate.at_least(28, "flight", wording=evil), by="'=HUR", id="c1")
        text = csv.dumps(Corpus(claims=(said,)))
        cells = [cell for line in python_csv.reader(text.splitlines()) for cell in line]
        assert not any(cell.startswith(("=", "+", "@", "\uff1d")) for cell in cells)
        back = csv.loads(text).claim("c1")
        assert (back.estimate.wording, back.origin.name) == (evil, "'=HUR")

    def test_negative_numbers_stay_numbers(self) -> None:
        """The apostrophe is for texts alone."""
        said = claim("Balance", Estimate.between(-5, -2, "USD"), by="A", id="c1")
        assert "'-" not in csv.dumps(Corpus(claims=(said,)))

    @pytest.mark.parametrize(
        ("change", "code", "column"),
        [
            ({"low": "many"}, "E106", "low"),
            ({"low_strict": "perhaps"}, "E005", "low_strict"),
            ({"bound": "at_lesat"}, "E310", "bound"),
            ({"credibility": "7"}, "E310", "credibility"),
            ({"credibility": "2.5"}, "E005", "credibility"),
            ({"claimed_on": "yesterday"}, "E401", "claimed_on"),
            ({"chain": ""}, "E201", "chain"),
            ({"chain": "a > > b"}, "E201", "chain"),
            ({"organisations": "a > b > c"}, "E201", "organisations"),
            ({"record": "clam"}, "E310", "record"),
            ({"record": "measurand"}, "E003", "id"),
            ({"source_kind": "persn"}, "E310", "source_kind"),
            ({"measurand": "Not an id"}, "E301", "measurand"),
            ({"high": "3"}, "E102", ""),
            ({"restates": "nobody"}, "E302", ""),
            ({"chain": "Not an id", "organisations": ""}, "E301", "chain"),
        ],
    )
    def test_a_changed_cell_is_reported_with_its_place(self, change: dict[str, str], code: str, column: str) -> None:
        """A table that was edited by hand is checked like any file."""
        row = _row() | change
        with pytest.raises(TableError) as caught:
            csv.loads(_text([row]))
        assert (caught.value.problems[0].code, caught.value.problems[0].column) == (code, column)

    @pytest.mark.parametrize(
        ("record", "hint"),
        [("measurands", 'did you mean "measurand"?'), ("denail", "denial"), ("", "claim, denial or measurand")],
    )
    def test_a_row_of_no_known_kind_is_told_what_it_may_be(self, record: str, hint: str) -> None:
        """Before its other cells are looked at, which depend on what it is."""
        rows = [_row(), _row() | {"record": record, "chain": "", "organisations": ""}]
        with pytest.raises(TableError) as caught:
            csv.loads(_text(rows))
        (problem,) = caught.value.problems
        assert (problem.code, problem.row, problem.column) == ("E310", 2, "record")
        assert hint in problem.hint

    def test_nobody_becomes_no_name(self) -> None:
        """A figure for which nobody is named is on nobody's word when it comes back."""
        said = [claim("Sent", "some 300 men", by=Source(id="x", name="Reports", kind=SourceKind.ANONYMOUS))]
        back = csv.loads(csv.dumps(Corpus(claims=tuple(said))))
        assert back.claims[0].attribution.is_unattributed
        assert reconcile(back).summary() == reconcile(said).summary()
        assert reconcile(back).summary().endswith("nobody is named for it")

    def test_rows_must_agree(self) -> None:
        """On names, on what a measurand is, on what a document is; denials may say less than claims."""
        first = _row() | {"document": "d1", "url": "https://example.org", "place": "Donetsk"}
        for change, column in (
            ({"source_original": "Someone else"}, "source_original"),
            ({"place": "Kursk"}, "measurand"),
            ({"url": "https://example.com"}, "document"),
        ):
            with pytest.raises(TableError) as caught:
                csv.loads(_text([first, first | {"id": "c2"} | change]))
            assert [problem.column for problem in caught.value.problems] == [column]

    @pytest.mark.parametrize("sign", [";", "\t"])
    def test_a_table_that_a_spreadsheet_saved_is_read(self, sign: str) -> None:
        """Other signs between cells, capitals in true and false, empty rows, and a mark of the encoding in front."""
        out = io.StringIO()
        lines = list(python_csv.reader(io.StringIO(csv.dumps(SEEDS))))
        shouted = [[cell.upper() if cell in ("true", "false") else cell for cell in line] for line in lines]
        python_csv.writer(out, delimiter=sign).writerows([*shouted, [""] * len(lines[0])])
        assert csv.loads(f"\ufeff{out.getvalue()}") == csv.loads(csv.dumps(SEEDS))

    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    @pytest.mark.parametrize("quoting", [python_csv.QUOTE_ALL, python_csv.QUOTE_NONNUMERIC])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_names_in_quotes_may_stand_between_any_signs(self, sign: str, quoting: Literal[1, 2], end: str) -> None:
        """As R and LibreOffice write them."""
        out = io.StringIO(newline="")
        writer = python_csv.writer(out, delimiter=sign, quoting=quoting, lineterminator=end)
        writer.writerows(python_csv.reader(io.StringIO(csv.dumps(SEEDS), newline="")))
        assert csv.loads(out.getvalue()) == csv.loads(csv.dumps(SEEDS))

    def test_frames_and_what_they_lack(self) -> None:
        """A frame has claims and denials alone: what its rows name and do not describe is told, with what to do."""
        rows = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in table(SEEDS).rows]
        with pytest.raises(
            TableError, match=r'no row describes "dprk-troops-sent"; give it a row of its own'
        ) as caught:
            csv.loads(_text(rows))
        assert {problem.column for problem in caught.value.problems} == {"part_of"}
        with pytest.raises(TableError, match="a column without a name; leave it out"):
            csv.loads(_text([{"": "0"} | _row()]))

    def test_other_tables_are_not_taken_for_ours(self) -> None:
        """An unknown column, a row of another width, a denial whose lists differ in length."""
        with pytest.raises(TableError, match="no column of ours"):
            csv.loads(_text([_row() | {"fatalities": "3"}]))
        with pytest.raises(TableError, match="cells, the header has"):
            csv.loads(csv.dumps(Corpus()) + "claim,c1\r\n")
        denial = next(row for row in table(SEEDS).rows if row["record"] == "denial")
        with pytest.raises(TableError, match="different numbers"):
            csv.loads(_text([{key: str(cell or "") for key, cell in denial.items()} | {"measurand": "a;b"}]))

    def test_results_are_a_row_each(self) -> None:
        """With blanks where nothing is known, and never NaN or infinity."""
        text = csv.dumps(reconcile_all(SEEDS))
        lines = text.splitlines()
        assert lines[0].startswith("measurand,measurand_label,unit,modality,status,low,")
        assert len(lines) == 1 + len(reconcile_all(SEEDS))
        assert ",nan," not in text
        assert ",inf," not in text


def _row() -> dict[str, str]:
    """One claim as a row of texts."""
    said = claim("Flights", Estimate.at_least(28, "flight"), by="HUR", id="c1")
    (row,) = table(Corpus(claims=(said,))).rows
    return {key: "" if cell is None else str(cell) for key, cell in row.items()}


def _related(*ids: str) -> list[dict[str, str]]:
    """Rows of measurands, each part of the next."""
    blank = dict.fromkeys(_row(), "")
    same = {"record": "measurand", "measurand_unit": "person", "time_kind": "stock"}
    return [
        blank | same | {"measurand": id_, "measurand_label": id_, "part_of": "".join(ids[place : place + 1])}
        for place, id_ in enumerate(ids, 1)
    ]


def _text(listed: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = python_csv.DictWriter(out, listed[0])
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue()


class TestArrow:
    def test_a_corpus_and_results_hand_themselves_over(self) -> None:
        """By the Arrow PyCapsule interface, without anything in between."""
        core = pytest.importorskip("arro3.core")
        made = core.Table.from_arrow(SEEDS)
        assert made.num_rows == len(SEEDS.claims) + len(SEEDS.denials)
        assert made.schema.names == [column.name for column in COLUMNS]
        assert core.Table.from_arrow(reconcile_all(SEEDS)).num_rows == len(reconcile_all(SEEDS))
        result = reconcile(SEEDS, "dprk-troops-sent-2024-autumn")
        assert core.Table.from_arrow(result)["status"].to_pylist() == [result.status.value]

    def test_dataframes_of_a_backend(self) -> None:
        """Types survive: whole numbers stay whole, days are days, and what is not there is None."""
        made = SEEDS.to_dataframe("arro3")
        first = {name: made[name].to_pylist()[0] for name in ("low", "best", "claimed_on_earliest", "retracted")}
        row = next(iter(table(SEEDS).rows))
        assert first == {name: row[name] for name in first}
        with pytest.raises(ExchangeError, match="unknown backend"):
            SEEDS.to_dataframe("excel")

    @pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
    def test_dataframes_of_other_libraries(self, backend: str) -> None:
        """Each gives the same cells; missing ones say so."""
        pytest.importorskip(backend, reason=f"{backend} is not installed: make exchange")
        nw = pytest.importorskip("narwhals.stable.v2")
        made = nw.from_native(SEEDS.to_dataframe(backend), eager_only=True)
        expected = table(SEEDS)
        assert made["id"].to_list() == list(expected.columns["id"][1])
        for name in ("low", "best", "high", "retracted", "credibility"):
            cells = expected.columns[name][1]
            assert made[name].null_count() == list(cells).count(None)
            assert made[name].drop_nulls().to_list() == [cell for cell in cells if cell is not None]

    def test_a_number_that_would_be_rounded_is_refused(self) -> None:
        """Doubles hold whole numbers to 2^53; CSV holds all of them."""
        said = claim("Shells", Estimate.of(2**53 + 1, "shell"), by="A", id="c1")
        with pytest.raises(ExchangeError, match="rounded"):
            table(Corpus(claims=(said,))).to_arrow()
        assert csv.loads(csv.dumps(Corpus(claims=(said,)))).claim("c1").estimate.best == 2**53 + 1

    def test_what_is_no_table_is_refused(self) -> None:
        """Only corpora and results are."""
        with pytest.raises(ExchangeError, match="int is no corpus"):
            table(3)  # type: ignore[arg-type]

    def test_a_missing_library_names_the_extra(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """And the command that installs it."""
        monkeypatch.setattr(_arrow, "find_spec", lambda _: None)
        with pytest.raises(MissingExtraError, match=r'pip install "osintclaims\[arrow\]"'):
            export(SEEDS, tmp_path / "a.parquet")
        from osintclaims.interop import _dataframes, _frames

        monkeypatch.setattr(_dataframes, "find_spec", lambda _: None)
        monkeypatch.setattr(_frames, "find_spec", lambda _: None)
        with pytest.raises(MissingExtraError, match="arrow"):
            SEEDS.to_dataframe()
        with pytest.raises(ExchangeError, match="pip install pandas"):
            SEEDS.to_dataframe("pandas")
        with pytest.raises(MissingExtraError, match="frames"):
            read_table(object(), Mapping(measurand="what", best="n", unit="person"))
        assert not (tmp_path / "a.parquet").exists()

    def test_a_submodule_of_a_missing_package_is_missing(self) -> None:
        """Looking for it raises nothing."""
        assert not _arrow._has("no_such_package.core")


class TestParquet:
    @given(corpora())
    @SLOW
    def test_parquet_carries_what_csv_carries(self, corpus: Corpus) -> None:
        """The same columns, with types."""
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.parquet"
            parquet.dump(corpus, path)
            assert parquet.load(path) == csv.loads(csv.dumps(corpus))

    def test_files_of_arrow_are_read_as_tables(self, tmp_path: Path) -> None:
        """Parquet and Arrow files, and what hands over Arrow data without being a dataframe."""
        io = pytest.importorskip("arro3.io")
        core = pytest.importorskip("arro3.core")
        made = core.Table.from_pydict(
            {
                "what": core.Array(["T", "T"], type=core.DataType.utf8()),
                "n": core.Array([3.0, 4.5], type=core.DataType.float64()),
            }
        )
        mapping = Mapping(measurand="what", best="n", unit="USD")
        io.write_parquet(made, str(tmp_path / "a.parquet"))
        io.write_ipc(made, str(tmp_path / "a.arrow"))
        expected = read_table(made, mapping)
        assert [one.estimate.best for one in expected.claims] == [3, 4.5]
        assert read_table(tmp_path / "a.parquet", mapping) == expected
        assert read_table(tmp_path / "a.arrow", mapping) == expected


class TestDataframesIn:
    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "duckdb"])
    def test_every_library_gives_the_same_corpus(self, library: str) -> None:
        """A frame of pandas, polars or pyarrow, and a relation of DuckDB."""
        module = pytest.importorskip(library, reason=f"{library} is not installed: make exchange")
        cells = {"what": ["T", "T", "U"], "who": ["A", None, "B"], "n": [3.0, 4.0, None]}
        frame: Any
        if library == "duckdb":
            frame = module.sql(
                "SELECT * FROM (VALUES ('T','A',3.0::DOUBLE),('T',NULL,4.0),('U','B',NULL)) t(what,who,n)"
            )
        elif library == "pyarrow":
            frame = module.table(cells)
        else:
            frame = module.DataFrame(cells)
        mapping = Mapping(measurand="what", best="n", unit="person", origin="who")
        rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
        expected = read_table(rows, mapping, on_problem="report")
        assert read_table(frame, mapping, on_problem="report").corpus == expected.corpus


class TestSqlite:
    def test_the_file_has_keys_that_hold_and_a_search_that_finds(self, tmp_path: Path) -> None:
        """Every reference is a foreign key, and full text finds a wording."""
        path = tmp_path / "a.db"
        export(SEEDS, path)
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("SELECT count(*) FROM claims").fetchone() == (len(SEEDS.claims),)
            keys = {row[2] for row in database.execute("PRAGMA foreign_key_list(claims)")}
            assert keys == {"measurands", "sources", "claims"}
            found = database.execute("SELECT wording FROM claims_fts WHERE claims_fts MATCH 'soldiers'").fetchall()
            assert found
            denied = database.execute("SELECT count(DISTINCT claim) FROM denied_claims").fetchone()
            assert denied[0] > 0

    def test_results_are_a_table_of_their_own(self, tmp_path: Path) -> None:
        """Beside the records that they rest on; a file that is there is replaced."""
        path = tmp_path / "a.db"
        path.write_text("old", encoding="utf-8")
        export(reconcile_all(SEEDS), path)
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT count(*) FROM consensus").fetchone() == (len(reconcile_all(SEEDS)),)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []

    @given(corpora())
    @SLOW
    def test_any_corpus_fits(self, corpus: Corpus) -> None:
        """Whatever its texts hold, and in whatever order records name one another."""
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.db"
            export(corpus, path)
            with closing(sqlite3.connect(path)) as database:
                assert database.execute("PRAGMA foreign_key_check").fetchall() == []
                assert database.execute("SELECT id FROM claims ORDER BY id").fetchall() == [
                    (one.id,) for one in corpus.claims
                ]

    def test_it_opens_in_datasette(self, tmp_path: Path) -> None:
        """Its table page, with a search over the full text."""
        app = pytest.importorskip("datasette.app", reason="datasette is not installed: make exchange")
        import asyncio

        path = tmp_path / "claims.db"
        export(SEEDS, path)

        async def ask() -> Any:
            server = app.Datasette([str(path)])
            return await server.client.get("/claims/claims.json?_search=soldiers&_shape=array")

        answer = asyncio.run(ask())
        assert answer.status_code == 200
        assert all("id" in row for row in answer.json())
        assert answer.json()


def test_files_come_back(tmp_path: Path) -> None:
    """`load` finds the format by the extension, as `export` does."""
    for name in ("a.csv", "a.parquet"):
        export(SEEDS, tmp_path / name)
        assert load(tmp_path / name) == csv.loads(csv.dumps(SEEDS))
