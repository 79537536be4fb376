"""Where the truth lies given interval votes, one-sided ones among them."""

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import BoolArray, FloatArray, IntArray
from osintclaims.stats._likelihood import LogVotes
from osintclaims.stats._prior import DEFAULT_PRIOR, SpreadPrior
from osintclaims.stats._quadrature import posterior_quantiles
from osintclaims.stats._shrunken import exponential, log_quantiles

__all__ = ["censored_quantiles", "identified", "plausible_quantiles"]

#: Ratio of the ends up to which a two-sided vote is read as its geometric middle; moves the 80 % range by 1.5 % at
#: most. On the log scale, with room for rounding: 2 to 3 is narrow in every unit.
_NARROW: Final = math.log(1.5) + 1e-9
#: Weights for which the quadrature has been tested: 1e-12 votes say nothing, and 1e12 votes are no vote.
_LEAST_WEIGHT, _LARGEST_WEIGHT = 1e-12, 1e12
#: Weight of prior and two-sided votes that a posterior needs. The density of the log spread falls at this rate minus
#: 1: at 1 it cannot be normalised, and close to 1 spreads of e^100 matter.
_LEAST_EVIDENCE: Final = 1.5


def identified(low: ArrayLike, high: ArrayLike, *, offsets: ArrayLike | None = None) -> BoolArray:
    """Whether the votes bound a positive figure from both sides.

    True for a group with a vote that has a positive low and a finite high end, or with one vote for each. Only then
    can a range of plausible values be given: three times "more than 7,000" says nothing about an upper end. A vote of
    0 to 0 bounds nothing, for the range is about positive figures.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most".
        high: Upper ends of the votes; infinity for "at least".
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Shape ``(G,)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> import math
        >>> from osintclaims.stats import identified
        >>> identified(
        ...     [7_000, 0, 7_000], [math.inf, 10_000, math.inf], offsets=[0, 2, 3]
        ... ).tolist()
        [True, False]
    """
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    return _identified(lows, highs, _checks.group_offsets(offsets, len(lows)))


def censored_quantiles(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    q: ArrayLike,
    offsets: ArrayLike | None = None,
    prior: SpreadPrior = DEFAULT_PRIOR,
) -> FloatArray:
    """Quantiles of where the truth lies, given votes that are intervals, half-lines or points.

    The model of `shrunken_quantiles`, with interval-censored votes: each stands for one draw that is only known to
    lie in its interval, and its likelihood is the probability of that (the density where the ends differ by less than
    a millionth). A weight is the power to which a vote's likelihood is raised. The posterior is integrated
    numerically over centre and log spread, on nodes that follow the votes of each group; the quantiles are right to
    about a thousandth of the posterior's standard deviation on the log scale, mostly to a hundred-thousandth.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most".
        high: Upper ends of the votes, positive; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        q: Probabilities strictly between 0 and 1, flat.
        offsets: Where the groups start, and the number of votes; None for one group.
        prior: What is believed about the spread.

    Returns:
        Quantiles in the unit of the votes, shape ``(G, len(q))``. Where a quantile is beyond the largest float it is
        infinity.

    Raises:
        InvalidValueError: E106, an input is not as described; a group is not `identified`, counting only votes with a
            positive weight; or the prior's weight plus that of the two-sided votes is below 1.5, so that the spread
            has no end.

    Examples:
        >>> import math
        >>> from osintclaims.stats import censored_quantiles
        >>> lower, upper = censored_quantiles(
        ...     [11_000, 7_000], [11_000, math.inf], q=[0.05, 0.95]
        ... )[0]
        >>> print(f"{lower:,.0f} to {upper:,.0f}")
        5,014 to 33,838
    """
    votes, levels = _log_votes(low, high, weights, q, offsets)
    return exponential(_censored(votes, levels, prior, np.arange(len(votes.totals))))


def plausible_quantiles(
    low: ArrayLike,
    high: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    q: ArrayLike,
    offsets: ArrayLike | None = None,
    prior: SpreadPrior = DEFAULT_PRIOR,
) -> FloatArray:
    """Quantiles of where the truth lies, in closed form for the groups that allow it.

    A group whose votes are all two-sided and narrow, ``high / low`` at most 1.5, is read as the geometric middles of
    its votes and answered by `shrunken_quantiles`; every other group by `censored_quantiles`.

    Args:
        low: Lower ends of the votes, not negative, flat; 0 for "at most".
        high: Upper ends of the votes, positive; infinity for "at least".
        weights: Not negative; None weighs all votes 1.
        q: Probabilities strictly between 0 and 1, flat.
        offsets: Where the groups start, and the number of votes; None for one group.
        prior: What is believed about the spread.

    Returns:
        Quantiles in the unit of the votes, shape ``(G, len(q))``.

    Raises:
        InvalidValueError: E106, as for the two functions.

    Examples:
        >>> import math
        >>> from osintclaims.stats import plausible_quantiles
        >>> low, high = (
        ...     [7_000, 9_000, 0, 10_500, 11_500],
        ...     [math.inf, 11_000, 10_000, 11_500, 12_500],
        ... )
        >>> plausible_quantiles(low, high, q=[0.05, 0.95]).round(-1).tolist()
        [[5470.0, 19140.0]]
    """
    votes, levels = _log_votes(low, high, weights, q, offsets)
    narrow = np.logical_and.reduceat(votes.high - votes.low <= _NARROW, votes.offsets[:-1])
    logs = np.empty((len(narrow), len(levels)))
    closed, censored = np.flatnonzero(narrow), np.flatnonzero(~narrow)
    if len(closed):
        points = votes.take(closed)
        middles = (points.low + points.high) / 2
        logs[closed] = log_quantiles(middles, points.weights, points.offsets, levels, prior=prior)
    if len(censored):
        logs[censored] = _censored(votes.take(censored), levels, prior, censored)
    return exponential(logs)


def _identified(low: FloatArray, high: FloatArray, offsets: IntArray) -> BoolArray:
    """Whether each group bounds a positive figure on both sides, from clean input."""
    below: BoolArray = np.logical_or.reduceat(low > 0, offsets[:-1])
    above: BoolArray = np.logical_or.reduceat((high > 0) & (high < math.inf), offsets[:-1])
    return below & above


def _log_votes(
    low: ArrayLike, high: ArrayLike, weights: ArrayLike | None, q: ArrayLike, offsets: ArrayLike | None
) -> tuple[LogVotes, FloatArray]:
    """Clean votes on the log scale, without those of weight 0, and the levels; or an error."""
    lows, highs = _checks.interval_ends(low, high, least=0.0)
    if not highs.all():
        worst = int(highs.argmin())
        raise InvalidValueError("E106", f"vote {worst} is 0 to 0", "the range is about positive figures: leave it out")
    places = _checks.group_offsets(offsets, len(lows))
    masses, _ = _checks.group_weights(weights, places)
    kept, places = _groups.positive_votes(masses, places)
    lows, highs = lows[kept], highs[kept]
    known = _identified(lows, highs, places)
    if not known.all():
        worst = int(known.argmin())
        missing = "a lower" if lows[places[worst] : places[worst + 1]].max() == 0 else "an upper"
        raise InvalidValueError(
            "E106", f"no vote of group {worst} states {missing} bound", "bounds on both sides: see identified()"
        )
    with np.errstate(divide="ignore"):
        return LogVotes(np.log(lows), np.log(highs), masses[kept], places), _checks.level_array("q", q)


def _censored(votes: LogVotes, levels: FloatArray, prior: SpreadPrior, names: IntArray) -> FloatArray:
    """Log quantiles of the posterior, if there is one."""
    good = (votes.weights >= _LEAST_WEIGHT) & (votes.weights <= _LARGEST_WEIGHT)
    if not good.all():
        worst = votes.weights[int(good.argmin())]
        raise InvalidValueError("E106", f"a vote weighs {worst}", f"0, or {_LEAST_WEIGHT} to {_LARGEST_WEIGHT} votes")
    two_sided = np.add.reduceat(votes.weights * np.isfinite(votes.high - votes.low), votes.offsets[:-1])
    ends = prior.weight + two_sided >= _LEAST_EVIDENCE
    if not ends.all():
        worst = int(ends.argmin())
        raise InvalidValueError(
            "E106",
            f"group {names[worst]} has two-sided votes of weight {two_sided[worst]} and a prior of {prior.weight}",
            f"{_LEAST_EVIDENCE} together, else the spread has no end",
        )
    return posterior_quantiles(votes, levels, prior)
