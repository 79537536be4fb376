"""Several who save to one folder, and read from it, at the same time."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from osintclaims import Corpus, CorpusError, InvalidValueError, check_corpus, claim, load_corpus, save_corpus
from osintclaims.store import Problem
from osintclaims.store import _lock as locks
from osintclaims.store._lock import locked

posix = pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be locked there")

#: A process that saves one of two corpora again and again, and says how often and what went wrong.
SAVER = """
import sys
from osintclaims import Corpus, claim, save_corpus
folder, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
claims = tuple(claim(f"T{name}", f"{n + 1} soldiers", by=f"Source {name}", id=f"{name}-{n}") for n in range(20))
for _ in range(times):
    save_corpus(Corpus(title=name, claims=claims), folder)
print("saved")
"""


def made(name: str) -> Corpus:
    """The corpus that the process of this name saves."""
    claims = tuple(claim(f"T{name}", f"{n + 1} soldiers", by=f"Source {name}", id=f"{name}-{n}") for n in range(20))
    return Corpus(title=name, claims=claims)


def saver(folder: Path, name: str, times: int) -> "subprocess.Popen[str]":
    """Such a process."""
    return subprocess.Popen(
        [sys.executable, "-c", SAVER, str(folder), name, str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@posix
def test_two_processes_never_leave_a_mixture(tmp_path: Path) -> None:
    """What is loaded while both save is the one corpus or the other, and no save fails or leaves anything behind."""
    save_corpus(made("a"), tmp_path)
    processes = [saver(tmp_path, "a", 40), saver(tmp_path, "b", 40)]
    seen: set[str] = set()
    while any(process.poll() is None for process in processes):
        found = load_corpus(tmp_path)
        assert found == made(found.title)
        seen.add(found.title)
    for process in processes:
        assert process.communicate() == ("saved\n", "")
    assert load_corpus(tmp_path) in (made("a"), made("b"))
    assert seen <= {"a", "b"}
    assert [path.name for path in tmp_path.rglob(".*")] == []


@posix
def test_a_process_that_is_killed_midway_leaves_a_whole_corpus(tmp_path: Path) -> None:
    """`kill -9` at any moment: the folder holds the corpus of before or after, and the next save goes through."""
    save_corpus(made("a"), tmp_path)
    for wait in (0.25, 0.35, 0.45):
        process = saver(tmp_path, "b", 1_000)
        try:
            process.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        assert load_corpus(tmp_path) in (made("a"), made("b"))
        save_corpus(made("a"), tmp_path)
        assert load_corpus(tmp_path) == made("a")


@posix
def test_threads_save_one_after_the_other(tmp_path: Path) -> None:
    """The same holds within one process."""
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for _ in range(5):
                save_corpus(made(name), tmp_path)
                found = load_corpus(tmp_path)
                assert found == made(found.title)
        except BaseException as error:  # noqa: BLE001 - a thread's error is lost else
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_save_that_says_what_it_replaces_loses_nobodys_work(tmp_path: Path) -> None:
    """Two load, both change, both save: the second is told, and what the first saved stays."""
    save_corpus(made("a"), tmp_path)
    mine = yours = load_corpus(tmp_path)
    save_corpus(made("b"), tmp_path, replaces=yours)
    with pytest.raises(CorpusError) as caught:
        save_corpus(Corpus(title="c"), tmp_path, replaces=mine)
    hint = "load it again, put your changes into it, and save that"
    what = "another corpus is in this folder now"
    assert caught.value.problems == (Problem(str(tmp_path), 1, 1, "", "E010", "error", what, hint),)
    assert load_corpus(tmp_path) == made("b")
    save_corpus(Corpus(title="c"), tmp_path, replaces=made("b"))
    assert load_corpus(tmp_path).title == "c"


def test_what_does_not_load_is_not_what_a_save_replaces(tmp_path: Path) -> None:
    """A folder that was damaged, emptied or given another format since is reported as well."""
    for content in ("[[", 'format = "osintclaims/2"', 'format = "osintclaims/1"\n'):
        (tmp_path / "corpus.toml").write_text(content)
        with pytest.raises(CorpusError, match="E010"):
            save_corpus(made("b"), tmp_path, replaces=made("a"))
        assert (tmp_path / "corpus.toml").read_text() == content
    with pytest.raises(CorpusError, match=r": what is in this folder does not load; load it again, .*\[E010\]$"):
        save_corpus(made("b"), tmp_path / "new", replaces=made("a"))
    save_corpus(made("a"), tmp_path)
    (tmp_path / "sources.toml").write_text('[[source]]\nid = "source-a"\n')
    with pytest.raises(CorpusError, match="what is in this folder does not load"):
        save_corpus(made("b"), tmp_path, replaces=made("a"))
    with pytest.raises(InvalidValueError, match="replaces must be a Corpus"):
        save_corpus(made("b"), tmp_path, replaces=str(tmp_path))  # type: ignore[arg-type]


@posix
def test_who_saves_all_the_time_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever: a load reports the folder, a save raises, and the folder is as it was."""
    save_corpus(made("a"), tmp_path)
    monkeypatch.setattr(locks, "_PATIENCE", 0.05)
    with locked(tmp_path, alone=True):
        (problem,) = check_corpus(tmp_path).problems
        assert (problem.code, problem.file) == ("E009", str(tmp_path))
        assert "another process is saving to this folder" in problem.message
        with pytest.raises(BlockingIOError) as caught:
            save_corpus(made("b"), tmp_path)
    assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (
        errno.EAGAIN,
        "another process is saving to this folder",
        str(tmp_path),
    )
    assert load_corpus(tmp_path) == made("a")


@posix
def test_a_save_waits_for_another(tmp_path: Path) -> None:
    """One that ends soon is waited for, and nothing is said about it; the lock is given back after an error, too."""
    save_corpus(made("a"), tmp_path)
    is_locked, saved = threading.Event(), threading.Event()

    def work() -> None:
        is_locked.wait()
        save_corpus(made("b"), tmp_path)
        saved.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def failing() -> None:
        with locked(tmp_path, alone=True):
            is_locked.set()
            assert not saved.wait(0.1)
            assert 'title = "a"' in (tmp_path / "corpus.toml").read_text()
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    thread.join()
    assert saved.is_set()
    assert load_corpus(tmp_path) == made("b")


@posix
def test_readers_do_not_wait_for_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is shared lets others read, and keeps them from saving."""
    save_corpus(made("a"), tmp_path)
    monkeypatch.setattr(locks, "_PATIENCE", 0.05)
    with locked(tmp_path, alone=False):
        assert load_corpus(tmp_path) == made("a")
        with pytest.raises(BlockingIOError):
            save_corpus(made("b"), tmp_path)


@posix
def test_systems_without_locks_save_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives know no locks, and some folders cannot be opened: nothing is locked then."""
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    save_corpus(made("a"), tmp_path)
    assert load_corpus(tmp_path) == made("a")
    monkeypatch.undo()
    real = os.open

    def closed(path: str | Path, *args: int) -> int:
        if Path(path) == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *args)

    monkeypatch.setattr(os, "open", closed)
    assert load_corpus(tmp_path) == made("a")
