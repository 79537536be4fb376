"""Write the tables of ``docs/explanation/readers-compared.md``: what readers of numbers make of thirty phrases.

Run ``python tools/compare_readers.py`` in an environment with the dependency group ``bench``. A reader that cannot run
keeps its column, with the error in it. Each reader is called as its own documentation says.
"""

import functools
import importlib
import platform
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import osintclaims
from osintclaims import Role, find_estimates, parse_estimate

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "readers-compared.md"
ARTICLE: Final = ROOT / "benchmarks" / "article.txt"

#: As news of conflicts puts figures, the plain ones and the hard ones, and numbers that are no figures.
PHRASES: Final = (
    "28 military flights",
    "more than 6,000 soldiers",
    "no fewer than 300 men",
    "not more than 2,500 recruits",
    "up to 12,000 troops",
    "nearly 500 wounded",
    "around 11,500 fighters",
    "some 3,000 shells",
    "between 10,000 and 12,000 soldiers",
    "five to six thousand evacuees",
    "two or three hundred vehicles",
    "10,000 \u00b1 500 shells",
    "half a million refugees",
    "one and a half million rounds",
    "1.5m shells",
    "10k troops",
    "$50 to $60 million in aid",
    "\u20ac500m for ammunition",
    "2,000 dollars a month",
    "40 km from the front",
    "two million 120-mm mortar shells",
    "dozens of drones",
    "several hundred prisoners",
    "tens of thousands of mines",
    "numbers fell from 3,000 to 1,800",
    "twenty soldiers, including six officers",
    "an additional 3,000 men",
    "a third of the brigade",
    "10.000 soldiers",
    "the 27th Brigade fired an RPG-7 at a T-72 on 22 November",
)

#: A common phrase, whose time is measured.
COMMON: Final = "more than 6,000 soldiers"

#: What a reader says of a text: one string for each thing found.
Reader = Callable[[str], Sequence[str]]


def ours() -> Reader:
    """`find_estimates`: each estimate, with the noun where the unit does not say it, and its role."""

    def read(text: str) -> list[str]:
        said: list[str] = []
        for one in find_estimates(text):
            noun = f" ({one.noun})" if one.noun and one.estimate.unit == "item" else ""
            role = {Role.DELTA: "increment: ", Role.PART: "part: ", Role.SHARE: "share: "}.get(one.role, "")
            said.append(f"{role}{one.estimate}{noun}")
        return said

    return read


def quantulum() -> Reader:
    """quantulum3 without its optional classifier."""
    parser: Any = importlib.import_module("quantulum3.parser")

    def shown(found: Any) -> str:
        spread = f" \u00b1 {found.uncertainty:.10g}" if found.uncertainty else ""
        unit = found.unit.name
        return f"{found.value:.10g}{spread}{'' if unit == 'dimensionless' else f' {unit}'}"

    return lambda text: [shown(found) for found in parser.parse(text)]


def recognizers() -> Reader:
    """Recognizers-Text: the models of numbers, percentages, currencies and dimensions, each built once."""
    number: Any = importlib.import_module("recognizers_number")
    unit: Any = importlib.import_module("recognizers_number_with_unit")
    culture: str = number.Culture.English
    plain, measured = number.NumberRecognizer(culture), unit.NumberWithUnitRecognizer(culture)
    numbers = plain.get_number_model()
    others = [plain.get_percentage_model(), measured.get_currency_model(), measured.get_dimension_model()]

    def read(text: str) -> list[str]:
        wide = [found for model in others for found in model.parse(text)]
        bare = [one for one in numbers.parse(text) if not any(w.start <= one.start <= w.end for w in wide)]
        found = sorted([*wide, *bare], key=lambda one: one.start)
        return [" ".join(filter(None, (one.resolution["value"], one.resolution.get("unit")))) for one in found]

    return read


def text2num() -> Reader:
    """text2num, which gives a text back."""
    module: Any = importlib.import_module("text_to_num")
    return lambda text: _changed(text, module.alpha2digit(text, "en"))


def numerizer() -> Reader:
    """numerizer, which gives a text back."""
    module: Any = importlib.import_module("numerizer")
    return lambda text: _changed(text, module.numerize(text))


def number_parser() -> Reader:
    """number-parser, which gives a text back."""
    module: Any = importlib.import_module("number_parser")
    return lambda text: _changed(text, module.parse(text, language="en"))


def _changed(text: str, result: str) -> list[str]:
    return ["unchanged" if result == text else result]


#: Readers by the name of their package: those that return figures, and those that return the text with figures in it.
FIGURES: Final = {"osintclaims": ours, "quantulum3": quantulum, "recognizers-text-suite": recognizers}
TEXTS: Final = {"text2num": text2num, "numerizer": numerizer, "number-parser": number_parser}


def cell(text: str) -> str:
    """A text that a table of Markdown shows as it is."""
    return re.sub(r"([\\|*_<>~$`\[\]])", r"\\\1", " ".join(text.split()))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    lines = [head := list(head), ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def column(make: Callable[[], Reader]) -> list[str]:
    """What one reader says of each phrase."""
    try:
        read = make()
    except Exception as problem:  # noqa: BLE001 - a peer that cannot run has a column all the same
        return [f"cannot run: {type(problem).__name__}"] * len(PHRASES)
    return [_said(read, phrase) for phrase in PHRASES]


def _said(read: Reader, phrase: str) -> str:
    try:
        said = read(phrase)
    except Exception as problem:  # noqa: BLE001 - what a peer does with a phrase is what the table is about
        return f"{type(problem).__name__}: {problem}"
    return "; ".join(said) or "nothing"


def _named(name: str) -> str:
    """A package with its version, or without where it is not installed."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def compared(readers: dict[str, Callable[[], Reader]]) -> str:
    """The table of some readers."""
    columns = [list(PHRASES), *map(column, readers.values())]
    head = ("phrase", *map(_named, readers))
    return table(head, (map(cell, row) for row in zip(*columns, strict=True)))


def best(call: Callable[[], object], *, number: int = 1) -> float:
    """Processor seconds for one call: the least of several repeats, after a first one that builds what is kept."""
    call()
    seconds: list[float] = []
    until = time.monotonic() + 3.0
    while not seconds or (len(seconds) < 300 and time.monotonic() < until):
        start = time.process_time()
        for _ in range(number):
            call()
        seconds.append((time.process_time() - start) / number)
    return min(seconds)


def speeds() -> str:
    """The table of times for the article."""
    text = ARTICLE.read_text(encoding="utf-8")
    phrase = best(lambda: parse_estimate(COMMON), number=100)
    rows: list[tuple[str, ...]] = []
    own = 0.0
    for name, make in (FIGURES | TEXTS).items():
        try:
            seconds = best(functools.partial(make(), text))
        except Exception as problem:  # noqa: BLE001 - as above
            rows.append((_named(name), f"cannot run: {type(problem).__name__}", "", ""))
            continue
        own = own or seconds  # ours comes first
        rows.append((_named(name), f"{seconds * 1e3:.3g} ms", f"{1 / seconds:,.0f}", f"{seconds / own:,.3g}"))
    where = f"CPython {platform.python_version()} on {platform.machine()}; an article of {len(text):,} characters"
    return (
        f"{table(('reader', 'one article', 'articles a second', 'ratio to osintclaims'), rows)}\n\n"
        f'{where}. `parse_estimate` reads "{COMMON}" in {phrase * 1e6:.2g} microseconds.'
    )


def filled(page: str, name: str, content: str) -> str:
    """The page with new content between the marks of a table."""
    first, last = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = page.partition(first)
    _, _, after = rest.partition(last)
    return f"{before}{first}\n\n{content}\n\n{last}{after}"


def main() -> int:
    """Write the tables into the page."""
    warnings.simplefilter("ignore")  # the peers' own, about optional parts and their syntax
    print(f"osintclaims {osintclaims.__version__}, {len(PHRASES)} phrases", file=sys.stderr)
    page = PAGE.read_text(encoding="utf-8")
    for name, content in (("figures", compared(FIGURES)), ("texts", compared(TEXTS)), ("speeds", speeds())):
        page = filled(page, name, content)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
