"""Lines of values in TOML as people write it, and no lines rather than wrong ones."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from osintclaims import Corpus
from osintclaims.store import SEEDS
from osintclaims.store import _linemap as linemap
from osintclaims.store._canonical import canonical_files
from osintclaims.store._linemap import LineMap, _paths, _Scanner
from osintclaims.testing import corpora
from tests.store.corpora import SLOW

TEXT = '''\
# [[claim]] in a comment
"quo\\"ted" = 1 # = [[claim]]
'single' = """
[[claim]]
id = "inside a string" \\"""
"""""
dotted . "key" . x = [1, 2, # comment ]
  [3, { a = 4, b.c = "}" }],
]
bare-key_1 = 2024-10-17 10:00:00
[[claim]]
id = 'a' # first
estimate = { at_least = 28, wording = "at [least] 28, \\"so\\"" }
chain = [
  "wire",
  { source = "x",  cue = \'\'\'
said\'\'\', said_on = "2024" },
]
[claim.extra]
deep.est = true
  [[claim]] # indented
id = """b"""
[[ claim . inner ]]
x = 1
[["claim".inner]]
y = []
[plain]
z = {}
[plain.sub]
y = 1
[above.sub]
tight = [11,22,{a=1,b=2}]
'''

PLACES = {
    ('quo"ted',): (2, 1),
    ("single",): (3, 1),
    ("dotted",): (7, 1),
    ("dotted", "key", "x"): (7, 1),
    ("dotted", "key", "x", 1): (7, 26),
    ("dotted", "key", "x", 2): (8, 3),
    ("dotted", "key", "x", 2, 1): (8, 7),
    ("dotted", "key", "x", 2, 1, "a"): (8, 9),
    ("dotted", "key", "x", 2, 1, "b", "c"): (8, 16),
    ("bare-key_1",): (10, 1),
    ("claim",): (11, 1),
    ("claim", 0): (11, 1),
    ("claim", 0, "id"): (12, 1),
    ("claim", 0, "estimate", "wording"): (13, 29),
    ("claim", 0, "chain", 1): (16, 3),
    ("claim", 0, "chain", 1, "cue"): (16, 20),
    ("claim", 0, "chain", 1, "said_on"): (17, 10),
    ("claim", 0, "extra", "deep"): (20, 1),
    ("claim", 0, "extra", "deep", "est"): (20, 1),
    ("claim", 1): (21, 3),
    ("claim", 1, "id"): (22, 1),
    ("claim", 1, "inner", 0): (23, 1),
    ("claim", 1, "inner", 0, "x"): (24, 1),
    ("claim", 1, "inner", 1, "y"): (26, 1),
    ("plain", "z"): (28, 1),
    ("plain", "sub", "y"): (30, 1),
    ("above",): (31, 1),
    ("above", "sub"): (31, 1),
    ("above", "sub", "tight", 1): (32, 13),
    ("above", "sub", "tight", 2, "b"): (32, 21),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("path", PLACES, ids=str)
def test_places_in_tricky_toml(path: tuple[str | int, ...], ending: str) -> None:
    """Comments, strings that look like headers, dotted and quoted keys, nested values: each has its own place."""
    text = TEXT.replace("\n", ending)
    assert LineMap(text, tomllib.loads(text)).find(path) == PLACES[path]


def test_a_place_that_is_not_there_is_the_nearest_around_it() -> None:
    """A missing key is reported at its table, and what has no table at the top of the file."""
    lines = LineMap(TEXT, tomllib.loads(TEXT))
    assert lines.find(("claim", 1, "estimate", "unit")) == (21, 3)
    assert lines.find(("nothing", 3)) == (1, 1)


def test_places_are_those_of_all_keys() -> None:
    """The scanner finds exactly the keys that tomllib finds, in the seed corpus too."""
    for text in (TEXT, *(path.read_text(encoding="utf-8") for path in sorted(SEEDS.rglob("*.toml")))):
        assert {path for path, _ in _Scanner(text).places()} == set(_paths(tomllib.loads(text)))


@given(corpora())
@SLOW
def test_places_in_canonical_files(corpus: Corpus) -> None:
    """In every canonical file the scanner finds the keys that tomllib finds."""
    for content in canonical_files(corpus).values():
        text = content.decode()
        assert {path for path, _ in _Scanner(text).places()} == set(_paths(tomllib.loads(text)))


@pytest.mark.parametrize("text", ["a = ]", "a = [1 2]", "= 1", "a 1", "[a", "[[a]"])
def test_a_text_that_is_not_understood_keeps_the_headers(text: str) -> None:
    """Where the scanner is lost, headers of tables are found by their look alone."""
    lines = LineMap(f"[[claim]]\nid = 1\n [[claim]]\n[[claim]]\n{text}\n", {})
    assert [lines.find(("claim", index, "id")) for index in range(3)] == [(1, 1), (3, 1), (4, 1)]


def test_a_scanner_that_disagrees_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that tomllib did not find are wrong places: the headers are used instead."""
    assert tmp_path.is_dir()
    monkeypatch.setattr(linemap._Scanner, "places", lambda _: iter([(("claim", 0, "id"), 999)]))
    text = "x = 1\n[[claim]]\nid = 'a'\n"
    assert LineMap(text, tomllib.loads(text)).find(("claim", 0, "id")) == (2, 1)
