"""Corpora as plain tables, for formats other than TOML: the same keys, the same rules, the same problems."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Claim, Corpus, Denial, Document, Measurand, Source, integrity, must_be
from osintclaims.store._build import build
from osintclaims.store._canonical import table_of
from osintclaims.store._fault import Fault, Refused, printable, shown, spelled
from osintclaims.store._files import Folder
from osintclaims.store._hooks import is_array, is_table, text, unknown_key
from osintclaims.store._load import corpus_of, located, problems_of, said_in
from osintclaims.store._names import NAMES, Names
from osintclaims.store._report import CorpusError, Problem
from osintclaims.store._rows import HEADER, Row, Rows
from osintclaims.store._structure import RECORDS, structure

__all__ = ["Record", "RecordReader", "corpus_from_tables", "corpus_tables", "record_tables"]

#: What has a table of its own.
Record = Source | Measurand | Document | Claim | Denial

#: Finds line and column of a value by its path.
Finder = Callable[[tuple[str | int, ...]], tuple[int, int]]


def record_tables(corpus: Corpus) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kind and table of every record of a corpus, each after those that it names.

    Keys and values are those of the files of a corpus folder, but that each anchor names its document.

    Args:
        corpus: The corpus.

    Yields:
        A kind and a table.

    Examples:
        >>> from osintclaims import Corpus, Source
        >>> from osintclaims.store import record_tables
        >>> list(record_tables(Corpus(sources=(Source(id="hur", name="HUR"),))))
        [('source', {'id': 'hur', 'name': 'HUR'})]
    """
    must_be("corpus", corpus, Corpus)
    for kind in RECORDS:
        for record in _named_first(getattr(corpus, f"{kind}s")):
            yield kind, table_of(record)


def _named_first(records: tuple[Any, ...]) -> Iterator[Any]:
    """Records in order of ids, each after those of its kind that it holds."""
    done: set[str] = set()
    waiting = list(reversed(records))
    while waiting:
        record = waiting.pop()
        held = getattr(record, "part_of", None)
        above = (held,) if isinstance(held, Source) else (*(held or ()), *getattr(record, "sum_of", ()))
        missing = [one for one in above if one.id not in done]
        if record.id in done:
            continue
        if missing:
            waiting.extend((record, *missing))
        else:
            done.add(record.id)
            yield record


def corpus_tables(corpus: Corpus) -> dict[str, Any]:
    """A corpus as one table: title, licence, and an array of tables for each kind of record.

    Args:
        corpus: The corpus.
    """
    must_be("corpus", corpus, Corpus)
    tables: dict[str, Any] = {key: getattr(corpus, key) for key in HEADER if getattr(corpus, key)}
    for kind, table in record_tables(corpus):
        tables.setdefault(kind, []).append(table)
    return tables


def corpus_from_tables(tables: Mapping[str, Any], *, file: str, find: Finder) -> Corpus:
    """The corpus of such a table.

    Args:
        tables: What `corpus_tables` makes, from wherever it was read.
        file: Name of where that was, for messages.
        find: Line and column of a value, by the keys and positions that lead to it.

    Raises:
        CorpusError: With everything that is wrong with it.
    """
    must_be("tables", tables, Mapping)
    must_be("file", file, str)
    rows = Rows(Folder(Path(file)), tables={file: dict(tables)})
    rows.find_by(file, find)
    for key, value in tables.items():
        if key in HEADER:
            _header(rows, file, key, value)
        elif key not in RECORDS:
            rows.faults.append(unknown_key(key, (*HEADER, *RECORDS)).inside(file))
        elif not is_array(value):
            rows.faults.append(
                Fault((key,), "E005", f"an array is wanted, got {shown(value)}", f"one table for each {key}", file)
            )
            rows.unread.add(key)
        else:
            for index, table in enumerate(value):
                id_ = table.get("id") if is_table(table) else None
                rows.by_kind[key].append(Row(key, file, index, table, id_ if type(id_) is str else None))
    built = build(rows)
    faults = [*rows.faults, *built.faults]
    corpus = None if faults else corpus_of(rows, built)
    if corpus is None:
        faults.extend(located(built, integrity(*said_in(built)), skip=("E302",)))
        raise CorpusError(problems_of(rows, faults, "error"))
    return corpus


def _header(rows: Rows, file: str, key: str, value: object) -> None:
    """Read title or licence."""
    field: Any = getattr(attrs.fields(Corpus), key)
    try:
        field.validator(None, field, text(value))
        rows.header[key] = str(value)
    except InvalidValueError as error:
        rows.faults.append(Fault.of((key,), error).inside(file))


@attrs.define
class RecordReader:
    """Builds records one by one, each after those that it names, so that claims need not all be in memory.

    What must hold between claims (that a restated claim exists, for example) is not looked at: a `Corpus` does that.
    """

    _names: Names = attrs.field(factory=Names)

    def read(self, kind: str, table: object, *, file: str, line: int) -> Record:
        """The record of a table.

        Args:
            kind: Its kind, such as ``claim``.
            table: Its keys and values.
            file: Name of where it was read, for messages.
            line: Line of it there.

        Raises:
            CorpusError: With everything that is wrong with it.
        """
        must_be("kind", kind, str)
        if kind not in RECORDS:
            raise CorpusError((_problem(unknown_key(kind, tuple(RECORDS)), file, line),))
        token = NAMES.set(self._names)
        try:
            record: Record = structure(kind, table)
        except Refused as refused:
            faults = tuple(fault.below(kind) for fault in refused.faults)
            raise CorpusError(tuple(_problem(fault, file, line) for fault in faults)) from None
        finally:
            NAMES.reset(token)
        if kind not in ("claim", "denial"):
            if record.id in self._names.declared[kind]:
                fault = Fault((kind, "id"), "E301", f"duplicate {kind} id {record.id}", f"give each {kind} its own")
                raise CorpusError((_problem(fault, file, line),))
            self._names.declared[kind].add(record.id)
            self._names.known[kind][record.id] = record
        return record


_COLUMN: Final = 1


def _problem(fault: Fault, file: str, line: int) -> Problem:
    path, message, hint = spelled(fault.path), printable(fault.message), printable(fault.hint)
    return Problem(file, line, _COLUMN, path, fault.code, "error", message, hint)
