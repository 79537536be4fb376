"""The doors by which strangers' bytes come in, each as a function of bytes that fails if the library breaks its word.

A door refuses bytes by an error of `osintclaims.errors` or takes them; anything else that is raised is a finding. With
inputs that are not large, a door also fails if what it took does not come back the same. Nothing here needs a fuzzer:
the tests put the kept inputs through the same functions.
"""

import contextlib
import functools
import io
import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from osintclaims import Corpus, Estimate, OsintclaimsError, When, draft_claims, explain, find_estimates, parse_estimate
from osintclaims.cli import main
from osintclaims.interop import MAPPINGS, TableError, csv, jsonl, load, read_table
from osintclaims.interop import Mapping as Columns
from osintclaims.interop import json as own_json
from osintclaims.store import CorpusError, check_corpus, load_corpus, save_corpus
from osintclaims.units import canonical, compatible, dimension, factor, is_count

__all__ = ["DOORS", "SOUND", "sections"]

#: What begins a file in an input of the door `corpus`, as head(1) and tail(1) print it.
_OPENING: Final = b"==> "
_CLOSING: Final = b" <=="

#: Bytes of an input up to which a door looks at more than what it is for: each look costs as much as the first.
_LARGE: Final = 1_000

#: A sound corpus: what an input of the door `corpus` does not name stands as it is here.
SOUND: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "corpus.toml": b'format = "osintclaims/1"\ntitle = "Flights"\n',
        "sources.toml": (
            b'[[source]]\nid = "wire"\nname = "A wire service"\nkind = "news_agency"\n\n'
            b'[[source]]\nid = "ministry"\nname = "The ministry"\n\n'
            b'[[source]]\nid = "spokesman"\nname = "A spokesman"\npart_of = "ministry"\n'
        ),
        "measurands.toml": (
            b'[[measurand]]\nid = "flights"\nlabel = "Flights counted"\nunit = "flight"\ntime_kind = "flow"\n\n'
            b'[[measurand]]\nid = "troops"\nlabel = "Troops sent"\nunit = "person"\n'
        ),
        "documents.toml": b'[[document]]\nid = "d1"\npublisher = "wire"\npublished = "2024-10-20"\ncharacters = 500\n',
        "claims/a.toml": b'document = "d1"\n',
        "claims/b.toml": b"",
        "texts/d1.txt": b"At least 28 flights were counted.\n",
    }
)


def _refused(call: Callable[[], object]) -> bool:
    """Whether a call was refused by an error of ours, which must be fit to print."""
    try:
        call()
    except OsintclaimsError as error:
        if not str(error).isprintable():
            str(error).encode()
        return True
    return False


def _same(one: object, other: object, what: str) -> None:
    if one != other:
        raise AssertionError(f"{what}: {one!r} became {other!r}")


def _lines(data: bytes) -> Iterator[str]:
    """The lines of an input, each once; what is no UTF-8 becomes lone surrogates, as in the arguments of a program."""
    return (line.decode("utf-8", "surrogateescape") for line in dict.fromkeys(data.split(b"\n")))


@functools.cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    """A folder of this process, in memory where the machine has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    return tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)


def _folder() -> Path:
    return Path(_temporary().name)


def _file(name: str, data: bytes) -> Path:
    file = _folder() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def sections(data: bytes) -> dict[str, bytes]:
    """The files of an input; what stands before the first name is a file of claims."""
    files: dict[str, bytes] = {}
    name = "claims/a.toml"
    for line in data.splitlines(keepends=True):
        named = line.rstrip(b"\r\n")
        found = named[len(_OPENING) : -len(_CLOSING)].decode("ascii", "replace")
        if named.startswith(_OPENING) and named.endswith(_CLOSING) and found in SOUND:
            name = found
            files[name] = b""
        else:
            files[name] = files.get(name, b"") + line
    return files


def corpus(data: bytes) -> None:
    """A corpus folder: the report and the load agree, and what loads is saved and loaded again as it was."""
    given = {**SOUND, **sections(data)}
    for name, content in given.items():
        _file(f"corpus/{name}", content)
    folder = _folder() / "corpus"
    if len(data) > _LARGE:
        _refused(lambda: load_corpus(folder))
        return
    report = check_corpus(folder)
    str(report).encode()
    json.loads(report.to_json())
    if any(problem.line < 1 or problem.column < 1 for problem in report.problems):
        raise AssertionError(f"a place before the file: {report}")
    try:
        loaded = load_corpus(folder)
    except CorpusError as error:
        _same(report.errors, error.problems, "what a check and a load report")
        return
    _same(report.ok, True, "a check of what loads")
    save_corpus(loaded, _folder() / "saved")
    _same(loaded, load_corpus(_folder() / "saved"), "a saved corpus")


def json_files(data: bytes) -> None:
    """JSON and JSON Lines: what loads is written and loaded again as it was, record by record too."""
    for name, format_ in (("a.json", own_json), ("a.jsonl", jsonl)):
        file = _file(name, data)
        loaded: list[Corpus] = []
        if not _refused(lambda file=file, loaded=loaded: loaded.append(load(file))):  # type: ignore[misc]
            _same(loaded[0], format_.loads(format_.dumps(loaded[0])), f"a corpus in {name}")
    text = data.decode("utf-8", "surrogateescape")
    _refused(lambda: list(jsonl.records(text.split("\n"))))


def _stated(estimate: Estimate) -> tuple[object, ...]:
    """What an estimate states, without its wording."""
    bounds = (estimate.low, estimate.best, estimate.high, estimate.low_open, estimate.high_open)
    return (estimate.unit, *bounds, estimate.hedge, estimate.vague)


def wording(data: bytes) -> None:
    """English: each line as a phrase, behind a bar the unit; the whole as an article, explained and drafted."""
    for line in _lines(data[:_LARGE]):
        phrase, bar, unit = line.partition("|")
        read: list[Estimate] = []
        if not _refused(lambda: read.append(parse_estimate(phrase, unit=unit if bar else None))):  # noqa: B023 - called here
            printed = str(read[0])
            _same(_stated(read[0]), _stated(parse_estimate(printed)), f"what {printed!r} states")
    text = data.decode("utf-8", "surrogateescape")
    last = 0
    for one in find_estimates(text) if len(data) > _LARGE else explain(text):
        if not last <= one.start < one.end <= len(text) or text[one.start : one.end] != one.text:
            raise AssertionError(f"{one!r} does not stand behind {last}")
        last = one.end
    if len(data) > _LARGE:
        return
    drafts = draft_claims(text, document="d1")
    str(drafts)
    for draft in drafts:
        if not 0 <= draft.anchor.start < draft.anchor.end <= len(text):
            raise AssertionError(f"{draft.anchor!r} is outside the text")


def units(data: bytes) -> None:
    """Units: each line one, or two with an arrow between; names stay as they are, and factors undo one another."""
    for line in _lines(data):
        name, arrow, to = line.partition("->")
        if _refused(lambda: canonical(name)):  # noqa: B023 - called here
            continue
        unit = canonical(name)
        _same(unit, canonical(unit), "a canonical name")
        _same(dimension(unit), dimension(name), "a dimension")
        is_count(name)
        if arrow and not _refused(lambda: factor(name, to)):  # noqa: B023 - called here
            _same(compatible(name, to), True, "units that convert")
            there, back = factor(name, to), factor(to, name)
            if not math.isclose(there * back, 1.0, rel_tol=1e-9):
                raise AssertionError(f"{name!r} to {to!r} and back: {there!r} times {back!r}")


def dates(data: bytes) -> None:
    """Dates: each line one, as EDTF and in words, behind an at sign the day it was said; a date prints as itself."""
    for line in _lines(data):
        text, at, said = line.partition("@")
        anchor: list[When] = []
        if at:
            _refused(lambda: anchor.append(When(said)))  # noqa: B023 - called here
        for read in (When, functools.partial(When.parse, anchor=anchor[0] if anchor else None)):
            found: list[When] = []
            if _refused(lambda: found.append(read(text))):  # noqa: B023 - called here
                continue
            when = found[0]
            _same(when, When(str(when)), "a printed date")
            if when.earliest and when.latest and when.earliest > when.latest:
                raise AssertionError(f"{when!r} ends before it begins")
            if not when.overlaps(when) or not when.contains(when) or when.definitely_before(when):
                raise AssertionError(f"{when!r} stands before itself")


#: One mapping with every kind of column, for tables that are no export of somebody we know.
_OWN: Final = Columns(
    measurand="what",
    unit_column="unit",
    low="low",
    best="best",
    high="high",
    text="text",
    wording="wording",
    origin="who",
    outlet="paper",
    claimed_on="said",
    as_of=("from", "to"),
    place="where",
    published="printed",
    url="url",
    title="title",
    notes="notes",
    id="id",
    thousands=",",
)


def tables(data: bytes) -> None:
    """Tables: the first line names a mapping, or nothing for our own CSV; refusing and reporting find the same."""
    named, _, rest = data.partition(b"\n")
    name = named.decode("ascii", "replace").strip()
    file = _file("a.csv", rest)
    if not name:
        loaded: list[Corpus] = []
        if not _refused(lambda: loaded.append(load(file))):
            again = csv.loads(csv.dumps(loaded[0]))
            _same(csv.dumps(loaded[0]), csv.dumps(again), "a table of a corpus")
        return
    mapping = MAPPINGS.get(name, _OWN)
    problems: list[object] = []
    found: list[Corpus] = []

    def report() -> None:
        reading = read_table(file, mapping, on_problem="report")
        str(reading.report).encode()
        problems.extend(reading.report.problems)
        found.append(reading.corpus)

    refused = _refused(report)
    if len(data) > _LARGE:
        return
    try:
        taken = read_table(file, mapping)
    except TableError as error:
        if not refused:
            _same(tuple(problems), error.problems, "problems of a table")
    except OsintclaimsError:
        _same(refused, True, "whether a table is refused")
    else:
        _same((refused, found), (False, [taken]), "a table that was taken")


def exchange(data: bytes) -> None:
    """JSON of other programs: claim reviews, and annotations of pages."""
    file = _file("a.json", data)
    for format_ in ("claimreview", "annotations"):
        _refused(functools.partial(load, file, format=format_))


def command_line(data: bytes) -> None:
    """The command line: lines up to an empty one are arguments of ``osintclaims parse``, the rest is standard input."""
    given, _, rest = data.partition(b"\n\n")
    arguments = [os.fsdecode(part) for part in given.split(b"\n")]
    written = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(one, encoding="utf-8") for one in written)
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(rest))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["parse", *arguments])
    finally:
        sys.stdin = before
    for stream in (out, err):
        stream.flush()
    said = [one.getvalue() for one in written]
    if code not in {0, 2} or (code == 2 and not any(said)):
        raise AssertionError(f"exit code {code}, and {said!r} is printed")


#: The doors by name.
DOORS: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {
        "corpus": corpus,
        "json": json_files,
        "wording": wording,
        "units": units,
        "dates": dates,
        "tables": tables,
        "exchange": exchange,
        "cli": command_line,
    }
)
