"""Words of estimative probability: what "likely" means on the scale its speaker uses.

ICD 203: Intelligence Community Directive 203, *Analytic Standards* (Office of the Director of National Intelligence,
2015): two rows of synonyms over the same ranges, which an analyst should not mix. PHIA: the Probability Yardstick of
the Professional Head of Intelligence Assessment, in *Explaining Uncertainty in UK Intelligence Assessment* (gov.uk,
24 March 2025): seven ranges with gaps between them, on purpose; most of its ends are approximate there ("≈10%"), three
are open (">0%", "<50%", "<100%").
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

import attrs

from osintclaims.model._fields import instance, words, wrong_type
from osintclaims.model._interval import Interval

__all__ = ["Likelihood", "ProbabilityScale"]


class ProbabilityScale(StrEnum):
    """A published list of words with their probabilities. Which one a speaker uses, somebody has to say."""

    ICD_203 = "icd_203"
    PHIA = "phia"

    @property
    def label(self) -> str:
        """Its name in print."""
        return "ICD 203" if self is ProbabilityScale.ICD_203 else "PHIA yardstick"

    @property
    def terms(self) -> Mapping[str, Interval]:
        """Its terms with their probabilities, from the least likely to the most; synonyms follow one another.

        Examples:
            >>> from osintclaims.model import ProbabilityScale
            >>> list(ProbabilityScale.PHIA.terms)[:3]
            ['remote chance', 'highly unlikely', 'unlikely']
        """
        return _TERMS[self]


def _terms(*rows: tuple[str, Interval]) -> Mapping[str, Interval]:
    return MappingProxyType({term: interval for terms, interval in rows for term in terms.split(", ")})


_TERMS: Final[Mapping[ProbabilityScale, Mapping[str, Interval]]] = MappingProxyType(
    {
        ProbabilityScale.ICD_203: _terms(
            ("almost no chance, remote", Interval(0.01, 0.05)),
            ("very unlikely, highly improbable", Interval(0.05, 0.20)),
            ("unlikely, improbable", Interval(0.20, 0.45)),
            ("roughly even chance, roughly even odds", Interval(0.45, 0.55)),
            ("likely, probable", Interval(0.55, 0.80)),
            ("very likely, highly probable", Interval(0.80, 0.95)),
            ("almost certain, nearly certain", Interval(0.95, 0.99)),
        ),
        ProbabilityScale.PHIA: _terms(
            ("remote chance", Interval(0.0, 0.05, low_open=True)),
            ("highly unlikely", Interval(0.10, 0.20)),
            ("unlikely", Interval(0.25, 0.35)),
            ("realistic possibility", Interval(0.40, 0.50, high_open=True)),
            ("likely, probable, likely or probable", Interval(0.55, 0.75)),
            ("highly likely", Interval(0.80, 0.90)),
            ("almost certain", Interval(0.95, 1.0, high_open=True)),
        ),
    }
)
#: Adverbs that stand for the term's adjective. ICD 203 prints its own; the yardstick's users write them as well.
_ADVERB: Final = re.compile(r"(certain|probab|improbab)ly")
#: What may stand around a term without changing it. Anything else may ("not", "more", "highly"), so that only whole
#: terms are recognised.
_FRAME: Final = re.compile(r"(?:(?:it|there) (?:is|was) )?(?:an? )?(?P<term>.+?)(?: that| of)?")


def _standard(phrase: str, scale: ProbabilityScale) -> str | None:
    """The term of a scale that a phrase is, in the scale's own spelling."""
    plain = " ".join(phrase.casefold().split())
    plain = _ADVERB.sub(lambda found: found[1] + ("" if found[1] == "certain" else "le"), plain)
    if plain in scale.terms:
        return plain
    framed = _FRAME.fullmatch(plain)
    return framed["term"] if framed is not None and framed["term"] in scale.terms else None


@attrs.frozen
class Likelihood:
    """An estimative phrase on a scale: its range of probabilities, or none where the scale does not list it.

    The same word means different things on different scales, so that the scale is always given, never guessed from who
    speaks. A claim keeps the phrase as printed (`Claim.likelihood`); this reads it.

    Attributes:
        term: The phrase.
        scale: The scale on which it is read.

    Raises:
        InvalidValueError: An empty phrase (E006), no text (E005), or no `ProbabilityScale` (E310).

    Examples:
        >>> from osintclaims import Likelihood, ProbabilityScale
        >>> for scale in ProbabilityScale:
        ...     print(Likelihood("unlikely", scale))
        unlikely (20-45 % by ICD 203)
        unlikely (25-35 % by PHIA yardstick)
        >>> likely = Likelihood.parse("It is almost certain that", ProbabilityScale.PHIA)
        >>> likely.term, likely.low, likely.high, likely.high_open
        ('almost certain', 0.95, 1.0, True)
        >>> print(Likelihood("highly likely", ProbabilityScale.ICD_203))
        highly likely (no range in ICD 203)
    """

    term: str = attrs.field(validator=words)
    scale: ProbabilityScale = attrs.field(validator=instance(ProbabilityScale))

    @classmethod
    def parse(cls, phrase: str, scale: ProbabilityScale) -> Self:
        """Read a phrase as it stands in a sentence: "It is highly likely that", "a remote chance", "almost certainly".

        Only a whole term is recognised: "not likely" is not "likely". A phrase that the scale does not list stays as
        it is, without a range.

        Args:
            phrase: The phrase.
            scale: The scale on which to read it.

        Raises:
            InvalidValueError: As for the class.
        """
        if not isinstance(phrase, str):  # pyright: ignore[reportUnnecessaryIsInstance] - files and notebooks pass anything
            raise wrong_type("a likelihood", phrase, "a string", 'for example "almost certain"')
        read = cls(phrase, scale)
        return cls(read.standard or phrase, scale)

    @property
    def standard(self) -> str | None:
        """The scale's own spelling of the term; None if it is not of the scale."""
        return _standard(self.term, self.scale)

    @property
    def interval(self) -> Interval | None:
        """Probabilities from 0 to 1, with open ends where the scale prints them; None for a term of no such scale."""
        standard = self.standard
        return None if standard is None else self.scale.terms[standard]

    @property
    def low(self) -> float | None:
        """Smallest probability."""
        return None if self.interval is None else self.interval.low

    @property
    def high(self) -> float | None:
        """Largest probability."""
        return None if self.interval is None else self.interval.high

    @property
    def low_open(self) -> bool:
        """Whether `low` itself is excluded."""
        return self.interval is not None and self.interval.low_open

    @property
    def high_open(self) -> bool:
        """Whether `high` itself is excluded."""
        return self.interval is not None and self.interval.high_open

    def __str__(self) -> str:
        """The phrase with its range in per cent and its scale."""
        interval = self.interval
        if interval is None:
            return f"{self.term} (no range in {self.scale.label})"
        low = f"{'>' if interval.low_open else ''}{interval.low * 100:.0f}"
        high = f"{'<' if interval.high_open else ''}{interval.high * 100:.0f}"
        return f"{self.term} ({low}-{high} % by {self.scale.label})"
