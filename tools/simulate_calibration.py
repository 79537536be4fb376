"""How often the library's ranges hold the truth, on simulated origins that share error: ``docs/_static/calibration.*``.

    $ python tools/simulate_calibration.py

Each case has a truth, and one to ten origins. What an origin believes is off by an error that all share and by one of
its own, on the log scale. What it says is worded as the press words it: a figure of one or two significant figures,
bare or with a hedge, or a bound some way below or above what it believes. The figures are read by the profile
``default`` and go through the kernels that `reconcile` and `reconcile_arrays` use. Seeded: the same numbers always.
"""

import csv
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from osintclaims import Estimate, stats
from osintclaims.reconciliation import profile_named

Numbers: TypeAlias = NDArray[np.float64]

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "_static"
ORIGINS: Final = tuple(range(1, 11))
LEVELS: Final = (0.5, 0.8, 0.9)
#: Cases for each point of a curve: the standard error of a share of 80 % is then 0.9 percentage points.
CASES: Final = 2_000
SEED: Final = 20_241_017
#: Standard deviation of the distance, in logs, that the speaker of a bound keeps: a factor of 1.35.
DISTANCE: Final = 0.3
#: How each wording is made, and to which side of what is believed it lies.
WORDINGS: Final = {
    "bare": (Estimate.of, 0.0),
    "about": (Estimate.about, 0.0),
    "at least": (Estimate.at_least, -1.0),
    "more than": (Estimate.more_than, -1.0),
    "up to": (Estimate.up_to, 1.0),
}
#: Half of the figures are points, a third are lower and a sixth upper bounds.
PRESS: Final = {"bare": 0.25, "about": 0.25, "at least": 0.15, "more than": 0.2, "up to": 0.15}


@dataclass(frozen=True)
class World:
    """How figures come about.

    Attributes:
        name: What is special about it.
        rho: Share of the variance of errors that all origins of a case have in common. It comes on top of the spread
            between origins, which is all that can be seen of the errors.
        spread: Standard deviation of the logs of an origin's own errors; 0.35 is what the default prior expects.
        wordings: Share of each wording among the figures.
        bias: Factor by which all figures of all cases are off.
        wild: Share of figures that are off by a factor of ten, up or down.
    """

    name: str
    rho: float
    spread: float = 0.35
    wordings: Mapping[str, float] = field(default_factory=lambda: {"bare": 0.5, "about": 0.5})
    bias: float = 1.0
    wild: float = 0.0


#: No shared error, and the least, median and greatest share of it that was found in nine sets of independent figures
#: with known truth: populations, calorie guesses, groceries, coins, forecasts, physics averages.
RHOS: Final = (0.0, 0.13, 0.38, 0.88)
WORLDS: Final = (
    *(World("points", rho) for rho in RHOS),
    *(World("bounds and points", rho, wordings=PRESS) for rho in RHOS),
    *(World("points, twice the spread", rho, spread=0.7) for rho in RHOS),
    World("lower bounds, one in ten a point", 0.38, wordings={"at least": 0.45, "more than": 0.45, "about": 0.1}),
    World("bounds and points, all 50 % too high", 0.38, wordings=PRESS, bias=1.5),
    World("points, all 50 % too high", 0.38, bias=1.5),
    World("points, one in ten off tenfold", 0.38, wild=0.1),
)


@dataclass(frozen=True)
class Said:
    """Figures of many cases, as read; all arrays are flat, case by case."""

    truth: Numbers
    point: Numbers
    low: Numbers
    high: Numbers
    low_open: NDArray[np.bool_]
    high_open: NDArray[np.bool_]


def rounded(values: Numbers, rng: np.random.Generator) -> Numbers:
    """Values to one or two significant figures, as speakers like."""
    unit = 10.0 ** (np.floor(np.log10(values)) - rng.integers(0, 2, values.shape))
    figures: Numbers = np.maximum(np.round(values / unit), 1.0) * unit
    return figures


def said(world: World, origins: int) -> Said:
    """Draw cases and read what their origins say."""
    rng = np.random.default_rng([SEED, WORLDS.index(world), origins])
    truth = np.exp(rng.uniform(math.log(1e4), math.log(1e6), CASES))
    shared = rng.normal(0.0, world.spread * math.sqrt(world.rho / (1 - world.rho)), (CASES, 1))
    own = rng.normal(0.0, world.spread, (CASES, origins))
    off = np.where(rng.random(own.shape) < world.wild, rng.choice([-1.0, 1.0], own.shape) * math.log(10), 0.0)
    believed = np.exp(np.log(truth * world.bias)[:, None] + shared + own + off).ravel()
    words = rng.choice(list(world.wordings), believed.size, p=list(world.wordings.values()))
    distance = np.abs(rng.normal(0.0, DISTANCE, believed.size))
    side = np.select([words == word for word in WORDINGS], [side for _, side in WORDINGS.values()])
    figures = rounded(believed * np.exp(side * distance), rng)
    profile = profile_named("default")
    read = [
        profile.read(WORDINGS[str(word)][0](round(figure), "person")).interval
        for word, figure in zip(words, figures, strict=True)
    ]
    return Said(
        truth=truth,
        point=figures,
        low=np.array([interval.low for interval in read]),
        high=np.array([interval.high for interval in read]),
        low_open=np.array([interval.low_open for interval in read]),
        high_open=np.array([interval.high_open for interval in read]),
    )


def measured(world: World, origins: int) -> dict[str, float]:
    """Shares of cases whose truth each range holds, among those that have the range."""
    found = said(world, origins)
    offsets = np.arange(0, len(found.low) + 1, origins)
    known = stats.identified(found.low, found.high, offsets=offsets)
    kept, truth = np.repeat(known, origins), found.truth[known]
    tails = [tail for level in LEVELS for tail in ((1 - level) / 2, (1 + level) / 2)]
    ends = stats.plausible_quantiles(
        found.low[kept], found.high[kept], q=tails, offsets=np.arange(0, kept.sum() + 1, origins)
    )
    shares = {"identified": float(known.mean())}
    for place, level in enumerate(LEVELS):
        low, high = ends[:, 2 * place], ends[:, 2 * place + 1]
        shares[f"{level:.0%} range"] = float(((low <= truth) & (truth <= high)).mean())
    shares["factor of the 80% range"] = float(np.sqrt(np.median(ends[:, 3] / ends[:, 2])))
    region = stats.interval_median(
        found.low,
        found.high,
        low_open=found.low_open,
        high_open=found.high_open,
        offsets=offsets,
        ties="shared",
    )
    shares["central region"] = float(((region.low <= found.truth) & (found.truth <= region.high)).mean())
    low, high = (end.reshape(CASES, origins) for end in (found.low, found.high))
    shares["range of claims"] = float(((low.min(axis=1) <= found.truth) & (found.truth <= high.max(axis=1))).mean())
    if origins > 1 and set(world.wordings) <= {"bare", "about"}:
        logs = np.log(found.point.reshape(CASES, origins))
        reach = logs.std(axis=1, ddof=1) / math.sqrt(origins) * stdtrit(origins - 1, 0.9)
        shares["80% t interval of the mean"] = float((np.abs(np.log(found.truth) - logs.mean(axis=1)) <= reach).mean())
    return shares


def table() -> list[dict[str, str]]:
    """All that is measured, one row for each world and range, one column for each number of origins."""
    rows: list[dict[str, str]] = []
    for number, world in enumerate(WORLDS, 1):
        print(f"{number} of {len(WORLDS)}: {world.name}, rho {world.rho:g}", file=sys.stderr)
        columns = {origins: measured(world, origins) for origins in ORIGINS}
        rows.extend(
            {"figures": world.name, "rho": f"{world.rho:g}", "measure": measure}
            | {
                str(origins): f"{columns[origins][measure]:.3f}" if measure in columns[origins] else ""
                for origins in ORIGINS
            }
            for measure in columns[2]
        )
    return rows


#: Of the picture: width and height of a panel, and the space between panels and around them.
WIDTH, HEIGHT, GAP, MARGIN = 250.0, 190.0, 62.0, 48.0
#: Colours that people with any colour vision tell apart (Okabe and Ito), legible on white and on black.
COLOURS: Final = ("#0072b2", "#009e73", "#e69f00", "#d55e00", "#cc79a7")
_HEAD: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" role="img"
  font-family="sans-serif" font-size="12">
<title>Share of truths inside the nominal 80 % range, by number of origins</title>
<style>text{{fill:#777}} .axis{{stroke:#888}} .goal{{stroke:#888;stroke-dasharray:4 4}}</style>"""
#: The lowest share that a panel shows.
LEAST: Final = 0.2


def picture(rows: list[dict[str, str]]) -> str:
    """Three panels of curves: coverage of the nominal 80 % range by number of origins."""
    panels: dict[str, list[tuple[str, Mapping[str, str]]]] = {
        title: [(f"shared {rho:.0%}", _row(rows, figures, rho)) for rho in RHOS]
        for title, figures in (("Points only", "points"), ("Half of the figures are bounds", "bounds and points"))
    }
    panels["Where it fails (shared 38%)"] = [
        ("as on the left", _row(rows, "bounds and points", 0.38)),
        ("twice the spread", _row(rows, "points, twice the spread", 0.38)),
        ("nine in ten are lower bounds", _row(rows, "lower bounds, one in ten a point", 0.38)),
        ("all 50% too high", _row(rows, "points, all 50 % too high", 0.38)),
        ("not ours: t interval of the mean", _row(rows, "points", 0.38, "80% t interval of the mean")),
    ]
    wide, high = 3 * WIDTH + 2 * GAP + 2 * MARGIN, HEIGHT + 2 * MARGIN + 102
    parts = [_HEAD.format(wide=wide, high=high)]
    for place, (title, curves) in enumerate(panels.items()):
        parts.extend(_panel(MARGIN + place * (WIDTH + GAP), title, curves))
    return "\n".join((*parts, "</svg>", ""))


def _row(rows: list[dict[str, str]], figures: str, rho: float, measure: str = "80% range") -> Mapping[str, str]:
    key = (figures, f"{rho:g}", measure)
    return next(row for row in rows if (row["figures"], row["rho"], row["measure"]) == key)


def _panel(left: float, title: str, curves: list[tuple[str, Mapping[str, str]]]) -> list[str]:
    """One panel with its axes, its curves and their names below."""
    top, bottom = MARGIN, MARGIN + HEIGHT

    def x(origins: float) -> float:
        return left + (origins - 0.5) / 10 * WIDTH

    def y(share: float) -> float:
        return bottom - (share - LEAST) / (1 - LEAST) * HEIGHT

    parts = [
        f'<text x="{left:g}" y="{top - 16:g}" font-weight="bold">{title}</text>',
        f'<path class="axis" fill="none" d="M{left:g},{top:g}V{bottom:g}H{left + WIDTH:g}"/>',
        f'<path class="goal" fill="none" d="M{left:g},{y(0.8):.1f}H{left + WIDTH:g}"/>',
        f'<text x="{left + WIDTH / 2:g}" y="{bottom + 34:g}" text-anchor="middle">origins</text>',
    ]
    parts += [
        f'<text x="{left - 6:g}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        for share in (0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    parts += [f'<text x="{x(n):.1f}" y="{bottom + 17:g}" text-anchor="middle">{n}</text>' for n in ORIGINS]
    for place, ((name, row), colour) in enumerate(zip(curves, COLOURS, strict=False)):
        at = [(x(n), y(float(row[str(n)]))) for n in ORIGINS if row[str(n)]]
        line = " ".join(f"{across:.1f},{up:.1f}" for across, up in at)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="2.6" fill="{colour}"/>' for across, up in at]
        across, down = left, bottom + 56 + place * 17
        parts.append(f'<path d="M{across:.1f},{down - 4:g}h16" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{across + 21:.1f}" y="{down:g}">{name}</text>')
    return parts


def main() -> None:
    """Write the table and the picture."""
    rows = table()
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "calibration.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (FOLDER / "calibration.svg").write_text(picture(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
