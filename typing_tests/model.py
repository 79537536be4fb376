"""What type checkers must understand of the model: checked by mypy and pyright, never run.

A line that must be refused carries an ignore comment: both checkers complain about one that is not needed.
"""

from datetime import date
from typing import assert_type

from osintclaims import (
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    Link,
    Measurand,
    Modality,
    Source,
    SourceKind,
    SpeechAct,
    When,
)


def building() -> None:
    britain = Source(id="uk-mod", name="British defence ministry", kind=SourceKind.GOVERNMENT)
    paper = Source(id="paper", name="A newspaper")
    document = Document(id="d1", publisher=paper, published=When("2024-11-17"))
    troops = Measurand(id="troops", label="troops sent", unit="person")
    link = Link(source=paper, act=SpeechAct.REPORTED, said_on=When(date(2024, 11, 17)), document=document)
    attribution = Attribution(chain=(link, Link(source=britain, act=SpeechAct.SAID)))
    claim = Claim(id="c1", measurand=troops, estimate=Estimate.more_than(10_000, "soldiers"), attribution=attribution)
    denial = Denial(id="n1", attribution=attribution, kind=DenialKind.FLAT_DENIAL, measurands=(troops,))

    assert_type(claim.estimate, Estimate)
    assert_type(claim.estimate.bounds, tuple[float, float])
    assert_type(claim.estimate.hedge, Hedge)
    assert_type(claim.modality, Modality)
    assert_type(claim.attribution.origin, Source)
    assert_type(claim.attribution.chain, tuple[Link, ...])
    assert_type(claim.claimed_on, When | None)
    assert_type(denial.kind.is_denial, bool)


def looking_up(corpus: Corpus) -> None:
    assert_type(corpus.claim("c1"), Claim)
    assert_type(corpus.source("uk-mod"), Source)
    assert_type(corpus.about("troops"), tuple[Claim, ...])
    assert_type(corpus.where(lambda claim: claim.modality is Modality.OBSERVED), tuple[Claim, ...])
    assert_type(corpus.known_on(date(2024, 10, 20)), Corpus)
    assert_type(corpus | corpus, Corpus)


def refused(claim: Claim, corpus: Corpus) -> None:
    claim.id = "c2"  # type: ignore[misc]
    Estimate.about("10,000", "person")  # type: ignore[arg-type]
    Estimate.of(28)  # type: ignore[call-arg]
    Source("uk-mod", "British defence ministry")  # type: ignore[call-arg]
    Estimate(unit="person", best=1, hedge="about")  # type: ignore[arg-type]
    corpus.claim(3)  # type: ignore[arg-type]
