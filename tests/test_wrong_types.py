"""Whatever a caller passes to a public function, the library's own error says what is wrong with it."""

import inspect
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis.errors import InvalidArgument

import osintclaims
from osintclaims import Corpus, InvalidValueError, OsintclaimsError, load_seed_corpus, save_corpus

PACKAGES = (
    *("model", "store", "units", "wording", "reconciliation", "drafting", "interop", "report", "testing", "stats"),
    *(
        f"interop.{name}"
        for name in ("annotations", "claimreview", "csv", "followthemoney", "json", "jsonl", "parquet")
    ),
    *(f"interop.{name}" for name in ("prov", "sqlite", "stix", "wikidata")),
)
#: What nobody means: nothing, numbers, texts, bytes, a list, a mapping, a thing.
WRONG: tuple[Any, ...] = (None, True, 3, 3.5, "x", b"x", [], [1], {"a": 1}, object())
#: Parts of our own pages, which take our own results from one another.
FORMATTERS = {"best_text", "bounds", "html_table", "names", "noun", "range_text", "region_text"}


def _usual() -> dict[str, Any]:
    """Arguments that are right, by the names they have everywhere."""
    corpus = load_seed_corpus()
    claim = corpus.claims[0]
    return {
        "anchor": claim.anchors[0],
        "by": "HUR",
        "claim": claim,
        "claims": corpus.claims,
        "content": corpus,
        "corpus": corpus,
        "document": corpus.documents[0],
        "estimate": claim.estimate,
        "figure": "about 10 people",
        "measurand": corpus.measurands[0].id,
        "path": tempfile.mkdtemp(),
        "record": claim,
        "text": "about 10 people",
        "unit": "person",
    }


def _functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for package in PACKAGES:
        module = import_module(f"osintclaims.{package}")
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isfunction(value) and name not in FORMATTERS:
                yield f"{package}.{name}", value


FUNCTIONS = dict(_functions())


def _is_signature(error: TypeError) -> bool:
    """Whether Python itself refused the call, before any of our code ran."""
    return not any("osintclaims" in frame.filename for frame in traceback.extract_tb(error.__traceback__)[1:])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_names_the_argument_that_is_wrong(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No AttributeError, KeyError or TypeError from the inside: an error of ours, or of the system for paths."""
    monkeypatch.chdir(tmp_path)
    function, usual = FUNCTIONS[name], _usual()
    parameters = [one for one in inspect.signature(function).parameters.values() if one.kind != one.VAR_KEYWORD]
    needed = {one.name: usual.get(one.name) for one in parameters if one.default is one.empty}
    leaks: list[str] = []
    for parameter in parameters:
        for wrong in WRONG:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    found = function(**{**needed, parameter.name: wrong})
                    if inspect.isgenerator(found):
                        list(found)
            except (OsintclaimsError, OSError, InvalidArgument):
                continue
            except TypeError as error:
                if not _is_signature(error):
                    leaks.append(f"{parameter.name}={wrong!r}: {error!r}")
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                leaks.append(f"{parameter.name}={wrong!r}: {error!r}")
    assert leaks == []


def test_a_folder_in_place_of_a_corpus_is_refused_by_name(tmp_path: Path) -> None:
    """The two arguments of a save are easily swapped: the message says what stands where, and nothing is written."""
    with pytest.raises(InvalidValueError, match=r'corpus must be a Corpus, got the string "x" \[E005\]'):
        save_corpus("x", tmp_path / "y")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"path must be a str or a PathLike, got a Corpus \[E005\]"):
        save_corpus(Corpus(), Corpus())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_the_front_door_is_covered() -> None:
    """Every function of the front door is among those that are tried."""
    front = {name for name in osintclaims.__all__ if inspect.isfunction(getattr(osintclaims, name))}
    assert front <= {name.rpartition(".")[2] for name in FUNCTIONS}
