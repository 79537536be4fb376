"""Forecasts and plans beside what came."""

import itertools
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs
import numpy as np

from osintclaims.errors import ReconciliationError
from osintclaims.model import PROSPECTIVE, Claim, Corpus, Interval, Measurand, must_be
from osintclaims.reconciliation._answer import answer
from osintclaims.reconciliation._html import forecasts_html
from osintclaims.reconciliation._options import OBSERVED, Options, options_or_default
from osintclaims.reconciliation._page import quoted
from osintclaims.reconciliation._question import question
from osintclaims.reconciliation._reader import Reader
from osintclaims.reconciliation._results import Consensus
from osintclaims.reconciliation._select import select
from osintclaims.reconciliation._sentence import bounds
from osintclaims.reconciliation._voice import Statement, statements
from osintclaims.reconciliation._votes import governing, read_statement
from osintclaims.stats import interval_score
from osintclaims.units import is_count

__all__ = ["Forecast", "Forecasts", "forecasts"]

_NO_TARGETS: Final[Mapping[str, str]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Forecast:
    """What one voice expected, and what came.

    Attributes:
        name: Who expected it.
        claims: The claim and its copies.
        measurand: What they are about.
        interval: What they admit, in the unit of the outcome.
        outcome: The consensus about what was observed; None as long as no figure is.
        held: Whether it came as expected: the observed best value lies in the interval, or without one all or none of
            the observed region does; None where that does not decide it, or nothing was observed.
        score: Interval score on the log scale (Gneiting and Raftery 2007), the interval taken as a central range at
            the level asked for: lower is better. None for one-sided forecasts and without an observed best value.
    """

    name: str
    claims: tuple[Claim, ...]
    measurand: Measurand
    interval: Interval
    outcome: Consensus | None
    held: bool | None
    score: float | None

    def __str__(self) -> str:
        """Who, the wording, and what came of it."""
        said = f"{self.name}: {quoted(governing(self.claims)[0])}"
        if self.outcome is None or self.outcome.region is None:
            return f"{said} - open"
        came = bounds(self.outcome.region, whole=is_count(self.outcome.unit))
        verdict = {True: "held", False: "did not hold", None: "undecided"}[self.held]
        score = "" if self.score is None else f", score {self.score:.2f}"
        return f"{said} - {verdict}{score}; came {came}"


@attrs.frozen(kw_only=True, repr=False)
class Forecasts:
    """All forecasts and plans of a corpus. Printed, one line each.

    Attributes:
        rows: By measurand and name.
        level: The level at which intervals are scored.
    """

    rows: tuple[Forecast, ...]
    level: float

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Forecast]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Forecast:
        return self.rows[index]

    def __repr__(self) -> str:
        return f"<Forecasts: {len(self)}, of which {sum(one.held is not None for one in self)} are decided>"

    def _repr_html_(self) -> str:
        return forecasts_html(self)

    def __str__(self) -> str:
        """Measurand by measurand, one line for each forecast."""
        return "\n".join(
            line
            for label, group in itertools.groupby(self, key=lambda one: one.measurand.label)
            for line in (label, *(f"  {one}" for one in group))
        )


def forecasts(
    corpus: Corpus,
    *,
    resolved_by: Mapping[str, str] = _NO_TARGETS,
    level: float = 0.8,
    options: Options | None = None,
) -> Forecasts:
    """Who expected what, what came, and how well the two agree.

    Every forecast or plan with a figure stays, also one that its origin replaced later: an observation resolves a
    forecast, it does not supersede it. Copies of one utterance are one forecast.

    Args:
        corpus: The corpus.
        resolved_by: Where what was expected and what was observed are measurands of their own: ids of the former to
            ids of the latter.
        level: Level at which two-sided forecasts are taken as central ranges.
        options: Choices for reading and reconciling; their `modality` is set.

    Raises:
        ReconciliationError: A measurand named in `resolved_by` is not known, or the level is not between 0 and 1.

    Examples:
        >>> from osintclaims import forecasts, load_seed_corpus
        >>> came = {"dprk-troops-expected-2024": "dprk-troops-sent-2024-autumn"}
        >>> found = forecasts(load_seed_corpus(), resolved_by=came)
        >>> print(next(one for one in found if one.name == "Ukraine" and one.outcome))
        Ukraine: "up to 10,000 troops" - did not hold, score 0.83; came 10,450 to 11,550
    """
    must_be("corpus", corpus, Corpus)
    must_be("resolved_by", resolved_by, Mapping)
    base = options_or_default(options)
    known = {one.id for one in corpus.measurands}
    for id_ in (*resolved_by, *resolved_by.values()):
        if id_ not in known:
            raise ReconciliationError(f'unknown measurand "{id_}" in resolved_by')
    expected = attrs.evolve(base, modality=PROSPECTIVE, level=level)
    observed = attrs.evolve(base, modality=OBSERVED)
    found: list[Forecast] = []
    for measurand in corpus.measurands:
        selected, _ = select([claim for claim in corpus.claims if claim.measurand.id == measurand.id], expected)
        if selected:
            target = resolved_by.get(measurand.id, measurand.id)
            outcome = answer(question(corpus, target, ()), observed)
            reader = Reader(expected.profile, outcome.unit)
            heard = statements(selected, expected.independence, linked_by=corpus.claims)
            made = [_forecast(one, reader, outcome, level) for one in heard]
            found.extend(one for one in made if one is not None)
    return Forecasts(
        rows=tuple(sorted(found, key=lambda one: (one.measurand.label, one.name, one.claims[0].id))), level=level
    )


def _forecast(statement: Statement, reader: Reader, outcome: Consensus, level: float) -> Forecast | None:
    interval = read_statement(statement.claims, reader).interval
    if not reader.gives_figure(interval):
        return None
    return Forecast(
        name=statement.name,
        claims=statement.claims,
        measurand=statement.measurand,
        interval=interval,
        outcome=outcome if outcome.votes else None,
        held=_held(interval, outcome),
        score=_score(interval, outcome.best, level),
    )


def _held(interval: Interval, outcome: Consensus) -> bool | None:
    if outcome.best is not None:
        return interval.contains(outcome.best)
    region = outcome.region
    if region is None:
        return None
    shared = interval.intersect(region)
    return False if shared.is_empty else True if shared == region else None


def _score(interval: Interval, came: float | None, level: float) -> float | None:
    if not came or not interval.is_two_sided or interval.low <= 0:
        return None
    low, high, outcome = np.log([interval.low]), np.log([interval.high]), np.log([came])
    return float(interval_score(low, high, outcome, level=level)[0])
