"""Tables of statements on a Spark cluster: the kernels of `reconcile_arrays`, once for each bucket of measurands."""

from typing import Any

import attrs

from osintclaims.errors import ExchangeError
from osintclaims.interop._mapping import Mapping
from osintclaims.interop._statements import KINDS, job_of, library
from osintclaims.stats import SpreadPrior

__all__ = ["reconcile_spark"]

_BUCKET = "bucket of measurands"


def reconcile_spark(
    dataframe: Any,
    mapping: Mapping | None = None,
    *,
    measurand: str = "measurand",
    origin: str = "origin",
    low: str = "low",
    high: str = "high",
    low_open: str | None = None,
    high_open: str | None = None,
    point: str | None = None,
    has_point: str | None = None,
    weight: str | None = None,
    is_named: str | None = None,
    counts: bool = True,
    level: float = 0.8,
    prior: SpreadPrior | None = None,
    buckets: int | None = None,
) -> Any:
    """Reconcile a table of statements on a Spark cluster: `reconcile_table` for what outgrows one machine.

    Rows are shuffled into buckets by a hash of their measurand, and each bucket is one call of the kernels
    (``groupBy(bucket).applyInArrow``), never each measurand. A bucket is in the memory of its worker as a whole, some
    400 bytes a row. The workers need this library and its extra ``spark`` (PySpark 4, pyarrow), and the same Python.

    Args:
        dataframe: A dataframe of Spark.
        mapping: Names the columns in place of the arguments below, as for `reconcile_table`.
        measurand: The column that says what a row is about.
        origin: Who said it: the key under which a voice counts once.
        low: Lower ends, not negative; empty for "at most".
        high: Upper ends; empty for "at least".
        low_open: Whether each lower end is left out.
        high_open: Whether each upper end is left out.
        point: The value each row commits to; empty where it has none.
        has_point: Whether that value counts.
        weight: Weight of each vote, positive, the same in all rows of an origin about a measurand.
        is_named: Whether somebody is named for the row.
        counts: Whether the figures are whole, as for `reconcile_arrays`.
        level: Nominal probability of the plausible range.
        prior: What is known about the spread beforehand; None for `SpreadPrior()`.
        buckets: How many there are; by default the session's ``spark.sql.shuffle.partitions``. Give some more if a
            million rows or more fall to one.

    Returns:
        A dataframe of Spark, lazy as they all are, with the columns of `reconcile_table`, in no order. What is wrong
        with a cell is an error of the worker when the dataframe is used, and names the measurand.

    Raises:
        ExchangeError: It is no dataframe of Spark, a column is missing, or the mapping asks for more than intervals.
        InvalidValueError: An argument has the wrong type (E005).
        ReconciliationError: A level that is not between 0 and 1.
        MissingExtraError: PySpark or pyarrow is not installed.

    Examples:
        >>> from osintclaims.interop import reconcile_spark
        >>> reconciled = reconcile_spark(
        ...     spark.read.parquet("claims"), origin="source"
        ... )  # doctest: +SKIP
        >>> reconciled.write.parquet("consensus")  # doctest: +SKIP
    """
    job = job_of(locals())  # before there is anything but the arguments
    functions = library("pyspark.sql.functions", "spark")
    library("pyarrow", "spark")
    if not hasattr(dataframe, "sparkSession"):
        raise ExchangeError(f"{type(dataframe).__name__} is no dataframe of Spark; reconcile_table takes others")
    job.check(dataframe.columns)
    number = buckets or int(dataframe.sparkSession.conf.get("spark.sql.shuffle.partitions"))
    rows = dataframe.select(*(functions.col(_quoted(column)).alias(name) for name, column in job.columns))
    bucket = functions.pmod(functions.xxhash64("measurand"), functions.lit(number)).alias(_BUCKET)
    kinds = {"measurand": rows.schema["measurand"].dataType.simpleString(), **KINDS}
    renamed = attrs.evolve(job, columns=tuple((name, name) for name, _ in job.columns))

    def reconciled(table: Any) -> Any:
        return renamed(table)

    schema = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    return rows.select("*", bucket).groupBy(_BUCKET).applyInArrow(reconciled, schema)


def _quoted(name: str) -> str:
    """A column's name as Spark wants it."""
    return f"`{name.replace('`', '``')}`"
