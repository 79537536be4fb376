"""How an answer changes: with each choice and origin, and with time."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from osintclaims.model import Corpus, Interval, plural
from osintclaims.reconciliation import (
    Consensus,
    Forecasts,
    Options,
    SensitivityRow,
    Status,
    best_text,
    bounds,
    forecasts,
    many,
    quoted,
    region_text,
    said,
    sensitivity,
    timeline,
)
from osintclaims.report._html import Child, Html, join, tag
from osintclaims.report._marks import figure
from osintclaims.report._pictures import changes, days
from osintclaims.report._tables import table
from osintclaims.units import is_count

__all__ = ["expected_section", "sensitivity_part", "timeline_part"]


_CHANGES: Final = (
    "Line: central region after one change. Diamond: best value. Arrow: no bound on that side. Dotted: the votes do "
    "not agree. Band: the answer."
)
_DAYS: Final = (
    "Beside each day the answer as known then; below it what became known: a dot for a value, hollow where somebody "
    "denies it, an arrow where no bound is stated, grey what did not vote, a cross for a denial. Dotted: the votes do "
    "not agree. Band: the answer of the last day."
)


def sensitivity_part(consensus: Consensus, id_: str) -> Html:
    """What single changes do to the answer; those that leave it as it is are counted. Nothing below two votes.

    Args:
        consensus: The answer.
        id_: The section's place in the page.
    """
    if len(consensus.votes) < 2:
        return Html("")
    found = sensitivity(consensus)
    own = _shown(consensus.region, consensus.best, consensus.status, consensus)
    changed = [row for row in found if row.refusal or _shown(row.region, row.best, row.status, consensus) != own]
    same = len(found) - len(changed)
    sentence = f"The answer {found.summary()}."
    if found.most_influential is None:
        sentence = "No single origin changes the answer."
    beside = f" {same} of {many(len(found), 'change')} to one choice or origin leave it as it is." if same else ""
    return join(
        tag("h3", "How stable the answer is"),
        tag("p", f"{sentence}{beside}", class_="ranges"),
        _both(
            figure(changes(consensus, changed, f"{id_}-stable"), _CHANGES),
            table(
                "The answer after one change each",
                ("Change", f"Central region ({plural(consensus.unit)})", "Best", "Agreement"),
                (_cells(row, consensus) for row in changed),
            ),
        ),
    )


def _both(picture: Html, rows: Html) -> Html:
    """A picture, and the table of what is in it, folded; the table alone where there is nothing to draw."""
    return join(picture, tag("details", tag("summary", "The same as a table"), rows)) if picture and rows else rows


def _cells(row: SensitivityRow, consensus: Consensus) -> tuple[str, str, str, str]:
    if row.refusal:
        return row.label, f"no answer: {row.refusal}", "", ""
    return row.label, *_shown(row.region, row.best, row.status, consensus)


def _shown(
    region: Interval | None, best: float | None, status: Status | None, consensus: Consensus
) -> tuple[str, str, str]:
    """An answer as a reader sees it; what looks the same is the same, whatever its last binary digit."""
    whole = is_count(consensus.unit)
    return (
        "no figure" if region is None else bounds(region, whole=whole),
        "" if best is None else bounds(Interval(best, best), whole=whole),
        "" if status is None else status.value.replace("_", " "),
    )


def timeline_part(corpus: Corpus, consensus: Consensus, id_: str) -> Html:
    """What was known on each day up to the one that was asked for; nothing where it is only one.

    Args:
        corpus: Where the claims come from.
        consensus: The answer.
        id_: The section's place in the page.
    """
    found = timeline(corpus, consensus.measurand, options=consensus.options)
    until = consensus.options.known_on
    points = tuple(point for point in found if until is None or point.day <= until)
    if len(points) < 2:
        return Html("")
    rows = (
        (
            str(point.day),
            "contested" if point.consensus.is_contested else region_text(point.consensus),
            best_text(point.consensus),
            str(point.consensus.spread.counts.origins),
            ", ".join(source.name for source in point.consensus.denied_by),
            tag("ul", [tag("li", f"{quoted(claim)}, {said(claim)}") for claim in point.claims], class_="plain")
            if point.claims
            else "",
        )
        for point in points
    )
    undated = f"No day is known for {many(len(found.undated), 'claim')}." if found.undated else ""
    return join(
        tag("h3", "What was known when"),
        _both(
            figure(days(attrs.evolve(found, points=points), f"{id_}-days"), _DAYS),
            table(
                "The answer as known on each day",
                ("Day", f"Central region ({plural(consensus.unit)})", "Best", "Origins", "Denied by", "Became known"),
                rows,
            ),
        ),
        tag("p", undated, class_="ranges") if undated else None,
    )


def expected_section(corpus: Corpus, options: Options | None, resolved_by: Mapping[str, str]) -> Html:
    """Forecasts and plans beside what came; nothing where there are none.

    Args:
        corpus: Where the claims come from.
        options: How to reconcile.
        resolved_by: Ids of what was expected to ids of what came, where these are two measurands.
    """
    found = forecasts(corpus, options=options, resolved_by=resolved_by)
    if not len(found):
        return Html("")
    return tag(
        "section",
        tag("h2", "Expected, and what came", id="expected-heading"),
        table(
            "Forecasts and plans",
            ("Expected", "By", "Words", "Came", "Verdict", "Score"),
            _expected(found),
            class_="sortable",
        ),
        id="expected",
        aria_labelledby="expected-heading",
    )


def _expected(found: Forecasts) -> Iterator[tuple[Child, ...]]:
    verdicts = {True: "held", False: "did not hold", None: "undecided"}
    for one in found:
        yield (
            one.measurand.label,
            one.name,
            ", ".join(dict.fromkeys(quoted(claim) for claim in one.claims)),
            "" if one.outcome is None else region_text(one.outcome),
            "open" if one.outcome is None else verdicts[one.held],
            "" if one.score is None else f"{one.score:.2f}",
        )
