"""Tables of the documentation that are made from the library's own data, so that they cannot be out of date."""

import csv
import inspect
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from osintclaims import Estimate, ProbabilityScale
from osintclaims.interop import MAPPINGS, formats
from osintclaims.interop._columns import COLUMNS
from osintclaims.model import Interval, figure
from osintclaims.reconciliation import METHODS, PROFILES, Reading, profile_named
from osintclaims.wording._lexicon import data

__all__ = ["TABLES"]

P: Final = "person"
#: Wordings of figures, each with what it states.
HEDGES: Final = (
    ("28", Estimate.of(28, P)),
    ("11,000", Estimate.of(11_000, P)),
    ("about 10,000", Estimate.about(10_000, P, wording="about 10,000")),
    ("around 10,000", Estimate.about(10_000, P, wording="around 10,000")),
    ("about 1,500", Estimate.about(1_500, P, wording="about 1,500")),
    ("nearly 10,000", Estimate.nearly(10_000, P, wording="nearly 10,000")),
    ("just over 10,000", Estimate.just_over(10_000, P)),
    ("at least 8", Estimate.at_least(8, P)),
    ("at least 7,000", Estimate.at_least(7_000, P)),
    ("7,000+", Estimate.at_least(7_000, P, wording="7,000+")),
    ("over 7,000", Estimate.more_than(7_000, P, wording="over 7,000")),
    ("at most 10,000", Estimate.at_most(10_000, P)),
    ("up to 10,000", Estimate.up_to(10_000, P)),
    ("fewer than 10,000", Estimate.less_than(10_000, P)),
)
VAGUE: Final = (
    "several",
    "tens",
    "a handful",
    "dozens",
    "several dozen",
    "scores",
    "hundreds",
    "a few hundred",
    "several hundred",
    "at least several hundred",
    "thousands",
    "low thousands",
    "several thousand",
    "tens of thousands",
    "hundreds of thousands",
)
#: The profiles that differ in figures, and those that differ in vague words.
OF_FIGURES: Final = ("default", "literal", "pragmatic", "empirical", "ferson2015")
OF_WORDS: Final = ("default", "literal", "empirical", "acled", "ccc", "ucdp", "mpeds")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ends(interval: Interval) -> str:
    if interval.low == interval.high:
        return figure(interval.low)
    low, high = (figure(round(end, 1)) if end < float("inf") else "∞" for end in (interval.low, interval.high))
    return f"{'(' if interval.low_open else '['}{low}, {high}{')' if interval.high_open else ']'}"


def _cell(reading: Reading, profile: str) -> str:
    if reading.rule in VAGUE and reading.interval == Interval(0.0, float("inf"), low_open=True, high_open=True):
        return "some"
    return _ends(reading.interval) if reading.profile == profile else "as default"


def profiles() -> str:
    """Every profile, what it assumes and where that comes from."""
    shipped = [profile_named(name) for name in PROFILES]
    return _table(("profile", "what it assumes", "source"), ((f"`{p.name}`", p.description, p.source) for p in shipped))


def _readings(names: Iterable[str], phrases: Iterable[tuple[str, Estimate]]) -> str:
    columns = list(names)
    rows = (
        (phrase, *(_cell(profile_named(name).read(estimate), name) for name in columns)) for phrase, estimate in phrases
    )
    return _table(("wording", *(f"`{name}`" for name in columns)), rows)


def scales() -> str:
    """The terms of the probability scales."""
    rows = [(scale.label, term, _per_cent(ends)) for scale in ProbabilityScale for term, ends in scale.terms.items()]
    return _table(("scale", "term", "probability in per cent"), rows)


def methods() -> str:
    """The location methods, each with the first line of what documents it."""
    rows: list[Iterable[str]] = []
    for name, method in METHODS.items():
        documented = inspect.getdoc(getattr(method, "kernel", method)) or ""
        rows.append((f"`{name}`", documented.split("\n", 1)[0].rstrip(".")))
    return _table(("method", "what it is"), rows)


def _per_cent(ends: Interval) -> str:
    low, high = (f"{end * 100:.0f}" for end in (ends.low, ends.high))
    return f"{'>' if ends.low_open else ''}{low} to {'<' if ends.high_open else ''}{high}"


def _phrases(row: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """What a row of the reader's word lists shows: phrases, meaning, example, what it reads, source."""
    if "word" in row:
        return ", ".join(row["phrases"]), row["word"], row["example"], row["reads"], row["source"]
    meaning = row["kind"] + (" (outside the span)" if row["side"] == "outside" else "")
    phrase = f"N {row['phrase']}" if row["side"] == "after" else f"{row['phrase']} N"
    return phrase, meaning, row["example"], row["reads"], row["source"]


def _word_list(name: str) -> str:
    """The words of the reader of figures, from the data file that it reads itself."""
    (rows,) = data(f"{name}.toml").values()
    return _table(("phrase", "meaning", "example", "reads", "source"), map(_phrases, rows))


def losses() -> str:
    """What each exchange format does not carry: stated by its module, and held by a test to what can be observed."""
    rows: list[Iterable[str]] = []
    lists: list[str] = []
    for name, extension in formats().items():
        module = import_module(f"osintclaims.interop.{name}")
        back = "yes" if hasattr(module, "loads") or hasattr(module, "load") else "no"
        partly = getattr(module, "PARTLY", {})
        rows.append((f"`{name}`", f"`{extension}`", back, "not all, see below" if module.LOST or partly else "yes"))
        lists += [*_lost(f"### {name} does not carry", module.LOST), *_lost(f"{name} carries in part:", partly)]
    table = _table(("format", "extension", "can be read back", "carries every field"), rows)
    return "\n".join((table, *lists))


def _lost(title: str, stated: Mapping[str, str]) -> list[str]:
    """Fields by the reason why they are lost."""
    reasons: dict[str, list[str]] = {}
    for field, why in stated.items():
        reasons.setdefault(why, []).append(f"`{field}`" if field != "*" else "records")
    return ["", title, "", *(f"- {', '.join(fields)}: {why}" for why, fields in reasons.items())] if reasons else []


def mappings() -> str:
    """The shipped mappings with their codebooks."""
    rows: list[Iterable[str]] = []
    for name, listed in MAPPINGS.items():
        columns = dict.fromkeys(f"`{column}`" for one in listed for column in one.columns)
        zero = "no figure" if listed[0].zero == "not_mentioned" else "a figure"
        rows.append((f"`{name}`", ", ".join(columns), zero, listed[0].codebook))
    return _table(("mapping", "columns", "a row of zeros", "codebook"), rows)


def csv_columns() -> str:
    """The columns of our own tables."""
    return _table(("column", "what it says"), ((f"`{one.name}`", one.meaning) for one in COLUMNS))


def calibration() -> str:
    """Coverage of the nominal 80 % range, as the simulation measured it."""
    file = Path(__file__).resolve().parent / "_static" / "calibration.csv"
    with file.open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["measure"] == "80% range"]
    origins = ("1", "2", "3", "4", "5", "7", "10")
    return _table(
        ("figures", "shared error", *(f"{number} origin{'s' * (number != '1')}" for number in origins)),
        (
            (row["figures"], f"{float(row['rho']):.0%}", *(f"{float(row[number]):.0%}" for number in origins))
            for row in rows
        ),
    )


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "profiles": profiles,
    "hedges": lambda: _readings(OF_FIGURES, HEDGES),
    "vague words": lambda: _readings(OF_WORDS, ((word, Estimate.vaguely(word, P)) for word in VAGUE)),
    "scales": scales,
    "methods": methods,
    "hedge phrases": lambda: _word_list("hedges"),
    "vague phrases": lambda: _word_list("vague"),
    "losses": losses,
    "mappings": mappings,
    "columns": csv_columns,
    "calibration": calibration,
}
