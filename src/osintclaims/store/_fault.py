"""What is wrong at one place of a file, before the place has a line number."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError

__all__ = ["Fault", "Path", "Refused", "printable", "shown", "spelled"]

#: Keys and positions that lead from the top of a file to a value.
Path = tuple[str | int, ...]

#: Characters of a value that a message repeats.
_SHOWN: Final = 40
#: Characters of a whole message: a circle through a thousand records need not be printed to its end.
_MESSAGE: Final = 1_000

#: Names of the types that `tomllib` makes, as TOML calls them.
_TYPES: Final = MappingProxyType(
    {
        "bool": "boolean",
        "date": "date",
        "datetime": "date-time",
        "dict": "table",
        "float": "float",
        "int": "integer",
        "list": "array",
        "str": "string",
        "time": "time",
    }
)


@attrs.frozen
class Fault:
    """One thing that is wrong, and where.

    Attributes:
        path: Where, from the top of the file.
        code: Name of the rule.
        message: What stands there.
        hint: What would be right.
        file: The file, as a path below the corpus folder.
        at: Line and column, where there are no tables to look the path up in.
    """

    path: Path
    code: str
    message: str
    hint: str = ""
    file: str = ""
    at: tuple[int, int] | None = None

    @classmethod
    def of(cls, path: Path, error: InvalidValueError) -> "Fault":
        """What a refused value says, at a place."""
        return cls(path, error.code, clipped(error.message, _MESSAGE), clipped(error.hint, _MESSAGE))

    def below(self, *steps: str | int) -> "Fault":
        """The same, seen from further up."""
        return attrs.evolve(self, path=(*steps, *self.path))

    def inside(self, file: str) -> "Fault":
        """The same, with the file it is in."""
        return attrs.evolve(self, file=file)


class Refused(Exception):  # noqa: N818 - never leaves the package; `CorpusError` does
    """A value that was not built.

    Args:
        faults: All reasons, or none where what it refers to was refused before.
    """

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        super().__init__()
        self.faults = tuple(faults)


def clipped(text: str, length: int = _SHOWN) -> str:
    """A text cut to a length."""
    return text if len(text) <= length else f"{text[:length]}…"


def shown(value: object) -> str:
    """A value of a TOML file as a message names it: its type, and what it is where that is short."""
    kind = _TYPES.get(type(value).__name__, type(value).__name__)
    if isinstance(value, str):
        return f'the {kind} "{printable(clipped(value))}"'
    if isinstance(value, dict | list):
        return f"{'an' if kind[0] == 'a' else 'a'} {kind}"
    if isinstance(value, bool):
        return f"the {kind} {str(value).lower()}"
    if isinstance(value, int) and value.bit_length() > 128:
        return f"an {kind} of {value.bit_length()} bits"
    return f"the {kind} {value}"


def printable(text: str) -> str:
    """A text whose control characters, lone surrogates and direction marks are written as escapes."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def spelled(path: Path) -> str:
    """A path as problems print it: ``claim[0].estimate.at_most``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = printable(clipped(step))
            text += f".{name}" if text else name
    return text
