"""What the commands print, and the codes they end with."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from osintclaims import Corpus, Estimate, Measurand, Reliability, claim, reconcile, save_corpus
from osintclaims.cli import main
from osintclaims.cli._commands import COMMANDS
from osintclaims.cli._json import consensus_object
from osintclaims.stats import SpreadPrior
from tests.store.folders import FILES, TEXT, write

Captured = pytest.CaptureFixture[str]


def answer(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def objects(capsys: Captured, *arguments: str) -> dict[str, Any]:
    """The JSON object that a command prints."""
    code, out, _ = answer(capsys, *arguments)
    assert code == 0
    assert out.isascii()
    found: dict[str, Any] = json.loads(out)
    return found


# --- the command line itself -----------------------------------------------------------------------------------------


def test_without_a_command_the_help_is_shown(capsys: Captured) -> None:
    """That is a mistake: nothing was asked for."""
    code, out, err = answer(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("usage: osintclaims [--help] [--version] COMMAND ...\n")


@pytest.mark.parametrize("command", ["", *(one.name for one in COMMANDS)])
def test_help_fits_a_page_and_has_examples(capsys: Captured, command: str) -> None:
    """Lines have at most 80 characters, and every help ends with examples."""
    code, out, err = answer(capsys, *command.split(), "--help")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "\nexamples:\n" in out
    assert out.isascii()


def test_the_version_is_that_of_the_library(capsys: Captured) -> None:
    """`--version` prints it."""
    assert answer(capsys, "--version") == (0, "osintclaims 0.1.0\n", "")


@pytest.mark.parametrize("arguments", ["nonsense", "reconcile --nonsense", "check --format pdf", "--json"])
def test_what_is_not_offered_is_a_mistake(capsys: Captured, arguments: str) -> None:
    """The code is 2, and the message says what would be right."""
    code, out, err = answer(capsys, *arguments.split())
    assert (code, out) == (2, "")
    assert "error: " in err


# --- reconcile -------------------------------------------------------------------------------------------------------


def test_without_a_path_the_seed_corpus_is_reconciled(capsys: Captured) -> None:
    """All measurands as a table under the title of the corpus."""
    code, out, err = answer(capsys, "reconcile")
    assert (code, err) == (0, "")
    assert out.startswith("North Korean troops in Russia: figures from five texts\n\nTwo or more named origins\n")
    assert max(map(len, out.splitlines())) <= 80


def test_one_measurand_is_a_page(capsys: Captured) -> None:
    """The page is what `print` of the result gives."""
    code, out, _ = answer(capsys, "reconcile", "-m", "dprk-flights-2024")
    assert code == 0
    assert "28 or more flights; on the word of Ukraine alone." in out


def test_days_method_and_kind_can_be_chosen(capsys: Captured) -> None:
    """Options reach the reconciliation and are part of the answer."""
    _, out, _ = answer(capsys, "reconcile", "-m", "dprk-troops-sent-2024-autumn", "--known-on", "2024-10-20")
    assert out.splitlines()[2].startswith("Contested, in people")
    found = objects(
        capsys,
        *("reconcile", "-m", "dprk-troops-expected-2024", "--expected", "--as-of", "2026-01-01"),
        *("--method", "interval_median", "--independence", "party", "--level", "0.9", "--json"),
    )
    (result,) = found["results"]
    assert result["options"] == {
        "known_on": None,
        "as_of": "2026-01-01",
        "max_age_days": None,
        "modality": ["forecast", "plan"],
        "independence": "party",
        "lift_parts": True,
        "profile": "default",
        "weights": "equal",
        "party_correlation": 0.0,
        "carry_forward": False,
        "level": 0.9,
        "prior": attrs.asdict(SpreadPrior()),
    }


def test_expected_figures_can_be_shown_alone(capsys: Captured) -> None:
    """`--expected` without a measurand lists forecasts and plans, and nothing that was observed."""
    found = objects(capsys, "reconcile", "--expected", "--json")
    assert {tuple(result["options"]["modality"]) for result in found["results"]} == {("forecast", "plan")}


def test_json_holds_the_whole_answer(capsys: Captured) -> None:
    """Numbers, votes, exclusions and denials by id; what is not bounded is null."""
    found = objects(capsys, "reconcile", "-m", "dprk-troops-sent-2024-autumn", "--json")
    assert found["schema_version"] == 1
    assert found["corpus"]["claims"] == 49
    (result,) = found["results"]
    assert (result["low"], result["high"], result["status"]) == (10_450, 11_550, "agreed")
    assert result["votes"][0] == {
        "voice": "document:004",
        "name": "unattributed, in 004",
        "is_named": False,
        "origin": "unattributed",
        "claims": ["004-c9"],
        "low": 200,
        "high": None,
        "low_open": False,
        "high_open": True,
        "point": None,
        "weight": 1.0,
        "notes": ["part", "vague"],
    }
    assert {"claim": "004-c5", "reason": "superseded", "detail": "superseded by 003-c4"} in result["excluded"]
    assert [denial["id"] for denial in result["denials"] if denial["is_denial"]] == ["000-d1", "001-d2", "001-d5"]
    assert result["spread"]["counts"]["votes"] == 4
    assert set(result) == {
        *("measurand", "unit", "status", "summary", "low", "best", "high", "low_open", "high_open", "contested"),
        *("plausible", "plausible_two_sided", "spread", "votes", "excluded", "denials", "affirmed_by", "method"),
        *("method_note", "equal_weights", "options", "version"),
    }


def test_weights_of_grades_are_part_of_the_options() -> None:
    """A program that reads the object sees which grade weighed how much, and the answer without weights."""
    grades = {Reliability.A: 1.0, None: 0.5}
    found = consensus_object(reconcile([claim("T", Estimate.of(5, "person"), by="a")], weights=grades))
    assert found["options"]["weights"] == [{"grade": "A", "weight": 1.0}, {"grade": None, "weight": 0.5}]
    assert found["equal_weights"]["options"]["weights"] == "equal"


def test_json_of_everything_has_no_infinity(capsys: Captured) -> None:
    """Every result of the seed corpus is strict JSON."""
    _, out, _ = answer(capsys, "reconcile", "--json")
    json.loads(out, parse_constant=pytest.fail)
    assert len(json.loads(out)["results"]) == 29


def test_measurands_can_be_listed(capsys: Captured) -> None:
    """Ids and labels, for people and for `cut`."""
    code, out, _ = answer(capsys, "reconcile", "--list")
    assert code == 0
    assert "dprk-flights-2024\tMilitary flights that carried North Korean troops" in out.splitlines()


def test_a_folder_is_reconciled(capsys: Captured, tmp_path: Path) -> None:
    """A path takes the place of the seed corpus; a corpus may have no title and no measurand."""
    save_corpus(Corpus(), tmp_path / "empty")
    assert answer(capsys, "reconcile", str(tmp_path / "empty"))[:2] == (0, "Untitled corpus\n\nNo measurands.\n")
    found = Corpus(title="Mine", claims=(claim("T", Estimate.of(5, "person"), by="a"),))
    save_corpus(found, tmp_path / "mine")
    code, out, _ = answer(capsys, "reconcile", str(tmp_path / "mine"))
    assert (code, out.splitlines()[0]) == (0, "Mine")


def test_what_cannot_be_reconciled_is_said(capsys: Captured, tmp_path: Path) -> None:
    """Negative figures of one measurand do not stop the others, and do not vanish."""
    depth = claim(Measurand.adhoc("Depth", "kilometer"), Estimate.of(-5, "kilometer"), by="a")
    save_corpus(Corpus(claims=(depth,)), tmp_path)
    code, out, _ = answer(capsys, "reconcile", str(tmp_path))
    assert code == 0
    assert "Depth" in out
    found = objects(capsys, "reconcile", str(tmp_path), "--expected", "--json")
    assert found["refused"][0]["measurand"] == "depth"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-m dprk-flights-2042", 'did you mean "dprk-flights-2024"?'),
        ("--method guess", 'unknown method "guess"; choose from interval_median, '),
        ("--level 2", "level 2.0 is not between 0 and 1"),
        ("--known-on yesterday", "write for example 2024-10-20"),
        ("no/such/folder", "no such folder"),
    ],
)
def test_what_cannot_be_reconciled_is_a_mistake(capsys: Captured, arguments: str, message: str) -> None:
    """The code is 2, nothing goes to standard output, and there is no traceback."""
    code, out, err = answer(capsys, "reconcile", *arguments.split())
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert "callable" not in err  # of which a command line has none


# --- check -----------------------------------------------------------------------------------------------------------

BROKEN = FILES["claims/d1.toml"].replace("at_least = 28,", "at_leest = 28,")


def test_a_sound_corpus_has_no_findings(capsys: Captured, tmp_path: Path) -> None:
    """The last line sums up."""
    code, out, err = answer(capsys, "check", str(write(tmp_path)))
    assert (code, err) == (0, "")
    assert out == "0 errors, 0 warnings in 5 files (1 claim, 1 denial); anchors: 1 recorded, 0 verified (no texts)\n"


def test_findings_have_file_line_and_code(capsys: Captured, tmp_path: Path) -> None:
    """Editors can jump from a line, and the code is 1."""
    folder = write(tmp_path, {"claims/d1.toml": BROKEN})
    code, out, _ = answer(capsys, "check", str(folder))
    assert code == 1
    assert out.startswith(f"{folder}/claims/d1.toml:6: error: claim[0].estimate.at_leest: ")
    assert "[E003]" in out.splitlines()[0]


def test_warnings_stop_nothing_unless_asked_to(capsys: Captured) -> None:
    """The seed corpus describes a world with oddities."""
    code, out, _ = answer(capsys, "check")
    assert code == 0
    assert ": warning: " in out
    assert answer(capsys, "check", "--strict")[0] == 1


def test_a_check_can_be_limited_to_what_was_known(capsys: Captured) -> None:
    """Oddities among claims that came later are no findings on an earlier day; errors are errors on any day."""
    assert "003-c1 restates 003-c3 without its hedge" in answer(capsys, "check")[1]
    code, early, _ = answer(capsys, "check", "--known-on", "2024-10-20")
    assert code == 0
    assert "003-c1" not in early
    assert early.endswith(" (49 claims, 15 denials); anchors: 65 recorded, 0 verified (no texts)\n")
    assert answer(capsys, "check", "--known-on", "soon")[0] == 2


def test_anchors_are_verified_in_texts(capsys: Captured, tmp_path: Path) -> None:
    """`--texts` names the folder; one that does not exist is a mistake."""
    folder, texts = write(tmp_path / "corpus"), tmp_path / "texts"
    texts.mkdir()
    (texts / "d1.txt").write_bytes(TEXT.encode())
    code, out, _ = answer(capsys, "check", str(folder), "--texts", str(texts))
    assert code == 0
    assert "1 recorded, 1 verified" in out
    assert answer(capsys, "check", str(folder), "--texts", str(tmp_path / "none"))[0] == 2


def test_annotations_are_what_github_reads(capsys: Captured, tmp_path: Path) -> None:
    """File, line and column as properties; what would end the command is escaped."""
    folder = write(tmp_path / "100%, a:b", {"claims/d1.toml": BROKEN.replace("at_leest", '"a%\\nb"')})
    code, out, _ = answer(capsys, "check", str(folder), "--format", "github")
    assert code == 1
    first, *_, last = out.splitlines()
    place = f"{tmp_path}/100%25%2C a%3Ab/claims/d1.toml"
    assert first.startswith(f"::error file={place},line=6,col=")
    assert ",title=E003::claim[0].estimate." in first
    assert "a%25" in first
    assert last.startswith("1 error")


def test_the_report_of_a_check_is_an_object(capsys: Captured, tmp_path: Path) -> None:
    """One entry for each folder, with every problem."""
    folder = write(tmp_path, {"claims/d1.toml": BROKEN})
    code, out, _ = answer(capsys, "check", str(folder), "--json")
    found = json.loads(out)
    assert (code, found["schema_version"]) == (1, 1)
    (report,) = found["reports"]
    assert (report["path"], report["ok"], report["files"]) == (str(folder), False, 5)
    assert report["problems"][0]["code"] == "E003"


def test_files_stand_for_their_corpora(capsys: Captured, tmp_path: Path) -> None:
    """A hook passes file names; each corpus is checked once, and others can be skipped."""
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    files = [str(one / "claims" / "d1.toml"), str(one / "sources.toml"), str(two / "corpus.toml")]
    code, out, _ = answer(capsys, "check", *files)
    assert code == 0
    assert out.splitlines()[::2] == [str(one), str(two)]
    stranger = tmp_path / "pyproject.toml"
    stranger.touch()
    code, _, err = answer(capsys, "check", str(stranger))
    assert code == 2
    assert "lies in no corpus" in err
    assert answer(capsys, "check", "--skip-others", str(stranger)) == (0, "", "")


def test_no_corpus_is_no_finding_but_a_mistake(capsys: Captured, tmp_path: Path) -> None:
    """There is nothing that could be checked."""
    code, out, _ = answer(capsys, "check", str(tmp_path / "none"))
    assert code == 2
    assert out.startswith(f"{tmp_path}/none:1: error: no such folder")


# --- report ----------------------------------------------------------------------------------------------------------


def test_a_report_is_written(capsys: Captured, tmp_path: Path) -> None:
    """The file's name is what is printed."""
    target = tmp_path / "page.html"
    assert answer(capsys, "report", str(write(tmp_path / "corpus")), "-o", str(target)) == (0, f"{target}\n", "")
    assert "Flights counted" in target.read_text(encoding="utf-8")


def test_a_report_has_a_name_of_its_own(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name it is written here."""
    monkeypatch.chdir(tmp_path)
    assert answer(capsys, "report")[1] == "osintclaims-report.html\n"
    assert (tmp_path / "osintclaims-report.html").stat().st_size > 50_000


def test_a_report_tells_what_was_known_on_a_day_and_what_came(capsys: Captured, tmp_path: Path) -> None:
    """The day and the pairs of measurands reach the page."""
    target = tmp_path / "page.html"
    pair = "dprk-troops-expected-2024=dprk-troops-sent-2024-autumn"
    assert answer(capsys, "report", "-o", str(target), "--resolved-by", pair)[0] == 0
    assert "did not hold" in target.read_text(encoding="utf-8")
    assert answer(capsys, "report", "-o", str(target), "--known-on", "2024-10-31")[0] == 0
    page = target.read_text(encoding="utf-8")
    assert "As known on 2024-10-31" in page
    assert "did not hold" not in page


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("sent", "'sent' is no pair of ids; write for example expected-2024=sent-2024"),
        ("=sent", "is no pair of ids"),
        ("nothing=dprk-flights-2024", 'unknown measurand "nothing" in resolved_by'),
    ],
)
def test_what_resolves_a_forecast_has_to_exist(capsys: Captured, tmp_path: Path, given: str, message: str) -> None:
    """A pair is two ids of the corpus."""
    code, out, err = answer(capsys, "report", "-o", str(tmp_path / "page.html"), "--resolved-by", given)
    assert (code, out) == (2, "")
    assert message in err


def test_a_report_that_cannot_be_written_is_a_mistake(capsys: Captured, tmp_path: Path) -> None:
    """The message names the file."""
    code, out, err = answer(capsys, "report", "-o", str(tmp_path / "no" / "page.html"))
    assert (code, out) == (2, "")
    assert "No such file or directory" in err
