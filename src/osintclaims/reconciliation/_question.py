"""Which measurand is asked for, and the records that may answer."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Claim, Corpus, Denial, Lattice, Measurand, aimed_at, did_you_mean

__all__ = ["Question", "question"]

R = TypeVar("R", Claim, Denial)


@attrs.frozen(kw_only=True)
class Question:
    """What is asked, and the records that may answer it.

    Attributes:
        measurand: What is asked for.
        claims: Claims about it and its parts, by id.
        denials: All denials that were given: one about something else may have taken the place of one about it.
        lattice: Which measurands are parts of which.
    """

    measurand: Measurand
    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    lattice: Lattice

    def aimed(self, denials: Iterable[Denial]) -> tuple[Denial, ...]:
        """Those of some denials that concern the measurand or a claim about it."""
        about = [claim for claim in self.claims if claim.measurand.id == self.measurand.id]
        return aimed_at(denials, self.measurand, about, self.lattice)


def question(
    claims: Corpus | Iterable[Claim], measurand: Measurand | str | None, denials: Iterable[Denial]
) -> Question:
    """The records that concern one measurand.

    Raises:
        ReconciliationError: The measurand is unknown or not clear, or claims given alone are about something else.
        InvalidValueError: Claims given alone could not stand in one corpus, for example because two different sources
            share an id (E301), or because one supersedes another origin's figure (E304).
    """
    if isinstance(claims, Corpus):
        corpus, given, said = claims, claims.claims, _once((*claims.denials, *_listed_as(Denial, denials)))
    else:
        given, said = _once(_listed_as(Claim, claims)), _once(_listed_as(Denial, denials))
        named = (measurand,) if isinstance(measurand, Measurand) else ()
        corpus = Corpus(
            measurands=(*named, *(one for denial in said for one in denial.measurands)), claims=_closed(given)
        )
    asked = _asked(measurand, corpus)
    below = {asked.id, *(part.id for part in corpus.lattice.below(asked))}
    strangers = {claim.measurand.id for claim in given} - below
    if strangers and not isinstance(claims, Corpus):
        raise ReconciliationError(
            f"claims about {_listed(strangers)} belong neither to {asked.id} nor to its parts; "
            "leave them out, or pass a Corpus"
        )
    concerned = tuple(claim for claim in given if claim.measurand.id in below)
    return Question(measurand=asked, claims=concerned, denials=said, lattice=corpus.lattice)


def _listed_as(kind: type[R], records: Iterable[object]) -> Iterator[R]:
    """The records, each of which is of this kind."""
    wanted = f"{kind.__name__.lower()}s are {kind.__name__} objects in a list, or in a Corpus"
    if not isinstance(records, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise ReconciliationError(f"{wanted}; this is of type {type(records).__name__}")
    for record in records:
        if not isinstance(record, kind):
            raise ReconciliationError(f"{wanted}; one of these is of type {type(record).__name__}")
        yield record


def _once(records: Iterable[R]) -> tuple[R, ...]:
    """Records by id, each once; two different ones of one id are a mistake."""
    found: dict[str, R] = {}
    for record in records:
        known = found.setdefault(record.id, record)
        if known is not record and known != record:
            raise ReconciliationError(f"two different records have the id {record.id}; give each its own")
    return tuple(found[id_] for id_ in sorted(found))


def _closed(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims without references to claims that are not among them: a selection is no faulty corpus."""
    ids = {claim.id for claim in claims}
    known = {None, *ids}
    return tuple(
        claim
        if ids.issuperset(claim.supersedes) and claim.restates in known
        else attrs.evolve(
            claim,
            restates=claim.restates if claim.restates in ids else None,
            supersedes=tuple(id_ for id_ in claim.supersedes if id_ in ids),
        )
        for claim in claims
    )


def _asked(measurand: Measurand | str | None, corpus: Corpus) -> Measurand:
    """The measurand asked for; without a name, the one that all claims are about, or about parts of."""
    known = {one.id: one for one in corpus.measurands}
    if measurand is not None:
        if not isinstance(measurand, Measurand | str):  # pyright: ignore[reportUnnecessaryIsInstance] - as above
            raise ReconciliationError(f"measurand is {measurand!r}; give a Measurand or its id")
        id_ = measurand if isinstance(measurand, str) else measurand.id
        if id_ not in known:
            hint = did_you_mean(id_, known) or f"there are {_listed(known) or 'none'}"
            raise ReconciliationError(f'unknown measurand "{id_}"; {hint}')
        return known[id_]
    spoken_of = {claim.measurand.id for claim in corpus.claims} or set(known)
    for id_ in sorted(spoken_of):
        if spoken_of <= {id_, *(part.id for part in corpus.lattice.below(known[id_]))}:
            return known[id_]
    raise ReconciliationError(f"name the measurand: the claims are about {_listed(spoken_of) or 'none'}")


def _listed(ids: Iterable[str]) -> str:
    """A few ids for a message."""
    listed = sorted(ids)
    return f"{', '.join(listed[:8])}{', …' if len(listed) > 8 else ''}"
