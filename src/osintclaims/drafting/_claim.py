"""Claims from figures, or the words for them, and names."""

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
    all_must_be,
    must_be,
)

__all__ = ["claim"]

#: Characters of the origin's id that fit into a claim's id beside a hyphen and eight digits of a hash.
_ID_ROOM: Final = 55


def claim(
    measurand: Measurand | str,
    figure: Estimate | str,
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
            make the same measurand. Pass a `Measurand` where the figures come in several units.
        figure: The figure, or the words for it as `osintclaims.wording.parse_estimate` reads them. Words that name no
            known unit are in that of the measurand, and words in another unit of its dimension are converted to it.
        by: Who said it: a source, or a name. The same name makes the same source.
        via: Who passed it on, publisher first.
        on: When it was said: a date or EDTF text.
        id: The claim's id; left out, it is the origin's and a hash of all the rest, so that equal calls give equal
            claims.
        modality: Observed, forecast, plan and so on.

    Raises:
        InvalidValueError: A part is not legal, or `via` is one name instead of a list; the message says which. Words
            without a unit for a measurand that is only a label (E107).
        EstimateParseError: The words are not one figure, or are in a unit that does not fit the measurand.

    Examples:
        >>> from osintclaims import Estimate, claim
        >>> figure = Estimate.about(10_000, "soldiers")
        >>> said = claim("Troops sent", figure, by="Britain", via=["The Times"], on="2024-10")
        >>> (
        ...     said.measurand.label,
        ...     said.origin.name,
        ...     said.attribution.publisher.name,
        ...     str(said.claimed_on),
        ... )
        ('Troops sent', 'Britain', 'The Times', '2024-10')
        >>> print(claim("Troops sent", "more than 7,000 soldiers", by="Ukraine").estimate)
        more than 7,000 people
    """
    if not isinstance(measurand, Measurand | str):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"measurand must be a Measurand or a label, got {measurand!r}")
    if isinstance(figure, str):
        figure = _read(figure, measurand)
    if not isinstance(figure, Estimate):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"figure must be an Estimate or words, got {figure!r}", "see its constructors")
    if isinstance(via, str | Source):  # a name is a sequence of letters
        raise InvalidValueError("E005", f"via must be a list, got {via!r}", "put it in [ ]")
    must_be("by", by, Source, str)
    via = all_must_be("via", via, Source, str)
    must_be("modality", modality, Modality)
    about = Measurand.adhoc(measurand, figure.unit) if isinstance(measurand, str) else measurand
    said_on = on if on is None or isinstance(on, When) else When(on)
    chain = (*(Link(source=_source(one)) for one in via), Link(source=_source(by), act=SpeechAct.SAID, said_on=said_on))
    attribution = Attribution(chain)
    told = "\n".join((about.id, *(link.source.id for link in chain), repr(figure), str(said_on), modality.value))
    made = f"{attribution.origin.id[:_ID_ROOM]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}".replace("--", "-")
    return Claim(
        id=made if id is None else id, measurand=about, estimate=figure, attribution=attribution, modality=modality
    )


def _read(words: str, measurand: Measurand | str) -> Estimate:
    """The figure of a phrase, in the unit of its measurand if there is one."""
    from osintclaims.wording import find_estimates, parse_estimate  # noqa: PLC0415 - a third of all other imports

    if isinstance(measurand, Measurand):
        return parse_estimate(words, unit=measurand.unit)
    figure = parse_estimate(words)
    if figure.unit == "item" and not any(one.noun for one in find_estimates(words)):
        raise InvalidValueError(
            "E107",
            f'"{figure.wording}" names no unit, and a label has none',
            'say what was counted, as in "around 10,000 people", or give a Measurand with its unit',
        )
    return figure


def _source(who: Source | str) -> Source:
    """The source of a name; its id is made by the same rule as that of an ad-hoc measurand."""
    if isinstance(who, Source):
        return who
    if not who.strip():
        raise InvalidValueError("E006", "the name of a source is empty", "say who it is")
    return Source(id=Measurand.adhoc(who, "item").id, name=who, kind=SourceKind.UNKNOWN)
