"""Maximum likelihood of a lognormal distribution from interval votes, where there is a maximum."""

import math
from typing import Final, TypeAlias

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import FloatArray
from osintclaims.stats._likelihood import LogVotes

__all__ = ["LognormalFit", "lognormal_fit"]

#: Newton's method on a concave function needs about eight rounds; a few more for votes that are far apart.
_ROUNDS: Final = 100
#: A step is not made shorter than this share of itself.
_SHORTEST: Final = 1e-18
#: Share of the log-likelihood that rounding may take from it in a step.
_SLACK: Final = 1e-14
#: Decrement of Newton's method, as a share of the log-likelihood, at which its next step ends at the maximum: the error
#: is squared by it. The derivatives of narrow votes are not exact enough for a decrement that is much smaller.
_REACHED: Final = 1e-14

#: Log-likelihood of each group, its slope, and minus its three second derivatives.
_State: TypeAlias = tuple[FloatArray, tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray, FloatArray]]


@attrs.frozen(eq=False)
class LognormalFit:
    """The distribution that fits each group best; all fields have shape ``(G,)``.

    Attributes:
        mean_log: Mean of the natural logs.
        sd_log: Standard deviation of the natural logs.
        log_likelihood: Weighted sum of the logs of the votes' probabilities.
        mean_log_error: Standard error of `mean_log`, from the observed information.
    """

    mean_log: FloatArray
    sd_log: FloatArray
    log_likelihood: FloatArray
    mean_log_error: FloatArray


def lognormal_fit(
    low: ArrayLike, high: ArrayLike, weights: ArrayLike | None = None, *, offsets: ArrayLike | None = None
) -> LognormalFit:
    """Lognormal distribution with the greatest likelihood, each vote being one draw known to lie in its interval.

    What R's ``survreg(dist = "lognormal")`` fits to interval-censored data. With few votes there is often no maximum,
    and software that looks for one anyway returns a spread of 0 or of 10^8; here it is refused, with the reason. In
    terms of 1/sd and mean/sd the log-likelihood is concave (Burridge 1981), so there is none exactly where votes all
    share a value (the spread tends to 0), all are lower or all upper bounds, or all are bounds and the upper ones are
    not above the lower ones on average (the spread tends to infinity). `plausible_quantiles` needs no such luck: its
    prior keeps the spread finite.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most".
        high: Upper ends of the votes, above the lower ones; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        The fit of every group.

    Raises:
        InvalidValueError: E106, an input is not as described; a vote is a single value (read it as the interval it is
            rounded from); or a group has no maximum.

    Examples:
        >>> from osintclaims.stats import lognormal_fit
        >>> fit = lognormal_fit([900, 1_800, 3_500, 0], [1_100, 2_200, 4_500, 5_000])
        >>> fit.mean_log.round(2).tolist(), fit.sd_log.round(2).tolist()
        ([7.58], [0.55])
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    places = _checks.group_offsets(offsets, len(lows))
    masses, _ = _checks.group_weights(weights, places)
    kept, places = _groups.positive_votes(masses, places)
    with np.errstate(divide="ignore"):
        votes = LogVotes(np.log(lows[kept]), np.log(highs[kept]), masses[kept], places)
    narrow = ~(votes.high > votes.low)
    if narrow.any():
        at = int(kept[int(narrow.argmax())])
        raise InvalidValueError("E106", f"vote {at} is {lows[at]} to {highs[at]}", "an interval with room in it")
    _refuse_without_maximum(votes)
    starts, owner = places[:-1], votes.owner
    least = np.minimum.reduceat(np.where(np.isinf(votes.low), votes.high, votes.low), starts)
    greatest = np.maximum.reduceat(np.where(np.isinf(votes.high), votes.low, votes.high), starts)
    centre, size = (least + greatest) / 2, (greatest - least) / 2
    scaled = LogVotes(
        (votes.low - centre[owner]) / size[owner], (votes.high - centre[owner]) / size[owner], votes.weights, places
    )
    shift, rate, height, variance = _climb(scaled)
    return LognormalFit(centre + size * shift / rate, size / rate, height, size * np.sqrt(variance))


def _refuse_without_maximum(votes: LogVotes) -> None:
    """An error where the likelihood grows towards a spread of 0 or of infinity, or a mean at infinity."""
    starts = votes.offsets[:-1]
    share = np.maximum.reduceat(votes.low, starts) <= np.minimum.reduceat(votes.high, starts)
    one_sided = np.isinf(votes.high - votes.low)

    def bounds(ends: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Weight and weighted sum of the bounds on one side; what admits every value is no bound."""
        chosen = one_sided & np.isfinite(ends)
        weight, total = (
            np.add.reduceat(np.where(chosen, part, 0.0), starts) for part in (votes.weights, votes.weights * ends)
        )
        return weight, total

    (lower, lows), (upper, highs) = bounds(votes.low), bounds(votes.high)
    apart = np.logical_and.reduceat(one_sided, starts) & ~share & (highs * lower <= lows * upper)
    for wrong, reason in (
        (share, "share a value: the spread tends to 0"),
        (apart, "are bounds: no spread is too wide"),
    ):
        if wrong.any():
            raise InvalidValueError(
                "E106", f"the votes of group {int(wrong.argmax())} {reason}", "plausible_quantiles()"
            )


def _climb(votes: LogVotes) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Newton's method over mean/sd and 1/sd: both, the log-likelihood, and the variance of the mean."""
    groups = len(votes.offsets) - 1
    at = np.stack([np.zeros(groups), np.ones(groups)])
    height, slope, curve = _derivatives(votes, at)
    for _ in range(_ROUNDS):  # pragma: no branch - ends by break, or where narrow votes leave no digits
        step = np.stack([curve[2] * slope[0] - curve[1] * slope[1], curve[0] * slope[1] - curve[1] * slope[0]])
        step /= curve[0] * curve[2] - curve[1] ** 2
        gain = step[0] * slope[0] + step[1] * slope[1]
        at, (height, slope, curve) = _uphill(votes, at, step, height)
        if (gain <= _REACHED * np.abs(height)).all():
            break
    # The mean is at[0] / at[1]: its variance follows from the inverse of the curvature.
    by_shift, by_rate = 1 / at[1], -at[0] / at[1] ** 2
    variance = curve[2] * by_shift**2 - 2 * curve[1] * by_shift * by_rate + curve[0] * by_rate**2
    return at[0], at[1], height, variance / (curve[0] * curve[2] - curve[1] ** 2)


def _uphill(votes: LogVotes, at: FloatArray, step: FloatArray, height: FloatArray) -> tuple[FloatArray, _State]:
    """The step, halved in each group until it does not descend, and what is known where it ends."""
    floor = height - _SLACK * np.abs(height)
    length = np.ones_like(height)
    while True:
        tried = at + step * length
        tried[1] = np.where(tried[1] > 0, tried[1], at[1] / 2)
        found = _derivatives(votes, tried)
        worse = found[0] < floor
        if not worse.any() or length.min() < _SHORTEST:
            return tried, found
        length = np.where(worse, length / 2, length)


def _derivatives(votes: LogVotes, at: FloatArray) -> _State:
    """Log-likelihood of each group, its slope, and minus its second derivatives, by mean/sd and 1/sd."""
    from scipy.special import log_ndtr  # noqa: PLC0415 - importing it costs 0.4 s, which only those who need it pay

    shift: FloatArray = at[0][votes.owner]
    rate: FloatArray = at[1][votes.owner]
    low, high = rate * votes.low - shift, rate * votes.high - shift
    # The distribution function keeps its digits in the lower tail: votes in the upper one are mirrored.
    mirror = low > -high
    near: FloatArray = np.where(mirror, -low, high)
    far: FloatArray = np.where(mirror, -high, low)
    top: FloatArray = log_ndtr(near)
    log_chance: FloatArray = top + np.log(-np.expm1(log_ndtr(far) - top))
    below, above = (np.exp(-ends * ends / 2 - math.log(2 * math.pi) / 2 - log_chance) for ends in (low, high))
    # An end at infinity has no density: what stands for it does not matter.
    start, stop, low, high = (np.where(np.isfinite(ends), ends, 0.0) for ends in (votes.low, votes.high, low, high))
    by_shift: FloatArray = below - above
    by_rate: FloatArray = above * stop - below * start
    bent_low, bent_high = below * low, above * high
    terms = (
        log_chance,
        by_shift,
        by_rate,
        bent_high - bent_low + by_shift**2,
        -bent_high * stop + bent_low * start + by_shift * by_rate,
        bent_high * stop**2 - bent_low * start**2 + by_rate**2,
    )
    sums = [np.add.reduceat(votes.weights * term, votes.offsets[:-1]) for term in terms]
    return sums[0], (sums[1], sums[2]), (sums[3], sums[4], sums[5])
