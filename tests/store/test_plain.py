"""Files of others are read whole or refused, and ours are written whole or not at all."""

import errno
import io
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osintclaims import Corpus, InvalidValueError, claim, load_corpus, save_corpus
from osintclaims.interop import Mapping, export, load, read_table
from osintclaims.report import write_report
from osintclaims.store import read_plain_file, whole_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, sockets and limits")

MINE = Mapping(measurand="what", best="number", unit="person", origin="who")
SMALL = Corpus(title="Small", claims=(claim("Troops", "5 soldiers", by="HUR", id="c1"),))


@pytest.fixture(params=["pipe", "socket", "folder", "device", "link to a device"])
def special(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that is none, of every kind; the devices are copies, so that a mistake here harms no one."""
    path = tmp_path / "special"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "folder":
        path.mkdir()
    elif request.param == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            monkeypatch.chdir(tmp_path)  # its name may have a hundred bytes
            listening.bind("special")
            yield path
        return
    else:
        device = tmp_path / "device"
        try:
            os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # that of /dev/zero
        except PermissionError:
            pytest.skip("only the administrator makes devices")
        if request.param == "device":
            path = device
        else:
            path.symlink_to(device)
    yield path


def said(error: OSError) -> tuple[int | None, str | None, str]:
    """What an error of the system says: number, words and the file as it was given."""
    return error.errno, error.strerror, error.filename


def _kind(path: Path) -> int:
    return stat.S_IFMT(path.stat().st_mode)


@pytest.mark.parametrize("extension", [".csv", ".json", ".jsonl", ".parquet", ".arrow"])
def test_special_files_are_refused_and_not_waited_for(special: Path, extension: str) -> None:
    """A table or a corpus from a pipe without a writer, or from an endless device, is an error at once."""
    path = special.rename(special.with_name(f"special{extension}"))
    with pytest.raises(OSError, match="not a plain file"):
        read_table(path, MINE) if extension in (".csv", ".arrow") else load(path)
    with pytest.raises(OSError, match="not a plain file") as caught:
        read_plain_file(path)
    assert said(caught.value) == (errno.EINVAL, "not a plain file", str(path))


@pytest.mark.parametrize("extension", [".html", ".csv", ".json", ".db", ".parquet"])
def test_special_files_are_never_replaced(special: Path, extension: str) -> None:
    """A report or export over a device would take it away from everybody: it is refused, and stays what it was."""
    path = special.rename(special.with_name(f"special{extension}"))
    before = _kind(path)
    with pytest.raises(OSError, match="not a plain file"):
        write_report(SMALL, path) if extension == ".html" else export(SMALL, path)
    assert _kind(path) == before
    assert [one.name for one in path.parent.iterdir() if one.name.endswith(".tmp")] == []


def test_a_plain_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """One byte more is refused; a link is followed; a name that cannot be is a file that is not there."""
    path, link = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"12345")
    link.symlink_to(path)
    assert read_plain_file(link, most=5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes") as caught:
        read_plain_file(path, most=4)
    assert said(caught.value) == (errno.EFBIG, "more than 4 bytes", str(path))
    for name, words in {"none": "No such file or directory", "a\0b": "no such file"}.items():
        with pytest.raises(FileNotFoundError) as missing:
            read_plain_file(tmp_path / name)
        assert said(missing.value) == (errno.ENOENT, words, str(tmp_path / name))
    with pytest.raises(InvalidValueError, match=r"^path must be a str or a PathLike, got 3 \[E005\]$"):
        read_plain_file(3)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r'^most must be an int, got the string "5" \[E005\]$'):
        read_plain_file(path, most="5")  # type: ignore[arg-type]


def test_a_file_that_becomes_a_pipe_while_it_is_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was opened is looked at again."""
    path = tmp_path / "a"
    path.write_bytes(b"1")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    real = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: real(pipe, flags))
    with pytest.raises(OSError, match="not a plain file") as caught:
        read_plain_file(path)
    assert said(caught.value) == (errno.EINVAL, "not a plain file", str(path))


def test_what_is_written_takes_its_place_in_the_end(tmp_path: Path) -> None:
    """An old file is there until the new one is whole; if anything fails, it stays, and nothing else is left."""
    target = tmp_path / "page.html"
    target.write_text("old")
    with whole_file(target) as file:
        file.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"

    def interrupted() -> None:
        with whole_file(target) as file:
            file.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    """The hidden file beside it has a shorter one."""
    target = tmp_path / ("ж" * 120 + ".json")
    export(SMALL, target)
    assert load(target) == SMALL


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    """Those that the user's mask leaves of reading and writing for all, as any other program's file."""
    umask = os.umask(0o027)
    try:
        with whole_file(tmp_path / "page.html"):
            pass
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o640


def test_what_cannot_be_written_is_named_and_not_the_hidden_file(tmp_path: Path) -> None:
    """The error is of the system's class and says the target, as it was given."""
    wrong: dict[str, tuple[type[OSError], int, str]] = {
        str(tmp_path / "no" / "page.html"): (FileNotFoundError, errno.ENOENT, "No such file or directory"),
        str(tmp_path): (OSError, errno.EINVAL, "not a plain file"),
        "/": (OSError, errno.EINVAL, "no name of a file"),
        "a\0b": (OSError, errno.EINVAL, "no name of a file"),
    }
    for name, (kind, number, words) in wrong.items():
        with pytest.raises(OSError, match=words) as caught, whole_file(name):
            raise AssertionError
        assert (type(caught.value), *said(caught.value)) == (kind, number, words, name)
    with pytest.raises(InvalidValueError, match=r"^path must be a str or a PathLike, got None \[E005\]$"):
        whole_file(None).__enter__()  # type: ignore[arg-type]


def test_a_target_that_became_a_folder_meanwhile_is_left(tmp_path: Path) -> None:
    """What stands there in the end is looked at once more, and nothing else is left."""
    target = tmp_path / "page.html"
    with pytest.raises(OSError, match="not a plain file"), whole_file(target):
        os.mkfifo(target)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert stat.S_ISFIFO(target.stat().st_mode)


@pytest.mark.parametrize("name", ["no/such/page.html", "a\0b.html", ""])
def test_what_cannot_be_written_is_an_error_of_the_system(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there, a name that cannot be, no name at all."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match=r"."):
        write_report(SMALL, name)


LIMITED = """
import resource, sys
from osintclaims import load_seed_corpus, save_corpus
from osintclaims.interop import export
from osintclaims.report import write_report
corpus = load_seed_corpus()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
what, folder = sys.argv[1].split(":", 1)
try:
    if what == "save":
        save_corpus(corpus, folder)
    elif what == "report":
        write_report(corpus, folder + "/page.html")
    else:
        export(corpus, folder + "/corpus" + what)
    print("written")
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("limit", [0, 1_000, 5_000])
@pytest.mark.parametrize("what", ["save", "report", ".csv", ".json", ".db", ".parquet"])
def test_a_disk_that_fills_up_leaves_the_old_files(what: str, limit: int, tmp_path: Path) -> None:
    """A write that the system cuts off is an OSError, and what was there before is there, whole and alone."""
    save_corpus(SMALL, tmp_path)
    (tmp_path / "page.html").write_text("old")
    for name in ("corpus.csv", "corpus.json", "corpus.db", "corpus.parquet"):
        (tmp_path / name).write_text("old")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, f"{what}:{tmp_path}", str(limit)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("OSError\n", 0), done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert load_corpus(tmp_path) == SMALL


def test_a_folder_that_may_only_be_read_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says about a read-only disk is passed on.

    The administrator may write anywhere, whatever the mode of a folder: the system's answer is put in its place.
    """
    save_corpus(SMALL, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    opened, real = os.open, io.open

    def refuse(path: str | Path, flags: int, *more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return opened(path, flags, *more)

    def refuse_mode(path: str | Path, mode: str = "r", *more: Any) -> Any:
        if set(mode) & set("wax+"):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return real(path, mode, *more)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(io, "open", refuse_mode)
    with pytest.raises(OSError, match="Read-only file system"):
        save_corpus(Corpus(title="Other"), tmp_path)
    with pytest.raises(OSError, match="Read-only file system"):
        export(SMALL, tmp_path / "corpus.csv")
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_limits_are_those_of_this_process() -> None:
    """Nothing that these tests do outlives them."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
