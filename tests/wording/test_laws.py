"""Laws of the reader, on arbitrary texts and on texts made of its own words."""

import sys
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from num2words import num2words  # type: ignore[import-untyped]

from osintclaims import Estimate
from osintclaims.model import Hedge
from osintclaims.units import catalogue, is_count
from osintclaims.wording import EstimateParseError, explain, find_estimates, parse_estimate
from osintclaims.wording._lexicon import data
from tests.wording.test_sentences import CASES, unmarked

PLAIN = [unmarked(marked)[0] for marked, _ in CASES]
WORDS = [word for text in PLAIN for word in text.split()]
VAGUE = [row["word"] for row in data("vague.toml")["vague"]]
COUNTS = [entry.name for entry in catalogue() if is_count(entry.name)]
#: Not `pound_mass`: it prints as "pounds", which are money as well.
MEASURES = [
    entry.name for entry in catalogue() if not is_count(entry.name) and entry.name not in {"ratio", "pound_mass"}
]


def jumbles() -> st.SearchStrategy[str]:
    """Texts of words and marks that the reader knows, in any order."""
    pieces = st.sampled_from([*WORDS, *"0123456789.,-/'$%()\n", "\u200e", "\u00a0", "half", "a", "million", "of"])
    return st.lists(st.tuples(pieces, st.sampled_from(["", " "])), max_size=30).map(
        lambda parts: "".join(piece + blank for piece, blank in parts)
    )


def readings(text: str) -> list[tuple[Any, ...]]:
    """Everything about the figures of a text but where they stand."""
    return [(one.text, one.noun, one.role, attrs_of(one.estimate)) for one in find_estimates(text)]


def attrs_of(estimate: Estimate) -> tuple[Any, ...]:
    """What an estimate states, without its wording."""
    return (
        estimate.unit,
        estimate.low,
        estimate.best,
        estimate.high,
        estimate.low_open,
        estimate.high_open,
        estimate.hedge,
        estimate.vague,
    )


@given(st.one_of(st.text(), jumbles()))
@example("7\u202e000 men\x1b and 3\ud800 tanks\x00")
@example("8 " + "soldiers' " * 3_000)
@example("5 million " * 3_000)
@example("\u0130 7,000 \u0130 men")
def test_never_raises(text: str) -> None:
    """No text is an error, and the offsets of every figure slice back to it, in order and apart."""
    last = 0
    for one in explain(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        last = one.end
    for found in find_estimates(text):
        assert found.part_of is None or 0 <= found.part_of < len(find_estimates(text))


@given(st.one_of(st.text(), jumbles()))
def test_parse_raises_nothing_else(text: str) -> None:
    """A phrase is a figure or an `EstimateParseError` with a position inside it."""
    position = 0
    try:
        parse_estimate(text)
    except EstimateParseError as error:
        position = error.position
    assert 0 <= position <= len(text)


@given(st.lists(st.sampled_from([text for text in PLAIN if "\n" not in text]), min_size=1, max_size=4))
def test_sentences_are_read_apart(sentences: list[str]) -> None:
    """A text of several sentences has the figures of each."""
    assert readings(" ".join(sentences)) == [one for sentence in sentences for one in readings(sentence)]


@given(st.sampled_from(PLAIN), st.sampled_from(["\u00a0", "\u2009", "  ", "\u200b ", " \u200f"]))
def test_blanks_are_alike(text: str, blank: str) -> None:
    """Any kind of blank between words reads as the plain one."""
    assume("  " not in text)
    assume(
        blank != "  "
        or not any(a[-1:].isdigit() and b[:1].isdigit() for a, b in zip(text.split(), text.split()[1:], strict=False))
    )
    assert [r[3] for r in readings(text.replace(" ", blank))] == [r[3] for r in readings(text)]


@given(
    st.sampled_from([text for text in PLAIN if "\u2014" not in text]), st.sampled_from("\u2010\u2011\u2012\u2013\u2212")
)
def test_dashes_are_alike(text: str, dash: str) -> None:
    """A hyphen, a dash between numbers and a minus read the same."""
    assert [r[3] for r in readings(text.replace("-", dash))] == [r[3] for r in readings(text)]


@given(
    st.sampled_from(["more than {}", "{} or more", "between {} and a million", "up to {}"]),
    st.integers(2, 999_999),
    st.booleans(),
)
def test_case_is_alike(form: str, number: int, words: bool) -> None:  # noqa: FBT001 - drawn
    """A phrase reads the same in small letters, in capitals and with a capital at its start."""
    shown = num2words(number % 98 + 2) if words else f"{number:,}"
    phrase = form.format(shown) + " soldiers"
    small = attrs_of(parse_estimate(phrase))
    assert attrs_of(parse_estimate(phrase.upper())) == small
    assert attrs_of(parse_estimate(phrase.capitalize())) == small


@given(st.integers(0, 10**15 - 1))
@example(1_000_001)
@example(110_000)
def test_number_words(number: int) -> None:
    """Any number in words, as num2words writes it, is read back."""
    assert parse_estimate(num2words(number) + " items").best == number


@given(st.integers(0, 10**15 - 1), st.sampled_from([",", "\u202f", "\u00a0", " ", "'", ""]))
def test_group_separators(number: int, separator: str) -> None:
    """Digits are read with any separator of thousands."""
    assume(separator or not 1800 <= number < 2100)
    assert parse_estimate(f"exactly {number:,} items".replace(",", separator)).best == number


def numbers(unit: str) -> st.SearchStrategy[float]:
    """Numbers that print exactly."""
    whole = st.integers(1 if unit in COUNTS else -(10**6), 10**9)
    return whole if unit in COUNTS else st.one_of(whole, st.integers(-(10**6), 10**6).map(lambda n: n / 8))


@st.composite
def _estimates(draw: st.DrawFn) -> Estimate:
    unit = draw(st.sampled_from([*COUNTS, *MEASURES]))
    if draw(st.integers(0, 4)) == 0 and unit in COUNTS:
        unit = f"{unit}/{draw(st.sampled_from(['day', 'week', 'month', 'year']))}"
    low, high = sorted(draw(st.lists(numbers(unit.partition("/")[0]), min_size=2, max_size=2, unique=True)))
    point = draw(
        st.sampled_from(
            [
                Estimate.of,
                Estimate.exactly,
                Estimate.about,
                Estimate.nearly,
                Estimate.just_over,
                Estimate.at_least,
                Estimate.more_than,
                Estimate.at_most,
                Estimate.up_to,
                Estimate.less_than,
            ]
        )
    )
    kind = draw(st.sampled_from(["point", "range", "open", "margin", "vague"]))
    if kind == "point":
        return point(high, unit)
    if kind == "range":
        return Estimate.between(low, high, unit)
    if kind == "open":
        return Estimate(unit=unit, low=low, high=high, low_open=True, high_open=draw(st.booleans()), hedge=Hedge.RANGE)
    if kind == "margin":
        return Estimate.plus_minus(high, draw(st.integers(1, max(1, int(abs(high))))), unit)
    return Estimate.vaguely(draw(st.sampled_from(VAGUE)), unit)


@example(Estimate.vaguely("small group", "quarter_year"))
@given(_estimates())
def test_english_and_back(estimate: Estimate) -> None:
    """What an estimate prints is read as the same estimate."""
    assert attrs_of(parse_estimate(str(estimate))) == attrs_of(estimate)


#: Kinds of text that make other readers slow, in pieces that are repeated.
HOSTILE = [
    "1 ",
    "1,",
    "1-",
    "1.",
    "a",
    "a-",
    "(",
    "$",
    "'",
    "\n",
    " ",
    "one hundred and ",
    "twenty-",
    "million ",
    "half a ",
    "at least ",
    "no more than ",
    "between ",
    "from 1 to ",
    "1 and ",
    "1 of the ",
    "12 x ",
    "5 m ",
    "5 million ",
    "8 soldiers' ",
    "www.",
    "in the ",
    "5 big ",
    "3 boys or more ",
    "5 km\u00b2 ",
    "including six of whom ",
    "at least 5 but ",
    "\u200e7",
]


def calls(text: str) -> int:
    """How many functions run while a text is read: work, without a clock."""
    count = 0

    def tick(_frame: object, event: str, _value: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        find_estimates(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_linear(piece: str) -> None:
    """Twice the text is at most two and a half times the work."""
    find_estimates(piece)
    once, twice = calls(piece * 2_000), calls(piece * 4_000)
    assert twice <= 2.5 * once + 100
