"""No door keeps anybody waiting: four times the input takes about four times as long, whatever is in it."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from osintclaims import OsintclaimsError
from osintclaims.store._linemap import LineMap
from osintclaims.store._parse import parse
from osintclaims.wording import explain, find_estimates, parse_estimate

#: What a text may be full of: marks, numbers, words that open, join and hedge figures, and what cannot be seen.
UNITS = (
    *(
        "\0",
        "\u200b",
        "\u202e",
        "\ud800",
        "(",
        '"',
        "-",
        "\u2014",
        "\n",
        "1 ",
        "1,",
        "1.",
        "1-",
        "1/",
        "1'",
        "1:",
        "1e5 ",
    ),
    *(
        "\u00bd",
        "\u0663",
        "$",
        "US$1 ",
        "km ",
        "155mm ",
        "T-72 ",
        "17 October ",
        "about ",
        "up to 1 ",
        "between 1 and ",
    ),
    *(
        "1 to ",
        "half ",
        "a ",
        "hundred ",
        "one million ",
        "dozens of ",
        "of ",
        "not ",
        "1--1",
        "10 k ",
        "1\u00b1",
        "\u0442\u044b\u0441",
    ),
)


def _linear(work: Callable[[int], object]) -> None:
    """Fail where four times the size takes ten times as long: by half of the way to the square."""

    def seconds(size: int) -> float:
        started = time.process_time()
        with suppress(OsintclaimsError):
            work(size)
        return time.process_time() - started

    few = min(seconds(3_000) for _ in range(2))
    assert min(seconds(12_000) for _ in range(2)) < 10 * few + 0.1


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_words(unit: str) -> None:
    """A phrase, a text, and the reasons for what is no figure."""
    for read in (parse_estimate, find_estimates, explain):
        _linear(lambda size, read=read: read((unit * size)[:size]))  # type: ignore[misc]


#: What a file may be full of: before it, the unit, and behind it.
TOML = {
    "pairs": ("", "a{n} = 1\n", ""),
    "tables": ("", "[a{n}]\n", ""),
    "arrays of tables": ("", "[[a]]\n", ""),
    "an array": ("a = [", "1,", "]"),
    "inline tables": ("", "a{n} = {{ b = 1 }}\n", ""),
    "escapes": ('a = "', "\\\\", '"'),
    "quotes in quotes": ("a = '''", "''x", "'''"),
    "open quotes": ("", '"', ""),
    "comments": ("", "#\n", ""),
    "blank lines": ("", "\n", ""),
    "dots": ("a", ".a", " = 1"),
    "open brackets": ("a = ", "[", ""),
}


@pytest.mark.parametrize("name", TOML)
def test_files(name: str) -> None:
    """The parser, what it is kept from, and the map of lines."""
    before, unit, behind = TOML[name]

    def work(size: int) -> None:
        many = (unit.replace("{n}", str(n)).replace("{{", "{").replace("}}", "}") for n in range(size // len(unit)))
        text = f"{before}{''.join(many)}{behind}"
        tables = parse(text)
        if isinstance(tables, dict):
            LineMap(text, tables).find(("a",))

    _linear(work)
