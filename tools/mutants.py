"""Mutation testing of packages or modules: ``make mutants OF="stats reconciliation/_votes"``.

The tracked files are copied to ``build/mutants``, where mutmut changes the functions of the chosen modules one by one,
and runs for each change the tests that reach the function, with a few fixed examples of Hypothesis. A change that no
test notices is a survivor: ``cd build/mutants && ../../.venv/bin/mutmut show NAME`` prints it. What is known of mutants
is kept; a second run goes on where the first one ended.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "build" / "mutants"
#: What is mutated when nothing is named: the packages whose errors would end up in a published figure.
CHOSEN: Final = ("stats", "reconciliation")
#: Greatest share of survivors.
BUDGET: Final = 0.05

CONFIG: Final = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {modules}
also_copy = ["conftest.py", "seeds", "src"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = {tests}
"""


def copy(chosen: list[str]) -> None:
    """The tracked files, and the choice as mutmut's configuration."""
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        target = TARGET / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # a link cannot be written over
        shutil.copy2(ROOT / name, target, follow_symlinks=False)
    modules = [f"src/osintclaims/{one}{'.py' if '/' in one else '/*'}" for one in chosen]
    tests = sorted({f"tests/{one.split('/')[0]}" for one in chosen})
    with (TARGET / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIG.format(modules=json.dumps(modules), tests=json.dumps(tests)))


def main() -> int:
    """Run, list the survivors, and fail if they are too many."""
    copy(sys.argv[1:] or list(CHOSEN))
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "few"}
    for command in ("run", "results", "export-cicd-stats"):
        subprocess.run([sys.executable, "-m", "mutmut", command], cwd=TARGET, check=True, env=environment)
    found = json.loads((TARGET / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    left = found["survived"] + found["no_tests"]
    print(f"{left} of {found['total']} mutants survive")
    return int(left > BUDGET * found["total"])


if __name__ == "__main__":
    sys.exit(main())
