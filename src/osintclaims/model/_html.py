"""Records as small HTML tables for notebooks: escaped, without script, in the colours of the page."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from osintclaims.model._claim import Claim
    from osintclaims.model._corpus import Corpus

__all__ = ["claim_html", "corpus_html", "html_table"]

#: Rows of one table: a notebook keeps what it shows.
_MOST: Final = 50


def html_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, more: str = "") -> str:
    """A table of texts; heads may be empty, and what is cut off is counted below it.

    Args:
        heads: Heads of the columns.
        rows: Rows of texts; a line break starts a new line.
        more: What the rows are, for saying how many are not shown.
    """
    from html import escape  # noqa: PLC0415 - only notebooks need it

    def cell(text: str) -> str:
        return "<br>".join(escape(line) for line in text.split("\n"))

    listed = list(rows)
    head = "".join(f"<th>{cell(title)}</th>" for title in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell(text)}</td>' for text in row)}</tr>" for row in listed[:_MOST])
    rest = f"<p>and {len(listed) - _MOST} more {escape(more)}</p>" if len(listed) > _MOST else ""
    thead = f"<thead><tr>{head}</tr></thead>" if heads else ""
    return f"<table>{thead}<tbody>{body}</tbody></table>{rest}" if listed else ""


def _titled(title: str, below: str, table: str) -> str:
    from html import escape  # noqa: PLC0415 - only notebooks need it

    return f"<div><p><strong>{escape(title)}</strong>{escape(below)}</p>{table}</div>"


def claim_html(claim: "Claim") -> str:
    """Who said what about what, through whom, when."""
    chain = " → ".join(link.source.name for link in reversed(claim.attribution.chain))
    known = {
        "About": claim.measurand.label,
        "Words": claim.estimate.wording,
        "Figure": str(claim.estimate),
        "From origin to publisher": chain,
        "Said on": "" if claim.claimed_on is None else str(claim.claimed_on),
        "Holds at": "" if claim.as_of is None else str(claim.as_of),
        "Kind": claim.modality.value,
        "Likelihood": claim.likelihood or "",
        "Restates": claim.restates or "",
        "Supersedes": ", ".join(claim.supersedes),
        "Retracted": "yes" if claim.retracted else "",
        "Read in": ", ".join(document.title or document.id for document in claim.documents),
    }
    return _titled(claim.id, "", html_table((), [(name, text) for name, text in known.items() if text]))


def corpus_html(corpus: "Corpus") -> str:
    """What is in it, and how many claims there are about each measurand."""
    counts = (
        f": {len(corpus.claims)} claims and {len(corpus.denials)} denials by {len(corpus.sources)} sources "
        f"in {len(corpus.documents)} documents"
    )
    rows = (
        (one.label, one.id, str(len(corpus.about(one))), str(len(corpus.denials_of(one)))) for one in corpus.measurands
    )
    table = html_table(("Measurand", "Id", "Claims", "Denials"), rows, more="measurands")
    return _titled(corpus.title or "Untitled corpus", counts, table)
