import logging
import math
from decimal import Decimal
from typing import Any

import pint
import pytest
from pint.registry import ApplicationRegistry

from osintclaims.errors import UnitError
from osintclaims.units import catalogue, install, quantity, registry

#: What pint's own registry means by these, kept there by `install`.
CALENDAR = {"month": 30.4375, "quarter_year": 91.3125, "year": 365.25}


@pytest.fixture(scope="module")
def users() -> Any:
    """A user's default registry with our units installed."""
    mine: Any = pint.UnitRegistry()
    install(mine)
    return mine


def with_lines(*lines: str) -> Any:
    """A default registry in which the user has defined something."""
    mine: Any = pint.UnitRegistry()
    for line in lines:
        mine.define(line)
    return mine


def test_default_registry_takes_our_units(users: Any) -> None:
    """After `install` a default registry knows soldiers, dollars and compounds of them."""
    assert users.Quantity(3, "soldier").to("person").magnitude == 3
    assert users.Quantity(2, "dollars / mile").m_as("USD/km") == pytest.approx(2 / 1.609344)
    with pytest.raises(pint.DimensionalityError, match=r"'person'.*'shell'"):
        users.Quantity(3, "soldier") + users.Quantity(4, "shells")


def test_install_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    """Installing into a default registry logs nothing, once and twice."""
    mine: Any = pint.UnitRegistry()
    caplog.clear()
    with caplog.at_level(logging.INFO):
        install(mine)
        install(mine)
    assert [record for record in caplog.records if record.levelno > logging.DEBUG] == []


def test_every_name_means_the_same_in_a_default_registry(users: Any) -> None:
    """Each name has our meaning in the user's registry, month and year excepted, which keep pint's."""
    own: Any = registry()
    for entry in catalogue():
        for name in (entry.name, *entry.aliases):
            there = users.Quantity(1.0, name).to_base_units()
            if entry.name in CALENDAR:
                assert math.isclose(there.m_as("day"), CALENDAR[entry.name])
                continue
            here = own.Quantity(1.0, name).to_base_units()
            assert dict(there.dimensionality) == dict(here.dimensionality), name
            # Our base of mass is the gram, pint's the kilogram.
            scale = 1000 ** here.dimensionality.get("[mass]", 0)
            assert math.isclose(there.magnitude * scale, here.magnitude, rel_tol=1e-12), name


def test_install_changes_no_unit_of_the_user() -> None:
    """What the registry could read before means the same after, prefixed and plural names too."""
    before: Any = pint.UnitRegistry()
    after: Any = pint.UnitRegistry()
    install(after)
    for name in [*vars(before)["_units"], "ms", "mins", "pct", "kt", "kilos", "bbl", "Gm", "drams", "tons", "decade"]:
        if name:
            assert after.get_name(name) == before.get_name(name), name


def test_quantity_in_the_users_registry(users: Any) -> None:
    """A quantity belongs to the registry that was given, and combines with the user's own quantities."""
    held = quantity(7_000, "soldiers", users)
    assert (held + users.Quantity(1, "person")).magnitude == 7_001
    assert quantity(30, "USD/month", users).m_as("USD/day") == pytest.approx(30 / 30.4375)


def test_quantity_asks_for_install() -> None:
    """A registry without our units gives E107 that says to install them."""
    with pytest.raises(
        UnitError, match=r"does not know USD/month; call osintclaims.units.install\(registry\)"
    ) as caught:
        quantity(3, "dollars / month", pint.UnitRegistry())
    assert caught.value.code == "E107"


def test_registries_do_not_mix(users: Any) -> None:
    """Quantities of two registries cannot be added by accident, and the numbers can be handed over."""
    with pytest.raises(ValueError, match="different registries"):
        quantity(1, "person") + quantity(1, "person", users)
    other: Any = pint.UnitRegistry()
    install(other)
    assert quantity(quantity(3, "person", users).magnitude, "person", other).magnitude == 3


@pytest.mark.parametrize("empty", [pint.UnitRegistry(None), pint.UnitRegistry(non_int_type=Decimal)])
def test_unusual_registries(empty: Any) -> None:
    """An empty registry and one of decimals take the units, twice."""
    install(empty)
    install(empty)
    assert empty.Quantity(3, "soldier").to("person").magnitude == 3


def test_application_registry_takes_our_units() -> None:
    """The proxy that pint hands out for its application registry can be given too."""
    make: Any = ApplicationRegistry
    proxy = make(pint.UnitRegistry())
    install(proxy)
    assert proxy.Quantity(3, "soldier").to("person").magnitude == 3
    assert quantity(3, "person", proxy).magnitude == 3


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["person = []"], "in the registry person is dimensionless; use a registry that holds counts apart"),
        (["head = []", "person = head"], "in the registry person is dimensionless"),
        (["thing = [thing]", "person = thing", "shell = thing"], r"in the registry shell shares \[thing\] with person"),
        (["shell = 5 * kilogram"], r"in the registry shell shares \[mass\] with gram"),
    ],
)
def test_registry_that_mixes_counts_is_refused(lines: list[str], message: str) -> None:
    """A registry in which people would add to shells is E108, and nothing has been defined in it."""
    mine = with_lines(*lines)
    with pytest.raises(UnitError, match=message) as caught:
        install(mine)
    assert caught.value.code == "E108"
    assert "brigade" not in mine


def test_registry_that_ignores_case_is_refused() -> None:
    """Without case MW is mw: such a registry is E108."""
    with pytest.raises(UnitError, match="ignores case"):
        install(pint.UnitRegistry(case_sensitive=False))


def test_users_own_meaning_is_kept() -> None:
    """The user's own currencies with a rate, own soldiers and prefixed units stay as they are."""
    mine = with_lines("EUR = [currency]", "USD = 0.9 * EUR", "soldier = [soldier]", "BP = [pressure_index]")
    install(mine)
    assert mine.Quantity(1, "USD").m_as("EUR") == 0.9
    assert mine.Quantity(1, "dollars").m_as("EUR") == 0.9
    assert dict(mine.Quantity(1, "soldier").dimensionality) == {"[soldier]": 1}
    assert mine.Quantity(1, "troop").to("person").magnitude == 1
    assert dict(mine.Quantity(1, "GBP").dimensionality) == {"[pressure_index]": 1}
    assert "pound_sterling" not in mine
