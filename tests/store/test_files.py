"""Which files are read, and how little they are trusted."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from osintclaims.store import _files as files
from osintclaims.store import check_corpus, load_corpus, save_corpus
from tests.store.folders import FILES, check, claim, lines, write

SOUND = FILES["claims/d1.toml"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")


#: Ways of writing the same files.
SPELLINGS: dict[str, Callable[[str], str]] = {
    "byte order mark": lambda text: "\ufeff" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no last newline": lambda text: text.removesuffix("\n"),
    "comments": lambda text: "# why\n" + text.replace("\n\n", "\n\n\n# and how\n"),
    "date": lambda text: text.replace('published = "2024-10-20"', "published = 2024-10-20"),
    "tight": lambda text: text.replace(" = ", "="),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_other_spellings_of_the_same_load_alike(tmp_path: Path, name: str) -> None:
    """A byte order mark, CRLF, a missing last newline, comments, TOML dates: the same corpus, saved canonically."""
    plain = write(tmp_path / "plain")
    other = write(tmp_path / "other", {file: SPELLINGS[name](text) for file, text in FILES.items()})
    assert load_corpus(other) == load_corpus(plain)
    for folder in (plain, other):
        save_corpus(load_corpus(folder), folder)
    assert all((plain / file).read_bytes() == (other / file).read_bytes() for file in FILES)


def test_other_things_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    """Hidden files, editor leftovers, pages and other folders are neither read nor reported."""
    write(
        tmp_path,
        dict.fromkeys(
            [
                ".x.toml",
                ".sources.toml.swp",
                "sources.toml~",
                "README.md",
                ".DS_Store",
                "schema/a.toml",
                "claims/.d1.toml.1f2e.tmp",
                "claims/d1.toml~",
                "claims/d1.toml.orig",
                "claims/notes.txt",
            ],
            b"\xff\x00",
        ),
    )
    assert check_corpus(tmp_path).problems == ()
    assert check_corpus(tmp_path).files == len(FILES)


def test_what_looks_like_a_corpus_file_and_is_none_is_reported(tmp_path: Path) -> None:
    """Nothing that somebody may have meant to be read is left out silently."""
    write(tmp_path, {"sources.TOML": "", "claims/d2.tml": "", "claims/more/d3.toml": "", "claim.toml": ""})
    assert lines(check_corpus(tmp_path)) == [
        (
            "claim.toml:1: unknown file; a corpus folder holds corpus.toml, sources.toml, measurands.toml, "
            "documents.toml "
            "and claims/*.toml [E003]"
        ),
        "claims/d2.tml:1: unknown file; claim files end in .toml [E003]",
        "claims/more:1: folders of claims have no folders in them; move its files to claims/ [E003]",
        "sources.TOML:1: unknown file; did you mean sources.toml? [E003]",
    ]


def test_odd_file_names_are_read_and_shown_escaped(tmp_path: Path) -> None:
    """Line breaks, other scripts and bytes that are no UTF-8 may stand in the name of a claim file."""
    name = os.fsdecode(b"claims/a\nb\xff\xd0\x96.toml")
    try:
        write(tmp_path, {name: claim("credibility = 7", id_="odd")})
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    assert [problem.file for problem in check_corpus(tmp_path).problems] == ["claims/a\\nb\\udcffЖ.toml"]


@posix
def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """Files and folders of a corpus are inside it, or are links to something inside it."""
    outside = tmp_path / "outside.toml"
    outside.write_text("secret = 1")
    folder = write(tmp_path / "corpus", {"claims/d1.toml": None, "hidden/d1.toml": SOUND})
    (folder / "claims").mkdir()
    (folder / "claims" / "d1.toml").symlink_to("../hidden/d1.toml")
    assert check_corpus(folder).problems == ()
    (folder / "claims" / "d2.toml").symlink_to(outside)
    (folder / "claims" / "d3.toml").symlink_to("nowhere")
    (folder / "sources.toml").unlink()
    (folder / "sources.toml").symlink_to(outside)
    assert lines(check_corpus(folder)) == [
        "claims/d2.toml:1: a link that leads out of the corpus folder; put the file itself here [E009]",
        "claims/d3.toml:1: a link that leads out of the corpus folder; put the file itself here [E009]",
        "sources.toml:1: a link that leads out of the corpus folder; put the file itself here [E009]",
    ]


@posix
def test_a_linked_claims_folder_is_refused(tmp_path: Path) -> None:
    """The folder of claims may not lead elsewhere, whether for reading or for writing."""
    corpus = load_corpus(write(tmp_path / "corpus"))
    folder = write(tmp_path / "other", {"claims/d1.toml": None})
    (folder / "claims").symlink_to(tmp_path / "corpus" / "claims")
    assert lines(check_corpus(folder)) == [
        "claims:1: not a folder inside the corpus; make it a folder of *.toml files [E009]"
    ]
    with pytest.raises(NotADirectoryError, match="corpus files stay inside"):
        save_corpus(corpus, folder)


@posix
def test_pipes_and_folders_in_place_of_files_are_reported(tmp_path: Path) -> None:
    """A pipe does not block the load, and a folder named like a file is no file."""
    write(tmp_path, {"sources.toml": None, "measurands.toml/x": "", "claims/d1.toml": None, "measurands.toml": None})
    (tmp_path / "claims").mkdir(exist_ok=True)
    os.mkfifo(tmp_path / "sources.toml")
    os.mkfifo(tmp_path / "claims" / "d1.toml")
    hint = "corpus files are plain files [E009]"
    assert lines(check_corpus(tmp_path)) == [
        f"claims/d1.toml:1: cannot be read (not a plain file); {hint}",
        f"measurands.toml:1: cannot be read (is a directory); {hint}",
        f"sources.toml:1: cannot be read (not a plain file); {hint}",
    ]


@posix
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a list of open files")
def test_what_is_no_file_is_closed_again(tmp_path: Path) -> None:
    """A program that looks at a damaged folder again and again does not run out of open files."""
    write(tmp_path, {"measurands.toml": None, "measurands.toml/x": "", "sources.toml": None})
    os.mkfifo(tmp_path / "sources.toml")
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir()))
    for _ in range(3):
        assert not check_corpus(tmp_path).ok
    assert len(list(opened.iterdir())) == before


def test_claims_in_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    """A file named claims is reported, and references to claims are not."""
    write(tmp_path, {"claims/d1.toml": None, "claims": ""})
    assert [problem.code for problem in check_corpus(tmp_path).problems] == ["E009"]


def test_unreadable_claims_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the operating system says about a folder is reported."""
    write(tmp_path)
    entries = files._entries

    def refuse(folder: Path) -> object:
        if folder.name == "claims":
            raise PermissionError(13, "Permission denied")
        return entries(folder)

    monkeypatch.setattr(files, "_entries", refuse)
    assert lines(check_corpus(tmp_path)) == ["claims:1: not a readable folder (permission denied) [E009]"]


@pytest.mark.parametrize("name", ["no/such/folder", "a\0b"])
def test_a_folder_that_does_not_exist_is_one_problem(name: str) -> None:
    """A wrong path is reported like a wrong file."""
    report = check_corpus(name)
    assert [problem.code for problem in report.problems] == ["E009"]
    assert not report.ok


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The path of corpus.toml itself is answered with what is wanted."""
    report = check_corpus(write(tmp_path) / "corpus.toml")
    assert [(problem.code, problem.hint) for problem in report.problems] == [
        ("E009", "give the folder that holds corpus.toml")
    ]


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    """A folder without corpus.toml is one problem."""
    assert [problem.code for problem in check_corpus(tmp_path).problems] == ["E004"]


def test_size_and_number_of_files_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the cap and the files over the cap are refused unread."""
    monkeypatch.setattr(files, "MAX_BYTES", 2**20)
    fill = FILES["sources.toml"] + "#" * (2**20 - len(FILES["sources.toml"]))
    assert check(tmp_path, sources=fill).problems == ()
    assert lines(check(tmp_path, sources=f"{fill}#")) == ["sources.toml:1: more than 1 MiB; split it [E007]"]
    monkeypatch.setattr(files, "MAX_FILES", 5)
    assert check(tmp_path, sources=FILES["sources.toml"]).problems == ()
    monkeypatch.setattr(files, "MAX_FILES", 4)
    report = check(tmp_path, sources=FILES["sources.toml"])
    assert "claims:1: 5 files, at most 4 are read; split the corpus [E007]" in lines(report)
    assert report.files == 4
