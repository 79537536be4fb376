"""How stable is the answer?
=========================

One thing changed at a time: the method, the hedge profile, each origin left out. From the seed corpus.
"""

import osintclaims
from osintclaims.plot import sensitivity

consensus = osintclaims.reconcile(
    osintclaims.load_seed_corpus(), "dprk-troops-sent-2024-autumn"
)
found = osintclaims.sensitivity(consensus)
print(found)

# %%
# Grey rows leave the answer as it is. The band behind all rows is the answer.

sensitivity(found)
