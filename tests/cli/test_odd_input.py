"""The program and what strangers, shells and systems do to it: a message and a code, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from osintclaims import Corpus, claim, load_corpus, save_corpus
from osintclaims.cli import _shared, main
from tests.store.folders import QUOTE, TEXT, write

PROGRAM = (sys.executable, "-m", "osintclaims.cli")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and names of bytes")

Captured = pytest.CaptureFixture[str]

#: A name as the system gives it that is no UTF-8.
ODD = os.fsdecode(b"n\xffame")


def run(*arguments: str, stdin: bytes = b"", timeout: float = 60, **env: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=timeout,
        env={**os.environ, **env},
    )


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ("reconcile", ODD),
        ("reconcile", "-m", ODD),
        ("reconcile", "--known-on", ODD),
        ("check", ODD),
        ("check", "--texts", ODD),
        ("reanchor", "--texts", ODD),
        ("parse", ODD),
        ("parse", "10", "--unit", ODD),
        ("draft", ODD),
        ("export", "--to", ODD),
        (ODD,),
    ],
    ids=lambda arguments: " ".join(arguments[:-1]) or "command",
)
def test_arguments_that_are_no_utf8_are_a_mistake(arguments: tuple[str, ...]) -> None:
    """They are spelled out in the message, also where the locale is C."""
    found = run(*arguments, LC_ALL="C", PYTHONUTF8="0")
    assert found.returncode == 2
    assert b"Traceback" not in found.stderr
    assert b"n\\udcffame" in found.stdout + found.stderr


def test_a_folder_that_is_not_there_is_named_once(capsys: Captured, tmp_path: Path) -> None:
    """Whatever is in its name."""
    for name in ("none", "n\udcffame", "a\nb"):
        assert main(["check", str(tmp_path / name)]) == 2
        first = capsys.readouterr().out.splitlines()[0]
        assert first.count(str(tmp_path)) == 1


#: Files that `draft` cannot read, and what is said.
FILES_TO_DRAFT = {
    "Latin-1": ("café 10 soldiers".encode("latin-1"), "not UTF-8 at byte 3"),
    "UTF-16": ("10 soldiers".encode("utf-16"), "not UTF-8 at byte 0"),
    "not there": (None, "No such file or directory"),
}


@pytest.mark.parametrize("name", FILES_TO_DRAFT)
def test_a_file_that_cannot_be_read_is_a_mistake(name: str, capsys: Captured, tmp_path: Path) -> None:
    """The file is named, and what is wrong with it."""
    content, said = FILES_TO_DRAFT[name]
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["draft", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path}: " in err
    assert said in err


@pytest.mark.parametrize("content", [b"", b"\0", b"10\0 soldiers", b"\xef\xbb\xbf10 soldiers"], ids=range(4))
def test_texts_of_any_characters_can_be_drafted(content: bytes, capsys: Captured, tmp_path: Path) -> None:
    """Nothing, NUL, a byte order mark: the figures that are there."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert main(["draft", str(path)]) == 0
    assert capsys.readouterr().out.count("[[claim]]") == (b"10" in content)


@posix
@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_is_no_file_is_a_mistake_and_not_waited_for(kind: str, capsys: Captured, tmp_path: Path) -> None:
    """A pipe without a writer, a folder, an endless device: `-` is there for pipes."""
    path = tmp_path / "a"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path("/dev/zero")
    assert main(["draft", str(path)]) == 2
    assert "not a plain file" in capsys.readouterr().err
    assert main(["check", str(path)]) == 2


@pytest.mark.parametrize("command", [("parse", "-"), ("draft", "-")])
def test_standard_input_is_read_up_to_a_limit(command: tuple[str, ...]) -> None:
    """More than a library of text is no text; what is no UTF-8 is said to be none."""
    found = run(*command, stdin=b"\xff")
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"standard input: not UTF-8 at byte 0" in found.stderr


def test_a_text_over_the_limit_is_refused(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is looked for in it."""
    monkeypatch.setattr(_shared, "_MOST", 2**20)
    path = tmp_path / "a.txt"
    path.write_bytes(b"1 " * 2**20)
    assert main(["draft", str(path)]) == 2
    assert "more than 1048576 bytes" in capsys.readouterr().err
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "from osintclaims.cli import _shared, main; _shared._MOST = 9; print(main(['parse', '-']))",
        ],
        input=b"about ten soldiers",
        capture_output=True,
        check=False,
    )
    assert b"standard input: more than 0 MiB" in found.stderr
    assert found.stdout == b"2\n"


@posix
@pytest.mark.parametrize(
    "arguments",
    [("reconcile",), ("check", "--json"), ("schema",), ("--help",), ("completion", "bash"), ("export", "--to", "csv")],
    ids=" ".join,
)
def test_a_pipe_that_closes_early_ends_the_output_quietly(arguments: tuple[str, ...]) -> None:
    """`osintclaims ... | head -0`: no message, no traceback, no failure."""
    process = subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full on this machine")
@pytest.mark.parametrize(
    "arguments", [("--version",), ("check",), ("schema",), ("export", "--to", "json")], ids=" ".join
)
def test_an_output_that_is_full_is_a_mistake_with_a_message(arguments: tuple[str, ...]) -> None:
    """The device is written to, as any other file that was opened for us; it is never replaced."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run([*PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"osintclaims: error: No space left on device\n"
    assert Path("/dev/full").is_char_device()


@posix
def test_an_interrupt_while_the_program_loads_ends_with_130(tmp_path: Path) -> None:
    """Ctrl-C at any moment after the interpreter has begun with us: one word, and the code shells expect."""
    code = (
        "import sys, signal, importlib.abc\n"
        "class Finder(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == sys.argv[1]: signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from osintclaims.cli import main\n"
        "sys.exit(main(['export', '--to', sys.argv[2]]))\n"
    )
    for module in ("osintclaims.cli._main", "osintclaims.interop", "osintclaims.store", "osintclaims.interop.csv"):
        target = tmp_path / "corpus.csv"
        target.write_text("old")
        done = subprocess.run([sys.executable, "-c", code, module, str(target)], capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"interrupted\n")
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"corpus.csv": "old"}


@posix
@pytest.mark.parametrize("moment", ["os.fsync", "os.urandom", "pathlib.Path.replace", "pathlib.Path.write_bytes"])
def test_an_interrupt_leaves_no_half_written_file(moment: str, tmp_path: Path) -> None:
    """While the page is being written the old one stays, and nothing lies beside it."""
    code = (
        "import os, pathlib, signal, sys\n"
        "from osintclaims.cli import main\n"
        "owner, name = sys.argv[1].rsplit('.', 1)\n"
        "def interrupted(*_): signal.raise_signal(signal.SIGINT)\n"
        "setattr(eval(owner), name, interrupted)\n"
        "sys.exit(main(['report', '-o', sys.argv[2]]))\n"
    )
    target = tmp_path / "page.html"
    target.write_text("old")
    done = subprocess.run([sys.executable, "-c", code, moment, str(target)], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"interrupted\n")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"page.html": "old"}


# --- reanchor --------------------------------------------------------------------------------------------------------


def moved(tmp_path: Path) -> tuple[str, str]:
    """A corpus, and a folder with its text as it is now."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "d1.txt").write_bytes(f"Corrected. {TEXT}".encode())
    return str(write(tmp_path / "corpus")), str(texts)


def test_moved_quotes_are_listed_with_their_new_anchors(capsys: Captured, tmp_path: Path) -> None:
    """One line for each, the line of the claim file below it, and a sum; the corpus is not touched."""
    folder, texts = moved(tmp_path)
    before = load_corpus(folder)
    assert main(["reanchor", folder, "--texts", texts]) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == "claim d1-c1: [23, 34) in d1: moved; the recorded quote occurs at [34, 45)"
    assert second.strip().startswith("anchor = { start = 34, end = 45, sha256 = ")
    assert last == "anchors: 1 moved"
    assert load_corpus(folder) == before


def test_quotes_that_stand_are_listed_on_demand(capsys: Captured, tmp_path: Path) -> None:
    """All of them with `--all`; the code is 0 where none has moved."""
    folder, texts = moved(tmp_path)
    (tmp_path / "texts" / "d1.txt").write_bytes(TEXT.encode())
    assert main(["reanchor", folder, "--texts", texts]) == 0
    assert capsys.readouterr().out == "anchors: 1 unchanged\n"
    assert main(["reanchor", folder, "--texts", texts, "--all"]) == 0
    assert capsys.readouterr().out.startswith("claim d1-c1: [23, 34) in d1: unchanged\n")
    save_corpus(Corpus(claims=(claim("T", "5 soldiers", by="HUR"),)), tmp_path / "bare")
    assert main(["reanchor", str(tmp_path / "bare"), "--texts", texts]) == 0
    assert capsys.readouterr().out == "anchors: none\n"


def test_proposals_are_objects_for_programs(capsys: Captured, tmp_path: Path) -> None:
    """Every field, the passages, and what is proposed; nothing is proposed where the text is not there."""
    import json

    folder, texts = moved(tmp_path)
    assert main(["reanchor", folder, "--texts", texts, "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["proposals"]
    assert (found["id"], found["state"], found["start"]) == ("d1-c1", "moved", 23)
    assert found["passages"] == [{"start": 34, "end": 45, "text": QUOTE, "similarity": 1.0}]
    assert found["proposed"]["start"] == 34
    (tmp_path / "texts" / "d1.txt").unlink()
    assert main(["reanchor", folder, "--texts", texts, "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["proposals"]
    assert (found["state"], found["proposed"]) == ("unknown", None)
    assert main(["reanchor", folder, "--texts", str(tmp_path / "none")]) == 2
    assert "no such folder of texts" in capsys.readouterr().err
