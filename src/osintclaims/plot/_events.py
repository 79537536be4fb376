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
    """The claims with figures, day by day from low to high; denied is what somebody denies by the last day."""
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
    """The denials and refusals, each on the day on which it was first known; one for each party and day."""
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
