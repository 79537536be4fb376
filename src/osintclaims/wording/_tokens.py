"""Words, numerals and marks of a text, with their places."""

import re
from typing import Final

from osintclaims.wording._text import Text, normalised

__all__ = ["Tokens"]

#: An address, a word, a numeral with inner marks, the end of a paragraph, any other mark.
_TOKEN: Final = re.compile(
    r"(?:https?://|www\.)\S+|[^\W\d_²³½¼¾]+(?:'[^\W\d_²³½¼¾]+)*|\d+(?:[.,']\d+)*(?:e[+-]?\d\d?(?!\w))?|\n\s*\n|\S"
)

#: Empty tokens behind the last one, so that looking a few tokens ahead needs no check of the end.
_BEYOND: Final = 12
_NO_WORDS: Final = ("",) * _BEYOND
_NO_ENDS: Final = (-1,) * _BEYOND


class Tokens:
    """A text in tokens. Behind the last one, and before the first, there are empty ones.

    Attributes:
        text: What was cut up.
        words: The tokens, in lower case.
        starts: Where each begins.
        ends: Where each ends, exclusive.
        count: How many there are, without the empty ones.
    """

    __slots__ = ("count", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text: Text = normalised(text)
        lower = self.text.lower
        spans = [match.span() for match in _TOKEN.finditer(lower)]
        self.count = len(spans)
        self.words: list[str] = [lower[start:end] for start, end in spans]
        self.starts: list[int] = [start for start, _ in spans]
        self.ends: list[int] = [end for _, end in spans]
        self.words += _NO_WORDS
        self.starts += [len(text) + 2] * _BEYOND
        self.ends += _NO_ENDS

    def glued(self, place: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return self.ends[place - 1] == self.starts[place]

    def cased(self, place: int) -> str:
        """The token as printed."""
        return self.text.cased[self.starts[place] : self.ends[place]]

    def capital(self, place: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text.cased[self.starts[place] : self.starts[place] + 1].isupper()

    def follows(self, place: int, phrase: tuple[str, ...]) -> bool:
        """Whether these tokens begin here."""
        return tuple(self.words[place : place + len(phrase)]) == phrase
