"""From claims to results: votes, consensus, plausible range and spread, with everything left out named."""

from osintclaims.reconciliation._methods import METHODS, Ballot, Location, Method
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._overview import Overview, reconcile_all
from osintclaims.reconciliation._page import quoted, range_text, said
from osintclaims.reconciliation._profile import PROFILES, Profile, Reading, profile_named
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
    Vote,
)
from osintclaims.reconciliation._sentence import best_text, bounds, many, names, region_text

__all__ = [
    "METHODS",
    "PROFILES",
    "Ballot",
    "Camp",
    "Consensus",
    "Counts",
    "Exclusion",
    "ExclusionReason",
    "Location",
    "Method",
    "Options",
    "Overlap",
    "Overview",
    "Profile",
    "Range",
    "Reading",
    "Spread",
    "Status",
    "Vote",
    "best_text",
    "bounds",
    "many",
    "names",
    "profile_named",
    "quoted",
    "range_text",
    "reconcile",
    "reconcile_all",
    "region_text",
    "said",
]
