"""``osintclaims report``: a corpus as one HTML page."""

import argparse
from pathlib import Path
from typing import Final

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._shared import add_known_on, add_path, corpus_of
from osintclaims.cli._terminal import Terminal

__all__ = ["COMMAND"]

#: Where the page goes if nobody says where.
_NAME: Final = Path("osintclaims-report.html")


def _configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    add_known_on(parser)
    parser.add_argument(
        "--resolved-by",
        action="append",
        default=[],
        type=_pair,
        metavar="EXPECTED=OBSERVED",
        help="id of a measurand that was expected, and id of the one that shows what came; may be given again",
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=_NAME, metavar="FILE", help=f"where to write it (default: {_NAME})"
    )


def _pair(text: str) -> tuple[str, str]:
    """Two ids from their text, for argparse."""
    expected, _, observed = text.partition("=")
    if not (expected and observed):
        raise argparse.ArgumentTypeError(f"{text!r} is no pair of ids; write for example expected-2024=sent-2024")
    return expected, observed


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.reconciliation import Options  # noqa: PLC0415 - help needs none of it
    from osintclaims.report import write_report  # noqa: PLC0415 - help needs none of it

    with terminal.progress("loading"):
        corpus = corpus_of(options.path)
    with terminal.progress("writing the report"):
        write_report(
            corpus,
            options.output,
            options=Options(known_on=options.known_on),
            resolved_by=dict(options.resolved_by),
        )
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
        ("osintclaims report --known-on 2024-10-31", "what was known on a day"),
    ),
    configure=_configure,
    run=_run,
)
