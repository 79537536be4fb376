"""The command line: check corpora, reconcile what they claim, report and export it; read figures out of texts.

``osintclaims COMMAND --help`` shows the options of each command, with examples. Results go to standard output, messages
and progress to standard error. Exit codes: 0 all is well, 1 the check found something, 2 the input or the command line
cannot be used, 130 interrupted. Output of ``--json`` carries a ``schema_version``, which grows when a key changes its
meaning or goes; new keys may come at any time.
"""

import sys
from collections.abc import Sequence

__all__ = ["main"]

#: 128 and the number of SIGINT, as shells report it.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        arguments: What stands behind the program's name; None takes the program's own.

    Returns:
        0 all is well, 1 the check found something, 2 input or command line cannot be used, 130 interrupted.

    Examples:
        >>> from osintclaims.cli import main
        >>> main(["reconcile", "-m", "dprk-flights-2024", "--json"])  # doctest: +ELLIPSIS
        {
          "schema_version": 1,
        ...
        0
    """
    try:
        from osintclaims.cli._main import run  # noqa: PLC0415 - an interrupt may come while it is loaded

        return run(arguments)
    except KeyboardInterrupt:
        # CPython takes note of an interrupt that ended code in a string, as attrs runs it, and would kill the process
        # in the end, although it was handled here; running another string takes the note back (pythonrun.c).
        exec("")  # noqa: S102 - see above
        if sys.stderr is not None:  # the shell may have closed it
            sys.stderr.write("interrupted\n")
        return _INTERRUPTED
