from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError, When
from osintclaims.testing import whens

READ = {
    "2024": ("2024-01-01", "2024-12-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023-02": ("2023-02-01", "2023-02-28"),
    "2024-12": ("2024-12-01", "2024-12-31"),
    "9999-12": ("9999-12-01", "9999-12-31"),
    "2024-10-17": ("2024-10-17", "2024-10-17"),
    "2024-10~": ("2024-10-01", "2024-10-31"),
    "197X": ("1970-01-01", "1979-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2024-XX": ("2024-01-01", "2024-12-31"),
    "2024-10-XX": ("2024-10-01", "2024-10-31"),
    "2024-XX-XX": ("2024-01-01", "2024-12-31"),
    "2024-08/2024-10": ("2024-08-01", "2024-10-31"),
    "2024-10/2024": ("2024-10-01", "2024-12-31"),
    "../2024-10-17?": (None, "2024-10-17"),
    "2024-10-17%/..": ("2024-10-17", None),
}

REFUSED = {
    "2024-13": "month 13",
    "2024-00": "month 0",
    "2024-02-30": "day 30 of a month that has 29 days",
    "2023-02-29": "day 29 of a month that has 28 days",
    "2024-10-00": "day 0 of a month that has 31 days",
    "0000": "years 0001 to 9999 can be dated",
    "000X": "years 0001 to 9999 can be dated",
    "XXXX": "X stands for unknown last digits only",
    "2X24": "X stands for unknown last digits only",
    "197X-10": "X stands for unknown last digits only",
    "2024-1X": "month 1X",
    "2024-10-1X": "day 1X of a month that has 31 days",
    "2024-XX-17": "a day needs its month",
    "2024-10-17T12:00": "times of day are not kept",
    "12:30": "times of day are not kept",
    "../..": "an interval needs at least one date",
    "2024/2023": "the interval ends before it begins",
    "2024/2025/2026": "an interval has two ends",
    "/2024": "not of the form year, year-month or year-month-day",
    "2024/": "not of the form year, year-month or year-month-day",
    "": "not of the form year, year-month or year-month-day",
    "October 2024": "not of the form year, year-month or year-month-day",
    "17.10.2024": "not of the form year, year-month or year-month-day",
    "2024-10-17\n": "not of the form year, year-month or year-month-day",
    "2024-1-7": "not of the form year, year-month or year-month-day",
    "-2024": "not of the form year, year-month or year-month-day",
    "2024??": "not of the form year, year-month or year-month-day",
    "\uff12\uff10\uff12\uff14": "not of the form year, year-month or year-month-day",
    "\ud800": "not of the form year, year-month or year-month-day",
    "2024\x00": "not of the form year, year-month or year-month-day",
    f"1{'2' * 39}": "not of the form year, year-month or year-month-day",
    f"3{'2' * 40}": "it is too long",
    "2" * 100_000: "it is too long",
    "2024-10-17T": "times of day are not kept",
}


@pytest.mark.parametrize("text", READ)
def test_read(text: str) -> None:
    """Each form names its first and last day, and keeps its text."""
    when = When(text)
    assert tuple(day and day.isoformat() for day in (when.earliest, when.latest)) == READ[text]
    assert str(when) == when.text == text


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:20]))
def test_refused(text: str) -> None:
    """What is no date is refused with the reason, a hint and a short, printable message."""
    with pytest.raises(InvalidValueError) as caught:
        When(text)
    assert caught.value.code == "E401"
    assert caught.value.message.partition(" is not a date: ")[2] == REFUSED[text]
    assert caught.value.hint.startswith("write 2024, 2024-10, 2024-10-17, 197X, a/b, ../b or a/..")
    assert str(caught.value).isprintable()
    assert len(caught.value.message) < 200


@given(st.text(max_size=30) | st.text("0123456789-X/.?~%T", max_size=25))
def test_any_text(text: str) -> None:
    """Any text is a date or is refused; nothing else happens."""
    try:
        when = When(text)
    except InvalidValueError:
        assert text not in READ
    else:
        assert when.text == text
        assert (when.earliest or date.min) <= (when.latest or date.max)


@given(st.dates())
def test_days(day: date) -> None:
    """A day of the calendar is a date of that day."""
    assert When(day) == When(day.isoformat())
    assert When(day).earliest == When(day).latest == day


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2024", False, False),
        ("2024?", True, False),
        ("2024~", False, True),
        ("2024%", True, True),
        ("2023/2024?", True, False),
    ],
)
def test_marks(text: str, uncertain: bool, approximate: bool) -> None:  # noqa: FBT001 - a row of the table
    """Marks are kept and told, and do not widen the span."""
    when = When(text)
    assert (when.is_uncertain, when.is_approximate) == (uncertain, approximate)
    assert when.latest == When(text.strip("?~%")).latest


#: A short calendar in which every span of days can be tried.
CALENDAR = [date(2024, 1, 1) + timedelta(day) for day in range(5)]


def spans() -> st.SearchStrategy[When]:
    """Spans of the short calendar, open ends among them."""
    first, last = CALENDAR[0], CALENDAR[-1]
    pairs = [
        (begin, end) for begin in (None, *CALENDAR) for end in (None, *CALENDAR) if (begin or first) <= (end or last)
    ]
    texts = [f"{begin or '..'}/{end or '..'}" for begin, end in pairs if begin or end]
    return st.sampled_from(texts).map(When)


def days_of(when: When) -> set[int]:
    """The days it can mean, as numbers, with days far before and after for open ends."""
    days = {-9: when.earliest is None, 99: when.latest is None}
    for number, day in enumerate(CALENDAR):
        days[number] = (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)
    return {number for number, belongs in days.items() if belongs}


@given(spans(), spans())
def test_before(one: When, other: When) -> None:
    """Definitely before: all days before all; possibly before: some day before some."""
    pairs = [(ours, theirs) for ours in days_of(one) for theirs in days_of(other)]
    assert one.definitely_before(other) == all(ours < theirs for ours, theirs in pairs)
    possibly = any(ours < theirs for ours, theirs in pairs) or one.earliest is None or other.latest is None
    assert one.possibly_before(other) == possibly
    assert not one.definitely_before(other) or one.possibly_before(other)
    assert not (one.definitely_before(other) and other.possibly_before(one))


@given(spans(), spans())
def test_sets(one: When, other: When) -> None:
    """Overlap and containment are those of the sets of days."""
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert one.contains(other) == (days_of(one) >= days_of(other))


@given(whens(), whens())
def test_three_values(one: When, other: When) -> None:
    """Of two dates, one is definitely before the other, or they overlap, and never both."""
    assert one.definitely_before(other) + other.definitely_before(one) + one.overlaps(other) == 1
    assert one.overlaps(other) == other.overlaps(one)
    assert one.contains(one)
    assert one.contains(other) <= one.overlaps(other)


@given(whens(), whens(), whens())
def test_order(a: When, b: When, c: When) -> None:
    """Dates sort by first day, last day and text, whatever order they come in; equal ones hash alike."""
    assert sorted([a, b, c]) == sorted([c, a, b])
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b) == (not b < a)
    assert (a >= b) == (not a < b)
    assert not a.definitely_before(b) or a < b
    assert len({a, When(a.text)}) == 1


def test_order_of_open_ends() -> None:
    """An open beginning sorts first, an open end last among its like."""
    texts = ["../2023", "2024", "2024-02/..", "2024-02", "2024-02~"]
    assert [when.text for when in sorted(map(When, texts))] == ["../2023", "2024", "2024-02", "2024-02~", "2024-02/.."]


def test_order_with_others() -> None:
    """Dates do not compare with texts."""
    with pytest.raises(TypeError):
        assert When("2024") < "2025"  # type: ignore[operator]


@pytest.mark.parametrize("name", ["definitely_before", "possibly_before", "overlaps", "contains"])
@pytest.mark.parametrize(
    ("other", "got"), [("2025", 'the string "2025"'), (date(2025, 1, 1), "a date"), (None, "None")], ids=repr
)
def test_compared_with_others(name: str, other: object, got: str) -> None:
    """A comparison with what is no date says what was given and what would be right."""
    with pytest.raises(InvalidValueError) as caught:
        getattr(When("2024"), name)(other)
    assert str(caught.value) == f"other must be a When, got {got}; write for example When(...) [E005]"


@pytest.mark.parametrize("value", [None, 2024, 20.24, b"2024", ["2024"]], ids=repr)
def test_no_text(value: object) -> None:
    """What is neither a text nor a day is no date."""
    with pytest.raises(InvalidValueError, match=rf"^{type(value).__name__} is not a date; write 2024, .*\[E401\]$"):
        When(value)  # type: ignore[arg-type]
