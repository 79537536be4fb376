"""What a coded death count says about the true one, by a survey of the coders of the Uppsala Conflict Data Program."""

import functools
import importlib.resources
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import attrs
import numpy as np
from numpy.typing import ArrayLike

from osintclaims.errors import InvalidValueError
from osintclaims.stats import _checks
from osintclaims.stats._arrays import FloatArray

__all__ = ["ReportedValue", "reported_value"]

Violence: TypeAlias = Literal["state_based", "non_state", "one_sided", "any"]

#: Mean of a standard Gumbel distribution: the Euler-Mascheroni constant.
_GUMBEL_MEAN: Final = float(np.euler_gamma)
#: Counts beyond this are no counts of deaths, and floats would not tell neighbours apart.
_LARGEST: Final = 2**53


@attrs.frozen(eq=False)
class ReportedValue:
    """Distributions with a point mass at the count that was reported, and Gumbel elsewhere; fields have shape ``(N,)``.

    Attributes:
        count: The counts reported.
        location: Modes of the Gumbel parts.
        scale: Their scales.
        weight: Probabilities that the reported counts are right.

    Examples:
        >>> from osintclaims.stats import reported_value
        >>> reported_value([28], "state_based").quantile([0.25, 0.5, 0.9]).round(1).tolist()
        [[28.0, 32.4, 60.7]]
    """

    count: FloatArray
    location: FloatArray
    scale: FloatArray
    weight: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Means, shape ``(N,)``."""
        gumbel = self.location + _GUMBEL_MEAN * self.scale
        return self.weight * self.count + (1 - self.weight) * gumbel

    def cdf(self, x: ArrayLike) -> FloatArray:
        """Probabilities that the true counts are at most so high, shape ``(N, len(x))``.

        Args:
            x: Counts, flat.
        """
        places = _checks.numbers("x", x)
        with np.errstate(over="ignore"):
            gumbel = np.exp(-np.exp(-(places - self.location[:, np.newaxis]) / self.scale[:, np.newaxis]))
        weight = self.weight[:, np.newaxis]
        return (1 - weight) * gumbel + weight * (places >= self.count[:, np.newaxis])

    def quantile(self, q: ArrayLike) -> FloatArray:
        """Least counts that the true ones do not exceed with so much probability, shape ``(N, len(q))``.

        They are not rounded and not cut at 0, as in the source; below 0 lies at most 0.0006 (for one death reported).

        Args:
            q: Probabilities strictly between 0 and 1, flat.
        """
        levels = _checks.level_array("q", q)
        weight, count = self.weight[:, np.newaxis], self.count[:, np.newaxis]
        location, scale = self.location[:, np.newaxis], self.scale[:, np.newaxis]
        below = (1 - weight) * np.exp(-np.exp((location - count) / scale))
        # Of the probability asked for, what the Gumbel part gives: it stands still while the count gives its own.
        part = np.clip(below, levels - weight, levels)
        with np.errstate(divide="ignore"):  # what has no logarithm is at the count
            # Beyond the count by what is left of 1, which the part itself may round to.
            left = np.where(part > below, 1 - levels, 0.0) / (1 - weight)
            gumbel = location - scale * np.log(-np.where(left > 0, np.log1p(-left), np.log(part / (1 - weight))))
        return np.where(part == below, count, gumbel)


def reported_value(count: ArrayLike, violence: Violence | Sequence[Violence]) -> ReportedValue:
    """How coders of conflict data see the true number of deaths behind a coded one.

    With some probability the count is right; otherwise the truth has a Gumbel distribution, whose mode is mostly above
    the count, for coders say that it is more often too low than too high. For 28 deaths reported in state-based
    violence: 39.5 on average, half of the time above 32.4.

    The parameters come from a regression on what UCDP's coders answered. Eleven counts from 1 to 2,000 have values of
    their own, so 20 and 21 differ much more than they should; all others lie on a smooth line, which is an
    extrapolation for counts in the thousands. It is one group of coders' judgement of one dataset: read a bare count of
    another source with it only where you would trust that.

    Source: Vesco et al. 2026, Journal of Conflict Resolution, doi 10.1177/00220027261423826, by the parameters of the
    authors' R package uncertainUCDP 0.7.6, to four decimals.

    Args:
        count: Deaths reported, whole and at least 1, flat.
        violence: ``"state_based"``, ``"non_state"`` or ``"one_sided"`` (UCDP's types 1, 2 and 3), or ``"any"``, which
            the authors call experimental; one for all counts or one for each.

    Returns:
        One distribution per count.

    Raises:
        InvalidValueError: E106, a count is not as described, or a type of violence is not known.

    Examples:
        >>> from osintclaims.stats import reported_value
        >>> deaths = reported_value([28, 100], ["state_based", "one_sided"])
        >>> deaths.mean.round(1).tolist(), deaths.weight.round(2).tolist()
        ([39.5, 127.4], [0.43, 0.4])
        >>> deaths.cdf([28]).round(2).tolist()
        [[0.46], [0.0]]
    """
    counts = _checks.numbers("count", count)
    good = (counts >= 1) & (counts <= _LARGEST) & (counts == np.floor(counts))
    if not good.all():
        worst = int(good.argmin())
        hint = "a whole number of deaths, at least 1: the survey did not ask about reports of none"
        raise InvalidValueError("E106", f"count[{worst}] is {counts[worst]}", hint)
    given: object = violence
    if isinstance(given, Iterable) and not isinstance(given, str):  # pyright: ignore[reportUnnecessaryIsInstance] - as above
        kinds: list[Any] = list(given)
    else:
        kinds = [given] * len(counts)  # None and other things are refused below, by name
    if len(kinds) != len(counts):
        raise InvalidValueError("E106", f"{len(kinds)} types of violence for {len(counts)} counts", "one for each")
    found = np.empty((3, len(counts)))
    parameters = _parameters()
    for kind in dict.fromkeys(kinds):
        if kind not in parameters:
            raise InvalidValueError("E106", f"violence is {kind!r}", "one of " + ", ".join(parameters))
        rows = np.flatnonzero([each == kind for each in kinds])
        found[:, rows] = _of_one_type(counts[rows], parameters[kind])
    return ReportedValue(counts, *found)


def _of_one_type(counts: FloatArray, table: Mapping[str, Any]) -> FloatArray:
    """Location, scale and weight, one row each."""
    logs = np.log1p(counts)

    def line(name: str) -> FloatArray:
        start, slope = table[name]
        return float(start) + float(slope) * logs

    found = np.stack([np.expm1(line("location")), np.exp(line("scale")), 1 / (1 + np.exp(-line("weight")))])
    for surveyed, *own in table["surveyed"]:
        found[:, counts == surveyed] = np.array(own)[:, np.newaxis]
    return found


@functools.cache
def _parameters() -> Mapping[str, Any]:
    """The table in the package."""
    file = importlib.resources.files("osintclaims.stats") / "reported_value.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
