"""Anchors whose quote moved: where each stands now, as a proposal."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, Literal

import attrs

from osintclaims.errors import InvalidValueError, UnknownIdError
from osintclaims.model import Anchor, Claim, Corpus, Denial, Document, must_be, sha256
from osintclaims.store._passages import Effort, Passage, Searched
from osintclaims.store._texts import Texts, other_version

__all__ = ["AnchorState", "Proposal", "by_length", "found_again", "known_quote", "reanchor", "said"]

#: Words of a quote that an anchor may repeat; see `osintclaims.model.Anchor`.
_EXACT_WORDS: Final = 8


class AnchorState(StrEnum):
    """What became of the quote of an anchor."""

    UNCHANGED = "unchanged"
    """It stands where it stood, letter for letter."""
    MOVED = "moved"
    """It stands in one other place, or with other spaces, quotation marks, dashes or ligatures."""
    CHANGED = "changed"
    """It does not stand in the text, and one passage is like it."""
    AMBIGUOUS = "ambiguous"
    """It does not stand where it stood, and several passages are equally good."""
    GONE = "gone"
    """Nothing in the text is like it, as far as it is known what it said."""
    UNKNOWN = "unknown"
    """The text is not there, or too long to be searched."""


@attrs.frozen(kw_only=True)
class Proposal:
    """Where the quote of an anchor stands in a text now. Nothing is changed by it.

    Attributes:
        kind: Kind of the record.
        id: Its id.
        anchor: The anchor as recorded.
        state: What became of it.
        passages: Where it may stand now, the nearest to the recorded place first; the first few.
        proposed: The anchor that would be right, in the document as its text is now, or None where there is no such
            place or more than one.
        sought: The words that were sought in place of a quote of which only the hash is known: the wording of the
            claim, or nothing.
    """

    kind: Literal["claim", "denial"]
    id: str
    anchor: Anchor
    state: AnchorState
    passages: tuple[Passage, ...] = ()
    proposed: Anchor | None = None
    sought: str = ""

    def __str__(self) -> str:
        """Record, what became of its anchor, and where it may stand now."""
        place = f"[{self.anchor.start}, {self.anchor.end}) in {self.anchor.document.id}"
        said_ = said(self.anchor, self.state, self.passages, self.sought)
        return f"{self.kind} {self.id}: {place}: {self.state.value}{f'; {said_}' if said_ else ''}"


def reanchor(
    corpus: Corpus,
    texts: Texts | Mapping[str, str] | str | os.PathLike[str],
    *,
    before: Texts | str | os.PathLike[str] | None = None,
) -> tuple[Proposal, ...]:
    """Locate the quote of every anchor in the texts as they are now; nothing is applied.

    A quote is sought as it was, then with other spaces, quotation marks, dashes and ligatures, then as the most similar
    passage of whole words. What it said is known from `Anchor.exact`, from the wording of a figure that has the same
    hash, or from the text as it was before. Where only its hash is known it can be found again letter for letter;
    beyond that, the wording of the figure is sought in its place.

    Args:
        corpus: The corpus.
        texts: The texts as they are now, by the ids of their documents; or a folder, in which a text is recognised by
            its hash, or, where it has changed, by a file name that begins with the id of its document.
        before: The texts as they were when the anchors were recorded, or their folder.

    Returns:
        A proposal for each anchor, claims first, in order of ids and places.

    Raises:
        InvalidValueError: An argument of the wrong type (E005).
        OSError: A folder of texts cannot be read.

    Examples:
        >>> from osintclaims import Anchor, Corpus, Document, Source, claim
        >>> from osintclaims.store import reanchor
        >>> import attrs
        >>> wire = Source(id="wire", name="A wire service")
        >>> text = "At least 28 flights were counted."
        >>> anchor = Anchor.at(Document(id="r1", publisher=wire), text, 0, 19)
        >>> seen = claim("Flights seen", "At least 28 flights", by=wire, id="c1")
        >>> corpus = Corpus(claims=(attrs.evolve(seen, anchors=(anchor,)),))
        >>> print(*reanchor(corpus, {"r1": "UPDATE. " + text}))
        claim c1: [0, 19) in r1: moved; the recorded quote occurs at [8, 27)
        >>> changed = reanchor(corpus, {"r1": "At least 29 flights were counted."})[0]
        >>> (
        ...     changed.state.value,
        ...     changed.passages[0].text,
        ...     round(changed.passages[0].similarity, 2),
        ... )
        ('changed', 'At least 29 flights', 0.95)
    """
    must_be("corpus", corpus, Corpus)
    must_be("texts", texts, Texts, Mapping, str, os.PathLike)
    must_be("before", before, Texts, str, os.PathLike, type(None))
    now = texts if isinstance(texts, Texts | Mapping) else Texts(texts)
    then = before if isinstance(before, Texts) or before is None else Texts(before)
    effort = Effort()
    records: list[Claim | Denial] = [*corpus.claims, *corpus.denials]
    listed = [anchor for record in records for anchor in record.anchors]
    searched = {
        document.id: _searched(document, now, [one for one in listed if one.document.id == document.id], effort)
        for document in {anchor.document.id: anchor.document for anchor in listed}.values()
    }
    return tuple(
        _proposal(record, anchor, searched[anchor.document.id], then) for record in records for anchor in record.anchors
    )


def _searched(
    document: Document, now: Texts | Mapping[str, str], anchors: Iterable[Anchor], effort: Effort
) -> Searched | None:
    """The text of a document as it is now, ready for searching; None if it is not there."""
    text: object
    if isinstance(now, Texts):
        try:
            held = document if document in now else other_version(document, now)
            text = None if held is None else now.text(held)
        except (InvalidValueError, UnknownIdError, OSError):  # it is no UTF-8, or went away
            text = None
    else:
        text = now.get(document.id)
    if text is None:
        return None
    must_be(f"the text of {document.id}", text, str)
    return Searched(str(text), by_length(anchors), effort)


def by_length(anchors: Iterable[Anchor]) -> Mapping[int, set[str]]:
    """The hashes of quotes by their lengths."""
    found: dict[int, set[str]] = defaultdict(set)
    for anchor in anchors:
        found[anchor.end - anchor.start].add(anchor.quote_sha256)
    return found


def _proposal(record: Claim | Denial, anchor: Anchor, searched: Searched | None, then: Texts | None) -> Proposal:
    kind: Literal["claim", "denial"] = "claim" if isinstance(record, Claim) else "denial"
    if searched is None:
        return Proposal(kind=kind, id=record.id, anchor=anchor, state=AnchorState.UNKNOWN)
    quote = known_quote(record, anchor) or _quote_before(anchor, then)
    sought = "" if quote or not isinstance(record, Claim) else record.estimate.wording
    state, passages = found_again(anchor, quote, sought, searched)
    alone = state in (AnchorState.UNCHANGED, AnchorState.MOVED, AnchorState.CHANGED)
    proposed = _anchor(anchor, passages[0], searched.text) if alone else None
    return Proposal(
        kind=kind, id=record.id, anchor=anchor, state=state, passages=passages, proposed=proposed, sought=sought
    )


def known_quote(record: Claim | Denial, anchor: Anchor) -> str:
    """The quote of an anchor, where the record tells it; else nothing."""
    if anchor.exact:
        return anchor.exact
    wording = record.estimate.wording if isinstance(record, Claim) else ""
    return wording if wording and sha256(wording) == anchor.quote_sha256 else ""


def _quote_before(anchor: Anchor, then: Texts | None) -> str:
    """The quote as it stands in the text as it was."""
    if then is None or anchor.document not in then:
        return ""
    quote = then.text(anchor.document)[anchor.start : anchor.end]
    return quote if sha256(quote) == anchor.quote_sha256 else ""


def found_again(anchor: Anchor, quote: str, sought: str, searched: Searched) -> tuple[AnchorState, tuple[Passage, ...]]:
    """What became of a quote, and where it may stand.

    Args:
        anchor: The anchor.
        quote: The quote, or nothing where only its hash is known.
        sought: What is sought in its place then, or nothing.
        searched: The text.
    """
    text, near, length = searched.text, anchor.start, anchor.end - anchor.start
    here = text[anchor.start : anchor.end]
    if sha256(here) == anchor.quote_sha256 and len(here) == length:
        return AnchorState.UNCHANGED, (Passage(anchor.start, anchor.end, here),)
    passages = (
        searched.exact(quote, near) or searched.respelled(quote, near)
        if quote
        else searched.hashed(anchor.quote_sha256, length, near)
    )
    if passages:
        return (AnchorState.AMBIGUOUS if len(passages) > 1 else AnchorState.MOVED), passages
    if passages is None or not (quote or sought):
        return (AnchorState.UNKNOWN if passages is None else AnchorState.GONE), ()
    passages = searched.similar(quote or sought, near)
    if not passages:
        return (AnchorState.UNKNOWN if passages is None else AnchorState.GONE), ()
    return (AnchorState.AMBIGUOUS if len(passages) > 1 else AnchorState.CHANGED), passages


def _anchor(anchor: Anchor, passage: Passage, text: str) -> Anchor:
    """The anchor of a passage, in the document as its text is now."""
    document = attrs.evolve(anchor.document, sha256=sha256(text), characters=len(text))
    return Anchor(
        document=document,
        start=passage.start,
        end=passage.end,
        quote_sha256=sha256(passage.text),
        exact=passage.text if anchor.exact and len(passage.text.split()) <= _EXACT_WORDS else "",
        section=anchor.section,
    )


def said(anchor: Anchor, state: AnchorState, passages: tuple[Passage, ...], sought: str) -> str:
    """Where the quote of an anchor may stand now, in words; nothing where there is nothing to say."""
    if state is AnchorState.UNCHANGED or not passages:
        return ""
    if sha256(passages[0].text) == anchor.quote_sha256:
        return f"the recorded quote occurs at {', '.join(f'[{one.start}, {one.end})' for one in passages)}"
    places = ", ".join(map(str, passages))
    if state is AnchorState.MOVED or (state is AnchorState.AMBIGUOUS and passages[0].similarity == 1 and not sought):
        return f"the recorded quote occurs in another spelling at {places}"
    what = f'its wording "{sought}"' if sought else "the recorded quote"
    return f"most like {what} {'is' if state is AnchorState.CHANGED else 'are'} {places}"
