"""Content keys: the same content, the same key, on every machine, whatever a record is called."""

from decimal import Decimal
from typing import Any, Final

from osintclaims.model import Anchor, Attribution, Claim, Denial, Estimate, When, must_be

__all__ = ["record_key", "utterance_key"]

#: 16 characters of base32 are 80 bits: among a million records, two that differ share a key once in 10^12 corpora.
_LENGTH: Final = 16


def record_key(record: Claim | Denial) -> str:
    """A key that two records share if they say the same, read in the same places.

    Of a claim: measurand, figure, chain, modality, `as_of` and anchors. Of a denial: kind, chain, targets, date,
    counter claim, anchors and whether it is explicit. Not its id and not what its coder added (grade, notes, tags,
    links to other records); the wording of a figure is what stands at its anchors.

    Args:
        record: A claim or a denial.

    Returns:
        ``c:`` or ``d:`` and 16 characters.

    Examples:
        >>> import attrs
        >>> from osintclaims import Estimate, claim, record_key
        >>> first = claim(
        ...     "Troops sent", Estimate.about(10_000, "soldiers"), by="Britain", id="c1"
        ... )
        >>> record_key(first) == record_key(attrs.evolve(first, id="c2", notes="coded twice"))
        True
    """
    must_be("record", record, Claim, Denial)
    shared = {"chain": _chain(record.attribution), "anchors": [_anchor(anchor) for anchor in record.anchors]}
    if isinstance(record, Claim):
        estimate = record.estimate
        return _key(
            "c",
            shared
            | {
                "key": "record",
                "measurand": record.measurand.id,
                "modality": record.modality.value,
                "as_of": _when(record.as_of),
                "estimate": {
                    "unit": estimate.unit,
                    "low": _number(estimate.low),
                    "best": _number(estimate.best),
                    "high": _number(estimate.high),
                    "low_open": estimate.low_open,
                    "high_open": estimate.high_open,
                    "hedge": estimate.hedge.value,
                    "vague": estimate.vague,
                },
            },
        )
    return _key(
        "d", shared | _stand(record) | {"key": "record", "counter": record.counter_claim, "explicit": record.explicit}
    )


def utterance_key(record: Claim | Denial) -> str:
    """A key that records share if they may report one utterance: five outlets, one origin.

    Of a claim: origin, measurand, modality, the number stated and when it was said; not its hedge, so that "up to
    10,000" and "around 10,000" of one speech share the key. The number is the point that is stated, else the bounds,
    else the vague word. Of a denial: who denies, kind, targets and date. Where nobody is named, the document stands for
    the origin: what "some" say in two places need not be one utterance.

    Sharing the key is a reason to look, not a proof; `Claim.restates` states that it is one utterance.

    Args:
        record: A claim or a denial.

    Returns:
        ``c:`` or ``d:`` and 16 characters.

    Examples:
        >>> from osintclaims import Estimate, claim, utterance_key
        >>> one = claim(
        ...     "Troops sent",
        ...     Estimate.up_to(10_000, "soldiers"),
        ...     by="Zelensky",
        ...     via=["The Times"],
        ... )
        >>> other = claim(
        ...     "Troops sent",
        ...     Estimate.about(10_000, "soldiers"),
        ...     by="Zelensky",
        ...     via=["Reuters"],
        ... )
        >>> utterance_key(one) == utterance_key(other)
        True
    """
    must_be("record", record, Claim, Denial)
    origin = {"key": "utterance", "origin": _origin(record)}
    if isinstance(record, Claim):
        return _key(
            "c",
            origin
            | {
                "measurand": record.measurand.id,
                "modality": record.modality.value,
                "unit": record.estimate.unit,
                "stated": _stated(record.estimate),
                "claimed_on": _when(record.claimed_on),
            },
        )
    return _key("d", origin | _stand(record))


def _key(prefix: str, fields: dict[str, Any]) -> str:
    """Hash of the canonical JSON of named fields: sorted keys, no spaces, no floats, UTF-8.

    Fields are never joined by a separator, which would make ("a.b", "c") the same as ("a", "b.c").
    """
    import base64  # noqa: PLC0415 - these three are loaded only by those who ask for keys
    import hashlib  # noqa: PLC0415
    import json  # noqa: PLC0415

    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    digest = hashlib.sha256(canonical.encode("utf-8")).digest()
    return f"{prefix}:{base64.b32encode(digest)[:_LENGTH].decode('ascii').lower()}"


def _number(value: float | None) -> int | str | None:
    """A number as canonical JSON has it: an integer, or its shortest decimal digits as text; 1e4 is 10000."""
    return value if value is None or isinstance(value, int) else format(Decimal(repr(value)), "f")


def _when(when: When | None) -> str | None:
    return None if when is None else when.text


def _anchor(anchor: Anchor) -> list[str | int]:
    return [anchor.document.id, anchor.start, anchor.end, anchor.quote_sha256, anchor.section.value]


def _chain(attribution: Attribution) -> list[dict[str, str | None]]:
    return [
        {
            "source": link.source.id,
            "act": link.act.value,
            "said_on": _when(link.said_on),
            "document": None if link.document is None else link.document.id,
        }
        for link in attribution.chain
    ]


def _stand(denial: Denial) -> dict[str, Any]:
    """What a denial is about, and when."""
    return {
        "kind": denial.kind.value,
        "measurands": [measurand.id for measurand in denial.measurands],
        "claims": list(denial.claims),
        "said_on": _when(denial.said_on),
    }


def _origin(record: Claim | Denial) -> dict[str, str]:
    documents = record.documents
    if record.attribution.is_unattributed and documents:
        return {"document": documents[0].id}
    return {"source": record.attribution.origin.id}


def _stated(estimate: Estimate) -> list[int | str | None]:
    """The number that a copy would repeat, whatever its hedge."""
    if estimate.vague:
        return [" ".join(estimate.vague.casefold().split())]
    if estimate.best is not None:
        return [_number(estimate.best)]
    return [_number(bound) for bound in (estimate.low, estimate.high) if bound is not None]
