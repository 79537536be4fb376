"""Numbers that are no figures: names, dates, times, ages, codes. Each with its reason."""

import re
from collections.abc import Callable
from typing import Final

from osintclaims.wording._hedges import ending
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._numbers import Number
from osintclaims.wording._tokens import Tokens
from osintclaims.wording._units import counted, currency_before, is_plural, measure

__all__ = ["glued_name", "not_a_figure"]

#: What may stand glued behind a number without making it a name.
_GLUED: Final = re.compile(r"[.,;:!?)\]\"'%+°½¼¾/\u2014…$€£₴₽\u2026<>~=±*-]|")

#: First and last bare number that is taken for a year.
_YEARS: Final = range(1800, 2100)

#: Calibres in millimetres in use: 5.45 mm rifles to 420 mm mortars.
_MM: Final = frozenset({"mm", "millimeter", "millimetre", "millimeters", "millimetres", "caliber", "calibre"})

#: Words behind an age.
_AGED: Final = frozenset({"old", "olds"})

#: Words before a score.
_PLAYED: Final = frozenset("won lost win lose beat drew draw victory defeat score scored by".split())

Rule = Callable[[Tokens, Number, Lexicon], "tuple[int, str] | None"]


def glued_name(t: Tokens, at: int, lex: Lexicon) -> str:
    """Why digits are part of a name by what touches them from the left: T-72, COP29, G7, #5, a date's later parts."""
    if not t.glued(at) or at == 0:
        return ""
    before = t.words[at - 1]
    if before[-1].isalpha() and currency_before(t, at, 0, lex) is None:
        return "" if before in {"c", "ca", "approx"} else "a name: letters touch the digits"
    if before in {"_", "@", "#", "&", "^", "\\"}:
        return "a name or code"
    if before in {"-", "+", "^", "*"} and t.glued(at - 1) and at > 1:
        earlier = t.words[at - 2]
        if earlier[-1:].isdigit() and t.glued(at - 2) and t.words[at - 3][-1:].isalpha():
            return "a name: letters and hyphens touch the digits"
        in_range = t.glued(at - 2) and t.words[at - 3][-1:].isdigit()  # 5km-10km
        if earlier[-1:].isalpha() and earlier not in lex.rank and not in_range:
            return "a name: letters and a hyphen touch the digits"
        if earlier[-1:] in {")", "."}:
            return "a code"
    if before == "." and (at == 1 or t.starts[at - 1] == 0 or not t.glued(at - 1)):
        return "a code: it begins with a point"
    if before == "." and t.words[at - 2].isalpha():
        return "a name or code"
    if before in {"/", ":"} and at > 1 and t.words[at - 2][:1].isalnum() and t.glued(at - 1):
        return "part of a date, time or code"
    return ""


def not_a_figure(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """The token behind a number that is no figure, and the reason; None where it may be one."""
    following = t.words[number.end]
    before = t.words[number.start - 1] if number.start else ""
    if (
        t.words[number.start][0].isdigit()
        and following.isalpha()
        and not t.glued(number.end)
        and following not in lex.alarms
        and (following not in {"and", "to", "or"} or t.words[number.end + 2] not in lex.sets["months"])
        and (before not in lex.alarms or (before == "than" and t.words[number.start - 2] != "rather"))
        and not before.endswith("n't")
        and (len(number.digits) != 4 or number.grouped)
    ):
        return None  # nothing around it concerns any rule
    for rule in _RULES:
        found = rule(t, number, lex)
        if found is not None:
            return found
    return None


# --- rules -------------------------------------------------------------------------------------------------------------


def _calibre(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    end = number.end
    if number.scale != 1 or not number.digits:
        return None
    place = end + (t.words[end] == "-" and t.glued(end))
    if t.words[place] in {"x", "×"}:
        return place + 2, "a calibre or size"
    if t.words[place] not in _MM:
        return None
    behind = place + 1
    hyphened = place != end
    for step in range(3):
        if t.words[behind + step] in lex.sets["calibre"] or (hyphened and t.words[behind + step] in lex.nouns):
            return behind, "a calibre"
        if not t.words[behind + step].isalpha():
            break
    return None


def _name_behind(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Letters glued behind the digits: 9K720, 21st, 1990s, 5G."""
    end = number.end
    word = t.words[end]
    if not t.glued(end) or not word[:1].isalpha() or not t.words[end - 1][-1].isdigit():
        return None
    if word in {"st", "nd", "rd", "th"}:
        return end + 1, "an ordinal"
    if word == "s":
        return end + 1, "a decade or a name"
    if word in {"am", "pm", "a", "p"}:
        return end + 1, "a time"
    if measure(t, end, lex) is not None and not (
        t.words[end + 1] == "-"
        and t.glued(end + 1)
        and t.words[end + 2][:1].isdigit()
        and t.glued(end + 2)
        and len(word) == 1
    ):
        return None
    return end + 1, "a name: letters touch the digits"


def _time(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    end = number.end
    word, following = t.words[end], t.words[end + 1]
    if word in {":", "."} and t.glued(end) and t.glued(end + 1) and following[:1].isdigit() and number.digits:
        past = end + 2
        while t.words[past] in {":", "."} and t.glued(past) and t.words[past + 1][:1].isdigit() and t.glued(past + 1):
            past += 2
        return past, "a time or ratio" if word == ":" else "a code"
    if word in {"a", "p"} and following == "." and t.words[end + 2] == "m":
        return end + 4, "a time"
    if word in {"am", "pm"} and number.value <= 12 or word == "o'clock":
        return end + 1, "a time"
    if len(number.digits) == 4 and (
        word in lex.sets["time_zones"] or (word in {"hours", "hrs"} and number.value < 2400)
    ):
        return end + 1, "a time"
    return None


def _date(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """17 October, October 17, 3-5 October, 2024-10-17, 14/03/2025, June 2024."""
    end, start = number.end, number.start
    months = lex.sets["months"]
    if (
        number.digits
        and t.words[end] in {"-", "/"}
        and t.glued(end)
        and t.glued(end + 1)
        and t.words[end + 1].isdigit()
    ):
        chain = end
        while t.words[chain] == t.words[end] and t.glued(chain) and t.glued(chain + 1) and t.words[chain + 1].isdigit():
            chain += 2
        if chain > end + 2:
            return chain, "a date, telephone number or code"
        if t.words[end] == "/":
            return chain, "a date, ratio or name with a stroke"
        if t.words[end + 1][0] == "0" and len(t.words[end + 1]) > 1:
            return chain, "a telephone number, date or code"
        if t.words[chain] in months and number.value <= 31:
            return chain + 1, "a date"
        if (
            number.value in _YEARS
            and not number.grouped
            and len(t.words[end + 1]) in {2, 4}
            and int(t.words[end + 1]) < 2100
        ):
            if not (len(t.words[end + 1]) == 4 and _counts(t, chain, lex)):
                return chain, "years"
    whole = isinstance(number.value, int) and number.scale == 1
    if (
        whole
        and number.value <= 31
        and t.words[end + (t.words[end] == "of")] in months
        and _is_month(t, end + (t.words[end] == "of"))
    ):
        return end + 1, "a date"
    if (
        whole
        and number.value <= 31
        and t.words[end] in {"and", "to", "or", ","}
        and t.words[end + 1].isdigit()
        and t.words[end + 2] in months
        and _is_month(t, end + 2)
    ):
        return end + 3, "a date"
    if start and whole and number.value <= 31 and t.words[start - 1] in months and _is_month(t, start - 1):
        return _after_month(t, end), "a date"
    if (
        start > 1
        and whole
        and number.value <= 31
        and t.words[start - 1] == "."
        and t.words[start - 2] in months
        and len(t.words[start - 2]) <= 4
        and t.glued(start - 1)
    ):
        return _after_month(t, end), "a date"
    return None


def _is_month(t: Tokens, place: int) -> bool:
    """May and March are words as well: as months they have a capital."""
    return t.capital(place) or t.words[place] not in {"may", "march", "mar", "dec", "jan", "jun", "sep", "august"}


def _after_month(t: Tokens, end: int) -> int:
    """Behind the second day of October 3-5, and the year of October 17, 2024."""
    if t.words[end] in {"-", "\u2014", "and", "to"} and t.words[end + 1].isdigit() and len(t.words[end + 1]) <= 2:
        end += 2
    if t.words[end] == "," and len(t.words[end + 1]) == 4 and t.words[end + 1].isdigit():
        end += 2
    return end


def _year(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    if len(number.digits) != 4 or number.grouped or number.value not in _YEARS or number.start + 1 != number.end:
        return None
    start, end = number.start, number.end
    if currency_before(t, start, 0, lex) is not None or (measure(t, end, lex) is not None and t.words[end] != "-"):
        return None
    before = t.words[start - 1] if start else ""
    if before in lex.sets["before_year"] and not ending(t, start, lex.before):
        noun = counted(t, end, lex, single=False)
        close = noun.known and noun.start == end and before in {"from", "of", "by", "the", "through", "after", "before"}
        return None if close and before != "the" else (end, "a year")
    if ending(t, start, lex.before) is not None or t.words[end] in {"were", "are", "have", "strong"}:
        return None
    noun = counted(t, end, lex, single=False)
    if noun.start < noun.end and noun.known and not before.endswith("'s"):
        return None
    if noun.start < noun.end and number.value % 100 == 0 and not before.endswith("'s"):
        return None
    return end, "a year"


def _counts(t: Tokens, end: int, lex: Lexicon) -> bool:
    """Whether a counted noun stands behind."""
    noun = counted(t, end, lex, single=False)
    return noun.start < noun.end and noun.known


def _naming(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Article 5, Hill 203, Group of Seven, No. 12, the list numbers 1. and (2)."""
    start, end = number.start, number.end
    if not start:
        numbered = (
            t.words[end] in {".", ")"}
            and t.glued(end)
            and number.digits
            and t.words[end + 1]
            and len(number.digits) < 4
        )
        return (end + 1, "list numbering") if numbered else None
    before = t.words[start - 1]
    if (
        before == "."
        and t.words[start - 2] in {"no", "nos", "nr", "fig", "vol", "art", "ch", "pp", "p", "para", "sec"}
        and t.glued(start - 1)
    ):
        return _named_list(t, end), "a name: a number after an abbreviation"
    if number.digits and t.words[end] in {")", "]"} and before in {"(", "["} and len(number.digits) < 3:
        return end, "list numbering or a note"
    if before[0] == "\n" and number.digits and t.words[end] in {".", ")"} and t.glued(end):
        return end + 1, "list numbering"
    if (
        before == "of"
        and t.words[start - 2] in {"group", "gang", "big", "council", "committee", "band"}
        and t.capital(start)
        and not t.words[start][0].isdigit()
    ):
        return end, "a name"
    if before == "big" and t.capital(start - 1) and t.capital(start):
        return end, "a name"
    if before not in lex.sets["naming"] or number.scale != 1 or number.grouped:
        return None
    if before == "no" and t.words[start].isalpha():
        return end, "no one" if t.words[start] == "one" else "nothing is counted"
    if t.words[start - 2] in {"a", "per", "each", "every", "an"} or (number.value % 1 and not t.capital(start - 1)):
        return None
    if not t.capital(start - 1) or start == 1 or t.words[start - 2] in {".", "?", "!"}:
        noun = counted(t, end, lex, single=number.value == 1)
        if noun.known or measure(t, end, lex) is not None:
            return None
    return _named_list(t, end), "a name: a number after what it names"


def _named_list(t: Tokens, end: int) -> int:
    """Behind the last of several names: Articles 5, 6 and 8, pages 12-15."""
    while (
        t.words[end] in {",", "and", "or", "to", "-", "&"} and t.words[end + 1].isdigit() and len(t.words[end + 1]) < 4
    ):
        if t.words[end + 2].isalpha() and t.words[end + 2] not in {"and", "or", "to", "of"}:
            break
        end += 2
    return end


def _age(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    start, end = number.start, number.end
    words = [word for word in t.words[end : end + 5] if word != "-"]
    if words[:1] and words[0] in {"year", "years", "month", "months", "week", "weeks", "day", "days"}:
        if words[1:2] and words[1] in _AGED or words[1:3] == ["of", "age"]:
            return end, "an age"
        if words[0] in {"year", "month", "week", "day"} and t.words[end] == "-":
            return end + 2, "a duration that describes something"
    if words[:1] and words[0] in {"hour", "minute", "second"} and t.words[end] == "-":
        return end + 2, "a duration that describes something"
    if t.words[start - 1] in {"aged", "age", "ages"} and start:
        return end, "an age"
    bare = number.digits and len(number.digits) <= 2 and t.words[end] == ","
    if (
        bare
        and start > 1
        and t.words[start - 1] == ","
        and t.capital(start - 2)
        and t.words[start - 2].isalpha()
        and t.words[start - 2] not in lex.nouns
    ):
        return end, "an age"
    return None


def _one(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """The pronoun: no one, one of the, one must, one another, one-on-one."""
    start, end = number.start, number.end
    if number.value != 1 or t.words[start] != "one" or number.share:
        return None
    before, following = t.words[start - 1] if start else "", t.words[end]
    if following in {"or", "to", "and"} and t.words[end + 1] in lex.rank and before not in {"the", "no"}:
        return None
    if following == "in" and (t.words[end + 1] in lex.rank or t.words[end + 1].isdigit()):
        return None
    if before in {
        "no",
        "any",
        "some",
        "every",
        "each",
        "this",
        "that",
        "the",
        "which",
        "another",
        "number",
        "square",
        "other",
        "only-",
    }:
        return end, "a pronoun"
    if following == "-" and t.glued(end) and measure(t, end, lex) is None and t.words[end + 1] not in lex.nouns:
        return end + 1, "part of a word"
    if following in lex.sets["idle"]:
        return end, "a pronoun"
    if ending(t, start, lex.before) is not None or before in lex.sets["harm"]:
        return None if following not in {"of", "another"} else (end, "a pronoun")
    if measure(t, end, lex) is not None and following not in {"second", "minute", "day"}:
        return None
    noun = counted(t, end, lex, single=True)
    if not noun.known or noun.start > end + 2 or t.words[noun.end] in lex.sets["saying"]:
        return end, "a pronoun"
    return None


def _words_only(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Small numbers in words that point back, or stand in a name: the two sides, Seven Days, two-state."""
    start, end = number.start, number.end
    if (
        number.digits
        or number.scale != 1
        or t.words[start][0].isdigit()
        or number.share
        or not isinstance(number.value, int)
    ):
        return None
    before = t.words[start - 1] if start else ""
    if number.value < 13 and (before in lex.sets["definite"] or before.endswith("'s")) and before != "other":
        part = t.words[start - 2] == "of" and t.words[start - 3] in lex.rank
        if not part and not _harmed(t, end, lex):
            return end, "it points back at what was named"
    if (
        start
        and t.capital(start)
        and before not in {".", "!", "?", ":", '"', "\u2014", "\n", "("}
        and before[0] != "\n"
    ):
        noun = counted(t, end, lex, single=number.value == 1)
        if not noun.known and ending(t, start, lex.before) is None and measure(t, end, lex) is None:
            return end, "part of a name"
    if number.value == 0 and (
        t.words[end] == "-" or before == "ground" or t.words[end] in {"tolerance", "point", "in", "hour", "sum"}
    ):
        return end, "part of a name"
    return None


def _harmed(t: Tokens, end: int, lex: Lexicon) -> bool:
    return False


def _hyphened(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Two-state, 5-star, 3-pointer: a number that describes; 3,000-man counts."""
    end = number.end
    word = t.words[end + 1]
    if t.words[end] != "-" or not t.glued(end) or not t.glued(end + 1) or not word[:1].isalpha():
        return None
    if (
        measure(t, end, lex) is not None
        or word in lex.nouns
        or word in lex.rank
        or word in {"odd", "plus", "strong", "ish", "to", "and", "or", "a"}
    ):
        return None
    if word in lex.fraction:
        return None
    return end + 2, "a number that describes something"


def _denied(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Not 7,000: what is denied is not stated."""
    start = number.start
    if not start:
        return None
    if ending(t, start, lex.denied) is not None or t.words[start - 1].endswith("n't"):
        return number.end, "it is denied"
    return None


def _multiple(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Three times, twofold: how often or how much more, not how many."""
    if t.words[number.end] in {"times", "fold", "time"} or (
        t.words[number.end] == "-" and t.words[number.end + 1] == "fold"
    ):
        return number.end + 1, "a multiple"
    if t.words[number.end] == "\u00d7":
        return number.end + 1, "a multiple"
    return None


def _score(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """3-1, 52-48: a hyphen, and the second number below the first."""
    end = number.end
    if (
        t.words[end] != "-"
        or not t.glued(end)
        or not t.glued(end + 1)
        or not t.words[end + 1].isdigit()
        or number.scale != 1
    ):
        return None
    below = int(t.words[end + 1]) if len(t.words[end + 1]) < 10 else 0
    played = number.start and t.words[number.start - 1] in _PLAYED and not _counts(t, end + 2, lex)
    if number.digits and not number.grouped and (below <= number.value or played):
        return end + 2, "a score, vote or code"
    return None


def _row(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Numerals with nothing but blanks between: a telephone number, a line of a table."""
    end = number.end
    if not number.digits or (number.value in _YEARS and not number.grouped):
        return None
    while t.words[end].isdigit() and not t.glued(end) and t.starts[end] - t.ends[end - 1] < 3:
        if t.words[end + 1] in _MM or t.words[end + 1] == "-":
            return None  # 200,000 155-mm shells
        end += 1
    return (end, "a row of numbers") if end > number.end else None


def _coordinate(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    end = number.end
    if t.words[end] == "°" and measure(t, end, lex) is None:
        past = end + 1
        while (
            past < end + 8
            and (t.words[past] in {"'", '"', "\u2032", "\u2033", "°"} or t.words[past][:1].isdigit())
            and t.glued(past)
        ):
            past += 1
        return past, "a coordinate or angle"
    return None


#: In order of how sure they are: what looks like a date may be no year.
_RULES: Final[tuple[Rule, ...]] = (
    _name_behind,
    _row,
    _calibre,
    _time,
    _date,
    _coordinate,
    _score,
    _naming,
    _age,
    _multiple,
    _hyphened,
    _denied,
    _year,
    _one,
    _words_only,
)
