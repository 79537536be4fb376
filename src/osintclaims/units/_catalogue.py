"""What the names of units mean, without pint: canonical names, dimensions, counts."""

import functools
from typing import Final

from osintclaims.errors import UnitError
from osintclaims.units._definitions import UnitEntry, combined, read_tables
from osintclaims.units._expression import MAX_POWER, powers, render, shown

__all__ = ["canonical", "catalogue", "compatible", "dimension", "is_count"]

#: The unit that stands where all factors of a compound cancel.
_ONE: Final = "ratio"

#: How alike a suggestion must be to the unknown word (difflib's ratio); below, suggestions are guesses.
_ALIKE: Final = 0.7

#: Compound texts whose reading is remembered; a corpus uses a handful.
_REMEMBERED: Final = 1024


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
        return read_tables().names[name]
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
    tables = read_tables()
    found = tables.names.get(word)
    if found is not None:
        return found
    if word.lower() in tables.ambiguous:
        raise UnitError("E107", f"ambiguous unit {shown(word)}", tables.ambiguous[word.lower()])
    raise UnitError("E107", f"unknown unit {shown(word)}", _nearest(word))


@functools.lru_cache(maxsize=_REMEMBERED)
def _nearest(word: str) -> str:
    """The known name that is most like a word, as a hint; a file may hold a million words that are none."""
    from difflib import get_close_matches  # noqa: PLC0415 - costs 4 ms, and only mistakes need it

    names = read_tables().names
    # A different case is the likeliest slip, and difflib thinks "PERSON" and "person" have nothing in common.
    for spelling in dict.fromkeys((word, word.lower())):
        for name in get_close_matches(spelling, _with_ends(spelling[0], spelling[-2:]), n=1, cutoff=_ALIKE):
            return f'did you mean "{name}" ({names[name]})?'
    return 'a counted thing without a unit of its own is an "item"'


@functools.lru_cache(maxsize=_REMEMBERED)
def _with_ends(first: str, last: str) -> tuple[str, ...]:
    """The names that begin or end so: hardly a slip changes both ends, and a comparison with every name takes 2 ms."""
    return tuple(name for name in read_tables().names if name[0] == first or name.endswith(last))


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
    return _dimension(canonical(unit))


@functools.lru_cache(maxsize=_REMEMBERED)
def _dimension(unit: str) -> str:
    """The dimension of a canonical unit."""
    return render(combined(_exponents(unit), read_tables().dimensions), "dimensionless")


def compatible(a: str, b: str) -> bool:
    """Whether figures in the two units can be compared: their dimensions are the same.

    Args:
        a: Any text that `canonical` reads.
        b: Another one.

    Raises:
        UnitError: One of them is no known unit (E107).

    Examples:
        >>> from osintclaims.units import compatible
        >>> (
        ...     compatible("soldiers", "fighters"),
        ...     compatible("soldiers", "shells"),
        ...     compatible("miles", "km"),
        ... )
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
    return canonical(unit) in read_tables().counts


def catalogue() -> tuple[UnitEntry, ...]:
    """Every unit of the catalogue, in the order of its file.

    Examples:
        >>> from osintclaims.units import catalogue
        >>> [entry.name for entry in catalogue() if "shipping_container" in entry.aliases]
        ['container']
    """
    return read_tables().entries
