"""The hedge profiles that the library ships: one file of data each."""

import functools
import tomllib
from importlib.resources import files
from typing import Any, Final

from osintclaims.errors import ReconciliationError
from osintclaims.model import Hedge
from osintclaims.reconciliation._profile import Profile
from osintclaims.reconciliation._row import Row

__all__ = ["PROFILES", "profile_named"]

_FOLDER: Final = files("osintclaims.reconciliation") / "profiles"

#: Names of the profiles that the library ships.
PROFILES: Final = tuple(
    sorted(entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir() if entry.name.endswith(".toml"))
)


def profile_named(name: str) -> Profile:
    """A profile that the library ships.

    Raises:
        ReconciliationError: There is none of this name; the message lists those there are.
    """
    if name not in PROFILES:
        raise ReconciliationError(f'unknown hedge profile "{name}"; choose from {", ".join(PROFILES)}')
    return _shipped(name)


@functools.cache
def _shipped(name: str) -> Profile:
    table: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    bare, base = table.get("bare", {}), table.get("base")
    return Profile(
        name=name,
        description=table["description"],
        source=table["source"],
        last_figure=bare.get("last_figure", 0.0),
        bare_at_most=bare.get("at_most", 0.0),
        about_shares=tuple(table.get("about", {}).get("shares", ())),
        rows=tuple(_row(row) for row in table.get("row", ())),
        vague={word: tuple(float(number) for number in _listed(row)) for word, row in table.get("vague", {}).items()},
        base=None if base is None else profile_named(base),
    )


def _row(table: dict[str, Any]) -> Row:
    fields = dict(table)
    fields["hedge"] = Hedge(table["hedge"])
    for key in ("words", "width"):
        fields[key] = tuple(table.get(key, ()))
    return Row(**fields)


def _listed(value: Any) -> list[Any]:
    """A value of a table as a list; a single number is a list of one."""
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType] - TOML is untyped
