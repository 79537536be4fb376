"""Texts of strangers stay texts: in reports, notebooks, pictures, spreadsheets and pages that embed an export."""

import csv
import io
import json
import typing
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from osintclaims import (
    Anchor,
    Claim,
    Corpus,
    Denial,
    Document,
    Estimate,
    InvalidValueError,
    Link,
    Measurand,
    Source,
    When,
    forecasts,
    plot,
    reconcile,
    reconcile_all,
    sensitivity,
    timeline,
)
from osintclaims.interop import export
from tests.report.attacks import FORMULA, TAG, attacked

CLASSES = (Source, Document, Anchor, Link, Estimate, Measurand, Claim, Denial, Corpus, When)
#: Fields that refuse every text but ids, units, dates and hashes, or name records that exist.
REFUSING = {
    "Source.id",
    "Source.wikidata",
    "Document.id",
    "Document.sha256",
    "Anchor.quote_sha256",
    "Estimate.unit",
    "Measurand.id",
    "Measurand.unit",
    "Claim.id",
    "Claim.restates",
    "Claim.supersedes",
    "Denial.id",
    "Denial.claims",
    "Denial.counter_claim",
    "Denial.supersedes",
    "When.text",
}
#: Elements that tables for notebooks are made of.
PLAIN = {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "br"}


def text_fields() -> dict[str, type[Any]]:
    """Every field of the model that holds text, by class and name."""
    return {
        f"{class_.__name__}.{field.name}": class_
        for class_ in CLASSES
        for field in attrs.fields(class_)
        if "str" in str(typing.get_type_hints(class_)[field.name])
    }


def values(value: Any) -> Iterator[Any]:
    """All records in a value, and in those that it holds."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from values(one)


def test_the_corpus_of_attacks_has_one_in_every_free_text() -> None:
    """No field that takes any text is forgotten; a new one has to be attacked, or to refuse."""
    attacked_fields = {
        f"{type(record).__name__}.{field.name}"
        for record in values(attacked())
        for field in attrs.fields(type(record))
        if "alert(" in str(getattr(record, field.name))
        and isinstance(getattr(record, field.name), str | tuple)
        and not any(attrs.has(type(one)) for one in values(getattr(record, field.name)))
    }
    assert attacked_fields | REFUSING == set(text_fields())
    assert not attacked_fields & REFUSING


@pytest.mark.parametrize("name", sorted(REFUSING))
def test_other_texts_are_refused(name: str) -> None:
    """Where a text has a form, markup has none."""
    class_ = text_fields()[name]
    field = name.partition(".")[2]
    if class_ is When:
        with pytest.raises(InvalidValueError):
            When(TAG)
        return
    document = Document(id="d2", publisher=Source(id="a", name="a"), sha256="0" * 64)
    sound = next(
        record
        for record in (*values(attacked()), document)
        if type(record) is class_ and (field != "sha256" or record is document)
    )
    is_tuple = isinstance(getattr(sound, field), tuple)
    with pytest.raises(InvalidValueError):
        attrs.evolve(sound, **{field: (TAG,) if is_tuple else TAG})


class Elements(HTMLParser):
    """Elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.found.append((tag, [name for name, _ in attrs]))


def shown_in_notebooks() -> dict[str, Any]:
    """Everything with a table for notebooks, made of attacks."""
    corpus = attacked()
    consensus = reconcile(corpus, "whole")
    return {
        "corpus": corpus,
        **{f"claim {one.id}": one for one in corpus.claims},
        "consensus": consensus,
        "spread": consensus.spread,
        "sensitivity": sensitivity(consensus),
        "timeline": timeline(corpus, "whole"),
        "overview": reconcile_all(corpus),
        "forecasts": forecasts(corpus),
    }


@pytest.mark.parametrize("name", list(shown_in_notebooks()))
def test_notebooks_show_texts_as_texts(name: str) -> None:
    """Tables have no elements and attributes but their own."""
    html = shown_in_notebooks()[name]._repr_html_()
    found = Elements(html).found
    assert {tag for tag, _ in found} <= PLAIN
    assert not [names for _, names in found if names]
    assert name == "spread" or "&lt;" in html


def drawn() -> dict[str, Any]:
    """Every picture of attacks."""
    corpus = attacked()
    consensus = reconcile(corpus, "whole")
    return {
        "forest": plot.forest(consensus),
        "timeline": plot.timeline(timeline(corpus, "whole")),
        "sensitivity": plot.sensitivity(sensitivity(consensus)),
        "provenance of a consensus": plot.provenance(consensus),
        "provenance of a corpus": plot.provenance(corpus),
    }


def test_pictures_show_texts_as_texts() -> None:
    """An SVG that keeps its letters has neither scripts nor handlers, and shows the attack letter by letter."""
    with mpl.rc_context({"svg.fonttype": "none"}):
        for name, ax in drawn().items():
            file = io.StringIO()
            ax.figure.savefig(file, format="svg")
            root = ET.fromstring(file.getvalue())  # noqa: S314 - made right here
            tags = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not tags & {"script", "foreignObject", "image", "a", "img"}, name
            assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")], name
            assert "<scr" in "".join(root.itertext()), name
    plt.close("all")


def cells(text: str) -> list[str]:
    """All cells of a CSV text."""
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("what", ["corpus", "results", "statements"])
def test_no_cell_of_a_table_is_a_formula(sign: str, what: str) -> None:
    """Whatever text begins with a sign that spreadsheets run has an apostrophe before it, in every column."""
    corpus = attacked(sign)
    text = {
        "corpus": lambda: export(corpus, "csv"),
        "results": lambda: export(reconcile_all(corpus), "csv"),
        "statements": lambda: export(corpus, "followthemoney"),
    }[what]()
    found = cells(str(text))
    assert not [cell for cell in found if cell.startswith(sign)]
    assert [cell for cell in found if cell.startswith(f"'{sign}")]


def test_formulas_come_back_as_they_were() -> None:
    """What the apostrophe protects is not changed by it."""
    corpus = attacked(FORMULA)
    back = export(corpus, "csv")
    assert FORMULA in str(back).replace('""', '"')


@pytest.mark.parametrize("format_", ["claimreview", "annotations"])
def test_exports_for_pages_cannot_end_their_script_element(format_: str) -> None:
    """JSON-LD is pasted into pages between script tags; its texts are whole once it is read."""
    text = str(export(attacked(), format_))
    assert not set(text) & set("<>&")
    assert "alert(1)</script>" in str(json.loads(text))
