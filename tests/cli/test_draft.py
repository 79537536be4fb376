"""`osintclaims draft`: an article in, a claim file to be completed out."""

import io
import json
import sys
from pathlib import Path

import pytest

from osintclaims import draft_claims
from osintclaims.cli import main

Captured = pytest.CaptureFixture[str]
ARTICLE = "Kyiv counted at least 28 flights,\r\nand some 3,000 troops, including 40 officers.\r\n"


def answer(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    code = main(("draft", *arguments))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file whose name is no id, with line breaks that anchors must count."""
    file = tmp_path / "The 2nd_Report.TXT"
    file.write_bytes(ARTICLE.encode())
    return file


def test_a_draft_is_a_claim_file(capsys: Captured, article: Path) -> None:
    """What `draft_claims` prints, under an id made of the file's name."""
    code, out, err = answer(capsys, str(article))
    assert (code, err) == (0, "")
    assert out == str(draft_claims(ARTICLE, document="the-2nd-report")).rstrip("\n") + "\n"
    assert 'document = "the-2nd-report"' in out
    assert 'document = "d7"' in answer(capsys, str(article), "--document", "d7")[1]


def test_json_holds_document_figures_places_and_remarks(capsys: Captured, article: Path) -> None:
    """Anchors count code points of the file as it is, carriage returns among them."""
    found = json.loads(answer(capsys, str(article), "--document", "d7", "--json")[1])
    drafts = draft_claims(ARTICLE, document="d7")
    assert found["document"] == {"id": "d7", "sha256": drafts.document.sha256, "characters": len(ARTICLE)}
    assert [one["id"] for one in found["drafts"]] == ["d7-c1", "d7-c2", "d7-c3"]
    assert [one["part_of"] for one in found["drafts"]] == [None, None, "d7-c2"]
    assert [one["role"] for one in found["drafts"]] == ["total", "total", "part"]
    anchor = found["drafts"][1]["anchor"]
    assert ARTICLE[anchor["start"] : anchor["end"]] == "some 3,000 troops"
    assert found["drafts"][2]["remarks"] == ["A part of what d7-c2 counts."]


def test_standard_input_is_a_document(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name it is called document."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"5 tanks"), encoding="ascii"))
    assert 'document = "document"' in answer(capsys, "-")[1]


def test_what_cannot_be_read_ends_with_2(capsys: Captured, tmp_path: Path, article: Path) -> None:
    """A file that is not there, one that is no text, an id that is none."""
    assert answer(capsys, str(tmp_path / "none.txt"))[0] == 2
    (tmp_path / "a.txt").write_bytes(b"\xff")
    code, _, err = answer(capsys, str(tmp_path / "a.txt"))
    assert code == 2
    assert "a.txt: not UTF-8 at byte 0; save it as UTF-8" in err
    assert answer(capsys, str(article), "--document", "No Id")[0] == 2


def test_an_article_without_figures_is_a_draft_without_claims(capsys: Captured, tmp_path: Path) -> None:
    """That is no mistake."""
    file = tmp_path / "???.txt"
    file.write_text("Nothing here.", encoding="utf-8")
    code, out, _ = answer(capsys, str(file))
    assert code == 0
    assert "[[claim]]" not in out
