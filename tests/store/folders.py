"""Small corpus folders for tests: sound files, and the same with one thing changed."""

import hashlib
from pathlib import Path

from osintclaims.store import Report, check_corpus

__all__ = ["FILES", "QUOTE", "TEXT", "check", "claim", "digest", "lines", "write"]

TEXT = "The ministry said that at least 28 flights were counted.\r\nA spokesman called that nonsense."
QUOTE = "at least 28"


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def claim(*lines: str, id_: str = "d1-c9", estimate: str = "{ figure = 3 }", chain: str = '["wire"]') -> str:
    """A claim table of five lines, and what else is given."""
    first = ("[[claim]]", f'id = "{id_}"', 'measurand = "flights"', f"estimate = {estimate}", f"chain = {chain}")
    return "\n".join((*first, *lines, ""))


#: A sound corpus with one of everything.
FILES: dict[str, str] = {
    "corpus.toml": 'format = "osintclaims/1"\ntitle = "Flights"\n',
    "sources.toml": (
        '[[source]]\nid = "wire"\nname = "A wire service"\nkind = "news_agency"\n\n'
        '[[source]]\nid = "ministry"\nname = "The ministry"\n\n'
        '[[source]]\nid = "spokesman"\nname = "A spokesman"\npart_of = "ministry"\n'
    ),
    "measurands.toml": (
        '[[measurand]]\nid = "flights"\nlabel = "Flights counted"\nunit = "flight"\ntime_kind = "flow"\n\n'
        '[[measurand]]\nid = "troops"\nlabel = "Troops sent"\nunit = "person"\n'
    ),
    "documents.toml": (
        f'[[document]]\nid = "d1"\npublisher = "wire"\npublished = "2024-10-20"\nsha256 = "{digest(TEXT)}"\n'
        f"characters = {len(TEXT)}\n"
    ),
    "claims/d1.toml": (
        'document = "d1"\n\n'
        '[[claim]]\nid = "d1-c1"\nmeasurand = "flights"\nestimate = { at_least = 28, wording = "at least 28" }\n'
        'chain = ["wire", { source = "ministry", act = "said", said_on = "2024-10-19" }]\n'
        f'anchor = {{ start = 23, end = 34, sha256 = "{digest(QUOTE)}" }}\n\n'
        '[[denial]]\nid = "d1-x1"\nkind = "dismissal"\nchain = ["wire", "spokesman"]\nclaims = ["d1-c1"]\n'
    ),
}


def write(folder: Path, changed: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the sound corpus with some files changed, added, or (None) left out."""
    for name, content in ({**FILES} | (changed or {})).items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def check(folder: Path, **changed: str | bytes | None) -> Report:
    """The report on the sound corpus with some files changed: ``claims_d1=...`` is ``claims/d1.toml``."""
    return check_corpus(write(folder, {f"{name.replace('_', '/')}.toml": content for name, content in changed.items()}))


def lines(report: Report) -> list[str]:
    """The problems of a report, as printed."""
    return [str(problem) for problem in report.problems]
