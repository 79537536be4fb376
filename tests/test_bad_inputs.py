"""What goes wrong in files, figures, units, dates and questions all over the world, and what becomes of it here."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from osintclaims import (
    Claim,
    Corpus,
    CorpusError,
    Estimate,
    Hedge,
    InvalidValueError,
    OsintclaimsError,
    ReconciliationError,
    Reliability,
    Source,
    Status,
    UnitError,
    When,
    check_corpus,
    claim,
    load_corpus,
    parse_estimate,
    reconcile,
    save_corpus,
)
from osintclaims.units import convert, quantity
from osintclaims.wording import EstimateParseError
from tests.store.folders import FILES, check, write
from tests.store.folders import claim as table

SOUND = FILES["claims/d1.toml"]

#: What is added to a sound claim file, with line, key path and code of the one problem.
ADDED: dict[str, tuple[str, int, str, str]] = {
    "NUL": ('[[claim]]\nid = "a\0b"\n', 16, "", "E001"),
    "NUL as an escape": (table('notes = "x\\u0000y"'), 20, "claim[1].notes", "E109"),
    "escape of no character": (table('notes = "\\U00110000"'), 20, "", "E001"),
    "low above high": (table(estimate="{ low = 12_000, high = 10_000 }"), 18, "claim[1].estimate", "E102"),
    "not a number": (table(estimate="{ low = nan }"), 18, "claim[1].estimate.low", "E106"),
    "infinite below": (table(estimate="{ low = -inf }"), 18, "claim[1].estimate.low", "E106"),
    "infinite above": (table(estimate="{ high = inf }"), 18, "claim[1].estimate.high", "E106"),
    "beyond floating point": (table(estimate="{ low = 1e999 }"), 18, "claim[1].estimate.low", "E106"),
    "true": (table(estimate="{ low = true }"), 18, "claim[1].estimate.low", "E106"),
    "a number of 5,000 digits": (table(estimate=f"{{ low = {'9' * 5_000} }}"), 18, "", "E007"),
    "digits of another script": (table(estimate="{ low = \u0661\u0662 }"), 18, "", "E001"),
    "two underscores": (table(estimate="{ low = 1__000 }"), 18, "", "E001"),
    "day and month that may be swapped": (table('as_of = "03/04/2024"'), 20, "claim[1].as_of", "E401"),
    "year 0": (table('as_of = "0000-01-01"'), 20, "claim[1].as_of", "E401"),
    "year 10000": (table('as_of = "10000-01-01"'), 20, "claim[1].as_of", "E401"),
    "time of day": (table('as_of = "2024-10-18T10:00"'), 20, "claim[1].as_of", "E401"),
    "time of day with a zone": (table('as_of = "2024-10-18T10:00+09:00"'), 20, "claim[1].as_of", "E401"),
    "unknown source": (table(chain='["wire", "ministri"]'), 19, "claim[1].chain[1]", "E302"),
    "source in other letters": (table(chain='["wire", "m\u0456nistry"]'), 19, "claim[1].chain[1]", "E302"),
    "an id in other letters": (table(id_="\u0441-1"), 16, "claim[1].id", "E301"),
    "an id in full width": (table(id_="\uff43\uff11"), 16, "claim[1].id", "E301"),
    "self attribution": (table(chain='["wire", "wire"]'), 19, "claim[1].chain", "E202"),
    "denial of a denial": (
        '[[denial]]\nid = "x2"\nkind = "flat_denial"\nchain = ["wire"]\nclaims = ["d1-x1"]\n',
        19,
        "denial[1].claims[0]",
        "E302",
    ),
    "restatement in a cycle": (table('restates = "d1-c8"') + table('restates = "d1-c9"', id_="d1-c8"), 20, "", "E303"),
}


@pytest.mark.parametrize("name", ADDED)
def test_one_thing_that_is_wrong_is_one_located_problem(name: str, tmp_path: Path) -> None:
    """File, line, key path and code; the message can be printed anywhere; nothing is loaded, and the error is ours."""
    added, line, path, code = ADDED[name]
    folder = write(tmp_path, {"claims/d1.toml": SOUND + added})
    (problem,) = check_corpus(folder).errors
    assert (problem.file, problem.line, problem.code) == ("claims/d1.toml", line, code)
    assert path in (problem.path, "")
    assert str(problem).isprintable()
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert isinstance(caught.value, ValueError)
    assert caught.value.problems == (problem,)


def test_a_letter_that_looks_like_another_is_named(tmp_path: Path) -> None:
    """Two ids that look the same in print: the message says which letter is none of ours."""
    (problem,) = check(tmp_path, claims_d1=SOUND + ADDED["source in other letters"][0]).errors
    assert "U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I looks like i and is not" in problem.message
    assert problem.hint == 'did you mean "ministry"?'


def test_line_separators_survive(tmp_path: Path) -> None:
    """NEL, LS and PS in a text are text: a corpus is loaded, saved and loaded again with every one of them."""
    folder = write(tmp_path, {"claims/d1.toml": SOUND + table('notes = "a\\u0085b\\u2028c\\u2029d"')})
    corpus = load_corpus(folder)
    assert corpus.claim("d1-c9").notes == "a\x85b\u2028c\u2029d"
    save_corpus(corpus, folder)
    first = (folder / "claims" / "d1.toml").read_bytes()
    assert load_corpus(folder) == corpus
    save_corpus(load_corpus(folder), folder)
    assert (folder / "claims" / "d1.toml").read_bytes() == first


def test_three_errors_in_two_files_are_reported_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sorted by file and line, with exit code 1; as JSON with file, line, column and code."""
    from osintclaims.cli import main

    folder = write(
        tmp_path,
        {
            "claims/d1.toml": SOUND + table("credibility = 7", 'modality = "soon"'),
            "sources.toml": FILES["sources.toml"] + '[[source]]\nid = "b"\nname = ""\n',
        },
    )
    assert main(["check", str(folder), "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    found = [(one["file"], one["line"], one["column"], one["code"]) for one in report["problems"]]
    assert found == [
        ("claims/d1.toml", 20, 1, "E310"),
        ("claims/d1.toml", 21, 1, "E310"),
        ("sources.toml", 16, 1, "E006"),
    ]


# --- words -----------------------------------------------------------------------------------------------------------

#: Phrases, and their literal reading.
READ: dict[str, str] = {
    "10 billion people": "10,000,000,000 people",
    "10 milliard people": "10,000,000,000 people",
    "2.5 milliards of people": "2,500,000,000 people",
    "10 mrd people": "10,000,000,000 people",
    "10 lakh people": "1,000,000 people",
    "1,00,000 people": "100,000 people",
    "2 crore people": "20,000,000 people",
    "3 mln people": "3,000,000 people",
    "10k people": "10,000 people",
    "$10 k": "10,000 USD",
    "10 tys people": "10,000 people",
    "10 \u0442\u044b\u0441 people": "10,000 people",
    "3 \u043c\u043b\u043d people": "3,000,000 people",
    "\u0661\u0662\u0663 people": "123 people",
    "10\u00a0000 people": "10,000 people",
    "10'000 people": "10,000 people",
    "1e3 people": "1,000 people",
    "-0 people": "0 people",
    "1,500-2,000 people": "1,500 to 2,000 people",
    "between 10 and 12 thousand people": "10,000 to 12,000 people",
    "10-12,000 people": "10,000 to 12,000 people",
    "10--12 people": "10 to 12 people",
    "from 3 to 5 thousand people": "3,000 to 5,000 people",
    "no more than 7,000 people": "at most 7,000 people",
    "fewer than 1 person": "less than 1 person",
    "\ufeff10 people": "10 people",
    "5\u200b000 people": "5,000 people",
}


@pytest.mark.parametrize("phrase", READ, ids=ascii)
def test_what_leaves_no_doubt_is_read(phrase: str) -> None:
    """Never off by a thousand, and bounds in the right direction."""
    assert str(parse_estimate(phrase)) == READ[phrase]


#: Phrases that are refused, and part of the reason.
REFUSED: dict[str, str] = {
    "10.000 soldiers": "ambiguous: 10.000 is 10,000 in most of Europe and 10 in English",
    "10 k soldiers": 'ambiguous: "k" may multiply it or not',
    "10 K": 'ambiguous: "K" may multiply it or not',
    "10 mil soldiers": 'ambiguous: "mil" may multiply it or not',
    "2-1": "a score, vote or code",
    "12-10 soldiers": "a score, vote or code",
    "not 7,000": "it is denied",
    "none of the 30": '"none" is not part of a figure',
    "\u202e000,7 soldiers": "a direction override",
    "\u202d7,000 soldiers": "a direction override",
    "12\u202e soldiers": "a direction override",
    "000,7 soldiers": "not an English number",
    "1_000 soldiers": '"000" does not belong',
    "0x10 soldiers": "a name",
    "1e999 soldiers": "a name",
    "nan soldiers": "no number",
    "inf": "no number",
    "True": "no number",
    "-5 soldiers": "a negative number of things",
    "\ud800": "no number",
    "\0": "no number",
    "10 soldiers\0": "does not belong",
    f"{'9' * 5_000} soldiers": "too many digits",
    f"{'8' * 20} soldiers": "too many digits",
    "": "nothing to read",
    " \t\n": "nothing to read",
}


@pytest.mark.parametrize("phrase", REFUSED, ids=lambda phrase: ascii(phrase[:20]))
def test_what_may_mean_two_things_is_refused_with_the_place(phrase: str) -> None:
    """The reason is said, and the message is short and can be printed, whatever was in the phrase."""
    with pytest.raises(EstimateParseError) as caught:
        parse_estimate(phrase)
    assert REFUSED[phrase] in caught.value.reason
    assert 0 <= caught.value.position <= len(phrase)
    assert len(str(caught.value)) < 400


# --- units and dates -------------------------------------------------------------------------------------------------


def test_temperatures_are_no_offset_trap() -> None:
    """Degrees of a thermometer are a dimension of their own: pint adds them, and nobody converts them by a factor."""
    assert (quantity(20, "degree_celsius") + quantity(5, "degree_celsius")).magnitude == 25
    with pytest.raises(UnitError, match="E108"):
        convert(20, "degree_celsius", "degree_fahrenheit")
    with pytest.raises(UnitError, match="E107"):
        Estimate.about(20, "degC")


@pytest.mark.parametrize(
    "unit",
    [
        *("", " ", "\0", "\ud800", "20 degC", "p\u0435rson", "\uff50\uff45\uff52\uff53\uff4f\uff4e", "3 person", "1/0"),
        *("9**9**9", "person**1000000000", "m**m**m", "(((" * 1_000, "person*" * 10_000, "a" * 1_000_000, "person;"),
        *("__import__('os')", "lambda: 1", "person.__class__", "nan", "inf", None, 3, b"person", [], {}, True),
    ],
    ids=lambda unit: ascii(unit)[:20],
)
def test_no_text_is_a_unit_by_accident(unit: Any) -> None:
    """Expressions are not evaluated, letters of other scripts are no unit, and nothing takes long."""
    for use in (lambda: Estimate.about(3, unit), lambda: convert(3, unit, "person"), lambda: quantity(3, unit)):
        with pytest.raises(UnitError, match="E107"):
            use()


def test_dates_of_the_calendar_reform_are_dates() -> None:
    """The calendar is the Gregorian one throughout (ISO 8601), also in the ten days that Rome left out."""
    assert When("1582-10-10").earliest == When("1582-10-10").latest
    assert When("0001-01-01").definitely_before(When("9999-12-31"))


# --- questions -------------------------------------------------------------------------------------------------------


def said(number: float, by: str, **more: Any) -> Claim:
    """A bare figure of troops."""
    return claim("Troops", Estimate.of(number, "person"), by=by, **more)


def test_no_claims_are_no_zero() -> None:
    """An empty question has a status and no numbers."""
    found = reconcile([said(5, "a", id="a")], known_on=When("2024-01-01").earliest)
    assert (found.status, found.low, found.best, found.high) == (Status.NO_CLAIMS, None, None, None)


def test_claims_that_are_all_left_out_leave_their_reasons() -> None:
    """Where all claims are left out there is no figure, and the reasons are listed."""
    folder_claims = [said(5, "a", id="a", on="2024-10-01")]
    assert reconcile(folder_claims).best == 5
    late = reconcile(folder_claims, known_on=When("2024-09-01").latest)
    assert late.status is Status.NO_CLAIMS
    assert [one.reason.value for one in late.excluded] == ["not_yet_known"]


def test_five_outlets_and_one_origin_count_once() -> None:
    """7,000, over 7,000, 70,000 and 700, all from one service: one vote, and that its copies differ is said."""
    figures = ("7000 soldiers", "7,000 soldiers", "over 7000 soldiers", "70000 soldiers", "700 soldiers")
    claims = [claim("Troops", words, by="HUR", via=[f"Outlet {n}"], id=f"c{n}") for n, words in enumerate(figures)]
    found = reconcile(claims)
    (vote,) = found.votes
    assert len(vote.claims) + len(found.excluded) == 5
    assert found.status is Status.SINGLE_ORIGIN
    assert vote.notes


@pytest.mark.parametrize("weights", [{Reliability.A: 0}, {Reliability.A: -1}, {None: float("nan")}, {}])
def test_weights_are_positive(weights: Any) -> None:
    """Zero, negative and no weights are refused: who leaves an origin out says so by leaving it out."""
    with pytest.raises(ReconciliationError, match="weight"):
        reconcile([said(5, "a", id="a")], weights=weights)


def test_a_claim_that_stands_twice_is_reported_and_counts_once(tmp_path: Path) -> None:
    """The same origin, figure, date and place under another id."""
    one = said(5, "HUR", on="2024-10-01", id="a")
    corpus = Corpus(claims=(one, attrs.evolve(one, id="b", notes="coded by somebody else")))
    save_corpus(corpus, tmp_path)
    report = check_corpus(tmp_path)
    assert [(problem.code, problem.path, problem.line) for problem in report.problems] == [("W307", "claim[1].id", 8)]
    assert report.ok
    assert len(reconcile(corpus).votes) == 1


def test_answers_are_the_same_every_time() -> None:
    """Nothing is drawn at random: two runs print the same page."""
    claims = [said(number, name, id=name) for number, name in ((5, "a"), (9, "b"), (70, "c"))]
    assert str(reconcile(claims)) == str(reconcile(claims[::-1]))


def test_hedges_survive_where_one_origin_names_two() -> None:
    """Two origins of one utterance are two claims; each is counted, and each keeps its own chain."""
    first = claim("Troops", "about 10,000 soldiers", by="HUR", via=["The Times"], id="a")
    second = attrs.evolve(claim("Troops", "about 10,000 soldiers", by="NIS", via=["The Times"], id="b"), restates="a")
    found = reconcile([first, second])
    assert sorted(vote.name for vote in found.votes) == ["HUR", "NIS"]
    assert {one.estimate.hedge for vote in found.votes for one in vote.claims} == {Hedge.ABOUT}


#: Values that no record takes, by the field: each is refused by an error of ours with its code.
FIELDS: dict[str, tuple[Callable[[], Any], str]] = {
    "name of spaces": (lambda: Source(id="a", name=" "), "E006"),
    "name with an override": (lambda: Source(id="a", name="\u202eabc"), "E109"),
    "name with a surrogate": (lambda: Source(id="a", name="\ud800"), "E109"),
    "name with a bell": (lambda: Source(id="a", name="a\x07"), "E109"),
    "name of bytes": (lambda: Source(id="a", name=b"a"), "E005"),  # type: ignore[arg-type]
    "id with a line break": (lambda: Source(id="a\n", name="a"), "E301"),
    "id of 65 letters": (lambda: Source(id="a" * 65, name="a"), "E301"),
    "id with a dot": (lambda: Source(id="a.b", name="a"), "E301"),
    "id that leads elsewhere": (lambda: Source(id="../a", name="a"), "E301"),
    "negative count": (lambda: Estimate.of(-1, "person"), "E105"),
    "count of 10^5000": (lambda: Estimate.of(10**5_000, "person"), "E106"),
    "negative tolerance": (lambda: Estimate.plus_minus(5, -1, "kilometer"), "E102"),
    "best below an only bound": (lambda: Estimate(unit="person", low=5, best=3), "E103"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_what_cannot_be_right_cannot_be_built(name: str) -> None:
    """An error of ours with its code, which can be printed anywhere."""
    build, code = FIELDS[name]
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert caught.value.code == code
    assert isinstance(caught.value, OsintclaimsError)
    assert str(caught.value).isprintable()
