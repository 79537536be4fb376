"""Completion scripts: made from the parser, and understood by the shells."""

import shutil
import subprocess
from pathlib import Path

import pytest

from osintclaims.cli import main


def script(capsys: pytest.CaptureFixture[str], shell: str) -> str:
    """The script for a shell."""
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_know_commands_options_and_values(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    """Every command, its options, and the names of methods and formats."""
    found = script(capsys, shell)
    for expected in (
        "reconcile",
        "check",
        "report",
        "completion",
        "measurand",
        "interval_median",
        "github",
        "bash zsh fish",
    ):
        assert expected in found, expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_read_their_script(capsys: pytest.CaptureFixture[str], tmp_path: Path, shell: str) -> None:
    """A syntax error would spoil every new shell."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} on this machine")
    file = tmp_path / "script"
    file.write_text(script(capsys, shell), encoding="utf-8")
    done = subprocess.run([program, "-n", str(file)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("osintclaims rec", {"reconcile"}),
        ("osintclaims reconcile --meth", {"--method"}),
        ("osintclaims reconcile --independence ", {"source", "organisation", "party"}),
        ("osintclaims check --format g", {"github"}),
        ("osintclaims completion f", {"fish"}),
        ("osintclaims check pro", {"problem.toml"}),
    ],
)
def test_bash_completes(capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, expected: set[str]) -> None:
    """What a user would see after pressing the tabulator twice."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    (tmp_path / "problem.toml").touch()
    words = line.split(" ")
    code = (
        f"{script(capsys, 'bash')}\nCOMP_WORDS=({' '.join(word or chr(39) * 2 for word in words)})\n"
        f'COMP_CWORD={len(words) - 1}\n_osintclaims\nprintf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run([bash, "-c", code], capture_output=True, check=True, cwd=tmp_path, text=True)
    assert expected <= set(done.stdout.split())
    assert not done.stderr
