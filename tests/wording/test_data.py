"""Every row of the data files reads as it says: adding a word needs no other test."""

import pytest

from osintclaims.model import Hedge
from osintclaims.wording import find_estimates, parse_estimate
from osintclaims.wording._lexicon import data, lexicon

HEDGES = data("hedges.toml")["hedge"]
VAGUE = data("vague.toml")["vague"]

#: Kinds of the hedge file that are no members of `Hedge`.
OTHERS = {"delta", "odd"}


@pytest.mark.parametrize("row", HEDGES, ids=[f"{row['side']} {row['phrase']}" for row in HEDGES])
def test_hedge(row: dict[str, str]) -> None:
    """A hedge's example prints as the row says, holds the phrase, and names its source."""
    estimate = parse_estimate(row["example"])
    assert str(estimate) == row["reads"]
    words = [word.strip("-.") for word in row["phrase"].split()]
    assert all(word in row["example"] for word in words)
    assert row["source"]
    if row["kind"] not in OTHERS:
        assert estimate.hedge is Hedge(row["kind"])


@pytest.mark.parametrize("row", HEDGES, ids=[f"{row['side']} {row['phrase']}" for row in HEDGES])
def test_hedge_in_text(row: dict[str, str]) -> None:
    """In a sentence a hedge is part of the figure, unless its words belong to the sentence."""
    text = f"They say {row['example']} and no others."
    (found,) = find_estimates(text)
    shown = row["example"].removesuffix(" soldiers")
    assert found.text == (shown.split(" ")[-1] if row["side"] == "outside" else shown)
    assert str(found.estimate) == row["reads"]


@pytest.mark.parametrize("row", VAGUE, ids=[row["word"] for row in VAGUE])
def test_vague_word(row: dict[str, str]) -> None:
    """A vague word's example prints as the row says, and every phrase stands for the same word."""
    assert str(parse_estimate(row["example"])) == row["reads"]
    assert row["source"]
    of = " of" if row["reads"].endswith(" of people") else ""
    for phrase in row["phrases"]:
        estimate = parse_estimate(f"{phrase}{of} soldiers")
        assert (estimate.hedge, estimate.vague, estimate.unit) == (Hedge.VAGUE, row["word"], "person")


def test_no_phrase_twice() -> None:
    """Each phrase stands once on its side of the number, each vague phrase once."""
    hedges = [(row["side"] == "after", row["phrase"]) for row in HEDGES]
    vague = [phrase for row in VAGUE for phrase in row["phrases"]]
    assert len(hedges) == len(set(hedges))
    assert len(vague) == len(set(vague))


def test_words_are_in_lower_case() -> None:
    """What is looked up in lower-cased text stands in lower case in the files."""
    lex = lexicon()
    for words in (*lex.sets.values(), lex.rank, lex.before, lex.after, lex.vague, lex.measures, lex.nouns):
        assert [word for word in words if word != word.lower()] == []
