import math
from typing import Any

import pytest

from osintclaims import Estimate, Hedge, Measurand, Modality, Section, Source, When, reconcile
from osintclaims.errors import ReconciliationError
from osintclaims.model import Independence, Interval
from osintclaims.reconciliation import Consensus, ExclusionReason, Status, Vote
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NEAR_BORDER,
    NIS,
    NOBODY,
    OFFICE,
    PEOPLE,
    PRESS,
    SENT,
    SOME,
    UKRAINE,
    about,
    document,
    of,
    over,
    said,
    up_to,
)

WIRE = Source(id="wire", name="A wire service")
BODY, HEADLINE = Section.BODY, Section.HEADLINE


def only(consensus: Consensus) -> Vote:
    """The only vote."""
    (vote,) = consensus.votes
    return vote


def excluded(consensus: Consensus) -> dict[str, ExclusionReason]:
    """Reason by claim."""
    return {one.claim.id: one.reason for one in consensus.excluded}


# --- one statement ---------------------------------------------------------------------------------------------------


def test_copies_of_one_utterance_are_intersected() -> None:
    """Outlets that print one utterance with different hedges make one vote of what they share, noted as drift."""
    vote = only(reconcile([said("a", up_to(10_000)), said("b", about(10_000), via=[PRESS], restates="a")]))
    assert (vote.low, vote.high, vote.point) == (0, 10_000, None)  # the origin's own words count
    copies = [said("a", up_to(10_000), via=[WIRE]), said("b", about(10_000), via=[PRESS], restates="a")]
    vote = only(reconcile(copies))
    assert (vote.low, vote.high, vote.point) == (9_000, 10_000, 10_000)
    assert vote.notes == ("hedge_drift", "soft")
    assert [claim.id for claim in vote.claims] == ["a", "b"]


def test_copies_that_exclude_one_another_are_garbled() -> None:
    """Where copies share no value, their hull counts and says so; the same hedge is no drift."""
    vote = only(reconcile([said("a", of(1_200), via=[WIRE]), said("b", of(12_000), via=[PRESS], restates="a")]))
    assert (vote.low, vote.high, vote.notes) == (1_150, 12_500, ("garbled",))
    assert vote.point == pytest.approx(math.sqrt(1_200 * 12_000))


def test_the_origins_own_words_count() -> None:
    """What the origin itself published governs what others made of it."""
    vote = only(reconcile([said("a", over(7_000)), said("b", of(8_000), via=[PRESS], restates="a")]))
    assert (vote.low, vote.high, vote.notes) == (7_000, math.inf, ("hedge_drift",))


def test_the_body_governs_its_headline() -> None:
    """A headline that drops the hedge yields to the body; alone it counts."""
    read = document("d")
    headline = said("a", of(7_000), UKRAINE, read=[(read, HEADLINE), (read, Section.NAVIGATION)])
    body = said("b", over(7_000), UKRAINE, read=[(read, BODY)], restates="a")
    assert only(reconcile([headline, body])).high == math.inf
    assert only(reconcile([headline])).point == 7_000
    summary = said("b", over(7_000), UKRAINE, read=[(read, Section.SUMMARY)], restates="a")
    assert only(reconcile([headline, summary])).notes == ("hedge_drift",)


def test_copies_are_linked_through_other_voices_and_any_number_of_steps() -> None:
    """Copies stay one statement where the link between them runs through a claim of somebody else."""
    claims = [
        said("a", of(10_000), KOREA, via=[WIRE]),
        said("b", of(10_000), UKRAINE, via=[WIRE], restates="a"),
        said("c", of(20_000), KOREA, via=[PRESS], restates="b"),
    ]
    korea = next(vote for vote in reconcile(claims).votes if vote.voice == "south-korea")
    assert korea.notes == ("garbled",)


@pytest.mark.parametrize("link", [{"retracted": True}, {"modality": Modality.BACKGROUND}])
def test_copies_are_linked_through_claims_that_are_left_out(link: dict[str, Any]) -> None:
    """Copies of a claim that does not vote are one voice, directly or along a chain; a later figure replaces all."""
    first = said("a", of(10_000), NOBODY, read=[(document("d1"), BODY)], **link)
    copies = [
        said("b", of(10_000), NOBODY, read=[(document("d2"), BODY)], restates="a"),
        said("c", of(10_000), NOBODY, read=[(document("d3"), BODY)], restates="a"),
    ]
    assert [vote.voice for vote in reconcile([first, *copies]).votes] == ["document:d2"]
    chain = [
        said("a", of(1_500), KOREA, via=[WIRE], on="2024-10-18"),
        said("b", of(1_500), KOREA, via=[PRESS], restates="a", **link),
        said("c", of(1_500), KOREA, via=[PRESS], restates="b"),
        said("d", of(11_000), KOREA, on="2025-01"),
    ]
    assert [claim.id for claim in only(reconcile(chain)).claims] == ["d"]


def test_joint_origins_both_vote() -> None:
    """Two named origins of one utterance are two claims linked by `restates`, and two votes."""
    found = reconcile([said("a", of(10_000), KOREA), said("b", of(10_000), UKRAINE, restates="a")])
    assert [vote.voice for vote in found.votes] == ["south-korea", "ukraine"]
    assert found.status is Status.AGREED


# --- one vote per origin ---------------------------------------------------------------------------------------------


def test_statements_of_one_origin_are_intersected() -> None:
    """Several live statements of one origin are one vote: what they share, else their hull and a note."""
    agreeing = only(reconcile([said("a", over(7_000)), said("b", about(10_000))]))
    assert (agreeing.low, agreeing.high, agreeing.notes) == (9_000, 11_000, ())
    torn = only(reconcile([said("a", of(1_500)), said("b", of(11_000))]))
    assert (torn.low, torn.high, torn.notes) == (1_450, 11_500, ("self_conflict",))


def test_an_origin_that_contradicts_itself_entirely_has_no_vote() -> None:
    """None and at least two leave every value: such an origin votes for nothing, and what it affirms still counts."""
    none, some = said("a", Estimate.exactly(0, "person")), said("b", Estimate.at_least(2, "person"))
    found = reconcile([none, some, said("c", over(0)), said("d", about(10_000), UKRAINE)])
    assert [vote.name for vote in found.votes] == ["Ukraine"]
    assert {one.claim.id: one.reason for one in found.excluded} == {
        "a": ExclusionReason.SAYS_NOTHING,
        "b": ExclusionReason.SAYS_NOTHING,
        "c": ExclusionReason.EXISTENCE_ONLY,
    }
    assert found.excluded[0].detail == "what Britain says excludes itself, and together admits every value"
    assert [claim.id for claim in found.affirmed_by] == ["c"]
    alone = reconcile([none, some])
    assert (alone.status, alone.region) == (Status.NO_FIGURES, None)


def test_the_point_lies_inside_what_is_shared() -> None:
    """A point that another statement rules out gives way to the middle of the range."""
    vote = only(reconcile([said("a", about(10_000)), said("b", Estimate.less_than(10_000, PEOPLE))]))
    assert vote.point == pytest.approx(math.sqrt(9_000 * 10_000))
    whole = only(reconcile([said("a", Estimate.exactly(3, PEOPLE))]))
    assert whole.point == 3
    stated = only(reconcile([said("a", Estimate(unit=PEOPLE, low=5, best=7, high=20))]))
    assert stated.point == 7


@pytest.mark.parametrize(
    ("independence", "voices"),
    [
        ("source", ["britain", "nis", "office"]),
        ("organisation", ["britain", "south-korea"]),
        ("party", ["party:allies"]),
    ],
)
def test_levels_of_independence(independence: Independence, voices: list[str]) -> None:
    """Sources, organisations or parties count once, as asked for."""
    claims = [said("a", of(10_000), BRITAIN), said("b", of(10_000), NIS), said("c", of(10_000), OFFICE)]
    found = reconcile(claims, independence=independence)
    assert [vote.voice for vote in found.votes] == voices
    names = {"source": "NIS", "organisation": "South Korea", "party": "allies"}
    assert found.votes[-1].name == names[independence] or independence == "source"


def test_names_and_origins_of_votes() -> None:
    """A vote names its source, organisation or party; without a party the organisation stands."""
    assert only(reconcile([said("a", of(5), NIS)], independence="source")).name == "NIS"
    assert only(reconcile([said("a", of(5), NIS)], independence="source")).origin == NIS
    assert only(reconcile([said("a", of(5), NIS)])).origin == KOREA
    assert only(reconcile([said("a", of(5), NIS)], independence="party")).name == "allies"
    assert only(reconcile([said("a", of(5), WIRE)], independence="party")).voice == "wire"


def test_unattributed_figures_are_keyed_by_their_document() -> None:
    """What nobody is named for is one voice in each document, votes, and never counts as a named origin."""
    one, other = document("d1"), document("d2")
    claims = [
        said("a", about(10_000), NOBODY, read=[(one, BODY)]),
        said("b", up_to(12_000), NOBODY, read=[(one, BODY)]),
        said("c", about(11_000), NOBODY, read=[(other, BODY)]),
        said("d", about(10_000), BRITAIN),
    ]
    found = reconcile(claims)
    assert [vote.voice for vote in found.votes] == ["britain", "document:d1", "document:d2"]
    assert [vote.name for vote in found.votes][1:] == ["unattributed, in d1", "unattributed, in d2"]
    assert (found.status, found.spread.counts.origins, len(found.origins)) == (Status.SINGLE_ORIGIN, 1, 1)
    assert found.best is not None


def test_unattributed_figures_without_a_document() -> None:
    """Typed in by hand without any document, the source that stands for nobody is the key."""
    vote = only(reconcile([said("a", of(5), NOBODY)]))
    assert (vote.voice, vote.name, vote.is_named) == ("unattributed:reports", "unattributed (some reports)", False)


def test_an_anonymous_member_speaks_for_its_organisation() -> None:
    """Anonymous with `part_of` counts as that organisation."""
    officer = Source(id="officer", name="an officer", kind=NOBODY.kind, part_of=KOREA)
    vote = only(reconcile([said("a", of(5), officer), said("b", of(5), NIS)]))
    assert (vote.voice, vote.is_named) == ("south-korea", True)


def test_unattributed_copies_are_no_further_voice() -> None:
    """A copy that lost the name of its origin speaks for the origin that is named; nameless copies are one voice."""
    one, other = document("d1"), document("d2")
    lost = [said("a", about(10_000), UKRAINE), said("b", of(10_000), NOBODY, read=[(one, BODY)], restates="a")]
    vote = only(reconcile(lost))
    assert (vote.voice, vote.is_named, len(vote.claims)) == ("ukraine", True, 2)
    nameless = [
        said("a", of(10_000), NOBODY, read=[(one, BODY)]),
        said("b", of(10_000), NOBODY, read=[(other, BODY)], restates="a"),
    ]
    assert only(reconcile(nameless)).voice == "document:d1"


# --- parts -----------------------------------------------------------------------------------------------------------


def test_a_part_bounds_its_whole_from_below() -> None:
    """A figure about a part is a lower bound of the whole, open or closed as its lower end is."""
    vote = only(reconcile([said("a", over(7_000), UKRAINE, NEAR_BORDER)], SENT))
    assert (vote.low, vote.low_open, vote.high, vote.notes) == (7_000, True, math.inf, ("part",))
    vote = only(reconcile([said("a", Estimate.between(500, 600, PEOPLE), UKRAINE, NEAR_BORDER)], SENT))
    assert (vote.low, vote.low_open, vote.high, vote.point) == (500, False, math.inf, None)


def test_the_highest_bound_of_an_origin_counts() -> None:
    """Lifted bounds of one origin intersect, with all their claims; what was soft above is gone."""
    claims = [said("a", over(7_000), UKRAINE, NEAR_BORDER), said("b", of(11_000), UKRAINE, IN_TRAINING)]
    vote = only(reconcile(claims, SENT))
    assert (vote.low, len(vote.claims)) == (10_500, 2)
    soft = [said("a", up_to(10_000), KOREA, IN_TRAINING, via=[WIRE])]
    soft.append(said("b", about(10_000), KOREA, IN_TRAINING, via=[PRESS], restates="a"))
    assert only(reconcile(soft, SENT)).notes == ("hedge_drift", "part")


def test_parts_are_lifted_through_any_number_of_levels() -> None:
    """`part_of` and `sum_of` both lead up, step by step."""
    brigade = Measurand(id="brigade", label="In one brigade", unit=PEOPLE, part_of=(IN_TRAINING,))
    year = Measurand(id="year", label="In the year", unit=PEOPLE, sum_of=(SENT,))
    assert only(reconcile([said("a", over(7_000), UKRAINE, brigade)], year)).notes == ("part",)
    found = reconcile([said("a", over(7_000), UKRAINE, brigade), said("b", of(9_000), BRITAIN)])
    assert [vote.notes for vote in found.votes] == [("part",), ()]


def test_an_origin_that_speaks_of_the_whole_is_not_lifted() -> None:
    """A voice's figure about a part is left out where the voice gives one for the whole, superseded or not."""
    claims = [said("a", about(10_000), BRITAIN), said("b", of(12_000), BRITAIN, IN_TRAINING)]
    found = reconcile(claims)
    assert excluded(found) == {"b": ExclusionReason.ORIGIN_SPEAKS_OF_WHOLE}
    assert found.excluded[0].detail == "Britain gives a figure for the whole"
    claims = [
        said("a", about(1_500), NIS, on="2024-10-18"),
        said("b", of(12_000), NIS, IN_TRAINING),
        said("c", about(11_000), OFFICE, on="2024-11-18"),
    ]
    assert excluded(reconcile(claims, independence="source")) == {
        "a": ExclusionReason.SUPERSEDED,
        "b": ExclusionReason.ORIGIN_SPEAKS_OF_WHOLE,
    }


def test_an_existence_statement_about_the_whole_does_not_keep_parts_down() -> None:
    """Who says only that there are some has given no figure for the whole."""
    claims = [said("a", SOME, UKRAINE), said("b", over(7_000), UKRAINE, NEAR_BORDER)]
    found = reconcile(claims)
    assert only(found).low == 7_000
    assert excluded(found) == {"a": ExclusionReason.EXISTENCE_ONLY}
    assert found.affirmed_by == ()


def test_parts_stay_out_on_request() -> None:
    """With `lift_parts=False` a figure about a part is listed and does not vote."""
    found = reconcile([said("a", over(7_000), UKRAINE, NEAR_BORDER), said("b", of(9_000))], lift_parts=False)
    assert excluded(found) == {"a": ExclusionReason.PART_NOT_LIFTED}
    assert found.excluded[0].detail == f"about {NEAR_BORDER.id}, a part; parts are not lifted"


@pytest.mark.parametrize(
    ("as_of", "period", "lifted"),
    [
        (None, None, True),
        ("2024-10-18", None, True),
        ("2024-10-18", "2025", True),
        ("2025-01", None, False),
        (None, "2024-11", True),
        (None, "2024", False),
        (None, "2025", False),
        ("2024-10/..", None, False),
    ],
)
def test_a_part_must_lie_within_the_time_of_the_whole(as_of: str | None, period: str | None, lifted: bool) -> None:  # noqa: FBT001 - a row
    """The claim's own time counts, else its measurand's; unknown counts as within."""
    whole = Measurand(id="autumn", label="Sent in autumn", unit=PEOPLE, period=When("2024-09/2024-12"))
    part = Measurand(
        id="part", label="A part", unit=PEOPLE, part_of=(whole,), period=None if period is None else When(period)
    )
    claim = said("a", of(500), UKRAINE, part, as_of=None if as_of is None else When(as_of))
    found = reconcile([claim], whole)
    assert excluded(found) == ({} if lifted else {"a": ExclusionReason.OUTSIDE_PERIOD})
    assert reconcile([claim], part).votes


def test_copies_of_one_statement_may_differ_in_time() -> None:
    """Of a statement about a part, only the copies within the time of the whole are lifted."""
    whole = Measurand(id="autumn", label="Sent in autumn", unit=PEOPLE, period=When("2024-09/2024-12"))
    part = Measurand(id="part", label="A part", unit=PEOPLE, part_of=(whole,))
    claims = [
        said("a", of(500), UKRAINE, part, as_of=When("2024-10")),
        said("b", of(400), UKRAINE, part, as_of=When("2025-01"), restates="a"),
    ]
    found = reconcile(claims, whole)
    assert excluded(found) == {"b": ExclusionReason.OUTSIDE_PERIOD}
    assert found.excluded[0].detail == "about part at another time than 2024-09/2024-12"
    assert only(found).interval == Interval(475, math.inf, high_open=True)
    assert [claim.id for claim in only(found).claims] == ["a"]
    closed = reconcile([said("a", about(1_000), UKRAINE, part)], whole)
    assert only(closed).interval == Interval(900, math.inf, high_open=True)


# --- what gives no figure --------------------------------------------------------------------------------------------


#: What the page says of each reason.
WHY = {
    "existence_only": "says that there are some, not how many",
    "says_nothing": "admits every value",
    "no_lower_bound": "an upper bound of a part, or of an earlier day, does not bound it from below",
}


@pytest.mark.parametrize(
    ("estimate", "of_whole", "of_part"),
    [
        (SOME, "existence_only", "existence_only"),
        (Estimate.vaguely("a small number", PEOPLE), "existence_only", "existence_only"),
        (Estimate.at_least(1, PEOPLE), "existence_only", "existence_only"),
        (Estimate.at_least(0, PEOPLE), "says_nothing", "says_nothing"),
        (up_to(500), None, "no_lower_bound"),
        (Estimate.exactly(0, PEOPLE), None, "no_lower_bound"),
        (of(1), None, "existence_only"),
        (over(1), None, None),
        (of(2), None, None),
    ],
)
def test_what_rules_nothing_out_does_not_vote(estimate: Estimate, of_whole: str | None, of_part: str | None) -> None:
    """Existence statements affirm; of a count, "at least one" is one; bounds from above do not bound a whole."""
    for measurand, reason in ((SENT, of_whole), (NEAR_BORDER, of_part)):
        found = reconcile([said("a", estimate, UKRAINE, measurand)], SENT)
        assert [one.reason for one in found.excluded] == ([] if reason is None else [ExclusionReason(reason)])
        assert [one.detail for one in found.excluded] == ([] if reason is None else [WHY[reason]])
        affirms = reason == "existence_only"
        assert [claim.id for claim in found.affirmed_by] == (["a"] if affirms else [])
        assert found.spread.counts.affirmations == int(affirms)
        assert (found.status is Status.NO_FIGURES) == (reason is not None)


def test_one_of_a_measure_is_a_figure() -> None:
    """Of what is not counted, "at least 1" rules something out, and "more than 0" does not."""
    distance = Measurand(id="distance", label="Distance", unit="kilometer")
    assert reconcile([said("a", Estimate.at_least(1, "kilometer"), measurand=distance)]).votes
    assert not reconcile([said("a", Estimate.more_than(0, "kilometer"), measurand=distance)]).votes


def test_affirmations_are_those_of_voices_without_a_vote() -> None:
    """Whoever gives a figure is not listed again among those who affirm."""
    claims = [said("a", SOME, UKRAINE), said("b", SOME, KOREA, IN_TRAINING), said("c", of(10_000), UKRAINE)]
    found = reconcile(claims, SENT)
    assert [claim.id for claim in found.affirmed_by] == ["b"]


@pytest.mark.parametrize(
    "estimate", [Estimate.at_least(-5, "percent"), Estimate.of(-5, "percent"), Estimate.less_than(0, "percent")]
)
def test_negative_figures_are_refused(estimate: Estimate) -> None:
    """A figure that admits negative values, or none at all, has no place on a log scale."""
    change = Measurand(id="change", label="Change", unit="percent")
    with pytest.raises(
        ReconciliationError,
        match=r"^claim a .* admits negative values, or none; figures are reconciled on a log scale, "
        r"which has no negative ones$",
    ):
        reconcile([said("a", estimate, measurand=change)])
    assert reconcile([said("a", estimate, measurand=change, modality=Modality.PLAN)]).status is Status.NO_CLAIMS


@pytest.mark.parametrize("estimate", [Estimate.about(10**18, "kilometer"), Estimate.at_least(10**16, "kilometer")])
def test_figures_too_large_for_an_estimate_are_refused(estimate: Estimate) -> None:
    """A reading that reaches beyond what an estimate can hold is refused by name; one that just fits is answered."""
    distance = Measurand(id="distance", label="Distance", unit="meter")
    with pytest.raises(
        ReconciliationError,
        match=r"^claim a .* reaches beyond 10\^18, here in meters; no estimate could hold the result$",
    ):
        reconcile([said("a", estimate, measurand=distance)])
    found = reconcile([said("a", Estimate.at_most(10**15, "kilometer"), measurand=distance)])
    assert found.estimate == Estimate(unit="meter", low=0, high=10**18, hedge=Hedge.RANGE)


def test_figures_are_read_in_their_own_unit() -> None:
    """Words are read in the unit in which they were said, then converted."""
    distance = Measurand(id="distance", label="Distance", unit="meter")
    vote = only(reconcile([said("a", Estimate.about(50, "kilometer"), measurand=distance)]))
    assert (vote.low, vote.high) == pytest.approx((45_000, 55_000))


def test_a_copy_that_lost_the_name_comes_first() -> None:
    """Whichever copy is listed first, the utterance is that of the origin that one of them names."""
    first = said("a", of(5_000), NOBODY, read=[(document("d1"), Section.BODY)])
    (vote,) = reconcile([first, said("b", of(5_000), BRITAIN, restates="a")]).votes
    assert (vote.name, [claim.id for claim in vote.claims]) == ("Britain", ["a", "b"])
