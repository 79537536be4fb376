"""Anchors against texts: whether each recorded quote stands where it was found."""

from collections.abc import Iterator
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Anchor, Claim, Denial, Document
from osintclaims.store._build import Built
from osintclaims.store._fault import Fault, Path
from osintclaims.store._rows import Row
from osintclaims.store._texts import Texts, differs, digest, outside

__all__ = ["Verified", "verify"]

#: Places that are tried for all moved quotes of a folder together, and bytes that are hashed for them: some seconds.
_TRIES: Final = 1_000_000
_BYTES: Final = 200_000_000
#: Hexadecimal digits of a hash that a message shows.
_DIGITS: Final = 4


@attrs.define
class Verified:
    """What came of it.

    Attributes:
        recorded: Number of anchors.
        verified: Number of those whose quote stands where it should.
        faults: What is wrong with others; anchors into texts that are not there are neither.
        tries: Places that may still be tried for moved quotes.
        bytes: Bytes that may still be hashed for them.
    """

    recorded: int = 0
    verified: int = 0
    faults: list[Fault] = attrs.field(factory=list[Fault])
    tries: int = _TRIES
    bytes: int = _BYTES

    def occurrence(self, anchor: Anchor, text: str) -> int | None:
        """Where in a text the recorded quote stands, the nearest place first."""
        length = anchor.end - anchor.start
        last = len(text) - length
        if anchor.exact:
            found = [text.rfind(anchor.exact, 0, anchor.end), text.find(anchor.exact, anchor.start)]
            return min(
                (start for start in found if start >= 0), key=lambda start: abs(start - anchor.start), default=None
            )
        for start in _outwards(min(anchor.start, max(last, 0)), last):
            self.tries -= 1
            self.bytes -= length
            if self.tries < 0 or self.bytes < 0:
                return None
            if digest(text[start : start + length].encode()) == anchor.quote_sha256:
                return start
        return None


def _outwards(middle: int, last: int) -> Iterator[int]:
    """All positions from 0 to the last, those near the middle first."""
    for distance in range(max(middle, last - middle) + 1):
        if distance <= middle <= last + distance:
            yield middle - distance
        if distance and middle + distance <= last:
            yield middle + distance


def verify(built: Built, texts: Texts | None) -> Verified:
    """Look up every anchor of the records that were built."""
    result = Verified()
    contents: dict[str, str | None] = {}
    if texts is not None:
        for document in built.records["document"].values():
            contents[document.id] = _content(document, texts, built, result)
    for kind in ("claim", "denial"):
        for id_, record in built.records[kind].items():
            row = built.rows[kind][id_]
            result.recorded += len(record.anchors)
            for anchor in record.anchors:
                text = contents.get(anchor.document.id)
                if text is not None:
                    _verify_one(anchor, text, row, result)
    return result


def _path(anchor: Anchor, row: Row) -> Path:
    """Where an anchor stands in its row; the model has them in another order."""
    if "anchor" in row.table:
        return ("anchor",)
    wanted = (anchor.document.id, anchor.start, anchor.end)
    places = [(table.get("document", row.document), table["start"], table["end"]) for table in row.table["anchors"]]
    return ("anchors", places.index(wanted))


def _verify_one(anchor: Anchor, text: str, row: Row, result: Verified) -> None:
    """Look up one anchor."""
    if anchor.end > len(text):
        fault = Fault.of((*_path(anchor, row), "end"), outside(anchor, text))
    elif digest(text[anchor.start : anchor.end].encode()) == anchor.quote_sha256:
        result.verified += 1
        return
    else:
        fault = Fault.of(_path(anchor, row), differs(anchor, text))
    start = result.occurrence(anchor, text)
    if start is not None:
        place = f"[{start}, {start + anchor.end - anchor.start})"
        fault = attrs.evolve(fault, hint=f"the recorded quote occurs at {place}")
    result.faults.append(row.fault(fault))


def _content(document: Document, texts: Texts, built: Built, result: Verified) -> str | None:
    """The text of a document, or None; what is wrong with it is noted."""
    row = built.rows["document"][document.id]
    if document not in texts:
        changed = _changed(document, texts, built, result)
        if changed is not None:
            result.faults.append(row.fault(changed))
        return None
    try:
        text = texts.text(document)
    except (InvalidValueError, OSError) as error:
        fault = error if isinstance(error, InvalidValueError) else InvalidValueError("E009", "its text cannot be read")
        result.faults.append(row.fault(Fault.of(("sha256",), fault)))
        return None
    if document.characters is not None and document.characters != len(text):
        message = f"document {document.id} records {document.characters} characters, its text has {len(text)}"
        result.faults.append(row.fault(Fault(("characters",), "E503", message, f"write {len(text)}")))
    return text


def _changed(document: Document, texts: Texts, built: Built, result: Verified) -> Fault | None:
    """The fault of a document of whose text another version is there, under its name."""
    if document.sha256 is None:
        return None
    own = (f"{document.id}_", f"{document.id}.")
    named = (
        (sha256, path) for sha256, path in texts.files.items() if f"{path.stem}." == own[1] or path.name.startswith(own)
    )
    found, path = next(named, ("", None))
    if path is None:
        return None
    message = (
        f"document {document.id} has changed: sha256 {document.sha256[:_DIGITS]}… recorded, {found[:_DIGITS]}… found"
    )
    try:
        text = texts.text(attrs.evolve(document, sha256=found))
    except (InvalidValueError, OSError):
        return Fault(("sha256",), "E503", message, f"{path.name} cannot be read as UTF-8")
    records: list[Claim | Denial] = [*built.records["claim"].values(), *built.records["denial"].values()]
    anchors = [anchor for record in records for anchor in record.anchors if anchor.document.id == document.id]
    moved = sum(result.occurrence(anchor, text) is not None for anchor in anchors)
    return Fault(("sha256",), "E503", message, f"in {path.name}, {moved} of {len(anchors)} anchors can be moved")
