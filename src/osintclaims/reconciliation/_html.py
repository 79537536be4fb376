"""Results as small HTML tables for notebooks: escaped, without script, in the colours of the page."""

from html import escape
from typing import TYPE_CHECKING

from osintclaims.model import PROSPECTIVE, Interval, html_table, plural
from osintclaims.reconciliation._page import quoted, range_text, said
from osintclaims.reconciliation._sentence import (
    best_text,
    bounds,
    denial_text,
    headline,
    many,
    region_text,
    value_text,
)
from osintclaims.units import is_count

if TYPE_CHECKING:
    from osintclaims.reconciliation._forecasts import Forecasts
    from osintclaims.reconciliation._overview import Overview
    from osintclaims.reconciliation._results import Consensus, Spread
    from osintclaims.reconciliation._sensitivity import Sensitivity
    from osintclaims.reconciliation._timeline import Timeline

__all__ = ["forecasts_html", "overview_html", "render_html", "sensitivity_html", "spread_html", "timeline_html"]


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


def sensitivity_html(found: "Sensitivity") -> str:
    """How stable the answer is, above a row for each change."""
    consensus, whole = found.consensus, is_count(found.consensus.unit)
    rows = (
        (
            label,
            refusal or ("no figure" if region is None else bounds(region, whole=whole)),
            "" if best is None or region is None else value_text(best, region, whole=whole),
            agreement.replace("_", " "),
        )
        for label, refusal, region, best, agreement in (
            ("as answered", "", consensus.region, consensus.best, consensus.status.value),
            *(
                (row.label, row.refusal, row.region, row.best, "" if row.status is None else row.status.value)
                for row in found
            ),
        )
    )
    table = html_table(("Change", f"Central region ({plural(consensus.unit)})", "Best", "Status"), rows, more="changes")
    title = f"<strong>{escape(consensus.measurand.label)}</strong>: {escape(found.summary())}"
    return f"<div><p>{title}</p>{table}</div>"


def timeline_html(found: "Timeline") -> str:
    """A row for each day: what was known, and what came."""
    rows = (
        (
            str(point.day),
            "contested" if point.consensus.is_contested else region_text(point.consensus),
            best_text(point.consensus),
            str(point.consensus.spread.counts.origins),
            "\n".join(
                (*(f"{quoted(claim)}, {said(claim)}" for claim in point.claims), *map(denial_text, point.denials))
            ),
        )
        for point in found
    )
    heads = ("Day", f"Central region ({plural(found.measurand.unit)})", "Best", "Named origins", "Became known")
    table = html_table(heads, rows, more="days") or "<p>no day is known</p>"
    undated = f"<p>no day is known for {many(len(found.undated), 'claim')}</p>" if found.undated else ""
    return f"<div><p><strong>{escape(found.measurand.label)}</strong></p>{table}{undated}</div>"


def forecasts_html(found: "Forecasts") -> str:
    """A row for each forecast: who, the words, what came."""
    verdicts = {True: "held", False: "did not hold", None: "undecided"}
    rows = (
        (
            one.measurand.label,
            one.name,
            "\n".join(dict.fromkeys(quoted(claim) for claim in one.claims)),
            "" if one.outcome is None else region_text(one.outcome),
            "open" if one.outcome is None else verdicts[one.held],
            "" if one.score is None else f"{one.score:.2f}",
        )
        for one in found
    )
    heads = ("Expected", "By", "Words", "Came", "Verdict", "Score")
    return f"<div>{html_table(heads, rows, more='forecasts') or '<p>no forecasts</p>'}</div>"


def _ends(interval: Interval | None) -> str:
    return "" if interval is None else bounds(interval, whole=False)


def _factor(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
