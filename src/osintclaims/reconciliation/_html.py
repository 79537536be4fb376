"""A consensus as a small HTML table for notebooks: escaped, without script."""

from html import escape
from typing import TYPE_CHECKING

from osintclaims.model import plural
from osintclaims.reconciliation._page import quoted, range_text, said
from osintclaims.reconciliation._sentence import bounds, headline, many
from osintclaims.units import is_count

if TYPE_CHECKING:
    from osintclaims.reconciliation._results import Consensus

__all__ = ["render_html"]


def render_html(consensus: "Consensus") -> str:
    """The answer above a table of votes; denials and exclusions as counts below."""
    whole, counts, wide = is_count(consensus.unit), consensus.spread.counts, consensus.plausible
    rows = "".join(
        f"<tr><td>{escape(vote.name)}</td><td>{escape(bounds(vote, whole=whole))}</td>"
        f"<td>{'<br>'.join(escape(f'{quoted(claim)}, {said(claim)}') for claim in vote.claims)}</td>"
        f"<td>{escape(', '.join(vote.notes).replace('_', ' '))}</td></tr>"
        for vote in consensus.votes
    )
    head = "".join(f"<th>{escape(title)}</th>" for title in ("Origin", plural(consensus.unit), "Said", "Notes"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    ranges = f"<p>{wide.level:.0%} range: {escape(range_text(wide, whole=whole))}</p>" if wide.identified else ""
    beside = (
        f"{many(counts.excluded, 'claim')} left out, {many(counts.denials, 'denial')}, "
        f"{many(counts.non_confirmations, 'non-confirmation')}"
    )
    title = f"<strong>{escape(consensus.measurand.label)}</strong>: {escape(headline(consensus))}"
    return f"<div><p>{title}</p>{ranges}{table}<p>{beside}</p></div>"
