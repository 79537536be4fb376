"""What a timeline shows beside the answer: claims and denials on the days on which they became known."""

from collections import Counter
from datetime import date

import attrs

from osintclaims.plot._rows import ForestRow, claim_row, gives_figure
from osintclaims.reconciliation import Timeline

__all__ = ["Event", "Stand", "events", "stands"]


@attrs.frozen(kw_only=True)
class Event:
    """A claim with a figure.

    Attributes:
        day: When it became known.
        number: Its number among those of the day.
        of: How many became known on that day.
        row: What it says.
    """

    day: date
    number: int
    of: int
    row: ForestRow


@attrs.frozen(kw_only=True)
class Stand:
    """A denial or a refusal to confirm.

    Attributes:
        day: When it became known.
        number: Its number among those of the day.
        of: How many became known on that day.
        label: Whose it is.
        is_denial: Whether it denies, rather than leaving open.
    """

    day: date
    number: int
    of: int
    label: str
    is_denial: bool


def events(found: Timeline) -> list[Event]:
    """The claims with figures, each on the day on which it became known, those of a day from low to high.

    What somebody denies is marked as denied, on whichever day that was.

    Args:
        found: The result of `osintclaims.timeline`.

    Examples:
        >>> from osintclaims import load_seed_corpus, timeline
        >>> from osintclaims.plot import events
        >>> found = timeline(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
        >>> for event in events(found):
        ...     print(event.day, event.row.label, event.row.text, sep="; ")
        2024-10-20; unattributed (a part); 200 or more
        2024-10-20; South Korea; 1,425 to 1,575
        2024-10-20; Ukraine (a part); 10,500 or more
        2024-10-31; Ukraine (a part); 7,000 or more
        2025-08-31; South Korea; 10,450 to 11,550
    """
    made: list[Event] = []
    denials = found[-1].consensus.denials if len(found) else ()
    for point in found:
        rows = [
            claim_row(claim, point.consensus, denials=denials)
            for claim in point.claims
            if gives_figure(claim, point.consensus)
        ]
        rows.sort(key=lambda row: (row.low, row.high, row.label))
        made += [Event(day=point.day, number=at, of=len(rows), row=row) for at, row in enumerate(rows)]
    return made


def stands(found: Timeline) -> list[Stand]:
    """The denials and refusals to confirm, each on the day on which it was first known; one for each party and day.

    Args:
        found: The result of `osintclaims.timeline`.

    Examples:
        >>> from osintclaims import load_seed_corpus, timeline
        >>> from osintclaims.plot import stands
        >>> found = timeline(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
        >>> [f"{stand.day} {stand.label}" for stand in stands(found) if stand.is_denial]
        ['2024-11-22 North Korea']
    """
    seen: set[str] = set()
    heard: list[tuple[date, str, bool]] = []
    for point in found:
        for denial in point.consensus.denials:
            if denial.id not in seen:
                seen.add(denial.id)
                heard.append((point.day, denial.party.organisation.name, denial.kind.is_denial))
    heard = list(dict.fromkeys(heard))
    total = Counter(day for day, _, _ in heard)
    taken: Counter[date] = Counter()
    made: list[Stand] = []
    for day, name, is_denial in heard:
        made.append(Stand(day=day, number=taken[day], of=total[day], label=name, is_denial=is_denial))
        taken[day] += 1
    return made
