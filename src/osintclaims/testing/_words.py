"""Ids, names and free texts: everything the model admits, plain letters first."""

from typing import Final

from hypothesis import strategies as st

from osintclaims.testing._drawing import pick

__all__ = ["free_id", "id_at", "name", "text"]

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

#: What the model refuses in a text beside control characters and surrogates: overrides that reorder what is shown.
_REFUSED: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

#: Texts in which files, pages and parsers trip: empty, quoted, commented, of several lines, other scripts, numbers.
_TRAPS: Final = (
    "",
    "a",
    "7,000",
    "two\nlines",
    "next\u0085line",
    'quote " and \\',
    "'''",
    "# [a] = {b}",
    "<b>&amp;",
    "tab\t",
    "\r\n",
    "é 中 Ω",
    "\ufeff",
    "\u2028",
)
_SIGNS: Final = st.text("\"'\\#=[]{},.\n\r\t\u0085\u2028\u2029\ufeff 7", max_size=6)
_ANY: Final = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=_REFUSED), max_size=8)
#: Where a text comes from: mostly from those at hand, which cost one draw.
_ORIGINS: Final[tuple[str | st.SearchStrategy[str], ...]] = (*_TRAPS, _SIGNS, _ANY, _ANY)
_NAMES: Final[tuple[str | st.SearchStrategy[str], ...]] = (*_LETTERS.upper(), "A\n", "AΩ", "7,000", _SIGNS, _ANY, _ANY)
_TAILS: Final = ("", "", "0", "-1", "-b-c2", "42-7-x")


def text(draw: st.DrawFn) -> str:
    """A text that the model accepts, at times empty."""
    found = pick(draw, _ORIGINS)
    return found if isinstance(found, str) else draw(found)


def name(draw: st.DrawFn) -> str:
    """A text that says something."""
    found = pick(draw, _NAMES)
    return found if isinstance(found, str) else f"A{draw(found)}"


def free_id(draw: st.DrawFn) -> str:
    """An id; any two may be the same."""
    return pick(draw, _LETTERS + "0123456789") + pick(draw, _TAILS)


def id_at(draw: st.DrawFn, place: int) -> str:
    """An id for the record at a place of a list, apart from those at all other places."""
    letter = _LETTERS[place] if place < len(_LETTERS) else f"z{place}z"
    return letter + pick(draw, _TAILS)
