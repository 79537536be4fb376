"""From claims to results: votes, consensus, plausible range and spread, with everything left out named."""

from osintclaims.reconciliation._arrays import ArrayConsensus, reconcile_arrays
from osintclaims.reconciliation._calibrate import (
    Calibration,
    CalibrationRow,
    Resolved,
    calibrate,
    fit_spread_prior,
)
from osintclaims.reconciliation._coherent import Adjustment, Coherence, Conflict, coherence_of
from osintclaims.reconciliation._copies import SuspectCopy, suspect_copies
from osintclaims.reconciliation._forecasts import Forecast, Forecasts, forecasts
from osintclaims.reconciliation._methods import METHODS, Ballot, Location, Method
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._overview import Overview, reconcile_all
from osintclaims.reconciliation._page import quoted, range_text, said
from osintclaims.reconciliation._profile import Profile, Reading
from osintclaims.reconciliation._reconcile import reconcile
from osintclaims.reconciliation._results import (
    Camp,
    Consensus,
    Counts,
    Exclusion,
    ExclusionReason,
    Overlap,
    Range,
    Spread,
    Status,
    Voices,
    Vote,
)
from osintclaims.reconciliation._row import Row
from osintclaims.reconciliation._sensitivity import Sensitivity, SensitivityRow, sensitivity
from osintclaims.reconciliation._sentence import best_text, bounds, many, names, region_text
from osintclaims.reconciliation._shipped import PROFILES, profile_named
from osintclaims.reconciliation._timeline import Timeline, TimelinePoint, timeline
from osintclaims.reconciliation._variants import Factor

__all__ = [
    "METHODS",
    "PROFILES",
    "Adjustment",
    "ArrayConsensus",
    "Ballot",
    "Calibration",
    "CalibrationRow",
    "Camp",
    "Coherence",
    "Conflict",
    "Consensus",
    "Counts",
    "Exclusion",
    "ExclusionReason",
    "Factor",
    "Forecast",
    "Forecasts",
    "Location",
    "Method",
    "Options",
    "Overlap",
    "Overview",
    "Profile",
    "Range",
    "Reading",
    "Resolved",
    "Row",
    "Sensitivity",
    "SensitivityRow",
    "Spread",
    "Status",
    "SuspectCopy",
    "Timeline",
    "TimelinePoint",
    "Voices",
    "Vote",
    "best_text",
    "bounds",
    "calibrate",
    "coherence_of",
    "fit_spread_prior",
    "forecasts",
    "many",
    "names",
    "profile_named",
    "quoted",
    "range_text",
    "reconcile",
    "reconcile_all",
    "reconcile_arrays",
    "region_text",
    "said",
    "sensitivity",
    "suspect_copies",
    "timeline",
]
