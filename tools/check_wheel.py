"""Fail unless a wheel holds every file of the package and the seed corpus, as regular files, and nothing else."""

import stat
import sys
import zipfile
from pathlib import Path
from typing import Final

SOURCE: Final = Path("src")
UNWANTED: Final = frozenset({"__pycache__", "texts"})


def source_files(folder: Path) -> set[str]:
    """Every file below a folder, links followed, as the names they should have in the wheel."""
    found: set[str] = set()
    for path in folder.iterdir():
        if path.name in UNWANTED:
            continue
        found |= source_files(path) if path.is_dir() else {path.relative_to(SOURCE).as_posix()}
    return found


def main() -> int:
    """Print every difference between the tree and the wheel; 1 if there is one."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        entries = {entry.filename: entry for entry in wheel.infolist() if ".dist-info/" not in entry.filename}
        expected = source_files(SOURCE / "osintclaims")
        problems = [f"missing from the wheel: {name}" for name in sorted(expected - entries.keys())]
        problems += [f"should not be in the wheel: {name}" for name in sorted(entries.keys() - expected)]
        for name, entry in sorted(entries.items()):
            mode = entry.external_attr >> 16
            if mode and not stat.S_ISREG(mode):
                problems.append(f"not a regular file: {name}")
            elif name in expected and wheel.read(entry) != (SOURCE / name).read_bytes():
                problems.append(f"differs from the tree: {name}")
    if "osintclaims/py.typed" not in entries:
        problems.append("no py.typed: type checkers would ignore the annotations")
    if not any(name.startswith("osintclaims/store/_seeds/") and name.endswith(".toml") for name in entries):
        problems.append("no seed corpus")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
