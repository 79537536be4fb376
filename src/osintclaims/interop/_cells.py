"""Cells of tables: what stands in one, as text, number, date or list, without guessing."""

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from osintclaims.errors import InvalidValueError
from osintclaims.model import When, did_you_mean

__all__ = ["UNKNOWN", "day", "joined", "member_of", "number", "parted", "plain_text", "shown", "span"]

E = TypeVar("E", bound=Enum)

#: Words that say that nothing is known, besides an empty cell; compared without regard to case.
UNKNOWN: Final = frozenset(
    {
        "-",
        "--",
        ".",
        "?",
        "n.a.",
        "n/a",
        "na",
        "nan",
        "nat",
        "none",
        "not known",
        "not stated",
        "null",
        "unclear",
        "unknown",
    }
)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_WHOLE: Final = re.compile(r"([+-]?[0-9]+)\.0+")
_GROUPED: Final = "[+-]?[0-9]{{1,3}}(?:{0}[0-9]{{3}})+(?:[.][0-9]+)?"
_TIMED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]+)?"
)
_NAMED_MONTH: Final = re.compile("[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4}")
_SHOWN: Final = 40
#: Characters of a number: figures end at 10^18, and Python refuses to read numbers of thousands of digits.
_LONGEST: Final = 400
#: Bits of a whole number that is shown in digits.
_BITS: Final = 1_024
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_A_DAY: Final = 86_400


def member_of(kind: type[E], value: object) -> E:
    """The member of an enumeration that has a value.

    Raises:
        InvalidValueError: None has it (E310).
    """
    members = {str(member.value): member for member in kind}
    if not isinstance(value, str) or value not in members:
        hint = did_you_mean(str(value), members) or f"one of {', '.join(members)}"
        raise InvalidValueError("E310", f"{shown(value)} is not known here", hint)
    return members[value]


def plain_text(cell: Any) -> str:
    """A cell as text: nothing for None and NaN; whole floats without their ``.0``, which dataframes put there.

    Raises:
        InvalidValueError: It holds bytes, or more than one value (E005), or a number of hundreds of digits (E106).
    """
    kind: str = type(cell).__name__
    if isinstance(cell, bytes | list | tuple | dict | set):
        raise InvalidValueError("E005", f"a single value is wanted, got a {kind}", "flatten the column")
    if isinstance(cell, int) and cell.bit_length() > _BITS:
        raise InvalidValueError("E106", f"a number within 10^18 is wanted, got one of {cell.bit_length()} bits")
    if cell is None or (isinstance(cell, float) and math.isnan(cell)) or str(cell) in {"NaT", "<NA>"}:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0):
        return cell.date().isoformat()
    found = _WHOLE.fullmatch(str(cell).strip())
    return found[1] if found else str(cell).strip()


def shown(cell: Any) -> str:
    """A cell as a message repeats it."""
    text = f"{cell.bit_length()} bits" if isinstance(cell, int) and cell.bit_length() > _BITS else str(cell)
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f'"{text}"' if text.isprintable() else ascii(text)


def number(cell: Any, *, thousands: str = "") -> int | float:
    """A number; a text must be one in digits, with a point for decimals.

    Args:
        cell: What stands there.
        thousands: The sign that parts thousands in this table, or nothing.

    Raises:
        InvalidValueError: It is none (E106).
    """
    if isinstance(cell, bool) or not isinstance(cell, str | Real | Decimal):
        raise InvalidValueError("E106", f"{shown(cell)} is not a number", "write digits")
    if isinstance(cell, Integral):
        return int(cell)
    if not isinstance(cell, str):
        return _whole(float(cell))
    text = cell.strip()
    if len(text) > _LONGEST:
        raise InvalidValueError("E106", f"{shown(cell)} is no number of this world", "write digits")
    if thousands and re.fullmatch(_GROUPED.format(re.escape(thousands)), text):
        text = text.replace(thousands, "")
    if not _NUMBER.fullmatch(text):
        hint = "write digits, with a point for decimals"
        if not thousands and re.fullmatch(_GROUPED.format("[,.' \u00a0\u202f]"), text):
            hint = 'say what the sign means, for example Mapping(thousands=","), or write digits only'
        raise InvalidValueError("E106", f"{shown(cell)} is not a number", hint)
    return int(text) if text.lstrip("+-").isdigit() else _whole(float(text))


def _whole(value: float) -> int | float:
    return int(value) if math.isfinite(value) and value.is_integer() else value


def day(cell: Any) -> When:
    """A date.

    It is EDTF text, a date, a date with a midnight (as databases write days), seconds since 1970 that make whole days
    (as R writes dates), or a day with the English name of its month, "20 Mar 2003".

    Raises:
        InvalidValueError: It is none (E401).
    """
    if isinstance(cell, datetime):
        cell = str(cell)
    if isinstance(cell, date):
        return When(cell)
    text = plain_text(cell)
    timed = _TIMED.fullmatch(text)
    if timed:
        if re.search("[1-9]", text[10:].partition("+")[0]):
            raise InvalidValueError("E401", f"{shown(text)} has a time of day", "keep the day alone")
        return When(timed[1])
    if re.fullmatch("-?[0-9]{9,11}", text) and int(text) % _SECONDS_A_DAY == 0:
        return When((_EPOCH + timedelta(seconds=int(text))).date())
    if _NAMED_MONTH.fullmatch(text):
        return When.parse(text)
    return When(text)


def span(first: When | None, last: When | None) -> When | None:
    """From one date to another, the same date once; None if neither is known."""
    if first is None or last is None:
        return first or last
    if first == last:
        return first
    begin, end = first.text.partition("/")[0], last.text.rpartition("/")[2]
    return When(f"{begin}/{end}")


def joined(values: Iterable[str]) -> str:
    """Several texts in one cell, parted by semicolons; a semicolon within one stands behind a backslash."""
    return ";".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def parted(cell: str) -> tuple[str, ...]:
    """The texts that `joined` put into one cell; none of them is empty."""
    return tuple(
        re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL) for text in re.findall(r"(?:[^;\\]|\\.)+", cell, re.DOTALL)
    )
