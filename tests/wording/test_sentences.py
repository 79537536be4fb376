"""Figures in sentences of the kind that the news print."""

import re
from pathlib import Path

import pytest

from osintclaims.wording import find_estimates
from tests.wording.sentences import SENTENCES

NEWS = (Path(__file__).parent / "news.txt").read_text(encoding="utf-8").splitlines()
CASES = [(marked, readings) for group in SENTENCES.values() for marked, readings in group] + [
    (marked, readings) for marked, *readings in (line.split(" | ") for line in NEWS if line and line[0] != "#")
]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its marks, and the stretches that they stood around."""
    spans: list[tuple[int, int]] = []
    text = ""
    for part in re.split("([«»])", marked):
        if part == "«":
            spans.append((len(text), 0))
        elif part == "»":
            spans[-1] = (spans[-1][0], len(text))
        else:
            text += part
    return text, spans


@pytest.mark.parametrize(
    ("marked", "readings"), CASES, ids=[f"{place} {marked[:40]}" for place, (marked, _) in enumerate(CASES)]
)
def test_figures(marked: str, readings: list[str]) -> None:
    """Exactly the marked stretches are figures, and their estimates print as expected."""
    text, spans = unmarked(marked)
    found = find_estimates(text)
    assert [one.text for one in found] == [text[start:end] for start, end in spans]
    assert [(one.start, one.end) for one in found] == spans
    assert [str(one.estimate) for one in found] == readings
