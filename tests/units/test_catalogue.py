import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims.errors import UnitError
from osintclaims.units import UnitEntry, canonical, catalogue, compatible, dimension, is_count
from osintclaims.units._definitions import read_tables
from osintclaims.units._expression import MAX_FACTORS, MAX_LENGTH, MAX_POWER

NAMES = tuple(name for entry in catalogue() for name in (entry.name, *entry.aliases))
ENTRIES = pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)


def compounds() -> st.SearchStrategy[str]:
    """Texts that look like units: known and unknown words, operators, powers, spaces, in any order."""
    pieces = (*NAMES, "1", "*", "/", " per ", "**2", "**-3", "^2", "²", "square ", "-", " ", "(", ")", "tons", "xyzzy")
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


def _joined(first: str, rest: list[str]) -> str:
    return first + "".join(rest)


def products() -> st.SearchStrategy[str]:
    """Well-formed compounds."""
    factor = st.builds("{}{}".format, st.sampled_from(NAMES), st.sampled_from(["", "**2", "^-1", "³", " ** 0"]))
    step = st.builds("{}{}".format, st.sampled_from(["*", " / ", " per "]), factor)
    return st.builds(_joined, factor, st.lists(step, max_size=MAX_FACTORS - 1))


def read(text: str) -> tuple[str, UnitError | None]:
    """The canonical name, or the error."""
    try:
        return canonical(text), None
    except UnitError as error:
        return "", error


def test_importing_units_imports_no_pint() -> None:
    """Names, dimensions and counts are known without pint ever being imported."""
    code = (
        "import sys; from osintclaims.units import *; "
        "canonical('soldiers'), dimension('km/h'), is_count('shells'), factor('soldier', 'troops'); "
        "sys.exit('pint' in sys.modules or 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], check=False)
    assert done.returncode == 0


def test_no_name_is_given_twice() -> None:
    """Each name and each alias belongs to exactly one unit, and no ambiguous word is also a name."""
    assert len(NAMES) == len(set(NAMES))
    assert not set(NAMES) & set(read_tables().ambiguous)


@ENTRIES
def test_entry_is_complete(entry: UnitEntry) -> None:
    """Each entry has a group, its own name as canonical name, and names that are read as they are written."""
    assert (
        entry.group
        in {"counts", "ratios", "currencies", "time", "calendar", "length", "mass", "unspecified", "temperature"}
        or " " in entry.group
    )
    for name in (entry.name, *entry.aliases):
        assert canonical(name) == entry.name
        assert canonical(f" {name} ") == entry.name
        assert canonical(name.replace("_", " ")) == entry.name
    assert dimension(entry.name) == entry.dimension
    assert is_count(entry.name) == (entry.group == "counts")


@ENTRIES
def test_only_ratios_are_dimensionless(entry: UnitEntry) -> None:
    """People, shells and money are dimensions of their own; nothing but a ratio is a plain number."""
    assert (entry.dimension == "dimensionless") == (entry.group == "ratios")
    if entry.group in {"counts", "currencies"}:
        assert [other.name for other in catalogue() if other.dimension == entry.dimension] == [entry.name]


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        ("soldiers", "person", "[person]"),
        ("shipping containers", "container", "[container]"),
        ("dollars / month", "USD/month", "[currency_USD]/[calendar_month]"),
        ("USD/year", "USD/year", "[currency_USD]/[calendar_month]"),
        ("km/h", "kilometer/hour", "[length]/[time]"),
        ("flights per day", "flight/day", "[flight]/[time]"),
        ("per day", "1/day", "1/[time]"),
        ("1/day", "1/day", "1/[time]"),
        ("1 per day per person", "1/day/person", "1/[person]/[time]"),
        ("USD/person/day", "USD/day/person", "[currency_USD]/[person]/[time]"),
        ("shell*person", "person*shell", "[person]*[shell]"),
        ("square km", "kilometer**2", "[length]**2"),
        ("km²", "kilometer**2", "[length]**2"),
        ("km^2", "kilometer**2", "[length]**2"),
        ("km*km", "kilometer**2", "[length]**2"),
        ("cubic-metres per second", "meter**3/second", "[length]**3/[time]"),
        ("people per sq km", "person/kilometer**2", "[person]/[length]**2"),
        ("second**-2", "1/second**2", "1/[time]**2"),
        ("hectare", "hectare", "[length]**2"),
        ("metric tons", "tonne", "[mass]"),
        ("kilowatt-hours", "kilowatt_hour", "[length]**2*[mass]/[time]**2"),
        ("%", "percent", "dimensionless"),
        ("per cent", "percent", "dimensionless"),
        ("per cent per day", "percent/day", "1/[time]"),
        ("% per month", "percent/month", "1/[calendar_month]"),
        ("ratio", "ratio", "dimensionless"),
        ("ratio/day", "1/day", "1/[time]"),
        ("1", "ratio", "dimensionless"),
        ("day/day", "ratio", "dimensionless"),
        ("km**0", "ratio", "dimensionless"),
        ("flight*day/day", "flight", "[flight]"),
        ("km/m", "kilometer/meter", "dimensionless"),
    ],
)
def test_text_has_one_canonical_name(text: str, name: str, what: str) -> None:
    """Names, plurals and compounds read as their canonical name, whose dimension is the text's."""
    assert canonical(text) == name
    assert canonical(name) == name
    assert dimension(text) == dimension(name) == what


@pytest.mark.parametrize("slip", ["erson", "persn", "persom", "qerson", "persson", "PERSON"])
def test_a_slip_anywhere_in_a_word_is_recognised(slip: str) -> None:
    """At its beginning, within it, at its end."""
    with pytest.raises(UnitError, match='did you mean "person" '):
        canonical(slip)


def test_words_that_are_no_units_cost_little() -> None:
    """A file may hold a million of them: a word is compared with few names, and again with none."""
    calls = 0

    def count(_frame: object, event: str, _value: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    def refuse(word: str) -> int:
        nonlocal calls
        calls = 0
        sys.setprofile(count)
        try:
            with pytest.raises(UnitError):
                canonical(word)
        finally:
            sys.setprofile(None)
        return calls

    refuse("sldierss")  # what is made at the first mistake
    assert refuse("solrders") < 8_000
    assert refuse("solrders") < 100


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soliders", 'unknown unit "soliders"; did you mean "soldiers" (person)? [E107]'),  # codespell:ignore
        ("Soldiers", 'unknown unit "Soldiers"; did you mean "soldiers" (person)? [E107]'),
        ("PERSON", 'unknown unit "PERSON"; did you mean "person" (person)? [E107]'),
        ("USD/mnth", 'unknown unit "mnth"; did you mean "month" (month)? [E107]'),
        ("xyzzy", 'unknown unit "xyzzy"; a counted thing without a unit of its own is an "item" [E107]'),
        ("", 'unknown unit ""; write a short text such as "person" or "USD/month" [E107]'),
        ("  ", 'unknown unit "  "; write a short text such as "person" or "USD/month" [E107]'),
        ("a\x00b", 'unknown unit \'a\\x00b\'; write a short text such as "person" or "USD/month" [E107]'),
        ("m**7", 'unknown unit "m**7"; powers go up to 6 [E107]'),
        ("m**9*m**9/m**9", 'unknown unit "m**9*m**9/m**9"; powers go up to 6 [E107]'),
        ("m" + "*s" * MAX_FACTORS, 'unknown unit "m*s*s*s*s*s*s"; a unit has at most 6 factors [E107]'),
        ("units", 'ambiguous unit "units"; a formation of any size or a piece of any kind; write the formation '),
        ("tons / day", 'ambiguous unit "tons"; write "tonne" (1000 kg), "short_ton" (US, 907.18474 kg) or "long_ton" '),
        ("Pounds", 'ambiguous unit "Pounds"; money or mass; write "GBP" or "pound_mass" [E107]'),
    ],
)
def test_unknown_text_says_what_would_be_right(text: str, message: str) -> None:
    """What is no unit is refused with E107, the word at fault and the nearest unit or the reason."""
    with pytest.raises(UnitError) as caught:
        canonical(text)
    assert caught.value.code == "E107"
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "m/",
        "*m",
        "/",
        "per",
        "m per",
        "m//s",
        "((m))",
        "5",
        "5 km",
        "m**",
        "m**22",
        "square m**2",
        "m²³",
        "m**x",
        "$",
        "кг",
    ],
)
def test_malformed_text_is_refused(text: str) -> None:
    """Half operators, numbers, parentheses, two powers and foreign letters are E107, with the grammar as hint."""
    with pytest.raises(UnitError, match='are joined by "\\*"') as caught:
        canonical(text)
    assert caught.value.code == "E107"


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "m/" * 100_000, "x" * 1_000_000, "\ud800", "m\n", "a\u00a0b", "-" * 200]
)
def test_hostile_text_is_refused_briefly(text: str) -> None:
    """Long, nested and unprintable texts are refused with a message that fits on a line."""
    with pytest.raises(UnitError) as caught:
        canonical(text)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("value", [None, 3, True, 1.5, b"person", ["person"], {}])
def test_unit_that_is_no_text_is_refused(value: object) -> None:
    """Anything but a string is E107, also what cannot be a dictionary key."""
    with pytest.raises(UnitError, match="a unit is a text, got"):
        canonical(value)  # type: ignore[arg-type]


@given(st.text() | compounds() | st.text(alphabet="ms*/ ^²-1()_%per", max_size=30))
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    """Every text gives a canonical name that reads as itself, or UnitError E107 and nothing else."""
    name, error = read(text)
    if error is None:
        assert canonical(name) == name
        assert dimension(name) == dimension(text)
        assert len(name) <= MAX_LENGTH
    else:
        assert error.code == "E107"
        assert str(error).isprintable()


@given(products())
def test_well_formed_products_are_read(text: str) -> None:
    """Known names joined by operators are refused only for powers that are too high."""
    name, error = read(text)
    if error is None:
        assert canonical(name) == name
    else:
        assert error.hint == f"powers go up to {MAX_POWER}"


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_compatible_is_same_dimension(a: str, b: str) -> None:
    """Compatibility is symmetric, and for two counts it is being the same unit."""
    assert compatible(a, b) == compatible(b, a) == (dimension(a) == dimension(b))
    if is_count(a) and is_count(b):
        assert compatible(a, b) == (canonical(a) == canonical(b))


def test_rates_are_no_counts() -> None:
    """Only a plain count is whole: rates, products, measures and money are not."""
    assert is_count("soldiers")
    assert not any(map(is_count, ["flight/day", "person*shell", "person**2", "km", "USD", "percent", "month"]))


def test_entries_and_errors_survive_pickle() -> None:
    """Entries and unit errors come back equal from a pickle."""
    assert pickle.loads(pickle.dumps(catalogue())) == catalogue()  # noqa: S301 - our own bytes
    with pytest.raises(UnitError) as caught:
        canonical("soliders")  # codespell:ignore
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes
