"""What exchange formats have in common: names, sentences, dates."""

import re
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from osintclaims.model import Claim, Denial, Modality, When

__all__ = ["iso", "sentence", "spoken", "stand", "urn", "uuid_of"]

_ISO: Final = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
#: What `sentence` puts behind a label.
_SAID: Final = re.compile(r"(?: \(([a-z_]+)\))?: (.*?)( \(retracted\))?", re.DOTALL)
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


def spoken(text: str, label: str) -> tuple[str, Modality, bool]:
    """The words of the figure in a `sentence`, its modality, and whether it was taken back; no words in other texts."""
    found = _SAID.fullmatch(text, len(label)) if text.startswith(label) else None
    kinds = {kind.value: kind for kind in Modality}
    if found is None or (found[1] or Modality.OBSERVED.value) not in kinds:
        return "", Modality.OBSERVED, False
    return found[2], kinds[found[1] or Modality.OBSERVED.value], found[3] is not None


def stand(denial: Denial) -> str:
    """What a denial says."""
    what = ", ".join((*(one.label for one in denial.measurands), *(f"claim {id_}" for id_ in denial.claims)))
    taken_back = " (retracted)" if denial.retracted else ""
    return f"{denial.party.name}: {denial.kind.value.replace('_', ' ')} of {what}{taken_back}"


def iso(when: When | None) -> str | None:
    """A date as ISO 8601 has it: a year, month or day; None for dates that it cannot say."""
    return when.text if when is not None and _ISO.fullmatch(when.text) else None
