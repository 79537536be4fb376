"""Ids and names that look alike and are not the same: two voices on paper may be one in the world."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from osintclaims.model._claim import Claim
from osintclaims.model._denial import Denial
from osintclaims.model._document import Document
from osintclaims.model._fields import all_must_be, quoted
from osintclaims.model._integrity import Finding, RecordKind
from osintclaims.model._letters import foreign, mixed, skeleton
from osintclaims.model._measurand import Measurand
from osintclaims.model._source import Source

__all__ = ["look_alikes"]

_Record = Source | Document | Measurand | Claim | Denial

#: Sources of one skeleton that others are compared with: a file may give one name to all of its sources.
_KEPT: Final = 10


def look_alikes(records: Iterable[_Record]) -> tuple[Finding, ...]:
    """Ids and names of sources that look alike (W306), as warnings that never stop a load.

    Ids of one kind that differ in 0 and o, 1 and l, rn and m; names of sources of different organisations that differ
    in case, marks, spaces, invisible characters, or in Cyrillic and Greek letters that look like Latin ones; and a
    name that mixes such letters in one word. After Unicode's skeletons (UTS 39, section 4), of which this is a
    small part.

    Args:
        records: Sources, documents, measurands, claims and denials of one corpus.

    Raises:
        InvalidValueError: Something is none of these (E005).

    Examples:
        >>> from osintclaims import Source
        >>> from osintclaims.model import look_alikes
        >>> one, other = Source(id="s1", name="Reuters"), Source(id="s2", name="REUTERS")
        >>> print(*look_alikes([one, other]))
        source s2: name: "REUTERS" looks like "Reuters", the name of s1; \
if they are one, make it one source with an alias [W306]
    """
    found: list[Finding] = []
    by_id: dict[tuple[RecordKind, str], _Record] = {}
    by_name: dict[str, list[Source]] = defaultdict(list)
    for record in all_must_be("records", records, Source, Document, Measurand, Claim, Denial):
        kind: Any = type(record).__name__.lower()
        other = by_id.setdefault((kind, skeleton(record.id)), record)
        if other.id != record.id:
            message = f'"{record.id}" looks like "{other.id}"'
            found.append(_finding(kind, record.id, "id", message, "if they are two, tell them apart by another id"))
        if isinstance(record, Source):
            found.extend(_names(record, by_name))
    return tuple(found)


def _names(source: Source, by_name: dict[str, list[Source]]) -> Iterator[Finding]:
    """What is odd about the name of a source."""
    word = mixed(source.name)
    if word:
        message = f"letters of two scripts in {quoted(word)}: {foreign(word)}"
        yield _finding("source", source.id, "name", message, "write the word in one script")
    alike = by_name[skeleton(source.name)]
    for other in alike:
        if other.name != source.name and other.organisation.id != source.organisation.id:
            message = f"{quoted(source.name)} looks like {quoted(other.name)}, the name of {other.id}"
            hint = "if they are one, make it one source with an alias"
            yield _finding("source", source.id, "name", message, hint)
            break
    if len(alike) < _KEPT:
        alike.append(source)


def _finding(kind: RecordKind, id_: str, field: str, message: str, hint: str) -> Finding:
    return Finding(kind=kind, id=id_, field=field, code="W306", message=message, hint=hint)
