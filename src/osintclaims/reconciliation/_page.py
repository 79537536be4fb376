"""A consensus as a page of text, at most 80 columns wide."""

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from osintclaims.model import Claim, Denial, SourceKind, must_be, plural
from osintclaims.reconciliation._rounding import span
from osintclaims.reconciliation._sentence import bounds, headline, many, names, organisation
from osintclaims.units import is_count

if TYPE_CHECKING:
    from osintclaims.reconciliation._options import Options
    from osintclaims.reconciliation._results import Consensus, Counts, Range, Voices, Vote

__all__ = ["quoted", "range_text", "render_page", "said"]

#: Fits a terminal, a mail and a printed page.
_WIDTH: Final = 80
#: Wide enough for the longest name of a government in its common form.
_NAME: Final = 24


def render_page(consensus: "Consensus") -> str:
    """The answer, then everything it rests on."""
    return "\n".join(line.rstrip() for line in _lines(consensus))


def _lines(consensus: "Consensus") -> Iterator[str]:
    title = _wrapped(consensus.measurand.label)
    yield from title
    yield "=" * max(len(line) for line in title)
    yield from _wrapped(_capital(f"{headline(consensus)}."))
    yield from _ranges(consensus)
    if consensus.votes:
        yield ""
        yield from _wrapped(f"Votes, one for each origin (in {plural(consensus.unit)})")
        for vote in consensus.votes:
            yield from _vote(vote, whole=is_count(consensus.unit))
    yield from _beside("Affirmed without a figure", [_claim_line(claim) for claim in consensus.affirmed_by])
    yield from _beside("Denied", [_denial_line(one) for one in consensus.denials if one.kind.is_denial])
    yield from _beside("Not confirmed", [_denial_line(one) for one in consensus.denials if not one.kind.is_denial])
    left_out = [
        f"{one.claim.id} {quoted(one.claim)} ({organisation(one.claim)}): {one.detail}"
        for one in consensus.excluded
        if one.claim not in consensus.affirmed_by
    ]
    yield from _beside("Left out", left_out)
    yield from _footer(consensus)


def _ranges(consensus: "Consensus") -> Iterator[str]:
    if not consensus.votes:
        return
    whole, wide = is_count(consensus.unit), consensus.plausible
    if wide.identified:
        text = f"{wide.level:.0%} range: {range_text(wide, whole=whole)}"
        if consensus.plausible_two_sided is not None and consensus.plausible_two_sided.identified:
            text += f"; without one-sided figures {range_text(consensus.plausible_two_sided, whole=whole)}"
        yield from _wrapped(f"{text}.")
    else:
        yield f"No plausible range: {_unbounded(consensus.votes)}."
    if consensus.method_note:
        yield from _wrapped(_capital(f"{consensus.method_note}."))
    if consensus.equal_weights is not None:
        yield from _wrapped(f"With equal weights: {headline(consensus.equal_weights)}.")


def _unbounded(votes: "Sequence[Vote]") -> str:
    """Why votes have no plausible range."""
    positive = [vote for vote in votes if vote.high > 0]
    if not positive:
        return "zero is the only figure"
    missing = "a lower" if math.isfinite(positive[0].high) else "an upper"
    return f"no origin states {missing} figure{' above zero' if len(positive) < len(votes) else ''}"


def range_text(wide: "Range", *, whole: bool) -> str:
    """The ends of a range, or that it has none."""
    if wide.low is None or wide.high is None:
        return "not identified"
    return span(wide.low, wide.high, whole=whole)


def _vote(vote: "Vote", *, whole: bool) -> Iterator[str]:
    notes = f"  [{', '.join(_words(note) for note in vote.notes)}]" if vote.notes else ""
    yield from _wrapped(f"  {vote.name:<{_NAME}} {bounds(vote, whole=whole)}{notes}", indent=" " * 4)
    for claim in vote.claims:
        yield from _wrapped(f"    {quoted(claim)} - {said(claim)} [{claim.id}]", indent=" " * 6)


def quoted(claim: Claim) -> str:
    """A claim's wording, or its estimate in English where no wording was kept."""
    must_be("claim", claim, Claim)
    return f'"{claim.estimate.wording}"' if claim.estimate.wording else str(claim.estimate)


def said(claim: Claim) -> str:
    """Who said it, when, through whom and in which document: ``Andrei Lankov via DW, in 002``."""
    must_be("claim", claim, Claim)
    origin = "unattributed" if claim.attribution.is_unattributed else claim.origin.name
    on = f" on {claim.claimed_on}" if claim.claimed_on is not None else ""
    places = claim.documents
    # A publisher of whom nothing is known tells a reader less than the document it published.
    obscure = {document.publisher.id for document in places if document.publisher.kind is SourceKind.UNKNOWN}
    through = [link.source.name for link in reversed(claim.attribution.chain[:-1]) if link.source.id not in obscure]
    read = f", in {names([document.id for document in places])}" if places else ""
    return f"{origin}{on}{f' via {names(through)}' if through else ''}{read}"


def _claim_line(claim: Claim) -> str:
    likelihood = f', "{claim.likelihood}"' if claim.likelihood else ""
    return f"{organisation(claim)}: {quoted(claim)}{likelihood} ({claim.measurand.label}; {claim.id})"


def _denial_line(denial: Denial) -> str:
    party, top = denial.party, denial.party.organisation
    name = top.name if party == top else f"{top.name} ({party.name})"
    return f"{name}: {_words(denial.kind.value)} ({denial.id})"


def _beside(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield title
        for line in listed:
            yield from _wrapped(f"  {line}", indent=" " * 4)


def _footer(consensus: "Consensus") -> Iterator[str]:
    options = consensus.options
    counts = consensus.spread.counts
    yield ""
    yield from _wrapped(
        f"Evidence: {many(counts.claims, 'claim')}, {many(counts.votes, 'vote')} ({counts.two_sided} two-sided), "
        f"{_named(counts)}; {many(counts.denials, 'denial')}{_by(counts.denials, counts.denied_by)}, "
        f"{many(counts.non_confirmations, 'non-confirmation')}{_by(counts.non_confirmations, counts.unconfirmed_by)}."
    )
    spread = consensus.spread
    if spread.envelope is not None:
        whole = is_count(consensus.unit)
        text = f"Range of claims (not of the truth): {bounds(spread.envelope, whole=whole)}"
        if spread.fold is not None:
            text += f"; the points lie within a factor of {spread.fold:.2f}"
        yield from _wrapped(f"{text}.")
    known = f" as known on {options.known_on}" if options.known_on else ""
    holding = f" that hold by {options.as_of}" if options.as_of else ""
    modality = names(sorted(options.modality))
    yield from _wrapped(
        f"Read by profile {options.profile.name}, method {consensus.method}, {modality} claims{known}{holding}, "
        f"one vote for each {options.independence}{_weighing(options)}; osintclaims {consensus.version}."
    )
    if consensus.votes:
        yield from _wrapped(options.profile.conventions)
    if consensus.plausible.identified:
        yield from _wrapped(consensus.plausible.calibration)


def _named(counts: "Counts") -> str:
    """The named origins; their parties where these are fewer, and what they are worth where that is less."""
    worth = f"{counts.effective_origins:.1f}"
    found = many(counts.origins, "named origin")
    if counts.parties < counts.origins:
        found += _of(counts.parties)
    return found if float(worth) == counts.origins else f"{found}, worth {worth} independent ones"


def _by(records: int, voices: "Voices") -> str:
    """Who is behind some records, as far as they are fewer than these."""
    if voices.parties == records:
        return ""
    return f" by {many(voices.origins, 'origin')}{_of(voices.parties) if voices.parties < voices.origins else ''}"


def _of(parties: int) -> str:
    return " of 1 party" if parties == 1 else f" of {parties} parties"


def _weighing(options: "Options") -> str:
    """How votes are weighed, where that is not equally."""
    grades = (
        ""
        if options.weights == "equal"
        else ", ".join(
            f"{'ungraded' if grade is None else grade.value} {weight:g}" for grade, weight in options.weights
        )
    )
    by_grade = f", weighed by grade ({grades})" if grades else ""
    correlated = (
        f", votes of one party correlated by {options.party_correlation:g}" if options.party_correlation else ""
    )
    grown = ", figures for earlier days carried forward as lower bounds" if options.carry_forward else ""
    return f"{by_grade}{correlated}{grown}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _words(value: str) -> str:
    return value.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
