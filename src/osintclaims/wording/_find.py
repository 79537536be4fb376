"""Figures in running text."""

from collections.abc import Iterator
from itertools import pairwise

from osintclaims.model import Estimate, Hedge, must_be
from osintclaims.units import is_count
from osintclaims.wording._context import Figure
from osintclaims.wording._figure import Refusal, read_figure
from osintclaims.wording._lexicon import Lexicon, lexicon
from osintclaims.wording._mention import Mention, NoFigure, Role
from osintclaims.wording._nouns import ITEM
from osintclaims.wording._tokens import Tokens

__all__ = ["built", "candidates", "explain", "figures", "find_estimates"]

#: What joins two figures that count the same things.
_JOINTS = frozenset({"and", "or", "but"})

#: Longest wording kept beside a number, in characters; beyond, the figure alone.
_WORDING = 120


def find_estimates(text: str) -> tuple[Mention, ...]:
    """The figures in a text, in the order in which they stand.

    Dates, times, calibres, names of weapons and units, ordinals, codes and the like are no figures; `explain` gives the
    reason for each. Never raises on a text, and takes time linear in its length.

    Args:
        text: English text of any length.

    Examples:
        >>> from osintclaims.wording import find_estimates
        >>> found = find_estimates("At least 12 T-72 tanks crossed on 3 May.")
        >>> [(one.text, one.noun, str(one.estimate)) for one in found]
        [('At least 12', 'tanks', 'at least 12 tanks')]
    """
    must_be("text", text, str)
    t, lex = Tokens(text), lexicon()
    found = [one for one in figures(t, lex) if isinstance(one, Figure)]
    _share_nouns(t, found)
    wholes = _wholes(t, found)
    return tuple(_mention(t, text, figure, whole) for figure, whole in zip(found, wholes, strict=True))


def explain(text: str) -> tuple[Mention | NoFigure, ...]:
    """The figures in a text, and the numbers that are none, each with its reason.

    Args:
        text: English text of any length.

    Examples:
        >>> from osintclaims.wording import explain
        >>> [
        ...     (one.text, one.reason) for one in explain("The 10.000 soldiers had no AK-12.")
        ... ]  # doctest: +ELLIPSIS
        [('10.000', 'ambiguous: ...'), ('12', 'a name: letters and a hyphen touch the digits')]
    """
    must_be("text", text, str)
    t, lex = Tokens(text), lexicon()
    found = list(figures(t, lex))
    mentions = iter(find_estimates(text))
    return tuple(next(mentions) if isinstance(one, Figure) else _no_figure(t, text, one) for one in found)


def figures(t: Tokens, lex: Lexicon) -> Iterator[Figure | Refusal]:
    """Every number of a text, read."""
    floor = 0
    for place in candidates(t, lex):
        if place < floor:
            continue
        found = read_figure(t, place, floor, lex, searching=True)
        if found is not None:
            floor = found.end
            yield found


def candidates(t: Tokens, lex: Lexicon) -> list[int]:
    """The tokens where a number may begin."""
    starts, openers, words = lex.starts, lex.openers, t.words
    return [
        place
        for place, word in enumerate(words[: t.count])
        if "0" <= word[0] <= "9" or word in starts or (word in openers and words[place + 1] in openers[word])
    ]


def _mention(t: Tokens, text: str, figure: Figure, whole: int | None) -> Mention:
    start, end = t.text.original(t.starts[figure.start], t.ends[figure.end - 1])
    noun = ""
    if figure.noun.found:
        first, last = t.text.original(t.starts[figure.noun.start], t.ends[figure.noun.end - 1])
        noun = text[first:last]
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        estimate=built(t, text, figure),
        noun=noun,
        role=figure.role,
        part_of=whole,
    )


def built(t: Tokens, text: str, figure: Figure, *, whole: bool = False) -> Estimate:
    """The estimate of a figure; `whole` keeps all of the text as its wording."""
    if not whole:
        start, end = t.text.original(t.starts[figure.outer], t.ends[figure.phrase_end - 1])
        if end - start > _WORDING:
            start, end = t.text.original(t.starts[figure.start], t.ends[figure.end - 1])
        text = text[start:end]
    wording = " ".join(text.split())
    if not wording.isprintable():  # the model keeps no control characters and direction marks
        wording = "".join(letter for letter in wording if letter.isprintable())
    if figure.bounds is None:
        return Estimate(unit=figure.unit, vague=figure.vague, hedge=Hedge.VAGUE, wording=wording)
    low, best, high, low_open, high_open, hedge = figure.bounds
    return Estimate(
        unit=figure.unit,
        low=low,
        best=best,
        high=high,
        low_open=low_open,
        high_open=high_open,
        hedge=hedge,
        wording=wording,
    )


def _no_figure(t: Tokens, text: str, refusal: Refusal) -> NoFigure:
    start, end = t.text.original(t.starts[refusal.start], t.ends[min(refusal.end, t.count) - 1])
    return NoFigure(start=start, end=end, text=text[start:end], reason=refusal.reason)


def _share_nouns(t: Tokens, found: list[Figure]) -> None:
    """Give what stands behind the last of joined figures to the others: as few as 50 and as many as 90 recruits."""
    for figure, following in reversed(list(pairwise(found))):
        bare = figure.unit == ITEM and not figure.noun.found
        adjoins = following.outer == figure.end + 1
        if bare and adjoins and t.words[figure.end] == "to" and t.words[figure.outer - 1] == "from":
            figure.unit, figure.noun = following.unit, following.noun  # from 40-50 to 60-80 percent
        elif bare and t.words[figure.end] in _JOINTS and adjoins and is_count(following.unit):
            figure.unit, figure.noun = following.unit, following.noun
        elif _of_the(t, figure, following):
            following.unit, following.role = figure.unit, Role.PART


def _of_the(t: Tokens, whole: Figure, part: Figure) -> bool:
    """Of the 240 passengers, 190 survived."""
    of = t.words[whole.outer - 1 - (t.words[whole.outer - 1] in {"the", "its", "their"})]
    bare = part.unit == ITEM and not part.noun.found and part.role is Role.TOTAL
    behind = t.words[whole.phrase_end] == "," and part.outer == whole.phrase_end + 1
    return of == "of" and behind and bare and whole.noun.found and is_count(whole.unit)


def _inherit(found: list[Figure], place: int, whole: int | None) -> None:
    """A part without a noun of its own counts what its whole counts."""
    figure = found[place]
    if whole is not None and figure.unit == ITEM and not figure.noun.found:
        figure.unit = found[whole].unit


def _wholes(t: Tokens, found: list[Figure]) -> list[int | None]:
    """For each part, the place of its whole: the number behind "of the", or the last whole in the sentence."""
    result: list[int | None] = []
    for place, figure in enumerate(found):
        whole: int | None = None
        if place and figure.role is Role.TOTAL and found[place - 1].role is Role.PART and _listed(t, found, place):
            figure.role, whole = Role.PART, result[place - 1]
        elif figure.role is Role.PART:
            after = place + 1
            if figure.whole and after < len(found) and found[after].start == figure.whole:
                whole = after
            elif not figure.whole or t.words[figure.whole - 1] in {"them", "whom", "which"}:
                whole = _before(t, found, place)
            _inherit(found, place, whole)
        result.append(whole)
    return result


def _listed(t: Tokens, found: list[Figure], place: int) -> bool:
    """Whether a figure goes on with the list of parts before it: including six officers and two generals."""
    before = found[place - 1]
    between = t.words[before.phrase_end : found[place].outer]
    return not before.whole and between in (["and"], [","], [",", "and"])


def _before(t: Tokens, found: list[Figure], place: int) -> int | None:
    """The nearest whole before a part, in the same sentence, of the same unit if there is one."""
    unit = found[place].unit
    nearest: int | None = None
    for earlier in range(place - 1, max(place - 8, -1), -1):
        if {".", "!", "?"} & set(t.words[found[earlier].end : found[place].outer]):
            break
        if found[earlier].role in {Role.PART, Role.SHARE}:
            continue
        if found[earlier].unit == unit:
            return earlier
        if nearest is None and is_count(found[earlier].unit):
            nearest = earlier
    return nearest
