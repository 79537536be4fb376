"""Masses on intervals that maximise a sum of logs of their sums, exact to the Kuhn-Tucker conditions."""

from typing import Final

import numpy as np

from osintclaims.stats._arrays import BoolArray, FloatArray

__all__ = ["maximum_masses"]

#: Steps of self-consistency from equal masses: they bring each mass to its power of ten, which Newton's method needs.
_WARM_UP: Final = 4
#: Violation of the Kuhn-Tucker conditions, as a share of the weight, that is rounding.
_EXACT: Final = 1e-12
#: Newton's method doubles its digits with each round; more rounds than this only shuffle rounding errors.
_ROUNDS: Final = 200
#: Halvings of a step before it is given up for one of self-consistency, which never descends.
_HALVINGS: Final = 40
#: A mass that the gradient pushes down is taken as 0 below this share of every vote that it is part of.
_FAINT: Final = 1e-9
#: A mass that is a smaller share than this of every vote is rounding.
_NOTHING: Final = 1e-13
#: What rounding may take from the sum of logs in a step.
_SLACK: Final = 1e-15
#: Added to the diagonal of a scaled Hessian, so that rounding cannot make it singular.
_RIDGE: Final = 1e-14


def maximum_masses(holds: FloatArray, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Maximise ``sum_i shares_i log(sum_j holds_ij p_j)`` over masses p that sum to 1.

    The constraint is kept by a price of 1 for mass, so the function climbed is ``sum_i shares_i log(...) - sum_j p_j``
    over ``p >= 0``: its maximum sums to 1, because it is scaled best there. Each round takes a Newton step on the
    masses that are not held at 0 and cuts off at 0 what becomes negative (Bertsekas 1982, projected Newton).

    Args:
        holds: 1.0 where vote i of a row holds interval j, shape ``(n, k, m)``; a column without a 1 is padding.
        shares: Weights of the votes, positive, which sum to 1 in each row, shape ``(n, k)``.

    Returns:
        Masses, shape ``(n, m)``, exactly 0 where there are none; and by how much the greatest gradient exceeds its
        price, shape ``(n,)``.
    """
    # Equal masses; the first step scales them.
    mass = holds.max(axis=1)
    found, gap = np.empty_like(mass), np.empty(len(mass))
    rows = np.arange(len(mass))
    for _ in range(_WARM_UP):
        mass = mass * _gradient(holds, shares, mass)
    for _ in range(_ROUNDS):
        gradient = _gradient(holds, shares, mass)
        share = (holds / _chances(holds, mass)[:, :, np.newaxis]).max(axis=1) * mass
        excess = np.maximum(gradient.max(axis=1) - 1, 0.0)
        error = np.maximum(excess, np.where(share > _NOTHING, np.abs(gradient - 1), 0.0).max(axis=1))
        found[rows] = np.where(share > _NOTHING, mass, 0.0)
        gap[rows] = excess
        going = np.flatnonzero(error > _EXACT)
        if not len(going):
            break
        if len(going) < len(rows):
            rows, holds, shares = rows[going], holds[going], shares[going]
            mass, gradient, share = mass[going], gradient[going], share[going]
        free = (gradient > 1) | (share > _FAINT)
        mass = _climb(holds, shares, mass, gradient, free)
    return found, gap


def _chances(holds: FloatArray, mass: FloatArray) -> FloatArray:
    """Probability of each vote."""
    chances: FloatArray = (holds @ mass[:, :, np.newaxis])[:, :, 0]
    return chances


def _gradient(holds: FloatArray, shares: FloatArray, mass: FloatArray) -> FloatArray:
    """Derivative of the sum of logs by each mass; 1 at the maximum where there is mass, and 1 or less elsewhere."""
    gradient: FloatArray = ((shares / _chances(holds, mass))[:, np.newaxis] @ holds)[:, 0]
    return gradient


def _height(holds: FloatArray, shares: FloatArray, mass: FloatArray) -> FloatArray:
    """The function climbed; minus infinity where a vote has no probability."""
    with np.errstate(divide="ignore"):
        logs = np.log(_chances(holds, mass))
    height: FloatArray = (shares * logs).sum(axis=1) - mass.sum(axis=1)
    return height


def _climb(
    holds: FloatArray, shares: FloatArray, mass: FloatArray, gradient: FloatArray, free: BoolArray
) -> FloatArray:
    """One projected Newton step on the free masses, halved until it does not descend; the others become 0."""
    rate = np.sqrt(shares) / _chances(holds, mass)
    slopes = holds * rate[:, :, np.newaxis] * free[:, np.newaxis]
    scale = np.sqrt((slopes * slopes).sum(axis=1))
    scale[~free] = 1.0
    slopes /= scale[:, np.newaxis]
    hessian: FloatArray = slopes.transpose(0, 2, 1) @ slopes
    row, column = np.diag_indices(mass.shape[1])
    hessian[:, row, column] = 1 + _RIDGE
    rise: FloatArray = ((gradient - 1) / scale)[:, :, np.newaxis]
    step = np.linalg.solve(hessian, rise)[:, :, 0] / scale
    floor = _height(holds, shares, mass)
    floor -= _SLACK * (1 + np.abs(floor))
    best = mass * gradient
    open_rows = np.arange(len(mass))
    for halving in range(_HALVINGS):
        tried = np.maximum(mass[open_rows] + step[open_rows] * 0.5**halving, 0.0) * free[open_rows]
        good = _height(holds[open_rows], shares[open_rows], tried) >= floor[open_rows]
        best[open_rows[good]] = tried[good]
        open_rows = open_rows[~good]
        if not len(open_rows):
            break
    return best
