"""How English names days, months, years and their parts."""

import re
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.model._calendar import days_in_month

__all__ = [
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "SEASONS",
    "SPANS",
    "THIRDS",
    "WEEKDAYS",
    "WHOLE_YEAR",
    "Span",
    "first_day",
    "last_day",
    "month_text",
]

_NAMES: Final = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS: Final = MappingProxyType({name: number for number, names in enumerate(_NAMES, 1) for name in names})
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS: Final = ("first", "second", "third", "fourth")
THIRDS: Final = ("early", "mid", "late")
#: Meteorological seasons of the northern hemisphere, as weather services count them; winter ends in the next year.
SEASONS: Final = MappingProxyType(
    {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
)
#: First and last month of a year.
WHOLE_YEAR: Final = (1, 12)
#: First and last day of each third of a month; the last third ends with the month.
_DAYS: Final = ((1, 10), (11, 20), (21, 31))
_MONTH: Final = "|".join(MONTHS)
_YEAR: Final = r"(?: (?P<year>[0-9]{4}))?"
_THIRD: Final = rf"(?:(?P<third>{'|'.join(THIRDS)}) )?"
_WHICH: Final = r"(?P<which>this|last|next)"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_WEEKDAY: Final = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}) )?"
#: Ways of naming one day, month, year or part of a year.
SPANS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WEEKDAY}{_DAY} (?P<month>{_MONTH}){_YEAR}",
        rf"{_WEEKDAY}(?P<month>{_MONTH}) {_DAY}{_YEAR}",
        rf"{_THIRD}(?:{_WHICH} )?(?P<month>{_MONTH}){_YEAR}",
        rf"{_THIRD}{_WHICH} (?P<unit>month|year)",
        rf"(?:{_THIRD}|{_DAY} )(?P<month>{_MONTH}) (?P<of>this|last|next) year",
        rf"{_THIRD}(?P<year>[0-9]{{4}})",
        r"(?P<season>winter) (?P<year>[0-9]{4}) ?[-/] ?(?P<until>[0-9]{2}|[0-9]{4})",
        rf"(?:{_WHICH} )?(?P<season>{'|'.join(SEASONS)}){_YEAR}",
        rf"(?:q(?P<quarter>[1-4])|(?P<nth>{'|'.join(ORDINALS)}) (?P<part>quarter|half)){_YEAR}",
        r"(?P<relative>today|yesterday|tomorrow)",
        rf"(?P<ago>[0-9]{{1,4}}|{'|'.join(NUMBERS)}) days? ago",
        rf"{_DAY}{_YEAR}",
        rf"(?P<third>{'|'.join(THIRDS)})",
    )
)


@attrs.frozen(kw_only=True)
class Span:
    """A day, month, year or part of it, as far as a phrase names it."""

    months: tuple[int, int] | None = None
    year: int | None = None
    day: int | None = None
    third: int | None = None
    which: str | None = None
    weekday: str | None = None

    def ends(self, year: int) -> tuple[str, str]:
        """First and last date as EDTF, in a year."""
        first, last = self.months or WHOLE_YEAR
        if self.day is not None:
            day = f"{month_text(year, first)}-{self.day:02}"
            return day, day
        if self.third is not None and first != last:
            return month_text(year, 4 * self.third + 1), month_text(year, 4 * self.third + 4)
        if self.third is not None:
            begin, end = _DAYS[self.third]
            month = month_text(year, first)
            return f"{month}-{begin:02}", f"{month}-{min(end, days_in_month(year, first)):02}"
        if (first, last) == WHOLE_YEAR:
            return f"{year:04}", f"{year:04}"
        return month_text(year, first), month_text(year, last)


def month_text(year: int, month: int) -> str:
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"


def first_day(edtf: str) -> date:
    year, month, day = (int(part) for part in f"{edtf}-01-01".split("-")[:3])
    return date(year, month, day)


def last_day(edtf: str) -> date:
    year, *rest = (int(part) for part in edtf.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else days_in_month(year, month))
