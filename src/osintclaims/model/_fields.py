"""Field validators of the model: each refuses a wrong value in a message that names it and says what would be right."""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, Final, cast

import attrs

from osintclaims.errors import InvalidValueError

__all__ = ["identifier", "instance", "number", "optional_instance", "sorted_ids", "text", "tuple_of", "words"]

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]

#: Ids are names in files, file names and URL parts at once, hence lower-case ASCII words joined by single hyphens.
_ID: Final = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
#: Long enough for readable ids, short enough for any file system.
_ID_LENGTH: Final = 64
#: Characters that cannot be shown or stored faithfully: control characters but tab and line breaks (NEL, U+0085, is a
#: line break of real texts), explicit bidirectional overrides (they show digits in another order than they are stored),
#: lone surrogates (no encoding holds them).
_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Largest magnitude of a figure. Below it doubles still tell neighbouring thousands apart, and nothing overflows.
_LARGEST: Final = 10**18
#: Largest whole number up to which every integer is a double; integral floats below it become integers without loss.
_EXACT_INTEGERS: Final = 2**53


def wrong_type(name: str, value: object, expected: str) -> InvalidValueError:
    """The error for a value of another type than the field's."""
    return InvalidValueError("E005", f"{name} must be {expected}, got {_shown(value)}")


def _shown(value: object) -> str:
    """A value short enough for a message, with the type it has."""
    if isinstance(value, str):
        return f'the string "{value}"' if len(value) <= 40 else f'the string "{value[:40]}…"'
    shown = repr(value)
    return f"{type(value).__name__} {shown if len(shown) <= 60 else shown[:60] + '…'}"


def instance(kind: type[Any]) -> Validator:
    """A validator that accepts instances of one class; for enumerations the message lists the allowed values."""
    expected = f"a {kind.__name__}"
    if issubclass(kind, Enum):
        expected = f"{kind.__name__}: one of {', '.join(str(member.value) for member in kind)}"

    def check(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise wrong_type(attribute.name, value, expected)

    return check


def optional_instance(kind: type[Any]) -> Validator:
    """Like `instance`, but None stands for "not known"."""
    inner = instance(kind)

    def check(owner: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if value is not None:
            inner(owner, attribute, value)

    return check


def tuple_of(kind: type[Any]) -> Validator:
    """A validator that accepts tuples of one class, each element at most once."""
    inner = instance(kind)

    def check(owner: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if not isinstance(value, tuple):
            raise wrong_type(attribute.name, value, f"a tuple of {kind.__name__}")
        for element in cast("tuple[object, ...]", value):
            inner(owner, attribute, element)

    return check


def text(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for text: a string without control characters, bidirectional overrides or lone surrogates."""
    if not isinstance(value, str):
        raise wrong_type(attribute.name, value, "a string")
    found = _UNSAFE.search(value)
    if found:
        raise InvalidValueError(
            "E109",
            f"{attribute.name} holds the control character U+{ord(found.group()):04X} at position {found.start()}",
            "remove it",
        )


def words(owner: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for text that must say something."""
    text(owner, attribute, value)
    if not value.strip():
        raise InvalidValueError("E006", f"{attribute.name} is empty", "give it a text")


def identifier(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for ids: lower-case ASCII letters, digits and single inner hyphens, at most 64 characters."""
    if not isinstance(value, str):
        raise wrong_type(attribute.name, value, "a string")
    if len(value) > _ID_LENGTH or not _ID.fullmatch(value):
        raise InvalidValueError(
            "E301",
            f"{attribute.name} {_shown(value)} is not an id",
            f"use lower-case letters, digits and single hyphens, at most {_ID_LENGTH} characters, for example 001-c1",
        )


def sorted_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Ids or words in order, as a tuple: their order carries no meaning.

    Raises:
        InvalidValueError: The same one is given twice (E301), or something is not a string (E005).
    """
    if isinstance(values, str):
        raise InvalidValueError(
            "E005", f'a list of strings is wanted, got the string "{values}"', f'write ("{values}",)'
        )
    listed = list(values)
    for value in listed:
        if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("each entry", value, "a string")
    refuse_repeated(listed)
    return tuple(sorted(listed))


def refuse_repeated(listed: Sequence[str]) -> None:
    """Refuse a list that names the same thing twice (E301)."""
    seen: set[str] = set()
    for value in listed:
        if value in seen:
            raise InvalidValueError("E301", f'"{value}" is listed twice', "list it once")
        seen.add(value)


def number(name: str, value: object) -> int | float:
    """A finite number as the model stores it: whole values as `int`.

    Raises:
        InvalidValueError: Not an int or float, or not finite, or beyond 10^18 (E106).
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = ""
        if isinstance(value, str):
            plain = value.replace(",", "_").strip()
            hint = f" (write {plain})" if re.fullmatch(r"[0-9_.]+", plain) else ""
        raise InvalidValueError("E106", f"{name} must be a number, got {_shown(value)}{hint}")
    if not -_LARGEST <= value <= _LARGEST:  # refuses NaN and the infinities as well
        raise InvalidValueError(
            "E106",
            f"{name} must be a finite number within 10^18, got {value if isinstance(value, float) else 'a larger one'}",
        )
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT_INTEGERS:
        return int(value)
    return value
