"""What claims hold: sources, documents and places in them, measurands."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from hypothesis import strategies as st

from osintclaims.model import Anchor, Document, Measurand, Reliability, Section, Source, SourceKind, TimeKind, When
from osintclaims.testing._arguments import check_sizes, check_strategy
from osintclaims.testing._drawing import few, is_so, pick, seldom
from osintclaims.testing._figures import UNITS
from osintclaims.testing._whens import maybe
from osintclaims.testing._words import free_id, name, text

__all__ = ["TIMES", "anchor", "distinct", "document", "documents", "measurand", "measurands", "source", "sources"]

#: Kinds of time, the plainest first.
TIMES: Final = tuple(TimeKind)

#: Shortest text that holds every anchor made here.
_CHARACTERS: Final = 50
#: Words that a quote may have, the most that the model lets an anchor repeat.
_QUOTED: Final = 8
_KINDS: Final = (SourceKind.UNKNOWN, *SourceKind)
_SECTIONS: Final = (Section.BODY, *Section)
_RELIABILITIES: Final = (None, *Reliability)
_ITEMS: Final = (None, "Q1", "Q212", "Q1000000000")
_LENGTHS: Final = (None, _CHARACTERS, 10_000, 10**18)
_LANGUAGES: Final = ("en", "uk", "ko")
_STARTS: Final = (0, 1, 20)


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def source(draw: st.DrawFn, id_: str, part_of: Source | None, kinds: Sequence[SourceKind] = _KINDS) -> Source:
    """A source of a given id and place."""
    called, kind = name(draw), pick(draw, kinds)
    if not seldom(draw):
        return Source(id=id_, name=called, kind=kind, part_of=part_of)
    return Source(
        id=id_,
        name=called,
        kind=kind,
        aliases=few(draw, [f"{called}+{text(draw)}", f"{called}-{text(draw)}"]),
        part_of=part_of,
        party=name(draw) if is_so(draw) else None,
        reliability=pick(draw, _RELIABILITIES),
        wikidata=pick(draw, _ITEMS),
    )


@st.composite
def _sources(draw: st.DrawFn, kinds: st.SearchStrategy[SourceKind] | None, max_depth: int) -> Source:
    id_, depth = free_id(draw), pick(draw, range(1, max_depth + 1))
    made: Source | None = None
    for level in reversed(range(1, depth)):
        made = source(draw, f"{id_}-above-{level}", made)
    return source(draw, id_, made, _KINDS if kinds is None else [draw(kinds)])


def sources(*, kinds: st.SearchStrategy[SourceKind] | None = None, max_depth: int = 2) -> st.SearchStrategy[Source]:
    """Sources, alone or part of others; they shrink towards one that stands alone.

    Args:
        kinds: Kinds of the sources themselves; those that they are part of are of any kind.
        max_depth: How many stand above one another at most, the source itself included.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.
    """
    check_strategy(kinds=kinds)
    check_sizes(1, depth=(1, max_depth))
    return _sources(kinds, max_depth)


def document(draw: st.DrawFn, id_: str, publisher: Source, published: When | None) -> Document:
    """A document of a given id, publisher and date."""
    if not seldom(draw):
        return Document(id=id_, publisher=publisher, published=published)
    content = text(draw)
    return Document(
        id=id_,
        publisher=publisher,
        published=published,
        title=content,
        url=name(draw) if is_so(draw) else None,
        archived_url=name(draw) if is_so(draw) else None,
        language=pick(draw, _LANGUAGES),
        sha256=_sha256(content) if is_so(draw) else None,
        characters=pick(draw, _LENGTHS),
        retrieved=maybe(draw),
    )


@st.composite
def _documents(draw: st.DrawFn, publishers: st.SearchStrategy[Source]) -> Document:
    return document(draw, free_id(draw), draw(publishers), maybe(draw))


def documents(*, publishers: st.SearchStrategy[Source] | None = None) -> st.SearchStrategy[Document]:
    """Documents; their texts are nowhere, only their hashes and lengths.

    Args:
        publishers: Who publishes them.

    Raises:
        hypothesis.errors.InvalidArgument: The publishers are no strategy.
    """
    check_strategy(publishers=publishers)
    return _documents(sources() if publishers is None else publishers)


def anchor(draw: st.DrawFn, read: Document) -> Anchor:
    """A place in a document."""
    quote, start = name(draw), pick(draw, _STARTS)
    return Anchor(
        document=read,
        start=start,
        end=start + len(quote),
        quote_sha256=_sha256(quote),
        exact=quote if is_so(draw) and len(quote.split()) <= _QUOTED else "",
        section=pick(draw, _SECTIONS),
    )


def distinct(places: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Anchors without those that repeat a place."""
    return tuple({(anchor.document.id, anchor.start, anchor.end): anchor for anchor in places}.values())


def measurand(
    draw: st.DrawFn,
    id_: str,
    unit: str,
    time_kind: TimeKind,
    part_of: tuple[Measurand, ...] = (),
    sum_of: tuple[Measurand, ...] = (),
) -> Measurand:
    """A measurand of a given id, unit and place."""
    label = name(draw)
    if not seldom(draw):
        return Measurand(id=id_, label=label, unit=unit, time_kind=time_kind, part_of=part_of, sum_of=sum_of)
    return Measurand(
        id=id_,
        label=label,
        unit=unit,
        population=text(draw),
        state=text(draw),
        place=text(draw),
        period=maybe(draw),
        time_kind=time_kind,
        part_of=part_of,
        sum_of=sum_of,
    )


@st.composite
def _measurands(draw: st.DrawFn, units: st.SearchStrategy[str] | None, max_depth: int) -> Measurand:
    id_, time_kind, depth = free_id(draw), pick(draw, TIMES), pick(draw, range(1, max_depth + 1))
    unit = pick(draw, UNITS) if units is None else draw(units)
    made: tuple[Measurand, ...] = ()
    for level in reversed(range(1, depth)):
        made = (measurand(draw, f"{id_}-whole-{level}", unit, time_kind, made),)
    return measurand(draw, id_, unit, time_kind, made)


def measurands(*, units: st.SearchStrategy[str] | None = None, max_depth: int = 2) -> st.SearchStrategy[Measurand]:
    """Measurands, alone or part of others; they shrink towards people, counted at one time, part of nothing.

    Args:
        units: Their units, by any name of the catalogue.
        max_depth: How many stand above one another at most, the measurand itself included.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.
    """
    check_strategy(units=units)
    check_sizes(1, depth=(1, max_depth))
    return _measurands(units, max_depth)
