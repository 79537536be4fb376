"""Tables of a report: votes, claims, denials, what was left out."""

from collections.abc import Iterable, Sequence

from osintclaims.model import Attribution, Claim, Denial, Document
from osintclaims.reconciliation import Consensus, bounds, quoted, said
from osintclaims.report._html import Child, Html, join, link, tag
from osintclaims.units import is_count

__all__ = ["claims_table", "denials_table", "left_out_table", "table", "votes_table"]


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], *, class_: str | None = None) -> Html:
    """A table with a caption, heads for its columns, and the first cell of each row as the row's head."""
    body = [tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in rest]) for first, *rest in rows]
    if not body:
        return Html("")
    head = tag("tr", [tag("th", title, scope="col") for title in heads])
    inner = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body), class_=class_)
    # A wide table scrolls in its own box; a keyboard can reach that.
    return tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)


def votes_table(consensus: Consensus) -> Html:
    """One row for each origin, with every wording behind its vote."""
    whole = is_count(consensus.unit)
    return table(
        "Votes, one for each origin",
        ("Origin", "Admits", "Said", "Notes"),
        (
            (
                vote.name,
                tag("span", bounds(vote, whole=whole), class_="figures"),
                tag("ul", [tag("li", f"{quoted(claim)}, {said(claim)}") for claim in vote.claims], class_="plain"),
                ", ".join(vote.notes).replace("_", " "),
            )
            for vote in consensus.votes
        ),
    )


def left_out_table(consensus: Consensus) -> Html:
    """What does not vote, and why."""
    return table(
        "Left out, with the reason",
        ("Claim", "Words", "Said by", "Reason"),
        ((one.claim.id, quoted(one.claim), said(one.claim), one.detail) for one in consensus.excluded),
    )


def denials_table(denials: Iterable[Denial]) -> Html:
    """Who denies or does not confirm, and in which way."""
    return table(
        "Denials and non-confirmations: beside the figures, never among them",
        ("Party", "Stand", "About", "When", "Read in"),
        (
            (
                _party(denial),
                tag("strong", _words(denial.kind)) if denial.kind.is_denial else _words(denial.kind),
                ", ".join((*(measurand.label for measurand in denial.measurands), *denial.claims)),
                "" if denial.said_on is None else str(denial.said_on),
                _documents(denial.documents),
            )
            for denial in sorted(denials, key=lambda one: (not one.kind.is_denial, one.id))
        ),
    )


def claims_table(claims: Iterable[Claim]) -> Html:
    """Every claim that was looked at, with its wording and its chain."""
    return table(
        "Claims that were looked at",
        ("Claim", "Words", "Read as", "Chain, from the origin", "Said on", "Kind", "Read in"),
        (
            (
                claim.id,
                quoted(claim),
                join(str(claim.estimate), *(f" ({note})" for note in _remarks(claim))),
                _chain(claim.attribution),
                "" if claim.claimed_on is None else str(claim.claimed_on),
                _words(claim.modality),
                _documents(claim.documents),
            )
            for claim in claims
        ),
        class_="sortable",
    )


def _remarks(claim: Claim) -> list[str]:
    """What stands beside the figure itself."""
    return [
        *([f"restates {claim.restates}"] if claim.restates else []),
        *([f"supersedes {', '.join(claim.supersedes)}"] if claim.supersedes else []),
        *(["retracted"] if claim.retracted else []),
        *([f'"{claim.likelihood}"'] if claim.likelihood else []),
    ]


def _chain(attribution: Attribution) -> Html:
    """Who told whom, each with the verb that was printed."""
    links = [
        tag("li", link_.source.name, f" ({link_.cue or _words(link_.act)})") for link_ in reversed(attribution.chain)
    ]
    return tag("ol", links, class_="chain")


def _documents(documents: Sequence[Document]) -> Html:
    shown = [
        tag(
            "li",
            link(document.url, document.title or document.id),
            f", {document.published}" if document.published else "",
            [" (", link(document.archived_url, "archived copy"), ")"] if document.archived_url else None,
        )
        for document in documents
    ]
    return tag("ul", shown, class_="plain") if shown else Html("")


def _party(denial: Denial) -> str:
    party, top = denial.party, denial.party.organisation
    return top.name if party == top else f"{top.name} ({party.name})"


def _words(value: str) -> str:
    return value.replace("_", " ")
