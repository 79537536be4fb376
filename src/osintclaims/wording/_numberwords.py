"""Numbers in words: eight million, two and a half thousand, a couple of dozen, two thirds."""

from typing import Final

from osintclaims.wording._lexicon import Lexicon
from osintclaims.wording._number import Number
from osintclaims.wording._tokens import Tokens

__all__ = ["MULTIPLIES", "denominator", "scaled", "spelled"]

#: A dozen and the like may be halved and take "of a"; so may all magnitudes.
MULTIPLIES: Final = frozenset({"magnitude", "group"})

#: Above every magnitude.
_NO_LIMIT: Final = 10**16

#: Ranks of the words below a hundred.
_SMALL: Final = frozenset({"unit", "teen", "ten"})

#: Longest row of digits in words behind "point".
_LONGEST: Final = 16


class _Sum:
    """A number in words while it is read.

    Attributes:
        total: What is behind a magnitude.
        group: What is not yet.
        limit: The last magnitude from a thousand up: the next one must be smaller.
        scale: The last magnitude, if the number ends in it.
        last: What the last word was: a rank of the lexicon, or "hundred".
    """

    __slots__ = ("group", "last", "limit", "scale", "total")

    def __init__(self) -> None:
        self.total, self.group, self.limit, self.scale, self.last = 0, 0, _NO_LIMIT, 1, ""

    def takes(self, rank: str, value: int) -> bool:
        """Add a word, if it may follow."""
        if rank == "magnitude":
            return self._hundred() if value == 100 else self._magnitude(value)
        if rank == "unit":
            fits = self.last in {"", "ten", "hundred", "magnitude"}
        elif rank == "zero":
            fits = not self.last
        else:
            fits = rank in {"teen", "ten"} and self.last in {"", "hundred", "magnitude"}
        if fits:
            self.group, self.last, self.scale = self.group + value, rank, 1
        return fits

    def _hundred(self) -> bool:
        if self.last and not 0 < self.group < 100:
            return False
        self.group, self.scale, self.last = (self.group or 1) * 100, 100, "hundred"
        return True

    def _magnitude(self, value: int) -> bool:
        if self.last == "magnitude" and self.limit <= value and self.total < min(1000 * self.limit, _NO_LIMIT // value):
            self.total *= value  # two thousand million
        elif self.last and value >= self.limit:
            return False
        else:
            self.total += (self.group if self.last else 1) * value
        self.group, self.limit, self.scale, self.last = 0, value, value, "magnitude"
        return True


def spelled(t: Tokens, start: int, at: int, lex: Lexicon, *, joined: bool) -> Number | None:
    """The number in words from `at` on.

    Args:
        t: The text.
        start: Where the number begins, with an article before it.
        at: Where its first word stands.
        lex: The words.
        joined: Whether "and" may continue it.
    """
    found, place = _Sum(), at
    while True:
        step = _joint(t, place, found, lex, joined=joined) if found.last else place
        if step < 0:
            break
        word = t.words[step]
        if found.last and word not in lex.rank:
            word = word.removesuffix("s")  # seventy-five thousands
        rank = lex.rank.get(word, "")
        if rank == "group":
            return _grouped(t, start, step, found, lex)
        if not rank or not found.takes(rank, lex.value[word]):
            break
        place = step + 1
    return _tail(t, Number(found.total + found.group, start, place, scale=found.scale), lex)


def _joint(t: Tokens, place: int, found: _Sum, lex: Lexicon, *, joined: bool) -> int:
    """Where the next word of a number stands, or -1 where it ends: a blank, a hyphen or "and" lies between."""
    word = t.words[place]
    if word == "-" and t.words[place + 1 : place + 3] == ["and", "-"]:  # a hundred-and-twenty
        goes_on = found.last in {"hundred", "magnitude"} and lex.rank.get(t.words[place + 3]) in _SMALL
        return place + 3 if goes_on else -1
    if word == "-":
        return place + 1 if t.glued(place) and t.glued(place + 1) else -1
    if word not in {"and", ","}:
        return place if t.starts[place] - t.ends[place - 1] < 3 else -1
    goes_on = joined and found.last in {"hundred", "magnitude"} and lex.rank.get(t.words[place + 1]) in _SMALL
    return place + 1 if goes_on and _continues(t, place, found, lex) else -1


def _continues(t: Tokens, place: int, found: _Sum, lex: Lexicon) -> bool:
    """Whether what follows "and" or a comma is the rest of the number.

    "A hundred and two hundred" are two numbers; "two thousand and two hundred" is one, and so is "one thousand, two
    hundred", but "one thousand, two" are two.
    """
    if t.words[place] == ",":
        below = {t.words[place + 2], t.words[place + 3], t.words[place + 4]} & lex.rank.keys()
        return found.last == "magnitude" and any(100 <= lex.value[word] < found.limit for word in below)
    following = t.words[place + 2]
    if lex.rank.get(following) == "unit" or following == "-":
        following = t.words[place + 3 + (following == "-")]
    if lex.rank.get(following) == "magnitude":
        hundreds = lex.value[following] == 100
        return found.last != "hundred" if hundreds else lex.value[following] < found.limit
    return True


def _grouped(t: Tokens, start: int, at: int, found: _Sum, lex: Lexicon) -> Number | None:
    """A dozen, two dozen, a couple of thousand, a pair of."""
    word, end = t.words[at].removesuffix("s"), at + 1
    value = (found.total + found.group or 1) * lex.value[word]
    if word == "dozen":
        return _tail(t, Number(value, start, end, scale=12), lex)
    if word == "score":  # three score; "a score" is a result more often
        return Number(value, start, end, scale=20) if found.last else None
    if start == at:  # "pair" and "couple" count only with an article
        return None
    following = end + (t.words[end] == "of")
    scale = lex.value[t.words[following]] if lex.rank.get(t.words[following]) in MULTIPLIES else 0
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
        elif t.words[end + 1] in lex.fraction and number.value < 20:
            return denominator(t, number.start, end + 1, int(number.value), lex)
    if word == "and":
        half = [w for w in t.words[end + 1 : end + 6] if w != "-"][:2]
        third = half[:1] in (["a"], ["one"]) and half[-1] in lex.fraction and t.words[end + 3] != "of"
        if half == ["a", "half"] or third:
            skip = 1 + 2 + t.words[end + 1 : end + 4].count("-")
            part = 1 / lex.fraction[half[1]]
            number.end = end + skip
            below = lex.value.get(t.words[number.end], 0)
            if 1 < below <= number.scale:  # one billion and a half million
                number.value, number.end = number.value + part * below, number.end + 1
                return number
            number.value = number.value + part * number.scale
            return scaled(t, number, lex)
    elif word in lex.fraction and word != "half" and number.scale == 1 and number.value < 20:
        # "two thirds" and "one third"; "three second" and "two quarter" are none
        if word.endswith("s") or number.value == 1:
            return denominator(t, number.start, end, int(number.value), lex)
    elif word == "point":
        return _pointed(t, number, lex)
    return number


def _pointed(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """Two point five million, two point twenty-five."""
    decimals, end = "", number.end + 1
    if lex.rank.get(t.words[end]) in {"teen", "ten"}:
        value, end = lex.value[t.words[end]], end + 1
        unit = end + (t.words[end] == "-")
        if value >= 20 and lex.rank.get(t.words[unit]) == "unit":
            value, end = value + lex.value[t.words[unit]], unit + 1
        decimals = str(value)
    else:
        while lex.rank.get(t.words[end]) in {"unit", "zero"} and len(decimals) < _LONGEST:
            decimals += str(lex.value[t.words[end]])
            end += 1
    if not decimals:
        return number
    number.value, number.end = float(f"{int(number.value)}.{decimals}"), end
    return scaled(t, number, lex)


def scaled(t: Tokens, number: Number, lex: Lexicon) -> Number:
    """A number with a half, times the magnitude behind it: two and a half thousand."""
    end = number.end + (t.words[number.end] == "-" and t.glued(number.end))
    word = t.words[end].removesuffix("s")
    if lex.rank.get(word) == "magnitude" or word == "dozen":
        scale = lex.value[word]
        number.value, number.scale, number.end, number.share = number.value * scale, scale, end + 1, False
    return number


def denominator(t: Tokens, start: int, at: int, above: int, lex: Lexicon) -> Number:
    """A third, two thirds, half; and half a million, a quarter of a million."""
    value = above / lex.fraction[t.words[at]]
    end = at + 1
    place = end
    if t.words[place] == "-" and t.glued(place) and t.glued(place + 1):
        place += 1
    else:
        place += t.words[place] == "of" and t.words[place + 1] == "a"
        place += t.words[place] == "a"
    if lex.rank.get(t.words[place]) == "magnitude" or t.words[place] == "dozen":
        scale = lex.value[t.words[place]]
        return Number(value * scale, start, place + 1, scale=scale)
    return Number(value, start, end, share=True)
