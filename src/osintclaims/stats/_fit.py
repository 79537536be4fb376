"""Spread priors fitted to cases whose truth came out."""

import itertools
import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray
from osintclaims.stats._prior import DEFAULT_PRIOR, SpreadPrior

__all__ = ["fit_spread"]

#: Three numbers cannot be learned from fewer: each case adds a single number.
_LEAST_CASES: Final = 10
#: Where the search stays, for log_sd, weight and truth_ratio: beyond, a factor more changes no range noticeably.
_BOUNDS: Final = ((0.01, 0.25, 0.05), (10.0, 100.0, 100.0))
#: Steps of the search in natural logs: from doubling to a thousandth.
_STEPS: Final = tuple(math.log(2) / 2**halvings for halvings in range(11))


def fit_spread(
    x: ArrayLike,
    truth: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    offsets: ArrayLike | None = None,
    provenance: str = "",
) -> SpreadPrior:
    """The prior under which the figures and the truths that came out were most likely (empirical Bayes).

    Maximises the sum over cases of the log density of the figures around their centre, which tells `log_sd` and
    `weight`, and of the log predictive density of the truth, the t distribution of `shrunken_quantiles`, which tells
    `truth_ratio`. The sum is searched along each axis and diagonal with steps from doubling to a thousandth, from the
    default: the same cases always give the same prior.

    Args:
        x: Positive figures, flat; the geometric middle of a figure that is a range.
        truth: What came out, positive, one for each case.
        weights: Not negative; None weighs all figures 1.
        offsets: Where the cases start, and the number of figures; None for one case.
        provenance: Where the cases come from, for the printed results; their number is added.

    Returns:
        The prior. Tens of cases still leave each number uncertain by a factor of 1.5 or more, `weight` most of all.

    Raises:
        InvalidValueError: E106, fewer than ten cases, or an input is not as described.

    Examples:
        >>> import numpy as np
        >>> from osintclaims.stats import fit_spread
        >>> rng = np.random.default_rng(1)
        >>> sd = 0.4 * np.sqrt(6 / rng.chisquare(6, 4_000))
        >>> figures, truth = (np.exp(sd[:, None] * rng.normal(size=(4_000, k))) for k in (3, 1))
        >>> prior = fit_spread(figures.ravel(), truth.ravel(), offsets=np.arange(0, 12_001, 3))
        >>> round(prior.log_sd, 1), round(prior.weight), round(prior.truth_ratio)
        (0.4, 6, 1)
    """
    figures, outcome = _checks.positive_numbers("x", x), np.log(_checks.positive_numbers("truth", truth))
    places = _checks.group_offsets(offsets, len(figures))
    masses, totals = _checks.group_weights(weights, places)
    if len(outcome) != len(places) - 1 or len(outcome) < _LEAST_CASES:
        raise InvalidValueError(
            "E106",
            f"{len(outcome)} truths for {len(places) - 1} cases",
            f"one for each of {_LEAST_CASES} cases or more",
        )
    logs, starts = np.log(figures), places[:-1]
    mean = np.add.reduceat(masses * logs, starts) / totals
    squares = np.add.reduceat(masses * (logs - np.repeat(mean, np.diff(places))) ** 2, starts)
    log_sd, weight, ratio = _climb(lambda at: _log_likelihood(outcome - mean, squares, totals, at)).tolist()
    note = f"fitted to {len(outcome)} resolved cases"
    return SpreadPrior(log_sd, weight, ratio, provenance=f"{provenance}, {note}" if provenance else note)


def _log_likelihood(off: FloatArray, squares: FloatArray, totals: FloatArray, at: FloatArray) -> float:
    """Of figures with such sums of squares around their means, and of log truths that are so far off these means."""
    log_sd, weight, ratio = map(float, at)
    freedom, own = totals - 1 + weight, weight * log_sd**2
    if not (freedom > 0).all():
        return -math.inf
    spread = squares + own
    figures = gammaln(freedom / 2) - gammaln(weight / 2) + (weight * math.log(own) - freedom * np.log(spread)) / 2
    scale = spread * (ratio + 1 / totals)
    truths = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(scale) / 2
    truths -= (freedom + 1) / 2 * np.log1p(off * off / scale)
    return float((figures + truths).sum())


def _climb(height: Callable[[FloatArray], float]) -> FloatArray:
    """The highest point that a pattern search reaches from the default prior, on the log scale of all three numbers."""
    place = np.array([DEFAULT_PRIOR.log_sd, DEFAULT_PRIOR.weight, DEFAULT_PRIOR.truth_ratio])
    best = height(place)
    moves = np.array([move for move in itertools.product((-1, 0, 1), repeat=3) if any(move)])
    for step in _STEPS:
        moved = True
        while moved:
            tried = np.clip(place * np.exp(step * moves), *_BOUNDS)
            heights = [height(one) for one in tried]
            moved = max(heights) > best + 1e-12 * abs(best)
            if moved:
                best = max(heights)
                place = tried[heights.index(best)]
    return place
