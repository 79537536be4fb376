"""How well ranges and best values did in cases whose truth came out, and a prior fitted to these."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean
from typing import Final

import attrs
import numpy as np

from osintclaims.errors import ReconciliationError
from osintclaims.model import all_must_be, must_be
from osintclaims.reconciliation._results import Consensus
from osintclaims.stats import SpreadPrior, fit_spread, interval_score, plausible_quantiles

__all__ = ["Calibration", "CalibrationRow", "Resolved", "calibrate", "fit_spread_prior"]

#: Levels at which coverage is measured: the middle half, the default, and what is usually promised.
_LEVELS: Final = (0.5, 0.8, 0.9)

#: Smallest positive double: an end of a range below it is stored as 0, which has no logarithm.
_LEAST: Final = math.ulp(0.0)


def _is_number(_: object, attribute: "attrs.Attribute[float]", value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ReconciliationError(f"{attribute.name} is {value!r}; give what came out, in the unit of the consensus")


@attrs.frozen
class Resolved:
    """A consensus, and what came out.

    Attributes:
        consensus: What the figures came to at the time.
        truth: The true value, in the unit of the consensus; not negative.

    Raises:
        ReconciliationError: The truth is no such number.
    """

    consensus: Consensus
    truth: float = attrs.field(validator=_is_number)


@attrs.frozen(kw_only=True)
class CalibrationRow:
    """How cases with so many votes did.

    Attributes:
        votes: Number of votes; 0 for all cases together.
        cases: Number of cases with a plausible range and a positive truth.
        coverage: Share of truths inside the range, for each level.
        interval_score: Mean interval score of the ranges on the log scale, for each level (Gneiting and Raftery 2007):
            lower is better.
        in_region: Share of truths inside the central region.
        in_envelope: Share of truths inside the range of claims.
        log10_error: Mean absolute error of the best values in powers of ten; None where there are none.
    """

    votes: int
    cases: int
    coverage: tuple[float, ...]
    interval_score: tuple[float, ...]
    in_region: float
    in_envelope: float
    log10_error: float | None


@attrs.frozen(kw_only=True, repr=False)
class Calibration:
    """Promises against outcomes. Printed, it is a table.

    Attributes:
        levels: Nominal levels, in order.
        rows: One for each number of votes, and last one for all cases together, with `votes` 0; none without cases.
        left_out: Cases without a plausible range, or whose truth is zero: of these the ranges promise nothing.
        prior: The spread prior of the ranges.
    """

    levels: tuple[float, ...]
    rows: tuple[CalibrationRow, ...]
    left_out: int
    prior: SpreadPrior

    def __repr__(self) -> str:
        cases = self.rows[-1].cases if self.rows else 0
        return f"<Calibration on {cases} cases at {', '.join(f'{level:.0%}' for level in self.levels)}>"

    def __str__(self) -> str:
        """One line for each number of votes: cases, coverage at each level, region, envelope, error of best values."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        levels = "".join(f"{f'in {level:.0%}':>9}" for level in self.levels)
        yield f"{'votes':<7}{'cases':>6}{levels}{'region':>9}{'envelope':>10}{'log10 error':>13}"
        for row in self.rows:
            shares = "".join(f"{share:>9.0%}" for share in row.coverage)
            error = "" if row.log10_error is None else f"{row.log10_error:>13.2f}"
            name = str(row.votes) if row.votes else "all"
            yield f"{name:<7}{row.cases:>6}{shares}{row.in_region:>9.0%}{row.in_envelope:>10.0%}{error}"
        if self.left_out:
            yield f"{self.left_out} left out: no plausible range, or the truth is zero."
        yield f"Spread prior: {self.prior.provenance}."


def calibrate(
    resolved: Iterable[Resolved], *, levels: Sequence[float] = _LEVELS, prior: SpreadPrior | None = None
) -> Calibration:
    """Measure how often ranges held the truth, how wide they were, and how far off best values were.

    The plausible ranges are made anew from the votes of each consensus at every level, so that any prior can be tried
    on old cases; regions, envelopes and best values are those of the consensus, by whatever method it was made.

    Args:
        resolved: Consensuses and what came out; each case once.
        levels: Nominal levels of the ranges, strictly between 0 and 1.
        prior: The spread prior to try; None takes `SpreadPrior()`.

    Raises:
        ReconciliationError: A level is not between 0 and 1, or there is none.

    Examples:
        >>> from osintclaims import Estimate, calibrate, claim, reconcile
        >>> from osintclaims.reconciliation import Resolved
        >>> cases = []
        >>> for truth in (900, 1_000, 2_500):
        ...     figures = [
        ...         claim("X", Estimate.about(value, "person"), by=f"S{value}")
        ...         for value in (800, 1_000)
        ...     ]
        ...     cases.append(Resolved(reconcile(figures), truth))
        >>> row = calibrate(cases, levels=[0.8]).rows[-1]
        >>> row.cases, [round(share, 2) for share in row.coverage]
        (3, [0.67])
    """
    asked = tuple(sorted(all_must_be("levels", levels, int, float)))
    if not asked or not 0 < asked[0] <= asked[-1] < 1:
        raise ReconciliationError(f"levels are {list(levels)}; give probabilities between 0 and 1, such as [0.8]")
    used = SpreadPrior() if prior is None else prior
    must_be("prior", used, SpreadPrior)
    cases = all_must_be("resolved", resolved, Resolved)
    kept = [case for case in cases if case.consensus.plausible.identified and case.truth > 0]
    found = _outcomes(kept, asked, used)
    sizes = sorted({len(one.consensus.votes) for one in kept})
    groups = [(size, [one for one in found if one.votes == size]) for size in sizes]
    return Calibration(
        levels=asked,
        rows=tuple(_row(size, group, asked) for size, group in [*groups, *([(0, found)] if found else [])]),
        left_out=len(cases) - len(kept),
        prior=used,
    )


@attrs.frozen
class _Outcome:
    """How one case came out."""

    votes: int
    held: tuple[bool, ...]
    scores: tuple[float, ...]
    in_region: bool
    in_envelope: bool
    error: float | None


def _outcomes(cases: Sequence[Resolved], levels: Sequence[float], prior: SpreadPrior) -> list[_Outcome]:
    if not cases:
        return []
    positive = [[vote for vote in case.consensus.votes if vote.high > 0] for case in cases]
    tails = [(1 - level) / 2 for level in levels]
    quantiles = plausible_quantiles(
        [vote.low for votes in positive for vote in votes],
        [vote.high for votes in positive for vote in votes],
        [vote.weight for votes in positive for vote in votes],
        q=[*tails, *(1 - tail for tail in tails)],
        offsets=_offsets(positive),
        prior=prior,
    )
    quantiles = np.log(np.maximum(quantiles, _LEAST))
    lower, upper = quantiles[:, : len(levels)], quantiles[:, len(levels) :]
    truth = np.log([case.truth for case in cases])
    held = (lower <= truth[:, np.newaxis]) & (truth[:, np.newaxis] <= upper)
    scores = [interval_score(lower[:, at], upper[:, at], truth, level=level) for at, level in enumerate(levels)]
    return [
        _Outcome(
            votes=len(case.consensus.votes),
            held=tuple(held[at].tolist()),
            scores=tuple(float(column[at]) for column in scores),
            in_region=case.consensus.region is not None and case.consensus.region.contains(case.truth),
            in_envelope=case.consensus.spread.envelope is not None
            and case.consensus.spread.envelope.contains(case.truth),
            error=abs(math.log10(case.truth / case.consensus.best)) if case.consensus.best else None,
        )
        for at, case in enumerate(cases)
    ]


def _offsets(votes: Sequence[Sequence[object]]) -> list[int]:
    return list(itertools.accumulate(map(len, votes), initial=0))


def _row(votes: int, outcomes: Sequence[_Outcome], levels: Sequence[float]) -> CalibrationRow:
    errors = [one.error for one in outcomes if one.error is not None]
    return CalibrationRow(
        votes=votes,
        cases=len(outcomes),
        coverage=tuple(fmean(one.held[at] for one in outcomes) for at in range(len(levels))),
        interval_score=tuple(fmean(one.scores[at] for one in outcomes) for at in range(len(levels))),
        in_region=fmean(one.in_region for one in outcomes),
        in_envelope=fmean(one.in_envelope for one in outcomes),
        log10_error=fmean(errors) if errors else None,
    )


def fit_spread_prior(resolved: Iterable[Resolved], *, provenance: str = "") -> SpreadPrior:
    """The spread prior under which the figures and truths of one's own resolved cases were most likely.

    Fitted by `osintclaims.stats.fit_spread` to the points of two-sided votes; cases without one, and truths of zero,
    are left out.

    Args:
        resolved: Consensuses and what came out; ten or more that can be used.
        provenance: Where the cases come from, printed with every range that uses the prior.

    Raises:
        InvalidValueError: E106, fewer than ten cases can be used.
    """
    cases = [
        ([(vote.point, vote.weight) for vote in case.consensus.votes if vote.point], case.truth)
        for case in all_must_be("resolved", resolved, Resolved)
        if case.truth > 0
    ]
    used = [(votes, truth) for votes, truth in cases if votes]
    return fit_spread(
        [point for votes, _ in used for point, _ in votes],
        [truth for _, truth in used],
        [weight for votes, _ in used for _, weight in votes],
        offsets=_offsets([votes for votes, _ in used]),
        provenance=provenance,
    )
