"""Wikidata: a consensus as a statement with references, as Wikibase JSON or as a line for QuickStatements."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from osintclaims.errors import ExchangeError
from osintclaims.model import Document, When, must_be
from osintclaims.reconciliation import Consensus
from osintclaims.units import is_count

__all__ = ["dumps", "quickstatements"]

EXTENSION: Final = ".wikidata.json"
EXTRA: Final = ""
#: What one statement of one value has no place for: the records behind it.
LOST: Final[Mapping[str, str]] = MappingProxyType(
    {"*": "one value with its bounds, a point in time and the addresses of documents is kept"}
)

_CALENDAR: Final = "http://www.wikidata.org/entity/Q1985727"  # proleptic Gregorian
_POINT_IN_TIME: Final = "P585"
_REFERENCE_URL: Final = "P854"
_RETRIEVED: Final = "P813"
_SOURCING: Final = "P1480"
_CIRCA: Final = "Q5727902"
#: Precisions of dates in Wikibase, by the length of ISO text.
_PRECISIONS: Final = MappingProxyType({4: 9, 7: 10, 10: 11})


def dumps(
    content: Consensus,
    *,
    item: str,
    property: str,  # noqa: A002 - Wikidata's word
    unit: str = "1",
    on: When | str | None = None,
) -> str:
    """A consensus as one statement in Wikibase JSON.

    Args:
        content: The consensus.
        item: The item that it is said of, such as ``Q212``.
        property: A property whose values are quantities, such as ``P1120`` (number of deaths).
        unit: Item of the unit; ``1`` for what is counted.
        on: The point in time, a year, month or day; by default the measurand's period, if it is one.

    Raises:
        ExchangeError: There is no single best value with two bounds: Wikidata has no legal value for "at least 28". Or
            an id is none, or the unit does not fit.

    Examples:
        >>> import json
        >>> from osintclaims import Estimate, claim, reconcile
        >>> from osintclaims.interop import wikidata
        >>> said = [
        ...     claim("Deaths", Estimate.between(10, 14, "person"), by=name)
        ...     for name in ("A", "B")
        ... ]
        >>> written = json.loads(wikidata.dumps(reconcile(said), item="Q212", property="P1120"))
        >>> written["claims"]["P1120"][0]["mainsnak"]["datavalue"]["value"]["lowerBound"]
        '+10'
    """
    must_be("content", content, Consensus)
    _check_ids(item, property, unit)
    amount, low, high = _value(content, unit)
    entity = "1" if unit == "1" else f"http://www.wikidata.org/entity/{unit}"
    value = {
        "amount": _signed(amount),
        "unit": entity,
        "upperBound": _signed(high),
        "lowerBound": _signed(low),
    }
    statement: dict[str, Any] = {
        "type": "statement",
        "rank": "normal",
        "mainsnak": _snak(property, "quantity", "quantity", value),
    }
    qualifiers: dict[str, Any] = {}
    when = _when(content, on)
    if when:
        qualifiers[_POINT_IN_TIME] = [_snak(_POINT_IN_TIME, "time", "time", _time(when))]
    if low != high:
        circa = {"entity-type": "item", "id": _CIRCA, "numeric-id": int(_CIRCA[1:])}
        qualifiers[_SOURCING] = [_snak(_SOURCING, "wikibase-item", "wikibase-entityid", circa)]
    if qualifiers:
        statement["qualifiers"] = qualifiers
    references = [{"snaks": dict(_reference(document))} for document in _documents(content)]
    if references:
        statement["references"] = references
    entity_data = {"type": "item", "id": item, "claims": {property: [statement]}}
    return json.dumps(entity_data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def quickstatements(
    content: Consensus,
    *,
    item: str,
    property: str,  # noqa: A002 - as above
    unit: str = "1",
    on: When | str | None = None,
) -> str:
    """The same as a line of QuickStatements (version 1).

    Args:
        content: The consensus.
        item: The item that it is said of.
        property: A property whose values are quantities.
        unit: Item of the unit; ``1`` for what is counted.
        on: The point in time.

    Raises:
        ExchangeError: As for `dumps`; and where the bounds lie at different distances from the value, which these lines
            cannot say.
    """
    must_be("content", content, Consensus)
    _check_ids(item, property, unit)
    amount, low, high = _value(content, unit)
    if not math.isclose(high - amount, amount - low):
        message = f"{amount} with bounds {low} and {high} is lopsided, and QuickStatements knows one distance for both"
        raise ExchangeError(f"{message}; Wikibase JSON has them (dumps)")
    quantity = _digits(amount) if low == high else f"{_digits(amount)}~{_digits(high - amount)}"
    parts = [item, property, quantity + ("" if unit == "1" else f"U{unit[1:]}")]
    when = _when(content, on)
    if when:
        parts += [_POINT_IN_TIME, _spelled_time(when)]
    if low != high:
        parts += [_SOURCING, _CIRCA]
    for document in _documents(content):
        parts += ["S854", json.dumps(document.url, ensure_ascii=False)]
        day = _iso(document.retrieved)
        if day:
            parts += ["S813", _spelled_time(day)]
    return "\t".join(parts) + "\n"


def _check_ids(item: str, property_: str, unit: str) -> None:
    for what, id_, pattern, example in (
        ("item", item, "Q[1-9][0-9]*", "Q212"),
        ("property", property_, "P[1-9][0-9]*", "P1120"),
        ("unit", unit, "1|Q[1-9][0-9]*", "Q11573, or 1 for what is counted"),
    ):
        must_be(what, id_, str)
        if not re.fullmatch(pattern, id_):
            raise ExchangeError(f'{what} is "{id_}"; write for example {example}')


def _value(result: Consensus, unit: str) -> tuple[float, float, float]:
    """Best value and both bounds, whole for counts.

    Raises:
        ExchangeError: There are none, or the unit does not fit.
    """
    estimate = result.estimate
    if estimate is None or estimate.best is None or estimate.low is None or estimate.high is None:
        why = "the votes are contested" if result.is_contested else f"the result is {result.summary()}"
        raise ExchangeError(f"Wikidata has no legal value for this: {why}. A value needs an amount and two bounds")
    if is_count(result.unit) != (unit == "1") and result.unit != "ratio":
        wanted = "count things: the unit is 1" if is_count(result.unit) else f"are in {result.unit}: name its item"
        raise ExchangeError(f"the figures {wanted}")
    return estimate.best, estimate.low, estimate.high


def _digits(value: float) -> str:
    """A number without an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _signed(value: float) -> str:
    text = _digits(value)
    return text if text.startswith("-") else f"+{text}"


def _snak(property_: str, datatype: str, kind: str, value: Any) -> dict[str, Any]:
    datavalue = {"value": value, "type": kind}
    return {"snaktype": "value", "property": property_, "datavalue": datavalue, "datatype": datatype}


def _iso(when: When | None) -> str:
    return when.text if when is not None and re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", when.text) else ""


def _when(result: Consensus, on: When | str | None) -> str:
    """The point in time as ISO text, or nothing."""
    if on is None:
        return _iso(result.measurand.period)
    text = _iso(When(on) if isinstance(on, str) else on)
    if not text:
        raise ExchangeError(f'"{on}" is no year, month or day; Wikidata has no place for other dates')
    return text


def _time(text: str) -> dict[str, Any]:
    stamp = f"+{text}{'-00' * (2 - text.count('-'))}T00:00:00Z"
    zeros = {"timezone": 0, "before": 0, "after": 0}
    return {"time": stamp, **zeros, "precision": _PRECISIONS[len(text)], "calendarmodel": _CALENDAR}


def _spelled_time(text: str) -> str:
    return f"{_time(text)['time']}/{_PRECISIONS[len(text)]}"


def _documents(result: Consensus) -> list[Document]:
    """Documents of the claims that vote, which somebody can look up."""
    found = {document.id: document for vote in result.votes for claim in vote.claims for document in claim.documents}
    return [document for _, document in sorted(found.items()) if document.url]


def _reference(document: Document) -> Iterator[tuple[str, list[Any]]]:
    yield _REFERENCE_URL, [_snak(_REFERENCE_URL, "url", "string", document.url)]
    day = _iso(document.retrieved)
    if day:
        yield _RETRIEVED, [_snak(_RETRIEVED, "time", "time", _time(day))]
