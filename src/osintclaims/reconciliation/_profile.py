"""How words become intervals: hedge profiles, read from data."""

import functools
import math
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Estimate, Hedge, Interval

__all__ = ["PROFILES", "Profile", "Reading", "profile_named"]

_FOLDER: Final = files("osintclaims.reconciliation") / "profiles"

#: Names of the profiles that the library ships.
PROFILES: Final = tuple(
    sorted(entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir() if entry.name.endswith(".toml"))
)

#: Every positive value: what an existence statement says.
_SOME: Final = Interval(0.0, math.inf, low_open=True, high_open=True)

#: Least share of a figure that it may be off: a few units in the last place of a double, so that the range of a figure
#: with all of its digits is not empty, not even in another unit.
_LEAST_SHARE: Final = 2.0**-50


@attrs.frozen
class Reading:
    """What a profile makes of an estimate.

    Attributes:
        interval: The values the wording admits.
        point: The value the speaker commits to, or None.
        notes: What was special: ``vague`` (a word in place of a number), ``soft`` (an upper bound that can be
            cancelled).
    """

    interval: Interval
    point: float | None
    notes: tuple[str, ...] = ()

    def scaled(self, factor: float) -> "Reading":
        """The same reading in a unit that is `factor` times smaller."""
        if factor == 1:
            return self
        point = None if self.point is None else self.point * factor
        return attrs.evolve(self, interval=self.interval.scaled(factor), point=point)


def _frozen(rows: Mapping[str, tuple[float, float]]) -> Mapping[str, tuple[float, float]]:
    return MappingProxyType(dict(rows))


def _rebuilt(fields: dict[str, Any]) -> "Profile":
    return Profile(**fields)


@attrs.frozen(kw_only=True)
class Profile:
    """A named way of reading hedged figures; its name is part of every result.

    Attributes:
        name: Its name.
        description: What it assumes, in a sentence.
        source: Where its values come from.
        last_figure: How much of a unit of the last non-zero digit a bare figure may be off.
        bare_at_most: The same as a share of the figure, at most.
        about_shares: Share that "about" may be off, by number of significant figures: first for one, then for two, ...
        vague: Half-open intervals of words in place of numbers.

    Examples:
        >>> from osintclaims import Estimate
        >>> from osintclaims.reconciliation import profile_named
        >>> default = profile_named("default")
        >>> default.read(Estimate.of(10_000, "person")).interval
        Interval(low=9500.0, high=10500.0, low_open=False, high_open=True)
        >>> default.read(Estimate.about(1_500, "person")).interval
        Interval(low=1425.0, high=1575.0, low_open=False, high_open=False)
    """

    name: str
    description: str
    source: str
    last_figure: float
    bare_at_most: float
    about_shares: tuple[float, ...]
    vague: Mapping[str, tuple[float, float]] = attrs.field(converter=_frozen, hash=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the fields: a read-only mapping cannot be pickled as it is."""
        return _rebuilt, ({**attrs.asdict(self, recurse=False), "vague": dict(self.vague)},)

    def read(self, estimate: Estimate) -> Reading:
        """The interval that the wording of an estimate admits, in its own unit.

        An upper bound without a lower one reaches down to zero. A vague word without a row says only that there are
        some.
        """
        match estimate.hedge:
            case Hedge.VAGUE:
                return self._vague(estimate)
            case Hedge.BARE if (
                estimate.best is not None and estimate.low in (None, estimate.best) and estimate.low == estimate.high
            ):
                return self._bare(estimate.best)
            case Hedge.ABOUT if estimate.best is not None:
                margin = self._about(estimate.best)
                near = Interval(estimate.best - margin, estimate.best + margin)
            case Hedge.NEARLY if estimate.high:
                near = Interval(estimate.high - self._about(estimate.high), estimate.high, high_open=True)
            case Hedge.JUST_OVER if estimate.low:
                near = Interval(estimate.low, estimate.low + self._about(estimate.low), low_open=True)
            case _:
                near = Interval(-math.inf, math.inf, low_open=True, high_open=True)
        interval = near.intersect(estimate.interval)
        if math.isinf(interval.low):
            interval = attrs.evolve(interval, low=min(0.0, interval.high), low_open=False)
        return Reading(interval, estimate.best, ("soft",) if estimate.hedge is Hedge.UP_TO else ())

    @property
    def conventions(self) -> str:
        """What the profile takes for granted about rounding, in a sentence for people."""
        shares = " or ".join(f"{share:.0%} ({figures})" for figures, share in enumerate(self.about_shares, 1))
        return (
            f'Conventions: "about" is within {shares} by number of significant figures; a bare figure is within '
            f"{self.last_figure:g} units of its last digit other than 0, at most {self.bare_at_most:.0%}."
        )

    def _vague(self, estimate: Estimate) -> Reading:
        row = self.vague.get(" ".join(estimate.vague.casefold().split()))
        if row is None:
            return Reading(_SOME, None, ("vague",))
        return Reading(Interval(row[0], row[1], high_open=True), None, ("vague",))

    def _bare(self, value: float) -> Reading:
        margin = self._rounding(value)
        return Reading(Interval(value - margin, value + margin, high_open=margin > 0), value)

    def _rounding(self, value: float) -> float:
        """How far a bare figure may be off: 0 only for 0."""
        last_unit = 10.0 ** _digits(value)[1]
        margin = min(self.last_figure * last_unit, self.bare_at_most * abs(value))
        return max(margin, _LEAST_SHARE * abs(value)) if margin else 0.0

    def _about(self, value: float) -> float:
        """How far an approximate figure may be off."""
        figures, exponent = _digits(value)
        if figures <= len(self.about_shares):
            margin = self.about_shares[figures - 1] * abs(value)
        else:
            margin = self.last_figure * 10.0**exponent
        return max(margin, self._rounding(value))


def _digits(value: float) -> tuple[int, int]:
    """Number of significant figures, and the power of ten of the last one: (2, 3) for 11,000."""
    normal = Decimal(str(value)).normalize()
    figures = len(normal.as_tuple().digits)
    return figures, normal.adjusted() - figures + 1


@functools.cache
def profile_named(name: str) -> Profile:
    """A profile that the library ships.

    Raises:
        ReconciliationError: There is none of this name; the message lists those there are.
    """
    if name not in PROFILES:
        raise ReconciliationError(f'unknown hedge profile "{name}"; choose from {", ".join(PROFILES)}')
    table: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(
        name=table["name"],
        description=table["description"],
        source=table["source"],
        last_figure=table["bare"]["last_figure"],
        bare_at_most=table["bare"]["at_most"],
        about_shares=tuple(table["about"]["shares"]),
        vague={word: (float(low), float(high)) for word, (low, high) in table["vague"].items()},
    )
