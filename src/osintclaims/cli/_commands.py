"""All commands, in the order of the help. A new one is a module of its own and one line here."""

from typing import Final

from osintclaims.cli import _check, _completion, _draft, _export, _parse, _reanchor, _reconcile, _report, _schema
from osintclaims.cli._command import Command

__all__ = ["COMMANDS"]

COMMANDS: Final[tuple[Command, ...]] = (
    _reconcile.COMMAND,
    _check.COMMAND,
    _report.COMMAND,
    _parse.COMMAND,
    _draft.COMMAND,
    _reanchor.COMMAND,
    _export.COMMAND,
    _schema.COMMAND,
    _completion.COMMAND,
)
