"""Fail unless the built documentation has every public name: run with the path of its ``objects.inv``."""

import importlib
import pkgutil
import sys
import zlib
from pathlib import Path

import osintclaims


def documented(inventory: Path) -> set[str]:
    """Names of the Python objects in a Sphinx inventory (version 2: four lines of header, then zlib)."""
    packed = inventory.read_bytes().split(b"\n", 4)[4]
    entries = zlib.decompress(packed).decode("utf-8").splitlines()
    return {name for name, role, *_ in (line.split(maxsplit=2) for line in entries) if role.startswith("py:")}


def public_modules() -> list[str]:
    """The packages and modules that users may import from, at any depth."""
    found = pkgutil.walk_packages(osintclaims.__path__, "osintclaims.")
    return [module.name for module in found if "._" not in module.name]


def main() -> int:
    """Print every public name that is not documented; 1 if there is one."""
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
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
