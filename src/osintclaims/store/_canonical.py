"""The canonical files of a corpus."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Corpus,
    Denial,
    Document,
    Estimate,
    Link,
    Measurand,
    Source,
    When,
    must_be,
)
from osintclaims.store._estimate import estimate_keys
from osintclaims.store._files import CLAIMS, RECORDS
from osintclaims.store._rows import FORMAT, HEADER
from osintclaims.store._structure import key_of
from osintclaims.store._toml import array_of_tables, line

__all__ = ["anchor_keys", "canonical_files", "fingerprint", "table_of"]

#: File of the claims and denials that name no document; no id begins like that.
_UNDOCUMENTED: Final = "_undocumented"
#: Fields that stand elsewhere in a table than in their class: each behind another one.
_BEHIND: Final[Mapping[type, Mapping[str, str]]] = MappingProxyType(
    {
        Claim: {"anchors": "retracted"},
        Denial: {"attribution": "kind", "anchors": "retracted"},
        Anchor: {"document": "section"},
    }
)


def canonical_files(corpus: Corpus) -> dict[str, bytes]:
    """The canonical files of a corpus, by their paths below its folder; equal corpora give equal bytes.

    Args:
        corpus: The corpus.

    Examples:
        >>> from osintclaims.model import Corpus
        >>> from osintclaims.store import canonical_files
        >>> print(canonical_files(Corpus(title="Troops"))["corpus.toml"].decode())
        format = "osintclaims/1"
        title = "Troops"
        <BLANKLINE>
    """
    must_be("corpus", corpus, Corpus)
    header = {"format": FORMAT} | {key: getattr(corpus, key) for key in HEADER if getattr(corpus, key)}
    files = {"corpus.toml": "".join(line(key, value) for key, value in header.items())}
    for name, kind in RECORDS.items():
        things = getattr(corpus, f"{kind}s")
        if things:
            files[name] = "\n".join(array_of_tables(kind, table_of(thing)) for thing in things)
    said: dict[str, list[Claim | Denial]] = defaultdict(list)
    records: list[Claim | Denial] = [*corpus.claims, *corpus.denials]
    for record in records:
        documents = record.documents
        said[documents[0].id if documents else _UNDOCUMENTED].append(record)
    for home in sorted(said):
        files[f"{CLAIMS}/{home}.toml"] = _claim_file(home, said[home])
    return {name: content.encode("utf-8") for name, content in files.items()}


def fingerprint(corpus: Corpus) -> str:
    """A hash of what a corpus holds: equal corpora have equal fingerprints, on every machine.

    It is the SHA-256 of the names and bytes of the canonical files, each preceded by its length.

    Args:
        corpus: The corpus.

    Examples:
        >>> from osintclaims.model import Corpus
        >>> from osintclaims.store import fingerprint
        >>> fingerprint(Corpus(title="Troops")) == fingerprint(Corpus(title="troops"))
        False
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which only this needs

    whole = hashlib.sha256()
    for name, content in sorted(canonical_files(corpus).items()):
        for part in (name.encode("utf-8"), content):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def _claim_file(home: str, records: list[Claim | Denial]) -> str:
    """One file of claims and denials, in the order of the text; those without a place in it come last."""

    def place(record: Claim | Denial) -> tuple[bool, int, str, bool]:
        return (
            not record.anchors,
            record.anchors[0].start if record.anchors else 0,
            record.id,
            isinstance(record, Denial),
        )

    tables: list[str] = [] if home == _UNDOCUMENTED else [line("document", home)]
    for record in sorted(records, key=place):
        kind = "denial" if isinstance(record, Denial) else "claim"
        tables.append(array_of_tables(kind, dict(_said(table_of(record), home))))
    return "\n".join(tables)


def _said(table: Mapping[str, Any], home: str) -> Iterator[tuple[str, Any]]:
    """The keys of a claim or denial, a single anchor alone, and in anchors no document if it is that of the file."""
    for key, value in table.items():
        if key == "anchors":
            anchors = [_without_default(anchor, home) for anchor in value]
            yield ("anchor", anchors[0]) if len(anchors) == 1 else (key, anchors)
        else:
            yield key, value


def _without_default(anchor: Mapping[str, Any], home: str) -> dict[str, Any]:
    """The keys of an anchor without the document, if it is that of the file."""
    return {key: value for key, value in anchor.items() if (key, value) != ("document", home)}


def anchor_keys(anchor: Anchor, home: str) -> dict[str, Any]:
    """The inline table of an anchor, in the file of a document."""
    return _without_default(_plain(anchor), home)


@functools.cache
def _fields(class_: Any) -> tuple[tuple[str, str, Any], ...]:
    """Name, key and default of the fields of a class, in the order of their keys in files."""
    fields = {field.name: field.default for field in attrs.fields(class_)}
    order = list(fields)
    for name, other in _BEHIND.get(class_, {}).items():
        order.remove(name)
        order.insert(order.index(other) + 1, name)
    return tuple((name, key_of(class_, name), fields[name]) for name in order)


def table_of(record: Any) -> dict[str, Any]:
    """The keys of a record: fields in their order, without those that have their default."""
    table: dict[str, Any] = {}
    for name, key, default in _fields(record.__class__):
        value = getattr(record, name)
        if isinstance(value, Estimate):
            table[key] = estimate_keys(value, record.measurand.unit)
        elif value != default:
            table[key] = _plain(value)
    if isinstance(record, Denial) and record.said_on == record.attribution.said_on:
        table.pop("said_on", None)
    return table


def _plain(value: Any) -> Any:
    """A field's value as TOML has it: things by their ids, dates as text."""
    for types, spelling in _SPELLINGS.items():
        if isinstance(value, types):
            return spelling(value)
    return value


def _link(link: Link) -> Any:
    table = table_of(link)
    return table["source"] if len(table) == 1 else table


#: How each type is written; what is not listed stands for itself.
_SPELLINGS: Final[Mapping[type | tuple[type, ...], Callable[[Any], Any]]] = MappingProxyType(
    {
        (Source, Document, Measurand): lambda thing: thing.id,
        When: lambda when: when.text,
        Enum: lambda member: member.value,
        tuple: lambda values: [_plain(one) for one in values],
        Attribution: lambda attribution: [_plain(link) for link in attribution.chain],
        Link: _link,
        Anchor: table_of,
    }
)
