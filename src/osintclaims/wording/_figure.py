"""One figure at one place of a text: number, range, hedges, unit and noun put together."""

from typing import Final

import attrs

from osintclaims.model import Hedge
from osintclaims.units import canonical, is_count
from osintclaims.wording._hedges import BOUNDING, Bounds, ending, hedges_after, hedges_before, starting, stated
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._mask import not_a_figure
from osintclaims.wording._mention import Role
from osintclaims.wording._names import glued_before
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._range import second_number
from osintclaims.wording._tokens import Tokens
from osintclaims.wording._units import ITEM, Counted, counted, currency_before, measure, rate

__all__ = ["Figure", "Refusal", "read_figure"]

#: Words behind a number that make it an addition: 3,000 more soldiers.
_MORE: Final = frozenset({"more", "additional", "extra", "further"})

#: Words behind "of" that make a number a part of something named: 14 of the 20.
_WHOLES: Final = frozenset(
    {"the", "its", "their", "those", "these", "his", "her", "our", "them", "whom", "which", "all"}
)

#: Words before a part: including six officers, among them two generals.
_PARTS: Final = frozenset({"including", "includes", "included"})

#: Denominators of fractions with a stroke that stand without "of".
_DENOMINATORS: Final = frozenset({"2", "3", "4", "5", "8", "10"})

#: Units that may have a sign.
_SIGNED: Final = frozenset({"degree_celsius", "degree_fahrenheit", "percent", "ratio"})


@attrs.frozen
class Refusal:
    """A number that is no figure: its tokens, and why."""

    start: int
    end: int
    reason: str


@attrs.define
class Figure:
    """A figure in tokens.

    Attributes:
        start: First token of the figure: its hedge, currency sign or number.
        end: The token behind it.
        outer: First token of all words that belong to it, also "an additional" and "can reach".
        phrase_end: The token behind the noun or the period of a rate.
        noun: The counted noun.
        unit: Its unit.
        bounds: What it states; None for a vague word.
        vague: The word in place of a number.
        role: What it is in its sentence.
        whole: The token at which the whole of a part begins, or -1.
    """

    start: int
    end: int
    outer: int
    phrase_end: int
    noun: Counted
    unit: str
    bounds: Bounds | None
    vague: str = ""
    role: Role = Role.TOTAL
    whole: int = -1


def read_figure(t: Tokens, at: int, floor: int, lex: Lexicon, *, searching: bool) -> Figure | Refusal | None:
    """The figure whose number begins at this token, or why it is none, or None where no number begins here.

    Args:
        t: The text.
        at: The token.
        floor: Tokens before this one belong to another figure.
        lex: The words.
        searching: Whether this is running text, where some words are too common to be figures.
    """
    found = None if t.words[at][0].isdigit() else starting(t, at, lex.vague)
    if found is not None and (found[1] in lex.searched or not searching):
        return _vague(t, at, found, floor, lex)
    why = glued_before(t, at, lex) if t.words[at][0].isdigit() else ""
    if why:
        return Refusal(at, at + 1, why)
    between = at > floor and t.words[at - 1] == "between"
    number = read_number(t, at, lex, joined=not between)
    if number is None:
        return None
    if isinstance(number, str):
        return Refusal(at, at + 1, number)
    none = not_a_figure(t, number, lex)
    if none is not None:
        return Refusal(at, none[0], none[1])
    if number.share and not _is_share(t, number, floor, lex):
        return Refusal(at, number.end, "a share of nothing that is named")
    return _numeric(t, number, floor, lex)


# --- numbers -----------------------------------------------------------------------------------------------------------


def _numeric(t: Tokens, number: Number, floor: int, lex: Lexicon) -> Figure | Refusal:
    money = currency_before(t, number.start, floor, lex)
    first, unit = (number.start, "") if money is None else money
    first, number.value, signed = _sign(t, first, number.value, floor)
    figure, outer, kinds = hedges_before(t, first, floor, lex)
    second = second_number(t, number, first, figure, outer, kinds, unit, lex)
    if second is not None and second.refusal:
        return Refusal(number.start, second.end, second.refusal)
    if number.approximate:
        kinds.append("about")
    if second is None and not unit:
        _in_proportion(t, number, lex)
    low, high, end, after = number.value, number.value, number.end, ""
    if second is not None and second.merged:
        low, high, end, unit = second.low, second.high, second.end, second.unit or unit
        figure, outer = min(figure, second.start), min(outer, second.start)
        if second.start < figure or second.opened:
            figure, outer, kinds = _outer_hedges(t, second.start, floor, kinds, lex)
    end, after = hedges_after(t, end, lex)
    end, unit = _unit_behind(t, end, unit, lex)
    if not after:
        end, after = hedges_after(t, end, lex)
    bounds = second.bounds if second is not None and second.bounds is not None else stated(kinds, after, low, high)
    if bounds is None:
        return Refusal(number.start, end, "its hedges contradict each other")
    strong = after == "bare"
    share = number.share and not unit
    look = second.end if second is not None and not second.merged and second.end else end
    draft = Figure(figure, end, outer, end, Counted(end, end), unit or ("ratio" if share else ""), bounds)
    draft.role = Role.DELTA if "delta" in kinds or _by(t, outer, lex) else Role.SHARE if share else Role.TOTAL
    _count(t, draft, look, lex, single=high == 1 or (low == 1 and bounds[2] is None), strong=strong)
    if draft.noun.start < draft.noun.end and not after and second is None and t.words[draft.noun.end] in lex.after:
        draft.phrase_end, after = hedges_after(t, draft.noun.end, lex)  # 300 men or more: the words are outside
        draft.bounds = stated(kinds, after, low, high)
    return _checked(number, draft, signed=signed)


def _in_proportion(t: Tokens, number: Number, lex: Lexicon) -> None:
    """One in five, three out of every four: a share. "Nine out of ten" is a part and its whole."""
    every = t.words[number.end : number.end + 3] == ["out", "of", "every"]
    if not every and (number.value != 1 or t.words[number.end] != "in"):
        return
    below = read_number(t, number.end + (3 if every else 1), lex)
    if not isinstance(below, Number) or not number.value < below.value < 1000 or below.value % 1:
        return
    if not_a_figure(t, below, lex) is None and measure(t, below.end, lex) is None:
        number.value, number.end, number.share = number.value / below.value, below.end, True


def _sign(t: Tokens, first: int, value: float, floor: int) -> tuple[int, float, bool]:
    """A minus before the number: -25, minus 25."""
    if first <= floor:
        return first, value, False
    before = t.words[first - 1]
    dashed = (
        before == "-" and t.glued(first) and (not t.glued(first - 1) or t.words[first - 2] in {"<", ">", "=", "~", "("})
    )
    if dashed or before in {"minus", "negative"}:
        return first - 1, -value, True
    return first, value, False


def _outer_hedges(t: Tokens, start: int, floor: int, inner: list[str], lex: Lexicon) -> tuple[int, int, list[str]]:
    """Hedges before "between" and "from", and those within."""
    figure, outer, kinds = hedges_before(t, start, floor, lex)
    return figure, outer, [*(kind for kind in inner if kind not in BOUNDING), *kinds]


def _unit_behind(t: Tokens, end: int, unit: str, lex: Lexicon) -> tuple[int, str]:
    """A measure or currency behind the number; with a sign before it, the name of the same money may follow."""
    found = measure(t, end, lex)
    if found is None and t.words[end] == "of" and t.words[end - 1] in {"couple", "dozens", "thousand", "million"}:
        found = measure(t, end + 1, lex)  # a couple of weeks
    if found is None:
        return end, unit
    if not unit:
        if found[1] == "pound_mass" and t.words[found[0] - 1] == "of":
            return found[0] - 1, found[1]
        return found
    return (found[0], unit) if found[1] == unit else (end, unit)


def _by(t: Tokens, outer: int, lex: Lexicon) -> bool:
    """Whether a change is told: rose by 300."""
    return t.words[outer - 1] == "by" and bool({t.words[outer - 2], t.words[outer - 3]} & lex.sets["change"])


def _count(t: Tokens, figure: Figure, look: int, lex: Lexicon, *, single: bool, strong: bool) -> None:
    """Find what is counted, and the period of a rate."""
    place = look
    if t.words[place] in _MORE and t.words[place + 1] != "than":
        place, figure.role = place + 1, Role.DELTA
    of = t.words[place] == "of"
    of_number = of and (t.words[place + 1][:1].isdigit() or lex.rank.get(t.words[place + 1], "group") != "group")
    if t.words[place : place + 2] == ["out", "of"]:
        place, of = place + 1, True
        of_number = t.words[place + 1] not in _WHOLES
    if of and (t.words[place + 1] in _WHOLES or of_number):
        figure.whole = place + 2 - of_number
        if figure.role is Role.TOTAL:
            figure.role = Role.SHARE if figure.unit == "percent" else Role.PART
    elif of and figure.unit == "percent":
        figure.role = Role.SHARE
    if not figure.unit:
        _noun(t, figure, place, lex, single=single, strong=strong, of=of)
    figure.phrase_end = max(figure.end, figure.noun.end if figure.noun.start < figure.noun.end else figure.end)
    period = rate(t, figure.phrase_end, lex)
    if period is not None and figure.unit not in {"percent", "ratio"}:
        figure.phrase_end = period[0]
        figure.unit = canonical(f"{figure.unit}/{period[1]}")
    _part(t, figure)


def _noun(t: Tokens, figure: Figure, place: int, lex: Lexicon, *, single: bool, strong: bool, of: bool) -> None:
    figure.unit = ITEM
    if t.words[place] == "-" and t.glued(place) and t.words[place + 1] in lex.nouns:  # a 3,000-man brigade
        figure.noun = Counted(place + 1, place + 2, lex.nouns[t.words[place + 1]], known=True)
        figure.end = place + 2
    elif strong:
        figure.unit = "person"
        return
    else:
        start = place + of
        if of and figure.whole > 0:
            start = figure.whole
            while t.words[start][:1].isdigit() or t.words[start] in lex.rank:
                start += 1
        figure.noun = counted(t, start, lex, single=single and not of)
    figure.unit = figure.noun.unit


def _part(t: Tokens, figure: Figure) -> None:
    """Parts by the words around them: including six, among them six, six of whom, of whom 200."""
    before = t.words[figure.outer - 1]
    two = t.words[max(figure.outer - 2, 0) : figure.outer]
    if before in _PARTS or two in (
        ["among", "them"],
        ["of", "whom"],
        ["of", "which"],
        ["of", "them"],
        ["among", "whom"],
    ):
        figure.role = Role.PART


def _checked(number: Number, figure: Figure, *, signed: bool) -> Figure | Refusal:
    """The figure, unless its unit does not take such a number."""
    values = [value for value in (figure.bounds or ())[:3] if value is not None]
    whole = True
    for value in values:
        if value % 1:
            whole = False
    bare = figure.unit == ITEM and figure.noun.start == figure.noun.end
    if bare and (not whole or signed):
        figure.unit = "ratio"
        return figure
    if is_count(figure.unit):
        if not whole:
            return Refusal(number.start, number.end, f"not a whole number of {figure.unit}s")
        if signed:
            return Refusal(number.start, number.end, f"a negative number of {figure.unit}s")
        hedge = figure.bounds[5] if figure.bounds else Hedge.BARE
        if hedge in {Hedge.LESS_THAN, Hedge.NEARLY} and values == [0]:
            return Refusal(number.start, number.end, "less than none")
    return figure


def _is_share(t: Tokens, number: Number, floor: int, lex: Lexicon) -> bool:
    """Whether a fraction is said of something: "a third of", "about half"; "a third brigade" is an ordinal."""
    following, before = t.words[number.end], t.words[number.start - 1]
    word = t.words[number.end - 1]
    if before in {"the", "first", "second", "other", "last", "every", "each", "latter", "past"} and word != "thirds":
        return False
    if following == "of" or ending(t, number.start, lex.before, floor) is not None:
        return True
    if t.words[number.start] in lex.sign or measure(t, number.end, lex) is not None:
        return True
    if t.words[number.start][0].isdigit():  # 2/3, but not 9/11
        return word in _DENOMINATORS and following in {"", ".", "the"}
    if word == "half":
        return following in {
            "the",
            "its",
            "their",
            "his",
            "her",
            "that",
            "this",
            "those",
            "these",
            "all",
            "were",
            "are",
            "a",
            "",
        }
    return (
        following in {"were", "was", "are", "is", "have", "had", ".", ",", ""}
        or word.endswith("s")
        or following == "the"
    )


# --- words in place of a number ------------------------------------------------------------------------------------------


def _vague(t: Tokens, at: int, found: tuple[int, str], floor: int, lex: Lexicon) -> Figure | Refusal | None:
    end, word = found
    following = t.words[end]
    if word in {"scores", "tens"} and following not in {
        "of",
        "more",
        "were",
        "are",
        "have",
        "dead",
        "injured",
        "wounded",
        "killed",
        "",
    }:
        return None
    if following in {"times", "of"} and t.words[end + (following == "of")] == "times":
        return Refusal(at, end + 1, "how often, not how many")
    figure, outer, kinds = hedges_before(t, at, floor, lex)
    bounding = next((kind for kind in reversed(kinds) if kind in BOUNDING), "")
    if bounding:
        word = f"{' '.join(t.words[figure:at])} {word}"
    draft = Figure(figure, end, outer, end, Counted(end, end), "", None, vague=word)
    draft.role = Role.DELTA if "delta" in kinds else Role.TOTAL
    unit = measure(t, end + (following == "of"), lex)  # tens of kilometers
    if unit is not None:
        draft.end, draft.unit = unit
    _count(t, draft, draft.end, lex, single=False, strong=False)
    return draft
