"""Fail unless the built documentation has the public names and no others: run with the path of its ``objects.inv``."""

import importlib
import pkgutil
import sys
import zlib
from pathlib import Path

import osintclaims


def documented(inventory: Path) -> set[str]:
    """Names of the Python objects in a Sphinx inventory (version 2: four lines of header, then zlib).

    Those of priority -1 are left out: other names, by which what is documented can be linked to.
    """
    packed = inventory.read_bytes().split(b"\n", 4)[4]
    entries = zlib.decompress(packed).decode("utf-8").splitlines()
    split = (line.split(maxsplit=3) for line in entries)
    return {name for name, role, priority, _ in split if role.startswith("py:") and priority != "-1"}


def public_modules() -> list[str]:
    """The packages and modules that users may import from, at any depth."""
    found = pkgutil.walk_packages(osintclaims.__path__, "osintclaims.")
    return [module.name for module in found if "._" not in module.name]


def hidden(known: set[str]) -> list[str]:
    """Documented names of ours that nobody is to use: what they belong to is in no ``__all__``."""
    offered = {module: set(importlib.import_module(module).__all__) for module in ("osintclaims", *public_modules())}
    found: list[str] = []
    for name in known:
        parts = name.split(".")
        homes = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
        home = max((one for one in homes if one in offered), default="", key=len)
        rest = name.removeprefix(home).split(".")[1:]
        if parts[0] == "osintclaims" and rest and rest[0] not in offered.get(home, ()):
            found.append(name)
    return sorted(found)


def main() -> int:
    """Print public names that are not documented, and documented ones that are not public; 1 if there is one."""
    known = documented(Path(sys.argv[1]))
    missing: list[str] = []
    homes: set[str] = set()
    for module in public_modules():
        names = {f"{module}.{name}" for name in importlib.import_module(module).__all__}
        homes.update(name.rpartition(".")[2] for name in names & known)
        missing += sorted(names - known)
    homes.update(module.rpartition(".")[2] for module in public_modules())
    front = {name for name in osintclaims.__all__ if not name.startswith("__")}
    missing += sorted({f"osintclaims.{name}" for name in front - homes} - known)
    for name in missing:
        print(f"not documented: {name}")
    more = hidden(known)
    for name in more:
        print(f"documented, but not public: {name}")
    return 1 if missing or more else 0


if __name__ == "__main__":
    sys.exit(main())
