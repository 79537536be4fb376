"""Laws that hold for every honest reconciler, as checks to run on one's own.

A reconciler is a function of claims that returns something with `low`, `best` and `high` (None where it has no answer),
in the unit of what the claims are about; `osintclaims.reconcile` is one. A check takes one set of claims, or one
corpus, and raises `AssertionError` in words if the law is broken. `all_laws` runs them on what Hypothesis finds.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from osintclaims.model import Claim, Corpus
from osintclaims.testing._answers import Answer, Audited, Range, Reconciler
from osintclaims.testing._checks import (
    LITERAL,
    REL_TOL,
    check_audit,
    check_copies,
    check_level,
    check_monotone,
    check_permutation,
    check_round_trip,
    check_unit,
    in_unit,
)
from osintclaims.testing._corpora import corpora
from osintclaims.testing._sets import claim_sets as any_claim_sets

__all__ = [
    "Answer",
    "Audited",
    "Law",
    "Range",
    "Reconciler",
    "all_laws",
    "check_audit",
    "check_copies",
    "check_level",
    "check_monotone",
    "check_permutation",
    "check_round_trip",
    "check_unit",
    "in_unit",
    "round_trip",
]

#: A check of one law on all sets of claims, to be called without arguments.
Law: TypeAlias = Callable[[], None]


def _law(check: Callable[..., None], *drawn: st.SearchStrategy[Any]) -> Law:
    """A check on whatever is drawn; how long it takes is not its subject, and the first of all loads libraries."""
    return settings(deadline=None)(given(*drawn)(check))


def all_laws(
    reconcile: Reconciler,
    *,
    ranges: Callable[[Sequence[Claim], float], Range] | None = None,
    audited: Callable[[Sequence[Claim]], Audited] | None = None,
    claim_sets: Callable[..., st.SearchStrategy[tuple[Claim, ...]]] = any_claim_sets,
    rel_tol: float = REL_TOL,
) -> tuple[Law, ...]:
    """The laws of a reconciler as functions without arguments, each of which Hypothesis runs on many sets of claims.

    Made for ``@pytest.mark.parametrize("law", all_laws(my_reconciler))``: the names of the functions say which law is
    broken, and Hypothesis shows the smallest set of claims that breaks it.

    Args:
        reconcile: The reconciler.
        ranges: A function of claims and level that gives a range; without it the law on levels is left out.
        audited: A reconciler that accounts for the claims, often the same; without it the law on audits is left out.
        claim_sets: What makes sets of claims, `osintclaims.testing.claim_sets` or a `functools.partial` of it with
            other limits; it is called with the limits that a law needs.
        rel_tol: How far answers may differ that should be the same, in proportion.

    Examples:
        >>> from osintclaims import reconcile
        >>> from osintclaims.testing import laws
        >>> [law.__name__ for law in laws.all_laws(reconcile, audited=reconcile)]
        ['permutation', 'copies', 'unit', 'monotone', 'audit']
    """

    def permutation(claims: tuple[Claim, ...]) -> None:
        check_permutation(reconcile, claims, rel_tol=rel_tol)

    def copies(claims: tuple[Claim, ...]) -> None:
        check_copies(reconcile, claims, rel_tol=rel_tol)

    def unit(claims: tuple[Claim, ...]) -> None:
        check_unit(reconcile, claims, "meter", rel_tol=rel_tol)

    def monotone(claims: tuple[Claim, ...]) -> None:
        check_monotone(reconcile, claims, rel_tol=rel_tol)

    sets = claim_sets()
    laws: list[Law] = [
        _law(permutation, sets),
        _law(copies, sets),
        _law(unit, claim_sets(units=st.just("kilometer"))),
        _law(monotone, claim_sets(hedges=st.sampled_from(sorted(LITERAL)), allow_links=False)),
    ]
    if ranges is not None:

        def level(claims: tuple[Claim, ...], levels: tuple[float, float]) -> None:
            check_level(ranges, claims, levels, rel_tol=rel_tol)

        shares = st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)).map(lambda pair: (min(pair), max(pair)))
        laws.append(_law(level, sets, shares))
    if audited is not None:

        def audit(claims: tuple[Claim, ...]) -> None:
            check_audit(audited, claims)

        laws.append(_law(audit, sets))
    return tuple(laws)


def round_trip(save: Callable[[Corpus, Path], object], load: Callable[[Path], Corpus]) -> Law:
    """The law of `check_round_trip` as a function without arguments, which Hypothesis runs on many corpora."""

    def round_trip(corpus: Corpus) -> None:
        check_round_trip(save, load, corpus)

    return _law(round_trip, corpora())
