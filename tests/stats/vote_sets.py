"""Strategies and small tools for the tests of the kernels."""

import math
from collections.abc import Callable
from typing import Any, TypeAlias, TypedDict

import attrs
import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

INF = math.inf

#: A vote: low end, high end, weight in fifths, low end open, high end open.
Vote: TypeAlias = tuple[float, float, int, bool, bool]
Votes: TypeAlias = list[Vote]


class Flags(TypedDict):
    """Which ends are open, as keyword arguments."""

    low_open: list[bool]
    high_open: list[bool]


@attrs.frozen
class Columns:
    """Votes as the columns that kernels take."""

    low: list[float]
    high: list[float]
    weights: list[float]
    low_open: list[bool]
    high_open: list[bool]

    @classmethod
    def of(cls, votes: Votes) -> "Columns":
        """Weights become floats that do not add up exactly: 0.2 five times."""
        return cls(
            [vote[0] for vote in votes],
            [vote[1] for vote in votes],
            [vote[2] / 5 for vote in votes],
            [vote[3] for vote in votes],
            [vote[4] for vote in votes],
        )

    @property
    def flags(self) -> Flags:
        """The open flags as keyword arguments."""
        return {"low_open": self.low_open, "high_open": self.high_open}


@st.composite
def _one_vote(draw: st.DrawFn, *, open_ends: bool, least: float) -> Vote:
    low = float(draw(st.integers(int(max(least, 0)), 8)))
    high = low + float(draw(st.sampled_from([0, 0, 1, 2, 5])))
    side = draw(st.sampled_from(["both", "both", "both", "lower", "upper"]))
    low, high = (low, INF) if side == "lower" else (least, high) if side == "upper" else (low, high)
    flags = [open_ends and low < high and draw(st.booleans()) for _ in range(2)]
    return low, high, draw(st.sampled_from([5, 5, 5, 1, 2, 10, 0])), flags[0], flags[1]


def vote_lists(*, open_ends: bool = False, least: float = 0.0, max_size: int = 7) -> st.SearchStrategy[Votes]:
    """Votes on small integers, with many ties, half-lines, points and weights of 0; at least one weighs something."""

    def weighed(votes: Votes) -> Votes:
        low, high, _, low_open, high_open = votes[0]
        return votes if any(vote[2] for vote in votes) else [(low, high, 5, low_open, high_open), *votes[1:]]

    return st.lists(_one_vote(open_ends=open_ends, least=least), min_size=1, max_size=max_size).map(weighed)


@st.composite
def _wild_vote(draw: st.DrawFn) -> tuple[float, float, float]:
    place = draw(st.floats(math.log(1e-3), math.log(1e15)))
    width = draw(st.sampled_from([0.0, 1e-9, 1e-4, 0.1, 0.4, 2.0, 12.0]))
    low, high = math.exp(place), math.exp(place + width)
    side = draw(st.sampled_from(["both", "both", "lower", "upper"]))
    weight = draw(st.sampled_from([1.0, 1.0, 0.2, 3.0]))
    return (0.0 if side == "upper" else low), (INF if side == "lower" else high), weight


@st.composite
def bounded_groups(draw: st.DrawFn, max_size: int = 7) -> list[tuple[float, float, float]]:
    """Votes between 1e-3 and 1e20 with a bound on either side, agreeing or not."""
    votes = draw(st.lists(_wild_vote(), min_size=1, max_size=max_size))
    if max(low for low, _, _ in votes) == 0:
        votes.append((draw(st.floats(1e-3, 1e15)), INF, 1.0))
    if min(high for _, high, _ in votes) == INF:
        votes.append((0.0, draw(st.floats(1e-3, 1e15)), 1.0))
    return votes


def points() -> st.SearchStrategy[list[float]]:
    """Positive figures of any size."""
    return st.lists(st.floats(1e-3, 1e15), min_size=1, max_size=8)


def rows(result: Any, group: int) -> dict[str, Any]:
    """What a result of many groups says about one: entries of ragged columns are cut out, labels are left out."""
    offsets: NDArray[np.intp] | None = getattr(result, "offsets", None)
    groups = len(offsets) - 1 if offsets is not None else len(result.low if hasattr(result, "low") else result.centre)
    said: dict[str, Any] = {}
    for field in attrs.fields(type(result)):
        values = getattr(result, field.name)
        if field.name in {"offsets", "label"}:
            continue
        is_ragged = offsets is not None and field.name not in _PER_GROUP[type(result).__name__]
        if is_ragged:
            assert offsets is not None
            said[field.name] = values[offsets[group] : offsets[group + 1]].tolist()
        else:
            assert len(values) == groups
            said[field.name] = values[group].tolist()
    return said


_PER_GROUP = {"Overlap": {"weight", "total"}, "Camps": set[str](), "Npmle": {"log_likelihood", "gap"}}


def joined(groups: list[Votes]) -> tuple[Columns, list[int]]:
    """Several groups as one batch."""
    offsets = [0]
    for votes in groups:
        offsets.append(offsets[-1] + len(votes))
    return Columns.of([vote for votes in groups for vote in votes]), offsets


#: Places between and at the integers from -1 to 15; the ends of `vote_lists` are integers from 0 to 13.
PLACES = [half / 2 for half in range(-2, 31)]


def covers(vote: Vote, place: float) -> bool:
    """Whether a vote holds a value."""
    above = vote[0] < place or (vote[0] == place and not vote[3])
    below = place < vote[1] or (place == vote[1] and not vote[4])
    return above and below


def runs(holds: Callable[[float], bool]) -> list[tuple[float, float, bool, bool]]:
    """The intervals with integer ends, as low, high and open flags, that hold the places for which something holds."""
    found: list[tuple[float, float, bool, bool]] = []
    inside = [holds(place) for place in PLACES]
    for at, place in enumerate(PLACES):
        if inside[at] and (at == 0 or not inside[at - 1]):
            stop = next((later for later in range(at, len(PLACES)) if not inside[later]), len(PLACES)) - 1
            end = PLACES[stop]
            found.append(
                (
                    -INF if at == 0 else math.floor(place),
                    INF if stop == len(PLACES) - 1 else math.ceil(end),
                    at == 0 or place != math.floor(place),
                    stop == len(PLACES) - 1 or end != math.floor(end),
                )
            )
    return found
