"""``osintclaims check``: everything that is wrong or odd in corpus folders, with file and line."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from osintclaims.cli._command import FINDINGS, FINE, UNUSABLE, Command, UnusableError
from osintclaims.cli._shared import add_known_on, printed
from osintclaims.cli._terminal import Terminal

if TYPE_CHECKING:
    from osintclaims.store import Problem, Report

__all__ = ["COMMAND"]

#: The file that makes a folder a corpus.
_HEADER: Final = "corpus.toml"


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="corpus folders, or files in them (default: the seed corpus)",
    )
    parser.add_argument("--texts", type=Path, metavar="DIR", help="folder of the texts that anchors point into")
    add_known_on(parser, "look for oddities in what was known on this day alone")
    parser.add_argument("--strict", action="store_true", help="count warnings as findings")
    parser.add_argument(
        "--skip-others", action="store_true", help="leave out files that lie in no corpus, as for a hook"
    )
    parser.add_argument(
        "--format",
        default="text",
        choices=tuple(_FORMATS),
        help="text; github: annotations of a workflow run; json: one object",
    )
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.store import SEEDS, check_corpus  # noqa: PLC0415 - help needs none of it

    folders = list(_folders(options.paths, skip=options.skip_others)) if options.paths else [SEEDS]
    if options.texts is not None and not options.texts.is_dir():
        raise UnusableError(f"no such folder: {options.texts}; give the folder of the texts")
    reports: list[tuple[Path, Report]] = []
    for folder in folders:
        with terminal.progress(f"checking {folder}"):
            reports.append((folder, check_corpus(folder, texts=options.texts, known_on=options.known_on)))
    _FORMATS[options.format](reports, terminal)
    if any(not report.files for _, report in reports):
        return UNUSABLE
    return FINDINGS if any(not _is_fine(report, strict=options.strict) for _, report in reports) else FINE


def _is_fine(report: "Report", *, strict: bool) -> bool:
    return report.ok and not (strict and report.warnings)


def _folders(paths: Iterable[Path], *, skip: bool) -> Iterable[Path]:
    """The corpus folders that these are or lie in, each once.

    Raises:
        UnusableError: A file lies in no corpus.
    """
    found: dict[Path, None] = {}
    for path in paths:
        folder = path if path.is_dir() or not path.exists() else _corpus_around(path)
        if folder is not None:
            found[folder] = None
        elif not skip:
            raise UnusableError(f"{path} lies in no corpus; give a folder that holds {_HEADER}, or a file in one")
    return found


def _corpus_around(file: Path) -> Path | None:
    """The nearest folder above a file that is a corpus."""
    return next((folder for folder in file.parents if (folder / _HEADER).is_file()), None)


def _as_text(reports: Sequence[tuple[Path, "Report"]], terminal: Terminal) -> None:
    for folder, report in reports:
        if len(reports) > 1:
            terminal.write((str(folder), "bold"))
        for problem in report.problems:
            colour = "red" if problem.severity == "error" else "yellow"
            place = f"{_place(folder, problem)}:{problem.line}: "
            path = f"{problem.path}: " if problem.path else ""
            terminal.write(place, (f"{problem.severity}: ", colour), f"{path}{_said(problem)} [{problem.code}]")
        terminal.write(str(report).rpartition("\n")[2])


def _as_annotations(reports: Sequence[tuple[Path, "Report"]], terminal: Terminal) -> None:
    """Workflow commands that GitHub shows beside the lines of a pull request."""
    for folder, report in reports:
        for problem in report.problems:
            terminal.write(_annotation(folder, problem))
        terminal.write(str(report).rpartition("\n")[2])


def _annotation(folder: Path, problem: "Problem") -> str:
    values = {"file": _place(folder, problem), "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in values.items()
    )
    path = f"{problem.path}: " if problem.path else ""
    return f"::{problem.severity} {properties}::{_escaped(f'{path}{_said(problem)}')}"


def _place(folder: Path, problem: "Problem") -> str:
    """The file as it is reached from here; a folder that cannot be read is named itself."""
    return problem.file if problem.file == str(folder) else (folder / problem.file).as_posix()


def _said(problem: "Problem") -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _escaped(text: str) -> str:
    """The text with what would end a workflow command (actions/toolkit, command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_json(reports: Sequence[tuple[Path, "Report"]], terminal: Terminal) -> None:
    import attrs  # noqa: PLC0415 - only JSON needs it here

    content = [{"path": folder.as_posix(), "ok": report.ok, **attrs.asdict(report)} for folder, report in reports]
    terminal.write(printed({"reports": content}))


_FORMATS: Final = MappingProxyType({"text": _as_text, "github": _as_annotations, "json": _as_json})

COMMAND: Final = Command(
    name="check",
    summary="everything that is wrong or odd in a corpus, with file and line",
    description=(
        "Check corpus folders. Errors stop a load; warnings are oddities of the world\n"
        "that a corpus describes, and stop nothing unless --strict is given.\n"
        "Exit code 0: nothing found, 1: findings, 2: no corpus there."
    ),
    examples=(
        ("osintclaims check my-corpus", "all mistakes at once"),
        ("osintclaims check my-corpus --texts articles", "find every anchor in the texts as well"),
        ("osintclaims check my-corpus --format github", "annotate a pull request"),
    ),
    configure=_configure,
    run=_run,
)
