"""Tables for notebooks: escaped, without script, in the colours of the page."""

import attrs
import pytest

from osintclaims import Corpus, Estimate, Measurand, Modality, When, claim, load_seed_corpus
from osintclaims.model import html_table

ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_a_table_has_heads_and_rows() -> None:
    """Texts are escaped, and line breaks start new lines."""
    assert html_table(("A",), [("<b>\nx",)]) == (
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>&lt;b&gt;<br>x</td></tr></tbody></table>"
    )
    assert html_table((), [("x",)]) == "<table><tbody><tr><td>x</td></tr></tbody></table>"
    assert html_table(("A",), []) == ""


def test_a_long_table_is_cut_and_says_so() -> None:
    """A notebook keeps what it shows."""
    html = html_table((), [(str(number),) for number in range(60)], more="votes")
    assert html.count("<tr>") == 50
    assert html.endswith("<p>and 10 more votes</p>")


def test_a_claim_shows_who_said_what_through_whom() -> None:
    """The chain runs from the origin to the publisher; what is not known has no row."""
    html = load_seed_corpus().claim("000-c1")._repr_html_()
    for expected in (
        "<strong>000-c1</strong>",
        "<td>over 7,000 North Korean soldiers</td>",
        "<td>more than 7,000 people</td>",
        "Main Directorate of Intelligence of Ukraine (HUR) → Publisher of document 000, not known",
        "<td>2024-10-21/2024-10-31~</td>",
        "<td>observed</td>",
    ):
        assert expected in html
    assert "Restates" not in html
    assert "Retracted" not in html


def test_a_claim_shows_what_stands_beside_its_figure() -> None:
    """Likelihood, time, links to other claims, and that it was taken back."""
    told = attrs.evolve(
        claim("T", Estimate.of(5, "person"), by="a", modality=Modality.PLAN),
        likelihood="likely",
        as_of=When("2024-10"),
        restates="x",
        supersedes=("y", "z"),
        retracted=True,
    )
    html = told._repr_html_()
    for expected in ("likely", "2024-10", "<td>x</td>", "<td>y, z</td>", "<td>yes</td>", "<td>plan</td>"):
        assert expected in html


def test_a_corpus_shows_its_measurands() -> None:
    """How many claims and denials there are, in all and about each."""
    html = load_seed_corpus()._repr_html_()
    assert "49 claims and 15 denials by 38 sources in 5 documents" in html
    assert "<td>dprk-flights-2024</td><td>1</td><td>0</td>" in html
    assert Corpus()._repr_html_() == (
        "<div><p><strong>Untitled corpus</strong>: 0 claims and 0 denials by 0 sources in 0 documents</p></div>"
    )


@pytest.mark.parametrize("kind", ["claim", "corpus"])
def test_texts_stay_texts(kind: str) -> None:
    """Markup in any text is shown; there is neither script nor colour."""
    told = claim(
        Measurand.adhoc(ATTACK, "person"), Estimate.of(5, "person", wording=ATTACK), by=ATTACK, via=[f"b {ATTACK}"]
    )
    html = told._repr_html_() if kind == "claim" else Corpus(title=ATTACK, claims=(told,))._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "style=" not in html
    assert len(html) < 50_000
