"""One-sided figures only
======================

"More than", "at least", "up to": none of them is a point, and yet they bound the figure together. Made up.
"""

from osintclaims import Estimate, claim, reconcile
from osintclaims.plot import forest

figures = [
    claim(
        "People displaced",
        Estimate.more_than(20_000, "person", wording="more than 20,000"),
        by="Relief agency",
    ),
    claim(
        "People displaced",
        Estimate.at_least(25_000, "person", wording="at least 25,000"),
        by="Governor",
    ),
    claim(
        "People displaced",
        Estimate.up_to(40_000, "person", wording="up to 40,000"),
        by="Ministry",
    ),
    claim(
        "People displaced",
        Estimate.less_than(45_000, "person", wording="fewer than 45,000"),
        by="Think tank",
    ),
]
consensus = reconcile(figures)
print(consensus.summary())

# %%
# Bounds from both sides leave a range. With lower bounds alone there is none, and no upper end is made up.

print(consensus.plausible.identified)
floor = reconcile(figures[:2])
print(floor.summary())
print(floor.plausible.identified)

# %%
# Arrows point to where no bound was stated.

forest(consensus)
