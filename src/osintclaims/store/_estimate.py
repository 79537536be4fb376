"""Figures in files: ``{ at_least = 7_000 }`` for ``Estimate.at_least(7_000, ...)``, both ways."""

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Estimate, Hedge
from osintclaims.store._fault import Fault, Path, Refused, shown
from osintclaims.store._hooks import choice, flag, is_array, is_table, text, unknown_key

__all__ = ["KEYS", "RAW", "SPELLINGS", "estimate_from", "estimate_keys"]

_Build = Callable[..., Estimate]
_Parts = Callable[[Any], Any]


def _one(build: _Build, value: Any, unit: str, wording: str) -> Estimate:
    return build(value, unit, wording=wording)


def _two(build: _Build, value: Any, unit: str, wording: str) -> Estimate:
    if not is_array(value) or len(value) != 2:
        raise InvalidValueError("E005", f"two numbers are wanted, got {shown(value)}", "write [10_000, 12_000]")
    return build(*value, unit, wording=wording)


#: The key of each way of saying a figure: how it is read and built, and what a built one gives back. Each row is one
#: spelling.
_SPELLINGS: Final[Mapping[str, tuple[Hedge, _Build, _Build, _Parts]]] = MappingProxyType(
    {
        "figure": (Hedge.BARE, _one, Estimate.of, lambda figure: figure.best),
        "exactly": (Hedge.EXACT, _one, Estimate.exactly, lambda figure: figure.best),
        "at_least": (Hedge.AT_LEAST, _one, Estimate.at_least, lambda figure: figure.low),
        "more_than": (Hedge.MORE_THAN, _one, Estimate.more_than, lambda figure: figure.low),
        "at_most": (Hedge.AT_MOST, _one, Estimate.at_most, lambda figure: figure.high),
        "up_to": (Hedge.UP_TO, _one, Estimate.up_to, lambda figure: figure.high),
        "less_than": (Hedge.LESS_THAN, _one, Estimate.less_than, lambda figure: figure.high),
        "about": (Hedge.ABOUT, _one, Estimate.about, lambda figure: figure.best),
        "nearly": (Hedge.NEARLY, _one, Estimate.nearly, lambda figure: figure.high),
        "just_over": (Hedge.JUST_OVER, _one, Estimate.just_over, lambda figure: figure.low),
        "vague": (Hedge.VAGUE, _one, Estimate.vaguely, lambda figure: figure.vague),
        "between": (Hedge.RANGE, _two, Estimate.between, lambda figure: [figure.low, figure.high]),
        "plus_minus": (Hedge.PLUS_MINUS, _two, Estimate.plus_minus, lambda one: [one.best, one.best - one.low]),
    }
)
_BY_HEDGE: Final = MappingProxyType({hedge: key for key, (hedge, *_) in _SPELLINGS.items()})
_BUILD: Final = MappingProxyType(
    {key: functools.partial(read, build) for key, (_, read, build, _) in _SPELLINGS.items()}
)
#: The hedge of each of these keys.
SPELLINGS: Final = MappingProxyType({key: hedge for key, (hedge, *_) in _SPELLINGS.items()})
_NUMBERS: Final = ("low", "best", "high")
#: Keys of a figure that no spelling fits.
RAW: Final = (*_NUMBERS, "low_open", "high_open", "hedge")
_BESIDE: Final = frozenset({"unit", "wording"})
#: Every key of an estimate.
KEYS: Final = (*_SPELLINGS, *RAW, *sorted(_BESIDE))
#: Takes any number: figures are checked against it where the unit is not known because its measurand was refused.
_ANY_UNIT: Final = "ratio"


def estimate_from(value: object, unit: str | None) -> Estimate:
    """The figure of an inline table.

    Args:
        value: The table.
        unit: Unit of its measurand; None if that was refused.

    Raises:
        Refused: With everything that is wrong with it.
    """
    if is_table(value):
        said = value.keys() - _BESIDE
        if len(said) == 1:
            (key,) = said
            build = _BUILD.get(key)
            if build is not None:
                try:
                    return build(value[key], value.get("unit", unit or _ANY_UNIT), value.get("wording", ""))
                except InvalidValueError:
                    pass  # said again below, with its place
        return _explained(value, unit or _ANY_UNIT)
    raise Refused([Fault((), "E005", f"a table is wanted, got {shown(value)}", "write for example { about = 10_000 }")])


def _explained(table: Mapping[str, Any], unit: str) -> Estimate:
    """The figure, or everything that is wrong with it at its place."""
    faults = [unknown_key(key, KEYS) for key in table if key not in KEYS]
    sugar = [key for key in table if key in _BUILD]
    raw = [key for key in table if key in RAW]
    if sugar and len(sugar) + len(raw) > 1:
        second = (sugar[1:] or raw)[0]
        message = f"{sugar[0]} and {second} cannot stand in one figure"
        faults.append(Fault((second,), "E110", message, "keep the one that was said"))
    if not sugar and not raw and not faults:
        faults.append(Fault((), "E101", "estimate says nothing", f"give one of {', '.join(_BUILD)}"))
    wording: str = _tried(faults, ("wording",), _wording, table.get("wording", ""))
    checked = _tried(faults, ("unit",), _unit, table.get("unit", unit)) or _ANY_UNIT
    values: dict[str, Any] = {key: _tried(faults, (key,), _value, key, table[key], checked) for key in (*sugar, *raw)}
    if faults:
        raise Refused(faults)
    try:
        return Estimate(unit=checked, wording=wording, **values)  # a spelling without a fault was built before
    except InvalidValueError as error:
        raise Refused([Fault.of((), error)]) from None


def _unit(name: str) -> str:
    """The canonical name of a unit."""
    return Estimate.about(1, name).unit


def _wording(said: object) -> str:
    """A wording that a figure accepts."""
    return Estimate.about(1, _ANY_UNIT, wording=text(said)).wording


def _value(key: str, value: object, unit: str) -> Any:
    """What one key alone says."""
    if key in _BUILD:
        return _BUILD[key](value, unit, "")
    if key == "hedge":
        return choice(Hedge, value)
    if key in _NUMBERS:
        return getattr(Estimate(unit=unit, **{key: value}), key)  # type: ignore[arg-type]
    return flag(value)


def _tried(faults: list[Fault], path: Path, build: Callable[..., Any], *given: object) -> Any:
    """What is built, or None and one fault more."""
    try:
        return build(*given)
    except InvalidValueError as error:
        faults.append(Fault.of(path, error))
        return None


def estimate_keys(estimate: Estimate, unit: str) -> dict[str, Any]:
    """The inline table of a figure.

    Args:
        estimate: The figure.
        unit: Unit of its measurand.
    """
    beside: dict[str, Any] = {} if estimate.unit == unit else {"unit": estimate.unit}
    if estimate.wording:
        beside["wording"] = estimate.wording
    key = _BY_HEDGE[estimate.hedge]
    *_, parts = _SPELLINGS[key]
    try:
        value = parts(estimate)
        if _BUILD[key](value, estimate.unit, estimate.wording) == estimate:
            return {key: value} | beside
    except (InvalidValueError, TypeError):
        pass  # a hedge with more numbers than its word states, such as "about" with both ends
    fields = {field.name: field.default for field in attrs.fields(Estimate) if field.name in RAW}
    stated = {name: getattr(estimate, name) for name, default in fields.items() if getattr(estimate, name) != default}
    if "hedge" in stated:
        stated["hedge"] = estimate.hedge.value
    return stated | beside
