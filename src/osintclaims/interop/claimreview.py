"""ClaimReview and Claim of schema.org, as JSON-LD: what fact-checkers publish and search engines read."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import ExchangeError, InvalidValueError
from osintclaims.interop._cells import shown
from osintclaims.interop._harmless import page_json
from osintclaims.interop._json_text import is_array, is_object, parse_json
from osintclaims.interop._names import Sources, ident
from osintclaims.interop._problems import RowProblem, TableError
from osintclaims.interop._quantity import figure_of, read_figure
from osintclaims.interop._spelling import iso, sentence, spoken, urn
from osintclaims.model import (
    Attribution,
    Claim,
    Corpus,
    Document,
    Link,
    Measurand,
    Modality,
    Source,
    SourceKind,
    When,
    must_be,
)
from osintclaims.units import compatible

__all__ = ["Rating", "dumps", "loads"]

EXTENSION: Final = ".claimreview.json"
EXTRA: Final = ""
_CONTEXT: Final = "https://schema.org"

LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.title": "a list of claims has no title",
        "Corpus.licence": "licences are given for works, not for lists",
        "Source.part_of": "who speaks for whom is not said of authors",
        "Source.party": "there is no property for it",
        "Source.reliability": "there is no property for it",
        "Document.sha256": "there is no property for it",
        "Document.characters": "there is no property for it",
        "Document.retrieved": "there is no property for it",
        "Link.act": "there is no property for it",
        "Link.cue": "there is no property for it",
        "Measurand.population": "the label is kept",
        "Measurand.state": "the label is kept",
        "Measurand.place": "the label is kept",
        "Measurand.period": "the label is kept",
        "Measurand.time_kind": "the label is kept",
        "Measurand.part_of": "there is no property for it",
        "Measurand.sum_of": "there is no property for it",
        "Link.said_on": "that of the origin is kept",
        "Claim.anchors": "documents are named, not places in them",
        "Anchor.*": "documents are named, not places in them",
        "Claim.as_of": "there is no property for it",
        "Claim.recorded_on": "there is no property for it",
        "Claim.credibility": "there is no property for it",
        "Claim.likelihood": "there is no property for it",
        "Claim.confidence": "there is no property for it",
        "Claim.restates": "there is no property for it",
        "Claim.supersedes": "there is no property for it",
        "Claim.coder": "there is no property for it",
        "Claim.notes": "there is no property for it",
        "Claim.tags": "there is no property for it",
        "Denial.*": "a denial is no claim, and no review either",
    }
)
#: What is kept in part.
PARTLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Source.kind": "persons and organizations are told apart, no more",
        "Link.source": "the author, where somebody is named, and the publishers of documents are kept, others are not",
        "Claim.claimed_on": "a day, a month or a year",
        "Estimate.low_open": "read from the text of the claim, where it tells; minValue does not say if it is included",
        "Estimate.hedge": "read from the text of the claim, where the text tells them apart",
    }
)

_PEOPLE: Final = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS, SourceKind.SOCIAL_ACCOUNT})


@attrs.frozen(kw_only=True)
class Rating:
    """A fact-checker's verdict. It is never computed: how figures spread says nothing about who is right.

    Attributes:
        value: The verdict on the scale.
        worst: The lowest value of the scale.
        best: The highest value of the scale.
        name: The verdict in words, such as ``Mostly true``.

    Raises:
        ExchangeError: The value lies outside its scale, or there is no name.
    """

    value: float
    worst: float
    best: float
    name: str

    def __attrs_post_init__(self) -> None:
        for name in ("value", "worst", "best"):
            must_be(name, getattr(self, name), int, float)
        must_be("name", self.name, str)
        if not self.worst <= self.value <= self.best:
            raise ExchangeError(f"rating {self.value} is not on its scale from {self.worst} to {self.best}")
        if not self.name.strip():
            raise ExchangeError("a rating needs its name, such as Mostly true")


def dumps(
    content: Corpus,
    *,
    ratings: Mapping[str, Rating] = MappingProxyType({}),
    author: str = "",
    url: str = "",
    published: str = "",
) -> str:
    """The claims of a corpus as JSON-LD: a ``ClaimReview`` for each that has a rating, a ``Claim`` for the others.

    It can stand in a ``script`` element of a page as it is: no text of a corpus can end that element.

    Args:
        content: The corpus.
        ratings: Verdicts by the ids of claims.
        author: Who reviewed; needed where there is a rating.
        url: The page of the review; needed where there is a rating.
        published: Day of the review, ISO 8601.

    Raises:
        ExchangeError: A rating of no claim, or one without author and page.

    Examples:
        >>> import json
        >>> from osintclaims import Corpus, Estimate, claim
        >>> from osintclaims.interop import claimreview
        >>> said = claim("Flights seen", Estimate.at_least(28, "flights"), by="HUR", id="c1")
        >>> written = json.loads(claimreview.dumps(Corpus(claims=(said,))))
        >>> written["@graph"][0]["text"], written["@graph"][0]["about"]["minValue"]
        ('Flights seen: at least 28 flights', 28)
    """
    must_be("content", content, Corpus)
    must_be("ratings", ratings, Mapping)
    known = {claim.id for claim in content.claims}
    for id_ in ratings:
        if id_ not in known:
            raise ExchangeError(f'there is a rating of "{id_}", and no such claim')
    if ratings and not (author.strip() and url.strip()):
        raise ExchangeError("a review needs an author and the url of its page")
    graph: list[dict[str, Any]] = []
    for claim in content.claims:
        item = _claim(claim)
        if claim.id in ratings:
            item = _review(item, ratings[claim.id], author, url, published)
        graph.append(item)
    return page_json({"@context": _CONTEXT, "@graph": graph})


def _review(item: dict[str, Any], rating: Rating, author: str, url: str, published: str) -> dict[str, Any]:
    return _without_nothing(
        {
            "@type": "ClaimReview",
            "claimReviewed": item["text"],
            "author": {"@type": "Organization", "name": author},
            "url": url,
            "datePublished": published,
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": rating.value,
                "worstRating": rating.worst,
                "bestRating": rating.best,
                "alternateName": rating.name,
            },
            "itemReviewed": item,
        }
    )


def _claim(claim: Claim) -> dict[str, Any]:
    estimate = claim.estimate
    works = [_work(document) for document in claim.documents]
    dated = [document for document in claim.documents if document.published and iso(document.published)]
    first = min(dated, key=lambda document: document.published or When("9999"), default=None)
    return _without_nothing(
        {
            "@type": "Claim",
            "@id": urn("claim", claim.id),
            "identifier": claim.id,
            "text": sentence(claim),
            # A name such as "some officials" would come back as that of somebody, whose word then confirms.
            "author": None if claim.attribution.is_unattributed else _agent(claim.origin),
            "datePublished": iso(claim.claimed_on),
            "appearance": works,
            "firstAppearance": None if first is None else {"@id": urn("document", first.id)},
            "about": {
                "@type": "QuantitativeValue",
                "@id": urn("measurand", claim.measurand.id),
                "name": claim.measurand.label,
                "minValue": estimate.low,
                "value": estimate.best,
                "maxValue": estimate.high,
                "unitText": estimate.unit,
                "description": estimate.wording or estimate.vague,
            },
        }
    )


def _agent(source: Source) -> dict[str, Any]:
    return _without_nothing(
        {
            "@type": "Person" if source.kind in _PEOPLE else "Organization",
            "@id": urn("source", source.id),
            "name": source.name,
            "alternateName": list(source.aliases),
            "sameAs": source.wikidata and f"https://www.wikidata.org/entity/{source.wikidata}",
        }
    )


def _work(document: Document) -> dict[str, Any]:
    return _without_nothing(
        {
            "@type": "CreativeWork",
            "@id": urn("document", document.id),
            "name": document.title,
            "url": document.url,
            "archivedAt": document.archived_url,
            "inLanguage": document.language,
            "datePublished": iso(document.published),
            "publisher": _agent(document.publisher),
        }
    )


def _without_nothing(item: dict[str, Any]) -> dict[str, Any]:
    """The properties that say something; a zero does."""
    nothing: tuple[object, ...] = (None, "", [], {})
    return {
        key: _without_nothing(value) if is_object(value) else value
        for key, value in item.items()
        if value == 0 or value not in nothing
    }


def loads(text: str) -> Corpus:
    """The claims of ClaimReview or Claim markup, our own or others'.

    A claim with a ``QuantitativeValue`` keeps its numbers, and takes how they are hedged from its description or text,
    which must not say other numbers; where they are in another unit, the quantity may round them to its last decimal.
    Of other claims, the text must hold exactly one figure. A review's verdict is not read: it is not evidence. Each
    claim without a measurand of ours is about a measurand of its own, named by its text.

    Args:
        text: JSON-LD.

    Raises:
        CorpusError: It is no JSON.
        TableError: Claims that cannot be taken; their numbers count the claims from 1.
    """
    document = parse_json(text, file="claimreview.json")
    sources = Sources()
    items = list(_claims_in(document))
    for item in items:
        sources.add(_author(item))
    made: list[Claim] = []
    about: dict[str, Measurand] = {}
    problems: list[RowProblem] = []
    for number, item in enumerate(items, 1):
        try:
            made.append(_taken(item, sources, about))
        except InvalidValueError as error:
            said = shown(item.get("text", ""))
            problems.append(RowProblem(number, "text", said, error.message, error.hint, error.code))
    if not items:
        problems.append(RowProblem(0, "", "", "there is no Claim and no ClaimReview", "", "E004"))
    if problems:
        raise TableError(tuple(problems))
    try:
        return Corpus(claims=tuple(made))
    except InvalidValueError as error:
        raise TableError((RowProblem(0, "", "", error.message, error.hint, error.code),)) from None


def _claims_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every claim in JSON-LD, wherever it stands."""
    if is_array(value):
        for one in value:
            yield from _claims_in(one)
    elif is_object(value):
        types = value.get("@type")
        types = types if is_array(types) else [types]
        if "ClaimReview" in types:
            item = value.get("itemReviewed")
            yield {"text": value.get("claimReviewed", ""), **(item if is_object(item) else {})}
        elif "Claim" in types:
            yield value
        else:
            for one in value.values():
                yield from _claims_in(one)


def _author(item: Mapping[str, Any]) -> str:
    """Who said it, or nothing."""
    author = item.get("author")
    return str(author.get("name", "")) if is_object(author) else str(author or "")


def _taken(item: Mapping[str, Any], sources: Sources, known: dict[str, Measurand]) -> Claim:
    """One claim; what several are about is in the unit of the first."""
    said = str(item.get("text", ""))
    about = item.get("about")
    modality, is_retracted = Modality.OBSERVED, False
    if is_object(about) and about.get("@type") == "QuantitativeValue":
        label = str(about.get("name") or said)
        words, modality, is_retracted = spoken(said, label)
        estimate = figure_of(about, said, words)
        measurand_id = str(about.get("@id", ""))
    else:
        estimate, label, measurand_id = read_figure(said), said, ""
    id_ = str(item.get("identifier") or "") or ident("claim", said)
    prefix = urn("measurand", "")
    about_id = measurand_id.removeprefix(prefix) if measurand_id.startswith(prefix) else ""
    measurand = Measurand.adhoc(label, estimate.unit)
    measurand = attrs.evolve(measurand, id=about_id) if about_id else measurand
    first = known.setdefault(measurand.id, measurand)
    if first.label == label and compatible(first.unit, measurand.unit):
        measurand = first
    when = item.get("datePublished")
    origin = sources.of(sources.add(_author(item)))
    link = Link(source=origin, said_on=When(str(when)[:10]) if when else None)
    return Claim(
        id=id_,
        measurand=measurand,
        estimate=estimate,
        attribution=Attribution((link,)),
        modality=modality,
        retracted=is_retracted,
    )
