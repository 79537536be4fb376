"""Mutation testing of packages or modules: ``make mutants OF="stats reconciliation/_votes"``.

For each package, the tracked files are copied to ``build/mutants/PACKAGE``, where mutmut changes the functions of the
chosen modules one by one, and runs for each change those of the package's own tests that reach the function, the quick
ones first and with a few fixed examples of Hypothesis. A change that no test notices is a survivor:
``cd build/mutants/PACKAGE && ../../../.venv/bin/mutmut show NAME`` prints it. What is known of a mutant is kept until
its function changes; a second run goes on where the first one ended, and tries the survivors again.
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
#: How pytest ended: all tests passed, or none reaches the function. All else is a change that was noticed: a failure, an
#: error while the tests are collected, or fifteen times the usual time.
LEFT: Final = {0: "survived", 5: "no test", 33: "no test"}

CONFIG: Final = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/osintclaims/{package}/*"]
also_copy = ["conftest.py", "seeds"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "--no-showlocals", "--tb=no", "-r", "N"]
pytest_add_cli_args_test_selection = ["tests/{package}"]
on_dependency_change = "ignore"
"""


def copy(package: str) -> None:
    """The tracked files, and the package as mutmut's configuration."""
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        target = TARGET / package / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # a link cannot be written over
        shutil.copy2(ROOT / name, target, follow_symlinks=False)
    with (TARGET / package / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIG.format(package=package))


def meta(package: str, module: str) -> list[Path]:
    """Mutmut's file about a module, or about each of the package."""
    source = TARGET / package / "mutants" / "src" / "osintclaims" / package
    return [source / f"{module}.py.meta"] if module else sorted(source.rglob("*.meta"))


def forget_survivors(file: Path) -> None:
    """Survivors are tried again: there may be new tests."""
    if file.exists():
        known = json.loads(file.read_text(encoding="utf-8"))
        codes = known["exit_code_by_key"]
        known["exit_code_by_key"] = {name: None if code in LEFT else code for name, code in codes.items()}
        file.write_text(json.dumps(known), encoding="utf-8")


def main() -> int:
    """Run, list the survivors, and fail if they are too many."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "few"}
    files: list[Path] = []
    for one in sys.argv[1:] or CHOSEN:
        package, _, module = one.partition("/")
        copy(package)
        for file in meta(package, module):
            forget_survivors(file)
        pattern = [f"osintclaims.{package}.{module.replace('/', '.')}.*"] if module else []
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *pattern]
        subprocess.run(command, cwd=TARGET / package, check=True, env=environment)
        files += meta(package, module)
    left = total = 0
    for file in files:
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        survivors = {name: LEFT[code] for name, code in codes.items() if code in LEFT}
        left, total = left + len(survivors), total + len(codes)
        print(f"{file.name.removesuffix('.py.meta')}: {len(survivors)} of {len(codes)} mutants survive")
        for name, how in survivors.items():
            print(f"    {name}: {how}")
    print(f"{left} of {total} mutants survive")
    return int(left > BUDGET * total)


if __name__ == "__main__":
    sys.exit(main())
