"""Hedges around a number: which words belong to it, and what they make of it together."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from osintclaims.model import Hedge
from osintclaims.wording._lexicon import Lexicon, Phrase
from osintclaims.wording._tokens import Tokens

__all__ = [
    "BOUNDING",
    "Bounds",
    "contradict",
    "ending",
    "glued_circa",
    "hedges_after",
    "hedges_before",
    "starting",
    "stated",
]

#: Low, best, high, whether the ends are open, and the hedge.
Bounds = tuple[float | None, float | None, float | None, bool, bool, Hedge]

#: Hedges that bound a figure from below, and from above.
_BELOW: Final = frozenset({"more_than", "at_least", "just_over"})
_ABOVE: Final = frozenset({"less_than", "at_most", "up_to", "nearly"})
BOUNDING: Final = _BELOW | _ABOVE

#: Last words of hedges behind a number that are hedges before one as well.
_AHEAD: Final = frozenset({"over", "above", "under", "below", "up"})

#: Members by value: calling the class takes five times as long.
_HEDGES: Final = MappingProxyType({hedge.value: hedge for hedge in Hedge})

#: Most hedges before one number: "an additional estimated", "at least some".
_MOST: Final = 4


def ending(t: Tokens, end: int, phrases: Mapping[str, tuple[Phrase, ...]], floor: int = 0) -> tuple[int, str] | None:
    """The longest of the phrases that ends before this token: where it begins, and what it means."""
    if end <= floor:
        return None
    last = t.words[end - 1]
    if end > floor + 1:
        pair = f"{t.words[end - 2]} {last}"
        for words, meaning in phrases.get(f"{t.words[end - 3]} {pair}", ()):
            start = end - len(words)
            if start >= floor and t.words[start:end] == words:
                return start, meaning
        two = phrases.get(pair)
        if two is not None:
            return end - 2, two[0][1]
    single = phrases.get(last)
    return None if single is None else (end - 1, single[0][1])


def starting(t: Tokens, start: int, phrases: Mapping[str, tuple[Phrase, ...]]) -> tuple[int, str] | None:
    """The longest of the phrases that starts at this token: where it ends, and what it means."""
    for words, meaning in phrases.get(t.words[start], ()):
        end = start + len(words)
        if t.words[start:end] == words:
            return end, meaning
    return None


def hedges_before(t: Tokens, start: int, floor: int, lex: Lexicon) -> tuple[int, int, list[str]]:
    """The hedges before a number: where the figure begins, where all of its words begin, and what they mean."""
    figure = outer = start
    kinds: list[str] = []
    for _ in range(_MOST):
        found = ending(t, outer, lex.before, floor)
        if found is None and outer == start > floor and glued_circa(t, start, lex):
            found = start - 1, "before about"
        if found is None or _belongs_to_verb(t, outer, found[0], lex):
            break
        outer = found[0]
        side, kind = found[1].split()
        kinds.append(kind)
        if side != "outside":
            figure = outer
    return figure, outer, kinds


def glued_circa(t: Tokens, at: int, lex: Lexicon) -> bool:
    """Whether a small c that touches digits is short for circa: c500; C130 is a name, and c4 an explosive."""
    large = len(t.words[at]) > 1 or lex.rank.get(t.words[at + 1]) == "magnitude"
    small = t.words[at - 1] == "c" and t.glued(at) and not t.capital(at - 1)
    return large and small and (not t.glued(at - 1) or t.words[at - 2] in {"(", '"', "\u2014"})


def _belongs_to_verb(t: Tokens, end: int, start: int, lex: Lexicon) -> bool:
    """Whether "over" or "about" goes with the verb before it: handed over 300 prisoners."""
    if end - start != 1:
        return False
    word, verb = t.words[start], t.words[start - 1]
    return (word == "over" and verb in lex.sets["verb_over"]) or (word == "about" and verb in lex.sets["verb_about"])


def hedges_after(t: Tokens, end: int, lex: Lexicon) -> tuple[int, str]:
    """The hedge behind a number: where the figure ends, and what it means; ``""`` without one."""
    if t.words[end] not in lex.after and t.words[end] != ",":
        return end, ""
    comma = t.words[end] == "," and t.words[end + 1] in {"if", "give", "maximum", "tops", "at"}
    found = starting(t, end + comma, lex.after)
    if found is None:
        return end, ""
    following = t.words[found[0]]
    word = t.words[end + comma]
    number = following[:1].isdecimal() or following in lex.rank
    last = t.words[found[0] - 1]
    # "20 and over 300", "three at least 20 km away": that hedge is the next number's.
    next_one = number and (last in _AHEAD or word in {"at", "plus", "+"})
    loose = word in {"+", "-"} and (not t.glued(end) or following in {"/", "-"})
    return (end, "") if next_one or loose or following in {"than", "to"} else found


def stated(kinds: list[str], after: str, low: float, high: float) -> Bounds | None:
    """What a number (low and high the same) or a range says under its hedges, inner one first.

    None where the hedges contradict one another.
    """
    bounding = [kind for kind in kinds if kind in BOUNDING]
    if after in BOUNDING:
        bounding.append(after)
    if bounding:
        if contradict(bounding):
            return None
        return _bounded(bounding[0] if after in BOUNDING else bounding[-1], low, high)
    if after == "odd" and _step(low) > 1:
        return low, None, low + _step(low), False, True, Hedge.RANGE
    if low != high:
        return low, None, high, False, False, Hedge.RANGE
    if "about" in kinds or after in {"about", "odd"}:
        return None, low, None, False, False, Hedge.ABOUT
    return low, low, low, False, False, Hedge.EXACT if "exact" in kinds else Hedge.BARE


def contradict(bounding: list[str]) -> bool:
    """Whether some of the hedges bound a figure from below and others from above."""
    return len({kind in _BELOW for kind in bounding}) > 1


def _bounded(kind: str, low: float, high: float) -> Bounds:
    hedge = _HEDGES[kind]
    if kind in _BELOW:
        return low, None, None, kind != "at_least", False, hedge
    return None, None, high, False, kind in {"less_than", "nearly"}, hedge


def _step(value: float) -> int:
    """The distance to the next number as round: 10 from 20, 100 from 300."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step
