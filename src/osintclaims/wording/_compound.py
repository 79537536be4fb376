"""Amounts printed in two units: 5 feet 2 inches, 3 dollars and 50 cents, 50 cents."""

from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import measure
from osintclaims.wording._number import Number
from osintclaims.wording._numbers import read_number
from osintclaims.wording._tokens import Tokens

__all__ = ["coins", "compound"]

#: Coins in one unit of money; all that `words.toml` lists are hundredths.
_HUNDRED = 100


def compound(t: Tokens, number: Number, unit: str, lex: Lexicon) -> str:
    """Add to a number what follows it in a smaller unit, in that unit; or in coins, in their money.

    Args:
        t: The text.
        number: The number, changed in place where something is added; it then ends behind both units.
        unit: The currency before it, or an empty string.
        lex: The words.

    Returns:
        The unit of the sum, or an empty string where nothing is added.
    """
    found = (number.end, unit) if unit else measure(t, number.end, lex)
    if found is None or (found[1] not in lex.parts and found[1] not in lex.money):
        return ""
    total, (end, unit) = number.value, found
    while True:
        part = _part(t, end, lex)
        if part is None:
            break
        coin = _coin(t, part.end, lex)
        if coin and unit in lex.money:
            total, end = total + part.value / _HUNDRED, coin
            break
        smaller = measure(t, part.end, lex) or _inch(t, part.end, unit)
        if smaller is None:
            break
        ratio = lex.parts.get(unit, {}).get(smaller[1], 0)
        if part.value >= ratio:
            break
        total, (end, unit) = total * ratio + part.value, smaller
    if end == found[0]:
        return ""
    number.value, number.end, number.digits = total, end, ""
    return unit


def _part(t: Tokens, end: int, lex: Lexicon) -> Number | None:
    """The number of the smaller unit, behind "and", a comma, both or neither."""
    place = end + (t.words[end] == ",")
    place += t.words[place] == "and"
    word = t.words[place]
    if not (word[:1].isdecimal() or word in lex.rank):
        return None
    part = read_number(t, place, lex)
    return part if isinstance(part, Number) else None


def _inch(t: Tokens, end: int, unit: str) -> tuple[int, str] | None:
    """The "in" of 5 ft 2 in, which is no unit elsewhere."""
    return (end + 1, "inch") if unit == "foot" and t.words[end] == "in" else None


def _coin(t: Tokens, end: int, lex: Lexicon) -> int:
    """The token behind the name of a coin, or 0."""
    return end + 1 if t.words[end] in lex.coin or (t.words[end] == "c" and t.glued(end)) else 0


def coins(t: Tokens, end: int, lex: Lexicon) -> tuple[int, str, int] | None:
    """Coins alone, behind a number or a range: the token behind them, their money, how many make one."""
    place = end + (t.words[end] == "-")
    money = lex.coin.get(t.words[place])
    return None if money is None else (place + 1, money, _HUNDRED)
