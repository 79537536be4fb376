"""How to reconcile: every choice that a result depends on, kept with it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, get_args

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Independence, Modality
from osintclaims.reconciliation._methods import METHODS, Method
from osintclaims.reconciliation._profile import Profile, profile_named
from osintclaims.stats import SpreadPrior

__all__ = ["Options"]

#: Figures of what happened; the default, because what was expected is another question.
OBSERVED: Final = frozenset({Modality.OBSERVED})


def _modalities(value: Iterable[Modality] | Modality) -> frozenset[Modality]:
    given = (value,) if isinstance(value, str) else tuple(value)  # a modality is a string, too
    for one in given:
        if not isinstance(one, Modality):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise ReconciliationError(f"{one!r} is not a Modality; choose from {', '.join(Modality)}")
    if not given:
        raise ReconciliationError("modality is empty; name at least one, for example {Modality.OBSERVED}")
    if Modality.OBSERVED in given and len(given) > 1:
        raise ReconciliationError(
            "observed and other figures are never pooled; reconcile once with Modality.OBSERVED, once with the others"
        )
    return frozenset(given)


def _day(_: Any, attribute: "attrs.Attribute[date | None]", value: object) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ReconciliationError(f"{attribute.name} is {value!r}; give a day such as date(2024, 10, 20)")


def _profile(value: Profile | str) -> Profile:
    return value if isinstance(value, Profile) else profile_named(value)


def _method(value: Method | str) -> Method:
    if isinstance(value, str):
        if value not in METHODS:
            raise ReconciliationError(f'unknown method "{value}"; choose from {", ".join(METHODS)}, or pass a callable')
        return METHODS[value]
    if not callable(value):
        raise ReconciliationError(f"method is {value!r}; give a name, one of {', '.join(METHODS)}, or a callable")
    return value


def _of_type(kind: type, example: str) -> Callable[[Any, "attrs.Attribute[Any]", object], None]:
    """A validator for the type of a choice."""

    def check(_: Any, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kind):
            raise ReconciliationError(f"{attribute.name} is {value!r}; give for example {example}")

    return check


@attrs.frozen(kw_only=True)
class Options:
    """The choices of one reconciliation; see `reconcile` for what each means.

    Raises:
        ReconciliationError: A choice that is not offered, or two that contradict one another.
    """

    known_on: date | None = attrs.field(default=None, validator=_day)
    as_of: date | None = attrs.field(default=None, validator=_day)
    max_age: timedelta | None = attrs.field(
        default=None, validator=attrs.validators.optional(_of_type(timedelta, "timedelta(days=30)"))
    )
    modality: frozenset[Modality] = attrs.field(default=OBSERVED, converter=_modalities)
    independence: Independence = "organisation"
    lift_parts: bool = attrs.field(default=True, validator=_of_type(bool, "False"))
    profile: Profile = attrs.field(factory=lambda: profile_named("default"), converter=_profile)
    weights: Literal["equal"] = "equal"
    method: Method = attrs.field(default=METHODS["interval_median"], converter=_method)
    level: float = attrs.field(default=0.8, validator=_of_type(float, "0.8"))
    prior: SpreadPrior = attrs.field(factory=SpreadPrior, validator=_of_type(SpreadPrior, "PRESS_DEATHS"))

    def __attrs_post_init__(self) -> None:
        if self.independence not in get_args(Independence):
            raise ReconciliationError(
                f'unknown independence "{self.independence}"; choose from {", ".join(get_args(Independence))}'
            )
        if self.weights != "equal":
            raise ReconciliationError(f'unknown weights {self.weights!r}; every origin weighs the same: "equal"')
        if not 0 < self.level < 1:
            raise ReconciliationError(f"level {self.level} is not between 0 and 1; 0.8 asks for an 80 % range")
        if self.max_age is not None and self.known_on is None:
            raise ReconciliationError("max_age counts back from known_on; give that day as well")

    @property
    def method_name(self) -> str:
        """The method's name in `METHODS`, or the name of the callable."""
        named = (name for name, method in METHODS.items() if method is self.method)
        return next(named, getattr(self.method, "__name__", repr(self.method)))
