"""Texts for files, and how many corpora are enough."""

from typing import Final

from hypothesis import settings
from hypothesis import strategies as st

__all__ = ["SLOW", "texts"]

#: A third of the profile's examples, for laws about whole corpora: each takes as long as a hundred small ones.
SLOW: Final = settings(max_examples=max(1, settings().max_examples // 3))


def texts() -> st.SearchStrategy[str]:
    """Texts of signs that mean something in TOML, line breaks of all kinds, and any other characters."""
    unsafe = st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    signs = st.sampled_from("\"'\\#=[]{},.\n\r\t\u0085\u2028\u2029\ufeff 7")
    return st.text(st.one_of(signs, unsafe), max_size=8)
