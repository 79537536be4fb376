"""One phrase, one figure: what is read, and what an error says."""

import pickle

import pytest

from osintclaims import Estimate, OsintclaimsError, UnitError
from osintclaims.wording import EstimateParseError, parse_estimate

PHRASES: dict[str, Estimate] = {
    "more than 7,000 soldiers": Estimate.more_than(7_000, "person"),
    "28 flights": Estimate.of(28, "flight"),
    "exactly 12 hostages": Estimate.exactly(12, "person"),
    "around 11,000": Estimate.about(11_000, "item"),
    "nearly 500 tanks": Estimate.nearly(500, "tank"),
    "just over 90 sorties": Estimate.just_over(90, "sortie"),
    "at least a dozen drones": Estimate.at_least(12, "drone"),
    "no more than 2,500 men": Estimate.at_most(2_500, "person"),
    "up to 10,000 troops": Estimate.up_to(10_000, "person"),
    "fewer than one in ten": Estimate.less_than(0.1, "ratio"),
    "between 10,000 and 12,000 soldiers": Estimate.between(10_000, 12_000, "person"),
    "10,000 ± 500 shells": Estimate.plus_minus(10_000, 500, "shell"),
    "tens of thousands of people": Estimate.vaguely("tens of thousands", "person"),
    "a third of the brigade": Estimate.of(1 / 3, "ratio"),
    "$2,000 a month": Estimate.of(2_000, "USD/month"),
    "an additional 3,000": Estimate.of(3_000, "item"),
    "$5-a-day": Estimate.of(5, "USD/day"),
    "300 shells daily": Estimate.of(300, "shell/day"),
    "60/hour": Estimate.of(60, "item/hour"),
    "5 guards per truck": Estimate.of(5, "person/vehicle"),
    "can reach $20,000": Estimate.up_to(20_000, "USD"),
    "around 4,000 of these personnel": Estimate.about(4_000, "person"),
    "60 engineers and construction personnel": Estimate.of(60, "person"),
    "some 3,000 military “advisors”": Estimate.about(3_000, "person"),
    "half that amount": Estimate.of(0.5, "ratio"),
    "many soldiers": Estimate.vaguely("many", "person"),
    "significant casualties": Estimate.vaguely("significant", "person"),
    "8 to 12 sites, best 10": Estimate.plus_minus(10, 2, "site"),
    "7.5": Estimate.of(7.5, "ratio"),
    "1.2345 thousand km": Estimate.of(1234.5, "kilometer"),
    "900719925474.177 million km": Estimate.of(900_719_925_474_177_000, "kilometer"),
    "9,007,199,254,740,993 km": Estimate.of(9_007_199_254_740_993, "kilometer"),
    "\uff17,\uff10\uff10\uff10 soldiers": Estimate.of(7_000, "person"),
    "7\u200b,000 sol\u00addiers": Estimate.of(7_000, "person"),
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase(phrase: str) -> None:
    """The estimate of a phrase is the one its constructor builds, with what is visible of the phrase as wording."""
    expected = PHRASES[phrase]
    estimate = parse_estimate(f"  {phrase} ")
    assert estimate.wording == "".join(letter for letter in phrase if letter.isprintable())
    assert str(estimate) == str(expected)
    assert (estimate.hedge, estimate.bounds, estimate.best) == (expected.hedge, expected.bounds, expected.best)
    assert (estimate.unit, estimate.low_open, estimate.high_open) == (
        expected.unit,
        expected.low_open,
        expected.high_open,
    )


#: Phrases that are refused: where, and a part of the reason.
REFUSED: dict[str, tuple[int, str]] = {
    "": (0, "nothing to read"),
    "soldiers": (0, "no number"),
    "about": (0, "no number"),
    "10.000 soldiers": (0, "ambiguous: 10.000 is 10,000 in most of Europe and 10 in English"),
    "about 1.500 km": (6, "1,500 in most of Europe and 1.5 in English"),
    "1m": (0, "ambiguous: an m is a million or metres"),
    "1,5 million": (0, "a comma parts groups of three digits"),
    "not 7,000": (4, "it is denied"),
    "2.5 soldiers": (0, "not a whole number"),
    "-3 soldiers": (1, "a negative number"),
    "less than 0 soldiers": (10, "less than none"),
    "up to 300 or more": (6, "contradict"),
    "at least up to several hundred": (15, "contradict"),
    "3 m people": (0, "ambiguous: an m is a million or metres"),
    "AK-12": (3, "a name"),
    "3 May": (0, "a date"),
    "0042": (0, "a code"),
    "J$20": (2, "money that the catalogue"),
    "12345678901234567890": (0, "too many digits"),
    "7,000 soldiers in Kursk": (15, '"in" does not belong'),
    "7,000 soldiers and 300 tanks": (19, '"300" does not belong'),
    "Russia sent 7,000 soldiers": (0, '"Russia" is not part'),
    "50 to 30 soldiers": (3, "a range goes from the smaller number to the larger"),
    "from 5,000 up to 3,000 North Korean soldiers": (11, "a second number that makes no range"),
    "5 to 5 ships": (2, "a second number that makes no range"),
    "between 5 and 3 ships": (0, '"between" takes a smaller number, "and", and a larger one'),
}


@pytest.mark.parametrize("phrase", REFUSED)
def test_refused(phrase: str) -> None:
    """What is no single figure is an error that says where and why."""
    position, reason = REFUSED[phrase]
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase)
    assert reason in caught.value.reason
    assert caught.value.position == position
    assert caught.value.text == phrase
    assert isinstance(caught.value, OsintclaimsError)
    assert isinstance(caught.value, ValueError)


def test_message() -> None:
    """The message holds the phrase, the position, the reason and what was understood, and pickles."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate("over 7,000 soldiers in Kursk")
    message = 'cannot read "over 7,000 soldiers in Kursk" at 20: "in" does not belong to the figure; '
    assert str(caught.value) == f"{message}understood: more than 7,000 people"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes


@pytest.mark.parametrize("word", ["in\udcf8", "in\x1b[31m", "in" * 5_000])
@pytest.mark.parametrize("phrase", ["{} 7,000 soldiers", "7,000 soldiers {}"])
def test_a_word_that_does_not_belong_is_fit_to_print(phrase: str, word: str) -> None:
    """The reason repeats it short, and without what no terminal can show."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase.format(word))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("soldiers", '"soldiers"'),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 60}..."'),
        ("x\x07", r"'x\x07'"),
    ],
)
def test_message_shows_the_phrase(phrase: str, shown: str) -> None:
    """Where nothing was understood, the message ends with the reason; of the phrase it shows 60 characters."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase)
    assert str(caught.value) == f"cannot read {shown} at 0: no number and no word for one"


def test_message_stays_short() -> None:
    """A long phrase is cut in the message, and control characters are escaped."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate("no number here \x07 " * 50)
    assert len(str(caught.value)) < 200
    assert "\x07" not in str(caught.value)


def test_position_counts_the_phrase_as_given() -> None:
    """A position is an offset of the phrase itself, whatever is invisible in it."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate("7,\u200b000 soldiers in Kursk")
    assert caught.value.position == 16


@pytest.mark.parametrize(
    ("phrase", "unit", "expected"),
    [
        ("up to 10,000", "person", Estimate.up_to(10_000, "person")),
        ("about 50 km", "meter", Estimate.about(50_000, "meter")),
        ("half that amount", "percent", Estimate.of(50, "percent")),
        ("300 widgets", "weapon", Estimate.of(300, "weapon")),
        ("hundreds", "soldiers", Estimate.vaguely("hundreds", "person")),
        ("2.5", "km", Estimate.of(2.5, "kilometer")),
    ],
)
def test_unit(phrase: str, unit: str, expected: Estimate) -> None:
    """A unit is given where the phrase has none, and otherwise converted to."""
    estimate = parse_estimate(phrase, unit=unit)
    assert (estimate.unit, estimate.bounds, estimate.best) == (expected.unit, expected.bounds, expected.best)


def test_unit_does_not_fit() -> None:
    """Shells are no persons, and an unknown unit is an error of its own."""
    with pytest.raises(EstimateParseError, match="it is in shell, which is no person"):
        parse_estimate("300 shells", unit="person")
    with pytest.raises(UnitError, match="unknown unit"):
        parse_estimate("300", unit="grobbles")
