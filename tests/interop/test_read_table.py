"""Other people's tables: what is taken, and what is reported instead."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import ExchangeError, Hedge, InvalidValueError, Modality, When
from osintclaims.interop import MAPPINGS, Mapping, TableError, read_table
from osintclaims.interop._cells import day, number, parted, plain_text, span
from osintclaims.interop._cells import joined as joined_cells

LOW_HIGH = Mapping(measurand="what", low="low", best="best", high="high", unit="person", origin="who")
SINGLE = Mapping(measurand="what", best="number", unit="person", origin="who", outlet="paper")


def rows(**columns: list[Any]) -> list[dict[str, Any]]:
    """Rows from columns."""
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def three(low: Any, best: Any, high: Any) -> list[dict[str, Any]]:
    """One row with three figures."""
    return [{"what": "Troops", "who": "HUR", "low": low, "best": best, "high": high}]


class TestFigures:
    @pytest.mark.parametrize(
        ("cells", "bounds", "hedge"),
        [
            ((5, 7, 9), (5, 7, 9), Hedge.RANGE),
            (("5", "7.0", "9"), (5, 7, 9), Hedge.RANGE),
            ((5, 5, 5), (5, 5, 5), Hedge.BARE),
            ((5, None, 9), (5, None, 9), Hedge.RANGE),
            ((5, "", ""), (5, None, None), Hedge.AT_LEAST),
            (("NA", "unknown", 9), (None, None, 9), Hedge.AT_MOST),
            ((float("nan"), 7, None), (7, 7, 7), Hedge.BARE),
            ((5, 7, None), (5, 7, None), Hedge.BARE),
            ((0, 3, 8), (0, 3, 8), Hedge.RANGE),
        ],
    )
    def test_numbers_are_taken_as_they_stand(self, cells: Any, bounds: Any, hedge: Hedge) -> None:
        """What is blank stays unstated; nothing is filled in."""
        estimate = read_table(three(*cells), LOW_HIGH).claims[0].estimate
        assert (estimate.low, estimate.best, estimate.high, estimate.hedge) == (*bounds, hedge)

    @pytest.mark.parametrize(
        ("cells", "code", "column"),
        [
            ((9, 7, 5), "E102", "low, best, high"),
            ((5, 3, 9), "E103", "low, best, high"),
            ((5, 10, 9), "E103", "low, best, high"),
            (("", None, "?"), "E101", "low, best, high"),
            ((5, "7,000", 9000), "E106", "best"),
            ((5, "a lot", 9000), "E106", "best"),
            ((5, 5.5, 9), "E104", "low, best, high"),
            ((-3, 5, 9), "E105", "low, best, high"),
            ((True, 5, 9), "E106", "low"),
            ((float("inf"), 5, 9), "E106", "low, best, high"),
        ],
    )
    def test_what_cannot_be_taken_is_reported_with_its_place(self, cells: Any, code: str, column: str) -> None:
        """Row, column and what stands there; the other rows are taken."""
        good = {"what": "Troops", "who": "NIS", "low": 1, "best": 2, "high": 3}
        corpus, report = read_table([good, *three(*cells)], LOW_HIGH, on_problem="report")
        assert len(corpus.claims) == report.claims == 1
        (problem,) = report.problems
        assert (problem.row, problem.code, problem.column) == (2, code, column)
        assert problem.hint
        assert not report.ok

    def test_raising_names_every_problem(self) -> None:
        """The default refuses the table, and says how to go on."""
        with pytest.raises(TableError, match=r"(?s)row 1:.*row 2:.*on_problem=\"report\"") as caught:
            read_table([*three(9, 7, 5), *three("", "", "")], LOW_HIGH)
        assert [problem.row for problem in caught.value.problems] == [1, 2]

    def test_a_long_list_of_problems_is_cut_in_the_error_alone(self) -> None:
        """An error stays readable; its problems are all there."""
        with pytest.raises(TableError, match="and 5 more") as caught:
            read_table(three(9, 7, 5) * 25, LOW_HIGH)
        assert len(caught.value.problems) == 25

    def test_zeros_that_mean_not_mentioned_are_no_figures(self) -> None:
        """Only all of them together: a low of 0 beside a best of 2 is a figure."""
        table = [*three(0, 0, 0), *three(0, 2, 4)]
        assert len(read_table(table, LOW_HIGH).claims) == 2
        corpus, report = read_table(table, attrs.evolve(LOW_HIGH, zero="not_mentioned"), on_problem="report")
        assert [str(claim.estimate) for claim in corpus.claims] == ["0 to 4 people, best 2"]
        assert "not mentioned" in report.problems[0].message

    def test_thousands_are_read_where_the_mapping_says_how(self) -> None:
        """7,000 is refused unless somebody says what the comma means; then only whole groups count."""
        table = [{"what": "Troops", "who": "HUR", "paper": "", "number": "7,000"}]
        with pytest.raises(TableError, match="thousands"):
            read_table(table, SINGLE)
        with_comma = attrs.evolve(SINGLE, thousands=",")
        assert read_table(table, with_comma).claims[0].estimate.best == 7000
        with pytest.raises(TableError):
            read_table([table[0] | {"number": "7,00"}], with_comma)

    @pytest.mark.parametrize(
        ("word", "shown"),
        [
            ("about", "about 30 people"),
            ("at least", "at least 30 people"),
            ("up_to", "up to 30 people"),
            ("", "30 people"),
        ],
    )
    def test_a_column_can_say_what_is_done_to_the_number(self, word: str, shown: str) -> None:
        """The values of `Hedge` that bind one number."""
        mapping = attrs.evolve(SINGLE, hedge="hedge")
        table = [{"what": "Troops", "who": "HUR", "paper": "", "number": 30, "hedge": word}]
        assert str(read_table(table, mapping).claims[0].estimate) == shown

    def test_an_unknown_hedge_is_reported(self) -> None:
        """It is not taken as a bare number."""
        table = [{"what": "Troops", "who": "HUR", "paper": "", "number": 30, "hedge": "perhaps"}]
        with pytest.raises(TableError, match="no hedge"):
            read_table(table, attrs.evolve(SINGLE, hedge="hedge"))

    def test_each_row_may_have_a_unit(self) -> None:
        """A blank unit is no figure; an unknown one is named."""
        mapping = Mapping(measurand="what", best="number", unit_column="unit", origin="who")
        table = rows(what=["A", "B", "C"], who=["X"] * 3, number=[1, 2, 3], unit=["flights", "", "soldierz"])
        corpus, report = read_table(table, mapping, on_problem="report")
        assert corpus.claims[0].estimate.unit == "flight"
        assert [(problem.row, problem.code) for problem in report.problems] == [(2, "E107"), (3, "E107")]

    def test_words_are_read_where_the_reader_of_words_is(self) -> None:
        """Text comes first, numbers stand in where it cannot be read, and the wording is kept."""
        mapping = Mapping(measurand="what", text="size", low="low", high="high", unit="person", outlet="who")
        table = rows(
            what=["A", "B", "C"],
            who=["X"] * 3,
            size=["dozens", "the usual crowd", "?!"],
            low=[24, 50, ""],
            high=[99, 60, ""],
        )
        corpus, report = read_table(table, mapping, on_problem="report")
        first, second = sorted(corpus.claims, key=lambda claim: claim.measurand.label)
        assert (first.estimate.vague, first.estimate.wording, first.estimate.low) == ("dozens", "dozens", None)
        assert (second.estimate.low, second.estimate.high, second.estimate.wording) == (50, 60, "the usual crowd")
        assert (report.problems[0].row, report.problems[0].column) == (3, "size")


class TestRecords:
    def test_who_said_it_through_whom(self) -> None:
        """Outlet and origin make a chain; alone, either speaks for itself; nobody is nobody."""
        table = rows(
            what=["T"] * 4, who=["HUR", "", "HUR", "?"], paper=["Times", "Times", "", "-"], number=[1, 2, 3, 4]
        )
        by_number = {claim.estimate.best: claim for claim in read_table(table, SINGLE).claims}
        chains = {n: [link.source.name for link in claim.attribution.chain] for n, claim in by_number.items()}
        assert chains == {1: ["Times", "HUR"], 2: ["Times"], 3: ["HUR"], 4: ["not stated"]}
        assert by_number[4].attribution.is_unattributed

    def test_spellings_of_one_name_are_one_source(self) -> None:
        """Case and spaces do not make two voices; other spellings stay as aliases. Other signs do."""
        table = rows(
            what=["T"] * 4, who=["Police", "police ", "the  Police", "police!"], paper=[""] * 4, number=[1, 2, 3, 4]
        )
        sources = {source.name: source.aliases for source in read_table(table, SINGLE).sources}
        assert sources == {"Police": ("police",), "the  Police": (), "police!": ()}

    def test_an_outlet_that_is_its_own_origin_stands_once(self) -> None:
        """The same source twice in a row would be no chain."""
        table = [{"what": "T", "who": "Times", "paper": "times", "number": 1}]
        assert read_table(table, SINGLE).claims[0].attribution.depth == 1

    def test_a_label_can_name_any_column_that_is_there(self) -> None:
        """Whatever the column is called; one that is missing is reported once, before any row is read."""
        mapping = attrs.evolve(SINGLE, label="Troops in {No. of place: main}")
        table = [{"what": "T", "who": "HUR", "paper": "", "number": 1}]
        read = read_table([{**table[0], "No. of place: main": "Kursk"}], mapping)
        assert read.measurands[0].label == "Troops in Kursk"
        with pytest.raises(TableError) as caught:
            read_table(table * 2, mapping)
        assert [(one.row, one.column, one.code) for one in caught.value.problems] == [(0, "No. of place: main", "E004")]

    def test_a_cell_that_a_row_does_not_have_is_a_blank(self) -> None:
        """Rows of JSON leave out what is not known."""
        table = [{"what": "T", "who": "HUR", "paper": "Times", "number": 1}, {"what": "T", "number": 2}, {"what": "T"}]
        corpus, report = read_table(table, SINGLE, on_problem="report")
        assert [one.origin.id for one in corpus.claims] == ["hur", "not-stated"]
        assert [(one.row, one.code) for one in report.problems] == [(3, "E101")]

    def test_columns_have_names(self) -> None:
        """A frame without names has numbers for them, which no mapping can name."""
        with pytest.raises(ExchangeError, match="columns have names, got int 0"):
            read_table([{0: "T", 1: 3}], SINGLE)

    def test_everything_else_a_row_may_say(self) -> None:
        """Dates, place, document, notes, and what the mapping says for all rows."""
        mapping = attrs.evolve(
            SINGLE,
            id="id",
            prefix="mine",
            label="Troops in {where}",
            claimed_on="day",
            as_of=("from", "to"),
            period=("from", "to"),
            place="where",
            published="printed",
            url="url",
            title="title",
            notes="notes",
            wording="words",
            population="soldiers",
            state="sent",
            modality=Modality.PLAN,
            coder="me",
        )
        row = {
            "id": "A-7",
            "what": "t",
            "who": "HUR",
            "paper": "Times",
            "number": 7,
            "where": "Kursk",
            "day": datetime(2024, 10, 17),  # noqa: DTZ001 - dataframes hand over such
            "from": date(2024, 10, 1),
            "to": "2024-10-31 00:00:00.000",
            "printed": "2024-11",
            "url": "https://example.org",
            "title": "Report",
            "notes": "n",
            "words": "seven",
        }
        (claim,) = read_table([row], mapping, title="Mine").claims
        assert (claim.id, claim.measurand.id, claim.measurand.label) == ("mine-a-7", "mine-t", "Troops in Kursk")
        assert (claim.claimed_on, claim.as_of) == (When("2024-10-17"), When("2024-10-01/2024-10-31"))
        assert (claim.measurand.period, claim.measurand.place) == (claim.as_of, "Kursk")
        assert (claim.modality, claim.coder, claim.notes, claim.estimate.wording) == (Modality.PLAN, "me", "n", "seven")
        (document,) = claim.documents
        assert (document.url, document.published, document.publisher.name) == (row["url"], When("2024-11"), "Times")

    def test_rows_about_one_thing_must_agree_what_it_is(self) -> None:
        """Two places for one measurand are reported, not overwritten."""
        mapping = attrs.evolve(SINGLE, place="where")
        table = rows(
            what=["T", "T", "t-1", "T-1"],
            who=["A", "B", "C", "D"],
            paper=[""] * 4,
            number=[1, 2, 3, 4],
            where=["Kursk", "Donetsk", "", ""],
        )
        _, report = read_table(table, mapping, on_problem="report")
        assert [(problem.row, problem.column, problem.code) for problem in report.problems] == [
            (2, "where", "E301"),
            (4, "what", "E301"),
        ]

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"what": ""}, "E004"),
            ({"day": "last week"}, "E401"),
            ({"day": "2024-10-17 12:30"}, "E401"),
            ({"from": "2024-10-31", "to": "2024-10-01"}, "E401"),
            ({"id": "a"}, "E301"),
            ({"who": "a\x07b"}, "E109"),
            ({"where": "a\x07b"}, "E109"),
        ],
    )
    def test_other_faults_of_a_row_are_reported_too(self, changed: dict[str, str], code: str) -> None:
        """No row ends the reading, and none goes missing."""
        mapping = attrs.evolve(SINGLE, id="id", claimed_on="day", as_of=("from", "to"), place="where")
        good = {
            "id": "a",
            "what": "T",
            "who": "A",
            "paper": "",
            "number": 1,
            "day": "2024",
            "from": "",
            "to": "",
            "where": "",
        }
        corpus, report = read_table([good, good | {"id": "b"} | changed], mapping, on_problem="report")
        assert len(corpus.claims) == 1
        assert [(problem.row, problem.code) for problem in report.problems] == [(2, code)]
        assert '"ok": false' in report.to_json()


class TestTables:
    def test_csv_and_tsv_files(self, tmp_path: Path) -> None:
        """The extension tells the separator; a byte order mark, blank lines and quoted line breaks are no trouble."""
        comma, tab = tmp_path / "a.csv", tmp_path / "a.tsv"
        comma.write_bytes('\ufeffwhat,who,paper,number\r\n"T, all","A\nB",,7\r\n\r\n'.encode())
        tab.write_text("what\twho\tpaper\tnumber\nT, all\tA B\t\t7\n", encoding="utf-8")
        first, second = (read_table(path, SINGLE).claims[0] for path in (comma, tab))
        assert first.estimate == second.estimate
        assert first.origin.name == "A\nB"

    def test_another_separator_is_given(self, tmp_path: Path) -> None:
        """Semicolons are common where the comma parts decimals."""
        file = tmp_path / "a.csv"
        file.write_text("what;who;paper;number\nT;A;;7\n", encoding="utf-8")
        with pytest.raises(TableError, match="no such column"):
            read_table(file, SINGLE)
        assert read_table(str(file), SINGLE, delimiter=";").claims[0].estimate.best == 7

    def test_a_row_of_another_width_is_reported(self, tmp_path: Path) -> None:
        """Its cells would otherwise be read under the wrong names."""
        file = tmp_path / "a.csv"
        file.write_text("what,who,paper,number\nT,A,,7,000\nT,A\nT,A,,7\n", encoding="utf-8")
        corpus, report = read_table(file, SINGLE, on_problem="report")
        assert (len(corpus.claims), report.rows) == (1, 3)
        assert [problem.message for problem in report.problems] == [
            "5 cells, the header has 4",
            "2 cells, the header has 4",
        ]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "no header"),
            (b"\n\n", "no header"),
            (b"what,what\n", 'two columns named "what"'),
            (b"what,who\n\xff,1\n", "a.csv:2: not UTF-8"),
            (b'what,"who\n', "a.csv:1:"),
            (b'what,who\n"a"b,c\n', "a.csv:2:"),
        ],
    )
    def test_what_is_no_csv_is_said(self, content: bytes, message: str, tmp_path: Path) -> None:
        """With the line, where there is one."""
        file = tmp_path / "a.csv"
        file.write_bytes(content)
        with pytest.raises(ExchangeError, match=message):
            read_table(file, Mapping(measurand="what", best="who", unit="person"))

    def test_other_things_are_refused(self, tmp_path: Path) -> None:
        """A file of unknown kind, an object that is no table, rows that are none."""
        with pytest.raises(ExchangeError, match="does not say what it is"):
            read_table(tmp_path / "a.txt", SINGLE)
        with pytest.raises(ExchangeError, match="int is no table"):
            read_table(7, SINGLE)
        with pytest.raises(ExchangeError, match="rows are mappings"):
            read_table([1], SINGLE)

    def test_a_figure_that_is_no_count_is_told_what_a_count_is(self) -> None:
        """Not that its bounds cross, and of an infinite one neither."""
        rows = [{"what": "T", "who": "A", "paper": "", "number": number} for number in (3.5, -1, float("inf"))]
        _, report = read_table(rows, SINGLE, on_problem="report")
        assert [(one.code, one.hint) for one in report.problems] == [
            ("E104", "counts are whole numbers"),
            ("E105", "counts start at 0"),
            ("E106", "leave the cell empty where nothing is known"),
        ]

    def test_a_table_without_columns_says_so(self) -> None:
        """An empty list has none to choose from."""
        with pytest.raises(TableError, match="the table has no such column; it has none"):
            read_table([], SINGLE)

    def test_a_missing_column_is_named_with_the_nearest(self) -> None:
        """Before any row is read."""
        with pytest.raises(TableError, match="no such column; did you mean"):
            read_table([{"what": "T", "who": "A", "paper": "", "numberx": 1}], SINGLE)


class TestMappings:
    def test_names_and_lists(self) -> None:
        """A name finds the shipped mappings; several mappings read several figures of a row."""
        both = (
            Mapping(measurand="what", best="killed", unit="person", prefix="k", state="killed"),
            Mapping(measurand="what", best="hurt", unit="person", prefix="h", state="injured"),
        )
        corpus = read_table([{"what": "E1", "killed": 2, "hurt": 5}], both)
        assert {(claim.measurand.state, claim.estimate.best) for claim in corpus.claims} == {
            ("killed", 2),
            ("injured", 5),
        }
        with pytest.raises(ExchangeError, match="did you mean"):
            read_table([], "ucdp_gde")
        with pytest.raises(ExchangeError, match="choose from"):
            read_table([], "zzz")

    @pytest.mark.parametrize(
        ("mapping", "message"),
        [
            ([], "no mapping"),
            ([3], "a Mapping is wanted"),
            ([SINGLE, SINGLE], "a prefix each"),
        ],
    )
    def test_what_is_no_mapping_is_refused(self, mapping: Any, message: str) -> None:
        """With what is wanted."""
        with pytest.raises(ExchangeError, match=message):
            read_table([], mapping)

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"measurand": "", "best": "n", "unit": "person"}, "needs measurand"),
            ({"measurand": "m", "unit": "person"}, "column of figures"),
            ({"measurand": "m", "best": "n"}, "either unit"),
            ({"measurand": "m", "best": "n", "unit": "person", "unit_column": "u"}, "either unit"),
            ({"measurand": "m", "best": "n", "low": "l", "unit": "person", "hedge": "h"}, "best alone"),
            ({"measurand": "m", "best": "n", "unit": "person", "zero": "maybe"}, "choose"),
        ],
    )
    def test_a_mapping_that_cannot_work_is_refused(self, fields: dict[str, Any], message: str) -> None:
        """When it is made, not when a table is read."""
        with pytest.raises(ExchangeError, match=message):
            Mapping(**fields)

    def test_a_word_for_problems_is_one_of_two(self) -> None:
        """A misspelt one does not silently raise or report."""
        with pytest.raises(ExchangeError, match="on_problem"):
            read_table([], SINGLE, on_problem="ignore")  # type: ignore[call-overload]

    def test_every_shipped_mapping_cites_its_codebook(self) -> None:
        """What zeros and bounds mean in a table is not for us to say."""
        for mappings in MAPPINGS.values():
            for mapping in mappings:
                assert len(mapping.codebook) > 80
                assert mapping.coder


class TestCells:
    @given(st.lists(st.text(min_size=1)))
    def test_lists_in_cells_come_back(self, texts: list[str]) -> None:
        """Whatever signs they hold."""
        assert parted(joined_cells(texts)) == tuple(texts)

    @pytest.mark.parametrize(
        ("cell", "text"),
        [(None, ""), (float("nan"), ""), (True, "true"), (300380.0, "300380"), ("21300.0", "21300"), (" a ", "a")],
    )
    def test_cells_as_texts(self, cell: Any, text: str) -> None:
        """Dataframes put a point behind whole numbers and NaN where nothing is."""
        assert plain_text(cell) == text

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("7", 7), (" 7.50 ", 7.5), ("1e3", 1000), ("-2", -2), (7.0, 7), ("1 000", None), ("", None), ("٣", None)],
    )
    def test_numbers(self, cell: Any, value: float | None) -> None:
        """Digits with a point, and nothing else."""
        if value is None:
            with pytest.raises(InvalidValueError):
                number(cell)
        else:
            assert number(cell) == value

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("1357171200.0", "2013-01-03"),
            (610761600, "1989-05-10"),
            ("2024-10", "2024-10"),
            ("2024-10-17T00:00:00Z", "2024-10-17"),
        ],
    )
    def test_days(self, cell: Any, text: str) -> None:
        """EDTF, midnights, and R's seconds since 1970 that make whole days."""
        assert day(cell).text == text

    def test_seconds_that_make_no_whole_day_are_no_date(self) -> None:
        """They are a time of day, or no time at all."""
        with pytest.raises(InvalidValueError):
            day("1357171201")

    def test_spans(self) -> None:
        """From the first to the last; one date alone, or the same twice, is no interval."""
        first, last = When("2024-10-01"), When("2024-10-31")
        assert (span(first, last), span(None, last), span(first, None), span(first, first), span(None, None)) == (
            When("2024-10-01/2024-10-31"),
            last,
            first,
            first,
            None,
        )
