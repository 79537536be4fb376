"""Arguments of strategies: what cannot be met is refused at once, in Hypothesis' own error."""

from datetime import date, datetime
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

__all__ = ["check_days", "check_numbers", "check_sizes", "check_strategy", "refuse"]

#: Most records that one list may have: far more than a readable failure, and few enough to be drawn in a second.
_LARGEST: Final = 100


def refuse(message: str) -> InvalidArgument:
    """The error for arguments that no value can meet."""
    return InvalidArgument(message)


def check_strategy(**given: "st.SearchStrategy[Any] | None") -> None:
    """Refuse what is neither a strategy nor None.

    Raises:
        hypothesis.errors.InvalidArgument: A value was given in place of a strategy.
    """
    for name, value in given.items():
        if value is not None and not isinstance(value, st.SearchStrategy):  # pyright: ignore[reportUnnecessaryIsInstance] - tests pass anything
            raise refuse(f"{name}={value!r} is no strategy; wrap a value in hypothesis.strategies.just")


def check_sizes(least: int = 0, **limits: tuple[int, int]) -> None:
    """Refuse sizes that are no whole numbers, or of which the smallest exceeds the greatest.

    Args:
        least: Smallest size that makes sense.
        limits: For each kind of thing the smallest and the greatest number of them.

    Raises:
        hypothesis.errors.InvalidArgument: No number of things lies within.
    """
    for name, limit in limits.items():
        for end, size in zip(("min", "max"), limit, strict=True):
            if isinstance(size, bool) or not isinstance(size, int):  # pyright: ignore[reportUnnecessaryIsInstance] - tests pass anything
                raise refuse(f"{end}_{name}={size!r} is no whole number")
            if not least <= size <= _LARGEST:
                raise refuse(f"{end}_{name}={size} lies outside {least} to {_LARGEST}")
        if limit[0] > limit[1]:
            raise refuse(f"min_{name}={limit[0]} exceeds max_{name}={limit[1]}")


def check_numbers(min_value: float | None, max_value: float | None, largest: float) -> None:
    """Refuse limits that are no numbers of the model, or between which there is none.

    Raises:
        hypothesis.errors.InvalidArgument: No figure lies within.
    """
    for name, value in (("min_value", min_value), ("max_value", max_value)):
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):  # pyright: ignore[reportUnnecessaryIsInstance] - tests pass anything
            raise refuse(f"{name}={value!r} is no number")
        if not -largest <= value <= largest:  # refuses NaN as well
            raise refuse(f"{name}={value!r} lies beyond 10^18, where the model takes no figures")
    if min_value is not None and max_value is not None and min_value > max_value:
        raise refuse(f"min_value={min_value!r} exceeds max_value={max_value!r}")


def check_days(min_value: date | None, max_value: date | None) -> None:
    """Refuse limits that are no days, or between which there is none.

    Raises:
        hypothesis.errors.InvalidArgument: No date lies within.
    """
    for name, value in (("min_value", min_value), ("max_value", max_value)):
        if value is not None and not _is_day(value):
            raise refuse(f"{name}={value!r} is no datetime.date")
    if min_value is not None and max_value is not None and min_value > max_value:
        raise refuse(f"min_value={min_value} exceeds max_value={max_value}")


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
