"""Values of the wrong type, one by one: what stands there is shown as TOML calls it, with what would be right."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from osintclaims import Estimate, Hedge, When
from osintclaims.store import check_corpus, load_corpus
from osintclaims.store._estimate import estimate_from
from osintclaims.store._fault import clipped, printable, shown, spelled
from osintclaims.store._hooks import when, whole
from osintclaims.store._parse import MAX_DEPTH, parse
from osintclaims.store._toml import array_of_tables, line
from tests.store.folders import FILES, check, claim, digest, write

SOUND = FILES["claims/d1.toml"]
LEVELS = "observed, forecast, plan, hypothetical, historical, background"
DATES = 'write it as a text: "2024-10-17" or "2024-10"'

#: Keys of a claim with a value of TOML, and what is said of it.
WRONG: dict[tuple[str, str], str] = {
    ("notes", "3"): 'a string is wanted, got the integer 3; write "3" [E005]',
    ("notes", "-1_000"): 'a string is wanted, got the integer -1000; write "-1000" [E005]',
    ("notes", "3.5"): 'a string is wanted, got the float 3.5; write "3.5" [E005]',
    ("notes", "inf"): 'a string is wanted, got the float inf; write "inf" [E005]',
    ("notes", "true"): "a string is wanted, got the boolean true [E005]",
    ("notes", "false"): "a string is wanted, got the boolean false [E005]",
    ("notes", "2024-10-17"): 'a string is wanted, got the date 2024-10-17; write "2024-10-17" [E005]',
    ("notes", "2024-10-17T10:00:00Z"): "a string is wanted, got the date-time 2024-10-17 10:00:00+00:00 [E005]",
    ("notes", "10:00:00"): "a string is wanted, got the time 10:00:00 [E005]",
    ("notes", "[]"): "a string is wanted, got an array [E005]",
    ("notes", "{}"): "a string is wanted, got a table [E005]",
    ("notes", "1000000000000000000"): (
        'a string is wanted, got the integer 1000000000000000000; write "1000000000000000000" [E005]'
    ),
    ("notes", "1000000000000000001"): "a string is wanted, got the integer 1000000000000000001 [E005]",
    ("notes", "0xffffffffffffffffffffffffffffffff"): (
        "a string is wanted, got the integer 340282366920938463463374607431768211455 [E005]"
    ),
    ("notes", "0x100000000000000000000000000000000"): "a string is wanted, got an integer of 129 bits [E005]",
    ("notes", f"0x{'f' * 5_000}"): "a string is wanted, got an integer of 20000 bits [E005]",
    ("retracted", '"true"'): 'true or false is wanted, got the string "true" [E005]',
    ("retracted", "1"): "true or false is wanted, got the integer 1 [E005]",
    ("as_of", "3"): f"a date is wanted, got the integer 3; {DATES} [E401]",
    ("as_of", "2024-10-17T10:00:00"): f"a date is wanted, got the date-time 2024-10-17 10:00:00; {DATES} [E401]",
    ("credibility", '"2"'): 'a credibility is an integer, got the string "2"; one of 1, 2, 3, 4, 5, 6 [E005]',
    ("credibility", "2.0"): "a credibility is an integer, got the float 2.0; one of 1, 2, 3, 4, 5, 6 [E005]",
    ("credibility", "0"): "the integer 0 is not a credibility; one of 1, 2, 3, 4, 5, 6 [E310]",
    ("credibility", "66"): "the integer 66 is not a credibility; one of 1, 2, 3, 4, 5, 6 [E310]",
    ("modality", "3"): f"a modality is a string, got the integer 3; one of {LEVELS} [E005]",
    ("modality", '"zzzz"'): f'"zzzz" is not a modality; one of {LEVELS} [E310]',
    ("modality", f'"{"x" * 40}"'): f'"{"x" * 40}" is not a modality; one of {LEVELS} [E310]',
    ("modality", f'"{"x" * 41}"'): f'"{"x" * 40}…" is not a modality; one of {LEVELS} [E310]',
    ("modality", '"PLAN"'): (
        '"PLAN" is not a modality; did you mean "plan"? '
        "(also observed, forecast, hypothetical, historical, background) [E310]"
    ),
    ("confidence", '"x\\u0000"'): '"x\\x00" is not a confidence; one of low, moderate, high [E310]',
    ("tags", "{ a = 1 }"): "an array is wanted, got a table; put it in [ ] [E005]",
    ("recorded_on", '"2024-13"'): (
        '"2024-13" is not a date: month 13; write 2024, 2024-10, 2024-10-17, 197X, a/b, ../b or a/.., '
        "each date with ?, ~ or % behind it if need be [E401]"
    ),
}


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case[0]} {ascii(case[1])[:24]} {len(case[1])}")
def test_a_value_of_the_wrong_type(case: tuple[str, str], tmp_path: Path) -> None:
    """Nothing is coerced; the message names type and value as they stand there, and never repeats a long one."""
    key, value = case
    (problem,) = check(tmp_path, claims_d1=SOUND + claim(f"{key} = {value}")).problems
    assert str(problem) == f"claims/d1.toml:20: claim[1].{key}: {WRONG[case]}"


#: Places of an anchor, and what is said of them.
PLACES = {
    '"5"': 'an integer is wanted, got the string "5"; write 5 [E005]',
    f'"{"5" * 18}"': f'an integer is wanted, got the string "{"5" * 18}"; write {"5" * 18} [E005]',
    f'"{"5" * 19}"': f'an integer is wanted, got the string "{"5" * 19}" [E005]',
    '"-5"': 'an integer is wanted, got the string "-5" [E005]',
    "5.0": "an integer is wanted, got the float 5.0 [E005]",
    "true": "an integer is wanted, got the boolean true [E005]",
    "1_000_000_000_000_000_001": "an integer within 10^18 is wanted, got the integer 1000000000000000001 [E007]",
    "-1_000_000_000_000_000_001": "an integer within 10^18 is wanted, got the integer -1000000000000000001 [E007]",
}


@pytest.mark.parametrize("value", PLACES)
def test_a_place_is_a_whole_number(value: str, tmp_path: Path) -> None:
    """The column is that of the value's key; a number in quotes is not taken for one."""
    anchor = f'anchor = {{ start = {value}, end = 10, sha256 = "{digest("x")}" }}'
    (problem,) = check(tmp_path, claims_d1=SOUND + claim(anchor)).problems
    assert str(problem) == f"claims/d1.toml:20: claim[1].anchor.start: {PLACES[value]}"
    assert problem.column == 12


def test_the_largest_place_is_a_place(tmp_path: Path) -> None:
    """10^18 is an integer that is read, on either side of zero; that there is no such place is another matter."""
    for places in ("start = 0, end = 1_000_000_000_000_000_000", "start = -1_000_000_000_000_000_000, end = 1"):
        anchor = f'anchor = {{ {places}, sha256 = "{digest("x")}" }}'
        (problem,) = check(tmp_path, claims_d1=SOUND + claim(anchor)).problems
        assert problem.code == "E501"
    assert whole(10**18) == -whole(-(10**18)) == 10**18


def test_a_date_of_toml_is_its_text() -> None:
    """A date without a time says the same as its text."""
    assert when(date(2024, 10, 17)) == when("2024-10-17") == When("2024-10-17")


#: Tables of figures, and the figures that they are.
FIGURES: dict[str, tuple[dict[str, object], Estimate]] = {
    "a range in words": (
        {"between": [1, 2], "wording": "one or two"},
        Estimate.between(1, 2, "flight", wording="one or two"),
    ),
    "a margin": ({"plus_minus": [5, 1], "wording": "5 ± 1"}, Estimate.plus_minus(5, 1, "flight", wording="5 ± 1")),
    "another unit": ({"about": 3, "unit": "ships"}, Estimate.about(3, "ship")),
    "a word": ({"vague": "dozens", "wording": "dozens"}, Estimate.vaguely("dozens", "flight", wording="dozens")),
    "numbers": (
        {"low": 1, "best": 2, "high": 3, "high_open": True, "hedge": "about", "wording": "x", "unit": "ship"},
        Estimate(unit="ship", low=1, best=2, high=3, high_open=True, hedge=Hedge.ABOUT, wording="x"),
    ),
}


@pytest.mark.parametrize("case", FIGURES)
def test_figures_of_tables(case: str) -> None:
    """The unit is that of the measurand unless another is named; the wording is kept."""
    table, figure = FIGURES[case]
    assert estimate_from(table, "flight") == figure


def test_every_element_of_an_array_is_looked_at(tmp_path: Path) -> None:
    """Each wrong element is reported at its own place, also where others are right."""
    found = check(tmp_path, claims_d1=SOUND + claim('tags = [1, "b", ""]')).problems
    assert [(one.path, one.column, one.code) for one in found] == [("claim[1].tags[0]", 9, "E005")]
    found = check(tmp_path, claims_d1=SOUND + claim(chain='["wire", 3, {}, "nobody"]')).problems
    assert [(one.path, one.column, one.code) for one in found] == [
        ("claim[1].chain[1]", 18, "E005"),
        ("claim[1].chain[2]", 21, "E004"),
        ("claim[1].chain[3]", 25, "E302"),
    ]


@pytest.mark.parametrize("value", ["3", "[]", "{}", "true", '["flights"]'])
def test_a_measurand_is_named_by_its_id(value: str, tmp_path: Path) -> None:
    """Anything else in its place is one problem, and the figure is still looked at."""
    added = claim(estimate="{ about = nan }").replace('"flights"', value)
    found = check(tmp_path, claims_d1=SOUND + added).problems
    assert [(one.path, one.code) for one in found] == [
        ("claim[1].measurand", "E005"),
        ("claim[1].estimate.about", "E106"),
    ]
    assert found[0].hint == 'write "measurand-id"'


def test_an_anchor_may_name_another_document_than_the_file(tmp_path: Path) -> None:
    """The document of the file is that of anchors which name none."""
    other = f'[[document]]\nid = "d2"\npublisher = "wire"\nsha256 = "{digest("x")}"\n'
    anchor = f'anchor = {{ document = "d2", start = 0, end = 1, sha256 = "{digest("x")}" }}'
    folder = write(
        tmp_path, {"documents.toml": FILES["documents.toml"] + other, "claims/d1.toml": SOUND + claim(anchor)}
    )
    corpus = load_corpus(folder)
    assert [one.anchors[0].document.id for one in corpus.claims] == ["d1", "d2"]


def test_keys_that_mean_nothing(tmp_path: Path) -> None:
    """The nearest key is named, or all of them; long keys are cut and odd ones escaped."""
    keys = (
        "id, measurand, estimate, chain, modality, as_of, recorded_on, credibility, likelihood, confidence, anchors, "
        "restates, supersedes, retracted, coder, notes, tags"
    )
    long = f"{'x' * 40}…"
    found = check(tmp_path, claims_d1=SOUND + claim("zzz = 1", '"n\\u0000tes" = 1', f"{'x' * 50} = 1")).problems
    assert [str(one).partition(": ")[2] for one in found] == [
        f"claim[1].zzz: unknown key zzz; known are {keys} [E003]",
        "claim[1].n\\x00tes: unknown key n\\x00tes; did you mean notes? [E003]",
        f"claim[1].{long}: unknown key {long}; known are {keys} [E003]",
    ]


def test_a_number_too_long_for_python_in_the_title(tmp_path: Path) -> None:
    """No content raises: the one problem has the place of the value."""
    (problem,) = check(tmp_path, corpus=f'format = "osintclaims/1"\ntitle = 0x{"f" * 5_000}\n').problems
    assert str(problem) == "corpus.toml:2: title: a string is wanted, got an integer of 20000 bits [E005]"


def test_what_stands_there_in_words() -> None:
    """Each type by TOML's name for it; other types of Python by their own; control characters as escapes."""
    assert shown("x" * 41) == f'the string "{"x" * 40}…"'
    assert shown("a\n\u202e\ud800") == 'the string "a\\n\\u202e\\ud800"'
    assert shown([1]) == "an array"
    assert shown({"a": 1}) == "a table"
    assert shown(None) == "the NoneType None"
    assert clipped("abc", 3) == "abc"
    assert clipped("abcd", 3) == "abc…"
    assert printable("Ж é") == "Ж é"
    assert spelled(()) == ""
    assert spelled(("claim", 0, "estimate", "at_most")) == "claim[0].estimate.at_most"
    assert spelled((f"{'k' * 41}\x07", 3, "\x07")) == f"{'k' * 40}…[3].\\x07"


#: Values, and how they stand in a canonical file.
WRITTEN: dict[str, object] = {
    'k = "a"\n': "a",
    'k = "say \\"a\\" \\\\ b"\n': 'say "a" \\ b',
    'k = "a\\tb\\rc"\n': "a\tb\rc",
    'k = "\\u0000\\u001F\\u007F\\u0085\\u009F\\u2028\\u2029\\uFEFF"\n': "\0\x1f\x7f\x85\x9f\u2028\u2029\ufeff",
    'k = "Ж é"\n': "Ж é",
    'k = """a\nb\\t\\"\\\\"""\n': 'a\nb\t"\\',
    'k = """\n\na"""\n': "\na",
    'k = """a\\r\n\\u0085"""\n': "a\r\n\x85",
    "k = true\n": True,
    "k = false\n": False,
    "k = 1_234_567\n": 1_234_567,
    "k = -999\n": -999,
    "k = 0.1\n": 0.1,
    "k = 1e-07\n": 1e-7,
    'k = ["a", 1, [true]]\n': ["a", 1, [True]],
    'k = { a = 1, b = ["x\\ny"] }\n': {"a": 1, "b": ["x\ny"]},
}


@pytest.mark.parametrize("text", WRITTEN, ids=ascii)
def test_values_have_one_form(text: str) -> None:
    """What is written is TOML, and reads back as the same value of the same type."""
    value = WRITTEN[text]
    assert line("k", value) == text
    assert tomllib.loads(text) == {"k": value}
    assert type(tomllib.loads(text)["k"]) is type(value)


def test_a_table_of_an_array() -> None:
    """Its header, and a line for each key."""
    assert array_of_tables("claim", {"a": 1, "b": "x"}) == '[[claim]]\na = 1\nb = "x"\n'


#: Texts that are no TOML, with line, column, code and message.
BROKEN: dict[str, tuple[int, int, str, str]] = {
    "a = 1\nb = ]": (2, 5, "E001", "not TOML: invalid value"),
    "a = 1\n\nb = [1,": (3, 8, "E001", "not TOML: invalid value"),
    'a = "x': (1, 7, "E001", "not TOML: unterminated string"),
    "a = 1\na = 2": (2, 6, "E001", "not TOML: cannot overwrite a value"),
    f"a = 1\nb = {'9' * 5_000}": (2, 5, "E007", "a number of thousands of digits"),
    f"\nb = {'9' * 5_000}": (2, 5, "E007", "a number of thousands of digits"),
    f"a = 1\n\n  b = {'9' * 5_000}\nc = 1": (3, 7, "E007", "a number of thousands of digits"),
    f"x = {'[' * 64}": (1, 69, "E001", "not TOML: invalid value"),
    f"x = {'[' * 65}": (1, 1, "E008", "arrays and tables are nested more than 64 deep"),
    f"x = {'[' * 65}{']' * 65}": (1, 1, "E008", "arrays and tables are nested more than 64 deep"),
    f"x = {'{a=' * 65}1{'}' * 65}": (1, 1, "E008", "arrays and tables are nested more than 64 deep"),
    f"{'a.' * 64}a = 1": (1, 1, "E008", "arrays and tables are nested more than 64 deep"),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: f"{ascii(text)[:20]} {len(text)}")
def test_where_a_text_is_no_toml(text: str, tmp_path: Path) -> None:
    """Line and column are those of the parser, or of the end; what it would not survive is refused before."""
    line_, column, code, message = BROKEN[text]
    (problem,) = check_corpus(write(tmp_path, {"sources.toml": text, "claims/d1.toml": ""})).errors
    assert (problem.line, problem.column, problem.code, problem.message) == (line_, column, code, message)
    if code == "E008":
        assert problem.hint == "corpus files need four"


@pytest.mark.parametrize("opening", ["[", "{a=", "[{a="])
def test_nesting_up_to_the_limit_is_read(opening: str) -> None:
    """64 levels of arrays and tables, or of a dotted key, are parsed, whatever stands beside them."""
    depth = MAX_DEPTH // len(opening.replace("a=", ""))
    closing = opening.replace("a=", "")[::-1].translate(str.maketrans("[{", "]}"))
    assert isinstance(parse(f"y = []\nx = {opening * depth}{closing * depth}".replace("{a=}", "{}")), dict)
    assert isinstance(parse(f"{'a.' * (MAX_DEPTH - 1)}a = 1"), dict)
