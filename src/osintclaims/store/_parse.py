"""Text to tables: the standard library's parser, kept from what it does not survive."""

import re
import tomllib
from typing import Any, Final

from osintclaims.store._fault import Fault, printable

__all__ = ["MAX_DEPTH", "STRING", "parse"]

#: Arrays and tables inside one another; corpus files need four.
MAX_DEPTH: Final = 64

#: A TOML string; one that is not closed reaches to the end of the line or of the text. Possessive, hence linear.
STRING: Final = (
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
)
_NOT_BRACKETS: Final = re.compile(rf"{STRING}|\#[^\n]*+|[^\[\]{{}}\"'#]++", re.DOTALL)
_NOT_DOTS: Final = re.compile(rf"{STRING}|\#[^\n]*+|[^.,\n\"'#]++", re.DOTALL)
#: A line with this many dots may have a key of that many parts; then it is worth a closer look.
_DOTTED_LINE: Final = re.compile(rf"^(?:[^.\n]*+\.){{{MAX_DEPTH}}}", re.MULTILINE)
#: Python refuses to read a number of more than 4,300 digits, and does not say where it stands.
_LONG_NUMBER: Final = re.compile(r"[0-9][0-9_]{4000}")
_PLACE: Final = re.compile(r" \(at (?:line (?P<line>[0-9]+), column (?P<column>[0-9]+)|end of document)\)$")


def parse(text: str) -> dict[str, Any] | Fault:
    """The tables of a text, or why it is no TOML that is read here."""
    if _too_deep(text):
        return Fault((), "E008", f"arrays and tables are nested more than {MAX_DEPTH} deep", "corpus files need four")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        if place is None or place["line"] is None:
            where = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        else:
            where = (int(place["line"]), int(place["column"]))
        said = _PLACE.sub("", message)
        return Fault((), "E001", f"not TOML: {printable(said[:1].lower() + said[1:])}", at=where)
    except ValueError:  # the limit on digits
        found = _LONG_NUMBER.search(text)
        start = found.start() if found else 0
        where = (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        return Fault((), "E007", "a number of thousands of digits", at=where)


def _too_deep(text: str) -> bool:
    """Whether values, or the parts of a dotted key, are nested deeper than the parser survives.

    Strings and comments are taken out, so that only brackets remain, and then pairs are taken out from the inside.
    """
    if text.count("[") + text.count("{") > MAX_DEPTH:
        brackets = _NOT_BRACKETS.sub("", text)
        for _ in range(MAX_DEPTH):
            fewer = brackets.replace("[]", "").replace("{}", "")
            if len(fewer) == len(brackets):
                break
            brackets = fewer
        if brackets.count("[") + brackets.count("{") > MAX_DEPTH:
            return True
        if "[]" in brackets or "{}" in brackets:
            return True
    return bool(_DOTTED_LINE.search(text)) and "." * MAX_DEPTH in _NOT_DOTS.sub("", text)
