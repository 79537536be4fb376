"""Our own tables back into a corpus."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import parted, shown
from osintclaims.interop._columns import COLUMNS, OF_MEASURAND
from osintclaims.interop._frames import Row, UnevenRow
from osintclaims.interop._measurands_in import Measurands, twice
from osintclaims.interop._problems import RowProblem, TableError
from osintclaims.interop._row_cells import Cells, Wrong, at
from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Confidence,
    Corpus,
    Credibility,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    Link,
    Modality,
    Reliability,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    did_you_mean,
)

__all__ = ["corpus_of"]

#: What a row can be.
_RECORDS: Final = ("claim", "denial", "measurand")
_KINDS: Final = MappingProxyType({column.name: column.kind for column in COLUMNS})


def corpus_of(rows: Iterable[Row], *, title: str = "") -> Corpus:
    """The corpus of the rows of one of our tables.

    Raises:
        TableError: With everything that is wrong with them.
    """
    problems: list[RowProblem] = []
    cells: list[tuple[int, Cells]] = []
    for number_, row in enumerate(rows, 1):
        if isinstance(row, UnevenRow):
            message = f"{row.cells} cells, the header has {row.width}"
            problems.append(RowProblem(number_, "", "", message, "put cells with separators in quotes", "E001"))
        else:
            problems.extend(_unknown(number_, row) if number_ == 1 else ())
            if any(cell is not None and cell != "" for cell in row.values()):  # spreadsheets leave empty rows behind
                cells.append((number_, Cells(row)))
    built = _Things()
    measurands = built.measurands
    for read in (built.sources_of, built.documents_of, measurands.tell, measurands.relate, built.record_of):
        for number_, one in cells:
            try:
                read(one)
            except Wrong as wrong:
                error = wrong.error
                found = shown(one.row.get(wrong.column, "")) if wrong.column else ""
                problems.append(RowProblem(number_, wrong.column, found, error.message, error.hint, error.code))
        if problems:  # what comes later rests on this
            raise TableError(tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.row)))
    try:
        return Corpus(
            title=title,
            sources=tuple(built.sources.values()),
            documents=tuple(built.documents.values()),
            measurands=tuple(built.measurands.values()),
            claims=tuple(built.claims),
            denials=tuple(built.denials),
        )
    except InvalidValueError as error:
        raise TableError((RowProblem(0, "", "", error.message, error.hint, error.code),)) from None


def _unknown(number_: int, row: Row) -> Iterator[RowProblem]:
    """Columns that mean nothing here."""
    for column in row:
        if not column:
            hint = "leave it out; pandas writes none with index=False"
            yield RowProblem(number_ - 1, column, "", "a column without a name", hint, "E003")
        elif column not in _KINDS:
            hint = did_you_mean(column, _KINDS) or "other people's tables are read by read_table and a mapping"
            yield RowProblem(number_ - 1, column, "", "no column of ours", hint, "E003")


@attrs.define
class _Things:
    """What the rows speak of, by id."""

    sources: dict[str, Source] = attrs.field(factory=dict[str, Source])
    documents: dict[str, Document] = attrs.field(factory=dict[str, Document])
    measurands: Measurands = attrs.field(factory=Measurands)
    claims: list[Claim] = attrs.field(factory=list[Claim])
    denials: list[Denial] = attrs.field(factory=list[Denial])
    _said: dict[str, dict[str, Any]] = attrs.field(factory=dict[str, dict[str, Any]])

    def sources_of(self, cells: Cells) -> None:
        """Take note of the sources of a row; those in the middle of a chain may be named elsewhere."""
        if _record(cells) == "measurand":
            return
        ids = _chain(cells)
        tops = _chain(cells, "organisations") if cells.text("organisations") else ids
        if len(tops) != len(ids):
            raise Wrong("organisations", InvalidValueError("E201", "not one for each of the chain", "write a > b > c"))
        for place, (id_, top) in enumerate(zip(ids, tops, strict=True)):
            is_last = place == len(ids) - 1
            column = "source_original" if is_last else "source_office"
            self._say(column, id_, "organisation", top)
            if is_last or place == 0:
                self._say(column, id_, "name", cells.text(column))
        self._say("source_organisation", tops[-1], "name", cells.text("source_organisation"))
        self._say("source_kind", ids[-1], "kind", cells.member_or_none("source_kind", SourceKind))
        self._say("reliability", ids[-1], "reliability", cells.member_or_none("reliability", Reliability))

    def _say(self, column: str, id_: str, what: str, said: Any) -> None:
        """Keep what a row says of a source; another row cannot say something else."""
        known = self._said.setdefault(id_, {})
        if said and known.setdefault(what, said) != said:
            message = f"another row says {what} {shown(known[what])} of {id_}"
            raise Wrong(column, InvalidValueError("E301", message, "say the same in all rows"))

    def _source(self, id_: str) -> Source:
        """The source of an id, after all rows have spoken of it."""
        if id_ not in self.sources:
            said = self._said.get(id_, {})
            top = said.get("organisation", id_)
            with at("chain" if top == id_ else "organisations"):
                self.sources[id_] = Source(
                    id=id_,
                    name=said.get("name", id_),
                    kind=said.get("kind", SourceKind.UNKNOWN),
                    reliability=said.get("reliability"),
                    part_of=None if top == id_ else self._source(top),
                )
        return self.sources[id_]

    def documents_of(self, cells: Cells) -> None:
        """Take note of what was read."""
        id_ = cells.maybe("document")
        if id_ is None:
            return
        with at("document"):
            made = Document(
                id=id_,
                publisher=self._source(_chain(cells)[0]),
                published=cells.when("published"),
                title=cells.text("document_title"),
                url=cells.maybe("url"),
            )
        if self.documents.setdefault(id_, made) != made:
            raise twice("document", id_)

    def record_of(self, cells: Cells) -> None:
        """Build the claim or denial of a row."""
        record = _record(cells)
        with at():
            if record == "claim":
                self.claims.append(self._claim(cells))
            elif record == "denial":
                self.denials.append(self._denial(cells))
            else:
                _check_measurand(cells)

    def _claim(self, cells: Cells) -> Claim:
        estimate = Estimate(
            unit=cells.text("unit"),
            low=cells.number("low"),
            best=cells.number("best"),
            high=cells.number("high"),
            low_open=cells.flag("low_strict"),
            high_open=cells.flag("high_strict"),
            hedge=cells.member("bound", Hedge, Hedge.BARE),
            vague=cells.text("vague"),
            wording=cells.text("wording"),
        )
        grade = cells.whole("credibility")
        if grade is not None and grade not in {one.value for one in Credibility}:
            raise Wrong("credibility", InvalidValueError("E310", f"{grade} is no credibility", "1 to 6"))
        return Claim(
            id=cells.text("id"),
            measurand=self.measurands[cells.text("measurand")],
            estimate=estimate,
            as_of=cells.when("as_of"),
            recorded_on=cells.when("recorded_on"),
            modality=cells.member("modality", Modality, Modality.OBSERVED),
            credibility=None if grade is None else Credibility(grade),
            likelihood=cells.maybe("likelihood"),
            confidence=cells.member_or_none("confidence", Confidence),
            restates=cells.maybe("restates"),
            coder=cells.text("coder"),
            tags=parted(cells.text("tags")),
            **self._both(cells),
        )

    def _denial(self, cells: Cells) -> Denial:
        return Denial(
            id=cells.text("id"),
            kind=cells.member("denial", DenialKind, DenialKind.FLAT_DENIAL),
            measurands=tuple(self.measurands[id_] for id_ in cells.ids("measurand")),
            claims=cells.ids("denies"),
            said_on=cells.when("claimed_on"),
            counter_claim=cells.maybe("counter_claim"),
            explicit=cells.flag("explicit", default=True),
            **self._both(cells),
        )

    def _both(self, cells: Cells) -> Mapping[str, Any]:
        """What claims and denials have in common."""
        ids = _chain(cells)
        document = self.documents.get(cells.text("document"))
        anchors: tuple[Anchor, ...] = ()
        if document is not None and cells.text("anchor_sha256"):
            anchors = (
                Anchor(
                    document=document,
                    start=cells.whole("anchor_start") or 0,
                    end=cells.whole("anchor_end") or 0,
                    quote_sha256=cells.text("anchor_sha256"),
                    exact=cells.text("anchor_exact"),
                    section=cells.member("section", Section, Section.BODY),
                ),
            )
        last = len(ids) - 1
        links = tuple(
            Link(
                source=self._source(id_),
                act=cells.member("speech_act", SpeechAct, SpeechAct.REPORTED) if place == last else SpeechAct.REPORTED,
                cue=cells.text("cue") if place == last else "",
                said_on=cells.when("claimed_on") if place == last else None,
                document=document if place == 0 and not anchors else None,
            )
            for place, id_ in enumerate(ids)
        )
        return {
            "attribution": Attribution(links),
            "anchors": anchors,
            "supersedes": cells.ids("supersedes"),
            "retracted": cells.flag("retracted"),
            "notes": cells.text("notes"),
        }


def _record(cells: Cells) -> str:
    """What a row is; all else that is read of it depends on that."""
    record = cells.text("record")
    if record not in _RECORDS:
        hint = did_you_mean(record, _RECORDS) or "claim, denial or measurand"
        raise Wrong("record", InvalidValueError("E310", f"{shown(record)} is no record", hint))
    return record


def _check_measurand(cells: Cells) -> None:
    """Refuse what the row of a measurand has no place for."""
    for column in cells.row:
        if column not in OF_MEASURAND and column != "record" and cells.text(column):
            raise Wrong(column, InvalidValueError("E003", f"a measurand has no {column}", "leave the cell empty"))


def _chain(cells: Cells, column: str = "chain") -> tuple[str, ...]:
    """The ids of a chain."""
    ids = tuple(id_.strip() for id_ in cells.text(column).split(">"))
    if not all(ids):
        raise Wrong(column, InvalidValueError("E201", "attribution chain is empty", "write a > b > c"))
    return ids
