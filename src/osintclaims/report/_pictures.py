"""How an answer changes, as SVG: with each choice and origin, and from day to day."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from osintclaims.model import Interval
from osintclaims.plot import Event, Stand, events, scale_over, stands
from osintclaims.reconciliation import Consensus, SensitivityRow, Status, Timeline, bounds, many
from osintclaims.report._html import Html, tag
from osintclaims.report._marks import (
    AXIS,
    CHARACTER,
    LABELS,
    SMALL_CHARACTER,
    TOP,
    WIDE,
    Place,
    across,
    axis,
    cut,
    diamond,
    interval,
    line,
    picture,
)
from osintclaims.units import is_count

__all__ = ["changes", "days"]

#: Heights of an answer, of a claim below its day, and of the gap between changes of one kind and those of the next.
_ROW: Final = 22.0
_CLAIM: Final = 18.0
_GAP: Final = 8.0
#: How far claims stand in below their day.
_INDENT: Final = 14.0
#: Room for "10,747 (10,450 to 11,550)".
_NUMBERS: Final = 190.0
#: Half the sizes of a diamond, of the tick on an end that is stated, and of a cross.
_DIAMOND: Final = 5.5
_TICK: Final = 4.5
_CROSS: Final = 3.5


@attrs.frozen(kw_only=True)
class _Answer:
    """One answer: whose it is, and what it says."""

    label: str
    region: Interval | None
    best: float | None
    is_contested: bool
    is_whole: bool
    is_bold: bool = False

    @property
    def text(self) -> str:
        """Best value and region, as far as there are any."""
        if self.region is None:
            return "no figure"
        shown = bounds(self.region, whole=self.is_whole)
        if self.is_contested:
            return f"contested ({shown})"
        if self.best is None or self.region.low == self.region.high:
            return shown
        return f"{bounds(Interval(self.best, self.best), whole=self.is_whole)} ({shown})"


def changes(consensus: Consensus, rows: Sequence[SensitivityRow], id_: str) -> Html:
    """The answer, and below it the answers after one change each, but for those that come to no figure.

    Args:
        consensus: The answer.
        rows: The changes to show.
        id_: What the ids of the picture begin with.
    """
    drawn = [row for row in rows if row.region is not None]
    whole = is_count(consensus.unit)
    own = _of(consensus, "as answered")
    others = [
        _Answer(
            label=row.label,
            region=row.region,
            best=row.best,
            is_contested=row.status is Status.CONTESTED,
            is_whole=whole,
        )
        for row in drawn
    ]
    place = _place([own, *others])
    parts, y, factor = [*_draw(place, TOP + _ROW / 2, own)], TOP + _ROW, None
    for row, other in zip(drawn, others, strict=True):
        y += _GAP if row.factor != factor else 0.0
        factor = row.factor
        parts += _draw(place, y + _ROW / 2, other)
        y += _ROW
    return picture(
        id_,
        f"How stable the answer is: {consensus.measurand.label}",
        f"The answer, {own.text}, and {many(len(drawn), 'answer')} after one change each; they are in the table below.",
        y + AXIS,
        axis(place, consensus.unit, y),
        across(place, None if own.is_contested else own.region, TOP, y),
        parts,
    )


def days(found: Timeline, id_: str) -> Html:
    """The answer as known on each day, and below each day the claims and denials that became known on it.

    Args:
        found: The days to show.
        id_: What the ids of the picture begin with.
    """
    answers = [_of(point.consensus, str(point.day)) for point in found]
    if not any(answer.region for answer in answers):
        return Html("")
    came = events(found)
    beside: list[Event | Stand] = [*came, *stands(found)]
    place = _place(answers, came)
    parts, y = list[Html](), TOP
    for point, answer in zip(found, answers, strict=True):
        parts += _draw(place, y + _ROW / 2, answer)
        y += _ROW
        for one in beside:
            if one.day == point.day:
                parts += _draw_claim(place, y + _CLAIM / 2, one)
                y += _CLAIM
        y += _GAP
    last = answers[-1]
    return picture(
        id_,
        f"What was known when: {found.measurand.label}",
        f"The answer as known on {many(len(found), 'day')}, at last {last.text}, and below each day the claims and "
        "denials that became known on it; the table below has them all.",
        y + AXIS,
        axis(place, found.measurand.unit, y),
        across(place, None if last.is_contested else last.region, TOP, y),
        parts,
    )


def _of(consensus: Consensus, label: str) -> _Answer:
    return _Answer(
        label=label,
        region=consensus.region if consensus.votes else None,
        best=consensus.best,
        is_contested=consensus.is_contested,
        is_whole=is_count(consensus.unit),
        is_bold=True,
    )


def _place(answers: Iterable[_Answer], came: Iterable[Event] = ()) -> Place:
    """An axis for all answers, and for the claims beside them."""
    shown, rows = list(answers), [event.row for event in came]
    ends = [one.region for one in shown if one.region is not None] + [Interval(row.low, row.high) for row in rows]
    points = [value for value in (*(one.best for one in shown), *(row.point for row in rows)) if value is not None]
    scale = scale_over(
        [*points, *(end for one in ends for end in (one.low, one.high))],
        opens_below=any(one.low <= 0 < one.high for one in ends),
        opens_above=any(math.isinf(one.high) for one in ends),
        has_zero=any(one.high == 0 for one in ends),
    )
    return Place(scale, LABELS, WIDE - LABELS - _NUMBERS)


def _draw(place: Place, y: float, answer: _Answer) -> Iterator[Html]:
    """Its name, its region as a line, its best value as a diamond, and both as numbers; dotted where contested."""
    bold = " answer" if answer.is_bold else ""
    yield _named(answer.label, 0.0, y, f"name{bold}")
    yield _numbers(place, y, answer.text, f"detail{bold}")
    region = answer.region
    if region is None:
        return
    yield from line(place, y, region, "vote dotted" if answer.is_contested else "vote")
    mark = diamond(place, answer.best, y, _DIAMOND)
    if mark is not None:
        yield mark
        return
    stated = ((region.low, region.low > 0 or region.high == 0), (region.high, not math.isinf(region.high)))
    for end, is_stated in stated:
        if is_stated:
            yield tag("line", x1=place(end), x2=place(end), y1=y - _TICK, y2=y + _TICK, class_="vote stroke")


def _draw_claim(place: Place, y: float, beside: Event | Stand) -> Iterator[Html]:
    """A claim with its bounds; a denial has a cross beside its name, and no place among the figures."""
    if isinstance(beside, Event):
        row = beside.row
        grey = " out" if row.is_excluded else ""
        yield _named(row.label, _INDENT, y, f"detail{grey}")
        yield _numbers(place, y, row.text, f"detail{grey}")
        yield from interval(place, y, row, 3.2)
        return
    yield _named(beside.label, _INDENT, y, "detail")
    yield _numbers(place, y, "denies" if beside.is_denial else "does not confirm", "detail")
    if beside.is_denial:
        left, right, top, bottom = 0.0, 2 * _CROSS, y - _CROSS, y + _CROSS
        yield tag("line", x1=left, x2=right, y1=top, y2=bottom, class_="cross")
        yield tag("line", x1=left, x2=right, y1=bottom, y2=top, class_="cross")


def _named(text: str, x: float, y: float, class_: str) -> Html:
    """A name that fits, with the whole of it as its title."""
    character = CHARACTER if class_.startswith("name") else SMALL_CHARACTER
    shown = cut(text, LABELS - 12 - x, character)
    return tag("g", tag("title", text), tag("text", shown, x=x, y=y + 4, class_=class_))


def _numbers(place: Place, y: float, text: str, class_: str) -> Html:
    return tag("text", cut(text, _NUMBERS - 14, SMALL_CHARACTER), x=place.right + 14, y=y + 4, class_=class_)
