"""Tables and exchange formats: other people's data in, ours out.

`read_table` takes a spreadsheet or a dataframe whose columns a `Mapping` names; `table`, `Corpus.to_dataframe` and the
Arrow PyCapsule interface hand ours over. `export` and `load` know every format; each is a module of its own with a
table `LOST` of what it cannot carry.
"""

from osintclaims.interop._codebooks import MAPPINGS
from osintclaims.interop._form import evidence
from osintclaims.interop._formats import export, formats, load
from osintclaims.interop._mapping import Mapping
from osintclaims.interop._problems import RowProblem, TableError, TableReport
from osintclaims.interop._read import TableReading, read_table
from osintclaims.interop._scale import reconcile_table
from osintclaims.interop._schema import schema
from osintclaims.interop._spark import reconcile_spark
from osintclaims.interop._table import Table, table
from osintclaims.interop.claimreview import Rating

__all__ = [
    "MAPPINGS",
    "Mapping",
    "Rating",
    "RowProblem",
    "Table",
    "TableError",
    "TableReading",
    "TableReport",
    "evidence",
    "export",
    "formats",
    "load",
    "read_table",
    "reconcile_spark",
    "reconcile_table",
    "schema",
    "table",
]
