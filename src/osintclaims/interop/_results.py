"""The columns of tables of results: one row for each consensus."""

from collections.abc import Iterable, Iterator
from typing import Final

from osintclaims.interop._cells import joined
from osintclaims.interop._columns import Column, Row
from osintclaims.reconciliation import Consensus

__all__ = ["RESULT_COLUMNS", "result_rows"]

RESULT_COLUMNS: Final = (
    Column("measurand", "text", "id of what it is about"),
    Column("measurand_label", "text", "what that is"),
    Column("unit", "text", "unit of all numbers"),
    Column("modality", "text", "which figures: observed, or what was expected"),
    Column("status", "text", "how far the origins agree"),
    Column("low", "number", "lower end of the central region"),
    Column("low_strict", "flag", "whether it is excluded"),
    Column("best", "number", "the value nearest to all votes"),
    Column("high", "number", "upper end of the central region; blank if there is none"),
    Column("high_strict", "flag", "whether it is excluded"),
    Column("plausible_low", "number", "lower end of the range meant to hold the true value"),
    Column("plausible_high", "number", "upper end of it"),
    Column("plausible_level", "number", "its nominal probability"),
    Column("lowest", "number", "lowest value any vote admits"),
    Column("highest", "number", "highest value any vote admits; blank if there is no limit"),
    Column("contested", "flag", "whether no camp of votes has more than half of the weight"),
    Column("origins", "whole", "named origins among the votes"),
    Column("votes", "whole", "votes, one for each origin"),
    Column("claims", "whole", "claims that were looked at"),
    Column("excluded", "whole", "claims that do not vote"),
    Column("denied_by", "text", "ids of the organisations that deny it"),
    Column("unconfirmed_by", "text", "ids of those that do not confirm it"),
    Column("known_on", "day", "the day as of which it was known"),
    Column("method", "text", "location method"),
    Column("profile", "text", "hedge profile"),
    Column("version", "text", "version of the library"),
)


def result_rows(results: Iterable[Consensus]) -> Iterator[Row]:
    """The rows of results, in their order."""
    for result in results:
        envelope, counts = result.spread.envelope, result.spread.counts
        yield {
            "measurand": result.measurand.id,
            "measurand_label": result.measurand.label,
            "unit": result.unit,
            "modality": joined(sorted(modality.value for modality in result.options.modality)),
            "status": result.status.value,
            "low": result.low,
            "low_strict": None if result.low is None else result.low_open,
            "best": result.best,
            "high": result.high,
            "high_strict": None if result.high is None else result.high_open,
            "plausible_low": result.plausible.low,
            "plausible_high": result.plausible.high,
            "plausible_level": result.plausible.level,
            "lowest": None if envelope is None else envelope.low,
            "highest": None if envelope is None or envelope.high == float("inf") else envelope.high,
            "contested": result.is_contested,
            "origins": counts.origins,
            "votes": counts.votes,
            "claims": counts.claims,
            "excluded": counts.excluded,
            "denied_by": joined(source.id for source in result.denied_by) or None,
            "unconfirmed_by": joined(source.id for source in result.unconfirmed_by) or None,
            "known_on": result.options.known_on,
            "method": result.method,
            "profile": result.options.profile.name,
            "version": result.version,
        }
