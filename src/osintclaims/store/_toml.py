"""Writing TOML: one form for each value, so that equal corpora are equal bytes."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.store._hooks import is_table

__all__ = ["array_of_tables", "line"]

_PLAIN: Final = MappingProxyType({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
#: What some editor takes for the end of a line, or nobody can see: control characters, NEL, LS, PS, byte order mark.
_ESCAPED: Final = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
#: The same for texts of several lines, whose line feeds stand as they are.
_ESCAPED_IN_LINES: Final = re.compile('[\\\\"\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


def line(key: str, value: Any) -> str:
    """A key and its value, with the line break; a text of several lines stands in several lines."""
    if isinstance(value, str) and "\n" in value:
        return f'{key} = """{_ESCAPED_IN_LINES.sub(_escape, _opened(value))}"""\n'
    return f"{key} = {_value(value)}\n"


def _opened(value: str) -> str:
    """A text as it stands behind three quotes, where a line break that comes first does not count."""
    return f"\n{value}" if value.startswith("\n") else value


def array_of_tables(name: str, table: Mapping[str, Any]) -> str:
    """One table of an array of tables: its header and its lines."""
    return f"[[{name}]]\n" + "".join(line(key, value) for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return f'"{_ESCAPED.sub(_escape, value)}"'
    if is_table(value):
        return f"{{ {', '.join(f'{key} = {_value(one)}' for key, one in value.items())} }}"
    return f"[{', '.join(map(_value, value))}]"


def _escape(found: "re.Match[str]") -> str:
    character = found.group()
    return _PLAIN.get(character) or f"\\u{ord(character):04X}"
