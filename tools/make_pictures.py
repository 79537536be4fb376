"""Draw the pictures of the README and the documentation anew: ``make pictures``.

They are committed, so that the README shows them where it is read.
"""

from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib import pyplot as plt
from PIL import Image

from osintclaims import load_seed_corpus, plot, reconcile, sensitivity, timeline

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "_static"
QUESTION: Final = "dprk-troops-sent-2024-autumn"
#: Sharp on screens with two pixels to a point.
DOTS: Final = 160
COLOURS: Final = 64


#: Lines of the picture for examples that print and draw nothing: where they begin, how long they are.
LINES: Final = ((0.0, 0.62), (0.0, 0.4), (0.06, 0.74), (0.06, 0.5), (0.0, 0.34), (0.06, 0.66), (0.06, 0.56))


def printed() -> Any:
    """A page of text, as a sign that an example prints its answer."""
    ax = plt.figure(figsize=(4, 2.8)).add_axes((0.12, 0.12, 0.76, 0.76))
    ax.set(xlim=(0, 1), ylim=(len(LINES), -0.6))
    ax.set_axis_off()
    for row, (start, length) in enumerate(LINES):
        colour = "#0072B2" if row == 0 else "#b8bec4"
        ax.plot((start, start + length), (row, row), color=colour, linewidth=7, solid_capstyle="round")
    return ax


def main() -> None:
    """Write every picture."""
    mpl.use("agg")
    TARGET.mkdir(exist_ok=True)
    corpus = load_seed_corpus()
    consensus = reconcile(corpus, QUESTION)
    drawn = {
        "forest": plot.forest(consensus),
        "provenance": plot.provenance(consensus),
        "sensitivity": plot.sensitivity(sensitivity(consensus)),
        "timeline": plot.timeline(timeline(corpus, QUESTION)),
        "printed": printed(),
    }
    for name, ax in drawn.items():
        figure: Any = ax.figure
        target = TARGET / f"{name}.png"
        figure.savefig(target, dpi=DOTS)
        # A few dozen colours are all there are; without further data the file changes only when the picture does.
        Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)
        print(f"{target.relative_to(TARGET.parent.parent)}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
