"""Records that name records of their own kind, in an order in which each comes after those it names."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

__all__ = ["Order", "in_order"]

#: Cycles that are followed: each may be as long as the file, and there may be as many.
_MAX_CYCLES: Final = 20


@attrs.define
class Order:
    """An order of names.

    Attributes:
        names: All names, each once; after those they need, unless they are in a cycle.
        cycles: Names that need one another in a cycle, the first twenty.
    """

    names: dict[str, None] = attrs.field(factory=dict[str, None])
    cycles: list[tuple[str, ...]] = attrs.field(factory=list[tuple[str, ...]])


def in_order(needs: Mapping[str, Sequence[str]]) -> Order:
    """Put names in order. Not recursive: a file may chain as many names as it likes."""
    order = Order()
    entered: dict[str, None] = {}  # the names on the way down to where we are, in that order
    for start in needs:
        waiting = [(start, True)]
        while waiting:
            name, entering = waiting.pop()
            if not entering:
                del entered[name]
                order.names[name] = None
            elif name in entered:
                if len(order.cycles) < _MAX_CYCLES:
                    way = list(entered)
                    order.cycles.append(tuple(way[way.index(name) :]))
            elif name not in order.names:
                entered[name] = None
                waiting.append((name, False))
                waiting.extend((one, True) for one in needs[name] if one in needs)
    return order
