"""Forest plots as SVG, written by hand so that a report needs no plotting library."""

from collections.abc import Iterator, Sequence
from typing import Final

from osintclaims.model import plural
from osintclaims.plot import ForestRow, Scale, forest_rows, scale_of, tick_label, ticks
from osintclaims.reconciliation import Consensus, many, range_text, region_text
from osintclaims.report._html import Html, tag
from osintclaims.units import is_count

__all__ = ["forest", "mini_forest"]

#: Sizes in the units of the view box, which are pixels where the picture is not scaled.
_WIDE: Final = 760.0
_LABELS: Final = 232.0
_NUMBERS: Final = 150.0
_ROW: Final = 34.0
_TOP: Final = 8.0
_AXIS: Final = 40.0
#: Width of a character at the sizes of the style sheet, on the safe side.
_CHARACTER: Final = 7.0
_SMALL_CHARACTER: Final = 6.0
_MINI_WIDE: Final = 180.0
_MINI_HIGH: Final = 40.0


def _described(consensus: Consensus, rows: Sequence[ForestRow]) -> str:
    """The picture in words, for those who do not see it."""
    votes = [f"{row.label} {row.text}" for row in rows if not row.is_excluded]
    region = consensus.region
    whole = is_count(consensus.unit)
    answer = [] if region is None or consensus.is_contested else [f"central region {region_text(consensus)}"]
    wide = consensus.plausible
    ranges = [f"{wide.level:.0%} range {range_text(wide, whole=whole)}"] if wide.identified else []
    return f"{many(len(votes), 'vote')} in {plural(consensus.unit)}: {'; '.join((*votes, *answer, *ranges))}."


def mini_forest(consensus: Consensus) -> Html:
    """Votes as thin lines over the region: the shape of the evidence at a glance."""
    rows = forest_rows(consensus, excluded=False)
    if not rows:
        return Html("")
    scale = scale_of(consensus, rows)
    step = min(7.0, (_MINI_HIGH - 12) / len(rows))
    high = 12 + step * len(rows)
    place = _Place(scale, 8.0, _MINI_WIDE - 16)
    marks = [mark for y, row in enumerate(rows) for mark in _interval(place, 6 + step * (y + 0.5), row, 2.4)]
    return tag(
        "svg",
        _band(place, consensus, 2.0, high - 2),
        marks,
        _best(place, consensus, high / 2, 4.5),
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
    scale = scale_of(consensus, rows)
    votes = [row for row in rows if not row.is_excluded]
    left_out = [row for row in rows if row.is_excluded]
    place = _Place(scale, _LABELS, _WIDE - _LABELS - _NUMBERS)
    answer = _TOP + _ROW * (len(votes) + 0.7)
    lines: list[Html] = []
    for number, row in enumerate(votes):
        lines += _row(place, _TOP + _ROW * (number + 0.5), row)
    for number, row in enumerate(left_out):
        lines += _row(place, answer + _ROW * (number + 1.5), row)
    bottom = answer + _ROW * (len(left_out) + (1.1 if left_out else 0.6))
    return tag(
        "svg",
        tag("title", consensus.measurand.label, id=f"{id_}-title"),
        tag("desc", _described(consensus, rows), id=f"{id_}-desc"),
        _axis(place, consensus, bottom),
        _band(place, consensus, _TOP, answer),
        lines,
        _answer(place, consensus, answer),
        viewBox=f"0 0 {_WIDE:g} {bottom + _AXIS:g}",
        class_="forest",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
    )


class _Place:
    """Where a value lies across a picture."""

    def __init__(self, scale: Scale, left: float, width: float) -> None:
        self.scale = scale
        self.left = left
        self.right = left + width
        self.width = width

    def __call__(self, value: float) -> float:
        return round(self.left + self.width * self.scale.position(value), 2)


def _row(place: _Place, y: float, row: ForestRow) -> Iterator[Html]:
    """Name and wording, the interval, and its bounds."""
    grey = " out" if row.is_excluded else ""
    name = _cut(row.label, _LABELS - 12, _CHARACTER)
    detail = _cut(row.detail, _LABELS - 12, _SMALL_CHARACTER)
    yield tag(
        "g",
        tag("title", f"{row.label}: {row.detail}"),
        tag("text", name, x=0, y=y - 2, class_=f"name{grey}"),
        tag("text", detail, x=0, y=y + 11, class_=f"detail{grey}"),
    )
    yield from _interval(place, y, row, 4.5)
    numbers = _cut(row.text, _NUMBERS - 14, _CHARACTER)
    yield tag("text", numbers, x=place.right + 14, y=y + 4, class_=f"number{grey}")


def _cut(text: str, room: float, character: float) -> str:
    """As much of a text as fits; its row has a title with all of it."""
    most = int(room / character)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _interval(place: _Place, y: float, row: ForestRow, size: float) -> Iterator[Html]:
    """A line, arrows where it is open, and a dot, hollow where it is denied."""
    kind = "out" if row.is_excluded else "vote"
    low = place.left if row.is_open_below else place(row.low)
    high = place.right if row.is_open_above else place(row.high)
    yield tag("line", x1=low, x2=high, y1=y, y2=y, class_=f"{kind} stroke")
    for edge, is_open, way in ((low, row.is_open_below, -1), (high, row.is_open_above, 1)):
        if is_open:
            points = f"{edge - way * size:g},{y - size:g} {edge:g},{y:g} {edge - way * size:g},{y + size:g}"
            yield tag("polyline", points=points, class_=f"{kind} stroke")
        elif low != high and len(row.marks) < 2 and not (row.is_open_below or row.is_open_above):
            yield tag("line", x1=edge, x2=edge, y1=y - size, y2=y + size, class_=f"{kind} stroke")
    for mark in row.marks:
        radius = size if row.point is not None else 0.75 * size
        fill = "hollow" if row.is_denied else "solid"
        yield tag("circle", cx=place(mark), cy=y, r=radius, class_=f"{kind} {fill}")


def _band(place: _Place, consensus: Consensus, top: float, bottom: float) -> Html | None:
    """The central region behind the votes, at least a pixel and a half wide."""
    region = consensus.region
    if region is None or consensus.is_contested:
        return None
    low, high = place(region.low), place(region.high)
    return tag("rect", x=low, y=top, width=max(high - low, 1.5), height=bottom - top, class_="band")


def _best(place: _Place, consensus: Consensus, y: float, size: float) -> Html | None:
    if consensus.best is None:
        return None
    x = place(consensus.best)
    points = f"{x:g},{y - size:g} {x + size:g},{y:g} {x:g},{y + size:g} {x - size:g},{y:g}"
    return tag("polygon", points=points, class_="best")


def _answer(place: _Place, consensus: Consensus, y: float) -> Iterator[Html]:
    """The row of the answer: plausible range, region, best value."""
    wide, region, whole = consensus.plausible, consensus.region, is_count(consensus.unit)
    title = "Contested" if consensus.is_contested else "Central region" if region is not None else "No vote"
    yield tag("text", title, x=0, y=y - 2, class_="name answer")
    if wide.low is not None and wide.high is not None:
        yield tag("rect", x=place(wide.low), y=y - 2, width=place(wide.high) - place(wide.low), height=4, class_="wide")
        yield tag("text", f"{wide.level:.0%} range: {range_text(wide, whole=whole)}", x=0, y=y + 11, class_="detail")
    if region is None or consensus.is_contested:
        return
    low, high = place(region.low), place(region.high)
    yield tag("rect", x=low, y=y - 5, width=max(high - low, 1.5), height=10, class_="region")
    best = _best(place, consensus, y, 7)
    if best is not None:
        yield best
    yield tag("text", region_text(consensus), x=place.right + 14, y=y + 4, class_="number answer")


def _axis(place: _Place, consensus: Consensus, y: float) -> Iterator[Html]:
    """Numbers below a line, and the unit."""
    scale = place.scale
    yield tag("line", x1=place.left, x2=place.right, y1=y, y2=y, class_="axis")
    for value in ticks(scale, lambda text: len(text) * _SMALL_CHARACTER / place.width, whole=is_count(consensus.unit)):
        x = place(value)
        yield tag("line", x1=x, x2=x, y1=_TOP, y2=y + 4, class_="grid")
        yield tag("text", tick_label(value), x=x, y=y + 16, class_="tick")
    kind = " (log scale)" if scale.is_log else ""
    middle = place.left + place.width / 2
    yield tag("text", f"{plural(consensus.unit)}{kind}", x=middle, y=y + 32, class_="tick")
