"""Who counts as one voice, and which claims are one statement."""

from collections import defaultdict
from collections.abc import Sequence

import attrs

from osintclaims.model import Claim, Independence, Measurand, Source

__all__ = ["Statement", "statements", "utterances"]


@attrs.frozen(kw_only=True)
class Statement:
    """What one voice said once: a claim and its copies, linked by `restates`.

    Attributes:
        voice: Key under which its origin counts once.
        name: The voice as people would name it.
        origin: The source that stands for the voice.
        is_named: Whether somebody is named for it.
        claims: The claim and its copies, by id.
    """

    voice: str
    name: str
    origin: Source
    is_named: bool
    claims: tuple[Claim, ...]

    @property
    def measurand(self) -> Measurand:
        """What it is about; copies are about the same."""
        return self.claims[0].measurand


def statements(claims: Sequence[Claim], independence: Independence, *, linked_by: Sequence[Claim]) -> list[Statement]:
    """Claims joined to statements, in order of their first claims.

    What nobody is named for ("some estimates") is keyed by the document of its first copy: several such claims in one
    document are one voice, and never a second confirmation of somebody who is named. A copy that lost the name of its
    origin speaks for the origin that another copy names. Two named origins of one utterance make two statements.

    Args:
        claims: Claims in order of ids.
        independence: Level at which origins count once.
        linked_by: Claims through which copies may be linked, these among them: two copies of a claim that is left out
            are one statement as well.
    """
    found: list[Statement] = []
    for utterance in utterances(claims, linked_by):
        named = [claim for claim in utterance if not claim.attribution.is_unattributed]
        nameless = (named or utterance)[0]
        spoken: dict[str, list[Claim]] = defaultdict(list)
        for claim in utterance:
            speaker = nameless if claim.attribution.is_unattributed else claim
            spoken[_voice(speaker, independence)].append(claim)
        found.extend(_statement(voice, said, independence) for voice, said in spoken.items())
    return found


def _voice(claim: Claim, independence: Independence) -> str:
    """Key under which a claim's origin counts once."""
    if not claim.attribution.is_unattributed:
        return claim.origin.voice(independence)
    documents = claim.documents
    return f"document:{documents[0].id}" if documents else f"unattributed:{claim.origin.id}"


def _statement(voice: str, claims: Sequence[Claim], independence: Independence) -> Statement:
    """The statement of a voice, with the name that the first of its claims to name somebody gives it."""
    speaker = next((claim for claim in claims if not claim.attribution.is_unattributed), claims[0])
    origin = speaker.origin if independence == "source" else speaker.origin.organisation
    is_named = not speaker.attribution.is_unattributed
    if not is_named:
        documents = speaker.documents
        name = f"unattributed, in {documents[0].id}" if documents else f"unattributed ({origin.name})"
    else:
        name = origin.party if independence == "party" and origin.party else origin.name
    return Statement(voice=voice, name=name, origin=origin, is_named=is_named, claims=tuple(claims))


def utterances(claims: Sequence[Claim], linked_by: Sequence[Claim]) -> list[list[Claim]]:
    """Groups of claims that `restates` connects, whoever is named for each, in order of their first claims."""
    root = {claim.id: claim.id for claim in linked_by}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for claim in linked_by:
        if claim.restates in root:
            one, other = sorted((find(claim.id), find(claim.restates)))
            root[other] = one
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[find(claim.id)].append(claim)
    return list(groups.values())
