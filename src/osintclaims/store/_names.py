"""The names that references in files stand for, while a folder is being read."""

from collections import defaultdict
from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Document, Link, Measurand, Source, did_you_mean, foreign
from osintclaims.store._fault import Refused, shown

__all__ = ["NAMES", "Names"]

#: Unknown names for which the nearest known one is looked up, once: that costs a comparison with every known name.
_SUGGESTIONS: Final = 100


@attrs.define
class Names:
    """What is known by name so far.

    Attributes:
        known: Records built, by kind and id.
        declared: Ids that stand in the files, by kind; a record that is declared and not known was refused.
        unread: Kinds of which a file could not be read: any name may have stood there.
        document: The default document of the file being read, or None.
        unit: Unit of the measurand of the claim being read, or None.
        links: Links of a chain that hold a source alone, by its id: they recur in every claim of an outlet.
    """

    known: dict[str, dict[str, Any]] = attrs.field(factory=lambda: defaultdict[str, dict[str, Any]](dict))
    declared: dict[str, set[str]] = attrs.field(factory=lambda: defaultdict[str, set[str]](set))
    unread: set[str] = attrs.field(factory=set[str])
    document: str | None = None
    unit: str | None = None
    links: dict[str, Link] = attrs.field(factory=dict[str, Link])
    _hints: dict[tuple[str, str], str] = attrs.field(factory=dict[tuple[str, str], str])

    def find(self, kind: str, id_: object) -> Any:
        """The record of this kind and id.

        Raises:
            InvalidValueError: There is none (E302), or the id is no string (E005).
            Refused: There is one, and it was refused; that has been said once.
        """
        if type(id_) is not str:
            raise InvalidValueError("E005", f"the id of a {kind} is wanted, got {shown(id_)}", f'write "{kind}-id"')
        found = self.known[kind].get(id_)
        if found is None:
            raise self.missing(kind, id_)
        return found

    def missing(self, kind: str, id_: str) -> InvalidValueError | Refused:
        """Why there is no such record."""
        if id_ in self.declared[kind] or kind in self.unread:
            return Refused()
        if (kind, id_) not in self._hints and len(self._hints) < _SUGGESTIONS:
            self._hints[kind, id_] = did_you_mean(id_[:100], self.declared[kind])
        odd = foreign(id_)
        said = f"{shown(id_).removeprefix('the string ')}{odd and f' ({odd})'}"
        return InvalidValueError("E302", f"unknown {kind} {said}", self._hints.get((kind, id_), ""))

    def link(self, source: str) -> Link:
        """The link that holds this source and nothing more."""
        if source not in self.links:
            self.links[source] = Link(source=self.find("source", source))
        return self.links[source]


#: The names of the load that is going on in this thread or task.
NAMES: Final[ContextVar[Names]] = ContextVar("NAMES")

#: Kinds of the classes that records name by id.
KINDS: Final[Mapping[type, str]] = MappingProxyType({Source: "source", Document: "document", Measurand: "measurand"})
