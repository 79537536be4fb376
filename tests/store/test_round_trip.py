"""What is saved is loaded again, to the last character; what is canonical stays as it is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from osintclaims import Corpus, Estimate
from osintclaims.store import SEEDS, check_corpus, fingerprint, load_corpus, load_seed_corpus, save_corpus
from osintclaims.store._estimate import estimate_from, estimate_keys
from osintclaims.testing import corpora, estimates
from tests.store.corpora import SLOW


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(corpora())
@SLOW
def test_loading_what_was_saved_gives_an_equal_corpus(corpus: Corpus) -> None:
    """load(save(c)) == c."""
    with _folder() as folder:
        save_corpus(corpus, folder)
        assert load_corpus(folder) == corpus


@given(corpora())
@SLOW
def test_saving_what_was_loaded_changes_no_byte(corpus: Corpus) -> None:
    """save(load(dir)) leaves canonical files as they are, and writes the same ones elsewhere."""
    with _folder() as folder, _folder() as other:
        save_corpus(corpus, folder)
        before = _bytes(folder)
        loaded = load_corpus(folder)
        save_corpus(loaded, folder)
        save_corpus(loaded, other)
        assert _bytes(folder) == before == _bytes(other)
        assert fingerprint(loaded) == fingerprint(corpus)


@given(corpora())
@SLOW
def test_a_saved_corpus_has_no_errors(corpus: Corpus) -> None:
    """What the model admits, the check admits; its warnings are about the world."""
    with _folder() as folder:
        save_corpus(corpus, folder)
        report = check_corpus(folder)
        assert report.ok
        assert report.claims == len(corpus.claims)
        assert report.denials == len(corpus.denials)


@given(estimates(min_value=-(10**18), max_value=10**18) | estimates())
def test_figures_survive_their_spelling(estimate: Estimate) -> None:
    """The keys of an estimate give the same estimate, whether by the word that was said or by its numbers."""
    keys = estimate_keys(estimate, "kilometer")
    assert estimate_from(keys, "kilometer") == estimate


def test_seed_corpus_is_canonical(tmp_path: Path) -> None:
    """Saving the seed corpus over a copy of its files changes no byte, and adds and removes none."""
    copy = tmp_path / "seeds"
    shutil.copytree(SEEDS, copy, ignore=shutil.ignore_patterns("texts"))
    before = _bytes(copy)
    save_corpus(load_corpus(copy), copy)
    assert _bytes(copy) == before


def test_seed_corpus_is_loaded_once_and_sound() -> None:
    """The packaged corpus has claims and denials, no errors, and is the same object each time."""
    assert load_seed_corpus() is load_seed_corpus()
    assert load_seed_corpus().claims
    assert load_seed_corpus().denials
    assert check_corpus(SEEDS).ok
