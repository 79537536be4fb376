"""Tables for notebooks: escaped, without script, in the colours of the page."""

import attrs
import pytest

from osintclaims import Anchor, Corpus, Document, Estimate, Measurand, Modality, Source, When, claim, load_seed_corpus
from osintclaims.model import html_table

ATTACK = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_a_table_has_heads_and_rows() -> None:
    """Texts are escaped, and line breaks start new lines."""
    assert html_table(("A",), [("<b>\nx",)]) == (
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>&lt;b&gt;<br>x</td></tr></tbody></table>"
    )
    assert html_table(("A", "B"), [("x", "y")]) == (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table>"
    )
    assert html_table((), [("x",)]) == "<table><tbody><tr><td>x</td></tr></tbody></table>"
    assert html_table(("A",), []) == ""


def test_a_long_table_is_cut_and_says_so() -> None:
    """A notebook keeps what it shows."""
    html = html_table((), [(str(number),) for number in range(60)], more="votes")
    assert html.count("<tr>") == 50
    assert html.startswith("<table><tbody><tr><td>0</td></tr><tr><td>1</td></tr>")
    assert html.endswith("<tr><td>49</td></tr></tbody></table><p>and 10 more votes</p>")
    assert html_table((), [("x",)] * 50).endswith("</table>")
    assert html_table((), [("x",)] * 51).endswith("<p>and 1 more </p>")


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
    rows = {
        "About": "T",
        "Figure": "5 people",
        "From origin to publisher": "a",
        "Holds at": "2024-10",
        "Kind": "plan",
        "Likelihood": "likely",
        "Restates": "x",
        "Supersedes": "y, z",
        "Retracted": "yes",
    }
    body = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in rows.items())
    table = f"<table><tbody>{body}</tbody></table>"
    assert told._repr_html_() == f"<div><p><strong>{told.id}</strong></p>{table}</div>"


def test_a_claim_shows_nothing_that_is_not_known() -> None:
    """A figure and who said it are all there is."""
    rows = {"About": "T", "Figure": "5 people", "From origin to publisher": "a", "Kind": "observed"}
    body = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in rows.items())
    told = claim("T", Estimate.of(5, "person"), by="a")
    table = f"<table><tbody>{body}</tbody></table>"
    assert told._repr_html_() == f"<div><p><strong>{told.id}</strong></p>{table}</div>"


def test_a_claim_shows_where_it_was_read() -> None:
    """Its words, when they were said, and the documents by title, or by id where they have none."""
    wire = Source(id="wire", name="Wire")
    documents = (Document(id="d1", publisher=wire, title="A headline"), Document(id="d2", publisher=wire))
    anchors = tuple(Anchor(document=one, start=0, end=1, quote_sha256="0" * 64) for one in documents)
    told = claim("T", Estimate.of(5, "person", wording="five people"), by=wire, on="2024-10-17")
    html = attrs.evolve(told, anchors=anchors)._repr_html_()
    for row in (
        "<tr><td>Words</td><td>five people</td></tr>",
        "<tr><td>Said on</td><td>2024-10-17</td></tr>",
        "<tr><td>Read in</td><td>A headline, d2</td></tr>",
    ):
        assert row in html


def test_a_corpus_shows_its_measurands() -> None:
    """How many claims and denials there are, in all and about each."""
    html = load_seed_corpus()._repr_html_()
    assert "49 claims and 15 denials by 38 sources in 5 documents" in html
    assert "<thead><tr><th>Measurand</th><th>Id</th><th>Claims</th><th>Denials</th></tr></thead>" in html
    assert "<td>dprk-flights-2024</td><td>1</td><td>0</td>" in html
    assert Corpus()._repr_html_() == (
        "<div><p><strong>Untitled corpus</strong>: 0 claims and 0 denials by 0 sources in 0 documents</p></div>"
    )
    many = tuple(Measurand.adhoc(f"M {number}", "person") for number in range(53))
    assert Corpus(measurands=many)._repr_html_().endswith("</table><p>and 3 more measurands</p></div>")


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
