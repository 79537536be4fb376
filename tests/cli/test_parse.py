"""`osintclaims parse`: phrases, texts, standard input."""

import io
import json
import sys
from typing import Any

import pytest

from osintclaims.cli import main

Captured = pytest.CaptureFixture[str]
TEXT = "At least 28 flights, and 3,000 troops, including 40 officers, in 2024."


def answer(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    code = main(("parse", *arguments))
    out, err = capsys.readouterr()
    return code, out, err


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """What stands on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))


def test_a_phrase_is_read_literally(capsys: Captured) -> None:
    """The figure in its unit, on one line."""
    assert answer(capsys, "more than 7,000 soldiers") == (0, "more than 7,000 people\n", "")
    assert answer(capsys, "up to 10,000", "--unit", "shells")[1] == "up to 10,000 shells\n"


def test_json_holds_every_field(capsys: Captured) -> None:
    """Bounds that are not stated are null."""
    code, out, _ = answer(capsys, "up to 10,000 soldiers", "--json")
    assert code == 0
    assert json.loads(out) == {
        "schema_version": 1,
        "estimate": {
            "text": "up to 10,000 people",
            "unit": "person",
            "low": None,
            "best": None,
            "high": 10_000,
            "low_open": False,
            "high_open": False,
            "hedge": "up_to",
            "vague": "",
            "wording": "up to 10,000 soldiers",
        },
    }


def test_what_is_no_figure_ends_with_2_and_says_where(capsys: Captured) -> None:
    """The place and the reason, as text or as JSON."""
    code, out, err = answer(capsys, "10.000 soldiers")
    assert (code, out) == (2, "")
    assert err.startswith('osintclaims: error: cannot read "10.000 soldiers" at 0: ')
    code, out, err = answer(capsys, "troops", "--json")
    assert (code, err) == (2, "")
    assert json.loads(out)["error"] == {
        "position": 0,
        "reason": "no number and no word for one",
        "understood": "",
    }
    assert answer(capsys, "5 soldiers", "--unit", "nonsense")[0] == 2


def test_figures_of_a_text_are_listed_with_their_places(capsys: Captured) -> None:
    """One line each: place, figure, words; parts are marked."""
    assert answer(capsys, "--find", TEXT)[1].splitlines() == [
        "0-11\tat least 28 flights\tAt least 28 flights",
        "25-30\t3,000 people\t3,000 troops",
        "49-51\t40 people (part)\t40 officers",
    ]
    assert answer(capsys, "--find", "nothing here") == (0, "", "")


def test_numbers_that_are_none_have_a_reason(capsys: Captured) -> None:
    """`--explain` lists them as well, in JSON apart."""
    assert "65-69\tno figure: a year\t2024" in answer(capsys, "--explain", TEXT)[1].splitlines()
    found: dict[str, Any] = json.loads(answer(capsys, "--explain", TEXT, "--json")[1])
    assert [one["part_of"] for one in found["mentions"]] == [None, None, 1]
    assert [one["text"] for one in found["no_figures"]] == ["2024"]
    assert "no_figures" not in json.loads(answer(capsys, "--find", TEXT, "--json")[1])


def test_standard_input_is_utf_8(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the locale; other bytes are refused, and a closed stream as well."""
    given(monkeypatch, "“some 3,000 troops”\r\n".encode())
    assert answer(capsys, "--find", "-")[1] == "1-11\tabout 3,000 people\tsome 3,000 troops\n"
    given(monkeypatch, b"some 3,000 troops\n")
    assert answer(capsys, "-")[1] == "about 3,000 people\n"
    given(monkeypatch, b"3 \xff")
    assert "standard input: not UTF-8 at byte 2" in answer(capsys, "-")[2]
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is closed" in answer(capsys, "-")[2]


def test_a_unit_is_for_one_phrase(capsys: Captured) -> None:
    """With `--find` it would be ignored, which nobody would notice."""
    code, _, err = answer(capsys, "--find", TEXT, "--unit", "person")
    assert code == 2
    assert "--unit is for a single phrase" in err
