"""What exchange formats have in common: names, sentences, dates."""

import re
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from osintclaims.model import Claim, Denial, Modality, When

__all__ = ["iso", "sentence", "stand", "urn", "uuid_of"]

_ISO: Final = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SPACE: Final = uuid5(NAMESPACE_URL, "urn:osintclaims")


def urn(kind: str, id_: str) -> str:
    """The name of a record outside of its corpus."""
    return f"urn:osintclaims:{kind}:{id_}"


def uuid_of(kind: str, id_: str) -> UUID:
    """A name-based UUID of a record (RFC 9562, version 5): the same record, the same UUID."""
    return uuid5(_SPACE, f"{kind}:{id_}")


def sentence(claim: Claim) -> str:
    """What a claim says; that it is no observation, or was taken back, is never left out."""
    kind = "" if claim.modality is Modality.OBSERVED else f" ({claim.modality.value})"
    return f"{claim.measurand.label}{kind}: {claim.estimate}{' (retracted)' if claim.retracted else ''}"


def stand(denial: Denial) -> str:
    """What a denial says."""
    what = ", ".join((*(one.label for one in denial.measurands), *(f"claim {id_}" for id_ in denial.claims)))
    taken_back = " (retracted)" if denial.retracted else ""
    return f"{denial.party.name}: {denial.kind.value.replace('_', ' ')} of {what}{taken_back}"


def iso(when: When | None) -> str | None:
    """A date as ISO 8601 has it: a year, month or day; None for dates that it cannot say."""
    return when.text if when is not None and _ISO.fullmatch(when.text) else None
