"""Partial and uncertain dates: the part of EDTF (ISO 8601-2:2019) that reports of events need."""

import functools
import re
from datetime import date, datetime, timedelta
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._fields import quoted, wrong_type

__all__ = ["When"]

_DATE: Final = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%]?)")
_HINT: Final = "write 2024, 2024-10, 2024-10-17, 197X, a/b, ../b or a/.., each date with ?, ~ or % behind it if need be"
#: Longest legal text is two full dates with marks; anything much longer is not worth parsing.
_LONGEST: Final = 40
#: Texts whose reading is remembered: a corpus repeats its dates; bounded, so that no stream of dates fills the memory.
_REMEMBERED: Final = 4096


def _wrong(text: str, why: str) -> InvalidValueError:
    return InvalidValueError("E401", f"{quoted(text)} is not a date: {why}", _HINT)


def _days(year: int, month: int) -> int:
    """Number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(1)).day


def _span(text: str, whole: str) -> tuple[date, date, str]:
    """First day, last day and qualifier of one date of an EDTF text."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise _wrong(whole, "not of the form year, year-month or year-month-day")
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    digits = year.rstrip("X")
    if "X" in digits or not digits or (len(digits) < 4 and month):
        raise _wrong(whole, "X stands for unknown last digits only")
    first_year, last_year = int(digits.ljust(4, "0")), int(digits.ljust(4, "9"))
    if first_year == 0:
        raise _wrong(whole, "years 0001 to 9999 can be dated")
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise _wrong(whole, "a day needs its month")
        return date(first_year, 1, 1), date(last_year, 12, 31), mark
    if "X" in month:
        raise _wrong(whole, f"month {month}")
    if not 1 <= int(month) <= 12:
        raise _wrong(whole, f"month {int(month)}")
    days = _days(first_year, int(month))
    if day is None or day == "XX":
        return date(first_year, int(month), 1), date(first_year, int(month), days), mark
    if "X" in day or not 1 <= int(day) <= days:
        raise _wrong(whole, f"day {day.lstrip('0') or '0'} of a month that has {days} days")
    exact = date(first_year, int(month), int(day))
    return exact, exact, mark


@functools.lru_cache(maxsize=_REMEMBERED)
def _parse(text: str) -> tuple[date | None, date | None, str]:
    """Earliest day, latest day and the qualifiers of an EDTF text; an open end is None."""
    if len(text) > _LONGEST:
        raise _wrong(text, "it is too long")
    if text.count("/") > 1:
        raise _wrong(text, "an interval has two ends")
    if "T" in text or ":" in text:
        raise _wrong(text, "times of day are not kept")
    first, slash, last = text.partition("/")
    if not slash:
        return _span(text, text)
    if first == last == "..":
        raise _wrong(text, "an interval needs at least one date")
    earliest, latest, marks = None, None, ""
    if first != "..":
        earliest, _, mark = _span(first, text)
        marks += mark
    if last != "..":
        _, latest, mark = _span(last, text)
        marks += mark
    if earliest and latest and latest < earliest:
        raise _wrong(text, "the interval ends before it begins")
    return earliest, latest, marks


def _text(value: str | date) -> str:
    """The EDTF text of a text or of a `datetime.date`."""
    if isinstance(value, datetime):
        raise InvalidValueError("E401", f"{value!r} has a time of day", "pass its .date()")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
        raise InvalidValueError("E401", f"{type(value).__name__} is not a date", _HINT)
    return value


def _check_when(other: object) -> None:
    """Refuse to compare a date with something else."""
    if not isinstance(other, When):
        raise wrong_type("other", other, "a When", "write for example When(...)")


def _order(text: str) -> tuple[date, date, str]:
    """What dates are sorted by."""
    earliest, latest, _ = _parse(text)
    return earliest or date.min, latest or date.max, text


@attrs.frozen(order=True)
class When:
    """A date known to the day, month, year or decade, an interval of such dates, or one with an open end.

    The text is kept as given. ``?`` (uncertain), ``~`` (approximate) and ``%`` (both) are kept and shown, and never
    widen the span: how wide "approximately" is, is the caller's decision. `sorted` puts dates in order of first day,
    last day, text; that order says nothing about which came first, which `definitely_before` and `possibly_before` do.

    Attributes:
        text: EDTF text: ``2024``, ``2024-10``, ``2024-10-17``, ``197X``, ``2024-XX``, ``a/b``, ``../b``, ``a/..``; a
            `datetime.date` is accepted and becomes its text. Calendar: Gregorian, also before 1582 (as ISO 8601).

    Raises:
        InvalidValueError: The text is not of these forms, or names no real day (E401).

    Examples:
        >>> from osintclaims import When
        >>> october = When("2024-10~")
        >>> october.earliest.isoformat(), october.latest.isoformat(), october.is_approximate
        ('2024-10-01', '2024-10-31', True)
        >>> When("2024-10-17").definitely_before(When("2024-11"))
        True
        >>> When("2024-10-17").definitely_before(october), When("2024-10-17").possibly_before(october)
        (False, True)
    """

    text: str = attrs.field(converter=_text, order=_order)

    def __attrs_post_init__(self) -> None:
        _parse(self.text)

    @property
    def earliest(self) -> date | None:
        """First day it can mean; None if the beginning is open."""
        return _parse(self.text)[0]

    @property
    def latest(self) -> date | None:
        """Last day it can mean; None if the end is open."""
        return _parse(self.text)[1]

    @property
    def is_uncertain(self) -> bool:
        """Whether a ``?`` or ``%`` stands behind one of its dates."""
        return "?" in self.text or "%" in self.text

    @property
    def is_approximate(self) -> bool:
        """Whether a ``~`` or ``%`` stands behind one of its dates."""
        return "~" in self.text or "%" in self.text

    def definitely_before(self, other: "When") -> bool:
        """Whether every day this can mean lies before every day the other can mean."""
        _check_when(other)
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def possibly_before(self, other: "When") -> bool:
        """Whether some day this can mean lies before some day the other can mean."""
        _check_when(other)
        return self.earliest is None or other.latest is None or self.earliest < other.latest

    def overlaps(self, other: "When") -> bool:
        """Whether some day belongs to both spans."""
        _check_when(other)
        starts_in_time = self.earliest is None or other.latest is None or self.earliest <= other.latest
        ends_in_time = self.latest is None or other.earliest is None or self.latest >= other.earliest
        return starts_in_time and ends_in_time

    def contains(self, other: "When") -> bool:
        """Whether every day the other can mean belongs to this span."""
        _check_when(other)
        from_start = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        to_end = self.latest is None or (other.latest is not None and self.latest >= other.latest)
        return from_start and to_end

    def __str__(self) -> str:
        """The EDTF text."""
        return self.text
