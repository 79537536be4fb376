"""Strategies of what is worked out from several results, for `from_type`."""

from datetime import date, timedelta
from typing import Final

import attrs
from hypothesis import strategies as st

from osintclaims.model import Corpus, Hedge, Modality
from osintclaims.reconciliation import (
    Adjustment,
    ArrayConsensus,
    Calibration,
    CalibrationRow,
    Coherence,
    Conflict,
    Forecast,
    Forecasts,
    Resolved,
    Row,
    Sensitivity,
    SensitivityRow,
    SuspectCopy,
    Timeline,
    TimelinePoint,
    calibrate,
    forecasts,
    reconcile_arrays,
    sensitivity,
    timeline,
)
from osintclaims.testing._corpora import corpora
from osintclaims.testing._drawing import pick
from osintclaims.testing._others import intervals
from osintclaims.testing._results import consensuses
from osintclaims.testing._sets import claim_sets
from osintclaims.testing._things import measurands

__all__ = [
    "adjustments",
    "all_forecasts",
    "array_consensuses",
    "calibration_rows",
    "calibrations",
    "coherences",
    "conflicts",
    "forecasts_of",
    "profile_rows",
    "resolved",
    "sensitivities",
    "sensitivity_rows",
    "suspect_copies",
    "timeline_points",
    "timelines",
]

_TRUTHS: Final = st.integers(0, 10**6)
_FACTORS: Final = (1.0, 0.5, 0.9, 1.1, 2.0)
_DAY: Final = date(2024, 10, 1)
#: Rows of a table: about what, who, the lower end, how far above it the upper one is.
_ROWS: Final = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 100), st.integers(0, 50)), min_size=1, max_size=6
)


def resolved() -> st.SearchStrategy[Resolved]:
    """Results, and what came out."""
    return st.builds(Resolved, consensuses(), _TRUTHS)


def calibrations() -> st.SearchStrategy[Calibration]:
    """How often ranges held."""
    return st.lists(resolved(), max_size=2).map(calibrate)


def calibration_rows() -> st.SearchStrategy[CalibrationRow]:
    """How cases with so many votes did; each held all truths or none."""
    share = st.sampled_from([1.0, 0.0])
    return st.builds(
        CalibrationRow,
        votes=st.integers(1, 5),
        cases=st.integers(1, 5),
        coverage=st.tuples(share),
        interval_score=st.tuples(st.integers(0, 5).map(float)),
        in_region=share,
        in_envelope=share,
        log10_error=st.none() | st.integers(0, 3).map(float),
    )


@st.composite
def adjustments(draw: st.DrawFn) -> Adjustment:
    """Regions that parts or wholes narrowed."""
    before = draw(intervals())
    return Adjustment(measurand=draw(measurands()), before=before, after=before, best_before=None, best_after=None)


def conflicts() -> st.SearchStrategy[Conflict]:
    """Parts that exceed their wholes."""
    return measurands().map(lambda one: Conflict(lower=(attrs.evolve(one, id="a-part", part_of=(one,)),), upper=(one,)))


def coherences() -> st.SearchStrategy[Coherence]:
    """What parts, wholes and sums say about one another."""
    return st.builds(
        Coherence,
        adjustments=st.lists(adjustments(), max_size=2).map(tuple),
        conflicts=st.lists(conflicts(), max_size=2).map(tuple),
    )


def all_forecasts() -> st.SearchStrategy[Forecasts]:
    """Who expected what, and what came."""
    return corpora().map(forecasts)


@st.composite
def forecasts_of(draw: st.DrawFn) -> Forecast:
    """What one origin expected."""
    first, *_ = draw(claim_sets(hedges=st.just(Hedge.EXACT), allow_links=False, allow_unattributed=False))
    expected = attrs.evolve(first, modality=Modality.FORECAST, retracted=False, anchors=())
    return pick(draw, forecasts(Corpus(claims=(expected,))).rows)


@st.composite
def profile_rows(draw: st.DrawFn) -> Row:
    """How profiles read a hedge."""
    low, best, high = sorted(pick(draw, _FACTORS) for _ in range(3))
    return Row(hedge=Hedge.ABOUT, low=low, best=best, high=high)


def sensitivities() -> st.SearchStrategy[Sensitivity]:
    """Results under other choices."""
    return consensuses().map(sensitivity)


@st.composite
def sensitivity_rows(draw: st.DrawFn) -> SensitivityRow:
    """Results under one other choice."""
    return pick(draw, draw(sensitivities()).rows)


def suspect_copies() -> st.SearchStrategy[SuspectCopy]:
    """Claims of which the later has the figure of the earlier."""
    return claim_sets(min_origins=2, allow_links=False).map(
        lambda claims: SuspectCopy(earlier=claims[0], later=attrs.evolve(claims[1], estimate=claims[0].estimate))
    )


def timelines() -> st.SearchStrategy[Timeline]:
    """Results as they were known day by day."""
    return claim_sets().map(lambda claims: timeline(Corpus(claims=claims), "whole"))


@st.composite
def timeline_points(draw: st.DrawFn) -> TimelinePoint:
    """Results as they were known on a day."""
    consensus = draw(consensuses())
    return TimelinePoint(
        day=_DAY + timedelta(draw(st.integers(0, 99))),
        consensus=consensus,
        claims=consensus.claims,
        denials=consensus.denials,
    )


def array_consensuses() -> st.SearchStrategy[ArrayConsensus]:
    """Results for tables."""
    return _ROWS.map(
        lambda rows: reconcile_arrays(
            [about for about, _, _, _ in rows],
            [who for _, who, _, _ in rows],
            [low for _, _, low, _ in rows],
            [low + width for _, _, low, width in rows],
        )
    )
