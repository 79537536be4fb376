"""Sets of claims by a fixed cast of speakers, so that tests can add what one of them says."""

from collections.abc import Callable

from hypothesis import strategies as st

from osintclaims import Claim, Estimate, Measurand, Modality, Section, Source
from tests.reconciliation.figures import BRITAIN, KOREA, NIS, NOBODY, OFFICE, PRESS, UKRAINE, document, said

ORIGINS = (BRITAIN, UKRAINE, NIS, OFFICE, KOREA, NOBODY)
OUTLETS = (PRESS, Source(id="wire", name="A wire"), Source(id="radio", name="A radio station"))
DOCUMENTS = tuple(document(f"d{number}") for number in range(3))
WORDS = ("dozens", "scores", "hundreds", "several hundred", "thousands", "several thousand", "tens of thousands")
NO_FIGURES = ("a few", "several", "many", "a small number")

_ONE_NUMBER: tuple[Callable[[float, str], Estimate], ...] = (
    Estimate.of,
    Estimate.exactly,
    Estimate.about,
    Estimate.nearly,
    Estimate.just_over,
    Estimate.at_least,
    Estimate.more_than,
    Estimate.at_most,
    Estimate.up_to,
    Estimate.less_than,
)
_ZERO: tuple[Callable[[float, str], Estimate], ...] = (
    Estimate.of,
    Estimate.exactly,
    Estimate.about,
    Estimate.just_over,
    Estimate.at_least,
    Estimate.more_than,
    Estimate.at_most,
)


def figures(unit: str) -> st.SearchStrategy[Estimate]:
    """Figures that are not negative, of each hedge."""
    values = st.one_of(st.integers(1, 30), st.integers(1, 12).map(lambda n: n * 1_000), st.integers(1, 10**6))
    return st.one_of(
        st.builds(lambda make, value: make(value, unit), st.sampled_from(_ONE_NUMBER), values),
        st.builds(lambda a, b: Estimate.between(min(a, b), max(a, b), unit), values, st.integers(0, 20_000)),
        st.builds(lambda value, share: Estimate.plus_minus(value, value // share, unit), values, st.integers(1, 20)),
        st.builds(
            lambda a, b, c: Estimate(unit=unit, low=min(a, b, c), best=sorted((a, b, c))[1], high=max(a, b, c)),
            values,
            values,
            values,
        ),
        st.sampled_from(WORDS).map(lambda word: Estimate.vaguely(word, unit)),
        st.sampled_from(_ZERO).map(lambda make: make(0, unit)),
        existence(unit),
    )


def existence(unit: str) -> st.SearchStrategy[Estimate]:
    """Statements that there are some."""
    vague = st.sampled_from(NO_FIGURES).map(lambda word: Estimate.vaguely(word, unit))
    return st.one_of(st.just(Estimate.more_than(0, unit)), vague)


def wholes(unit: str) -> tuple[Measurand, ...]:
    """A whole, its part, and a part of that."""
    whole = Measurand(id="whole", label="The whole", unit=unit)
    part = Measurand(id="part", label="A part", unit=unit, part_of=(whole,))
    return whole, part, Measurand(id="inner", label="A part of the part", unit=unit, part_of=(part,))


@st.composite
def _claim_sets(draw: st.DrawFn, unit: str, *, linked: bool, max_size: int) -> tuple[Claim, ...]:
    made: list[Claim] = []
    for number in range(draw(st.integers(0, max_size))):
        origin = draw(st.sampled_from(ORIGINS))
        measurand = draw(st.sampled_from([wholes(unit)[0], *wholes(unit)]))
        alike = [claim for claim in made if claim.measurand == measurand] if linked else []
        modality = draw(st.sampled_from([*[Modality.OBSERVED] * 5, Modality.PLAN]))
        own = [
            claim.id
            for claim in alike
            if claim.origin.organisation == origin.organisation and claim.modality is modality
        ]
        nameless = origin is NOBODY
        made.append(
            said(
                f"c{number}",
                draw(figures(unit)),
                origin,
                measurand,
                via=[] if nameless else draw(st.lists(st.sampled_from(OUTLETS), max_size=1)),
                on=draw(st.sampled_from([None, f"2024-10-{10 + number}", "2024-10"])) if not own else None,
                read=[(draw(st.sampled_from(DOCUMENTS)), Section.BODY)] if nameless else (),
                restates=draw(st.none() | st.sampled_from([claim.id for claim in alike])) if alike else None,
                supersedes=tuple(draw(st.sets(st.sampled_from(own), max_size=1))) if own else (),
                modality=modality,
                retracted=draw(st.sampled_from([False] * 5 + [True])),
            )
        )
    return tuple(made)


def claim_sets(unit: str = "person", *, linked: bool = True, max_size: int = 6) -> st.SearchStrategy[tuple[Claim, ...]]:
    """Claims about a whole and its parts by six speakers of four voices.

    Args:
        unit: Their unit.
        linked: Whether some restate or supersede others.
        max_size: How many at most.
    """
    return _claim_sets(unit, linked=linked, max_size=max_size)
