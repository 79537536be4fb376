"""Groups of estimates with standard errors, checked and laid out as dense blocks."""

from collections.abc import Iterator
from typing import Final

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks, _groups
from osintclaims.stats._arrays import FloatArray, IntArray

__all__ = ["Block", "Fit", "blocks", "checked", "dot", "squares", "total"]

#: Standard errors are squared, and floats end near 1e308.
_LEAST_ERROR: Final = 1e-150
_LARGEST_ERROR: Final = 1e150
#: Largest distance and standard error, in the least standard error of the group: sixth powers must be floats.
_WIDEST: Final = 1e50


def total(a: FloatArray) -> FloatArray:
    """Sum of each row: einsum is faster than ``sum`` on short rows, and a row by itself gives the same bits."""
    result: FloatArray = np.einsum("ij->i", a)
    return result


def dot(a: FloatArray, b: FloatArray) -> FloatArray:
    """Sum of products along each row."""
    result: FloatArray = np.einsum("ij,ij->i", a, b)
    return result


def squares(x: FloatArray) -> FloatArray:
    """Sum of squares of each row about its plain mean."""
    apart = x - (total(x) / x.shape[1])[:, np.newaxis]
    return dot(apart, apart)


@attrs.frozen(eq=False)
class Fit:
    """Weighted means of some groups, given the variance between estimates.

    Attributes:
        w: Weights, the inverses of the total variances.
        weight: Their sums.
        mean: Weighted means.
        apart: Estimates minus means.
    """

    w: FloatArray
    weight: FloatArray
    mean: FloatArray
    apart: FloatArray

    @classmethod
    def of(cls, x: FloatArray, variance: FloatArray) -> "Fit":
        """The means under total variances."""
        w = 1.0 / variance
        weight = total(w)
        mean = dot(w, x) / weight
        return cls(w, weight, mean, x - mean[:, np.newaxis])

    @property
    def q(self) -> FloatArray:
        """Weighted sum of squares about the mean."""
        return dot(self.w * self.apart, self.apart)

    def trace(self, best: IntArray) -> FloatArray:
        """Sum of weights minus sum of squares over sum: the trace of the matrix that weighs and centres.

        The heaviest weight is kept out of sums, or it would swallow the others where it is very much heavier.

        Args:
            best: Which weight of each row is the heaviest.
        """
        at = np.arange(len(best)), best
        others = self.w.copy()
        others[at] = 0.0
        rest = total(others)
        return rest + (self.w[at] * rest - dot(others, others)) / self.weight


@attrs.frozen(eq=False)
class Block:
    """Groups of equal size in units of their own: the least standard error of each is at least 1 and below 2.

    Attributes:
        groups: Which groups these are, shape ``(n,)``.
        members: Where their estimates stand in the flat arrays, shape ``(n, k)``.
        x: Estimates, measured from `origin` in units of `unit`.
        v: Squared standard errors, in units of ``unit ** 2``.
        best: Which estimate of each group is the most precise.
        origin: That estimate.
        unit: A power of two, so that scaling loses no bit.
        equal: The means without variance between estimates.
        q: Cochran's Q about them.
    """

    groups: IntArray
    members: IntArray
    x: FloatArray
    v: FloatArray
    best: IntArray
    origin: FloatArray
    unit: FloatArray
    equal: Fit
    q: FloatArray

    @property
    def size(self) -> int:
        """Estimates per group."""
        size: int = self.x.shape[1]
        return size


def checked(
    estimates: ArrayLike, standard_errors: ArrayLike, offsets: ArrayLike | None
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Clean input: finite estimates, each with a positive standard error."""
    x = _checks.finite_numbers("estimates", estimates, _checks.SUBTRACTABLE)
    errors = _checks.numbers("standard_errors", standard_errors)
    if errors.shape != x.shape:
        raise InvalidValueError(
            "E106", f"{len(errors)} standard errors for {len(x)} estimates", "one for every estimate"
        )
    good = (errors >= _LEAST_ERROR) & (errors <= _LARGEST_ERROR)
    if not good.all():
        worst = int(good.argmin())
        hint = f"from {_LEAST_ERROR} to {_LARGEST_ERROR}: an estimate without error would outweigh all others"
        raise InvalidValueError("E106", f"standard_errors[{worst}] is {errors[worst]}", hint)
    return x, errors, _checks.group_offsets(offsets, len(x))


def blocks(x: FloatArray, errors: FloatArray, offsets: IntArray) -> Iterator[Block]:
    """All groups, as blocks of groups that have equally many estimates."""
    for groups, members in _groups.blocks(offsets):
        u, figures = errors[members], x[members]
        best = u.argmin(axis=1)
        least = np.arange(len(groups)), best
        origin = figures[least]
        unit = np.ldexp(1.0, np.frexp(u[least])[1] - 1)
        with np.errstate(over="ignore"):
            figures = (figures - origin[:, np.newaxis]) / unit[:, np.newaxis]
        u = u / unit[:, np.newaxis]
        if not max(figures.max(), -figures.min(), u.max()) < _WIDEST:
            widest = np.maximum(np.abs(figures), u).max(axis=1)
            worst = int(widest.argmax())
            raise InvalidValueError(
                "E106",
                f"group {groups[worst]} spans {widest[worst]:.3g} times its least standard error",
                f"less than {_WIDEST:g}",
            )
        v = u * u
        equal = Fit.of(figures, v)
        yield Block(groups, members, figures, v, best, origin, unit, equal, equal.q)
