"""Where everything in a forest plot goes, before anything is drawn."""

from collections.abc import Sequence
from typing import Final

import attrs

from osintclaims.plot import _style as style
from osintclaims.plot._captions import Captions, answer_row, captions
from osintclaims.plot._rows import ForestRow
from osintclaims.plot._scale import Scale
from osintclaims.reconciliation import Consensus

__all__ = ["BESIDE", "Plan", "plan"]

#: Height of a row in inches, with and without its wording.
_ROW: Final = 0.36
_FLAT_ROW: Final = 0.21
#: Share of `_ROW` below which a wording would touch the next name.
_TIGHT: Final = 0.85
#: Rows above which the wordings are left out, so that the picture fits a page.
_MANY: Final = 24
#: Share of the picture that names and wordings may take.
_LABELS: Final = 0.34
#: A narrower picture, in inches, has no room for the column of numbers.
_NARROW: Final = 4.5
#: Rows between the votes, the answer and what was left out.
_GAP: Final = 0.6
#: Rows above the first and below the last.
_EDGE: Final = 0.6
#: Points between the axes and what stands beside them.
BESIDE: Final = 10.0


@attrs.frozen(kw_only=True)
class Plan:
    """A forest plot as numbers and texts.

    Attributes:
        words: What stands above and below.
        rows: What has a row; the answer has none of them.
        places: Heights of the rows, counted downwards; the answer's between those of votes and of what was left out.
        answer: Height of the answer.
        names: Who, for each place.
        details: In which words, for each place; empty where there is no room.
        numbers: The bounds, for each place; empty where there is no room.
        grey: Whether it was left out, for each place.
        indent: Inches that names and wordings take on the left.
        right: Inches that numbers take on the right.
        height: Inches that the rows take.
        axis: Inches that are left for the axis.
    """

    words: Captions
    rows: tuple[ForestRow, ...]
    places: tuple[float, ...]
    answer: float
    names: tuple[str, ...]
    details: tuple[str, ...]
    numbers: tuple[str, ...]
    grey: tuple[bool, ...]
    indent: float
    right: float
    height: float
    axis: float

    @property
    def bottom(self) -> float:
        """Where the axis is."""
        return max(self.places, default=0.0) + _EDGE

    @property
    def top(self) -> float:
        """The upper edge."""
        return -_EDGE

    @property
    def row_places(self) -> tuple[float, ...]:
        """Heights of the rows alone."""
        return tuple(place for place in self.places if place != self.answer)


def plan(
    consensus: Consensus,
    rows: Sequence[ForestRow],
    scale: Scale,
    room: float,
    *,
    wording: bool | None = None,
    height: float | None = None,
) -> Plan:
    """The plan of a picture so many inches wide, and so many inches high if that is given."""
    words = captions(consensus, rows, scale, room)
    votes = [row for row in rows if not row.is_excluded]
    left_out = [row for row in rows if row.is_excluded]
    answer = len(votes) + (_GAP if votes else 0.0)
    places = (*map(float, range(len(votes))), answer, *(answer + 1 + _GAP + place for place in range(len(left_out))))
    lines = places[-1] + 2 * _EDGE if rows else 1.0
    has_wording = wording
    if has_wording is None:
        fits = height is None or height - words.height > _TIGHT * _ROW * lines
        has_wording = fits and len(rows) <= _MANY
    name, detail, number = answer_row(consensus)
    said = (
        *((row.label, row.detail, row.text) for row in votes),
        (name, detail, number),
        *((row.label, row.detail, row.text) for row in left_out),
    )
    names = tuple(style.squeezed(label, _LABELS * room, style.NAME, bold=True) for label, _, _ in said)
    details = tuple(style.shortened(detail, _LABELS * room, style.DETAIL) for _, detail, _ in said)
    numbers = tuple(text for _, _, text in said)
    left = [style.width(one, style.NAME, bold=True) for one in names]
    left += [style.width(one, style.DETAIL) for one in details if has_wording]
    indent = max(left) + BESIDE / 72 if rows else 0.0
    is_narrow = room < _NARROW or not rows
    right = 0.0 if is_narrow else max(style.width(one, style.FIGURE, bold=True) for one in numbers) + BESIDE / 72
    return Plan(
        words=words,
        rows=(*votes, *left_out),
        places=places if rows else (),
        answer=answer,
        names=names,
        details=details if has_wording else (),
        numbers=() if is_narrow else numbers,
        grey=(*(False for _ in votes), False, *(True for _ in left_out)),
        indent=indent,
        right=right,
        height=lines * (_ROW if has_wording else _FLAT_ROW),
        axis=max(room - indent - right - 2 * style.MARGIN, 1.0),
    )
