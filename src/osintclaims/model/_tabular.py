"""What is a table to dataframe libraries: the model says that it is, and a package above knows how."""

import importlib
from typing import Any, Protocol

__all__ = ["Table", "Tabular"]


class Table(Protocol):
    """Something that hands itself over as Arrow data or as a dataframe."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

    def to_dataframe(self, backend: str | None = None) -> Any:
        """A dataframe of a library."""
        ...


def _table(content: object) -> Table:
    """The table of a corpus or results. What makes it stands above the model, so it is found by its name."""
    table: Table = importlib.import_module("osintclaims.interop").table(content)
    return table


class Tabular:
    """A value that dataframe libraries take as it is, by the Arrow PyCapsule interface."""

    __slots__ = ()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _table(self).__arrow_c_stream__(requested_schema)

    def to_dataframe(self, backend: str | None = None) -> Any:
        """The rows as a dataframe: those of claims and denials of a corpus, or one for each result.

        Args:
            backend: ``pandas``, ``polars``, ``pyarrow`` or ``arro3``; by default the first of them that is installed.

        Raises:
            ExchangeError: Another backend is asked for.
            MissingExtraError: It is not installed.
        """
        return _table(self).to_dataframe(backend)
