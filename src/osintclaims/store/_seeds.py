"""The seed corpus that comes with the library."""

import functools
import threading
from pathlib import Path
from typing import Final

from osintclaims.model import Corpus
from osintclaims.store._load import load_corpus

__all__ = ["SEEDS", "load_seed_corpus"]

#: The folder of the seed corpus: every figure and every denial in five news texts, coded by hand.
SEEDS: Final = Path(__file__).with_name("_seeds")


#: Two first calls at the same time must not load two corpora, which would be equal and not the same.
_LOADING: Final = threading.Lock()


def load_seed_corpus() -> Corpus:
    """The seed corpus: who said how many troops, shells and flights, in five news texts of 2024 and 2025.

    It is loaded once; being frozen, it can be shared.

    Raises:
        CorpusError: The installed files are damaged.

    Examples:
        >>> from osintclaims.store import load_seed_corpus
        >>> load_seed_corpus() is load_seed_corpus()
        True
    """
    with _LOADING:
        return _loaded()


@functools.cache
def _loaded() -> Corpus:
    return load_corpus(SEEDS)
