"""The page that compares readers of figures: what it says of this library is what the library does."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def script(project: Path) -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("compare_readers", project / "tools" / "compare_readers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(page: str, name: str) -> list[list[str]]:
    """The cells of one table of the page, without its head."""
    inner = page.partition(f"<!-- {name} -->")[2].partition(f"<!-- end of {name} -->")[0]
    lines = [line for line in inner.splitlines() if line.startswith("| ")]
    return [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in lines[2:]]


def test_the_page_shows_what_the_library_reads(project: Path, script: ModuleType) -> None:
    """The page has thirty phrases, and beside each what `find_estimates` makes of it now."""
    page = (project / "docs" / "explanation" / "readers-compared.md").read_text(encoding="utf-8")
    shown = [tuple(row[:2]) for row in rows(page, "figures")]
    phrases = [script.cell(phrase) for phrase in script.PHRASES]
    assert shown == list(zip(phrases, map(script.cell, script.column(script.ours)), strict=True))
    assert [row[0] for row in rows(page, "texts")] == phrases
    assert len(set(phrases)) == 30


def test_a_reader_that_cannot_run_keeps_its_column(script: ModuleType) -> None:
    """A package that is not installed, or that raises on a phrase, is said to, phrase by phrase; the others go on."""

    def absent() -> object:
        raise ImportError("no such package")

    def fails() -> object:
        def read(text: str) -> list[str]:
            raise ValueError(text)

        return read

    assert script.column(absent) == ["cannot run: ImportError"] * 30
    assert script.column(fails) == [f"ValueError: {phrase}" for phrase in script.PHRASES]


def test_cells_show_text_as_it_is(script: ModuleType) -> None:
    """What Markdown would take for a sign of its own is escaped, and a table stays one line for each row."""
    assert script.cell("a|b *c*\n $5") == r"a\|b \*c\* \$5"
    assert script.filled("x <!-- t --> old <!-- end of t --> y", "t", "new") == (
        "x <!-- t -->\n\nnew\n\n<!-- end of t --> y"
    )
