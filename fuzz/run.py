"""Fuzz the doors one after another and print a table of what was done and found.

``python -m fuzz.run [--seconds 60] [--bytes 0] [DOOR ...]`` (``make fuzz SECONDS=60``). The exit code is 1 if something
was found; inputs that break a door are in ``build/fuzz/DOOR``.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from fuzz.doors import DOORS

#: What libFuzzer calls the inputs on which it ends the process itself.
KILLED = ("crash-*", "leak-*", "oom-*", "timeout-*")
#: What a run writes down.
FIGURES = ("seconds", "executions", "bytes", "slowest")


def main() -> int:
    """Fuzz what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("doors", nargs="*", metavar="DOOR", help=f"what to fuzz: {', '.join(DOORS)} (default: all)")
    parser.add_argument("--seconds", type=float, default=60, help="for how long each is fuzzed, at least")
    parser.add_argument("--bytes", type=int, default=0, help="how many bytes each is given, at least")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"), help="where inputs and logs go")
    options = parser.parse_args()
    found = 0
    print("| door | seconds | executions | bytes | slowest input | findings |\n|---|---|---|---|---|---|", flush=True)
    for door in options.doors or DOORS:
        folder = (options.folder / door).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("finding-*"), *(file for kind in KILLED for file in folder.glob(kind))):
            old.unlink()
        (folder / "figures.json").unlink(missing_ok=True)
        one = [sys.executable, "-m", "fuzz.one", door, str(folder)]
        with (folder / "log").open("wb") as log:
            done = subprocess.run([*one, str(options.seconds), str(options.bytes)], stdout=log, stderr=log, check=False)
        written = folder / "figures.json"
        figures: dict[str, Any] = dict.fromkeys(FIGURES, 0) | {"findings": {}}
        figures |= json.loads(written.read_text()) if written.exists() else {}
        killed = [file.name for kind in KILLED for file in folder.glob(kind)]
        findings = [f"{what} ({name})" for what, name in figures["findings"].items()] + killed
        if done.returncode and not findings:
            findings = [f"ended with {done.returncode}, see {folder / 'log'}"]
        found += len(findings)
        cells = (f"{figures['seconds']:,.0f}", f"{figures['executions']:,}", f"{figures['bytes']:,}")
        print(f"| {door} | {' | '.join(cells)} | {figures['slowest']:.2f} s | {'; '.join(findings) or 0} |", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
