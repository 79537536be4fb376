"""``osintclaims export``: a corpus or its results in the formats of others."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from osintclaims.cli._command import FINE, Command, UnusableError
from osintclaims.cli._shared import add_path, corpus_of
from osintclaims.cli._terminal import Terminal

__all__ = ["COMMAND"]


def _configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument(
        "-t", "--to", metavar="FORMAT|FILE", help="a format, for standard output; or a file, by its extension"
    )
    parser.add_argument("--format", metavar="FORMAT", help="the format of a file whose extension does not tell it")
    parser.add_argument("--results", action="store_true", help="what the figures agree on, instead of the claims")
    parser.add_argument("--list", action="store_true", help="print the formats and the extensions of their files")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.interop import export, formats  # noqa: PLC0415 - help needs none of it

    if options.list:
        for name, extension in formats().items():
            terminal.write(f"{name}\t{extension}")
        return FINE
    if options.to is None:
        raise UnusableError("say what to make with --to: a file, or one of " + ", ".join(formats()))
    with terminal.progress("loading"):
        corpus = corpus_of(options.path)
    content: object = corpus
    if options.results:
        from osintclaims.reconciliation import reconcile_all  # noqa: PLC0415 - only results need it

        with terminal.progress("reconciling"):
            content = reconcile_all(corpus)
    target = options.to if options.to in formats() and not options.format else Path(options.to)
    with terminal.progress("exporting"):
        text = export(content, target, format=options.format or "")
    if text is None:
        terminal.write(str(options.to))
    else:
        terminal.data(text)
    return FINE


def _formats() -> Sequence[str]:
    """The names that ``--to`` and ``--format`` take."""
    from osintclaims.interop import formats  # noqa: PLC0415 - help needs none of it

    return tuple(formats())


COMMAND: Final = Command(
    name="export",
    summary="a corpus or its results in another format",
    description=(
        "Write a corpus, or with --results what its figures agree on, in a format of\n"
        "others: tables, JSON, annotations, knowledge graphs. What a format cannot\n"
        "carry is listed in the documentation of osintclaims.interop."
    ),
    examples=(
        ("osintclaims export my-corpus --to claims.csv", "for a spreadsheet"),
        ("osintclaims export --results --to json", "the seed corpus's answers, on standard output"),
        ("osintclaims export --list", "the formats there are"),
    ),
    configure=_configure,
    run=_run,
    values={"--to": _formats, "--format": _formats},
)
