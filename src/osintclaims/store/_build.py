"""Rows to records: each kind after the kinds it names, with every reason why a record was not built."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.store._fault import Fault, Path, Refused, printable
from osintclaims.store._files import CLAIMS
from osintclaims.store._hooks import is_array, is_table
from osintclaims.store._names import NAMES, Names
from osintclaims.store._order import in_order
from osintclaims.store._rows import REFUSED, Row, Rows
from osintclaims.store._structure import RECORDS, structure

__all__ = ["Built", "build"]

#: Fields by which records of one kind name others of that kind, which must be built before them.
_WITHIN: Final = MappingProxyType({"source": ("part_of",), "measurand": ("part_of", "sum_of")})
#: Fields by which claims and denials name one another: ids stay ids.
_BETWEEN: Final = MappingProxyType(
    {
        "claim": {"restates": "claim", "supersedes": "claim"},
        "denial": {"claims": "claim", "counter_claim": "claim", "supersedes": "denial"},
    }
)
#: Ids of a cycle that a message names.
_SHOWN: Final = 20


@attrs.define
class Built:
    """What came of the rows.

    Attributes:
        records: Records by kind and id.
        rows: The row of each record that was built or refused, by kind and id.
        faults: Why others were refused.
    """

    records: dict[str, dict[str, Any]]
    rows: dict[str, dict[str, Row]] = attrs.field(factory=dict[str, dict[str, Row]])
    faults: list[Fault] = attrs.field(factory=list[Fault])


def build(rows: Rows) -> Built:
    """Build all records that can be built."""
    names = Names(unread=rows.unread)
    built = Built(names.known)
    token = NAMES.set(names)
    try:
        for kind in RECORDS:
            first: dict[str, Row] = {}
            for row in rows.by_kind[kind]:
                if row.id is not None and first.setdefault(row.id, row) is not row:
                    built.faults.append(_duplicate(rows, first[row.id], row))
            names.declared[kind] = set(first)
            built.rows[kind] = first
        built.faults.extend(_default_documents(rows, names))
        for kind in RECORDS:
            for row in _arranged(kind, rows.by_kind[kind], built):
                _build_one(row, names, built)
        built.faults.extend(_reference_faults(rows, names))
    finally:
        NAMES.reset(token)
    return built


def _duplicate(rows: Rows, first: Row, row: Row) -> Fault:
    """The fault of a second record of one id, which names both places."""
    line, _ = rows.place(first.file, first.path)
    message = f"duplicate {row.kind} id {printable(str(row.id)[:64])} (first at {printable(first.file)}:{line})"
    return row.fault(Fault(("id",), "E301", message, f"give each {row.kind} an id of its own"))


def _arranged(kind: str, listed: list[Row], built: Built) -> list[Row]:
    """Rows in an order in which each comes after those of its kind that it names; cycles are faults."""
    if kind not in _WITHIN:
        return listed
    first = built.rows[kind]
    order = in_order({id_: [one for _, _, one in _named(row, _WITHIN[kind])] for id_, row in first.items()})
    for cycle in order.cycles:
        row = min((first[id_] for id_ in cycle), key=lambda row: (row.file, row.index))
        start = cycle.index(str(row.id))
        way = (*cycle[start:], *cycle[: start + 1])
        field, path, _ = next(named for named in _named(row, _WITHIN[kind]) if named[2] == way[1])
        message = f"{field} cycle: {' → '.join(printable(one[:64]) for one in way[:_SHOWN])}"
        message += " → …" if len(way) > _SHOWN else ""
        built.faults.append(row.fault(Fault(path, "E303", message, f"a {kind} cannot be part of itself")))
    return [
        *(first[id_] for id_ in order.names),
        *(row for row in listed if row.id is None or first[row.id] is not row),
    ]


def _named(row: Row, fields: Iterable[str]) -> Iterator[tuple[str, Path, str]]:
    """The fields and ids by which a row names others, with their places."""
    table: dict[str, Any] = row.table if is_table(row.table) else {}
    for field in fields:
        if field in table:
            value = table[field]
            ids = [((field, index), one) for index, one in enumerate(value)] if is_array(value) else [((field,), value)]
            yield from ((field, path, one) for path, one in ids if type(one) is str)


def _build_one(row: Row, names: Names, built: Built) -> None:
    """Build one record and make it known, or say what is wrong with it."""
    names.document = row.document
    try:
        record = structure(row.kind, row.table)
    except Refused as refused:
        built.faults.extend(row.fault(fault) for fault in refused.faults)
        return
    if built.rows[row.kind][record.id] is row:
        names.known[row.kind][record.id] = record


def _default_documents(rows: Rows, names: Names) -> list[Fault]:
    """Default documents that stand nowhere: said once for the file, and not again for every anchor in it."""
    faults: list[Fault] = []
    missing = {REFUSED}
    for file, tables in rows.tables.items():
        document = tables.get("document")
        if file.startswith(f"{CLAIMS}/") and type(document) is str and document not in names.declared["document"]:
            missing.add(document)
            error = names.missing("document", document)
            if not isinstance(error, Refused):
                faults.append(Fault.of(("document",), error).inside(file))
    names.declared["document"] |= missing
    return faults


def _reference_faults(rows: Rows, names: Names) -> Iterator[Fault]:
    """References of claims and denials to records that stand nowhere."""
    for kind, fields in _BETWEEN.items():
        for row in rows.by_kind[kind]:
            for field, path, id_ in _named(row, fields):
                if id_ not in names.declared[fields[field]]:
                    error = names.missing(fields[field], id_)
                    if not isinstance(error, Refused):
                        yield row.fault(Fault.of(path, error))
