"""The journal of a save: until it is gone, the kept copies that it names are the corpus.

Several files cannot be replaced at one moment. Before the first of them is, the journal names for each the copy that
was kept of its old content, or none where there was no such file; when the last of them is in place, the journal goes.
So a process that ends midway leaves the old corpus, which the next load reads and the next save puts back.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["JOURNAL", "KEPT", "journal_of", "journal_text", "kept_copies"]

#: Its name in the corpus folder.
JOURNAL: Final = ".osintclaims-save"
#: What the name of a file becomes for a copy beside it.
KEPT: Final = ".{}.{}.tmp"
_TARGET: Final = re.compile(r"(?:claims/)?([^/\\\0]+\.toml)")
_DIGITS: Final = re.compile(r"[0-9a-f]{12}")


def journal_text(folder: Path, kept: Mapping[Path, Path | None]) -> bytes:
    """The journal for files of a folder and their kept copies."""
    import json  # noqa: PLC0415 - costs 5 ms, and loading needs it only after an interrupted save

    names = {file.relative_to(folder).as_posix(): None if copy is None else copy.name for file, copy in kept.items()}
    return json.dumps(names).encode("utf-8")


def journal_of(folder: Path, content: bytes) -> dict[Path, Path | None]:
    """The files of a journal and their kept copies.

    Raises:
        ValueError: It is no journal, or names files that no save writes.
    """
    import json  # noqa: PLC0415 - as above

    names: Mapping[Any, Any] = json.loads(content)
    if not isinstance(names, dict):
        raise ValueError("not a journal")  # noqa: TRY004 - it is the file that is wrong
    return dict(_entries(folder, names))


def _entries(folder: Path, names: Mapping[Any, Any]) -> Iterator[tuple[Path, Path | None]]:
    for name, kept in names.items():
        target = _TARGET.fullmatch(name)
        if target is None:
            raise ValueError(f"{name!r} is no corpus file")
        file = folder / name
        if kept is not None:
            before, after = KEPT.format(target[1], "|").split("|")
            middle = str(kept).removeprefix(before).removesuffix(after)
            if _DIGITS.fullmatch(middle) is None or kept != f"{before}{middle}{after}":
                raise ValueError(f"{kept!r} is no copy of {name}")
        yield file, None if kept is None else file.with_name(kept)


def kept_copies(entries: Mapping[Path, Path | None]) -> dict[Path, Path | None]:
    """Where the content of each file is: its copy while that is there, and afterwards the file itself again."""
    return {file: copy if copy is None or os.path.lexists(copy) else file for file, copy in entries.items()}
