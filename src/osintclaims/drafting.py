"""Claims without ceremony, for a notebook or a first look."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

from osintclaims.errors import InvalidValueError
from osintclaims.model import (
    Attribution,
    Claim,
    Estimate,
    Link,
    Measurand,
    Modality,
    Source,
    SourceKind,
    SpeechAct,
    When,
)

__all__ = ["claim"]

#: Characters of the origin's id that fit into a claim's id beside a hyphen and eight digits of a hash.
_ID_ROOM: Final = 55


def claim(
    measurand: Measurand | str,
    figure: Estimate,
    *,
    by: Source | str,
    via: Sequence[Source | str] = (),
    on: When | date | str | None = None,
    id: str | None = None,  # noqa: A002 - the field of `Claim` that it fills
    modality: Modality = Modality.OBSERVED,
) -> Claim:
    """A claim from a figure and names.

    Args:
        measurand: What it is about; a label makes an ad-hoc measurand in the figure's unit, and the same label and unit
            make the same measurand.
        figure: The figure.
        by: Who said it: a source, or a name. The same name makes the same source.
        via: Who passed it on, publisher first.
        on: When it was said: a date or EDTF text.
        id: The claim's id; left out, it is the origin's and a hash of all the rest, so that equal calls give equal
            claims.
        modality: Observed, forecast, plan and so on.

    Raises:
        InvalidValueError: A part is not legal, or `via` is one name instead of a list; the message says which.

    Examples:
        >>> from osintclaims import Estimate, claim
        >>> figure = Estimate.about(10_000, "soldiers")
        >>> said = claim("Troops sent", figure, by="Britain", via=["The Times"], on="2024-10")
        >>> said.measurand.label, said.origin.name, said.attribution.publisher.name, str(said.claimed_on)
        ('Troops sent', 'Britain', 'The Times', '2024-10')
    """
    if not isinstance(figure, Estimate):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"figure must be an Estimate, got {figure!r}", "see its constructors")
    if isinstance(via, str | Source):  # a name is a sequence of letters
        raise InvalidValueError("E005", f"via must be a list, got {via!r}", "put it in [ ]")
    about = Measurand.adhoc(measurand, figure.unit) if isinstance(measurand, str) else measurand
    said_on = on if on is None or isinstance(on, When) else When(on)
    chain = (*(Link(source=_source(one)) for one in via), Link(source=_source(by), act=SpeechAct.SAID, said_on=said_on))
    attribution = Attribution(chain)
    told = "\n".join((about.id, *(link.source.id for link in chain), repr(figure), str(said_on), modality.value))
    made = f"{attribution.origin.id[:_ID_ROOM]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}".replace("--", "-")
    return Claim(
        id=made if id is None else id, measurand=about, estimate=figure, attribution=attribution, modality=modality
    )


def _source(who: Source | str) -> Source:
    """The source of a name; its id is made by the same rule as that of an ad-hoc measurand."""
    if isinstance(who, Source):
        return who
    return Source(id=Measurand.adhoc(who, "item").id, name=who, kind=SourceKind.UNKNOWN)
