"""Forecast against outcome
========================

What was expected is never mixed with what was seen; beside it, it can be judged. From the seed corpus.
"""

from osintclaims import forecasts, load_seed_corpus

# What was expected for 2024, and what was seen in its autumn, are two measurands:
# say which answers which.
found = forecasts(
    load_seed_corpus(),
    resolved_by={"dprk-troops-expected-2024": "dprk-troops-sent-2024-autumn"},
    level=0.8,
)
print(found)

# %%
# Each forecast is a record: who, whether it held, and the interval score, where lower is better.

for one in found:
    verdict = {True: "held", False: "did not hold", None: "open or undecided"}[one.held]
    score = "unknown" if one.score is None else f"{one.score:.2f}"
    print(f"{one.name}: {verdict}, score {score}")
