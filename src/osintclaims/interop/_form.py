"""Our JSON form: its version, what older versions become, and results as plain values."""

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import ExchangeError
from osintclaims.interop._table import Content
from osintclaims.model import Claim, Corpus, Denial, Measurand, Source
from osintclaims.reconciliation import Camp, Consensus, Options, Overview
from osintclaims.store import corpus_tables

__all__ = ["FORMAT", "MIGRATIONS", "OF_OVERVIEWS", "document_of", "evidence", "migrated"]

#: The form that is written here. A new version gets a new number, and the old one a row in `MIGRATIONS`.
FORMAT: Final = "osintclaims-json/1"

#: What turns a document of an older form into one of the next; the new document names its form.
MIGRATIONS: Final[Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]] = MappingProxyType({})

#: What an overview says beside its results.
OF_OVERVIEWS: Final = tuple(field.name for field in attrs.fields(Overview) if field.name != "results")


def migrated(
    document: dict[str, Any], migrations: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = MIGRATIONS
) -> dict[str, Any]:
    """A document in the present form, step by step from whatever older form it has."""
    while isinstance(form := document.get("format"), str) and form in migrations:
        document = migrations[form](document)
    return document


def document_of(content: Content) -> dict[str, Any]:
    """A corpus, or results with the records they rest on, as one JSON document.

    Raises:
        ExchangeError: It is something else.
    """
    if isinstance(content, Corpus):
        return {"format": FORMAT} | corpus_tables(content)
    if not isinstance(content, Consensus | Overview):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise ExchangeError(f"{type(content).__name__} is no corpus, consensus or overview")
    results = (content,) if isinstance(content, Consensus) else tuple(content)
    document = {"format": FORMAT, "result": [_result(one) for one in results]}
    if isinstance(content, Overview):
        document |= {name: plain(getattr(content, name)) for name in OF_OVERVIEWS if getattr(content, name)}
    return document | corpus_tables(evidence(*results))


def evidence(*results: Consensus) -> Corpus:
    """The corpus of all records that results rest on.

    References to records that no result looked at go, as with `Corpus.known_on`: a denial of these troops may also name
    claims about others.
    """
    claims = {claim.id: claim for result in results for claim in result.claims}
    denials = {denial.id: denial for result in results for denial in result.denials}
    kept: dict[str, list[Any]] = {"claims": [], "denials": []}
    for claim in claims.values():
        restates = claim.restates if claim.restates in claims else None
        supersedes = tuple(id_ for id_ in claim.supersedes if id_ in claims)
        kept["claims"].append(attrs.evolve(claim, restates=restates, supersedes=supersedes))
    for denial in denials.values():
        aimed = tuple(id_ for id_ in denial.claims if id_ in claims)
        supersedes = tuple(id_ for id_ in denial.supersedes if id_ in denials)
        # A counter figure about something else that the result did not look at: what is left denies no more than that.
        if (denial.measurands or aimed) and (denial.counter_claim is None or denial.counter_claim in claims):
            kept["denials"].append(attrs.evolve(denial, claims=aimed, supersedes=supersedes))
    return Corpus(
        measurands=tuple(
            {one.id: one for result in results for one in (*result.measurands, result.measurand)}.values()
        ),
        claims=tuple(kept["claims"]),
        denials=tuple(kept["denials"]),
    )


def _result(result: Consensus) -> dict[str, Any]:
    return {field.name: plain(getattr(result, field.name)) for field in attrs.fields(Consensus)} | {
        "summary": result.summary(),
        "is_contested": result.is_contested,
        "denied_by": plain(result.denied_by),
        "unconfirmed_by": plain(result.unconfirmed_by),
    }


def plain(value: Any) -> Any:
    """A value of a result as JSON has it: things by their ids, infinity as null, times as ISO 8601."""
    return next(spelling(value) for types, spelling in _SPELLINGS if isinstance(value, types))


def _fields(value: Any, **instead: Any) -> dict[str, Any]:
    """The fields of a value by their names, some of them said differently."""
    names = (field.name for field in attrs.fields(value.__class__))
    return {name: instead[name] if name in instead else plain(getattr(value, name)) for name in names}


#: How each type is written; the first that fits counts, so that enumerations come before strings.
_SPELLINGS: Final[tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...]] = (
    (Enum, lambda member: member.value),
    ((type(None), bool, int, str), lambda value: value),
    (float, lambda value: None if math.isinf(value) else value),
    (date, lambda day: day.isoformat()),
    (timedelta, lambda age: f"P{age.days}D{f'T{age.seconds}S' if age.seconds else ''}"),
    ((Source, Measurand, Claim, Denial), lambda thing: thing.id),
    (Consensus, _result),
    (Camp, lambda camp: _fields(camp, votes=[vote.voice for vote in camp.votes])),
    (Options, lambda options: _fields(options, method=options.method_name)),
    (Mapping, lambda table: {key: plain(one) for key, one in table.items()}),
    (frozenset, lambda members: sorted(map(plain, members))),
    (tuple, lambda values: [plain(one) for one in values]),
    (object, _fields),
)
