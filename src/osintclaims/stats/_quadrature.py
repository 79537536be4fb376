"""Posterior of centre and spread by quadrature, and quantiles of one more draw from it.

The trapezoidal rule converges geometrically for integrands that are smooth and fall off at both ends, so a few
hundred nodes do if they lie where the mass is. The first nodes follow cheap bounds; where they turn out to miss mass
or to be too few for a peak, the next ones follow what they found.
"""

import math
from typing import Final

import attrs
import numpy as np

from osintclaims.stats import _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._grid import Curves, Frame
from osintclaims.stats._likelihood import Likelihood, LogVotes
from osintclaims.stats._mixture import mixture_quantiles
from osintclaims.stats._prior import SpreadPrior

__all__ = ["posterior_quantiles"]

#: Nodes over the log spread, and the length of range for which they do: a step of 0.35 integrates the slowest usual
#: tail, e^-3t beside a Gumbel-like rise, to about 1e-5.
_SPREADS: Final = 26
_LONGEST_RANGE: Final = 9.0
#: Nodes over the centre, and the length of curve for which they do: a step of 0.55 is one spread where nodes are dense.
_CENTRES: Final = 18
_LONGEST_CURVE: Final = 10.0
#: Gap, in scales of the curve, from which more nodes are needed than for its ends.
_WIDE_GAP: Final = 2.0
#: Distance of nodes, in standard deviations of the components set on them, at which their sum is still smooth.
_SMOOTH: Final = 2.0
#: Standard deviation of a component, in spreads, below which it is a point beside the posterior of the centre.
_SHARPEST: Final = 0.1
#: Longer ranges and curves get 2, 4 or 8 times as many nodes.
_FINEST: Final = 3
#: Votes times nodes per batch (512 KiB a column), and the work per group besides its votes, in votes.
_CELLS: Final = 1 << 16
_OVERHEAD: Final = 3
#: Density, as a share of the greatest, at which a range may end.
_EDGE: Final = 1e-8
#: A peak is resolved when this many nodes reach e^-8 of its height: for a normal one, a step of one standard deviation.
_RESOLVED: Final = 8
_FLANK: Final = math.exp(-8)
#: Rounds of refinement at most; one or two are typical.
_ROUNDS: Final = 10
#: Share of the mass below which a node is left out of the mixture.
_NEGLIGIBLE: Final = 1e-11


def posterior_quantiles(votes: LogVotes, q: FloatArray, prior: SpreadPrior) -> FloatArray:
    """Quantiles of the log of the truth.

    Args:
        votes: Votes of identified groups.
        q: Probabilities, shape ``(Q,)``.
        prior: What is believed about the spread.

    Returns:
        Shape ``(G, Q)``.
    """
    frame = Frame.of(votes, prior)
    votes = votes.moved(frame.middle)
    found = np.empty((len(frame.middle), len(q)))
    sizes = np.diff(votes.offsets)
    finenesses = _fineness(frame.curves(votes, frame.first[:, np.newaxis]), frame, prior)
    for kind in np.unique(finenesses).tolist():
        spreads, centres = _SPREADS << kind // (_FINEST + 1), _CENTRES << kind % (_FINEST + 1)
        groups = np.flatnonzero(finenesses == kind)
        batch = np.cumsum(sizes[groups] + _OVERHEAD) * (spreads * centres) // _CELLS
        for part in np.split(groups, np.flatnonzero(batch[1:] != batch[:-1]) + 1):
            found[part] = _batch(votes.take(part), frame.take(part), q, prior, (spreads, centres))
    return found + frame.middle[:, np.newaxis]


def _fineness(curves: Curves, frame: Frame, prior: SpreadPrior) -> IntArray:
    """How often to double the nodes over the spread, times 4, plus how often to double those over the centre."""
    length, gap = (curves.stop - curves.start)[:, 0], curves.gap[:, 0]
    # Where nodes are dense, a step along the curve moves the centre by one scale, or by half if both ends coincide.
    step = curves.scale[:, 0] * length / np.where(gap > 0, _CENTRES, 2 * _CENTRES)
    sharpest = max(math.sqrt(prior.truth_ratio), _SHARPEST)
    apart = step / (_SMOOTH * sharpest * np.exp(frame.first))
    # In a wide gap nodes grow apart; components as wide as that must grow slowly to add up to an even density.
    along = np.maximum(length / _LONGEST_CURVE * np.maximum(gap / _WIDE_GAP, 1), apart)
    over = (frame.last - frame.first) / _LONGEST_RANGE
    doublings = [np.clip(np.ceil(np.log2(ratio)), 0, _FINEST).astype(np.intp) for ratio in (over, along)]
    return doublings[0] * (_FINEST + 1) + doublings[1]


@attrs.frozen(eq=False)
class _Range:
    """Where nodes lie along one axis of each group."""

    start: FloatArray
    stop: FloatArray

    def nodes(self, number: int) -> FloatArray:
        """Evenly spaced nodes, shape ``(G, number)``."""
        steps = np.arange(number) / (number - 1)
        return self.start[:, np.newaxis] + (self.stop - self.start)[:, np.newaxis] * steps

    def judged(self, mass: FloatArray) -> tuple["_Range", BoolArray]:
        """The range that the next round should look at, and whether this one did.

        Args:
            mass: Mass at the nodes, shape ``(G, number)``.
        """
        number = mass.shape[1]
        share = mass / mass.max(axis=1, keepdims=True)
        inside = share > _EDGE
        first: IntArray = inside.argmax(axis=1)
        last: IntArray = number - 1 - inside[:, ::-1].argmax(axis=1)
        settled = (first > 0) & (last < number - 1) & ((share > _FLANK).sum(axis=1) >= _RESOLVED)
        step = (self.stop - self.start) / (number - 1)
        more = np.float64(-number / 2)
        before = np.where(first > 0, first - 1.0, more)
        behind = np.where(last < number - 1, number - 2.0 - last, more)
        return _Range(self.start + step * before, self.stop - step * behind), settled

    def take(self, groups: BoolArray) -> "_Range":
        """The ranges of some groups."""
        return _Range(self.start[groups], self.stop[groups])


def _batch(votes: LogVotes, frame: Frame, q: FloatArray, prior: SpreadPrior, numbers: tuple[int, int]) -> FloatArray:
    """Quantiles of a few groups, relative to the middles of their frames."""
    left = np.arange(len(frame.middle))
    found = np.empty((len(left), len(q)))
    spreads, shares = _Range(frame.first, frame.last), _Range(np.zeros(len(left)), np.ones(len(left)))
    for turn in range(_ROUNDS, -1, -1):  # pragma: no branch - in turn 0 every group is done
        log_spread, share = spreads.nodes(numbers[0]), shares.nodes(numbers[1])
        centre, density = frame.curves(votes, log_spread).nodes(share[:, np.newaxis])
        spread = np.exp(log_spread)
        logs = Likelihood.of(votes).at(centre, spread[..., np.newaxis])
        logs += np.log(density)
        logs -= (prior.weight * (log_spread + (prior.log_sd / spread) ** 2 / 2))[..., np.newaxis]
        logs -= logs.max(axis=(1, 2), keepdims=True)
        mass = np.exp(logs)
        next_spreads, enough = spreads.judged(mass.sum(axis=2))
        next_shares, also = shares.judged(mass.sum(axis=1))
        done = (enough & also) | (turn == 0)
        if done.any():
            # Nodes that lie too far apart for their components stand for all that is between them.
            reach = density * ((shares.stop - shares.start) / (numbers[1] - 1) / _SMOOTH)[:, np.newaxis, np.newaxis]
            component = np.maximum(spread[..., np.newaxis] * math.sqrt(prior.truth_ratio), reach)
            found[left[done]] = _draw_quantiles(centre[done], component[done], mass[done], q)
        if done.all():
            break
        again = ~done
        left, votes, frame = left[again], votes.take(np.flatnonzero(again)), frame.take(np.flatnonzero(again))
        spreads, shares = next_spreads.take(again), next_shares.take(again)
    return found


def _draw_quantiles(centre: FloatArray, spread: FloatArray, mass: FloatArray, q: FloatArray) -> FloatArray:
    """Quantiles of one draw around centres that have so much mass."""
    mass = mass / mass.sum(axis=(1, 2), keepdims=True)
    kept = mass > _NEGLIGIBLE
    offsets = _groups.cut(kept.sum(axis=(1, 2)))
    return mixture_quantiles(centre[kept], spread[kept], mass[kept], offsets, q)
