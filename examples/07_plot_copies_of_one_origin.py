"""Copies of one origin
====================

Five outlets, two voices: what one service said, printed four times, is one vote. Made up.
"""

from osintclaims import Estimate, claim, reconcile
from osintclaims.plot import provenance

over_7000 = Estimate.more_than(7_000, "soldiers", wording="over 7,000 soldiers")
figures = [
    claim("Troops moved", over_7000, by="Military intelligence", via=[outlet])
    for outlet in ("The Gazette", "The Herald", "Radio North", "Wire Service")
]
figures.append(
    claim(
        "Troops moved",
        Estimate.about(5_000, "soldiers"),
        by="Observers",
        via=["The Courier"],
    )
)
consensus = reconcile(figures)
print(consensus)

# %%
# The picture shows it at a glance: the origin that several outlets print is coloured, and counts once.

provenance(consensus)
