"""All measurands of a corpus at a glance."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import PROSPECTIVE, Corpus, Measurand, Tabular, TimeKind, must_be, plural
from osintclaims.reconciliation._answer import answer
from osintclaims.reconciliation._coherent import Coherence, coherence_of
from osintclaims.reconciliation._html import overview_html
from osintclaims.reconciliation._options import OBSERVED, Options, options_or_default
from osintclaims.reconciliation._question import question
from osintclaims.reconciliation._results import Consensus
from osintclaims.reconciliation._sentence import best_text, region_text

__all__ = ["Overview", "reconcile_all"]

#: Width of a page, and of the columns of the table within it.
_WIDTH: Final = 80
_LABEL: Final = 38
_REGION: Final = 19
_BEST: Final = 9


@attrs.frozen(repr=False)
class Overview(Tabular):
    """Results for several measurands: those with two or more named origins first, then by label.

    It is a collection of `Consensus`; printed, it is a table.

    Attributes:
        results: The results in order.
        refused: Measurands that cannot be reconciled, with the reason: negative figures, for example.
        coherence: How those of observed figures bound one another, if that was asked for.
        expected_coherence: The same for what was expected.
    """

    results: tuple[Consensus, ...]
    refused: tuple[tuple[Measurand, str], ...] = ()
    coherence: Coherence | None = None
    expected_coherence: Coherence | None = None

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[Consensus]:
        return iter(self.results)

    def __getitem__(self, index: int) -> Consensus:
        return self.results[index]

    def __repr__(self) -> str:
        return f"<Overview of {len(self)} results>"

    def _repr_html_(self) -> str:
        return overview_html(self)

    def __str__(self) -> str:
        """A table with one line for each result."""
        several = [one for one in self if one.spread.counts.origins > 1]
        fewer = [one for one in self if one.spread.counts.origins <= 1 and one.votes]
        none = [one for one in self if not one.votes]
        lines: list[str] = []
        for title, group in (
            ("Two or more named origins", several),
            ("One named origin, or none", fewer),
            ("No figures", none),
        ):
            if group:
                lines.extend(_section(title, (_row(one) for one in group), after=lines))
        if self.refused:
            refused = (f"{measurand.label}: {why}" for measurand, why in self.refused)
            lines.extend(_section("Not reconciled", refused, after=lines))
        for title, found in (
            ("What they say about one another", self.coherence),
            ("What was expected, together", self.expected_coherence),
        ):
            if found is not None and str(found):
                lines.extend(_section(title, str(found).split("\n"), after=lines))
        return "\n".join(lines)


def _section(title: str, rows: Iterable[str], *, after: Sequence[str]) -> list[str]:
    """A titled part of the page; a row that is a line of prose is wrapped."""
    wrapped = (
        row if "\n" in row or len(row) <= _WIDTH else textwrap.fill(row, _WIDTH, subsequent_indent="  ") for row in rows
    )
    return [*([""] if after else []), title, "-" * len(title), *wrapped]


def _row(consensus: Consensus) -> str:
    """One result: its label wrapped in the first column, its figures beside the label's first line."""
    expected = " (expected)" if consensus.options.modality == PROSPECTIVE else ""
    first, *rest = textwrap.wrap(consensus.measurand.label + expected, _LABEL - 2)
    figures = _figures(consensus) if consensus.votes else textwrap.wrap(consensus.summary(), _WIDTH - _LABEL)
    lines = zip_longest((first, *(f"  {line}" for line in rest)), figures, fillvalue="")
    return "\n".join(f"{label:<{_LABEL}}{figure}".rstrip() for label, figure in lines)


def _figures(consensus: Consensus) -> list[str]:
    region = "contested" if consensus.is_contested else region_text(consensus)
    best = f"~{best_text(consensus)}".removesuffix("~")
    return [f"{region:<{_REGION}}{best:<{_BEST}}{plural(consensus.unit)}"]


def reconcile_all(corpus: Corpus, *, coherent: bool = False, options: Options | None = None) -> Overview:
    """Reconcile every measurand of a corpus, observed and expected figures apart.

    Each measurand gets one result for observed figures and one for what was expected (`PROSPECTIVE`), where such claims
    are about it, or figures about its parts bound it. Those with two or more named origins come first. A measurand that
    cannot be reconciled does not stop the others: it is listed with the reason.

    Args:
        corpus: The corpus.
        coherent: Whether to work out what parts, wholes and sums say about one another (`coherence_of`). The results
            themselves stay as they are; what moves, and what cannot hold together, is listed beside them.
        options: Choices for all of them; their `modality` is set for each result, and `carry_forward` is for flows.
    """
    must_be("corpus", corpus, Corpus)
    base = options_or_default(options)
    results: list[Consensus] = []
    refused: list[tuple[Measurand, str]] = []
    for measurand in corpus.measurands:
        asked = question(corpus, measurand, ())
        for modality in (OBSERVED, PROSPECTIVE):
            grows = measurand.time_kind is TimeKind.FLOW
            options = attrs.evolve(base, modality=modality, carry_forward=base.carry_forward and grows)
            try:
                result = answer(asked, options)
            except ReconciliationError as error:
                refused.append((measurand, str(error)))
                continue
            own = any(claim.modality in modality and claim.measurand == measurand for claim in asked.claims)
            if own or result.votes:
                results.append(result)
    ranked = tuple(sorted(results, key=_rank))
    if not coherent:
        return Overview(ranked, refused=tuple(refused))
    observed, expected = (
        coherence_of([one for one in ranked if one.options.modality == modality])
        for modality in (OBSERVED, PROSPECTIVE)
    )
    return Overview(ranked, refused=tuple(refused), coherence=observed, expected_coherence=expected)


def _rank(consensus: Consensus) -> tuple[int, str, bool]:
    counts = consensus.spread.counts
    group = 0 if counts.origins > 1 else 1 if counts.votes else 2
    return group, consensus.measurand.label, consensus.options.modality != OBSERVED
