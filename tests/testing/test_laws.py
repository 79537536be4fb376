from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from osintclaims import (
    Claim,
    Consensus,
    Corpus,
    Estimate,
    Hedge,
    Measurand,
    claim,
    load_corpus,
    reconcile,
    save_corpus,
)
from osintclaims.reconciliation import Range
from osintclaims.testing import claim_sets, laws


def about_whole(claims: Sequence[Claim]) -> Consensus:
    """The library's own answer, about the measurand of `claim_sets` whatever they say."""
    return reconcile(claims, "whole")


def ranges(claims: Sequence[Claim], level: float) -> Range:
    """The library's own plausible range."""
    return reconcile(claims, "whole", level=level).plausible


OURS = laws.all_laws(about_whole, ranges=ranges, audited=about_whole, claim_sets=partial(claim_sets, allow_parts=True))


@pytest.mark.parametrize("law", [*OURS, laws.round_trip(save_corpus, load_corpus)])
def test_the_library_obeys_its_own_laws(law: laws.Law) -> None:
    """`reconcile`, `save_corpus` and `load_corpus` pass every check that users are offered."""
    law()


def points(claims: Sequence[Claim]) -> list[float]:
    """Every number that claims state."""
    return [
        value
        for claim in claims
        for value in (claim.estimate.low, claim.estimate.best, claim.estimate.high)
        if value is not None
    ]


def answer(low: float | None, best: float | None = None, high: float | None = None, **more: Any) -> Any:
    """What a reconciler returns."""
    return SimpleNamespace(low=low, best=best, high=high, **more)


def votes(claims: Sequence[Claim]) -> list[Any]:
    """A vote for each claim."""
    return [SimpleNamespace(claims=[claim]) for claim in claims]


def first(claims: Sequence[Claim]) -> Any:
    """Believes whom it hears first."""
    return answer(next(iter(points(claims)), None))


def count(claims: Sequence[Claim]) -> Any:
    """Answers with the number of claims."""
    return answer(0, len(claims), None)


def upside_down(claims: Sequence[Claim]) -> Any:
    """The more is said, the less it answers."""
    return answer(-max(points(claims), default=0))


def forgetful(claims: Sequence[Claim]) -> Any:
    """Leaves out the first claim."""
    return answer(None, votes=votes(claims[1:]), excluded=[])


def twice(claims: Sequence[Claim]) -> Any:
    """Counts and excludes every claim."""
    return answer(None, votes=votes(claims), excluded=[SimpleNamespace(claim=claim) for claim in claims])


def narrowing(_: Sequence[Claim], level: float) -> Any:
    """A range that is narrower the more often it is to hold."""
    return answer(level, None, 2 - level)


BROKEN: dict[str, tuple[Callable[..., Any], str]] = {
    "permutation": (first, "permutation: low is .* and should be .*, as the order of claims does not matter"),
    "copies": (count, "copies: best is .* and should be .*, as copies add nothing"),
    "unit": (count, "unit: best is .* and should be .*, as kilometer are turned into meter"),
    "monotone": (upside_down, "monotone: low falls from .* to .* when c. says"),
    "audit": (forgetful, r"audit: neither votes nor is excluded: \['c0'\]"),
    "level": (narrowing, "level: low is .* at .* and .* at .*, which should be wider"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_reconcilers_are_caught(name: str) -> None:
    """Each law is broken by a reconciler that breaks it, and the message says how."""
    broken, message = BROKEN[name]
    made = laws.all_laws(broken, ranges=broken if name == "level" else None, audited=broken)
    (law,) = (law for law in made if law.__name__ == name)
    with pytest.raises(AssertionError, match=message):
        law()


def test_counting_twice_is_caught() -> None:
    """A claim that votes and is excluded counts too often."""
    with pytest.raises(AssertionError, match=r"counts too often: \['c1'\]"):
        laws.check_audit(twice, [attrs.evolve(_one(), id="c1")])


def _one() -> Claim:
    from hypothesis import find

    return find(claim_sets(), lambda _: True)[0]


@given(claim_sets(), claim_sets(min_origins=0))
@settings(max_examples=20)
def test_laws_hold_for_what_says_nothing(claims: tuple[Claim, ...], others: tuple[Claim, ...]) -> None:
    """Who never has an answer breaks no law."""
    silent: Callable[..., Any] = lambda _: answer(None)  # noqa: E731 - one line says it
    laws.check_copies(silent, claims, outlet=claims[0].attribution.publisher)
    for given_ in (claims, others):
        laws.check_permutation(silent, given_)
        laws.check_copies(silent, given_)
        laws.check_monotone(silent, given_)


def test_answers_must_be_there_again() -> None:
    """An answer that comes or goes is a different answer."""
    one = _one()
    appears: Callable[..., Any] = lambda claims: answer(None if len(claims) < 2 else 3)  # noqa: E731 - as above
    with pytest.raises(AssertionError, match="low is 3 and should be None"):
        laws.check_copies(appears, [one])
    goes: Callable[..., Any] = lambda claims: answer(3 if len(claims) < 2 else None)  # noqa: E731 - as above
    with pytest.raises(AssertionError, match="low is None and should be 3"):
        laws.check_copies(goes, [one])


def test_figures_that_cannot_be_doubled_stay_as_they_are() -> None:
    """The model ends at 10^18; a range of which only the lower end had room would turn around."""
    figures = [Estimate(unit="person", low=9e16, high=1.5e17, hedge=Hedge.RANGE), Estimate.at_least(9e17, "person")]
    for figure in figures:
        laws.check_monotone(reconcile, [claim("Sent", figure, by="Somebody")])


def test_another_unit_keeps_the_figures() -> None:
    """Claims in another unit are about the same quantities, parts and sums included, and say what they said."""
    whole = Measurand(id="whole", label="W", unit="kilometer")
    part = Measurand(id="part", label="P", unit="kilometer", part_of=(whole,))
    total = Measurand(id="total", label="T", unit="kilometer", sum_of=(part,))
    walked = attrs.evolve(_one(), measurand=total, estimate=attrs.evolve(_one().estimate, unit="mile"))
    (turned,) = laws.in_unit([walked], "m")
    assert turned.estimate == walked.estimate
    (inner,) = turned.measurand.sum_of
    assert [one.unit for one in (turned.measurand, inner, *inner.part_of)] == ["meter"] * 3


def test_files_that_change_are_caught() -> None:
    """A save that writes something else the second time, and a load that gives something else, are caught."""

    def save(corpus: Corpus, folder: Path) -> None:
        save_corpus(corpus, folder)
        (folder / f"save-{len(list(folder.iterdir()))}").touch()

    with pytest.raises(AssertionError, match="saving what was loaded changes save-"):
        laws.check_round_trip(save, load_corpus, Corpus(title="T"))
    with pytest.raises(AssertionError, match=r"round trip: .* was saved and .* loaded"):
        laws.check_round_trip(save_corpus, lambda _: Corpus(), Corpus(title="T"))
