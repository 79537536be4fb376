"""Millions of statements at once: columns in, columns out, by the same kernels as single questions."""

import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from osintclaims.errors import InvalidValueError, ReconciliationError
from osintclaims.model import must_be
from osintclaims.reconciliation._results import Status
from osintclaims.stats import (
    Joined,
    SpreadPrior,
    camps,
    central_region,
    join_statements,
    max_overlap,
    plausible_quantiles,
)

__all__ = ["ArrayConsensus", "reconcile_arrays"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_Ints = NDArray[np.intp]

#: Measurands worked on together: some tens of megabytes for a handful of votes each, whatever the size of the table.
_BATCH: Final = 1 << 16

#: Statuses by number: without votes, then in the order in which they are decided.
_STATUSES: Final = np.array(
    [Status.NO_FIGURES, Status.SINGLE_ORIGIN, Status.AGREED, Status.CONTESTED, Status.MAJORITY], dtype=object
)

#: What is known of a measurand without votes.
_NOTHING: Final[Mapping[str, float]] = MappingProxyType(
    {
        "status": 0,
        "low": 0.0,
        "high": math.inf,
        "low_open": False,
        "high_open": True,
        "has_best": False,
        "best": 0.0,
        "identified": False,
        "plausible_low": 0.0,
        "plausible_high": math.inf,
        "overlap": 0.0,
        "camps": 0,
        "votes": 0,
        "origins": 0,
        "conflicts": 0,
    }
)


@attrs.frozen(eq=False, kw_only=True)
class ArrayConsensus:
    """One consensus for each measurand; all fields have shape ``(G,)``. No number is NaN: masks say what there is.

    Attributes:
        measurand: The measurands, sorted.
        status: Members of `Status`.
        has_region: Whether there are votes. Without any, the region reaches from 0 to infinity.
        low: Lower end of the central region.
        high: Upper end; infinity where the votes give none.
        low_open: Whether `low` itself is outside the region.
        high_open: Whether `high` itself is outside the region.
        has_best: Whether there is a best value: the region has an upper end and the votes are not contested.
        best: The value nearest to all votes; 0.0 without.
        identified: Whether the votes bound the figure on both sides.
        plausible_low: Lower end of the plausible range; 0.0 where it is not identified.
        plausible_high: Upper end; infinity where it is not identified.
        overlap: Largest share of the weight of the votes that meets anywhere; 0.0 without votes.
        camps: Number of camps.
        votes: Number of votes.
        origins: Number of named origins among them.
        statements: Number of rows.
        conflicts: Number of votes whose statements exclude one another.
    """

    measurand: NDArray[Any]
    status: NDArray[Any]
    has_region: _Bools
    low: _Floats
    high: _Floats
    low_open: _Bools
    high_open: _Bools
    has_best: _Bools
    best: _Floats
    identified: _Bools
    plausible_low: _Floats
    plausible_high: _Floats
    overlap: _Floats
    camps: _Ints
    votes: _Ints
    origins: _Ints
    statements: _Ints
    conflicts: _Ints

    def __len__(self) -> int:
        return len(self.measurand)

    def __repr__(self) -> str:
        return f"<ArrayConsensus of {len(self)} measurands>"


def reconcile_arrays(
    measurand: ArrayLike,
    origin: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    point: ArrayLike | None = None,
    has_point: ArrayLike | None = None,
    weight: ArrayLike | None = None,
    is_named: ArrayLike | None = None,
    counts: bool = True,
    level: float = 0.8,
    prior: SpreadPrior | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ArrayConsensus:
    """Reconcile a table of statements, one row each, for any number of measurands.

    The rows of one origin about one measurand are one vote, what they share or else their hull, as in `reconcile`; the
    rest is the same too: the interval-valued median, camps and status, the shrunken range, the overlap. Selection by
    date, supersession and parts are the caller's: the rows are taken to be the statements that count, read as intervals
    already. Time and memory grow linearly with the rows.

    Args:
        measurand: What each row is about: any values that can be sorted, such as strings or integers.
        origin: Who said it: the key under which a voice counts once.
        low: Lower ends, not negative; 0 for "at most".
        high: Upper ends; infinity for "at least".
        low_open: Whether each lower end is left out; None for none.
        high_open: Whether each upper end is left out; None for none.
        point: The value each row commits to; not looked at where it has none. None: the middle of its ends.
        has_point: Whether each row commits to a value; None: all do, if `point` is given.
        weight: Weight of each vote, positive, the same in all rows of an origin about a measurand; None for 1.
        is_named: Whether somebody is named for the row; None for all. What nobody is named for votes and confirms
            nothing: an origin counts as named if any of its rows is.
        counts: Whether the figures are whole: then "at least 1" is as little of a figure as "more than 0".
        level: Nominal probability of the plausible range.
        prior: What is known about the spread beforehand; None for `SpreadPrior()`.
        progress: Called with the number of measurands done and of all, now and then.

    Raises:
        ReconciliationError: Columns of different lengths, keys that cannot be sorted or are NaN, or a level that is not
            between 0 and 1.
        InvalidValueError: E106, a number that no row can have: NaN is none, leave out what is not known.

    Examples:
        >>> from osintclaims import reconcile_arrays
        >>> found = reconcile_arrays(
        ...     ["sent", "sent", "sent", "killed"],
        ...     ["Britain", "South Korea", "South Korea", "Ukraine"],
        ...     [9_000, 10_500, 10_000, 20],
        ...     [11_000, 11_500, 12_000, float("inf")],
        ... )
        >>> (
        ...     found.measurand.tolist(),
        ...     found.votes.tolist(),
        ...     [status.value for status in found.status],
        ... )
        (['killed', 'sent'], [1, 2], ['single_origin', 'agreed'])
        >>> found.low.tolist(), found.high.tolist()
        ([20.0, 10500.0], [inf, 11000.0])
    """
    must_be("level", level, int, float)
    if not 0 < level < 1:
        raise ReconciliationError(f"level {level} is not between 0 and 1; 0.8 asks for an 80 % range")
    names, about = _numbered("measurand", measurand)
    _, speaker = _numbered("origin", origin)
    columns = {
        "origin": speaker,
        "low": np.asarray(low, dtype=np.float64),
        "high": np.asarray(high, dtype=np.float64),
        "low_open": _or(low_open, about, fill=False),
        "high_open": _or(high_open, about, fill=False),
        "point": _or(point, about, fill=0.0),
        "has_point": _or(has_point, about, fill=point is not None),
        "weight": _or(weight, about, fill=1.0),
        "is_named": _or(is_named, about, fill=True),
    }
    for name, column in columns.items():
        if column.shape != about.shape:
            raise ReconciliationError(
                f"{name} has shape {column.shape}, measurand {about.shape}; one value for each row"
            )
    _check(columns, names, about)
    found: dict[str, NDArray[Any]] = {name: np.full(len(names), fill) for name, fill in _NOTHING.items()}
    for done, votes in _cast(about, len(names), columns, counts=counts):
        if votes is not None:
            for name, values in _answers(votes, level, SpreadPrior() if prior is None else prior).items():
                found[name][votes.about] = values
        if progress is not None:
            progress(done, len(names))
    found["status"] = _STATUSES[found["status"]]
    return ArrayConsensus(measurand=names, has_region=found["votes"] > 0, statements=np.bincount(about), **found)


def _numbered(name: str, keys: ArrayLike) -> tuple[NDArray[Any], _Ints]:
    """The different keys of a column, sorted, and for each row the place of its own."""
    column = np.asarray(keys)
    if column.ndim != 1:
        raise ReconciliationError(f"{name} has shape {column.shape}; a column has one dimension")
    try:
        found, place = np.unique(column, return_inverse=True)
    except TypeError:
        raise ReconciliationError(f"{name} holds values that cannot be sorted; None, for example") from None
    if (found != found).any():  # noqa: PLR0124 - NaN of any type is the one value that differs from itself
        raise ReconciliationError(f"{name} holds NaN; leave out rows of which it is not known")
    return found, place


def _check(columns: Mapping[str, NDArray[Any]], names: NDArray[Any], about: _Ints) -> None:
    """Refuse numbers that no row can have, also in rows that give no figure and would pass unseen."""

    def refused(right: _Bools, found: Callable[[int], str], hint: str) -> None:
        if not right.all():
            row = int(right.argmin())
            raise InvalidValueError("E106", f"row {row}, about {names[about[row]]}: {found(row)}", hint)

    low, high, weight, point = columns["low"], columns["high"], columns["weight"], columns["point"]
    right = (low >= 0) & (low <= high) & (low < math.inf)  # false for NaN, too
    refused(right, lambda row: f"{low[row]} to {high[row]}", "0 <= low <= high, and low is finite")
    right = (weight > 0) & (weight < math.inf)
    refused(right, lambda row: f"weight {weight[row]}", "weights are positive and finite")
    right = (columns["has_point"] == 0) | (high == math.inf) | ((point >= low) & (point <= high))
    hint = "a row commits to a value that it admits"
    refused(right, lambda row: f"point {point[row]} of {low[row]} to {high[row]}", hint)


def _or(values: ArrayLike | None, like: NDArray[Any], *, fill: float) -> NDArray[Any]:
    """A column, or one that holds the same value everywhere."""
    return np.full(like.shape, fill) if values is None else np.asarray(values)


@attrs.frozen(eq=False, kw_only=True)
class _Votes:
    """Votes in the order of their measurands: `offsets` cut them, `about` holds the measurand of each group."""

    about: _Ints
    offsets: _Ints
    joined: Joined
    weight: _Floats
    is_named: _Bools


def _cast(
    about: _Ints, measurands: int, columns: Mapping[str, NDArray[Any]], *, counts: bool
) -> Iterator[tuple[int, _Votes | None]]:
    """The votes on some measurands at a time, and the number of those done; None where no row gives a figure."""
    rows = np.flatnonzero(_gives_figure(columns["low"], columns["low_open"], columns["high"], counts=counts))
    rows = rows[np.lexsort((columns["origin"][rows], about[rows]))]
    what = about[rows]
    for first in range(0, measurands, _BATCH):
        done = min(first + _BATCH, measurands)
        start, stop = np.searchsorted(what, [first, done])
        yield done, _joined(what[start:stop], rows[start:stop], columns, counts=counts)


def _gives_figure(low: _Floats, low_open: _Bools, high: _Floats, *, counts: bool) -> _Bools:
    """Which intervals rule out some positive value: of a count, "at least one" says no more than "some"."""
    bounds: _Bools = (low > 1) | ((low == 1) & low_open) if counts else low > 0
    return np.isfinite(high) | bounds


def _joined(what: _Ints, rows: _Ints, columns: Mapping[str, NDArray[Any]], *, counts: bool) -> _Votes | None:
    """One vote for each origin and measurand, but for those that contradict themselves entirely.

    The rows are sorted by both; `what` holds the measurand of each.
    """
    if not len(rows):
        return None
    taken = {name: column[rows] for name, column in columns.items()}
    whom = taken["origin"]
    starts = np.flatnonzero(np.append(True, (what[1:] != what[:-1]) | (whom[1:] != whom[:-1])))
    least, most = np.minimum.reduceat(taken["weight"], starts), np.maximum.reduceat(taken["weight"], starts)
    differs = least != most
    if differs.any():
        worst = rows[starts[differs.argmax()]]
        raise ReconciliationError(f"row {worst} and another of its origin have different weights; a vote has one")
    joined = join_statements(
        taken["low"],
        taken["high"],
        point=taken["point"],
        has_point=taken["has_point"],
        low_open=taken["low_open"],
        high_open=taken["high_open"],
        offsets=np.append(starts, len(rows)),
    )
    kept = np.flatnonzero(_gives_figure(joined.low, joined.low_open, joined.high, counts=counts))
    if not len(kept):
        return None
    about, groups = np.unique(what[starts[kept]], return_index=True)
    return _Votes(
        about=about,
        offsets=np.append(groups, len(kept)),
        joined=Joined(*(column[kept] for column in attrs.astuple(joined))),
        weight=least[kept],
        is_named=np.logical_or.reduceat(taken["is_named"], starts)[kept],
    )


def _answers(votes: _Votes, level: float, prior: SpreadPrior) -> dict[str, NDArray[Any]]:
    """The columns of the result for one batch."""
    joined, weight, offsets = votes.joined, votes.weight, votes.offsets
    low, high, flags = joined.low, joined.high, {"low_open": joined.low_open, "high_open": joined.high_open}
    central = central_region(low, high, joined.point, joined.has_point, weight, **flags, offsets=offsets)
    overlap = max_overlap(low, high, weight, **flags, offsets=offsets)
    sides = camps(low, high, weight, log_sd=prior.log_sd, offsets=offsets)
    origins = np.add.reduceat(votes.is_named, offsets[:-1])
    starts, number = sides.offsets[:-1], np.diff(sides.offsets)
    contested = 2 * np.maximum.reduceat(sides.weight, starts) <= np.add.reduceat(sides.weight, starts)
    known, plausible = _plausible(votes, level, prior)
    has_best = central.has_best & ~contested
    return {
        "status": np.select([origins <= 1, number == 1, contested], [1, 2, 3], 4),
        "low": central.region.low,
        "high": central.region.high,
        "low_open": central.region.low_open,
        "high_open": central.region.high_open,
        "has_best": has_best,
        "best": np.where(has_best, central.best, 0.0),
        "identified": known,
        "plausible_low": plausible[0],
        "plausible_high": plausible[1],
        "overlap": overlap.weight / overlap.total,
        "camps": number,
        "votes": np.diff(offsets),
        "origins": origins,
        "conflicts": np.add.reduceat(joined.conflict, offsets[:-1]),
    }


def _plausible(votes: _Votes, level: float, prior: SpreadPrior) -> tuple[_Bools, tuple[_Floats, _Floats]]:
    """Which groups have a plausible range, and its ends: given that it is not zero, so without the votes for zero."""
    joined, starts = votes.joined, votes.offsets[:-1]
    positive = joined.high > 0
    below = np.logical_or.reduceat(joined.low > 0, starts)
    above = np.logical_or.reduceat(positive & np.isfinite(joined.high), starts)
    known: _Bools = below & above
    ends = np.zeros(len(known)), np.full(len(known), math.inf)
    if known.any():
        kept = positive & np.repeat(known, np.diff(votes.offsets))
        sizes = np.add.reduceat(kept, starts)[known]
        quantiles = plausible_quantiles(
            joined.low[kept],
            joined.high[kept],
            votes.weight[kept],
            q=[(1 - level) / 2, (1 + level) / 2],
            offsets=np.append(0, np.cumsum(sizes)),
            prior=prior,
        )
        ends[0][known], ends[1][known] = quantiles[:, 0], quantiles[:, 1]
    return known, ends
