"""Fail unless every package is covered as far as it must be; say nothing when all is well.

The packages whose errors would end up in a published figure need every line and every branch. The rest needs 95 %.
Run after ``coverage run -m pytest``, from the project's root.
"""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Final

import coverage

ROOT: Final = Path("src/osintclaims")

#: Packages where a wrong branch is a wrong number.
COMPLETE: Final = frozenset({"model", "reconciliation", "stats"})

#: What the rest must reach, in per cent of lines and branches together, package by package.
FLOOR: Final = 95.0


def measured() -> dict[str, list[tuple[str, dict[str, int], str]]]:
    """Counts of each file and what it misses, by package."""
    data = coverage.Coverage()
    data.load()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "coverage.json"
        data.json_report(outfile=str(target))
        report = json.loads(target.read_text(encoding="utf-8"))
    packages: dict[str, list[tuple[str, dict[str, int], str]]] = defaultdict(list)
    for name, entry in report["files"].items():
        inner = Path(name).relative_to(ROOT)
        package = inner.parts[0].removesuffix(".py")
        lines = ", ".join(str(line) for line in entry["missing_lines"])
        branches = ", ".join(f"{start}->{end}" for start, end in entry["missing_branches"])
        missing = "; ".join(f"{label} {text}" for label, text in (("lines", lines), ("branches", branches)) if text)
        packages[package].append((name, entry["summary"], missing))
    return packages


def main() -> int:
    """Compare each package with its floor; 1 if one is below."""
    packages = measured()
    if not packages:
        print("coverage: nothing was measured; run `coverage run -m pytest` first")
        return 1
    failed = False
    for package, files in sorted(packages.items()):
        wanted = sum(summary["num_statements"] + summary["num_branches"] for _, summary, _ in files)
        reached = sum(summary["covered_lines"] + summary["covered_branches"] for _, summary, _ in files)
        percent = 100.0 * reached / wanted if wanted else 100.0
        floor = 100.0 if package in COMPLETE else FLOOR
        if percent < floor:
            failed = True
            print(f"coverage: osintclaims.{package} {percent:.2f} % is below {floor:g} %")
            for name, _, missing in files:
                if missing:
                    print(f"  {name}: {missing}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
