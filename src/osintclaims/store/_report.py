"""Problems of a corpus folder, and the report that lists them."""

from collections.abc import Iterable
from typing import Literal

import attrs

from osintclaims.errors import OsintclaimsError

__all__ = ["CorpusError", "Problem", "Report"]


@attrs.frozen
class Problem:
    """Something wrong or odd at one place of a corpus folder.

    Attributes:
        file: The file, below the corpus folder, with ``/`` between folders and odd characters escaped.
        line: Line, counted from 1.
        column: Column in code points, counted from 1.
        path: The value, for example ``claim[0].estimate.at_most``; empty where the whole file is meant.
        code: Stable name of the rule, ``E…`` or ``W…``.
        severity: An ``error`` stops a load, a ``warning`` does not.
        message: What stands there.
        hint: What would be right, or empty.

    Examples:
        >>> from osintclaims.store import Problem
        >>> print(
        ...     Problem(
        ...         "claims/002.toml",
        ...         9,
        ...         1,
        ...         "claim[0].kind",
        ...         "E003",
        ...         "error",
        ...         "unknown key",
        ...         "leave it out",
        ...     )
        ... )
        claims/002.toml:9: claim[0].kind: unknown key; leave it out [E003]
    """

    file: str
    line: int
    column: int
    path: str
    code: str
    severity: Literal["error", "warning"]
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """One line that editors and CI can jump from."""
        place = f"{self.file}:{self.line}: {self.path}{': ' if self.path else ''}"
        return f"{place}{self.message}{'; ' if self.hint else ''}{self.hint} [{self.code}]"


@attrs.frozen
class CorpusError(OsintclaimsError, ValueError):
    """A corpus folder that cannot be loaded.

    Attributes:
        problems: Everything that is wrong with it, by file and line.

    Examples:
        >>> from osintclaims.store import CorpusError, load_corpus
        >>> try:
        ...     load_corpus("no/such/folder")
        ... except CorpusError as error:
        ...     print(error)
        no/such/folder:1: no such folder; give the folder that holds corpus.toml [E009]
    """

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """All problems, one a line."""
        return "\n".join(map(str, self.problems))


@attrs.frozen(kw_only=True)
class Report:
    """What a check of a corpus folder found.

    Attributes:
        problems: Errors and warnings, by file and line.
        files: Number of files read.
        claims: Number of claims in them, whether sound or not.
        denials: Number of denials in them, whether sound or not.
        anchors_recorded: Number of anchors of the sound records.
        anchors_verified: How many of these were found in the texts as recorded.
        has_texts: Whether there were texts to look into.

    Examples:
        >>> from osintclaims.store import SEEDS, check_corpus
        >>> check_corpus(SEEDS).ok
        True
    """

    problems: tuple[Problem, ...] = ()
    files: int = 0
    claims: int = 0
    denials: int = 0
    anchors_recorded: int = 0
    anchors_verified: int = 0
    has_texts: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops a load."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd about the world that the corpus describes, and stops nothing."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether the folder can be loaded: there is no error."""
        return not self.errors

    def __str__(self) -> str:
        """All problems, one a line, and a line that sums up."""
        return "\n".join((*map(str, self.problems), self._closing()))

    def _closing(self) -> str:
        found = f"{_count(self.errors, 'error')}, {_count(self.warnings, 'warning')} in {_number(self.files, 'file')}"
        records = f"({_number(self.claims, 'claim')}, {_number(self.denials, 'denial')})"
        anchors = f"anchors: {self.anchors_recorded} recorded, {self.anchors_verified} verified"
        return f"{found} {records}; {anchors}{'' if self.has_texts else ' (no texts)'}"

    def to_json(self) -> str:
        """The report as a JSON object, for other programs."""
        import json  # noqa: PLC0415 - loading a corpus does not need it

        content = attrs.asdict(self) | {"ok": self.ok}
        return json.dumps(content, indent=2)


def _count(problems: Iterable[Problem], noun: str) -> str:
    return _number(sum(1 for _ in problems), noun)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
