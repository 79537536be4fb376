"""`osintclaims export` and `osintclaims schema`: files and standard output."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from osintclaims import load_seed_corpus, reconcile_all
from osintclaims.cli import main
from osintclaims.cli._terminal import Terminal
from osintclaims.interop import export, formats, load

Captured = pytest.CaptureFixture[str]


class Bytes:
    """A standard output that keeps bytes."""

    def __init__(self, encoding: str) -> None:
        self.raw = io.BytesIO()
        self.stream = io.TextIOWrapper(self.raw, encoding=encoding, write_through=True)


def answer(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_format_goes_to_standard_output_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte what `export` gives, line breaks included, in UTF-8 whatever the encoding of the stream."""
    out = Bytes("ascii")
    monkeypatch.setattr(sys, "stdout", out.stream)
    assert main(("export", "--to", "csv")) == 0
    assert out.raw.getvalue() == str(export(load_seed_corpus(), "csv")).encode()
    assert b"\r\n" in out.raw.getvalue()


def test_a_file_has_the_format_of_its_extension(capsys: Captured, tmp_path: Path) -> None:
    """Its name is printed; what was written can be read again."""
    file = tmp_path / "a.jsonl"
    assert answer(capsys, "export", "--to", str(file)) == (0, f"{file}\n", "")
    assert load(file) == load_seed_corpus()
    other = tmp_path / "data.txt"
    assert answer(capsys, "export", "--to", str(other), "--format", "json")[0] == 0
    assert load(other, format="json") == load_seed_corpus()


def test_results_are_exported_instead_of_claims(capsys: Captured) -> None:
    """What `reconcile_all` gives, in the form that `schema` describes."""
    _, out, _ = answer(capsys, "export", "--results", "--to", "json")
    jsonschema = pytest.importorskip("jsonschema")
    found = json.loads(out)
    assert found == json.loads(str(export(reconcile_all(load_seed_corpus()), "json")))
    code, schema, _ = answer(capsys, "schema")
    assert code == 0
    jsonschema.Draft202012Validator(json.loads(schema)).validate(found)


def test_formats_are_listed(capsys: Captured) -> None:
    """Each with the extension of its files."""
    _, out, _ = answer(capsys, "export", "--list")
    assert dict(line.split("\t") for line in out.splitlines()) == dict(formats())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("export", "say what to make with --to"),
        ("export --to nope", "does not say its format"),
        ("export --to sqlite", "sqlite is no text: give a path that ends in .db"),
        ("export --to x --format nope", 'unknown format "nope"'),
        ("export nowhere --to csv", "nowhere"),
        ("export --to nowhere/a.csv", "nowhere"),
    ],
)
def test_what_cannot_be_exported_ends_with_2(capsys: Captured, arguments: str, said: str) -> None:
    """The message says what would be right."""
    code, out, err = answer(capsys, *arguments.split())
    assert (code, out) == (2, "")
    assert said in err


def test_data_is_harmless_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where people look, control characters are spelled out; streams of text take it as text."""
    seen = Bytes("utf-8")
    monkeypatch.setattr(seen.stream, "isatty", lambda: True)
    Terminal(seen.stream, io.StringIO()).data("a\x1b[2Jb\n")
    assert seen.raw.getvalue() == b"a\\x1b[2Jb\n"
    text = io.StringIO()
    Terminal(text, io.StringIO()).data("a\n")
    assert text.getvalue() == "a\n"


def test_a_reader_that_goes_away_ends_the_output() -> None:
    """As for other output: no message, and no error."""
    err = io.StringIO()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        terminal = Terminal(stream, err)
        terminal.data("a\n")
        terminal.data("b\n")
    assert err.getvalue() == ""
