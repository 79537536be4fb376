"""The names of all units, read from ``units.txt`` without pint: canonical names, dimensions, counts."""

import difflib
import functools
import re
from pathlib import Path
from typing import Final

import attrs

from osintclaims.errors import UnitError
from osintclaims.units._expression import MAX_POWER, powers, render, shown

__all__ = ["DEFINITIONS", "UnitEntry", "canonical", "catalogue", "compatible", "dimension", "is_count"]

#: The one file that defines units.
DEFINITIONS: Final = Path(__file__).with_name("units.txt")

#: The group of `DEFINITIONS` whose units count whole things.
_COUNTS: Final = "counts"

#: The unit that stands where all factors of a compound cancel.
_ONE: Final = "ratio"

#: The number before a definition: names and dimensions do not need it.
_SCALE: Final = re.compile(r"^[0-9.]+ \* ")

#: How alike a suggestion must be to the unknown word (difflib's ratio); below, suggestions are guesses.
_ALIKE: Final = 0.7

#: Compound texts whose reading is remembered; a corpus uses a handful.
_REMEMBERED: Final = 1024


@attrs.frozen(kw_only=True)
class UnitEntry:
    """One unit of the catalogue.

    Attributes:
        name: The canonical name, which the model stores.
        group: The part of the catalogue it belongs to, for example ``counts`` or ``length``.
        definition: Its definition in pint's syntax: a dimension in brackets, or a multiple of other units.
        aliases: Every other name: symbol, plurals, synonyms.
        dimension: The canonical text of its dimension, as `dimension` gives it.
        comment: Why it is as it is, or an empty string.
    """

    name: str
    group: str
    definition: str
    aliases: tuple[str, ...]
    dimension: str
    comment: str


@attrs.frozen
class _Tables:
    """What the file says, ready for look-ups."""

    entries: tuple[UnitEntry, ...]
    names: dict[str, str]
    ambiguous: dict[str, str]
    counts: frozenset[str]
    dimensions: dict[str, dict[str, int]]


@functools.cache
def _tables() -> _Tables:
    """Read the file, once per process."""
    tables = _Tables((), {}, {}, frozenset(), {})
    entries: list[UnitEntry] = []
    group = ""
    for line in DEFINITIONS.read_text(encoding="utf-8").splitlines():
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


def _entry(text: str, comment: str, group: str, tables: _Tables) -> UnitEntry:
    """Read one definition and enter its names and its dimension in the tables."""
    name, definition, *others = (part.strip() for part in text.split("="))
    aliases = tuple(alias for alias in others if alias != "_")
    if definition.startswith("["):
        tables.dimensions[name] = {definition: 1} if definition != "[]" else {}
    else:
        tables.dimensions[name] = _combined(powers(_SCALE.sub("", definition)), tables.dimensions)
    tables.names.update(dict.fromkeys((name, *aliases), name))
    text = render(tables.dimensions[name], "dimensionless")
    return UnitEntry(name=name, group=group, definition=definition, aliases=aliases, dimension=text, comment=comment)


def _combined(exponents: dict[str, int], dimensions: dict[str, dict[str, int]]) -> dict[str, int]:
    """The exponents of base dimensions behind the exponents of units."""
    total: dict[str, int] = {}
    for name, exponent in exponents.items():
        for base, n in dimensions[name].items():
            total[base] = total.get(base, 0) + n * exponent
    return total


def canonical(name: str) -> str:
    """The canonical name of a unit, from any of its names or from a compound of them.

    ``canonical(canonical(x)) == canonical(x)`` for every unit. Compounds are written ``a*b/c/d``, both sides sorted,
    powers as ``meter**2``. Names are case-sensitive; spaces and hyphens between words read as ``_``.

    Args:
        name: A name of the catalogue, or names joined by ``*``, ``/`` or ``per``, with powers ``**2``, ``^2`` or ``²``
            and the words "square" and "cubic".

    Raises:
        UnitError: The text is no known unit (E107); the hint names the nearest one or says why a word is ambiguous.

    Examples:
        >>> from osintclaims.units import canonical
        >>> canonical("soldiers"), canonical("dollars / month"), canonical("square km")
        ('person', 'USD/month', 'kilometer**2')
    """
    try:
        return _tables().names[name]
    except (KeyError, TypeError):
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise UnitError(
                "E107", f"a unit is a text, got {type(name).__name__}", 'write for example "person"'
            ) from None
    return _compound(name)


@functools.lru_cache(maxsize=_REMEMBERED)
def _compound(text: str) -> str:
    """The canonical name of a text that is not a plain name as it stands."""
    return render(_exponents(text), _ONE)


def _exponents(text: str) -> dict[str, int]:
    """The exponents of canonical names in a text."""
    total: dict[str, int] = {}
    for word, exponent in powers(text).items():
        name = _known(word)
        if name != _ONE:  # a ratio multiplies by 1: left in, one unit would have two canonical names
            total[name] = total.get(name, 0) + exponent
    if any(abs(exponent) > MAX_POWER for exponent in total.values()):
        raise UnitError("E107", f"unknown unit {shown(text)}", f"powers go up to {MAX_POWER}")
    return total


def _known(word: str) -> str:
    """The canonical name of one word."""
    tables = _tables()
    found = tables.names.get(word)
    if found is not None:
        return found
    if word.lower() in tables.ambiguous:
        raise UnitError("E107", f"ambiguous unit {shown(word)}", tables.ambiguous[word.lower()])
    nearest = difflib.get_close_matches(word, tables.names, n=1, cutoff=_ALIKE)
    # A different case is the likeliest slip, and difflib thinks "PERSON" and "person" have nothing in common.
    nearest = nearest or difflib.get_close_matches(word.lower(), tables.names, n=1, cutoff=_ALIKE)
    if nearest:
        hint = f'did you mean "{nearest[0]}" ({tables.names[nearest[0]]})?'
    else:
        hint = 'a counted thing without a unit of its own is an "item"'
    raise UnitError("E107", f"unknown unit {shown(word)}", hint)


@functools.lru_cache(maxsize=_REMEMBERED)
def dimension(unit: str) -> str:
    """The canonical text of a unit's dimension, ``dimensionless`` for percent and ratio.

    Two units can be converted into one another exactly when their dimensions are the same text.

    Args:
        unit: Any text that `canonical` reads.

    Raises:
        UnitError: The text is no known unit (E107).

    Examples:
        >>> from osintclaims.units import dimension
        >>> dimension("soldiers"), dimension("dollars / month"), dimension("percent")
        ('[person]', '[currency_USD]/[calendar_month]', 'dimensionless')
    """
    return render(_combined(_exponents(canonical(unit)), _tables().dimensions), "dimensionless")


def compatible(a: str, b: str) -> bool:
    """Whether figures in the two units can be compared: their dimensions are the same.

    Args:
        a: Any text that `canonical` reads.
        b: Another one.

    Raises:
        UnitError: One of them is no known unit (E107).

    Examples:
        >>> from osintclaims.units import compatible
        >>> compatible("soldiers", "fighters"), compatible("soldiers", "shells"), compatible("miles", "km")
        (True, False, True)
    """
    return dimension(a) == dimension(b)


def is_count(unit: str) -> bool:
    """Whether the unit counts whole things: its figures are integers and never negative.

    A compound such as ``flight/day`` is a rate and no count.

    Args:
        unit: Any text that `canonical` reads.

    Raises:
        UnitError: The text is no known unit (E107).

    Examples:
        >>> from osintclaims.units import is_count
        >>> is_count("soldiers"), is_count("flights per day"), is_count("km")
        (True, False, False)
    """
    return canonical(unit) in _tables().counts


def catalogue() -> tuple[UnitEntry, ...]:
    """Every unit of the catalogue, in the order of its file.

    Examples:
        >>> from osintclaims.units import catalogue
        >>> [entry.name for entry in catalogue() if "shipping_container" in entry.aliases]
        ['container']
    """
    return _tables().entries
