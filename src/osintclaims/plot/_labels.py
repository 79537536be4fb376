"""Names beside marks, moved aside where they would lie on one another."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from osintclaims.plot import _style as style

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["Labels"]

#: Points between a mark and its name.
_GAP: Final = 6.0
#: Height of a name, as a multiple of the size of its letters.
_LINE: Final = 1.25
#: Most lines that a name is moved up or down.
_FAR: Final = 9
#: Inches that a name may take.
_WIDEST: Final = 1.6
#: How many times as far as a step up or down a step aside counts.
_ASIDE: Final = 3.0
#: Half the width of a mark or line that names keep off, in inches.
_MARK: Final = 0.045


@attrs.frozen
class _Box:
    """A rectangle in inches from the lower left corner of the axes."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


@attrs.frozen
class _Name:
    """A name, the place of its mark in inches, and the left and right ends of the marks beside it."""

    text: str
    x: float
    y: float
    left: float
    right: float
    is_grey: bool


class Labels:
    """Names that are placed when all marks are known."""

    def __init__(self, ax: "matplotlib.axes.Axes", size: tuple[float, float]) -> None:
        self._ax = ax
        self._wide, self._high = size
        self._names: list[_Name] = []
        self._lines: list[_Box] = []

    def add(self, text: str, place: tuple[float, float], shift: float, reach: float, *, grey: bool) -> None:
        """A name for a mark.

        Args:
            text: The name.
            place: Where the group of marks stands, in the data.
            shift: Points by which this mark stands right of the place.
            reach: Points by which the outermost marks of its group do.
            grey: Whether it is written in grey.
        """
        x, y = self._inches(place)
        short = style.squeezed(text, _WIDEST, style.DETAIL)
        left, right, x = x - reach / 72, x + reach / 72, x + shift / 72
        self._names.append(_Name(short, x, y, left, right, grey))
        self._lines.append(_Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK))

    def keep_off(self, x: float, low: float, high: float, shift: float) -> None:
        """A line that names should not cross if there is another place: upright, from one figure to another."""
        (left, bottom), (_, top) = self._inches((x, low)), self._inches((x, high))
        self._lines.append(_Box(left + shift / 72 - _MARK, bottom, left + shift / 72 + _MARK, top))

    def draw(self) -> None:
        """Place them: beside the mark where that is free, else a few lines up or down with a thin line to the mark."""
        taken: list[_Box] = []
        for name in self._names:
            places = list(self._places(name))
            inside = [one for one in places if one.left >= 0 and one.right <= self._wide] or places
            free = [one for one in inside if not any(one.meets(other) for other in taken)] or inside[:1]
            box = min(free, key=lambda one: (self._crossed(one), self._distance(one, name)))
            taken.append(box)
            self._write(name, box)

    def _inches(self, place: tuple[float, float]) -> tuple[float, float]:
        ax, (x, y) = self._ax, place
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        up = math.log(y / low) / math.log(high / low) if ax.get_yscale() == "log" else (y - low) / (high - low)
        return (x - left) / (right - left) * self._wide, up * self._high

    def _places(self, name: _Name) -> Iterator[_Box]:
        wide, high, gap = style.width(name.text, style.DETAIL), _LINE * style.DETAIL / 72, _GAP / 72
        for lines in sorted(range(-_FAR, _FAR + 1), key=abs):
            bottom = name.y - high / 2 + lines * high
            if bottom >= 0 and bottom + high <= self._high:
                yield _Box(name.right + gap, bottom, name.right + gap + wide, bottom + high)
                yield _Box(name.left - gap - wide, bottom, name.left - gap, bottom + high)

    def _crossed(self, box: _Box) -> int:
        return sum(box.meets(line) for line in self._lines)

    def _distance(self, box: _Box, name: _Name) -> float:
        """How far a name is from its mark; sideways counts more, since other marks lie between."""
        aside = box.left - name.x if box.left > name.x else name.x - box.right
        return round(abs((box.bottom + box.top) / 2 - name.y) + _ASIDE * aside, 6)

    def _write(self, name: _Name, box: _Box) -> None:
        from matplotlib.patheffects import withStroke  # noqa: PLC0415 - only drawing needs it

        is_right = box.left > name.x
        edge, middle = box.left if is_right else box.right, (box.bottom + box.top) / 2
        is_far = abs(edge - name.x) > 1.5 * _GAP / 72 or abs(middle - name.y) > box.top - box.bottom
        line = {"arrowstyle": "-", "color": style.MUTED, "linewidth": 0.6, "shrinkA": 0, "relpos": (1 - is_right, 0.5)}
        self._ax.annotate(
            name.text,
            (name.x / self._wide, name.y / self._high),
            xycoords="axes fraction",
            xytext=(72 * (edge - name.x), 72 * (middle - name.y)),
            textcoords="offset points",
            ha="left" if is_right else "right",
            va="center",
            fontsize=style.DETAIL,
            color=style.MUTED if name.is_grey else None,
            path_effects=[withStroke(linewidth=2, foreground=style.paper(self._ax))],
            arrowprops=line if is_far else None,
            parse_math=False,
            annotation_clip=False,
            zorder=6,
        )
