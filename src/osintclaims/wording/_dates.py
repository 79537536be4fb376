"""Numbers that tell when: dates, years, times, ages."""

from typing import Final

from osintclaims.wording._hedges import ending
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import currency_before, measure
from osintclaims.wording._nouns import counted
from osintclaims.wording._number import Number
from osintclaims.wording._tokens import Tokens

__all__ = [
    "BEING",
    "PERSONS",
    "YEARS",
    "age",
    "clock",
    "day_and_count",
    "day_of_month",
    "described",
    "digit_chain",
    "listed_age",
    "pair_of_years",
    "year",
]

#: A bare number in here is a year unless something is counted; the press writes 1,950 men.
YEARS: Final = range(1800, 2100)

#: "She is 58" tells an age.
PERSONS: Final = frozenset({"he", "she"})
BEING: Final = frozenset({"is", "was", "turned"})

#: Months whose names, in lower case, are other words: "may 9 men leave".
_WORDS: Final = frozenset({"may", "march", "mar", "dec", "jan", "jun", "sep", "august"})

#: Days of a month, and words before a month as a whole.
_DAYS: Final = range(1, 32)
_THROUGHOUT: Final = frozenset({"in", "of", "during", "throughout", "early", "mid", "late", "-"})

#: What joins two ages.
_TO: Final = frozenset({"to", "-"})

#: Above any age.
_OLDEST: Final = 120

#: Short names of months that no point follows but the end of a sentence.
_FULL: Final = frozenset({"march", "april", "may", "june", "july", "august"})

#: Units of an age or of a stretch of time that describes something.
_SPANS: Final = frozenset({"year", "month", "week", "day"})
_SHORT: Final = frozenset({"hour", "minute", "second"})

#: What a word before a number would otherwise make a year, where the noun behind is one that is counted.
_PREPOSITIONS: Final = frozenset({"from", "of", "by", "through", "after", "before"})


def digit_chain(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """2024-10-17, 14/03/2025, 555-0142, 9/11: digits joined by the same mark."""
    end = number.end
    mark = t.words[end]
    if not number.digits or mark not in {"-", "/"}:
        return None
    past = end
    while t.words[past] == mark and t.glued(past) and t.glued(past + 1) and t.words[past + 1].isdecimal():
        past += 2
    if past == end:
        return None
    if past > end + 2 or mark == "/":
        return past, "a date, telephone number or code"
    if t.words[end + 1][0] == "0" and len(t.words[end + 1]) > 1:
        return past, "a telephone number, date or code"
    if _month_at(t, past, lex) and number.value <= 31:
        return past + 1, "a date"
    return None


def pair_of_years(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """2022-23, 2014-2022; 2,000-3,000 and 2000-3000 men are counts."""
    end = number.end
    behind = t.words[end + 1]
    if not _is_bare_year(number) or t.words[end] != "-" or not t.glued(end) or not t.glued(end + 1):
        return None
    if not behind.isdecimal() or len(behind) not in {2, 4} or int(behind) >= YEARS.stop:
        return None
    noun = counted(t, end + 2, lex)
    return None if len(behind) == 4 and noun.known else (end + 2, "years")


def day_of_month(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """17 October, 17th of October, 3 and 5 October, October 17, Oct. 3-5, October 17, 2024."""
    if number.scale != 1 or number.value > 31 or number.value % 1:
        return None
    start, end = number.start, number.end
    of = t.words[end] == "of"
    if _month_at(t, end + of, lex):
        return end + of + 1, "a date"
    if t.words[end] in {"and", "to", "or", ","} and t.words[end + 1].isdecimal() and _month_at(t, end + 2, lex):
        return end + 3, "a date"
    if _month_before(t, start, lex) >= 0:
        return _after_month(t, end), "a date"
    return None


def day_and_count(t: Tokens, at: int, lex: Lexicon) -> bool:
    """Whether digits are the day of the month before them, and those behind a count: on June 5 200 men left.

    "In June 5 200 men left" are 5,200; further numerals may be columns, and tell nothing.
    """
    month, behind = _month_before(t, at, lex), t.words[at + 1]
    if month < 0 or t.words[month - 1] in _THROUGHOUT or not behind.isdecimal() or t.words[at + 2][:1].isdecimal():
        return False
    return t.words[at].isdecimal() and int(t.words[at]) in _DAYS and behind[0] != "0"


def _month_before(t: Tokens, start: int, lex: Lexicon) -> int:
    """Where the month before a day stands, also a short one with its point, or -1."""
    short = t.words[start - 1] == "." and t.glued(start - 1) and t.words[start - 2] not in _FULL
    place = start - 1 - short
    return place if place >= 0 and _month_at(t, place, lex) else -1


def _month_at(t: Tokens, place: int, lex: Lexicon) -> bool:
    word = t.words[place]
    return word in lex.sets["months"] and (word not in _WORDS or t.capital(place))


def _after_month(t: Tokens, end: int) -> int:
    """Behind the second day of October 3-5, and the year of October 17, 2024."""
    if t.words[end] in {"-", "\u2014", "and", "to"} and t.words[end + 1].isdecimal() and len(t.words[end + 1]) <= 2:
        end += 2
    if t.words[end] == "," and len(t.words[end + 1]) == 4 and t.words[end + 1].isdecimal():
        end += 2
    return end


def _is_bare_year(number: Number) -> bool:
    return len(number.digits) == 4 and not number.grouped and number.value in YEARS


def year(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """In 2022, the 2014 war, June 2024; "2000 soldiers", "about 2000" and "1950 were killed" are counts."""
    start, end = number.start, number.end
    if not _is_bare_year(number) or currency_before(t, start, 0, lex) is not None:
        return None
    pair = t.words[end] == "-" and t.glued(end) and t.glued(end + 1) and t.words[end + 1].isdecimal()
    if pair or measure(t, end, lex) is not None:
        return None  # of pairs, `pair_of_years` has left those that count
    before = t.words[start - 1]
    hedged = ending(t, start, lex.before) is not None
    noun = counted(t, end, lex)
    if before in lex.sets["before_year"] and not hedged:
        return None if noun.known and noun.start == end and before in _PREPOSITIONS else (end, "a year")
    if hedged or t.words[end] in {"were", "are", "have", "strong"}:
        return None
    counts = noun.start < noun.end and (noun.known or number.value % 100 == 0) and not before.endswith("'s")
    return None if counts else (end, "a year")


def clock(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """06:30, 6 p.m., 8am, 1400 GMT, nine o'clock."""
    end = number.end
    word, following = t.words[end], t.words[end + 1]
    if word == ":" and t.glued(end) and t.glued(end + 1) and following[:1].isdecimal() and number.digits:
        past = end + 2
        while t.words[past] == ":" and t.glued(past) and t.glued(past + 1) and t.words[past + 1][:1].isdecimal():
            past += 2
        return past, "a time or ratio"
    if word in {"a", "p"} and following == "." and t.words[end + 2] == "m":
        return end + 4, "a time"
    if word == "o'clock" or (word in {"am", "pm"} and number.value <= 12):
        return end + 1, "a time"
    zone = word in lex.sets["time_zones"] or (word in {"hours", "hrs"} and number.value < 2400)
    return (end + 1, "a time") if zone and len(number.digits) == 4 and not number.grouped else None


def age(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """45 years old, a 12-year-old, eighteen months of age, aged 30, she is 58."""
    start, end = number.start, number.end
    told = t.words[start - 1] in BEING and t.words[start - 2] in PERSONS and number.value < _OLDEST
    if told and measure(t, end, lex) is None and not counted(t, end, lex).found:
        return end, "an age"
    if t.words[start - 1] in {"aged", "age", "ages"}:
        while (
            t.words[end] in {"and", ",", "to", "-"}
            and t.words[end + 1].isdecimal()
            and not counted(t, end + 2, lex).found
        ):
            end += 2  # aged 31 and 45
        return end, "an age"
    if t.words[end] in _TO and t.words[end + 1 + (t.words[end + 1] in _TO)].isdecimal():  # 18 to 27 years of age
        place = end + 2 + (t.words[end + 1] in _TO)
    else:
        place = end
    words = [word for word in t.words[place : place + 5] if word != "-"]
    tells = words[1:2] in (["old"], ["olds"]) or words[1:3] == ["of", "age"]
    return (end, "an age") if tells and words[0].removesuffix("s") in _SPANS else None


def described(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:  # noqa: ARG001 - the form of a rule
    """A two-day visit, a 24-hour curfew: how long something is, said of it."""
    end = number.end
    if t.words[end] == "-" and t.glued(end) and t.words[end + 1] in _SPANS | _SHORT:
        return end + 2, "a duration that describes something"
    return None


def listed_age(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """The age between commas behind a name or one person: Ivan Petrov, 44, left; the general, 54, stayed."""
    start, end = number.start, number.end
    if not number.digits or len(number.digits) > 2 or t.words[end] != "," or t.words[start - 1] != ",":
        return None
    word = t.words[start - 2]
    name = t.capital(start - 2) and word not in lex.nouns
    return (end, "an age") if name or lex.nouns.get(f"{word}s") == "person" else None
