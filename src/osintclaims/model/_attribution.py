"""Who said it, and through whom it came."""

from collections.abc import Iterable
from typing import Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._document import Document
from osintclaims.model._enums import SourceKind, SpeechAct
from osintclaims.model._fields import instance, optional_instance, text, tuple_of, wrong_type
from osintclaims.model._source import Source
from osintclaims.model._when import When

__all__ = ["Attribution", "Link"]


@attrs.frozen(kw_only=True)
class Link:
    """One hop of a chain: who passed the statement on, how and when.

    Attributes:
        source: Who.
        act: What sort of speech act it was.
        cue: The reporting verb or phrase as printed, a few words.
        said_on: When this source said it.
        document: Where this source printed it, if that was read.

    Raises:
        InvalidValueError: A field of the wrong type (E005), or a document that another source published (E203).
    """

    source: Source = attrs.field(validator=instance(Source))
    act: SpeechAct = attrs.field(default=SpeechAct.REPORTED, validator=instance(SpeechAct))
    cue: str = attrs.field(default="", validator=text)
    said_on: When | None = attrs.field(default=None, validator=optional_instance(When))
    document: Document | None = attrs.field(default=None, validator=optional_instance(Document))

    def __attrs_post_init__(self) -> None:
        document = self.document
        if document is not None and document.publisher.id != self.source.id:
            raise InvalidValueError(
                "E203",
                f"link of {self.source.id} names document {document.id}, which is published by {document.publisher.id}",
            )


@attrs.frozen
class Attribution:
    """A chain of sources: the publisher of what was read comes first, the one who knows comes last.

    A chain of the publisher alone means that the publisher speaks for itself.

    Attributes:
        chain: The hops, publisher first, origin last.

    Raises:
        InvalidValueError: An empty chain (E201), the same source twice in a row (E202), or a field of the wrong type
            (E005).

    Examples:
        >>> from osintclaims import Attribution, Source
        >>> times, hur = Source(id="the-times", name="The Times"), Source(id="hur", name="HUR")
        >>> told = Attribution.of(hur, via=(times,))
        >>> told.publisher.name, told.origin.name, told.depth
        ('The Times', 'HUR', 2)
    """

    chain: tuple[Link, ...] = attrs.field(validator=tuple_of(Link))

    def __attrs_post_init__(self) -> None:
        if not self.chain:
            raise InvalidValueError("E201", "attribution chain is empty", "name at least the publisher")
        for position in range(1, len(self.chain)):
            before, here = self.chain[position - 1].source.id, self.chain[position].source.id
            if before == here:
                raise InvalidValueError(
                    "E202", f"chain repeats {here} at positions {position} and {position + 1}", "name each hop once"
                )

    @classmethod
    def of(
        cls,
        origin: Source,
        via: Iterable[Source] = (),
        *,
        act: SpeechAct = SpeechAct.SAID,
        said_on: When | None = None,
    ) -> Self:
        """A chain from its sources.

        Args:
            origin: Who said it.
            via: Who passed it on, publisher first; empty if the origin was read directly.
            act: The origin's speech act; those who passed it on reported it.
            said_on: When the origin said it.

        Raises:
            InvalidValueError: What the class raises, or `via` that is no list (E005).
        """
        if not isinstance(via, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("via", via, "a list of sources, publisher first")
        return cls((*(Link(source=source) for source in via), Link(source=origin, act=act, said_on=said_on)))

    @property
    def origin(self) -> Source:
        """Who said it: the last of the chain."""
        return self.chain[-1].source

    @property
    def publisher(self) -> Source:
        """Who published what was read: the first of the chain."""
        return self.chain[0].source

    @property
    def said_on(self) -> When | None:
        """When the origin said it."""
        return self.chain[-1].said_on

    @property
    def depth(self) -> int:
        """Number of sources in the chain; 1 when the publisher speaks for itself."""
        return len(self.chain)

    @property
    def is_anonymous(self) -> bool:
        """Whether the origin is not named (its organisation may be: "an anonymous HUR officer")."""
        return self.origin.kind is SourceKind.ANONYMOUS

    @property
    def is_unattributed(self) -> bool:
        """Whether neither the origin nor its organisation is named ("some estimates", "reports say")."""
        return self.origin.is_unattributed

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents named along the chain."""
        return tuple(link.document for link in self.chain if link.document is not None)
