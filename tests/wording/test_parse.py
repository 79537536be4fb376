"""One phrase, one figure: what is read, and what an error says."""

import pickle

import pytest

from osintclaims import Estimate, OsintclaimsError, UnitError
from osintclaims.errors import InvalidValueError
from osintclaims.model import Hedge
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
    "8 to 12 sites, best 11": Estimate(unit="site", low=8, best=11, high=12, hedge=Hedge.RANGE),
    "-10 to -5 °C, best -8": Estimate(unit="degree_celsius", low=-10, best=-8, high=-5, hedge=Hedge.RANGE),
    "at least 8 and less than 12 sites, best 10": Estimate(
        unit="site", low=8, best=10, high=12, high_open=True, hedge=Hedge.RANGE
    ),
    "more than 8 and at most 12 sites, best 10": Estimate(
        unit="site", low=8, best=10, high=12, low_open=True, hedge=Hedge.RANGE
    ),
    "300 soldiers of the brigade": Estimate.of(300, "person"),
    "300 soldiers or sailors": Estimate.of(300, "person"),
    "(reportedly 300 widgets)": Estimate.of(300, "item"),
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


#: Phrases that are refused: where, why, and what was understood.
REFUSED: dict[str, tuple[int, str, str]] = {
    "": (0, "nothing to read", ""),
    "soldiers": (0, "no number and no word for one", ""),
    "about": (0, "no number and no word for one", ""),
    "10.000 soldiers": (0, "ambiguous: 10.000 is 10,000 in most of Europe and 10 in English; write 10,000 or 10", ""),
    "about 1.500 km": (6, "ambiguous: 1.500 is 1,500 in most of Europe and 1.5 in English; write 1,500 or 1.5", ""),
    "1m": (0, "ambiguous: an m is a million or metres; write the word", ""),
    "1,5 million": (0, "not an English number: 1,5; a comma parts groups of three digits", ""),
    "not 7,000": (4, "it is denied", ""),
    "2.5 soldiers": (0, "not a whole number of things that are counted", ""),
    "-3 soldiers": (1, "a negative number of things that are counted", ""),
    "less than 0 soldiers": (10, "less than none", ""),
    "up to 300 or more": (6, "its hedges contradict each other", ""),
    "at least up to several hundred": (15, "its hedges contradict each other", ""),
    "3 m people": (0, "ambiguous: an m is a million or metres; write the word", ""),
    "AK-12": (3, "a name: letters and a hyphen touch the digits", ""),
    "3 May": (0, "a date", ""),
    "0042": (0, "a code: it begins with 0", ""),
    "J$20": (2, "money that the catalogue of units does not have", ""),
    "12345678901234567890": (0, "too many digits for a figure", ""),
    "7,000 soldiers in Kursk": (15, '"in" does not belong to the figure', "7,000 people"),
    "7,000 soldiers and 300 tanks": (19, '"300" does not belong to the figure', "7,000 people"),
    "Russia sent 7,000 soldiers": (0, '"Russia" is not part of a figure', "7,000 people"),
    "50 to 30 soldiers": (
        3,
        "a second number that makes no range; a range goes from the smaller number to the larger",
        "50 people",
    ),
    "from 5,000 up to 3,000 North Korean soldiers": (
        11,
        "a second number that makes no range; a range goes from the smaller number to the larger",
        "5,000 people",
    ),
    "5 to 5 ships": (
        2,
        "a second number that makes no range; a range goes from the smaller number to the larger",
        "5 ships",
    ),
    "between 5 and 3 ships": (0, '"between" takes a smaller number, "and", and a larger one', "5 items"),
    "7\u202e000 men": (1, "a direction override: digits are shown in another order", ""),
    "7\u202d000 men": (1, "a direction override: digits are shown in another order", ""),
    "several men, best 10": (13, '"best" does not belong to the figure', "several people"),
    "up to 10 men, best 5": (14, '"best" does not belong to the figure', "up to 10 people"),
    "at least 5 men, best 7": (16, '"best" does not belong to the figure', "at least 5 people"),
    "8 to 12 sites, best unknown": (15, '"best" does not belong to the figure', "8 to 12 sites"),
    "8 to 12 sites, best 8": (15, '"best" does not belong to the figure', "8 to 12 sites"),
    "8 to 12 sites, best 12": (15, '"best" does not belong to the figure', "8 to 12 sites"),
    "8 to 12 sites, best 10 in all": (23, '"in" does not belong to the figure', "8 to 12 sites, best 10"),
    "5 guards per truck left": (19, '"left" does not belong to the figure', "5 people per vehicle"),
    "300 shells daily here": (17, '"here" does not belong to the figure', "300 shells per day"),
    "$5-a-day here": (9, '"here" does not belong to the figure', "5 USD per day"),
    "300 soldiers. In Kursk": (14, '"In" does not belong to the figure', "300 people"),
    "300 soldiers and twenty tanks": (17, '"twenty" does not belong to the figure', "300 people"),
    "300 soldiers and 5 tanks": (17, '"5" does not belong to the figure', "300 people"),
    "300 soldiers so brave": (13, '"so" does not belong to the figure', "300 people"),
    "300 men, best": (9, '"best" does not belong to the figure', "300 people"),
    "300 in Kursk": (4, '"in" does not belong to the figure', "300 items"),
    "300 soldiers 12 tanks": (13, '"12" does not belong to the figure', "300 people"),
}


@pytest.mark.parametrize("phrase", REFUSED)
def test_refused(phrase: str) -> None:
    """What is no single figure is an error that says where and why, and what was read up to there."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase)
    assert (caught.value.position, caught.value.reason, caught.value.understood) == REFUSED[phrase]
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


@pytest.mark.parametrize("phrase", ["7,\u200b000 soldiers in Kursk", "7,\u200b0\u200b00 sol\u00addiers \u200ein Kursk"])
def test_position_counts_the_phrase_as_given(phrase: str) -> None:
    """A position is an offset of the phrase itself, whatever is invisible in it."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase)
    assert caught.value.position == phrase.index("in")


@pytest.mark.parametrize(
    ("phrase", "unit", "expected"),
    [
        ("up to 10,000", "person", Estimate.up_to(10_000, "person")),
        ("about 50 km", "meter", Estimate.about(50_000, "meter")),
        ("half that amount", "percent", Estimate.of(50, "percent")),
        ("reportedly 300 widgets", "weapon", Estimate.of(300, "weapon")),
        ("dozens", "km", Estimate.vaguely("dozens", "kilometer")),
        ("hundreds", "soldiers", Estimate.vaguely("hundreds", "person")),
        ("2.5", "km", Estimate.of(2.5, "kilometer")),
    ],
)
def test_unit(phrase: str, unit: str, expected: Estimate) -> None:
    """A unit is given where the phrase has none, and otherwise converted to."""
    estimate = parse_estimate(phrase, unit=unit)
    assert (estimate.unit, estimate.bounds, estimate.best) == (expected.unit, expected.bounds, expected.best)
    assert estimate.wording == phrase


@pytest.mark.parametrize(
    ("phrase", "unit", "reason", "understood", "cause"),
    [
        ("300 shells", "person", "it is in shell, which is no person", "300 shells", "cannot turn shell into person"),
        (
            "50 km",
            "person",
            "it is in kilometer, which is no person",
            "50 kilometers",
            "cannot turn kilometer into person",
        ),
        (
            "hundreds of km",
            "meter",
            'cannot turn "hundreds" in kilometer into meter',
            "hundreds of kilometers",
            'cannot turn "hundreds" in kilometer into meter',
        ),
    ],
)
def test_unit_does_not_fit(phrase: str, unit: str, reason: str, understood: str, cause: str) -> None:
    """Shells are no persons, and "hundreds" counts its own unit: the error says what was read, its cause why not."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase, unit=unit)
    error = caught.value
    assert (error.text, error.position, error.reason, error.understood) == (phrase, 0, reason, understood)
    assert isinstance(error.__cause__, UnitError)
    assert (error.__cause__.code, error.__cause__.message) == ("E108", cause)
    assert error.__cause__.hint == "they measure different things" or "profile" in error.__cause__.hint


def test_unknown_unit() -> None:
    """A unit that nobody knows is an error of its own, and so is what is no text."""
    with pytest.raises(InvalidValueError, match="text must be a str, got 7"):
        parse_estimate(7)  # type: ignore[arg-type]
    with pytest.raises(UnitError, match="unknown unit"):
        parse_estimate("300", unit="grobbles")
