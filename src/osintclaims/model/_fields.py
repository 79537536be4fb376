"""Field validators of the model: each refuses a wrong value in a message that names it and says what would be right."""

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._letters import foreign

__all__ = [
    "MAX_DEPTH",
    "all_must_be",
    "difference",
    "each",
    "identifier",
    "instance",
    "must_be",
    "must_be_day",
    "number",
    "optional_instance",
    "quoted",
    "refuse_repeated",
    "shown",
    "sorted_ids",
    "text",
    "tuple_of",
    "whole_number",
    "words",
    "wrong_type",
]

T = TypeVar("T")

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
#: Characters of a refused text that a message repeats.
_SHOWN: Final = 40
#: A number in digits, perhaps with thousands commas, that a hint may repeat without guessing what it means.
_DIGITS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]{1,2})?", re.ASCII)
#: Levels of "part of" that may lie above one another; far more than any organisation or quantity has, and few enough
#: that comparing, copying and storing values stays clear of Python's recursion limit.
MAX_DEPTH: Final = 32


def wrong_type(name: str, value: object, expected: str, hint: str = "") -> InvalidValueError:
    """The error for a value of another type than the field's."""
    return InvalidValueError("E005", f"{name} must be {expected}, got {shown(value)}", hint)


def must_be(name: str, value: object, *kinds: type[Any], hint: str = "") -> None:
    """Refuse an argument of the wrong type by name, before something inside fails over it.

    Args:
        name: Name of the argument.
        value: What was given.
        kinds: What it may be; True and False are no numbers.
        hint: What would be right, where the types do not say it.

    Raises:
        InvalidValueError: It is something else (E005).

    Examples:
        >>> from osintclaims.model import Corpus, must_be
        >>> must_be("corpus", "my-corpus", Corpus)
        Traceback (most recent call last):
        osintclaims.errors.InvalidValueError: corpus must be a Corpus, got the string "my-corpus" [E005]
    """
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise wrong_type(name, value, " or ".join(_article(kind.__name__) for kind in kinds), hint)


def must_be_day(name: str, value: object) -> None:
    """Refuse what is no day: a datetime is a date as well, but cannot be compared with one.

    Args:
        name: Name of the argument.
        value: What was given.

    Raises:
        InvalidValueError: It is no `datetime.date`, or has a time of day (E005).

    Examples:
        >>> from osintclaims.model import must_be_day
        >>> must_be_day("known_on", "2024-10-17")
        Traceback (most recent call last):
        osintclaims.errors.InvalidValueError: known_on must be a datetime.date, got the string "2024-10-17"; \
a datetime has .date(), a When has .latest [E005]
    """
    if type(value) is not date:
        raise wrong_type(name, value, "a datetime.date", "a datetime has .date(), a When has .latest")


def all_must_be(name: str, values: Iterable[T], *kinds: type[Any]) -> tuple[T, ...]:
    """The same for a collection, whose members are returned.

    Args:
        name: Name of the argument.
        values: What was given.
        kinds: What each of them may be.

    Raises:
        InvalidValueError: It is no collection, or one of them is something else (E005).

    Examples:
        >>> from osintclaims.model import Claim, all_must_be
        >>> all_must_be("claims", [3], Claim)
        Traceback (most recent call last):
        osintclaims.errors.InvalidValueError: each of claims must be a Claim, got 3 [E005]
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise wrong_type(name, values, "a list", "put it in [ ]")
    listed = tuple(values)
    for value in listed:
        must_be(f"each of {name}", value, *kinds)
    return listed


def quoted(value: str) -> str:
    """A text as a message may repeat it: in quotation marks, short, without characters that cannot be shown."""
    short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return f'"{short}"' if short.isprintable() else ascii(short)


def shown(value: object) -> str:
    """What stands there, short enough for a message: plain values as they are, anything else by its type."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str):
        return f"the string {quoted(value)}"
    if value is None or isinstance(value, float | bool):
        return repr(value)
    if isinstance(value, int):
        return f"{value}" if abs(value) <= _LARGEST else "a very large int"
    return _article(type(value).__name__)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIOUaeiou' else 'a'} {noun}"


def instance(kind: type[Any]) -> Validator:
    """A validator that accepts instances of one class; for enumerations (E310) the hint lists the members."""
    return functools.partial(_check_instance, kind)


def _check_instance(kind: type[Any], _: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if isinstance(value, kind):
        return
    if issubclass(kind, Enum):
        expected = f"{attribute.name} must be {_article(kind.__name__)}, got {shown(value)}"
        raise InvalidValueError("E310", expected, _member(kind, value))
    raise wrong_type(attribute.name, value, _article(kind.__name__), _written(kind, value))


def _written(kind: type[Any], value: object) -> str:
    """A hint that makes an object of ours from the text or day that was given in its place, if it can be made so."""
    if not isinstance(value, str | date) or not kind.__module__.startswith("osintclaims."):
        return ""
    try:
        kind(value)
    except (TypeError, ValueError):
        return ""
    return f"write {kind.__name__}({quoted(value) if isinstance(value, str) else repr(value)})"


def _member(kind: type[Enum], value: object) -> str:
    """A hint that names the member whose value was given, or else all of them."""
    for member in kind:
        if member.value == value and not isinstance(value, Enum | bool):
            return f"write {kind.__name__}.{member.name}"
    return f"{kind.__name__} has {', '.join(member.name for member in kind)}"


def optional_instance(kind: type[Any]) -> Validator:
    """Like `instance`, but None stands for "not known"."""
    return attrs.validators.optional(instance(kind))


def tuple_of(kind: type[Any]) -> Validator:
    """A validator that accepts tuples of one class."""
    return functools.partial(_check_tuple, kind)


def _check_tuple(kind: type[Any], _: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    elements: Iterable[object] = value
    if not isinstance(value, tuple):
        raise wrong_type(attribute.name, value, f"a tuple of {kind.__name__} objects")
    for element in elements:
        if not isinstance(element, kind):
            raise wrong_type(f"each of {attribute.name}", element, _article(kind.__name__))


def each(inner: Validator) -> Validator:
    """A validator that asks another one about each element of a tuple."""
    return functools.partial(_check_each, inner)


def _check_each(inner: Validator, owner: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    for element in value:
        inner(owner, attribute, element)


def text(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for text: a string without control characters, bidirectional overrides or lone surrogates."""
    if not isinstance(value, str):
        raise wrong_type(attribute.name, value, "a string")
    found = None if value.isprintable() else _UNSAFE.search(value)  # what is printable is safe, and faster to tell
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
        odd = foreign(value)
        raise InvalidValueError(
            "E301",
            f"{attribute.name} {quoted(value)} is not an id{odd and f' ({odd})'}",
            f"use lower-case letters, digits and single hyphens, at most {_ID_LENGTH} characters, for example 001-c1",
        )


def difference(one: object, other: object) -> str:
    """The first field in which two records of one class differ, as a remark; empty if they are equal.

    Args:
        one: A record, of an attrs class.
        other: Another one.
    """
    kind: Any = type(one)
    for field in attrs.fields(kind):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, str) and isinstance(b, str) and a != b:
            return f": {field.name} is {quoted(min(a, b))} in one, {quoted(max(a, b))} in another"
        if a != b:
            return f": they differ in {field.name}"
    return ""


def sorted_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Ids or words in order, as a tuple: their order carries no meaning.

    Raises:
        InvalidValueError: The same one is given twice (E301), or something is not a string (E005).
    """
    if isinstance(values, str):
        raise wrong_type("the listed strings", values, "a tuple", f"write ({quoted(values)},)")
    if not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - as above
        raise wrong_type("the listed strings", values, "a tuple")
    listed = list(values)
    for value in listed:
        if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("each of the listed strings", value, "a string")
    refuse_repeated(listed)
    return tuple(sorted(listed))


def refuse_repeated(listed: Sequence[str]) -> None:
    """Refuse a list that names the same thing twice (E301)."""
    seen: set[str] = set()
    for value in listed:
        if value in seen:
            raise InvalidValueError("E301", f"{quoted(value)} is listed twice", "list it once")
        seen.add(value)


def whole_number(_: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """A validator for positions and lengths: an int within 10^18."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(attribute.name, value, "an int")
    if abs(value) > _LARGEST:
        raise InvalidValueError("E106", f"{attribute.name} is beyond 10^18")


def number(name: str, value: object) -> int | float:
    """A finite number as the model stores it: whole values as `int`, anything else as `float`.

    Raises:
        InvalidValueError: Not an int or float, or not finite, or beyond 10^18 (E106).
    """
    if type(value) is int and -_LARGEST <= value <= _LARGEST:
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = ""
        if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
            hint = f" (write {value.strip().replace(',', '_')})"
        elif hasattr(value, "__float__") and not isinstance(value, bool):  # NumPy's numbers, Decimal, Fraction
            hint = " (pass an int or a float)"
        raise InvalidValueError("E106", f"{name} must be a number, got {shown(value)}{hint}")
    # Checked is what is stored: subclasses, such as NumPy's float64, may compare and print in ways of their own.
    plain = float(value) if isinstance(value, float) else int(value)
    if not -_LARGEST <= plain <= _LARGEST:  # refuses NaN and the infinities as well
        raise InvalidValueError("E106", f"{name} must be a finite number within 10^18, got {shown(plain)}")
    return int(plain) if isinstance(plain, int) or plain.is_integer() else plain
