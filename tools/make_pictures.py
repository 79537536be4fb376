"""Draw the pictures of the README and the documentation anew: ``make pictures``.

They are committed, so that the README shows them where it is read.
"""

from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from PIL import Image

from osintclaims import load_seed_corpus, plot, reconcile, sensitivity, timeline

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "_static"
QUESTION: Final = "dprk-troops-sent-2024-autumn"
#: Sharp on screens with two pixels to a point.
DOTS: Final = 160
COLOURS: Final = 64


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
