"""The variance between estimates of greatest likelihood, restricted or not."""

from typing import Final

import attrs
import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats.meta._block import Block, Fit, dot, total
from osintclaims.stats.meta._roots import find_roots

__all__ = ["maximum_likelihood"]

#: Steps of the first look at the likelihood, in the log of (least variance + tau2): each factor of the likelihood bends
#: over a length of about 1, so two peaks cannot hide between neighbours.
_STEP: Final = 0.5
#: Estimates times nodes looked at together: 128 KiB a column.
_CELLS: Final = 1 << 14


@attrs.frozen(eq=False)
class _Likelihood:
    """The likelihood of tau2 for rows of estimates."""

    x: FloatArray
    v: FloatArray
    best: IntArray
    restricted: bool

    def take(self, rows: IntArray) -> "_Likelihood":
        """Some of the rows."""
        return _Likelihood(self.x[rows], self.v[rows], self.best[rows], self.restricted)

    def log(self, tau2: FloatArray) -> FloatArray:
        """Twice its logarithm, up to a constant."""
        variance = self.v + tau2[:, np.newaxis]
        fit = Fit.of(self.x, variance)
        logs = -total(np.log(variance)) - fit.q
        return logs - np.log(fit.weight) if self.restricted else logs

    def slope(self, rows: IntArray, tau2: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Twice the derivative, and Newton's step for where it vanishes.

        With P the matrix that takes estimates to their weighted residuals, it vanishes where y'PPy equals the trace of
        P (of the weights, unrestricted). Newton's method runs on the ratio of the two, which is a straight line
        when all standard errors are equal.
        """
        fit = Fit.of(self.x[rows], self.v[rows] + tau2[:, np.newaxis])
        pull = fit.w * fit.apart
        heavy = fit.w * pull
        found = dot(pull, pull)
        # y'PPPy
        bend = dot(heavy, pull) - total(heavy) ** 2 / fit.weight
        squared = dot(fit.w, fit.w)
        if self.restricted:
            share = squared / fit.weight
            wanted = fit.trace(self.best[rows])
            change = squared - 2 * dot(fit.w * fit.w, fit.w) / fit.weight + share * share
        else:
            wanted, change = fit.weight, squared
        excess = found - wanted
        with np.errstate(divide="ignore", invalid="ignore"):
            return excess, found * excess / (2 * wanted * bend - change * found)


def maximum_likelihood(block: Block, *, restricted: bool) -> FloatArray:
    """The tau2 of greatest likelihood, at least 0.

    The likelihood may have several peaks when standard errors differ widely. It falls wherever
    ``(min v + t)^2 > s2 (max v + t)``, with s2 the plain variance of the estimates (over k if unrestricted), so a walk
    from 0 to there passes them all. Each is climbed to the end, and the highest counts.

    Args:
        block: Two estimates or more per group.
        restricted: Whether the likelihood is that of the residuals.
    """
    likelihood = _Likelihood(block.x, block.v, block.best, restricted)
    found = np.zeros(len(block.groups))
    best = likelihood.log(found)
    rows, peaks = _peaks(likelihood, best)
    if not len(rows):
        return found
    least, climbed = block.v[rows].min(axis=1), likelihood.take(rows)
    low, high = _node(np.maximum(peaks - 1, 0), least), _node(peaks + 1, least)
    places = find_roots(climbed.slope, low, high, _node(peaks, least), least)
    heights = climbed.log(places)
    # Rows come in the order of their peaks; a row with several takes the highest, the first of equals.
    np.maximum.at(best, rows, heights)
    highest = np.flatnonzero(heights == best[rows])[::-1]
    found[rows[highest]] = places[highest]
    return found


def _peaks(likelihood: _Likelihood, at_zero: FloatArray) -> tuple[IntArray, IntArray]:
    """Rows and nodes near which the likelihood has a peak above 0; a row may come more than once."""
    least, most = likelihood.v.min(axis=1), likelihood.v.max(axis=1)
    size = likelihood.x.shape[1]
    apart = likelihood.x - (total(likelihood.x) / size)[:, np.newaxis]
    variance = dot(apart, apart) / (size - 1 if likelihood.restricted else size)
    last = (variance + np.sqrt(variance * (variance + 4 * (most - least)))) / 2
    # The last node but one is beyond the bound, whatever was rounded, so the last is lower than it.
    steps = np.ceil(np.log(np.maximum(last / least, 1.0)) / _STEP + 1.2).astype(np.intp)
    left = np.arange(len(least))
    before, rising = at_zero, likelihood.slope(left, np.zeros(len(least)))[0] > 0
    rows, nodes = [left[:0]], [left[:0]]
    step = 0
    while len(left):
        # A few nodes at once where there are few rows, so that one group is not slow.
        ahead = np.arange(1, 1 + min(max(1, _CELLS // (len(left) * size)), int(steps[left].max()) - step)) + step
        many = likelihood.take(np.repeat(left, len(ahead)))
        now = many.log(_node(ahead, least[left, np.newaxis]).ravel()).reshape(len(left), len(ahead))
        up = np.column_stack([rising, now > np.column_stack([before, now[:, :-1]])])
        over = np.nonzero(up[:, :-1] & ~up[:, 1:])
        rows.append(left[over[0]])
        nodes.append(over[1] + step)
        step += len(ahead)
        kept = steps[left] > step
        left, before, rising = left[kept], now[kept, -1], up[kept, -1]
    return np.concatenate(rows), np.concatenate(nodes)


def _node(step: IntArray, least: FloatArray) -> FloatArray:
    """A node of the walk."""
    place: FloatArray = least * np.expm1(step * _STEP)
    return place
