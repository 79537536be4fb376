"""Whatever stands in the files, a check ends in a report and a load in a corpus or a CorpusError."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osintclaims import Corpus
from osintclaims.store import CorpusError, Report, check_corpus, load_corpus
from osintclaims.store._parse import MAX_DEPTH, parse
from osintclaims.store._toml import line
from osintclaims.testing import corpora
from tests.store.corpora import SLOW, texts
from tests.store.folders import FILES, write

NAMES = sorted(FILES)
KEYS = sorted({part.strip(" {[,") for text in FILES.values() for part in text.replace("\n", "=").split("=") if part})


def _check(changed: dict[str, str | bytes | None]) -> Report:
    """The report, which must print and agree with what a load does."""
    with TemporaryDirectory() as name:
        folder = write(Path(name), changed)
        report = check_corpus(folder)
        assert str(report).isascii() or str(report)
        assert report.to_json()
        assert all(problem.line >= 1 and problem.column >= 1 for problem in report.problems)
        if report.ok:
            assert isinstance(load_corpus(folder), Corpus)
        else:
            with pytest.raises(CorpusError) as caught:
                load_corpus(folder)
            assert caught.value.problems == report.errors
    return report


@given(st.sampled_from(NAMES), st.binary(max_size=60))
@example("claims/d1.toml", b"\xef\xbb\xbf\xef\xbb\xbf")
def test_any_bytes(name: str, content: bytes) -> None:
    """Arbitrary bytes in place of any file."""
    _check({name: content})


@given(st.sampled_from(NAMES), st.data())
def test_changed_bytes(name: str, data: st.DataObject) -> None:
    """A sound file with a piece cut out, doubled, or replaced."""
    content = FILES[name].encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    piece = data.draw(
        st.sampled_from([b"", content[start:end] * 2, b'"', b"[", b"{", b"'''", b"\n", b"\x00", b"9" * 5000])
    )
    _check({name: content[:start] + piece + content[end:]})


def _values() -> st.SearchStrategy[Any]:
    plain = st.one_of(
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(),
        texts(),
        st.sampled_from(["wire", "d1", "d1-c1", "flights", "2024-10", "observed"]),
    )
    keys = st.one_of(st.sampled_from(["source", "start", "end", "sha256", "about", "low", "high", "unit", "hedge"]))
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=5
    )


@given(st.sampled_from(NAMES), st.integers(0, 12), _values())
def test_other_values(name: str, which: int, value: Any) -> None:
    """A sound file with the value of one key replaced by any other."""
    rows = FILES[name].splitlines(keepends=True)
    places = [index for index, row in enumerate(rows) if " = " in row]
    place = places[which % len(places)]
    rows[place] = line(rows[place].partition(" = ")[0], value)
    _check({name: "".join(rows)})


@given(corpora(), st.data())
@SLOW
def test_changed_corpora(corpus: Corpus, data: st.DataObject) -> None:
    """A canonical corpus with one line of one file left out or moved."""
    from osintclaims.store._canonical import canonical_files

    files: dict[str, str | bytes | None] = dict.fromkeys(FILES)
    files |= dict(canonical_files(corpus).items())
    name = data.draw(st.sampled_from(sorted(canonical_files(corpus))))
    rows = canonical_files(corpus)[name].splitlines(keepends=True)
    row = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    if data.draw(st.booleans()):
        rows.insert(data.draw(st.integers(0, len(rows))), row)
    _check(files | {name: b"".join(rows)})


@pytest.mark.parametrize("opening", ["[", "{a=", "[{a=", "[[\n# ]\n", '["]", [', "a.", "[{a.b="])
@pytest.mark.parametrize("count", [MAX_DEPTH - 1, MAX_DEPTH, 1000, 100_000])
def test_no_nesting_overflows_the_parser(opening: str, count: int) -> None:
    """Brackets of any number and kind, closed or not, with strings and comments between, are parsed or refused."""
    closing = "".join(
        {"[": "]", "{": "}"}.get(sign, "") for sign in reversed(opening.replace('"]"', "").replace("# ]", ""))
    )
    for text in (f"x = {opening * count}", f"x = {opening * count}1{closing * count}", f"{opening * count}x = 1"):
        parse(text)


def test_nesting_within_bounds_is_parsed() -> None:
    """Many brackets side by side, in strings and in comments are no nesting."""
    text = "".join(f'k{n} = [["[[[", {{ a = 1.5 }}], []] # [[[[ {{{{\n' for n in range(200)) + 'q = """[[["""\n'
    assert isinstance(parse(text), dict)
    assert isinstance(parse("x = [" + ", ".join(["1.5"] * 500) + "]"), dict)
    assert isinstance(parse("x = '" + "a." * 500 + "'"), dict)
    assert isinstance(parse("x = " + "[" * 60 + "]" * 60), dict)
