"""The table at the top of a report: all measurands at a glance."""

from collections.abc import Sequence

from osintclaims.model import Measurand, plural
from osintclaims.reconciliation import best_text, region_text
from osintclaims.report._html import Html, tag
from osintclaims.report._section import Subject, title_of
from osintclaims.report._svg import mini_forest
from osintclaims.report._tables import table

__all__ = ["overview"]


def overview(subjects: Sequence[Subject], refused: Sequence[tuple[Measurand, str]] = ()) -> Html:
    """One row for each measurand, with figures and their shape; below, what cannot be reconciled, with the reason."""
    rows = table(
        "What the figures agree on, by measurand",
        ("Measurand", "Central region", "Best", "Unit", "Evidence", "Status", "Origins", "Left out", "Denied by"),
        (
            (
                tag("a", title_of(subject.consensus), href=f"#{subject.id}"),
                _region(subject),
                best_text(subject.consensus),
                plural(subject.consensus.unit),
                mini_forest(subject.consensus),
                subject.consensus.status.value.replace("_", " "),
                str(subject.consensus.spread.counts.origins),
                str(subject.consensus.spread.counts.excluded),
                ", ".join(source.name for source in subject.consensus.denied_by),
            )
            for subject in subjects
        ),
        class_="sortable overview",
    )
    return tag(
        "section",
        tag("h2", "Overview", id="overview-heading"),
        rows or tag("p", "This corpus has no measurands that can be reconciled."),
        table("Not reconciled, with the reason", ("Measurand", "Why"), ((one.label, why) for one, why in refused)),
        id="overview",
        aria_labelledby="overview-heading",
    )


def _region(subject: Subject) -> str:
    consensus = subject.consensus
    return "contested" if consensus.is_contested else region_text(consensus)
