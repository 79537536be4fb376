"""How to reconcile: every choice that a result depends on, kept with it."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final, Literal, get_args

import attrs

from osintclaims.errors import ReconciliationError
from osintclaims.model import Independence, Modality, Reliability, must_be
from osintclaims.reconciliation._methods import METHODS, Method
from osintclaims.reconciliation._profile import Profile
from osintclaims.reconciliation._shipped import profile_named
from osintclaims.stats import SpreadPrior

__all__ = ["OBSERVED", "GradeWeights", "Options", "Weights", "options_or_default"]

#: Figures of what happened; the default, because what was expected is another question.
OBSERVED: Final = frozenset({Modality.OBSERVED})


#: Weights of grades as pairs, in the order of the scale: what a mapping from grades to weights comes to.
GradeWeights = tuple[tuple[Reliability | None, float], ...]

#: How a user gives weights.
Weights = Literal["equal"] | Mapping[Reliability, float] | Mapping[Reliability | None, float] | GradeWeights


def _modalities(value: Iterable[Modality] | Modality) -> frozenset[Modality]:
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise ReconciliationError(f"modality is {value!r}; choose from {', '.join(Modality)}")
    given = (value,) if isinstance(value, str) else tuple(value)  # a modality is a string, too
    for one in given:
        if not isinstance(one, Modality):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
            raise ReconciliationError(f"{one!r} is not a Modality; {_member(one)}")
    if not given:
        raise ReconciliationError("modality is empty; name at least one, for example {Modality.OBSERVED}")
    if Modality.OBSERVED in given and len(given) > 1:
        raise ReconciliationError(
            "observed and other figures are never pooled; reconcile once with Modality.OBSERVED, once with the others"
        )
    return frozenset(given)


def _member(value: object) -> str:
    """A hint that names the member whose value was given, or else all of them."""
    named = (f"write Modality.{member.name}" for member in Modality if member == value)
    return next(named, f"choose from {', '.join(Modality)}")


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


def _weights(value: Any) -> Literal["equal"] | GradeWeights:
    """Weights of grades as sorted pairs, so that options can be compared, hashed and passed on."""
    if value == "equal":
        return "equal"
    if not isinstance(value, Mapping | tuple):
        raise ReconciliationError(f'unknown weights {value!r}; "equal", or a mapping such as {{Reliability.A: 1.0}}')
    try:
        pairs: dict[object, object] = dict(value)  # pyright: ignore[reportUnknownArgumentType] - notebooks pass anything
    except (TypeError, ValueError):
        raise ReconciliationError(f"weights is {value!r}; give pairs of a grade and its weight") from None
    if not pairs:
        raise ReconciliationError('weights is empty; "equal" gives every origin the same weight')
    for grade in pairs:
        if grade is not None and not isinstance(grade, Reliability):
            raise ReconciliationError(f"{grade!r} is no grade; weights are given to members of Reliability, or to None")
    weights = tuple((grade, _weight(pairs[grade])) for grade in (*Reliability, None) if grade in pairs)
    if not any(weight for _, weight in weights):
        raise ReconciliationError("every weight is 0, so nobody would be heard; give a grade a weight above 0")
    return weights


def _weight(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ReconciliationError(f"weight {value!r} is no finite number of 0 or more; 0 leaves a grade out")
    return float(value)


def _of_type(kind: type, example: str, _: Any, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A validator for the type of a choice, once the first two are given."""
    if not isinstance(value, kind):
        raise ReconciliationError(f"{attribute.name} is {value!r}; give for example {example}")


def _real(value: float) -> float:
    """A whole number, for example 1, is a number as well."""
    return float(value) if type(value) is int else value


@attrs.frozen(kw_only=True)
class Options:
    """The choices of one reconciliation; see `reconcile` for what each means.

    Raises:
        ReconciliationError: A choice that is not offered, or two that contradict one another.
    """

    known_on: date | None = attrs.field(default=None, validator=_day)
    as_of: date | None = attrs.field(default=None, validator=_day)
    max_age: timedelta | None = attrs.field(
        default=None, validator=attrs.validators.optional(partial(_of_type, timedelta, "timedelta(days=30)"))
    )
    modality: frozenset[Modality] = attrs.field(default=OBSERVED, converter=_modalities)
    independence: Independence = "organisation"
    lift_parts: bool = attrs.field(default=True, validator=partial(_of_type, bool, "False"))
    profile: Profile = attrs.field(factory=lambda: profile_named("default"), converter=_profile)
    weights: Literal["equal"] | GradeWeights = attrs.field(default="equal", converter=_weights)
    party_correlation: float = attrs.field(default=0.0, converter=_real, validator=partial(_of_type, float, "0.5"))
    carry_forward: bool = attrs.field(default=False, validator=partial(_of_type, bool, "True"))
    method: Method = attrs.field(default=METHODS["interval_median"], converter=_method)
    level: float = attrs.field(default=0.8, converter=_real, validator=partial(_of_type, float, "0.8"))
    prior: SpreadPrior = attrs.field(factory=SpreadPrior, validator=partial(_of_type, SpreadPrior, "PRESS_DEATHS"))

    def __attrs_post_init__(self) -> None:
        if self.independence not in get_args(Independence):
            raise ReconciliationError(
                f'unknown independence "{self.independence}"; choose from {", ".join(get_args(Independence))}'
            )
        if not 0 <= self.party_correlation <= 1:
            raise ReconciliationError(f"party_correlation {self.party_correlation} is not between 0 and 1")
        if self.carry_forward and self.as_of is None:
            raise ReconciliationError("carry_forward brings older figures up to as_of; give that day as well")
        if not 0 < self.level < 1:
            raise ReconciliationError(f"level {self.level} is not between 0 and 1; 0.8 asks for an 80 % range")
        if self.max_age is not None and self.known_on is None:
            raise ReconciliationError("max_age counts back from known_on; give that day as well")

    @property
    def method_name(self) -> str:
        """The method's name in `METHODS`, or the name of the callable."""
        named = (name for name, method in METHODS.items() if method is self.method)
        return next(named, getattr(self.method, "__name__", repr(self.method)))


def options_or_default(options: Options | None) -> Options:
    """The options given, or those that hold where none are.

    Raises:
        InvalidValueError: Something else is given (E005).
    """
    if options is None:
        return Options()
    must_be("options", options, Options)
    return options
