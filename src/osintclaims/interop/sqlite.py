"""SQLite, for Datasette and every database browser: tables with foreign keys, and a full text search."""

import errno
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._columns import rows
from osintclaims.interop._form import evidence
from osintclaims.interop._results import RESULT_COLUMNS, result_rows
from osintclaims.interop._table import Content
from osintclaims.model import Corpus, must_be
from osintclaims.reconciliation import Consensus, Overview
from osintclaims.store import whole_file

__all__ = ["dump"]

EXTENSION: Final = ".db"
EXTRA: Final = ""
LOST: Final[Mapping[str, str]] = MappingProxyType({})

_SCHEMA: Final = """
CREATE TABLE corpus (title TEXT NOT NULL, licence TEXT NOT NULL);
CREATE TABLE sources (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT, part_of TEXT REFERENCES sources (id),
  organisation TEXT NOT NULL REFERENCES sources (id), party TEXT, reliability TEXT, wikidata TEXT
);
CREATE TABLE documents (
  id TEXT PRIMARY KEY, publisher TEXT NOT NULL REFERENCES sources (id), published TEXT, published_earliest TEXT,
  published_latest TEXT, title TEXT, url TEXT, archived_url TEXT, language TEXT, sha256 TEXT, characters INTEGER,
  retrieved TEXT
);
CREATE TABLE measurands (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, unit TEXT NOT NULL, population TEXT, state TEXT, place TEXT, period TEXT,
  time_kind TEXT NOT NULL
);
CREATE TABLE measurand_relations (
  measurand TEXT NOT NULL REFERENCES measurands (id), relation TEXT NOT NULL CHECK (relation IN ('part_of', 'sum_of')),
  other TEXT NOT NULL REFERENCES measurands (id), PRIMARY KEY (measurand, relation, other)
);
CREATE TABLE claims (
  id TEXT PRIMARY KEY, measurand TEXT NOT NULL REFERENCES measurands (id), low NUMERIC, low_strict INTEGER,
  best NUMERIC, high NUMERIC, high_strict INTEGER, unit TEXT NOT NULL, bound TEXT NOT NULL, vague TEXT, wording TEXT,
  origin TEXT NOT NULL REFERENCES sources (id), publisher TEXT NOT NULL REFERENCES sources (id), claimed_on TEXT,
  claimed_on_earliest TEXT, claimed_on_latest TEXT, as_of TEXT, as_of_earliest TEXT, as_of_latest TEXT,
  recorded_on TEXT, modality TEXT NOT NULL, credibility INTEGER, likelihood TEXT, confidence TEXT,
  restates TEXT REFERENCES claims (id), retracted INTEGER NOT NULL, coder TEXT, notes TEXT, tags TEXT
);
CREATE TABLE denials (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, is_denial INTEGER NOT NULL, party TEXT NOT NULL REFERENCES sources (id),
  said_on TEXT, counter_claim TEXT REFERENCES claims (id), explicit INTEGER NOT NULL, retracted INTEGER NOT NULL,
  notes TEXT
);
CREATE TABLE denial_targets (
  denial TEXT NOT NULL REFERENCES denials (id), claim TEXT REFERENCES claims (id),
  measurand TEXT REFERENCES measurands (id), CHECK ((claim IS NULL) <> (measurand IS NULL))
);
CREATE TABLE supersessions (
  claim TEXT REFERENCES claims (id), earlier_claim TEXT REFERENCES claims (id), denial TEXT REFERENCES denials (id),
  earlier_denial TEXT REFERENCES denials (id)
);
CREATE TABLE links (
  claim TEXT REFERENCES claims (id), denial TEXT REFERENCES denials (id), place INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id), act TEXT NOT NULL, cue TEXT, said_on TEXT,
  document TEXT REFERENCES documents (id)
);
CREATE TABLE anchors (
  claim TEXT REFERENCES claims (id), denial TEXT REFERENCES denials (id),
  document TEXT NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, end INTEGER NOT NULL, sha256 TEXT NOT NULL,
  exact TEXT, section TEXT NOT NULL
);
CREATE INDEX claims_by_measurand ON claims (measurand);
CREATE INDEX claims_by_origin ON claims (origin);
CREATE INDEX links_by_source ON links (source);
CREATE VIEW denied_claims AS
  SELECT claims.id AS claim, denials.id AS denial, denials.kind, denials.party FROM denials
  JOIN denial_targets ON denial_targets.denial = denials.id
  JOIN claims ON claims.id = denial_targets.claim OR claims.measurand = denial_targets.measurand
  WHERE denials.is_denial;
"""
#: Full text over what people search for: what it is about, the wording, who said it, remarks.
_SEARCH: Final = """
CREATE VIRTUAL TABLE claims_fts USING fts5 (measurand, wording, notes, content='claims', tokenize='unicode61');
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
"""
#: Columns of the claims that are those of our other tables.
_CLAIM: Final = (
    *("id", "measurand", "low", "low_strict", "best", "high", "high_strict", "unit", "bound", "vague", "wording"),
    *("claimed_on", "claimed_on_earliest", "claimed_on_latest", "as_of", "as_of_earliest", "as_of_latest"),
    *("recorded_on", "modality", "credibility", "likelihood", "confidence", "restates", "retracted", "coder"),
    *("notes", "tags"),
)


def dump(content: Content, path: Path) -> None:
    """Write a corpus, or results with the records they rest on, as an SQLite file.

    Args:
        content: The corpus or results; results are a table ``consensus`` of their own.
        path: The file; a plain one that is there is replaced.

    Raises:
        InvalidValueError: The content is something else (E005).
        OSError: The file cannot be written.
    """
    must_be("content", content, Corpus, Consensus, Overview)
    must_be("path", path, Path)
    corpus = content if isinstance(content, Corpus) else evidence(*_results(content))
    with whole_file(path) as file:
        file.unlink()
        try:
            _write(content, corpus, file)
        except sqlite3.Error as error:
            raise OSError(errno.EIO, f"cannot be written: {error}", str(path)) from None


def _write(content: Content, corpus: Corpus, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        # The whole file is moved into its place in the end: nothing to roll back to, no power cut to outlive.
        database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;" + _SCHEMA
        )
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")  # claims restate one another in any order
        for name, listed in _tables(corpus):
            _insert(database, name, listed)
        if not isinstance(content, Corpus):
            _consensus(database, _results(content))
        database.commit()
        database.executescript(_SEARCH)


def _results(content: Any) -> Sequence[Consensus]:
    return (content,) if isinstance(content, Consensus) else tuple(content)


def _insert(database: sqlite3.Connection, name: str, listed: Iterator[Mapping[str, Any]]) -> None:
    """Insert rows; names of tables and columns are ours alone."""
    for row in listed:
        places = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})", tuple(row.values()))  # noqa: S608


def _consensus(database: sqlite3.Connection, results: Sequence[Consensus]) -> None:
    types = {"text": "TEXT", "day": "TEXT", "number": "REAL", "whole": "INTEGER", "flag": "INTEGER"}
    columns = ", ".join(f"{column.name} {types[column.kind]}" for column in RESULT_COLUMNS)
    database.execute(f"CREATE TABLE consensus ({columns}, FOREIGN KEY (measurand) REFERENCES measurands (id))")
    _insert(database, "consensus", (_plain(row) for row in result_rows(results)))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as SQLite has it: days as text, which sorts as days do."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def _text(value: Any) -> str | None:
    return str(value) if value is not None and str(value) else None


def _tables(corpus: Corpus) -> Iterator[tuple[str, Iterator[Mapping[str, Any]]]]:
    """Every table with its rows."""
    yield "corpus", iter([{"title": corpus.title, "licence": corpus.licence}])
    yield "sources", _sources(corpus)
    yield "documents", _documents(corpus)
    yield "measurands", _measurands(corpus)
    yield "measurand_relations", _relations(corpus)
    yield "claims", _claims(corpus)
    yield "denials", _denials(corpus)
    yield "denial_targets", _targets(corpus)
    yield "supersessions", _supersessions(corpus)
    yield "links", _links(corpus)
    yield "anchors", _anchors(corpus)


def _sources(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for source in corpus.sources:
        yield {
            "id": source.id,
            "name": source.name,
            "kind": source.kind.value,
            "aliases": _text("; ".join(source.aliases)),
            "part_of": source.part_of and source.part_of.id,
            "organisation": source.organisation.id,
            "party": source.party,
            "reliability": source.reliability and source.reliability.value,
            "wikidata": source.wikidata,
        }


def _documents(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for document in corpus.documents:
        published = document.published
        yield {
            "id": document.id,
            "publisher": document.publisher.id,
            "published": _text(published),
            "published_earliest": _text(published and published.earliest),
            "published_latest": _text(published and published.latest),
            "title": _text(document.title),
            "url": document.url,
            "archived_url": document.archived_url,
            "language": document.language,
            "sha256": document.sha256,
            "characters": document.characters,
            "retrieved": _text(document.retrieved),
        }


def _measurands(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for one in corpus.measurands:
        yield {
            "id": one.id,
            "label": one.label,
            "unit": one.unit,
            "population": _text(one.population),
            "state": _text(one.state),
            "place": _text(one.place),
            "period": _text(one.period),
            "time_kind": one.time_kind.value,
        }


def _relations(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for one in corpus.measurands:
        for relation in ("part_of", "sum_of"):
            for other in getattr(one, relation):
                yield {"measurand": one.id, "relation": relation, "other": other.id}


def _claims(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    claims = {claim.id: claim for claim in corpus.claims}
    for row in rows(corpus):
        if row["record"] == "claim":
            chain = claims[row["id"]].attribution
            ends = {"origin": chain.origin.id, "publisher": chain.publisher.id}
            yield _plain({key: row[key] for key in _CLAIM} | ends)


def _denials(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for denial in corpus.denials:
        yield {
            "id": denial.id,
            "kind": denial.kind.value,
            "is_denial": denial.kind.is_denial,
            "party": denial.party.id,
            "said_on": _text(denial.said_on),
            "counter_claim": denial.counter_claim,
            "explicit": denial.explicit,
            "retracted": denial.retracted,
            "notes": _text(denial.notes),
        }


def _targets(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for denial in corpus.denials:
        for id_ in denial.claims:
            yield {"denial": denial.id, "claim": id_}
        for one in denial.measurands:
            yield {"denial": denial.id, "measurand": one.id}


def _supersessions(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for kind, listed in (("claim", corpus.claims), ("denial", corpus.denials)):
        for record in listed:
            for id_ in record.supersedes:
                yield {kind: record.id, f"earlier_{kind}": id_}


def _links(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for kind, listed in (("claim", corpus.claims), ("denial", corpus.denials)):
        for record in listed:
            for place, link in enumerate(record.attribution.chain):
                yield {
                    kind: record.id,
                    "place": place,
                    "source": link.source.id,
                    "act": link.act.value,
                    "cue": _text(link.cue),
                    "said_on": _text(link.said_on),
                    "document": link.document and link.document.id,
                }


def _anchors(corpus: Corpus) -> Iterator[Mapping[str, Any]]:
    for kind, listed in (("claim", corpus.claims), ("denial", corpus.denials)):
        for record in listed:
            for anchor in record.anchors:
                yield {
                    kind: record.id,
                    "document": anchor.document.id,
                    "start": anchor.start,
                    "end": anchor.end,
                    "sha256": anchor.quote_sha256,
                    "exact": _text(anchor.exact),
                    "section": anchor.section.value,
                }
