"""The Admiralty scale: how reliable a source is, and how credible one item of information.

Codes and labels as in the MISP taxonomy ``admiralty-scale`` (version 5) and US Army FM 2-22.3. F and 6 mean that
nothing can be said. They are no middle and no worst value: `rank` is None for them, so that no arithmetic can use them
by accident.
"""

from enum import Enum
from types import MappingProxyType
from typing import Self

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model._fields import instance, quoted, wrong_type

__all__ = ["Credibility", "Grade", "Reliability"]

_RELIABILITY_LABELS = MappingProxyType(
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged",
    }
)
_CREDIBILITY_LABELS = MappingProxyType(
    {
        1: "confirmed by other sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "truth cannot be judged",
    }
)


class Reliability(Enum):
    """Reliability of a source, A (best) to E, and F for "cannot be judged".

    Examples:
        >>> from osintclaims import Reliability
        >>> Reliability.B.label, Reliability.B.rank, Reliability.F.rank
        ('usually reliable', 2, None)
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def label(self) -> str:
        """The scale's own words for the letter."""
        return _RELIABILITY_LABELS[self.value]

    @property
    def rank(self) -> int | None:
        """1 (A) to 5 (E); None for F."""
        return None if self is Reliability.F else "ABCDE".index(self.value) + 1


class Credibility(Enum):
    """Credibility of one item of information, 1 (best) to 5, and 6 for "cannot be judged".

    Examples:
        >>> from osintclaims import Credibility
        >>> Credibility(2).label, Credibility(6).rank
        ('probably true', None)
    """

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6

    @property
    def label(self) -> str:
        """The scale's own words for the digit."""
        return _CREDIBILITY_LABELS[self.value]

    @property
    def rank(self) -> int | None:
        """1 to 5; None for 6."""
        return None if self is Credibility.CANNOT_BE_JUDGED else self.value


@attrs.frozen
class Grade:
    """A reliability and a credibility written together, as in ``B2``.

    Examples:
        >>> from osintclaims import Grade
        >>> grade = Grade.parse("B2")
        >>> grade.reliability.label, grade.credibility.label, str(grade)
        ('usually reliable', 'probably true', 'B2')
    """

    reliability: Reliability = attrs.field(validator=instance(Reliability))
    credibility: Credibility = attrs.field(validator=instance(Credibility))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split a pair such as ``B2`` into its two grades.

        Raises:
            InvalidValueError: The text is not a letter A to F followed by a digit 1 to 6 (E006).
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("a grade", text, "a string", "for example B2")
        stripped = text.strip().upper()
        if len(stripped) == 2 and stripped[0] in _RELIABILITY_LABELS and stripped[1] in "123456":
            return cls(Reliability(stripped[0]), Credibility(int(stripped[1])))
        raise InvalidValueError(
            "E006", f"{quoted(text)} is not an Admiralty grade", "write a letter A-F and a digit 1-6, for example B2"
        )

    def __str__(self) -> str:
        """The pair, for example ``B2``."""
        return f"{self.reliability.value}{self.credibility.value}"
