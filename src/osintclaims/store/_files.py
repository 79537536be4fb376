"""Reading the files of a corpus folder without trusting them: bytes, plain files of limited size, UTF-8."""

import os
import stat
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.store._fault import Fault, printable
from osintclaims.store._journal import JOURNAL, journal_of, kept_copies
from osintclaims.store._lock import locked
from osintclaims.store._plain import at_once

__all__ = [
    "CLAIMS",
    "MAX_BYTES",
    "MAX_FILES",
    "RECORDS",
    "Folder",
    "decode",
    "files_in",
    "is_inside",
    "read_bytes",
    "read_folder",
]

#: Files in the corpus folder itself, and the kind of record each holds.
RECORDS: Final = MappingProxyType(
    {"sources.toml": "source", "measurands.toml": "measurand", "documents.toml": "document"}
)
#: The folder of the claim files.
CLAIMS: Final = "claims"
#: Bytes of one file: a hundred times a large hand-made corpus, and still parsed within a minute.
MAX_BYTES: Final = 64 * 2**20
#: Files in one folder.
MAX_FILES: Final = 100_000

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BOM: Final = b"\xef\xbb\xbf"


@attrs.define
class Folder:
    """The files of a corpus folder.

    Attributes:
        root: The folder, as given.
        texts: Content of each file that could be read, by its path below the folder.
        unread: Paths of those that could not.
        faults: Why not, and what else is wrong with the folder.
    """

    root: Path
    texts: dict[str, str] = attrs.field(factory=dict[str, str])
    unread: set[str] = attrs.field(factory=set[str])
    faults: list[Fault] = attrs.field(factory=list[Fault])


def read_folder(path: str | os.PathLike[str]) -> Folder:
    """Read every corpus file of a folder while nobody saves to it."""
    try:
        with locked(Path(path), alone=False):
            return files_in(path)
    except (OSError, ValueError) as error:  # missing, a file, a NUL in its name, somebody saves all the time
        return _unreadable(path, error)


def files_in(path: str | os.PathLike[str]) -> Folder:
    """Read every corpus file of a folder; hidden files, editor leftovers and other things are left alone."""
    folder = Folder(Path(path))
    try:
        root = folder.root.resolve(strict=True)
        entries = _entries(root)
    except (OSError, ValueError, RuntimeError) as error:  # the same, or a circle of links
        return _unreadable(path, error)
    known = ("corpus.toml", *RECORDS)
    names: list[str] = []
    for entry in entries:
        if entry.name in known:
            names.append(entry.name)
        elif entry.name == CLAIMS:
            names.extend(_claim_files(folder, root, entry))
        elif _looks_like_toml(entry.name):
            near = get_close_matches(entry.name.lower(), known)
            hint = (
                f"did you mean {near[0]}?" if near else f"a corpus folder holds {', '.join(known)} and {CLAIMS}/*.toml"
            )
            folder.faults.append(Fault((), "E003", "unknown file", hint, entry.name))
    places = _places(folder, root, names)
    if len(names) > MAX_FILES:
        folder.faults.append(
            Fault((), "E007", f"{len(names)} files, at most {MAX_FILES} are read", "split the corpus", CLAIMS)
        )
        del names[MAX_FILES:]
    for name in names:
        _read(folder, root, name, places.get(name))
    return folder


def _unreadable(path: str | os.PathLike[str], error: Exception) -> Folder:
    """A folder that cannot be read, with the reason."""
    what = "no such folder" if isinstance(error, FileNotFoundError) else f"not a readable folder ({_reason(error)})"
    fault = Fault((), "E009", what, "give the folder that holds corpus.toml", str(path))
    return Folder(Path(path), faults=[fault])


def _places(folder: Folder, root: Path, names: list[str]) -> Mapping[str, Path]:
    """Where files are whose save was interrupted; the names become those of the corpus as it was before."""
    if not os.path.lexists(root / JOURNAL):
        return {}
    try:
        kept = kept_copies(journal_of(root, read_bytes(root / JOURNAL)))
    except (OSError, ValueError, RecursionError) as error:
        hint = "a save was interrupted, and its journal is damaged: restore the files from a copy and remove it"
        folder.faults.append(Fault((), "E009", f"not a journal ({_reason(error)})", hint, JOURNAL))
        return {}
    places = {file.relative_to(root).as_posix(): place for file, place in kept.items() if place is not None}
    new = {file.relative_to(root).as_posix() for file, place in kept.items() if place is None}
    names[:] = sorted({*names, *places} - new)
    return places


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, in order of names, without hidden files and editor leftovers."""
    with os.scandir(folder) as found:
        return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _looks_like_toml(name: str) -> bool:
    """Whether somebody may have meant a corpus file: ``.TOML`` and ``.tml`` count, ``.toml~`` does not."""
    return name.lower().endswith((".toml", ".tml"))


def _claim_files(folder: Folder, root: Path, entry: os.DirEntry[str]) -> Iterator[str]:
    """Paths of the claim files, below the corpus folder."""
    if not entry.is_dir() or not is_inside(root / CLAIMS, root):
        folder.faults.append(
            Fault((), "E009", "not a folder inside the corpus", "make it a folder of *.toml files", CLAIMS)
        )
        folder.unread.add(f"{CLAIMS}/")
        return
    try:
        inner = _entries(root / CLAIMS)
    except OSError as error:
        folder.faults.append(Fault((), "E009", f"not a readable folder ({_reason(error)})", "", CLAIMS))
        folder.unread.add(f"{CLAIMS}/")
        return
    for one in inner:
        name = f"{CLAIMS}/{one.name}"
        if one.name.endswith(".toml"):
            yield name
        elif _looks_like_toml(one.name):
            folder.faults.append(Fault((), "E003", "unknown file", "claim files end in .toml", name))
        elif one.is_dir():
            folder.faults.append(
                Fault((), "E003", "folders of claims have no folders in them", f"move its files to {CLAIMS}/", name)
            )


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path, with all links followed, lies in a folder."""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _read(folder: Folder, root: Path, name: str, place: Path | None) -> None:
    """Read one file into the folder, from another place if its save was interrupted, or say why not."""
    path = root / name if place is None else place
    problem: Fault | None = None
    try:
        if path.is_symlink() and not is_inside(path, root):
            problem = Fault((), "E009", "a link that leads out of the corpus folder", "put the file itself here")
        else:
            content = read_bytes(path)
            if len(content) > MAX_BYTES:
                problem = Fault((), "E007", f"more than {MAX_BYTES // 2**20} MiB", "split it")
            else:
                text = decode(content)
                if isinstance(text, str):
                    folder.texts[name] = text
                else:
                    problem = text
    except OSError as error:
        problem = Fault((), "E009", f"cannot be read ({_reason(error)})", "corpus files are plain files")
    if problem is not None:
        folder.faults.append(problem.inside(name))
        folder.unread.add(name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a plain file, one more than allowed at most; never waits for a pipe or device.

    Raises:
        OSError: It cannot be read, or is no plain file.
    """
    with open(path, "rb", opener=at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a plain file")
        return file.read(MAX_BYTES + 1)


def decode(content: bytes) -> str | Fault:
    """Bytes as text: strict UTF-8, a byte order mark left out."""
    if content.startswith(_UTF16) or (len(content) > 1 and 0 in content[:2]):
        return Fault((), "E002", "not UTF-8 (looks like UTF-16)", "save it as UTF-8")
    body = content.removeprefix(_BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + len(content) - len(body)
        line = content.count(b"\n", 0, offset) + 1
        column = offset - (content.rfind(b"\n", 0, offset) + 1) + 1
        message = f"not UTF-8: byte 0x{content[offset]:02x} at offset {offset}"
        return Fault((), "E002", message, "save it as UTF-8", at=(line, column))


def _reason(error: Exception) -> str:
    """What the operating system says, without the path: it stands in front of the message."""
    return printable(error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
