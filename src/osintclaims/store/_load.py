"""Folders to corpora: read, parse, build, verify, and report everything that is wrong in one pass."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import Claim, Corpus, Finding, coherence, integrity, known_by, look_alikes, must_be, must_be_day
from osintclaims.store._anchors import verify
from osintclaims.store._build import Built, build
from osintclaims.store._fault import Fault, printable, spelled
from osintclaims.store._files import Folder, is_inside, read_folder
from osintclaims.store._keys import record_key
from osintclaims.store._report import CorpusError, Problem, Report
from osintclaims.store._rows import Rows, rows_of
from osintclaims.store._structure import RECORDS, key_of
from osintclaims.store._texts import Texts

__all__ = ["check_corpus", "corpus_in", "corpus_of", "load_corpus", "located", "problems_of", "said_in"]

#: The folder inside a corpus where the texts may lie.
_TEXTS: Final = "texts"


def load_corpus(
    path: str | os.PathLike[str], *, texts: Texts | str | os.PathLike[str] | None = None, verify: bool = True
) -> Corpus:
    """The corpus of a folder of TOML files.

    Nothing is coerced, repaired or left out: one error anywhere, and there is no corpus.

    Args:
        path: The folder, which holds ``corpus.toml``.
        texts: The texts that anchors point into, or their folder; by default the folder ``texts`` in the corpus, if it
            exists. Anchors into texts that are not there are not verified.
        verify: Whether to look into texts at all; without, a corpus loads whose quotes have moved, so that `reanchor`
            can find them.

    Raises:
        CorpusError: Something is wrong; its problems name every place.
        OSError: The folder of texts cannot be read.
        InvalidValueError: An argument of the wrong type (E005).

    Examples:
        >>> import tempfile
        >>> from osintclaims.model import Corpus
        >>> from osintclaims.store import load_corpus, save_corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save_corpus(Corpus(title="Troops"), folder)
        ...     load_corpus(folder).title
        'Troops'
    """
    must_be("verify", verify, bool)
    report, corpus = _read(path, texts, verified=verify)
    if corpus is None:
        raise CorpusError(report.problems)
    return corpus


def check_corpus(
    path: str | os.PathLike[str],
    *,
    texts: Texts | str | os.PathLike[str] | None = None,
    known_on: date | None = None,
) -> Report:
    """Everything that is wrong or odd in a corpus folder.

    What does not fit together in the world (W301 to W307) is a warning and stops no load. Content never raises.

    Args:
        path: The folder, which holds ``corpus.toml``.
        texts: The texts that anchors point into, or their folder; by default the folder ``texts`` in the corpus, if it
            exists.
        known_on: Look for what does not fit together among the claims that were known on this day alone, as
            `osintclaims.Corpus.known_on` has them; None takes all. Errors are errors on any day.

    Raises:
        OSError: The folder of texts cannot be read.
        InvalidValueError: An argument of the wrong type (E005).

    Examples:
        >>> from osintclaims.store import check_corpus
        >>> print(check_corpus("no/such/folder"))
        no/such/folder:1: no such folder; give the folder that holds corpus.toml [E009]
        1 error, 0 warnings in 0 files (0 claims, 0 denials); anchors: ...
    """
    if known_on is not None:
        must_be_day("known_on", known_on)
    return _read(path, texts, fitting=lambda claim: known_on is None or _was_known(claim, known_on))[0]


def _was_known(claim: Claim, day: date) -> bool:
    known = known_by(claim)
    return known is not None and known <= day


def _read(
    path: str | os.PathLike[str],
    texts: Texts | str | os.PathLike[str] | None,
    *,
    fitting: Callable[[Claim], bool] | None = None,
    verified: bool = True,
) -> tuple[Report, Corpus | None]:
    """The report on a folder, and its corpus if there is no error; claims that are chosen have to fit together."""
    must_be("path", path, str, os.PathLike)
    must_be("texts", texts, Texts, str, os.PathLike, type(None))
    folder = read_folder(path)
    rows = rows_of(folder)
    texts = _texts_of(folder.root, rows, texts) if verified else None
    if rows.is_foreign:
        return Report(problems=problems_of(rows, rows.faults, "error"), files=len(rows.tables)), None
    built = build(rows)
    looked_up = verify(built, texts)
    faults = [*rows.faults, *built.faults, *looked_up.faults]
    corpus = None if faults else corpus_of(rows, built)
    if corpus is None:
        faults.extend(located(built, integrity(*said_in(built)), skip=("E302",)))
    problems = problems_of(rows, faults, "error")
    if fitting is not None:
        found = located(built, _oddities(built, fitting))
        problems = _sorted((*problems, *problems_of(rows, found, "warning")))
    report = Report(
        problems=problems,
        files=len(folder.texts),
        claims=len(rows.by_kind["claim"]),
        denials=len(rows.by_kind["denial"]),
        anchors_recorded=looked_up.recorded,
        anchors_verified=looked_up.verified,
        has_texts=texts is not None,
    )
    return report, corpus


def _texts_of(root: Path, rows: Rows, texts: Texts | str | os.PathLike[str] | None) -> Texts | None:
    """The texts to verify anchors with: those that are given, else those in the corpus folder if there are any."""
    if texts is not None:
        return texts if isinstance(texts, Texts) else Texts(texts)
    inner = root / _TEXTS
    if rows.is_foreign or not inner.is_dir():
        return None
    if is_inside(inner, root.resolve()):
        return Texts(inner)
    rows.faults.append(Fault((), "E009", "a link that leads out of the corpus folder", "name it by texts=", _TEXTS))
    return None


def _oddities(built: Built, fitting: Callable[[Claim], bool]) -> tuple[Finding, ...]:
    """What is odd about the world of a corpus, as chosen claims have it, and about its names."""
    claims, _, measurands = said_in(built)
    records = [record for kind in RECORDS for record in built.records[kind].values()]
    return (*coherence(filter(fitting, claims), measurands), *look_alikes(records), *_repeated(claims))


def _repeated(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Claims that say what another one says, read in the same places, and do not say how they are related."""
    first: dict[str, Claim] = {}
    for claim in claims:
        earlier = first.setdefault(record_key(claim), claim)
        related = {claim.restates, *claim.supersedes, claim.id}
        if earlier.id not in related and claim.id not in (earlier.restates, *earlier.supersedes):
            message = f"it says what {earlier.id} says, read in the same places"
            hint = "keep one of them: they count once"
            yield Finding(kind="claim", id=claim.id, field="id", code="W307", message=message, hint=hint)


def corpus_in(folder: Folder) -> Corpus | None:
    """The corpus of files that were read, without a look into texts; None if something is wrong with them."""
    rows = rows_of(folder)
    if rows.faults:
        return None
    built = build(rows)
    return None if built.faults else corpus_of(rows, built)


def corpus_of(rows: Rows, built: Built) -> Corpus | None:
    """The corpus, or None if its records do not fit together."""
    try:
        things: dict[str, Any] = {f"{kind}s": tuple(built.records[kind].values()) for kind in RECORDS}
        header: dict[str, Any] = {**rows.header}
        return Corpus(**header, **things)
    except InvalidValueError:
        return None


def said_in(built: Built) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """Claims, denials and measurands."""
    claims, denials, measurands = (tuple(built.records[kind].values()) for kind in ("claim", "denial", "measurand"))
    return claims, denials, measurands


def located(built: Built, findings: Iterable[Finding], skip: tuple[str, ...] = ()) -> list[Fault]:
    """Findings about records, at the place of the field they name."""
    faults: list[Fault] = []
    for finding in findings:
        if finding.code not in skip:
            row = built.rows[finding.kind][finding.id]
            key = key_of(RECORDS[finding.kind], finding.field)
            path = (key,) if key in row.table else ()
            faults.append(row.fault(Fault(path, finding.code, finding.message, finding.hint)))
    return faults


def problems_of(rows: Rows, faults: Iterable[Fault], severity: Literal["error", "warning"]) -> tuple[Problem, ...]:
    """Faults with their lines, in order of file and line."""
    problems: list[Problem] = []
    for fault in faults:
        line, column = fault.at or rows.place(fault.file, fault.path)
        file, path = printable(fault.file), spelled(fault.path)
        problems.append(
            Problem(file, line, column, path, fault.code, severity, printable(fault.message), printable(fault.hint))
        )
    return _sorted(problems)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: attrs.astuple(problem)[:5]))
