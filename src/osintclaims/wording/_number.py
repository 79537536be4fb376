"""A number as it is written: its value, and the tokens it takes."""

import attrs

__all__ = ["Number", "times"]


@attrs.define
class Number:
    """A number, and the tokens it takes.

    Attributes:
        value: What it is.
        start: Its first token.
        end: The token behind it.
        scale: The magnitude word it ends in, as a factor; 1 without one.
        digits: Its digits without separators, where it is digits alone; otherwise empty.
        grouped: Whether its digits stand in groups.
        share: Whether it is a fraction of a whole.
        metres: Whether its last letter, a glued m, may be metres.
        approximate: Whether its words say so: "a couple of thousand".
    """

    value: float
    start: int
    end: int
    scale: int = 1
    digits: str = ""
    grouped: bool = False
    share: bool = False
    approximate: bool = False
    metres: bool = False


def times(mantissa: int, decimals: int, scale: int) -> float:
    """Exact where it is whole: 1.1 million is 1100000; otherwise correctly rounded."""
    product = mantissa * scale
    divisor: int = 10**decimals
    return product // divisor if product % divisor == 0 else product / divisor
