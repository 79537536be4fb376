"""Partial and uncertain dates: the part of EDTF (ISO 8601-2:2019) that reports of events need."""

import functools
import re
from datetime import date, datetime
from typing import Final, Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._calendar import days_in_month
from osintclaims.model._fields import quoted, wrong_type

__all__ = ["When"]

_DATE: Final = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?[?~%]?")
#: Characters of EDTF: a text of these alone is meant as such, and no phrase.
_EDTF: Final = re.compile(r"[0-9X?~%./:TZ+-]*")
_HINT: Final = "write 2024, 2024-10, 2024-10-17, 197X, a/b, ../b or a/.., each date with ?, ~ or % behind it if need be"
#: Longest legal text is two full dates with marks; anything much longer is not worth parsing.
_LONGEST: Final = 40
#: Texts whose reading is remembered: a corpus repeats its dates; bounded, so that no stream of dates fills the memory.
_REMEMBERED: Final = 4096


def _wrong(text: str, why: str) -> InvalidValueError:
    return InvalidValueError("E401", f"{quoted(text)} is not a date: {why}", _HINT)


def _span(text: str, whole: str) -> tuple[date, date]:
    """First and last day of one date of an EDTF text."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise _wrong(whole, "not of the form year, year-month or year-month-day")
    year, month, day = found["year"], found["month"], found["day"]
    digits = year.rstrip("X")
    if "X" in digits or not digits or (len(digits) < 4 and month):
        raise _wrong(whole, "X stands for unknown last digits only")
    first_year, last_year = int(digits.ljust(4, "0")), int(digits.ljust(4, "9"))
    if first_year == 0:
        raise _wrong(whole, "years 0001 to 9999 can be dated")
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise _wrong(whole, "a day needs its month")
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if "X" in month:
        raise _wrong(whole, f"month {month}")
    if not 1 <= int(month) <= 12:
        raise _wrong(whole, f"month {int(month)}")
    days = days_in_month(first_year, int(month))
    if day is None or day == "XX":
        return date(first_year, int(month), 1), date(first_year, int(month), days)
    if "X" in day or not 1 <= int(day) <= days:
        raise _wrong(whole, f"day {day.lstrip('0') or '0'} of a month that has {days} days")
    exact = date(first_year, int(month), int(day))
    return exact, exact


@functools.lru_cache(maxsize=_REMEMBERED)
def _parse(text: str) -> tuple[date | None, date | None]:
    """Earliest and latest day of an EDTF text; an open end is None."""
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
    earliest = None if first == ".." else _span(first, text)[0]
    latest = None if last == ".." else _span(last, text)[1]
    if earliest and latest and latest < earliest:
        raise _wrong(text, "the interval ends before it begins")
    return earliest, latest


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
    earliest, latest = _parse(text)
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
        >>> (
        ...     When("2024-10-17").definitely_before(october),
        ...     When("2024-10-17").possibly_before(october),
        ... )
        (False, True)
    """

    text: str = attrs.field(converter=_text, order=_order)

    def __attrs_post_init__(self) -> None:
        _parse(self.text)

    @classmethod
    def parse(cls, text: str, *, anchor: "date | When | None" = None) -> Self:
        """Read a date as people write it: EDTF text, or an English phrase that names it for certain.

        Days, months and years ("17 October 2024", "Oct. 2024", "the 1990s"), their parts ("early October 2024",
        "Q3 2024", "autumn 2024"), ranges ("between August and October 2024") and open ones ("since August 2024").
        "About" marks a date as approximate. Early, mid and late are the days 1 to 10, 11 to 20 and 21 to the end of a
        month, and the months 1 to 4, 5 to 8 and 9 to 12 of a year. Seasons are the meteorological ones of the northern
        hemisphere, autumn from September to November.

        Relative phrases need the day they were said on: "yesterday", "last month", "next year", "early this month",
        "since August", "October 17". "Last October" is the latest that was over by then. A month without a year is the
        one from six months before to three months after; in between, either year is possible, and the phrase is
        refused. So are weeks and weekdays ("last week", "the weekend", "Thursday") and "winter 2024".

        Args:
            text: The date.
            anchor: The day on which it was said, such as `Document.published`. A date that is not known to the day is
                enough where it leaves no choice.

        Raises:
            InvalidValueError: The text is no date, or not a certain one (E401); it counts from a day that `anchor`
                does not give (E403).

        Examples:
            >>> from datetime import date
            >>> from osintclaims import When
            >>> print(When.parse("between August and October 2024"))
            2024-08/2024-10
            >>> print(When.parse("early October", anchor=date(2024, 10, 20)))
            2024-10-01/2024-10-10
            >>> print(When.parse("since last month", anchor=When("2024-10")))
            2024-09/..
        """
        from osintclaims.model._date_words import read_words  # noqa: PLC0415 - patterns that most programs never need

        plain = _text(text).strip()
        if _EDTF.fullmatch(plain):
            return cls(plain)
        if anchor is None:
            return cls(read_words(plain, None))
        said = anchor if isinstance(anchor, When) else When(anchor)
        first, last = said.earliest, said.latest
        if first is None or last is None:
            raise InvalidValueError("E403", f"{said} is no day from which {quoted(plain)} could count", "give a day")
        found = {read_words(plain, day) for day in (first, last)}
        if len(found) > 1:
            raise InvalidValueError(
                "E403",
                f"{quoted(plain)} said in {said} may be {' or '.join(sorted(found))}",
                "give the day it was said",
            )
        return cls(found.pop())

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
