"""Mappings: which column of somebody's table means what."""

import re
from typing import Final, Literal

import attrs

from osintclaims.errors import ExchangeError
from osintclaims.model import Modality, TimeKind, must_be

__all__ = ["COLUMN", "Mapping"]

#: A column in the template of a label.
COLUMN: Final = re.compile(r"\{([^{}]+)\}")


def _columns(value: str | tuple[str, ...]) -> tuple[str, ...]:
    must_be("columns", value, str, tuple)
    return (value,) if isinstance(value, str) and value else tuple(value)


@attrs.frozen(kw_only=True)
class Mapping:
    """Which columns of a table hold what: one figure in each row.

    A table with several figures in a row (deaths and injuries) is read by several mappings. An attribute names a column
    unless it says otherwise; an empty one says that there is no such column.

    Attributes:
        measurand: The column, or the columns together, that say what a figure is about: equal cells, one measurand.
        label: What it is, with columns in braces: ``"Deaths in {country}, event {id}"``. Left out, the cells of
            `measurand`.
        unit: Unit of the figures, such as ``person``; a word, not a column.
        unit_column: A column with the unit of each figure.
        low: Smallest value, or minimum.
        best: Best value, or the only one.
        high: Largest value, or maximum.
        text: The figure in words ("dozens", "more than 50"). Where it can be read it is taken before the numbers, which
            stand in for it where it cannot.
        hedge: A column with what the wording does to `best`, one of the values of `Hedge`: ``about``, ``at_least``.
        wording: The figure as printed.
        origin: Who said it.
        outlet: Who passed it on or printed it. Where no origin is given, the outlet speaks for itself.
        claimed_on: When it was said.
        as_of: The time it describes: a column, or two, with beginning and end.
        period: The time the measurand is limited to: a column, or two.
        place: Where.
        published: When it was printed; with `url` or `title` it makes a document of the row.
        url: Where it was printed.
        title: Title of what was printed.
        notes: Remarks.
        id: Names the row; otherwise its number does.
        prefix: Begins the ids of claims and measurands; a word, not a column.
        population: Who is counted; words, not a column.
        state: In which state, such as ``killed``; words, not a column.
        time_kind: Stock, flow or level.
        modality: Observed, forecast and so on.
        coder: Who coded the table; words, not a column.
        zero: Whether a row of nothing but zeros is a figure, or means that the matter was not mentioned.
        unknown: Words for "not known" beyond the usual ones.
        thousands: The sign that parts thousands, where the table has one.
        codebook: Where the meaning of the columns is written down.

    Raises:
        ExchangeError: No column of figures, nothing that says what they are about, or no unit.

    Examples:
        >>> from osintclaims.interop import Mapping
        >>> mine = Mapping(
        ...     measurand="what", best="number", unit="person", origin="who", claimed_on="day"
        ... )
        >>> mine.figures
        ('number',)
    """

    measurand: tuple[str, ...] = attrs.field(converter=_columns)
    label: str = ""
    unit: str = ""
    unit_column: str = ""
    low: str = ""
    best: str = ""
    high: str = ""
    text: str = ""
    hedge: str = ""
    wording: str = ""
    origin: str = ""
    outlet: str = ""
    claimed_on: str = ""
    as_of: tuple[str, ...] = attrs.field(default=(), converter=_columns)
    period: tuple[str, ...] = attrs.field(default=(), converter=_columns)
    place: str = ""
    published: str = ""
    url: str = ""
    title: str = ""
    notes: str = ""
    id: str = ""
    prefix: str = "row"
    population: str = ""
    state: str = ""
    time_kind: TimeKind = TimeKind.STOCK
    modality: Modality = Modality.OBSERVED
    coder: str = ""
    zero: Literal["figure", "not_mentioned"] = "figure"
    unknown: frozenset[str] = frozenset()
    thousands: str = ""
    codebook: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.measurand:
            raise ExchangeError("a mapping needs measurand: the column that says what each figure is about")
        if not self.figures and not self.text:
            raise ExchangeError("a mapping needs a column of figures: low, best, high or text")
        if bool(self.unit) == bool(self.unit_column):
            raise ExchangeError('a mapping needs either unit, such as "person", or unit_column')
        if self.hedge and (not self.best or self.low or self.high):
            raise ExchangeError("hedge says what is done to best; it goes with best alone")
        if self.zero not in ("figure", "not_mentioned"):
            raise ExchangeError(f'zero is {self.zero!r}; choose "figure" or "not_mentioned"')

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns of numbers that it names."""
        return tuple(column for column in (self.low, self.best, self.high) if column)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        single = (self.unit_column, *self.figures, self.text, self.hedge, self.wording, self.origin, self.outlet)
        more = (self.claimed_on, self.place, self.published, self.url, self.title, self.notes, self.id)
        named = (*self.measurand, *COLUMN.findall(self.label), *single, *more, *self.as_of, *self.period)
        return tuple(dict.fromkeys(column for column in named if column))
