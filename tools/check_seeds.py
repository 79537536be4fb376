"""Check the seed corpus, and verify every anchor where the article texts are at hand.

The texts belong to others and are not in the project, so the folder is an argument. Without one only the corpus itself
is checked. Fails on any error, on a folder that does not exist, on files that are not canonical, and on an anchor that
could not be verified. Findings about the world (W3..) are printed and stop nothing.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import osintclaims

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"


def main(arguments: list[str] | None = None) -> int:
    """Print the report; 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, help="folder of the article texts, matched by SHA-256")
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="corpus folder (default: the project's own)")
    options = parser.parse_args(arguments)
    if options.texts is not None and not options.texts.is_dir():
        print(f"no such folder: {options.texts}")
        return 1
    report = osintclaims.check_corpus(options.seeds, texts=options.texts)
    print(report)
    if not report.ok:
        return 1
    if not report.anchors_recorded or (options.texts is not None and report.anchors_verified < report.anchors_recorded):
        print("not every anchor was verified")
        return 1
    changed = _not_canonical(options.seeds)
    if changed:
        print(f"not canonical: {', '.join(changed)}; save_corpus(load_corpus(folder), folder) writes them anew")
    return 1 if changed else 0


def _not_canonical(seeds: Path) -> list[str]:
    """Files that saving the corpus would change."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "seeds"
        shutil.copytree(seeds, copy)
        osintclaims.save_corpus(osintclaims.load_corpus(copy), copy)
        names = {file.relative_to(folder) for folder in (seeds, copy) for file in folder.rglob("*.toml")}
        return sorted(str(name) for name in names if _bytes(seeds / name) != _bytes(copy / name))


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
