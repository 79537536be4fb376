"""JSON texts, read without trust: no NaN, no key twice, no endless depth, and every value has a line."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TypeGuard

from osintclaims.model import must_be
from osintclaims.store import CorpusError, Problem

__all__ = ["Places", "is_array", "is_object", "parse_json"]

#: Arrays and objects inside one another; our documents need eight.
_DEPTH: Final = 64
_TOKEN: Final = re.compile(r'[\s,:]*+(?:"(?:[^"\\]|\\.)*+"|[\[\]{}]|[^\s,:\[\]{}"]++)', re.DOTALL)
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)

Path = tuple[str | int, ...]


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object."""
    return type(value) is dict


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return type(value) is list


class _Twice(Exception):  # noqa: N818 - never leaves the module
    """A key stands twice in one object."""


class Places:
    """Lines and columns of the values of a JSON text, by the keys and positions that lead to them.

    A text with a key twice in one object is read no further than to there: behind it, no parser has looked.
    """

    def __init__(self, text: str) -> None:
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._starts: dict[Path, int] = {}
        self.twice: tuple[Path, int] | None = None
        for path, start in _values(text):
            if path in self._starts:
                self.twice = path, start
                break
            self._starts[path] = start

    def find(self, path: Path) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it."""
        while path and path not in self._starts:
            path = path[:-1]
        return self.at(self._starts.get(path, 0))

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _values(text: str) -> Iterator[tuple[Path, int]]:
    """Every path with where it starts, in a text that a parser has accepted as far as it is read."""
    around: list[list[Any]] = []  # kind, key or position, whether a key comes next
    path: list[str | int] = []
    for found in _TOKEN.finditer(text):
        token = found.group().lstrip(" \t\r\n,:")
        start = found.end() - len(token)
        if token in ("]", "}"):
            around.pop()
            if around:
                path.pop()
                around[-1][1] = True
            continue
        if around and around[-1][0] == "{" and around[-1][1]:
            around[-1][1] = False
            path.append(json.loads(token, strict=False))
            yield tuple(path), start
            continue
        if around and around[-1][0] == "[":
            path.append(around[-1][2])
            around[-1][2] += 1
            yield tuple(path), start
        if token in ("[", "{"):
            around.append([token, True, 0])
        elif around:
            path.pop()
            around[-1][1] = True


def parse_json(text: str, *, file: str, line: int = 1) -> Any:
    """The value of a JSON text (RFC 8259); a whole number with a point, such as 5.0, is that number.

    Args:
        text: The text.
        file: Its name, for messages.
        line: Line of the file on which it starts.

    Raises:
        CorpusError: It is no JSON, names a key twice in one object, or is nested too deep.
    """

    def problem(code: str, message: str, hint: str = "", at: tuple[int, int] = (1, 1)) -> CorpusError:
        return CorpusError((Problem(file, line + at[0] - 1, at[1], "", code, "error", message, hint),))

    def refuse(constant: str) -> Any:
        raise problem("E106", f"{constant} is no JSON", "leave it out, or write null in results")

    must_be("text", text, str)
    brackets = _STRING.sub("", text) if text.count("[") + text.count("{") > _DEPTH else ""
    if brackets and _depth(brackets) > _DEPTH:
        raise problem("E008", f"arrays and objects are nested more than {_DEPTH} deep", "corpora need eight")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=refuse, parse_float=_number)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise problem("E001", message, at=(error.lineno, error.colno)) from None
    except _Twice as twice:
        places = Places(text)  # the first of several in the order of the text; the parser comes to inner objects first
        (*_, key), start = places.twice or (twice.args, 0)
        raise problem("E001", f"key {key!r} stands twice in one object", "keep one of them", places.at(start)) from None
    except ValueError as error:  # the limit on digits
        if isinstance(error, CorpusError):
            raise
        raise problem("E007", "a number of thousands of digits") from None


def _depth(brackets: str) -> int:
    """How deep brackets are nested."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", brackets):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice(next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1))
    return made


def _number(digits: str) -> int | float:
    """A number with a point or an exponent; JSON does not tell 5.0 from 5."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
