"""Quotes sought in a text that may have changed: as they were, in another spelling, or something like them."""

import functools
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.store._texts import digest

__all__ = ["LEAST", "Effort", "Passage", "Searched"]

#: Passages that are named where a quote stands in several places.
_MOST: Final = 10
#: Similarity below which a passage is another one: three letters in ten differ. Of 260 pairs of a quote of the seed
#: corpus and another text about the same events, 19 have a passage that is this much like it.
LEAST: Final = 0.7
#: Steps of all searches of one call together: a window hashed, or a character compared with 64 of a quote; some
#: seconds.
_STEPS: Final = 4_000_000
#: Characters that one step compares.
_WORD: Final = 64
#: Ends of equally good passages that are looked at: beyond, a text repeats itself.
_ENDS: Final = 1_000

#: Quotation marks and dashes that editors and content systems put in place of one another, and what is not seen at all:
#: soft hyphens, zero-width characters, byte order marks.
_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2039\u203a", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    }
)


@attrs.frozen
class Passage:
    """A place in a text that a quote may have moved to.

    Attributes:
        start: Its first code point.
        end: One past its last code point.
        text: What stands there.
        similarity: 1 for the quote itself or another spelling of it; else 1 minus the edit distance (Levenshtein 1966)
            to what was sought, as a share of the longer of the two.

    Examples:
        >>> from osintclaims.store import Passage
        >>> print(Passage(4, 17, "12,000 troops", 0.923))
        [4, 17) "12,000 troops" (92 % alike)
    """

    start: int
    end: int
    text: str
    similarity: float = 1.0

    def __str__(self) -> str:
        """Place and text, and how much alike it is where it is not the same."""
        shown = self.text if self.text.isprintable() else ascii(self.text)[1:-1]
        alike = "" if self.similarity == 1 else f" ({self.similarity:.0%} alike)".replace("%", " %")
        return f'[{self.start}, {self.end}) "{shown}"{alike}'


@attrs.define
class Effort:
    """How much may still be done: a text of others must not keep anybody waiting."""

    steps: int = attrs.field(factory=lambda: _STEPS)

    def spend(self, steps: int) -> bool:
        """Take so many steps, if there are as many left."""
        if steps > self.steps:
            return False
        self.steps -= steps
        return True


@attrs.frozen
class _Folded:
    """A text in one spelling, and where each of its characters comes from."""

    text: str
    starts: "array[int]"

    def passage(self, start: int, end: int) -> tuple[int, int]:
        """A place in it as one of the text it was made of."""
        return self.starts[start], self.starts[end - 1] + 1


def _folded(text: str) -> _Folded:
    """A text with one kind of space, quotation mark and dash, in Unicode's compatible decomposition (NFKD).

    Runs of white space are one space, since page makers break lines anywhere; case is kept.
    """
    letters: list[str] = []
    starts = array("Q")
    last = ""
    for place, letter in enumerate(text):
        if letter.isspace():
            spelled = "" if last == " " else " "
        elif letter.isascii():
            spelled = letter
        else:
            plain = _SIGNS.get(letter)
            spelled = unicodedata.normalize("NFKD", letter) if plain is None else plain
        for one in spelled:
            letters.append(one)
            starts.append(place)
            last = one
    return _Folded("".join(letters), starts)


class Searched:
    """A text in which quotes are sought, nearest to where they stood first.

    Args:
        text: The text.
        hashes: For each length of a quote of which nothing but the hash is known, these hashes.
        effort: What may be done.
    """

    def __init__(self, text: str, hashes: Mapping[int, Collection[str]], effort: Effort) -> None:
        self.text = text
        self._hashes = hashes
        self._effort = effort
        self._windows: dict[tuple[int, bool], Mapping[str, list[int]] | None] = {}

    @functools.cached_property
    def _folded(self) -> _Folded:
        return _folded(self.text)

    def exact(self, quote: str, near: int) -> tuple[Passage, ...]:
        """Where a quote stands, letter for letter."""
        return tuple(Passage(start, start + len(quote), quote) for start in _outwards(self.text, quote, near))

    def respelled(self, quote: str, near: int) -> tuple[Passage, ...]:
        """Where it stands with other spaces, quotation marks, dashes or ligatures."""
        wanted = _folded(quote).text.strip()
        if not wanted:
            return ()
        at = bisect_left(self._folded.starts, near)
        return tuple(self._passage(start, start + len(wanted)) for start in _outwards(self._folded.text, wanted, at))

    def hashed(self, sha256: str, length: int, near: int) -> tuple[Passage, ...] | None:
        """Where a quote stands of which only hash and length are known, here or in the one spelling.

        None if that is more than can be searched.
        """
        for folded in (False, True):
            starts = self._starts(length, folded=folded)
            if starts is None:
                return None
            places = self._folded.starts if folded else range(len(self.text))
            listed = sorted(starts.get(sha256, ()), key=lambda start: abs(places[start] - near))[:_MOST]
            if listed and folded:
                return tuple(self._passage(start, start + length) for start in listed)
            if listed:
                return tuple(Passage(start, start + length, self.text[start : start + length]) for start in listed)
        return ()

    def _starts(self, length: int, *, folded: bool) -> Mapping[str, list[int]] | None:
        """Where the quotes of a length stand by their hashes: one pass for all of them."""
        key = (length, folded)
        if key not in self._windows:
            text = self._folded.text if folded else self.text
            cost = max(0, len(text) - length + 1) * (1 + length // _WORD)
            wanted = self._hashes.get(length, ())
            self._windows[key] = _hashed(text, length, wanted) if self._effort.spend(cost) else None
        return self._windows[key]

    def similar(self, quote: str, near: int) -> tuple[Passage, ...] | None:
        """The passages most like a quote, as whole words; None if that is more than can be searched."""
        wanted, text = _folded(quote).text.strip(), self._folded.text
        if not wanted:
            return ()
        if not self._effort.spend(len(text) * (1 + len(wanted) // _WORD)):
            return None
        found: list[Passage] = []
        for start, end in _alike(wanted, text, int(len(wanted) * (1 - LEAST))):
            whole = _whole_words(text, start, end)
            *_, distance = _distances(wanted, text[slice(*whole)], anywhere=False)
            similarity = 1 - distance / max(len(wanted), whole[1] - whole[0])
            passage = attrs.evolve(self._passage(*whole), similarity=similarity)
            if similarity >= LEAST and not (found and passage.start < found[-1].end):
                found.append(passage)
        best = max((passage.similarity for passage in found), default=0.0)
        alike = [passage for passage in found if passage.similarity == best]
        return tuple(sorted(alike, key=lambda passage: abs(passage.start - near))[:_MOST])

    def _passage(self, start: int, end: int) -> Passage:
        """A place in the folded text as a passage."""
        first, last = self._folded.passage(start, end)
        return Passage(first, last, self.text[first:last])


def _outwards(text: str, quote: str, near: int) -> Iterator[int]:
    """The places where a quote stands, nearest first, the first few."""
    right = text.find(quote, near)
    left = text.rfind(quote, 0, max(0, near - 1 + len(quote)))
    for _ in range(_MOST):
        if left >= 0 and (right < 0 or near - left <= right - near):
            yield left
            left = text.rfind(quote, 0, max(0, left - 1 + len(quote)))
        elif right >= 0:
            yield right
            right = text.find(quote, right + 1)
        else:
            return


def _hashed(text: str, length: int, wanted: Collection[str]) -> Mapping[str, list[int]]:
    """Where windows of a length begin that have one of the wanted hashes."""
    found: dict[str, list[int]] = {}
    data = text.encode("utf-8", "surrogatepass")
    places = (
        range(len(text) + 1)
        if len(data) == len(text)
        else array("Q", accumulate((_width(letter) for letter in text), initial=0))
    )
    for start in range(len(text) - length + 1):
        sha256 = digest(data[places[start] : places[start + length]])
        if sha256 in wanted:
            found.setdefault(sha256, []).append(start)
    return found


def _width(letter: str) -> int:
    """Bytes of a character in UTF-8 (RFC 3629)."""
    return 1 if letter < "\x80" else 2 if letter < "\u0800" else 3 if letter < "\U00010000" else 4


def _alike(quote: str, text: str, most: int) -> list[tuple[int, int]]:
    """The passages at the least edit distance from a quote, if that is not more than allowed."""
    best, ends = most, list[int]()
    for end, distance in enumerate(_distances(quote, text, anywhere=True), 1):
        if distance < best:
            best, ends = distance, [end]
        elif distance == best and len(ends) < _ENDS:
            ends.append(end)
    return [(end - _length(quote, text, end, best), end) for end in ends]


def _length(quote: str, text: str, end: int, distance: int) -> int:
    """Length of the passage that ends here and is at this distance, the one nearest to that of the quote."""
    before = text[max(0, end - len(quote) - distance) : end][::-1]
    fitting = [
        length for length, found in enumerate(_distances(quote[::-1], before, anywhere=False), 1) if found == distance
    ]
    return min(fitting, key=lambda length: abs(length - len(quote)))


def _distances(quote: str, text: str, *, anywhere: bool) -> Iterator[int]:
    """After each character of a text, the least edit distance of the quote to a passage that ends there.

    One column of the dynamic program at a time, as the bits of two whole numbers (Myers 1999, J. ACM 46:395, in the
    form of Hyyrö 2003): time grows with the text times the quote's length over the bits of a machine word.

    Args:
        quote: What is sought.
        text: Where.
        anywhere: Whether the passage may begin anywhere, or is all of the text up to there.

    Yields:
        A distance.
    """
    bits: Mapping[str, int] = _bits(quote)
    everything, last = (1 << len(quote)) - 1, 1 << (len(quote) - 1)
    rising, falling, distance = everything, 0, len(quote)
    for letter in text:
        same = bits.get(letter, 0)
        down = same | falling
        across = ((((same & rising) + rising) ^ rising) | same) & everything
        up = falling | (~(across | rising) & everything)
        lower = rising & across
        distance += (1 if up & last else 0) - (1 if lower & last else 0)
        up = ((up << 1) | (0 if anywhere else 1)) & everything
        lower = (lower << 1) & everything
        rising = lower | (~(down | up) & everything)
        falling = up & down
        yield distance


def _bits(quote: str) -> Mapping[str, int]:
    """For each character, the places at which it stands in a quote, as bits."""
    bits: Counter[str] = Counter()
    for place, letter in enumerate(quote):
        bits[letter] |= 1 << place
    return bits


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the spaces around it, and with the rest of the words and numbers it cuts."""
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    while 0 < start < end and _is_inside(text, start):
        start -= 1
    while start < end < len(text) and _is_inside(text, end):
        end += 1
    return start, end


def _is_inside(text: str, place: int) -> bool:
    """Whether a word or number goes on across a place, as ``10,000`` does on both sides of its comma."""
    before, here = text[place - 1], text[place]
    if before.isalnum() and here.isalnum():
        return True
    if here in ",." and before.isdigit():
        return text[place + 1 : place + 2].isdigit()
    return before in ",." and here.isdigit() and text[place - 2 : place - 1].isdigit()
