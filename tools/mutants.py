"""Mutation testing of packages or modules: ``make mutants OF="stats reconciliation/_votes" WITHIN=3``.

For each package, the tracked files are copied to ``build/mutants/PACKAGE``, where mutmut changes the functions of the
package one by one, and `run_mutants` runs for each change those of the package's tests that reach the function, with a
few fixed examples of Hypothesis, or so many seconds of the quickest. A change that no test notices is a survivor:
``cd build/mutants/PACKAGE && ../../../.venv/bin/mutmut show NAME`` prints it. What is known of a mutant is kept until
its function changes; a second run goes on where the first one ended, and tries the survivors again.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "build" / "mutants"
#: What is mutated when nothing is named: the packages whose errors would end up in a published figure.
CHOSEN: Final = ("stats", "reconciliation")
#: Greatest share of survivors.
BUDGET: Final = 0.05
#: mutmut's codes of mutants that no test noticed: all passed, or none reaches the function, or nobody tried.
LEFT: Final = {0, 33, None}

#: Tests in another folder that are tests of a package as well: the tables of JSON are those of the store.
ELSEWHERE: Final = {"store": ["tests/interop/test_json.py"]}

CONFIG: Final = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/osintclaims/{package}/*"]
also_copy = ["conftest.py", "seeds"]
pytest_add_cli_args_test_selection = {tests}
"""


def undecorated(source: str) -> str:
    """The same module with ``name = decorator(name)`` below each function: mutmut changes nothing that is decorated."""
    lines = source.splitlines(keepends=True)
    functions = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef) and one.decorator_list]
    for function in sorted(functions, key=lambda function: -function.lineno):
        decorators = [ast.unparse(one) for one in function.decorator_list]
        if decorators in (["classmethod"], ["staticmethod"]):  # which mutmut knows
            continue
        indent, name = " " * function.col_offset, function.name
        applied = "".join(f"{decorator}(" for decorator in decorators) + name + ")" * len(decorators)
        lines.insert(function.end_lineno or 0, f"\n{indent}{name} = {applied}\n")
        del lines[function.decorator_list[0].lineno - 1 : function.lineno - 1]
    return "".join(lines)


def copy(package: str) -> None:
    """The tracked files, and the package as mutmut's configuration."""
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        target = TARGET / package / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.startswith(f"src/osintclaims/{package}/") and name.endswith(".py"):
            source = undecorated((ROOT / name).read_text(encoding="utf-8"))
            # What is older than its mutants is not mutated again.
            if not target.exists() or target.read_text(encoding="utf-8") != source:
                target.write_text(source, encoding="utf-8")
        else:
            target.unlink(missing_ok=True)  # a link cannot be written over
            shutil.copy2(ROOT / name, target, follow_symlinks=False)
    with (TARGET / package / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(CONFIG.format(package=package, tests=[f"tests/{package}", *ELSEWHERE.get(package, [])]))


def main() -> int:
    """Run, count the survivors, and fail if they are too many."""
    # Linear algebra in one thread: the matrices are small, and each mutant's process would start threads of its own.
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "few", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    within, *names = sys.argv[1:]
    chosen = [name.partition("/") for name in names or CHOSEN]
    left = total = 0
    for package, group in groupby(chosen, key=lambda one: one[0]):
        modules = [module for _, _, module in group if module]
        copy(package)
        command = [sys.executable, str(ROOT / "tools" / "run_mutants.py"), package, within, *modules]
        subprocess.run(command, cwd=TARGET / package, check=True, env=environment)
        source = TARGET / package / "mutants" / "src" / "osintclaims" / package
        for file in [source / f"{module}.py.meta" for module in modules] or source.rglob("*.meta"):
            codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].values()
            left, total = left + sum(code in LEFT for code in codes), total + len(codes)
    print(f"{left} of {total} mutants survive")
    return int(left > BUDGET * total)


if __name__ == "__main__":
    sys.exit(main())
