"""Corpus folders: TOML files to objects and back, with every problem located.

A corpus is a folder: ``corpus.toml`` (format, title, licence), ``sources.toml``, ``measurands.toml``,
``documents.toml`` and ``claims/*.toml``. Keys are the fields of the model's classes; records name one another by id;
figures are written as they were said, ``{ at_least = 28 }``. Files are read without trust, and nothing is coerced,
repaired or left out silently. Hidden files, ``*.toml~`` and files of other kinds are left alone.
"""

from osintclaims.store._canonical import canonical_files, fingerprint
from osintclaims.store._keys import record_key, utterance_key
from osintclaims.store._load import check_corpus, load_corpus
from osintclaims.store._passages import Passage
from osintclaims.store._plain import read_plain_file, whole_file
from osintclaims.store._reanchor import AnchorState, Proposal, reanchor
from osintclaims.store._report import CorpusError, Problem, Report
from osintclaims.store._save import save_corpus
from osintclaims.store._schema import record_schemas
from osintclaims.store._seeds import SEEDS, load_seed_corpus
from osintclaims.store._tables import Record, RecordReader, corpus_from_tables, corpus_tables, record_tables
from osintclaims.store._texts import Texts
from osintclaims.store._unfinished import anchor_line, unfinished_claim

__all__ = [
    "SEEDS",
    "AnchorState",
    "CorpusError",
    "Passage",
    "Problem",
    "Proposal",
    "Record",
    "RecordReader",
    "Report",
    "Texts",
    "anchor_line",
    "canonical_files",
    "check_corpus",
    "corpus_from_tables",
    "corpus_tables",
    "fingerprint",
    "load_corpus",
    "load_seed_corpus",
    "read_plain_file",
    "reanchor",
    "record_key",
    "record_schemas",
    "record_tables",
    "save_corpus",
    "unfinished_claim",
    "utterance_key",
    "whole_file",
]
