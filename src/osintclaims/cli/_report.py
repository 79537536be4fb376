"""``osintclaims report``: a corpus as one HTML page."""

import argparse
from pathlib import Path
from typing import Final

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._shared import add_path, corpus_of
from osintclaims.cli._terminal import Terminal

__all__ = ["COMMAND"]

#: Where the page goes if nobody says where.
_NAME: Final = Path("osintclaims-report.html")


def _configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument(
        "-o", "--output", type=Path, default=_NAME, metavar="FILE", help=f"where to write it (default: {_NAME})"
    )


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.report import write_report  # noqa: PLC0415 - help needs none of it

    with terminal.progress("loading"):
        corpus = corpus_of(options.path)
    with terminal.progress("writing the report"):
        write_report(corpus, options.output)
    terminal.write(str(options.output))
    return FINE


COMMAND: Final = Command(
    name="report",
    summary="a corpus as one HTML page",
    description=(
        "Write one HTML page that needs no network: every measurand with its votes,\n"
        "what was left out, who denies it, and the claims with their chains."
    ),
    examples=(
        ("osintclaims report my-corpus -o report.html", "a page to pass on"),
        ("osintclaims report", f"the seed corpus, as {_NAME}"),
    ),
    configure=_configure,
    run=_run,
)
