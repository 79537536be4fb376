"""The figure of one row: numbers or words, or why it is none."""

from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import UNKNOWN, number, plain_text, shown
from osintclaims.interop._frames import Row
from osintclaims.interop._mapping import Mapping
from osintclaims.model import Estimate, Hedge

__all__ = ["Mistake", "figure_of", "is_unknown"]


#: What would be right, where the model's own message leaves it to the reader; of all else, the order of the numbers.
_WANTED: Final[AnyMapping[str, str]] = MappingProxyType(
    {
        "E104": "counts are whole numbers",
        "E105": "counts start at 0",
        "E106": "leave the cell empty where nothing is known",
    }
)


class Mistake(Exception):  # noqa: N818 - never leaves the package; a report names it
    """A figure that cannot be taken.

    Args:
        columns: The columns concerned.
        error: Why.
    """

    def __init__(self, columns: tuple[str, ...], error: InvalidValueError) -> None:
        super().__init__()
        self.columns = tuple(column for column in columns if column)
        self.error = error


def is_unknown(text: str, mapping: Mapping) -> bool:
    """Whether a cell says that nothing is known."""
    return not text or " ".join(text.casefold().split()) in UNKNOWN or text in mapping.unknown


def figure_of(row: Row, words: AnyMapping[str, str], mapping: Mapping) -> Estimate:
    """The figure of a row.

    Args:
        row: Its cells.
        words: The cells that are no figures, as texts.
        mapping: What they mean.

    Raises:
        Mistake: There is none, or none that can be taken.
    """
    unit = mapping.unit or words[mapping.unit_column]
    if not unit:
        raise Mistake((mapping.unit_column,), InvalidValueError("E107", "no unit", "give one"))
    text = words.get(mapping.text, "")
    wording = words.get(mapping.wording, "") or text
    columns = mapping.figures
    if text:
        try:
            return _read(text, unit, wording)
        except InvalidValueError as error:
            if all(_is_blank(row[column], mapping) for column in columns):
                raise Mistake((mapping.text,), error) from None
    values = {column: None if _is_blank(row[column], mapping) else _number(row, column, mapping) for column in columns}
    stated = [value for value in values.values() if value is not None]
    if not stated:
        message = "no figure"
        if any(plain_text(row[column]) for column in columns):
            message = "the figure is not known"
        raise Mistake(columns or (mapping.text,), InvalidValueError("E101", message, "give a number"))
    if mapping.zero == "not_mentioned" and not any(stated):
        message = "0 also stands for not mentioned in this table, so it is no figure"
        hint = 'where it means none, attrs.evolve(mapping, zero="figure")'
        raise Mistake(columns, InvalidValueError("E101", message, hint))
    try:
        return _estimate(values, unit, words, mapping, wording)
    except InvalidValueError as error:
        hint = error.hint or _WANTED.get(error.code, "low <= best <= high is wanted")
        raise Mistake((*columns, mapping.hedge, mapping.unit_column), attrs.evolve(error, hint=hint)) from None


def _is_blank(cell: Any, mapping: Mapping) -> bool:
    return is_unknown(plain_text(cell), mapping)


def _number(row: Row, column: str, mapping: Mapping) -> float:
    try:
        return number(row[column], thousands=mapping.thousands)
    except InvalidValueError as error:
        raise Mistake((column,), error) from None


def _estimate(
    values: AnyMapping[str, float | None], unit: str, words: AnyMapping[str, str], mapping: Mapping, wording: str
) -> Estimate:
    """Numbers as a figure; what is not stated stays open."""
    low, best, high = (values[column] if column else None for column in (mapping.low, mapping.best, mapping.high))
    if best is not None and low is None and high is None:
        return attrs.evolve(_hedged(best, unit, words.get(mapping.hedge, "")), wording=wording)
    if low is not None and low == high and best in (None, low):
        return Estimate.of(low, unit, wording=wording)
    hedge = Hedge.BARE
    if low is not None and high is not None:
        hedge = Hedge.RANGE
    elif best is None:
        hedge = Hedge.AT_MOST if low is None else Hedge.AT_LEAST
    return Estimate(unit=unit, low=low, best=best, high=high, hedge=hedge, wording=wording)


#: How a single figure is built, by the word of its hedge.
_HEDGED: Final[AnyMapping[str, Callable[[float, str], Estimate]]] = MappingProxyType(
    {
        "": Estimate.of,
        "bare": Estimate.of,
        "exact": Estimate.exactly,
        "about": Estimate.about,
        "nearly": Estimate.nearly,
        "just_over": Estimate.just_over,
        "at_least": Estimate.at_least,
        "more_than": Estimate.more_than,
        "at_most": Estimate.at_most,
        "up_to": Estimate.up_to,
        "less_than": Estimate.less_than,
    }
)


def _hedged(value: float, unit: str, hedge: str) -> Estimate:
    """A single figure and the word of its hedge."""
    build = _HEDGED.get(hedge.casefold().replace(" ", "_"))
    if build is None:
        known = f"{', '.join(filter(None, _HEDGED))}, or nothing"
        raise InvalidValueError("E310", f"{shown(hedge)} is no hedge of one number", f"write {known}")
    return build(value, unit)


def _read(text: str, unit: str, wording: str) -> Estimate:
    """The figure that a text states.

    Raises:
        InvalidValueError: It states none that can be read.
    """
    from osintclaims.wording import EstimateParseError, parse_estimate  # noqa: PLC0415 - large, and few tables need it

    try:
        estimate = parse_estimate(text, unit=unit)
    except EstimateParseError as error:
        raise InvalidValueError("E106", f"not read as a figure: {error}", "give it in numbers") from None
    return attrs.evolve(estimate, wording=wording)
