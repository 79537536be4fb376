"""What a number counts: the first noun behind its modifiers."""

from typing import Final, NamedTuple

from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._tokens import Tokens

__all__ = ["ITEM", "NOTHING", "Counted", "counted"]

#: The unit of a counted thing without a unit of its own.
ITEM: Final = "item"

#: How far behind a number its noun may stand: "eight million 122-mm and 152-mm shells" has seven tokens between.
_FAR: Final = 12

#: Endings of words that end in s and are no plurals.
_NO_PLURALS: Final = ("ss", "us", "is", "'s")


class Counted(NamedTuple):
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

    @property
    def found(self) -> bool:
        """Whether there is a noun."""
        return self.start < self.end


#: No noun.
NOTHING: Final = Counted(0, 0)


def counted(t: Tokens, at: int, lex: Lexicon, *, single: bool = False) -> Counted:
    """The noun that a number counts, looked for up to the first word that ends the phrase.

    Args:
        t: The text.
        at: The token behind the number.
        lex: The words.
        single: Whether the number is one, so that the noun has no plural.
    """
    place, run, owner = at, at, NOTHING
    for _ in range(_FAR):
        word = t.words[place]
        step = 1 if place == at and word in lex.sets["plural"] else _modifier(t, place, at, lex)
        if step == 0:
            break
        if word == "s" and t.words[place - 1][-1].isdecimal():
            return _model(t, place)
        if word[0].isalpha():
            found = _noun(t, place, lex, single=single)
            if found is not None and not _owns(t, found.end):
                return found
            run = place + 1
            if found is not None:
                owner, place = found, found.end + 1  # six soldiers' families
                continue
        place += step
    if single and at < run <= at + 3 and run == place:
        return _named(t, run - 1, lex)
    return owner


def _noun(t: Tokens, place: int, lex: Lexicon, *, single: bool) -> Counted | None:
    """The noun that begins with this word, if it is one that can be counted."""
    word = t.words[place]
    if _is_plural(word, lex):
        return _head(t, place, lex)
    if not single or word not in lex.nouns:
        return None
    while t.words[place + 1] in lex.nouns and t.words[place + 1] not in lex.sets["stop"]:
        place += 1  # one missile launcher
    return _named(t, place, lex)


def _owns(t: Tokens, end: int) -> bool:
    """Whether an apostrophe makes the noun the owner of the next one."""
    return t.words[end] == "'" and t.glued(end) and t.words[end + 1].isalpha()


def _is_plural(word: str, lex: Lexicon) -> bool:
    if word in lex.sets["plural"]:
        return True
    if len(word) < 4 or word[-1] != "s" or word.endswith(_NO_PLURALS):
        return False
    return word not in lex.sets["singular"] and word not in lex.sets["stop"]


def _modifier(t: Tokens, place: int, at: int, lex: Lexicon) -> int:
    """How many tokens of a modifier stand here; 0 where the noun phrase is over."""
    word, before = t.words[place], t.words[place - 1]
    if word[:1].isdecimal():
        return _digits(t, place, at, lex)
    if word[:1].isalpha():
        if word == "and":  # 122-mm and 152-mm shells
            return int(before in lex.sets["calibre_unit"] and t.words[place + 1][:1].isdecimal())
        return int(word not in lex.sets["stop"] or (word == "us" and t.cased(place) == "US"))
    if word == ".":
        return int(place > at and len(before) == 1 and before.isalpha() and t.glued(place))  # U.S., but not "$5m. Two"
    if word == ",":
        return int(place > at and before in lex.sets["calibre_unit"] and t.words[place + 1][:1].isdecimal())
    return int(word == '"' or (word == "-" and t.glued(place)))


def _digits(t: Tokens, place: int, at: int, lex: Lexicon) -> int:
    """A calibre before the noun, or the digits of T-72, F16 and Leopard 2."""
    calibre = 1 + (t.words[place + 1] == "-")
    if t.words[place + calibre] in lex.sets["calibre_unit"]:
        return calibre + 1
    model = place > at and t.words[place - 1] in lex.sets["naming"] and t.capital(place - 1)  # Leopard 2 tanks
    return int(model or t.glued(place))


def _model(t: Tokens, place: int) -> Counted:
    """A plural name with digits: two F-16s, a dozen T-72s."""
    start = place
    while t.glued(start):
        start -= 1
    return Counted(start, place + 1)


def _head(t: Tokens, place: int, lex: Lexicon) -> Counted:
    """The last of adjacent plurals: "special forces troops" are troops."""
    if not t.words[place + 1][:1].isalpha():
        return _named(t, place, lex)
    if f"{t.words[place]} {t.words[place + 1]}" in lex.nouns:
        return _named(t, place + 1, lex)
    for _ in range(_FAR):
        following = t.words[place + 1]
        if not _is_plural(following, lex) or following in lex.sets["stop"]:
            break
        if following not in lex.nouns and (t.words[place] in lex.sets["plural"] or t.words[place] in lex.nouns):
            break
        place += 1
    return _named(t, place, lex)


def _named(t: Tokens, place: int, lex: Lexicon) -> Counted:
    """The noun whose last word stands here, with the unit of the longest name that ends in it."""
    word = t.words[place]
    unit = lex.nouns.get(word)
    if t.words[place - 1].isalpha():
        compound = lex.nouns.get(f"{t.words[place - 1]} {word}")
        if compound is not None and compound != unit:
            return Counted(place - 1, place + 1, compound, known=True)
    return Counted(place, place + 1, unit or ITEM, known=unit is not None)
