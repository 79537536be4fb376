"""Who told whom: origins on the left, those who passed it on, outlets on the right."""

# pyright: basic
# Matplotlib's types are partially unknown to pyright, which strict mode reports wherever they are touched.

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from osintclaims.model import Claim, Corpus, Source, SourceKind
from osintclaims.plot import _style as style
from osintclaims.reconciliation import Consensus, many

if TYPE_CHECKING:
    import matplotlib.axes

__all__ = ["Flow", "Stop", "provenance", "routes"]

#: Width of a new figure and height of a stop, in inches.
_WIDE: Final = 7.2
_ROW: Final = 0.29
#: Points between the axes and the title, where the heads of the columns stand, and between them and the key.
_HEADS: Final = 16.0
_KEY: Final = 6.0
#: Share of the axes that names on each side may take, and that lies between a mark and its name.
_NAMES: Final = 0.33
_GAP: Final = 0.014
#: Thickest line, in points, whatever number of claims it stands for.
_THICKEST: Final = 7.0
#: Blue, bluish green, reddish purple, orange, vermilion, black of Okabe and Ito (2008): neighbours differ in grey, too.
_COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")


@attrs.frozen
class Stop:
    """A source in the place it has in a chain.

    Attributes:
        column: 0 for origins, the last for outlets.
        id: Its id there.
        name: Its name.
        is_named: Whether somebody is named.
    """

    column: int
    id: str
    name: str
    is_named: bool = True


@attrs.frozen
class Flow:
    """Claims that went from one stop to the next.

    Attributes:
        start: The stop nearer to the origin.
        end: The stop nearer to the reader.
        origin: The organisation they come from.
        claims: How many.
        copies: How many of these restate another claim.
    """

    start: Stop
    end: Stop
    origin: str
    claims: int
    copies: int


def routes(evidence: Corpus | Consensus) -> tuple[Flow, ...]:
    """The ways that claims took from their origins to what was read.

    Origins are organisations, as they count in a reconciliation. An outlet of which nothing is known is named by its
    documents.

    Args:
        evidence: A corpus, or a result, whose claims are taken.
    """
    claims = evidence.claims
    last = max((claim.attribution.depth for claim in claims), default=1)
    columns = max(last - 1, 1)
    found: Counter[tuple[Stop, Stop, str]] = Counter()
    copies: Counter[tuple[Stop, Stop, str]] = Counter()
    for claim in claims:
        stops = _stops(claim, columns)
        for start, end in itertools.pairwise(stops):
            key = (start, end, stops[0].id)
            found[key] += 1
            copies[key] += claim.restates is not None
    return tuple(Flow(*key, number, copies[key]) for key, number in found.items())


def _stops(claim: Claim, columns: int) -> list[Stop]:
    """Origin, those between, and outlet; who prints what it says itself is origin and outlet."""
    chain = [link.source for link in reversed(claim.attribution.chain)]
    top = chain[0].organisation
    is_named = not claim.attribution.is_unattributed
    obscure = top == chain[-1] and top.kind is SourceKind.UNKNOWN
    name = _outlet(claim, top)[1] if obscure else top.name
    first = Stop(0, top.id, name) if is_named else Stop(0, "", "nobody named", is_named=False)
    between = [Stop(place, source.id, source.name) for place, source in enumerate(chain[1:-1], 1)]
    return [first, *between, Stop(columns, *_outlet(claim, chain[-1]))]


def _outlet(claim: Claim, publisher: Source) -> tuple[str, str]:
    documents = claim.documents
    if publisher.kind is SourceKind.UNKNOWN and documents:
        return f"document:{documents[0].id}", f"document {documents[0].id}"
    return publisher.id, publisher.name


def provenance(evidence: Corpus | Consensus, *, ax: "matplotlib.axes.Axes | None" = None) -> "matplotlib.axes.Axes":
    """Draw who told whom.

    Origins stand on the left, outlets on the right, those who passed a claim on between them. A line is as thick as the
    claims that went along it; dashed ones are copies of another claim. Origins that several outlets print are coloured:
    however many lines leave them, each is one voice. The rest is grey.

    Args:
        evidence: A corpus, or a result of `osintclaims.reconcile`, whose claims are drawn.
        ax: Where to draw; None makes a figure.

    Raises:
        ImportError: Matplotlib is not installed.

    Examples:
        >>> from osintclaims import load_seed_corpus, reconcile
        >>> from osintclaims.plot import provenance
        >>> ax = provenance(reconcile(load_seed_corpus(), "dprk-troops-sent-2024-autumn"))
        >>> ax.get_title(loc="left").splitlines()[0]
        'Who told whom: North Korean troops sent to Russia, autumn 2024'
    """
    flows = routes(evidence)
    places = _places(flows)
    rows = max((place for _, place in places.values()), default=0.0) + 1
    room = _WIDE if ax is None else style.room_of(ax)[0]
    title, key = _texts(evidence, flows, room)
    if ax is None:
        above = (_HEADS + (title.count("\n") + 1) * 1.35 * style.TITLE) / 72
        below = (_KEY + (key.count("\n") + 1) * 1.35 * style.SMALL) / 72
        ax = style.new_axes(_WIDE, _ROW * rows, left=0, right=0, above=above, below=below)
    ax.set(xlim=(0, 1), ylim=(rows - 0.4, -0.6))
    ax.set_axis_off()
    colours = _colours(flows)
    for flow in sorted(flows, key=lambda flow: flow.origin in colours):  # coloured ones on top
        _flow(ax, flow, places, colours.get(flow.origin, style.LEFT_OUT))
    outlets = _outlets(flows)
    for stop, place in places.items():
        first = stop.column == 0
        colour = colours.get(stop.id, style.MUTED) if first else style.MUTED
        ax.plot(*place, marker="o" if first else "s", markersize=5, color=colour, zorder=4)
        _name(ax, stop, place, room, outlets=outlets[stop.id] if first else 0)
    _frame(ax, flows, title, key)
    return ax


def _outlets(flows: Iterable[Flow]) -> dict[str, int]:
    """How many outlets print each origin, in the end."""
    last = max((flow.end.column for flow in flows), default=0)
    found: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        if flow.end.column == last:
            found[flow.origin].add(flow.end.id)
    return defaultdict(int, {origin: len(ids) for origin, ids in found.items()})


def _colours(flows: Sequence[Flow]) -> dict[str, str]:
    """Colours for the named origins that most outlets print, as many as can be told apart."""
    outlets = _outlets(flows)
    several = sorted(
        (origin for origin in outlets if origin and outlets[origin] > 1), key=lambda one: (-outlets[one], one)
    )
    return dict(zip(several, _COLOURS, strict=False))


def _places(flows: Sequence[Flow]) -> dict[Stop, tuple[float, float]]:
    """Columns of stops, ordered so that few lines cross: each goes to the middle of its neighbours, again and again."""
    columns: dict[int, list[Stop]] = defaultdict(list)
    near: dict[Stop, list[Stop]] = defaultdict(list)
    for stop in sorted(
        {stop for flow in flows for stop in (flow.start, flow.end)}, key=lambda one: (one.column, one.id)
    ):
        columns[stop.column].append(stop)
    for flow in flows:
        near[flow.start].append(flow.end)
        near[flow.end].append(flow.start)
    rows = max(map(len, columns.values()), default=0)
    height: dict[Stop, float] = {}
    for _ in range(8):
        for column in columns.values():
            if height:
                column.sort(
                    key=lambda one: (sum(height.get(other, 0.0) for other in near[one]) / len(near[one]), one.id)
                )
            step = (rows - 1) / (len(column) - 1) if len(column) > 1 else 0.0
            height |= {stop: place * step if step else (rows - 1) / 2 for place, stop in enumerate(column)}
    last = max(columns, default=1)
    return {
        stop: (_NAMES + (1 - 2 * _NAMES) * stop.column / last, height[stop])
        for column in columns.values()
        for stop in column
    }


def _flow(ax: "matplotlib.axes.Axes", flow: Flow, places: dict[Stop, tuple[float, float]], colour: str) -> None:
    """A curve from stop to stop; copies as a dashed one beside it."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - only drawing needs it
    from matplotlib.path import Path  # noqa: PLC0415 - only drawing needs it

    (left, top), (right, bottom) = places[flow.start], places[flow.end]
    middle = (left + right) / 2
    own = flow.claims - flow.copies
    for number, is_copy, shift in ((own, False, -0.05), (flow.copies, True, 0.05)):
        if number:
            way = 0.0 if own == 0 or flow.copies == 0 else shift
            corners = [(left, top + way), (middle, top + way), (middle, bottom + way), (right, bottom + way)]
            path = Path(corners, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
            ax.add_patch(
                PathPatch(
                    path,
                    fill=False,
                    edgecolor=colour,
                    linewidth=min(0.7 + 0.6 * number, _THICKEST),
                    linestyle=(0, (3, 1.5)) if is_copy else "solid",
                    alpha=0.85,
                    zorder=3 if colour != style.LEFT_OUT else 2,
                )
            )


def _name(ax: "matplotlib.axes.Axes", stop: Stop, place: tuple[float, float], room: float, *, outlets: int) -> None:
    """The name beside its stop, on the outer side; between the columns above it."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - only drawing needs it

    is_left, is_middle = stop.column == 0, 0.0 < place[0] - _NAMES < 0.999 * (1 - 2 * _NAMES)
    space = room * (_NAMES - _GAP) - 0.2
    text = style.squeezed(stop.name + (f" ({outlets} outlets)" if outlets > 1 else ""), space, style.NAME)
    settings: dict[str, Any] = {"ha": "right" if is_left else "left", "va": "center", "fontsize": style.NAME}
    if is_middle:
        settings |= {"ha": "center", "va": "bottom", "fontsize": style.DETAIL}
        settings["path_effects"] = [withStroke(linewidth=2.5, foreground=style.paper(ax))]
    ax.annotate(
        text,
        place,
        xytext=(0, 4) if is_middle else (-8 if is_left else 8, 0),
        textcoords="offset points",
        fontstyle="normal" if stop.is_named else "italic",
        color=None if stop.is_named else style.MUTED,
        parse_math=False,
        zorder=5,
        **settings,
    ).set_in_layout(False)  # names lie within the axes, which must not shrink for them


def _texts(evidence: Corpus | Consensus, flows: Sequence[Flow], room: float) -> tuple[str, str]:
    """Title, and what the lines mean."""
    about = evidence.title if isinstance(evidence, Corpus) else evidence.measurand.label
    copies = sum(claim.restates is not None for claim in evidence.claims)
    origins = len({flow.origin for flow in flows if flow.start.column == 0 and flow.start.is_named})
    counted = f"{many(len(evidence.claims), 'claim')} of {many(origins, 'named origin')}"
    known = f"{counted}, {copies} of them copies (dashed)." if copies else f"{counted}."
    thick = " Lines are as thick as their claims." if flows else ""
    coloured = " In colour: origins that several outlets print, each of them one voice." if _colours(flows) else ""
    line = room - 2 * style.MARGIN
    title = f"Who told whom{f': {about}' if about else ''}"
    return (
        style.wrapped(title, line, style.TITLE, lines=2, bold=True),
        style.wrapped(f"{known}{thick}{coloured}", line, style.SMALL, lines=3),
    )


def _frame(ax: "matplotlib.axes.Axes", flows: Sequence[Flow], title: str, key: str) -> None:
    """Title, heads of the columns, and key."""
    ax.set_title(title, loc="left", fontsize=style.TITLE, fontweight="bold", pad=_HEADS, parse_math=False)
    sides = (("said by", (_NAMES, 1), (-8, 2), "right"), ("read in", (1 - _NAMES, 1), (8, 2), "left"))
    for text, corner, offset, ha in sides if flows else ():
        ax.annotate(
            text,
            corner,
            xycoords="axes fraction",
            xytext=offset,
            textcoords="offset points",
            ha=ha,
            fontsize=style.DETAIL,
            color=style.MUTED,
        ).set_in_layout(False)
    ax.annotate(
        key,
        (0, 0),
        xycoords="axes fraction",
        xytext=(0, -_KEY),
        textcoords="offset points",
        va="top",
        fontsize=style.SMALL,
        color=style.MUTED,
        linespacing=1.35,
        parse_math=False,
    )
