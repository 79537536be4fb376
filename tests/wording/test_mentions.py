"""What a mention tells beside its estimate: noun, role, whole; and why a number is no figure."""

import re
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from osintclaims.errors import InvalidValueError
from osintclaims.wording import Mention, NoFigure, Role, explain, find_estimates

EXPLAINED = [
    line
    for line in (Path(__file__).parent / "explained.txt").read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]


def roles(text: str) -> list[tuple[str, Role, int | None]]:
    """Text, role and whole of each figure."""
    return [(one.text, one.role, one.part_of) for one in find_estimates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty soldiers, including six officers, died.", [("Twenty", "total", None), ("six", "part", 0)]),
        (
            "Of 90 wounded, 12 of whom were children, 40 died.",
            [("90", "total", None), ("12", "part", 0), ("40", "total", None)],
        ),
        ("14 of the 20 crew members lived.", [("14", "part", 1), ("20", "total", None)]),
        (
            "They lost 12 of 31 tanks and 9 out of 10 guns.",
            [("12", "part", 1), ("31", "total", None), ("9", "part", 3), ("10", "total", None)],
        ),
        ("Around 4,000 of these men fled.", [("Around 4,000", "part", None)]),
        (
            "Nine people, among them two nurses, died; ten boats sank.",
            [("Nine", "total", None), ("two", "part", 0), ("ten", "total", None)],
        ),
        (
            "An additional 3,000 came, then 300 more and another 20.",
            [("3,000", "delta", None), ("300", "delta", None), ("20", "delta", None)],
        ),
        ("Losses rose by 300.", [("300", "delta", None)]),
        ("The toll rose sharply by 300.", [("300", "delta", None)]),
        ("Losses fell to 300; 300 men built it.", [("300", "total", None), ("300", "total", None)]),
        ("A bridge was built by 300 men.", [("300", "total", None)]),
        ("Several hundred men came.", [("Several hundred", "total", None)]),
        ("They sent 50 \u2014 30 of them women.", [("50", "total", None), ("30", "part", 0)]),
        ("They lost six out of ten men.", [("six", "part", 1), ("ten", "total", None)]),
        ("It has 3,000 more than in May.", [("3,000", "delta", None)]),
        (
            "An additional several hundred men and dozens more.",
            [("several hundred", "delta", None), ("dozens", "delta", None)],
        ),
        (
            "A third of the brigade and 40 percent of the shells.",
            [("A third", "share", None), ("40 percent", "share", None)],
        ),
        (
            "One in five soldiers; three out of every four.",
            [("One in five", "share", None), ("three out of every four", "share", None)],
        ),
        ("Ten men died. Including two guards, all fled.", [("Ten", "total", None), ("two", "part", None)]),
        ("Six of seven men fled.", [("Six", "part", 1), ("seven", "total", None)]),
        ("3 million of 7.5 million men fled.", [("3 million", "part", 1), ("7.5 million", "total", None)]),
        ("They fired 40 percent of shells.", [("40 percent", "share", None)]),
        (
            "Of its 240 passengers, 190 survived; of their 30 guards, 12 fled.",
            [("240", "total", None), ("190", "part", 0), ("30", "total", None), ("12", "part", 2)],
        ),
        ("Of the 240 passengers, 12 trucks were taken.", [("240", "total", None), ("12", "total", None)]),
        ("Of the 240 passengers, 12 widgets were taken.", [("240", "total", None), ("12", "total", None)]),
        ("Of the 240 passengers, few knew that 12 died.", [("240", "total", None), ("12", "total", None)]),
        (
            "Twenty soldiers, including six officers and two generals, died.",
            [("Twenty", "total", None), ("six", "part", 0), ("two", "part", 0)],
        ),
        (
            "Twenty soldiers, including six officers, two generals, and three cooks, died.",
            [("Twenty", "total", None), ("six", "part", 0), ("two", "part", 0), ("three", "part", 0)],
        ),
        (
            "Twenty men and nine tanks, including six officers, came.",
            [("Twenty", "total", None), ("nine", "total", None), ("six", "part", 0)],
        ),
        (
            "Twenty men and nine tanks, including six widgets, came.",
            [("Twenty", "total", None), ("nine", "total", None), ("six", "part", 1)],
        ),
        (
            "Nine tanks crossed 5 km, including six widgets.",
            [("Nine", "total", None), ("5 km", "total", None), ("six", "part", 0)],
        ),
        (
            "Ten men died! Nine crews, including six officers, fled? Including one girl, all did.",
            [("Ten", "total", None), ("Nine", "total", None), ("six", "part", 1), ("one", "part", None)],
        ),
        (
            "Twenty soldiers, including six officers, among them two nurses, died.",
            [("Twenty", "total", None), ("six", "part", 0), ("two", "part", 0)],
        ),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    """A part, a share and an increment are marked where the text says so, and a part names its whole."""
    assert roles(text) == [(shown, Role(role), whole) for shown, role, whole in expected]


@pytest.mark.parametrize(
    ("text", "noun", "unit"),
    [
        ("over 40 transport aircraft landed", "aircraft", "aircraft"),
        ("20 crew members", "crew members", "person"),
        ("five military training grounds", "training grounds", "site"),
        ("12 Monitors", "Monitors", "person"),
        ("two and a half thousand names", "names", "item"),
        ("80 wounded reached the town", "wounded", "person"),
        ("two F-16s", "F-16s", "item"),
        ("as few as 50 and as many as 90 recruits", "recruits", "person"),
        ("a 3,000-man brigade", "man", "person"),
        ("8,000 were killed", "", "item"),
        ("50 km", "", "kilometer"),
        ("300 shells a day", "shells", "shell/day"),
        ("hundreds of technicians", "technicians", "person"),
        ("40 sol\u00addiers", "sol\u00addiers", "person"),
        ("40\u200b sol\u00addiers left", "sol\u00addiers", "person"),
        ("\u0130 40 soldiers left", "soldiers", "person"),
        ("14 of the 20 crew members lived", "crew members", "person"),
        ("two blue Su-25s", "Su-25s", "item"),
        ("at least one convoy.", "convoy", "item"),
        ("at least one big rusty barge.", "barge", "item"),
        ("at least one big old rusty barge.", "", "item"),
        ("one rusty launcher fell", "launcher", "launcher"),
        ("one soldier killed nobody", "soldier", "person"),
        ("six soldiers'.", "soldiers", "person"),
        ("two serious young men", "men", "person"),
        ("eight million 122-mm and 152-mm shells", "shells", "shell"),
        ("six million 122-mm, 130-mm and 152-mm shells", "shells", "shell"),
        ("twenty 5.45-mm and 7.62-mm rifles", "rifles", "item"),
        ("14 Leopard 2 tanks", "tanks", "tank"),
        ("20 hostages days later", "hostages", "person"),
        ("20 dead days later", "dead", "person"),
        ("20 special forces troops", "troops", "person"),
        ("two of one hundred and twenty-three thousand two hundred men", "men", "person"),
        ("dozens of missile parts were found", "parts", "item"),
        ("several missile parts were found", "parts", "item"),
        ("at least 50 and some 90 and up to 20 and 30 recruits", "recruits", "person"),
    ],
)
def test_noun(text: str, noun: str, unit: str) -> None:
    """The noun is as printed; one that the catalogue does not know is counted in items."""
    found = find_estimates(text)[0]
    assert (found.noun, found.estimate.unit) == (noun, unit)


def test_part_counts_what_its_whole_counts() -> None:
    """A part without a noun of its own is in the unit of its whole."""
    whole, part = find_estimates("They fired 148 missiles, about 100 of which hit.")
    assert part.part_of == 0
    assert part.estimate.unit == whole.estimate.unit == "missile"


def test_wording_goes_on_to_the_noun() -> None:
    """The wording holds what belongs to the figure on both sides, in a few words; the span does not."""
    (found,) = find_estimates("It has sent more than an additional 1,000 North\nKorean soldiers a week.")
    assert found.estimate.wording == "more than an additional 1,000 North Korean soldiers a week"
    assert found.text == "more than an additional 1,000"


def test_explain() -> None:
    """Figures and numbers that are none stand in the order of the text, each of the latter with its reason."""
    found = explain("On 3 May, at least 12 T-72 tanks passed 06:30.")
    assert [type(one) for one in found] == [NoFigure, Mention, NoFigure, NoFigure]
    assert [one.text for one in found] == ["3 May", "at least 12", "72", "06:30"]
    assert [one.reason for one in found if isinstance(one, NoFigure)] == [
        "a date",
        "a name: letters and a hyphen touch the digits",
        "a time or ratio",
    ]


@pytest.mark.parametrize("line", EXPLAINED)
def test_explained(line: str) -> None:
    """Marked stretches, and no others, are figures «so» and numbers that are none {so}, read or refused as expected."""
    marked, *expected = line.replace("\\n", "\n").split(" | ")
    text, spans = unmarked(marked)
    found = explain(text)
    assert [(one.start, one.end, isinstance(one, NoFigure)) for one in found] == spans
    assert [one.reason if isinstance(one, NoFigure) else str(one.estimate) for one in found] == expected


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, bool]]]:
    """The sentence without its marks; where each marked stretch begins and ends, and whether it is no figure."""
    parts = re.split("([«»{}])", marked)
    ends = list(accumulate(len(part) for part in parts[::2]))
    spans = [(ends[n], ends[n + 1], parts[2 * n + 1] == "{") for n in range(0, len(ends) - 1, 2)]
    return "".join(parts[::2]), spans


@pytest.mark.parametrize("read", [find_estimates, explain])
def test_only_text_is_read(read: Callable[[str], object]) -> None:
    """What is no text is refused by the argument's name."""
    with pytest.raises(InvalidValueError, match="text must be a str, got 7"):
        read(7)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("between", "wording"),
    [("old " * 8, "over 300 {}soldiers"), ("x" * 102 + " ", "over 300 {}soldiers"), ("x" * 103 + " ", "over 300")],
)
def test_wording_is_short(between: str, wording: str) -> None:
    """Beyond 120 characters the wording is the figure alone, wherever it stands."""
    for before in ("", "They lost men, guns and ground on every day of that week. " * 3):
        (found,) = find_estimates(f"{before}over 300 {between}soldiers left")
        assert found.noun == "soldiers"
        assert found.estimate.wording == wording.format(between)


def test_explain_gives_both_readings() -> None:
    """An ambiguous number is refused with both of its readings."""
    (found,) = explain("The 10.000 soldiers left.")
    assert isinstance(found, NoFigure)
    assert found.reason.startswith("ambiguous: 10.000 is 10,000 in most of Europe and 10 in English")
