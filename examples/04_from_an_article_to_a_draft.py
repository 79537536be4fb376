"""From an article to a draft
==========================

Figures found, printed as claims, completed by a coder, reconciled.

The reader finds the figures and their places; who said them and about what exactly is for a coder to decide. The
article is made up.
"""

import tempfile
from pathlib import Path

from osintclaims import (
    Corpus,
    Measurand,
    Source,
    SourceKind,
    check_corpus,
    draft_claims,
    load_corpus,
    reconcile,
    save_corpus,
)

ARTICLE = """\
Flood on the lower river

At least 40 boats had reached the town of Merrow by Friday, the harbour office said,
and around 1,200 residents, including 300 children, were brought out of the old quarter.
The regional council spoke of up to 1,500 people.

A Mi-8 helicopter of the 12th Regiment dropped some 20 tonnes of flour on 3 May.
"""

harbour = Source(id="harbour-office", name="Harbour office")
council = Source(
    id="regional-council", name="Regional council", kind=SourceKind.GOVERNMENT
)
drafts = draft_claims(ARTICLE, document="flood-1")
print(drafts)

# What the coder decides, draft by draft: what it is about, and who said it.
evacuated = Measurand(
    id="evacuated", label="People brought out of the old quarter", unit="person"
)
children = Measurand(
    id="children", label="Children among them", unit="person", part_of=(evacuated,)
)
boats = Measurand(id="boats", label="Boats that reached Merrow", unit="boat")
decided = {
    "flood-1-c1": (boats, harbour),
    "flood-1-c2": (evacuated, harbour),
    "flood-1-c3": (children, harbour),
    "flood-1-c4": (evacuated, council),
}

with tempfile.TemporaryDirectory() as place:
    folder = Path(place) / "corpus"
    known = Corpus(
        title="The flood",
        documents=(drafts.document,),
        sources=(harbour, council),
        measurands=(boats, children),
    )
    save_corpus(known, folder)
    (folder / "texts").mkdir()
    (folder / "texts" / "flood.txt").write_text(ARTICLE, encoding="utf-8", newline="")
    claims = folder / "claims" / "flood-1.toml"
    claims.parent.mkdir()

    claims.write_text(str(drafts), encoding="utf-8")
    print("=== as it was drafted")
    print(check_corpus(folder))

    coded = ['document = "flood-1"\n']
    for draft in drafts:
        if draft.id in decided:  # the flour is left out: it is about something else
            about, origin = decided[draft.id]
            claim = str(draft).replace(
                'measurand = "TODO"', f'measurand = "{about.id}"'
            )
            coded.append(claim.replace('"TODO"', f'"{origin.id}"'))
    claims.write_text("\n".join(coded), encoding="utf-8")
    print("\n=== completed")
    print(check_corpus(folder))
    print()
    print(reconcile(load_corpus(folder), "evacuated"))
