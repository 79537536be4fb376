"""Numbers as they are written: digits with separators and magnitudes, words, halves and dozens."""

import re
from typing import Final

import attrs

from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._tokens import Tokens

__all__ = ["Number", "read_number"]

#: Digits as English writes them: bare, or in groups of three (Indian English: of two) behind commas or apostrophes.
_ENGLISH: Final = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3}|[1-9]\d{0,2}(?:'\d{3})+)(?:\.(\d+))?"
)

#: What English reads as a decimal and the Continent as thousands.
_EITHER: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")

#: A comma before other than three digits: a decimal on the Continent.
_COMMA: Final = re.compile(r"\d+,\d+")

#: Longest numeral read; beyond a quadrillion, digits are a code and no figure.
_LONGEST: Final = 16

#: A dozen and the like may be halved and take "of a"; so may all magnitudes.
_MULTIPLIES: Final = frozenset({"magnitude", "group"})


@attrs.define
class Number:
    """A number, and the tokens it takes.

    Attributes:
        value: What it is.
        start: Its first token.
        end: The token behind it.
        scale: The magnitude word it ends in, as a factor; 1 without one.
        digits: Its digits without separators, where it is digits alone; otherwise empty.
        grouped: Whether its digits stand in groups.
        share: Whether it is a fraction of a whole.
        approximate: Whether its words say so: "a couple of thousand".
    """

    value: float
    start: int
    end: int
    scale: int = 1
    digits: str = ""
    grouped: bool = False
    share: bool = False
    approximate: bool = False


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
        return _scaled(t, Number(lex.sign[word], at, at + 1, share=True), lex)
    if word in lex.fraction:
        return _denominator(t, at, at, 1, lex)
    if word in lex.rank:
        return _words(t, at, at, lex, joined=joined)
    return None


def _article(t: Tokens, at: int, lex: Lexicon, *, joined: bool) -> Number | str | None:
    """A hundred, a dozen, a half million, a quarter of a million, a third."""
    after = at + 1
    if t.words[after] in lex.fraction:
        found = _denominator(t, at, after, 1, lex)
    elif lex.rank.get(t.words[after]) in _MULTIPLIES:
        found = _words(t, at, after, lex, joined=joined)
    else:
        return None
    return found


# --- digits ------------------------------------------------------------------------------------------------------------


def _digits(t: Tokens, at: int, lex: Lexicon) -> Number | str:
    written = t.words[at]
    end = at + 1
    if len(written) <= 3 and written.isdigit():  # the groups of 7 000, a blank between them
        while len(t.words[end]) == 3 and t.words[end].isdigit() and t.starts[end] == t.ends[end - 1] + 1:
            if written[0] == "0" or t.text.lower[t.ends[end - 1]] != " ":
                break
            written += t.words[end]
            end += 1
        if end > at + 1 and t.words[end][:1].isdigit() and t.starts[end] <= t.ends[end - 1] + 1:
            return "a row of numbers"
    match = _ENGLISH.fullmatch(written)
    plain = written.replace(",", "").replace("'", "")
    if len(plain) > _LONGEST:
        return "too many digits for a figure"
    if match is None or (len(plain) > 1 and plain[0] == "0" and plain[1] != "."):
        return _refused(written)
    decimals = len(match[1] or "")
    mantissa = int(plain.replace(".", ""))
    value = mantissa / 10**decimals if decimals else mantissa
    number = Number(value, at, end, digits=plain, grouped=len(plain) != len(t.words[at]))
    scaled = _magnitude(t, number, mantissa, decimals, lex)
    percent = t.words[scaled.end] in {"%", "percent", "per"}
    if scaled.scale == 1 and not percent and _EITHER.fullmatch(written):
        whole = written.replace(".", ",")
        return f"ambiguous: {written} is {whole} in most of Europe and {value:g} in English; write {whole} or {value:g}"
    return scaled


def _refused(written: str) -> str:
    if _COMMA.fullmatch(written):
        return f"not an English number: {written}; a comma parts groups of three digits"
    if written[0] == "0":
        return "a code: it begins with 0"
    return "a code, version, date or address, not one number"


def _magnitude(t: Tokens, number: Number, mantissa: int, decimals: int, lex: Lexicon) -> Number:
    """The number times the magnitudes behind it: 1.5 million, 10k, 2 dozen, 3 million 200 thousand."""
    end = number.end
    glued = t.glued(end)
    suffix = lex.suffix.get(t.words[end]) if glued or len(t.words[end]) > 1 else None
    if suffix is not None and not (t.glued(end + 1) and t.words[end + 1][:1].isalnum()):
        number.value = _times(mantissa, decimals, suffix)
        number.scale, number.end, number.digits = suffix, end + 1, ""
        return number
    if t.words[end] == "-" and glued and t.glued(end + 1):
        end += 1
    elif glued:
        return _halved(t, number, lex)
    word = t.words[end].removesuffix("s")
    if lex.rank.get(word) not in _MULTIPLIES or t.words[end] in {"couple", "pair"}:
        return _halved(t, number, lex)
    scale = lex.value[word]
    end += 1
    while lex.rank.get(follow := t.words[end].removesuffix("s")) == "magnitude" and not t.glued(end):
        scale *= lex.value[follow]  # hundred thousand, thousand million
        end += 1
    number.value = _times(mantissa, decimals, scale)
    number.scale, number.end, number.digits = scale, end, ""
    return _more(t, number, lex)


def _times(mantissa: int, decimals: int, scale: int) -> float:
    """Exactly rounded, and an int where it is whole: 1.1 million is 1100000."""
    product, divisor = mantissa * scale, 10**decimals
    return product // divisor if product % divisor == 0 else product / divisor


def _more(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """3 million 200 thousand, 2 million and a half."""
    end = number.end
    if t.words[end : end + 3] == ["and", "a", "half"]:
        number.value = _whole(number.value + number.scale / 2)
        number.end = end + 3
    elif t.words[end][:1].isdigit() and not t.glued(end) and t.starts[end] == t.ends[end - 1] + 1:
        rest = _digits(t, end, lex)
        if isinstance(rest, Number) and 1 < rest.scale < number.scale and rest.value < number.scale:
            number.value, number.end = _whole(number.value + rest.value), rest.end
    return number


def _halved(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """2 1/2, 2½, 1/2, 2 and a half million."""
    end = number.end
    sign = lex.sign.get(t.words[end])
    if sign is not None and number.digits.isdigit():
        number.value, number.end, number.digits = number.value + sign, end + 1, ""
        return _scaled(t, number, lex)
    if t.words[end] == "/" and number.digits.isdigit() and t.glued(end) and t.glued(end + 1):
        return _slashed(t, number)
    if t.words[end : end + 3] == ["and", "a", "half"] and number.digits.isdigit():
        number.value, number.end, number.digits = number.value + 0.5, end + 3, ""
        return _scaled(t, number, lex)
    lower = t.words[end]
    if lower[:1].isdigit() and t.words[end + 1] == "/" and t.glued(end + 1) and t.glued(end + 2):
        part = _slashed(t, Number(int(lower) if len(lower) < 3 and lower.isdigit() else 0, end, end + 1))
        if part.share and number.digits.isdigit() and t.starts[end] == t.ends[end - 1] + 1:
            number.value, number.end, number.digits = number.value + part.value, part.end, ""
    return number


def _slashed(t: Tokens, number: Number) -> Number:
    """A fraction with a stroke, below one; anything else with a stroke is a date or a code."""
    below = t.words[number.end + 1]
    small = below.isdigit() and len(below) <= 3 and not (t.words[number.end + 2] == "/" and t.glued(number.end + 2))
    if small and 0 < number.value < int(below):
        number.value, number.end, number.digits, number.share = number.value / int(below), number.end + 2, "", True
    return number


# --- words -------------------------------------------------------------------------------------------------------------


def _words(t: Tokens, start: int, at: int, lex: Lexicon, *, joined: bool) -> Number | str | None:
    """Number words from `at` on; `start` is where an article before them stands."""
    total, group, limit, last, scale = 0, 0, 10**16, "", 1
    place = at
    while True:
        word, step = t.words[place], place
        if last:
            step = _joint(t, place, last, limit, lex, joined=joined)
            if step < 0:
                break
            word = t.words[step]
        kind = lex.rank.get(word) or (lex.rank.get(word[:-1], "") if last and word[-1:] == "s" else "")
        value = lex.value.get(word) or lex.value.get(word.removesuffix("s"), 0)
        if kind == "magnitude" and value > 100:
            if last and (value >= limit and group == 0):
                break
            if last and value >= limit:  # two thousand million
                break
            total += (group if last else 1) * value
            group, limit, scale, last = 0, value, value, "magnitude"
        elif kind == "magnitude":
            if last in {"hundred", "magnitude"} or (last and not 0 < group < 100):
                break
            group, scale, last = (group or 1) * 100, 100, "hundred"
        elif kind == "group":
            if last and (last in {"hundred", "magnitude", "zero"} or word in {"pair", "couple"}):
                break
            return _grouped(t, start, step, (group or 1) * value, lex)
        elif _fits(kind, last):
            group, last, scale = group + value, kind, 1
        else:
            break
        place = step + 1
        if kind == "zero":
            break
    if not last:
        return None
    number = Number(total + group, start, place, scale=scale)
    return _tail(t, number, lex)


def _fits(kind: str, last: str) -> bool:
    """Whether a word below a hundred may follow."""
    if kind == "unit":
        return last in {"", "ten", "hundred", "magnitude"}
    return kind in {"teen", "ten"} and last in {"", "hundred", "magnitude"} or (kind == "zero" and not last)


def _joint(t: Tokens, place: int, last: str, limit: int, lex: Lexicon, *, joined: bool) -> int:
    """Where the next word of a number stands, or -1 where it ends: a blank, a hyphen or "and" lies between."""
    word = t.words[place]
    if word == "-":
        return place + 1 if t.glued(place) and t.glued(place + 1) else -1
    if word != "and":
        return place if t.starts[place] - t.ends[place - 1] < 3 else -1
    if not joined or last not in {"hundred", "magnitude"}:
        return -1
    # "a hundred and two hundred" are two numbers; "two thousand and two hundred" is one.
    after, following = t.words[place + 1], t.words[place + 2]
    if lex.rank.get(after) not in {"unit", "teen", "ten"}:
        return -1
    if lex.rank.get(following) == "unit" or following == "-":
        following = t.words[place + 3 + (following == "-")]
    if lex.rank.get(following) == "magnitude":
        hundreds = lex.value[following] == 100
        apart = last == "hundred" if hundreds else lex.value[following] >= limit
        return -1 if apart else place + 1
    return place + 1


def _grouped(t: Tokens, start: int, at: int, value: int, lex: Lexicon) -> Number | None:
    """A dozen, two dozen, a couple of thousand, a pair of."""
    word = t.words[at].removesuffix("s")
    end = at + 1
    if word == "dozen":
        return _tail(t, Number(value, start, end, scale=12), lex)
    if start == at:  # "pair" and "couple" count only with an article
        return None
    following = end + (t.words[end] == "of")
    scale = lex.value.get(t.words[following], 0) if lex.rank.get(t.words[following]) in _MULTIPLIES else 0
    if word == "couple" and scale:
        return Number(2 * scale, start, following + 1, scale=scale, approximate=True)
    if t.words[end] == "of" or word == "couple":
        return Number(value, start, end, approximate=word == "couple")
    return None


def _tail(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """What may follow a number in words: "and a half", "point five", a denominator."""
    end = number.end
    word = t.words[end]
    if word == "-" and t.glued(end) and t.glued(end + 1):
        if t.words[end + 1] == "and":
            end, word = end + 1, "and"
        elif t.words[end + 1] in lex.fraction and 0 < number.value < 20:
            return _denominator(t, number.start, end + 1, int(number.value), lex)
    if word == "and":
        half = [w for w in t.words[end + 1 : end + 6] if w != "-"][:2]
        if half in (["a", "half"], ["a", "quarter"]):
            skip = 1 + 2 + t.words[end + 1 : end + 4].count("-")
            part = 0.5 if half[1] == "half" else 0.25
            number.end = end + skip
            below = lex.value.get(t.words[number.end], 0) if lex.rank.get(t.words[number.end]) == "magnitude" else 0
            if 1 < below < number.scale:  # one billion and a half million
                number.value, number.end = _whole(number.value + part * below), number.end + 1
                return number
            number.value = _whole(number.value + part * number.scale)
            return _scaled(t, number, lex)
    elif word in lex.fraction and word != "half" and number.scale == 1 and 0 < number.value < 20:
        # "two thirds" and "one third"; "three second" and "two quarter" are none
        if word.endswith("s") or number.value == 1:
            return _denominator(t, number.start, end, int(number.value), lex)
    elif word == "point":
        return _pointed(t, number, lex)
    return number


def _pointed(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """Two point five million."""
    decimals, end = "", number.end + 1
    while lex.rank.get(t.words[end]) in {"unit", "zero"} and len(decimals) < _LONGEST:
        decimals += str(lex.value[t.words[end]])
        end += 1
    if not decimals:
        return number
    number.value, number.end = float(f"{int(number.value)}.{decimals}"), end
    return _scaled(t, number, lex)


def _scaled(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """A number with a half, times the magnitude behind it: two and a half thousand."""
    end = number.end + (t.words[number.end] == "-" and t.glued(number.end))
    word = t.words[end].removesuffix("s")
    if lex.rank.get(word) == "magnitude" or word == "dozen":
        scale = lex.value[word]
        number.value, number.scale, number.end, number.share = _whole(number.value * scale), scale, end + 1, False
    return number


def _denominator(t: Tokens, start: int, at: int, above: int, lex: Lexicon) -> Number | None:
    """A third, two thirds, half; and half a million, a quarter of a million."""
    value = above / lex.fraction[t.words[at]]
    end = at + 1
    place = end
    if t.words[place] == "-" and t.glued(place) and t.glued(place + 1):
        place += 1
    else:
        place += t.words[place] == "of" and t.words[place + 1] in {"a", "an"}
        place += t.words[place] in {"a", "an"}
    if lex.rank.get(t.words[place]) == "magnitude" or t.words[place] == "dozen":
        scale = lex.value[t.words[place]]
        return Number(_whole(value * scale), start, place + 1, scale=scale)
    return Number(value, start, end, share=True)


def _whole(value: float) -> float:
    """An int where it is whole."""
    return int(value) if float(value).is_integer() else value
