"""Anchors against the texts they point into."""

import hashlib
import json
import os
from pathlib import Path

import attrs
import pytest

from osintclaims import Anchor, Document, InvalidValueError, Source, UnknownIdError
from osintclaims.store import Texts, check_corpus, load_corpus
from osintclaims.store import _passages as passages
from osintclaims.store import _texts as texts_module
from tests.store.folders import FILES, QUOTE, TEXT, claim, digest, lines, write

SOUND = FILES["claims/d1.toml"]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the text of d1 under a name that says nothing, a hidden file and a folder."""
    folder = tmp_path / "texts of others"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "anything.bin").write_bytes(TEXT.encode())
    (folder / ".hidden").write_bytes(b"x")
    return folder


def _at(start: int, end: int) -> str:
    return SOUND.replace("start = 23, end = 34", f"start = {start}, end = {end}")


def test_anchors_are_verified_where_the_text_is(tmp_path: Path, texts: Path) -> None:
    """Texts are found by hash, whatever their names; without texts anchors are recorded only."""
    folder = write(tmp_path / "corpus")
    without, with_texts = check_corpus(folder), check_corpus(folder, texts=texts)
    assert (without.anchors_recorded, without.anchors_verified, without.has_texts) == (1, 0, False)
    assert (with_texts.anchors_recorded, with_texts.anchors_verified, with_texts.has_texts) == (1, 1, True)
    assert str(with_texts) == ("0 errors, 0 warnings in 5 files (1 claim, 1 denial); anchors: 1 recorded, 1 verified")
    assert load_corpus(folder, texts=Texts(texts)) == load_corpus(folder, texts=os.fspath(texts))


def test_texts_in_the_corpus_folder_are_used_by_default(tmp_path: Path) -> None:
    """A folder named texts inside the corpus is looked into, unless it leads out of it."""
    folder = write(tmp_path / "corpus", {"texts/d1.txt": TEXT})
    assert check_corpus(folder).anchors_verified == 1
    (folder / "texts").rename(tmp_path / "elsewhere")
    (folder / "texts").symlink_to(tmp_path / "elsewhere")
    assert lines(check_corpus(folder)) == [
        "texts:1: a link that leads out of the corpus folder; name it by texts= [E009]"
    ]


@pytest.mark.parametrize("exact", ["", f', exact = "{QUOTE}"'])
def test_a_moved_quote_is_proposed(tmp_path: Path, texts: Path, exact: str) -> None:
    """Where another quote stands, it is shown, and the nearest place of the recorded one is named."""
    moved = _at(22, 33).replace('" }\n\n', f'"{exact} }}\n\n')
    folder = write(tmp_path / "corpus", {"claims/d1.toml": moved})
    assert lines(check_corpus(folder, texts=texts)) == [
        (
            'claims/d1.toml:8: claim[0].anchor: text at [22, 33) is " at least 2", recorded hash is of something else; '
            "the recorded quote occurs at [23, 34) [E502]"
        )
    ]


def test_a_quote_that_is_nowhere_is_not_proposed(tmp_path: Path, texts: Path) -> None:
    """Where the recorded quote does not occur and nothing tells what it said, nothing is proposed; else its wording."""
    gone = SOUND.replace(digest(QUOTE), digest("at most 28!"))
    folder = write(tmp_path / "corpus", {"claims/d1.toml": gone.replace(f', wording = "{QUOTE}"', "")})
    report = check_corpus(folder, texts=texts)
    assert [(problem.code, problem.hint) for problem in report.problems] == [("E502", "")]
    folder = write(tmp_path / "corpus", {"claims/d1.toml": gone})
    (problem,) = check_corpus(folder, texts=texts).problems
    assert problem.hint == 'most like its wording "at least 28" is [23, 34) "at least 28"'


def test_the_search_for_moved_quotes_ends(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a number of steps for the whole folder, nothing is proposed any more."""
    moved = _at(22, 33).replace(QUOTE, "28")
    folder = write(tmp_path / "corpus", {"claims/d1.toml": moved})
    (problem,) = check_corpus(folder, texts=texts).problems
    assert problem.hint == "the recorded quote occurs at [23, 34)"
    monkeypatch.setattr(passages, "_STEPS", 10)
    (problem,) = check_corpus(folder, texts=texts).problems
    assert (problem.code, problem.hint) == ("E502", "")


def test_the_nearest_of_several_anchors_is_placed_as_written(tmp_path: Path, texts: Path) -> None:
    """Anchors are reported by their position in the file, not by that in the model, which sorts them."""
    first = f'{{ start = 60, end = 71, sha256 = "{digest("something!!")}" }}'
    second = f'{{ start = 23, end = 34, sha256 = "{digest(QUOTE)}" }}'
    listed = SOUND.replace(f"anchor = {second}", f"anchors = [\n  {first},\n  {second},\n]")
    folder = write(tmp_path / "corpus", {"claims/d1.toml": listed})
    report = check_corpus(folder, texts=texts)
    assert [(problem.line, problem.path) for problem in report.problems] == [(9, "claim[0].anchors[0]")]
    assert report.anchors_verified == 1


def test_an_anchor_beyond_the_text(tmp_path: Path, texts: Path) -> None:
    """Without a recorded length, the text itself says where it ends."""
    documents = FILES["documents.toml"].replace(f"characters = {len(TEXT)}\n", "")
    folder = write(tmp_path / "corpus", {"claims/d1.toml": _at(90, 101), "documents.toml": documents})
    assert lines(check_corpus(folder, texts=texts)) == [
        (
            f"claims/d1.toml:8: claim[0].anchor.end: anchor [90, 101) lies outside document d1 ({len(TEXT)} "
            f"characters); "
            "the recorded quote occurs at [23, 34) [E501]"
        )
    ]


def test_a_quote_longer_than_its_text(tmp_path: Path, texts: Path) -> None:
    """A quote that cannot be in the text is not sought there."""
    documents = FILES["documents.toml"].replace(f"characters = {len(TEXT)}\n", "")
    far = _at(0, 1000).replace(f', wording = "{QUOTE}"', "")
    folder = write(tmp_path / "corpus", {"claims/d1.toml": far, "documents.toml": documents})
    assert [problem.hint for problem in check_corpus(folder, texts=texts).problems] == [""]


def test_a_wrong_length_is_reported(tmp_path: Path, texts: Path) -> None:
    """The recorded length is compared with the text."""
    documents = FILES["documents.toml"].replace(f"characters = {len(TEXT)}", "characters = 90")
    folder = write(tmp_path / "corpus", {"documents.toml": documents})
    assert lines(check_corpus(folder, texts=texts)) == [
        (
            f"documents.toml:6: document[0].characters: document d1 records 90 characters, its text has {len(TEXT)}; "
            f"write {len(TEXT)} [E503]"
        )
    ]


@pytest.mark.parametrize("name", ["d1.txt", "d1_abc.txt", "d1.2.txt", "d1"])
def test_a_changed_text_is_recognised_by_its_name(tmp_path: Path, name: str) -> None:
    """A file named after the document with another hash is a changed document; its anchors are sought in it."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / name).write_bytes(f"Update. {TEXT}".encode())
    report = check_corpus(write(tmp_path / "corpus"), texts=texts)
    assert lines(report) == [
        (
            f"documents.toml:5: document[0].sha256: document d1 has changed: sha256 {digest(TEXT)[:4]}… recorded, "
            f"{digest(f'Update. {TEXT}')[:4]}… found; in {name}, 1 of 1 anchors can be moved; reanchor says where to "
            "[E503]"
        )
    ]


def test_other_texts_are_no_change(tmp_path: Path) -> None:
    """Files with other names say nothing about a document; its anchors stay unverified."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "d11.txt").write_text("x")
    report = check_corpus(write(tmp_path / "corpus"), texts=texts)
    assert report.ok
    assert report.anchors_verified == 0
    unhashed = "\n".join(line for line in FILES["documents.toml"].splitlines() if not line.startswith("sha256"))
    (texts / "d1.txt").write_text("x")
    assert check_corpus(write(tmp_path / "corpus", {"documents.toml": unhashed}), texts=texts).ok


def test_texts_that_are_no_utf8(tmp_path: Path) -> None:
    """A text of the right hash or name that is no UTF-8 is a problem of its document, and no traceback."""
    texts = tmp_path / "texts"
    texts.mkdir()
    bad = b"\xff\xfe\x00"
    (texts / "d1.txt").write_bytes(bad)
    corpus = write(tmp_path / "corpus")
    assert lines(check_corpus(corpus, texts=texts)) == [
        (
            f"documents.toml:5: document[0].sha256: document d1 has changed: sha256 {digest(TEXT)[:4]}… recorded, "
            f"{hashlib.sha256(bad).hexdigest()[:4]}… found; d1.txt cannot be read as UTF-8 [E503]"
        )
    ]
    changed = FILES["documents.toml"].replace(digest(TEXT), hashlib.sha256(bad).hexdigest())
    report = check_corpus(write(tmp_path / "corpus", {"documents.toml": changed}), texts=texts)
    assert lines(report) == [
        (
            "documents.toml:5: document[0].sha256: d1.txt is not UTF-8; offsets count the code points of UTF-8 text "
            "[E002]"
        )
    ]


def test_texts_that_vanish(tmp_path: Path, texts: Path) -> None:
    """A text that is removed or changed while in use is a problem of its document."""
    corpus = write(tmp_path / "corpus")
    held = Texts(texts)
    path = texts / "deeper" / "anything.bin"
    path.write_text("changed")
    place = "documents.toml:5: document[0].sha256:"
    assert lines(check_corpus(corpus, texts=held)) == [f"{place} anything.bin has changed while it was in use [E503]"]
    path.unlink()
    assert lines(check_corpus(corpus, texts=held)) == [f"{place} its text cannot be read [E009]"]


def _anchor(start: int, end: int, quote: str, more: str = "") -> str:
    return f'{{ start = {start}, end = {end}, sha256 = "{digest(quote)}"{more} }}'


def test_every_anchor_of_every_record_is_looked_up(tmp_path: Path, texts: Path) -> None:
    """Several of one claim, and those of denials; each is counted, whether it is right or not."""
    listed = f"anchors = [{_anchor(0, 3, 'The')}, {_anchor(23, 34, QUOTE)}]"
    added = claim(listed) + claim(f"anchor = {_anchor(4, 12, 'ministry')}", id_="d1-c8")
    denial = '[[denial]]\nid = "d1-x2"\nkind = "dismissal"\nchain = ["wire"]\nclaims = ["d1-c1"]\n'
    sound = SOUND + added + denial + f"anchor = {_anchor(60, 69, 'spokesman')}\n"
    report = check_corpus(write(tmp_path / "corpus", {"claims/d1.toml": sound}), texts=texts)
    assert (report.problems, report.anchors_recorded, report.anchors_verified) == ((), 5, 5)
    wrong = sound.replace(digest("spokesman"), digest("minister!"))
    report = check_corpus(write(tmp_path / "wrong", {"claims/d1.toml": wrong}), texts=texts)
    assert [(one.path, one.code, one.hint) for one in report.problems] == [("denial[1].anchor", "E502", "")]
    assert (report.anchors_recorded, report.anchors_verified) == (5, 4)


def test_an_anchor_is_reported_where_it_stands_in_its_list(tmp_path: Path, texts: Path) -> None:
    """Also if it names another document than the file, and reaches beyond the end of that text."""
    (texts / "second.txt").write_text("short")
    documents = (
        FILES["documents.toml"].replace(f"characters = {len(TEXT)}\n", "")
        + f'[[document]]\nid = "d2"\npublisher = "wire"\nsha256 = "{digest("short")}"\n'
    )
    listed = ", ".join(
        (
            _anchor(0, 5, "x", ', document = "d2"'),
            _anchor(0, 6, "x", ', document = "d2"'),
            _anchor(81, len(TEXT), "x"),
            _anchor(82, len(TEXT) + 1, "x"),
        )
    )
    files: dict[str, str | bytes | None] = {
        "documents.toml": documents,
        "claims/d1.toml": SOUND + claim(f"anchors = [{listed}]"),
    }
    report = check_corpus(write(tmp_path / "corpus", files), texts=texts)
    assert [(one.path, one.code) for one in report.problems] == [
        ("claim[1].anchors[0]", "E502"),
        ("claim[1].anchors[1].end", "E501"),
        ("claim[1].anchors[2]", "E502"),
        ("claim[1].anchors[3].end", "E501"),
    ]


def test_the_quote_itself_is_sought_where_it_is_known(tmp_path: Path, texts: Path) -> None:
    """Not the wording of the figure, which may be another part of the sentence."""
    other = SOUND.replace(digest(QUOTE), digest("at least 29"))
    known = other.replace('" }\n\n', '", exact = "at least 29" }\n\n')
    worded = other.replace('wording = "at least 28"', 'wording = "at least 29"')
    for name, content in (("known", known), ("worded", worded)):
        (problem,) = check_corpus(write(tmp_path / name, {"claims/d1.toml": content}), texts=texts).problems
        assert problem.hint == 'most like the recorded quote is [23, 34) "at least 28" (91 % alike)'


def test_anchors_in_a_changed_text_are_counted(tmp_path: Path) -> None:
    """By the quote where it is known, by its hash where it is not, of claims and denials; of others it is not said."""
    old = "They said “28” and “29”; nobody knows."
    new = f"Update. {old.replace('“', chr(34)).replace('”', chr(34)).replace('nobody', 'no one')}"
    quotes = [("“28”", True), ("“29”", False), ("nobody", True), ("They", False)]
    places = [
        _anchor(old.index(quote), old.index(quote) + len(quote), quote, f', exact = "{quote}"' if exact else "")
        for quote, exact in quotes
    ]
    added = claim(f"anchors = [{', '.join(places)}]")
    added += claim(f"anchor = {_anchor(10, 14, '“28”')}", id_="d1-c10", estimate='{ figure = 28, wording = "“28”" }')
    denial = '[[denial]]\nid = "d1-x2"\nkind = "dismissal"\nchain = ["wire"]\nclaims = ["d1-c9"]\n'
    files: dict[str, str | bytes | None] = {
        "documents.toml": f'[[document]]\nid = "d1"\npublisher = "wire"\nsha256 = "{digest(old)}"\n',
        "claims/d1.toml": f'document = "d1"\n{added}{denial}anchor = {_anchor(0, 4, "They")}\n',
    }
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "d1.txt").write_text(new)
    (problem,) = check_corpus(write(tmp_path / "corpus", files), texts=tmp_path / "texts").problems
    assert problem.hint == "in d1.txt, 4 of 6 anchors can be moved; reanchor says where to"


class TestTexts:
    """The class by itself."""

    document = Document(id="d1", publisher=Source(id="wire", name="Wire"), sha256=digest(TEXT))

    def test_knows_its_documents(self, texts: Path) -> None:
        """A document is in the texts if a file has its hash."""
        held = Texts(texts)
        assert self.document in held
        assert attrs.evolve(self.document, sha256=None) not in held
        assert "d1" not in held
        assert len(held) == 1
        assert list(held.files) == [digest(TEXT)]
        assert held.text(self.document) == TEXT
        assert held.folder == texts
        assert repr(held) == f"Texts({str(texts)!r}, 1 files)"

    def test_shows_a_quote_in_its_surroundings(self, texts: Path) -> None:
        """The quote stands in brackets; what is cut off is marked, what is whole is not."""
        anchor = Anchor.at(self.document, TEXT, 23, 34)
        assert Texts(texts).passage(anchor, context=5) == "…that [at least 28] flig…"
        assert Texts(texts).passage(anchor, context=0) == "…[at least 28]…"
        assert Texts(texts).passage(anchor, context=-1) == "…[at least 28]…"
        assert Texts(texts).passage(anchor, context=23) == f"{TEXT[:23]}[{QUOTE}]{TEXT[34:57]}…"
        assert Texts(texts).passage(anchor, context=22) == f"…{TEXT[1:23]}[{QUOTE}]{TEXT[34:56]}…"
        end = Anchor.at(self.document, TEXT, 81, len(TEXT))
        assert Texts(texts).passage(end, context=3) == f"…{TEXT[78:81]}[{TEXT[81:]}]"
        assert Texts(texts).passage(Anchor.at(self.document, TEXT, 0, len(TEXT))) == f"[{TEXT}]"
        long = "x" * 300
        (texts / "long.txt").write_text(long)
        held = attrs.evolve(self.document, sha256=digest(long))
        assert Texts(texts).passage(Anchor.at(held, long, 100, 101)) == f"…{'x' * 80}[x]{'x' * 80}…"
        assert Texts(texts).passage(anchor, context=500) == TEXT.replace(QUOTE, f"[{QUOTE}]")

    @pytest.mark.parametrize(
        ("sha256", "has"), [(None, "no sha256"), (digest("another"), f"sha256 {digest('another')[:8]}…")]
    )
    def test_says_which_text_is_missing(self, texts: Path, sha256: str | None, has: str) -> None:
        """An unknown document is a look-up error that names it and the folder."""
        document = attrs.evolve(self.document, sha256=sha256)
        with pytest.raises(UnknownIdError) as caught:
            Texts(texts).passage(Anchor.at(document, TEXT, 0, 3))
        assert str(caught.value) == (f'unknown text of document "d1"; it has {has}, and no such file is in {texts}')

    def test_shows_no_wrong_passage(self, texts: Path) -> None:
        """A place beyond the text and a quote that is another one are refused."""
        held = Texts(texts)
        with pytest.raises(InvalidValueError) as caught:
            held.passage(Anchor(document=self.document, start=90, end=92, quote_sha256=digest("x")))
        assert str(caught.value) == "anchor [90, 92) lies outside document d1 (91 characters) [E501]"
        with pytest.raises(InvalidValueError) as caught:
            held.passage(Anchor(document=self.document, start=0, end=41, quote_sha256=digest("x")))
        assert str(caught.value) == (f'text at [0, 41) is "{TEXT[:40]}…", recorded hash is of something else [E502]')

    def test_wants_a_folder(self, tmp_path: Path) -> None:
        """A folder that does not exist is an error of the caller, not a problem of the corpus."""
        with pytest.raises(NotADirectoryError, match=f"^no such folder of texts: {tmp_path}/none$"):
            check_corpus(write(tmp_path / "corpus"), texts=tmp_path / "none")

    def test_has_limits(self, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Too many files are refused, links and files over the cap are left out."""
        (texts / "link").symlink_to(texts / "deeper" / "anything.bin")
        (texts / ".git").mkdir()
        (texts / ".git" / "object").write_text("x")
        assert len(Texts(texts)) == 1
        monkeypatch.setattr(texts_module, "MAX_BYTES", 10)
        assert len(Texts(texts)) == 0
        monkeypatch.setattr(texts_module, "MAX_FILES", -1)
        with pytest.raises(OSError, match=f"^more than -1 files in {texts}$"):
            Texts(texts)
        monkeypatch.setattr(texts_module, "MAX_BYTES", len(TEXT.encode()))
        monkeypatch.setattr(texts_module, "MAX_FILES", 1)
        assert len(Texts(texts)) == 1


def test_a_report_is_json(tmp_path: Path, texts: Path) -> None:
    """Every problem with file, line, column, path, code, severity, message and hint, and the counts."""
    folder = write(tmp_path / "corpus", {"claims/d1.toml": _at(22, 33)})
    text = check_corpus(folder, texts=texts).to_json()
    assert text.isascii()
    assert text.startswith('{\n  "problems": [\n    {\n      "file": "claims/d1.toml",\n      "line": 8,\n')
    content = json.loads(text)
    assert content["ok"] is False
    assert content["files"] == 5
    assert content["anchors_recorded"] == 1
    assert content["problems"] == [
        {
            "file": "claims/d1.toml",
            "line": 8,
            "column": 1,
            "path": "claim[0].anchor",
            "code": "E502",
            "severity": "error",
            "message": 'text at [22, 33) is " at least 2", recorded hash is of something else',
            "hint": "the recorded quote occurs at [23, 34)",
        }
    ]
