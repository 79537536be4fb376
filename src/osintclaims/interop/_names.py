"""Ids for what tables call by name."""

import hashlib
import re
import unicodedata
from typing import Final

import attrs

from osintclaims.model import Source, SourceKind

__all__ = ["NOBODY", "Sources", "ident"]

#: Characters of an id that are made of the name; a hyphen and eight digits of a hash go behind them, and 64 are legal.
_ROOM: Final = 55
#: Names that their ids can be read back to: two of them never have one id.
_PLAIN: Final = re.compile("[a-z0-9]+(?: [a-z0-9]+)*")
_CODE: Final = re.compile("[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
#: Who speaks where a table names nobody: such figures are never independent confirmations of one another.
NOBODY: Final = Source(id="not-stated", name="not stated", kind=SourceKind.ANONYMOUS)


def ident(prefix: str, *names: str) -> str:
    """An id made of names, with a hash where they cannot be read back from it.

    Behind a prefix, words keep their look in lower case; that two names differ in case or hyphens alone is for the
    caller to find out.
    """
    (name, *more) = names
    if not more and (_CODE if prefix else _PLAIN).fullmatch(name):
        whole = "-".join(filter(None, (prefix, name.lower().replace(" ", "-"))))
        if len(whole) <= _ROOM:
            return whole
    plain = unicodedata.normalize("NFKD", " ".join((prefix, *names))).encode("ascii", "ignore").decode().lower()
    short = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:_ROOM].strip("-")
    digest = hashlib.sha256("".join(f"{len(name)}:{name}" for name in names).encode("utf-8", "replace")).hexdigest()[:8]
    return f"{short}-{digest}".strip("-")


@attrs.define
class Sources:
    """The sources of a table by name; spellings that differ in case and spaces alone are one source with aliases."""

    _spellings: dict[str, list[str]] = attrs.field(factory=dict[str, list[str]])
    _made: dict[str, Source] = attrs.field(factory=dict[str, Source])

    def add(self, name: str) -> str:
        """Take note of a name; its key, which is empty for no name."""
        key = " ".join(name.casefold().split())
        spellings = self._spellings.setdefault(key, [])
        if key and name not in spellings:
            spellings.append(name)
            self._made.pop(key, None)
        return key

    def spelled(self, key: str) -> str:
        """The name of a key, as it stood first."""
        return self._spellings[key][0] if key else NOBODY.name

    def of(self, key: str) -> Source:
        """The source of a key, with every spelling that was added."""
        if not key:
            return NOBODY
        if key not in self._made:
            first, *others = self._spellings[key]
            self._made[key] = Source(id=ident("", key), name=first, aliases=tuple(others))
        return self._made[key]
