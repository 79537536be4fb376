import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from osintclaims import InvalidValueError, When
from osintclaims.testing import whens

SAID = date(2024, 10, 20)  # a Sunday

ABSOLUTE = {
    "2024": "2024",
    " 2024-10~ ": "2024-10~",
    "../2024-10": "../2024-10",
    "October 2024": "2024-10",
    "Oct. 2024": "2024-10",
    "in Sept 2024": "2024-09",
    "October, 2024": "2024-10",
    "the October of 2024": "2024-10",
    "17 October 2024": "2024-10-17",
    "17th of October, 2024": "2024-10-17",
    "on October 17, 2024": "2024-10-17",
    "OCTOBER 1ST 2024": "2024-10-01",
    "Thursday, October 17, 2024": "2024-10-17",
    "Thursday 17 October 2024": "2024-10-17",
    "October\u00a017,\u00a02024": "2024-10-17",
    "29 February 2024": "2024-02-29",
    "early October 2024": "2024-10-01/2024-10-10",
    "mid-October 2024": "2024-10-11/2024-10-20",
    "late October 2024": "2024-10-21/2024-10-31",
    "late February 2023": "2023-02-21/2023-02-28",
    "late February 2024": "2024-02-21/2024-02-29",
    "early 2024": "2024-01/2024-04",
    "mid-2024": "2024-05/2024-08",
    "late 2024": "2024-09/2024-12",
    "spring 2024": "2024-03/2024-05",
    "the summer of 2024": "2024-06/2024-08",
    "autumn 2024": "2024-09/2024-11",
    "fall 2024": "2024-09/2024-11",
    "winter 2023/24": "2023-12/2024-02",
    "winter 2023-2024": "2023-12/2024-02",
    "winter 1999/00": "1999-12/2000-02",
    "winter 9998/99": "9998-12/9999-02",
    "October 0001": "0001-10",
    "December 9999": "9999-12",
    f"17{' ' * 86}October 2024": "2024-10-17",
    "Q3 2024": "2024-07/2024-09",
    "the third quarter of 2024": "2024-07/2024-09",
    "first half of 2024": "2024-01/2024-06",
    "the second half of 2024": "2024-07/2024-12",
    "the 1990s": "199X",
    "between August and October 2024": "2024-08/2024-10",
    "between August 2023 and October 2024": "2023-08/2024-10",
    "from November to February 2025": "2024-11/2025-02",
    "October 2024 to February": "2024-10/2025-02",
    "October 2024 to December": "2024-10/2024-12",
    "October 2024 through December 2025": "2024-10/2025-12",
    "August\u2013October 2024": "2024-08/2024-10",
    "3 to 17 October 2024": "2024-10-03/2024-10-17",
    "October 3-17, 2024": "2024-10-03/2024-10-17",
    "October 17 to November 3, 2024": "2024-10-17/2024-11-03",
    "30 December to 2 January 2025": "2024-12-30/2025-01-02",
    "early to mid October 2024": "2024-10-01/2024-10-20",
    "late August to early September 2024": "2024-08-21/2024-09-10",
    "between 2022 and 2024": "2022/2024",
    "from 17 October 2024 until October 2024": "2024-10-17/2024-10",
    "between 1 October 2024 and 1 October 2024": "2024-10-01",
    "between 1 October and 1 October 2024": "2024-10-01",
    "1 October 2024 to 1 October": "2024-10-01",
    "from early November to February 2025": "2024-11-01/2025-02",
    "from early October 2024 to March 2025": "2024-10-01/2025-03",
    "since August 2024": "2024-08/..",
    "until 17 October 2024": "../2024-10-17",
    "till October 2024": "../2024-10",
    "before October 2024": "../2024-09-30",
    "before 2024": "../2023-12-31",
    "after 31 December 2024": "2025-01-01/..",
    "after 17 October 2024": "2024-10-18/..",
    "after 2024": "2025-01-01/..",
    "after February 2024": "2024-03-01/..",
    "after late 2024": "2025-01-01/..",
    "around October 2024": "2024-10~",
    "circa 2024": "2024~",
    "about early October 2024": "2024-10-01~/2024-10-10~",
}

RELATIVE = {
    "today": "2024-10-20",
    "yesterday": "2024-10-19",
    "tomorrow": "2024-10-21",
    "3 days ago": "2024-10-17",
    "one day ago": "2024-10-19",
    "twenty days ago": None,
    "ten days ago": "2024-10-10",
    "365 days ago": "2023-10-21",
    "this month": "2024-10",
    "last month": "2024-09",
    "next month": "2024-11",
    "early this month": "2024-10-01/2024-10-10",
    "late last month": "2024-09-21/2024-09-30",
    "this year": "2024",
    "last year": "2023",
    "next year": "2025",
    "early next year": "2025-01/2025-04",
    "October": "2024-10",
    "early October": "2024-10-01/2024-10-10",
    "October 17": "2024-10-17",
    "17 October": "2024-10-17",
    "October 25": "2024-10-25",
    "Thursday, October 17": "2024-10-17",
    "April": "2024-04",
    "December": "2024-12",
    "January": "2025-01",
    "autumn": "2024-09/2024-11",
    "Q3": "2024-07/2024-09",
    "last October": "2023-10",
    "last September": "2024-09",
    "this October": "2024-10",
    "this January": "2024-01",
    "this March": "2024-03",
    "next October": "2025-10",
    "next November": "2024-11",
    "next autumn": "2025-09/2025-11",
    "last summer": "2024-06/2024-08",
    "last winter": "2023-12/2024-02",
    "October last year": "2023-10",
    "17 October of last year": "2023-10-17",
    "late October this year": "2024-10-21/2024-10-31",
    "March next year": "2025-03",
    "since August": "2024-08/..",
    "since autumn": "2024-09/..",
    "since October 1": "2024-10-01/..",
    "since December": "2023-12/..",
    "since October 25": "2023-10-25/..",
    "since October 20": "2024-10-20/..",
    "since last month": "2024-09/..",
    "since February 29": "2024-02-29/..",
    "until next month": "../2024-11",
    "before last year": "../2022-12-31",
    "between August and October": "2024-08/2024-10",
    "from November to December": "2024-11/2024-12",
    "between November and January": "2024-11/2025-01",
    "October 3-17": "2024-10-03/2024-10-17",
    "from last October to March": "2023-10/2024-03",
    "from last November to last month": "2023-11/2024-09",
    "about last month": "2024-09~",
}

UNCERTAIN = {
    "last week": "a weekday or a week may lie before or after the day it was said",
    "the weekend": "a weekday or a week may lie before or after the day it was said",
    "on Thursday": "a weekday or a week may lie before or after the day it was said",
    "winter 2024": "winter 2024 may begin or end in 2024; write winter 2024/2025",
    "winter 2023/25": "a winter ends in the year after it begins",
    "March": "2024-03 and 2025-03 are both possible; write the year",
    "February 10": "2024-02 and 2025-02 are both possible; write the year",
    "Friday, October 17, 2024": "2024-10-17 was a Thursday",
    "31 September 2024": "day 31 of a month that has 30 days",
    "February 29 2023": "day 29 of a month that has 28 days",
    "0 October 2024": "day 0 of a month that has 31 days",
    "since 0 October": "years 0001 to 9999 can be dated",
    "since October 32": "years 0001 to 9999 can be dated",
    "October 0": "day 0 of a month that has 31 days",
    "early 17 October last year": "not understood",
    "the third half of 2024": "a year has two halves",
    "last October 2024": '"last" and a year',
    "October 0000": "years 0001 to 9999 can be dated",
    "winter 9999/00": "years 0001 to 9999 can be dated",
    "after 31 December 9999": "years 0001 to 9999 can be dated",
    "9999 days ago 2024": "not understood",
    "between October and August 2024 and 2025": "not understood",
    "between October 2024 and August 2024": "the interval ends before it begins",
    "17 10 2024": "not understood",
    "17/10/2024": "an interval has two ends",
    "17.10.2024": "not of the form year, year-month or year-month-day",
    "17": "not of the form year, year-month or year-month-day",
    "17 to 2024 2025": "not understood",
    "17 to 18": "not understood",
    "early": "not understood",
    "soon": "not understood",
    "": "not of the form year, year-month or year-month-day",
    "2024-13": "month 13",
    "end of October 2024": "not understood",
    "October '24": "not understood",
    "\uff11\uff17 October 2024": "not understood",
    "the year of the dragon and " + "x" * 100: "it is too long",
    f"17{' ' * 87}October 2024": "it is too long",
}


def parsed_or_code(text: str, anchor: date | When | None) -> When | str:
    """The date that a text is, or the code under which it is refused; the message can be shown."""
    try:
        return When.parse(text, anchor=anchor)
    except InvalidValueError as refused:
        return refused.code if str(refused).isprintable() else "not printable"


@pytest.mark.parametrize("text", ABSOLUTE)
def test_dates_that_say_all(text: str) -> None:
    """A phrase with its year is read, whatever the day on which it was said."""
    assert str(When.parse(text)) == ABSOLUTE[text]
    assert When.parse(text, anchor=SAID) == When.parse(text, anchor=When("1999")) == When.parse(text)


@pytest.mark.parametrize("text", [text for text, found in RELATIVE.items() if found])
def test_relative_dates(text: str) -> None:
    """A phrase without its year counts from the day it was said, and is refused without one."""
    assert str(When.parse(text, anchor=SAID)) == RELATIVE[text]
    assert str(When.parse(text, anchor=When("2024-10-20"))) == RELATIVE[text]
    with pytest.raises(InvalidValueError, match=r"counts from the day it was said, which is not given.*\[E403\]"):
        When.parse(text)


@pytest.mark.parametrize("text", UNCERTAIN, ids=lambda text: ascii(text[:20]))
def test_what_is_not_certain_is_refused(text: str) -> None:
    """What is no date, or may be one of two, is refused with the reason."""
    with pytest.raises(InvalidValueError) as caught:
        When.parse(text, anchor=SAID)
    assert caught.value.code == "E401"
    assert caught.value.message.partition(" is not a date: ")[2] == UNCERTAIN[text]
    assert caught.value.hint.startswith(("write it as in October 2024, 17 October 2024, ", "write 2024, 2024-10, "))
    assert str(caught.value).isprintable()


def test_the_day_on_which_it_was_said_is_asked_for() -> None:
    """What counts from a day that is not given is refused with what would be right."""
    with pytest.raises(InvalidValueError) as caught:
        When.parse("last month")
    assert str(caught.value) == (
        '"last month" counts from the day it was said, which is not given; '
        "give anchor, such as the day of publication, or write the year [E403]"
    )


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("last October", "2024-10-31", "2023-10"),
        ("last October", "2024-11-01", "2024-10"),
        ("next October", "2024-10-01", "2025-10"),
        ("next October", "2024-09-30", "2024-10"),
        ("since October", "2024-10-01", "2024-10/.."),
        ("since October", "2024-09-30", "2023-10/.."),
        ("since February 29", "1904-02-28", "1896-02-29/.."),
        ("last October", "0002-01-01", "0001-10"),
        ("next October", "9997-11-01", "9998-10"),
        ("last month", "9999-12-31", "9999-11"),
        ("next month", "0001-01-01", "0001-02"),
    ],
)
def test_the_nearest_of_several_years(text: str, said: str, found: str) -> None:
    """The latest that was over, the first that had not begun, the latest that had, up to the ends of the calendar."""
    assert str(When.parse(text, anchor=When(said))) == found


def test_a_month_that_may_be_of_two_years() -> None:
    """The message names both, whether the month lies before or behind the one in which it was said."""
    for month, said, both in (
        ("March", date(2024, 10, 20), "2024-03 and 2025-03"),
        ("May", date(2024, 1, 31), "2023-05 and 2024-05"),
    ):
        with pytest.raises(
            InvalidValueError, match=rf'"{month}" is not a date: {both} are both possible; write the year;'
        ):
            When.parse(month, anchor=said)


def test_months_around_the_day_they_were_said() -> None:
    """A month alone is one of the last six or the next three; of the two in between, nobody knows."""
    found: dict[str, str | None] = {}
    for month in ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"):
        try:
            found[month] = str(When.parse(month, anchor=date(2024, 1, 31)))
        except InvalidValueError:
            found[month] = None
    assert found == {
        "January": "2024-01",
        "February": "2024-02",
        "March": "2024-03",
        "April": "2024-04",
        "May": None,
        "June": None,
        "July": "2023-07",
        "August": "2023-08",
        "September": "2023-09",
        "October": "2023-10",
    }


def test_an_imprecise_anchor() -> None:
    """An anchor that is not known to the day is enough where every day of it gives the same date."""
    assert str(When.parse("last month", anchor=When("2024-10"))) == "2024-09"
    assert str(When.parse("last year", anchor=When("2024~"))) == "2023"
    with pytest.raises(
        InvalidValueError,
        match=r'"yesterday" said in 2024-10 may be 2024-09-30 or 2024-10-30; give the day it was said \[E403\]$',
    ):
        When.parse("yesterday", anchor=When("2024-10"))
    for anchor in (When("../2024"), When("2024/..")):
        with pytest.raises(
            InvalidValueError, match=r"is no day from which \"last month\" could count; give a day \[E403\]$"
        ):
            When.parse("last month", anchor=anchor)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("text", [*RELATIVE, "July", "last February 29"])
def test_the_ends_of_the_calendar(text: str, day: date) -> None:
    """At the first and the last day of the calendar a relative date is read or refused, never an error of Python's."""
    found = parsed_or_code(text, day)
    assert found == "E401" or str(found).removeprefix("../")[:2] == ("00" if day == date.min else "99")


def test_before_the_calendar_there_is_no_last_october() -> None:
    """On its first day no October was over, and on its last no next one begins."""
    assert parsed_or_code("last October", date.min) == parsed_or_code("next October", date.max) == "E401"


def test_what_is_no_text() -> None:
    """A day is its own text; other things, and anchors with a time, are refused."""
    parse: Any = When.parse
    assert parse(date(2024, 10, 17)) == When("2024-10-17")
    for text, anchor in ((20241017, None), (None, SAID), ("last month", datetime(2024, 10, 17))):  # noqa: DTZ001
        with pytest.raises(InvalidValueError, match="E401"):
            parse(text, anchor=anchor)


@given(whens())
def test_edtf_is_read_as_it_is(when: When) -> None:
    """Parsing what a date prints gives the date."""
    assert When.parse(str(when)) == when
    assert When.parse(str(when), anchor=SAID) == when


@given(
    st.dates(),
    st.sampled_from(["{d} {m} {y:04}", "{m} {d}, {y:04}", "the {d}th of {m} {y:04}", "{w}, {m} {d}, {y:04}"]),
)
def test_days_in_words(day: date, form: str) -> None:
    """Every day of the calendar can be written in words."""
    words = form.format(d=day.day, m=f"{day:%B}", y=day.year, w=f"{day:%A}")
    assert When.parse(words) == When(day)


_WORDS = st.sampled_from(
    re.split(
        " ",
        "early mid late this last next month year week october may sept 17 31st 0 2024 0000 9999 between and from to "
        "until - since before after about winter autumn q3 third half quarter of today tomorrow days ago 3 two 1990s "
        "monday , / ~",
    )
)


@given(st.lists(_WORDS, max_size=7).map(" ".join) | st.text(max_size=20), st.none() | st.dates() | whens())
@example("tomorrow", date.max)
def test_no_foreign_exception(text: str, anchor: date | When | None) -> None:
    """Any text is read as a date, or refused by an error of ours."""
    found = parsed_or_code(text, anchor)
    assert found in {"E401", "E403"} or When(str(found)) == found


@given(
    st.sampled_from([text for text, found in RELATIVE.items() if found]), st.dates(date(1900, 1, 1), date(2100, 1, 1))
)
def test_since_and_last_lie_in_the_past(text: str, day: date) -> None:
    """What began before it was said does so on every day of the calendar; what comes next begins after it."""
    found = parsed_or_code(text, day)
    assume(isinstance(found, When))
    assert isinstance(found, When)
    if text.startswith(("since", "last", "yesterday", "3 days")):
        assert found.earliest is not None
        assert found.earliest <= day
    if text.startswith(("next", "tomorrow")):
        assert found.earliest is not None
        assert found.earliest > day
