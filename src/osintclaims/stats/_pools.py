"""Pools of distributions that are stated as quantiles at the same levels."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray
from osintclaims.stats._median import weighted_median

__all__ = ["halved", "linear_pool", "quantile_average", "quantile_median", "quantile_table"]

#: Lines through quantiles are followed far beyond them, and floats end near 1e308.
_LARGEST: Final = 1e150


def quantile_average(
    values: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> FloatArray:
    """Weighted mean of the sources' quantiles, level by level (Vincent averaging).

    The pool has the shape of its sources and about their mean width: where they disagree on the place it does not get
    wider. `linear_pool` does.

    Source: Vincent 1912; Ratcliff 1979, Psychological Bulletin 86, 446-461.

    Args:
        values: One row of quantiles per source, shape ``(N, Q)``, all at the same levels and never falling.
        weights: Not negative; None weighs all sources 1.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        Quantiles of the pool at the same levels, shape ``(G, Q)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import quantile_average
        >>> quantile_average([[10, 40, 60], [30, 40, 70]], [1, 3]).tolist()
        [[25.0, 40.0, 67.5]]
    """
    table = quantile_table(values)
    places = _checks.group_offsets(offsets, len(table))
    masses, totals = _checks.group_weights(weights, places)
    shares = masses / np.repeat(totals, np.diff(places))
    return np.add.reduceat(shares[:, np.newaxis] * table, places[:-1])


def quantile_median(
    values: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> FloatArray:
    """Weighted median of the sources' quantiles, level by level; half-way where the weight splits evenly.

    One bad source among three or more cannot move it far, which made it the default of forecast hubs.

    Source: Brooks et al. 2020, on the COVID-19 Forecast Hub.

    Args:
        values: One row of quantiles per source, shape ``(N, Q)``, all at the same levels and never falling.
        weights: Not negative; None weighs all sources 1.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        Quantiles of the pool at the same levels, shape ``(G, Q)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import quantile_median
        >>> quantile_median([[10, 40, 60], [30, 40, 70], [900, 950, 990]]).tolist()
        [[30.0, 40.0, 70.0]]
    """
    table = quantile_table(values)
    places = _checks.group_offsets(offsets, len(table))
    columns = [weighted_median(column, weights, offsets=places) for column in table.T]
    return np.stack([column.low + (column.high - column.low) / 2 for column in columns], axis=1)


def linear_pool(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    levels: ArrayLike,
    q: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> FloatArray:
    """Quantiles of the weighted mean of the sources' distribution functions.

    The pool is a draw from one source picked by weight, so disagreement between sources becomes spread: its variance is
    the mean of theirs plus the variance between their means.

    A few quantiles do not say a distribution, so something is assumed: each source's runs through its quantiles and is
    a straight line against the normal quantile of the level, between them and beyond the outermost two. That is exact
    for normal distributions, and for log-normal ones if `values` are logs; equal neighbours are a point mass. No grid
    and no sampling is involved: each root is found by halving down to neighbouring floats.

    Source: Stone 1961, Annals of Mathematical Statistics 32, 1339-1342.

    Args:
        values: One row of quantiles per source, shape ``(N, L)``, never falling.
        weights: Not negative; None weighs all sources 1.
        levels: Their probabilities, the same for all sources: two or more, rising, strictly between 0 and 1.
        q: Probabilities wanted, strictly between 0 and 1; None for `levels`.
        offsets: Where the groups of sources start, and the number of sources; None for one group.

    Returns:
        Quantiles of the pool, shape ``(G, len(q))``: the least values at which its distribution function reaches `q`.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import linear_pool, quantile_average
        >>> sources = [[8_000, 10_000, 12_000], [1_000, 1_500, 2_000]]
        >>> linear_pool(sources, levels=[0.1, 0.5, 0.9]).round().tolist()
        [[1172.0, 3200.0, 11313.0]]
        >>> quantile_average(sources).tolist()
        [[4500.0, 5750.0, 7000.0]]
    """
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    table = quantile_table(values)
    given = _checks.level_array("levels", levels)
    if len(given) != table.shape[1] or len(given) < 2 or not (np.diff(given) > 0).all():
        hint = "two or more that rise, one for every column"
        raise InvalidValueError("E106", f"{len(given)} levels for {table.shape[1]} columns", hint)
    wanted = given if q is None else _checks.level_array("q", q)
    places = _checks.group_offsets(offsets, len(table))
    masses, totals = _checks.group_weights(weights, places)
    shares = masses / np.repeat(totals, np.diff(places))
    # A source without weight says nothing, not even where to look.
    kept, places = _groups.positive_votes(masses, places)
    table, shares, z = table[kept], shares[kept, np.newaxis], ndtri(given)
    starts, sizes = places[:-1], np.diff(places)

    def reached(at: FloatArray) -> BoolArray:
        below = ndtr(_normal(table, z, np.repeat(at, sizes, axis=0)))
        return np.add.reduceat(shares * below, starts) >= wanted

    # A quantile of the pool lies between those of its sources.
    own = _line(table, z, ndtri(wanted))
    return halved(reached, np.minimum.reduceat(own, starts), np.maximum.reduceat(own, starts))


def halved(reached: Callable[[FloatArray], BoolArray], low: FloatArray, high: FloatArray) -> FloatArray:
    """The least floats at which something that stays true has become true, by halving brackets.

    Args:
        reached: Whether it has at each place.
        low: Where it may have.
        high: Where it has, but for rounding.
    """
    high = np.where(reached(low), low, high)
    middle = low + (high - low) / 2
    while ((middle > low) & (middle < high)).any():
        enough = reached(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        middle = low + (high - low) / 2
    return high


def _line(table: FloatArray, z: FloatArray, at: FloatArray) -> FloatArray:
    """Quantiles of each source at normal quantiles, shape ``(N, len(at))``."""
    right = np.clip(np.searchsorted(z, at), 1, len(z) - 1)
    share = (at - z[right - 1]) / (z[right] - z[right - 1])
    return table[:, right - 1] + (table[:, right] - table[:, right - 1]) * share


def _normal(table: FloatArray, z: FloatArray, at: FloatArray) -> FloatArray:
    """Normal quantiles of each source at places, shape ``(N, Q)``; infinite beyond a point mass at the end."""
    # Number of quantiles at or below each place.
    behind = (table[:, np.newaxis, :] <= at[:, :, np.newaxis]).sum(axis=2)
    right = np.clip(behind, 1, len(z) - 1)
    rows = np.arange(len(table))[:, np.newaxis]
    start, width = table[rows, right - 1], table[rows, right] - table[rows, right - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (at - start) / width
    # A flat end has no tail: all below it, or all at or above it.
    share = np.where(width > 0, share, np.where(at >= start, np.inf, -np.inf))
    place: FloatArray = z[right - 1] + (z[right] - z[right - 1]) * share
    return place


def quantile_table(values: ArrayLike) -> FloatArray:
    """Rows of finite quantiles that never fall."""
    try:
        table = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidValueError("E106", f"values: {values!r:.80}", "rows of numbers, all at the same levels") from error
    if table.ndim != 2 or not table.shape[1]:
        raise InvalidValueError("E106", f"values have shape {table.shape}", "one row of quantiles per source")
    good = (np.abs(table) <= _LARGEST).all(axis=1)
    if not good.all():
        worst = int(good.argmin())
        raise InvalidValueError("E106", f"values[{worst}] is {table[worst].tolist()}", f"numbers up to {_LARGEST:g}")
    good = (table[:, 1:] >= table[:, :-1]).all(axis=1)
    if not good.all():
        worst = int(good.argmin())
        raise InvalidValueError("E106", f"values[{worst}] falls: {table[worst].tolist()}", "quantiles that never fall")
    return table
