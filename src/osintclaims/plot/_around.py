"""What stands around the marks of a picture: title and answer above, an axis of figures, notes below."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

from typing import TYPE_CHECKING, Any

from osintclaims.plot import _style as style
from osintclaims.plot._captions import Captions
from osintclaims.plot._scale import Scale
from osintclaims.plot._ticks import tick_label, ticks

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["arrow", "beside", "figures_across", "write"]


def write(ax: "matplotlib.axes.Axes", words: Captions, indent: float) -> None:
    """The title and the answer above, what the marks mean below; all start so many inches left of the axes."""
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - only drawing needs it

    title = ax.set_title(
        words.title, loc="left", fontsize=style.TITLE, fontweight="bold", pad=words.title_pad, parse_math=False
    )
    title.set_transform(title.get_transform() + ScaledTranslation(-indent, 0, ax.figure.dpi_scale_trans))
    _note(ax, words.answer, (0, 1), (-72 * indent, words.answer_pad), va="bottom", size=style.NAME, color=None)
    below = (-72 * indent, -words.notes_pad)
    _note(ax, words.notes, (0, 0), below, va="top", size=style.SMALL, color=style.MUTED)


def _note(
    ax: "matplotlib.axes.Axes",
    text: str,
    corner: tuple[float, float],
    offset: tuple[float, float],
    *,
    va: str,
    size: float,
    color: Any,
) -> None:
    ax.annotate(
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


def figures_across(ax: "matplotlib.axes.Axes", scale: Scale, room: float, name: str, *, whole: bool) -> None:
    """One axis below, so many inches long, with few ticks that read as numbers, and a faint grid."""
    from matplotlib.ticker import NullLocator  # noqa: PLC0415 - only drawing needs it

    ax.xaxis.set_minor_locator(NullLocator())
    places = ticks(scale, lambda text: style.width(text, style.DETAIL) / room, whole=whole)
    ax.xaxis.set_ticks(places, [tick_label(place) for place in places], parse_math=False, fontsize=style.DETAIL)
    ax.grid(axis="x", color=style.MUTED, alpha=0.2, linewidth=0.6)
    ax.set_axisbelow(True)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.set_xlabel(name, fontsize=style.FIGURE, parse_math=False)


def arrow(
    ax: "matplotlib.axes.Axes", place: tuple[float, float], way: tuple[int, int], colour: str, **settings: Any
) -> None:
    """An open arrow head that points one way along an axis; settings are those of ``Axes.plot``."""
    from matplotlib.path import Path  # noqa: PLC0415 - only drawing needs it

    along, up = way
    ax.plot(
        [place[0]],
        [place[1]],
        linestyle="",
        marker=Path([(-along - up, -up + along), (0, 0), (-along + up, -up - along)]),
        markersize=8,
        markeredgewidth=1.6,
        markeredgecolor=colour,
        markerfacecolor="none",
        clip_on=False,
        zorder=3,
        **settings,
    )


def beside(
    ax: "matplotlib.axes.Axes",
    text: str,
    place: float,
    gap: float,
    *,
    size: float = style.FIGURE,
    bold: bool = False,
    grey: bool = False,
) -> None:
    """A text in the column right of the axes, so many points away, at a height of the data."""
    ax.annotate(
        text,
        (1, place),
        xycoords=ax.get_yaxis_transform(),
        xytext=(gap, 0),
        textcoords="offset points",
        va="center",
        fontsize=size,
        fontweight="bold" if bold else "normal",
        color=style.MUTED if grey else None,
        parse_math=False,
        annotation_clip=False,
    )
