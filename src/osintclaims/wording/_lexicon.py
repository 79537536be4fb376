"""The words the reader knows, from the data files beside it, ready for look-ups."""

import functools
import os.path
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from osintclaims.units import catalogue

__all__ = ["Lexicon", "Phrase", "data", "lexicon"]

_FOLDER: Final = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs 5 ms

#: Groups of the catalogue whose units stand beside the number, inside the figure; the others are counted things.
_MEASURES: Final = frozenset(
    {
        "ratios",
        "currencies",
        "time",
        "calendar",
        "length",
        "mass",
        "area and volume",
        "speed, power, energy",
        "temperature",
    }
)

#: Symbols that are words, or parts of words, too often to be read as units; "in" has no entry of its own.
_NO_SURFACES: Final = frozenset({"s", "h", "d", "l", "w", "min", "sec", "yd", "mi", "ratio", "ratios", "try", "won"})

#: A phrase as tokens, and what it means.
Phrase = tuple[tuple[str, ...], str]


@attrs.frozen
class Lexicon:
    """Look-up tables.

    Attributes:
        sets: The lists of ``words.toml``, each a set.
        small: Words that add up within a hundred, with their values; zero besides.
        rank: What each number word is: unit, teen, ten, zero, magnitude, group.
        value: What each number word is worth.
        suffix: What stands glued to digits: k, m, bn.
        fraction: Denominators.
        sign: Vulgar fractions of one character.
        before: Hedges before a number, by their last word, longest first.
        after: Hedges behind a number, by their first word, longest first.
        vague: Words in place of a number, by their first word, longest first, with the word they stand for.
        searched: The vague words that are figures in running text as well.
        measures: Measures and currencies, by their first word, longest first, with their units.
        currencies: Signs and codes before a number, by their last word, longest first.
        money: The canonical names of currencies.
        nouns: Names of countable things as they are printed, in lower case, with their units.
        period: Units of time by the words that a rate uses.
        adverb_rate: Units of time by adverb.
        starts: Every word a figure may begin with, except digits.
    """

    sets: Mapping[str, frozenset[str]]
    rank: Mapping[str, str]
    value: Mapping[str, int]
    suffix: Mapping[str, int]
    fraction: Mapping[str, int]
    sign: Mapping[str, float]
    before: Mapping[str, tuple[Phrase, ...]]
    after: Mapping[str, tuple[Phrase, ...]]
    vague: Mapping[str, tuple[Phrase, ...]]
    searched: frozenset[str]
    denied: Mapping[str, tuple[Phrase, ...]]
    measures: Mapping[str, tuple[Phrase, ...]]
    currencies: Mapping[str, tuple[Phrase, ...]]
    money: frozenset[str]
    nouns: Mapping[str, str]
    period: Mapping[str, str]
    adverb_rate: Mapping[str, str]
    starts: frozenset[str]


def data(name: str) -> dict[str, Any]:
    """What a data file of this package says."""
    with open(os.path.join(_FOLDER, name), "rb") as file:  # noqa: PTH118, PTH123 - pathlib costs 5 ms
        return tomllib.load(file)


def _indexed(phrases: Iterable[tuple[str, str]], place: int) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their first (0) or last (-1) word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for text, meaning in phrases:
        words = tuple(text.split())
        found.setdefault(words[place], []).append((words, meaning))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


def _hyphened(phrase: str) -> str:
    """The phrase in tokens: hyphens stand apart."""
    return phrase.replace("-", " - ") if len(phrase) > 1 and " - " not in phrase and "- " not in phrase else phrase


@functools.cache
def lexicon() -> Lexicon:
    """Read the data files, once per process."""
    words, numbers = data("words.toml"), data("numbers.toml")
    hedges, vague = data("hedges.toml")["hedge"], data("vague.toml")["vague"]
    ranks = ("unit", "teen", "ten", "zero", "magnitude", "group")
    rank = {word: kind for kind in ranks for word in numbers[kind]}
    measures, currencies, nouns = _units(words)
    before = [(row["phrase"], f"{row['side']} {row['kind']}") for row in hedges if row["side"] != "after"]
    vague_phrases = [(_hyphened(phrase), row["word"]) for row in vague for phrase in row["phrases"]]
    by_first = _indexed(vague_phrases, 0)
    return Lexicon(
        sets={name: frozenset(text.split()) for name, text in words.items() if isinstance(text, str)},
        rank=rank,
        value={word: value for kind in ranks for word, value in numbers[kind].items()},
        suffix=numbers["suffix"],
        fraction=numbers["fraction"],
        sign=numbers["sign"],
        before=_indexed(before, -1),
        after=_indexed([(row["phrase"], row["kind"]) for row in hedges if row["side"] == "after"], 0),
        vague=by_first,
        searched=frozenset(row["word"] for row in vague if row["search"]),
        denied=_indexed([(phrase, "") for phrase in words["denied"]], -1),
        measures=_indexed(measures.items(), 0),
        currencies=_indexed(currencies.items(), -1),
        money=frozenset(entry.name for entry in catalogue() if entry.group == "currencies"),
        nouns=nouns,
        period=words["period"],
        adverb_rate=words["adverb_rate"],
        starts=frozenset({*rank, *numbers["sign"], *numbers["fraction"], *by_first}),
    )


def _units(words: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Measures, currencies before a number, and countable things, each by its printed form in lower case."""
    measures: dict[str, str] = {}
    nouns: dict[str, str] = {}
    currencies: dict[str, str] = dict(words["currency"])
    for entry in catalogue():
        names = {name.replace("_", " ").lower() for name in (entry.name, *entry.aliases)}
        if entry.group in _MEASURES:
            measures.update({name: entry.name for name in names if name not in _NO_SURFACES})
        else:
            nouns.update(dict.fromkeys(names, entry.name))
        if entry.group == "currencies":
            currencies[entry.name.lower()] = entry.name
    measures.update({sign: unit for sign, unit in words["currency"].items() if sign not in {"rs", "a $", "c $"}})
    measures.update({"won": "KRW", **words["measure"]})
    return measures, currencies, nouns
