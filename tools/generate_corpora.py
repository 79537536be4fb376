"""Generate corpora, save, load and reconcile each, and fail at the first exception that is not the library's own.

``python tools/generate_corpora.py COUNT`` (``make generated CORPORA=...``) prints what was done so far, line by line.
It ends at so many different corpora.
"""

import os
import sys
import tempfile
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from osintclaims import Corpus, OsintclaimsError, fingerprint, load_corpus, reconcile_all, save_corpus
from osintclaims.testing import corpora

#: Corpora of one run of Hypothesis: it remembers what it made, and slows down as that grows.
BATCH = 2_000
#: A file system in memory, where there is one: on a disk, making and removing folders takes a fifth of the time.
MEMORY = "/dev/shm"  # noqa: S108 - each folder in it has a name of its own


def main() -> int:
    """Run as many as the first argument says, in batches."""
    wanted, seen, start = int(sys.argv[1]), Counter[str](), time.perf_counter()
    known = set[str]()
    setattr(os, "fsync", lambda _: None)  # noqa: B010 - nothing here has to outlast the machine
    quick = settings(
        max_examples=min(BATCH, wanted),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @quick
    @given(corpora())
    def run(corpus: Corpus) -> None:
        known.add(fingerprint(corpus))
        seen["different corpora"] = len(known)
        seen["corpora"] += 1
        seen["claims"] += len(corpus.claims)
        with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
            save_corpus(corpus, folder)
            if load_corpus(folder) != corpus:
                raise AssertionError(f"loaded otherwise than saved: {corpus!r}")
        try:
            seen["results"] += len(reconcile_all(corpus))
        except OsintclaimsError as error:
            seen[f"refused by {type(error).__name__}"] += 1

    while seen["different corpora"] < wanted:
        run()
        took = time.perf_counter() - start
        print(", ".join(f"{count:,} {what}" for what, count in seen.items()), f"in {took:,.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
