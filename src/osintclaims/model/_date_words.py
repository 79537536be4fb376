"""English date phrases as EDTF text: what is certain is read, anything else is refused with the reason."""

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, NoReturn

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._calendar import days_in_month
from osintclaims.model._date_spans import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    SPANS,
    THIRDS,
    WEEKDAYS,
    WHOLE_YEAR,
    Span,
    first_day,
    last_day,
    month_text,
)
from osintclaims.model._fields import quoted

__all__ = ["read_words"]

#: A month without a year is the one within these months of the day it was said. Reports look back more than ahead; in
#: the two months between, writers may mean either, and are asked for the year.
_BACK, _AHEAD = 6, 3
_SHIFTS: Final = MappingProxyType({"last": -1, "this": 0, "next": 1})
_DAYS_AGO: Final = MappingProxyType(
    {"yesterday": 1, "today": 0, "tomorrow": -1} | {word: number for number, word in enumerate(NUMBERS, 1)}
)
#: Longest phrase that is read.
_LONGEST: Final = 100

_HINT: Final = "write it as in October 2024, 17 October 2024, early October 2024, or between August and October 2024"
_RANGE: Final = re.compile(
    r"between (?P<a>.+?) and (?P<b>.+)|(?:from )?(?P<c>.+?) (?:to|until|till|through|-) (?P<d>.+)"
)
_SIDE: Final = re.compile(r"(?P<side>since|until|till|before|after) (?P<span>.+)")
_CIRCA: Final = re.compile(r"(?:about|around|circa|approximately|roughly) (?P<span>.+)")
_DECADE: Final = re.compile(r"(?P<decade>[0-9]{3})0s")
#: Words that name no date of their own, for a better reason than "not understood".
_WEEK: Final = re.compile(rf"\b(?:week|weeks|weekend|{'|'.join(WEEKDAYS)})\b")


def read_words(text: str, anchor: date | None) -> str:
    """The EDTF text that an English phrase means, said on a day.

    Raises:
        InvalidValueError: The phrase is not understood or not certain (E401), or relative without an anchor (E403).
    """
    try:
        return _Phrase(text, anchor).read()
    except OverflowError:
        raise InvalidValueError(
            "E401", f"{quoted(text)} is not a date: years 0001 to 9999 can be dated", _HINT
        ) from None


class _Phrase:
    """One phrase, said on one day."""

    def __init__(self, text: str, anchor: date | None) -> None:
        self._text = text
        self._anchor = anchor

    def read(self) -> str:
        phrase = self._plain()
        decade = _DECADE.fullmatch(phrase)
        if decade:
            return f"{decade['decade']}X"
        circa = _CIRCA.fullmatch(phrase)
        if circa:
            return _joined(*(f"{end}~" for end in self._ends(self._span(circa["span"]))))
        side = _SIDE.fullmatch(phrase)
        if side:
            return self._side(side["side"], self._span(side["span"]))
        for pattern in SPANS:
            if pattern.fullmatch(phrase):
                return _joined(*self._ends(self._span(phrase)))
        found = _RANGE.fullmatch(phrase)
        if not found:
            self._refuse()
        return self._range(self._span(found["a"] or found["c"]), self._span(found["b"] or found["d"]))

    def _plain(self) -> str:
        """The phrase in lower case, without what carries no meaning."""
        if len(self._text) > _LONGEST:
            self._refuse("it is too long")
        plain = re.sub("[\u2010-\u2015\u2212]", "-", self._text.lower())
        plain = re.sub(r"\b([0-9]{1,2})(?:st|[nr]d|th)\b", r"\1", plain)
        plain = re.sub(rf"\b({'|'.join(THIRDS)})-", r"\1 ", plain).replace("-", " - ")
        plain = re.sub(r"[,.]|\b(?:the|of|in|on|during)\b", " ", plain)
        return " ".join(plain.split())

    def _refuse(self, why: str = "") -> NoReturn:
        if not why:
            is_week = _WEEK.search(self._text.lower())
            why = "a weekday or a week may lie before or after the day it was said" if is_week else "not understood"
        raise InvalidValueError("E401", f"{quoted(self._text)} is not a date: {why}", _HINT)

    def _said(self) -> date:
        """The day from which relative dates count."""
        if self._anchor is None:
            raise InvalidValueError(
                "E403",
                f"{quoted(self._text)} counts from the day it was said, which is not given",
                "give anchor, such as the day of publication, or write the year",
            )
        return self._anchor

    def _span(self, phrase: str) -> Span:
        found = next((found for pattern in SPANS if (found := pattern.fullmatch(phrase))), None)
        if found is None:
            self._refuse()
        named = found.groupdict()
        year = None if named.get("year") is None else int(named["year"])
        day = None if named.get("day") is None else int(named["day"])
        third = None if named.get("third") is None else THIRDS.index(named["third"])
        span = Span(year=year, day=day, third=third, which=named.get("which"), weekday=named.get("weekday"))
        if named.get("month"):
            month = MONTHS[named["month"]]
            year = year if named.get("of") is None else self._said().year + _SHIFTS[named["of"]]
            return attrs.evolve(span, months=(month, month), year=year)
        if named.get("season"):
            return self._season(span, named["season"], named.get("until"))
        if named.get("quarter") or named.get("nth"):
            length = 6 if named["part"] == "half" else 3
            number = int(named["quarter"] or ORDINALS.index(named["nth"]) + 1)
            if number * length > 12:
                self._refuse("a year has two halves")
            return attrs.evolve(span, months=((number - 1) * length + 1, number * length))
        if named.get("unit") or named.get("relative") or named.get("ago"):
            return self._relative(span, named)
        return span if day is not None or year is None else attrs.evolve(span, months=WHOLE_YEAR)

    def _season(self, span: Span, season: str, until: str | None) -> Span:
        if season == "winter" and span.year is not None:
            if until is None:
                self._refuse(
                    f"winter {span.year} may begin or end in {span.year}; write winter {span.year}/{span.year + 1}"
                )
            if int(until) not in {span.year + 1, (span.year + 1) % 100}:
                self._refuse("a winter ends in the year after it begins")
        return attrs.evolve(span, months=SEASONS[season])

    def _relative(self, span: Span, named: dict[str, Any]) -> Span:
        """A span that counts from the day it was said."""
        said, unit = self._said(), named.get("unit")
        if unit == "year":
            return attrs.evolve(span, months=WHOLE_YEAR, year=said.year + _SHIFTS[named["which"]], which=None)
        if unit == "month":
            month = said.year * 12 + said.month - 1 + _SHIFTS[named["which"]]
            return attrs.evolve(span, months=(month % 12 + 1, month % 12 + 1), year=month // 12, which=None)
        words = named.get("relative") or named["ago"]
        day = said - timedelta(_DAYS_AGO[words] if words in _DAYS_AGO else int(words))
        return attrs.evolve(span, months=(day.month, day.month), year=day.year, day=day.day)

    def _ends(self, span: Span, *, begun: bool = False) -> tuple[str, str]:
        """First and last date of a span, in the year that is named or certain."""
        if span.months is None:
            self._refuse()
        if span.which and span.year is not None:
            self._refuse(f'"{span.which}" and a year')
        year = self._year(span, begun=begun) if span.year is None else span.year
        first = span.months[0]
        if year < 1 or year + (span.months[1] - 1) // 12 > 9999:  # a winter ends in the next year
            self._refuse("years 0001 to 9999 can be dated")
        if span.day is not None and not 1 <= span.day <= days_in_month(year, first):
            self._refuse(f"day {span.day} of a month that has {days_in_month(year, first)} days")
        ends = span.ends(year)
        weekday = WEEKDAYS[first_day(ends[0]).weekday()]
        if span.weekday not in (None, weekday):
            self._refuse(f"{ends[0]} was a {weekday.capitalize()}")
        return ends

    def _year(self, span: Span, *, begun: bool) -> int:
        """The year of a span that names none: the year that the words or the nearness to the day it was said leave."""
        said, first = self._said(), (span.months or WHOLE_YEAR)[0]
        if span.which == "this":
            return said.year
        years = range(
            max(said.year - 8, 1), min(said.year + 8, 9998) + 1
        )  # eight: 29 February skips years such as 1900
        whole = [year for year in years if span.day is None or 1 <= span.day <= days_in_month(year, first)]
        ends = {year: span.ends(year) for year in whole}
        if span.which == "last":
            return max((year for year in whole if last_day(ends[year][1]) < said), default=0)
        if span.which == "next":
            return min((year for year in whole if first_day(ends[year][0]) > said), default=0)
        if begun:
            return max((year for year in whole if first_day(ends[year][0]) <= said), default=0)
        near = [year for year in years if -_BACK <= (year - said.year) * 12 + first - said.month <= _AHEAD]
        if not near:
            before = said.year - (first > said.month)
            self._refuse(
                f"{month_text(before, first)} and {month_text(before + 1, first)} are both possible; write the year"
            )
        return near[0]

    def _side(self, side: str, span: Span) -> str:
        first, last = self._ends(span, begun=side == "since")
        match side:
            case "since":
                return f"{first}/.."
            case "before":
                return f"../{first_day(first) - timedelta(1)}"
            case "after":
                return f"{last_day(last) + timedelta(1)}/.."
            case _:
                return f"../{last}"

    def _range(self, one: Span, other: Span) -> str:
        """From the beginning of one span to the end of the other; each gives what the other leaves out."""
        one = attrs.evolve(one, months=one.months or other.months)
        other = attrs.evolve(other, months=other.months or one.months)
        if one.year is None and one.which is None:
            last = self._ends(other)[1]
            first = self._ends(attrs.evolve(one, year=int(last[:4])))[0]
            if first_day(first) > last_day(last):
                first = self._ends(attrs.evolve(one, year=int(last[:4]) - 1))[0]
            return _joined(first, last)
        first, last = self._ends(one)[0], ""
        if other.year is None and other.which is None:
            last = self._ends(attrs.evolve(other, year=int(first[:4])))[1]
            if first_day(first) > last_day(last):
                last = self._ends(attrs.evolve(other, year=int(first[:4]) + 1))[1]
        return _joined(first, last or self._ends(other)[1])


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
