"""Tables as dataframes of somebody's favourite library."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any, Final

from osintclaims.errors import ExchangeError, MissingExtraError
from osintclaims.interop._arrow import arrow_table
from osintclaims.model import must_be

__all__ = ["BACKENDS", "dataframe"]

Columns = Mapping[str, tuple[str, Sequence[Any]]]


def _pandas(columns: Columns) -> Any:
    """A frame of nullable types: there is no NaN in it, and whole numbers stay whole."""
    pandas = import_module("pandas")
    types = {"text": "string", "number": "Float64", "whole": "Int64", "flag": "boolean", "day": "object"}
    return pandas.DataFrame(
        {name: pandas.array(list(cells), dtype=types[kind]) for name, (kind, cells) in columns.items()}
    )


def _polars(columns: Columns) -> Any:
    polars = import_module("polars")
    types = {
        "text": polars.String,
        "number": polars.Float64,
        "whole": polars.Int64,
        "flag": polars.Boolean,
        "day": polars.Date,
    }
    cells = {
        name: [None if cell is None else float(cell) for cell in cells] if kind == "number" else list(cells)
        for name, (kind, cells) in columns.items()
    }
    return polars.DataFrame(cells, schema={name: types[kind] for name, (kind, _) in columns.items()})


#: How a dataframe of each library is made, in the order in which they are looked for.
BACKENDS: Final[Mapping[str, Callable[[Columns], Any]]] = MappingProxyType(
    {
        "pandas": _pandas,
        "polars": _polars,
        "pyarrow": lambda columns: arrow_table(columns, library="pyarrow"),
        "arro3": lambda columns: arrow_table(columns, library="arro3.core"),
    }
)


def dataframe(columns: Columns, backend: str | None) -> Any:
    """A dataframe of the library asked for, or of the first that is installed.

    Raises:
        ExchangeError: There is no such backend, or it is not installed.
        MissingExtraError: None is installed.
    """
    must_be("backend", backend, str, type(None))
    if backend is not None and backend not in BACKENDS:
        raise ExchangeError(f"unknown backend {backend!r}; choose from {', '.join(BACKENDS)}")
    for name in BACKENDS if backend is None else (backend,):
        if find_spec(name) is not None:
            return BACKENDS[name](columns)
    if backend in (None, "arro3"):
        raise MissingExtraError("a dataframe", "arrow")
    raise ExchangeError(f"{backend} is not installed: pip install {backend}, or choose another backend")
