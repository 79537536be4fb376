"""Fractions of a whole, and proportions."""

from typing import Final

from osintclaims.wording._hedges import ending
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._mask import not_a_figure
from osintclaims.wording._measures import measure
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["is_share", "proportion"]

#: Denominators of fractions with a stroke that stand without "of": 2/3, but not 9/11.
_STROKED: Final = frozenset({"2", "3", "4", "5", "8", "10"})


def is_share(t: Tokens, number: Number, floor: int, lex: Lexicon) -> bool:
    """Whether a fraction is said of something: "a third of", "about half"; "a third brigade" is an ordinal."""
    following, before = t.words[number.end], t.words[number.start - 1]
    word = t.words[number.end - 1]
    if number.end == number.start + 1 and word not in lex.sign and word not in {"half", "halves"}:
        return False  # "the third" is an ordinal; a share has "a" or a number before it
    if before in lex.sets["before_ordinal"] and not word.endswith("s"):
        return False
    if following == "of" or ending(t, number.start, lex.before, floor) or measure(t, number.end, lex):
        return True
    if word.isdecimal():
        return word in _STROKED and following in {"", ".", "the"}
    if word == "half":
        return following in lex.sets["behind_half"] or not following
    return word in lex.sign or word.endswith("s") or not following.isalpha() or following in lex.sets["behind_share"]


def proportion(t: Tokens, number: Number, lex: Lexicon) -> None:
    """One in five, three out of every four: a share. "Nine out of ten" is a part and its whole."""
    if t.words[number.end] not in {"in", "out"}:
        return
    every = t.words[number.end : number.end + 3] == ["out", "of", "every"]
    if not every and (number.value != 1 or t.words[number.end] != "in"):
        return
    below = read_number(t, number.end + (3 if every else 1), lex)
    if not isinstance(below, Number) or not number.value < below.value < 1000 or below.value % 1:
        return
    if not_a_figure(t, below, lex) is None and measure(t, below.end, lex) is None:
        number.value, number.end, number.share = number.value / below.value, below.end, True
