"""One measurand in depth
======================

How many troops were sent, in the seed corpus: the page, each vote, what was left out and why, and the forest plot.
"""

from osintclaims import load_seed_corpus, reconcile
from osintclaims.plot import forest

consensus = reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
print(consensus)

# %%
# Everything on that page is data as well.

for vote in consensus.votes:
    ids = ", ".join(claim.id for claim in vote.claims)
    print(f"{vote.name:<24}{vote.low:>8,.0f} to {vote.high:<10,.0f}{ids}")
for one in consensus.excluded:
    print(f"left out: {one.claim.id}, {one.detail}")
for source in consensus.denied_by:
    print(f"denied by {source.name}")

# %%
# The same as a picture: a dot for each value, hollow because two parties deny the matter; arrows where no upper bound
# was stated; the band and the diamond for the answer.

forest(consensus)
