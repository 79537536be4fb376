"""Promised against measured coverage."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from typing import TYPE_CHECKING, Final

from osintclaims.plot import _style as style
from osintclaims.plot._around import write
from osintclaims.plot._captions import Captions
from osintclaims.reconciliation import Calibration, CalibrationRow, many

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["calibration", "wilson"]

#: Width of a new figure in inches: the text width of a page.
_WIDE: Final = 7.2
#: Height of a number of votes in inches, and that of each level in it.
_ROW: Final = 0.18
_LEVEL: Final = 0.17
#: Points between the axes and what stands left of them.
_BESIDE: Final = 10.0
#: Standard normal quantile of 0.975, for intervals that hold the share 19 times out of 20.
_Z: Final = 1.959963984540054
#: Marks and colours of levels, in order: told apart by shape as well.
_MARKS: Final = ("o", "s", "D", "^", "v", "P")
_COLOURS: Final = (style.BAND, style.VOTE, style.BEST, "#009E73", "#CC79A7", "#000000")
#: Share of the way between two rows over which their levels are spread.
_SPREAD: Final = 0.62


def wilson(share: float, cases: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927, JASA 22, 209), which holds for few cases as well."""
    square = _Z**2 / cases
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / cases + square / (4 * cases))
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration(found: Calibration, *, ax: "matplotlib.axes.Axes | None" = None) -> "matplotlib.axes.Axes":
    """Draw how often ranges held what came out, beside how often they promised to.

    One row for each number of votes, and last one for all cases together. In each row every level has a mark at the
    share of truths that its ranges held, with the 95 % interval of that share (Wilson 1927): a few cases prove little.
    Vertical lines stand where the marks should be. Marks left of their lines are ranges too narrow, right of them too
    wide.

    Args:
        found: The result of `osintclaims.calibrate`.
        ax: Where to draw; None makes a figure.

    Returns:
        The axes. Rows have whole numbers from 0 downwards; shares run from 0 to 1.

    Raises:
        ImportError: Matplotlib is not installed.

    Examples:
        >>> from osintclaims import Estimate, calibrate, claim, reconcile
        >>> from osintclaims.plot import calibration
        >>> from osintclaims.reconciliation import Resolved
        >>> said = [
        ...     claim("Troops", Estimate.about(value, "person"), by=str(value))
        ...     for value in (900, 1_100)
        ... ]
        >>> ax = calibration(calibrate([Resolved(reconcile(said), 1_000)]))
        >>> [label.get_text() for label in ax.get_yticklabels()]
        ['2 votes, 1 case', 'all, 1 case']
    """
    labels = [_label(row) for row in found.rows]
    room = _WIDE if ax is None else style.room_of(ax)[0]
    indent = max((style.width(label, style.NAME, bold=True) for label in labels), default=0.0) + _BESIDE / 72
    words = _words(found, room)
    if ax is None:
        height = max(1.0, (_ROW + _LEVEL * len(found.levels)) * len(labels))
        ax = style.new_axes(_WIDE, height, left=indent, right=0.1, above=words.above, below=words.below)
    ax.set(xlim=(0, 1), ylim=(max(len(labels), 1) - 0.5, -0.5))
    for number, level in enumerate(found.levels):
        _level(ax, found, number, level)
    for place in range(1, len(labels)):
        ax.axhline(place - 0.5, color=style.MUTED, alpha=0.3, linewidth=0.6, zorder=1)
    ax.yaxis.set_ticks(range(len(labels)), labels, parse_math=False, fontsize=style.NAME)
    ax.tick_params(axis="y", length=0, pad=72 * indent)
    for label, row in zip(ax.get_yticklabels(), found.rows, strict=True):
        label.set(ha="left", fontweight="normal" if row.votes else "bold")
    shares = [0.0, 0.25, 0.5, 0.75, 1.0]
    ax.xaxis.set_ticks(shares, [f"{share:.0%}" for share in shares], fontsize=style.DETAIL)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(words.unit, fontsize=style.FIGURE)
    write(ax, words, indent)
    return ax


def _label(row: CalibrationRow) -> str:
    return f"{many(row.votes, 'vote') if row.votes else 'all'}, {many(row.cases, 'case')}"


def _level(ax: "matplotlib.axes.Axes", found: Calibration, number: int, level: float) -> None:
    """The promise as a line with its name above, and the measured shares as marks."""
    colour, mark = _COLOURS[number % len(_COLOURS)], _MARKS[number % len(_MARKS)]
    ax.axvline(level, color=colour, linestyle="--", linewidth=1.2, zorder=2)
    shift = _SPREAD * ((number + 0.5) / len(found.levels) - 0.5)
    for place, row in enumerate(found.rows):
        share = row.coverage[number]
        ax.plot(wilson(share, row.cases), [place + shift] * 2, color=colour, linewidth=1.3, zorder=3)
        ax.plot(
            [share],
            [place + shift],
            linestyle="",
            marker=mark,
            markersize=6,
            color=colour,
            markeredgecolor=style.paper(ax),
            markeredgewidth=0.8,
            clip_on=False,
            zorder=4,
        )
    ax.annotate(
        f"{level:.0%}",
        (level, 1),
        xycoords=ax.get_xaxis_transform(),
        xytext=(0, 1),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=style.SMALL,
        fontweight="bold",
        annotation_clip=False,
    )


def _words(found: Calibration, room: float) -> Captions:
    line = room - 2 * style.MARGIN
    answer = "No case has a plausible range and a positive truth."
    if found.rows:
        whole = found.rows[-1]
        shares = ", ".join(
            f"{share:.0%} in the {level:.0%} range" for level, share in zip(found.levels, whole.coverage, strict=True)
        )
        answer = f"Of {many(whole.cases, 'truth')}: {shares}."
    notes = [
        "Dashed: what was promised. Mark: what was measured, with its 95% interval.",
        "Left of its line: ranges too narrow.",
        *(
            [f"Left out: {many(found.left_out, 'case')} without a range or with a truth of zero."]
            if found.left_out
            else []
        ),
        f"Spread prior: {found.prior.provenance}.",
    ]
    return Captions(
        title=style.wrapped("Do the ranges hold what they promise?", line, style.TITLE, lines=2, bold=True),
        answer=style.wrapped(answer, line, style.NAME, lines=2) + "\n",
        notes=style.wrapped(" ".join(notes), line, style.SMALL, lines=5),
        unit="share of truths inside the range",
    )
