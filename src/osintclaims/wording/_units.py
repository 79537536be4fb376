"""What a number is of: a measure beside it, or the first noun behind its modifiers."""

from typing import Final

import attrs

from osintclaims.units import canonical
from osintclaims.wording._hedges import ending, starting
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._tokens import Tokens

__all__ = ["ITEM", "Counted", "counted", "currency_before", "is_plural", "measure", "rate"]

#: The unit of a counted thing without a unit of its own.
ITEM: Final = "item"

#: Lengths whose symbol may carry a plain 2 or 3: km2.
_LENGTHS: Final = frozenset({"meter", "kilometer", "centimeter", "mile", "foot"})

#: How far behind a number its noun may stand: "eight million 122-mm and 152-mm shells" has nine tokens between.
_FAR: Final = 12

#: Endings of words that end in s and are no plurals.
_NO_PLURALS: Final = ("ss", "us", "is", "ous", "'s")


@attrs.frozen
class Counted:
    """The noun behind a number.

    Attributes:
        start: Its first token; equal to `end` where there is none.
        end: The token behind it.
        unit: Its unit; ``item`` where it has none of its own.
        known: Whether the catalogue of units has it.
    """

    start: int
    end: int
    unit: str = ITEM
    known: bool = False


def currency_before(t: Tokens, start: int, floor: int, lex: Lexicon) -> tuple[int, str] | None:
    """A currency sign or code that touches the number: $5, US$5, EUR 3.5bn."""
    found = ending(t, start, lex.currencies, floor)
    if found is None or t.starts[start] - t.ends[start - 1] > 1:
        return None
    begin, unit = found
    if t.words[begin].isalpha() and t.glued(begin) and begin > 0 and t.words[begin - 1].isalnum():
        return None
    if len(t.words[start - 1]) == 3 and t.words[start - 1].isalpha() and not t.cased(start - 1).isupper():
        return None  # "try 3": a code is printed in capitals
    return begin, unit


def measure(t: Tokens, at: int, lex: Lexicon) -> tuple[int, str] | None:
    """A measure or currency behind a number: where it ends, and its unit."""
    place = at
    if t.words[at] == "-" and t.glued(at) and t.glued(at + 1):
        place += 1
    power = {"square": 2, "sq": 2, "cubic": 3}.get(t.words[place], 1)
    found = starting(t, place, lex.measures)
    if found is None and power > 1:
        place += 1 + (t.words[place + 1] == ".")
        found = starting(t, place, lex.measures)
        if found is not None:
            return found[0], canonical(f"{found[1]}**{power}") if "*" not in found[1] else found[1]
    if found is None:
        return None
    end, unit = found
    if unit in _LENGTHS and t.words[end] in {"2", "3"} and t.glued(end) and not t.words[end + 1][:1].isalnum():
        return end + 1, canonical(f"{unit}**{t.words[end]}")  # m2
    if len(t.words[place]) == 1 and t.capital(place) and t.words[place] in {"g", "m", "t"}:
        return None  # the symbols are small letters
    if t.words[end - 1].isalpha() and t.glued(end) and (t.words[end][:1].isdigit() or t.words[end] in {"_", "°"}):
        return None  # "3M22" is a name
    if unit == "meter" and t.words[place] == "m" and not _is_length(t, place, end):
        return None
    if t.words[end] in {"²", "³"} and t.glued(end):
        return end + 1, canonical(f"{unit}**{2 if t.words[end] == '²' else 3}")
    return _per(t, end, unit, lex)


def _per(t: Tokens, end: int, unit: str, lex: Lexicon) -> tuple[int, str]:
    """A measure of flow keeps its time inside: m/s, liters per second; money has its period outside the figure."""
    below = lex.period.get(t.words[end + 1])
    if t.words[end] == "/" and t.glued(end) and below is not None and unit not in lex.money:
        return end + 2, canonical(f"{unit}/{below}")
    return end, unit


def _is_length(t: Tokens, place: int, end: int) -> bool:
    """Whether a lone "m" means metres: not where a noun is counted, and never behind money."""
    following = t.words[end]
    return following in _BEHIND_METRES or not following.isalpha()


#: Words behind a length, which tell "500 m away" from "1.5 m shells".
_BEHIND_METRES: Final = frozenset(
    "away from above below deep high long wide tall of off north south east west to down under over in at apart thick and or".split()
)


def rate(t: Tokens, at: int, lex: Lexicon) -> tuple[int, str] | None:
    """The period of a rate: where it ends, and its unit."""
    word, following = t.words[at], t.words[at + 1]
    if word in lex.adverb_rate:
        return at + 1, lex.adverb_rate[word]
    if word == "/" and following in lex.period:
        return at + 2, lex.period[following]
    if word in {"a", "an", "per", "each", "every"} and len(following) > 1 and following in lex.period:
        if t.words[at + 2] in {"ago", "earlier", "later", "before", "after", "and"} and word in {"a", "an"}:
            return None
        return at + 2, lex.period[following]
    if word == "-" and following == "a" and t.words[at + 2] == "-" and t.words[at + 3] in lex.period:
        return at + 4, lex.period[t.words[at + 3]]
    return None


def is_plural(word: str, lex: Lexicon) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    if word in lex.sets["plural"]:
        return True
    if len(word) < 4 or word[-1] != "s" or word in lex.sets["singular"] or word in lex.sets["stop"]:
        return False
    return not word.endswith(_NO_PLURALS)


def counted(t: Tokens, at: int, lex: Lexicon, *, single: bool) -> Counted:
    """The noun that a number counts, looked for behind modifiers up to the first word that ends the phrase."""
    place = at
    last = min(at + _FAR, t.count)
    run, owner = at, Counted(at, at)
    while place < last:
        word = t.words[place]
        first = place == at
        if word in lex.sets["plural"] and (first or word not in lex.sets["stop"]):
            return _head(t, place, lex)
        step = _modifier(t, place, lex, first=first)
        if step == 0:
            break
        if word == "s" and t.words[place - 1][-1].isdigit():
            return _model(t, place)
        if word.isalpha() or "'" in word:
            if is_plural(word, lex):
                found = _head(t, place, lex)
                if t.words[found.end] != "'" or not t.glued(found.end) or not t.words[found.end + 1].isalpha():
                    return found
                owner, place = found, found.end + 1  # six soldiers' families
                continue
            if single and word in lex.nouns:
                while t.words[place + 1] in lex.nouns and t.words[place + 1] not in lex.sets["stop"]:
                    place += 1
                return _named(t, place, lex)
            run = place + 1
        place += step
    if single and at < run <= at + 3 and run == place:
        return _named(t, run - 1, lex)
    return owner


def _modifier(t: Tokens, place: int, lex: Lexicon, *, first: bool) -> int:
    """How many tokens of a modifier stand here; 0 where the noun phrase is over."""
    word, following = t.words[place], t.words[place + 1]
    if word == "and":
        return int(t.words[place - 1] in {"mm", "millimeter", "millimetre"} and following[:1].isdigit())
    if word in lex.sets["stop"] and not (word == "us" and t.cased(place) == "US"):
        return 0
    if word[0].isdigit():
        calibre = 1 + (following == "-")
        if t.words[place + calibre] in {"mm", "millimeter", "millimetre"}:
            return calibre + 1
        return int(t.glued(place))  # the digits of T-72 and F16
    if word == "-":
        return int(t.glued(place))
    if word == '"':
        return 1
    if word == "," and not first:
        return int(following[:1].isdigit() and t.words[place - 1] == "mm")
    if word == ".":
        return int(len(t.words[place - 1]) == 1 and t.glued(place))  # U.S.
    return int(word[0].isalpha())


def _model(t: Tokens, place: int) -> Counted:
    """A plural name with digits: two F-16s, a dozen T-72s."""
    start = place
    while t.glued(start):
        start -= 1
    return Counted(start, place + 1)


def _head(t: Tokens, place: int, lex: Lexicon) -> Counted:
    """The last of adjacent plurals: "special forces troops" are troops."""
    if f"{t.words[place]} {t.words[place + 1]}" in lex.nouns:
        return _named(t, place + 1, lex)
    while (
        is_plural(t.words[place + 1], lex)
        and t.words[place + 1] not in lex.sets["stop"]
        and t.starts[place + 1] == t.ends[place] + 1
        and t.words[place] not in lex.sets["plural"]
        and t.words[place] not in lex.nouns
    ) or (
        t.words[place + 1] in lex.nouns
        and is_plural(t.words[place + 1], lex)
        and t.words[place + 1] not in lex.sets["stop"]
    ):
        place += 1
    return _named(t, place, lex)


def _named(t: Tokens, place: int, lex: Lexicon) -> Counted:
    """The noun whose last word stands here, with the unit of the longest name that ends in it."""
    word = t.words[place]
    unit = lex.nouns.get(word)
    if place and t.words[place - 1].isalpha():
        compound = lex.nouns.get(f"{t.words[place - 1]} {word}")
        if compound is not None and compound != unit:
            return Counted(place - 1, place + 1, compound, known=True)
    return Counted(place, place + 1, unit or ITEM, known=unit is not None)
