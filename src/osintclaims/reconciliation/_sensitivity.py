"""How an answer changes with each choice and each origin that it rests on."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval, Lattice, must_be, plural
from osintclaims.reconciliation import _locate
from osintclaims.reconciliation._answer import Tally, tally
from osintclaims.reconciliation._html import sensitivity_html
from osintclaims.reconciliation._question import Question
from osintclaims.reconciliation._results import Consensus, Range, Status, is_contested
from osintclaims.reconciliation._rounding import span
from osintclaims.reconciliation._sentence import bounds, value_text
from osintclaims.reconciliation._variants import Factor, Variant, variants
from osintclaims.units import is_count

__all__ = ["Sensitivity", "SensitivityRow", "sensitivity"]

#: Width of a page, and of the first column of the table.
_WIDTH: Final = 80
_LABEL: Final = 40


@attrs.frozen(kw_only=True)
class SensitivityRow:
    """The answer after one change.

    Attributes:
        factor: What was changed.
        label: The change, in words: ``without South Korea``.
        status: How far the origins agree then.
        region: The central region then; None without votes.
        best: The best value then, or None.
        plausible: The plausible range then.
        refusal: Why there is no answer under this change, or an empty string.
    """

    factor: Factor
    label: str
    status: Status | None
    region: Interval | None
    best: float | None
    plausible: Range | None
    refusal: str = ""


@attrs.frozen(kw_only=True, repr=False)
class Sensitivity:
    """How a consensus changes when one thing at a time is changed. Printed, it is a table under one sentence.

    Attributes:
        consensus: The answer itself.
        rows: The answers after single changes.
    """

    consensus: Consensus
    rows: tuple[SensitivityRow, ...]

    def by(self, factor: Factor | str) -> tuple[SensitivityRow, ...]:
        """The rows of one factor."""
        return tuple(row for row in self.rows if row.factor == factor)

    @property
    def best_range(self) -> tuple[float, float] | None:
        """Smallest and largest best value, the answer's own included; None if there is none at all."""
        found = [best for best in (self.consensus.best, *(row.best for row in self.rows)) if best is not None]
        return (min(found), max(found)) if found else None

    @property
    def most_influential(self) -> SensitivityRow | None:
        """The origin without which the answer changes most; None where no single one changes it.

        The change of the best value on the log scale decides, among equal ones that of the ends of the region; it is
        infinite where a number comes or goes.
        """
        rows = [row for row in self.by(Factor.ORIGIN) if any(self._shifts(row))]
        return max(rows, key=self._shifts, default=None)

    def _shifts(self, row: SensitivityRow) -> tuple[float, ...]:
        far, near = sorted(map(_distance, _ends(self.consensus.region), _ends(row.region)), reverse=True)
        return _distance(self.consensus.best, row.best), far, near

    def summary(self) -> str:
        """How stable the answer is, in one sentence."""
        row = self.most_influential
        if not self.consensus.votes:
            return "there is no figure that could change"
        if len(self.consensus.votes) == 1:
            return f"it rests on {self.consensus.votes[0].name} alone"
        if row is None:
            return "no single origin changes it"
        return f"{self._becomes(row)} {row.label}"

    def _becomes(self, row: SensitivityRow) -> str:
        mine, other = self.consensus.region, row.region
        if mine is None or other is None:
            return "cannot be answered"
        shown = bounds(other, whole=is_count(self.consensus.unit))
        if row.status is Status.CONTESTED and not self.consensus.is_contested:
            return f"becomes contested ({shown})"
        if math.isinf(other.high) and not math.isinf(mine.high):
            return f"loses its upper end ({shown})"
        before, after = (mine.low, other.low) if row.best is None else (self.consensus.best or mine.low, row.best)
        verb = "drops" if after < before else "rises" if after > before else "changes"
        return f"{verb} to {shown}"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[SensitivityRow]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<Sensitivity of {self.consensus.measurand.id}: {len(self)} rows, {self.summary()}>"

    def _repr_html_(self) -> str:
        return sensitivity_html(self)

    def __str__(self) -> str:
        """The sentence, and a table with one line for each change."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        unit, whole = self.consensus.unit, is_count(self.consensus.unit)
        yield from textwrap.wrap(f"{self.consensus.measurand.label}: {self.summary()}.", _WIDTH)
        if self.best_range is not None:
            low, high = self.best_range
            yield f"Best values from {span(low, low, whole=whole)} to {span(high, high, whole=whole)} {plural(unit)}."
        yield ""
        yield from _line("as answered", self.consensus.region, self.consensus.best, whole=whole)
        for row in self.rows:
            if row.refusal:
                yield from textwrap.wrap(f"{row.label}: {row.refusal}", _WIDTH, subsequent_indent="  ")
            else:
                yield from _line(row.label, row.region, row.best, row.status, whole=whole)


def _line(
    label: str, region: Interval | None, best: float | None, status: Status | None = None, *, whole: bool
) -> Iterator[str]:
    shown = "no figure" if region is None else bounds(region, whole=whole)
    if status is Status.CONTESTED:
        shown += ", contested"
    elif best is not None and region is not None and region.low < region.high:
        shown += f", ~{value_text(best, region, whole=whole)}"
    first, *rest = textwrap.wrap(label, _LABEL - 2)
    for one, other in zip_longest((first, *(f"  {line}" for line in rest)), (shown,), fillvalue=""):
        yield f"{one:<{_LABEL}}{other}".rstrip()


def _ends(region: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if region is None else (region.low, region.high)


def _distance(one: float | None, other: float | None) -> float:
    """How far apart two numbers are on the log scale, rounded so that mirror images are equally far."""
    if one == other:
        return 0.0
    if one is None or other is None or min(one, other) <= 0 or math.isinf(max(one, other)):
        return math.inf
    return round(abs(math.log(one / other)), 9)


def sensitivity(consensus: Consensus) -> Sensitivity:
    """Answer the question of a consensus again and again, each time with one thing changed.

    Changed are, one at a time and from the answer's own choices: the location method, the hedge profile, each origin
    and each party left out, the level of independence, one-sided figures left out, flat denials taken as zero, parts
    not lifted, and equal weights where grades were weighed. Nothing is fetched: a consensus holds all it rests on.

    Args:
        consensus: The answer.

    Examples:
        >>> from osintclaims import load_seed_corpus, reconcile, sensitivity
        >>> found = sensitivity(reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn"))
        >>> print(found.summary())
        loses its upper end (9,000 or more) without South Korea
    """
    must_be("consensus", consensus, Consensus)
    asked = Question(
        measurand=consensus.measurand,
        claims=consensus.claims,
        denials=consensus.denials,
        lattice=Lattice(consensus.measurands),
    )
    counted = tally(asked, consensus.options)
    return Sensitivity(consensus=consensus, rows=_rows(tuple(variants(asked, counted))))


def _rows(changes: Sequence[Variant]) -> tuple[SensitivityRow, ...]:
    ranges: dict[tuple[tuple[float, ...], ...], Range] = {}
    return tuple(_row(change, ranges) for change in changes)


def _row(change: Variant, ranges: dict[tuple[tuple[float, ...], ...], Range]) -> SensitivityRow:
    if isinstance(change.counted, str):
        return _refused(change, change.counted)
    counted = change.counted
    if not counted.votes:
        status = Status.NO_FIGURES
        return SensitivityRow(
            factor=change.factor, label=change.label, status=status, region=None, best=None, plausible=None
        )
    try:
        location = _locate.locate(counted.votes, counted.options)
    except ReconciliationError as error:
        return _refused(change, str(error))
    camps = _locate.camps_of(counted.votes, counted.options)
    return SensitivityRow(
        factor=change.factor,
        label=change.label,
        status=_locate.status_of(counted.votes, camps),
        region=location.region,
        best=None if is_contested(camps) else location.best,
        plausible=_range(counted, ranges),
    )


def _range(counted: Tally, ranges: dict[tuple[tuple[float, ...], ...], Range]) -> Range:
    """The plausible range; many changes, such as of the method, leave the votes as they are, and so the range."""
    votes = tuple((vote.low, vote.high, vote.weight) for vote in counted.votes)
    if votes not in ranges:
        ranges[votes] = _locate.plausible(counted.votes, counted.options)
    return ranges[votes]


def _refused(change: Variant, why: str) -> SensitivityRow:
    return SensitivityRow(
        factor=change.factor, label=change.label, status=None, region=None, best=None, plausible=None, refusal=why
    )
