"""The multiverse: the answer, and below it the answers after one change each."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from osintclaims.model import Interval, plural
from osintclaims.plot import _style as style
from osintclaims.plot._around import arrow, beside, figures_across, write
from osintclaims.plot._captions import Captions
from osintclaims.plot._scale import Scale, scale_over
from osintclaims.reconciliation import Consensus, Sensitivity, Status, bounds, many
from osintclaims.units import is_count

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["sensitivity"]

#: Width of a new figure in inches: the text width of a page.
_WIDE: Final = 7.2
#: Height of a row in inches.
_ROW: Final = 0.21
#: Rows between changes of one kind and those of the next.
_GAP: Final = 0.5
#: Rows above the first and below the last.
_EDGE: Final = 0.8
#: Shares of the picture that labels and numbers may take.
_LABELS: Final = 0.36
_NUMBERS: Final = 0.3
#: A narrower picture, in inches, has no room for the column of numbers.
_NARROW: Final = 4.5
#: Points between the axes and what stands beside them.
_BESIDE: Final = 10.0


@attrs.frozen(kw_only=True)
class _Row:
    """One answer: where it stands, and what it says."""

    place: float
    label: str
    text: str
    region: Interval | None
    best: float | None
    refusal: str = ""
    is_contested: bool = False
    is_same: bool = False


def sensitivity(found: Sensitivity, *, ax: "matplotlib.axes.Axes | None" = None) -> "matplotlib.axes.Axes":
    """Draw how an answer changes with each choice and each origin that it rests on.

    The first row is the answer itself; its region is a band and its best value a line behind all others. Each change
    has a row: region as a line, best value as a diamond, an open arrow where no upper end is left, a dotted line where
    the votes do not agree under it. Rows that change nothing are grey. A change under which there is no answer says
    why.

    Args:
        found: The result of `osintclaims.sensitivity`.
        ax: Where to draw; None makes a figure.

    Returns:
        The axes. The answer has height 0, the changes follow downwards in the order of the result.

    Raises:
        ImportError: Matplotlib is not installed.

    Examples:
        >>> import osintclaims
        >>> from osintclaims.plot import sensitivity
        >>> found = osintclaims.sensitivity(
        ...     osintclaims.reconcile(
        ...         osintclaims.load_seed_corpus(), "dprk-troops-sent-2024-autumn"
        ...     )
        ... )
        >>> ax = sensitivity(found)
        >>> [label.get_text() for label in ax.get_yticklabels()][:2]
        ['as answered', 'method ds_mixture']
    """
    rows = tuple(_rows(found))
    consensus = found.consensus
    scale = _scale(rows)
    room = _WIDE if ax is None else style.room_of(ax)[0]
    labels = [style.squeezed(row.label, _LABELS * room, style.NAME, bold=row.place == 0) for row in rows]
    texts = [style.shortened(row.text, _NUMBERS * room, style.FIGURE, bold=row.place == 0) for row in rows]
    indent = max(style.width(label, style.NAME, bold=True) for label in labels) + _BESIDE / 72
    right = max(style.width(text, style.FIGURE, bold=True) for text in texts) + _BESIDE / 72 if room > _NARROW else 0.0
    words = _words(found, rows, scale, room)
    lines = rows[-1].place + 2 * _EDGE
    size = style.NAME
    if ax is not None:  # letters no higher than the rows that there is room for
        size = min(size, max(72 * (style.room_of(ax)[1] - words.height) / lines, 1.0))
    else:
        height = _ROW * lines
        ax = style.new_axes(_WIDE, height, left=indent, right=right, above=words.above, below=words.below)
    ax.set_xscale("log" if scale.is_log else "linear")
    ax.set(xlim=(scale.low, scale.high), ylim=(rows[-1].place + _EDGE, -_EDGE))
    _answer(ax, consensus, scale)
    for row in rows:
        _draw(ax, row, scale)
    ax.yaxis.set_ticks([row.place for row in rows], labels, parse_math=False, fontsize=size)
    ax.tick_params(axis="y", length=0, pad=72 * indent)
    for row, label in zip(rows, ax.get_yticklabels(), strict=True):
        label.set(ha="left", fontweight="bold" if row.place == 0 else "normal")
        if row.is_same:
            label.set_color(style.MUTED)
    for row, text in zip(rows, texts, strict=True):
        if right:
            beside(ax, text, row.place, _BESIDE, size=min(size, style.FIGURE), bold=row.place == 0, grey=row.is_same)
        if row.refusal:
            _refusal(ax, row, room - indent - 2 * style.MARGIN)
    axis = max(room - indent - right - 2 * style.MARGIN, 1.0)
    figures_across(ax, scale, axis, words.unit, whole=is_count(consensus.unit))
    write(ax, words, indent)
    return ax


def _rows(found: Sensitivity) -> Iterator[_Row]:
    """The answer, then the changes, those of one kind together."""
    consensus, whole = found.consensus, is_count(found.consensus.unit)
    mine = (consensus.region, consensus.best, consensus.is_contested)
    own = _text(*mine, whole=whole)
    yield _Row(
        place=0.0,
        label="as answered",
        text=own,
        region=consensus.region,
        best=consensus.best,
        is_contested=consensus.is_contested,
    )
    place, factor = 0.0, None
    for row in found:
        place += 1.0 if row.factor == factor else 1.0 + _GAP
        factor = row.factor
        other = (row.region, row.best, row.status is Status.CONTESTED)
        text = "" if row.refusal else _text(*other, whole=whole)
        yield _Row(
            place=place,
            label=row.label,
            text=text,
            refusal=row.refusal,
            region=row.region,
            best=row.best,
            is_contested=other[2],
            is_same=text == own and (row.best is None) == (consensus.best is None),
        )


def _text(region: Interval | None, best: float | None, is_contested: bool, *, whole: bool) -> str:  # noqa: FBT001 - a triple
    if region is None:
        return "no figure"
    shown = bounds(region, whole=whole)
    if is_contested:
        return f"contested ({shown})"
    middle = "" if best is None or region.low == region.high else bounds(Interval(best, best), whole=whole)
    return f"{middle} ({shown})" if middle else shown


def _scale(rows: Iterable[_Row]) -> Scale:
    """An axis for all regions; an end of zero without a best value is the start of an arrow."""
    regions = [row.region for row in rows if row.region is not None]
    ends = [end for region in regions for end in (region.low, region.high)]
    ends += [row.best for row in rows if row.best is not None]
    return scale_over(
        ends,
        opens_below=any(region.low <= 0 < region.high for region in regions),
        opens_above=any(math.isinf(region.high) for region in regions),
        has_zero=any(region.high == 0 for region in regions) or any(row.best == 0 for row in rows),
    )


def _answer(ax: "matplotlib.axes.Axes", consensus: Consensus, scale: Scale) -> None:
    """The answer behind all rows, to compare them with."""
    region = consensus.region
    if region is None or consensus.is_contested:
        return
    low, high = max(region.low, scale.low), min(region.high, scale.high)
    ax.axvspan(low, high, color=style.BAND, alpha=0.25, linewidth=0, zorder=1)
    if consensus.best is not None or low == high:
        ax.axvline(low if consensus.best is None else consensus.best, color=style.BAND, linewidth=1.2, zorder=1)


def _draw(ax: "matplotlib.axes.Axes", row: _Row, scale: Scale) -> None:
    if row.region is None:
        return
    colour = style.LEFT_OUT if row.is_same else style.VOTE
    low, high = max(row.region.low, scale.low), min(row.region.high, scale.high)
    dots = ":" if row.is_contested else "-"
    width = 4.0 if row.place == 0 else 2.4
    ax.plot(
        [low, high], [row.place] * 2, color=colour, linestyle=dots, linewidth=width, solid_capstyle="butt", zorder=3
    )
    if math.isinf(row.region.high):
        arrow(ax, (1.0, row.place), (1, 0), colour, transform=ax.get_yaxis_transform())
        if row.best is None:
            ax.plot([low], [row.place], linestyle="", marker="|", markersize=8, markeredgewidth=1.8, color=colour)
    elif low == high and row.best is None:
        ax.plot([low], [row.place], linestyle="", marker="|", markersize=8, markeredgewidth=1.8, color=colour)
    if row.best is not None:
        ax.plot(
            [row.best],
            [row.place],
            linestyle="",
            marker="D",
            markersize=7 if row.place == 0 else 5,
            color=style.LEFT_OUT if row.is_same else style.BEST,
            markeredgecolor=style.paper(ax),
            markeredgewidth=0.8,
            zorder=5,
        )


def _refusal(ax: "matplotlib.axes.Axes", row: _Row, room: float) -> None:
    """Why there is no answer, in the place of the line and the number."""
    ax.annotate(
        style.shortened(f"no answer: {row.refusal}", room, style.DETAIL),
        (0, row.place),
        xycoords=ax.get_yaxis_transform(),
        va="center",
        fontsize=style.DETAIL,
        fontstyle="italic",
        color=style.MUTED,
        parse_math=False,
        annotation_clip=False,
        zorder=4,
    )


def _words(found: Sensitivity, rows: tuple[_Row, ...], scale: Scale, room: float) -> Captions:
    line = room - 2 * style.MARGIN
    summary = found.summary()
    verb = f"One thing changed at a time: {summary}."
    if summary.startswith(("no ", "there ", "it ")):
        verb = f"{summary[:1].upper()}{summary[1:]}."
    notes = ["Line: central region. Diamond: best value. Band: the answer."]
    if any(row.region is not None and math.isinf(row.region.high) for row in rows):
        notes.append("Arrow: no upper end.")
    if any(row.is_contested for row in rows):
        notes.append("Dotted: the votes do not agree.")
    same = sum(row.is_same for row in rows)
    if same:
        notes.append(f"Grey: {same} of {many(len(rows) - 1, 'change')} leave the answer as it is.")
    unit = f"{plural(found.consensus.unit)}{' (log scale)' if scale.is_log else ''}"
    title = f"How stable is the answer? {found.consensus.measurand.label}"
    return Captions(
        title=style.wrapped(title, line, style.TITLE, lines=2, bold=True),
        answer=style.wrapped(verb, line, style.NAME, lines=3),
        notes=style.wrapped(" ".join(notes), line, style.SMALL, lines=3),
        unit=unit,
    )
