"""What was known about a measurand, day by day."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from osintclaims.model import Claim, Corpus, Denial, Measurand, known_by, must_be, plural
from osintclaims.reconciliation._answer import answer
from osintclaims.reconciliation._html import timeline_html
from osintclaims.reconciliation._options import Options, options_or_default
from osintclaims.reconciliation._question import question
from osintclaims.reconciliation._results import Consensus
from osintclaims.reconciliation._sentence import denial_text, many, region_text

__all__ = ["Timeline", "TimelinePoint", "timeline"]

#: Width of the column of regions: two numbers of seven digits.
_REGION: Final = 24


@attrs.frozen(kw_only=True)
class TimelinePoint:
    """What was known from a day on.

    Attributes:
        day: The day.
        consensus: The consensus as known on it.
        claims: The claims that became known on it.
        denials: The denials and non-confirmations that became known on it, also those that were retracted or replaced.
    """

    day: date
    consensus: Consensus
    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Timeline:
    """The consensus as known on each day on which a claim or a denial became known. Printed, it is a table.

    Attributes:
        measurand: What it is about.
        points: The days in order, each with what was known on it.
        undated: Claims that no day is known for; they are in none of the points.
    """

    measurand: Measurand
    points: tuple[TimelinePoint, ...]
    undated: tuple[Claim, ...]

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[TimelinePoint]:
        return iter(self.points)

    def __getitem__(self, index: int) -> TimelinePoint:
        return self.points[index]

    def __repr__(self) -> str:
        return f"<Timeline of {self.measurand.id}: {len(self)} days>"

    def _repr_html_(self) -> str:
        return timeline_html(self)

    def __str__(self) -> str:
        """One line for each day: region, named origins, the claims and denials that became known."""
        lines = [f"{self.measurand.label}, in {plural(self.measurand.unit)}"]
        for point in self.points:
            found = point.consensus
            shown = "contested" if found.is_contested else region_text(found)
            new = ", ".join((*(claim.id for claim in point.claims), *map(denial_text, point.denials)))
            lines.append(f"{point.day}  {shown:<{_REGION}}  {many(found.spread.counts.origins, 'origin'):<10}  {new}")
        if self.undated:
            lines.append(f"No day is known for {', '.join(claim.id for claim in self.undated)}.")
        return "\n".join(lines)


def timeline(corpus: Corpus, measurand: Measurand | str, *, options: Options | None = None) -> Timeline:
    """The consensus about a measurand as known on each day on which a claim or a denial about it became known.

    A record is known from the latest day its utterance can mean, else from the latest day its document can have been
    published on.

    Args:
        corpus: The corpus.
        measurand: The measurand or its id.
        options: Choices for all days; their `known_on` is set for each.

    Raises:
        ReconciliationError: As for `reconcile`.

    Examples:
        >>> from osintclaims import load_seed_corpus, timeline
        >>> found = timeline(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
        >>> for point in found.points[:2]:
        ...     print(point.day, point.consensus.status.value)
        2024-10-20 contested
        2024-10-21 contested
    """
    must_be("corpus", corpus, Corpus)
    asked = question(corpus, measurand, ())
    base = options_or_default(options)
    known = {claim.id: known_by(claim) for claim in asked.claims}
    aimed = {denial: known_by(denial) for denial in asked.aimed(asked.denials)}
    return Timeline(
        measurand=asked.measurand,
        points=tuple(
            TimelinePoint(
                day=day,
                consensus=answer(asked, attrs.evolve(base, known_on=day)),
                claims=tuple(claim for claim in asked.claims if known[claim.id] == day),
                denials=tuple(denial for denial, since in aimed.items() if since == day),
            )
            for day in sorted({day for day in (*known.values(), *aimed.values()) if day is not None})
        ),
        undated=tuple(claim for claim in asked.claims if known[claim.id] is None),
    )
