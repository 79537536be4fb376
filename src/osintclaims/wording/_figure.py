"""One figure at one place of a text: number, range, hedges, unit and noun put together."""

from typing import Final

import attrs

from osintclaims.model import Hedge
from osintclaims.units import is_count
from osintclaims.wording._compound import coins, compound
from osintclaims.wording._context import Figure, complete
from osintclaims.wording._hedges import BOUNDING, contradict, hedges_after, hedges_before, starting, stated
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._mask import not_a_figure
from osintclaims.wording._measures import currency_before, foreign_dollar, measure
from osintclaims.wording._mention import Role
from osintclaims.wording._names import chain_end, glued_before
from osintclaims.wording._nouns import ITEM, NOTHING
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._range import increment, second_number
from osintclaims.wording._shares import is_share, proportion
from osintclaims.wording._tokens import Tokens

__all__ = ["Refusal", "read_figure"]

#: Last words of a number that take "of" and a measure: a couple of weeks, half a million of dollars.
_OF_MEASURE: Final = frozenset({"couple", "dozens", "thousand", "million", "billion"})

#: Beyond the model's own limit, and beyond anything that is counted.
_LARGEST: Final = 10**18

#: At least at most 300.
_CONTRADICTION: Final = "its hedges contradict each other"

_LONE_M: Final = "ambiguous: an m is a million or metres; write the word"

#: Marks before a minus that is glued to them.
_BEFORE_MINUS: Final = frozenset({"<", ">", "=", "~", "(", "\u2265", "\u2264"})


@attrs.frozen
class Refusal:
    """A number that is no figure: its tokens, and why."""

    start: int
    end: int
    reason: str


def read_figure(t: Tokens, at: int, floor: int, lex: Lexicon, *, searching: bool) -> Figure | Refusal | None:
    """The figure whose number begins at this token, or why it is none, or None where no number begins here.

    Args:
        t: The text.
        at: The token.
        floor: Tokens before this one belong to another figure.
        lex: The words.
        searching: Whether this is running text, where some words are too common to be figures.
    """
    if t.words[at][0].isdecimal():
        why = glued_before(t, at, lex)
        if why:
            return Refusal(at, at + 1, why)
    else:
        if t.words[at - 1] == "-" and t.glued(at) and t.glued(at - 1) and t.words[at - 2].isalpha():
            return Refusal(at, at + 1, "part of a word")  # multi-million
        found = starting(t, at, lex.vague)
        if found is not None and (not searching or _is_searched(t, found, lex)):
            return _vague(t, at, found, floor, lex)
    number = read_number(t, at, lex, joined=t.words[at - 1] != "between")
    if isinstance(number, str):
        end = chain_end(t, at + 1, lex)
        return Refusal(at, end, "a time or ratio" if t.words[at + 1] == ":" and end > at + 1 else number)
    if number is None:
        return None
    refusal = _refusal(t, number, floor, lex)
    return _numeric(t, number, floor, lex) if refusal is None else refusal


def _refusal(t: Tokens, number: Number, floor: int, lex: Lexicon) -> Refusal | None:
    """Why a number is no figure, if it is none."""
    none = not_a_figure(t, number, lex)
    if none is not None:
        return Refusal(number.start, none[0], none[1])
    lone = t.words[number.end] == "m" and not t.capital(number.end) and not t.glued(number.end + 1)
    if lone and measure(t, number.end, lex) is None:  # 3 m people
        return Refusal(number.start, number.end + 1, _LONE_M)
    if number.share and not is_share(t, number, floor, lex):
        return Refusal(number.start, number.end, "a share of nothing that is named")
    if foreign_dollar(t, number.start, floor, lex):
        return Refusal(number.start, number.end, "money that the catalogue of units does not have")
    return None


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numeric(t: Tokens, number: Number, floor: int, lex: Lexicon) -> Figure | Refusal:
    money = currency_before(t, number.start, floor, lex)
    first, unit = (number.start, "") if money is None else money
    first = _sign(t, first, number)
    figure, outer, kinds = hedges_before(t, first, floor, lex)
    if t.words[figure - 1] != "between":
        unit = compound(t, number, unit, lex) or unit
    second = second_number(t, number, figure, kinds, unit, lex)
    low, high, end = number.value, number.value, number.end
    if second is None:
        if not unit:
            proportion(t, number, lex)
            low, high, end = number.value, number.value, number.end
    elif second.merged:
        low, high, end, unit = second.low, second.high, second.end, second.unit or unit
        if second.opened:
            inner = [kind for kind in kinds if kind not in BOUNDING]
            figure, outer, kinds = hedges_before(t, second.start, floor, lex)
            kinds = [*inner, *kinds]
    else:
        low, high, unit = second.low, second.low, second.unit
    if number.approximate:
        kinds.append("about")
    end, after, unit = _behind(t, end, unit, lex)
    coined = None if unit else coins(t, end, lex)
    if coined is not None:
        end, unit, parts = coined
        low, high = low / parts, high / parts
    share = number.share and not unit
    draft = Figure(figure, end, outer, None, NOTHING, unit or ("ratio" if share else ""))
    draft.role = Role.DELTA if "delta" in kinds or increment(t, outer, lex) else Role.SHARE if share else Role.TOTAL
    look = second.end if second is not None and not second.merged else end
    complete(t, draft, look, lex, single=high == 1, people=after == "bare")
    if not after and second is None and draft.noun.found and t.words[draft.noun.end] in lex.after:
        draft.phrase_end, after = hedges_after(t, draft.noun.end, lex)  # 300 men or more: those words are outside
    own = second.bounds if second is not None else None
    draft.bounds = own or stated(kinds, after, low, high)
    return _checked(number, draft)


def _sign(t: Tokens, first: int, number: Number) -> int:
    """Take a minus before the number: -25, minus 25. Where the figure begins."""
    before = t.words[first - 1]
    dash = before == "-" and t.glued(first) and (not t.glued(first - 1) or t.words[first - 2] in _BEFORE_MINUS)
    if not dash and before not in {"minus", "negative"}:
        return first
    number.value = -number.value
    return first - 1


def _behind(t: Tokens, end: int, unit: str, lex: Lexicon) -> tuple[int, str, str]:
    """Hedges and a measure behind a number, in either order: where the figure ends, the hedge, the unit."""
    end, after = hedges_after(t, end, lex)
    found = measure(t, end, lex)
    if found is None and t.words[end] == "of" and t.words[end - 1] in _OF_MEASURE:
        found = measure(t, end + 1, lex)
    if found is not None and unit in {"", found[1]}:  # "$3 million dollars"
        of = t.words[found[0] - 1] == "of"  # "20 pounds of" is a mass; "of" is no part of the figure
        end, unit = found[0] - of, found[1]
    if not after:
        end, after = hedges_after(t, end, lex)
    return end, after, unit


def _checked(number: Number, figure: Figure) -> Figure | Refusal:
    """The figure, unless its hedges contradict each other or its unit does not take such a number."""
    if figure.bounds is None:
        return Refusal(number.start, figure.end, _CONTRADICTION)
    values = [value for value in figure.bounds[:3] if value is not None]
    broken, least = [value for value in values if value % 1], min(values)
    negative, reason = least < 0, ""
    if max(values) >= _LARGEST or least <= -_LARGEST:
        reason = "too large for a figure"
    elif figure.unit == ITEM and not figure.noun.found:
        if number.metres:
            reason = _LONE_M
        elif broken or negative:
            figure.unit = "ratio"
    if not reason and is_count(figure.unit):
        if broken or negative:
            reason = f"{'not a whole' if broken else 'a negative'} number of things that are counted"
        elif figure.bounds[5] in {Hedge.LESS_THAN, Hedge.NEARLY} and values == [0]:
            reason = "less than none"
    return Refusal(number.start, number.end, reason) if reason else figure


# --- words in place of a number ---------------------------------------------------------------------------------------


def _is_searched(t: Tokens, found: tuple[int, str], lex: Lexicon) -> bool:
    """Whether a vague word is one in running text: "scores" and "a small number" need "of" or the like behind them."""
    end, word = found
    if word in {"scores", "tens"}:
        return t.words[end] in lex.sets["behind_scores"]
    return word in lex.searched and (not word.endswith("number") or "of" in t.words[end : end + 2])


def _vague(t: Tokens, at: int, found: tuple[int, str], floor: int, lex: Lexicon) -> Figure | Refusal:
    end, word = found
    of = t.words[end] == "of"
    if t.words[end + of] == "times":
        return Refusal(at, end + of + 1, "how often, not how many")
    figure, outer, kinds = hedges_before(t, at, floor, lex)
    bounding = [kind for kind in kinds if kind in BOUNDING]
    if bounding:  # at least several hundred: a profile reads it by the word
        if contradict(bounding):
            return Refusal(at, end, _CONTRADICTION)
        word = f"{bounding[-1].replace('_', ' ')} {word}"
    draft = Figure(figure, end, outer, None, NOTHING, vague=word)
    draft.role = Role.DELTA if "delta" in kinds else Role.TOTAL
    unit = measure(t, end + of, lex)  # tens of kilometers
    if unit is not None:
        draft.end, draft.unit = unit
    complete(t, draft, draft.end, lex)
    return draft
