"""What the pictures of a report are made of: places on an axis, lines, arrows, dots and diamonds, as SVG."""

from collections.abc import Iterator
from typing import Final

from osintclaims.model import Interval, plural
from osintclaims.plot import ForestRow, Scale, tick_label, ticks
from osintclaims.report._html import Child, Html, tag
from osintclaims.units import is_count

__all__ = [
    "AXIS",
    "CHARACTER",
    "LABELS",
    "NUMBERS",
    "SMALL_CHARACTER",
    "TOP",
    "WIDE",
    "Place",
    "across",
    "axis",
    "cut",
    "diamond",
    "figure",
    "interval",
    "line",
    "picture",
]

#: Sizes in the units of the view box, which are pixels where the picture is not scaled.
WIDE: Final = 760.0
LABELS: Final = 232.0
NUMBERS: Final = 150.0
TOP: Final = 8.0
AXIS: Final = 40.0
#: Width of a character at the sizes of the style sheet, on the safe side.
CHARACTER: Final = 7.0
SMALL_CHARACTER: Final = 6.0


class Place:
    """Where a value lies across a picture."""

    def __init__(self, scale: Scale, left: float = LABELS, width: float = WIDE - LABELS - NUMBERS) -> None:
        self.scale = scale
        self.left = left
        self.right = left + width
        self.width = width

    def __call__(self, value: float) -> float:
        return round(self.left + self.width * self.scale.position(value), 2)


def picture(id_: str, title: str, words: str, high: float, *parts: Child) -> Html:
    """A picture with a name and a description for those who do not see it.

    Args:
        id_: What the ids of both begin with.
        title: Its name.
        words: What it shows.
        high: Its height.
        parts: What is drawn, from back to front.
    """
    return tag(
        "svg",
        tag("title", title, id=f"{id_}-title"),
        tag("desc", words, id=f"{id_}-desc"),
        parts,
        viewBox=f"0 0 {WIDE:g} {high:g}",
        class_="forest",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
    )


def figure(drawn: Html, key: str) -> Html:
    """A picture with what its marks mean; nothing where nothing was drawn."""
    return tag("figure", tag("div", drawn, class_="scroll"), tag("figcaption", key)) if drawn else Html("")


def cut(text: str, room: float, character: float) -> str:
    """As much of a text as fits; its row has a title with all of it."""
    most = int(room / character)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def line(place: Place, y: float, ends: Interval, kind: str, *, size: float = 4.5, caps: bool = False) -> Iterator[Html]:
    """A line from end to end, with an arrow where an end is open; the lower one is open at 0 or below.

    Args:
        place: The axis.
        y: Height.
        ends: From where to where.
        kind: Its class.
        size: Half the size of arrows and caps.
        caps: Whether the ends have caps, where neither is open.

    Yields:
        One mark after the other.
    """
    is_open_below, is_open_above = ends.low <= 0 < ends.high, ends.high == float("inf")
    low = place.left if is_open_below else place(ends.low)
    high = place.right if is_open_above else place(ends.high)
    yield tag("line", x1=low, x2=high, y1=y, y2=y, class_=f"{kind} stroke")
    for edge, is_open, way in ((low, is_open_below, -1), (high, is_open_above, 1)):
        if is_open:
            points = f"{edge - way * size:g},{y - size:g} {edge:g},{y:g} {edge - way * size:g},{y + size:g}"
            yield tag("polyline", points=points, class_=f"{kind} stroke")
        elif caps and low != high and not (is_open_below or is_open_above):
            yield tag("line", x1=edge, x2=edge, y1=y - size, y2=y + size, class_=f"{kind} stroke")


def interval(place: Place, y: float, row: ForestRow, size: float = 4.5) -> Iterator[Html]:
    """What one origin admits: a line, and dots, hollow where they are denied."""
    kind = "out" if row.is_excluded else "vote"
    yield from line(place, y, Interval(row.low, row.high), kind, size=size, caps=len(row.marks) < 2)
    for mark in row.marks:
        radius = size if row.point is not None else 0.75 * size
        yield tag("circle", cx=place(mark), cy=y, r=radius, class_=f"{kind} {'hollow' if row.is_denied else 'solid'}")


def across(place: Place, region: Interval | None, top: float, bottom: float, *, class_: str = "band") -> Html | None:
    """A region as a box, at least a pixel and a half wide."""
    if region is None:
        return None
    low, high = place(region.low), place(region.high)
    return tag("rect", x=low, y=top, width=max(high - low, 1.5), height=bottom - top, class_=class_)


def diamond(place: Place, best: float | None, y: float, size: float, *, class_: str = "best") -> Html | None:
    """A best value."""
    if best is None:
        return None
    x = place(best)
    points = f"{x:g},{y - size:g} {x + size:g},{y:g} {x:g},{y + size:g} {x - size:g},{y:g}"
    return tag("polygon", points=points, class_=class_)


def axis(place: Place, unit: str, y: float) -> Iterator[Html]:
    """Numbers below a line, and the unit."""
    scale = place.scale
    yield tag("line", x1=place.left, x2=place.right, y1=y, y2=y, class_="axis")
    for value in ticks(scale, lambda text: len(text) * SMALL_CHARACTER / place.width, whole=is_count(unit)):
        x = place(value)
        yield tag("line", x1=x, x2=x, y1=TOP, y2=y + 4, class_="grid")
        yield tag("text", tick_label(value), x=x, y=y + 16, class_="tick")
    kind = " (log scale)" if scale.is_log else ""
    yield tag("text", f"{plural(unit)}{kind}", x=place.left + place.width / 2, y=y + 32, class_="tick")
