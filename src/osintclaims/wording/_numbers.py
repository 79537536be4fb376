"""Numbers as they are written: digits with separators and magnitudes, words, halves and dozens."""

import re
from types import MappingProxyType
from typing import Final

from osintclaims.wording._dates import day_and_count
from osintclaims.wording._hedges import starting
from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._measures import currency_before
from osintclaims.wording._number import Number, times
from osintclaims.wording._numberwords import MULTIPLIES, denominator, scaled, spelled
from osintclaims.wording._tokens import Tokens

__all__ = ["MONEY_LETTERS", "read_number"]

#: Digits as English writes them: bare, or in groups of three (Indian English: of two) behind commas or apostrophes.
_ENGLISH: Final = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3}|[1-9]\d{0,2}(?:'\d{3})+)(?:\.(\d+))?"
)

#: What English reads as a decimal and the Continent as thousands.
_EITHER: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")

#: A comma before other than three digits: a decimal on the Continent.
_COMMA: Final = re.compile(r"\d+,\d+")

#: Magnitudes are multiplied up to here: "thousand million" is one, and nothing needs more.
_NO_LIMIT: Final = 10**12

#: Letters that, behind a blank, multiply an amount of money: $3 m.
MONEY_LETTERS: Final = frozenset({"k", "m", "b"})

#: Words behind a blank that are a magnitude for some and something else for others: 10 k may be 10,000, or kilometres
#: run; 10 mil are 10,000 in Spanish, ten million in slang, and a thickness.
_EITHER_WORDS: Final = frozenset({"k", "mil"})

#: Words by which a number goes on: 1.2 x 10^6, 1 point 5, 2 and a half.
_GOES_ON: Final = frozenset({"x", "point", "and"})

#: Words behind metres that stand between any two numbers as well.
_JOINING: Final = frozenset({"and", "or", "to", "in", "at"})

#: The digits of an exponent.
_SUPERSCRIPTS: Final = MappingProxyType(
    str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
)

#: Longest numeral read; beyond a quadrillion, digits are a code and no figure.
_LONGEST: Final = 16


def read_number(t: Tokens, at: int, lex: Lexicon, *, joined: bool = True) -> Number | str | None:
    """The number that begins at this token, or why what stands there is none, or None where there is no number.

    Args:
        t: The text.
        at: Where it begins.
        lex: The words.
        joined: Whether "and" may continue it; between "between" and "and" it may not.
    """
    word = t.words[at]
    if "0" <= word[:1] <= "9":
        return _digits(t, at, lex)
    if word in {"a", "an"}:
        return _article(t, at, lex, joined=joined)
    if word in lex.sign:
        return scaled(t, Number(lex.sign[word], at, at + 1, share=True), lex)
    if word in lex.fraction:  # quarter years are a measure
        return denominator(t, at, at, 1, lex) if starting(t, at, lex.measures) is None else None
    if word in lex.rank:
        return spelled(t, at, at, lex, joined=joined)
    return None


def _article(t: Tokens, at: int, lex: Lexicon, *, joined: bool) -> Number | str | None:
    """A hundred, a dozen, a half million, a quarter of a million, a third."""
    after = at + 1
    if t.words[after] in lex.fraction:
        return denominator(t, at, after, 1, lex)
    if lex.rank.get(t.words[after]) in MULTIPLIES:
        return spelled(t, at, after, lex, joined=joined)
    return None


# --- digits ----------------------------------------------------------------------------------------------------------


def _digits(t: Tokens, at: int, lex: Lexicon) -> Number | str:
    written = t.words[at]
    end = at + 1
    if (
        len(written) <= 3 and written.isdecimal() and not day_and_count(t, at, lex)
    ):  # the groups of 7 000, a blank between
        while len(t.words[end]) == 3 and t.words[end].isdecimal() and t.starts[end] == t.ends[end - 1] + 1:
            if written[0] == "0" or t.text.lower[t.ends[end - 1]] != " ":
                break
            written += t.words[end]
            end += 1
        if end > at + 1 and t.words[end][:1].isdecimal() and t.starts[end] <= t.ends[end - 1] + 1:
            return "a row of numbers"
    if written.isdecimal() and len(written) <= _LONGEST and (written[0] != "0" or written == "0"):
        mantissa = int(written)
        grouped = end > at + 1
        return _magnitude(t, Number(mantissa, at, end, digits=written, grouped=grouped), mantissa, 0, lex)
    return _scientific(t, at) if "e" in written else _marked(t, at, end, written, lex)


def _marked(t: Tokens, at: int, end: int, written: str, lex: Lexicon) -> Number | str:
    """A numeral with a point, commas or apostrophes."""
    match = _ENGLISH.fullmatch(written)
    plain = written.replace(",", "").replace("'", "")
    if len(plain) > _LONGEST:
        return "too many digits for a figure"
    if match is None or (plain[0] == "0" and plain[1] != "."):
        return _refused(written)
    decimals = len(match[1] or "")
    mantissa = int(plain.replace(".", ""))
    value = mantissa / 10**decimals if decimals else mantissa
    number = Number(value, at, end, digits=plain, grouped=len(plain) != len(t.words[at]))
    read = _magnitude(t, number, mantissa, decimals, lex)
    if isinstance(read, str):
        return read
    number = read
    if decimals != 3 or number.scale != 1 or t.words[number.end] in {"%", "percent", "per"}:
        return number
    return _ambiguous(written, value) if _EITHER.fullmatch(written) else number


def _scientific(t: Tokens, at: int) -> Number | str:
    """1.2e6; a capital E without a sign is in names: 9E370."""
    written = t.words[at]
    sign = written[written.index("e") + 1]
    if "," in written or "'" in written or (sign.isdecimal() and "E" in t.cased(at)):
        return "a name: letters touch the digits"
    return Number(float(written), at, at + 1)


def _ambiguous(written: str, value: float) -> str:
    """Both readings of 10.000."""
    europe = written.replace(".", ",")
    return f"ambiguous: {written} is {europe} in most of Europe and {value:g} in English; write {europe} or {value:g}"


def _refused(written: str) -> str:
    if _COMMA.fullmatch(written):
        return f"not an English number: {written}; a comma parts groups of three digits"
    if written[0] == "0":
        return "a code: it begins with 0"
    return "a code, version, date or address, not one number"


def _magnitude(t: Tokens, number: Number, mantissa: int, decimals: int, lex: Lexicon) -> Number | str:
    """The number times the magnitudes behind it: 1.5 million, 10k, 2 dozen, 3 million 200 thousand."""
    end = number.end
    glued = t.glued(end)
    apart = len(t.words[end]) > 1 or (
        t.words[end] in MONEY_LETTERS and currency_before(t, number.start, 0, lex) is not None
    )
    if not glued and t.words[end] in _EITHER_WORDS and not (apart and t.words[end] == "k"):
        return f'ambiguous: "{t.cased(end)}" may multiply it or not; write {t.words[number.start]},000 or a unit'
    suffix = _suffix(t, number, lex) if glued or apart else None
    if suffix is not None and not (t.glued(end + 1) and t.words[end + 1][:1].isalnum()):
        number.value = times(mantissa, decimals, suffix)
        number.scale, number.end, number.digits = suffix, end + 1, ""
        number.metres = t.words[end] == "m" and not t.capital(end)
        return number
    if t.words[end] == "-" and glued and t.glued(end + 1):
        end += 1
    elif glued:
        return _continued(t, number, lex)
    word = t.words[end].removesuffix("s")
    if lex.rank.get(word) not in MULTIPLIES or t.words[end] in {"couple", "pair"}:
        return _continued(t, number, lex)
    scale = lex.value[word]
    end += 1
    while (
        lex.rank.get(follow := t.words[end].removesuffix("s")) == "magnitude" and not t.glued(end) and scale < _NO_LIMIT
    ):
        scale *= lex.value[follow]  # hundred thousand, thousand million
        end += 1
    number.value = times(mantissa, decimals, scale)
    number.scale, number.end, number.digits = scale, end, ""
    return _more(t, number, lex)


def _suffix(t: Tokens, number: Number, lex: Lexicon) -> int | None:
    """What k, m and bn behind digits multiply by; a lone t, and an m before "away" and the like, are measures."""
    end = number.end
    word = t.words[end]
    factor = lex.suffix.get(word)
    if factor is None or len(word) > 1 or currency_before(t, number.start, 0, lex) is not None:
        return factor
    if (
        t.words[end + 1] == "-"
        and t.glued(end + 1)
        and t.words[end + 2].isdecimal()
        and not (t.glued(end + 3) and t.words[end + 3].isalpha())
    ):
        return None  # 3M-14; but 3m-4m
    behind = t.words[end + 1 + (t.words[end + 1] == "-")]  # 3m-long
    measures = word == "t" or (word == "m" and behind in lex.sets["behind_metres"] - _JOINING)
    return None if measures and not t.capital(end) else factor


def _more(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """3 million 200 thousand, 2 million and a half."""
    end = number.end
    if t.words[end : end + 3] == ["and", "a", "half"]:
        number.value = number.value + number.scale / 2
        number.end = end + 3
    elif t.words[end][:1].isdecimal() and not t.glued(end) and t.starts[end] - t.ends[end - 1] < 3:
        scale = lex.value[t.words[end + 1]] if lex.rank.get(t.words[end + 1]) == "magnitude" else number.scale
        rest = int(t.words[end]) * scale if t.words[end].isdecimal() and len(t.words[end]) < 4 else number.scale
        if scale < number.scale and rest < number.scale:
            number.value, number.end, number.scale = number.value + rest, end + 2, scale
    return number


def _continued(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """The number with what may go on behind its digits."""
    word = t.words[number.end]
    return number if word.isalpha() and word not in _GOES_ON else _halved(t, number, lex)


def _halved(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """2 1/2, 2½, 1/2, 2 and a half million."""
    end = number.end
    if t.words[end] in {"x", "\u00d7"} and t.words[end + 1] == "10":
        return _power(t, number)
    sign = lex.sign.get(t.words[end])
    if sign is not None and number.digits.isdecimal():
        number.value, number.end, number.digits = number.value + sign, end + 1, ""
        return scaled(t, number, lex)
    if t.words[end] == "/" and number.digits.isdecimal() and t.glued(end) and t.glued(end + 1):
        return _slashed(t, number)
    if t.words[end] == "point" and t.words[end + 1].isdecimal() and number.digits.isdecimal():
        number.value, number.end = float(f"{number.digits}.{t.words[end + 1]}"), end + 2
        number.digits = ""
        return scaled(t, number, lex)
    if t.words[end : end + 3] == ["and", "a", "half"] and number.digits.isdecimal():
        number.value, number.end, number.digits = number.value + 0.5, end + 3, ""
        return scaled(t, number, lex)
    above = t.words[end]
    if above.isdecimal() and len(above) < 3 and t.words[end + 1] == "/" and t.glued(end + 1):
        part = _slashed(t, Number(int(above), end, end + 1))
        if part.share and number.digits.isdecimal() and t.starts[end] - t.ends[end - 1] < 3:
            number.value, number.end, number.digits = number.value + part.value, part.end, ""
    return number


def _power(t: Tokens, number: Number) -> Number:
    """1.2 x 10^6, also with a superscript."""
    place = number.end + 2
    caret = t.words[place] == "^"
    minus = caret and t.words[place + 1] == "-"
    written = t.words[place + caret + minus].translate(_SUPERSCRIPTS)
    if t.glued(place) and (caret or not t.words[place].isdecimal()) and written.isdecimal() and len(written) < 3:
        exponent = -int(written) if minus else int(written)
        number.value = float(f"{number.value}e{exponent}")
        number.end, number.digits = place + caret + minus + 1, ""
    return number


def _slashed(t: Tokens, number: Number) -> Number:
    """A fraction with a stroke, below one; anything else with a stroke is a date or a code."""
    below = t.words[number.end + 1]
    small = below.isdecimal() and len(below) <= 3 and not (t.words[number.end + 2] == "/" and t.glued(number.end + 2))
    if small and 0 < number.value < int(below):
        number.value, number.end, number.digits, number.share = number.value / int(below), number.end + 2, "", True
    return number
