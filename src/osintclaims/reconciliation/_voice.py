"""Who counts as one voice, and which claims are one statement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from osintclaims.model import Claim, Independence

__all__ = ["statements", "voice", "voice_name"]


def voice(claim: Claim, independence: Independence) -> str:
    """Key under which a claim's origin counts once.

    What nobody is named for ("some estimates") is keyed by its document: several such claims in one document are one
    voice, and never a second confirmation of somebody who is named.
    """
    if claim.attribution.is_unattributed:
        documents = claim.documents
        return f"document:{documents[0].id}" if documents else f"unattributed:{claim.origin.id}"
    return claim.origin.voice(independence)


def voice_name(claim: Claim, independence: Independence) -> str:
    """The voice as people would name it."""
    if claim.attribution.is_unattributed:
        documents = claim.documents
        return f"unattributed, in {documents[0].id}" if documents else f"unattributed ({claim.origin.name})"
    if independence == "source":
        return claim.origin.name
    top = claim.origin.organisation
    return top.party if independence == "party" and top.party else top.name


def statements(claims: Iterable[Claim], independence: Independence) -> dict[tuple[str, str], list[list[Claim]]]:
    """Claims by voice and measurand, and within these by statement: claims linked by `restates` are one statement.

    Returns:
        For each pair of voice and measurand id its statements, each a list of claims in order of ids.
    """
    by_voice: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        by_voice[voice(claim, independence), claim.measurand.id].append(claim)
    return {key: _linked(group) for key, group in by_voice.items()}


def _linked(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Groups of claims connected by `restates`, in order of their first claim."""
    root = {claim.id: claim.id for claim in claims}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for claim in claims:
        if claim.restates in root:
            one, other = sorted((find(claim.id), find(claim.restates)))
            root[other] = one
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[find(claim.id)].append(claim)
    return list(groups.values())
