"""Tables of other people as corpora: every figure is taken as its mapping says, or reported."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple, overload

import attrs

from osintclaims.errors import ExchangeError, InvalidValueError
from osintclaims.interop._cells import day, plain_text, shown, span
from osintclaims.interop._codebooks import MAPPINGS
from osintclaims.interop._figure import Mistake, figure_of, is_unknown
from osintclaims.interop._frames import Row, UnevenRow, rows_of
from osintclaims.interop._mapping import COLUMN, Mapping
from osintclaims.interop._names import Sources, ident
from osintclaims.interop._problems import RowProblem, TableError, TableReport
from osintclaims.model import (
    Attribution,
    Claim,
    Corpus,
    Document,
    Estimate,
    Link,
    Measurand,
    SpeechAct,
    When,
    did_you_mean,
)

__all__ = ["TableReading", "read_table"]

#: Fields of a measurand that a row fills.
_FIELDS: Final = ("unit", "place", "period", "label")


class TableReading(NamedTuple):
    """What a table gave, and what it did not."""

    corpus: Corpus
    """The claims of the figures that were taken."""
    report: TableReport
    """The figures that were not, with reasons."""


@overload
def read_table(
    table: Any,
    mapping: Mapping | str | Sequence[Mapping],
    *,
    on_problem: Literal["raise"] = ...,
    title: str = ...,
    delimiter: str = ...,
) -> Corpus: ...
@overload
def read_table(
    table: Any,
    mapping: Mapping | str | Sequence[Mapping],
    *,
    on_problem: Literal["report"],
    title: str = ...,
    delimiter: str = ...,
) -> TableReading: ...
def read_table(
    table: Any,
    mapping: Mapping | str | Sequence[Mapping],
    *,
    on_problem: Literal["raise", "report"] = "raise",
    title: str = "",
    delimiter: str = "",
) -> Corpus | TableReading:
    """The claims of somebody's table.

    A figure is taken as it stands or not at all: bounds that cross are not swapped, blanks are not filled, and zeros
    that mean "not mentioned" are no figures. Names that differ in case and spaces alone are one source.

    Args:
        table: A path (CSV, TSV, Parquet, Arrow), a dataframe of any library, anything with the Arrow PyCapsule
            interface, or a list of mappings from column to cell. CSV and TSV need nothing beyond Python; the rest needs
            the extras ``frames`` or ``arrow``.
        mapping: Which columns hold what: a `Mapping`, several of them for several figures a row, or the name of one of
            `MAPPINGS`.
        on_problem: ``raise`` refuses the table if a single figure cannot be taken; ``report`` takes the others and
            returns a `TableReading`, whose report names every figure that was not taken.
        title: Title of the corpus.
        delimiter: What parts the cells of a text file, if it is not what the extension says.

    Raises:
        TableError: A figure was not taken, or a column is missing.
        ExchangeError: It is no table, or no mapping.
        MissingExtraError: Reading it needs a library that is not installed.
        OSError: The file cannot be read.

    Examples:
        >>> from osintclaims.interop import Mapping, read_table
        >>> rows = [
        ...     {"what": "Flights", "who": "HUR", "number": 28},
        ...     {"what": "Flights", "who": "NIS", "number": ""},
        ... ]
        >>> mine = Mapping(measurand="what", best="number", unit="flight", origin="who")
        >>> corpus, report = read_table(rows, mine, on_problem="report")
        >>> print(corpus.claims[0].estimate)
        28 flights
        >>> print(report)
        row 2: number = "": no figure; give a number [E101]
        1 claim from 2 rows; 1 figure was not taken
    """
    if on_problem not in ("raise", "report"):
        raise ExchangeError(f'on_problem is {on_problem!r}; choose "raise" or "report"')
    mappings = _mappings(mapping)
    columns, rows = rows_of(table, delimiter=delimiter)
    missing = tuple(_missing(columns, mappings))
    if missing:
        raise TableError(missing)
    reader = _Reader(mappings)
    for number, row in enumerate(rows, 1):
        reader.read(number, row)
    corpus = reader.corpus(title)
    problems = tuple(sorted(reader.problems, key=lambda problem: problem.row))
    if on_problem == "report":
        report = TableReport(problems=problems, rows=reader.rows, claims=len(corpus.claims))
        return TableReading(corpus, report)
    if problems:
        raise TableError(problems, 'on_problem="report" takes the other figures and returns these in a report')
    return corpus


def _mappings(mapping: Mapping | str | Sequence[Mapping]) -> tuple[Mapping, ...]:
    if isinstance(mapping, str):
        if mapping not in MAPPINGS:
            near = did_you_mean(mapping, MAPPINGS) or f"choose from {', '.join(MAPPINGS)}"
            raise ExchangeError(f'unknown mapping "{mapping}"; {near}')
        return MAPPINGS[mapping]
    given: object = mapping
    if not isinstance(given, Mapping | Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise ExchangeError(f"a Mapping is wanted, got {type(mapping).__name__}")
    listed = (mapping,) if isinstance(mapping, Mapping) else tuple(mapping)
    for one in listed:
        if not isinstance(one, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise ExchangeError(f"a Mapping is wanted, got {type(one).__name__}")
    if not listed:
        raise ExchangeError("no mapping is given; name the columns by a Mapping")
    if len({one.prefix for one in listed}) < len(listed):
        raise ExchangeError("several mappings need a prefix each, so that their ids differ")
    return listed


def _missing(columns: tuple[str, ...], mappings: Iterable[Mapping]) -> Iterable[RowProblem]:
    named = dict.fromkeys(column for one in mappings for column in one.columns)
    for column in named:
        if column not in columns:
            others = tuple(map(str, columns))  # a dataframe may number its columns
            there = f"there are {', '.join(others)}" if others else "it has none"
            hint = did_you_mean(column, others) or there
            yield RowProblem(0, column, "", "the table has no such column", hint, "E004")


@attrs.define
class _Said:
    """What became of one figure, before sources have their final spelling."""

    row: int
    mapping: Mapping
    measurand: Measurand
    estimate: Estimate
    id: str
    chain: tuple[str, ...]
    claimed_on: When | None
    as_of: When | None
    published: When | None
    url: str
    title: str
    notes: str


@attrs.define
class _Reader:
    """Takes rows one by one."""

    mappings: tuple[Mapping, ...]
    rows: int = 0
    problems: list[RowProblem] = attrs.field(factory=list[RowProblem])
    _said: list[_Said] = attrs.field(factory=list[_Said])
    _sources: Sources = attrs.field(factory=Sources)
    _measurands: dict[str, tuple[Measurand, tuple[str, ...], int]] = attrs.field(
        factory=dict[str, tuple[Measurand, tuple[str, ...], int]]
    )
    _ids: dict[str, int] = attrs.field(factory=dict[str, int])

    def read(self, number: int, row: Row) -> None:
        """Take the figures of a row."""
        self.rows += 1
        if isinstance(row, UnevenRow):
            message = f"{row.cells} cells, the header has {row.width}"
            self.problems.append(RowProblem(number, "", "", message, "put cells with separators in quotes", "E001"))
            return
        for mapping in self.mappings:
            try:
                self._said.append(self._figure(number, row, mapping))
            except Mistake as mistake:
                error = mistake.error
                found = ", ".join(shown(row.get(column, "")) for column in mistake.columns)
                self.problems.append(
                    RowProblem(number, ", ".join(mistake.columns), found, error.message, error.hint, error.code)
                )

    def _figure(self, number: int, row: Row, mapping: Mapping) -> _Said:
        """What one mapping makes of a row.

        Raises:
            Mistake: It cannot be taken.
        """
        told = {column: _text(row, column) for column in mapping.columns}
        words = {
            column: "" if is_unknown(text, mapping) else text
            for column, text in told.items()
            if column not in mapping.figures
        }
        estimate = figure_of(row, words, mapping)
        about = self._measurand(number, row, words, mapping, estimate)
        claim_id = ident(mapping.prefix, words.get(mapping.id) or f"row {number}")
        before = self._ids.setdefault(claim_id, number)
        if before != number:
            message = f"row {before} has this id, too"
            raise Mistake((mapping.id,), InvalidValueError("E301", message, "name each row by another one"))
        outlet, origin = (self._sources.add(words.get(column, "")) for column in (mapping.outlet, mapping.origin))
        chain = tuple(dict.fromkeys(key for key in (outlet, origin) if key)) or (origin,)
        return _Said(
            row=number,
            mapping=mapping,
            measurand=about,
            estimate=estimate,
            id=claim_id,
            chain=chain,
            claimed_on=_when(row, words, (mapping.claimed_on,)),
            as_of=_when(row, words, mapping.as_of),
            published=_when(row, words, (mapping.published,)),
            url=words.get(mapping.url, ""),
            title=words.get(mapping.title, ""),
            notes=words.get(mapping.notes, ""),
        )

    def _measurand(
        self, number: int, row: Row, words: dict[str, str], mapping: Mapping, estimate: Estimate
    ) -> Measurand:
        """The measurand of a row; rows that are about the same one must agree on what it is."""
        names = tuple(words[column] for column in mapping.measurand)
        if not any(names):
            raise Mistake(mapping.measurand, InvalidValueError("E004", "nothing says what it is about", "name it"))
        filled = COLUMN.sub(lambda found: _text(row, found[1]), mapping.label)
        label = filled if mapping.label else ", ".join(filter(None, names))
        try:
            made = Measurand(
                id=ident(mapping.prefix, *names),
                label=label,
                unit=estimate.unit,
                population=mapping.population,
                state=mapping.state,
                place=words.get(mapping.place, ""),
                period=_when(row, words, mapping.period),
                time_kind=mapping.time_kind,
            )
        except InvalidValueError as error:
            raise Mistake(mapping.measurand, error) from None
        known, said, before = self._measurands.setdefault(made.id, (made, names, number))
        if (known, said) == (made, names):
            return known
        columns = {
            "measurand": mapping.measurand,
            "unit": (mapping.unit_column,),
            "place": (mapping.place,),
            "period": mapping.period,
            "label": mapping.measurand,
        }
        ours = {"measurand": ", ".join(names), **{field: getattr(made, field) for field in columns if field in _FIELDS}}
        theirs = {"measurand": ", ".join(said), **{field: getattr(known, field) for field in ours if field in _FIELDS}}
        field = next(field for field in columns if ours[field] != theirs[field])
        message = f"row {before} has {field} {shown(theirs[field])} under this name, this row {shown(ours[field])}"
        raise Mistake(columns[field], InvalidValueError("E301", message, "tell them apart by another column"))

    def corpus(self, title: str) -> Corpus:
        """The corpus of all that was taken."""
        claims: list[Claim] = []
        for said in self._said:
            try:
                claims.append(self._claim(said))
            except InvalidValueError as error:
                columns = ", ".join(filter(None, (said.mapping.origin, said.mapping.outlet)))
                found = ", ".join(shown(self._sources.spelled(key)) for key in said.chain)
                self.problems.append(RowProblem(said.row, columns, found, error.message, error.hint, error.code))
        return Corpus(title=title, claims=tuple(claims))

    def _claim(self, said: _Said) -> Claim:
        sources = [self._sources.of(key) for key in said.chain]
        document = None
        if said.url or said.title:
            document = Document(
                id=ident("doc", sources[0].id, str(said.published), said.url, said.title)[-8:].join(("doc-", "")),
                publisher=sources[0],
                published=said.published,
                title=said.title,
                url=said.url or None,
            )
        last = len(sources) - 1
        return Claim(
            id=said.id,
            measurand=said.measurand,
            estimate=said.estimate,
            attribution=Attribution(
                tuple(
                    Link(
                        source=source,
                        act=SpeechAct.SAID if place == last else SpeechAct.REPORTED,
                        said_on=said.claimed_on if place == last else None,
                        document=document if place == 0 else None,
                    )
                    for place, source in enumerate(sources)
                )
            ),
            modality=said.mapping.modality,
            as_of=said.as_of,
            coder=said.mapping.coder,
            notes=said.notes,
        )


def _text(row: Row, column: str) -> str:
    """A cell as text.

    Raises:
        Mistake: It is no single value.
    """
    try:
        return plain_text(row[column])
    except InvalidValueError as error:
        raise Mistake((column,), error) from None


def _when(row: Row, words: dict[str, str], columns: Sequence[str]) -> When | None:
    """The date of a column, or from that of the first to that of the second."""
    dates: list[When | None] = []
    for column in columns:
        try:
            dates.append(day(row[column]) if column and words[column] else None)
        except InvalidValueError as error:
            raise Mistake((column,), error) from None
    if not dates:
        return None
    try:
        return span(dates[0], dates[-1])
    except InvalidValueError as error:
        raise Mistake(tuple(columns), error) from None
