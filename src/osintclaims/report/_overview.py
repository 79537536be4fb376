"""The table at the top of a report: all measurands at a glance."""

from collections.abc import Sequence
from typing import Final

from osintclaims.model import Measurand, plural
from osintclaims.reconciliation import best_text, region_text
from osintclaims.report._html import Html, tag
from osintclaims.report._section import Subject, title_of
from osintclaims.report._svg import mini_forest
from osintclaims.report._tables import table

__all__ = ["overview"]

#: What the words of the page mean, for those who meet them here first.
_WORDS: Final = (
    ("Origin", "Who is said to know the figure, however many outlets print it. Each origin has one vote."),
    ("Central region", "What the votes agree on: values that fewer than half of them rule out on either side."),
    ("Best", "The value nearest to all votes; empty where the votes give no upper end, or do not agree."),
    ("Range with a percentage", "Where the true value may lie, given how far such figures have scattered elsewhere."),
    ("Agreed", "Two or more named origins, whose figures can all be true at once, or nearly so."),
    ("Majority", "Most of the votes can be true at once, some cannot."),
    ("Contested", "The votes fall into camps, none of which has most of the weight. There is no best value."),
    ("Single origin", "The figure rests on the word of at most one who is named."),
    ("Left out", "Claims without a vote, each with the reason: replaced by a later one, a forecast, no figure."),
    ("Denied by", "Who says that it is not so. Denials are listed beside the figures and never counted as zero."),
)


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
        tag(
            "details",
            tag("summary", "How to read this page"),
            tag("dl", [[tag("dt", word), tag("dd", meaning)] for word, meaning in _WORDS]),
            class_="help",
        ),
        rows or tag("p", "This corpus has no measurands that can be reconciled."),
        table("Not reconciled, with the reason", ("Measurand", "Why"), ((one.label, why) for one, why in refused)),
        id="overview",
        aria_labelledby="overview-heading",
    )


def _region(subject: Subject) -> str:
    consensus = subject.consensus
    return "contested" if consensus.is_contested else region_text(consensus)
