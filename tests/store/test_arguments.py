"""What a caller gives that is wrong is named in the message, and files are left as they are."""

import errno
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from osintclaims import Anchor, Corpus, Document, InvalidValueError, Source
from osintclaims.model import must_be_day
from osintclaims.store import (
    RecordReader,
    Texts,
    canonical_files,
    check_corpus,
    corpus_from_tables,
    corpus_tables,
    fingerprint,
    load_corpus,
    read_plain_file,
    reanchor,
    record_key,
    record_tables,
    save_corpus,
    utterance_key,
    whole_file,
)
from tests.store.folders import write


def any_(value: object) -> Any:
    """The value, for a parameter of another type."""
    return value


def tables(**changed: object) -> Corpus:
    """A corpus from tables, with one argument that is wrong."""
    given: dict[str, Any] = {"tables": {}, "file": "x.json", "find": lambda _: (1, 1), **changed}
    return corpus_from_tables(given.pop("tables"), **given)


def written(path: Any) -> None:
    """Write to a file of this name."""
    with whole_file(path) as file:
        file.write_text("x")


PATHS = "a str or a PathLike"
TEXTS = "a Texts or a str or a PathLike or a NoneType"
DAY = "a datetime.date"
DAYS = "; a datetime has .date(), a When has .latest"
#: Calls with one argument that is wrong: the argument, what it may be, what was given and what would be right.
WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "the folder of a load": (lambda: load_corpus(any_(3)), f"path must be {PATHS}, got 3"),
    "whether to verify": (lambda: load_corpus("x", verify=any_(1)), "verify must be a bool, got 1"),
    "the texts of a load": (lambda: load_corpus("x", texts=any_(3)), f"texts must be {TEXTS}, got 3"),
    "the folder of a check": (lambda: check_corpus(any_(None)), f"path must be {PATHS}, got None"),
    "the texts of a check": (lambda: check_corpus("x", texts=any_(b"x")), f"texts must be {TEXTS}, got a bytes"),
    "the day of a check": (
        lambda: check_corpus("x", known_on=any_("2024-10-17")),
        f'known_on must be {DAY}, got the string "2024-10-17"{DAYS}',
    ),
    "a time for a day": (
        lambda: check_corpus("x", known_on=datetime(2024, 10, 17, tzinfo=UTC)),
        f"known_on must be {DAY}, got a datetime{DAYS}",
    ),
    "the corpus of a save": (lambda: save_corpus(any_(3), "x"), "corpus must be a Corpus, got 3"),
    "the folder of a save": (lambda: save_corpus(Corpus(), any_(3)), f"path must be {PATHS}, got 3"),
    "what a save replaces": (
        lambda: save_corpus(Corpus(), "x", replaces=any_("y")),
        'replaces must be a Corpus or a NoneType, got the string "y"',
    ),
    "files of what": (lambda: canonical_files(any_(3)), "corpus must be a Corpus, got 3"),
    "a fingerprint of what": (lambda: fingerprint(any_(3)), "corpus must be a Corpus, got 3"),
    "tables of records of what": (lambda: list(record_tables(any_(3))), "corpus must be a Corpus, got 3"),
    "tables of what": (lambda: corpus_tables(any_(3)), "corpus must be a Corpus, got 3"),
    "a key of what": (lambda: record_key(any_(3)), "record must be a Claim or a Denial, got 3"),
    "an utterance of what": (lambda: utterance_key(any_(3)), "record must be a Claim or a Denial, got 3"),
    "anchors of what": (lambda: reanchor(any_(3), {}), "corpus must be a Corpus, got 3"),
    "texts as they are": (
        lambda: reanchor(Corpus(), any_(3)),
        "texts must be a Texts or a Mapping or a str or a PathLike, got 3",
    ),
    "texts as they were": (lambda: reanchor(Corpus(), {}, before=any_(3)), f"before must be {TEXTS}, got 3"),
    "a folder of texts": (lambda: Texts(any_(3)), f"folder must be {PATHS}, got 3"),
    "tables that are none": (lambda: tables(tables=3), "tables must be a Mapping, got 3"),
    "a file that is none": (lambda: tables(file=3), "file must be a str, got 3"),
    "a kind that is none": (
        lambda: RecordReader().read(any_(3), {}, file="x", line=1),
        "kind must be a str, got 3",
    ),
    "a file to read": (lambda: read_plain_file(any_(3)), f"path must be {PATHS}, got 3"),
    "how much to read": (lambda: read_plain_file("x", most=any_("4")), 'most must be an int, got the string "4"'),
    "a file to write": (lambda: written(3), f"path must be {PATHS}, got 3"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_argument_is_named(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which argument is wrong, what it may be and what was given; nothing is read or written."""
    monkeypatch.chdir(tmp_path)
    call, message = WRONG[case]
    with pytest.raises(InvalidValueError, match=rf"^{re.escape(message)} \[E005\]$"):
        call()
    assert list(tmp_path.iterdir()) == []


def test_texts_are_given_what_they_hold(tmp_path: Path) -> None:
    """A text is looked up by its document, a passage by its anchor."""
    texts = Texts(tmp_path)
    with pytest.raises(InvalidValueError, match=r"^document must be a Document, got the string \"d1\" \[E005\]$"):
        texts.text(any_("d1"))
    with pytest.raises(InvalidValueError, match=r"^anchor must be an Anchor, got 3 \[E005\]$"):
        texts.passage(any_(3))
    place = Anchor(document=Document(id="d", publisher=Source(id="a", name="A")), start=0, end=1, quote_sha256="0" * 64)
    with pytest.raises(InvalidValueError, match=r"^context must be an int, got 0.5 \[E005\]$"):
        texts.passage(place, context=any_(0.5))


def test_a_day_is_a_day() -> None:
    """A date passes."""
    must_be_day("day", date(2024, 10, 17))


def test_errors_of_the_system_name_the_file(tmp_path: Path) -> None:
    """Number, reason and file of what cannot be read or written are those of the system, or as it would say them."""
    (tmp_path / "five").write_bytes(b"12345")
    cases: list[tuple[Callable[[], object], type[OSError], int, str, str]] = [
        (lambda: read_plain_file(tmp_path), OSError, errno.EINVAL, "not a plain file", str(tmp_path)),
        (lambda: read_plain_file("a\0b"), FileNotFoundError, errno.ENOENT, "no such file", "a\0b"),
        (
            lambda: read_plain_file(tmp_path / "five", most=4),
            OSError,
            errno.EFBIG,
            "more than 4 bytes",
            str(tmp_path / "five"),
        ),
        (lambda: written(""), OSError, errno.EINVAL, "no name of a file", ""),
        (lambda: written("a\0b"), OSError, errno.EINVAL, "no name of a file", "a\0b"),
        (lambda: written(tmp_path), OSError, errno.EINVAL, "not a plain file", str(tmp_path)),
        (
            lambda: written(tmp_path / "none" / "x"),
            FileNotFoundError,
            errno.ENOENT,
            "No such file or directory",
            str(tmp_path / "none" / "x"),
        ),
    ]
    for call, kind, number, reason, name in cases:
        with pytest.raises(kind) as caught:
            call()
        assert (caught.value.errno, caught.value.strerror, caught.value.filename) == (number, reason, name)


def test_folders_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    """A check says what the system says about a folder, in the form of its own problems."""
    hint = "give the folder that holds corpus.toml [E009]"
    assert str(check_corpus("no/such")).splitlines()[0] == f"no/such:1: no such folder; {hint}"
    assert str(check_corpus("a\0b")).splitlines()[0] == (
        f"a\\x00b:1: not a readable folder (embedded null byte); {hint}"
    )
    file = write(tmp_path) / "corpus.toml"
    assert str(check_corpus(file)).splitlines()[0] == f"{file}:1: not a readable folder (not a directory); {hint}"
