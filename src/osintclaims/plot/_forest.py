"""The forest plot: one row for each vote, and below them what they agree on."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osintclaims.model import figure
from osintclaims.plot import _style as style
from osintclaims.plot._captions import Captions, answer_row, captions
from osintclaims.plot._rows import ForestRow, forest_rows
from osintclaims.plot._scale import Scale, scale_of
from osintclaims.plot._ticks import tick_label, ticks
from osintclaims.reconciliation import Consensus, best_text
from osintclaims.units import is_count

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["forest"]

#: Width of a new figure in inches: the text width of a page.
_WIDE: Final = 7.2
#: Height of a row in inches, with and without its wording.
_ROW: Final = 0.36
_FLAT_ROW: Final = 0.21
#: Rows beside those of the figures: the answer, and the gaps around it.
_BESIDE_ROWS: Final = 2.6
#: Rows above which the wordings are left out, so that the picture fits a page.
_MANY: Final = 24
#: Share of the figure that names and wordings may take.
_LABELS: Final = 0.34
#: A narrower figure has no room for the column of numbers.
_NARROW: Final = 4.5
#: Rows between the votes, the answer and what was left out.
_GAP: Final = 0.55
#: Points between the axes and what stands beside them.
_BESIDE: Final = 10.0


def forest(
    consensus: Consensus,
    *,
    ax: "matplotlib.axes.Axes | None" = None,
    excluded: bool = True,
    wording: bool | None = None,
    log: bool | None = None,
) -> "matplotlib.axes.Axes":
    """Draw a consensus as a forest plot.

    One row for each vote: its interval as a line, the value its origin commits to as a dot, an open arrow where it
    bounds the figure on one side only, a hollow dot where somebody denies it. Below them the answer: a thin bar for the
    plausible range, a thick one for the central region, a diamond for the best value; the region is also a band behind
    the votes. Below that, in grey, the figures that were left out, with the reason. Contested votes have no region and
    no diamond.

    Args:
        consensus: The result of `osintclaims.reconcile`.
        ax: Where to draw; None makes a figure.
        excluded: Whether to draw the figures that were left out.
        wording: Whether names have their wordings below them; None leaves them out above 24 rows.
        log: Whether the axis is logarithmic; None makes it so where the figures span a factor of 5 or more.

    Returns:
        The axes. Rows have whole numbers from 0 downwards; the answer has the tick behind the last vote.

    Raises:
        ImportError: Matplotlib is not installed.

    Examples:
        >>> from osintclaims import load_seed_corpus, reconcile
        >>> from osintclaims.plot import forest
        >>> ax = forest(reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn"))
        >>> ax.get_xscale(), ax.get_title(loc="left").splitlines()[0]
        ('log', 'North Korean troops sent to Russia, autumn 2024')
    """
    rows = forest_rows(consensus, excluded=excluded)
    scale = scale_of(consensus, rows, log=log)
    room = _WIDE if ax is None else _room(ax)
    words = captions(consensus, rows, scale, room)
    lines = len(rows) + (_BESIDE_ROWS if rows else 1)
    has_wording = len(rows) <= _MANY if wording is None else wording
    if ax is None:
        ax = style.new_axes(_WIDE, words.height + lines * (_ROW if has_wording else _FLAT_ROW))
    elif wording is None:  # as the axes are, with what the captions leave of them
        has_wording = _height(ax) - words.height > 0.85 * lines * _ROW
    _Forest(ax, consensus, rows, scale, words, room=room, has_wording=has_wording).draw()
    return ax


class _Forest:
    """One drawing: where everything goes, and the strokes that put it there."""

    def __init__(
        self,
        ax: "matplotlib.axes.Axes",
        consensus: Consensus,
        rows: Sequence[ForestRow],
        scale: Scale,
        words: Captions,
        *,
        room: float,
        has_wording: bool,
    ) -> None:
        self._ax = ax
        self._consensus = consensus
        self._scale = scale
        self._captions = words
        self._room = room
        self._has_wording = has_wording
        self._votes = [row for row in rows if not row.is_excluded]
        self._left_out = [row for row in rows if row.is_excluded]
        #: Below the votes comes the answer; what was left out stands apart from both.
        self._answer = len(self._votes) + (_GAP if self._votes else 0.0)
        self._first_left_out = self._answer + 1 + _GAP

    def draw(self) -> None:
        """Everything."""
        ax, scale = self._ax, self._scale
        ax.set_xscale("log" if scale.is_log else "linear")
        ax.set_xlim(scale.low, scale.high)
        last = self._first_left_out + len(self._left_out) - 1 if self._left_out else self._answer
        ax.set_ylim(last + 0.6, -0.6)
        if not self._votes and not self._left_out:
            self._nothing()
            return
        for place, row in enumerate(self._votes):
            self._interval(place, row, style.VOTE)
        for place, row in enumerate(self._left_out):
            self._interval(self._first_left_out + place, row, style.LEFT_OUT)
        self._draw_answer()
        indent, right = self._labels()
        self._axis(self._room - indent - right)
        self._texts(indent)

    def _nothing(self) -> None:
        """No figure, no axis: the sentence above says why."""
        self._ax.set_axis_off()
        self._texts(0.0)

    def _interval(self, y: float, row: ForestRow, colour: str) -> None:
        """A line from end to end, caps on stated ends, an arrow on others, and a dot on the value committed to."""
        scale, ax = self._scale, self._ax
        low = scale.low if row.is_open_below else row.low
        high = scale.high if row.is_open_above else row.high
        thin = row.is_excluded
        ax.plot([low, high], [y, y], color=colour, linewidth=1.3 if thin else 2.0, solid_capstyle="butt", zorder=3)
        stated = [end for end, is_open in ((low, row.is_open_below), (high, row.is_open_above)) if not is_open]
        if len(stated) > 1:
            ax.plot(stated, [y, y], linestyle="", marker="|", markersize=7, markeredgewidth=1.5, color=colour, zorder=3)
        for edge, is_open, direction in ((0.0, row.is_open_below, -1), (1.0, row.is_open_above, 1)):
            if is_open:
                self._arrow(edge, y, direction, colour)
        # A one-sided figure commits to its bound alone, which gets a smaller dot.
        mark = row.point if row.point is not None else stated[0] if len(stated) == 1 else None
        if mark is not None:
            ax.plot(
                [mark],
                [y],
                linestyle="",
                marker="o",
                markersize=6.5 if row.point is not None else 5.0,
                markeredgewidth=1.5,
                markeredgecolor=colour,
                markerfacecolor=self._paper if row.is_denied else colour,
                clip_on=False,
                zorder=4,
            )

    def _arrow(self, edge: float, y: float, direction: int, colour: str) -> None:
        """An open arrow head on the edge of the axes."""
        from matplotlib.path import Path  # noqa: PLC0415 - only drawing needs it

        self._ax.plot(
            [edge],
            [y],
            transform=self._ax.get_yaxis_transform(),
            linestyle="",
            marker=Path([(-direction, 1), (0, 0), (-direction, -1)]),
            markersize=8,
            markeredgewidth=1.6,
            markeredgecolor=colour,
            markerfacecolor="none",
            clip_on=False,
            zorder=3,
        )

    @property
    def _paper(self) -> Any:
        """The colour behind the marks; opaque, so that lines end at a hollow mark."""
        face = self._ax.get_facecolor()
        return face if face[3] else self._ax.figure.get_facecolor()

    def _draw_answer(self) -> None:
        """Plausible range, central region and best value, one on the other; the region as a band behind the votes."""
        ax, consensus, y = self._ax, self._consensus, self._answer
        wide, region = consensus.plausible, consensus.region
        if wide.low is not None and wide.high is not None:
            ax.fill_betweenx([y - 0.07, y + 0.07], wide.low, wide.high, color=style.BAND, linewidth=0, zorder=2)
        if region is None or consensus.is_contested:
            return
        low = max(region.low, self._scale.low)
        high = min(region.high, self._scale.high)
        ax.fill_betweenx([-0.6, y], low, high, color=style.BAND, alpha=0.25, linewidth=0, zorder=1)
        ax.fill_betweenx([y - 0.17, y + 0.17], low, high, color=style.VOTE, linewidth=0, zorder=3)
        if low == high:  # a band without width is seen as a line
            ax.plot([low, low], [-0.6, y], color=style.BAND, alpha=0.5, linewidth=1.5, zorder=1)
        if math.isinf(region.high):
            self._arrow(1.0, y, 1, style.VOTE)
        if consensus.best is not None:
            ax.plot(
                [consensus.best],
                [y],
                linestyle="",
                marker="D",
                markersize=8,
                color=style.BEST,
                markeredgecolor=self._paper,
                markeredgewidth=1,
                zorder=5,
            )
            ax.annotate(
                best_text(consensus) or figure(consensus.best),
                (consensus.best, y),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=style.FIGURE,
                fontweight="bold",
                color=style.BEST,
                parse_math=False,
            )

    def _labels(self) -> tuple[float, float]:
        """Names and wordings on the left, bounds on the right; returns how far they reach, in inches."""
        room = _LABELS * self._room
        entries = [
            *((place, row.label, row.detail, row.text, row.is_excluded) for place, row in enumerate(self._votes)),
            (self._answer, *answer_row(self._consensus), False),
            *(
                (self._first_left_out + place, row.label, row.detail, row.text, True)
                for place, row in enumerate(self._left_out)
            ),
        ]
        axis, places = self._ax.yaxis, [entry[0] for entry in entries]
        names = [style.squeezed(name, room, style.NAME, bold=True) for _, name, *_ in entries]
        details = [style.shortened(detail, room, style.DETAIL) for _, _, detail, *_ in entries]
        shown = self._has_wording
        axis.set_ticks(places, names, parse_math=False, fontsize=style.NAME, va="bottom" if shown else "center")
        if shown:
            axis.remove_overlapping_locs = False
            axis.set_ticks(places, details, minor=True, parse_math=False, fontsize=style.DETAIL, va="top")
        sizes = [style.width(name, style.NAME, bold=True) for name in names]
        sizes += [style.width(detail, style.DETAIL) for detail in details if shown]
        indent = max(sizes) + _BESIDE / 72
        axis.set_tick_params(which="both", length=0, pad=72 * indent)
        for tick in axis.get_minorticklabels():
            tick.set(color=style.MUTED, ha="left")
        for tick, entry in zip(axis.get_majorticklabels(), entries, strict=True):
            tick.set_ha("left")
            if entry[-1]:
                tick.set_color(style.MUTED)
            elif entry[0] == self._answer:
                tick.set_fontweight("bold")
        if self._room >= _NARROW:
            for place, _, _, text, grey in entries:
                self._ax.annotate(
                    text,
                    (1, place),
                    xycoords=self._ax.get_yaxis_transform(),
                    xytext=(_BESIDE, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=style.FIGURE,
                    fontweight="bold" if place == self._answer else "normal",
                    color=style.MUTED if grey else None,
                    parse_math=False,
                    annotation_clip=False,
                )
        right = max(style.width(text, style.FIGURE, bold=True) for *_, text, _ in entries) + _BESIDE / 72
        return indent, right if self._room >= _NARROW else 0.0

    def _axis(self, room: float) -> None:
        """One axis below, with few ticks that read as numbers, and a faint grid."""
        from matplotlib.ticker import NullLocator  # noqa: PLC0415 - only drawing needs it

        ax, scale = self._ax, self._scale
        ax.xaxis.set_minor_locator(NullLocator())
        places = ticks(scale, lambda text: style.width(text, style.DETAIL) / room, whole=is_count(self._consensus.unit))
        ax.xaxis.set_ticks(places, [tick_label(place) for place in places], parse_math=False, fontsize=style.DETAIL)
        ax.grid(axis="x", color=style.MUTED, alpha=0.2, linewidth=0.6)
        ax.set_axisbelow(True)
        for side in ("left", "right", "top"):
            ax.spines[side].set_visible(False)
        ax.set_xlabel(self._captions.unit, fontsize=style.FIGURE, parse_math=False)

    def _texts(self, indent: float) -> None:
        """The title and the answer above, what the marks mean below; all start where the names do."""
        from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - only drawing needs it

        ax, words = self._ax, self._captions
        title = ax.set_title(
            words.title, loc="left", fontsize=style.TITLE, fontweight="bold", pad=words.title_pad, parse_math=False
        )
        title.set_transform(title.get_transform() + ScaledTranslation(-indent, 0, ax.figure.dpi_scale_trans))
        self._note(words.answer, (0, 1), (-72 * indent, words.answer_pad), va="bottom", size=style.NAME, color=None)
        self._note(words.notes, (0, 0), (-72 * indent, -words.notes_pad), va="top", size=style.SMALL, color=style.MUTED)

    def _note(
        self, text: str, corner: tuple[float, float], offset: tuple[float, float], *, va: str, size: float, color: Any
    ) -> None:
        self._ax.annotate(
            text,
            corner,
            xycoords="axes fraction",
            xytext=offset,
            textcoords="offset points",
            va=va,
            fontsize=size,
            color=color,
            linespacing=1.35,
            parse_math=False,
            annotation_clip=False,
        )


def _room(ax: "matplotlib.axes.Axes") -> float:
    """How wide a drawing may be with its labels, in inches: the whole figure if it is alone there."""
    figure = ax.figure
    return figure.bbox.width / figure.dpi * (1.0 if len(figure.axes) == 1 else ax.get_position().width)


def _height(ax: "matplotlib.axes.Axes") -> float:
    """The same for its height."""
    figure = ax.figure
    return figure.bbox.height / figure.dpi * (1.0 if len(figure.axes) == 1 else ax.get_position().height)
