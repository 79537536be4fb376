"""One figure from one phrase."""

import math
import re
from typing import Final

from osintclaims.errors import UnitError
from osintclaims.model import Estimate, Hedge, must_be
from osintclaims.units import canonical, compatible
from osintclaims.wording._context import Figure
from osintclaims.wording._figure import Refusal, read_figure
from osintclaims.wording._find import built, candidates
from osintclaims.wording._lexicon import Lexicon, lexicon
from osintclaims.wording._mention import EstimateParseError, quoted
from osintclaims.wording._nouns import ITEM
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["parse_estimate"]

#: Unicode's explicit overrides of direction (UAX 9), under which a reader sees 21 where 12 is stored.
_OVERRIDE: Final = re.compile("[\u202d\u202e]")


def parse_estimate(text: str, *, unit: str | None = None) -> Estimate:
    """The figure that a phrase states, in its literal reading; the whole phrase must be one figure.

    Args:
        text: A phrase such as ``more than 7,000 soldiers``.
        unit: The unit, where the phrase does not name one that the catalogue knows; where it does, the figure is
            converted to it.

    Raises:
        EstimateParseError: The phrase is no figure, or more than one, or its unit does not fit.
        UnitError: `unit` is not known (E107).

    Examples:
        >>> from osintclaims.wording import parse_estimate
        >>> str(parse_estimate("more than 7,000 North Korean soldiers"))
        'more than 7,000 people'
        >>> str(parse_estimate("up to 10,000", unit="person"))
        'up to 10,000 people'
    """
    must_be("text", text, str)
    override = _OVERRIDE.search(text)
    if override:
        raise EstimateParseError(text, override.start(), "a direction override: digits are shown in another order")
    t, lex = Tokens(text), lexicon()
    figure = _only(t, text, lex)
    estimate = built(t, text, figure, whole=True)
    return estimate if unit is None else _in_unit(t, text, figure, estimate, unit)


def _only(t: Tokens, text: str, lex: Lexicon) -> Figure:
    """The one figure of a phrase. Words such as "some" and "many" stand for a number only where there is no other."""
    for searching in (True, False):
        for place in candidates(t, lex):
            found = read_figure(t, place, 0, lex, searching=searching)
            if isinstance(found, Refusal):
                raise _error(t, text, found.start, found.reason)
            if found is not None:
                _check_before(t, text, found)
                _check_alone(t, text, found)
                _check_behind(t, text, found, _best(t, found, lex), lex)
                return found
    raise EstimateParseError(text, 0, "no number and no word for one" if t.count else "nothing to read")


def _best(t: Tokens, figure: Figure, lex: Lexicon) -> int:
    """Read the ", best 10" that an estimate prints behind its bounds; the token behind all of the figure."""
    end, bounds = figure.phrase_end, figure.bounds
    if bounds is None or t.words[end : end + 2] != [",", "best"]:
        return end
    minus = t.words[end + 2] == "-"
    best = read_number(t, end + 2 + minus, lex)
    low, _, high, low_open, high_open, hedge = bounds
    if not isinstance(best, Number) or low is None or high is None:
        return end
    value = -best.value if minus else best.value
    if not low < value < high:
        return end
    even = not (low_open or high_open) and math.isclose(value - low, high - value)
    figure.bounds = (low, value, high, low_open, high_open, Hedge.PLUS_MINUS if even else hedge)
    figure.phrase_end = best.end
    return best.end


#: What may stand before a figure without changing it, and behind it.
_BEFORE = frozenset({'"', "(", "'", "the", "of", "reportedly", "allegedly", "from"})
_BEHIND = frozenset({'"', ")", "'", ".", ",", ";"})


def _check_before(t: Tokens, text: str, figure: Figure) -> None:
    for place in range(figure.outer):
        if t.words[place] == "between":
            raise _error(t, text, place, '"between" takes a smaller number, "and", and a larger one', figure)
        if t.words[place] not in _BEFORE:
            raise _error(t, text, place, f"{quoted(t.cased(place))} is not part of a figure", figure)


def _check_alone(t: Tokens, text: str, figure: Figure) -> None:
    """Two numbers that share a noun and are no range are two figures, and one of them would be lost."""
    if figure.noun.found and not figure.whole and "to" in t.words[figure.end : figure.noun.start]:
        reason = "a second number that makes no range; a range goes from the smaller number to the larger"
        raise _error(t, text, figure.end, reason, figure)


def _check_behind(t: Tokens, text: str, figure: Figure, place: int, lex: Lexicon) -> None:
    """The rest must belong to the noun: "6,000 engineers and builders", "4,000 of these men", "half that amount"."""
    linked = t.words[place] in {"of", "and", "or"} or not figure.noun.found
    for rest in range(place, t.count):
        word = t.words[rest]
        if word in _BEHIND:
            continue
        if not linked or word[0].isdecimal() or word in lex.rank or (word in lex.sets["stop"] and word not in _LINKS):
            raise _error(t, text, rest, f"{quoted(t.cased(rest))} does not belong to the figure", figure)


#: Words of the closed classes that may stand in the rest of a noun phrase.
_LINKS = frozenset({"of", "and", "or", "the", "these", "those", "that", "its", "their", "his", "them"})


def _error(t: Tokens, text: str, place: int, reason: str, figure: Figure | None = None) -> EstimateParseError:
    start, _ = t.text.original(t.starts[place], t.ends[place])
    return EstimateParseError(text, start, reason, "" if figure is None else str(built(t, text, figure)))


def _in_unit(t: Tokens, text: str, figure: Figure, estimate: Estimate, unit: str) -> Estimate:
    """The estimate in the unit that was asked for."""
    wanted = canonical(unit)
    unknown = estimate.unit == ITEM or (estimate.unit == "ratio" and not figure.noun.found)
    if compatible(estimate.unit, wanted):
        try:
            return estimate.to(wanted)
        except UnitError as error:  # a word such as "hundreds" counts its own unit
            raise _error(t, text, figure.start, error.message, figure) from error
    if unknown:
        figure.unit = wanted
        return built(t, text, figure, whole=True)
    raise _error(t, text, figure.start, f"it is in {estimate.unit}, which is no {wanted}", figure) from UnitError(
        "E108", f"cannot turn {estimate.unit} into {wanted}", "they measure different things"
    )
