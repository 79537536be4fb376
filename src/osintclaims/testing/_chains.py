"""Who said it, through whom, and where it was read."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import attrs
from hypothesis import strategies as st

from osintclaims.model import Anchor, Attribution, Document, Link, Source, SpeechAct, When
from osintclaims.testing._arguments import check_sizes, check_strategy
from osintclaims.testing._drawing import is_so, pick
from osintclaims.testing._things import anchor, distinct, document, source, sources
from osintclaims.testing._whens import USUAL, maybe, when
from osintclaims.testing._words import text

__all__ = ["SOME", "Said", "attributions", "lineage", "links", "published_after", "said_on", "told"]

#: Longest chain unless a test asks for longer ones: an outlet that cites another that cites the origin.
_USUAL_DEPTH: Final = 3

#: An attribution and the places where it was read.
Said: TypeAlias = tuple[Attribution, tuple[Anchor, ...]]

#: How many places of one text bear out a record, none first.
SOME: Final = (0, 1, 2)

_ACTS: Final = (SpeechAct.SAID, *SpeechAct)


def said_on(draw: st.DrawFn, dates: st.SearchStrategy[When | None] | None) -> When | None:
    """A date of an utterance: one of those asked for, or else none, or within two years."""
    if dates is not None:
        return draw(dates)
    return when(draw, *USUAL) if is_so(draw) else None


def published_after(draw: st.DrawFn, said: Iterable[When | None]) -> When | None:
    """A date of a document that can report what was said on dates."""
    first = max((one.earliest for one in said if one is not None and one.earliest is not None), default=None)
    return maybe(draw, first)


def lineage(one: Source) -> Iterator[Source]:
    """A source and all that it is part of."""
    here: Source | None = one
    while here is not None:
        yield here
        here = here.part_of


def _chain(draw: st.DrawFn, hops: Sequence[Source], on: When | None, read: Document | None = None) -> Attribution:
    """The chain of sources, publisher first: the last said it on a date, the first published a document."""
    *others, origin = hops
    passed = [Link(source=one, cue=text(draw)) for one in others]
    chain = [*passed, Link(source=origin, act=pick(draw, _ACTS), cue=text(draw), said_on=on)]
    return Attribution((attrs.evolve(chain[0], document=read), *chain[1:]))


def told(
    draw: st.DrawFn, speaker: Source, documents: Sequence[Document], on: When | None, *, is_read: bool = False
) -> Said:
    """How something a source said came to be read: from itself, or in a document that it or somebody else published.

    Args:
        draw: Hypothesis' own.
        speaker: Who said it.
        documents: Where it may have been read; they are late enough to report it.
        on: When it was said.
        is_read: Whether there must be a document.
    """
    choices: list[Document | None] = [*documents] if is_read else [None, *documents]
    read = pick(draw, choices)
    if read is None:
        return _chain(draw, [speaker], on), ()
    hops = [read.publisher] if read.publisher.id == speaker.id else [read.publisher, speaker]
    places = distinct(anchor(draw, read) for _ in range(pick(draw, SOME)))
    is_named = not places or is_so(draw)
    return _chain(draw, hops, on, read if is_named else None), places


@st.composite
def _attributions(
    draw: st.DrawFn,
    origins: st.SearchStrategy[Source],
    dates: st.SearchStrategy[When | None] | None,
    depths: Sequence[int],
) -> Attribution:
    origin, on, depth = draw(origins), said_on(draw, dates), pick(draw, depths)
    taken = {one.id for one in lineage(origin)}
    free = (id_ for number in itertools.count() if (id_ := f"outlet-{number}") not in taken)
    hops = [*(source(draw, id_, None) for id_ in itertools.islice(free, depth - 1)), origin]
    read = document(draw, "read", hops[0], published_after(draw, [on])) if is_so(draw) else None
    return _chain(draw, hops, on, read)


def attributions(
    *,
    origins: st.SearchStrategy[Source] | None = None,
    said_on: st.SearchStrategy[When | None] | None = None,
    min_depth: int = 1,
    max_depth: int | None = None,
) -> st.SearchStrategy[Attribution]:
    """Chains of sources; they shrink towards one source that speaks for itself on no known date.

    Args:
        origins: Who said it; others pass it on.
        said_on: When it was said.
        min_depth: Fewest sources in a chain.
        max_depth: Most sources in a chain; unless given, 3 or `min_depth`, whichever is more.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.
    """
    check_strategy(origins=origins, said_on=said_on)
    check_sizes(1, depth=(min_depth, min_depth))
    most = max(_USUAL_DEPTH, min_depth) if max_depth is None else max_depth
    check_sizes(1, depth=(min_depth, most))
    return _attributions(sources() if origins is None else origins, said_on, range(min_depth, most + 1))


def links() -> st.SearchStrategy[Link]:
    """Single links of chains."""
    return attributions().map(lambda attribution: attribution.chain[-1])
