"""Check the seed corpus, and verify every anchor where the article texts are at hand.

The texts belong to others and are not in the project, so the folder is an argument. Without one only the corpus itself
is checked. Fails on any problem, on a folder that does not exist, and on an anchor that could not be verified.
"""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Final

import osintclaims

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"


def main(arguments: list[str] | None = None) -> int:
    """Print every problem; 1 if there is one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, help="folder of the article texts, matched by SHA-256")
    parser.add_argument("--seeds", type=Path, default=SEEDS, help="corpus folder (default: the project's own)")
    options = parser.parse_args(arguments)
    if options.texts is not None and not options.texts.is_dir():
        print(f"no such folder: {options.texts}")
        return 1
    report = osintclaims.check_corpus(options.seeds, texts=options.texts)
    if report.problems:
        print(report)
        return 1
    corpus = osintclaims.load_corpus(options.seeds)
    anchors = sum(len(record.anchors) for record in (*corpus.claims, *corpus.denials))
    if not anchors:
        print("the seed corpus has no anchors: nothing was verified")
        return 1
    if options.texts is not None:
        at_hand = {hashlib.sha256(file.read_bytes()).hexdigest() for file in options.texts.rglob("*") if file.is_file()}
        unread = [document.id for document in corpus.documents if document.sha256 not in at_hand]
        if unread:
            print(f"no text for {', '.join(unread)}: their anchors are not verified")
            return 1
    verified = "not verified: no texts given" if options.texts is None else "all verified"
    print(f"{len(corpus.claims)} claims, {len(corpus.denials)} denials, {anchors} anchors, {verified}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
