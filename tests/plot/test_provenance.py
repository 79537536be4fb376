"""Who told whom."""

import io
from typing import Any

import attrs
from matplotlib import pyplot as plt

from osintclaims import Corpus, Estimate, Measurand, claim, load_seed_corpus, reconcile
from osintclaims.plot import provenance, routes
from tests.plot.drawn import SENT, about, over

FIRST = over(7_000, "Ukraine", via=["Outlet 0", "Wire"], id="c0")
COPIES = [attrs.evolve(over(7_000, "Ukraine", via=[f"Outlet {n}", "Wire"], id=f"c{n}"), restates="c0") for n in (1, 2)]
OTHER = about(10_000, "Britain", via=["Outlet 1"], id="c3")
OWN = about(9_000, "Own outlet", id="c4")
CLAIMS = [FIRST, *COPIES, OTHER, OWN]


def names(ax: Any) -> list[str]:
    """What stands in the picture."""
    return [text.get_text() for text in ax.texts]


def test_routes_lead_from_origins_through_agencies_to_outlets() -> None:
    """Three outlets print what one agency took from one origin, two of them as copies."""
    flows = {(flow.start.name, flow.end.name): (flow.claims, flow.copies) for flow in routes(reconcile(CLAIMS))}
    assert flows == {
        ("Ukraine", "Wire"): (3, 2),
        ("Wire", "Outlet 0"): (1, 0),
        ("Wire", "Outlet 1"): (1, 1),
        ("Wire", "Outlet 2"): (1, 1),
        ("Britain", "Outlet 1"): (1, 0),
        ("Own outlet", "Own outlet"): (1, 0),
    }


def test_origins_stand_left_and_outlets_right() -> None:
    """Columns follow the chain, whatever its length."""
    flows = routes(Corpus(claims=tuple(CLAIMS)))
    assert {flow.start.column for flow in flows} == {0, 1}
    assert {flow.end.name for flow in flows if flow.end.column == 2} == {
        "Outlet 0",
        "Outlet 1",
        "Outlet 2",
        "Own outlet",
    }


def test_an_origin_that_many_print_is_coloured_and_counted() -> None:
    """Ukraine is one voice with three outlets; Britain is grey."""
    ax = provenance(reconcile(CLAIMS))
    assert "Ukraine (3 outlets)" in names(ax)
    assert "Britain" in names(ax)
    curves: list[Any] = list(ax.patches)
    coloured = [curve for curve in curves if curve.get_edgecolor()[:3] == (0.0, 0x72 / 255, 0xB2 / 255)]
    assert len(coloured) == 5  # to the agency once for the claim and once for its copies, and on to three outlets
    assert sum(curve.get_linestyle() != "solid" for curve in coloured) == 3
    assert any("5 claims of 3 named origins, 2 of them copies (dashed)." in name for name in names(ax))


def test_lines_are_as_thick_as_their_claims() -> None:
    """Two claims make a thicker line than one."""
    thin, thick = (
        provenance(reconcile([about(10_000, "a", via=["b"], id=f"c{n}") for n in range(count)]))
        .patches[0]
        .get_linewidth()
        for count in (1, 2)
    )
    assert thin < thick


def test_outlets_that_are_not_known_are_named_by_their_documents() -> None:
    """The seed corpus does not know who published its texts; nobody named is one stop."""
    ax = provenance(load_seed_corpus())
    shown = names(ax)
    assert {"document 000", "document 004", "South Korea (3 outlets)"} <= set(shown)
    assert not any("not known" in name for name in shown)
    (nobody,) = [text for text in ax.texts if text.get_text().startswith("nobody named")]
    assert nobody.get_fontstyle() == "italic"


def test_nothing_has_a_picture_too() -> None:
    """Without claims there is a title and no line."""
    ax = provenance(reconcile([], Measurand.adhoc(SENT, "person")))
    assert list(ax.patches) == []
    assert "0 claims of 0 named origins." in names(ax)
    assert routes(Corpus()) == ()
    assert provenance(Corpus()).get_title(loc="left") == "Who told whom"


def test_names_are_texts_and_stay_on_the_paper() -> None:
    """Dollar signs are dollar signs, and long names are shortened."""
    told = claim(
        SENT, Estimate.of(5, "person"), by="A $x$ with a very long name indeed, of many words", via=["$y$ \\z"]
    )
    ax = provenance(reconcile([told]))
    figure: Any = ax.figure
    figure.savefig(io.BytesIO(), format="png")
    assert "$y$ \\z" in names(ax)
    for text in ax.texts:
        box = text.get_window_extent()
        assert figure.bbox.x0 <= box.x0 <= box.x1 <= figure.bbox.x1


def test_axes_that_are_given_are_used() -> None:
    """No second figure is opened."""
    figure, axes = plt.subplots(1, 2)
    assert provenance(reconcile(CLAIMS), ax=axes[0]) is axes[0]
    assert plt.get_fignums() == [figure.number]
