"""Turnbull's nonparametric maximum-likelihood estimate of the distribution behind interval votes."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._concave import maximum_masses

__all__ = ["Npmle", "npmle"]

#: Share of the weight below which the probability of a vote has no reciprocal in floats; its weight is taken as this.
_LEAST_SHARE: Final = 1e-290
#: Cells of votes times intervals that are worked on at once: 8 MiB for one matrix of floats.
_CELLS: Final = 1 << 20


@attrs.frozen(eq=False)
class Npmle:
    """The intervals that carry mass in each group, from low to high.

    Intervals of group ``g`` are the items ``offsets[g]`` to ``offsets[g + 1]`` of the five last arrays. They are what
    `mixture_bounds` and `quantile_bounds` take, with `mass` as the weights.

    Attributes:
        log_likelihood: Weighted sum of the logs of the votes' probabilities at the maximum, shape ``(G,)``.
        gap: How far the Kuhn-Tucker conditions are from holding, shape ``(G,)``: no other masses have a log-likelihood
            that is higher by more than this times the group's weight. 1e-12 and less is rounding.
        offsets: Where the intervals of each group start, shape ``(G + 1,)``.
        low: Lower ends, in the unit of the votes. Where within its interval a mass lies, the votes do not say.
        high: Upper ends; infinity where the votes do not bound the mass from above.
        low_open: Whether the lower end is outside its interval. Infinite ends always are.
        high_open: Whether the upper end is outside its interval.
        mass: Positive masses, which sum to 1 in each group.
    """

    log_likelihood: FloatArray
    gap: FloatArray
    offsets: IntArray
    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray
    mass: FloatArray


def npmle(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low_open: ArrayLike | None = None,
    high_open: ArrayLike | None = None,
    offsets: ArrayLike | None = None,
) -> Npmle:
    """The distribution that makes the votes most likely, when each is only known to lie in its interval.

    Only the innermost intervals can carry mass (Peto 1973, Turnbull 1976): those that run from the lower end of one
    vote to the upper end of another with no end in between. Their masses maximise the weighted sum of
    ``log P(vote)``, which is concave. On a line the maximum is unique: every innermost interval is the last one in
    some vote, so that the probabilities of the votes determine the masses from left to right. It is found by Newton's
    method on the intervals that carry mass, from a few steps of self-consistency, until the Kuhn-Tucker conditions
    hold to rounding; `Npmle.gap` says how well. The usual expectation-maximisation stops on the way: the tolerance that
    lifelines has by default gives 0.4942 where 1/2 is exact.

    Ends matter: (3, 5] and (5, 8] share nothing, [3, 5] and [5, 8] share 5. Ranges that come from rounding are
    half-open, "at least" is closed, "more than" open. One vote gives its own interval. Where all votes are lower
    bounds, all the mass lies from the greatest of them to infinity: not identified above. With few votes the
    estimate jumps between camps when one vote is added; it is a second view, not a summary.

    Args:
        low: Lower ends of the votes, any unit, flat; minus infinity or 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        weights: Not negative; None weighs all votes 1. Votes of weight 0 have no say.
        low_open: Whether each vote leaves out its lower end; None for none of them.
        high_open: Whether each vote leaves out its upper end.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Intervals, masses and log-likelihood of every group.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import npmle
        >>> found = npmle([7_000, 9_000, 0, 12_000], [math.inf, 11_000, 10_000, math.inf])
        >>> found.low.tolist(), found.high.tolist(), found.mass.round(9).tolist()
        ([9000.0, 12000.0], [10000.0, inf], [0.666666667, 0.333333333])
    """
    lows, highs = _checks.interval_ends(low, high)
    flags = _checks.open_flags(low_open, high_open, lows, highs)
    places = _checks.group_offsets(offsets, len(lows))
    masses, totals = _checks.group_weights(weights, places)
    kept, places = _groups.positive_votes(masses, places)
    owner = np.repeat(np.arange(len(totals)), np.diff(places))
    cuts = _Cuts.of(lows[kept], highs[kept], None if flags is None else (flags[0][kept], flags[1][kept]), owner)
    shares = np.maximum(masses[kept] / totals[owner], _LEAST_SHARE)
    counts = np.bincount(cuts.owner)
    starts = _groups.cut(counts)
    mass, gap = np.ones(len(cuts.owner)), np.zeros_like(totals)
    log_chance = np.zeros(len(kept))
    # Where all votes share an interval there is one mass, and it is 1.
    for rows, votes in _groups.blocks(places, np.flatnonzero(counts > 1)):
        step = max(1, _CELLS // (votes.shape[1] * int(counts[rows].max())))
        for at in range(0, len(rows), step):
            some, block = rows[at : at + step], votes[at : at + step]
            columns: IntArray = np.arange(counts[some].max(), dtype=np.intp)
            first, last = (end[block, np.newaxis] - starts[some, np.newaxis, np.newaxis] for end in cuts.held)
            holds = (columns >= first) & (columns < last)
            found, gap[some] = maximum_masses(holds.astype(np.float64), shares[block])
            real = columns < counts[some, np.newaxis]
            mass[(starts[some, np.newaxis] + columns)[real]] = found[real]
            log_chance[block] = np.log((holds * found[:, np.newaxis]).sum(axis=2))
    carry = np.flatnonzero(mass)
    return Npmle(
        log_likelihood=np.add.reduceat(masses[kept] * log_chance, places[:-1]),
        gap=gap,
        offsets=_groups.cut(np.bincount(cuts.owner[carry])),
        low=cuts.low[carry],
        high=cuts.high[carry],
        low_open=cuts.low_open[carry] | np.isinf(cuts.low[carry]),
        high_open=cuts.high_open[carry] | np.isinf(cuts.high[carry]),
        mass=mass[carry],
    )


@attrs.frozen(eq=False)
class _Cuts:
    """The innermost intervals of all groups, one after another, and which of them each vote holds.

    Attributes:
        owner: Group of each interval.
        low: Its lower end.
        high: Its upper end.
        low_open: Whether it leaves out its lower end.
        high_open: Whether it leaves out its upper end.
        held: For each vote, the first interval that it holds, and the one after the last.
    """

    owner: IntArray
    low: FloatArray
    high: FloatArray
    low_open: BoolArray
    high_open: BoolArray
    held: tuple[IntArray, IntArray]

    @classmethod
    def of(
        cls, low: FloatArray, high: FloatArray, flags: tuple[BoolArray, BoolArray] | None, owner: IntArray
    ) -> "_Cuts":
        """Sort the ends as cuts just before or just after a value; low ends come behind high ends at the same cut."""
        size = len(low)
        low_open, high_open = np.zeros((2, size), dtype=np.bool_) if flags is None else flags
        after = np.concatenate([low_open, ~high_open])
        is_low = np.arange(2 * size) < size
        order = np.lexsort((is_low, after, np.concatenate([low, high]), np.concatenate([owner, owner])))
        is_start = is_low[order]
        is_start[:-1] &= ~is_low[order[1:]]
        starts = np.flatnonzero(is_start)
        begun = np.empty_like(order)
        begun[order] = np.cumsum(is_start) - is_start
        opens, closes = order[starts], order[starts + 1] - size
        return cls(
            owner[opens], low[opens], high[closes], low_open[opens], high_open[closes], (begun[:size], begun[size:])
        )
