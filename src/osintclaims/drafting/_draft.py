"""The figures of an article as claims that a coder completes."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, overload

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Anchor, Corpus, Document, Estimate, Source

if TYPE_CHECKING:
    from osintclaims.wording import Mention

__all__ = ["Draft", "Drafts", "draft_claims"]

#: What a coder must know before touching the file, above its first line.
_HEAD: Final = """\
# Figures as they were read, and nothing more: each TODO is a decision, and the file does not load before all are made.
# Delete what is no claim. Say where a figure is not "observed" (modality) or does not stand in the "body" (section).
#
# The document and its publisher have to be declared:
"""
#: Length of an id, and what makes the id of a publisher that is not known out of that of its document.
_ID_LENGTH: Final = 64
_OUTLET: Final = "outlet-"
#: Code points before and behind a figure in which its wording is looked for: wordings span at most 120.
_AROUND: Final = 120


@attrs.frozen(kw_only=True)
class Draft:
    """A figure of a text, and all that can be said of it without a coder.

    As text it is the ``[[claim]]`` of a claim file, with ``"TODO"`` for measurand and origin; remarks stand above it.

    Attributes:
        id: Id of the claim it may become.
        mention: The figure as it was found.
        anchor: Its place: the figure with its hedge and its noun. The section is left to the coder.
        part_of: Id of the draft of which the text says that this is a part, or None.
    """

    id: str
    mention: "Mention"
    anchor: Anchor
    part_of: str | None = None

    @property
    def estimate(self) -> Estimate:
        """The figure, with its wording."""
        return self.mention.estimate

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a coder should know of this figure before coding it; often nothing."""
        return tuple(_remarks(self))

    def __str__(self) -> str:
        from osintclaims.store import unfinished_claim  # noqa: PLC0415 - loads cattrs

        remarks = "".join(f"# {remark}\n" for remark in self.remarks)
        return remarks + unfinished_claim(self.id, self.estimate, self.anchor)


@attrs.frozen
class Drafts(Sequence[Draft]):
    """The drafts of one text, in the order of the text.

    As text they are the claim file of their document, ``claims/ID.toml``; what the other files of a corpus have to say
    of the document stands in a comment above.

    Attributes:
        document: The document in which the figures stand; it belongs into ``documents.toml``.
        drafts: The drafts.
    """

    document: Document
    drafts: tuple[Draft, ...]

    def __len__(self) -> int:
        return len(self.drafts)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.drafts)

    @overload
    def __getitem__(self, place: int) -> Draft: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Draft, ...]: ...
    def __getitem__(self, place: int | slice) -> Draft | tuple[Draft, ...]:
        return self.drafts[place]

    def __str__(self) -> str:
        head = f'{_HEAD}{_declared(self.document)}\ndocument = "{self.document.id}"\n'
        return "\n".join([head, *map(str, self.drafts)])


def draft_claims(text: str, *, document: Document | str) -> Drafts:
    """The figures of an article, as claims ready to be completed by a coder.

    Who said it, about what exactly, and whether it was seen or foretold, no reader of figures can know. A draft leaves
    that open, and a corpus with a draft in it does not load. What it holds is right as it stands: the figure in its
    literal reading with the words for it, and an anchor that can be verified against the text.

    Args:
        text: The text, with its line breaks as they are in the file: offsets count its code points.
        document: The document, or an id for it. For an id, document and publisher are made, the publisher as a source
            of its own of unknown kind.

    Raises:
        InvalidValueError: The text is not that of the document by its length or hash (E503), or an argument is of the
            wrong type (E005) or no legal id (E301).

    Examples:
        >>> from osintclaims import draft_claims
        >>> drafts = draft_claims("Kyiv counted at least 28 flights on 3 May.", document="r1")
        >>> print(drafts[0])  # doctest: +ELLIPSIS
        [[claim]]
        id = "r1-c1"
        measurand = "TODO"
        estimate = { at_least = 28, unit = "flight", wording = "at least 28 flights" }
        chain = ["outlet-r1", "TODO"]
        anchor = { start = 13, end = 32, sha256 = "..." }
        <BLANKLINE>
    """
    from osintclaims.wording import find_estimates  # noqa: PLC0415 - a third of all other imports

    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"text must be a string, got {type(text).__name__}", "decode it as UTF-8")
    read = _document(document, text) if isinstance(document, str) else document
    if not isinstance(read, Document):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"document must be a Document or an id, got {document!r}")
    _check_text(read, text)
    mentions = find_estimates(text)
    stem = _shortened(read.id, _ID_LENGTH - len(f"-c{len(mentions)}"))
    ids = [f"{stem}-c{number}" for number, _ in enumerate(mentions, start=1)]
    return Drafts(
        read,
        tuple(
            Draft(
                id=id_,
                mention=mention,
                anchor=Anchor.at(read, text, *_place(mention, text)),
                part_of=None if mention.part_of is None else ids[mention.part_of],
            )
            for id_, mention in zip(ids, mentions, strict=True)
        ),
    )


def _declared(document: Document) -> str:
    """What the other files of a corpus have to say of a document, as a comment to copy from."""
    from osintclaims.store import canonical_files  # noqa: PLC0415 - loads cattrs

    files = canonical_files(Corpus(documents=(document,)))
    lines = [
        line
        for name in ("documents.toml", "sources.toml")
        for line in (f"in {name}", *files[name].decode("utf-8").split("\n"))
        if line
    ]
    return "".join(f"# {line}\n" for line in lines)


def _document(id_: str, text: str) -> Document:
    """A document of which nothing is known but its text."""
    room = _ID_LENGTH - len(_OUTLET)
    publisher = Source(id=f"{_OUTLET}{_shortened(id_, room)}", name=f"Publisher of {id_}")
    return Document(id=id_, publisher=publisher, sha256=_sha256(text), characters=len(text) or None)


def _check_text(document: Document, text: str) -> None:
    """Refuse another text than that of the document: every anchor would be wrong."""
    if document.characters not in {None, len(text)}:
        found = f"it has {len(text):_} characters, {document.characters:_} are recorded"
    elif document.sha256 not in {None, _sha256(text)}:
        found = "its SHA-256 is not the recorded one"
    else:
        return
    hint = 'read the file as UTF-8 with its line breaks as they are (newline="")'
    raise InvalidValueError("E503", f"this is not the text of document {document.id}: {found}", hint)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shortened(id_: str, room: int) -> str:
    """The beginning of an id, which is an id."""
    return id_[:room].rstrip("-")


def _place(mention: "Mention", text: str) -> tuple[int, int]:
    """Where the wording of a figure stands: from words such as "an additional" to the counted noun.

    A wording has each white space as one blank, and no characters that cannot be seen: the place is where its letters
    stand around the mention.
    """
    first, last = max(0, mention.start - _AROUND), min(len(text), mention.end + _AROUND)
    seen = [place for place in range(first, last) if text[place].isprintable() and text[place] != " "]
    letters = "".join(text[place] for place in seen)
    wording = mention.estimate.wording.replace(" ", "")
    ends = len(wording) - 1
    starts = [at for at in range(len(seen) - ends) if letters.startswith(wording, at)]
    own = ((seen[at], seen[at + ends] + 1) for at in starts)
    covering = (place for place in own if place[0] <= mention.start and mention.end <= place[1])
    return next(covering, (mention.start, mention.end))


def _remarks(draft: Draft) -> Iterator[str]:
    """What the reader noticed and no field of a claim can say."""
    mention = draft.mention
    if mention.role == "part":
        whole = f"what {draft.part_of} counts" if draft.part_of else "a whole that stands elsewhere"
        yield f"A part of {whole}."
    elif mention.role == "delta":
        yield "An increment: it comes on top of another figure."
    elif mention.role == "share":
        yield "A share: the measurand must say of what."
    if mention.estimate.unit.partition("/")[0] == "item":
        noun = "Its noun is not known as a unit" if mention.noun else "No noun stands beside it"
        yield f"{noun}: item stands for what it counts, until a coder gives it a unit."
