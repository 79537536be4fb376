"""Text as the reader sees it: one kind of dash, quote, space and digit, nothing invisible, offsets kept."""

import re
from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = ["Text", "normalised"]

_DIGITS: Final = "0123456789"

#: First code points of the decimal digits that English texts carry: full-width, Arabic-Indic, Persian, Devanagari.
_ZEROS: Final = (0xFF10, 0x0660, 0x06F0, 0x0966)

#: Characters that read as another one. The em dash stays: it separates clauses, as no hyphen does.
_SAME: Final = MappingProxyType(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2015", "\u2014"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07", "'"),
        **dict.fromkeys('\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"', '"'),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
            " ",
        ),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        **dict.fromkeys("\uff0c\u066c", ","),
        **dict.fromkeys("\uff0e\u066b", "."),
        **dict.fromkeys("\uff05\u066a\ufe6a", "%"),
        **{chr(zero + n): digit for zero in _ZEROS for n, digit in enumerate(_DIGITS)},
        "\uff04": "$",
        "\uff0b": "+",
        "\uff1e": ">",
        "\uff1c": "<",
        "\u223c": "~",
        "\u2248": "~",
        "\uff5e": "~",
        "\u2243": "~",
        "\u2245": "~",
        "\u2a7e": "\u2265",
        "\u2a7d": "\u2264",
    }
)
_OTHERS: Final = re.compile(f"[{''.join(map(re.escape, _SAME))}]")

#: Characters without a shape of their own: soft hyphens, joiners, direction marks, accents, variation selectors.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f]+"
)


class Text(NamedTuple):
    """A text to read.

    Attributes:
        lower: In lower case, as long as `cased`.
        cased: The same, as printed.
        places: Offset in the original of each character, or None where the offsets are the same.
    """

    lower: str
    cased: str
    places: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open offsets, in the original, of a stretch that is not empty."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def normalised(text: str) -> Text:
    """The text with look-alikes unified and without what cannot be seen."""
    if text.isascii():
        return Text(text.lower(), text)
    places: list[int] | None = None
    if _INVISIBLE.search(text):
        gone = _INVISIBLE.finditer(text)
        places, last = [], 0
        for match in gone:
            places.extend(range(last, match.start()))
            last = match.end()
        places.extend(range(last, len(text)))
        text = _INVISIBLE.sub("", text)
    cased = _OTHERS.sub(lambda match: _SAME[match[0]], text)  # str.translate takes ten times as long
    lower = cased.lower()
    if len(lower) != len(cased):  # a few letters have two in lower case
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in cased)
    return Text(lower, cased, places)
