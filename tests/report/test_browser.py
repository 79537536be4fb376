"""The report in a browser: opened, filtered, sorted; no script of a corpus runs."""

from pathlib import Path

import pytest

from osintclaims import load_seed_corpus
from osintclaims.report import write_report
from tests.report.attacks import attacked
from tests.report.browser import CHROMIUM, Browser

ROWS = "[...document.querySelectorAll('table.overview tbody tr')]"
SECTIONS = "[...document.querySelectorAll('section.measurand')]"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the seed corpus."""
    target = tmp_path_factory.mktemp("report") / "seeds.html"
    write_report(load_seed_corpus(), target)
    return target


def filtered(browser: Browser, words: str, status: str = "all") -> tuple[int, int, str]:
    """Rows and sections in sight after filtering, and what the page says about it."""
    browser.run(
        f"""(() => {{
            const words = document.getElementById("filter-words"), status = document.getElementById("filter-status");
            words.value = {words!r}; words.dispatchEvent(new Event("input"));
            status.value = {status!r}; status.dispatchEvent(new Event("change"));
        }})()"""
    )
    shown = "filter((one) => one.getClientRects().length).length"
    return (
        browser.run(f"{ROWS}.{shown}"),
        browser.run(f"{SECTIONS}.{shown}"),
        browser.run("document.querySelector('#tools [role=status]').textContent"),
    )


def column(browser: Browser, place: int) -> list[str]:
    """The texts of a column of the overview."""
    found: list[str] = browser.run(f"{ROWS}.map((row) => row.cells[{place}].textContent)")
    return found


def test_filtering_hides_rows_and_sections(browser: Browser, seeds: Path) -> None:
    """Words are sought in rows and sections, every one of them; status narrows further; nothing complains."""
    browser.open(seeds)
    assert filtered(browser, "") == (29, 29, "29 of 29 shown")
    assert filtered(browser, "LANKOV bonus") == (1, 1, "1 of 29 shown")
    assert filtered(browser, "", "agreed") == (3, 3, "3 of 29 shown")
    assert filtered(browser, "no such words")[0] == 0
    assert filtered(browser, "")[0] == 29
    assert browser.complaints == []


def test_sorting_goes_both_ways_and_leaves_what_says_nothing_last(browser: Browser, seeds: Path) -> None:
    """The best values are sorted as numbers."""
    browser.open(seeds)
    press = "document.querySelectorAll('table.overview thead th')[2].querySelector('button').click()"
    heads = "document.querySelectorAll('table.overview thead th')[2].getAttribute('aria-sort')"
    for direction in ("ascending", "descending"):
        browser.run(press)
        values = [text.replace(",", "") for text in column(browser, 2)]
        numbers = [float(text) for text in values if text]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert values[len(numbers) :] == [""] * (29 - len(numbers))
        assert browser.run(heads) == direction
    assert browser.complaints == []


def test_pictures_have_a_size_and_their_marks_lie_inside(browser: Browser, seeds: Path, tmp_path: Path) -> None:
    """Every picture is drawn, and no text of one leaves its frame."""
    browser.open(seeds)
    outside = browser.run(
        """[...document.querySelectorAll("svg")].flatMap((svg) => {
            const frame = svg.getBoundingClientRect();
            if (frame.width < 50 || frame.height < 5) return ["a picture without size"];
            return [...svg.querySelectorAll("text, circle, line, polygon, rect")].filter((one) => {
                const box = one.getBoundingClientRect();
                return box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2;
            }).map((one) => one.outerHTML);
        })"""
    )
    assert outside == []
    browser.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 20_000


def test_the_page_fits_a_telephone(browser: Browser, seeds: Path) -> None:
    """At 375 pixels wide tables scroll in their own boxes, and the page does not."""
    browser.call("Emulation.setDeviceMetricsOverride", width=375, height=700, deviceScaleFactor=1, mobile=True)
    browser.open(seeds)
    assert browser.run("document.documentElement.scrollWidth") <= 375


def test_tables_keep_their_columns_on_a_telephone(browser: Browser, seeds: Path) -> None:
    """No column of words is squeezed to a word a line: a wide table scrolls in its box."""
    browser.call("Emulation.setDeviceMetricsOverride", width=375, height=700, deviceScaleFactor=1, mobile=True)
    browser.open(seeds)
    widths = browser.run("[...document.querySelectorAll('.scroll table')].map((one) => one.offsetWidth)")
    assert min(width for width in widths if width) >= 600


def test_tables_of_pictures_are_folded_on_a_screen_and_open_on_paper(browser: Browser, seeds: Path) -> None:
    """A click unfolds one; printing opens all, and afterwards they are as they were."""
    browser.open(seeds)
    states = "[...document.querySelectorAll('details')].map((one) => one.open)"
    folded = browser.run(states)
    assert len(folded) > 2
    assert not any(folded)
    browser.run("document.querySelectorAll('details summary')[1].click()")
    clicked = browser.run(states)
    assert clicked == [False, True, *folded[2:]]
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert all(browser.run(states))
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(states) == clicked
    assert browser.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_contrast(browser: Browser, seeds: Path, scheme: str) -> None:
    """Every text is at least 4.5 times as bright or dark as the paper (WCAG 2.2, 1.4.3), by day and by night."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(seeds)
    worst = browser.run(
        """(() => {
            const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
            const light = (colour) => {
                const [r, g, b] = parts(colour).map((c) => c / 255)
                    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const paper = light(getComputedStyle(document.body).backgroundColor);
            const against = (ink) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
            const texts = "p, a, th, td, li, dt, dd, summary, caption, figcaption, text, h1, h2, label";
            return Math.min(...[...document.querySelectorAll(texts)]
                .map((one) => getComputedStyle(one))
                .map((style) => against(light(style.fill !== "rgb(0, 0, 0)" ? style.fill : style.color))));
        })()"""
    )
    assert worst >= 4.5


def test_no_script_of_a_corpus_runs(browser: Browser, tmp_path: Path) -> None:
    """Attacks in every field are shown as text, and nothing is blocked because nothing is tried."""
    target = tmp_path / "attacked.html"
    write_report(attacked(), target)
    browser.open(target)
    assert browser.run("document.querySelectorAll('img, svg[onload], a[href^=javascript]').length") == 0
    assert "<script>alert(1)</script>" in browser.run("document.querySelector('h1').textContent")
    assert browser.complaints == []


def test_without_script_the_page_shows_everything(seeds: Path, tmp_path: Path) -> None:
    """The filter is not offered where it cannot work."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with Browser(tmp_path / "profile", script=False) as browser:
        browser.open(seeds)
        document = browser.call("DOM.getDocument")["root"]["nodeId"]
        hidden = browser.call("DOM.querySelectorAll", nodeId=document, selector="[hidden]")["nodeIds"]
        buttons = browser.call("DOM.querySelectorAll", nodeId=document, selector="button")["nodeIds"]
        assert (len(hidden), len(buttons)) == (1, 0)
        tools = browser.call("DOM.querySelector", nodeId=document, selector="#tools[hidden]")["nodeId"]
        assert hidden == [tools]
        assert browser.complaints == []
