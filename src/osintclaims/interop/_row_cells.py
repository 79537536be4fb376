"""One row of our own tables, read cell by cell by the kind of its column."""

from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import member_of, number, parted, plain_text, shown
from osintclaims.interop._frames import Row
from osintclaims.model import When

__all__ = ["Cells", "Wrong", "at"]

E = TypeVar("E", bound=Enum)

_FLAGS: Final = MappingProxyType({"true": True, "false": False, "1": True, "0": False})


class Wrong(Exception):  # noqa: N818 - never leaves the package; a table error names it
    """A cell, or a whole row, that is refused."""

    def __init__(self, column: str, error: InvalidValueError) -> None:
        super().__init__()
        self.column = column
        self.error = error


@contextmanager
def at(column: str = "") -> Generator[None]:
    """Whatever is refused inside is refused because of this column."""
    try:
        yield
    except InvalidValueError as error:
        raise Wrong(column, error) from None


@attrs.define
class Cells:
    """The cells of one row, read by the kind of their column."""

    row: Row

    def text(self, column: str) -> str:
        """A text, empty where there is none; unlike other people's cells it is not tidied."""
        cell = self.row.get(column)
        with at(column):
            return cell if isinstance(cell, str) else plain_text(cell)

    def ids(self, column: str) -> tuple[str, ...]:
        """Several ids, parted by semicolons; no id has blanks, which people type behind those."""
        return tuple(id_ for one in parted(self.text(column)) if (id_ := one.strip()))

    def maybe(self, column: str) -> str | None:
        """A text, or None."""
        return self.text(column) or None

    def number(self, column: str) -> float | None:
        """A number, or None."""
        with at(column):
            return None if not plain_text(self.row.get(column)) else number(self.row[column])

    def whole(self, column: str) -> int | None:
        """A whole number, or None."""
        value = self.number(column)
        if value is not None and not isinstance(value, int):
            raise Wrong(column, InvalidValueError("E005", f"{value} is not whole", "write an integer"))
        return value

    def flag(self, column: str, *, default: bool = False) -> bool:
        """True or false."""
        text = self.text(column).strip().lower()
        if text and text not in _FLAGS:
            raise Wrong(column, InvalidValueError("E005", f"{shown(text)} is neither true nor false", "write one"))
        return _FLAGS[text] if text else default

    def when(self, column: str) -> When | None:
        """A date, or None."""
        with at(column):
            return When(self.text(column)) if self.text(column) else None

    def member(self, column: str, kind: type[E], default: E) -> E:
        """A member of an enumeration, by its value."""
        found = self.member_or_none(column, kind)
        return default if found is None else found

    def member_or_none(self, column: str, kind: type[E]) -> E | None:
        """The same, or None."""
        text = self.text(column)
        with at(column):
            return member_of(kind, text) if text else None
