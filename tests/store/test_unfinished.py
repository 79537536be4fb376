"""What a coder starts from: a figure and its place in the form of a claim file."""

import pytest

from osintclaims import Anchor, Document, Estimate, InvalidValueError, Section, Source
from osintclaims.store import anchor_line, unfinished_claim
from tests.store.folders import QUOTE, TEXT, digest

WIRE = Source(id="wire", name="A wire service")
PLACE = Anchor.at(Document(id="d1", publisher=WIRE), TEXT, 23, 34, section=Section.CAPTION)


def test_a_claim_without_origin_and_measurand() -> None:
    """The unit is written out, the document is that of the file, and what a coder must decide is no legal id."""
    estimate = Estimate.at_least(28, "flights", wording=QUOTE)
    assert unfinished_claim("d1-c1", estimate, PLACE) == (
        "[[claim]]\n"
        'id = "d1-c1"\n'
        'measurand = "TODO"\n'
        'estimate = { at_least = 28, unit = "flight", wording = "at least 28" }\n'
        'chain = ["wire", "TODO"]\n'
        f'anchor = {{ start = 23, end = 34, sha256 = "{digest(QUOTE)}", section = "caption" }}\n'
    )


def test_an_anchor_alone() -> None:
    """The same line for a claim that is there already."""
    assert anchor_line(PLACE) == (
        f'anchor = {{ start = 23, end = 34, sha256 = "{digest(QUOTE)}", section = "caption" }}\n'
    )


def test_the_argument_is_named() -> None:
    """What is given in the wrong place is said."""
    estimate = Estimate.of(28, "flight")
    with pytest.raises(InvalidValueError, match=r"^id_ must be a str, got 3 \[E005\]$"):
        unfinished_claim(3, estimate, PLACE)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"^estimate must be an Estimate, got 28 \[E005\]$"):
        unfinished_claim("d1-c1", 28, PLACE)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"^anchor must be an Anchor, got a tuple \[E005\]$"):
        unfinished_claim("d1-c1", estimate, (23, 34))  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"^anchor must be an Anchor, got None \[E005\]$"):
        anchor_line(None)  # type: ignore[arg-type]
