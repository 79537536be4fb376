"""The section of one measurand. A part that a report gains is one function and one line in `PARTS`."""

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from osintclaims.model import PROSPECTIVE, Corpus, Finding
from osintclaims.reconciliation import Consensus, many, quoted, range_text, said
from osintclaims.report._changes import sensitivity_part, timeline_part
from osintclaims.report._html import Html, join, tag
from osintclaims.report._marks import figure
from osintclaims.report._svg import forest
from osintclaims.report._tables import claims_table, denials_table, left_out_table, votes_table
from osintclaims.units import is_count

__all__ = ["PARTS", "Subject", "section", "title_of"]

_KEY: Final = (
    "Line: what an origin admits. Dot: the value it commits to, hollow where somebody denies it. Arrow: no bound "
    "stated on that side. Grey: left out. Band and bar: central region. Thin bar: plausible range. Diamond: best value."
)


@attrs.frozen(kw_only=True)
class Subject:
    """What a section is about.

    Attributes:
        consensus: The result.
        corpus: Where it comes from.
        findings: What does not fit together in its claims.
        id: The section's place in the page.
    """

    consensus: Consensus
    corpus: Corpus
    findings: Sequence[Finding]
    id: str


def title_of(consensus: Consensus) -> str:
    """The measurand, and whether the figures are of what was expected."""
    return consensus.measurand.label + (" (expected)" if consensus.options.modality == PROSPECTIVE else "")


def section(subject: Subject) -> Html:
    """Everything about one measurand, the answer first."""
    heading = f"{subject.id}-heading"
    parts = [part(subject) for part in PARTS]
    return tag(
        "section",
        tag("h2", title_of(subject.consensus), id=heading),
        parts,
        tag("p", tag("a", "Back to the overview", href="#overview"), class_="back"),
        id=subject.id,
        class_="measurand",
        aria_labelledby=heading,
    )


def _answer(subject: Subject) -> Html:
    consensus = subject.consensus
    summary = consensus.summary()
    return tag("p", f"{summary[:1].upper()}{summary[1:]}.", class_="answer")


def _ranges(subject: Subject) -> Html:
    consensus = subject.consensus
    wide, two_sided, whole = consensus.plausible, consensus.plausible_two_sided, is_count(consensus.unit)
    if not consensus.votes:
        return Html("")
    if not wide.identified:
        return tag("p", "No plausible range: the figures bound one side only.", class_="ranges")
    text = f"{wide.level:.0%} range: {range_text(wide, whole=whole)}"
    if two_sided is not None and two_sided.identified:
        text += f"; without one-sided figures {range_text(two_sided, whole=whole)}"
    return tag("p", f"{text}.", class_="ranges")


def _beside(subject: Subject) -> Html:
    """What the method could not use, and the answer without weights."""
    consensus = subject.consensus
    lines = [f"{consensus.method_note[:1].upper()}{consensus.method_note[1:]}."] if consensus.method_note else []
    if consensus.equal_weights is not None:
        lines.append(f"With equal weights: {consensus.equal_weights.summary()}.")
    return join([tag("p", line, class_="ranges") for line in lines])


def _picture(subject: Subject) -> Html:
    return figure(forest(subject.consensus, subject.id), _KEY)


def _votes(subject: Subject) -> Html:
    return votes_table(subject.consensus)


def _affirmed(subject: Subject) -> Html:
    affirming = subject.consensus.affirmed_by
    if not affirming:
        return Html("")
    lines = [tag("li", f"{quoted(claim)}, {said(claim)} ({claim.measurand.label})") for claim in affirming]
    return join(tag("h3", "Affirmed without a figure"), tag("ul", lines))


def _denials(subject: Subject) -> Html:
    return denials_table(subject.consensus.denials)


def _left_out(subject: Subject) -> Html:
    return left_out_table(subject.consensus)


def _changes(subject: Subject) -> Html:
    return sensitivity_part(subject.consensus, subject.id)


def _days(subject: Subject) -> Html:
    return timeline_part(subject.corpus, subject.consensus, subject.id)


def _problems(subject: Subject) -> Html:
    if not subject.findings:
        return Html("")
    lines = [
        tag("li", finding.message, f"; {finding.hint}" if finding.hint else "", f" [{finding.code}]")
        for finding in subject.findings
    ]
    return join(tag("h3", "What does not fit together"), tag("ul", lines))


def _claims(subject: Subject) -> Html:
    return claims_table(subject.consensus.claims)


def _method(subject: Subject) -> Html:
    consensus = subject.consensus
    options, counts = consensus.options, consensus.spread.counts
    evidence = (
        f"Evidence: {many(counts.claims, 'claim')}, {many(counts.votes, 'vote')}, "
        f"{many(counts.origins, 'named origin')}, {many(counts.denials, 'denial')}, "
        f"{many(counts.non_confirmations, 'non-confirmation')}."
    )
    method = (
        f"Method {consensus.method}, hedge profile {options.profile.name}, {' and '.join(sorted(options.modality))} "
        f"claims, one vote for each {options.independence}; osintclaims {consensus.version}."
    )
    sentences = [evidence, method]
    if consensus.votes:
        sentences.append(options.profile.conventions)
    if consensus.plausible.identified:
        sentences.append(consensus.plausible.calibration)
    return tag("p", " ".join(sentences), class_="method")


#: The parts of a section, in order; one that has nothing to say is empty.
PARTS: Final[tuple[Callable[[Subject], Html], ...]] = (
    _answer,
    _ranges,
    _beside,
    _picture,
    _votes,
    _affirmed,
    _denials,
    _left_out,
    _changes,
    _days,
    _problems,
    _claims,
    _method,
)
