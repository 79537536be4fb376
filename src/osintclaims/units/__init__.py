"""Units of figures: names and dimensions without pint, conversions with it."""

from osintclaims.units._catalogue import canonical, catalogue, compatible, dimension, is_count
from osintclaims.units._definitions import UnitEntry
from osintclaims.units._install import install
from osintclaims.units._registry import Quantity, Registry, convert, factor, quantity, registry

__all__ = [
    "Quantity",
    "Registry",
    "UnitEntry",
    "canonical",
    "catalogue",
    "compatible",
    "convert",
    "dimension",
    "factor",
    "install",
    "is_count",
    "quantity",
    "registry",
]
