"""The second number of a range, of a tolerance, or of a change."""

from typing import Final

import attrs

from osintclaims.model import Hedge
from osintclaims.wording._hedges import Bounds, hedges_before
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._mask import not_a_figure
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens
from osintclaims.wording._units import currency_before, measure

__all__ = ["Second", "second_number"]

#: What stands between the ends of a range.
_TO: Final = frozenset({"to", "-", "\u2014", "or", "through", "till", "until", "~"})

#: Words of a tolerance: what stands between value and margin.
_MARGINS: Final = (
    ("±",),
    ("+", "/", "-"),
    ("+", "-"),
    ("plus", "or", "minus"),
    ("plus", "/", "minus"),
    ("give", "or", "take"),
    (",", "give", "or", "take"),
)

_MARGINAL: Final = frozenset(words[0] for words in _MARGINS)

#: Everything that may stand between two numbers that belong together.
_JOINING: Final = _TO | {",", "and", "but", "up"} | _MARGINAL

#: How far before "from" a verb of change may stand: rose sharply in May from.
_NEAR: Final = 6


@attrs.define
class Second:
    """What a second number makes of the first.

    Attributes:
        end: The token behind it.
        low: The lower end.
        high: The upper end.
        unit: The unit that both ends have, or an empty string.
        start: First token of the range: "between" or "from", or the first number's figure.
        opened: Whether "between" or "from" opens it.
        merged: Whether the two make one figure; otherwise they are two, with one noun.
        bounds: What it states, where that is not a plain range.
        refusal: Why it is no figure.
    """

    end: int
    low: float = 0
    high: float = 0
    unit: str = ""
    start: int = 0
    opened: bool = False
    merged: bool = False
    bounds: Bounds | None = None
    refusal: str = ""


def second_number(
    t: Tokens, number: Number, first: int, figure: int, outer: int, kinds: list[str], unit: str, lex: Lexicon
) -> Second | None:
    """The second number behind a first one, if they belong together."""
    found = measure(t, number.end, lex)
    end, own = (number.end, unit) if found is None or (unit and found[1] != unit) else found
    if t.words[end] not in _JOINING:
        return None
    margin = _tolerance(t, number, end, figure, own, lex)
    if margin is not None:
        return margin
    two_sided = _two_sided(t, number, end, kinds, figure, own, lex)
    if two_sided is not None:
        return two_sided
    opener = t.words[figure - 1] if figure else ""
    joint = _joint(t, end, opener)
    if joint < 0:
        return None
    return _ends(t, number, joint, end, figure, own, opener, kinds, lex)


def _joint(t: Tokens, end: int, opener: str) -> int:
    """Where the second number may begin, or -1."""
    word = t.words[end]
    if opener == "between":
        return end + 1 if word in {"and", "to", "-", "\u2014"} else -1
    if word == "-" and t.glued(end) and t.words[end + 1] in {"to", "or"} and t.words[end + 2] == "-":
        return end + 3  # 10-to-12
    if word == "-" and t.glued(end) and t.words[end + 1] in {"to", "or"}:
        return end + 2  # 8- to 16-meter
    if word == "up" and t.words[end + 1] == "to" and opener == "from":
        return end + 2
    if word not in _TO:
        return -1
    if word == "or" and t.words[end + 1] in {"more", "so", "fewer", "less"}:
        return -1
    return end + 1


def _at(t: Tokens, place: int, lex: Lexicon) -> tuple[int, Number, str, list[str]] | None:
    """A number with its own hedges and currency sign: where it begins, what it is, its currency, the hedges."""
    start = place
    for step in range(7):  # the longest hedge has six words
        word = t.words[place + step]
        if word[:1].isdigit() or word in lex.rank or word in {"a", "an"} or word in lex.fraction or word in lex.sign:
            number = read_number(t, place + step, lex)
            if isinstance(number, Number):
                break
            if word not in {"a", "an"}:
                return None
    else:
        return None
    begin = place + step
    money = currency_before(t, begin, start, lex)
    first, unit = (begin, "") if money is None else money
    _, outer, kinds = hedges_before(t, first, start, lex)
    return (outer, number, unit, kinds) if outer == start else None


def _ends(
    t: Tokens, number: Number, joint: int, end: int, figure: int, unit: str, opener: str, kinds: list[str], lex: Lexicon
) -> Second | None:
    found = _at(t, joint, lex)
    if found is None:
        return None
    _, other, money, inner = found
    if other.share != number.share and unit == "" and money == "":
        return None
    if t.words[joint - 1] == "or" and (number.grouped != other.grouped and not other.scale > 1):
        return None
    behind = measure(t, other.end, lex)
    theirs = money or (behind[1] if behind else "")
    if unit and theirs and unit != theirs:
        return None
    if not_a_figure(t, other, lex) is not None and not (other.value == 1):
        return None
    low = _shared(t, number, other, joint)
    last = behind[0] if behind and not money else other.end
    opened = opener in {"between", "from"}
    if low >= other.value or (opener == "from" and _changes(t, figure - 1, lex)):
        return Second(other.end) if t.words[joint - 1] in {"to", "from"} else None
    start = figure - 1 if opened else figure
    second = Second(last, low, other.value, unit or theirs, start, opened=opened, merged=True)
    if "more_than" in inner or "at_least" in inner:
        second.bounds = (low, None, None, False, False, Hedge.AT_LEAST)
    elif kinds == ["at_least"] and "up_to" in inner:
        second.bounds = (low, None, other.value, False, False, Hedge.RANGE)
    elif "nearly" in inner or "less_than" in inner:
        second.bounds = (low, None, other.value, False, True, Hedge.RANGE)
    return second


def _shared(t: Tokens, number: Number, other: Number, joint: int) -> float:
    """The first number with the magnitude that it shares with the second: 5 to 6 million, 10-12,000."""
    if number.scale != 1 or number.value <= 0:
        return number.value
    if other.scale > 1 and not other.digits:
        coefficient = other.value / other.scale
        if number.value < coefficient < 1000 and number.value < 1000:
            scaled = number.value * other.scale
            return int(scaled) if float(scaled).is_integer() else scaled
        return number.value
    thousands = other.value / 1000
    if other.grouped and not number.grouped and number.digits and other.value < 1_000_000 and other.value % 1000 == 0:
        glued = t.words[joint - 1] in {"-", "\u2014"}
        if number.value < thousands and (glued or number.value * 2 >= thousands) and number.value < 1000:
            return int(number.value * 1000)
    return number.value


def _changes(t: Tokens, opener: int, lex: Lexicon) -> bool:
    """Whether a verb of change stands before "from", in the same sentence."""
    for place in range(opener - 1, max(opener - 1 - _NEAR, -1), -1):
        word = t.words[place]
        if word in lex.sets["change"]:
            return True
        if word in {".", ";", ":", "!", "?", ","}:
            return False
    return False


def _two_sided(
    t: Tokens, number: Number, end: int, kinds: list[str], figure: int, unit: str, lex: Lexicon
) -> Second | None:
    """At least 9,500 but no more than 11,000."""
    lower = next((kind for kind in kinds if kind in {"more_than", "at_least"}), "")
    place = end + (t.words[end] == ",")
    if not lower or t.words[place] not in {"but", "and"} or t.words[figure] == "as":
        return None
    place += 1 + (t.words[place + 1] in {"also", "not"} and t.words[place + 2] not in {"more", "over"})
    found = _at(t, place, lex)
    if found is None:
        return None
    _, other, money, inner = found
    upper = next((kind for kind in inner if kind in {"less_than", "at_most", "up_to"}), "")
    low = _shared(t, number, other, place)
    if not upper or low >= other.value or t.words[place] == "as":
        return None
    behind = measure(t, other.end, lex)
    theirs = money or (behind[1] if behind else "")
    if unit and theirs and unit != theirs:
        return None
    bounds: Bounds = (low, None, other.value, lower == "more_than", upper == "less_than", Hedge.RANGE)
    last = behind[0] if behind and not money else other.end
    return Second(last, low, other.value, unit or theirs, figure, merged=True, bounds=bounds)


def _tolerance(t: Tokens, number: Number, end: int, figure: int, unit: str, lex: Lexicon) -> Second | None:
    """10,000 +/- 500."""
    if t.words[end] not in _MARGINAL:
        return None
    words = next((words for words in _MARGINS if t.follows(end, words)), None)
    if words is None:
        return None
    found = _at(t, end + len(words), lex)
    if found is None:
        return None
    _, margin, money, inner = found
    if inner or not margin.value > 0:
        return None
    behind = measure(t, margin.end, lex)
    theirs = money or (behind[1] if behind else "")
    last = behind[0] if behind and not money else margin.end
    if theirs == "percent" and unit != "percent":
        width = number.value * margin.value / 100
        width = int(width) if float(width).is_integer() else width
        theirs = unit
    else:
        width = margin.value
    bounds: Bounds = (number.value - width, number.value, number.value + width, False, False, Hedge.PLUS_MINUS)
    return Second(last, bounds[0] or 0, bounds[2] or 0, unit or theirs, figure, merged=True, bounds=bounds)
