"""A part larger than its whole
============================

Figures about a district, a month or a rank bound the whole from below; where they exceed it, somebody is wrong. The
figures are made up.
"""

from osintclaims import (
    Claim,
    Corpus,
    Estimate,
    Link,
    Measurand,
    Source,
    reconcile,
    reconcile_all,
)
from osintclaims.model import Attribution, coherence

killed = Measurand(id="killed", label="People killed in the region", unit="person")
town = Measurand(
    id="killed-town",
    label="People killed in the town",
    unit="person",
    part_of=(killed,),
)


def says(id_: str, by: str, about: Measurand, figure: Estimate) -> Claim:
    """What somebody says about one of the two."""
    speaker = Source(id=by.lower().replace(" ", "-"), name=by)
    return Claim(
        id=id_,
        measurand=about,
        estimate=figure,
        attribution=Attribution((Link(source=speaker),)),
    )


corpus = Corpus(
    title="Two figures that do not fit",
    claims=(
        says(
            "c1", "Governor", killed, Estimate.about(300, "person", wording="about 300")
        ),
        says(
            "c2",
            "Hospital",
            town,
            Estimate.at_least(450, "person", wording="at least 450"),
        ),
    ),
)

# %%
# The check of coherence names both claims.

for finding in coherence(corpus.claims, corpus.measurands):
    print(f"{finding.code} {finding.id}: {finding.message}")

# %%
# Reconciled, the part bounds the whole from below and takes the governor's upper end away; not lifted, it says nothing
# of the whole.

print(reconcile(corpus, "killed").summary())
print(reconcile(corpus, "killed", lift_parts=False).summary())
print(reconcile_all(corpus))
