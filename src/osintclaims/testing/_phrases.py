"""Hedged figures in English, each with what it states: a grammar of its own, so that it can test a reader."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from osintclaims.model import Estimate, Hedge, figure
from osintclaims.testing._arguments import check_strategy, refuse
from osintclaims.testing._drawing import pick
from osintclaims.testing._figures import Figures, Limits, whole_numbers

__all__ = ["hedged_phrases"]

#: Nouns that name a unit beyond doubt: the unit, the noun behind 1, the noun behind other numbers.
_NOUNS: Final = (
    ("person", "person", "people"),
    ("person", "soldier", "soldiers"),
    ("flight", "flight", "flights"),
    ("shell", "shell", "shells"),
    ("container", "container", "containers"),
    ("missile", "missile", "missiles"),
    ("brigade", "brigade", "brigades"),
)
#: Ways of saying each hedge with one number, and what builds what they say.
_ONE_NUMBER: Final[Mapping[Hedge, tuple[Callable[..., Estimate], tuple[str, ...]]]] = MappingProxyType(
    {
        Hedge.BARE: (Estimate.of, ("{} {}",)),
        Hedge.EXACT: (Estimate.exactly, ("exactly {} {}",)),
        Hedge.MORE_THAN: (Estimate.more_than, ("more than {} {}", "over {} {}")),
        Hedge.AT_LEAST: (Estimate.at_least, ("at least {} {}", "no fewer than {} {}", "{} or more {}")),
        Hedge.LESS_THAN: (Estimate.less_than, ("fewer than {} {}", "less than {} {}")),
        Hedge.AT_MOST: (Estimate.at_most, ("at most {} {}", "no more than {} {}")),
        Hedge.UP_TO: (Estimate.up_to, ("up to {} {}", "as many as {} {}")),
        Hedge.ABOUT: (Estimate.about, ("about {} {}", "around {} {}", "some {} {}", "roughly {} {}")),
        Hedge.NEARLY: (Estimate.nearly, ("nearly {} {}", "almost {} {}")),
        Hedge.JUST_OVER: (Estimate.just_over, ("just over {} {}",)),
    }
)
_RANGES: Final = ("between {} and {} {}", "from {} to {} {}", "{} to {} {}")
#: Words in place of a number, with what joins them to the noun.
_VAGUE: Final = (
    ("dozens", " of"),
    ("scores", " of"),
    ("hundreds", " of"),
    ("thousands", " of"),
    ("tens of thousands", " of"),
    ("several hundred", ""),
    ("several thousand", ""),
    ("several", ""),
    ("a few", ""),
)
_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS: Final = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MILLION: Final = 10**6


def _spellings(value: int) -> list[str]:
    """Ways of writing a number, digits first; 0 and 1 in words are seldom counts."""
    written = [figure(value)]
    if 1_000 <= value < _MILLION and value % 1_000 == 0:
        written.append(f"{value // 1_000} thousand")
    if value >= _MILLION and value % (_MILLION // 10) == 0:
        written.append(f"{value / _MILLION:g} million")
    for power, name in ((_MILLION, " million"), (1_000, " thousand"), (100, " hundred"), (1, "")):
        many, rest = divmod(value, power)
        if rest == 0 and 1 < many <= 20:
            written.append(f"{_SMALL[many]}{name}")
        elif rest == 0 and 20 < many <= 90 and many % 10 == 0:
            written.append(f"{_TENS[many // 10 - 3]}{name}")
    return written


@st.composite
def _phrases(
    draw: st.DrawFn, hedges: st.SearchStrategy[Hedge] | None, allowed: tuple[Hedge, ...], limits: Limits
) -> tuple[str, Estimate]:
    hedge = pick(draw, allowed) if hedges is None else draw(hedges)
    unit, one, many = pick(draw, _NOUNS)
    least, most = (int(end) for end in limits.within(unit))
    value = draw(whole_numbers(least, most))  # by every hedge, so that a failure shrinks to the bare number
    if hedge is Hedge.VAGUE:
        word, joint = pick(draw, _VAGUE)
        text = f"{word}{joint} {many}"
        return text, Estimate.vaguely(word, unit, wording=text)
    if hedge is Hedge.RANGE:
        low, high = _two(draw, value, least, most)
        text = pick(draw, _RANGES).format(figure(low), figure(high), many)
        return text, Estimate.between(low, high, unit, wording=text)
    if hedge is Hedge.PLUS_MINUS:
        if most - least < 2:
            raise refuse(f"no margin has room between min_value={limits.min_value} and max_value={limits.max_value}")
        value = min(max(value, least + 1), most - 1)
        margin = draw(st.integers(1, min(value - least, most - value)))
        text = f"{figure(value)} plus or minus {figure(margin)} {many}"
        return text, Estimate.plus_minus(value, margin, unit, wording=text)
    if hedge in {Hedge.LESS_THAN, Hedge.NEARLY}:
        if most == 0:
            raise refuse(f"nothing is below max_value={limits.max_value}, as {hedge.value} would say")
        value = max(value, 1)
    make, ways = _ONE_NUMBER[hedge]
    # As many choices for each number: one that can be written in fewer ways would be simpler than a smaller one.
    way, spelling = pick(draw, ways), pick(draw, range(3))
    spellings = _spellings(value)
    text = way.format(spellings[min(spelling, len(spellings) - 1)], one if value == 1 else many)
    return text, make(value, unit, wording=text)


def _two(draw: st.DrawFn, value: int, least: int, most: int) -> tuple[int, int]:
    """The value and another one, in order."""
    if least == most:
        raise refuse(f"a range needs two numbers, and only {least} lies within the limits")
    other = draw(whole_numbers(least, most))
    if other == value:
        other = value + 1 if value < most else value - 1
    return min(value, other), max(value, other)


def hedged_phrases(
    *,
    hedges: st.SearchStrategy[Hedge] | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
) -> st.SearchStrategy[tuple[str, Estimate]]:
    """English phrases such as "more than 7,000 soldiers", each with the estimate that it states, wording included.

    They shrink towards "0 people". The readings are literal: "more than 7,000" has no upper end, "about 28" is 28
    without stated bounds. Numbers are written in digits, in words where these are short, or as millions.

    Args:
        hedges: Their hedges. Unless given, figures within limits are never vague words.
        min_value: Smallest number that any of them states, 0 unless given.
        max_value: Greatest number that any of them states, ten million unless given.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.

    Examples:
        >>> from hypothesis import find
        >>> from hypothesis import strategies as st
        >>> from osintclaims import Hedge
        >>> from osintclaims.testing import hedged_phrases
        >>> phrases = hedged_phrases(hedges=st.just(Hedge.UP_TO), min_value=8_000_000)
        >>> text, estimate = find(phrases, lambda phrase: True)
        >>> text, estimate.high
        ('up to 8,000,000 people', 8000000)
    """
    check_strategy(hedges=hedges)
    limits = Limits.checked(min_value, max_value, has_counts=True)
    least, most = limits.within("person")
    room = {Hedge.RANGE: 1, Hedge.PLUS_MINUS: 2}
    allowed = tuple(hedge for hedge in Figures(limits).allowed if most - least >= room.get(hedge, 0))
    return _phrases(hedges, allowed, limits)
