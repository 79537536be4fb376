"""What was not taken from a table, and why."""

from collections.abc import Iterable
from typing import Final

import attrs

from osintclaims.errors import OsintclaimsError

__all__ = ["RowProblem", "TableError", "TableReport"]

#: Problems that an error lists one by one; a report lists all.
_LISTED: Final = 20


@attrs.frozen
class RowProblem:
    """A row, or one figure of a row, that was not taken.

    Attributes:
        row: Number of the row, counted from 1 without the header; 0 where the table as a whole is meant.
        column: The column or columns concerned, parted by commas.
        found: What stands there.
        message: Why it was not taken.
        hint: What would be right, or empty.
        code: Stable name of the rule.

    Examples:
        >>> from osintclaims.interop import RowProblem
        >>> print(RowProblem(7, "low", "4", "low 4 lies above high 3", "low <= high", "E102"))
        row 7: low = 4: low 4 lies above high 3; low <= high [E102]
    """

    row: int
    column: str
    found: str
    message: str
    hint: str
    code: str

    def __str__(self) -> str:
        """One line: place, what stands there, why not, what would be right."""
        place = f"row {self.row}: " if self.row else ""
        what = f"{self.column} = {self.found}: " if self.column else ""
        return f"{place}{what}{self.message}{'; ' if self.hint else ''}{self.hint} [{self.code}]"


@attrs.frozen(kw_only=True)
class TableReport:
    """What was taken from a table, and what was not.

    Attributes:
        problems: Every figure that was not taken, in order of rows.
        rows: Number of rows read.
        claims: Number of claims made of them.
    """

    problems: tuple[RowProblem, ...] = ()
    rows: int = 0
    claims: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything was taken."""
        return not self.problems

    def __str__(self) -> str:
        """All problems, one a line, and a line that sums up."""
        lost = len(self.problems)
        taken = f"{_number(self.claims, 'claim')} from {_number(self.rows, 'row')}"
        closing = f"{taken}; {_number(lost, 'figure')} {'was' if lost == 1 else 'were'} not taken"
        return "\n".join((*map(str, self.problems), closing))

    def to_json(self) -> str:
        """The report as a JSON object, for other programs."""
        import json  # noqa: PLC0415 - most reports are read by people

        return json.dumps(attrs.asdict(self) | {"ok": self.ok}, allow_nan=False, indent=2)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@attrs.frozen
class TableError(OsintclaimsError, ValueError):
    """A table that cannot be taken as a whole.

    Attributes:
        problems: Everything that is wrong with it, by rows.
        hint: How to go on without the rows concerned, or empty.
    """

    problems: tuple[RowProblem, ...]
    hint: str = ""

    def __str__(self) -> str:
        """The first problems, one a line, and the hint."""
        lines: Iterable[str] = map(str, self.problems[:_LISTED])
        more = len(self.problems) - _LISTED
        rest = [f"and {more} more"] if more > 0 else []
        return "\n".join((*lines, *rest, *filter(None, (self.hint,))))
