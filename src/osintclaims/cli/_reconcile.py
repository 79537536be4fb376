"""``osintclaims reconcile``: what the figures about a measurand agree on."""

import argparse
from typing import TYPE_CHECKING, Any

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._shared import add_known_on, add_path, corpus_of, day, printed
from osintclaims.cli._terminal import Terminal

if TYPE_CHECKING:
    from osintclaims.model import Corpus
    from osintclaims.reconciliation import Overview

__all__ = ["COMMAND"]


def _configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("-m", "--measurand", metavar="ID", help="what is asked about (default: all, as a table)")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="only what held by this day")
    add_known_on(parser)
    parser.add_argument(
        "--expected", action="store_true", help="what was forecast or planned, instead of what was observed"
    )
    parser.add_argument(
        "--method", default="interval_median", metavar="NAME", help="location method (default: interval_median)"
    )
    parser.add_argument(
        "--independence",
        default="organisation",
        choices=("source", "organisation", "party"),
        help="level at which origins count once (default: organisation)",
    )
    parser.add_argument(
        "--level", type=float, default=0.8, metavar="SHARE", help="probability of the plausible range (default: 0.8)"
    )
    parser.add_argument("--list", action="store_true", help="print the ids and labels of the measurands")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    with terminal.progress("loading"):
        corpus = corpus_of(options.path)
    if options.list:
        for measurand in corpus.measurands:
            terminal.write(f"{measurand.id}\t{measurand.label}")
        return FINE
    with terminal.progress("reconciling"):
        results = _results(corpus, options)
    if options.json:
        from osintclaims.cli._json import consensus_object, corpus_object  # noqa: PLC0415 - only JSON needs it

        content = {
            "corpus": corpus_object(corpus),
            "results": [consensus_object(result) for result in results],
            "refused": [{"measurand": measurand.id, "reason": why} for measurand, why in results.refused],
        }
        terminal.write(printed(content))
    elif options.measurand is not None:
        title, _, page = str(results[0]).partition("\n")
        terminal.write((title, "bold"), f"\n{page}")
    else:
        terminal.write((corpus.title or "Untitled corpus", "bold"))
        terminal.write(f"\n{results}" if len(results) or results.refused else "\nNo measurands.")
        terminal.hint("\n--list names the measurands; --measurand ID shows one, with all that it rests on.")
    return FINE


def _results(corpus: "Corpus", options: argparse.Namespace) -> "Overview":
    """The result asked for, or all of them."""
    from osintclaims.errors import ReconciliationError  # noqa: PLC0415 - help needs none of it
    from osintclaims.model import PROSPECTIVE, Modality  # noqa: PLC0415 - help needs none of it
    from osintclaims.reconciliation import Options, Overview, reconcile, reconcile_all  # noqa: PLC0415

    if options.method not in _methods():  # the library would advise to pass a callable
        raise ReconciliationError(f'unknown method "{options.method}"; choose from {", ".join(_methods())}')
    modality = PROSPECTIVE if options.expected else {Modality.OBSERVED}
    choices: dict[str, Any] = {
        "as_of": options.as_of,
        "known_on": options.known_on,
        "method": options.method,
        "independence": options.independence,
        "level": options.level,
    }
    if options.measurand is not None:
        return Overview((reconcile(corpus, options.measurand, modality=modality, **choices),))
    overview = reconcile_all(corpus, options=Options(**choices))
    expected = tuple(one for one in overview if one.options.modality == modality)
    return Overview(expected, refused=overview.refused) if options.expected else overview


def _methods() -> tuple[str, ...]:
    """The names that ``--method`` takes."""
    from osintclaims.reconciliation import METHODS  # noqa: PLC0415 - help needs none of it

    return tuple(METHODS)


COMMAND = Command(
    name="reconcile",
    summary="what the figures agree on, and how far they spread",
    description=(
        "Reconcile the figures of a corpus: one line for each measurand, or\n"
        "one measurand with all that its answer rests on."
    ),
    examples=(
        ("osintclaims reconcile", "the seed corpus at a glance"),
        ("osintclaims reconcile -m dprk-troops-sent-2024-autumn", "one measurand: votes, denials, what was left out"),
        ("osintclaims reconcile my-corpus --known-on 2024-10-20 --json", "what was known on a day, for other programs"),
    ),
    configure=_configure,
    run=_run,
    values={"--method": _methods},
)
