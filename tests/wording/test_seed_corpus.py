"""The seed corpus checks the reader: its coded wordings are read as they were coded."""

import pytest

from osintclaims import Claim, Estimate, load_seed_corpus
from osintclaims.wording import EstimateParseError, parse_estimate

CLAIMS = load_seed_corpus().claims


def is_existence(claim: Claim) -> bool:
    """Whether a claim says only that there are some."""
    return (claim.estimate.low, claim.estimate.low_open, claim.estimate.high) == (0, True, None)


WORDED = [claim for claim in CLAIMS if claim.estimate.wording and not is_existence(claim)]


def stated(estimate: Estimate) -> tuple[object, ...]:
    """All that an estimate says."""
    return (
        estimate.unit,
        estimate.low,
        estimate.best,
        estimate.high,
        estimate.low_open,
        estimate.high_open,
        estimate.hedge,
        estimate.vague,
        estimate.wording,
    )


@pytest.mark.parametrize("claim", WORDED, ids=[claim.id for claim in WORDED])
def test_wording_reads_as_coded(claim: Claim) -> None:
    """The words of a figure give bounds, hedge, openness, vague word and a unit that converts to the coded one."""
    assert stated(parse_estimate(claim.estimate.wording, unit=claim.estimate.unit)) == stated(claim.estimate)


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if is_existence(claim)], ids=lambda claim: claim.id)
def test_existence_is_coded_not_read(claim: Claim) -> None:
    """That there are some is the coder's reading of words without a number, and the claim's notes say so."""
    assert "xistence statement" in claim.notes
    try:
        read = parse_estimate(claim.estimate.wording).vague
    except EstimateParseError as error:
        read = error.reason
    assert read in {"no number and no word for one", "some"}


def test_most_of_the_corpus_is_read() -> None:
    """Nearly every figure has its words: few are left to the coder alone."""
    assert len(WORDED) > 25
    assert sum(not claim.estimate.wording for claim in CLAIMS) <= 1
