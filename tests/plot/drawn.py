"""Claims to draw, and what stands in a drawing."""

from typing import Any

from osintclaims import Claim, Estimate, claim

SENT = "Troops sent"


def about(value: float, by: str, **settings: Any) -> Claim:
    """About so many people."""
    return claim(SENT, Estimate.about(value, "person"), by=by, **settings)


def over(value: float, by: str, **settings: Any) -> Claim:
    """More than so many people."""
    return claim(SENT, Estimate.more_than(value, "person"), by=by, **settings)


def up_to(value: float, by: str, **settings: Any) -> Claim:
    """Up to so many people."""
    return claim(SENT, Estimate.up_to(value, "person"), by=by, **settings)


def marks(ax: Any, marker: str) -> list[tuple[float, float]]:
    """Places of the marks of a kind."""
    return [
        (float(x), float(y))
        for line in ax.lines
        if isinstance(line.get_marker(), str) and line.get_marker() == marker
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def arrows(ax: Any) -> list[tuple[float, float]]:
    """Edge (0 left, 1 right) and height of each open arrow."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.lines
        if not isinstance(line.get_marker(), str)
    ]


def bars(ax: Any) -> list[tuple[float, float, float]]:
    """Left end, right end and height of every filled area."""
    found: list[tuple[float, float, float]] = []
    for area in ax.collections:
        places = area.get_paths()[0].vertices
        (left, bottom), (right, top) = places.min(axis=0), places.max(axis=0)
        found.append((float(left), float(right), float(top - bottom)))
    return found


def texts(ax: Any) -> str:
    """Every word of a drawing."""
    labels = [*ax.get_yticklabels(), *ax.get_yticklabels(minor=True), *ax.get_xticklabels(), *ax.texts]
    return "\n".join((ax.get_title(loc="left"), ax.get_xlabel(), *(label.get_text() for label in labels)))
