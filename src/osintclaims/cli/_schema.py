"""``osintclaims schema``: the JSON Schema of the JSON form."""

import argparse
from typing import Final

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._terminal import Terminal

__all__ = ["COMMAND"]


def _configure(_: argparse.ArgumentParser) -> None:
    """Take no options."""


def _run(_: argparse.Namespace, terminal: Terminal) -> int:
    import json  # noqa: PLC0415 - help needs none of it

    from osintclaims.interop import schema  # noqa: PLC0415 - help needs none of it

    terminal.write(json.dumps(schema(), allow_nan=False, indent=2))
    return FINE


COMMAND: Final = Command(
    name="schema",
    summary="the JSON Schema of exported JSON",
    description=(
        "Print the JSON Schema (2020-12) that the JSON of a corpus or of results fits:\n"
        "what `osintclaims export --to json` writes and osintclaims.interop.load reads."
    ),
    examples=(("osintclaims schema > osintclaims.schema.json", "for editors and validators"),),
    configure=_configure,
    run=_run,
)
