"""Numbers that are no figures, each with its reason: the rules, and the order in which they are asked."""

from collections.abc import Callable
from typing import Final

from osintclaims.wording import _dates, _names
from osintclaims.wording._hedges import ending, starting
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import measure
from osintclaims.wording._nouns import counted
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["not_a_figure"]

#: Words before a score.
_PLAYED: Final = frozenset({"won", "lost", "win", "lose", "beat", "drew", "draw", "victory", "defeat", "score", "by"})

#: Digits of a second number from which on it belongs to a code: 0800-1234567890.
_CODE: Final = 10

#: The second number of odds.
_ONE: Final = frozenset({"one", "1"})

#: Behind a pair of numbers, what may make both none: 18 to 27 years of age, 2 to 3 times, 5 to 10-fold.
_BEHIND_PAIRS: Final = frozenset({"years", "times", "fold", "-"})

#: Marks inside a coordinate.
_ARC: Final = frozenset({"'", '"', "\u2032", "\u2033", "°"})

#: What a rule looks at, and what it answers: the token behind what is no figure, and why.
Rule = Callable[[Tokens, Number, Lexicon], tuple[int, str] | None]


def not_a_figure(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """The token behind a number that is no figure, and the reason; None where it may be one."""
    if _is_plain(t, number, lex):
        return None
    for rule in _RULES:
        found = rule(t, number, lex)
        if found is not None:
            return found
    return None


def _is_plain(t: Tokens, number: Number, lex: Lexicon) -> bool:
    """Whether nothing beside the digits concerns any rule; most figures of a news text are like that."""
    end = number.end
    following, second, third = t.words[end : end + 3]
    if not following.isalpha() or following in lex.alarms or t.glued(end):
        return False
    if not t.words[number.start][0].isdecimal() or (len(number.digits) == 4 and not number.grouped):
        return False
    months, street = lex.sets["months"], lex.sets["street"]
    joined = following in {"and", "to", "or"} and (third in months or second in _ONE or third in _BEHIND_PAIRS)
    if joined or second in street or third in street:
        return False
    earlier, before = t.words[number.start - 2], t.words[number.start - 1]
    if before == "than":
        return earlier != "rather"
    told = before in _dates.BEING and earlier in _dates.PERSONS
    return not told and before not in lex.alarms and not before.endswith("n't")


def _calibre(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """A 152mm howitzer, 120-mm mortars, 5.45x39."""
    end = number.end
    if number.scale != 1 or not number.digits:
        return None
    hyphen = t.words[end] == "-" and t.glued(end)
    place = end + hyphen
    if t.words[place] in {"x", "\u00d7"}:
        return place + 2, "a calibre or size"
    if t.words[place] not in lex.sets["calibre_unit"]:
        return None
    for word in t.words[place + 1 : place + 4]:
        if word in lex.sets["calibre"] or (hyphen and word in lex.nouns):
            return place + 1, "a calibre"
        if not word.isalpha():
            return None
    return None


def _denied(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Not 7,000: what is denied is not stated."""
    start = number.start
    denied = ending(t, start, lex.denied) is not None or t.words[start - 1].endswith("n't")
    return (number.end, "it is denied") if denied else None


def _multiple(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Three times, two to three times, two or more times, 2.5-fold: how often or how much more, not how many."""
    end = number.end
    second = read_number(t, end + 1, lex) if t.words[end] in {"to", "or", "-"} else None
    hedge = starting(t, end, lex.after)
    if isinstance(second, Number):
        end = second.end
    elif hedge is not None:
        end = hedge[0]
    fold = t.words[end + (t.words[end] == "-")] == "fold"
    return (end + 1 + (t.words[end] == "-"), "a multiple") if fold or t.words[end] in {"times", "time"} else None


def _score(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """3-1, 52-48, lost 2-4: a hyphen, and the second number below the first or a word of playing before."""
    end = number.end
    if t.words[end] != "-" or not t.glued(end) or not t.glued(end + 1) or not t.words[end + 1].isdecimal():
        return None
    if not number.digits or number.grouped:
        return None
    below = len(t.words[end + 1]) >= _CODE or int(t.words[end + 1]) <= number.value
    played = t.words[number.start - 1] in _PLAYED and not counted(t, end + 2, lex).known
    return (end + 2, "a score, vote or code") if below or played else None


def _odds(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Outnumbered ten to one, a 10-to-1 ratio; "from 3 to 1" is a change, "5 to 1 million" is none."""
    end = number.end + (t.words[number.end] == "-")
    if t.words[end] != "to" or number.value < 1 or t.words[number.start - 1] == "from":
        return None
    end += 1 + (t.words[end + 1] == "-")
    behind = t.words[end + 1]
    if t.words[end] not in _ONE or behind in lex.rank or counted(t, end + 1, lex, single=True).known:
        return None
    return (end + 1, "odds, not how many") if measure(t, end + 1, lex) is None else None


def _row(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Numerals with nothing but blanks between: a telephone number, a line of a table."""
    end = number.end
    year = number.value in _dates.YEARS and not number.grouped
    if not number.digits or year or _dates.day_and_count(t, number.start, lex):
        return None
    while t.words[end].isdecimal() and not t.glued(end) and t.starts[end] - t.ends[end - 1] < 3:
        if t.words[end + 1] in lex.sets["calibre_unit"] or t.words[end + 1] == "-":
            return None  # 200,000 155-mm shells
        end += 1
    return (end, "a row of numbers") if end > number.end else None


def _telephone(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """(555)-0142, (212) 555-0142."""
    start, end = number.start, number.end
    if t.words[start - 1] != "(" or t.words[end] != ")" or not number.digits:
        return None
    past = end + 1 + (t.words[end + 1] == "-")
    last = _names.chain_end(t, past + 1, lex)
    joined = past > end + 1 or (t.words[past + 1] == "-" and last > past + 1)
    return (last, "a telephone number") if joined and t.words[past].isdecimal() else None


def _coordinate(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """48°30'N; 35 °C is a temperature."""
    past = number.end
    if t.words[past] != "°" or measure(t, past, lex) is not None:
        return None
    while (t.words[past] in _ARC or t.words[past][:1].isdecimal()) and t.glued(past):
        past += 1
    return past, "a coordinate or angle"


#: From the surest to the least sure: what looks like a year may be a count.
_RULES: Final[tuple[Rule, ...]] = (
    _names.glued_behind,
    _row,
    _telephone,
    _calibre,
    _dates.clock,
    _dates.digit_chain,
    _dates.pair_of_years,
    _dates.day_of_month,
    _coordinate,
    _score,
    _odds,
    _names.listing,
    _names.abbreviated,
    _names.address,
    _names.group_of,
    _names.named,
    _names.acronym,
    _dates.age,
    _dates.described,
    _dates.listed_age,
    _multiple,
    _names.describing,
    _denied,
    _dates.year,
    _names.pronoun,
    _names.pointing_back,
    _names.title,
    _names.zero_name,
)
