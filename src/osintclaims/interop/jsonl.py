"""JSON Lines: a record a line, for sets that are read and written one record at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._form import FORMAT
from osintclaims.interop._json_text import is_object, parse_json
from osintclaims.model import Corpus, must_be
from osintclaims.store import CorpusError, Problem, Record, RecordReader, corpus_from_tables, record_tables

__all__ = ["dumps", "lines", "loads", "records"]

EXTENSION: Final = ".jsonl"
EXTRA: Final = ""
#: Keys of the first line beside the format.
_HEADER: Final = ("title", "licence")
#: Nothing.
LOST: Final[Mapping[str, str]] = MappingProxyType({})


def lines(corpus: Corpus) -> Iterator[str]:
    """The lines of a corpus, with their line breaks: the format, then ``{"claim": {...}}`` and so on.

    Each record comes after those that it names.

    Args:
        corpus: The corpus.

    Yields:
        One line.
    """
    must_be("corpus", corpus, Corpus)
    header = {"format": FORMAT, "title": corpus.title, "licence": corpus.licence}
    yield _line({key: value for key, value in header.items() if value})
    for kind, table in record_tables(corpus):
        yield _line({kind: table})


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def dumps(content: Corpus) -> str:
    """A corpus as one text of JSON Lines.

    Args:
        content: The corpus.
    """
    return "".join(lines(content))


def loads(text: str, *, file: str = "corpus.jsonl") -> Corpus:
    """The corpus of a text of JSON Lines.

    Args:
        text: The text.
        file: Its name, for messages.

    Raises:
        CorpusError: With everything that is wrong with it, each with its line.
    """
    must_be("text", text, str)
    tables: dict[str, Any] = {}
    places: dict[tuple[str | int, ...], int] = {}

    def find(path: tuple[str | int, ...]) -> tuple[int, int]:
        """The line of a record, or of the first of its kind."""
        return places.get(path[:2]) or places.get((*path[:1], 0), 1), 1

    for number, kind, table in _read(text.split("\n"), file, tables):
        listed = tables.setdefault(kind, [])
        places[kind, len(listed)] = number
        listed.append(table)
    return corpus_from_tables(tables, file=file, find=find)


def records(texts: Iterable[str], *, file: str = "corpus.jsonl") -> Iterator[Record]:
    """Records as they come, without keeping the claims: a set larger than memory can be read so.

    Only sources, documents and measurands are kept, because later records name them. What must hold between claims is
    not looked at.

    Args:
        texts: The lines, for example an open file.
        file: Its name, for messages.

    Yields:
        One record.

    Raises:
        CorpusError: With everything that is wrong with the line that was read last.

    Examples:
        >>> from osintclaims import load_seed_corpus
        >>> from osintclaims.interop import jsonl
        >>> seeds = load_seed_corpus()
        >>> sum(record.id in {"000-c1", "hur"} for record in jsonl.records(jsonl.lines(seeds)))
        2
    """
    reader = RecordReader()
    for number, kind, table in _read(texts, file, {}):
        yield reader.read(kind, table, file=file, line=number)


def _read(texts: Iterable[str], file: str, header: dict[str, Any]) -> Iterator[tuple[int, str, Any]]:
    """Number, kind and table of each line but the first, whose title and licence go into the header."""

    def problem(number: int, code: str, message: str, hint: str) -> CorpusError:
        return CorpusError((Problem(file, number, 1, "", code, "error", message, hint),))

    number = 0
    is_first = True
    must_be("texts", texts, Iterable)
    for number, text in enumerate(texts, 1):
        must_be("each of texts", text, str)
        if not text.strip():
            continue
        value = parse_json(text, file=file, line=number)
        if is_first:
            is_first = False
            if not is_object(value) or value.get("format") != FORMAT:
                raise problem(number, "E006", "no format that is read here", f'begin with {{"format": "{FORMAT}"}}')
            header.update({key: one for key, one in value.items() if key != "format"})
            unknown = next((key for key in header if key not in _HEADER), None)
            if unknown is not None:
                raise problem(number, "E003", f"unknown key {unknown!a}", f"the first line has {', '.join(_HEADER)}")
        elif not is_object(value) or len(value) != 1:
            raise problem(number, "E005", "an object of one key is wanted", 'write {"claim": {...}}')
        else:
            ((kind, table),) = value.items()
            if kind in _HEADER:
                raise problem(number, "E003", f"{kind} is no record", "write it into the first line")
            yield number, kind, table
    if is_first:
        raise problem(max(number, 1), "E004", "format is missing", f'begin with {{"format": "{FORMAT}"}}')
