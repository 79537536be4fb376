"""Conversions and quantities: the only module that imports pint, and only when a function needs it."""

# pyright: basic
# pint's generic classes are partially unknown to pyright, which strict mode reports wherever they are touched.

import functools
import re
import threading
from typing import TYPE_CHECKING, Any, Final, ForwardRef, TypeAlias

from osintclaims.errors import InvalidValueError, UnitError
from osintclaims.units._catalogue import canonical, compatible, dimension, is_count
from osintclaims.units._definitions import DEFINITIONS

__all__ = [
    "Quantity",
    "Registry",
    "check_registry",
    "convert",
    "dimension_there",
    "factor",
    "name_there",
    "quantity",
    "registry",
]

if TYPE_CHECKING:
    # Not `pint.Quantity`: pyright makes that name Quantity[Unknown] in the code of every user.
    from pint.registry import Quantity as PintQuantity
    from pint.registry import UnitRegistry

    Quantity: TypeAlias = PintQuantity[float]
    Registry: TypeAlias = UnitRegistry[Any]
else:
    #: A pint quantity. At run time a forward reference: it can stand in an annotation before pint is imported, and
    #: `typing.get_type_hints` resolves it once pint is.
    Quantity = ForwardRef("UnitRegistry.Quantity[float]", module="pint.registry")
    #: A pint registry, in the same way.
    Registry = ForwardRef("UnitRegistry", module="pint.registry")

#: A base dimension within the text of a dimension.
_BASE: Final = re.compile(r"\[\w+\]")

#: Two first calls at the same time must not build two registries: their quantities could not be added.
_BUILDING: Final = threading.Lock()


def registry() -> Registry:
    """The library's own pint registry, built at the first call.

    It holds the units of the catalogue and nothing else: no prefixes, no constants. It is never made the application
    registry, so quantities of other registries cannot be combined with its own: see `install`.

    Examples:
        >>> from osintclaims.units import registry
        >>> registry().Quantity(2, "mile").m_as("kilometer")
        3.218688
    """
    return _own()


def _own() -> Registry:
    """The same under a name that an argument called ``registry`` does not hide."""
    with _BUILDING:
        return _built()


@functools.cache
def _built() -> Registry:
    import pint  # noqa: PLC0415 - costs 0.2 s; most users convert nothing

    own: Registry = pint.UnitRegistry(None)  # pyright: ignore[reportArgumentType] - documented, not annotated
    own.load_definitions(DEFINITIONS)
    return own


def factor(unit: str, to: str) -> float:
    """The number that turns a figure in one unit into a figure in another.

    Args:
        unit: The unit of the figure, any text that `canonical` reads.
        to: The unit wanted.

    Raises:
        UnitError: One of them is no known unit (E107), or they measure different things (E108).

    Examples:
        >>> from osintclaims.units import factor
        >>> factor("miles", "km"), factor("soldiers", "person")
        (1.609344, 1.0)
    """
    return _factor(canonical(unit), canonical(to))


@functools.lru_cache(maxsize=1024)
def _factor(unit: str, to: str) -> float:
    if unit == to:
        return 1.0
    if not compatible(unit, to):
        raise UnitError("E108", f"cannot convert {unit} to {to}", _reason(unit, to))
    return float(registry().Quantity(1.0, unit).m_as(to))


def _reason(unit: str, to: str) -> str:
    """Why two units with different dimensions do not convert."""
    if is_count(unit) and is_count(to):
        return "they count different things"
    apart = set(_BASE.findall(dimension(unit))) ^ set(_BASE.findall(dimension(to)))
    if sum(base.startswith("[currency_") for base in apart) > 1:
        return "an exchange rate belongs to a date: record the currency that was stated"
    if apart == {"[time]", "[calendar_month]"}:
        return "a month is no fixed number of days"
    return f"{unit} is {dimension(unit)}, {to} is {dimension(to)}"


def convert(value: float, unit: str, to: str) -> float:
    """A figure in another unit.

    Args:
        value: The figure.
        unit: Its unit, any text that `canonical` reads.
        to: The unit wanted.

    Raises:
        UnitError: One of them is no known unit (E107), or they measure different things (E108).

    Examples:
        >>> from osintclaims.units import convert
        >>> convert(30, "miles", "km")
        48.28032
    """
    return value * factor(unit, to)


def quantity(value: float, unit: str, registry: Registry | None = None) -> Quantity:
    """A pint quantity, for arithmetic with units.

    Adding soldiers to shells raises `pint.DimensionalityError`.

    Args:
        value: The figure.
        unit: Its unit, any text that `canonical` reads; the quantity has the canonical unit.
        registry: The registry that the quantity belongs to; without it the library's own. In another registry a unit
            means what it means there: pint's own month has 30.4375 days, ours no fixed number.

    Raises:
        UnitError: The text is no known unit, or the registry does not know it (E107).

    Examples:
        >>> from osintclaims.units import quantity
        >>> total = quantity(7_000, "soldiers") + quantity(500, "officers")
        >>> total.magnitude, str(total.units)
        (7500, 'person')
    """
    import pint  # noqa: PLC0415 - see `_built`

    name = canonical(unit)
    if isinstance(value, bool) or not isinstance(value, int | float):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E106", f"a figure is a number, got {type(value).__name__}", "pass an int or a float")
    if registry is not None:
        check_registry(registry)
    place = _own() if registry is None else registry
    try:
        made: Any = place.Quantity(value, name)
    except pint.UndefinedUnitError:
        hint = "call osintclaims.units.install(registry) first"
        raise UnitError("E107", f"the registry does not know {name}", hint) from None
    result: Quantity = made
    return result


def check_registry(registry: object) -> None:
    """Refuse what is no pint registry.

    Raises:
        InvalidValueError: It is something else (E005).
    """
    # Not by its class: an application registry is one in all but name, and pint need not be imported for this.
    if not all(hasattr(registry, name) for name in ("Quantity", "define", "case_sensitive")):
        what = type(registry).__name__
        raise InvalidValueError("E005", f"a registry of pint is wanted, got {what}", "pass pint.UnitRegistry()")


def name_there(registry: Registry, name: str) -> str | None:
    """What the registry calls the unit that it knows under a name, None if it knows none."""
    import pint  # noqa: PLC0415 - see `_built`

    try:
        return str(registry.get_name(name))
    except pint.UndefinedUnitError:
        return None


def dimension_there(registry: Registry, name: str) -> str | None:
    """The text of the dimension that a name has in the registry, None if the registry does not know the name."""
    return None if name_there(registry, name) is None else str(registry.get_dimensionality(name))
