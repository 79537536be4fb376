"""Units of figures: names and dimensions without pint, conversions with it."""

from osintclaims.units._catalogue import UnitEntry, canonical, catalogue, compatible, dimension, is_count

__all__ = [
    "UnitEntry",
    "canonical",
    "catalogue",
    "compatible",
    "dimension",
    "is_count",
]
