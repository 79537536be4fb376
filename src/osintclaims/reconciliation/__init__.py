"""From claims to results: votes, consensus, plausible range and spread, with everything left out named."""

from osintclaims.reconciliation._copies import SuspectCopy, suspect_copies
from osintclaims.reconciliation._methods import METHODS, Ballot, Location, Method
from osintclaims.reconciliation._options import Options
from osintclaims.reconciliation._overview import Overview, reconcile_all
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
    Vote,
)
from osintclaims.reconciliation._row import Row
from osintclaims.reconciliation._shipped import PROFILES, profile_named

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
    "Row",
    "Spread",
    "Status",
    "SuspectCopy",
    "Vote",
    "profile_named",
    "reconcile",
    "reconcile_all",
    "suspect_copies",
]
