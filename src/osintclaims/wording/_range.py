"""The second number of a range, of a tolerance, or of a change."""

from typing import Final

import attrs

from osintclaims.model import Hedge
from osintclaims.wording._hedges import Bounds, hedges_before
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._mask import not_a_figure
from osintclaims.wording._measures import currency_before, measure
from osintclaims.wording._nouns import counted
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import MONEY_LETTERS, read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["Second", "increment", "second_number"]

#: What stands between the ends of a range.
_TO: Final = frozenset({"to", "-", "\u2014", "or", "through", "till", "until", "~"})

#: "10 or more", "10 or so" are hedges.
_NO_RANGE: Final = frozenset({"more", "so", "fewer", "less"})

#: A number stands at most this far behind the word that joins it: the longest hedge has six words.
_HEDGED: Final = 7

#: Words of a tolerance: what stands between value and margin.
_MARGINS: Final = (
    ("±",),
    ("+", "/", "-"),
    ("+", "-"),
    ("plus", "or", "minus"),
    ("plus", "/", "minus"),
    ("give", "or", "take"),
    (",", "give", "or", "take"),
    (",", "plus", "or", "minus"),
)

_MARGINAL: Final = frozenset(words[0] for words in _MARGINS)

#: Everything that may stand between two numbers that belong together.
_JOINING: Final = _TO | {",", "and", "but", "up"} | _MARGINAL

#: Hedges of the lower and of the upper end where both are stated.
_LOWER: Final = frozenset({"more_than", "at_least"})
_UPPER: Final = frozenset({"less_than", "at_most", "up_to"})

#: Of one order are numbers that are less than ten times one another: "fell from 20 to 5 million" is from 20 million,
#: but of "fell from 900 to 2 million" nothing can be said.
_ORDER: Final = 10

#: Behind a change "by", a number more than this many times the first is no end of a range but the total: rose by 20 to
#: 320; a range over one order is still written, "by 10 to 100". Percentages are left: "by 2 to 30 percent" is a range,
#: as is "by 1 to 20 million", whose ends share what stands behind them.
_TOTAL: Final = 10

#: How far before "from" a verb of change may stand: rose sharply in May from.
_NEAR: Final = 6


@attrs.define
class Second:
    """What a second number makes of the first.

    Attributes:
        end: The token behind it.
        low: The lower end; where the two are not one figure, the first number.
        high: The upper end.
        unit: The unit that both ends have, or an empty string.
        start: First token of the range: "between" or "from", or the first number's figure.
        opened: Whether "between" or "from" opens it.
        merged: Whether the two make one figure; otherwise they are two, with one noun or unit.
        bounds: What it states, where that is not a plain range.
    """

    end: int
    low: float = 0
    high: float = 0
    unit: str = ""
    start: int = 0
    opened: bool = False
    merged: bool = False
    bounds: Bounds | None = None


def second_number(t: Tokens, number: Number, figure: int, kinds: list[str], unit: str, lex: Lexicon) -> Second | None:
    """The second number behind a first one, if they belong together.

    Args:
        t: The text.
        number: The first number.
        figure: Where its figure begins, with hedges.
        kinds: Its hedges.
        unit: The currency before it, or an empty string.
        lex: The words.
    """
    found = measure(t, number.end, lex)
    end, own = (number.end, unit) if found is None or (unit and found[1] != unit) else found
    if t.words[end] not in _JOINING:
        return None
    first = _First(number, figure, kinds, own)
    return _tolerance(t, first, end, lex) or _two_sided(t, first, end, lex) or _ends(t, first, end, lex)


@attrs.frozen
class _First:
    """A first number: what it is, where its figure begins, its hedges, its unit."""

    number: Number
    figure: int
    kinds: list[str]
    unit: str


@attrs.frozen
class _Other:
    """A second number: what it is, the unit of both, its hedges, the token behind it."""

    number: Number
    unit: str
    kinds: list[str]
    end: int


def _other(t: Tokens, place: int, unit: str, lex: Lexicon) -> _Other | None:
    """The number that begins here with its own hedges and currency sign, if its unit fits."""
    aside, place = _aside(t, place, lex)
    begin = _place(t, place, lex)
    number = read_number(t, begin, lex)
    if not isinstance(number, Number):
        return None
    money = currency_before(t, begin, place, lex)
    first, theirs = (begin, "") if money is None else money
    if first > place and t.words[first - 1] == "-" and t.glued(first):  # -10 to -5 percent
        first, number.value = first - 1, -number.value
    if unit in lex.money and number.digits and t.words[number.end] in MONEY_LETTERS:  # $3 to 4 m
        number.scale = lex.suffix[t.words[number.end]]
        number.value, number.end, number.digits = number.value * number.scale, number.end + 1, ""
    _, outer, kinds = hedges_before(t, first, place, lex)
    behind = measure(t, number.end, lex)
    end = number.end
    if behind is not None and not theirs:
        end, theirs = behind
    if outer != place or (unit and theirs and unit != theirs):
        return None
    return _Other(number, unit or theirs, aside or kinds, end)


def _aside(t: Tokens, place: int, lex: Lexicon) -> tuple[list[str], int]:
    """A hedge between commas, and the token behind it: between 200 and, at most, 300."""
    if t.words[place] != ",":
        return [], place
    for comma in range(place + 2, place + _HEDGED):
        if t.words[comma] == ",":
            _, outer, kinds = hedges_before(t, comma, place + 1, lex)
            return (kinds, comma + 1) if outer == place + 1 else ([], place)
    return [], place


def _place(t: Tokens, start: int, lex: Lexicon) -> int:
    """Where the number behind hedges begins, or -1."""
    for place in range(start, start + _HEDGED):
        word = t.words[place]
        if word[:1].isdecimal() or word in lex.starts:
            return place
        if word in {"a", "an"} and isinstance(read_number(t, place, lex), Number):
            return place
    return -1


def _joint(t: Tokens, end: int, opener: str) -> int:
    """Where the second number may begin, or -1."""
    word, following = t.words[end], t.words[end + 1]
    if opener == "between":
        return end + 1 if word in {"and", "to", "-", "\u2014"} else -1
    if word == "-" and t.glued(end) and following in {"to", "or"}:
        return end + 2 + (t.words[end + 2] == "-")  # 8- to 16-meter, 10-to-12
    if word == following == "-" and t.glued(end) and t.glued(end + 1) and t.glued(end + 2):
        return end + 2  # 10--12, a dash as typewriters have it
    if word == "up" and following == "to" and opener == "from":
        return end + 2
    return end + 1 if word in _TO and not (word == "or" and following in _NO_RANGE) else -1


def _ends(t: Tokens, first: _First, end: int, lex: Lexicon) -> Second | None:
    """A to B, A-B, A or B, between A and B, from A to B."""
    opener = t.words[first.figure - 1]
    joint = _joint(t, end, opener)
    other = _other(t, joint, first.unit, lex)
    if other is None or not _alike(t, first, other, joint, lex):
        return None
    to = t.words[joint - 1] == "to"
    verb = _verb(t, first.figure - 1, lex) if opener == "from" else ""
    measured = end > first.number.end  # its unit stands behind it: 5 percent to 10 million
    falls = to and verb in lex.sets["fall"]
    low = first.number.value if measured else _shared(t, first.number, other.number, joint, falls=falls)
    high, changes = other.number.value, to and bool(verb)  # of "from 40-50 to 60-80", 40-50 is a range
    if high < low <= 0 and not changes:  # -5 to -10 °C
        low, high = high, low
    total = to and low == first.number.value and _is_total(low, other, measured=measured)
    if low >= high or changes or (total and increment(t, first.figure, lex)):
        return Second(other.end, low, unit=other.unit) if to else None
    opened = opener == "between" or (opener == "from" and not verb)
    second = Second(other.end, low, high, other.unit, first.figure - opened, opened=opened, merged=True)
    if not {"more_than", "at_least"}.isdisjoint(other.kinds):  # from 1,500 to more than 4,000: no upper end is stated
        second.bounds = (low, None, None, False, False, Hedge.AT_LEAST)
    elif not {"nearly", "less_than"}.isdisjoint(other.kinds):
        second.bounds = (low, None, high, False, True, Hedge.RANGE)
    return second


def _alike(t: Tokens, first: _First, other: _Other, joint: int, lex: Lexicon) -> bool:
    """Whether two numbers are of one kind: shares with shares, figures with figures."""
    if other.number.share != first.number.share and other.unit in {"", "percent"}:
        return False
    if t.words[joint - 1] == "or" and first.number.grouped != other.number.grouped and other.number.scale == 1:
        return False
    if first.unit and other.end == other.number.end and counted(t, other.end, lex).known:
        return False  # 5 km or 20 men
    return other.number.value == 1 or not_a_figure(t, other.number, lex) is None


def _shared(t: Tokens, number: Number, other: Number, joint: int, *, falls: bool = False) -> float:
    """The first number with the magnitude that it shares with the second: 5 to 6 million, 10-12,000.

    Where a verb says that it falls, the first is the larger: from 12 to 10 million.
    """
    if number.scale != 1 or number.value <= 0:
        return number.value
    if other.scale > 1:
        coefficient, scale = other.value / other.scale, other.scale
        if other.scale > 100 and "hundred" in t.words[other.start : other.end] and number.value < coefficient / 100:
            coefficient, scale = coefficient / 100, scale * 100  # two to three hundred thousand
        most = min(coefficient * _ORDER, scale) if falls else coefficient
        if number.value < most and coefficient < 1000:
            return number.value * scale
        return number.value
    thousands = other.value / 1000
    if other.grouped and not number.grouped and number.digits and other.value < 1_000_000 and other.value % 1000 == 0:
        glued = t.words[joint - 1] in {"-", "\u2014"}
        if number.value < thousands and (glued or number.value * 2 >= thousands) and number.value < 1000:
            return int(number.value * 1000)
    return number.value


def increment(t: Tokens, outer: int, lex: Lexicon) -> bool:
    """Whether the words before a figure tell a change by it: rose by 300."""
    return t.words[outer - 1] == "by" and bool({t.words[outer - 2], t.words[outer - 3]} & lex.sets["change"])


def _is_total(low: float, other: _Other, *, measured: bool) -> bool:
    """Whether the second number, behind an increment, is what that makes: increased by 1,250 to 734,500."""
    return 0 < low * _TOTAL < other.number.value and (measured or other.unit != "percent")


def _verb(t: Tokens, opener: int, lex: Lexicon) -> str:
    """The verb of change before "from", in the same sentence, or an empty string."""
    for place in range(opener - 1, max(opener - 1 - _NEAR, -1), -1):
        word = t.words[place]
        if word in lex.sets["change"]:
            return word
        if word in {".", ";", ":", "!", "?", ","}:
            return ""
    return ""


def _two_sided(t: Tokens, first: _First, end: int, lex: Lexicon) -> Second | None:
    """At least 9,500 but no more than 11,000; no more than 50 and no fewer than 20."""
    place = end + (t.words[end] == ",")
    if not first.kinds or t.words[place] not in {"but", "and"}:
        return None
    other = _other(t, place + 1, first.unit, lex)
    if other is None:
        return None
    low, high = _shared(t, first.number, other.number, place + 1), other.number.value
    below, above = first.kinds, other.kinds
    if low > high:
        low, high, below, above = high, low, above, below
    lower = next((kind for kind in below if kind in _LOWER), None)
    upper = next((kind for kind in above if kind in _UPPER), None)
    if low == high or lower is None or upper is None:
        return None
    bounds: Bounds = (low, None, high, lower == "more_than", upper == "less_than", Hedge.RANGE)
    return Second(other.end, unit=other.unit, merged=True, bounds=bounds)


def _tolerance(t: Tokens, first: _First, end: int, lex: Lexicon) -> Second | None:
    """10,000 +/- 500, 10,000 give or take 5 %."""
    if t.words[end] not in _MARGINAL:
        return None
    words = next((words for words in _MARGINS if t.follows(end, words)), None)
    margin = None if words is None else _other(t, end + len(words), "", lex)
    if margin is None or margin.kinds or margin.number.value <= 0:
        return None
    value, width, unit = first.number.value, margin.number.value, margin.unit
    if unit == "percent" != first.unit:
        width, unit = value * width / 100, first.unit
    if first.unit and unit and unit != first.unit:
        return None
    bounds: Bounds = (value - width, value, value + width, False, False, Hedge.PLUS_MINUS)
    return Second(margin.end, unit=unit or first.unit, merged=True, bounds=bounds)
