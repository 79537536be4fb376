"""Fuzz one door: ``python -m fuzz.one DOOR FOLDER SECONDS BYTES``, which `fuzz.run` calls.

What the library breaks on is kept in the folder, one input for each place of the code, and the run goes on. It ends
when both so many seconds and so many bytes have gone by.
"""

import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any, Final

from fuzz.mutate import Mutator

#: Longest input. Texts above it are more of the same; units and dates come many to an input.
MAX_BYTES: Final = 32_768
#: Seconds of the processor that an input of that length may take, in instrumented code.
SLOW: Final = 10
#: Seconds after which, and megabytes at which, the fuzzer itself ends the process.
HANGS: Final = 120
MEMORY: Final = 1_500
#: Functions of a door that say what is wrong with what another one did.
OURS: Final = ("_refused", "_same")
#: Different breaks after which going on is a waste.
ENOUGH: Final = 20


class Run:
    """What was done so far, and when it is enough."""

    def __init__(self, folder: Path, seconds: float, wanted: int) -> None:
        self._folder, self._seconds, self._wanted = folder, seconds, wanted
        self._start = self._written = time.monotonic()
        self._executions = self._bytes = 0
        self._longest = 0.0
        self._found: dict[str, str] = {}

    def count(self, data: bytes, took: float) -> None:
        """One input more."""
        self._executions += 1
        self._bytes += len(data)
        self._longest = max(self._longest, took)
        now = time.monotonic()
        done = now - self._start >= self._seconds and self._bytes >= self._wanted
        if done or now - self._written > 1 or len(self._found) >= ENOUGH:
            self._written = now
            figures = {
                "seconds": now - self._start,
                "executions": self._executions,
                "bytes": self._bytes,
                "slowest": self._longest,
                "findings": self._found,
            }
            (self._folder / "figures.json").write_text(json.dumps(figures, indent=2))
        if done or len(self._found) >= ENOUGH:
            os._exit(0)  # libFuzzer has no other end within Python

    def found(self, what: str, data: bytes, report: str) -> None:
        """A break; one input is kept of those that break at the same place."""
        if what not in self._found:
            name = f"finding-{len(self._found) + 1}"
            self._found[what] = name
            (self._folder / name).write_bytes(data)
            (self._folder / f"{name}.txt").write_text(report, errors="backslashreplace")


def main() -> None:
    """Fuzz until it is enough."""
    door, folder = sys.argv[1], Path(sys.argv[2])
    seeds = Path(__file__).parent / "seeds" / door
    kept = [file.read_bytes() for file in sorted(seeds.iterdir())]
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["osintclaims", "tomllib"]):
        from fuzz.doors import DOORS  # noqa: PLC0415 - instrumented
        from fuzz.tokens import tokens  # noqa: PLC0415 - instrumented

        for data in kept:  # what is imported when first needed is to be instrumented, too
            DOORS[door](data)
    run = Run(folder, float(sys.argv[3]), int(sys.argv[4]))

    def test(data: bytes) -> None:
        start = time.process_time()
        try:
            DOORS[door](data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            frames = traceback.extract_tb(error.__traceback__)
            frame = next((one for one in reversed(frames) if one.name not in OURS), frames[-1])
            what = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
            run.found(what, data, traceback.format_exc())
        took = time.process_time() - start
        if took > SLOW:
            run.found(f"{took:.0f} s", data, "slow")
        run.count(data, took)

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    limits = [f"-max_len={MAX_BYTES}", f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={folder}/"]

    def plain(data: bytes, longest: int) -> bytes:
        mutated: bytes = atheris.Mutate(data, longest)  # looked up anew: Fuzz() puts another function in its place
        return mutated

    mutator = Mutator(tokens(door), kept, plain)
    atheris.Setup([sys.argv[0], *limits, str(corpus), str(seeds)], test, custom_mutator=mutator.__call__)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
