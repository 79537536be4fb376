"""Overview of the seed corpus
===========================

What five texts say about North Korean troops in Russia, reconciled.

The seed corpus comes with the library. Each question is one call, and each result prints itself.
"""

import textwrap
from datetime import date

from osintclaims import PROSPECTIVE, load_seed_corpus, reconcile, reconcile_all


def title(text: str) -> None:
    """Set a heading apart from what the results print."""
    print(f"\n\n##### {text} #####\n")


corpus = load_seed_corpus()
print(corpus.title)
print(len(corpus.claims), "claims and", len(corpus.denials), "denials")

title("(a) How many troops were sent in autumn 2024?")
print(reconcile(corpus, "dprk-troops-sent-2024-autumn"))

title("(b) The same question, as known on 20 October 2024")
print(reconcile(corpus, "dprk-troops-sent-2024-autumn", known_on=date(2024, 10, 20)))

title("(c) How many were in Kursk, in autumn 2024 and in 2025?")
print(reconcile(corpus, "dprk-troops-in-kursk-2024"))
print()
print(reconcile(corpus, "dprk-troops-in-kursk-2025"))

title("(d) What was expected in 2024, beside what came")
expected = reconcile(corpus, "dprk-troops-expected-2024", modality=PROSPECTIVE)
came = reconcile(corpus, "dprk-troops-sent-2024-autumn")
print(expected)
print()
print(textwrap.fill(f"Expected: {expected.summary()}.", 80))
print(textwrap.fill(f"Came: {came.summary()}.", 80))

title("(e) Every measurand")
print(reconcile_all(corpus))
