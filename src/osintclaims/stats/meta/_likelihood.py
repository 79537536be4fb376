"""The variance between estimates of greatest likelihood, restricted or not."""

from typing import Final

import attrs
import numpy as np

from osintclaims.stats import _groups
from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats.meta._block import Block, Fit, dot, squares, total
from osintclaims.stats.meta._roots import find_roots

__all__ = ["maximum_likelihood"]

#: Steps of the first look at the likelihood, in the log of (least variance + tau2). Each factor of the likelihood bends
#: over a length of about 1: peaks within one step are rare, and all but equally likely.
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

    def parts(self, rows: IntArray, tau2: FloatArray) -> tuple[Fit, FloatArray, FloatArray]:
        """Of some rows the means, and the two sides between which the derivative stands.

        With P the matrix that takes estimates to their weighted residuals, twice the derivative is y'PPy minus the
        trace of P (of the weights, unrestricted).
        """
        fit = Fit.of(self.x[rows], self.v[rows] + tau2[:, np.newaxis])
        pull = fit.w * fit.apart
        return fit, dot(pull, pull), fit.trace(self.best[rows]) if self.restricted else fit.weight

    def slope(self, rows: IntArray, tau2: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Twice the derivative, and Newton's step for where it vanishes; the estimates of a row are not all equal.

        Newton's method runs on the ratio of its sides, which is a straight line when all standard errors are equal.
        """
        fit, found, wanted = self.parts(rows, tau2)
        pull = fit.w * fit.apart
        heavy = fit.w * pull
        # y'PPPy
        bend = dot(heavy, pull) - total(heavy) ** 2 / fit.weight
        change = dot(fit.w, fit.w)
        if self.restricted:
            share = change / fit.weight
            change += share * share - 2 * dot(fit.w * fit.w, fit.w) / fit.weight
        excess = found - wanted
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
    found = np.zeros(len(block.groups))
    best = likelihood.log(found)
    least = block.v.min(axis=1)
    rows, nodes = _peaks(likelihood, least)
    climbed, least = likelihood.take(rows), least[rows]
    low, high = _node(nodes, least), _node(nodes + 1, least)
    places = find_roots(climbed.slope, low, high, low, least)
    heights = climbed.log(places)
    np.maximum.at(best, rows, heights)
    highest = heights == best[rows]
    found[rows[highest]] = places[highest]
    return found


def _peaks(likelihood: _Likelihood, least: FloatArray) -> tuple[IntArray, IntArray]:
    """Peaks above 0: their rows, and the nodes to the left of them; a row may have any number."""
    size = likelihood.x.shape[1]
    variance = squares(likelihood.x) / (size - 1)
    last = variance + np.sqrt(variance * (likelihood.v.max(axis=1) - least))
    counts = np.ceil(np.log1p(last / least) / _STEP).astype(np.intp) + 3
    rows = np.repeat(np.arange(len(least)), counts)
    nodes = np.arange(len(rows)) - np.repeat(_groups.cut(counts)[:-1], counts)
    piece = max(1, _CELLS // size)
    rising = np.empty(len(rows), dtype=np.bool_)
    for start in range(0, len(rows), piece):
        some = slice(start, start + piece)
        _, found, wanted = likelihood.parts(rows[some], _node(nodes[some], least[rows[some]]))
        rising[some] = found > wanted
    # The likelihood falls at the last node of each row, so that no peak is seen between two rows.
    peaks = np.flatnonzero(rising[:-1] & ~rising[1:])
    return rows[peaks], nodes[peaks]


def _node(step: IntArray, least: FloatArray) -> FloatArray:
    """A node of the walk: the first steps are shorter, as a peak may stand close to 0, where the walk began to fall."""
    place: FloatArray = least * np.expm1(_STEP * step * step / (step + 2))
    return place
