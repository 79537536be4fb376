"""Every exception the library raises on purpose.

Each leaf subclasses `OsintclaimsError` first and the fitting built-in second, so that both ``except OsintclaimsError``
and ``except ValueError`` catch it. Messages name the value that was found and say what would be right; `code` is the
stable short name under which the documentation lists the problem.
"""

import attrs

__all__ = [
    "ExchangeError",
    "InvalidValueError",
    "MissingExtraError",
    "OsintclaimsError",
    "ReconciliationError",
    "UnitError",
    "UnknownIdError",
]


class OsintclaimsError(Exception):
    """Root of all errors raised by osintclaims."""


@attrs.frozen
class InvalidValueError(OsintclaimsError, ValueError):
    """A value that the model refuses to build.

    Attributes:
        code: Stable name of the rule that was broken, for example ``E102``.
        message: What stands there.
        hint: What would be right, or an empty string where the message says it already.

    Examples:
        >>> from osintclaims.errors import InvalidValueError
        >>> print(
        ...     InvalidValueError("E105", "person cannot be negative: -3", "counts start at 0")
        ... )
        person cannot be negative: -3; counts start at 0 [E105]
    """

    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Message, hint and code in one line."""
        return f"{self.message}; {self.hint} [{self.code}]" if self.hint else f"{self.message} [{self.code}]"


@attrs.frozen
class UnitError(InvalidValueError):
    """A unit that is not known (E107), or that does not fit another unit (E108)."""


@attrs.frozen
class UnknownIdError(OsintclaimsError, LookupError):
    """A record was asked for by an id that the corpus does not hold.

    Attributes:
        kind: What was looked for: ``claim``, ``source``, ``document``, ``measurand`` or ``denial``.
        id: The id that was asked for.
        hint: The nearest ids that exist, or an empty string.
    """

    kind: str
    id: str
    hint: str = ""

    def __str__(self) -> str:
        """Kind and id, with the nearest existing ids."""
        shown = f'"{self.id}"' if self.id.isprintable() else ascii(self.id)
        return f"unknown {self.kind} {shown}{'; ' if self.hint else ''}{self.hint}"


class ReconciliationError(OsintclaimsError, ValueError):
    """Claims or options that cannot be reconciled as asked: the message says why and what would work."""


class ExchangeError(OsintclaimsError, ValueError):
    """What another format has no legal way to say, or what cannot be read from it; the message says what would work."""


@attrs.frozen
class MissingExtraError(OsintclaimsError, ImportError):
    """A format needs a library that is not installed.

    Attributes:
        what: What was asked for.
        extra: The extra of this package that brings the library.

    Examples:
        >>> from osintclaims.errors import MissingExtraError
        >>> print(MissingExtraError("a Parquet file", "arrow"))
        a Parquet file needs the extra "arrow": pip install "osintclaims[arrow]"
    """

    what: str
    extra: str

    def __str__(self) -> str:
        """What is missing and the command that installs it."""
        return f'{self.what} needs the extra "{self.extra}": pip install "osintclaims[{self.extra}]"'
