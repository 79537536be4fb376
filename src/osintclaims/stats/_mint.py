"""Generalised least squares over sums: estimates of totals and addends that add up."""

import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray

__all__ = ["coherent_sums"]


def coherent_sums(base: ArrayLike, summing: ArrayLike, covariance: ArrayLike | None = None) -> FloatArray:
    """The coherent values nearest to base estimates: ``S (S' W^-1 S)^-1 S' W^-1 y``.

    Reconciliation by minimum trace (Wickramasuriya, Athanasopoulos and Hyndman 2019): S says how each series adds up
    from the lowest ones, W is the covariance of the errors of the base estimates. It keeps equalities only. A part may
    come out negative, and an interval cannot enter: for claims, `propagate_bounds` comes first.

    Args:
        base: Finite base estimates of all series, totals and addends, flat, length n.
        summing: Shape ``(n, m)``: row i holds how often each of the m lowest series is in series i; of rank m.
        covariance: Symmetric and positive definite, shape ``(n, n)``; None for equal, independent errors.

    Returns:
        Coherent estimates, shape ``(n,)``.

    Raises:
        InvalidValueError: E106, an input is not as described.

    Examples:
        >>> from osintclaims.stats import coherent_sums
        >>> coherent_sums([100, 40, 51], [[1, 1], [1, 0], [0, 1]]).round(9).tolist()
        [97.0, 43.0, 54.0]
    """
    values = _checks.finite_numbers("base", base, _checks.SUBTRACTABLE)
    shape = np.shape(np.asarray(summing))
    if len(shape) != 2 or shape[0] != len(values):
        raise InvalidValueError("E106", f"summing has shape {shape}", f"one row for each of {len(values)} series")
    sums = _checks.finite_numbers("summing", np.asarray(summing).ravel(), _checks.SUBTRACTABLE).reshape(shape)
    whitened, target = sums, values
    if covariance is not None:
        wide = np.shape(covariance)
        flat = _checks.finite_numbers("covariance", np.asarray(covariance).ravel(), _checks.SUBTRACTABLE)
        matrix: FloatArray = flat.reshape(wide)
        if wide != (len(values), len(values)) or not np.allclose(matrix, matrix.T, rtol=1e-12, atol=0):
            raise InvalidValueError("E106", f"covariance of shape {wide}", f"symmetric, {len(values)} wide")
        try:
            root = np.linalg.cholesky(matrix)
        except np.linalg.LinAlgError as error:
            raise InvalidValueError("E106", "the covariance is not positive definite", "a matrix that is") from error
        whitened, target = np.linalg.solve(root, sums), np.linalg.solve(root, values)
    lowest, _, rank, _ = np.linalg.lstsq(whitened, target, rcond=None)
    if rank < shape[1]:
        raise InvalidValueError("E106", f"summing has rank {rank}", f"{shape[1]}: no lowest series is made of others")
    coherent: FloatArray = sums @ lowest
    return coherent
