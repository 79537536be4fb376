"""Anchors against texts: whether each recorded quote stands where it was found."""

from collections import Counter, defaultdict
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Anchor, Claim, Denial, Document
from osintclaims.store._build import Built
from osintclaims.store._fault import Fault, Path
from osintclaims.store._passages import Effort, Searched
from osintclaims.store._reanchor import AnchorState, by_length, found_again, known_quote, said
from osintclaims.store._rows import Row
from osintclaims.store._texts import Texts, differs, other_version, outside

__all__ = ["Verified", "verify"]

#: Hexadecimal digits of a hash that a message shows.
_DIGITS: Final = 4


@attrs.define
class Verified:
    """What came of it.

    Attributes:
        recorded: Number of anchors.
        verified: Number of those whose quote stands where it should.
        faults: What is wrong with others; anchors into texts that are not there are neither.
        effort: What may still be done to find moved quotes.
    """

    recorded: int = 0
    verified: int = 0
    faults: list[Fault] = attrs.field(factory=list[Fault])
    effort: Effort = attrs.field(factory=Effort)


def verify(built: Built, texts: Texts | None) -> Verified:
    """Look up every anchor of the records that were built."""
    result = Verified()
    records = [(kind, record) for kind in ("claim", "denial") for record in built.records[kind].values()]
    anchors: dict[str, list[Anchor]] = defaultdict(list)
    for _, record in records:
        result.recorded += len(record.anchors)
        for anchor in record.anchors:
            anchors[anchor.document.id].append(anchor)
    if texts is None:
        return result
    contents: dict[str, Searched] = {}
    for document in built.records["document"].values():
        text = _content(document, texts, built, result)
        if text is not None:
            contents[document.id] = Searched(text, by_length(anchors[document.id]), result.effort)
    for kind, record in records:
        for anchor in record.anchors:
            searched = contents.get(anchor.document.id)
            if searched is not None:
                _verify_one(record, anchor, searched, built.rows[kind][record.id], result)
    return result


def _path(anchor: Anchor, row: Row) -> Path:
    """Where an anchor stands in its row; the model has them in another order."""
    if "anchor" in row.table:
        return ("anchor",)
    wanted = (anchor.document.id, anchor.start, anchor.end)
    places = [(table.get("document", row.document), table["start"], table["end"]) for table in row.table["anchors"]]
    return ("anchors", places.index(wanted))


def _verify_one(record: Claim | Denial, anchor: Anchor, searched: Searched, row: Row, result: Verified) -> None:
    """Look up one anchor."""
    quote = known_quote(record, anchor)
    sought = record.estimate.wording if isinstance(record, Claim) and not quote else ""
    state, passages = found_again(anchor, quote, sought, searched)
    if state is AnchorState.UNCHANGED:
        result.verified += 1
        return
    if anchor.end > len(searched.text):
        fault = Fault.of((*_path(anchor, row), "end"), outside(anchor, searched.text))
    else:
        fault = Fault.of(_path(anchor, row), differs(anchor, searched.text))
    hint = said(anchor, state, passages, sought)
    result.faults.append(row.fault(attrs.evolve(fault, hint=hint)))


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
    version = other_version(document, texts)
    if version is None:
        return None
    found, name = version.sha256 or "", texts.files[version.sha256 or ""].name
    message = (
        f"document {document.id} has changed: sha256 {document.sha256[:_DIGITS]}… recorded, {found[:_DIGITS]}… found"
    )
    try:
        text = texts.text(version)
    except (InvalidValueError, OSError):
        return Fault(("sha256",), "E503", message, f"{name} cannot be read as UTF-8")
    records: list[Claim | Denial] = [*built.records["claim"].values(), *built.records["denial"].values()]
    anchors = [(record, one) for record in records for one in record.anchors if one.document.id == document.id]
    searched = Searched(text, by_length(one for _, one in anchors), result.effort)
    states = Counter(found_again(one, known_quote(record, one), "", searched)[0] for record, one in anchors)
    moved = states[AnchorState.UNCHANGED] + states[AnchorState.MOVED]
    return Fault(
        ("sha256",),
        "E503",
        message,
        f"in {name}, {moved} of {len(anchors)} anchors can be moved; reanchor says where to",
    )
