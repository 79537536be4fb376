"""Claims that could stand in one corpus, about one measurand."""

import hashlib
from collections.abc import Sequence
from typing import Final

import attrs
from hypothesis import strategies as st

from osintclaims.errors import InvalidValueError
from osintclaims.model import (
    PROSPECTIVE,
    Attribution,
    Claim,
    Hedge,
    Link,
    Measurand,
    Modality,
    Source,
    SourceKind,
    must_be,
)
from osintclaims.testing._arguments import check_sizes, check_strategy, refuse
from osintclaims.testing._chains import lineage, published_after, said_on, told
from osintclaims.testing._drawing import few, is_so, pick, seldom
from osintclaims.testing._figures import UNITS, Figures, Limits
from osintclaims.testing._records import claim
from osintclaims.testing._things import TIMES, document, measurand, source
from osintclaims.testing._words import id_at

__all__ = ["claim_sets", "copy_through", "linked"]

#: Who is not named, and outlets that print what others said, each in one document.
_NOBODY: Final = Source(id="nobody", name="some reports", kind=SourceKind.ANONYMOUS)
_OUTLETS: Final = (Source(id="outlet-1", name="An outlet"), Source(id="outlet-2", name="Another outlet"))
#: Parts of the measurand, and parts of these.
_PARTS: Final = 2
#: Most claims of a set, and most origins, unless a test asks for more.
_USUAL_CLAIMS: Final = 6
_USUAL_ORIGINS: Final = 4

#: Longest id that the model takes.
_ID_LENGTH: Final = 64

_NAMED: Final = (SourceKind.UNKNOWN, *(kind for kind in SourceKind if kind is not SourceKind.ANONYMOUS))
_MODALITIES: Final = (*[Modality.OBSERVED] * 5, Modality.PLAN)


def _restatable(made: Sequence[Claim], new: Claim) -> list[str]:
    """Ids of the claims that a further one may restate."""
    return [one.id for one in made if one.measurand.id == new.measurand.id]


def _supersedable(made: Sequence[Claim], new: Claim) -> list[str]:
    """Ids of the claims that a further one may supersede: of its organisation, measurand and kind, and not later."""
    return [
        one.id
        for one in made
        if one.measurand.id == new.measurand.id
        and one.origin.organisation.id == new.origin.organisation.id
        and (one.modality in PROSPECTIVE) == (new.modality in PROSPECTIVE)
        and not (one.claimed_on and new.claimed_on and new.claimed_on.definitely_before(one.claimed_on))
    ]


@attrs.frozen(kw_only=True)
class _Wanted:
    """What was asked for."""

    units: st.SearchStrategy[str] | None
    figures: Figures
    origins: tuple[int, int]
    claims: tuple[int, int]
    parts: bool
    links: bool
    unattributed: bool


def _quantities(draw: st.DrawFn, wanted: _Wanted) -> list[Measurand]:
    """A measurand, and below it parts if these are wanted."""
    unit = pick(draw, UNITS) if wanted.units is None else draw(wanted.units)
    made = [measurand(draw, "whole", unit, pick(draw, TIMES))]
    for number in range(pick(draw, range(_PARTS + 1)) if wanted.parts else 0):
        above = pick(draw, made)
        made.append(measurand(draw, f"part-{number + 1}", above.unit, above.time_kind, (above,)))
    return made


def _speakers(draw: st.DrawFn, wanted: _Wanted) -> list[Source]:
    """Who says each figure: so many organisations as are wanted, each itself or through an office."""
    least, most = wanted.origins[0], min(wanted.origins[1], wanted.claims[1])  # each says something
    count = pick(draw, range(least, most + 1))
    size = max(count, pick(draw, range(wanted.claims[0], wanted.claims[1] + 1)))
    offices: list[list[Source]] = []
    for place in range(min(count, size)):
        top = source(draw, id_at(draw, place), None, _NAMED)
        offices.append([top, source(draw, f"{top.id}-office", top, _NAMED)] if seldom(draw) else [top])
    first = [pick(draw, office) for office in offices]
    others = [_NOBODY] if wanted.unattributed and (not offices or seldom(draw)) else []
    anybody = [*(one for office in offices for one in office), *others]
    return [*first, *(pick(draw, anybody) for _ in range(size - len(first) if anybody else 0))]


@st.composite
def _claim_sets(draw: st.DrawFn, wanted: _Wanted) -> tuple[Claim, ...]:
    quantities, speakers = _quantities(draw, wanted), _speakers(draw, wanted)
    dates = [said_on(draw, None) for _ in speakers]
    documents = [document(draw, f"read-{one.id}", one, published_after(draw, dates)) for one in _OUTLETS]
    made: list[Claim] = []
    for number, (speaker, on) in enumerate(zip(speakers, dates, strict=True)):
        said = told(draw, speaker, documents, on, is_read=speaker.is_unattributed)
        new = claim(draw, f"c{number}", pick(draw, quantities), said, wanted.figures, pick(draw, _MODALITIES))
        made.append(linked(draw, new, made) if wanted.links else new)
    return tuple(made)


def linked(draw: st.DrawFn, new: Claim, made: Sequence[Claim]) -> Claim:
    """A claim that may restate or supersede some of those made before it."""
    same, earlier = _restatable(made, new), _supersedable(made, new)
    restates = pick(draw, [None, *same]) if same and is_so(draw) else None
    return attrs.evolve(new, restates=restates, supersedes=few(draw, earlier)) if same else new


def claim_sets(
    *,
    min_origins: int = 1,
    max_origins: int | None = None,
    min_claims: int | None = None,
    max_claims: int | None = None,
    units: st.SearchStrategy[str] | None = None,
    hedges: st.SearchStrategy[Hedge] | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
    allow_links: bool = True,
    allow_parts: bool = False,
    allow_unattributed: bool = True,
) -> st.SearchStrategy[tuple[Claim, ...]]:
    """Claims about one measurand that can stand in one corpus, as `reconcile` takes them.

    They shrink towards one claim of one origin that says 0, outright. Some are plans, some retracted, so that fewer
    origins may vote than speak.

    Args:
        min_origins: Fewest organisations that say something, each of which is named; 0 allows the empty set.
        max_origins: Most of them; unless given, 4 or what the other limits need.
        min_claims: Fewest claims; unless given, one for each of the fewest origins.
        max_claims: Most claims; unless given, 6 or what the other limits need.
        units: Unit of the measurand; figures may be in others that convert to it.
        hedges: As for `estimates`.
        min_value: As for `estimates`.
        max_value: As for `estimates`.
        allow_links: Whether claims restate or supersede one another.
        allow_parts: Whether some are about parts of the measurand; it is the one of id ``whole``.
        allow_unattributed: Whether nobody is named for some of them.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met.

    Examples:
        >>> from hypothesis import find
        >>> from osintclaims.testing import claim_sets
        >>> claims = find(claim_sets(min_origins=2), lambda claims: True)
        >>> [(claim.origin.id, str(claim.estimate)) for claim in claims]
        [('a', '0 people'), ('b', '0 people')]
    """
    check_strategy(units=units, hedges=hedges)
    # Each by itself first: the usual limits are worked out from those that are given.
    check_sizes(origins=(min_origins, min_origins))
    for given in (min_claims, max_claims):
        check_sizes(claims=(0, 0) if given is None else (given, given))
    least = max(min_origins, 0) if min_claims is None else min_claims
    most = max(_USUAL_CLAIMS, least) if max_claims is None else max_claims
    top = min(max(_USUAL_ORIGINS, min_origins), most) if max_origins is None else max_origins
    check_sizes(claims=(least, most), origins=(min_origins, top))
    if min_origins > most:
        raise refuse(f"max_claims={most} leaves no claim for some of min_origins={min_origins}")
    if least > 0 and top == 0 and not allow_unattributed:
        raise refuse("nobody may say anything: max_origins=0 and allow_unattributed=False")
    limits = Limits.checked(min_value, max_value, has_counts=units is None)
    wanted = _Wanted(
        units=units,
        figures=Figures(limits, hedges),
        origins=(min_origins, top),
        claims=(least, most),
        parts=allow_parts,
        links=allow_links,
        unattributed=allow_unattributed,
    )
    return _claim_sets(wanted)


def copy_through(claim: Claim, outlet: Source) -> Claim:
    """The same figure, reprinted by an outlet and linked to the claim by `restates`.

    The chain begins at the outlet and goes on as the claim's does. Where it was printed, and what the claim itself
    replaced, is not repeated. An outlet that is the claim's publisher already repeats itself.

    Args:
        claim: The claim.
        outlet: Who prints it again.

    Raises:
        InvalidValueError: The outlet is none of the claim's sources but has the id of one (E301).

    Examples:
        >>> from osintclaims import Estimate, Source, claim
        >>> from osintclaims.testing import copy_through
        >>> seen = claim("Flights seen", Estimate.at_least(28, "flights"), by="HUR", id="c1")
        >>> copy = copy_through(seen, Source(id="wire", name="A wire service"))
        >>> copy.id, copy.restates, [link.source.id for link in copy.attribution.chain]
        ('c1-wire', 'c1', ['wire', 'hur'])
    """
    must_be("claim", claim, Claim)
    must_be("outlet", outlet, Source)
    links = [attrs.evolve(link, document=None) for link in claim.attribution.chain]
    for one in (held for link in links for held in lineage(link.source)):
        if one.id == outlet.id and one != outlet:
            raise InvalidValueError("E301", f"outlet {outlet.id} is not the source of that id in claim {claim.id}")
    repeats = links[0].source.id == outlet.id
    chain = links if repeats else [Link(source=outlet), *links]
    return attrs.evolve(
        claim,
        id=_id_of_copy(claim.id, outlet.id),
        attribution=Attribution(tuple(chain)),
        anchors=(),
        restates=claim.id,
        supersedes=(),
    )


def _id_of_copy(id_: str, outlet: str) -> str:
    """An id that names both, or stands for both where that is too long."""
    both = f"{id_}-{outlet}"
    if len(both) <= _ID_LENGTH:
        return both
    return f"{id_[: _ID_LENGTH - 17].rstrip('-')}-{hashlib.sha256(both.encode()).hexdigest()[:16]}"
