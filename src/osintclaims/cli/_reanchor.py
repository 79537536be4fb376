"""``osintclaims reanchor``: where quotes stand in texts that have changed."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osintclaims.cli._command import FINDINGS, FINE, Command
from osintclaims.cli._shared import add_path, printed
from osintclaims.cli._terminal import Terminal

if TYPE_CHECKING:
    from osintclaims.store import Proposal

__all__ = ["COMMAND"]


def _configure(parser: argparse.ArgumentParser) -> None:
    add_path(parser)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="folder of the texts as they are now")
    parser.add_argument("--before", type=Path, metavar="DIR", help="folder of the texts as they were, if you have them")
    parser.add_argument("--all", action="store_true", help="list quotes that stand where they stood as well")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.store import SEEDS, AnchorState, load_corpus, reanchor  # noqa: PLC0415 - help needs none of it

    with terminal.progress("loading"):
        corpus = load_corpus(options.path or SEEDS, verify=False)
    with terminal.progress("searching"):
        proposals = reanchor(corpus, options.texts, before=options.before)
    listed = [one for one in proposals if options.all or one.state is not AnchorState.UNCHANGED]
    if options.json:
        terminal.write(printed({"proposals": [_object(one) for one in listed]}))
    else:
        for one in listed:
            terminal.write(str(one))
            if one.proposed is not None and one.state is not AnchorState.UNCHANGED:
                terminal.write(f"    {_line(one)}")
        terminal.write(_closing(proposals))
    return FINE if all(one.state is AnchorState.UNCHANGED for one in proposals) else FINDINGS


def _line(one: "Proposal") -> str:
    """What would stand in the claim file."""
    from osintclaims.store import anchor_line  # noqa: PLC0415 - as above

    return "" if one.proposed is None else anchor_line(one.proposed).rstrip()


def _closing(proposals: "Sequence[Proposal]") -> str:
    counts = Counter(one.state.value for one in proposals)
    return f"anchors: {', '.join(f'{number} {state}' for state, number in sorted(counts.items())) or 'none'}"


def _object(one: "Proposal") -> dict[str, Any]:
    anchor, proposed = one.anchor, one.proposed
    return {
        "kind": one.kind,
        "id": one.id,
        "document": anchor.document.id,
        "start": anchor.start,
        "end": anchor.end,
        "state": one.state.value,
        "sought": one.sought,
        "passages": [
            {"start": place.start, "end": place.end, "text": place.text, "similarity": place.similarity}
            for place in one.passages
        ],
        "proposed": None
        if proposed is None
        else {"start": proposed.start, "end": proposed.end, "sha256": proposed.quote_sha256},
    }


COMMAND: Final = Command(
    name="reanchor",
    summary="where quotes stand in texts that have changed",
    description=(
        "Locate the quote of every anchor in the texts as they are now, and propose the\n"
        "place: letter for letter, in another spelling, or the passage most like it.\n"
        "Nothing is changed. Exit code 0: all stand where they stood, 1: some do not."
    ),
    examples=(
        ("osintclaims reanchor my-corpus --texts articles", "every quote that moved, with its new anchor"),
        ("osintclaims reanchor my-corpus --texts new --before old", "with what was quoted at hand"),
        ("osintclaims reanchor my-corpus --texts articles --json", "for other programs"),
    ),
    configure=_configure,
    run=_run,
)
