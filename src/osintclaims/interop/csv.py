"""CSV, for spreadsheets and for every statistics program: one row for each claim and each denial.

A measurand that these rows do not describe in full has a row of its own, so that parts, wholes and sums come back.
"""

import csv
import io
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.interop._columns import COLUMNS
from osintclaims.interop._frames import UnevenRow, split
from osintclaims.interop._harmless import FORMULA, neutral
from osintclaims.interop._rows_in import corpus_of
from osintclaims.interop._table import Content, file_table
from osintclaims.model import Corpus, must_be

__all__ = ["dumps", "loads"]

EXTENSION: Final = ".csv"
EXTRA: Final = ""
#: What a row of a table has no place for.
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Corpus.title": "a table has no title",
        "Corpus.licence": "nor a licence",
        "Source.aliases": "sources have no table of their own",
        "Source.party": "sources have no table of their own",
        "Source.wikidata": "sources have no table of their own",
        "Document.archived_url": "documents have no table of their own",
        "Document.language": "documents have no table of their own",
        "Document.sha256": "documents have no table of their own",
        "Document.characters": "documents have no table of their own",
        "Document.retrieved": "documents have no table of their own",
        "Link.act": "kept for the last link of a chain",
        "Link.cue": "kept for the last link of a chain",
        "Link.said_on": "kept for the last link of a chain",
        "Link.document": "kept for the first link where there is no anchor",
        "Claim.anchors": "one is kept, the first that is evidence",
        "Denial.anchors": "one is kept, the first that is evidence",
    }
)
#: What is kept in part.
PARTLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Source.name": "of the first and the last source of a chain, and of the last one's organisation",
        "Source.part_of": "the organisation at the top",
        "Source.kind": "of the last source of a chain",
        "Source.reliability": "of the last source of a chain",
    }
)

#: Columns whose cells are text: only those can hold somebody else's formula.
_TEXTS: Final = frozenset(column.name for column in COLUMNS if column.kind == "text")


def dumps(content: Content) -> str:
    """A corpus or results as CSV (RFC 4180, UTF-8, a header).

    A text that a spreadsheet would run as a formula has an apostrophe put before it, which `loads` takes away.

    Args:
        content: A corpus, one row for each claim and denial, then for each measurand that they do not describe in full;
            or results, one row for each.

    Examples:
        >>> from osintclaims import Corpus, Estimate, claim
        >>> from osintclaims.interop import csv
        >>> said = claim("Flights seen", Estimate.at_least(28, "flights"), by="HUR", id="c1")
        >>> text = csv.dumps(Corpus(claims=(said,)))
        >>> csv.loads(text).claim("c1").estimate == said.estimate
        True
    """
    made = file_table(content)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(made.columns)
    for row in zip(*(cells for _, cells in made.columns.values()), strict=True):
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def loads(text: str) -> Corpus:
    """The corpus of a CSV text that `dumps` wrote, perhaps changed in a spreadsheet.

    Cells may be parted by semicolons or tabs, too, as spreadsheets of many countries write them.

    Raises:
        TableError: With everything that is wrong with it.
        ExchangeError: It is no CSV.
    """
    must_be("text", text, str)
    text = text.removeprefix("\ufeff")
    _, rows = split(text, _delimiter(re.split("[\r\n]", text, maxsplit=1)[0]))
    return corpus_of(_said(row) for row in rows)


def _delimiter(header: str) -> str:
    """What parts the names of our columns, none of which holds such a sign."""
    known = {column.name for column in COLUMNS}
    signs = (sign for sign in ",;\t" if len(known.intersection(name.strip(' "') for name in header.split(sign))) > 1)
    return next(signs, ",")


def _safe(cell: Any) -> str:
    """A cell that no spreadsheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return neutral(str(cell)) if isinstance(cell, str) else str(cell)


def _said(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row without the apostrophes that `dumps` put there."""
    if isinstance(row, UnevenRow):
        return row
    return {
        column: cell[1:] if column in _TEXTS and cell.startswith("'") and FORMULA.match(cell) else cell
        for column, cell in row.items()
    }
