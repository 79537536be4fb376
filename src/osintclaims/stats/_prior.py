"""What is believed about the spread of origins before any figure is read. Imports no NumPy."""

import math
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError

__all__ = ["DEFAULT_PRIOR", "PRESS_DEATHS", "PRESS_INJURIES", "SpreadPrior"]


def _positive(instance: object, attribute: "attrs.Attribute[float]", value: object) -> None:
    """Refuse everything but a positive, finite number."""
    del instance
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        raise InvalidValueError("E106", f"{attribute.name} of a spread prior: {value!r}", "a positive, finite number")


@attrs.frozen
class SpreadPrior:
    """A scaled-inverse-chi-squared prior on the variance of independent figures, on the log scale.

    The logs of the figures are drawn from a normal distribution with unknown centre (flat prior) and standard deviation
    ``s``; ``s ** 2`` is scaled-inverse-chi-squared with `weight` degrees of freedom and scale ``log_sd ** 2``. The
    truth is one more draw, with variance ``truth_ratio * s ** 2``: figures about one event share error, so more of
    them do not shrink the range to nothing.

    Attributes:
        log_sd: Typical standard deviation of the natural logs. 0.35 is half of log 2, for the median ratio between
            the high and the low figure of one event is 2.0 both in UCDP's coding and between press reports.
        weight: How many figures' worth of evidence the prior is. At 4, two figures that happen to agree do not
            collapse the range.
        truth_ratio: Variance of the truth around the common centre, as a multiple of the variance between origins.
        provenance: Where the three numbers come from, in words; printed with results.

    Raises:
        InvalidValueError: E106, a number is not positive and finite.

    Examples:
        >>> from osintclaims.stats import SpreadPrior
        >>> SpreadPrior(0.5, 4).log_sd
        0.5
    """

    log_sd: float = attrs.field(default=0.35, validator=_positive)
    weight: float = attrs.field(default=4.0, validator=_positive)
    truth_ratio: float = attrs.field(default=1.0, validator=_positive)
    provenance: str = "half of log 2: the median high/low ratio is 2.0 in UCDP GED and between MAVERICK event reports"


#: The prior of every function here unless another is given.
DEFAULT_PRIOR: Final = SpreadPrior()

#: Deaths in press reports: 0.48 is the pooled standard deviation of log counts within an event.
PRESS_DEATHS: Final = SpreadPrior(
    log_sd=0.48, weight=4.0, provenance="MAVERICK event reports, deaths: pooled within-event log sd 0.48"
)

#: Injuries in press reports: 0.81 is the pooled standard deviation of log counts within an event.
PRESS_INJURIES: Final = SpreadPrior(
    log_sd=0.81, weight=4.0, provenance="MAVERICK event reports, injuries: pooled within-event log sd 0.81"
)
