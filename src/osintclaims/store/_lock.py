"""One save at a time: a lock on the corpus folder itself, which the system takes back when a process ends."""

import contextlib
import os
import time
from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Final

try:
    import fcntl as _posix
except ImportError:  # pragma: no cover - Windows has no lock on a folder
    _fcntl: ModuleType | None = None
else:
    _fcntl = _posix

__all__ = ["locked"]

#: Seconds to wait for another process: longer than a large corpus takes to be saved, shorter than anybody's patience.
_PATIENCE: Final = 10.0
#: Seconds between two tries.
_PAUSE: Final = 0.01


@contextlib.contextmanager
def locked(folder: Path, *, alone: bool) -> Generator[None]:
    """Keep others from saving to a folder; with `alone`, from reading it as well.

    The lock is advisory (flock(2)) and leaves no file behind. Where the system has none, as on Windows and on some
    network drives, nothing is locked.

    Raises:
        BlockingIOError: Another process holds it for longer than one waits.
        OSError: The folder cannot be opened.
    """
    if _fcntl is None:  # pragma: no cover - as above
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that can be entered and not listed
        yield
        return
    try:
        _take(_fcntl, descriptor, folder, alone=alone)
        yield
    finally:
        os.close(descriptor)  # which gives the lock back


def _take(fcntl: ModuleType, descriptor: int, folder: Path, *, alone: bool) -> None:
    """Take the lock, or go without one where the system has none."""
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise BlockingIOError(error.errno, "another process is saving to this folder", str(folder)) from None
            time.sleep(_PAUSE)
        except OSError:  # no locks on this file system
            return
        else:
            return
