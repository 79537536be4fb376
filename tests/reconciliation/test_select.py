import zoneinfo
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from osintclaims import PROSPECTIVE, Claim, Modality, Section, When, reconcile
from osintclaims.errors import ReconciliationError
from osintclaims.reconciliation import Consensus, ExclusionReason, Options
from tests.reconciliation.figures import BRITAIN, KOREA, NIS, SENT, about, document, of, over, said

DAY = date(2024, 10, 20)


def reasons(consensus: Consensus) -> dict[str, ExclusionReason]:
    """Reason by claim."""
    return {one.claim.id: one.reason for one in consensus.excluded}


def reason(claim: Claim, **options: Any) -> ExclusionReason | None:
    """Why a single claim does not vote, or None."""
    return reasons(reconcile([claim], SENT, **options)).get(claim.id)


def test_retracted_claims_leave() -> None:
    """What its origin took back does not vote."""
    assert reason(said("c", of(5), retracted=True)) is ExclusionReason.RETRACTED


@pytest.mark.parametrize("section", Section)
def test_only_sections_in_which_the_document_speaks_are_evidence(section: Section) -> None:
    """A claim leaves if all its anchors lie in navigation, comments or unrelated items."""
    place, body = document("d"), Section.BODY
    expected = None if section.is_evidence else ExclusionReason.NOT_EVIDENCE
    assert reason(said("c", of(5), read=[(place, section)])) is expected
    assert reason(said("c", of(5), read=[(place, section), (place, body)])) is None


@pytest.mark.parametrize("modality", Modality)
def test_observed_is_the_default(modality: Modality) -> None:
    """Only observed claims answer unless other modalities are asked for."""
    claim = said("c", of(5), modality=modality)
    expected = None if modality is Modality.OBSERVED else ExclusionReason.OTHER_MODALITY
    assert reason(claim) is expected
    assert reason(claim, modality=modality) is None
    prospective = None if modality in PROSPECTIVE else ExclusionReason.OTHER_MODALITY
    assert reason(claim, modality=PROSPECTIVE) is prospective


def test_known_on_goes_by_the_last_day_of_the_utterance() -> None:
    """A claim is known once its utterance was made with certainty."""
    assert reason(said("c", of(5), on="2024-10-20"), known_on=DAY) is None
    assert reason(said("c", of(5), on="2024-10-21"), known_on=DAY) is ExclusionReason.NOT_YET_KNOWN
    assert reason(said("c", of(5), on="2024-10"), known_on=DAY) is ExclusionReason.NOT_YET_KNOWN
    assert reason(said("c", of(5), on="2024-10-20~"), known_on=DAY) is None
    assert reason(said("c", of(5), on="2024-10-01/.."), known_on=DAY) is ExclusionReason.UNDATED


def test_known_on_falls_back_on_the_document() -> None:
    """Without a date of utterance the document's counts; without both a claim is undated."""
    early, late = document("d", published="2024-10-19"), document("d", published="2024-11")
    assert reason(said("c", of(5), read=[(early, Section.BODY)]), known_on=DAY) is None
    assert reason(said("c", of(5), read=[(late, Section.BODY)]), known_on=DAY) is ExclusionReason.NOT_YET_KNOWN
    assert reason(said("c", of(5)), known_on=DAY) is ExclusionReason.UNDATED
    assert reason(said("c", of(5), on="2024-11-01", read=[(late, Section.BODY)]), known_on=date(2024, 11, 2)) is None


def test_as_of_goes_by_valid_time_alone() -> None:
    """`as_of` asks what time the figure describes, whenever it was said."""
    assert reason(said("c", of(5), as_of=When("2024-10-20")), as_of=DAY) is None
    assert reason(said("c", of(5), as_of=When("2024-10")), as_of=DAY) is ExclusionReason.NOT_YET_TRUE
    assert reason(said("c", of(5), as_of=When("2024-10/..")), as_of=DAY) is ExclusionReason.UNDATED
    assert reason(said("c", of(5), on="2024-10-01"), as_of=DAY) is ExclusionReason.UNDATED


def test_max_age_counts_back_from_known_on() -> None:
    """What was known too long before leaves."""
    claim = said("c", of(5), on="2024-10-10")
    assert reason(claim, known_on=DAY, max_age=timedelta(days=10)) is None
    assert reason(claim, known_on=DAY, max_age=timedelta(days=9)) is ExclusionReason.TOO_OLD
    with pytest.raises(ReconciliationError, match="give that day as well"):
        reconcile([claim], max_age=timedelta(days=9))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"modality": ()}, r"^modality is empty; name at least one, for example \{Modality.OBSERVED\}$"),
        ({"modality": 3}, "^modality is 3; choose from observed, forecast, plan, "),
        ({"modality": "observd"}, "^'observd' is not a Modality; choose from observed, forecast, plan, "),
        ({"modality": "observed"}, "^'observed' is not a Modality; write Modality.OBSERVED$"),
        ({"modality": [1]}, "1 is not a Modality"),
        (
            {"modality": {Modality.OBSERVED, Modality.PLAN}},
            "^observed and other figures are never pooled; reconcile once with Modality.OBSERVED, once with the other",
        ),
        ({"independence": "family"}, 'unknown independence "family"; choose from source, organisation, party'),
        ({"level": 1.0}, r"level 1.0 is not between 0 and 1"),
        ({"level": 0.0}, r"level 0.0 is not between 0 and 1"),
        ({"carry_forward": True}, "^carry_forward brings older figures up to as_of; give that day as well$"),
        (
            {"max_age": timedelta(days=9)},
            "^max_age counts back from known_on; give that day as well$",
        ),
        ({"level": float("nan")}, "level nan"),
        (
            {"method": "mean"},
            'unknown method "mean"; choose from interval_median, ds_mixture, npmle, .*, or pass a call',
        ),
        ({"profile": "none"}, 'unknown hedge profile "none"'),
        ({"known_on": "2024-10-20"}, "known_on is '2024-10-20'"),
        ({"level": "0.8"}, "level is '0.8'; give for example 0.8"),
        ({"level": 1}, r"level 1.0 is not between 0 and 1"),
        ({"party_correlation": True}, "party_correlation is True; give for example 0.5"),
        ({"weights": (1, 2)}, r"weights is \(1, 2\); give pairs of a grade and its weight"),
        ({"method": 3}, "method is 3; give a name, one of interval_median, .*, or a callable"),
        ({"max_age": 30, "known_on": DAY}, r"max_age is 30; give for example timedelta\(days=30\)"),
        ({"lift_parts": "no"}, "lift_parts is 'no'; give for example False"),
        ({"prior": 0.35}, "prior is 0.35; give for example PRESS_DEATHS"),
        ({"as_of": datetime(2024, 10, 20, tzinfo=zoneinfo.ZoneInfo("UTC"))}, "as_of is datetime"),
    ],
)
def test_options_that_are_not_offered(options: dict[str, Any], message: str) -> None:
    """A choice that is not offered is an error that says what would be."""
    with pytest.raises(ReconciliationError, match=message):
        Options(**options)


@pytest.mark.parametrize(
    ("fields", "options", "detail"),
    [
        ({"retracted": True}, {}, "its origin took it back"),
        (
            {"read": [(document("d"), Section.NAVIGATION), (document("d"), Section.COMMENT)]},
            {},
            "stands in comment, navigation only",
        ),
        ({"modality": Modality.HYPOTHETICAL}, {"modality": PROSPECTIVE}, "hypothetical, not forecast or plan"),
        ({}, {"as_of": DAY}, "no last day is known for which it holds"),
        ({"as_of": When("2024-11")}, {"as_of": DAY}, "holds for 2024-11, after 2024-10-20"),
        ({}, {"known_on": DAY}, "neither its utterance nor its document has a known last day"),
        ({"on": "2024-11-02"}, {"known_on": DAY}, "known by 2024-11-02, after 2024-10-20"),
        (
            {"on": "2024-10-10"},
            {"known_on": DAY, "max_age": timedelta(days=9)},
            "known by 2024-10-10, more than 9 days before 2024-10-20",
        ),
    ],
)
def test_each_claim_left_out_says_why(fields: dict[str, Any], options: dict[str, Any], detail: str) -> None:
    """The rule, applied to the claim, is what the page prints."""
    found = reconcile([said("c", of(5), **fields)], SENT, **options)
    assert [one.detail for one in found.excluded] == [detail]


def test_utterances_that_may_be_of_one_day_do_not_supersede() -> None:
    """Some time in October is not definitely before what was said between mid-October and November."""
    claims = [said("a", of(1_500), KOREA, on="2024-10"), said("b", of(1_520), KOREA, on="2024-10-15/2024-11-30")]
    assert reasons(reconcile(claims)) == {}
    claims[0] = said("a", of(1_500), KOREA, on="2024-09")
    assert reasons(reconcile(claims)) == {"a": ExclusionReason.SUPERSEDED}


def test_a_later_utterance_supersedes_an_earlier_one() -> None:
    """The last figure of an organisation counts, whoever of it speaks; the earlier one is listed with its successor."""
    found = reconcile([said("a", of(1_500), NIS, on="2024-10-18"), said("b", of(11_000), KOREA, on="2024-11")])
    assert [vote.point for vote in found.votes] == [11_000]
    assert [(one.claim.id, one.reason, one.detail) for one in found.excluded] == [
        ("a", ExclusionReason.SUPERSEDED, "superseded by b")
    ]
    separate = reconcile(
        [said("a", of(1_500), NIS, on="2024-10-18"), said("b", of(11_000), KOREA, on="2024-11")], independence="source"
    )
    assert reasons(separate) == {"a": ExclusionReason.SUPERSEDED}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024-10", "2024-10-18"),
        ("2024-10-18", "2024-10"),
        ("2024-10-18", "2024-10-18"),
        ("2024-10-18", "../2024-11-30"),
        ("2024-10-18/..", "2024-11"),
        ("2024-10-18", None),
        (None, "2024-10-18"),
        (None, None),
    ],
)
def test_only_a_definite_order_supersedes(first: str | None, second: str | None) -> None:
    """Dates that may overlap, open ends and missing dates leave both statements standing."""
    found = reconcile([said("a", of(1_500), on=first), said("b", of(11_000), on=second)])
    assert not found.excluded
    assert found.votes[0].notes == ("self_conflict",)


def test_approximate_dates_do_not_blur_the_order() -> None:
    """A `~` does not make an order indefinite."""
    found = reconcile([said("a", of(1_500), on="2024-10-18~"), said("b", of(11_000), on="2024-10-19~")])
    assert reasons(found) == {"a": ExclusionReason.SUPERSEDED}


def test_other_organisations_and_other_measurands_are_not_superseded() -> None:
    """A later figure replaces its own organisation's figure about the same measurand only."""
    part = said("p", over(500), KOREA, SENT, on="2024-10-01")
    found = reconcile([part, said("b", of(11_000), BRITAIN, on="2024-11")])
    assert not found.excluded


def test_supersession_by_name_needs_no_dates() -> None:
    """Who says what it replaces is believed, dates or not, also down a chain."""
    chain = [said("a", of(1)), said("b", of(2), supersedes=("a",)), said("c", of(3), supersedes=("b",))]
    assert reasons(reconcile(chain)) == {"a": ExclusionReason.SUPERSEDED, "b": ExclusionReason.SUPERSEDED}


def test_a_claim_comes_back_when_its_successor_is_not_selected() -> None:
    """Among selected claims only: on an earlier day, the earlier figure stands."""
    claims = [said("a", of(1_500), on="2024-10-18"), said("b", of(11_000), on="2024-11-30", supersedes=("a",))]
    assert reasons(reconcile(claims, known_on=DAY)) == {"b": ExclusionReason.NOT_YET_KNOWN}


def test_what_replaces_by_name_is_newer_whatever_its_date() -> None:
    """The end of a chain of names is not superseded by its beginning, whose date may be later; others still are."""
    claims = [
        said("a", of(1_500), on="2024-10-20"),
        said("b", of(1_600), on="2024-10-10/2024-10-30", supersedes=("a",)),
        said("c", of(1_700), on="2024-10-15", supersedes=("b",)),
        said("d", of(1_800), on="2024-10-16"),
    ]
    assert set(reasons(reconcile(claims))) == {"a", "b", "d"}


def test_whole_statements_are_superseded() -> None:
    """The copies of a statement go with it, dated or not; a name within one statement replaces nothing."""
    claims = [
        said("a", of(1_500), on="2024-10-18"),
        said("a2", about(1_500), restates="a", supersedes=("a",)),
        said("b", of(11_000), on="2024-11-01"),
    ]
    assert set(reasons(reconcile(claims))) == {"a", "a2"}
    assert not reconcile(claims[:2]).excluded


def test_half_of_a_joint_statement_may_be_superseded() -> None:
    """Two governments of one side speak together; when one of them replaces its figure, the other's still stands."""
    claims = [
        said("a", about(10_000)),
        said("b", about(10_000), KOREA, restates="a"),
        said("c", of(8_000), supersedes=("a",)),
    ]
    found = reconcile(claims, independence="party")
    assert reasons(found) == {"a": ExclusionReason.SUPERSEDED}
    assert [[claim.id for claim in vote.claims] for vote in found.votes] == [["b", "c"]]


def test_a_circle_of_statements_ends() -> None:
    """Two statements whose copies replace one another both leave, and nothing hangs."""
    claims = [
        said("a", of(1), on="2024-10-18"),
        said("a2", of(1), restates="a", supersedes=("b",)),
        said("b", of(2), on="2024-10-19"),
        said("b2", of(2), restates="b", supersedes=("a2",)),
    ]
    assert len(reconcile(claims).excluded) == 4


def test_an_existence_statement_takes_no_figure_back() -> None:
    """Who says later that there are some does not supersede a figure; a later figure supersedes the statement."""
    later = said("b", over(0), on="2024-11-01")
    assert reasons(reconcile([said("a", of(1_500), on="2024-10-18"), later])) == {"b": ExclusionReason.EXISTENCE_ONLY}
    found = reconcile([said("a", of(1_500), on="2024-12-01"), later])
    assert reasons(found) == {"b": ExclusionReason.SUPERSEDED}
