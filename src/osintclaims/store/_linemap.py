"""Lines and columns of the values of a TOML text, found only when there is something to report."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Final

from osintclaims.store._fault import Path
from osintclaims.store._hooks import is_array, is_table
from osintclaims.store._parse import STRING

__all__ = ["LineMap"]

_GAP: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*+")
_BLANK: Final = re.compile(r"[ \t]*+")
_KEY: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|[A-Za-z0-9_-]++")
_SCALAR: Final = re.compile(rf"{STRING}|[^,\[\]{{}}\s#]++(?: [0-9][0-9:.]++[^,\[\]{{}}\s#]*+)?", re.DOTALL)
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]", re.MULTILINE)


class _LostError(Exception):
    """The scanner does not understand the text."""


class LineMap:
    """Places of the keys and elements of a text that `tomllib` has read.

    The scanner checks itself: where it finds other keys than `tomllib` did, only the headers of tables are placed.

    Args:
        text: The text.
        tables: What `tomllib` made of it.
    """

    def __init__(self, text: str, tables: Mapping[str, Any]) -> None:
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        try:
            self._starts = dict[Path, int]()
            for path, start in _Scanner(text).places():
                self._starts.setdefault(path, start)
            agrees = self._starts.keys() == set(_paths(tables))
        except _LostError:
            agrees = False
        if not agrees:
            self._starts = _headers(text)

    def find(self, path: Path) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it; the top of the file if there is none."""
        while path and path not in self._starts:
            path = path[:-1]
        start = self._starts.get(path, 0)
        line = bisect_right(self._lines, start)
        return line, start - self._lines[line - 1] + 1


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path of what `tomllib` read."""
    inner = value.items() if is_table(value) else enumerate(value) if is_array(value) else ()
    for step, one in inner:
        yield (*path, step)
        yield from _paths(one, (*path, step))


def _headers(text: str) -> dict[Path, int]:
    """Starts of the headers of arrays of tables, by their look alone."""
    starts: dict[Path, int] = {}
    counts: dict[str, int] = {}
    for found in _HEADER.finditer(text):
        name = found[1]
        starts[name, counts.get(name, 0)] = found.start()
        counts[name] = counts.get(name, 0) + 1
    return starts


class _Scanner:
    """Walks over a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.counts: dict[Path, int] = {}

    def places(self) -> Iterator[tuple[Path, int]]:
        """Every path with where it starts."""
        table: Path = ()
        while self._skip(_GAP) < len(self.text):
            start = self.position
            if self.text.startswith("[[", start):
                self.position += 2
                table = self._inside_last(self._key())
                index = self.counts.get(table, -1) + 1
                self.counts[table] = index
                table = (*table, index)
                yield from self._above(table, start)
                yield table, start
                self._expect("]]")
            elif self.text.startswith("[", start):
                self.position += 1
                table = self._inside_last(self._key())
                yield from self._above(table, start)
                yield table, start
                self._expect("]")
            else:
                yield from self._pair(table)

    def _inside_last(self, key: tuple[str, ...]) -> Path:
        """The path of a header, in which arrays of tables on the way stand for their last table."""
        path: Path = ()
        for step in key[:-1]:
            path = (*path, step)
            if path in self.counts:
                path = (*path, self.counts[path])
        return (*path, key[-1])

    def _above(self, path: Path, start: int) -> Iterator[tuple[Path, int]]:
        """Tables around a path, which it may be the first to name."""
        for length in range(1, len(path)):
            yield path[:length], start

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        start = self.position
        path = (*table, *self._key())
        yield from self._above(path, start)
        yield path, start
        self._expect("=")
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._skip(_BLANK)
        opening = self.text[self.position : self.position + 1]
        if opening not in ("[", "{"):
            if not self._skip_found(_SCALAR):
                raise _LostError
            return
        closing = "]" if opening == "[" else "}"
        self.position += 1
        index = 0
        while True:
            self._skip(_GAP)
            if self.text.startswith(closing, self.position):
                self.position += 1
                return
            if opening == "[":
                yield (*path, index), self.position
                yield from self._value((*path, index))
                index += 1
            else:
                yield from self._pair(path)
            self._skip(_GAP)
            if self.text.startswith(",", self.position):
                self.position += 1
            elif not self.text.startswith(closing, self.position):
                raise _LostError

    def _key(self) -> tuple[str, ...]:
        """A key with all its dotted parts."""
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            start = self.position
            if not self._skip_found(_KEY):
                raise _LostError
            part = self.text[start : self.position]
            parts.append(next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part)
            self._skip(_BLANK)
            if not self.text.startswith(".", self.position):
                return tuple(parts)
            self.position += 1

    def _expect(self, sign: str) -> None:
        self._skip(_BLANK)
        if not self.text.startswith(sign, self.position):
            raise _LostError
        self.position += len(sign)

    def _skip(self, pattern: "re.Pattern[str]") -> int:
        self._skip_found(pattern)
        return self.position

    def _skip_found(self, pattern: "re.Pattern[str]") -> bool:
        found = pattern.match(self.text, self.position)
        if found is None:
            return False
        self.position = found.end()
        return True
