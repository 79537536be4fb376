"""Forest plots as SVG, written by hand so that a report needs no plotting library."""

from collections.abc import Iterator, Sequence
from typing import Final

from osintclaims.model import Interval, plural
from osintclaims.plot import ForestRow, forest_rows, scale_of
from osintclaims.reconciliation import Consensus, many, range_text, region_text
from osintclaims.report._html import Html, tag
from osintclaims.report._marks import (
    AXIS,
    CHARACTER,
    LABELS,
    NUMBERS,
    SMALL_CHARACTER,
    TOP,
    Place,
    across,
    axis,
    cut,
    diamond,
    interval,
    picture,
)
from osintclaims.units import is_count

__all__ = ["forest", "mini_forest"]

_ROW: Final = 34.0
_MINI_WIDE: Final = 180.0
_MINI_HIGH: Final = 40.0


def _described(consensus: Consensus, rows: Sequence[ForestRow]) -> str:
    """The picture in words, for those who do not see it."""
    votes = [f"{row.label} {row.text}" for row in rows if not row.is_excluded]
    answer = [] if _region(consensus) is None else [f"central region {region_text(consensus)}"]
    wide, whole = consensus.plausible, is_count(consensus.unit)
    ranges = [f"{wide.level:.0%} range {range_text(wide, whole=whole)}"] if wide.identified else []
    return f"{many(len(votes), 'vote')} in {plural(consensus.unit)}: {'; '.join((*votes, *answer, *ranges))}."


def _region(consensus: Consensus) -> Interval | None:
    """The central region, unless the votes do not agree on one."""
    return None if consensus.is_contested else consensus.region


def mini_forest(consensus: Consensus) -> Html:
    """Votes as thin lines over the region: the shape of the evidence at a glance."""
    rows = forest_rows(consensus, excluded=False)
    if not rows:
        return Html("")
    step = min(7.0, (_MINI_HIGH - 12) / len(rows))
    high = 12 + step * len(rows)
    place = Place(scale_of(consensus, rows), 8.0, _MINI_WIDE - 16)
    return tag(
        "svg",
        across(place, _region(consensus), 2.0, high - 2),
        (interval(place, 6 + step * (y + 0.5), row, 2.4) for y, row in enumerate(rows)),
        diamond(place, consensus.best, high / 2, 4.5),
        viewBox=f"0 0 {_MINI_WIDE:g} {high:g}",
        class_="mini",
        role="img",
        aria_label=_described(consensus, rows),
    )


def forest(consensus: Consensus, id_: str) -> Html:
    """The forest plot of a section: names and wordings, intervals, bounds, and an axis."""
    rows = forest_rows(consensus)
    if not rows:
        return Html("")
    votes = [row for row in rows if not row.is_excluded]
    left_out = [row for row in rows if row.is_excluded]
    place = Place(scale_of(consensus, rows))
    answer = TOP + _ROW * (len(votes) + 0.7)
    places = [TOP + _ROW * (number + 0.5) for number in range(len(votes))]
    places += [answer + _ROW * (number + 1.5) for number in range(len(left_out))]
    bottom = answer + _ROW * (len(left_out) + (1.1 if left_out else 0.6))
    return picture(
        id_,
        consensus.measurand.label,
        _described(consensus, rows),
        bottom + AXIS,
        axis(place, consensus.unit, bottom),
        across(place, _region(consensus), TOP, answer),
        [part for y, row in zip(places, rows, strict=True) for part in _row(place, y, row)],
        _answer(place, consensus, answer),
    )


def _row(place: Place, y: float, row: ForestRow) -> Iterator[Html]:
    """Name and wording, the interval, and its bounds."""
    grey = " out" if row.is_excluded else ""
    yield tag(
        "g",
        tag("title", f"{row.label}: {row.detail}"),
        tag("text", cut(row.label, LABELS - 12, CHARACTER), x=0, y=y - 2, class_=f"name{grey}"),
        tag("text", cut(row.detail, LABELS - 12, SMALL_CHARACTER), x=0, y=y + 11, class_=f"detail{grey}"),
    )
    yield from interval(place, y, row)
    numbers = cut(row.text, NUMBERS - 14, CHARACTER)
    yield tag("text", numbers, x=place.right + 14, y=y + 4, class_=f"number{grey}")


def _answer(place: Place, consensus: Consensus, y: float) -> Iterator[Html]:
    """The row of the answer: plausible range, region, best value."""
    wide, region, whole = consensus.plausible, _region(consensus), is_count(consensus.unit)
    title = "Contested" if consensus.is_contested else "Central region" if region is not None else "No vote"
    yield tag("text", title, x=0, y=y - 2, class_="name answer")
    if wide.low is not None and wide.high is not None:
        yield tag("rect", x=place(wide.low), y=y - 2, width=place(wide.high) - place(wide.low), height=4, class_="wide")
        yield tag("text", f"{wide.level:.0%} range: {range_text(wide, whole=whole)}", x=0, y=y + 11, class_="detail")
    if region is None:
        return
    yield from (
        part
        for part in (
            across(place, region, y - 5, y + 5, class_="region"),
            diamond(place, consensus.best, y, 7),
            tag("text", region_text(consensus), x=place.right + 14, y=y + 4, class_="number answer"),
        )
        if part is not None
    )
