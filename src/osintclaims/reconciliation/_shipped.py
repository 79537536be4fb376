"""The hedge profiles that the library ships: one file each, with the fields of a `Profile`."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from types import MappingProxyType
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
    fields = tomllib.loads((_FOLDER / f"{name}.toml").read_bytes().decode())
    return Profile(name=name, **{key: _READ[key](value) for key, value in fields.items()})


def _rows(tables: list[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(**{key: _ROW[key](value) for key, value in table.items()}) for table in tables)


def _vague(table: dict[str, list[float]]) -> dict[str, tuple[float, ...]]:
    return {word: tuple(map(float, numbers)) for word, numbers in table.items()}


#: What the values in a file, which are named as in `Row`, are made into.
_ROW: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {"hedge": Hedge, "words": tuple, "below": float, "low": float, "high": float, "best": float, "width": tuple}
)

#: The same of `Profile`.
_READ: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "description": str,
        "source": str,
        "last_figure": float,
        "bare_at_most": float,
        "about_shares": tuple,
        "rows": _rows,
        "vague": _vague,
        "base": profile_named,
    }
)
