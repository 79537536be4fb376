"""Where to look: nodes over centre and spread that follow the votes of each group.

For a spread s the log-likelihood of the centre is close to ``-Q / (2 s^2)``, where ``Q`` is the weighted sum of squared
distances to the votes. Its level sets are cheap, and bound from outside where the likelihood is worth a look.
"""

from typing import Final

import attrs
import numpy as np

from osintclaims.stats._arrays import FloatArray, IntArray
from osintclaims.stats._likelihood import LogVotes
from osintclaims.stats._prior import SpreadPrior

__all__ = ["DEPTH", "Frame"]

#: How far below its maximum the log density is followed before anything is known about it; e^-20 is 2e-9.
DEPTH: Final = 20.0
#: Steps from outside towards a level of Q. They need not arrive: a range that is a little too wide does no harm.
_APPROACHES: Final = 4
#: Steps towards the least Q of votes that contradict one another (piecewise quadratic, so a few are exact).
_DESCENTS: Final = 8
#: Half the gap between the two places where nodes are dense, as a multiple of how far they are dense. Were it larger,
#: nodes halfway would be further apart than a fortieth of the gap.
_LARGEST_GAP: Final = 40.0
#: Least rate at which the density of the log spread is taken to fall; at 0.5, the range spans 40 e-folds.
_LEAST_RATE: Final = 0.5


@attrs.frozen(eq=False)
class Frame:
    """What is known about each group before its likelihood is computed; all fields have shape ``(G,)``.

    Attributes:
        middle: Middle of the values at which Q is least, on the log scale.
        half_gap: Half the length of that interval: the values that all votes allow; 0 where votes contradict.
        least: Least Q.
        depth: How far below its maximum the log density in the centre is followed.
        first: Log of the least spread worth a look.
        last: Log of the greatest.
    """

    middle: FloatArray
    half_gap: FloatArray
    least: FloatArray
    depth: FloatArray
    first: FloatArray
    last: FloatArray

    @classmethod
    def of(cls, votes: LogVotes, prior: SpreadPrior) -> "Frame":
        """Bracket every group."""
        starts, owner, totals = votes.offsets[:-1], votes.owner, votes.totals
        above, below = np.maximum.reduceat(votes.low, starts), np.minimum.reduceat(votes.high, starts)
        middle = (above + below) / 2
        agreed = above <= below
        # Each step leads to a weighted mean of ends between the two: none leads out, or away from what all allow.
        for _ in range(_DESCENTS):
            over = np.maximum(middle[owner] - votes.high, 0.0)
            under = np.maximum(votes.low - middle[owner], 0.0)
            slope = np.add.reduceat(votes.weights * (over - under), starts)
            curve = np.add.reduceat(votes.weights * ((over > 0) | (under > 0)), starts)
            middle = middle - slope / (curve + agreed)
        half_gap = np.where(agreed, (below - above) / 2, 0.0)
        least = _squares(votes, owner, middle[:, np.newaxis])[0][:, 0] * ~agreed
        scatter = prior.weight * prior.log_sd**2 + least
        # Votes that are narrow beside the spread make the density of the log spread fall faster.
        narrow = votes.high - votes.low <= np.sqrt(scatter / prior.weight)[owner]
        rate = np.maximum(prior.weight - 1 + np.add.reduceat(votes.weights * narrow, starts), _LEAST_RATE)
        slack = DEPTH / (prior.weight + totals)
        first = np.log(scatter / (prior.weight + totals)) / 2 - np.log1p(2 * (slack + np.sqrt(slack))) / 2
        slack = DEPTH / rate
        last = np.log(scatter / rate) / 2 + slack + np.minimum(0.5, np.sqrt(slack))
        return cls(middle, half_gap, least, DEPTH + 2 * np.log1p(totals), first, last)

    def take(self, groups: IntArray) -> "Frame":
        """The frames of some groups."""
        return Frame(*(part[groups] for part in attrs.astuple(self)))

    def curves(self, votes: LogVotes, log_spread: FloatArray) -> "Curves":
        """How to lay nodes over the centre at each spread.

        Args:
            votes: The votes, moved so that `middle` is 0.
            log_spread: Logs of spreads, shape ``(G, S)``.
        """
        owner = votes.owner
        level = 2 * self.depth[:, np.newaxis] * np.exp(2 * log_spread)
        nearest = np.sqrt(level / votes.totals[:, np.newaxis])
        level += self.least[:, np.newaxis]
        gap = self.half_gap[:, np.newaxis]
        right = np.maximum(_level_end(votes, owner, level) - gap, nearest)
        left = np.maximum(_level_end(votes.mirrored(), owner, level) - gap, nearest)
        scale = np.maximum(np.minimum(left, right) / 2, gap / _LARGEST_GAP)
        gap = gap / scale
        return Curves(scale, gap, _bend(-gap - left / scale, gap), _bend(gap + right / scale, gap))


@attrs.frozen(eq=False)
class Curves:
    """Maps from the unit interval to centres, one for each spread; all fields have shape ``(G, S)``.

    Nodes are dense at both ends of the interval that all votes allow, where the likelihood falls off within about one
    spread, and sparse inside and outside: ``x = asinh(y + gap) + asinh(y - gap)`` is uniform.
    """

    scale: FloatArray
    gap: FloatArray
    start: FloatArray
    stop: FloatArray

    def nodes(self, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Centres and their density.

        Args:
            shares: Places along each curve, shape ``(G, 1, M)``; 0 is its start and 1 its end.

        Returns:
            Centres, and the centre's derivative by the share, each of shape ``(G, S, M)``.
        """
        start, stop = self.start[..., np.newaxis], self.stop[..., np.newaxis]
        gap, scale = self.gap[..., np.newaxis], self.scale[..., np.newaxis]
        half = (start + shares * (stop - start)) / 2
        along = np.sinh(half) * np.sqrt(1 + (gap / np.cosh(half)) ** 2)
        density = 1 / np.sqrt(1 + (along + gap) ** 2) + 1 / np.sqrt(1 + (along - gap) ** 2)
        return scale * along, scale * (stop - start) / density


def _bend(along: FloatArray, gap: FloatArray) -> FloatArray:
    """The coordinate in which nodes are uniform."""
    return np.arcsinh(along + gap) + np.arcsinh(along - gap)


def _squares(votes: LogVotes, owner: IntArray, centre: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Q and half its slope at centres of shape ``(G, S)``."""
    at = centre[owner]
    over = np.maximum(at - votes.high[:, np.newaxis], 0.0)
    under = np.maximum(votes.low[:, np.newaxis] - at, 0.0)
    weights = votes.weights[:, np.newaxis]
    starts = votes.offsets[:-1]
    value = np.add.reduceat(weights * (over * over + under * under), starts)
    return value, np.add.reduceat(weights * (over - under), starts)


def _level_end(votes: LogVotes, owner: IntArray, level: FloatArray) -> FloatArray:
    """A centre at or a little above the greatest one at which Q is the level, by Newton's method from outside."""
    ends = votes.high[:, np.newaxis] + np.sqrt(level[owner] / votes.weights[:, np.newaxis])
    end = np.minimum.reduceat(ends, votes.offsets[:-1])
    for _ in range(_APPROACHES):
        value, half_slope = _squares(votes, owner, end)
        end = end - (value - level) / (2 * half_slope)
    return end
