"""A set of records that belong together."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol, Self, TypeVar

import attrs

from osintclaims.errors import InvalidValueError, UnknownIdError
from osintclaims.model._claim import Claim
from osintclaims.model._denial import Denial
from osintclaims.model._document import Document
from osintclaims.model._fields import difference, must_be_day, text, tuple_of, wrong_type
from osintclaims.model._html import corpus_html
from osintclaims.model._integrity import Finding, did_you_mean, integrity
from osintclaims.model._known import aimed_at, known_by
from osintclaims.model._lattice import Lattice
from osintclaims.model._measurand import Measurand
from osintclaims.model._source import Source
from osintclaims.model._tabular import Tabular
from osintclaims.units import compatible

__all__ = ["Corpus"]


class _Record(Protocol):
    @property
    def id(self) -> str: ...


#: Faults that a message lists one by one.
_LISTED: Final = 100

R = TypeVar("R", bound=_Record)
T = TypeVar("T")
A = TypeVar("A", Claim, Denial)


@attrs.frozen(kw_only=True, repr=False)
class Corpus(Tabular):
    """Claims and denials with the sources, documents and measurands they hold.

    Sources, documents and measurands that the records hold belong to the corpus without being listed; listing them adds
    those that no record uses. Every collection is a tuple in order of ids, so that two corpora with the same records
    are equal.

    Attributes:
        title: Its title.
        licence: Under which terms it may be used, such as ``CC-BY-4.0``, or empty.
        sources: Who speaks or publishes.
        documents: What was read.
        measurands: What the figures are about.
        claims: The figures.
        denials: Denials and non-confirmations.

    Raises:
        InvalidValueError: A field of the wrong type (E005), two different records with one id (E301), or references
            that dangle (E302), go in circles (E303) or may not be (E304, E305); the message lists all of them.

    Examples:
        >>> from osintclaims import Corpus, Estimate, claim
        >>> seen = claim("Flights seen", Estimate.at_least(28, "flights"), by="HUR", id="c1")
        >>> corpus = Corpus(claims=(seen,))
        >>> corpus.claim("c1").origin.name, [measurand.id for measurand in corpus.measurands]
        ('HUR', ['flights-seen'])
    """

    title: str = attrs.field(default="", validator=text)
    licence: str = attrs.field(default="", validator=text)
    sources: tuple[Source, ...] = attrs.field(default=(), validator=tuple_of(Source))
    documents: tuple[Document, ...] = attrs.field(default=(), validator=tuple_of(Document))
    measurands: tuple[Measurand, ...] = attrs.field(default=(), validator=tuple_of(Measurand))
    claims: tuple[Claim, ...] = attrs.field(default=(), validator=tuple_of(Claim))
    denials: tuple[Denial, ...] = attrs.field(default=(), validator=tuple_of(Denial))

    def __attrs_post_init__(self) -> None:
        claims, denials = _unique("claim", self.claims, once=True), _unique("denial", self.denials, once=True)
        measurands = _unique("measurand", _held_measurands(self.measurands, self.claims, self.denials))
        documents = _unique("document", _held_documents(self.documents, self.claims, self.denials))
        sources = _unique("source", _held_sources(self.sources, documents.values(), self.claims, self.denials))
        faults = integrity(tuple(claims.values()), tuple(denials.values()), measurands.values())
        if faults:
            raise _all_in_one(faults)
        for name, records in (
            ("sources", sources),
            ("documents", documents),
            ("measurands", measurands),
            ("claims", claims),
            ("denials", denials),
        ):
            object.__setattr__(self, name, _in_order(records))

    @functools.cached_property
    def _index(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            "source": {source.id: source for source in self.sources},
            "document": {document.id: document for document in self.documents},
            "measurand": {measurand.id: measurand for measurand in self.measurands},
            "claim": {claim.id: claim for claim in self.claims},
            "denial": {denial.id: denial for denial in self.denials},
        }

    def _find(self, kind: str, id_: str) -> Any:
        if not isinstance(id_, str):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise wrong_type("id", id_, "a string")
        records = self._index[kind]
        if id_ not in records:
            raise UnknownIdError(kind, id_, did_you_mean(id_, records))
        return records[id_]

    def source(self, id_: str) -> Source:
        """The source of this id.

        Raises:
            UnknownIdError: There is none; the message names the nearest id. The same holds for the other look-ups.
        """
        found: Source = self._find("source", id_)
        return found

    def document(self, id_: str) -> Document:
        """The document of this id."""
        found: Document = self._find("document", id_)
        return found

    def measurand(self, id_: str) -> Measurand:
        """The measurand of this id."""
        found: Measurand = self._find("measurand", id_)
        return found

    def claim(self, id_: str) -> Claim:
        """The claim of this id."""
        found: Claim = self._find("claim", id_)
        return found

    def denial(self, id_: str) -> Denial:
        """The denial of this id."""
        found: Denial = self._find("denial", id_)
        return found

    @functools.cached_property
    def _by_measurand(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.measurand.id, []).append(claim)
        return {id_: tuple(claims) for id_, claims in found.items()}

    @functools.cached_property
    def lattice(self) -> Lattice:
        """Which of its measurands are parts of which."""
        return Lattice(self.measurands)

    def about(self, measurand: Measurand | str) -> tuple[Claim, ...]:
        """The claims about a measurand itself, without its parts.

        Raises:
            UnknownIdError: There is no measurand of this id.
            InvalidValueError: What is given is neither a measurand nor an id (E005).
        """
        if not isinstance(measurand, Measurand | str):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise wrong_type("measurand", measurand, "a Measurand or an id")
        id_ = self.measurand(measurand if isinstance(measurand, str) else measurand.id).id
        return self._by_measurand.get(id_, ())

    def where(self, predicate: Callable[[Claim], bool]) -> tuple[Claim, ...]:
        """The claims for which the predicate holds."""
        return tuple(claim for claim in self.claims if predicate(claim))

    def denials_of(self, target: Claim | Measurand) -> tuple[Denial, ...]:
        """Denials and non-confirmations of a claim or a measurand.

        Those of a measurand name it, or a claim about it, or are flat denials of a whole that it is part of: who says
        that no troops were sent says that none are in training. The reverse does not hold.

        Raises:
            UnknownIdError: The measurand is not in the corpus.
            InvalidValueError: What is given is neither a claim nor a measurand (E005).
        """
        if isinstance(target, Claim):
            return tuple(denial for denial in self.denials if target.id in denial.claims)
        if not isinstance(target, Measurand):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise wrong_type("target", target, "a Claim or a Measurand", "see .claim(id) and .measurand(id)")
        return aimed_at(self.denials, target, self.about(target), self.lattice)

    def known_on(self, day: date) -> Self:
        """The corpus as it could be known on a day.

        Keeps claims and denials whose utterance, or else whose document, is dated to that day or earlier with
        certainty; undated ones go. References to records that go, go with them, and so does a denial that is left
        without a target or without its counter claim.

        Raises:
            InvalidValueError: The day is no `datetime.date` (E005).
        """
        must_be_day("day", day)
        claims = {claim.id: claim for claim in self.claims if _is_known(claim, day)}
        denials = {
            denial.id: denial
            for denial in self.denials
            if _is_known(denial, day)
            and (denial.measurands or any(id_ in claims for id_ in denial.claims))
            and (denial.counter_claim is None or denial.counter_claim in claims)
        }
        return attrs.evolve(
            self,
            claims=tuple(
                _with(claim, restates=_kept(claim.restates, claims), supersedes=_all_kept(claim.supersedes, claims))
                for claim in claims.values()
            ),
            denials=tuple(
                _with(denial, claims=_all_kept(denial.claims, claims), supersedes=_all_kept(denial.supersedes, denials))
                for denial in denials.values()
            ),
        )

    def merge(self, other: "Corpus") -> Self:
        """Both corpora in one; a record that both hold counts once. The first title and licence that are given stay.

        Raises:
            InvalidValueError: The two hold different records under one id (E301), together go in circles (E303), or the
                other is no corpus (E005).
        """
        if not isinstance(other, Corpus):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise wrong_type("other", other, "a Corpus")
        return type(self)(
            title=self.title or other.title,
            licence=self.licence or other.licence,
            sources=_union(self.sources, other.sources),
            documents=_union(self.documents, other.documents),
            measurands=_union(self.measurands, other.measurands),
            claims=_union(self.claims, other.claims),
            denials=_union(self.denials, other.denials),
        )

    def __or__(self, other: "Corpus") -> Self:
        return self.merge(other)

    def __repr__(self) -> str:
        return (
            f"Corpus({self.title!r}, {_many(self.claims, 'claim')} and {_many(self.denials, 'denial')} about "
            f"{_many(self.measurands, 'measurand')} by {_many(self.sources, 'source')} "
            f"in {_many(self.documents, 'document')})"
        )

    def _repr_html_(self) -> str:
        return corpus_html(self)


def _many(records: Sequence[object], noun: str) -> str:
    return f"{len(records)} {noun}{'s' * (len(records) != 1)}"


def _hint(kind: str, one: object, other: object) -> str:
    """What to do about one id of two records."""
    if isinstance(one, Measurand) and isinstance(other, Measurand):
        is_one = one.label == other.label and one.unit != other.unit and compatible(one.unit, other.unit)
        if is_one:  # as two figures make from one label
            return "make one Measurand and pass it with each figure, whatever unit that is in"
    return f"give each {kind} an id of its own"


def _all_in_one(faults: Sequence[Finding]) -> InvalidValueError:
    """One error for all faults: a line for each, and the last line is the error's own."""
    lines = [str(fault) for fault in faults[:_LISTED]]
    if len(faults) > _LISTED:
        lines.append(f"and {len(faults) - _LISTED} more, the last of them:")
    last = faults[-1].error
    return InvalidValueError(last.code, "\n".join((*lines[: len(faults) - 1], last.message)), last.hint)


def _is_known(record: Claim | Denial, day: date) -> bool:
    known = known_by(record)
    return known is not None and known <= day


def _kept(id_: str | None, records: Mapping[str, object]) -> str | None:
    return id_ if id_ in records else None


def _all_kept(ids: tuple[str, ...], records: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ in records)


def _with(record: A, **references: Any) -> A:
    """The record with these references; itself if it has them already, which saves the time to check it anew."""
    if all(getattr(record, name) == value for name, value in references.items()):
        return record
    return attrs.evolve(record, **references)


def _union(ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    held = set(ours)
    return (*ours, *(record for record in theirs if record not in held))


def _in_order(records: Mapping[str, R]) -> tuple[R, ...]:
    return tuple(records[id_] for id_ in sorted(records))


def _unique(kind: str, records: Iterable[R], *, once: bool = False) -> dict[str, R]:
    """Records by id; one id may stand for one record only, which may be listed `once` or held by many others."""
    found: dict[str, R] = {}
    for record in records:
        known = found.get(record.id)
        if known is None:
            found[record.id] = record
        elif once or (known is not record and known != record):
            message = f"duplicate {kind} id {record.id}{difference(known, record)}"
            raise InvalidValueError("E301", message, _hint(kind, known, record))
    return found


def _held_measurands(
    listed: Iterable[Measurand], claims: Iterable[Claim], denials: Iterable[Denial]
) -> Iterator[Measurand]:
    waiting = [
        *listed,
        *(claim.measurand for claim in claims),
        *(one for denial in denials for one in denial.measurands),
    ]
    seen: set[int] = set()
    while waiting:
        measurand = waiting.pop()
        if id(measurand) not in seen:
            seen.add(id(measurand))
            yield measurand
            waiting.extend((*measurand.part_of, *measurand.sum_of))


def _held_documents(
    listed: Iterable[Document], claims: Iterable[Claim], denials: Iterable[Denial]
) -> Iterator[Document]:
    yield from listed
    for claim in claims:
        yield from claim.documents
    for denial in denials:
        yield from denial.documents


def _held_sources(
    listed: Iterable[Source], documents: Iterable[Document], claims: Iterable[Claim], denials: Iterable[Denial]
) -> Iterator[Source]:
    waiting = [*listed, *(document.publisher for document in documents)]
    waiting.extend(link.source for claim in claims for link in claim.attribution.chain)
    waiting.extend(link.source for denial in denials for link in denial.attribution.chain)
    seen: set[int] = set()
    for source in waiting:
        here: Source | None = source
        while here is not None and id(here) not in seen:
            seen.add(id(here))
            yield here
            here = here.part_of
