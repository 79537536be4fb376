"""The annotations of any tool as claims, and those of ours as claims and denials."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._annotations_back import Back
from osintclaims.interop._cells import shown
from osintclaims.interop._json_text import is_array, is_object, parse_json
from osintclaims.interop._names import Sources, ident
from osintclaims.interop._problems import RowProblem, TableError
from osintclaims.interop._spelling import urn
from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Corpus,
    Denial,
    Document,
    Estimate,
    Link,
    Measurand,
    When,
    sha256,
)

__all__ = ["corpus_of"]


def corpus_of(text: str, unit: str) -> Corpus:
    """The corpus of a JSON text.

    Raises:
        CorpusError: It is no JSON.
        TableError: Annotations that cannot be taken; their numbers count from 1.
    """
    document = parse_json(text, file="annotations.json")
    listed = list(_annotations(document))
    records, problems = _records(listed, unit)
    if not listed:
        problems.append(RowProblem(0, "", "", "there is no annotation", "", "E004"))
    if problems:
        raise TableError(tuple(sorted(problems, key=lambda problem: problem.row)))
    try:
        return Corpus(
            title=_title(document),
            claims=tuple(one for one in records if isinstance(one, Claim)),
            denials=tuple(one for one in records if isinstance(one, Denial)),
        )
    except InvalidValueError as error:
        raise TableError((RowProblem(0, "", "", error.message, error.hint, error.code),)) from None


def _records(listed: list[Mapping[str, Any]], unit: str) -> tuple[list[Claim | Denial], list[RowProblem]]:
    """What annotations say, and what is wrong with them; names are spelled as they stand first in any of them."""
    back, sources = Back(), Sources()
    records: list[Claim | Denial] = []
    marked: list[tuple[int, _Marked]] = []
    problems: list[RowProblem] = []
    for number, annotation in enumerate(listed, 1):
        try:
            if back.knows(annotation):
                records.append(back.record(annotation))
            else:
                one = _Marked.of(annotation)
                marked.append((number, one))
                for name in (one.site, one.origin):
                    sources.add(name)
        except InvalidValueError as error:
            problems.append(_problem(number, annotation, error))
    for number, one in marked:
        try:
            records.append(_claim(one, sources, unit))
        except InvalidValueError as error:
            problems.append(_problem(number, listed[number - 1], error))
    return records, problems


def _title(document: Any) -> str:
    """The label of a collection, or of that which a page is part of."""
    for holder in (document, document.get("partOf")) if is_object(document) else ():
        if is_object(holder) and isinstance(holder.get("label"), str):
            return str(holder["label"])
    return ""


def _problem(number: int, annotation: Mapping[str, Any], error: InvalidValueError) -> RowProblem:
    return RowProblem(number, "id", shown(annotation.get("id", "")), error.message, error.hint, error.code)


def _annotations(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every annotation, wherever it stands."""
    if is_array(value):
        for one in value:
            yield from _annotations(one)
    elif is_object(value):
        types = value.get("type")
        if "Annotation" in (types if is_array(types) else (types,)):
            yield value
        else:
            for key in ("items", "first"):
                yield from _annotations(value.get(key))


def _list(value: Any) -> list[Any]:
    return value if is_array(value) else [] if value is None else [value]


@attrs.frozen
class _Marked:
    """What an annotation says, however its tool wrote it."""

    id: str
    page: str
    quote: str
    start: int | None
    bodies: Mapping[str, list[str]]
    coder: str
    created: str

    @classmethod
    def of(cls, annotation: Mapping[str, Any]) -> "_Marked":
        """Read an annotation.

        Raises:
            InvalidValueError: It marks no text of a page.
        """
        targets = [one for one in _list(annotation.get("target")) if is_object(one)]
        if len(targets) != 1:
            raise InvalidValueError("E004", f"{len(targets)} marked places, one is wanted", "mark one figure at a time")
        source = targets[0].get("source")
        page = str(source.get("id", "") if is_object(source) else source or "")
        selectors = [one for one in _list(targets[0].get("selector")) if is_object(one)]
        by_type = {str(one.get("type")): one for one in selectors}
        quote = str(by_type.get("TextQuoteSelector", {}).get("exact", ""))
        start = by_type.get("TextPositionSelector", {}).get("start")
        if not page or not quote:
            raise InvalidValueError("E004", "no page or no quote", "a source and a TextQuoteSelector are wanted")
        bodies: dict[str, list[str]] = {}
        for body in _list(annotation.get("body")):
            if is_object(body) and body.get("value"):
                bodies.setdefault(str(body.get("purpose", "commenting")), []).append(str(body["value"]))
        creator = annotation.get("creator")
        name = creator.get("name") or creator.get("id") or "" if is_object(creator) else creator or ""
        return cls(
            id=str(annotation.get("id", "")),
            page=page,
            quote=quote,
            start=start if isinstance(start, int) and not isinstance(start, bool) else None,
            bodies=bodies,
            coder=str(name),
            created=str(annotation.get("created", ""))[:10],
        )

    @property
    def site(self) -> str:
        """The site of its page, as a publisher."""
        try:
            return urlsplit(self.page).hostname or self.page
        except ValueError:  # what looks like an address and is none
            return self.page

    @property
    def origin(self) -> str:
        """Who is named as the origin, or nothing."""
        return next(iter(self.bodies.get("identifying", [])), "")


def _claim(marked: _Marked, sources: Sources, unit: str) -> Claim:
    """The claim of a marked figure."""
    tags = marked.bodies.get("tagging", [])
    if not tags:
        raise InvalidValueError("E004", "no tag says what the figure is about", "tag it with what is counted")
    estimate = _read(marked.quote, unit)
    ours = urn("claim", "")
    publisher = sources.of(sources.add(marked.site))
    id_ = marked.page.removeprefix(urn("document", ""))  # ours, if its address is such a name
    if id_ == marked.page:
        document = Document(id=ident("page", publisher.id, marked.page), publisher=publisher, url=marked.page)
    else:
        document = Document(id=id_, publisher=publisher)
    links = [Link(source=publisher, document=document)]
    if marked.origin:
        origin = sources.of(sources.add(marked.origin))
        links += [Link(source=origin)] if origin.id != publisher.id else []
    anchors: tuple[Anchor, ...] = ()
    if marked.start is not None:
        anchors = (_anchor(document, marked.start, marked.quote),)
    return Claim(
        id=marked.id.removeprefix(ours) if marked.id.startswith(ours) else ident("marked", marked.id or marked.quote),
        measurand=Measurand.adhoc(tags[0], estimate.unit),
        estimate=estimate,
        attribution=Attribution(tuple(links)),
        recorded_on=When(marked.created) if marked.created else None,
        anchors=anchors,
        coder=marked.coder,
        notes="\n".join(marked.bodies.get("commenting", [])),
        tags=tuple(dict.fromkeys(tags[1:])),
    )


def _anchor(document: Document, start: int, quote: str) -> Anchor:
    """The place of a quote in a text of which nothing else is known."""
    return Anchor(document=document, start=start, end=start + len(quote), quote_sha256=sha256(quote))


def _read(quote: str, unit: str) -> Estimate:
    """The figure that a quote states."""
    from osintclaims.wording import EstimateParseError, parse_estimate  # noqa: PLC0415 - larger than all the rest here

    try:
        estimate = parse_estimate(quote)
    except EstimateParseError as error:
        try:
            estimate = parse_estimate(quote, unit=unit)
        except EstimateParseError:
            hint = "mark the figure alone"
            raise InvalidValueError("E106", f"not read as a figure: {error}", hint) from None
    return attrs.evolve(estimate, wording=quote)
