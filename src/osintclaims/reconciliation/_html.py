"""Results as small HTML tables for notebooks: escaped, without script, in the colours of the page."""

from html import escape
from typing import TYPE_CHECKING

from osintclaims.model import PROSPECTIVE, Interval, html_table, plural
from osintclaims.reconciliation._page import quoted, range_text, said
from osintclaims.reconciliation._rounding import span
from osintclaims.reconciliation._sentence import best_text, bounds, headline, many, region_text
from osintclaims.units import is_count

if TYPE_CHECKING:
    from osintclaims.reconciliation._overview import Overview
    from osintclaims.reconciliation._results import Consensus, Spread

__all__ = ["overview_html", "render_html", "spread_html"]


def render_html(consensus: "Consensus") -> str:
    """The answer above a table of votes; denials and exclusions as counts below."""
    whole, counts, wide = is_count(consensus.unit), consensus.spread.counts, consensus.plausible
    rows = (
        (
            vote.name,
            bounds(vote, whole=whole),
            "\n".join(f"{quoted(claim)}, {said(claim)}" for claim in vote.claims),
            ", ".join(vote.notes).replace("_", " "),
        )
        for vote in consensus.votes
    )
    table = html_table(("Origin", plural(consensus.unit), "Said", "Notes"), rows, more="votes")
    ranges = f"<p>{wide.level:.0%} range: {escape(range_text(wide, whole=whole))}</p>" if wide.identified else ""
    beside = (
        f"{many(counts.excluded, 'claim')} left out, {many(counts.denials, 'denial')}, "
        f"{many(counts.non_confirmations, 'non-confirmation')}"
    )
    title = f"<strong>{escape(consensus.measurand.label)}</strong>: {escape(headline(consensus))}"
    return f"<div><p>{title}</p>{ranges}{table}<p>{beside}</p></div>"


def overview_html(overview: "Overview") -> str:
    """A row for each result."""
    rows = (
        (
            one.measurand.label + (" (expected)" if one.options.modality == PROSPECTIVE else ""),
            "contested" if one.is_contested else region_text(one),
            best_text(one),
            plural(one.unit),
            one.status.value.replace("_", " "),
            str(one.spread.counts.origins),
        )
        for one in overview
    )
    heads = ("Measurand", "Central region", "Best", "Unit", "Status", "Named origins")
    table = html_table(heads, rows, more="results") or "<p>no results</p>"
    refused = html_table(
        ("Not reconciled", "Why"), [(one.label, why) for one, why in overview.refused], more="measurands"
    )
    return f"<div>{table}{refused}</div>"


def spread_html(spread: "Spread") -> str:
    """All measures of spread, each with its name; what is not known has no row."""
    overlap = spread.overlap
    regions = "" if overlap is None or not overlap.agrees else " or ".join(map(_ends, overlap.regions))
    camps = [
        f"{_ends(Interval(camp.low, camp.high))}: {', '.join(vote.name for vote in camp.votes)}"
        for camp in spread.camps
    ]
    counts = spread.counts
    evidence = (many(counts.claims, "claim"), many(counts.votes, "vote"), many(counts.origins, "named origin"))
    known = {
        "Range of claims (not of the truth)": _ends(spread.envelope),
        "The same, with what was left out": _ends(spread.claims_envelope),
        "The same, of two-sided votes": _ends(spread.two_sided_envelope),
        "Where most votes overlap": regions,
        "Factor between origins (shrunken)": _factor(spread.between_origins),
        "Factor between origins (raw)": _factor(spread.raw_between_origins),
        "Largest point over smallest": _factor(spread.fold),
        "Camps": "\n".join(camps),
        "Evidence": ", ".join(evidence),
    }
    return f"<div>{html_table((), [(name, text) for name, text in known.items() if text])}</div>"


def _ends(interval: Interval | None) -> str:
    return "" if interval is None else span(interval.low, interval.high, whole=False)


def _factor(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
