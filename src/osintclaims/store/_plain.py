"""Plain files, read and written whole: never a pipe or a device, and never half a file."""

import contextlib
import errno
import os
import stat
from collections.abc import Generator
from pathlib import Path
from typing import Final

from osintclaims.model import must_be

__all__ = ["at_once", "read_plain_file", "whole_file"]

#: Bytes of one file: four times the largest public event data set (UCDP GED, global), and what fits into memory.
_MOST: Final = 2**30


def read_plain_file(path: str | os.PathLike[str], *, most: int = _MOST) -> bytes:
    """The bytes of a file that somebody else may have written.

    Pipes, devices and folders are refused instead of waited for.

    Args:
        path: The file; a link is followed.
        most: Bytes it may have.

    Raises:
        OSError: It cannot be read, is no plain file, or is larger.

    Examples:
        >>> from osintclaims.store import read_plain_file
        >>> try:
        ...     read_plain_file("/")
        ... except OSError as error:
        ...     print(error.strerror)
        not a plain file
    """
    must_be("path", path, str, os.PathLike)
    must_be("most", most, int)
    name = os.fspath(path)
    _check_plain(name)  # before it is opened: a device may do something when it is
    if "\0" in name:
        raise FileNotFoundError(errno.ENOENT, "no such file", name)
    with open(name, "rb", opener=at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was replaced in between
            raise OSError(errno.EINVAL, "not a plain file", name)
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"more than {most} bytes", name)
    return content


def at_once(name: str, flags: int) -> int:
    """Open a file without waiting for somebody at the other end of a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _check_plain(name: str) -> None:
    """Refuse what is there and is no plain file.

    Raises:
        OSError: It is none.
    """
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - a name that pathlib cannot take is one that is not there
    except (FileNotFoundError, ValueError):
        return
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a plain file", name)


@contextlib.contextmanager
def whole_file(path: str | os.PathLike[str]) -> Generator[Path]:
    """A hidden file beside a target, which takes its place in the end.

    If anything fails, what stood at the target still stands there. A pipe, device or folder is never replaced.

    Args:
        path: The target; what is there is replaced.

    Yields:
        The file to write to; it is there, and empty.

    Raises:
        OSError: The target is no plain file, or cannot be written.

    Examples:
        >>> import pathlib, tempfile
        >>> from osintclaims.store import whole_file
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     target = pathlib.Path(folder, "page.html")
        ...     with whole_file(target) as file:
        ...         _ = file.write_text("<p>All of it</p>")
        ...     target.read_text()
        '<p>All of it</p>'
    """
    must_be("path", path, str, os.PathLike)
    target, name = Path(path), os.fspath(path)
    if not target.name or "\0" in name:
        raise OSError(errno.EINVAL, "no name of a file", name)
    _check_plain(name)
    # Names may have 255 bytes: four for each of 40 characters, and the rest.
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.tmp")
    try:
        temporary.touch(exist_ok=False)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, name) from None
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _check_plain(name)
        temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
