"""Claims and denials that refer to no others in particular."""

from types import MappingProxyType
from typing import Final

import attrs
from hypothesis import strategies as st

from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Confidence,
    Credibility,
    Denial,
    DenialKind,
    Hedge,
    Measurand,
    Modality,
)
from osintclaims.testing import _chains, _things
from osintclaims.testing._arguments import check_strategy, refuse
from osintclaims.testing._chains import SOME, Said, published_after
from osintclaims.testing._drawing import few, is_so, pick, seldom
from osintclaims.testing._figures import Figures, Limits
from osintclaims.testing._things import anchor, distinct, document
from osintclaims.testing._whens import maybe
from osintclaims.testing._words import free_id, name, text

__all__ = ["MODALITIES", "claim", "claims", "denial", "denials"]

MODALITIES: Final = (Modality.OBSERVED, *Modality)

_CREDIBILITIES: Final = (None, *Credibility)
_CONFIDENCES: Final = (None, *Confidence)
_KINDS: Final = tuple(DenialKind)
#: Units in which a figure may be given that is about a measurand in another.
_ALIKE: Final = MappingProxyType({"kilometer": ("kilometer", "meter", "mile"), "percent": ("percent", "ratio")})


def _read(draw: st.DrawFn, attribution: Attribution) -> tuple[Anchor, ...]:
    """Places where the publisher of a chain printed it: in the document that the chain names, or in others."""
    named = attribution.chain[0].document
    places: list[Anchor] = []
    for number in range(pick(draw, SOME)):
        read = named
        if read is None or is_so(draw):
            published = published_after(draw, [attribution.said_on])
            read = document(draw, f"read-{number}", attribution.publisher, published)
        places.append(anchor(draw, read))
    return distinct(places)


def claim(draw: st.DrawFn, id_: str, about: Measurand, said: Said, figures: Figures, modality: Modality) -> Claim:
    """A claim of a given id, measurand and origin that refers to no others."""
    figure = figures.draw(draw, pick(draw, _ALIKE.get(about.unit, (about.unit,))))
    made = Claim(
        id=id_,
        measurand=about,
        estimate=figure,
        attribution=said[0],
        anchors=said[1],
        modality=modality,
        retracted=seldom(draw),
    )
    if not seldom(draw):
        return made
    return attrs.evolve(
        made,
        as_of=maybe(draw),
        recorded_on=maybe(draw),
        credibility=pick(draw, _CREDIBILITIES),
        likelihood=name(draw) if is_so(draw) else None,
        confidence=pick(draw, _CONFIDENCES),
        coder=text(draw),
        notes=text(draw),
        tags=few(draw, [f"a{text(draw)}", f"b{text(draw)}"]),
    )


@st.composite
def _claims(
    draw: st.DrawFn,
    about: st.SearchStrategy[Measurand],
    attributions: st.SearchStrategy[Attribution],
    modalities: st.SearchStrategy[Modality] | None,
    figures: Figures,
) -> Claim:
    attribution = draw(attributions)
    said = attribution, _read(draw, attribution)
    modality = pick(draw, MODALITIES) if modalities is None else draw(modalities)
    return claim(draw, free_id(draw), draw(about), said, figures, modality)


def claims(
    *,
    measurands: st.SearchStrategy[Measurand] | None = None,
    units: st.SearchStrategy[str] | None = None,
    attributions: st.SearchStrategy[Attribution] | None = None,
    modalities: st.SearchStrategy[Modality] | None = None,
    hedges: st.SearchStrategy[Hedge] | None = None,
    min_value: float | None = None,
    max_value: float | None = None,
) -> st.SearchStrategy[Claim]:
    """Single claims that refer to no others; they shrink towards one source that says 0, outright.

    Any two may share an id; `claim_sets` and `corpora` make claims that can stand together.

    Args:
        measurands: What they are about.
        units: Units of what they are about, where `measurands` is not given.
        attributions: Who said it, through whom.
        modalities: Observed, forecast and so on.
        hedges: As for `estimates`.
        min_value: As for `estimates`.
        max_value: As for `estimates`.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is of the wrong type or can never be met, or measurands and
            units are both given.
    """
    check_strategy(measurands=measurands, units=units, attributions=attributions, modalities=modalities, hedges=hedges)
    if measurands is not None and units is not None:
        raise refuse("measurands have their units: give one of the two")
    limits = Limits.checked(min_value, max_value, has_counts=measurands is None and units is None)
    return _claims(
        _things.measurands(units=units) if measurands is None else measurands,
        _chains.attributions() if attributions is None else attributions,
        modalities,
        Figures(limits, hedges),
    )


def denial(
    draw: st.DrawFn,
    id_: str,
    kind: DenialKind,
    said: Said,
    *,
    measurands: tuple[Measurand, ...],
    claims: tuple[str, ...],
    counter_claim: str | None,
    supersedes: tuple[str, ...] = (),
) -> Denial:
    """A denial of a given id, kind, party and target; of a silence nothing is quoted."""
    attribution, places = said
    if kind is DenialKind.SILENCE:
        *others, last = attribution.chain
        attribution = Attribution((*others, attrs.evolve(last, cue="")))
        places = tuple(attrs.evolve(place, exact="") for place in places)
    is_undated = attribution.said_on is None and not places and not attribution.documents
    return Denial(
        id=id_,
        attribution=attribution,
        kind=kind,
        said_on=maybe(draw) if is_undated else None,
        measurands=measurands,
        claims=claims,
        counter_claim=counter_claim,
        anchors=places,
        explicit=not seldom(draw),
        supersedes=supersedes,
        retracted=seldom(draw),
        notes=text(draw),
    )


@st.composite
def _denials(
    draw: st.DrawFn,
    about: st.SearchStrategy[Measurand],
    attributions: st.SearchStrategy[Attribution],
    kinds: st.SearchStrategy[DenialKind] | None,
) -> Denial:
    kind = pick(draw, _KINDS) if kinds is None else draw(kinds)
    attribution = draw(attributions)
    return denial(
        draw,
        free_id(draw),
        kind,
        (attribution, _read(draw, attribution)),
        measurands=(draw(about),),
        claims=few(draw, ("c0", "c1", "c2")),
        counter_claim=free_id(draw) if kind is DenialKind.COUNTER_FIGURE else None,
    )


def denials(
    *,
    measurands: st.SearchStrategy[Measurand] | None = None,
    attributions: st.SearchStrategy[Attribution] | None = None,
    kinds: st.SearchStrategy[DenialKind] | None = None,
) -> st.SearchStrategy[Denial]:
    """Single denials and non-confirmations; they shrink towards a flat denial by one source.

    The claims that they name are nowhere; `corpora` makes denials of claims that are there.

    Args:
        measurands: What they are about.
        attributions: Who denies, through whom.
        kinds: Their kinds.

    Raises:
        hypothesis.errors.InvalidArgument: An argument is no strategy.
    """
    check_strategy(measurands=measurands, attributions=attributions, kinds=kinds)
    return _denials(
        _things.measurands() if measurands is None else measurands,
        _chains.attributions() if attributions is None else attributions,
        kinds,
    )
