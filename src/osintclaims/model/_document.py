"""What was read, and where in it a statement stands."""

import re
from typing import Final, Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._digest import sha256
from osintclaims.model._enums import Section
from osintclaims.model._fields import identifier, instance, optional_instance, text, whole_number, words, wrong_type
from osintclaims.model._source import Source
from osintclaims.model._when import When

__all__ = ["Anchor", "Document"]

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
#: Words of a text that an anchor may repeat: enough to recognise a figure, too few to be somebody else's sentence.
_EXACT_WORDS: Final = 8


def _check_sha256(name: str, value: object) -> None:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise InvalidValueError("E006", f"{name} is not a SHA-256", "write its 64 lower-case hexadecimal digits")


@attrs.frozen(kw_only=True, cache_hash=True)
class Document:
    """A text that was read (schema.org CreativeWork). The text itself is not kept, its hash and length are.

    Attributes:
        id: Its name in files.
        publisher: Who published it; a publisher that is not known is a source of its own, of kind ``unknown``.
        published: When, as far as the text supports it.
        title: Its title, or empty.
        url: Where it was found.
        archived_url: Where a copy is kept.
        language: BCP 47 code.
        sha256: Hash of the bytes of the UTF-8 text, by which a copy is recognised.
        characters: Length of the text in code points.
        retrieved: When it was read.

    Raises:
        InvalidValueError: A field of the wrong type (E005) or with an illegal value (E006, E106, E301).
    """

    id: str = attrs.field(validator=identifier)
    publisher: Source = attrs.field(validator=instance(Source))
    published: When | None = attrs.field(default=None, validator=optional_instance(When))
    title: str = attrs.field(default="", validator=text)
    url: str | None = attrs.field(default=None, validator=attrs.validators.optional(words))
    archived_url: str | None = attrs.field(default=None, validator=attrs.validators.optional(words))
    language: str = attrs.field(default="en", validator=words)
    sha256: str | None = attrs.field(default=None)
    characters: int | None = attrs.field(default=None, validator=attrs.validators.optional(whole_number))
    retrieved: When | None = attrs.field(default=None, validator=optional_instance(When))

    def __attrs_post_init__(self) -> None:
        if self.sha256 is not None:
            _check_sha256("sha256", self.sha256)
        if self.characters is not None and self.characters < 1:
            raise InvalidValueError("E106", f"characters must be at least 1, got {self.characters}")


@attrs.frozen(kw_only=True)
class Anchor:
    """A place in a document (Web Annotation TextPositionSelector whose state is a hash of the quote).

    Attributes:
        document: The document.
        start: First code point of the quote, counted from 0 in the text decoded from UTF-8 with line breaks untouched.
        end: One past its last code point.
        quote_sha256: SHA-256 of the quote in UTF-8; proves the place to anyone who holds the text.
        exact: The quote itself if it has at most 8 words, or empty.
        section: Part of the page; navigation, readers' comments and unrelated items are no evidence.

    Raises:
        InvalidValueError: A field of the wrong type (E005) or an illegal value (E006), a place outside the document
            (E501), or `exact` that is not the quote of `start`, `end` and `quote_sha256` (E502).
    """

    document: Document = attrs.field(validator=instance(Document))
    start: int = attrs.field(validator=whole_number)
    end: int = attrs.field(validator=whole_number)
    quote_sha256: str
    exact: str = attrs.field(default="", validator=text)
    section: Section = attrs.field(default=Section.BODY, validator=instance(Section))

    def __attrs_post_init__(self) -> None:
        _check_sha256("quote_sha256", self.quote_sha256)
        place = f"[{self.start}, {self.end})"
        if not 0 <= self.start < self.end:
            raise InvalidValueError(
                "E501", f"anchor {place} is empty or negative", "start counts from 0, end lies behind it"
            )
        length = self.document.characters
        if length is not None and self.end > length:
            raise InvalidValueError(
                "E501", f"anchor {place} lies outside document {self.document.id} ({length} characters)"
            )
        if self.exact:
            if len(self.exact.split()) > _EXACT_WORDS:
                raise InvalidValueError(
                    "E006", f"exact has more than {_EXACT_WORDS} words", "leave it empty: the hash is enough"
                )
            if len(self.exact) != self.end - self.start or sha256(self.exact) != self.quote_sha256:
                raise InvalidValueError("E502", f'"{self.exact}" is not the quote recorded for {place}')

    @classmethod
    def at(cls, document: Document, content: str, start: int, end: int, *, section: Section = Section.BODY) -> Self:
        """The anchor of `content[start:end]`, where `content` is the document's text.

        Raises:
            InvalidValueError: The place lies outside the text (E501), or an argument is of the wrong type (E005).

        Examples:
            >>> from osintclaims import Anchor, Document, Source
            >>> wire = Source(id="wire", name="A wire service")
            >>> report = Document(id="r1", publisher=wire)
            >>> content = "At least 28 flights were counted."
            >>> Anchor.at(report, content, 0, 19).quote_sha256[:8]
            'a8796df4'
        """
        if not isinstance(content, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("content", content, "a string")
        place = cls(document=document, start=start, end=end, quote_sha256="0" * 64, section=section)
        if end > len(content):
            raise InvalidValueError("E501", f"[{start}, {end}) lies outside the text ({len(content)} characters)")
        return attrs.evolve(place, quote_sha256=sha256(content[start:end]))
