"""Colour, progress, pipes, interrupts, and terminals that know little."""

import io
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from osintclaims import Corpus, Estimate, claim, save_corpus
from osintclaims.cli import main
from osintclaims.cli._terminal import Terminal

PROGRAM = (sys.executable, "-m", "osintclaims.cli")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:  # noqa: D102
        return True


def printed(environment: Mapping[str, str], stream: io.StringIO) -> str:
    """What a styled line looks like there."""
    Terminal(stream, stream, environment).write(("title", "bold"), " rest")
    return stream.getvalue()


def test_colour_goes_to_terminals_alone() -> None:
    """Not into pipes, not with NO_COLOR, not to a dumb terminal; an empty NO_COLOR says nothing."""
    assert printed({}, Screen()) == "\x1b[1mtitle\x1b[0m rest\n"
    assert printed({"NO_COLOR": ""}, Screen()) == "\x1b[1mtitle\x1b[0m rest\n"
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert printed(environment, Screen()) == "title rest\n"
    assert printed({}, io.StringIO()) == "title rest\n"


def test_progress_is_for_people() -> None:
    """It is shown on a terminal while it lasts, and nowhere else."""
    screen, pipe = Screen(), io.StringIO()
    with Terminal(io.StringIO(), screen, {}).progress("loading"):
        assert screen.getvalue() == "loading ..."
    assert screen.getvalue() == "loading ...\r\x1b[K"
    with Terminal(io.StringIO(), pipe, {}).progress("loading"):
        pass
    assert pipe.getvalue() == ""


def test_hints_are_for_people() -> None:
    """A script that reads standard error is not disturbed."""
    screen, pipe = Screen(), io.StringIO()
    for stream in (screen, pipe):
        Terminal(io.StringIO(), stream, {}).hint("see --help")
    assert (screen.getvalue(), pipe.getvalue()) == ("see --help\n", "")


def test_a_corpus_cannot_command_the_terminal() -> None:
    """Escapes, bells and overrides of direction are spelled out; line breaks, tabs and other scripts are text."""
    out = io.StringIO()
    Terminal(out, out, {}).write("a\x1b]0;title\x07 b\x9b31m \u202ec\td\ne 평양 é")
    assert out.getvalue() == "a\\x1b]0;title\\x07 b\\x9b31m \\u202ec\td\ne 평양 é\n"


def run(
    *arguments: str, env: Mapping[str, str] | None = None, program: tuple[str, ...] = PROGRAM
) -> subprocess.CompletedProcess[bytes]:
    """Run the program with standard output in a pipe."""
    return subprocess.run(
        [*program, *arguments], capture_output=True, check=False, env={**os.environ, **(env or {})}, timeout=120
    )


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "C without UTF-8 mode", "ascii"],
)
def test_every_locale_can_print_every_corpus(environment: dict[str, str], tmp_path: Path) -> None:
    """What an encoding lacks is spelled out, and nothing fails."""
    corpus = Corpus(title="Войска 평양", claims=(claim("Troops → “sent”", Estimate.of(5, "person"), by="Київ 🛰"),))
    save_corpus(corpus, tmp_path)
    for arguments in ((), ("-m", corpus.measurands[0].id), ("--json",)):
        found = run("reconcile", str(tmp_path), *arguments, env=environment)
        assert (found.returncode, found.stderr) == (0, b""), found.stderr
        assert found.stdout


#: Every command with input that it can use, by what its output is for: to be read as a page, or line by line.
PAGES = (
    "--help",
    "reconcile",
    "reconcile --expected",
    "reconcile -m dprk-troops-sent-2024-autumn",
    "report -o page.html",
    "parse --explain 40",
    "reanchor --help",
    "export --list",
    "export --to claims.csv",
)
LINES = (
    "reconcile --list",
    "reconcile --json",
    "check",
    "check --format github",
    "check --json",
    "parse --find --explain -",
    "draft article.txt",
    "draft article.txt --json",
    "schema",
    "completion bash",
    "completion zsh",
    "completion fish",
)
ARTICLE = "On 3 May “some 40 officers” of more than 7,000 soldiers crossed; 10.000 stayed.\n"


@pytest.mark.parametrize("line", [*PAGES, *LINES])
def test_every_command_speaks_plainly_into_a_pipe(line: str, tmp_path: Path) -> None:
    """In the C locale, without colour: ASCII, no escapes, no progress, pages of at most 80 columns, code 0."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = subprocess.run(
        [*PROGRAM, *line.split()],
        input=ARTICLE.encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "NO_COLOR": "1", "COLUMNS": "200"},
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("ascii")
    assert text
    assert all(character.isprintable() or character in "\n\t" for character in text)
    assert line in LINES or max(map(len, text.splitlines())) <= 80


def test_a_reader_that_goes_away_ends_the_output_quietly() -> None:
    """`osintclaims reconcile --json | head -1` says nothing but the line, and is no failure."""
    process = subprocess.Popen([*PROGRAM, "reconcile", "--list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_the_output_goes_on_being_silent_once_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first broken pipe nothing is written any more, but messages still come through."""

    class Gone(io.StringIO):
        writes = 0

        def write(self, _: str, /) -> int:
            self.writes += 1
            raise BrokenPipeError

        def fileno(self) -> int:
            return 99

    moved: list[int] = []
    monkeypatch.setattr(os, "dup2", lambda _, to: moved.append(to))
    gone, err = Gone(), io.StringIO()
    terminal = Terminal(gone, err, {})
    terminal.write("one")
    terminal.write("two")
    terminal.message("still here")
    assert (gone.writes, moved, err.getvalue()) == (1, [99], "still here\n")


def test_closed_streams_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """After `>&- 2>&-` Python has no streams at all."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--version"]) == 0
    assert main(["reconcile", "--method", "guess"]) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_is_a_mistake_with_a_message() -> None:
    """The output could not be written, and that is said."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run([*PROGRAM, "reconcile", "--list"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"No space left on device" in done.stderr


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is no error and has no traceback."""

    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("osintclaims.store.load_seed_corpus", interrupted)
    assert main(["reconcile"]) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


def test_an_interrupted_program_ends_with_130() -> None:
    """The signal that a terminal sends for Ctrl-C, while an article is being read."""
    process = subprocess.Popen(
        [*PROGRAM, "draft", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(b" " * (1 << 20))  # more than a pipe holds: it ends once the program reads
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")


def test_the_installed_program_runs() -> None:
    """The script that pip installs, and the module, are the same program."""
    script = Path(sys.executable).with_name("osintclaims")
    assert run("--version", program=(str(script),)).stdout == run("--version").stdout == b"osintclaims 0.1.0\n"


def test_the_module_can_be_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m osintclaims.cli` ends with the code of the command."""
    # pytest rewrites the modules of packages that have a plugin, and its loader cannot run one by name.
    finders = [one for one in sys.meta_path if not type(one).__module__.startswith("_pytest.")]
    monkeypatch.setattr(sys, "meta_path", finders)
    monkeypatch.setattr(sys, "argv", ["osintclaims", "--version"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("osintclaims.cli", run_name="__main__")
    assert (end.value.code, capsys.readouterr().out) == (0, "osintclaims 0.1.0\n")


def test_help_loads_nothing_heavy() -> None:
    """Neither numbers nor files nor pictures are needed to say what the program can do."""
    code = (
        "import sys; from osintclaims.cli import main; main(['reconcile', '--help']); "
        "print(sorted({'numpy', 'scipy', 'cattrs', 'pint', 'matplotlib', 'json', 'tomllib', 'osintclaims.store', "
        "'osintclaims.reconciliation'} & set(sys.modules)))"
    )
    assert run("-c", code, program=(sys.executable,)).stdout.splitlines()[-1] == b"[]"
