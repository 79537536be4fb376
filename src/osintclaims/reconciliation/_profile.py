"""How words become intervals: hedge profiles."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Estimate, Hedge, Interval, all_must_be, must_be
from osintclaims.reconciliation._row import Row, digits, figure_of

__all__ = ["Profile", "Reading"]

#: Every positive value: what an existence statement says.
_SOME: Final = Interval(0.0, math.inf, low_open=True, high_open=True)
#: Hedges before a vague word, and whether they leave its upper end open: "at least several hundred".
_BOUNDS: Final = MappingProxyType(
    {
        "more than ": True,
        "at least ": True,
        "just over ": True,
        "less than ": False,
        "at most ": False,
        "up to ": False,
        "nearly ": False,
    }
)
_ALL: Final = Interval(-math.inf, math.inf, low_open=True, high_open=True)

#: Least share of a figure that it may be off: a few units in the last place of a double, so that the range of a figure
#: with all of its digits is not empty, not even in another unit.
_LEAST_SHARE: Final = 2.0**-50


@attrs.frozen
class Reading:
    """What a profile makes of an estimate.

    What the words exclude for certain is `Estimate.interval`; the reading of a hedge lies within it.

    Attributes:
        interval: The values the wording admits.
        point: The value the speaker commits to, or is taken to mean; None if there is none.
        notes: What was special: ``vague`` (a word in place of a number), ``soft`` (an upper bound that can be
            cancelled), ``narrowed`` (an end that the words leave open was read into them).
        rule: The hedge, hedge word or vague word by which it was read.
        profile: The profile in which that rule stands; another than was asked for where that one has no rule.
    """

    interval: Interval
    point: float | None
    notes: tuple[str, ...] = ()
    rule: str = ""
    profile: str = ""

    def scaled(self, factor: float) -> "Reading":
        """The same reading in a unit that is `factor` times smaller."""
        must_be("factor", factor, int, float)
        if factor == 1:
            return self
        point = None if self.point is None else self.point * factor
        return attrs.evolve(self, interval=self.interval.scaled(factor), point=point)


def _frozen(rows: Mapping[str, tuple[float, ...]]) -> Mapping[str, tuple[float, ...]]:
    must_be("vague", rows, Mapping)
    return MappingProxyType({word: all_must_be("vague", row, int, float) for word, row in rows.items()})


def _rebuilt(fields: dict[str, Any]) -> "Profile":
    return Profile(**fields)


@attrs.frozen(kw_only=True)
class Profile:
    """A named way of reading hedged figures; its name is part of every result.

    What its rows do not read, its base reads; without a base, the conventions on rounding do.

    Attributes:
        name: Its name.
        description: What it assumes, in a sentence.
        source: Where its values come from.
        last_figure: How much of a unit of the last non-zero digit a bare figure may be off.
        bare_at_most: The same as a share of the figure, at most.
        about_shares: Share that "about" may be off, by number of significant figures: first for one, then for two, ...;
            never less than a bare figure, as which it is read beyond the list.
        rows: Readings of single hedges; the first that applies counts.
        vague: Words in place of numbers: a code, (from, below), or (from, value taken, below).
        base: The profile that reads what this one does not.

    Raises:
        ReconciliationError: A vague word whose numbers are not positive, or not in order.

    Examples:
        >>> from osintclaims import Estimate
        >>> from osintclaims.reconciliation import profile_named
        >>> default = profile_named("default")
        >>> default.read(Estimate.of(10_000, "person")).interval
        Interval(low=9500.0, high=10500.0, low_open=False, high_open=True)
        >>> default.read(Estimate.about(1_500, "person")).interval
        Interval(low=1425.0, high=1575.0, low_open=False, high_open=False)
        >>> capped = profile_named("pragmatic").read(Estimate.at_least(7_000, "person"))
        >>> capped.interval.high, capped.notes, capped.rule
        (9800.0, ('narrowed',), 'at least')
    """

    name: str
    description: str
    source: str
    last_figure: float = 0.0
    bare_at_most: float = 0.0
    about_shares: tuple[float, ...] = ()
    rows: tuple[Row, ...] = ()
    vague: Mapping[str, tuple[float, ...]] = attrs.field(
        factory=dict[str, tuple[float, ...]], converter=_frozen, hash=False
    )
    base: "Profile | None" = None

    def __attrs_post_init__(self) -> None:
        for word, row in self.vague.items():
            if not 1 <= len(row) <= 3 or row[0] <= 0 or list(row) != sorted(set(row)):
                raise ReconciliationError(
                    f'profile {self.name}: "{word}" is {list(row)}; give a code, [from, below] or [from, value, below]'
                )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the fields: a read-only mapping cannot be pickled as it is."""
        return _rebuilt, ({**attrs.asdict(self, recurse=False), "vague": dict(self.vague)},)

    def read(self, estimate: Estimate) -> Reading:
        """The interval that the wording of an estimate admits, in its own unit.

        An upper bound without a lower one reaches down to zero. A vague word without a row says only that there are
        some; a bound before one ("at least several hundred") opens the other end of its row.
        """
        must_be("estimate", estimate, Estimate)
        if estimate.hedge is Hedge.VAGUE:
            return _vague(self, " ".join(estimate.vague.casefold().split()))
        figure = figure_of(estimate)
        if figure is not None:
            row = next((row for row in self.rows if row.applies_to(estimate)), None)
            if row is not None:
                return self._by_row(row, estimate, figure)
        if self.base is not None:
            return self.base.read(estimate)
        rule = estimate.hedge.value.replace("_", " ")
        interval = _within_words(self._near(estimate, figure), estimate)
        return Reading(interval, estimate.best, _soft(estimate), rule, self.name)

    def _by_row(self, row: Row, estimate: Estimate, figure: float) -> Reading:
        interval = _within_words(row.around(figure), estimate)
        taken = None if row.best is None else row.best * figure
        point = estimate.best if taken is None or not interval.contains(taken) else taken
        narrowed = ("narrowed",) if estimate.is_one_sided else ()
        return Reading(interval, point, (*_soft(estimate), *narrowed), row.name, self.name)

    @property
    def conventions(self) -> str:
        """What the profile takes for granted, in a sentence or two for people; of its base, what it leaves to that."""
        last, read = self, set[Hedge]()
        while last.base is not None:
            read |= {row.hedge for row in last.rows if not row.words and math.isinf(row.below)}
            last = last.base
        shares = " or ".join(f"{share:.0%} ({figures})" for figures, share in enumerate(last.about_shares, 1))
        about = f"is within {shares} by number of significant figures" if shares else "adds nothing to its figure"
        near = f"within {last.last_figure:g} units of its last digit other than 0, at most {last.bare_at_most:.0%}"
        said = {
            Hedge.ABOUT: f'"about" {about}',
            Hedge.BARE: f"a bare figure is {near if last.last_figure else 'exact'}",
        }
        assumed = "; ".join(text for hedge, text in said.items() if hedge not in read)
        if self.base is None:
            return f"Conventions: {assumed}."
        return f"Profile {self.name}: {self.description}. Else as {self.base.name}{assumed and ': '}{assumed}."

    def _near(self, estimate: Estimate, figure: float | None) -> Interval:
        """The values near the figure of an estimate, by the conventions on rounding."""
        if figure is None:
            return _ALL
        if estimate.hedge is Hedge.BARE:
            margin = self._rounding(figure)
            return Interval(figure - margin, figure + margin, high_open=margin > 0)
        margin = self._about(figure) if estimate.hedge in (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER) else 0.0
        if estimate.hedge is Hedge.ABOUT or margin > 0:
            return Interval(figure - margin, figure + margin)
        return _ALL

    def _rounding(self, value: float) -> float:
        """How far a bare figure may be off: 0 only for 0."""
        last_unit = 10.0 ** digits(value)[1]
        margin = min(self.last_figure * last_unit, self.bare_at_most * abs(value))
        return max(margin, _LEAST_SHARE * abs(value)) if margin else 0.0

    def _about(self, value: float) -> float:
        """How far an approximate figure may be off: never less than a bare one."""
        figures, _ = digits(value)
        share = self.about_shares[figures - 1] if figures <= len(self.about_shares) else 0.0
        return max(share * abs(value), self._rounding(value))


def _vague(profile: Profile, word: str) -> Reading:
    """What a profile, or else its base, reads into a vague word."""
    row = profile.vague.get(word)
    if row is None:
        for words, is_open in _BOUNDS.items():
            if word.startswith(words):
                return _opened(_vague(profile, word.removeprefix(words)), upward=is_open)
        if profile.base is not None:
            return _vague(profile.base, word)
    point: float | None = None
    match row:
        case None:
            interval = _SOME
        case (code,):
            interval, point = Interval(code, code), code
        case _:
            interval = Interval(row[0], row[-1], high_open=True)
            point = row[1] if len(row) > 2 else None
    return Reading(interval, point, ("vague",), word, profile.name)


def _opened(reading: Reading, *, upward: bool) -> Reading:
    """A vague word's reading without its upper end, or its lower one, and its point; existence stays existence."""
    if reading.interval == _SOME:
        return reading
    stated = reading.interval
    if upward:
        stated = attrs.evolve(stated, high=math.inf, high_open=True)
    else:
        stated = attrs.evolve(stated, low=0.0, low_open=True)
    return attrs.evolve(reading, interval=stated, point=None)


def _within_words(near: Interval, estimate: Estimate) -> Interval:
    """An interval within what the words admit; what is not bounded below starts at zero."""
    # The bounds of a bare figure are the figure itself, and it may be rounded all the same.
    is_rounded = estimate.hedge is Hedge.BARE and figure_of(estimate) is not None
    interval = near if is_rounded else near.intersect(estimate.interval)
    if math.isinf(interval.low):
        interval = attrs.evolve(interval, low=min(0.0, interval.high), low_open=False)
    return interval


def _soft(estimate: Estimate) -> tuple[str, ...]:
    return ("soft",) if estimate.hedge is Hedge.UP_TO else ()
