"""Strategies of the smaller classes of the model, for `from_type`."""

from typing import Final

import attrs
from hypothesis import strategies as st

from osintclaims.model import (
    Anchor,
    Credibility,
    Finding,
    Grade,
    Interval,
    Lattice,
    Likelihood,
    Link,
    ProbabilityScale,
    Reliability,
    integrity,
)
from osintclaims.testing._chains import attributions
from osintclaims.testing._drawing import is_so, pick
from osintclaims.testing._records import claims
from osintclaims.testing._things import anchor, documents, measurands
from osintclaims.units import UnitEntry, catalogue

__all__ = ["anchors", "findings", "grades", "intervals", "lattices", "likelihoods", "links", "unit_entries"]

_ENDS: Final = st.integers(0, 10**7)
_RELIABILITIES: Final = tuple(Reliability)
_CREDIBILITIES: Final = tuple(Credibility)


@st.composite
def anchors(draw: st.DrawFn) -> Anchor:
    """Places in documents."""
    return anchor(draw, draw(documents()))


@st.composite
def links(draw: st.DrawFn) -> Link:
    """Links of chains."""
    return pick(draw, draw(attributions()).chain)


@st.composite
def grades(draw: st.DrawFn) -> Grade:
    """Pairs of grades."""
    return Grade(pick(draw, _RELIABILITIES), pick(draw, _CREDIBILITIES))


@st.composite
def likelihoods(draw: st.DrawFn) -> Likelihood:
    """Estimative words of a scale."""
    scale = pick(draw, tuple(ProbabilityScale))
    return Likelihood(pick(draw, tuple(scale.terms)), scale)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals that hold a value."""
    low, width = draw(_ENDS), draw(_ENDS)
    return Interval(low, low + width, low_open=width > 0 and is_so(draw), high_open=width > 0 and is_so(draw))


@st.composite
def lattices(draw: st.DrawFn) -> Lattice:
    """Orders of measurands and their wholes."""
    return Lattice([draw(measurands(max_depth=3))])


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Faults of claims that name others which are not there."""
    first, *_ = integrity([attrs.evolve(draw(claims()), restates="nothing")], [])
    return first


@st.composite
def unit_entries(draw: st.DrawFn) -> UnitEntry:
    """Entries of the catalogue of units."""
    return pick(draw, catalogue())
