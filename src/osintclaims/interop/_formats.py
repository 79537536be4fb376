"""The formats there are: modules of this package, and those that other packages register."""

import functools
import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, Final

from osintclaims.errors import ExchangeError
from osintclaims.model import Corpus, did_you_mean, must_be
from osintclaims.store import read_plain_file, whole_file

__all__ = ["export", "formats", "load"]

_PACKAGE: Final = "osintclaims.interop"
#: Under which other packages register modules: ``myformat = "mypackage.myformat"``.
_GROUP: Final = "osintclaims.formats"


@functools.cache
def _places() -> Mapping[str, str]:
    """Where the module of each format is; ours cannot be replaced."""
    paths: Iterable[str] = import_module(_PACKAGE).__path__
    ours = {found.name: f"{_PACKAGE}.{found.name}" for found in iter_modules(paths) if found.name[0] != "_"}
    others = {point.name: point.value for point in entry_points(group=_GROUP)}
    return MappingProxyType(others | ours)


def _module(name: str) -> ModuleType:
    """The module of a format.

    Raises:
        ExchangeError: There is no such format.
    """
    places = _places()
    if name not in places:
        hint = did_you_mean(name, places) or f"choose from {', '.join(sorted(places))}"
        raise ExchangeError(f'unknown format "{name}"; {hint}')
    return import_module(places[name])


def formats() -> Mapping[str, str]:
    """The formats by name, with the extension of their files.

    A format is a module with ``EXTENSION``, ``EXTRA`` (the extra of ours that it needs, or an empty text), ``LOST``
    (what it cannot carry) and ``dumps(content) -> str``, or ``dump(content, path)`` for files that are no text; and
    with ``loads`` or ``load`` where it can be read back. Other packages add theirs through the entry point group
    ``osintclaims.formats``.

    Examples:
        >>> from osintclaims.interop import formats
        >>> formats()["csv"]
        '.csv'
    """
    return {name: str(_module(name).EXTENSION) for name in sorted(_places())}


def export(content: Any, to: str | os.PathLike[str], *, format: str = "", **options: Any) -> str | None:  # noqa: A002 - the word users look for
    """A corpus or results in another format.

    Args:
        content: A corpus, a consensus or an overview, as the format takes it.
        to: Name of a format, and its text is returned; or a path, and the file is written. The longest extension that
            fits tells the format: ``a.stix.json`` is STIX, ``a.json`` our own JSON.
        format: The format, where the extension does not tell it.
        options: What the format wants to know, such as a rating.

    Raises:
        ExchangeError: There is no such format, it has no legal way to say this, or it wants other options.
        MissingExtraError: It needs a library that is not installed.
        OSError: The file cannot be written.

    Examples:
        >>> from osintclaims import Corpus
        >>> from osintclaims.interop import export
        >>> print(export(Corpus(title="Troops"), "jsonl"), end="")
        {"format":"osintclaims-json/1","title":"Troops"}
    """
    must_be("to", to, str, os.PathLike)
    must_be("format", format, str)
    if isinstance(to, str) and not format and to in _places():
        module = _module(to)
        if not hasattr(module, "dumps"):
            raise ExchangeError(f"{to} is no text: give a path that ends in {module.EXTENSION}")
        text: str = _called(to, module.dumps, content, **options)
        return text
    path = Path(to)
    name = format or _format_of(path)
    module = _module(name)
    with whole_file(path) as file:
        if hasattr(module, "dumps"):
            file.write_bytes(_called(name, module.dumps, content, **options).encode("utf-8"))
        else:
            _called(name, module.dump, content, file, **options)
    return None


def load(path: str | os.PathLike[str], *, format: str = "", **options: Any) -> Corpus:  # noqa: A002 - as above
    """The corpus of a file in one of the formats that can be read back.

    Args:
        path: The file.
        format: The format, where the extension does not tell it.
        options: What the format wants to know.

    Raises:
        ExchangeError: There is no such format, it cannot be read back or wants other options, or the file is not UTF-8.
        CorpusError: The file is wrong; each problem has its line.
        TableError: The table is wrong; each problem has its row.
        OSError: The file cannot be read.
    """
    must_be("path", path, str, os.PathLike)
    must_be("format", format, str)
    file = Path(path)
    name = format or _format_of(file)
    module = _module(name)
    if hasattr(module, "load"):
        loaded: Corpus = _called(name, module.load, file, **options)
        return loaded
    if not hasattr(module, "loads"):
        able = ", ".join(one for one in sorted(_places()) if {"load", "loads"} & vars(_module(one)).keys())
        raise ExchangeError(f"{name} cannot be read back; what can is {able}")
    try:
        text = read_plain_file(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    read: Corpus = _called(name, module.loads, text, **options)
    return read


def _called(name: str, function: Callable[..., Any], *given: Any, **options: Any) -> Any:
    """What a function of a format makes of its options.

    Raises:
        ExchangeError: It wants others; Python would name a function that the user never called.
    """
    try:
        inspect.signature(function).bind(*given, **options)
    except TypeError as error:
        wanted = [one.name for one in inspect.signature(function).parameters.values() if one.kind is one.KEYWORD_ONLY]
        takes = f"it takes {', '.join(wanted)}" if wanted else "it takes no options"
        raise ExchangeError(f"{name}: {error}; {takes}") from None
    return function(*given, **options)


def _format_of(path: Path) -> str:
    """The format of a file, by the longest extension that fits."""
    known = formats()
    fitting = [name for name in known if path.name.lower().endswith(known[name])]
    if not fitting:
        names, ends = ", ".join(known), ", ".join(known.values())
        raise ExchangeError(
            f'"{path.name}" does not say its format; name one of {names}, or a file that ends in one of {ends}'
        )
    return max(fitting, key=lambda name: len(known[name]))
