"""Texts of strangers that end up in spreadsheets and web pages, where they could be run."""

import json
import re
from types import MappingProxyType
from typing import Any, Final

__all__ = ["FORMULA", "neutral", "page_json"]

#: Signs with which a spreadsheet takes a cell for a formula (OWASP, CSV injection), their full-width forms included.
FORMULA: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
#: Characters that end a ``script`` element or a line of a script, and how JSON spells them instead.
_SPELLED: Final = MappingProxyType({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def neutral(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe stands before what would be a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def page_json(content: Any) -> str:
    """JSON for a ``script`` element of a page: no text in it can end that element."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2).translate(_SPELLED) + "\n"
