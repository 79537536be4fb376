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
        "percentage points",
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
_NO_SURFACES: Final = frozenset({"s", "h", "d", "l", "w", "min", "sec", "yd", "mi", "ratio", "ratios", "won"})

#: A phrase as tokens, and what it means.
Phrase = tuple[list[str], str]


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
        before: Hedges before a number, by their last two words, longest first.
        after: Hedges behind a number, by their first word, longest first.
        vague: Words in place of a number, by their first word, longest first, with the word they stand for.
        searched: The vague words that are figures in running text as well.
        measures: Measures and currencies, by their first word, longest first, with their units.
        currencies: Signs and codes before a number, by their last two words, longest first.
        money_marks: The last words of `currencies`.
        money: The canonical names of currencies.
        codes: Codes of currencies, in lower case, that count only in capitals: "try" is a word.
        coin: Coins, with their money.
        parts: Larger units, each with the smaller ones that follow it and how many of them make one.
        nouns: Names of countable things as they are printed, in lower case, with their units.
        period: Units of time by the words that a rate uses.
        adverb_rate: Units of time by adverb.
        alarms: Words beside a number that may make it no figure.
        starts: Every word a figure may begin with, except digits and `openers`.
        openers: Articles and other common words a figure may begin with, each with the words that must follow.
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
    money_marks: frozenset[str]
    money: frozenset[str]
    codes: frozenset[str]
    coin: Mapping[str, str]
    parts: Mapping[str, Mapping[str, int]]
    nouns: Mapping[str, str]
    period: Mapping[str, str]
    adverb_rate: Mapping[str, str]
    alarms: frozenset[str]
    starts: frozenset[str]
    openers: Mapping[str, frozenset[str]]


def data(name: str) -> dict[str, Any]:
    """What a data file of this package says."""
    with open(os.path.join(_FOLDER, name), "rb") as file:  # noqa: PTH118, PTH123 - pathlib costs 5 ms
        return tomllib.load(file)


def _indexed(phrases: Iterable[tuple[str, str]], *, last: bool = False) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their first word, or by their last three (all, where there are fewer); the longest first."""
    found: dict[str, list[Phrase]] = {}
    for text, meaning in phrases:
        words = text.split()
        found.setdefault(" ".join(words[-3:]) if last else words[0], []).append((words, meaning))
    return {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in found.items()}


@functools.cache
def lexicon() -> Lexicon:
    """The tables, read once per process."""
    return _read()


def _read() -> Lexicon:
    """What the data files and the catalogue of units say."""
    words, numbers = data("words.toml"), data("numbers.toml")
    hedges, vague = data("hedges.toml")["hedge"], data("vague.toml")["vague"]
    ranks = ("unit", "teen", "ten", "zero", "magnitude", "group")
    rank = {word: kind for kind in ranks for word in numbers[kind]}
    measures, currencies, nouns = _units(words)
    money = [entry for entry in catalogue() if entry.group == "currencies"]
    before = [(row["phrase"], f"{row['side']} {row['kind']}") for row in hedges if row["side"] != "after"]
    vague_phrases = [(phrase.replace("-", " - "), row["word"]) for row in vague for phrase in row["phrases"]]
    by_first = _indexed(vague_phrases)
    sets = {name: frozenset(text.split()) for name, text in words.items() if isinstance(text, str)}
    return Lexicon(
        sets=sets,
        rank=rank,
        value={word: value for kind in ranks for word, value in numbers[kind].items()},
        suffix=numbers["suffix"],
        fraction=numbers["fraction"],
        sign=numbers["sign"],
        before=_indexed(before, last=True),
        after=_indexed([(row["phrase"], row["kind"]) for row in hedges if row["side"] == "after"]),
        vague=by_first,
        searched=frozenset(row["word"] for row in vague if row["search"]),
        denied=_indexed([(phrase, "") for phrase in words["denied"]], last=True),
        measures=_indexed(measures.items()),
        currencies=_indexed(currencies.items(), last=True),
        money_marks=frozenset(phrase.split()[-1] for phrase in currencies),
        money=frozenset(entry.name for entry in money),
        codes=frozenset(name for entry in money if (name := entry.name.lower()) not in entry.aliases),
        coin=words["coin"],
        parts=words["parts"],
        nouns=nouns,
        period=words["period"],
        adverb_rate=words["adverb_rate"],
        alarms=_alarms(sets, words["denied"], words["period"]),
        starts=frozenset({*rank, *numbers["sign"], *numbers["fraction"], *by_first} - sets["stop"]),
        openers=_openers(by_first, {*numbers["fraction"], *numbers["magnitude"], *numbers["group"]}, sets["stop"]),
    )


def _alarms(sets: Mapping[str, frozenset[str]], denied: Iterable[str], periods: Iterable[str]) -> frozenset[str]:
    """The words that a rule against figures looks at."""
    lists = ("months", "time_zones", "naming", "before_year", "abbreviation", "behind_no_figure", "calibre_unit")
    found = {word for name in lists for word in sets[name]}
    found.update(phrase.split()[-1] for phrase in denied)
    found.update(name for period in periods for name in (period, f"{period}s"))
    return frozenset({*found, "."})


def _openers(
    vague: Mapping[str, tuple[Phrase, ...]], numbers: set[str], stop: frozenset[str]
) -> dict[str, frozenset[str]]:
    """The words that must follow a word of the closed classes: "a" opens a figure before "dozen" and "few"."""
    found = {first: {words[1] for words, _ in rows} for first, rows in vague.items() if first in stop}
    for article in ("a", "an"):
        found.setdefault(article, set()).update(numbers)
    return {word: frozenset(following) for word, following in found.items()}


def _units(words: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Measures, currencies before a number, and countable things, each by its printed form in lower case."""
    measures: dict[str, str] = {}
    nouns: dict[str, str] = {}
    currencies: dict[str, str] = dict(words["currency"])
    no_money = words["no_money"].split()
    for entry in catalogue():
        names = {name.replace("_", " ").lower() for name in (entry.name, *entry.aliases)}
        if entry.group in _MEASURES:
            measures.update({name: entry.name for name in names if name not in _NO_SURFACES})
        else:
            nouns.update(dict.fromkeys(names, entry.name))
        if entry.group == "currencies" and entry.name.lower() not in no_money:
            currencies[entry.name.lower()] = entry.name
    measures.update(
        {sign: unit for sign, unit in words["currency"].items() if sign not in {"rs", "rm"} and sign[1:] != " $"}
    )
    measures.update(words["measure"])
    return measures, currencies, nouns
