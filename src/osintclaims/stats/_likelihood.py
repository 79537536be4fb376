"""Log-likelihood of interval votes under one normal distribution on the log scale."""

import math
from typing import Final

import attrs
import numpy as np

from osintclaims.stats import _groups
from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["Likelihood", "LogVotes"]

#: Log width below which a vote is a point: narrower than any figure is rounded, and wide enough for differences of
#: the normal distribution function to keep nine digits.
_POINT: Final = 1e-6
#: Mass below which the difference of two distribution functions loses digits to underflow.
_FAINT: Final = 1e-280
#: Half width, in spreads, below which a mass is density times width: its square is below every other error.
_THIN: Final = 1e-5
#: Votes times nodes that are worked on at once (2 MiB per column), so that memory does not grow with a group's size.
_CELLS: Final = 1 << 18


@attrs.frozen(eq=False)
class LogVotes:
    """Votes of a batch of groups on the log scale: ends may be infinite, weights are positive."""

    low: FloatArray
    high: FloatArray
    weights: FloatArray
    offsets: IntArray

    @property
    def owner(self) -> IntArray:
        """The group of each vote."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    @property
    def totals(self) -> FloatArray:
        """The weight of each group."""
        return np.add.reduceat(self.weights, self.offsets[:-1])

    def take(self, groups: IntArray) -> "LogVotes":
        """The votes of some groups, in that order."""
        sizes = np.diff(self.offsets)[groups]
        offsets = _groups.cut(sizes)
        votes = np.repeat(self.offsets[groups] - offsets[:-1], sizes) + np.arange(offsets[-1], dtype=np.intp)
        return LogVotes(self.low[votes], self.high[votes], self.weights[votes], offsets)

    def moved(self, by: FloatArray) -> "LogVotes":
        """The same votes with the origin of each group's scale moved."""
        shift = by[self.owner]
        return LogVotes(self.low - shift, self.high - shift, self.weights, self.offsets)

    def mirrored(self) -> "LogVotes":
        """The votes with low and high exchanged."""
        return LogVotes(-self.high, -self.low, self.weights, self.offsets)


@attrs.frozen(eq=False)
class _Some:
    """Votes of one kind: their groups, in ascending order, and two numbers each that say what they are."""

    owner: IntArray
    first: FloatArray
    second: FloatArray
    weights: FloatArray


@attrs.frozen(eq=False)
class Likelihood:
    """What a batch of groups says about centre and spread, sorted by kind of vote.

    Points enter through their moments, one-sided votes through one tail, two-sided ones through a difference of two.
    """

    point_weight: FloatArray
    point_mean: FloatArray
    point_squares: FloatArray
    one_sided: _Some
    two_sided: _Some

    @classmethod
    def of(cls, votes: LogVotes) -> "Likelihood":
        """Sort the votes by kind."""
        owner, groups = votes.owner, len(votes.offsets) - 1
        bounded_below, bounded_above = votes.low > -math.inf, votes.high < math.inf
        is_point = votes.high < votes.low + _POINT
        at = np.flatnonzero(is_point)
        points, weights, places = owner[at], votes.weights[at], (votes.low[at] + votes.high[at]) / 2

        def summed(values: FloatArray) -> FloatArray:
            return np.bincount(points, values, groups).astype(np.float64)

        point_weight = summed(weights)
        mean = summed(weights * places) / np.where(point_weight > 0, point_weight, 1.0)
        squares = summed(weights * (places - mean[points]) ** 2)
        at = np.flatnonzero(bounded_below != bounded_above)
        is_lower = bounded_below[at]
        end = np.where(is_lower, votes.low[at], votes.high[at])
        one_sided = _Some(owner[at], np.where(is_lower, 1.0, -1.0), end, votes.weights[at])
        at = np.flatnonzero(bounded_below & bounded_above & ~is_point)
        two_sided = _Some(owner[at], votes.low[at], votes.high[at], votes.weights[at])
        return cls(point_weight, mean, squares, one_sided, two_sided)

    def at(self, centre: FloatArray, spread: FloatArray) -> FloatArray:
        """Log-likelihood, up to a constant of each group.

        Args:
            centre: Logs of centres, shape ``(G, S, M)``.
            spread: Standard deviations of the logs, shape ``(G, S, 1)``.

        Returns:
            Shape ``(G, S, M)``.
        """
        apart = (centre - self.point_mean[:, np.newaxis, np.newaxis]) / spread
        weight = self.point_weight[:, np.newaxis, np.newaxis]
        squares = self.point_squares[:, np.newaxis, np.newaxis] / spread**2
        total = -(squares + weight * apart**2) / 2 - weight * np.log(spread)
        for kind, log_mass in ((self.one_sided, _log_tail), (self.two_sided, _log_between)):
            step = max(1, _CELLS // centre[0].size)
            for start in range(0, len(kind.owner), step):
                some = slice(start, start + step)
                owner = kind.owner[some]
                first, second, weights = (
                    part[some, np.newaxis, np.newaxis] for part in (kind.first, kind.second, kind.weights)
                )
                masses = log_mass(first, second, centre[owner], spread[owner])
                masses *= weights
                starts = np.flatnonzero(np.diff(owner, prepend=-1))
                total[owner[starts]] += np.add.reduceat(masses, starts)
        return total


def _log_tail(sign: FloatArray, end: FloatArray, centre: FloatArray, spread: FloatArray) -> FloatArray:
    """Log probability of lying above an end (sign 1) or below it (sign -1)."""
    from scipy.special import log_ndtr  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    return log_ndtr((centre - end) * (sign / spread))


def _log_between(low: FloatArray, high: FloatArray, centre: FloatArray, spread: FloatArray) -> FloatArray:
    """Log probability of lying between two ends, accurate in both tails."""
    from scipy.special import log_ndtr, ndtr  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    # In units of the spread, mirrored so that the middle is below the centre: there the distribution function is small
    # and its differences keep their digits.
    half = (high - low) / (2 * spread)
    middle = -np.abs((low + high) / 2 - centre) / spread
    upper, lower = middle + half, middle - half
    mass = ndtr(upper)
    mass -= ndtr(lower)
    thin, faint = half < _THIN, mass < _FAINT
    if not (thin.any() or faint.any()):
        return np.log(mass)
    logs = np.log(np.maximum(mass, _FAINT))
    density = np.log(half * math.sqrt(2 / math.pi)) - middle * middle / 2
    np.copyto(logs, density, where=thin)
    faint &= ~thin
    above, below = log_ndtr(upper[faint]), log_ndtr(lower[faint])
    logs[faint] = above + np.log(-np.expm1(below - above))
    return logs
