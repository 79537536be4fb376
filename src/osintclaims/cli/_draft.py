"""``osintclaims draft``: the figures of an article as claims that a coder completes."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._shared import STDIN, estimate_object, printed, text_of
from osintclaims.cli._terminal import Terminal

if TYPE_CHECKING:
    from osintclaims.drafting import Draft

__all__ = ["COMMAND"]

#: Id of a text that comes without the name of a file, or with one that holds no letters.
_UNNAMED: Final = "document"


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=f"the article as text in UTF-8; {STDIN} reads standard input")
    parser.add_argument("--document", metavar="ID", help="id of the document (default: made of the file's name)")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    from osintclaims.drafting import draft_claims  # noqa: PLC0415 - help needs none of it

    file = None if options.file == STDIN else Path(options.file)
    text = text_of(file)
    with terminal.progress("reading"):
        drafts = draft_claims(text, document=options.document or _id_of(file))
    if options.json:
        document = drafts.document
        content = {
            "document": {"id": document.id, "sha256": document.sha256, "characters": document.characters},
            "drafts": [_object(draft) for draft in drafts],
        }
        terminal.write(printed(content))
    else:
        terminal.write(str(drafts).rstrip("\n"))
    if not len(drafts):
        terminal.hint("no figures")
    return FINE


def _id_of(file: Path | None) -> str:
    """An id out of the name of a file: lower case, with hyphens for what no id can hold."""
    name = "" if file is None else file.stem.lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:64].rstrip("-") or _UNNAMED


def _object(draft: "Draft") -> dict[str, Any]:
    anchor = draft.anchor
    return {
        "id": draft.id,
        "estimate": estimate_object(draft.estimate),
        "noun": draft.mention.noun,
        "role": draft.mention.role.value,
        "part_of": draft.part_of,
        "anchor": {"start": anchor.start, "end": anchor.end, "sha256": anchor.quote_sha256},
        "remarks": list(draft.remarks),
    }


COMMAND: Final = Command(
    name="draft",
    summary="the figures of an article as claims to be completed",
    description=(
        "Find the figures of an article and write each as a claim with its words and\n"
        'its place. Who said it, and about what, is left as "TODO": a corpus does not\n'
        "load before a coder has decided."
    ),
    examples=(
        ("osintclaims draft article.txt > my-corpus/claims/article.toml", "a claim file to complete"),
        ("osintclaims draft article.txt --document d7", "under an id of your own"),
        ("osintclaims draft - --json < article.txt", "the same for other programs"),
    ),
    configure=_configure,
    run=_run,
)
