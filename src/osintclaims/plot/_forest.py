"""The forest plot: one row for each vote, and below them what they agree on."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from typing import TYPE_CHECKING, Final

from osintclaims.model import figure
from osintclaims.plot import _style as style
from osintclaims.plot._around import arrow, beside, figures_across, write
from osintclaims.plot._plan import BESIDE, Plan, plan
from osintclaims.plot._rows import ForestRow, forest_rows
from osintclaims.plot._scale import Scale, scale_of
from osintclaims.reconciliation import Consensus, best_text
from osintclaims.units import is_count

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["forest"]

#: Width of a new figure in inches: the text width of a page.
_WIDE: Final = 7.2


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
    bounds the figure on one side only; dots are hollow where somebody denies it, and a range that is denied has them on
    both ends. Below them the answer: a thin bar for the plausible range, a thick one for the central region, a diamond
    for the best value; the region is also a band behind the votes. Below that, in grey, the figures that were left out,
    with the reason. Contested votes have no region and no diamond.

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
    if ax is None:
        layout = plan(consensus, rows, scale, _WIDE, wording=wording)
        above, below = layout.words.above, layout.words.below
        ax = style.new_axes(_WIDE, layout.height, left=layout.indent, right=layout.right, above=above, below=below)
    else:
        room, height = style.room_of(ax)
        layout = plan(consensus, rows, scale, room, wording=wording, height=height)
    _Forest(ax, consensus, scale, layout).draw()
    return ax


class _Forest:
    """One drawing: the strokes that put a plan on paper."""

    def __init__(self, ax: "matplotlib.axes.Axes", consensus: Consensus, scale: Scale, layout: Plan) -> None:
        self._ax = ax
        self._consensus = consensus
        self._scale = scale
        self._plan = layout

    def draw(self) -> None:
        """Everything."""
        ax, scale, layout = self._ax, self._scale, self._plan
        ax.set_xscale("log" if scale.is_log else "linear")
        ax.set_xlim(scale.low, scale.high)
        ax.set_ylim(layout.bottom, layout.top)
        write(ax, layout.words, layout.indent)
        if not layout.rows:  # no figure, no axis: the sentence above says why
            ax.set_axis_off()
            return
        for place, row in zip(layout.row_places, layout.rows, strict=True):
            self._interval(place, row, style.LEFT_OUT if row.is_excluded else style.VOTE)
        self._draw_answer()
        self._labels()
        figures_across(ax, scale, layout.axis, layout.words.unit, whole=is_count(self._consensus.unit))

    def _interval(self, y: float, row: ForestRow, colour: str) -> None:
        """A line from end to end, caps on stated ends, an arrow on others, and a dot on the value committed to."""
        scale, ax = self._scale, self._ax
        low = scale.low if row.is_open_below else row.low
        high = scale.high if row.is_open_above else row.high
        thin = row.is_excluded
        ax.plot([low, high], [y, y], color=colour, linewidth=1.3 if thin else 2.0, solid_capstyle="butt", zorder=3)
        stated = [end for end, is_open in ((low, row.is_open_below), (high, row.is_open_above)) if not is_open]
        if len(stated) > len(row.marks):
            ax.plot(stated, [y, y], linestyle="", marker="|", markersize=7, markeredgewidth=1.5, color=colour, zorder=3)
        for edge, is_open, direction in ((0.0, row.is_open_below, -1), (1.0, row.is_open_above, 1)):
            if is_open:
                self._arrow(edge, y, direction, colour)
        # A one-sided figure commits to its bound alone, which gets a smaller dot; so do the ends of a denied range.
        if row.marks:
            ax.plot(
                row.marks,
                [y] * len(row.marks),
                linestyle="",
                marker="o",
                markersize=6.5 if row.point is not None else 5.0,
                markeredgewidth=1.5,
                color=colour,
                markeredgecolor=colour,
                markerfacecolor=style.paper(self._ax) if row.is_denied else colour,
                clip_on=False,
                zorder=4,
            )

    def _arrow(self, edge: float, y: float, direction: int, colour: str) -> None:
        """An open arrow head on the edge of the axes."""
        arrow(self._ax, (edge, y), (direction, 0), colour, transform=self._ax.get_yaxis_transform())

    def _draw_answer(self) -> None:
        """Plausible range, central region and best value, one on the other; the region as a band behind the votes."""
        ax, consensus, y = self._ax, self._consensus, self._plan.answer
        wide, region = consensus.plausible, consensus.region
        if wide.low is not None and wide.high is not None:
            ax.fill_betweenx([y - 0.07, y + 0.07], wide.low, wide.high, color=style.BAND, linewidth=0, zorder=2)
        if region is None or consensus.is_contested:
            return
        low = max(region.low, self._scale.low)
        high = min(region.high, self._scale.high)
        ax.fill_betweenx([self._plan.top, y], low, high, color=style.BAND, alpha=0.25, linewidth=0, zorder=1)
        ax.fill_betweenx([y - 0.17, y + 0.17], low, high, color=style.VOTE, linewidth=0, zorder=3)
        if low == high:  # a band without width is seen as a line
            ax.plot([low, low], [self._plan.top, y], color=style.BAND, alpha=0.5, linewidth=1.5, zorder=1)
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
                markeredgecolor=style.paper(self._ax),
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

    def _labels(self) -> None:
        """Names and wordings on the left, bounds on the right."""
        axis, layout = self._ax.yaxis, self._plan
        has_wording = bool(layout.details)
        below = "bottom" if has_wording else "center"
        axis.set_ticks(layout.places, layout.names, parse_math=False, fontsize=style.NAME, va=below)
        if has_wording:  # minor ticks at the same places carry the wordings
            axis.remove_overlapping_locs = False
            axis.set_ticks(layout.places, layout.details, minor=True, parse_math=False, fontsize=style.DETAIL, va="top")
        axis.set_tick_params(which="both", length=0, pad=72 * layout.indent)
        for label in axis.get_minorticklabels():
            label.set(color=style.MUTED, ha="left")
        for place, label, grey in zip(layout.places, axis.get_majorticklabels(), layout.grey, strict=True):
            label.set(ha="left", fontweight=self._weight(place))
            if grey:
                label.set_color(style.MUTED)
        for place, text, grey in zip(layout.places, layout.numbers, layout.grey, strict=False):
            beside(self._ax, text, place, BESIDE, bold=place == layout.answer, grey=grey)

    def _weight(self, place: float) -> str:
        return "bold" if place == self._plan.answer else "normal"
