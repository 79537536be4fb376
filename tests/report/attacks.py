"""A corpus whose every text tries to be markup."""

from osintclaims import (
    Anchor,
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Link,
    Measurand,
    Source,
    When,
)

TAG = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(2)">'
QUOTE = "\"'><svg onload=alert(3)>"
URL = "javascript:alert(4)"


def attacked() -> Corpus:
    """Claims, denials and documents full of markup, one superseded, one of a part, one without a figure."""
    outlet = Source(id="outlet", name=f"Outlet {IMAGE}", part_of=Source(id="house", name=f"House {QUOTE}"))
    state = Source(id="state", name=f"State {TAG}", party=f"party {TAG}")
    other = Source(id="other", name=f"Other {QUOTE}")
    document = Document(
        id="d1",
        publisher=outlet,
        title=f"Title {TAG}",
        url=URL,
        archived_url="data:text/html,<script>alert(5)</script>",
        published=When("2024-10-20"),
    )
    whole = Measurand(id="whole", label=f"Troops {TAG} {IMAGE}", unit="person")
    part = Measurand(id="part", label=f"Part {QUOTE}", unit="person", part_of=(whole,))

    def told(by: Source, on: str | None = None) -> Attribution:
        said_on = None if on is None else When(on)
        return Attribution(
            (
                Link(source=outlet, cue=f"cue {IMAGE}", document=document),
                Link(source=by, cue=f"cue {QUOTE}", said_on=said_on),
            )
        )

    anchor = Anchor.at(document, "0" * 100, 0, 5)
    words = Estimate.about(10_000, "person", wording=f"words {TAG} {QUOTE}")
    old = Claim(id="old", measurand=whole, estimate=words, attribution=told(state, "2024-10-01"), anchors=(anchor,))
    new = Claim(
        id="new",
        measurand=whole,
        estimate=Estimate.more_than(12_000, "person", wording=f"words {IMAGE}"),
        attribution=told(state, "2024-10-10"),
        likelihood=f"likely {TAG}",
        coder=f"coder {TAG}",
        notes=f"notes {TAG}",
        tags=(f"tag {TAG}",),
    )
    vague = Claim(
        id="vague", measurand=part, estimate=Estimate.vaguely(f"some {TAG}", "person"), attribution=told(other)
    )
    denial = Denial(
        id="denial",
        attribution=told(other),
        kind=DenialKind.FLAT_DENIAL,
        measurands=(whole,),
        claims=("new",),
        notes=f"notes {IMAGE}",
    )
    return Corpus(title=f"Corpus {TAG}", licence=f"Licence {IMAGE}", claims=(old, new, vague), denials=(denial,))
