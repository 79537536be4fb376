"""The report: parsed, not rendered."""

import base64
import hashlib
import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

from osintclaims import Corpus, Estimate, Measurand, Reliability, Source, claim, load_seed_corpus
from osintclaims.reconciliation import Options
from osintclaims.report import render_report, write_report
from tests.report.attacks import attacked

VOID = {"meta", "br", "input"}


class Page(HTMLParser):
    """Every element with its attributes and text; end tags must fit."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:  # noqa: D102
        for tag in self._open:
            self.texts.setdefault(tag, []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of the elements of a name."""
        return [found for name, found in self.elements if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    """The report of the seed corpus."""
    return render_report(load_seed_corpus())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """The same, parsed."""
    return Page(text)


def test_every_measurand_has_a_row_and_a_section(page: Page) -> None:
    """Links of the overview lead to sections that exist, each once."""
    ids = [found["id"] for found in page.all("section")]
    assert len(ids) == len(set(ids)) == 31  # 29 results, the overview, what was expected
    links = [found["href"] for found in page.all("a") if str(found.get("href")).startswith("#m")]
    assert links == [f"#{id_}" for id_ in ids[1:-1]]


def test_the_page_needs_no_network(page: Page) -> None:
    """Nothing is fetched: no source, no style sheet, no image, no frame."""
    assert not [name for name, found in page.elements if "src" in found or name in {"link", "img", "iframe", "object"}]


def test_only_its_own_style_and_script_may_run(page: Page, text: str) -> None:
    """The content security policy names both by hash, and there is no other inline code."""
    policy = next(found["content"] for found in page.all("meta") if "http-equiv" in found)
    assert policy is not None
    for name in ("style", "script"):
        (inline,) = re.findall(f"<{name}>(.*?)</{name}>", text, flags=re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{hashed}'" in policy
    assert "default-src 'none'" in policy
    assert not [found for _, found in page.elements for key in found if key.startswith("on") or key == "style"]


def test_landmarks_headings_and_tables_help_those_who_do_not_see(page: Page) -> None:
    """Language, title, header, main, footer; captions and scopes; names for sections and pictures."""
    assert page.all("html") == [{"lang": "en"}]
    for landmark in ("header", "main", "footer", "h1", "title"):
        assert len(page.all(landmark)) >= 1
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(found.get("scope") in {"col", "row"} for found in page.all("th"))
    ids = {found["id"] for _, found in page.elements if "id" in found}
    for found in (*page.all("section"), *page.all("svg")):
        named = str(found.get("aria-labelledby") or "").split()
        assert found.get("aria-label") or (named and ids.issuperset(named))
    assert all(found["role"] == "img" for found in page.all("svg"))


def test_the_overview_tells_the_answers(page: Page) -> None:
    """Region, best value, status and deniers stand in the rows, contested ones say so."""
    cells = page.texts["td"]
    for expected in ("10,450 to 11,550", "11,000", "agreed", "no figures", "North Korea, Russia"):
        assert expected in cells
    contested = Corpus(
        claims=(
            claim("T", Estimate.about(1_000, "person"), by="a"),
            claim("T", Estimate.about(9_000, "person"), by="b"),
        )
    )
    assert "contested" in Page(render_report(contested)).texts["td"]


def test_the_page_says_how_it_is_read(page: Page) -> None:
    """Every status and every column that needs a word has one, for who meets them here first."""
    terms = [term.lower() for term in page.texts["dt"]]
    assert {"agreed", "majority", "contested", "single origin", "central region", "best", "left out"} <= set(terms)
    assert len(page.texts["dd"]) == len(terms)


def test_sections_say_all_that_an_answer_rests_on(text: str) -> None:
    """Ranges, votes, affirmations, denials, exclusions, coherence, chains, and how it was done."""
    start = text.index("North Korean troops sent to Russia, autumn 2024</h2>")
    section = text[start : text.index("</section>", start)]
    for expected in (
        "About 11,000 people (10,450 to 11,550); 3 named origins agree",
        "80% range: 6,868 to 20,750; without one-sided figures 5,920 to 18,463.",
        "Votes, one for each origin",
        "&quot;around 10,000 North Korean fighters&quot;, British Ministry of Defence, in 001",
        "Affirmed without a figure",
        "<strong>flat denial</strong>",
        "refusal to confirm",
        "superseded by 003-c4",
        "What does not fit together",
        "The answer loses its upper end (9,000 or more) without South Korea.",
        '<th scope="row">without Ukraine</th><td>9,000 to 11,550</td><td>10,488</td><td>agreed</td>',
        '<th scope="row">2024-10-20</th><td>contested</td>',
        "No day is known for 3 claims.",
        "[W303]",
        '<ol class="chain"><li>National Intelligence Service of South Korea (NIS) (',
        "Method interval_median, hedge profile default, observed claims",
        "log sd 0.35",
    ):
        assert expected in section, expected


def test_forest_plots_are_drawn_with_arrows_hollow_marks_and_numbers(text: str) -> None:
    """The picture of a section has what the other forest plot has."""
    start = text.index("North Korean troops sent to Russia, autumn 2024</h2>")
    drawing = text[text.index("<svg", start) : text.index("</svg>", start)]
    assert drawing.count("<polyline") == 2
    assert drawing.count('class="vote hollow"') == 4
    assert drawing.count('class="out solid"') == 1
    assert drawing.count('class="best"') == drawing.count('class="band"') == drawing.count('class="region"') == 1
    for expected in ("10,000</text>", "people (log scale)", "9,000 to 11,000", "4 votes in people: unattributed"):
        assert expected in drawing


def test_expected_figures_are_marked(text: str) -> None:
    """Forecasts and plans have sections of their own."""
    assert "North Korean troops expected in 2025 (expected)</h2>" in text


def test_a_corpus_without_measurands_has_a_page() -> None:
    """Nothing is a report, too."""
    empty = Page(render_report(Corpus()))
    assert "This corpus has no measurands that can be reconciled." in empty.texts["p"]
    assert empty.texts["h1"] == ["Untitled corpus"]


def test_one_sided_zero_and_linear_figures_are_drawn() -> None:
    """Axes start at zero where zero is a figure; a range that is not identified is said not to be."""
    corpus = Corpus(
        claims=(
            claim("None", Estimate.exactly(0, "person"), by="a"),
            claim("None", Estimate.of(12, "person"), by="b"),
            claim("Bound", Estimate.up_to(500, "person"), by="a"),
        )
    )
    text = render_report(corpus)
    assert "people</text>" in text
    assert "No plausible range" in text
    Page(text)


def test_texts_of_a_corpus_stay_texts() -> None:
    """Markup, event handlers and addresses of scripts in any field are shown, never obeyed."""
    plain, hostile = Page(render_report(load_seed_corpus())), Page(render_report(attacked()))
    names = {name for name, _ in plain.elements}
    assert {name for name, _ in hostile.elements} <= names | {"tbody"}
    assert len(hostile.all("script")) == 1
    assert not [found for _, found in hostile.elements for key in found if key.startswith("on")]
    assert all(str(found["href"]).startswith("#") for found in hostile.all("a"))
    shown = "".join(hostile.texts["body"])
    for expected in (
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(2)">',
        "javascript:alert(4)",
        "data:text/html",
    ):
        assert expected in shown


def test_addresses_of_documents_are_linked() -> None:
    """A reader can go to what was read."""
    seeds = load_seed_corpus()
    claims = tuple(
        attrs.evolve(
            one,
            anchors=tuple(
                attrs.evolve(anchor, document=attrs.evolve(anchor.document, url="https://example.org/a"))
                for anchor in one.anchors
            ),
        )
        for one in seeds.about("dprk-flights-2024")
    )
    page = Page(render_report(Corpus(claims=claims)))
    assert "https://example.org/a" in [found["href"] for found in page.all("a")]


def test_what_cannot_be_reconciled_is_listed_with_the_reason() -> None:
    """Negative figures have no place on a logarithmic axis, and do not vanish from the report."""
    depth = claim(Measurand.adhoc("Depth", "kilometer"), Estimate.of(-5, "kilometer"), by="a")
    page = Page(render_report(Corpus(claims=(depth,))))
    assert "Not reconciled, with the reason" in page.texts["caption"]
    assert "Depth" in page.texts["th"]


def test_notes_of_methods_and_equal_weights_stand_beside_the_answer() -> None:
    """Who weighs by grades reads the answer without them as well."""
    grades = {Reliability.A: 1.0, Reliability.B: 0.8, Reliability.C: 0.5}
    graded = [
        claim("T", Estimate.about(value, "person"), by=Source(id=by, name=by, reliability=Reliability(grade)))
        for by, value, grade in (("a", 1_000, "A"), ("b", 1_050, "C"), ("c", 990, "B"))
    ]
    text = render_report(Corpus(claims=tuple(graded)), options=Options(weights=grades))
    assert "With equal weights: about 1,0" in text
    mixed = (claim("T", Estimate.up_to(500, "person"), by="a"), claim("T", Estimate.about(400, "person"), by="b"))
    noted = render_report(Corpus(claims=mixed), options=Options(method="weighted_median"))
    assert "1 one-sided vote is not used by weighted_median." in noted


def test_options_are_those_of_a_reconciliation() -> None:
    """A report can say what was known on a day."""
    text = render_report(load_seed_corpus(), options=Options(known_on=date(2024, 10, 20)))
    assert "2 named origins do not agree" in text


def test_reports_are_the_same_each_time(text: str) -> None:
    """No time, no chance, no order of a set."""
    assert render_report(load_seed_corpus()) == text


def test_a_report_is_written_whole(tmp_path: Path) -> None:
    """The file is readable by those who may read files here, and nothing else is left in the folder."""
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")
    write_report(Corpus(title="Ünïcode 🛰"), target)
    assert "<h1>Ünïcode 🛰</h1>" in target.read_text(encoding="utf-8")
    assert [found.name for found in tmp_path.iterdir()] == ["report.html"]
    other = tmp_path / "other"
    other.touch()
    assert target.stat().st_mode == other.stat().st_mode


def test_a_failed_report_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs nothing that was there before."""
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_report(Corpus(), target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Where to write is the caller's decision."""
    with pytest.raises(FileNotFoundError):
        write_report(Corpus(), tmp_path / "no" / "report.html")


def test_long_names_are_shortened_in_pictures_and_whole_beside_them() -> None:
    """A picture has room for a few words; the title of the row has all of them."""
    name = "The Parliamentary Committee on Foreign Affairs, Defence and Security of the Federal Assembly"
    text = render_report(Corpus(claims=(claim(Measurand.adhoc("T", "person"), Estimate.of(5, "person"), by=name),)))
    assert f"<title>{name}: 5 people</title>" in text
    assert "The Parliamentary Committee on…</text>" in text


def test_stability_is_told_where_there_is_more_than_one_vote() -> None:
    """Refusals say why; votes of which none matters say so; a single vote has no such part."""
    over = [claim("Troops", Estimate.more_than(value, "person"), by=f"s{value}") for value in (5, 6)]
    assert "no answer: ibc needs a vote" in render_report(Corpus(claims=tuple(over)))
    same = [claim("Troops", Estimate.of(5, "person"), by=f"s{at}") for at in range(5)]
    shown = render_report(Corpus(claims=tuple(same)))
    assert "No single origin changes the answer." in shown
    assert "How stable the answer is" not in render_report(Corpus(claims=tuple(over[:1])))


def test_days_behind_the_one_that_was_asked_for_are_not_told() -> None:
    """As known on a day means that the page holds nothing that became known later."""
    figures = [claim("Troops", Estimate.of(5, "person"), by=f"s{day}", on=f"2024-10-0{day}") for day in (1, 2, 3)]
    shown = render_report(Corpus(claims=tuple(figures)), options=Options(known_on=date(2024, 10, 2)))
    assert '<th scope="row">2024-10-02</th>' in shown
    assert '<th scope="row">2024-10-03</th>' not in shown


def test_findings_about_what_became_known_later_are_not_told() -> None:
    """A part that outgrew its whole later is no news on an earlier day, and the head of the page says the day."""
    whole = Measurand(id="whole", label="Troops", unit="person")
    part = Measurand(id="part", label="Troops in the town", unit="person", part_of=(whole,))
    figures = (
        claim(whole, Estimate.exactly(100, "person"), by="a", on="2024-10-01"),
        claim(part, Estimate.exactly(300, "person"), by="b", on="2024-10-05"),
    )
    late, early = (
        render_report(Corpus(claims=figures), options=Options(known_on=date(2024, 10, day))) for day in (6, 2)
    )
    assert "[W303]" in late
    assert "[W303]" not in early
    assert "<p>As known on 2024-10-02; what became known later is left out.</p>" in early
    assert "As known on" not in render_report(Corpus(claims=figures))


def drawing(text: str, id_: str) -> str:
    """One picture of a page."""
    at = text.index(f'aria-labelledby="{id_}-title')
    return text[text.rindex("<svg", 0, at) : text.index("</svg>", at)]


def test_changes_are_drawn_beside_their_table(text: str) -> None:
    """The answer and each change that moves it have a row: line, diamond and numbers; the table is folded below."""
    made = drawing(text, "m2-stable")
    rows = re.findall(r'<text x="0" y="[^"]+" class="(name(?: answer)?)">([^<]+)</text>', made)
    assert rows[0] == ("name answer", "as answered")
    assert ("name", "without South Korea") in rows
    assert len(rows) == 23  # of 28 changes 6 leave the answer as it is
    assert made.count('class="best"') == 18
    assert made.count("<polyline") == 4  # no upper end is left
    assert '<text x="584" y="23" class="detail answer">10,747 (10,450 to 11,550)</text>' in made
    assert "the answer, 10,747 (10,450 to 11,550), and 22 answers" in made.lower()
    behind = text[text.index("</svg>", text.index("m2-stable-title")) :]
    assert behind.index("<details><summary>The same as a table</summary>") < behind.index(
        "<caption>The answer after one"
    )


def test_days_are_drawn_with_what_became_known_on_them(text: str) -> None:
    """Contested days are dotted, claims hollow where denied, and a denial is a cross beside its name."""
    made = drawing(text, "m2-days")
    assert re.findall(r'class="name answer">([^<]+)<', made) == [
        "2024-10-20",
        "2024-10-21",
        "2024-10-31",
        "2024-11-22",
        "2025-08-31",
    ]
    assert made.count('class="vote dotted stroke"></line>') == 4
    assert made.count('class="vote hollow"') == 5
    assert made.count('class="cross"') == 2
    assert ">denies</text>" in made
    assert made.count(">does not confirm</text>") == 2
    assert made.index(">2024-11-22<") < made.index(">North Korea<") < made.index(">2025-08-31<")


def test_days_without_a_figure_have_a_table_alone() -> None:
    """There is nothing to draw where nobody says how many."""
    silent = [claim("Troops", Estimate.more_than(0, "person"), by=f"s{day}", on=f"2024-10-0{day}") for day in (1, 2)]
    page = render_report(Corpus(claims=tuple(silent)))
    assert "The answer as known on each day" in page
    assert "<details><summary>" not in page


def test_what_looks_the_same_is_no_change() -> None:
    """A method that differs in the last binary digit leaves the answer as it is."""
    same = [claim("Troops", Estimate.exactly(5, "person"), by=f"s{at}") for at in range(5)]
    page = render_report(Corpus(claims=tuple(same)))
    assert "method hodges_lehmann" not in page
    assert '<th scope="row">method ibc</th><td>5</td><td></td><td>agreed</td>' in page


def test_what_was_expected_stands_beside_what_came(text: str) -> None:
    """A row for each forecast; a corpus without forecasts has no such section."""
    section = text[text.index('<section id="expected"') :]
    assert (
        "Russia</td><td>&quot;6,000 engineers and military construction personnel&quot;</td><td></td><td>open</td>"
        in section
    )
    came = {"dprk-troops-expected-2024": "dprk-troops-sent-2024-autumn"}
    resolved = render_report(load_seed_corpus(), resolved_by=came)
    resolved = resolved[resolved.index('<section id="expected"') :]
    assert "<td>10,450 to 11,550</td><td>did not hold</td><td>0.83</td>" in resolved
    assert "<td>&quot;could reach 12,000&quot;</td><td>10,450 to 11,550</td><td>held</td><td></td>" in resolved
    assert resolved.count("<td>open</td>") == section.count("<td>open</td>") - 2
    assert 'id="expected"' not in render_report(Corpus(claims=(claim("T", Estimate.of(5, "person"), by="a"),)))
