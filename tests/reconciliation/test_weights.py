"""Weights of grades, correlation within parties, older figures of flows."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Claim,
    Corpus,
    Measurand,
    Reliability,
    Section,
    Source,
    TimeKind,
    When,
    reconcile,
    reconcile_all,
    sensitivity,
    stats,
)
from osintclaims.errors import ReconciliationError
from osintclaims.model import Interval
from osintclaims.reconciliation import Options
from tests.reconciliation.claim_sets import claim_sets, wholes
from tests.reconciliation.figures import (
    BRITAIN,
    KOREA,
    NIS,
    NOBODY,
    PEOPLE,
    UKRAINE,
    about,
    denied,
    document,
    of,
    over,
    said,
    up_to,
)

A, C = Reliability.A, Reliability.C
GOOD = Source(id="good", name="Good", reliability=A)
FAIR = Source(id="fair", name="Fair", reliability=C)
MEMBER = Source(id="member", name="Member", part_of=FAIR)
BETTER = Source(id="better", name="Better", part_of=FAIR, reliability=A)
SENT = Measurand(id="sent-flow", label="Troops sent", unit=PEOPLE, time_kind=TimeKind.FLOW)


def weights(claims: list[Claim], **options: Any) -> dict[str, float]:
    """Weight by voice."""
    return {vote.voice: vote.weight for vote in reconcile(claims, **options).votes}


def test_grades_weigh_as_the_user_says() -> None:
    """Weights have the ratio asked for, and add up to Kish's effective number of votes."""
    claims = [said("a", of(1_000), GOOD), said("b", of(1_100), FAIR), said("c", of(1_200), UKRAINE)]
    found = weights(claims, weights={A: 1.0, C: 0.5, None: 0.25})
    assert found["fair"] / found["good"] == pytest.approx(0.5)
    assert found["ukraine"] / found["good"] == pytest.approx(0.25)
    assert sum(found.values()) == pytest.approx(1.75**2 / (1 + 0.25 + 0.0625))


def test_only_ratios_of_weights_matter() -> None:
    """Twice the weights give the same answer; a mapping and the pairs that options hold are the same choice."""
    claims = [said("a", of(1_000), GOOD), said("b", of(1_400), FAIR)]
    one, two = (reconcile(claims, weights={A: 1.0 * k, C: 0.5 * k}) for k in (1, 2))
    assert (one.low, one.best, one.high) == (two.low, two.best, two.high)
    assert one.plausible.low == pytest.approx(two.plausible.low)
    assert reconcile(claims, weights=one.options.weights) == one
    assert hash(one.options) == hash(reconcile(claims, weights={C: 0.5, A: 1.0}).options)


def test_grades_decide_a_tie() -> None:
    """Between two figures that exclude one another, the origin of more weight has the median."""
    claims = [said("a", of(1_000), GOOD), said("b", of(9_000), FAIR)]
    found = reconcile(claims, weights={A: 1.0, C: 0.5})
    assert found.low == 950
    assert found.high is not None
    assert found.high < 1_100
    assert found.equal_weights is not None
    assert found.equal_weights == reconcile(claims)
    assert "With equal weights: contested" in str(found)
    assert "weighed by grade (A 1, C 0.5)" in " ".join(str(found).split())
    assert reconcile(claims).equal_weights is None


def test_every_number_counts_the_weights() -> None:
    """Overlap, camps, range and place are those of the kernels for votes of these weights."""
    claims = [said("a", of(1_000), GOOD), said("b", of(1_040), FAIR), said("c", of(9_000), UKRAINE)]
    found = reconcile(claims, weights={A: 1.0, C: 0.5, None: 4.0})
    assert len({vote.weight for vote in found.votes}) == 3
    low, high = [vote.low for vote in found.votes], [vote.high for vote in found.votes]
    masses = [vote.weight for vote in found.votes]
    quantiles = stats.plausible_quantiles(low, high, masses, q=[0.1, 0.9])[0]
    assert (found.plausible.low, found.plausible.high) == pytest.approx(tuple(quantiles))
    overlap = found.spread.overlap
    assert overlap is not None
    assert overlap.weight == pytest.approx(max(masses))
    assert overlap.share == pytest.approx(4 / 5.5)
    assert not overlap.agrees
    assert [camp.weight for camp in found.spread.camps] == pytest.approx([masses[0] + masses[1], masses[2]])
    assert [len(camp.votes) for camp in found.spread.camps] == [2, 1]
    assert found.region is not None
    assert found.region.low > 8_000
    medians = reconcile(claims, weights={A: 1.0, C: 0.5, None: 4.0}, method="weighted_median")
    assert medians.best == 9_000


def test_correlation_is_no_grade() -> None:
    """Two votes of one party, correlated by 0.5, weigh 2/3 each; beside a vote of its own, 2 1/3 in all."""
    claims = [said("a", of(1_000)), said("b", of(1_100), KOREA), said("c", of(1_200), UKRAINE)]
    found = weights(claims, party_correlation=0.5)
    assert found["britain"] == found["south-korea"] == pytest.approx(found["ukraine"] * 2 / 3)
    # Kish: (2/3 + 2/3 + 1)^2 over 0.5 * 2 * (4/9) + 0.5 * (4/3)^2 + 1
    assert sum(found.values()) == pytest.approx((7 / 3) ** 2 / (0.5 * 8 / 9 + 0.5 * 16 / 9 + 1))
    assert reconcile(claims, party_correlation=0.5).spread.counts.effective_origins == pytest.approx(
        sum(found.values())
    )


def test_without_votes_nothing_is_effective() -> None:
    """No claims, no effective origin, whatever the correlation."""
    for correlation in (0.0, 0.5):
        assert reconcile([], SENT, party_correlation=correlation).spread.counts.effective_origins == 0


def test_a_grade_without_weight_is_an_error() -> None:
    """F and no grade are neither a middle nor a worst grade: what they weigh has to be said."""
    ungraded = said("a", of(1_000), UKRAINE)
    with pytest.raises(ReconciliationError, match=r"Ukraine is not graded, and weights has no entry for that; .* None"):
        reconcile([ungraded], weights={A: 1.0})
    unknown = said("a", of(1_000), Source(id="x", name="X", reliability=Reliability.F))
    with pytest.raises(ReconciliationError, match=r"X is graded F, reliability cannot be judged, .*Reliability\.F"):
        reconcile([unknown], weights={A: 1.0, None: 1.0})
    assert weights([unknown], weights={Reliability.F: 3.0}) == {"x": pytest.approx(1.0)}


def test_the_grade_is_that_of_who_speaks() -> None:
    """A member without a grade has that of its body; members of several grades need a grade of the body."""
    claims = [said("a", of(1_000), MEMBER), said("b", of(1_000), GOOD)]
    found = weights(claims, weights={A: 1.0, C: 0.5})
    assert found["fair"] / found["good"] == pytest.approx(0.5)
    assert weights([said("a", of(1_000), BETTER)], weights={A: 2.0}) == {"fair": pytest.approx(1.0)}
    mixed = [said("a", of(1_000), MEMBER), said("a2", over(900), BETTER), said("b", of(1_000), GOOD)]
    assert weights(mixed, weights={A: 1.0, C: 0.5})["fair"] < 1
    body = Source(id="body", name="Body")
    one, two = (Source(id=f"m-{g.name.lower()}", name="M", part_of=body, reliability=g) for g in (A, C))
    with pytest.raises(ReconciliationError, match=r"Body speaks through sources of several grades \(A, C\); grade it"):
        reconcile([said("a", of(5), one), said("b", of(5), two)], weights={A: 1.0, C: 1.0})
    ungraded = Source(id="m-none", name="M", part_of=body)
    with pytest.raises(ReconciliationError, match=r"several grades \(A, none\)"):
        reconcile([said("a", of(5), one), said("b", of(5), ungraded)], weights={A: 1.0, None: 1.0})


def test_a_weight_of_zero_leaves_a_grade_out_and_says_so() -> None:
    """Whoever weighs nothing does not vote and is listed; beside it stands the answer in which all count."""
    claims = [said("a", of(1_000), GOOD), said("b", of(5_000), FAIR), said("c", of(1_100), BRITAIN)]
    found = reconcile(claims, weights={A: 1.0, C: 0.0, None: 2.0})
    assert {vote.voice for vote in found.votes} == {"good", "britain"}
    assert [(one.claim.id, one.reason.value, one.detail) for one in found.excluded] == [
        ("b", "without_weight", "Fair is graded C, fairly reliable, which weighs 0")
    ]
    assert found.region == reconcile([claims[0], claims[2]], weights={A: 1.0, None: 2.0}).region
    assert found.equal_weights == reconcile(claims)
    ungraded = reconcile(claims, weights={A: 1.0, C: 1.0, None: 0.0})
    assert ungraded.excluded[0].detail == "Britain is not graded, which weighs 0"


def test_where_nobody_has_weight_there_is_no_figure() -> None:
    """Claims of grades that weigh 0 are no evidence, and no error; each is listed."""
    found = reconcile([said("b", of(5_000), FAIR)], weights={A: 1.0, C: 0.0})
    assert (found.status.value, found.votes, found.low, found.best) == ("no_figures", (), None, None)
    assert [one.claim.id for one in found.excluded] == ["b"]


def test_who_weighs_nothing_takes_no_share_of_the_party() -> None:
    """Correlation within a party is among those of it who are heard."""
    allies = [attrs.evolve(one, party="allies") for one in (GOOD, FAIR)]
    claims = [said("a", of(1_000), allies[0]), said("b", of(5_000), allies[1]), said("c", of(1_100), UKRAINE)]
    found = weights(claims, weights={A: 1.0, C: 0.0, None: 1.0}, party_correlation=0.5)
    assert found == {"good": pytest.approx(1.0), "ukraine": pytest.approx(1.0)}


def test_a_denial_taken_as_zero_has_the_grade_of_who_denies() -> None:
    """Its vote rests on no claim, and weighs what the denier's grade does."""
    found = reconcile([said("a", of(1_000), GOOD)], denials=[denied("x", FAIR)], weights={A: 1.0, C: 3.0})
    row = next(iter(sensitivity(found).by("denials")))
    assert row.region == Interval(0, 0)
    lighter = reconcile([said("a", of(1_000), GOOD)], denials=[denied("x", FAIR)], weights={A: 3.0, C: 1.0})
    row = next(iter(sensitivity(lighter).by("denials")))
    assert row.region is not None
    assert row.region.low == 950


@pytest.mark.parametrize(
    ("given_weights", "message"),
    [
        ("reliability", r"unknown weights 'reliability'; \"equal\", or a mapping"),
        ({}, '^weights is empty; "equal" gives every origin the same weight$'),
        ({"A": 1.0}, "'A' is no grade"),
        ({A: 0, C: 0.0}, "^every weight is 0, so nobody would be heard; give a grade a weight above 0$"),
        ({A: -1.0}, r"^weight -1\.0 is no finite number of 0 or more; 0 leaves a grade out$"),
        ({A: float("nan")}, "weight nan"),
        ({A: float("inf")}, "weight inf"),
        ({A: True}, "weight True"),
    ],
)
def test_weights_that_are_no_weights(given_weights: Any, message: str) -> None:
    """What is no mapping from grades to numbers of 0 or more is refused, with what would be right."""
    with pytest.raises(ReconciliationError, match=message):
        reconcile([said("a", of(5), GOOD)], weights=given_weights)


def test_votes_of_one_party_may_be_correlated() -> None:
    """Two allies count as Kish's 2 / (1 + r) together; a third party and what nobody is named for keep their vote."""
    claims = [said("a", about(10_000)), said("b", about(11_000), KOREA), said("c", of(5_000), UKRAINE)]
    claims.append(said("d", of(6_000), NOBODY))
    found = reconcile(claims, party_correlation=0.5)
    by_voice = {vote.voice: vote.weight for vote in found.votes}
    assert by_voice["britain"] == by_voice["south-korea"] == pytest.approx(2 / 1.5 / 2)
    assert by_voice["ukraine"] == by_voice["unattributed:reports"] == pytest.approx(1)
    assert found.spread.counts.effective_origins == pytest.approx(1 + 2 / 1.5)
    assert "votes of one party correlated by 0.5" in " ".join(str(found).split())
    assert reconcile(claims).spread.counts.effective_origins == 3
    assert reconcile([], wholes(PEOPLE)[0]).spread.counts.effective_origins == 0


def test_what_nobody_is_named_for_belongs_to_no_party() -> None:
    """Nameless figures of two documents are not one party, though the same "some reports" stand for both."""
    read = [[(document(name), Section.BODY)] for name in ("d1", "d2")]
    claims = [said(name, of(1_000), NOBODY, read=place) for name, place in zip("ab", read, strict=True)]
    assert list(weights(claims, party_correlation=1).values()) == [1, 1]


@pytest.mark.parametrize("correlation", [-0.1, 1.1, float("nan")])
def test_a_correlation_lies_between_0_and_1(correlation: float) -> None:
    """Anything else is refused."""
    with pytest.raises(ReconciliationError, match="is not between 0 and 1"):
        reconcile([said("a", of(5))], party_correlation=correlation)


@given(claim_sets(), st.floats(0, 1))
def test_correlation_never_adds_evidence(claims: tuple[Claim, ...], correlation: float) -> None:
    """The effective number of origins lies between one for each party and the number of origins."""
    whole = wholes(PEOPLE)[0]
    found = reconcile(claims, whole, party_correlation=correlation).spread.counts
    parties = {vote.origin.voice("party") for vote in reconcile(claims, whole).votes if vote.is_named}
    assert len(parties) * (1 - 1e-9) <= found.effective_origins <= found.origins * (1 + 1e-9)


def test_fully_correlated_parties_weigh_as_one() -> None:
    """At r = 1 the votes of a party weigh one together."""
    claims = [said("a", about(10_000)), said("b", about(10_000), NIS), said("c", of(5_000), UKRAINE)]
    found = reconcile(claims, party_correlation=1.0)
    assert sum(vote.weight for vote in found.votes if vote.origin.party == "allies") == pytest.approx(1)


DAY = date(2024, 10, 31)


def sent(id_: str, estimate: Any, by: Source = BRITAIN, as_of: str | None = "2024-10-10") -> Claim:
    """A figure for a flow, for a day."""
    return said(id_, estimate, by, SENT, as_of=None if as_of is None else When(as_of))


def test_older_figures_of_a_flow_are_lower_bounds() -> None:
    """By option, a figure for a definitely earlier day says how many came at the least, and its vote says so."""
    claims = [sent("a", about(1_500)), sent("b", about(11_000), UKRAINE, "2024-10-31")]
    found = reconcile(claims, as_of=DAY, carry_forward=True)
    old, new = found.votes
    assert (old.low, old.high, old.point, old.notes) == (1_425, float("inf"), None, ("carried_forward",))
    assert not new.is_one_sided
    assert found.low == 10_450
    assert not reconcile(claims, as_of=DAY).votes[0].is_one_sided
    assert "carried forward as lower bounds" in " ".join(str(found).split())


def test_only_what_is_definitely_older_is_carried_forward() -> None:
    """A day that may be the day asked for leaves the figure as it is."""
    assert not reconcile([sent("a", of(5), as_of="2024-10")], as_of=DAY, carry_forward=True).votes[0].is_one_sided


def test_an_old_upper_bound_bounds_nothing_now() -> None:
    """Up to 1,500 by the tenth: later there can be more, so it does not vote, and the reason is said."""
    found = reconcile([sent("a", up_to(1_500))], as_of=DAY, carry_forward=True)
    assert [one.reason.value for one in found.excluded] == ["no_lower_bound"]


def test_stocks_are_not_carried_forward() -> None:
    """How many there are can fall: the option is refused for stocks, and in a survey it is left to the flows."""
    with pytest.raises(ReconciliationError, match="sent is a stock"):
        reconcile([said("a", of(5), as_of=When("2024-10-10"))], as_of=DAY, carry_forward=True)
    with pytest.raises(ReconciliationError, match="give that day as well"):
        reconcile([sent("a", of(5))], carry_forward=True)
    stock = said("b", of(5), as_of=When("2024-10-10"))
    corpus = Corpus(claims=(sent("a", about(1_500)), stock))
    found = {one.measurand.id: one for one in reconcile_all(corpus, options=Options(as_of=DAY, carry_forward=True))}
    assert found["sent-flow"].votes[0].is_one_sided
    assert not found["sent"].votes[0].is_one_sided
