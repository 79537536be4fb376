"""Writing a corpus folder so that a failure at any moment leaves whole files."""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from osintclaims.model import Corpus, must_be
from osintclaims.store._canonical import canonical_files
from osintclaims.store._fault import printable
from osintclaims.store._files import CLAIMS, RECORDS, files_in, read_bytes
from osintclaims.store._journal import JOURNAL, KEPT, journal_of, journal_text, kept_copies
from osintclaims.store._load import corpus_in
from osintclaims.store._lock import locked
from osintclaims.store._report import CorpusError, Problem

__all__ = ["save_corpus"]


def save_corpus(corpus: Corpus, path: str | os.PathLike[str], *, replaces: Corpus | None = None) -> None:
    """Write a corpus as a folder of canonical TOML files.

    ``load_corpus(path)`` gives an equal corpus. Files that hold the right bytes already are not touched; claim files
    that are not part of the corpus any more are removed; anything else in the folder stays. All new files are written
    in full before the first old one is replaced, and copies of the old ones are the corpus until the last one is: a
    save that fails leaves the old corpus, even if the process ends midway; the next save then puts the old files back.

    One save to a folder waits for the other, also in another process, and so does a load: neither sees half of another
    (flock(2); Windows and some network drives have no such lock). The later one counts, unless it says what it
    `replaces`.

    Args:
        corpus: The corpus.
        path: The folder; it is made if need be.
        replaces: The corpus that was loaded from the folder and changed. If something else is there by now, nothing is
            saved, and nobody's work is lost.

    Raises:
        OSError: The folder cannot be written, or somebody else is saving to it all the time.
        CorpusError: Something else than what it `replaces` is in the folder (E010).
        InvalidValueError: An argument of the wrong type (E005).

    Examples:
        >>> import pathlib, tempfile
        >>> from osintclaims.model import Corpus
        >>> from osintclaims.store import save_corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save_corpus(Corpus(title="Troops", licence="CC-BY-4.0"), folder)
        ...     print(pathlib.Path(folder, "corpus.toml").read_text())
        format = "osintclaims/1"
        title = "Troops"
        licence = "CC-BY-4.0"
        <BLANKLINE>
    """
    must_be("path", path, str, os.PathLike)
    must_be("replaces", replaces, Corpus, type(None))
    files = canonical_files(corpus)
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, alone=True):
        _put_back(folder)
        if replaces is not None:
            _check_unchanged(folder, replaces)
        _save(folder, files)


def _check_unchanged(folder: Path, expected: Corpus) -> None:
    """Refuse to save over what somebody else has saved in between."""
    found = corpus_in(files_in(folder))
    if found != expected:
        what = "what is in this folder does not load" if found is None else "another corpus is in this folder now"
        hint = "load it again, put your changes into it, and save that"
        raise CorpusError((Problem(printable(str(folder)), 1, 1, "", "E010", "error", what, hint),))


def _save(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, with the folder locked."""
    new: dict[Path, bytes | None] = {folder / name: content for name, content in files.items()}
    if (folder / CLAIMS).is_symlink():
        raise NotADirectoryError(f"{folder / CLAIMS} is a link; corpus files stay inside the corpus folder")
    (folder / CLAIMS).mkdir(exist_ok=True)
    try:
        for old in (*(folder / name for name in RECORDS), *_claim_files(folder / CLAIMS)):
            new.setdefault(old, None)
        _replace(folder, {file: content for file, content in new.items() if _held(file) != content})
    finally:
        with contextlib.suppress(OSError):  # it is not empty
            (folder / CLAIMS).rmdir()


def _claim_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*.toml")) if not path.name.startswith(".") and not path.is_dir())


def _held(file: Path) -> bytes | None:
    """The bytes of a file; None if there is none."""
    try:
        return None if file.is_symlink() else read_bytes(file)
    except FileNotFoundError:
        return None


def _put_back(folder: Path) -> None:
    """Put the old files back that an interrupted save left as copies."""
    journal = folder / JOURNAL
    if not os.path.lexists(journal):
        return
    try:
        kept = journal_of(folder, read_bytes(journal))
    except (ValueError, RecursionError) as error:
        raise OSError(f"{journal} is not the journal of a save ({error}); see check_corpus") from error
    for file, copy in kept_copies(kept).items():
        if copy != file:
            _put(copy, file)
    _sync_all(kept)
    journal.unlink()


def _replace(folder: Path, new: Mapping[Path, bytes | None]) -> None:
    """Give files new contents, or remove them where there is none: all of them, or none."""
    temporary: list[Path] = []
    journal = folder / JOURNAL

    def stage(file: Path, content: bytes | None) -> Path | None:
        if content is None:
            return None
        temporary.append(_stage(file, content))
        return temporary[-1]

    try:
        kept = {file: stage(file, _held(file)) for file in new}
        staged = {file: stage(file, content) for file, content in new.items()}
        if len(new) > 1:  # a single file is replaced at one moment
            temporary.append(_stage(journal, journal_text(folder, kept)))
            _sync_all(new)
            temporary[-1].replace(journal)
            _sync(folder)
        try:
            for file, content in staged.items():
                _put(content, file)
            _sync_all(new)
        except BaseException:
            back = [_is_put(content, file) for file, content in kept.items()]  # each as far as possible
            if all(back):
                journal.unlink(missing_ok=True)
            raise
        journal.unlink(missing_ok=True)
    finally:
        if not os.path.lexists(journal):  # else the copies are the corpus
            for file in temporary:
                with contextlib.suppress(OSError):
                    file.unlink()


def _put(content: Path | None, file: Path) -> None:
    """Move a staged file to its place; None empties the place."""
    if content is None:
        file.unlink(missing_ok=True)
    else:
        content.replace(file)


def _is_put(content: Path | None, file: Path) -> bool:
    """Move a kept file back to its place, if the system lets us."""
    try:
        _put(content, file)
    except OSError:
        return False
    return True


def _stage(file: Path, content: bytes) -> Path:
    """A hidden file beside another, with this content, safely on the disk."""
    temporary = file.with_name(KEPT.format(file.name, os.urandom(6).hex()))
    stream = temporary.open("xb")
    try:
        with stream:
            _written(stream, content)
            if file.exists() and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), stat.S_IMODE(file.stat().st_mode))
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _written(stream: BinaryIO, content: bytes) -> None:
    """Write a file to the disk, not only to the system's memory."""
    stream.write(content)
    stream.flush()
    os.fsync(stream.fileno())


def _sync_all(files: Iterable[Path]) -> None:
    """Make the new names of files last."""
    for folder in {file.parent for file in files}:
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make the new names of a folder last; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
