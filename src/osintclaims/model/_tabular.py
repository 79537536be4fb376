"""What is a table to dataframe libraries: the model says that it is, and a package above says how."""

from collections.abc import Callable
from typing import Any, Final, Protocol

__all__ = ["Table", "Tabular", "tables_by"]


class Table(Protocol):
    """Something that hands itself over as Arrow data or as a dataframe."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

    def to_dataframe(self, backend: str | None = None) -> Any:
        """A dataframe of a library."""
        ...


#: Makes tables; the last one counts. Empty until the package's front door has named one.
_MAKERS: Final[list[Callable[[Any], Table]]] = []


def tables_by(make: Callable[[Any], Table]) -> None:
    """Name who makes tables of corpora and results.

    The model stands below everything that knows dataframes. The front door of the library names `osintclaims.interop`
    here, when it is imported and without loading it.

    Args:
        make: Takes a corpus or a result, returns its table.
    """
    _MAKERS[:] = [make]


class Tabular:
    """A value that dataframe libraries take as it is, by the Arrow PyCapsule interface."""

    __slots__ = ()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _MAKERS[0](self).__arrow_c_stream__(requested_schema)

    def to_dataframe(self, backend: str | None = None) -> Any:
        """The rows as a dataframe: those of claims and denials of a corpus, or one for each result.

        Args:
            backend: ``pandas``, ``polars``, ``pyarrow`` or ``arro3``; by default the first of them that is installed.

        Raises:
            ExchangeError: Another backend is asked for.
            MissingExtraError: It is not installed.
        """
        return _MAKERS[0](self).to_dataframe(backend)
