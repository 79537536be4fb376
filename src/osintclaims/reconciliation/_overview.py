"""All measurands of a corpus at a glance."""

from collections.abc import Iterator
from typing import Final

import attrs

from osintclaims.model import PROSPECTIVE, Corpus, plural
from osintclaims.reconciliation._options import OBSERVED, Options
from osintclaims.reconciliation._reconcile import answer, question
from osintclaims.reconciliation._results import Consensus
from osintclaims.reconciliation._rounding import significant
from osintclaims.reconciliation._sentence import region_text

__all__ = ["Overview", "reconcile_all"]

#: Columns of the table: with the unit behind them a line stays near 80 characters.
_LABEL: Final = 46
_REGION: Final = 20


@attrs.frozen(repr=False)
class Overview:
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
    label = consensus.measurand.label + (" (expected)" if consensus.options.modality == PROSPECTIVE else "")
    if not consensus.votes:
        return f"{_cut(label, _LABEL)} {consensus.summary()}"[:120].rstrip()
    best = (
        f"~{significant(consensus.best, 3)}" if consensus.best is not None and consensus.low != consensus.high else ""
    )
    region = "contested" if len(consensus.spread.camps) > 1 and consensus.best is None else region_text(consensus)
    return f"{_cut(label, _LABEL)} {region:<{_REGION}} {best:<9} {plural(consensus.unit)}".rstrip()


def _cut(text: str, width: int) -> str:
    return f"{text:<{width}}" if len(text) <= width else f"{text[: width - 1]}…"


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
