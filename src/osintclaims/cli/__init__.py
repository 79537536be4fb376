"""The command line: check corpora, reconcile what they claim, write a report.

``osintclaims COMMAND --help`` shows the options of each command, with examples. Results go to standard output, messages
and progress to standard error. Exit codes: 0 all is well, 1 the check found something, 2 the input or the command line
cannot be used, 130 interrupted. Output of ``--json`` carries a ``schema_version``, which grows when a key changes its
meaning or goes; new keys may come at any time.
"""

from osintclaims.cli._main import main

__all__ = ["main"]
