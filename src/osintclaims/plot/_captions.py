"""The words around a forest plot, fitted to its width."""

from collections.abc import Sequence
from typing import Final

import attrs

from osintclaims.model import plural
from osintclaims.plot import _style as style
from osintclaims.plot._rows import ForestRow
from osintclaims.plot._scale import Scale
from osintclaims.reconciliation import Consensus, many, names, range_text, region_text
from osintclaims.units import is_count

__all__ = ["Captions", "answer_row", "captions"]

#: Height of a line, as a multiple of the size of its letters.
_LINE: Final = 1.35
#: Points between the answer and the first row, and between it and the title.
_ABOVE: Final = 8.0
#: Points that the axis takes with its numbers and its name.
_AXIS: Final = 36.0


@attrs.frozen(kw_only=True)
class Captions:
    """What stands above and below the rows.

    Attributes:
        title: What is measured.
        answer: The answer in a sentence.
        notes: What the marks mean, who denies, what is not drawn.
        unit: Name of the axis.
    """

    title: str
    answer: str
    notes: str
    unit: str

    @property
    def title_pad(self) -> float:
        """Points between the title and the rows: room for the answer."""
        return _ABOVE + _lines(self.answer) * _LINE * style.NAME + 4

    @property
    def answer_pad(self) -> float:
        """Points between the answer and the rows."""
        return _ABOVE

    @property
    def notes_pad(self) -> float:
        """Points between the rows and the notes."""
        return _AXIS

    @property
    def above(self) -> float:
        """Inches above the rows."""
        return (self.title_pad + _lines(self.title) * _LINE * style.TITLE) / 72

    @property
    def below(self) -> float:
        """Inches below the rows."""
        return (_AXIS + _lines(self.notes) * _LINE * style.SMALL) / 72

    @property
    def height(self) -> float:
        """Inches that all of it takes."""
        return self.above + self.below


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def captions(consensus: Consensus, rows: Sequence[ForestRow], scale: Scale, room: float) -> Captions:
    """The captions of these rows, for a picture so many inches wide."""
    line = room - 2 * style.MARGIN
    summary = consensus.summary()
    return Captions(
        title=style.wrapped(consensus.measurand.label, line, style.TITLE, lines=2, bold=True),
        answer=style.wrapped(f"{summary[:1].upper()}{summary[1:]}.", line, style.NAME, lines=3),
        notes=style.wrapped(" ".join(_notes(consensus, rows)), line, style.SMALL, lines=5),
        unit=f"{plural(consensus.unit)}{' (log scale)' if scale.is_log else ''}",
    )


def answer_row(consensus: Consensus) -> tuple[str, str, str]:
    """Name, detail and bounds of the row of the answer."""
    wide = consensus.plausible
    detail = "no plausible range"
    if wide.identified:
        detail = f"{wide.level:.0%} range: {range_text(wide, whole=is_count(consensus.unit))}"
    if consensus.is_contested:
        return "Contested", detail, "no common figure"
    return ("Central region", detail, region_text(consensus)) if consensus.votes else ("No vote", "", "")


def _notes(consensus: Consensus, rows: Sequence[ForestRow]) -> list[str]:
    """What marks mean that explain themselves less than the rest, and what is not drawn."""
    notes: list[str] = []
    denying = [source.name for source in consensus.denied_by]
    if denying:
        hollow = "Hollow: denied" if any(row.is_denied for row in rows) else "Denied"
        notes.append(f"{hollow} by {names(denying)}.")
    silent = [source.name for source in consensus.unconfirmed_by]
    if silent:
        notes.append(f"Not confirmed by {names(silent)}.")
    if any(row.is_open_above or row.is_open_below for row in rows):
        notes.append("Arrow: no bound stated on that side.")
    left_out = sum(row.is_excluded for row in rows)
    if left_out:
        notes.append("Grey: left out.")
    rest = len(consensus.excluded) - left_out
    if rest:
        notes.append(f"Left out and not drawn: {many(rest, 'claim')}.")
    return notes
