"""What the reader returns: figures in a text, and stretches that are none."""

import enum
from typing import Final

import attrs

from osintclaims.errors import OsintclaimsError
from osintclaims.model import Estimate

__all__ = ["EstimateParseError", "Mention", "NoFigure", "Role", "quoted"]

#: Most characters of a refused text that a message repeats.
_SHOWN: Final = 60


class Role(enum.StrEnum):
    """What a figure is in its sentence."""

    TOTAL = "total"
    """A figure of its own."""
    DELTA = "delta"
    """What comes on top of another figure: an additional 3,000."""
    PART = "part"
    """Some of a whole that the text names: including six officers, 14 of the 20."""
    SHARE = "share"
    """A fraction of a whole: a third of the brigade, 40 percent of the shells."""


@attrs.frozen(kw_only=True)
class Mention:
    """A figure found in a text.

    Attributes:
        start: Where it begins, in code points of the text.
        end: Where it ends, exclusive. The span holds the hedge, the number and a currency sign, percent sign or unit of
            measurement; the counted noun and the period of a rate ("a month") are outside.
        text: What stands there: ``text[start:end]`` of the text that was read.
        estimate: The figure, in its literal reading. Its `wording` goes on to the counted noun.
        noun: The counted noun as printed, or an empty string. Where the catalogue of units does not know it, the
            estimate is in ``item`` and the noun alone says what was counted.
        role: What it is in its sentence.
        part_of: Place, among the mentions of the same call, of the whole that a part belongs to; None where that is not
            known.
    """

    start: int
    end: int
    text: str
    estimate: Estimate
    noun: str = ""
    role: Role = Role.TOTAL
    part_of: int | None = None


@attrs.frozen(kw_only=True)
class NoFigure:
    """A number in a text that is no figure.

    Attributes:
        start: Where it begins, in code points of the text.
        end: Where it ends, exclusive.
        text: What stands there.
        reason: Why it is none, in a few words.
    """

    start: int
    end: int
    text: str
    reason: str


@attrs.frozen
class EstimateParseError(OsintclaimsError, ValueError):
    """A text that is not one figure.

    Attributes:
        text: What was to be read.
        position: Where reading stopped, in code points.
        reason: Why.
        understood: The figure read up to there, in English, or an empty string.
    """

    text: str
    position: int
    reason: str
    understood: str = ""

    def __str__(self) -> str:
        """Text, position, reason, and what was understood."""
        understood = f"; understood: {self.understood}" if self.understood else ""
        return f"cannot read {quoted(self.text)} at {self.position}: {self.reason}{understood}"


def quoted(text: str) -> str:
    """A text as a message may repeat it: in quotation marks, short, without characters that cannot be shown."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f'"{short}"' if short.isprintable() else ascii(short)
