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

#: What joins two fractions.
_JOINED: Final = frozenset({"and", "to", "or"})

#: Tokens of "out of".
_OUT_OF: Final = 2

#: Wholes of a proportion that are nobody's count.
_ROUND: Final = frozenset({10, 100, 1000})

#: Denominators of fractions with a stroke that stand without "of": 2/3, but not 9/11.
_STROKED: Final = frozenset({"2", "3", "4", "5", "8", "10"})


def is_share(t: Tokens, number: Number, floor: int, lex: Lexicon) -> bool:
    """Whether a fraction is said of something: "a third of", "about half"; "a third brigade" is an ordinal."""
    following, before = t.words[number.end], t.words[number.start - 1]
    word = t.words[number.end - 1]
    if number.end == number.start + 1 and word not in lex.sign and word != "half":
        return False  # "the third" is an ordinal; a share has "a" or a number before it
    if before in lex.sets["before_ordinal"] and not word.endswith("s"):
        return False
    joined = following in _JOINED and _is_fraction(t, number.end + 1, lex)  # between a quarter and a third of
    if joined or following == "of" or ending(t, number.start, lex.before, floor) or measure(t, number.end, lex):
        return True
    if word.isdecimal():
        return word in _STROKED and following in {"", ".", "the"}
    if word == "half":
        return following in lex.sets["behind_half"] or not following
    return word in lex.sign or word.endswith("s") or not following.isalpha() or following in lex.sets["behind_share"]


def _is_fraction(t: Tokens, at: int, lex: Lexicon) -> bool:
    other = read_number(t, at, lex)
    return isinstance(other, Number) and other.share and t.words[other.end] == "of"


def proportion(t: Tokens, number: Number, lex: Lexicon) -> None:
    """One in five, three out of every four, at the head of a sentence three in five and nine out of ten: a share.

    "Six out of seven" is a part and its whole, and "three in five raids" may be three people.
    """
    end, step = number.end, _proportional(t, number, lex)
    if not step:
        return
    below = read_number(t, end + step, lex)
    if step == _OUT_OF and isinstance(below, Number) and below.value not in _ROUND:
        return
    if not isinstance(below, Number) or number.value >= below.value or below.value % 1:
        return
    if not_a_figure(t, below, lex) is None and measure(t, below.end, lex) is None:
        number.value, number.end, number.share = number.value / below.value, below.end, True


def _proportional(t: Tokens, number: Number, lex: Lexicon) -> int:
    """How many tokens of a proportion stand behind its first number, or 0 where there is none."""
    end = number.end
    if t.words[end] == "out" and t.words[end + 1] == "of":
        if t.words[end + 2] == "every":
            return 3
        return _OUT_OF if not number.digits and _heads(t, number.start, lex) else 0
    if t.words[end] != "in":
        return 0
    below = lex.value.get(t.words[end + 1], 0)
    return int(number.value == 1 or (2 < below <= 10 and not number.digits and _heads(t, number.start, lex)))


def _heads(t: Tokens, start: int, lex: Lexicon) -> bool:
    """Whether a number begins a sentence, with or without a hedge."""
    found = ending(t, start, lex.before)
    first = start if found is None else found[0]
    return t.words[first - 1] in {"", ".", "!", "?", ":", ";", '"', "that"}
