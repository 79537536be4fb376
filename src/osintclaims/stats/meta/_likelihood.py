"""The variance between estimates of greatest likelihood, restricted or not."""

from typing import Final

import attrs
import numpy as np

from osintclaims.stats import _groups
from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats.meta._block import Block, Fit, dot, squares, total
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
        with np.errstate(all="ignore"):  # a step that is no number is none
            return excess, excess / (2 * (bend / found) * wanted - change)


def maximum_likelihood(block: Block, *, restricted: bool) -> FloatArray:
    """The tau2 of greatest likelihood, at least 0.

    The likelihood may have several peaks when standard errors differ widely. It falls wherever
    ``(min v + t)^2 > s2 (max v + t)``, with s2 the plain variance of the estimates, and so from
    ``min v + t = s2 + sqrt(s2 (max v - min v))`` on: a walk from 0 to there passes all peaks. Each is climbed to the
    end, and the highest counts.

    Args:
        block: Two estimates or more per group.
        restricted: Whether the likelihood is that of the residuals.
    """
    likelihood = _Likelihood(block.x, block.v, block.best, restricted)
    least = block.v.min(axis=1)
    rows, peaks = _peaks(likelihood, least)
    climbed, least = likelihood.take(rows), least[rows]
    low, high = _node(np.maximum(peaks - 1, 0), least), _node(peaks + 1, least)
    places = find_roots(climbed.slope, low, high, _node(peaks, least), least)
    heights = climbed.log(places)
    best = np.full(len(block.groups), -np.inf)
    np.maximum.at(best, rows, heights)
    highest = heights == best[rows]
    found = np.empty(len(block.groups))
    found[rows[highest]] = places[highest]
    return found


def _peaks(likelihood: _Likelihood, least: FloatArray) -> tuple[IntArray, IntArray]:
    """Rows and nodes near which the likelihood has a peak; a row comes once or more.

    Every walk is taken to rise up to 0, whose neighbourhood is looked at whenever the first node is not higher.
    """
    size = likelihood.x.shape[1]
    variance = squares(likelihood.x) / (size - 1)
    last = variance + np.sqrt(variance * (likelihood.v.max(axis=1) - least))
    # The last node but one is beyond the bound, so the last is lower than it.
    counts = np.ceil(np.log1p(last / least) / _STEP).astype(np.intp) + 2
    rows = np.repeat(np.arange(len(least)), counts)
    nodes = np.arange(len(rows)) - np.repeat(_groups.cut(counts)[:-1], counts)
    piece = max(1, _CELLS // size)
    logs = np.empty(len(rows))
    for start in range(0, len(rows), piece):
        some = slice(start, start + piece)
        logs[some] = likelihood.take(rows[some]).log(_node(nodes[some], least[rows[some]]))
    rising = (nodes == 0) | (np.diff(logs, prepend=0.0) > 0)
    peaks = np.flatnonzero(rising[:-1] & ~rising[1:])
    return rows[peaks], nodes[peaks]


def _node(step: IntArray, least: FloatArray) -> FloatArray:
    """A node of the walk."""
    place: FloatArray = least * np.expm1(step * _STEP)
    return place
