"""The tables of all files as rows, one for each record, before anything is built from them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Corpus
from osintclaims.store._fault import Fault, Path, shown
from osintclaims.store._files import CLAIMS, RECORDS, Folder
from osintclaims.store._hooks import is_array, is_table, text, unknown_key
from osintclaims.store._parse import parse

__all__ = ["FORMAT", "HEADER", "REFUSED", "Row", "Rows", "rows_of"]

#: The version of the file format that is read and written here.
FORMAT: Final = "osintclaims/1"
#: Keys of corpus.toml beside the format: fields of the corpus itself.
HEADER: Final = ("title", "licence")
#: Stands for a default document that was refused; no id is empty.
REFUSED: Final = ""
#: Kinds of record in claim files.
_SAID: Final = ("claim", "denial")


@attrs.define(eq=False)
class Row:
    """The table of one record.

    Attributes:
        kind: Kind of the record.
        file: The file it stands in.
        index: Its place among the tables of its kind in that file.
        table: What `tomllib` made of it; not always a table.
        id: The id it gives itself, or None if that is no string.
        document: The default document of its file.
    """

    kind: str
    file: str
    index: int
    table: Any
    id: str | None
    document: str | None = None

    @property
    def path(self) -> Path:
        """Where it stands in its file."""
        return (self.kind, self.index)

    def fault(self, fault: Fault) -> Fault:
        """A fault of the record as one of its file."""
        return fault.below(*self.path).inside(self.file)


@attrs.define
class Rows:
    """All rows of a folder.

    Attributes:
        folder: The files.
        tables: What stands in each.
        by_kind: Rows of each kind, in the order of the files.
        header: Title and licence.
        faults: What is wrong so far.
        unread: Kinds of which a file could not be read.
        is_foreign: Whether the folder has a format of another version: then nothing else can be said about it.
    """

    folder: Folder
    tables: dict[str, dict[str, Any]] = attrs.field(factory=dict[str, dict[str, Any]])
    by_kind: dict[str, list[Row]] = attrs.field(factory=lambda: defaultdict[str, list[Row]](list))
    header: dict[str, str] = attrs.field(factory=dict[str, str])
    faults: list[Fault] = attrs.field(factory=list[Fault])
    unread: set[str] = attrs.field(factory=set[str])
    is_foreign: bool = False
    _maps: dict[str, Callable[[Path], tuple[int, int]]] = attrs.field(
        factory=dict[str, Callable[[Path], tuple[int, int]]]
    )

    def place(self, file: str, path: Path) -> tuple[int, int]:
        """Line and column of a value."""
        if file not in self.tables or not path:
            return 1, 1
        if file not in self._maps:
            from osintclaims.store._linemap import LineMap  # noqa: PLC0415 - a sound corpus needs no lines

            self._maps[file] = LineMap(self.folder.texts[file], self.tables[file]).find
        line, column = self._maps[file](path)
        return line, column

    def find_by(self, file: str, find: Callable[[Path], tuple[int, int]]) -> None:
        """Say how places are found in a file that is no TOML."""
        self._maps[file] = find


def rows_of(folder: Folder) -> Rows:
    """Parse every file of a folder and sort its tables by kind."""
    rows = Rows(folder, faults=list(folder.faults))
    for file, content in folder.texts.items():
        tables = parse(content)
        if isinstance(tables, Fault):
            rows.faults.append(tables.inside(file))
            folder.unread.add(file)
        else:
            rows.tables[file] = tables
    for file in folder.unread:
        rows.unread.update([RECORDS[file]] if file in RECORDS else _SAID if file.startswith(f"{CLAIMS}/") else ())
    header = _header(rows)
    found = [header] if header else []
    if rows.is_foreign:
        rows.faults = found
        return rows
    rows.faults.extend(found)
    for file, tables in rows.tables.items():
        if file in RECORDS:
            _collect(rows, file, tables, (RECORDS[file],))
        elif file.startswith(f"{CLAIMS}/"):
            _collect(rows, file, tables, _SAID)
    return rows


def _header(rows: Rows) -> Fault | None:
    """Read corpus.toml; what is wrong with its format, if anything."""
    file = "corpus.toml"
    tables = rows.tables.get(file)
    if tables is None:
        unread = rows.folder.unread or any(fault.code == "E009" for fault in rows.faults)
        if unread and (file in rows.folder.unread or not rows.folder.texts):
            return None
        return Fault((), "E004", f'no {file}, which begins format = "{FORMAT}"', "is this a corpus folder?", file)
    fields = {key: getattr(attrs.fields(Corpus), key) for key in HEADER}
    for key, value in tables.items():
        try:
            if key in fields:
                fields[key].validator(None, fields[key], text(value))
                rows.header[key] = value
            elif key != "format":
                rows.faults.append(unknown_key(key, ("format", *HEADER)).inside(file))
        except InvalidValueError as error:
            rows.faults.append(Fault.of((key,), error).inside(file))
    if tables.get("format") == FORMAT:
        return None
    if "format" not in tables:
        return Fault((), "E004", "format is missing", f'write format = "{FORMAT}"', file)
    rows.is_foreign = True
    return Fault(
        ("format",), "E006", f"{shown(tables['format'])} is not a format that is read here", f'this is "{FORMAT}"', file
    )


def _collect(rows: Rows, file: str, tables: Mapping[str, Any], kinds: tuple[str, ...]) -> None:
    """Sort the tables of one file."""
    known = kinds if kinds != _SAID else ("document", *kinds)
    document = tables.get("document") if kinds == _SAID else None
    if document is not None and type(document) is not str:
        hint = 'write document = "id"; documents themselves stand in documents.toml'
        rows.faults.append(
            Fault(("document",), "E005", f"the id of a document is wanted, got {shown(document)}", hint, file)
        )
        document = REFUSED
    for key, found in tables.items():
        if key not in known:
            homes = {kind: home for home, kind in RECORDS.items()} | dict.fromkeys(_SAID, f"{CLAIMS}/*.toml")
            fault = unknown_key(key, known)
            if key in homes:
                fault = attrs.evolve(fault, hint=f"a {key} stands in {homes[key]}")
            rows.faults.append(fault.inside(file))
        elif key in kinds:
            if not is_array(found):
                rows.faults.append(
                    Fault(
                        (key,), "E005", f"[[{key}]] is wanted, got {shown(found)}", f"write [[{key}]] above each", file
                    )
                )
                rows.unread.add(key)
                continue
            for index, table in enumerate(found):
                id_ = table.get("id") if is_table(table) else None
                rows.by_kind[key].append(Row(key, file, index, table, id_ if type(id_) is str else None, document))
