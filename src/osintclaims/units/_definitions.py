"""Reads ``units.txt``: the entries and the look-up tables that the rest of the package uses."""

import functools
import os.path
import re
from typing import Final

import attrs

from osintclaims.units._expression import powers, render

__all__ = ["DEFINITIONS", "Tables", "UnitEntry", "combined", "read_tables"]

#: The one file that defines units.
DEFINITIONS: Final = os.path.join(os.path.dirname(__file__), "units.txt")  # noqa: PTH118, PTH120 - pathlib costs 5 ms

#: The group of `DEFINITIONS` whose units count whole things.
_COUNTS: Final = "counts"

#: The number before a definition: names and dimensions do not need it.
_SCALE: Final = re.compile(r"^[0-9.]+ \* ")


@attrs.frozen(kw_only=True)
class UnitEntry:
    """One unit of the catalogue.

    Attributes:
        name: The canonical name, which the model stores.
        group: The part of the catalogue it belongs to, for example ``counts`` or ``length``.
        definition: Its definition in pint's syntax: a dimension in brackets, or a multiple of other units.
        symbol: Its symbol, or an empty string; `aliases` holds it too.
        aliases: Every other name: symbol, plurals, synonyms.
        dimension: The canonical text of its dimension, as `dimension` gives it.
        comment: Why it is as it is, or an empty string.
    """

    name: str
    group: str
    definition: str
    symbol: str
    aliases: tuple[str, ...]
    dimension: str
    comment: str


@attrs.frozen
class Tables:
    """What the file says, ready for look-ups."""

    entries: tuple[UnitEntry, ...]
    names: dict[str, str]
    ambiguous: dict[str, str]
    counts: frozenset[str]
    dimensions: dict[str, dict[str, int]]


@functools.cache
def read_tables() -> Tables:
    """Read the file, once per process."""
    tables = Tables((), {}, {}, frozenset(), {})
    entries: list[UnitEntry] = []
    group = ""
    with open(DEFINITIONS, encoding="utf-8") as file:  # noqa: PTH123 - see DEFINITIONS
        lines = file.read().splitlines()
    for line in lines:
        text, _, comment = (part.strip() for part in line.partition("#"))
        if text:
            entries.append(_entry(text, comment, group, tables))
        elif comment.startswith("#"):
            group = comment.strip("# ").partition(":")[0]
        elif comment.startswith("!"):
            words, _, hint = comment.strip("! ").partition(": ")
            tables.ambiguous.update(dict.fromkeys(words.split(), hint))
    counts = frozenset(entry.name for entry in entries if entry.group == _COUNTS)
    return attrs.evolve(tables, entries=tuple(entries), counts=counts)


def _entry(text: str, comment: str, group: str, tables: Tables) -> UnitEntry:
    """Read one definition and enter its names and its dimension in the tables."""
    name, definition, symbol, *others = (part.strip() for part in text.split("="))
    symbol = symbol.removeprefix("_")
    aliases = (symbol, *others) if symbol else tuple(others)
    if definition.startswith("["):
        tables.dimensions[name] = {definition: 1} if definition != "[]" else {}
    else:
        tables.dimensions[name] = combined(powers(_SCALE.sub("", definition)), tables.dimensions)
    tables.names.update(dict.fromkeys((name, *aliases), name))
    text = render(tables.dimensions[name], "dimensionless")
    return UnitEntry(
        name=name,
        group=group,
        definition=definition,
        symbol=symbol,
        aliases=aliases,
        dimension=text,
        comment=comment,
    )


def combined(exponents: dict[str, int], dimensions: dict[str, dict[str, int]]) -> dict[str, int]:
    """The exponents of base dimensions behind the exponents of units."""
    total: dict[str, int] = {}
    for name, exponent in exponents.items():
        for base, n in dimensions[name].items():
            total[base] = total.get(base, 0) + n * exponent
    return total
