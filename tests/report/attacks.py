"""A corpus whose every text tries to be markup, a formula, or a command to a page."""

import attrs

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
    Modality,
    Source,
    When,
)

TAG = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(2)">'
QUOTE = "\"'><svg onload=alert(3)>"
URL = "javascript:alert(4)"
FORMULA = '=HYPERLINK("http://evil.example";"x")'


def attacked(start: str = "") -> Corpus:
    """Claims, denials and documents full of markup, one superseded, one of a part, one without a figure, one forecast.

    Args:
        start: What every free text begins with.
    """

    def text(of: str) -> str:
        return f"{start}{of}"

    house = Source(id="house", name=text(f"House {QUOTE}"))
    outlet = Source(id="outlet", name=text(f"Outlet {IMAGE}"), aliases=(text(f"Alias {TAG}"),), part_of=house)
    state = Source(id="state", name=text(f"State {TAG}"), party=text(f"party {TAG}"))
    other = Source(id="other", name=text(f"Other {QUOTE}"))
    content = f"{text(f'5 {TAG}')} and no more"
    document = Document(
        id="d1",
        publisher=outlet,
        title=text(f"Title {TAG}"),
        url=text(URL),
        archived_url=text("data:text/html,<script>alert(5)</script>"),
        published=When("2024-10-20"),
        language=text(f"en{TAG}"),
    )
    whole = Measurand(
        id="whole",
        label=text(f"Troops {TAG} {IMAGE}"),
        unit="person",
        population=text(f"population {TAG}"),
        state=text(f"state {QUOTE}"),
        place=text(f"place {IMAGE}"),
    )
    part = Measurand(id="part", label=text(f"Part {QUOTE}"), unit="person", part_of=(whole,))

    def told(by: Source, on: str | None = None) -> Attribution:
        said_on = None if on is None else When(on)
        return Attribution(
            (
                Link(source=outlet, cue=text(f"cue {IMAGE}"), document=document),
                Link(source=by, cue=text(f"cue {QUOTE}"), said_on=said_on),
            )
        )

    anchor = Anchor.at(document, content, 0, len(text(f"5 {TAG}")))
    words = Estimate.about(10_000, "person", wording=text(f"words {TAG} {QUOTE}"))
    old = Claim(
        id="old",
        measurand=whole,
        estimate=words,
        attribution=told(state, "2024-10-01"),
        anchors=(attrs.evolve(anchor, exact=text(f"5 {TAG}")),),
    )
    new = Claim(
        id="new",
        measurand=whole,
        estimate=Estimate.more_than(12_000, "person", wording=text(f"words {IMAGE}")),
        attribution=told(state, "2024-10-10"),
        likelihood=text(f"likely {TAG}"),
        coder=text(f"coder {TAG}"),
        notes=text(f"notes {TAG}"),
        tags=(text(f"tag {TAG}"),),
    )
    vague = Claim(
        id="vague", measurand=part, estimate=Estimate.vaguely(text(f"some {TAG}"), "person"), attribution=told(other)
    )
    second = Claim(
        id="second",
        measurand=whole,
        estimate=Estimate.about(13_000, "person", wording=text(f"words {QUOTE}")),
        attribution=told(other, "2024-10-12"),
    )
    forecast = attrs.evolve(new, id="forecast", modality=Modality.FORECAST)
    denial = Denial(
        id="denial",
        attribution=told(other, "2024-10-15"),
        kind=DenialKind.FLAT_DENIAL,
        measurands=(whole,),
        claims=("new",),
        notes=text(f"notes {IMAGE}"),
    )
    return Corpus(
        title=text(f"Corpus {TAG}"),
        licence=text(f"Licence {IMAGE}"),
        claims=(old, new, vague, second, forecast),
        denials=(denial,),
    )
