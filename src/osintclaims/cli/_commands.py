"""All commands, in the order of the help. A new one is a module of its own and one line here."""

from typing import Final

from osintclaims.cli import _check, _completion, _parse, _reconcile, _report
from osintclaims.cli._command import Command

__all__ = ["COMMANDS"]

COMMANDS: Final[tuple[Command, ...]] = (
    _reconcile.COMMAND,
    _check.COMMAND,
    _report.COMMAND,
    _parse.COMMAND,
    _completion.COMMAND,
)
