"""Statements in Arrow tables by the batch kernels: columns in, one row for each measurand out."""

import math
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, NoneType
from typing import Any, Final, NamedTuple

import attrs

from osintclaims.errors import ExchangeError, InvalidValueError, MissingExtraError, ReconciliationError
from osintclaims.interop._mapping import Mapping
from osintclaims.model import did_you_mean, must_be
from osintclaims.reconciliation import ArrayConsensus, reconcile_arrays
from osintclaims.stats import SpreadPrior

__all__ = ["FLAGS", "KINDS", "NUMBERS", "Job", "job_of", "library"]

#: Columns of numbers, and what an empty cell in them stands for; None where it stands for nothing.
NUMBERS: Final = MappingProxyType({"low": 0.0, "high": math.inf, "point": None, "weight": None})
#: Columns of yes and no.
FLAGS: Final = ("low_open", "high_open", "has_point", "is_named")
#: Arguments of `reconcile_table` and `reconcile_spark` that name columns.
COLUMNS: Final = ("measurand", "origin", *NUMBERS, *FLAGS)
#: Columns of a result behind `measurand`, in their order, and what they hold, in the names that Spark has for it.
KINDS: Final = MappingProxyType(
    {
        "status": "string",
        "has_region": "boolean",
        "low": "double",
        "high": "double",
        "low_open": "boolean",
        "high_open": "boolean",
        "has_best": "boolean",
        "best": "double",
        "identified": "boolean",
        "plausible_low": "double",
        "plausible_high": "double",
        "overlap": "double",
        "camps": "bigint",
        "votes": "bigint",
        "origins": "bigint",
        "statements": "bigint",
        "conflicts": "bigint",
    }
)


def library(name: str, extra: str = "scale") -> Any:
    """A module of a library that an extra brings.

    Raises:
        MissingExtraError: It is not installed.
    """
    if find_spec(name.partition(".")[0]) is None:
        raise MissingExtraError("a table of statements", extra)
    return import_module(name)


class _Keys(NamedTuple):
    """A column of keys as something that sorts fast: itself if it holds numbers, else ranks."""

    codes: Any
    sorted: Any
    """The different keys in their order, which the codes point to; None where the codes are the keys."""


@attrs.frozen(kw_only=True)
class Job:
    """What is to be done with every part of a table of statements; it can be pickled.

    Attributes:
        columns: The column of the table that holds each argument of `reconcile_arrays`.
        options: The arguments that are no columns.
    """

    columns: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, Any], ...] = ()

    def check(self, there: Sequence[str]) -> None:
        """Refuse a table that lacks a column.

        Raises:
            ExchangeError: It does.
        """
        for argument, column in self.columns:
            if column not in there:
                hint = did_you_mean(column, there) or f"there are {', '.join(there)}"
                raise ExchangeError(f'the table has no column "{column}" for {argument}; {hint}')

    def __call__(self, table: Any, progress: Callable[[int, int], None] | None = None) -> Any:
        """The consensus of each measurand of a pyarrow table, as another."""
        self.check(table.column_names)
        taken = {argument: table[column] for argument, column in self.columns}
        about, speaker = (_keys(name, taken[name]) for name in ("measurand", "origin"))
        given: dict[str, Any] = {name: _numbers(name, taken[name]) for name in NUMBERS if name in taken}
        given |= {name: _flags(name, taken[name]) for name in FLAGS if name in taken}
        if "point" in taken:
            valid = taken["point"].is_valid().to_numpy()
            given["has_point"] = given["has_point"] & valid if "has_point" in given else valid
        given |= {"origin": speaker.codes, **dict(self.options)}
        try:
            found = reconcile_arrays(about.codes, **given, progress=progress)
        except InvalidValueError:
            reconcile_arrays(
                taken["measurand"].to_numpy(), **given
            )  # slower: the same error, which names the measurand
            raise
        return _table(found, about, taken["measurand"].type)


def _keys(name: str, column: Any) -> _Keys:
    """The keys of a column.

    Raises:
        ReconciliationError: A key is missing, or cannot be sorted.
    """
    pa, compute = library("pyarrow"), library("pyarrow.compute")
    if column.null_count:
        raise ReconciliationError(
            f"{name} is empty in {column.null_count} rows; leave out rows of which it is not known"
        )
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _Keys(column.to_numpy(), None)
    if pa.types.is_dictionary(kind):
        pieces = [_long(chunk.dictionary).take(chunk.indices) for chunk in column.chunks]
        column = pa.chunked_array(pieces, _long(pa.array([], kind.value_type)).type)
    column = _long(column)
    try:
        encoded = pa.concat_arrays(column.chunks or [pa.array([], column.type)]).dictionary_encode()
        ranks = compute.subtract(compute.rank(encoded.dictionary), pa.scalar(1, pa.uint64()))
    except pa.ArrowException as error:
        raise ReconciliationError(f"{name} is of type {column.type}; give strings or numbers ({error})") from None
    ordered = encoded.dictionary.take(compute.sort_indices(encoded.dictionary))
    return _Keys(ranks.take(encoded.indices).to_numpy(), ordered)


def _long(column: Any) -> Any:
    """A column of strings as strings that may be longer than two gigabytes together, and that everything works on."""
    types = library("pyarrow.types")
    is_text = types.is_string(column.type) or types.is_string_view(column.type)
    return column.cast(library("pyarrow").large_string()) if is_text else column


def _numbers(name: str, column: Any) -> Any:
    """A column of numbers.

    Raises:
        ExchangeError: It holds something else, or a number that would be rounded.
        ReconciliationError: A weight is missing.
    """
    pa, compute = library("pyarrow"), library("pyarrow.compute")
    kind, fill = column.type, NUMBERS[name]
    if not (
        pa.types.is_null(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    ):
        raise ExchangeError(f"{name} is a column of type {kind}; numbers are wanted")
    if name == "weight" and column.null_count:
        raise ReconciliationError(f"weight is empty in {column.null_count} rows; a vote of usual weight weighs 1")
    try:
        numbers = column.cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise ExchangeError(f"{name} holds a number that would be rounded: {error}") from None
    return compute.fill_null(numbers, 0.0 if fill is None else fill).to_numpy()


def _flags(name: str, column: Any) -> Any:
    """A column of yes and no.

    Raises:
        ExchangeError: It is none, or has empty cells.
    """
    if not library("pyarrow").types.is_boolean(column.type):
        raise ExchangeError(f"{name} is a column of type {column.type}; true and false are wanted")
    if column.null_count:
        raise ExchangeError(f"{name} is empty in {column.null_count} rows; say true or false")
    return column.to_numpy()


def _table(found: ArrayConsensus, about: _Keys, kind: Any) -> Any:
    """Results as a table: nothing where masks say that there is nothing, and no infinity."""
    pa = library("pyarrow")
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    kind = pa.string() if pa.types.is_string_view(kind) else kind  # which not every program knows yet
    names = pa.array(found.measurand)
    names = (names if about.sorted is None else about.sorted.take(names)).cast(kind)
    none = {
        "low": ~found.has_region,
        "high": ~found.has_region | (found.high == math.inf),
        "best": ~found.has_best,
        "plausible_low": ~found.identified,
        "plausible_high": ~found.identified,
    }
    columns = {"measurand": names, "status": pa.array([status.value for status in found.status], pa.string())}
    for name in list(KINDS)[1:]:
        columns[name] = pa.array(getattr(found, name), mask=none.get(name))
    return pa.table(columns)


def job_of(arguments: dict[str, Any]) -> Job:
    """The job that the arguments of a call describe.

    Args:
        arguments: Those of `reconcile_table` or of `reconcile_spark`, by name; what is none of a job's is passed over.

    Raises:
        ExchangeError: The mapping asks for more than columns of intervals, or there are no buckets.
        InvalidValueError: An argument has the wrong type (E005).
        ReconciliationError: The level is not between 0 and 1.
    """
    mapping, buckets, level = (arguments[name] for name in ("mapping", "buckets", "level"))
    must_be("buckets", buckets, int, NoneType)
    if buckets is not None and buckets < 1:
        raise ExchangeError(f"{buckets} buckets are asked for; one at least is wanted")
    must_be("mapping", mapping, Mapping, NoneType)
    columns = {name: arguments[name] for name in COLUMNS}
    for name, column in columns.items():
        must_be(name, column, str, NoneType)
    must_be("counts", arguments["counts"], bool)
    must_be("level", level, float, int)
    must_be("prior", arguments["prior"], SpreadPrior, NoneType)
    if not 0 < level < 1:
        raise ReconciliationError(f"level {level} is not between 0 and 1; 0.8 asks for an 80 % range")
    named = {name: column for name, column in columns.items() if column}
    if mapping is not None:
        named |= _mapped(mapping)
    return Job(
        columns=tuple(named.items()), options=tuple((name, arguments[name]) for name in ("counts", "level", "prior"))
    )


def _mapped(mapping: Mapping) -> dict[str, str]:
    """The columns that a mapping names, if they hold intervals as they are.

    Raises:
        ExchangeError: They do not.
    """
    origin = mapping.origin or mapping.outlet
    wrong = {
        "several columns for the measurand": len(mapping.measurand) > 1,
        "a figure in words": mapping.text,
        "hedges": mapping.hedge,
        "zeros that are no figures": mapping.zero != "figure",
        "words for unknown": mapping.unknown,
        "signs between thousands": mapping.thousands,
        "units that differ": mapping.unit_column,
        "no column of low and high": not (mapping.low and mapping.high),
        "nobody who says it": not origin,
        "origins with outlets to stand in": mapping.origin and mapping.outlet,
    }
    found = [what for what, is_so in wrong.items() if is_so]
    if found:
        raise ExchangeError(
            f"the mapping has {', '.join(found)}; such tables are read by read_table, or name columns of intervals"
        )
    named = {"measurand": mapping.measurand[0], "origin": origin, "low": mapping.low, "high": mapping.high}
    return named | ({"point": mapping.best} if mapping.best else {})
