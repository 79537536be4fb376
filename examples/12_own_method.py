"""A method of your own
====================

A location method is a function from votes to a region and a best value. Made up figures, beside the methods there are.
"""

from osintclaims import Estimate, claim, reconcile
from osintclaims.reconciliation import METHODS, Location

figures = [
    claim("Shells", Estimate.about(9_000, "shells"), by="A"),
    claim("Shells", Estimate.between(8_000, 12_000, "shells"), by="B"),
    claim("Shells", Estimate.at_least(10_000, "shells"), by="C"),
]


def highest_floor(ballots):
    """What everybody admits at the least."""
    region = max(
        (ballot.interval for ballot in ballots), key=lambda interval: interval.low
    )
    return Location(region, None, note="only the highest lower end is looked at")


# %%
# It may not depend on the order of the votes, and its best value lies in its region; the page names it.

for method in (*METHODS, highest_floor):
    found = reconcile(figures, method=method)
    high = "no upper end" if found.high is None else f"{found.high:,.0f}"
    print(f"{found.method:<18}{found.low:>8,.0f} to {high:<14}{found.method_note}")
