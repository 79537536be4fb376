"""A save is whole or did not happen."""

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from osintclaims import Claim, Corpus, InvalidValueError
from osintclaims.store import _save as saving
from osintclaims.store import check_corpus, load_corpus, save_corpus
from osintclaims.store._journal import JOURNAL, journal_of, journal_text, kept_copies
from tests.store.folders import FILES, claim, write

#: Another corpus in the same folder: a file less, a file more, a changed one.
OTHER: dict[str, str | bytes | None] = {
    "corpus.toml": FILES["corpus.toml"].replace("Flights", "More flights"),
    "claims/d1.toml": None,
    "claims/_undocumented.toml": claim(id_="q"),
}


@pytest.fixture
def other(tmp_path: Path) -> Corpus:
    """A corpus to save over the sound one."""
    return load_corpus(write(tmp_path / "other", OTHER))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sound corpus in canonical form, with a page and texts beside it."""
    path = write(
        tmp_path / "folder", {"README.md": "# Flights", "texts/other.txt": b"\xff", "claims/.hidden.toml": "x"}
    )
    save_corpus(load_corpus(path), path)
    return path


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_save_replaces_the_corpus_and_nothing_else(folder: Path, other: Corpus) -> None:
    """Stale claim files go; pages, texts and hidden files stay; no temporary file is left."""
    save_corpus(other, folder)
    assert load_corpus(folder) == other
    assert {name for name in _bytes(folder) if not name.startswith(("texts", "README", "claims/.hidden"))} == {
        "corpus.toml",
        "sources.toml",
        "measurands.toml",
        "documents.toml",
        "claims/_undocumented.toml",
    }
    assert {"README.md", "texts/other.txt", "claims/.hidden.toml"} <= _bytes(folder).keys()


def test_files_that_would_be_empty_are_not_written(folder: Path) -> None:
    """A corpus of nothing is corpus.toml alone."""
    (folder / "claims" / ".hidden.toml").unlink()
    save_corpus(Corpus(), folder)
    assert _bytes(folder).keys() == {"corpus.toml", "README.md", "texts/other.txt"}
    assert not (folder / "claims").exists()
    assert load_corpus(folder) == Corpus()


def test_files_that_are_right_are_not_written_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saving a canonical folder opens no file for writing."""
    monkeypatch.setattr(saving, "_stage", None)
    save_corpus(load_corpus(folder), folder)


def test_rights_of_files_are_kept(folder: Path, other: Corpus) -> None:
    """A replaced file keeps its mode; a new one gets the usual one."""
    if sys.platform == "win32":
        pytest.skip("modes mean little here")
    (folder / "corpus.toml").chmod(0o640)
    save_corpus(other, folder)
    assert stat.S_IMODE((folder / "corpus.toml").stat().st_mode) == 0o640
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((folder / "claims" / "_undocumented.toml").stat().st_mode) == 0o666 & ~umask


def test_a_link_in_place_of_a_file_is_replaced_not_followed(folder: Path, other: Corpus, tmp_path: Path) -> None:
    """What a link points to is never written."""
    target = tmp_path / "target.toml"
    target.write_text("mine")
    (folder / "sources.toml").unlink()
    (folder / "sources.toml").symlink_to(target)
    save_corpus(other, folder)
    assert target.read_text() == "mine"
    assert load_corpus(folder) == other
    target.write_bytes((folder / "sources.toml").read_bytes())
    (folder / "sources.toml").unlink()
    (folder / "sources.toml").symlink_to(target)
    save_corpus(other, folder)  # also where the right bytes are at the other end
    assert not (folder / "sources.toml").is_symlink()


def _failing(function: Callable[..., Any], after: int, error: BaseException) -> Callable[..., Any]:
    """A function that fails once, after some calls."""
    calls = 0

    def failing(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after + 1:
            raise error
        return function(*args, **kwargs)

    return failing


@pytest.mark.parametrize("after", range(8))
@pytest.mark.parametrize("where", ["fsync", "open", "create", "write"])
def test_a_full_disk_leaves_the_old_corpus(
    folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch, where: str, after: int
) -> None:
    """Whenever writing fails, the old files are whole and no other file is left behind."""
    before = _bytes(folder)
    full = OSError(28, "No space left on device")
    if where == "write":
        monkeypatch.setattr(saving, "_written", _failing(saving._written, after, full))
    elif where == "create":
        monkeypatch.setattr(io, "open", _failing(io.open, after, full))
    else:
        monkeypatch.setattr(os, where, _failing(getattr(os, where), after, full))
    try:
        save_corpus(other, folder)
    except OSError:
        monkeypatch.undo()
        assert _bytes(folder) == before
    else:
        monkeypatch.undo()
        assert load_corpus(folder) == other


@pytest.mark.parametrize("after", range(3))
@pytest.mark.parametrize(
    "error", [OSError(30, "Read-only file system"), KeyboardInterrupt()], ids=["error", "interrupt"]
)
def test_a_save_that_stops_midway_puts_the_old_files_back(
    folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    """An error or Ctrl-C between two replacements undoes the ones that were made."""
    before = _bytes(folder)
    monkeypatch.setattr(saving, "_put", _failing(saving._put, after, error))
    with pytest.raises(type(error)) as caught:
        save_corpus(other, folder)
    assert caught.value is error
    assert _bytes(folder) == before


def test_a_corpus_that_cannot_be_written_leaves_the_old_one(folder: Path, other: Corpus) -> None:
    """An exception while the files are made happens before any of them is touched."""
    before = _bytes(folder)
    broken = other.claims[0]
    object.__setattr__(broken, "notes", "\ud800")
    with pytest.raises(UnicodeEncodeError):
        save_corpus(other, folder)
    assert _bytes(folder) == before
    assert isinstance(broken, Claim)


def test_leftovers_of_a_killed_save_are_not_read(folder: Path) -> None:
    """A temporary file that was never renamed is neither read nor in the way."""
    corpus = load_corpus(folder)
    (folder / ".sources.toml.0123456789ab.tmp").write_text("[[")
    (folder / "claims" / ".d1.toml.0123456789ab.tmp").write_text("[[")
    assert load_corpus(folder) == corpus


def test_a_folder_is_made_with_its_parents(tmp_path: Path, other: Corpus) -> None:
    """The folder need not exist, and may be named by a text; what is no name is said."""
    save_corpus(other, str(tmp_path / "a" / "b"))
    assert load_corpus(tmp_path / "a" / "b") == other
    with pytest.raises(InvalidValueError, match=r"^path must be a str or a PathLike, got 3 \[E005\]$"):
        save_corpus(other, 3)  # type: ignore[arg-type]


def test_a_system_that_cannot_sync_folders_can_save(
    tmp_path: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems cannot open a folder: the files are there all the same."""
    real = os.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.delattr(os, "fchmod", raising=False)
    save_corpus(other, tmp_path / "new")
    monkeypatch.undo()
    assert load_corpus(tmp_path / "new") == other


def _interrupted(folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch, after: int = 1) -> None:
    """A save whose process ends after some of the files were replaced."""

    class KilledError(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise KilledError

    put = saving._put
    calls = 0

    def dying(content: Path | None, file: Path) -> None:
        nonlocal calls
        if calls == after:
            monkeypatch.setattr(os, "unlink", killed)
            monkeypatch.setattr(os, "replace", killed)
            raise KilledError
        calls += 1
        put(content, file)

    with monkeypatch.context() as patched:
        patched.setattr(saving, "_put", dying)
        with pytest.raises(KilledError):
            save_corpus(other, folder)
    monkeypatch.undo()


@pytest.mark.parametrize("after", range(3))
def test_an_interrupted_save_leaves_the_old_corpus(
    folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Where the process ends between two replacements, a load gives the old corpus, and a save goes on from there."""
    old, files = load_corpus(folder), _bytes(folder)
    _interrupted(folder, other, monkeypatch, after)
    assert (folder / JOURNAL).exists()
    assert load_corpus(folder) == old
    assert load_corpus(folder) == old
    save_corpus(old, folder)
    assert not (folder / JOURNAL).exists()
    assert {name: content for name, content in _bytes(folder).items() if not name.endswith(".tmp")} == files
    save_corpus(other, folder)
    assert load_corpus(folder) == other


def test_what_an_interrupted_save_left_is_put_back_before_it_is_compared(
    folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that says what it replaces finds the old corpus there, and not a mixture."""
    old = load_corpus(folder)
    _interrupted(folder, other, monkeypatch)
    save_corpus(other, folder, replaces=old)
    assert load_corpus(folder) == other


def test_two_files_are_replaced_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save of two files that ends between them leaves the old corpus."""
    old = load_corpus(folder)
    changed = attrs.evolve(old, title="Other", measurands=old.measurands[:1])
    assert [one.id for one in old.measurands] == ["flights", "troops"]
    _interrupted(folder, changed, monkeypatch)
    assert load_corpus(folder) == old


def test_a_single_file_that_cannot_be_replaced_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is that of the system, and the folder is as it was."""
    before, full = _bytes(folder), OSError(30, "Read-only file system")
    monkeypatch.setattr(saving, "_put", _failing(saving._put, 0, full))
    with pytest.raises(OSError, match="Read-only") as caught:
        save_corpus(attrs.evolve(load_corpus(folder), title="Other"), folder)
    assert caught.value is full
    assert _bytes(folder) == before


def test_files_that_cannot_be_put_back_are_read_from_their_copies(
    folder: Path, other: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk fails while the old files are put back, their copies are the corpus."""
    old, put, calls = load_corpus(folder), saving._put, 0

    def failing(content: Path | None, file: Path) -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(5, "Input/output error")
        put(content, file)

    monkeypatch.setattr(saving, "_put", failing)
    with pytest.raises(OSError, match="Input/output error"):
        save_corpus(other, folder)
    monkeypatch.undo()
    assert load_corpus(folder) == old
    save_corpus(other, folder)
    assert load_corpus(folder) == other


#: Journals that no save wrote, and what is wrong with them.
DAMAGED = {
    "{": "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    "[]": "not a journal",
    '{"../x.toml": null}': "'../x.toml' is no corpus file",
    '{"claims/../../x.toml": null}': "'claims/../../x.toml' is no corpus file",
    '{"README.md": null}': "'README.md' is no corpus file",
    '{"sources.toml": 3}': "3 is no copy of sources.toml",
    '{"sources.toml": "sources.toml"}': "'sources.toml' is no copy of sources.toml",
    '{"sources.toml": "../.sources.toml.0123456789ab.tmp"}': (
        "'../.sources.toml.0123456789ab.tmp' is no copy of sources.toml"
    ),
    '{"sources.toml": ".measurands.toml.0123456789ab.tmp"}': (
        "'.measurands.toml.0123456789ab.tmp' is no copy of sources.toml"
    ),
    '{"claims/a.toml": ".a.toml.0123456789abc.tmp"}': "'.a.toml.0123456789abc.tmp' is no copy of claims/a.toml",
    "\xff": "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    "[" * 100_000: "",
}


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_journal_is_reported_and_nothing_is_touched(folder: Path, other: Corpus, content: str) -> None:
    """A journal that no save wrote is one located problem, and no save goes on over it."""
    (folder / JOURNAL).write_bytes(content.encode("latin-1"))
    before = _bytes(folder)
    (problem,) = check_corpus(folder).errors
    assert (problem.file, problem.line, problem.code) == (JOURNAL, 1, "E009")
    assert problem.message.startswith("not a journal (")
    assert problem.hint == (
        "a save was interrupted, and its journal is damaged: restore the files from a copy and remove it"
    )
    with pytest.raises(
        OSError, match=r"\.osintclaims-save is not the journal of a save \(.*\); see check_corpus$"
    ) as caught:
        save_corpus(other, folder)
    if DAMAGED[content]:
        assert f" ({DAMAGED[content]}); see" in str(caught.value)
        assert problem.message == f"not a journal ({DAMAGED[content].lower()})"
    assert _bytes(folder) == before


def test_a_journal_names_files_and_their_copies(tmp_path: Path) -> None:
    """In a file that any program can read; what was not there has no copy."""
    copy = tmp_path / ".sources.toml.0123456789ab.tmp"
    kept = {tmp_path / "claims" / "a.toml": None, tmp_path / "sources.toml": copy}
    content = journal_text(tmp_path, kept)
    assert content == b'{"claims/a.toml": null, "sources.toml": ".sources.toml.0123456789ab.tmp"}'
    assert journal_of(tmp_path, content) == kept
    assert kept_copies(kept) == {
        tmp_path / "claims" / "a.toml": None,
        tmp_path / "sources.toml": tmp_path / "sources.toml",
    }
    copy.write_text("x")
    assert kept_copies(kept) == kept


def test_a_linked_folder_of_claims_is_named(folder: Path, other: Corpus, tmp_path: Path) -> None:
    """A save does not follow a link out of the corpus, and touches nothing."""
    (folder / "claims").rename(tmp_path / "elsewhere")
    (folder / "claims").symlink_to(tmp_path / "elsewhere")
    before = _bytes(folder)
    with pytest.raises(NotADirectoryError) as caught:
        save_corpus(other, folder)
    assert str(caught.value) == f"{folder / 'claims'} is a link; corpus files stay inside the corpus folder"
    assert _bytes(folder) == before
