"""What a command is: a name, its options, and what it does. A new one is one module, and one line in `_commands`."""

import argparse
from collections.abc import Callable, Mapping, Sequence

import attrs

from osintclaims.cli._terminal import Terminal
from osintclaims.errors import OsintclaimsError

__all__ = ["FINDINGS", "FINE", "UNUSABLE", "Command", "UnusableError"]

FINE = 0
FINDINGS = 1
UNUSABLE = 2


class UnusableError(OsintclaimsError):
    """Input or options that a command cannot use; the message says what would work."""


def _none() -> Mapping[str, Callable[[], Sequence[str]]]:
    return {}


@attrs.frozen(kw_only=True)
class Command:
    """A command.

    Attributes:
        name: Its name.
        summary: What it does, in a few words.
        description: What it does.
        examples: Command lines with a remark each, for the help.
        configure: Adds its options.
        run: Does it, and returns the exit code.
        values: Values that options take, found out when a completion script is written.
    """

    name: str
    summary: str
    description: str
    examples: Sequence[tuple[str, str]]
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Terminal], int]
    values: Mapping[str, Callable[[], Sequence[str]]] = attrs.field(factory=_none)
