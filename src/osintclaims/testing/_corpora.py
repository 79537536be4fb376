"""Whole corpora, valid by construction: each record refers only to what was made before it."""

from collections.abc import Mapping, Sequence
from typing import Final

from hypothesis import strategies as st

from osintclaims.model import Claim, Corpus, Denial, DenialKind, Measurand, Source, When
from osintclaims.testing._arguments import check_sizes, check_strategy
from osintclaims.testing._chains import Said, published_after, said_on, told
from osintclaims.testing._drawing import few, is_so, pick
from osintclaims.testing._figures import UNITS, Figures
from osintclaims.testing._records import MODALITIES, claim, denial
from osintclaims.testing._sets import linked
from osintclaims.testing._things import TIMES, document, measurand, source
from osintclaims.testing._words import id_at, text

__all__ = ["corpora"]

#: Most claims unless a test asks for more.
_USUAL_CLAIMS: Final = 6

_FIGURES: Final = Figures()
_KINDS: Final = tuple(DenialKind)
_WITHOUT_FIGURE: Final = tuple(kind for kind in DenialKind if kind is not DenialKind.COUNTER_FIGURE)


def _sources(draw: st.DrawFn, count: int) -> list[Source]:
    made: list[Source] = []
    for place in range(count):
        made.append(source(draw, id_at(draw, place), pick(draw, [None, *made])))
    return made


def _measurands(draw: st.DrawFn, count: int) -> list[Measurand]:
    made: list[Measurand] = []
    for place in range(count):
        unit, kind = pick(draw, UNITS), pick(draw, TIMES)
        alike = [one for one in made if one.unit == unit and one.time_kind is kind]
        related = few(draw, alike)
        wholes, addends = (related, ()) if not related or is_so(draw) else ((), related)
        made.append(measurand(draw, id_at(draw, place), unit, kind, wholes, addends))
    return made


def _denial(
    draw: st.DrawFn,
    id_: str,
    said: Said,
    measurands: Sequence[Measurand],
    claims: Sequence[Claim],
    denials: Sequence[Denial],
) -> Denial:
    """A denial of things that are there, which may replace an earlier one of the same party."""
    party = said[0].origin.organisation.id
    own = [one.id for one in claims if one.origin.organisation.id == party]
    kind = pick(draw, _KINDS if own else _WITHOUT_FIGURE)
    named, aimed = few(draw, measurands), few(draw, [one.id for one in claims])
    return denial(
        draw,
        id_,
        kind,
        said,
        measurands=named if named or aimed else (measurands[0],),
        claims=aimed,
        counter_claim=pick(draw, own) if kind is DenialKind.COUNTER_FIGURE else None,
        supersedes=few(draw, [one.id for one in denials if one.party.organisation.id == party]),
    )


@st.composite
def _corpora(
    draw: st.DrawFn, sizes: Mapping[str, Sequence[int]], dates: st.SearchStrategy[When | None] | None
) -> Corpus:
    counts = {name: pick(draw, size) for name, size in sizes.items()}
    sources, measurands = _sources(draw, counts["sources"]), _measurands(draw, counts["measurands"])
    said = [said_on(draw, dates) for _ in range(counts["claims"] + counts["denials"])]
    documents = [
        document(draw, id_at(draw, place), pick(draw, sources), published_after(draw, said))
        for place in range(counts["documents"])
    ]
    claims: list[Claim] = []
    for number, on in enumerate(said[: counts["claims"]]):
        told_by, about = told(draw, pick(draw, sources), documents, on), pick(draw, measurands)
        new = claim(draw, f"c{number}", about, told_by, _FIGURES, pick(draw, MODALITIES))
        claims.append(linked(draw, new, claims))
    denials: list[Denial] = []
    for number, on in enumerate(said[counts["claims"] :]):
        told_by = told(draw, pick(draw, sources), documents, on)
        denials.append(_denial(draw, f"d{number}", told_by, measurands, claims, denials))
    return Corpus(
        title=text(draw),
        licence=text(draw),
        sources=tuple(sources),
        documents=tuple(documents),
        measurands=tuple(measurands),
        claims=tuple(claims),
        denials=tuple(denials),
    )


def corpora(
    *,
    min_claims: int = 0,
    max_claims: int | None = None,
    max_denials: int = 3,
    max_sources: int = 4,
    max_documents: int = 3,
    max_measurands: int = 4,
    said_on: st.SearchStrategy[When | None] | None = None,
) -> st.SearchStrategy[Corpus]:
    """Corpora whose records refer to one another; they shrink towards one source, one measurand and no more claims.

    Every field is set at times: sources and measurands that are part of others, copies and successors of claims,
    denials of each kind, anchors, texts in which files and pages could trip.

    Args:
        min_claims: Fewest claims.
        max_claims: Most claims; unless given, 6 or `min_claims`, whichever is more.
        max_denials: Most denials and non-confirmations.
        max_sources: Most sources.
        max_documents: Most documents.
        max_measurands: Most measurands.
        said_on: When things are said; unless given, in 2024, in 2025 or on no known date. Documents are later.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.

    Examples:
        >>> from hypothesis import find
        >>> from osintclaims.testing import corpora
        >>> find(corpora(min_claims=1), lambda corpus: True)
        Corpus('', 1 claim and 0 denials about 1 measurand by 1 source in 0 documents)
    """
    check_strategy(said_on=said_on)
    check_sizes(claims=(min_claims, min_claims))
    most = max(_USUAL_CLAIMS, min_claims) if max_claims is None else max_claims
    check_sizes(claims=(min_claims, most), denials=(0, max_denials), documents=(0, max_documents))
    check_sizes(1, sources=(1, max_sources), measurands=(1, max_measurands))
    sizes = {
        "sources": range(1, max_sources + 1),
        "measurands": range(1, max_measurands + 1),
        "documents": range(max_documents + 1),
        "claims": range(min_claims, most + 1),
        "denials": range(max_denials + 1),
    }
    return _corpora(sizes, said_on)
