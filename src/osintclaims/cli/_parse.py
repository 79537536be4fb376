"""``osintclaims parse``: the figures that words state."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from osintclaims.cli._command import FINE, UNUSABLE, Command, UnusableError
from osintclaims.cli._shared import STDIN, estimate_object, printed, text_of
from osintclaims.cli._terminal import Terminal

if TYPE_CHECKING:
    from osintclaims.wording import Mention, NoFigure

__all__ = ["COMMAND"]


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help=f"a phrase, or with --find any text; {STDIN} reads standard input")
    parser.add_argument("--find", action="store_true", help="list every figure of a longer text, with its place")
    parser.add_argument(
        "--explain", action="store_true", help="as --find, and say of each number that is no figure why it is none"
    )
    parser.add_argument("--unit", metavar="UNIT", help="unit of a phrase that names none, or to convert it to")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    text = text_of(None) if options.text == STDIN else options.text
    if options.find or options.explain:
        if options.unit is not None:
            raise UnusableError("--unit is for a single phrase; leave out --find and --explain")
        return _find(text, options, terminal)
    from osintclaims.wording import EstimateParseError, parse_estimate  # noqa: PLC0415 - help needs none of it

    try:
        estimate = parse_estimate(text.strip(), unit=options.unit)
    except EstimateParseError as error:
        if not options.json:
            raise
        content = {"position": error.position, "reason": error.reason, "understood": error.understood}
        terminal.write(printed({"error": content}))
        return UNUSABLE
    terminal.write(printed({"estimate": estimate_object(estimate)}) if options.json else str(estimate))
    return FINE


def _find(text: str, options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.wording import Mention, explain, find_estimates  # noqa: PLC0415 - help needs none of it

    found = explain(text) if options.explain else find_estimates(text)
    if options.json:
        mentions = [_mention(one) for one in found if isinstance(one, Mention)]
        others = [_no_figure(one) for one in found if not isinstance(one, Mention)]
        terminal.write(printed({"mentions": mentions, **({"no_figures": others} if options.explain else {})}))
        return FINE
    for line in _lines(found):
        terminal.write(line)
    if not found:
        terminal.hint("no figures")
    return FINE


def _lines(found: "tuple[Mention | NoFigure, ...]") -> Iterator[str]:
    """Place, figure or reason, and the words: columns that ``cut`` and ``sort`` can take."""
    from osintclaims.wording import Mention  # noqa: PLC0415 - help needs none of it

    for one in found:
        if isinstance(one, Mention):
            role = "" if one.role == "total" else f" ({one.role.value})"
            yield f"{one.start}-{one.end}\t{one.estimate}{role}\t{_flat(one.estimate.wording or one.text)}"
        else:
            yield f"{one.start}-{one.end}\tno figure: {one.reason}\t{_flat(one.text)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _mention(one: "Mention") -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "noun": one.noun,
        "role": one.role.value,
        "part_of": one.part_of,
        "estimate": estimate_object(one.estimate),
    }


def _no_figure(one: "NoFigure") -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "text": one.text, "reason": one.reason}


COMMAND: Final = Command(
    name="parse",
    summary="the figures that words state",
    description=(
        "Read a hedged figure out of English, literally: what the words state, and no\n"
        "more. A phrase must be one figure; with --find, list all figures of a text.\n"
        "Exit code 0: read, 2: no figure, with the place where reading stopped."
    ),
    examples=(
        ('osintclaims parse "more than 7,000 soldiers"', "one phrase"),
        ('osintclaims parse "up to 10,000" --unit person --json', "bounds and hedge, for other programs"),
        ("osintclaims parse --find - < article.txt", "every figure of an article, with its place"),
    ),
    configure=_configure,
    run=_run,
)
