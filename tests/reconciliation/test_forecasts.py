"""Forecasts beside what came."""

import math

import pytest

from osintclaims import Corpus, Estimate, Measurand, Modality, Source, forecasts, load_seed_corpus
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import Forecasts, Options
from tests.reconciliation.figures import (
    BRITAIN,
    KOREA,
    NOBODY,
    PEOPLE,
    PRESS,
    SENT,
    SOME,
    UKRAINE,
    about,
    of,
    over,
    said,
    up_to,
)

EXPECTED = Measurand(id="expected", label="Troops expected", unit=PEOPLE)
PLAN, FORECAST = Modality.PLAN, Modality.FORECAST


def made(*claims: object, **options: object) -> Forecasts:
    """Forecasts of a corpus of claims."""
    return forecasts(Corpus(claims=claims), **options)  # type: ignore[arg-type]


def test_forecasts_are_resolved_by_what_was_observed() -> None:
    """About the same measurand: who expected it, whether it held, and its score."""
    found = made(
        said("a", Estimate.exactly(1_000, PEOPLE)),
        said("b", Estimate.between(900, 1_200, PEOPLE), KOREA, modality=FORECAST),
        said("c", up_to(800), UKRAINE, modality=PLAN),
        said("d", SOME, PRESS, modality=PLAN),
    )
    one, other = found
    assert [(row.name, row.held) for row in found] == [("South Korea", True), ("Ukraine", False)]
    assert one.score == pytest.approx(math.log(1_200 / 900))
    assert (other.score, other.interval) == (None, Interval(0, 800))
    assert str(other) == "Ukraine: up to 800 people - did not hold; came 1,000"
    assert str(one) == "South Korea: 900 to 1,200 people - held, score 0.29; came 1,000"
    assert repr(found) == "<Forecasts: 2, of which 2 are decided>"
    assert (len(found), found[0]) == (2, one)


def test_a_miss_costs_ten_times_its_size_at_eighty_per_cent() -> None:
    """The interval score on the log scale: width, and 2 / (1 - level) for each unit by which the truth is missed."""
    claims = (
        said("a", Estimate.exactly(2_000, PEOPLE)),
        said("b", Estimate.between(900, 1_000, PEOPLE), modality=PLAN),
    )
    (row,) = made(*claims)
    assert row.score == pytest.approx(math.log(10 / 9) + 10 * math.log(2))
    (at_half,) = made(*claims, level=0.5)
    assert at_half.score == pytest.approx(math.log(10 / 9) + 4 * math.log(2))


def test_what_was_expected_may_be_another_measurand_than_what_came() -> None:
    """A mapping names the measurand that resolves it; without, and without observations, a forecast stays open."""
    claims = (said("a", about(1_000)), said("b", about(1_000), KOREA, EXPECTED, modality=FORECAST))
    (still,) = made(*claims)
    assert (still.outcome, still.held, still.score) == (None, None, None)
    assert str(still).endswith(" - open")
    (resolved,) = made(*claims, resolved_by={"expected": "sent"})
    assert resolved.held
    assert resolved.outcome is not None
    assert resolved.outcome.measurand == SENT
    for wrong in ({"unexpected": "sent"}, {"expected": "snet"}):
        with pytest.raises(ReconciliationError, match=r"unknown measurand .* in resolved_by"):
            made(*claims, resolved_by=wrong)


def test_bounds_decide_what_they_can() -> None:
    """Without an observed best value a forecast held if all of the region lies in it, and failed if nothing does."""
    observed = said("a", over(5_000))
    forecasts_made = [
        said("b", over(4_000), KOREA, modality=FORECAST),
        said("c", up_to(4_000), UKRAINE, modality=FORECAST),
        said("d", over(6_000), PRESS, modality=FORECAST),
    ]
    found = {row.name: row.held for row in made(observed, *forecasts_made)}
    assert found == {"South Korea": True, "Ukraine": False, "The Press": None}
    assert "undecided; came more than 5,000" in str(made(observed, *forecasts_made))


def test_replaced_forecasts_stay_and_copies_are_one() -> None:
    """A forecast that its origin replaced is still scored; two prints of one utterance are one forecast."""
    found = made(
        said("a", of(1_000)),
        said("b", of(500), KOREA, on="2024-10-01", modality=FORECAST),
        said("c", of(1_000), KOREA, on="2024-11-01", modality=FORECAST, supersedes=("b",)),
        said("d", about(1_000), KOREA, via=[PRESS], modality=FORECAST, restates="c"),
        said("e", of(900), NOBODY, modality=FORECAST, retracted=True),
    )
    assert [tuple(claim.id for claim in row.claims) for row in found] == [("b",), ("c", "d")]
    assert [row.held for row in found] == [False, True]


def test_zero_and_zero_outcomes_have_no_score() -> None:
    """The log scale has no place for zero."""
    nothing = Estimate.exactly(0, PEOPLE)
    assert made(said("a", nothing), said("b", of(5), KOREA, modality=PLAN))[0].score is None
    zero = made(said("a", of(5)), said("b", nothing, KOREA, modality=PLAN))[0]
    assert (zero.held, zero.score) == (False, None)


def test_lengths_below_one_are_scored_as_well() -> None:
    """The score knows ratios alone: half a kilometre to two is as wide as 500 metres to 2,000."""
    length = Measurand(id="length", label="Length", unit="kilometer")
    claims = (
        said("a", Estimate.exactly(1.5, "kilometer"), measurand=length),
        said("b", Estimate.between(0.5, 2, "kilometer"), KOREA, length, modality=PLAN),
    )
    assert made(*claims)[0].score == pytest.approx(math.log(4))


def test_what_came_is_observed_whatever_the_options_say() -> None:
    """The kind of claims is set for both sides, and the result says at which level it was scored."""
    claims = (said("a", of(10_000)), said("b", over(4_000), KOREA, modality=FORECAST))
    found = made(*claims, options=Options(modality=PLAN), level=0.5)
    assert found.level == 0.5
    assert str(found[0]) == "South Korea: more than 4,000 people - held; came 9,500 to 10,499"


def test_a_level_is_between_0_and_1() -> None:
    """A level that is none is refused, whether or not anything is scored with it."""
    with pytest.raises(ReconciliationError, match=r"level 2.0 is not between 0 and 1"):
        forecasts(Corpus(), level=2)


def test_the_seed_corpus() -> None:
    """Zelensky's 10,000 came out low by less than half a thousand, and the estimates of 12,000 held."""
    found = forecasts(load_seed_corpus(), resolved_by={"dprk-troops-expected-2024": "dprk-troops-sent-2024-autumn"})
    decided = {row.name: row.held for row in found if row.held is not None}
    assert decided == {"Ukraine": False, "unattributed, in 004": True}
    labels = [line for line in str(found).split("\n") if not line.startswith(" ")]
    assert labels == sorted(labels)
    assert '"more than 30,000' in str(found) or "more than 30,000" in str(found)


def test_independence_is_that_of_the_options() -> None:
    """Two services of one government are one name by default."""
    members = [Source(id=f"m{n}", name=f"M{n}", part_of=BRITAIN) for n in range(2)]
    claims = [said(f"c{n}", of(5 + n), one, modality=PLAN) for n, one in enumerate(members)]
    assert {row.name for row in made(*claims)} == {"Britain"}
    assert {row.name for row in made(*claims, options=Options(independence="source"))} == {"M0", "M1"}
