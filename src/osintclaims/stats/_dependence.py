"""How many independent votes dependent or unequal ones are worth."""

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray

__all__ = ["effective_size", "effective_weights", "kish_size"]


def effective_size(size: ArrayLike, *, correlation: float) -> FloatArray:
    """How many independent votes a cluster of votes with a common correlation is worth: ``m / (1 + (m - 1) r)``.

    Kish's design effect (Survey Sampling, 1965): the variance of the mean of m values, any two of which have the
    correlation r, is that of so many independent ones. At 1, copies, a cluster is one vote; at 0 each of its votes
    counts; at 0.1 no cluster is worth more than 10, however large.

    Args:
        size: Votes in each cluster, 1 or more, flat.
        correlation: From 0 for independent votes to 1 for copies.

    Returns:
        Effective numbers, of the shape of `size`, from 1 to `size`.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import effective_size
        >>> effective_size([5, 1], correlation=0.5).round(3).tolist()
        [1.667, 1.0]
    """
    sizes = _checks.finite_numbers("size", size)
    if not (sizes >= 1).all():
        worst = int((sizes >= 1).argmin())
        raise InvalidValueError("E106", f"size[{worst}] is {sizes[worst]}", "a cluster holds one vote or more")
    given: object = correlation
    if not isinstance(given, int | float) or not 0 <= given <= 1:  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E106", f"correlation is {correlation!r}", "a number from 0 to 1")
    return sizes / (1 + (sizes - 1) * correlation)


def effective_weights(cluster: ArrayLike, *, correlation: float, offsets: ArrayLike | None = None) -> FloatArray:
    """Weights under which each cluster of dependent votes weighs what it is worth, shared equally by its votes.

    A cluster of m votes weighs `effective_size` of m, so each of its votes weighs ``1 / (1 + (m - 1) r)``. Their sum
    over a group is its effective number of origins.

    Args:
        cluster: Whole number of the cluster that each vote belongs to, flat; the same number in two groups means two
            clusters.
        correlation: Between two votes of one cluster, from 0 for independent votes to 1 for copies.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Weights, one per vote, greater than 0 and at most 1.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import effective_weights
        >>> weights = effective_weights([7, 7, 7, 7, 7, 1, 2], correlation=0.5)
        >>> weights.round(3).tolist(), weights.sum().round(3).tolist()
        ([0.333, 0.333, 0.333, 0.333, 0.333, 1.0, 1.0], 3.667)
    """
    labels = np.asarray(cluster)
    if labels.ndim != 1 or (labels.dtype.kind not in "iu" and labels.size):
        raise InvalidValueError("E106", f"cluster: {cluster!r:.80}", "a flat sequence of whole numbers")
    places = _checks.group_offsets(offsets, len(labels))
    owner = np.repeat(np.arange(len(places) - 1), np.diff(places))
    order = np.lexsort((labels, owner))
    starts = labels[order] != np.roll(labels[order], 1)
    starts[places[:-1]] = True
    sizes = np.diff(np.flatnonzero(starts), append=len(labels))
    weights = np.empty(len(labels))
    weights[order] = np.repeat(effective_size(sizes, correlation=correlation) / sizes, sizes)
    return weights


def kish_size(weights: ArrayLike, *, offsets: ArrayLike | None = None) -> FloatArray:
    """How many equally weighted votes unequal weights are worth: ``(sum w)^2 / sum w^2``.

    Kish's effective sample size (Survey Sampling, 1965): k for k equal weights, 1 where one vote has all the weight.

    Args:
        weights: Not negative, flat; the unit does not matter.
        offsets: Where the groups start, and the number of votes; None for one group.

    Returns:
        Effective numbers, shape ``(G,)``, from 1 to the number of votes with a positive weight.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import kish_size
        >>> kish_size([5, 1, 1]).round(3).tolist()
        [1.815]
    """
    masses = _checks.numbers("weights", weights)
    places = _checks.group_offsets(offsets, len(masses))
    masses, _ = _checks.group_weights(masses, places)
    shares = masses / np.repeat(np.maximum.reduceat(masses, places[:-1]), np.diff(places))
    sums = np.add.reduceat(shares, places[:-1])
    return sums * sums / np.add.reduceat(shares * shares, places[:-1])
