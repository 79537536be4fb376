"""What stands beside a number: money, measures, and the period of a rate."""

from types import MappingProxyType
from typing import Final

from osintclaims.units import canonical
from osintclaims.wording._hedges import ending, starting
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._tokens import Tokens

__all__ = ["currency_before", "foreign_dollar", "measure", "rate"]

#: Lengths whose symbol may carry a plain 2 or 3: km2.
_LENGTHS: Final = frozenset({"meter", "kilometer", "centimeter", "mile", "foot"})

#: Symbols that are small letters; G, M and T are prefixes or names.
_SMALL: Final = frozenset({"g", "m", "t"})

#: What a measure may begin with besides its name.
_LEADING: Final = frozenset({"-", "square", "sq", "cubic", "in"})

#: Behind "in", what makes it inches: 2 in thick.
_SIZES: Final = frozenset({"thick", "wide", "long", "high", "deep", "tall"})

_POWERS: Final = MappingProxyType({"square": 2, "sq": 2, "cubic": 3, "²": 2, "³": 3, "2": 2, "3": 3})

#: What a period or a thing of a rate begins with.
_EACH: Final = frozenset({"a", "an", "per", "each", "every", "/", "-"})

#: "Two months a year later", "a month ago": no rates.
_NO_RATE: Final = frozenset({"ago", "earlier", "later", "before", "after", "and"})


def currency_before(t: Tokens, start: int, floor: int, lex: Lexicon) -> tuple[int, str] | None:
    """A currency sign or code that touches the number: $5, US$5, EUR 3.5bn."""
    last = start - 1
    if t.words[last] not in lex.money_marks:
        return None
    found = ending(t, start, lex.currencies, floor)
    if found is not None and found[0] < last and not _is_prefix(t, found[0]):
        found = ending(t, start, lex.currencies, last)  # a $5 fee
    if found is None:
        return None
    code = t.words[last].isascii() and t.words[last].isalpha() and t.words[last] != "rs"
    return None if code and not t.cased(last).isupper() else found  # "try 3": a code is printed in capitals


def _is_prefix(t: Tokens, begin: int) -> bool:
    """Whether letters before a sign belong to it: US $5, A$5, Rs. 5; but a $5 fee."""
    glued, single = t.glued(begin + 1), len(t.words[begin]) == 1
    return (glued or not single) and (t.cased(begin).isupper() or (glued and not single))


def foreign_dollar(t: Tokens, start: int, floor: int, lex: Lexicon) -> bool:
    """Whether letters before the sign make it the money of a country that is not in the catalogue: J$."""
    sign = start - 1
    if sign <= floor or t.words[sign] != "$" or not t.glued(sign) or not t.words[sign - 1].isalpha():
        return False
    return currency_before(t, start, floor, lex) in {None, (sign, "USD")}


def measure(t: Tokens, at: int, lex: Lexicon) -> tuple[int, str] | None:
    """A measure or currency behind a number: the token behind it, and its unit."""
    word = t.words[at]
    if word not in lex.measures and word not in _LEADING:
        return None
    place = at + (word == "-" and t.glued(at) and t.glued(at + 1) and t.words[at + 1].isalpha())
    found = starting(t, place, lex.measures)
    if place > at and t.words[place] == "pound":  # a 500-pound bomb; bare pounds are money or mass
        return place + 1, "pound_mass"
    if found is None:
        return _powered(t, place, lex)
    end, unit = found
    behind = t.words[end]
    if unit in _LENGTHS and behind in {"squared", "cubed"}:
        return end + 1, canonical(f"{unit}**{2 if behind == 'squared' else 3}")
    if t.glued(end) and behind in _POWERS and not (t.glued(end + 1) and t.words[end + 1][:1].isalnum()):
        return (end + 1, canonical(f"{unit}**{_POWERS[behind]}")) if unit in _LENGTHS else None  # m2, km²
    return None if _is_other(t, place, end, unit, lex) else _per(t, end, unit, lex)


def _is_other(t: Tokens, place: int, end: int, unit: str, lex: Lexicon) -> bool:
    """Whether what looks like a measure is a name or another word: 3M22, 5G, a lone m before what is counted."""
    behind = t.words[end]
    if unit in lex.money and t.glued(end) and behind[:1].isdecimal():
        return True  # the sign of the next number
    named = behind[:1].isdecimal() or (behind == "-" and t.words[end + 1][:1].isdecimal())
    if t.glued(end) and named and t.capital(end - 1) and not t.glued(place):  # two KN-25s; but 5KM-10KM
        return True
    if (t.words[place] in _SMALL and t.capital(place)) or (
        t.words[place] in lex.codes and not t.cased(place).isupper()
    ):
        return True
    return t.words[place] == "m" and behind.isalpha() and behind not in lex.sets["behind_metres"]


def _powered(t: Tokens, place: int, lex: Lexicon) -> tuple[int, str] | None:
    """Square kilometers, sq. miles; the inches of "2 in thick"."""
    if t.words[place] == "in":
        return (place + 1, "inch") if t.words[place + 1] in _SIZES else None
    if t.words[place] not in _POWERS:
        return None
    found = starting(t, place + 1 + (t.words[place + 1] == "."), lex.measures)
    if found is None or found[1] not in _LENGTHS:
        return None
    return found[0], canonical(f"{found[1]}**{_POWERS[t.words[place]]}")


def _per(t: Tokens, end: int, unit: str, lex: Lexicon) -> tuple[int, str]:
    """A measure of flow keeps its time inside: m/s, liters/day; money has its period outside the figure."""
    below = lex.period.get(t.words[end + 1])
    if t.words[end] == "/" and t.glued(end) and below is not None and unit not in lex.money:
        return end + 2, canonical(f"{unit}/{below}")
    return end, unit


def rate(t: Tokens, at: int, unit: str, lex: Lexicon) -> tuple[int, str] | None:
    """What the figures of a unit are per: the token behind it, and its unit, a period or a thing."""
    word = t.words[at]
    if word not in _EACH and word not in lex.adverb_rate:
        return None
    return _period(t, at, lex) or _thing(t, at, unit, lex)


def _thing(t: Tokens, at: int, unit: str, lex: Lexicon) -> tuple[int, str] | None:
    """$60 a barrel, two mines per square metre, 5 guards per truck."""
    word = t.words[at]
    if word != "per" and (word not in {"a", "an"} or unit not in lex.money):
        return None
    found = measure(t, at + 1, lex)
    if found is None and word == "per" and t.words[at + 1] in lex.nouns:
        found = at + 2, lex.nouns[t.words[at + 1]]
    return None if found is None or found[1] == unit or found[1] in lex.money else found


def _period(t: Tokens, at: int, lex: Lexicon) -> tuple[int, str] | None:
    """A day, per month, daily."""
    word, following = t.words[at], t.words[at + 1]
    end = at + 2
    if word in lex.adverb_rate:
        return at + 1, lex.adverb_rate[word]
    if word == "-":
        if following != "a" or t.words[end] != "-":
            return None
        end, following = at + 4, t.words[at + 3]  # $5-a-day
    elif word != "/" and (len(following) == 1 or (word in {"a", "an"} and t.words[end] in _NO_RATE)):
        return None
    return (end, lex.period[following]) if following in lex.period else None
