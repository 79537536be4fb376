"""Estimates and numbers in English."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from osintclaims.model._enums import Hedge
from osintclaims.model._fields import must_be

if TYPE_CHECKING:
    from osintclaims.model._estimate import Estimate

__all__ = ["figure", "noun", "plural", "spell"]

#: Plurals that no rule of `plural` makes.
_IRREGULAR: Final = MappingProxyType(
    {
        "aircraft": "aircraft",
        "corps": "corps",
        "degree_celsius": "degrees Celsius",
        "degree_fahrenheit": "degrees Fahrenheit",
        "foot": "feet",
        "kph": "kph",
        "mph": "mph",
        "percent": "percent",
        "person": "people",
        "pound_mass": "pounds",
        "ratio": "ratio",
    }
)
#: Vague words that stand before their noun as they are, although others with their ending take "of".
_WITHOUT_OF: Final = frozenset({"countless", "numerous", "various"})
#: Endings of vague words that take "of": hundreds of, a small number of, a handful of.
_WITH_OF: Final = ("s", "number", "handful", "couple", "fraction", "lot", "majority")


def figure(value: float) -> str:
    """A number with thousands separators: ``7,000``, ``1.5``.

    A fourth decimal is written where three would read as thousands in most of Europe: ``1.1250``.

    Examples:
        >>> from osintclaims.model import figure
        >>> figure(8_000_000), figure(0.25), figure(7_000.0), figure(1.125)
        ('8,000,000', '0.25', '7,000', '1.1250')
    """
    must_be("value", value, int, float)
    if float(value).is_integer():
        return f"{int(value):,}"
    written = f"{value:,.12g}"
    return f"{written}0" if written[-4:-3] == "." and 1 <= abs(value) < 1000 else written


def plural(unit: str) -> str:
    """The name of a canonical unit as it stands behind a number other than 1.

    Examples:
        >>> from osintclaims.model import plural
        >>> plural("person"), plural("artillery_piece"), plural("USD/month")
        ('people', 'artillery pieces', 'USD per month')
    """
    must_be("unit", unit, str)
    head, *rest = unit.split("/")
    if head in _IRREGULAR:
        name = _IRREGULAR[head]
    elif not head.islower() or "*" in head:  # ISO codes and powers have no plural
        name = head
    elif head.endswith("y") and head[-2] not in "aeiou":
        name = f"{head[:-1]}ies"
    else:
        name = f"{head}es" if head.endswith(("s", "x", "ch", "sh")) else f"{head}s"
    return " per ".join(part.replace("_", " ") for part in (name, *rest))


def spell(estimate: "Estimate") -> str:
    """An estimate as one would say it, from its numbers and its hedge."""
    low, best, high = (
        None if value is None else figure(value) for value in (estimate.low, estimate.best, estimate.high)
    )
    within = ""
    match estimate.hedge:
        case Hedge.VAGUE:
            of = estimate.vague.endswith(_WITH_OF) and estimate.vague not in _WITHOUT_OF
            words = f"{estimate.vague} of" if of else estimate.vague
        case Hedge.EXACT:
            words = f"exactly {best}"
        case Hedge.ABOUT:
            words = f"about {best}"
        case Hedge.NEARLY:
            words = f"nearly {high}"
        case Hedge.JUST_OVER:
            words = f"just over {low}"
        case Hedge.UP_TO:
            words = f"up to {high}"
        case _ if low == high and best == low:
            words = f"{best}"
        case _:
            words = _bounds(estimate, low, high) or f"{best}"
            within = f", best {best}" if best is not None and words != best else ""
    return f"{words} {noun(estimate)}{within}"


def noun(estimate: "Estimate") -> str:
    """The name of an estimate's unit, in the plural unless it states 1 and nothing else.

    Examples:
        >>> from osintclaims import Estimate
        >>> from osintclaims.model import noun
        >>> noun(Estimate.of(1, "person")), noun(Estimate.between(0, 1, "person"))
        ('person', 'people')
    """
    single = {estimate.low, estimate.best, estimate.high} <= {1, None} and not estimate.vague
    return estimate.unit.replace("_", " ") if single and "/" not in estimate.unit else plural(estimate.unit)


def _bounds(estimate: "Estimate", low: str | None, high: str | None) -> str:
    """The stated ends, or nothing."""
    above = f"{'more than' if estimate.low_open else 'at least'} {low}"
    below = f"{'less than' if estimate.high_open else 'at most'} {high}"
    if low is None:
        return "" if high is None else below
    if high is None:
        return above
    return f"{above} and {below}" if estimate.low_open or estimate.high_open else f"{low} to {high}"
