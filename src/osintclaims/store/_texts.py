"""The texts that anchors point into, recognised by their hashes: they belong to others and are never in a corpus."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError, UnknownIdError
from osintclaims.model import Anchor, Document, must_be
from osintclaims.store._fault import clipped, printable
from osintclaims.store._files import MAX_BYTES, MAX_FILES, read_bytes

__all__ = ["Texts", "differs", "digest", "other_version", "outside"]

#: Hexadecimal digits of a hash that a message shows.
_DIGITS: Final = 8


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which loading without texts does not need

    return hashlib.sha256(content).hexdigest()


class Texts:
    """The files of a folder, found by the SHA-256 of their bytes; their names do not matter.

    Hidden files, links and files that are not UTF-8 are left out. Files are hashed once and read again when needed.

    Args:
        folder: The folder; folders inside it are searched as well.

    Raises:
        OSError: The folder cannot be read.

    Examples:
        >>> import hashlib, pathlib, tempfile
        >>> from osintclaims.model import Anchor, Document, Source
        >>> from osintclaims.store import Texts
        >>> content = "The ministry said that at least 28 flights were counted."
        >>> report = Document(
        ...     id="r1",
        ...     publisher=Source(id="wire", name="A wire service"),
        ...     sha256=hashlib.sha256(content.encode()).hexdigest(),
        ... )
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = pathlib.Path(folder, "any name.txt").write_text(content)
        ...     texts = Texts(folder)
        ...     print(
        ...         report in texts,
        ...         texts.passage(Anchor.at(report, content, 23, 34), context=10),
        ...     )
        True …said that [at least 28] flights w…
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        must_be("folder", folder, str, os.PathLike)
        self.folder: Path = Path(folder)
        self._paths: dict[str, Path] = {}
        if not self.folder.is_dir():
            raise NotADirectoryError(f"no such folder of texts: {folder}")
        for path in _files(self.folder):
            self._paths.setdefault(digest(read_bytes(path)), path)

    def __repr__(self) -> str:
        return f"Texts({str(self.folder)!r}, {len(self._paths)} files)"

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, document: object) -> bool:
        """Whether the text of a document is here."""
        return isinstance(document, Document) and document.sha256 in self._paths

    @property
    def files(self) -> Mapping[str, Path]:
        """The files, by their SHA-256."""
        return MappingProxyType(self._paths)

    def text(self, document: Document) -> str:
        """The text of a document, with line breaks as they are, so that offsets count its code points.

        Args:
            document: The document, known by its `sha256`.

        Raises:
            UnknownIdError: No file has this hash.
            InvalidValueError: The file has changed since it was hashed, or is no UTF-8 (E002).
        """
        must_be("document", document, Document)
        path = self._paths.get(document.sha256 or "")
        if path is None:
            short = f"sha256 {document.sha256[:_DIGITS]}…" if document.sha256 else "no sha256"
            raise UnknownIdError(
                "text of document", document.id, f"it has {short}, and no such file is in {self.folder}"
            )
        content = read_bytes(path)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidValueError(
                "E002", f"{path.name} is not UTF-8", "offsets count the code points of UTF-8 text"
            ) from None
        if digest(content) != document.sha256:
            raise InvalidValueError("E503", f"{path.name} has changed while it was in use")
        return text

    def passage(self, anchor: Anchor, *, context: int = 80) -> str:
        """The quote of an anchor in square brackets, in its surroundings; what is cut off is marked by an ellipsis.

        Args:
            anchor: The anchor.
            context: Code points to show on either side.

        Raises:
            UnknownIdError: The text of its document is not here.
            InvalidValueError: The anchor lies outside the text (E501), or another quote stands there (E502).
        """
        must_be("anchor", anchor, Anchor)
        must_be("context", context, int)
        text = self.text(anchor.document)
        start, end = anchor.start, anchor.end
        if end > len(text):
            raise outside(anchor, text)
        if digest(text[start:end].encode()) != anchor.quote_sha256:
            raise differs(anchor, text)
        before = text[max(0, start - max(0, context)) : start]
        after = text[end : end + max(0, context)]
        left, right = "…" if len(before) < start else "", "…" if end + len(after) < len(text) else ""
        return f"{left}{before}[{text[start:end]}]{after}{right}"


def outside(anchor: Anchor, text: str) -> InvalidValueError:
    """The fault of an anchor that reaches beyond its text."""
    place = f"[{anchor.start}, {anchor.end})"
    return InvalidValueError(
        "E501", f"anchor {place} lies outside document {anchor.document.id} ({len(text)} characters)"
    )


def differs(anchor: Anchor, text: str) -> InvalidValueError:
    """The fault of an anchor whose quote is not the recorded one."""
    place = f"[{anchor.start}, {anchor.end})"
    there = printable(clipped(text[anchor.start : anchor.end]))
    return InvalidValueError("E502", f'text at {place} is "{there}", recorded hash is of something else')


def other_version(document: Document, texts: Texts) -> Document | None:
    """A document with the hash of another version of its text, whose file has its name; None if there is none."""
    own = (f"{document.id}_", f"{document.id}.")
    named = (sha256 for sha256, path in texts.files.items() if f"{path.stem}." == own[1] or path.name.startswith(own))
    found = next(named, None)
    return None if found is None else attrs.evolve(document, sha256=found)


def _files(folder: Path) -> list[Path]:
    """Plain files of a folder and the folders in it, without hidden ones and links, in order of names."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            about = path.lstat()
            if not name.startswith(".") and stat.S_ISREG(about.st_mode) and about.st_size <= MAX_BYTES:
                found.append(path)
        if len(found) > MAX_FILES:
            raise OSError(f"more than {MAX_FILES} files in {folder}")
    return found
