"""What claims say, in the unit of the question: each read once."""

import math
from typing import Final

from osintclaims.errors import ReconciliationError
from osintclaims.model import Claim, Interval, plural
from osintclaims.reconciliation._profile import Profile, Reading
from osintclaims.units import factor, is_count

__all__ = ["Reader"]

#: Largest magnitude that an `Estimate` takes; "about" and another unit can lead beyond it.
_LARGEST: Final = 10**18


class Reader:
    """Reads claims by a profile, in the unit of the question, and remembers what it read."""

    def __init__(self, profile: Profile, unit: str) -> None:
        self._profile = profile
        self._unit = unit
        self._whole = is_count(unit)
        self._read: dict[str, Reading] = {}

    def read(self, claim: Claim) -> Reading:
        """What a claim says: its words are read in its own unit, the outcome is converted."""
        if claim.id not in self._read:
            reading = self._profile.read(claim.estimate)
            self._read[claim.id] = reading.scaled(factor(claim.estimate.unit, self._unit))
        return self._read[claim.id]

    def vote(self, claim: Claim) -> Reading:
        """What a claim says, if that can be voted on.

        Raises:
            ReconciliationError: It admits negative values, or none at all, or states some that no estimate can hold.
        """
        reading = self.read(claim)
        if reading.interval.low < 0 or reading.interval.is_empty:
            raise ReconciliationError(
                f"claim {claim.id} ({claim.estimate}) admits negative values, or none; "
                "figures are reconciled on a log scale, which has no negative ones"
            )
        if max(end for end in (reading.interval.low, reading.interval.high) if math.isfinite(end)) > _LARGEST:
            raise ReconciliationError(
                f"claim {claim.id} ({claim.estimate}) reaches beyond 10^18, here in {plural(self._unit)}; "
                "no estimate could hold the result"
            )
        return reading

    def gives_figure(self, interval: Interval) -> bool:
        """Whether an interval rules out some positive value: of a count, "at least one" says no more than "some"."""
        if not math.isinf(interval.high):
            return True
        return not interval.contains(1.0) if self._whole else interval.low > 0
