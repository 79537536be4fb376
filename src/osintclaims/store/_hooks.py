"""Values of TOML files as values of the model, without any coercion: what does not fit is refused with a reason."""

import functools
import re
from collections.abc import Callable, Collection
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, TypeGuard, TypeVar

from osintclaims.errors import InvalidValueError
from osintclaims.model import When
from osintclaims.store._fault import Fault, Refused, clipped, printable, shown

__all__ = ["choice", "each", "flag", "is_array", "is_table", "text", "unknown_key", "when", "whole"]

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

#: Largest whole number outside of figures (the model limits those): far beyond any place in a text, yet printable.
_LARGEST: Final = 10**18


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a table."""
    return type(value) is dict


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return type(value) is list


def text(value: object) -> str:
    """A string."""
    if type(value) is str:
        return value
    is_short = type(value) in (float, date) or (type(value) is int and abs(value) <= _LARGEST)
    hint = f'write "{value}"' if is_short else ""
    raise InvalidValueError("E005", f"a string is wanted, got {shown(value)}", hint)


def whole(value: object) -> int:
    """A whole number; true and false are none."""
    if type(value) is not int:
        hint = f"write {value}" if isinstance(value, str) and re.fullmatch("[0-9]{1,18}", value) else ""
        raise InvalidValueError("E005", f"an integer is wanted, got {shown(value)}", hint)
    if not -_LARGEST <= value <= _LARGEST:
        raise InvalidValueError("E007", f"an integer within 10^18 is wanted, got {shown(value)}")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if type(value) is bool:
        return value
    raise InvalidValueError("E005", f"true or false is wanted, got {shown(value)}")


@functools.lru_cache(maxsize=4096)
def _when(edtf: str) -> When:
    """A date; the same text gives the same object, of which a corpus has many."""
    return When(edtf)


def when(value: object) -> When:
    """A date: EDTF text, or a TOML date without a time, which says the same."""
    if type(value) is date:
        value = value.isoformat()
    if type(value) is str:
        return _when(value)
    raise InvalidValueError(
        "E401", f"a date is wanted, got {shown(value)}", 'write it as a text: "2024-10-17" or "2024-10"'
    )


@functools.cache
def _members(kind: type[Enum]) -> dict[object, Any]:
    return {member.value: member for member in kind}


def choice(kind: type[E], value: object) -> E:
    """A member of an enumeration, by its value."""
    members = _members(kind)
    wanted = type(next(iter(members)))
    if type(value) is wanted and value in members:
        found: E = members[value]
        return found
    name = f"a {re.sub('(?<=[a-z])(?=[A-Z])', ' ', kind.__name__).lower()}"
    others = [str(one) for one in members]
    if type(value) is not wanted:
        what = "a string" if wanted is str else "an integer"
        raise InvalidValueError("E005", f"{name} is {what}, got {shown(value)}", f"one of {', '.join(others)}")
    said = f'"{printable(clipped(value))}"' if isinstance(value, str) else shown(value)
    near = get_close_matches(str(value)[:100].lower(), others, cutoff=0.5) if isinstance(value, str) else []
    if not near:
        raise InvalidValueError("E310", f"{said} is not {name}", f"one of {', '.join(others)}")
    rest = ", ".join(one for one in others if one != near[0])
    raise InvalidValueError("E310", f"{said} is not {name}", f'did you mean "{near[0]}"? (also {rest})')


def each(value: object, one: Callable[[Any], T]) -> tuple[T, ...]:
    """All elements of an array, each structured; every reason of every refused one."""
    if not is_array(value):
        raise InvalidValueError("E005", f"an array is wanted, got {shown(value)}", "put it in [ ]")
    built: list[T] = []
    faults: list[Fault] = []
    for index, element in enumerate(value):
        try:
            built.append(one(element))
        except Refused as refused:
            faults.extend(fault.below(index) for fault in refused.faults)
        except InvalidValueError as error:
            faults.append(Fault.of((index,), error))
    if len(built) < len(value):
        raise Refused(faults)
    return tuple(built)


def unknown_key(key: str, known: Collection[str]) -> Fault:
    """The fault of a key that means nothing here."""
    near = get_close_matches(key[:100], known)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return Fault((key,), "E003", f"unknown key {printable(clipped(key))}", hint)
