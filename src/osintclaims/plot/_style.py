"""What all pictures share: colours, sizes, and text that fits its place."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = [
    "BAND",
    "BEST",
    "DETAIL",
    "FIGURE",
    "LEFT_OUT",
    "MARGIN",
    "MUTED",
    "NAME",
    "SMALL",
    "TITLE",
    "VOTE",
    "new_axes",
    "paper",
    "room_of",
    "shortened",
    "squeezed",
    "width",
    "wrapped",
]

#: Blue, vermilion and sky blue of Okabe and Ito (2008), Color Universal Design: in grey they are dark, middle and pale.
VOTE: Final = "#0072B2"
BEST: Final = "#D55E00"
BAND: Final = "#56B4E9"
#: Grey that reads on white (4.6:1) and on black (4.5:1), so that pictures work with dark styles as well.
MUTED: Final = "#767676"
LEFT_OUT: Final = "#8f8f8f"

#: Sizes in points; nothing is smaller than what a journal prints.
TITLE: Final = 11.0
NAME: Final = 9.0
FIGURE: Final = 8.5
DETAIL: Final = 7.5
SMALL: Final = 7.0

_POINTS: Final = 72.0
#: Letters fitted to the pixels of a screen are up to so much wider than their outlines (seen at 70 to 130 dots an
#: inch).
_HINTED: Final = 1.04
#: Blank paper around a picture, in inches.
MARGIN: Final = 0.12


def new_axes(
    width: float, height: float, *, left: float, right: float, above: float, below: float
) -> "matplotlib.axes.Axes":
    """Axes in a new figure, known to pyplot so that notebooks show it.

    Args:
        width: Width of the whole figure in inches.
        height: Height of the axes alone.
        left: Room for what stands on their left.
        right: The same on their right.
        above: The same above.
        below: The same below.
    """
    from matplotlib import pyplot as plt  # noqa: PLC0415 - costs half a second

    whole = height + above + below + 2 * MARGIN
    drawing = plt.figure(figsize=(width, whole))
    ax = drawing.add_subplot()
    drawing.subplots_adjust(
        left=(left + MARGIN) / width,
        right=1 - (right + MARGIN) / width,
        bottom=(below + MARGIN) / whole,
        top=1 - (above + MARGIN) / whole,
    )
    return ax


def room_of(ax: "matplotlib.axes.Axes") -> tuple[float, float]:
    """Width and height of a drawing with its labels, in inches: the whole figure if the axes are alone there."""
    drawing, share = ax.figure, ax.get_position()
    wide, high = (1.0, 1.0) if len(drawing.axes) == 1 else (share.width, share.height)
    return drawing.bbox.width / drawing.dpi * wide, drawing.bbox.height / drawing.dpi * high


def paper(ax: "matplotlib.axes.Axes") -> Any:
    """The colour behind marks; never transparent, so that lines end at a hollow mark."""
    from matplotlib.colors import to_rgba  # noqa: PLC0415 - only drawing needs it

    face = to_rgba(ax.get_facecolor())
    return face if face[3] else to_rgba(ax.figure.get_facecolor())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is in inches, in the font that is set."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - only drawing needs it
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - only drawing needs it

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    return _HINTED * text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / _POINTS


def _plain(text: str) -> str:
    """A text in one line, without characters that move what stands beside it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of a text as fits into so many inches, with an ellipsis where something is missing."""
    text = _plain(text)
    if width(text, size, bold=bold) <= room:
        return text
    fits, fails = 0, len(text)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if width(f"{text[:middle].rstrip()}…", size, bold=bold) <= room:
            fits = middle
        else:
            fails = middle
    return f"{text[:fits].rstrip(' ,;:(')}…"


def squeezed(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of a name as fits into so many inches: its beginning and its end, which tell long names apart."""
    text = _plain(text)
    kept, shown = len(text), text
    while width(shown, size, bold=bold) > room and kept > 2:
        kept -= 1
        end = kept // 3
        shown = f"{text[: kept - end].rstrip()}…{text[len(text) - end :].lstrip()}"
    return shown


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> str:
    """A text in at most so many lines of so many inches; the last one is shortened where it must be."""
    words, done = _plain(text).split(), list[str]()
    while words and len(done) < lines - 1:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
            taken += 1
        done.append(shortened(" ".join(words[:taken]), room, size, bold=bold))
        words = words[taken:]
    if words:
        done.append(shortened(" ".join(words), room, size, bold=bold))
    return "\n".join(done)
