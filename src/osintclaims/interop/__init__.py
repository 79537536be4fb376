"""Tables and exchange formats: other people's data in, ours out.

`read_table` takes a spreadsheet or a dataframe whose columns a `Mapping` names; `table`, `Corpus.to_dataframe` and the
Arrow PyCapsule interface hand ours over.
"""

from osintclaims.interop._codebooks import MAPPINGS
from osintclaims.interop._mapping import Mapping
from osintclaims.interop._problems import RowProblem, TableError, TableReport
from osintclaims.interop._read import TableReading, read_table
from osintclaims.interop._table import Table, table

__all__ = [
    "MAPPINGS",
    "Mapping",
    "RowProblem",
    "Table",
    "TableError",
    "TableReading",
    "TableReport",
    "read_table",
    "table",
]
