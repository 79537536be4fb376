"""What a figure is of, and what it is in its sentence: noun, rate, increment, part."""

from typing import Final

import attrs

from osintclaims.units import canonical
from osintclaims.wording._hedges import Bounds
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import rate
from osintclaims.wording._mention import Role
from osintclaims.wording._nouns import Counted, counted
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["Figure", "complete"]

#: Words behind a number that make it an addition: 3,000 more soldiers.
_MORE: Final = frozenset({"more", "additional", "extra", "further"})

#: Words behind "of" that make a number a part of something named: 14 of the 20.
_WHOLES: Final = frozenset(
    {"the", "its", "their", "those", "these", "his", "her", "our", "them", "whom", "which", "all"}
)

#: Words before a part.
_PARTS: Final = frozenset({"including", "includes", "included"})
_PARTS_OF: Final = (["among", "them"], ["of", "whom"], ["of", "which"], ["of", "them"], ["among", "whom"])

#: Units whose figures have no period: "5 percent a year" is growth, and stays a percentage.
_NO_RATES: Final = frozenset({"percent", "ratio"})


@attrs.define
class Figure:
    """A figure in tokens.

    Attributes:
        start: First token of the figure: its hedge, currency sign or number.
        end: The token behind it.
        outer: First token of all words that belong to it, also "an additional" and "can reach".
        bounds: What it states; None for a vague word.
        noun: The counted noun.
        unit: Its unit; empty until it is known.
        phrase_end: The token behind the noun or the period of a rate.
        vague: The word in place of a number.
        role: What it is in its sentence.
        whole: The token at which the whole of a part begins, or 0.
    """

    start: int
    end: int
    outer: int
    bounds: Bounds | None
    noun: Counted
    unit: str = ""
    phrase_end: int = 0
    vague: str = ""
    role: Role = Role.TOTAL
    whole: int = 0


def complete(t: Tokens, figure: Figure, look: int, lex: Lexicon, *, single: bool = False, people: bool = False) -> None:
    """Find what a figure counts, the period of a rate, and its role.

    Args:
        t: The text.
        figure: The figure, changed in place.
        look: The token from which on its noun is looked for.
        lex: The words.
        single: Whether the number is one.
        people: Whether the words say that it counts people: 300-strong.
    """
    place = look
    if t.words[place] in _MORE:
        place, figure.role = place + 1, Role.DELTA
    of = _whole(t, figure, place, lex)
    if people:
        figure.unit = "person"
    elif not figure.unit:
        _count(t, figure, place, of, lex, single=single)
    figure.phrase_end = max(figure.end, figure.noun.end)
    period = rate(t, figure.phrase_end, figure.unit, lex)
    if period is not None and figure.unit not in _NO_RATES:
        figure.phrase_end = period[0]
        figure.unit = canonical(f"{figure.unit}/{period[1]}")
    if t.words[figure.outer - 1] in _PARTS or t.words[figure.outer - 2 : figure.outer] in _PARTS_OF:
        figure.role = Role.PART


def _whole(t: Tokens, figure: Figure, place: int, lex: Lexicon) -> int:
    """Read "of the 20", "out of 31", "of them"; the token behind "of", or 0 without one."""
    place += t.words[place] == '"' and t.words[place + 1] == "of"  # a "small number" of
    out = t.words[place] == "out"
    if t.words[place + out] != "of":
        return 0
    behind = place + out + 1
    number = t.words[behind][:1].isdecimal() or t.words[behind] in lex.rank
    if number or out or t.words[behind] in _WHOLES:
        figure.whole = behind + (t.words[behind] in _WHOLES)
        if figure.role is Role.TOTAL:
            figure.role = Role.SHARE if figure.unit == "percent" else Role.PART
    elif figure.unit == "percent":
        figure.role = Role.SHARE
    return behind


def _count(t: Tokens, figure: Figure, place: int, of: int, lex: Lexicon, *, single: bool) -> None:
    """The noun behind the number, or behind "of" and the number of the whole."""
    behind = t.words[place + 1]
    if t.words[place] == "-" and t.glued(place) and behind in lex.nouns:  # a 3,000-man brigade
        figure.noun = Counted(place + 1, place + 2, lex.nouns[behind])
        figure.end = place + 2
    else:
        whole = read_number(t, figure.whole, lex) if figure.whole else None
        start = whole.end if isinstance(whole, Number) else figure.whole or of or place
        figure.noun = counted(t, start, lex, single=single and not of)
    figure.unit = figure.noun.unit
