"""JSON: one versioned form of corpora and results, with the keys of a corpus folder."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._form import FORMAT, OF_OVERVIEWS, document_of, migrated
from osintclaims.interop._json_text import Places, is_object, parse_json
from osintclaims.interop._table import Content
from osintclaims.model import Corpus
from osintclaims.store import CorpusError, Problem, corpus_from_tables

__all__ = ["dumps", "loads"]

EXTENSION: Final = ".json"
EXTRA: Final = ""
#: Nothing: what a corpus holds, its JSON holds.
LOST: Final[Mapping[str, str]] = MappingProxyType({})


def dumps(content: Content) -> str:
    """A corpus or results as JSON (RFC 8259, UTF-8); equal contents give equal texts.

    The records are those of the files of a corpus folder, key by key. Results stand under ``result``, beside the
    records that they rest on; infinity is null there, and things are named by their ids.

    Args:
        content: A corpus, a consensus or an overview.

    Raises:
        ExchangeError: It is something else.

    Examples:
        >>> from osintclaims import Corpus, Source
        >>> from osintclaims.interop import json
        >>> print(json.dumps(Corpus(title="Troops", sources=(Source(id="hur", name="HUR"),))))
        {
          "format": "osintclaims-json/1",
          "title": "Troops",
          "source": [
            {
              "id": "hur",
              "name": "HUR"
            }
          ]
        }
        <BLANKLINE>
    """
    return json.dumps(document_of(content), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def loads(text: str, *, file: str = "corpus.json") -> Corpus:
    """The corpus of a JSON text; of a text of results, the records they rest on.

    Args:
        text: The text.
        file: Its name, for messages.

    Raises:
        CorpusError: With everything that is wrong with it, each with its line.
    """
    document = parse_json(text, file=file)
    tables = _tables(document, file)
    for key in ("result", *OF_OVERVIEWS):
        tables.pop(key, None)
    places: list[Places] = []

    def find(path: tuple[str | int, ...]) -> tuple[int, int]:
        if not places:
            places.append(Places(text))
        return places[0].find(path)

    return corpus_from_tables(tables, file=file, find=find)


def _tables(document: Any, file: str) -> dict[str, Any]:
    """The document without its format, in the present form."""

    def problem(code: str, path: str, message: str) -> CorpusError:
        return CorpusError((Problem(file, 1, 1, path, code, "error", message, f'write "format": "{FORMAT}"'),))

    if not is_object(document):
        raise problem("E005", "", "an object is wanted")
    present = migrated(document)
    if "format" not in present:
        raise problem("E004", "", "format is missing")
    if present["format"] != FORMAT:
        raise problem("E006", "format", f"{present['format']!r} is not a format that is read here")
    return {key: value for key, value in present.items() if key != "format"}
