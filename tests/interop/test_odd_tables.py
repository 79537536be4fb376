"""Tables and documents as strangers hand them over: each is taken as documented, or refused with its place."""

import csv as text_csv
import io
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from osintclaims import Corpus, CorpusError, ExchangeError, OsintclaimsError, fingerprint, load_seed_corpus
from osintclaims.interop import Mapping, TableError, annotations, claimreview, csv, json, jsonl, load, read_table
from osintclaims.interop._arrow import arrow_table

MINE = Mapping(measurand="what", best="number", unit="person", origin="who")
HEAD = "what,who,number\n"

#: Texts of CSV files that are taken, and the figures in them.
TAKEN: dict[str, tuple[str | bytes, list[float]]] = {
    "plain": (HEAD + "T,a,5\n", [5]),
    "byte order mark": (b"\xef\xbb\xbf" + (HEAD + "T,a,5\n").encode(), [5]),
    "mixed line ends": ("what,who,number\rT,a,5\r\nT,b,6\nT,c,7\r", [5, 6, 7]),
    "no last line end": (HEAD + "T,a,5", [5]),
    "blank lines": (HEAD + "\n\nT,a,5\n\n", [5]),
    "line break in a cell": (HEAD + 'T,"a\nb",5\n', [5]),
    "quotes inside a cell": (HEAD + 'T,a"b"c,5\n', [5]),
    "line and paragraph separators": (HEAD + "T,a\u2028b\u2029c\x85d,5\n", [5]),
    "negative zero": (HEAD + "T,a,-0\nT,b,-0.0\n", [0, 0]),
    "exponent": (HEAD + "T,a,1e3\n", [1_000]),
    "a formula for a name": (HEAD + "=cmd|'/c calc'!A0,a,5\n", [5]),
    "a cell of 70,000 letters": (HEAD + f"T,{'a' * 70_000},5\n", [5]),
    "only a header": (HEAD, []),
}

#: Those of which a figure is refused: the code, the row and what is said.
REFUSED: dict[str, tuple[str, str, int, str]] = {
    "fewer cells": (HEAD + "T,a\n", "E001", 1, "2 cells, the header has 3"),
    "more cells": (HEAD + "T,a,5,6\n", "E001", 1, "4 cells, the header has 3"),
    "NUL in a name": (HEAD + "T,a\0b,5\n", "E109", 1, "control character U+0000"),
    "NUL in a number": (HEAD + "T,a,5\0\n", "E106", 1, "is not a number"),
    "bell": (HEAD + "T,a\x07,5\n", "E109", 1, "control character U+0007"),
    "direction override": (HEAD + "T,\u202eabc,5\n", "E109", 1, "control character U+202E"),
    "infinite": (HEAD + "T,a,5\nT,b,inf\n", "E106", 2, "is not a number"),
    "beyond floating point": (HEAD + "T,a,1e999\n", "E106", 1, "within 10^18, got inf"),
    "25 digits": (HEAD + f"T,a,{'9' * 25}\n", "E106", 1, "within 10^18"),
    "5,000 digits": (HEAD + f"T,a,{'9' * 5_000}\n", "E106", 1, "no number of this world"),
    "a million digits": (HEAD + f"T,a,{'1' * 100_000}\n", "E106", 1, "no number of this world"),
    "digits of another script": (HEAD + "T,a,\u0661\u0662\u0663\n", "E106", 1, "is not a number"),
    "underscores": (HEAD + "T,a,1_000\n", "E106", 1, "is not a number"),
    "true": (HEAD + "T,a,True\n", "E106", 1, "is not a number"),
    "a formula for a number": (HEAD + "T,a,=1+1\n", "E106", 1, "is not a number"),
    "fraction of a person": (HEAD + "T,a,1e-300\n", "E104", 1, "not a whole number"),
    "nothing to be about": (HEAD + ",a,5\n", "E004", 1, "nothing says what it is about"),
    "not stated": (HEAD + "T,a,nan\n", "E101", 1, "not known"),
}

#: Those that are no tables at all, with what is said.
NO_TABLES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "has no header"),
    "blank header": (",,\n1,2,3\n", "has no header"),
    "a column twice": ("what,who,who,number\nT,a,b,5\n", 'two columns named "who"'),
    "UTF-16": ((HEAD + "T,a,5\n").encode("utf-16"), "t.csv:1: not UTF-8: byte 0xff"),
    "Latin-1": ((HEAD + "T,é,5\n").encode("latin-1"), "t.csv:2: not UTF-8: byte 0xe9"),
    "an encoded surrogate": (HEAD.encode() + b"T,\xed\xa0\x80,5\n", "t.csv:2: not UTF-8: byte 0xed"),
    "a quote that is not closed": (HEAD + 'T,"a,5\n', "t.csv:2: unexpected end of data"),
    "a field of 200,000 letters": (HEAD + f"T,{'a' * 200_000},5\n", "t.csv:2: field larger than field limit"),
    "another delimiter": ("what;who;number\nT;a;5\n", "the table has no such column"),
}


def _written(folder: Path, content: str | bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", TAKEN)
def test_odd_tables_that_say_what_they_mean_are_taken(name: str, tmp_path: Path) -> None:
    """Line ends, marks, quotes and spellings that leave no doubt are read as they stand."""
    content, figures = TAKEN[name]
    corpus = read_table(_written(tmp_path, content), MINE)
    assert [claim.estimate.best for claim in corpus.claims] == figures


@pytest.mark.parametrize("name", REFUSED)
def test_figures_that_cannot_be_taken_are_reported_with_their_row(name: str, tmp_path: Path) -> None:
    """One figure, one problem, with its row, its code and what is wrong; nothing is guessed."""
    content, code, row, said = REFUSED[name]
    (problem,) = read_table(_written(tmp_path, content), MINE, on_problem="report").report.problems
    assert (problem.code, problem.row) == (code, row)
    assert said in problem.message
    assert str(problem).isprintable()
    assert len(str(problem)) < 400


@pytest.fixture
def field_limit() -> Iterator[None]:
    """The csv module's own limit, which is the process's: followthemoney raises it when it is imported."""
    before = text_csv.field_size_limit(131_072)
    yield
    text_csv.field_size_limit(before)


@pytest.mark.usefixtures("field_limit")
@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_refused_as_a_whole(name: str, tmp_path: Path) -> None:
    """With the file, and the line where there is one."""
    content, said = NO_TABLES[name]
    with pytest.raises((ExchangeError, TableError)) as caught:
        read_table(_written(tmp_path, content), MINE)
    assert said in str(caught.value)


@pytest.mark.parametrize("delimiter", ["", ";;", "\n", '"'])
def test_a_delimiter_is_one_character(delimiter: str, tmp_path: Path) -> None:
    """What cannot part cells is refused before the csv module fails over it."""
    path = _written(tmp_path, HEAD).rename(tmp_path / "t.txt")
    with pytest.raises(ExchangeError, match=r"delimiter"):
        read_table(path, MINE, delimiter=delimiter)


#: Rows as mappings, and what comes of them: figures, or the code and part of the message.
ROWS: dict[str, tuple[list[Any], list[float] | tuple[str, str]]] = {
    "a row that leaves a column out": (
        [{"what": "T", "who": "a", "number": 5}, {"what": "T", "who": "b"}],
        ("E101", ""),
    ),
    "decimals": ([{"what": "T", "who": "a", "number": Decimal("5.0")}], [5]),
    "decimal that is none": ([{"what": "T", "who": "a", "number": Decimal("NaN")}], ("E101", "not known")),
    "decimal without end": ([{"what": "T", "who": "a", "number": Decimal("Infinity")}], ("E106", "within 10^18")),
    "a list in a cell": ([{"what": "T", "who": "a", "number": [5]}], ("E005", "a single value is wanted, got a list")),
    "a list for a name": ([{"what": "T", "who": ["a"], "number": 5}], ("E005", "a single value is wanted, got a list")),
    "bytes in a cell": ([{"what": "T", "who": b"a", "number": 5}], ("E005", "a single value is wanted, got a bytes")),
    "a mapping in a cell": ([{"what": {"a": 1}, "who": "a", "number": 5}], ("E005", "got a dict")),
    "a whole number of 5,000 digits": ([{"what": "T", "who": "a", "number": 10**5_000}], ("E106", "within 10^18")),
    "complex": ([{"what": "T", "who": "a", "number": 5j}], ("E106", "is not a number")),
    "lone surrogate": ([{"what": "T", "who": "\ud800", "number": 5}], ("E109", "control character U+D800")),
}


@pytest.mark.parametrize("name", ROWS)
def test_cells_of_any_type_are_taken_or_reported(name: str) -> None:
    """What databases and dataframes put into cells is a number, or one located problem."""
    rows, expected = ROWS[name]
    corpus, report = read_table(rows, MINE, on_problem="report")
    if isinstance(expected, list):
        assert [claim.estimate.best for claim in corpus.claims] == expected
    else:
        (problem,) = report.problems
        assert problem.code == expected[0]
        assert expected[1] in problem.message


def test_columns_have_names() -> None:
    """A row keyed by numbers is no row of a table."""
    with pytest.raises(ExchangeError, match="columns have names, got int 1"):
        read_table([{1: "T", 2: "a"}], MINE)


# --- our own tables --------------------------------------------------------------------------------------------------

SEEDS = csv.dumps(load_seed_corpus())
CELLS = ("", "x", "-1", "1e999", "nan", "9" * 5_000, "\0", "\ud800", "\u202e", ";", "\\", " > ", "2024-13", "=1", "0.5")


def test_any_cell_of_our_own_table_may_be_damaged() -> None:
    """Whatever stands in any column of the first or the last row, it is read or refused by an error of ours."""
    rows = list(text_csv.reader(io.StringIO(SEEDS)))
    for column in range(len(rows[0])):
        for cell in CELLS:
            for at in (1, len(rows) - 1):
                changed = [list(row) for row in (rows[0], rows[at])]
                changed[1][column] = cell
                out = io.StringIO()
                text_csv.writer(out).writerows(changed)
                try:
                    assert isinstance(csv.loads(out.getvalue()), Corpus)
                except OsintclaimsError:
                    continue


def test_line_ends_of_our_own_table_do_not_matter() -> None:
    """A program that writes CR alone loses nothing."""
    assert fingerprint(csv.loads(SEEDS.replace("\r\n", "\r"))) == fingerprint(csv.loads(SEEDS))


# --- JSON ------------------------------------------------------------------------------------------------------------

BEGIN = '{"format": "osintclaims-json/1"'

#: JSON texts, and code and message.
TEXTS: dict[str, tuple[str, str, str]] = {
    "nothing": ("", "E001", "expecting value"),
    "two objects": ("{}{}", "E001", "extra data"),
    "NaN": (BEGIN + ', "title": NaN}', "E106", "NaN is no JSON"),
    "beyond floating point": (BEGIN + ', "title": 1e999}', "E005", "a string is wanted"),
    "5,000 digits": (BEGIN + f', "title": {"9" * 5_000}}}', "E007", "thousands of digits"),
    "a key twice": (BEGIN + ', "title": "a", "title": "b"}', "E001", "'title' stands twice"),
    "deep arrays": ("[" * 100_000, "E008", "nested more than 64 deep"),
    "deep objects": ('{"a":' * 100_000, "E008", "nested more than 64 deep"),
    "control character": (BEGIN + ', "title": "a\x01"}', "E001", "invalid control character"),
    "lone surrogate": (BEGIN + ', "title": "\\ud800"}', "E109", "U+D800"),
    "array": ("[1]", "E005", "an object is wanted"),
    "null": ("null", "E005", "an object is wanted"),
    "format that is a list": ('{"format": ["a"]}', "E006", "is not a format"),
    "format that is an object": ('{"format": {}}', "E006", "is not a format"),
    "records that are no list": (BEGIN + ', "claim": {}}', "E005", "an array is wanted"),
    "records that are none": (BEGIN + ', "claim": [null]}', "E005", "a table is wanted"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_json_of_any_kind_is_refused_with_its_place(name: str) -> None:
    """One problem in the file, with line, code and what is wrong."""
    text, code, said = TEXTS[name]
    with pytest.raises(CorpusError) as caught:
        json.loads(text)
    first = caught.value.problems[0]
    assert (first.file, first.line, first.code) == ("corpus.json", 1, code)
    assert said in first.message
    for other in (jsonl.loads, annotations.loads, claimreview.loads):
        with pytest.raises((CorpusError, TableError)):
            other(text)


def test_lines_are_counted_over_blank_ones() -> None:
    """JSON Lines may have blank lines, and a problem has the line it stands on."""
    seeds = load_seed_corpus()
    assert jsonl.loads(jsonl.dumps(seeds).replace("\n", "\n\n")) == seeds
    with pytest.raises(CorpusError) as caught:
        jsonl.loads('{"format": "osintclaims-json/1"}\n\n\n{"claim": {"id": 3}}\n')
    assert {problem.line for problem in caught.value.problems} == {4}


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    """A JSON file that an editor began with one loads; UTF-16 does not."""
    seeds = load_seed_corpus()
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(seeds).encode())
    assert load(path) == seeds
    path.write_bytes(json.dumps(seeds).encode("utf-16"))
    with pytest.raises(ExchangeError, match=r"a\.json: not UTF-8 at byte 0"):
        load(path)


@pytest.mark.parametrize("unit", ['"k{n}": 1,', '"k": {n},', "[{n}],"])
def test_time_grows_with_the_text_alone(unit: str) -> None:
    """Four times the text takes about four times as long, also where every key is there twice."""

    def seconds(number: int) -> float:
        text = BEGIN + "," + "".join(unit.replace("{n}", str(n)) for n in range(number)) + '"k1": 2}'
        started = time.process_time()
        with pytest.raises(CorpusError):
            json.loads(text)
        return time.process_time() - started

    few = min(seconds(10_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(3)) < 10 * few + 0.1  # sixteen times, if it grew with the square


# --- Arrow and Parquet -----------------------------------------------------------------------------------------------

arrow = pytest.importorskip("arro3.core", reason="needs the extra arrow")


@pytest.mark.parametrize("extension", [".parquet", ".arrow"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PAR1",
        b"PAR1xxxxPAR1",
        b"PAR1" + b"\0" * 100 + b"PAR1",
        b"ARROW1" + b"\xff" * 99 + b"ARROW1",
        b"x" * 5_000,
    ],
    ids=["empty", "mark", "no footer", "zeros", "noise", "text"],
)
def test_damaged_arrow_files_are_refused(content: bytes, extension: str, tmp_path: Path) -> None:
    """The library's own panic is an error of ours, and the file is named."""
    path = tmp_path / f"t{extension}"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=rf"t\{extension}"):
        read_table(path, MINE)


def test_a_parquet_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    """As a download that stopped midway; and one with a byte changed is read or refused."""
    from osintclaims.interop import export

    path = tmp_path / "t.parquet"
    export(load_seed_corpus(), path)
    whole = path.read_bytes()
    assert load(path).claims
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ExchangeError, match="was cut off"):
        load(path)
    for at in range(4, len(whole) - 4, len(whole) // 60):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            assert isinstance(load(path), Corpus)
        except OsintclaimsError:
            continue


def test_nulls_wrong_types_and_nested_columns_of_arrow_tables() -> None:
    """A null is no figure, a text no number, a list no cell: each is reported with its row."""
    columns: dict[str, tuple[str, list[Any]]] = {
        "what": ("text", ["T", None, "T", "T"]),
        "who": ("text", ["a", "b", None, "d"]),
        "number": ("text", ["5", "5", "5", "many"]),
    }
    corpus, report = read_table(arrow_table(columns), MINE, on_problem="report")
    assert [(problem.row, problem.code) for problem in report.problems] == [(2, "E004"), (4, "E106")]
    assert [claim.origin.name for claim in corpus.claims] == ["a", "not stated"]
    numbers = arrow.Array([5, 6], type=arrow.DataType.int64())
    nested = arrow.Table.from_pydict(
        {
            "what": arrow.Array(["T", "T"], type=arrow.DataType.utf8()),
            "who": arrow.fixed_size_list_array(numbers, 1),
            "number": numbers,
        }
    )
    _, report = read_table(nested, MINE, on_problem="report")
    assert [(problem.row, problem.code, problem.column) for problem in report.problems] == [
        (1, "E005", "who"),
        (2, "E005", "who"),
    ]
