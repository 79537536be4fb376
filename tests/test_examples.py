"""Each example script runs as a user would run it."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.py"))


def test_there_are_examples() -> None:
    """The folder holds at least the script that `make demo` runs."""
    assert "01_reconcile_seed_corpus.py" in [script.name for script in EXAMPLES]


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda script: str(script.stem))
def test_an_example_is_a_page_of_the_gallery(script: Path) -> None:
    """Its docstring starts with an underlined title; its name says whether it draws, which needs the extra."""
    text = script.read_text(encoding="utf-8")
    title, line, _ = text.removeprefix('"""').split("\n", 2)
    assert line == "=" * len(title)
    assert ("_plot_" in script.name) == ("osintclaims.plot" in text)


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda script: str(script.stem))
def test_an_example_runs(script: Path, tmp_path: Path) -> None:
    """It ends well, without a warning, from any folder, and prints something; Spark talks on the side."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", str(script)],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr == "" or "spark" in script.name
