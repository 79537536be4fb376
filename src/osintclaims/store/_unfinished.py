"""Claims of which only the figure and its place are known, as text for a claim file."""

from typing import Any, Final

from osintclaims.model import Anchor, Estimate, must_be
from osintclaims.store._canonical import anchor_keys
from osintclaims.store._estimate import estimate_keys
from osintclaims.store._toml import array_of_tables, line

__all__ = ["anchor_line", "unfinished_claim"]

#: Stands where a coder must decide. Ids are lower-case, so that no record can ever have this name, and no file loads
#: that still holds it.
_TODO: Final = "TODO"
#: No figure is in it, so that each names its own unit: that of the measurand is not known yet.
_NO_UNIT: Final = ""


def unfinished_claim(id_: str, estimate: Estimate, anchor: Anchor) -> str:
    """The ``[[claim]]`` of a figure and its place, in the form of a claim file of the anchor's document.

    Measurand and origin are written ``"TODO"``, which is no legal id: the file does not load until each is replaced.

    Args:
        id_: The id of the claim.
        estimate: The figure; its unit is written out.
        anchor: Where it stands.

    Examples:
        >>> from osintclaims import Anchor, Document, Estimate, Source
        >>> from osintclaims.store import unfinished_claim
        >>> report = Document(id="r1", publisher=Source(id="wire", name="A wire service"))
        >>> anchor = Anchor.at(report, "At least 28 flights were counted.", 0, 19)
        >>> print(
        ...     unfinished_claim("r1-c1", Estimate.at_least(28, "flights"), anchor)
        ... )  # doctest: +ELLIPSIS
        [[claim]]
        id = "r1-c1"
        measurand = "TODO"
        estimate = { at_least = 28, unit = "flight" }
        chain = ["wire", "TODO"]
        anchor = { start = 0, end = 19, sha256 = "a8796df4..." }
        <BLANKLINE>
    """
    must_be("id_", id_, str)
    must_be("estimate", estimate, Estimate)
    must_be("anchor", anchor, Anchor)
    table: dict[str, Any] = {
        "id": id_,
        "measurand": _TODO,
        "estimate": estimate_keys(estimate, _NO_UNIT),
        "chain": [anchor.document.publisher.id, _TODO],
        "anchor": anchor_keys(anchor, anchor.document.id),
    }
    return array_of_tables("claim", table)


def anchor_line(anchor: Anchor) -> str:
    """The line of an anchor, in the form of a claim file of its document.

    Args:
        anchor: The anchor.

    Examples:
        >>> from osintclaims import Anchor, Document, Source
        >>> from osintclaims.store import anchor_line
        >>> report = Document(id="r1", publisher=Source(id="wire", name="A wire service"))
        >>> print(
        ...     anchor_line(Anchor.at(report, "At least 28 flights were counted.", 0, 19))
        ... )  # doctest: +ELLIPSIS
        anchor = { start = 0, end = 19, sha256 = "a8796df4..." }
        <BLANKLINE>
    """
    must_be("anchor", anchor, Anchor)
    return line("anchor", anchor_keys(anchor, anchor.document.id))
