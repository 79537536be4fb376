"""Checks of single laws on single sets of claims and single corpora."""

import functools
import math
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import attrs

from osintclaims.model import Claim, Corpus, Estimate, Hedge, Measurand, Modality, Section, Source
from osintclaims.testing._answers import Answer, Audited, Range, Reconciler
from osintclaims.testing._sets import copy_through
from osintclaims.units import factor

__all__ = [
    "LITERAL",
    "REL_TOL",
    "check_audit",
    "check_copies",
    "check_level",
    "check_monotone",
    "check_permutation",
    "check_round_trip",
    "check_unit",
    "in_unit",
]

#: How far two answers may differ that should be the same: what sums in another order differ by.
REL_TOL: Final = 1e-9

#: Hedges whose numbers are literal ends, so that raising them raises what is said; how wide "about" is, and how far a
#: bare number may be off, depends on its last digits.
LITERAL: Final = frozenset(
    {
        Hedge.EXACT,
        Hedge.MORE_THAN,
        Hedge.AT_LEAST,
        Hedge.LESS_THAN,
        Hedge.AT_MOST,
        Hedge.UP_TO,
        Hedge.RANGE,
    }
)
#: Where a text itself speaks, of which headlines and summaries are repetitions.
_BODY: Final = frozenset({Section.BODY, Section.CAPTION})
#: A figure above this one is not doubled: the model takes none above 10^18.
_DOUBLED: Final = 10**17


def _ids(claims: Iterable[Claim]) -> str:
    return ", ".join(claim.id for claim in claims) or "no claims"


def _compare(law: str, before: Answer, after: Answer, what: str, scale: float, rel_tol: float) -> None:
    """Refuse two answers of which the second is not the first, times a factor."""
    for name in ("low", "best", "high"):
        old, new = getattr(before, name), getattr(after, name)
        expected = None if old is None else old * scale
        same = new is None if expected is None else new is not None and math.isclose(new, expected, rel_tol=rel_tol)
        if not same:
            raise AssertionError(f"{law}: {name} is {new!r} and should be {expected!r}, {what}")


def check_permutation(reconcile: Reconciler, claims: Sequence[Claim], *, rel_tol: float = REL_TOL) -> None:
    """The order of claims does not matter.

    The first two change places, and the first goes to the end: on all sets of claims, these two make every order.

    Args:
        reconcile: The reconciler.
        claims: Claims about one measurand.
        rel_tol: How far answers may differ, in proportion.

    Raises:
        AssertionError: The answer depends on the order.

    Examples:
        >>> from osintclaims import Estimate, claim, reconcile
        >>> from osintclaims.testing import laws
        >>> said = [
        ...     claim("Flights", Estimate.of(n, "flight"), by=f"Office {n}") for n in (20, 28)
        ... ]
        >>> laws.check_permutation(reconcile, said)
    """
    before = reconcile(claims)
    first, second, rest = claims[:1], claims[1:2], claims[2:]
    for other in ([*second, *first, *rest], [*second, *rest, *first]):
        what = f"as the order of claims does not matter ({_ids(claims)}; {_ids(other)})"
        _compare("permutation", before, reconcile(other), what, 1, rel_tol)


def check_copies(
    reconcile: Reconciler, claims: Sequence[Claim], *, outlet: Source | None = None, rel_tol: float = REL_TOL
) -> None:
    """However many outlets print what an origin said, it counts once.

    A copy of each claim, linked by `restates`, is added alone, and then copies of all. What stands in a headline or in
    readers' comments only is not copied: without its place, the copy would be better evidence than the claim.

    Args:
        reconcile: The reconciler.
        claims: Claims about one measurand.
        outlet: Who prints them again; one that is not among their sources unless given.
        rel_tol: How far answers may differ, in proportion.

    Raises:
        AssertionError: Copies change the answer.
    """
    printer = Source(id="copying-outlet", name="An outlet that copies") if outlet is None else outlet
    before = reconcile(claims)
    copies = [copy_through(claim, printer) for claim in claims if _stands_in_body(claim)]
    for added in (*([copy] for copy in copies), copies):
        what = f"as copies add nothing ({_ids(claims)}; with {_ids(added)})"
        _compare("copies", before, reconcile([*claims, *added]), what, 1, rel_tol)


def _stands_in_body(claim: Claim) -> bool:
    return not claim.anchors or any(anchor.section in _BODY for anchor in claim.anchors)


def in_unit(claims: Iterable[Claim], unit: str) -> tuple[Claim, ...]:
    """The same claims about the same quantity in another unit; the figures keep the units in which they were given.

    Args:
        claims: Claims about one measurand, its parts and wholes.
        unit: The unit, by any name.

    Raises:
        InvalidValueError: The unit does not fit (E108), or is not known (E107).
    """

    @functools.cache
    def turned(measurand: Measurand) -> Measurand:
        part_of, sum_of = ((turned(one) for one in related) for related in (measurand.part_of, measurand.sum_of))
        return attrs.evolve(measurand, unit=unit, part_of=tuple(part_of), sum_of=tuple(sum_of))

    return tuple(attrs.evolve(claim, measurand=turned(claim.measurand)) for claim in claims)


def check_unit(reconcile: Reconciler, claims: Sequence[Claim], unit: str, *, rel_tol: float = REL_TOL) -> None:
    """The answer in another unit is the answer, in another unit.

    Args:
        reconcile: The reconciler; it answers in the unit of what the claims are about.
        claims: Claims about one measurand.
        unit: Another unit of that measurand.
        rel_tol: How far answers may differ, in proportion.

    Raises:
        AssertionError: The answers are not the same quantity.
        InvalidValueError: The unit does not fit (E108), or is not known (E107).
    """
    before, after = reconcile(claims), reconcile(in_unit(claims, unit))
    if claims:
        own = claims[0].measurand.unit
        what = f"as {own} are turned into {unit} ({_ids(claims)})"
        _compare("unit", before, after, what, factor(own, unit), rel_tol)


def check_monotone(reconcile: Reconciler, claims: Sequence[Claim], *, rel_tol: float = REL_TOL) -> None:
    """Who raises what he says never lowers the answer.

    Of the claims, this takes an odd number that state literal bounds: one observed claim of each named origin, about
    the quantity itself. Each in turn says twice as much. (Among an even number of origins an honest reconciler may let
    the halves agree on what they share, and then a claim that leaves the others widens the answer to both sides.)

    Args:
        reconcile: The reconciler.
        claims: Claims about one measurand.
        rel_tol: How far an end may seem to fall, in proportion.

    Raises:
        AssertionError: An end of the answer falls.
    """
    said = _bounds(claims)
    before = reconcile(said) if said else None
    for place, claim in enumerate(said):
        raised = attrs.evolve(claim, estimate=_doubled(claim.estimate))
        after = reconcile([*said[:place], raised, *said[place + 1 :]])
        for name in ("low", "high"):
            old, new = getattr(before, name), getattr(after, name)
            if old is not None and new is not None and new < old - abs(old) * rel_tol:
                raise AssertionError(
                    f"monotone: {name} falls from {old!r} to {new!r} when {claim.id} says {raised.estimate} "
                    f"instead of {claim.estimate} ({_ids(said)})"
                )


def _bounds(claims: Iterable[Claim]) -> list[Claim]:
    """An odd number of claims with literal bounds, each of another origin, none linked to another."""
    found: dict[str, Claim] = {}
    for claim in claims:
        counts = claim.modality is Modality.OBSERVED and not claim.retracted and _stands_in_body(claim)
        if counts and not claim.attribution.is_unattributed and _is_bound(claim.estimate):
            same = [one.measurand == claim.measurand for one in found.values()]
            if all(same):
                plain = attrs.evolve(claim, restates=None, supersedes=())
                found.setdefault(claim.origin.organisation.id, plain)
    said = list(found.values())
    return said if len(said) % 2 else said[:-1]


def _is_bound(estimate: Estimate) -> bool:
    """Whether a figure states literal bounds, and more than that there are some."""
    says_more = estimate.high is not None or (estimate.low is not None and estimate.low > 1)
    return estimate.hedge in LITERAL and says_more


def _doubled(estimate: Estimate) -> Estimate:
    """The figure with every number twice as large, as long as all of them can be."""
    numbers = {name: value for name in ("low", "best", "high") if (value := getattr(estimate, name)) is not None}
    if any(abs(value) > _DOUBLED for value in numbers.values()):
        return estimate
    return attrs.evolve(estimate, **{name: value * 2 for name, value in numbers.items()}, wording="")


def check_level(
    ranges: Callable[[Sequence[Claim], float], Range],
    claims: Sequence[Claim],
    levels: tuple[float, float],
    *,
    rel_tol: float = REL_TOL,
) -> None:
    """A range that is to hold the truth more often is wider.

    Args:
        ranges: A function of claims and of a level between 0 and 1 that gives a range.
        claims: Claims about one measurand.
        levels: A lower and a higher level.
        rel_tol: How far an end of the wider range may seem to lie inside the narrower one, in proportion.

    Raises:
        AssertionError: The wider range does not hold the narrower one.
    """
    narrow, wide = (ranges(claims, level) for level in levels)
    for name, sign in (("low", -1), ("high", 1)):
        inner, outer = getattr(narrow, name), getattr(wide, name)
        if inner is not None and outer is not None and sign * (outer - inner) < -abs(inner) * rel_tol:
            raise AssertionError(
                f"level: {name} is {inner!r} at {levels[0]} and {outer!r} at {levels[1]}, which should be wider "
                f"({_ids(claims)})"
            )


def check_audit(reconcile: Callable[[Sequence[Claim]], Audited], claims: Sequence[Claim]) -> None:
    """Each claim votes or is excluded, once.

    Args:
        reconcile: A reconciler whose answer has `votes` and `excluded`.
        claims: Claims about one measurand.

    Raises:
        AssertionError: A claim is missing, counts twice, or was never given.
    """
    answer = reconcile(claims)
    voting = [claim.id for vote in answer.votes for claim in vote.claims]
    accounted = Counter([*voting, *(exclusion.claim.id for exclusion in answer.excluded)])
    given_ = Counter(claim.id for claim in claims)
    if accounted != given_:
        lost, more = sorted((given_ - accounted).elements()), sorted((accounted - given_).elements())
        raise AssertionError(f"audit: neither votes nor is excluded: {lost}; counts too often: {more}")


def check_round_trip(save: Callable[[Corpus, Path], object], load: Callable[[Path], Corpus], corpus: Corpus) -> None:
    """What is saved is loaded again, and saving that anew changes no byte.

    Args:
        save: Writes a corpus to a folder that exists and is empty.
        load: Reads it back.
        corpus: A corpus.

    Raises:
        AssertionError: The corpus or a file has changed.

    Examples:
        >>> from osintclaims import load_corpus, load_seed_corpus, save_corpus
        >>> from osintclaims.testing import laws
        >>> laws.check_round_trip(save_corpus, load_corpus, load_seed_corpus())
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(corpus, folder)
        before, loaded = _contents(folder), load(folder)
        if loaded != corpus:
            raise AssertionError(f"round trip: {corpus!r} was saved and {loaded!r} loaded")
        save(loaded, folder)
        changed = sorted(str(path) for path, _ in before.items() ^ _contents(folder).items())
        if changed:
            raise AssertionError(f"round trip: saving what was loaded changes {', '.join(dict.fromkeys(changed))}")


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
