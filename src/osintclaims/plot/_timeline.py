"""What was known when: the answer as it grew, and each claim as it came."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from osintclaims.model import plural
from osintclaims.plot import _style as style
from osintclaims.plot._around import arrow, write
from osintclaims.plot._captions import Captions
from osintclaims.plot._events import Event, Stand, events, stands
from osintclaims.plot._labels import Labels
from osintclaims.plot._scale import Scale, scale_over
from osintclaims.plot._ticks import tick_label, ticks
from osintclaims.reconciliation import Timeline, TimelinePoint, many
from osintclaims.units import is_count

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["timeline"]

#: Size of a new figure in inches: the text width of a page, and the height of the axes.
_WIDE: Final = 7.2
_HIGH: Final = 3.4
#: Height where there are denials alone.
_LOW: Final = 0.6
#: Name of the strip of denials.
_DENIALS: Final = "denials"
#: Share of the axes that denials take at the bottom.
_STRIP: Final = 0.13
#: Days beside the first and the last, as a share of all: what is known last must be seen to go on.
_BEFORE: Final = 0.05
_BEHIND: Final = 0.2
#: Points between claims of one day.
_STEP: Final = 7.0
#: Points between the axes and the numbers left of them.
_BESIDE: Final = 4.0
#: Height of a line of the axis that has numbers below and above one another.
_LINE: Final = 1.35


def timeline(found: Timeline, *, ax: "matplotlib.axes.Axes | None" = None) -> "matplotlib.axes.Axes":
    """Draw how an answer grew with what became known.

    Time runs to the right. The band is the central region as known on each day, the line in it the best value; where
    the votes did not agree the days are hatched and have no band. Each claim stands on the day on which it became
    known: interval as a line, the value committed to as a dot, open arrows where it is one-sided, grey where it did not
    vote on that day. Dots are hollow where somebody denies the claim, on whichever day. Denials are crosses at the
    bottom, refusals to confirm rings.

    Args:
        found: The result of `osintclaims.timeline`.
        ax: Where to draw; None makes a figure.

    Returns:
        The axes; days are dates on the horizontal axis, figures on the vertical one.

    Raises:
        ImportError: Matplotlib is not installed.

    Examples:
        >>> import osintclaims
        >>> from osintclaims.plot import timeline
        >>> ax = timeline(
        ...     osintclaims.timeline(
        ...         osintclaims.load_seed_corpus(), "dprk-troops-sent-2024-autumn"
        ...     )
        ... )
        >>> ax.get_yscale(), len(ax.patches)
        ('log', 5)
    """
    came, said = events(found), stands(found)
    scale = _scale(found, came)
    room, height = (_WIDE, _HIGH) if ax is None else style.room_of(ax)
    words = _words(found, came, said, scale, room)
    shown = _has_figures(found, came)
    places = ticks(scale, lambda _: _LINE * style.DETAIL / 72 / max(height - words.height, 1.0), whole=_whole(found))
    names = [tick_label(place) for place in places] if shown else []
    strip = 0.0 if not said else _STRIP if shown else 1.0
    heads = [*names, *([_DENIALS] if said else [])]
    indent = max((style.width(name, style.DETAIL) for name in heads), default=0.0) + _BESIDE / 72
    if ax is None:
        high = _HIGH if shown else _LOW if len(found) else 0.2
        ax = style.new_axes(_WIDE, high, left=indent, right=0.05, above=words.above, below=words.below)
        height = high + words.height
    if not len(found):
        ax.set_axis_off()
        write(ax, words, indent)
        return ax
    floor = _floor(scale, strip) if shown else scale.low
    ax.set_yscale("log" if scale.is_log and shown else "linear")
    ax.set_ylim(floor, scale.high)
    first, last = _ends(found)
    ax.set_xlim(_number(first), _number(last))
    _answers(ax, found, scale, last)
    axis = (max(room - indent - 0.05 - 2 * style.MARGIN, 1.0), max(height - words.height, 1.0))
    labels = Labels(ax, axis)
    _draw_claims(ax, came, scale, labels)
    _draw_denials(ax, said, strip, labels)
    _axes(ax, places if shown else [], names, strip)
    labels.draw()
    write(ax, words, indent)
    return ax


def _whole(found: Timeline) -> bool:
    return is_count(found.measurand.unit)


def _has_figures(found: Timeline, came: list[Event]) -> bool:
    return bool(came) or any(point.consensus.region is not None for point in found)


def _number(day: date) -> float:
    return float(_dates().date2num(day))


def _dates() -> Any:
    """Matplotlib's module of dates, which has no types."""
    from matplotlib import dates  # noqa: PLC0415 - only drawing needs it

    return dates


def _ends(found: Timeline) -> tuple[date, date]:
    """Days at the ends of the axis, in the years that dates can have."""
    first, last = found[0].day, found[-1].day
    span = (last - first).days
    before, behind = max(1, math.ceil(_BEFORE * span)), max(2, math.ceil(_BEHIND * span))
    return (
        first - timedelta(days=min(before, (first - date.min).days)),
        last + timedelta(days=min(behind, (date.max - last).days)),
    )


def _scale(found: Timeline, came: list[Event]) -> Scale:
    regions = [point.consensus.region for point in found if point.consensus.region is not None]
    bests = [point.consensus.best for point in found if point.consensus.best is not None]
    ends = [end for region in regions for end in (region.low, region.high)]
    rows = [event.row for event in came]
    ends += [end for row in rows for end in (row.low, row.high)]
    return scale_over(
        [*ends, *bests],
        opens_below=any(row.is_open_below for row in rows),
        opens_above=any(row.is_open_above for row in rows) or any(math.isinf(region.high) for region in regions),
        has_zero=any(row.high == 0 for row in rows),
    )


def _floor(scale: Scale, strip: float) -> float:
    """The lower end of axes with a strip for denials below the figures."""
    share = strip / (1 - strip)
    if scale.is_log:
        return scale.low * math.exp(-share * math.log(scale.high / scale.low))
    return scale.low - share * (scale.high - scale.low)


def _answers(ax: "matplotlib.axes.Axes", found: Timeline, scale: Scale, last: date) -> None:
    """Band and line from each day to the next; hatched where the votes do not agree."""
    ends = [*(point.day for point in found.points[1:]), last]
    for point, end in zip(found, ends, strict=True):
        _answer(ax, point, (_number(point.day), _number(end)), scale)


def _answer(ax: "matplotlib.axes.Axes", point: TimelinePoint, days: tuple[float, float], scale: Scale) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - only drawing needs it

    consensus, (start, end) = point.consensus, days
    region = consensus.region
    if region is None or not consensus.votes:
        return
    low, high = max(region.low, scale.low), min(region.high, scale.high)
    if consensus.is_contested:
        box = Rectangle((start, scale.low), end - start, scale.high - scale.low)
        box.set(facecolor="none", edgecolor=style.MUTED, hatch="///", alpha=0.35, linewidth=0, zorder=1)
    else:
        box = Rectangle((start, low), end - start, high - low)
        # A region without height is seen as a line.
        box.set(facecolor=style.BAND, edgecolor=style.BAND, alpha=0.4, linewidth=1.5 if low == high else 0, zorder=1)
        ax.plot([start, end], [low, low], color=style.BAND, linewidth=1, solid_capstyle="butt", zorder=2)
        if not math.isinf(region.high):
            ax.plot([start, end], [high, high], color=style.BAND, linewidth=1, solid_capstyle="butt", zorder=2)
        if consensus.best is not None:
            best = [consensus.best] * 2
            ax.plot([start, end], best, color=style.BEST, linewidth=2, solid_capstyle="butt", zorder=3)
    ax.add_patch(box)


def _draw_claims(ax: "matplotlib.axes.Axes", came: list[Event], scale: Scale, labels: Labels) -> None:
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - only drawing needs it

    for event in came:
        row, shift = event.row, _STEP * (event.number - (event.of - 1) / 2)
        moved = ax.transData + ScaledTranslation(shift / 72, 0, ax.figure.dpi_scale_trans)
        x, colour = _number(event.day), style.LEFT_OUT if row.is_excluded else style.VOTE
        low = scale.low if row.is_open_below else max(row.low, scale.low)
        high = scale.high if row.is_open_above else row.high
        ax.plot([x, x], [low, high], color=colour, linewidth=1.8, solid_capstyle="butt", transform=moved, zorder=4)
        if row.is_open_below:
            arrow(ax, (x, low), (0, -1), colour, transform=moved)
        if row.is_open_above:
            arrow(ax, (x, high), (0, 1), colour, transform=moved)
        mark = row.mark
        if row.marks:
            ax.plot(
                [x] * len(row.marks),
                row.marks,
                linestyle="",
                marker="o",
                markersize=5.5 if row.point is not None else 4.5,
                color=colour,
                markeredgewidth=1.4,
                markerfacecolor=style.paper(ax) if row.is_denied else colour,
                transform=moved,
                zorder=5,
            )
        labels.keep_off(x, low, high, shift)
        reach = _STEP * (event.of - 1) / 2
        labels.add(row.label, (x, high if mark is None else max(mark, scale.low)), shift, reach, grey=row.is_excluded)


def _draw_denials(ax: "matplotlib.axes.Axes", said: list[Stand], strip: float, labels: Labels) -> None:
    """Crosses and rings on a strip of their own, for they are no figures."""
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - only drawing needs it

    if not said:
        return
    ax.axhline(_level(ax, strip), color=style.MUTED, linewidth=0.6, zorder=1)
    for stand in said:
        shift = _STEP * (stand.number - (stand.of - 1) / 2)
        moved = ax.get_xaxis_transform() + ScaledTranslation(shift / 72, 0, ax.figure.dpi_scale_trans)
        ax.plot(
            [_number(stand.day)],
            [strip / 2],
            linestyle="",
            marker="x" if stand.is_denial else "o",
            markersize=6,
            markeredgewidth=1.6,
            markeredgecolor=style.BEST if stand.is_denial else style.MUTED,
            markerfacecolor="none",
            transform=moved,
            zorder=5,
        )
        place = (_number(stand.day), _level(ax, strip / 2))
        labels.add(stand.label, place, shift, _STEP * (stand.of - 1) / 2, grey=False)


def _level(ax: "matplotlib.axes.Axes", share: float) -> float:
    """The figure at a share of the height of the axes."""
    low, high = ax.get_ylim()
    return low * (high / low) ** share if ax.get_yscale() == "log" else low + share * (high - low)


def _axes(ax: "matplotlib.axes.Axes", places: list[float], names: list[str], strip: float) -> None:
    """Few numbers left, days below, a faint grid."""
    from matplotlib.ticker import NullLocator  # noqa: PLC0415 - only drawing needs it

    ax.yaxis.set_minor_locator(NullLocator())
    below, said = ([_level(ax, strip / 2)], [_DENIALS]) if strip else ([], [])
    ax.yaxis.set_ticks([*places, *below], [*names, *said], parse_math=False, fontsize=style.DETAIL)
    days = _dates().AutoDateLocator(minticks=3, maxticks=7)
    days.intervald[3] = [1, 2, 3, 7, 14]  # DAILY: an axis of days has no hours
    ax.xaxis.set_major_locator(days)
    ax.xaxis.set_major_formatter(_dates().ConciseDateFormatter(days))
    ax.tick_params(axis="both", labelsize=style.DETAIL)
    ax.xaxis.get_offset_text().set_fontsize(style.DETAIL)
    ax.tick_params(axis="y", length=0, pad=_BESIDE)
    for place in places:
        ax.axhline(place, color=style.MUTED, alpha=0.2, linewidth=0.6, zorder=0)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)


def _words(found: Timeline, came: list[Event], said: list[Stand], scale: Scale, room: float) -> Captions:
    line = room - 2 * style.MARGIN
    answer = "Of no figure and no denial a day is known."
    if len(found):
        last = found[-1]
        days = f"on {many(len(found), 'day')}" if len(found) > 1 else f"on {last.day}"
        answer = f"As known {days}; last: {last.consensus.summary()}."
    contested = any(point.consensus.is_contested for point in found)
    banded = any(point.consensus.region is not None and not point.consensus.is_contested for point in found)
    notes = [
        *([f"Figures in {plural(found.measurand.unit)}{' (log scale)' if scale.is_log else ''}."] if came else []),
        *(["Band: central region as known."] if banded else []),
        *(["Line in it: best value."] if any(point.consensus.best is not None for point in found) else []),
        *(["Hatched: the votes did not agree."] if contested else []),
        *(
            ["Arrow: no bound stated on that side."]
            if any(one.row.is_open_above or one.row.is_open_below for one in came)
            else []
        ),
        *(["Hollow: denied."] if any(event.row.is_denied for event in came) else []),
        *(["Grey: did not vote on that day."] if any(event.row.is_excluded for event in came) else []),
        *(["Cross: denial."] if any(stand.is_denial for stand in said) else []),
        *(["Ring: not confirmed."] if any(not stand.is_denial for stand in said) else []),
    ]
    silent = sum(len(point.claims) for point in found) - len(came)
    if silent:
        notes.append(f"Not drawn: {many(silent, 'claim')} without a figure.")
    if found.undated:
        notes.append(f"No day is known for {many(len(found.undated), 'claim')}.")
    return Captions(
        title=style.wrapped(f"What was known when: {found.measurand.label}", line, style.TITLE, lines=2, bold=True),
        answer=style.wrapped(answer, line, style.NAME, lines=3),
        notes=style.wrapped(" ".join(notes), line, style.SMALL, lines=4),
        unit="",
    )
