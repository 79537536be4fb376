"""How much rests on whom
======================

Since when a figure has been known, and what it depends on: sensitivity, timeline and forecasts of the seed corpus.

First the answer under every single change: another method, another reading of the words, each origin left out. Then
what was known on each day, and what became of the forecasts. Last, whether the figures fit together.
"""

from osintclaims import (
    forecasts,
    load_seed_corpus,
    reconcile,
    reconcile_all,
    sensitivity,
    timeline,
)

SENT = "dprk-troops-sent-2024-autumn"

corpus = load_seed_corpus()
consensus = reconcile(corpus, SENT)
changes = sensitivity(consensus)
print("The answer:", consensus.summary())
print("It", changes.summary())
denying = consensus.spread.counts.denied_by
print("Origins who deny it:", denying.origins, "- their parties:", denying.parties)
print()
print(changes)

print()
print(timeline(corpus, SENT))

print()
print(forecasts(corpus, resolved_by={"dprk-troops-expected-2024": SENT}))

print()
print(reconcile_all(corpus, coherent=True).coherence)
