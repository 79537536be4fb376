"""Claims typed with little ceremony, for the tests of reconciliation."""

from collections.abc import Sequence
from typing import Any

from osintclaims import (
    Anchor,
    Attribution,
    Claim,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Link,
    Measurand,
    Section,
    Source,
    SourceKind,
    When,
)

PEOPLE = "person"
SENT = Measurand(id="sent", label="Troops sent", unit=PEOPLE)
IN_TRAINING = Measurand(id="in-training", label="Troops in training", unit=PEOPLE, part_of=(SENT,))
NEAR_BORDER = Measurand(id="near-border", label="Troops near the border", unit=PEOPLE, part_of=(SENT,))

PRESS = Source(id="press", name="The Press", kind=SourceKind.NEWS_OUTLET)
NOBODY = Source(id="reports", name="some reports", kind=SourceKind.ANONYMOUS)
KOREA = Source(id="south-korea", name="South Korea", party="allies")
NIS = Source(id="nis", name="NIS", part_of=KOREA)
OFFICE = Source(id="office", name="Presidential office", part_of=KOREA)
BRITAIN = Source(id="britain", name="Britain", party="allies")
UKRAINE = Source(id="ukraine", name="Ukraine", party="Ukraine")
RUSSIA = Source(id="russia", name="Russia")


def of(value: float) -> Estimate:
    """A bare number of people."""
    return Estimate.of(value, PEOPLE)


def about(value: float) -> Estimate:
    """About so many people."""
    return Estimate.about(value, PEOPLE)


def over(value: float) -> Estimate:
    """More than so many people."""
    return Estimate.more_than(value, PEOPLE)


def up_to(value: float) -> Estimate:
    """Up to so many people."""
    return Estimate.up_to(value, PEOPLE)


SOME = over(0)


def document(id_: str, publisher: Source = PRESS, published: str | None = None) -> Document:
    """A document of the press."""
    return Document(id=id_, publisher=publisher, published=None if published is None else When(published))


def anchor(read: Document, section: Section = Section.BODY, start: int = 0) -> Anchor:
    """A place in a document."""
    return Anchor(document=read, start=start, end=start + 5, quote_sha256="0" * 64, section=section)


def said(
    id_: str,
    estimate: Estimate,
    by: Source = BRITAIN,
    measurand: Measurand = SENT,
    *,
    via: Sequence[Source] = (),
    on: str | None = None,
    read: Sequence[tuple[Document, Section]] = (),
    **fields: Any,
) -> Claim:
    """A claim; with anchors, its chain starts at their publisher."""
    chain = (*(place.publisher for place, _ in read[:1]), *via, by)
    links = [Link(source=one) for one, after in zip(chain, (*chain[1:], None), strict=True) if one != after]
    origin = Link(source=by, said_on=None if on is None else When(on))
    return Claim(
        id=id_,
        measurand=measurand,
        estimate=estimate,
        attribution=Attribution((*links[:-1], origin)),
        anchors=tuple(anchor(place, section, start) for start, (place, section) in enumerate(read)),
        **fields,
    )


def denied(id_: str, by: Source = RUSSIA, kind: DenialKind = DenialKind.FLAT_DENIAL, **fields: Any) -> Denial:
    """A denial of the troops sent, unless something else is named."""
    on = fields.pop("on", None)
    link = Link(source=by, said_on=None if on is None else When(on))
    if not fields.keys() & {"measurands", "claims"}:
        fields["measurands"] = (SENT,)
    return Denial(id=id_, attribution=Attribution((link,)), kind=kind, **fields)
