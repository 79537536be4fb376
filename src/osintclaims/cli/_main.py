"""The parser, and the way from a command line to an exit code."""

import argparse
from collections.abc import Callable, Sequence
from typing import Final

from osintclaims.cli._command import FINE, UNUSABLE
from osintclaims.cli._commands import COMMANDS
from osintclaims.cli._terminal import Terminal
from osintclaims.errors import OsintclaimsError

__all__ = ["make_parser", "run"]

#: Fits a terminal, a mail and a printed page.
_WIDTH: Final = 80

_DESCRIPTION: Final = """\
Reconcile hedged figures from open sources: who said what, how far the figures
agree, and how far they spread. Without PATH, commands use the seed corpus that
comes with the library."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that keeps its paragraphs and never exceeds a page."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=_WIDTH - 2)


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="osintclaims",
        usage="%(prog)s [--help] [--version] COMMAND ...",
        description="\n".join((_DESCRIPTION, "", "commands:", *_summaries())),
        epilog=_examples([(one.examples[0][0], one.examples[0][1]) for one in COMMANDS]),
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.set_defaults(commands=COMMANDS)  # for the command that writes completion scripts
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    # The description lists them: argparse would break their column.
    commands = parser.add_subparsers(prog=parser.prog, dest="command", metavar="COMMAND", help=argparse.SUPPRESS)
    for one in COMMANDS:
        own = commands.add_parser(
            one.name,
            help=one.summary,
            description=one.description,
            epilog=_examples(one.examples),
            formatter_class=_Help,
            allow_abbrev=False,
        )
        one.configure(own)
    return parser


def _summaries() -> list[str]:
    room = max(len(one.name) for one in COMMANDS) + 2
    return [f"  {one.name:<{room}}{one.summary}" for one in COMMANDS]


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    lines = [f"  {line}\n      {remark}" for line, remark in examples]
    return "\n".join(("examples:", *lines))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit code.

    Raises:
        KeyboardInterrupt: Somebody pressed Ctrl-C.
    """
    terminal = Terminal()
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as end:  # argparse ends the program; a function returns
        return int(end.code or 0)
    if options.version:
        return _guarded(lambda: _version(terminal), terminal)
    chosen = next((one for one in COMMANDS if one.name == options.command), None)
    if chosen is None:
        terminal.message(parser.format_help().rstrip())
        return UNUSABLE
    return _guarded(lambda: chosen.run(options, terminal), terminal)


def _version(terminal: Terminal) -> int:
    from importlib.metadata import version  # noqa: PLC0415 - costs 40 ms, and few ask

    terminal.write(f"osintclaims {version('osintclaims')}")
    return FINE


def _guarded(work: Callable[[], int], terminal: Terminal) -> int:
    """The exit code of some work; what the user can put right is a message, what only we can put right a traceback."""
    try:
        return work()
    except OsintclaimsError as error:
        return _unusable(str(error), terminal)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _unusable(f"{where}{error.strerror or error}", terminal)


def _unusable(text: str, terminal: Terminal) -> int:
    terminal.message(("osintclaims: error: ", "red"), text)
    return UNUSABLE
