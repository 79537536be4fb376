"""All measurands of a corpus at a glance."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

import attrs

from osintclaims.model import PROSPECTIVE, Corpus, Tabular, plural
from osintclaims.reconciliation._options import OBSERVED, Options
from osintclaims.reconciliation._question import question
from osintclaims.reconciliation._reconcile import answer
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
    """

    results: tuple[Consensus, ...]

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[Consensus]:
        return iter(self.results)

    def __getitem__(self, index: int) -> Consensus:
        return self.results[index]

    def __repr__(self) -> str:
        return f"<Overview of {len(self)} results>"

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
                lines.extend((*([""] if lines else []), title, "-" * len(title), *(_row(one) for one in group)))
        return "\n".join(lines)


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


def reconcile_all(corpus: Corpus, *, options: Options | None = None) -> Overview:
    """Reconcile every measurand of a corpus, observed and expected figures apart.

    Each measurand gets one result for observed figures and one for what was expected (`PROSPECTIVE`), where such claims
    are about it, or figures about its parts bound it. Those with two or more named origins come first.

    Args:
        corpus: The corpus.
        options: Choices for all of them; their `modality` is set for each result.
    """
    base = Options() if options is None else options
    results: list[Consensus] = []
    for measurand in corpus.measurands:
        asked = question(corpus, measurand, ())
        for modality in (OBSERVED, PROSPECTIVE):
            result = answer(asked, attrs.evolve(base, modality=modality))
            own = any(claim.modality in modality and claim.measurand == measurand for claim in asked.claims)
            if own or result.votes:
                results.append(result)
    return Overview(tuple(sorted(results, key=_rank)))


def _rank(consensus: Consensus) -> tuple[int, str, bool]:
    counts = consensus.spread.counts
    group = 0 if counts.origins > 1 else 1 if counts.votes else 2
    return group, consensus.measurand.label, consensus.options.modality != OBSERVED
