"""A corpus of your own
====================

A folder: written, checked with mistakes in it, mended.

All mistakes are found at once, each with file, line and what would be right.
"""

import tempfile
from pathlib import Path

from osintclaims import (
    Attribution,
    Claim,
    Corpus,
    Document,
    Estimate,
    Link,
    Measurand,
    Source,
    SourceKind,
    When,
    check_corpus,
    load_corpus,
    reconcile,
    save_corpus,
)

gazette = Source(id="gazette", name="The Gazette", kind=SourceKind.NEWS_OUTLET)
ukraine = Source(id="ukraine", name="Ukraine", kind=SourceKind.GOVERNMENT)
hur = Source(
    id="hur", name="HUR", kind=SourceKind.INTELLIGENCE_SERVICE, part_of=ukraine
)
report = Document(id="r1", publisher=gazette, published=When("2024-11-02"))
printed = Link(source=gazette, document=report)
sent = Measurand(id="troops-sent", label="Troops sent", unit="person")
flights = Measurand(id="flights", label="Flights", unit="flight")
corpus = Corpus(
    title="A small corpus",
    claims=(
        Claim(
            id="r1-c1",
            measurand=sent,
            estimate=Estimate.more_than(
                7_000, "soldiers", wording="over 7,000 soldiers"
            ),
            attribution=Attribution(
                (printed, Link(source=hur, said_on=When("2024-10-31")))
            ),
        ),
        Claim(
            id="r1-c2",
            measurand=flights,
            estimate=Estimate.at_least(28, "flights", wording="at least 28 flights"),
            attribution=Attribution((printed, Link(source=hur))),
        ),
    ),
)

with tempfile.TemporaryDirectory() as place:
    folder = Path(place) / "corpus"
    save_corpus(corpus, folder)
    for file in sorted(folder.rglob("*.toml")):
        print(f"--- {file.relative_to(folder)}")
        print(file.read_text(encoding="utf-8"))

    claims = next(folder.glob("claims/*.toml"))
    good = claims.read_text(encoding="utf-8")
    bad = (
        good.replace("more_than", "moore_than")
        .replace('"hur"', '"hurr"')
        .replace("2024-10-31", "2024-10-32")
    )
    claims.write_text(bad, encoding="utf-8")
    print("=== with mistakes")
    print(check_corpus(folder))

    claims.write_text(good, encoding="utf-8")
    print("\n=== mended")
    print(check_corpus(folder))
    print()
    print(reconcile(load_corpus(folder), "troops-sent").summary())
