"""Our units in a pint registry of the user's own."""

from osintclaims.errors import UnitError
from osintclaims.units._catalogue import catalogue, is_count
from osintclaims.units._registry import Registry, check_registry, dimension_there, name_there

__all__ = ["install"]


def install(registry: Registry) -> None:
    """Define the library's units in a pint registry of your own.

    A name that the registry knows already keeps its meaning there, and no unit of yours changes: pint's own month and
    year stay 30.4375 and 365.25 days, a currency with a rate keeps its rate. Only what would let people be added to
    shells is refused, and then nothing is defined. Installing twice is the same as once.

    Args:
        registry: For example ``pint.UnitRegistry()``.

    Raises:
        UnitError: The registry defines a count as dimensionless, or with the dimension of another unit, or it does not
            tell MW from mw (E108).

    Examples:
        >>> import pint
        >>> from osintclaims.units import install
        >>> mine = pint.UnitRegistry(None)
        >>> install(mine)
        >>> mine.Quantity(3, "soldier").to("person").magnitude
        3
    """
    check_registry(registry)
    if not registry.case_sensitive:
        raise UnitError("E108", "the registry ignores case", "build it with case_sensitive=True")
    _check_apart(registry)
    for entry in catalogue():
        names = (entry.name, *entry.aliases)
        there = name_there(registry, entry.name)
        free = [name for name in names if name_there(registry, name) is None]
        aliases = [name for name in free if name not in {entry.name, entry.symbol}]
        if there is None:
            symbol = entry.symbol if entry.symbol in free else "_"
            registry.define(" = ".join([entry.name, entry.definition, symbol, *aliases]))
        # A unit that goes by none of our names is something else that pint reads there, with a prefix for example.
        elif free and there in names:
            registry.define(" = ".join([f"@alias {there}", *free]))


def _check_apart(registry: Registry) -> None:
    """Refuse a registry in which a count would mix with something else."""
    bases = [entry.name for entry in catalogue() if entry.definition == entry.dimension]
    owners: dict[str, str] = {}
    # Counts last: a count must not share a dimension with anything, two currencies may.
    for name in sorted(bases, key=is_count):
        text = dimension_there(registry, name)
        if text is None:
            continue
        if is_count(name) and text in {*owners, "dimensionless"}:
            what = f"shares {text} with {owners[text]}" if text in owners else "is dimensionless"
            raise UnitError("E108", f"in the registry {name} {what}", "use a registry that holds counts apart")
        owners[text] = name
