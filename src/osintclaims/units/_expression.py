"""The grammar of compound units, ``dollars / month``: text to exponents and back, without knowing any unit."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from osintclaims.errors import UnitError

__all__ = ["MAX_LENGTH", "MAX_POWER", "powers", "render", "shown", "spelled"]

#: Longest text that is read; the longest canonical text (`MAX_FACTORS` long names) stays below it.
MAX_LENGTH: Final = 200

#: Most factors of one compound: physics needs four, and the bound keeps canonical texts below `MAX_LENGTH`.
MAX_FACTORS: Final = 6

#: Highest exponent, either sign: no quantity in use goes beyond, and more is a mistake or an attack.
MAX_POWER: Final = 6

#: Most characters of a refused text that a message repeats.
_SHOWN: Final = 60

#: What separates factors. "per" only as a word of its own and not in "per cent", "*" only where it is not half of "**".
_OPERATOR: Final = re.compile(r"(/|(?<!\*)\*(?!\*)|(?<![\w-])per(?![\w-]| cent\b))")

#: One factor, stripped: words, optionally "square" or "cubic" before them or a power behind them.
_FACTOR: Final = re.compile(
    r"(?:(?P<prefix>square|sq|cubic)[ _-])? *(?P<name>%|[A-Za-z][A-Za-z_ -]*?)"
    r" *(?:(?:\*\*|\^) *(?P<power>-?[0-9])|(?P<mark>[²³]))?"
)

_EXPONENTS: Final = MappingProxyType({"square": 2, "sq": 2, "cubic": 3, "²": 2, "³": 3})

_SEPARATORS: Final = re.compile(r"[ _-]+")


def shown(text: str) -> str:
    """The text as a message may repeat it: quoted, short, without control characters."""
    if len(text) > _SHOWN:
        return f"{text[:_SHOWN]!a} ..."
    return f'"{text}"' if text.isprintable() else ascii(text)


def spelled(words: str) -> str:
    """The words joined the way names are written in the catalogue: ``metric ton`` is ``metric_ton``."""
    return _SEPARATORS.sub("_", words.strip(" _-"))


def powers(text: str) -> dict[str, int]:
    """Each factor's name, as spelled, with its exponent; a lone 1 stands for no factor.

    Args:
        text: Names joined by ``*``, ``/`` and ``per``, read from left to right: ``a/b/c`` is ``a/(b*c)``.

    Raises:
        UnitError: The text is empty, too long, holds control characters or is no such product (E107).
    """
    if not text.isprintable() or len(text) > MAX_LENGTH or not text.strip():
        raise UnitError("E107", f"unknown unit {shown(text)}", 'write a short text such as "person" or "USD/month"')
    first, *rest = (part.strip(" ") for part in _OPERATOR.split(text))
    found: dict[str, int] = {}
    # "per day" and "1/day" begin with no factor of their own.
    bare = first == "1" or (not first and rest[0] != "*")
    steps = list(zip(["*", *rest[::2]], [first, *rest[1::2]], strict=True))[bare:]
    if len(steps) > MAX_FACTORS:
        raise UnitError("E107", f"unknown unit {shown(text)}", f"a unit has at most {MAX_FACTORS} factors")
    for operator, factor in steps:
        _add(found, factor, 1 if operator == "*" else -1, text)
    return found


def _add(found: dict[str, int], factor: str, sign: int, text: str) -> None:
    """Read one factor into the exponents found so far."""
    match = _FACTOR.fullmatch(factor)
    marks = [match[group] for group in ("prefix", "power", "mark") if match[group]] if match else []
    if match is None or len(marks) > 1:
        hint = (
            'units are joined by "*", "/" or "per", powers are written "meter**2"; numbers and parentheses are not read'
        )
        raise UnitError("E107", f"unknown unit {shown(text)}", hint)
    exponent = 1 if not marks else _EXPONENTS.get(marks[0]) or int(marks[0])
    name = spelled(match["name"])
    found[name] = found.get(name, 0) + sign * exponent


def render(exponents: Mapping[str, int], one: str) -> str:
    """The canonical text of exponents, numerator first and both sides sorted.

    Args:
        exponents: Names with exponents; zeros are left out.
        one: What to write where nothing is left.
    """
    above = [_power(name, n) for name, n in sorted(exponents.items()) if n > 0]
    below = [_power(name, -n) for name, n in sorted(exponents.items()) if n < 0]
    if not above and not below:
        return one
    return "/".join(["*".join(above) or "1", *below])


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}**{exponent}"
