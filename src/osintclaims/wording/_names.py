"""Numbers in names: what letters touch, what names something, and words that only look like numbers."""

from typing import Final

from osintclaims.wording._hedges import ending, glued_circa
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import currency_before, measure
from osintclaims.wording._nouns import counted
from osintclaims.wording._number import Number
from osintclaims.wording._tokens import Tokens

__all__ = [
    "abbreviated",
    "acronym",
    "address",
    "chain_end",
    "describing",
    "glued_before",
    "glued_behind",
    "group_of",
    "listing",
    "named",
    "pointing_back",
    "pronoun",
    "title",
    "zero_name",
]

#: What follows a hyphen in a number that still counts: 20-odd, 300-strong, 10-to-12.
_COUNTING: Final = frozenset({"odd", "plus", "strong", "ish", "to", "and", "or", "a"})

#: Words before "one" that make it a pronoun.
_ONES: Final = frozenset("no any some every each this that the which another number square other".split())  # noqa: SIM905 - a list of words

#: Marks that begin a new sentence or quotation.
_OPENING: Final = frozenset({".", "!", "?", ":", '"', "\u2014", "(", "\u2022", "*"})

#: What joins the ends of a range of digits.
_RANGE: Final = frozenset({"to", "-", "or", "and"})

#: What joins the digits of a time, a telephone number, a code.
_CHAINING: Final = frozenset({":", "-", "/"})

#: Most letters of an acronym.
_ACRONYM: Final = 5

#: Bodies that are called by the number of their members.
_BODIES: Final = frozenset({"group", "gang", "big", "council", "committee", "band"})


def glued_before(t: Tokens, at: int, lex: Lexicon) -> str:
    """Why digits are part of a name by what touches them from the left: T-72, COP29, #5, a date's later parts."""
    if not t.glued(at):
        return ""
    before, earlier = t.words[at - 1], t.words[at - 2]
    if before[-1].isalpha():
        money = currency_before(t, at, 0, lex) is not None
        circa = before in {"ca", "approx"} or glued_circa(t, at, lex)
        return "" if money or circa else "a name: letters touch the digits"
    inside = t.glued(at - 1)
    if before in {"_", "@", "#", "&", "^", "\\"} or (inside and before == "." and earlier.isalpha()):
        return "a name or code"
    if not inside:
        return "a code: it begins with a point" if before == "." else ""
    if before in {"/", ":"} and earlier[:1].isalnum():
        return "part of a date, time or code"
    return _joined(t, at, lex) if before in {"-", "+", "*"} else ""


def _joined(t: Tokens, at: int, lex: Lexicon) -> str:
    """A hyphen before the digits: T-72 and A-2-173 are names; the second number of 5km-10km is not asked for here."""
    earlier = t.words[at - 2]
    if earlier.isdecimal() and t.glued(at - 2):
        further = at - 3 - (t.words[at - 3] == "-" and t.glued(at - 3))
        if t.words[further].isalpha():
            return "a name: letters and hyphens touch the digits"
    if earlier.isalpha() and earlier not in lex.rank:
        return "a name: letters and a hyphen touch the digits"
    return "a code" if earlier in {")", "."} else ""


def glued_behind(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Letters glued behind the digits: 9K720, 21st, 1990s, 5G."""
    end = number.end
    word = t.words[end]
    if not t.glued(end) or not word[:1].isalpha() or not t.words[end - 1][-1].isdecimal():
        return None
    if word in {"st", "nd", "rd", "th"}:
        return end + 1, "an ordinal"
    if word in {"s", "am", "pm"}:
        return end + 1, "a decade or a name" if word == "s" else "a time"
    return (end + 1, "a name: letters touch the digits") if measure(t, end, lex) is None else None


def chain_end(t: Tokens, end: int, lex: Lexicon) -> int:
    """Behind the digits that go with a numeral that cannot be read, and its magnitude: 1 20 300, 06:30, 1,5 million."""
    while t.words[end].isdecimal() and t.starts[end] - t.ends[end - 1] < 3:
        end += 1
    while t.words[end] in _CHAINING and t.glued(end) and t.glued(end + 1) and t.words[end + 1][:1].isdecimal():
        end += 2
    return end + (lex.rank.get(t.words[end]) == "magnitude")


def listing(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:  # noqa: ARG001 - the form of a rule
    """The list numbers 1. and (2), the note [3]."""
    start, end = number.start, number.end
    if not number.digits or len(number.digits) > 3 or not t.glued(end):
        return None
    before = t.words[start - 1]
    first = not start or "\n" in t.text.lower[t.ends[start - 1] - 1 : t.starts[start]]
    if first and t.words[end] in {".", ")"} and t.words[end + 1]:
        return end + 1, "list numbering"
    opens = t.words[start - 2] in _OPENING | {",", ";", ""}
    opens = opens or "\n" in t.text.lower[t.ends[start - 2] - 1 : t.starts[start - 1]]
    note = before == "[" or (before == "(" and opens)
    if note and t.words[end] in {")", "]"} and len(number.digits) < 3:
        return end, "list numbering or a note"
    return None


def abbreviated(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """No. 12, fig. 3, pp. 3 and 4."""
    start = number.start
    if t.words[start - 1] != "." or not t.glued(start - 1):
        return None
    if t.words[start - 2] not in lex.sets["abbreviation"]:
        return None
    return _behind_list(t, number.end), "a name: a number after an abbreviation"


def address(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """10 Downing Street, 45 Taras Shevchenko Avenue."""
    if not number.digits or number.grouped:
        return None
    for end in (number.end + 1, number.end + 2):
        if not t.capital(end - 1):
            return None
        if t.words[end] in lex.sets["street"] and t.capital(end):
            counts = counted(t, end + 1, lex).start == end + 1  # 300 Wall Street bankers
            return None if counts else (end + 1, "an address")
    return None


def group_of(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:  # noqa: ARG001 - the form of a rule
    """Group of Seven, Big Three."""
    start = number.start
    if not t.capital(start):
        return None
    before = t.words[start - 1]
    called = before == "of" and t.words[start - 2] in _BODIES
    return (number.end, "a name") if called or (before == "big" and t.capital(start - 1)) else None


def named(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Article 5, Hill 203, Task Force 141; "in the building 200 people hid" counts people."""
    start, end = number.start, number.end
    before = t.words[start - 1]
    if before not in lex.sets["naming"] or number.scale != 1 or number.grouped:
        return None
    if before == "no" and t.words[start].isalpha():
        return end, "no one" if t.words[start] == "one" else "nothing is counted"
    capital = t.capital(start - 1)
    if t.words[start - 2] in {"a", "per", "each", "every"} or (number.value % 1 and not capital):
        return None
    if not capital or t.words[start - 2] in {".", "?", "!", ""}:
        second = t.words[end] in _RANGE and t.words[end + 1].isdecimal()
        noun = counted(t, end + 2 if second else end, lex, single=number.value == 1)
        if noun.known or measure(t, end, lex) is not None:
            return None
    return _behind_list(t, end), "a name: a number after what it names"


def acronym(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """UN 2758, TF 20: capitals before digits that end their phrase; in capitals throughout, they tell nothing."""
    start, end = number.start, number.end
    if not number.digits or number.grouped or t.words[end].isalpha() or t.glued(start):
        return None
    before, earlier = t.cased(start - 1), t.cased(start - 2)
    shouted = len(earlier) > 1 and earlier.isupper()
    if not before.isalpha() or not before.isupper() or not 2 <= len(before) <= _ACRONYM or shouted:
        return None
    if measure(t, end, lex) is not None or currency_before(t, start, 0, lex) is not None:
        return None
    return end, "a name: a number after an acronym"


def _behind_list(t: Tokens, end: int) -> int:
    """Behind the last of several names: Articles 5, 6 and 8, pages 12-15."""
    while (
        t.words[end] in {",", "and", "or", "to", "-", "&"}
        and t.words[end + 1].isdecimal()
        and len(t.words[end + 1]) < 4
    ):
        if t.words[end + 2].isalpha() and t.words[end + 2] not in {"and", "or", "to", "of"}:
            break
        end += 2
    return end


def pronoun(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """No one, one of the, one must, one another; "killing one", "one or two" and "one or more men" count."""
    start, end = number.start, number.end
    if number.value != 1 or t.words[start] != "one" or number.share:
        return None
    before, following = t.words[start - 1], t.words[end]
    joined = following in {"or", "to", "and", "in"} and (
        t.words[end + 1] in lex.rank or t.words[end + 1].replace(",", "").isdecimal()
    )
    if following == "in" and measure(t, end + 2, lex) is not None:
        joined = False  # one in 12 hours
    if (joined and before != "the") or t.words[end : end + 2] == ["out", "of"]:
        return None
    if before in _ONES or following in lex.sets["idle"]:
        return end, "a pronoun"
    if ending(t, start, lex.before) is not None or before in lex.sets["harm"]:
        return (end, "a pronoun") if following == "of" else None
    if measure(t, end, lex) is not None and following not in {"second", "minute"}:
        return None
    noun = counted(t, end, lex, single=True)
    counts = noun.known and noun.start <= end + 2 and t.words[noun.end] not in lex.sets["saying"]
    return None if counts or _or_more(t, end, lex) else (end, "a pronoun")


def _or_more(t: Tokens, end: int, lex: Lexicon) -> bool:
    """Whether "or more" and what is counted follow."""
    noun = counted(t, end + 2, lex)
    near = noun.start == end + 2 or (noun.known and noun.start <= end + 4)
    return t.words[end : end + 2] == ["or", "more"] and near


def pointing_back(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """The two sides, their three children: small numbers in words, of what was named already."""
    start = number.start
    if not _small_word(t, number) or number.value > 12:
        return None
    before = t.words[start - 1]
    whole = t.words[start - 2] == "of" and t.words[start - 3] in lex.rank  # five of the six
    back = before in lex.sets["definite"] or before.endswith("'s")
    return (number.end, "it points back at what was named") if back and not whole else None


def title(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Seven Sisters, Fifty Cent: a number word with a capital inside a sentence, of nothing that is counted."""
    start, end = number.start, number.end
    if not _small_word(t, number) or not t.capital(start) or t.cased(start).isupper():
        return None  # in capitals throughout, capitals tell nothing
    before = t.words[start - 1]
    if before in _OPENING or before[:1] in {"", "\n"} or ending(t, start, lex.before) is not None:
        return None
    noun = counted(t, end, lex, single=number.value == 1)
    return None if noun.known or measure(t, end, lex) is not None else (end, "part of a name")


def zero_name(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:  # noqa: ARG001 - the form of a rule
    """Zero tolerance, ground zero, a zero-sum game."""
    if number.value != 0 or not t.words[number.start].isalpha():
        return None
    before, following = t.words[number.start - 1], t.words[number.end]
    name = before == "ground" or following in {"tolerance", "in", "hour", "sum", "on"}
    return (number.end, "part of a name") if name else None


def _small_word(t: Tokens, number: Number) -> bool:
    """Whether a number is written in words without a magnitude."""
    return not number.digits and number.scale == 1 and not number.share and t.words[number.start].isalpha()


def describing(t: Tokens, number: Number, lex: Lexicon) -> tuple[int, str] | None:
    """Two-state, 5-star: a number that describes; 3,000-man and 20-odd count."""
    end = number.end
    word = t.words[end + 1]
    if t.words[end] != "-" or not t.glued(end) or not t.glued(end + 1) or not word[:1].isalpha():
        return None
    counts = word in lex.nouns or word in lex.coin or word in _COUNTING
    return None if counts or measure(t, end, lex) is not None else (end + 2, "a number that describes something")
