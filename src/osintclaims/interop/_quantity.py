"""The figure of a QuantitativeValue: its numbers, and the hedge and strictness that only the wording beside it has."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import number, shown
from osintclaims.model import Estimate, Hedge
from osintclaims.units import compatible

__all__ = ["figure_of", "read_figure"]

#: Significant digits that every float keeps (IEEE 754 binary64); a number with more was computed, as two thirds are.
_WRITTEN: Final = 15
#: What computing in floats may change of a number, with room for a few steps.
_NOISE: Final = Decimal("1e-12")


def figure_of(value: Mapping[str, Any], text: str, words: str) -> Estimate:
    """The figure of a quantity, as the text beside it puts it.

    Args:
        value: The ``QuantitativeValue``.
        text: The text of the claim.
        words: The figure as `sentence` spelled it, where the text is one of ours.

    Raises:
        InvalidValueError: The quantity has no number (E101), or others than the text (E102), or an illegal figure.
    """
    low, best, high = (_number(value.get(key)) for key in ("minValue", "value", "maxValue"))
    unit, wording = str(value.get("unitText") or ""), str(value.get("description") or "")
    pairs = [*_phrase(words, unit), *_phrase(wording, unit), *_comparable(text, unit)]
    readings = [reading for _, reading in pairs]
    if low is None and best is None and high is None:
        return _without_numbers(readings, unit, wording, words)
    hedge = Hedge.BARE
    if best is None:
        hedge = Hedge.AT_MOST if low is None else Hedge.AT_LEAST if high is None else Hedge.RANGE
    stated = Estimate(unit=unit or "item", low=low, best=best, high=high, hedge=hedge, wording=wording)
    likely = [reading.hedge for reading in readings[:1]]
    printed = next((one for one in _spellings(stated, (*likely, hedge, *Hedge)) if str(one) == words), None)
    if printed is not None:
        return printed
    numbers = {one for one in (stated.low, stated.best, stated.high) if one is not None}
    for written, reading in pairs:
        agreed = _agreed(stated, _rounded(written, reading, numbers))
        if agreed is not None:
            return attrs.evolve(agreed, wording=wording or reading.wording)
    if readings:
        message = f"the text says {shown(str(readings[0]))}, the quantity {shown(str(stated))}"
        raise InvalidValueError("E102", message, "correct one of them, or leave the quantity out to have the text read")
    return Estimate.of(low, unit or "item", wording=wording) if low is not None and low == best == high else stated


def _number(value: Any) -> Any:
    """A number; markup often has it as a text."""
    return number(value) if isinstance(value, str) else value


def _without_numbers(readings: list[Estimate], unit: str, wording: str, words: str) -> Estimate:
    """A vague word, or the figure that stands in the words alone."""
    read = readings[0].vague if readings else ""
    for word in (wording, read, words.rpartition(" of ")[0], words.rpartition(" ")[0]):
        if word.strip() and str(made := Estimate.vaguely(word, unit or "item")) == words:
            return made if word == wording else attrs.evolve(made, wording=wording)
    if readings:
        return attrs.evolve(readings[0], wording=wording or readings[0].wording)
    if not wording.strip():
        raise InvalidValueError("E101", "the quantity has no number", "give minValue, value or maxValue")
    return Estimate.vaguely(wording, unit or "item")


def _spellings(stated: Estimate, hedges: Iterable[Hedge]) -> Iterator[Estimate]:
    """The numbers under every hedge and strictness that fits them."""
    for hedge in hedges:
        for low_open, high_open in ((False, False), (True, False), (False, True), (True, True)):
            try:
                yield attrs.evolve(stated, hedge=hedge, low_open=low_open, high_open=high_open)
            except InvalidValueError:
                continue


def _agreed(stated: Estimate, reading: Estimate) -> Estimate | None:
    """The numbers that are stated, as a reading puts them; None if they are others.

    A single value says which number, not which end of what: "more than 300" and the value 300 are one figure. Numbers
    beside those of the text are no others: "up to 40" and 30 to 40.
    """
    numbers = {one for one in (stated.low, stated.best, stated.high) if one is not None}
    read = {one for one in (reading.low, reading.best, reading.high) if one is not None}
    if stated.best is not None and len(numbers) == 1:
        return reading if read == numbers else None
    if (stated.low, stated.high) != (reading.low, reading.high):
        said = ((reading.low, stated.low), (reading.best, stated.best), (reading.high, stated.high))
        return stated if all(one in (None, other) for one, other in said) else None
    return reading if stated.best in (None, reading.best) else attrs.evolve(reading, best=stated.best)


def _rounded(written: Estimate, reading: Estimate, numbers: Collection[float]) -> Estimate:
    """A reading with the numbers that are stated in place of those that they round.

    Only what was computed can have been rounded: a number in another unit than the text's, or a fraction such as two
    thirds. Two numbers do not become one.
    """
    before = (reading.low, reading.best, reading.high)
    pairs = zip((written.low, written.best, written.high), before, strict=True)
    low, best, high = (_stated(one, other, reading.unit, numbers) for one, other in pairs)
    is_one_to_one = len(set(before)) == len({low, best, high})
    return attrs.evolve(reading, low=low, best=best, high=high) if is_one_to_one else reading


def _stated(written: float | None, read: float | None, unit: str, numbers: Collection[float]) -> float | None:
    """The nearest of the numbers that are stated, if it is what was read within half a unit of its last decimal.

    Nothing is no rounding of something, and neither is the whole of a part: 60 percent are not a ratio of 1.
    """
    if read is None or not numbers or (written == read and len(Decimal(repr(read)).as_tuple().digits) <= _WRITTEN):
        return read
    exact = Decimal(repr(read))
    nearest = min(numbers, key=lambda one: abs(Decimal(repr(one)) - exact))
    exponent = Decimal(repr(nearest)).as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    is_whole = not nearest or (unit == "ratio" and not decimals)
    half = Decimal(0) if is_whole else Decimal(5).scaleb(-decimals - 1)
    return nearest if abs(Decimal(repr(nearest)) - exact) <= half + abs(exact) * _NOISE else read


def _phrase(words: str, unit: str) -> list[tuple[Estimate, Estimate]]:
    """What a phrase that is a figure as a whole says, if it is one: as written, and in the unit."""
    from osintclaims.wording import EstimateParseError, parse_estimate  # noqa: PLC0415 - larger than all the rest here

    try:
        return [(parse_estimate(words), parse_estimate(words, unit=unit or None))] if words else []
    except EstimateParseError:
        return []


def _comparable(text: str, unit: str) -> list[tuple[Estimate, Estimate]]:
    """The figures in a text that may be the one in this unit: as written, and in it."""
    from osintclaims.wording import find_estimates  # noqa: PLC0415 - larger than all the rest here

    found = [mention.estimate for mention in find_estimates(text)]
    return [(one, one.to(unit) if unit else one) for one in found if not unit or compatible(one.unit, unit)]


def read_figure(said: str) -> Estimate:
    """The one figure of a text.

    Raises:
        InvalidValueError: There is none, or another one (E101).
    """
    from osintclaims.wording import find_estimates  # noqa: PLC0415 - larger than all the rest here

    mentions = find_estimates(said)
    if len(mentions) != 1:
        what = f"{len(mentions)} figures are" if mentions else "no figure is"
        raise InvalidValueError("E101", f"{what} in the text of the claim", "code the claim by hand")
    return mentions[0].estimate
