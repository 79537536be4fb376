"""Intervals with open or closed ends: the arithmetic behind estimates and votes."""

import math

import attrs

from osintclaims.model._fields import must_be

__all__ = ["Interval"]


@attrs.frozen
class Interval:
    """All values between two ends, each of which belongs to it or not. Infinite ends are open.

    Examples:
        >>> from osintclaims.model import Interval
        >>> Interval(0, 10).intersect(Interval(10, 20, low_open=True)).is_empty
        True
    """

    low: float
    high: float
    low_open: bool = attrs.field(default=False, kw_only=True)
    high_open: bool = attrs.field(default=False, kw_only=True)

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs to it."""
        return not self.low <= self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def is_two_sided(self) -> bool:
        """Whether both ends say something: above 0 below, finite above; exactly zero counts as well."""
        return (self.low > 0 and not math.isinf(self.high)) or self.low == self.high

    def contains(self, value: float) -> bool:
        """Whether the value belongs to it."""
        must_be("value", value, int, float)
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    def intersect(self, other: "Interval") -> "Interval":
        """The values that belong to both; empty if there are none."""
        must_be("other", other, Interval)
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open=low_open, high_open=not high_closed)

    def hull(self, other: "Interval") -> "Interval":
        """The narrowest interval that holds both."""
        must_be("other", other, Interval)
        low, low_open = min((self.low, self.low_open), (other.low, other.low_open))
        high, high_closed = max((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open=low_open, high_open=not high_closed)

    def scaled(self, factor: float) -> "Interval":
        """The same interval in a unit that is `factor` times smaller; the factor is positive."""
        must_be("factor", factor, int, float)
        return attrs.evolve(self, low=self.low * factor, high=self.high * factor)
