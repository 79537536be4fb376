import math
import pickle
import sys
import threading
import typing

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims.errors import UnitError
from osintclaims.units import (
    UnitEntry,
    canonical,
    catalogue,
    compatible,
    convert,
    dimension,
    factor,
    quantity,
    registry,
)
from osintclaims.units._registry import _built

ENTRIES = pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
NAMES = tuple(entry.name for entry in catalogue())


def as_text(exponents: typing.Mapping[str, typing.Any]) -> str:
    """A dimension as pint gives it, written our way."""
    above = [name if n == 1 else f"{name}**{int(n)}" for name, n in sorted(exponents.items()) if n > 0]
    below = [name if n == -1 else f"{name}**{int(-n)}" for name, n in sorted(exponents.items()) if n < 0]
    return "/".join(["*".join(above) or "1", *below]) if exponents else "dimensionless"


@ENTRIES
def test_catalogue_and_pint_agree(entry: UnitEntry) -> None:
    """Without pint and with it, an entry has the same names, the same dimension and no other meaning."""
    unit = registry().parse_units(entry.name)
    assert as_text(dict(unit.dimensionality)) == entry.dimension
    for name in entry.aliases:
        assert registry().parse_units(name) == unit
    assert registry().get_name(entry.name) == entry.name


@ENTRIES
def test_factor_to_base_is_pints(entry: UnitEntry) -> None:
    """A unit's factor to its base units is the one that its definition gives pint."""
    number, base = typing.cast("typing.Any", registry()).get_base_units(entry.name)
    assert factor(entry.name, str(base) if entry.dimension != "dimensionless" else "ratio") == float(number)


def test_pint_knows_no_name_that_the_catalogue_lacks() -> None:
    """The registry holds the units of the file and nothing else."""
    known = {name for entry in catalogue() for name in (entry.name, *entry.aliases)}
    assert {name for name in dir(registry()) if name in vars(registry())["_units"]} <= known


@pytest.mark.parametrize(
    ("unit", "to", "number"),
    [
        ("mile", "meter", 1609.344),
        ("nautical mile", "meter", 1852),
        ("foot", "meter", 0.3048),
        ("yard", "foot", 3),
        ("foot", "inch", 12),
        ("km", "m", 1000),
        ("day", "second", 86400),
        ("week", "hour", 168),
        ("year", "month", 12),
        ("tonne", "kg", 1000),
        ("kilotonne", "tonne", 1000),
        ("pound_mass", "gram", 453.59237),
        ("short_ton", "kg", 907.18474),
        ("long_ton", "kg", 1016.0469088),
        ("hectare", "meter**2", 10_000),
        ("square km", "hectare", 100),
        ("cubic meters", "liter", 1000),
        ("oil_barrel", "liter", 158.987294928),
        ("percent", "ratio", 0.01),
        ("knot", "km/h", 1.852),
        ("mph", "km/h", 1.609344),
        ("m/s", "kph", 3.6),
        ("gigawatt_hour", "megawatt*hour", 1000),
        ("megawatt", "watt", 1_000_000),
        ("USD/year", "USD/month", 1 / 12),
        ("flights per week", "flight/day", 1 / 7),
        ("km/m", "ratio", 1000),
        ("soldiers", "people", 1),
    ],
)
def test_conversions_are_exact(unit: str, to: str, number: float) -> None:
    """Conversions follow the legal definitions to the last digits of a float, in both directions."""
    assert math.isclose(factor(unit, to), number, rel_tol=4e-16)
    assert math.isclose(convert(number, to, unit), 1, rel_tol=1e-15)


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        ("shells", "soldiers", "cannot convert shell to person; they count different things [E108]"),
        ("USD", "EUR", "cannot convert USD to EUR; an exchange rate belongs to a date: record the currency "),
        ("USD/month", "EUR/day", "cannot convert USD/month to EUR/day; an exchange rate belongs to a date"),
        ("USD/month", "USD/day", "cannot convert USD/month to USD/day; a month is no fixed number of days [E108]"),
        ("year", "day", "cannot convert year to day; a month is no fixed number of days [E108]"),
        ("km", "kg", "cannot convert kilometer to kilogram; kilometer is [length], kilogram is [mass] [E108]"),
        ("percent", "person", "cannot convert percent to person; percent is dimensionless, person is [person] [E108]"),
        ("USD", "person", "cannot convert USD to person; USD is [currency_USD], person is [person] [E108]"),
    ],
)
def test_incompatible_units_say_why(unit: str, to: str, message: str) -> None:
    """Units that measure different things are refused with E108 and the reason, never with pint's own error."""
    with pytest.raises(UnitError) as caught:
        convert(1, unit, to)
    assert caught.value.code == "E108"
    assert str(caught.value).startswith(message)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_compatible_units_convert_back(a: str, b: str) -> None:
    """A factor exists exactly where units are compatible, is positive, and its way back is its inverse."""
    if compatible(a, b):
        assert factor(a, b) > 0
        assert math.isclose(factor(a, b) * factor(b, a), 1, rel_tol=1e-12)
    else:
        with pytest.raises(UnitError):
            factor(a, b)


@pytest.mark.parametrize(
    "call", [factor, lambda a, _: quantity(1, a), lambda a, b: convert(1, b, a)], ids=["factor", "quantity", "convert"]
)
def test_unknown_text_never_reaches_pint(call: typing.Callable[[str, str], object]) -> None:
    """A text that the catalogue does not know is E107 in every function, even one that pint would read."""
    for text in ["soliders", "degC", "ms**2)", "__import__", "hs", ""]:  # codespell:ignore
        with pytest.raises(UnitError) as caught:
            call(text, "person")
        assert caught.value.code == "E107"


def test_soldiers_and_shells_do_not_add() -> None:
    """Adding soldiers to shells is pint's DimensionalityError, which names both units."""
    with pytest.raises(pint.DimensionalityError) as caught:
        quantity(3, "person") + quantity(4, "shell")
    assert "'person'" in str(caught.value)
    assert "'shell'" in str(caught.value)


def test_quantity_has_canonical_unit() -> None:
    """A quantity keeps the number as it is and has the canonical unit, compounds too."""
    held = quantity(3, "dollars per month")
    assert isinstance(held, pint.Quantity)
    assert held.magnitude == 3
    assert held.units == registry().parse_units("USD/month")
    assert (quantity(1, "km") + quantity(1, "m")).m_as("meter") == pytest.approx(1001)
    assert quantity(50, "percent").m_as("ratio") == 0.5


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["*", "/"]))
def test_pint_reads_canonical_compounds(a: str, b: str, operator: str) -> None:
    """Each canonical compound is a unit to pint, of the same dimension."""
    name = canonical(a + operator + b)
    assert as_text(dict(quantity(1, name).dimensionality)) == dimension(name)


def test_registry_is_one_even_when_first_called_at_once() -> None:
    """Threads that call first at the same time get one registry, so that their quantities can be added."""
    _built.cache_clear()
    start, found = threading.Barrier(4), list[object]()

    def call() -> None:
        start.wait()
        found.append(registry())

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(map(id, found))) == 1


def test_application_registry_is_left_alone() -> None:
    """The library never makes its registry the process-wide one."""
    quantity(3, "person")
    current: typing.Any = pint.application_registry
    assert current.get() is not registry()


def test_annotations_resolve_once_pint_is_there() -> None:
    """`Quantity` and `Registry` stand in annotations and unions, and resolve to pint's classes."""
    hints = typing.get_type_hints(quantity)
    assert typing.get_origin(hints["return"]) is sys.modules["pint.registry"].Quantity
    assert hints["registry"] == pint.UnitRegistry | None


def test_errors_survive_pickle() -> None:
    """An incompatibility comes back from a pickle with its text."""
    with pytest.raises(UnitError) as caught:
        factor("shell", "person")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes
