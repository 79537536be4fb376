"""What laws ask of a reconciler: the shape of its answers."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias

from osintclaims.model import Claim

__all__ = ["Answer", "Audited", "Range", "Reconciler"]


class Range(Protocol):
    """Two ends, None where one is not known."""

    @property
    def low(self) -> float | None:
        """The lower end."""
        ...

    @property
    def high(self) -> float | None:
        """The upper end."""
        ...


class Answer(Range, Protocol):
    """What a reconciler says: a region and the best value in it, None where one is not known."""

    @property
    def best(self) -> float | None:
        """The best value."""
        ...


class Audited(Protocol):
    """An answer that accounts for the claims: each vote has `claims`, each exclusion a `claim`."""

    @property
    def votes(self) -> Iterable[Any]:
        """What counts."""
        ...

    @property
    def excluded(self) -> Iterable[Any]:
        """What does not."""
        ...


#: A function of claims about one measurand, in any order.
Reconciler: TypeAlias = Callable[[Sequence[Claim]], Answer]
