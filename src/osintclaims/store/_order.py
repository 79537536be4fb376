"""Records that name records of their own kind, in an order in which each comes after those it names."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

__all__ = ["Order", "in_order"]

#: Circles that are followed: each may be as long as the file, and there may be as many.
_MAX_CIRCLES: Final = 20


@attrs.define
class Order:
    """An order of names.

    Attributes:
        names: All names; after those they need, unless they are in a circle.
        circles: Names that need one another in a circle, the first twenty.
        depths: How many names stand one below the other, from each name down; circles not followed.
    """

    names: list[str] = attrs.field(factory=list[str])
    circles: list[tuple[str, ...]] = attrs.field(factory=list[tuple[str, ...]])
    depths: dict[str, int] = attrs.field(factory=dict[str, int])


def in_order(needs: Mapping[str, Sequence[str]]) -> Order:
    """Put names in order. Not recursive: a file may chain as many names as it likes."""
    order = Order()
    open_: dict[str, None] = {}  # the names on the way down to where we are, in that order
    for start in needs:
        waiting = [(start, True)]
        while waiting:
            name, entering = waiting.pop()
            if not entering:
                del open_[name]
                order.names.append(name)
                order.depths[name] = 1 + max((order.depths.get(one, 0) for one in needs[name]), default=0)
            elif name in open_:
                if len(order.circles) < _MAX_CIRCLES:
                    way = list(open_)
                    order.circles.append(tuple(way[way.index(name) :]))
            elif name not in order.depths:
                open_[name] = None
                waiting.append((name, False))
                waiting.extend((one, True) for one in needs[name] if one in needs)
    return order
