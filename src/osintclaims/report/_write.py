"""The page as a whole, and the way to the disk."""

import base64
import hashlib
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from osintclaims.model import Claim, Corpus, Finding, coherence, must_be
from osintclaims.reconciliation import Options, Overview, many, reconcile_all
from osintclaims.report._changes import expected_section
from osintclaims.report._html import Html, join, tag
from osintclaims.report._overview import overview
from osintclaims.report._section import Subject, section
from osintclaims.store import whole_file

__all__ = ["render_report", "write_report"]

_NO_TARGETS: Final[Mapping[str, str]] = MappingProxyType({})
_HERE: Final = Path(__file__).parent
#: Style and script of the page; neither holds anything of a corpus.
_STYLE: Final = "report.css"
_SCRIPT: Final = "report.js"


def render_report(
    corpus: Corpus, *, options: Options | None = None, resolved_by: Mapping[str, str] = _NO_TARGETS
) -> str:
    """The report of a corpus as the text of an HTML page.

    Args:
        corpus: The corpus.
        options: How to reconcile; see `osintclaims.reconcile_all`.
        resolved_by: Where what was expected and what came are measurands of their own, ids of the former to ids of the
            latter; see `osintclaims.forecasts`.

    Raises:
        ReconciliationError: A measurand named in `resolved_by` is not known.

    Examples:
        >>> from osintclaims import load_seed_corpus
        >>> from osintclaims.report import render_report
        >>> render_report(load_seed_corpus()).splitlines()[0]
        '<!DOCTYPE html>'
    """
    found = reconcile_all(corpus, options=options)
    known_on = None if options is None else options.known_on
    subjects = _subjects(corpus, found, known_on)
    style, script = (Html((_HERE / name).read_text(encoding="utf-8")) for name in (_STYLE, _SCRIPT))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    title = corpus.title or "Untitled corpus"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title}: report"),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", "Skip to the overview", href="#overview", class_="skip"),
        tag("header", tag("h1", title), _about(corpus, known_on)),
        tag(
            "main",
            tag("div", id="tools", hidden=True, role="search", aria_label="Filter"),
            overview(subjects, found.refused),
            [section(subject) for subject in subjects],
            expected_section(corpus, options, resolved_by),
        ),
        tag("footer", _closing(subjects)),
        tag("script", script),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def write_report(
    corpus: Corpus,
    path: str | os.PathLike[str],
    *,
    options: Options | None = None,
    resolved_by: Mapping[str, str] = _NO_TARGETS,
) -> None:
    """Write the report of a corpus as one HTML file.

    The file appears whole or not at all: if the disk is full, what stood there before still stands there.

    Args:
        corpus: The corpus.
        path: Where to write it; a plain file that is there is replaced.
        options: How to reconcile; see `osintclaims.reconcile_all`.
        resolved_by: As for `render_report`.

    Raises:
        ReconciliationError: As for `render_report`.
        OSError: It cannot be written.
    """
    must_be("path", path, str, os.PathLike)
    content = render_report(corpus, options=options, resolved_by=resolved_by).encode("utf-8", errors="backslashreplace")
    with whole_file(path) as file:
        file.write_bytes(content)


def _hash(text: str) -> str:
    """The text's source expression in a content security policy (CSP 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _subjects(corpus: Corpus, found: Overview, known_on: date | None) -> list[Subject]:
    known = corpus if known_on is None else corpus.known_on(known_on)
    findings = coherence(known.claims, known.measurands)
    return [
        Subject(consensus=result, corpus=corpus, findings=_about_claims(findings, result.claims), id=f"m{number}")
        for number, result in enumerate(found, 1)
    ]


def _about_claims(findings: tuple[Finding, ...], claims: tuple[Claim, ...]) -> tuple[Finding, ...]:
    ids = {claim.id for claim in claims}
    return tuple(finding for finding in findings if finding.id in ids)


def _about(corpus: Corpus, known_on: date | None) -> Html:
    counts = ", ".join(
        many(len(records), noun)
        for records, noun in (
            (corpus.claims, "claim"),
            (corpus.denials, "denial"),
            (corpus.measurands, "measurand"),
            (corpus.sources, "source"),
            (corpus.documents, "document"),
        )
    )
    licence = f" Licence: {corpus.licence}." if corpus.licence else ""
    known = tag("p", f"As known on {known_on}; what became known later is left out.") if known_on else None
    return join(tag("p", f"{counts}.{licence}", class_="about"), known)


def _closing(subjects: list[Subject]) -> Html:
    version = f"Made by osintclaims {subjects[0].consensus.version}. " if subjects else ""
    return tag(
        "p",
        join(
            version,
            "Each origin counts once, however many outlets print it; forecasts are never mixed with observations; "
            "denials stand beside the figures. No range here says who is right.",
        ),
    )
