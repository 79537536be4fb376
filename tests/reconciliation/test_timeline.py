"""What was known on each day."""

from datetime import date

import attrs
import pytest

from osintclaims import Corpus, reconcile, timeline
from osintclaims.errors import ReconciliationError
from osintclaims.reconciliation import Options
from tests.reconciliation.figures import KOREA, SENT, UKRAINE, about, denied, of, said

CORPUS = Corpus(
    claims=(
        said("a", about(1_500), KOREA, on="2024-10-18"),
        said("b", of(11_000), UKRAINE, on="2024-10-18"),
        said("c", about(11_000), KOREA, on="2024-11-30"),
        said("d", of(9_000)),
    ),
    denials=(denied("x", on="2024-10-25"),),
)


def test_each_day_on_which_something_became_known_has_its_answer() -> None:
    """Every point is the consensus as known on its day, with the claims that were new."""
    found = timeline(CORPUS, "sent")
    assert [(point.day, [claim.id for claim in point.claims]) for point in found] == [
        (date(2024, 10, 18), ["a", "b"]),
        (date(2024, 10, 25), []),
        (date(2024, 11, 30), ["c"]),
    ]
    for point in found:
        assert point.consensus == reconcile(CORPUS, SENT, known_on=point.day)
    assert (len(found), found[0], found.points[0].consensus.status.value) == (3, found.points[0], "contested")
    assert [len(point.consensus.denials) for point in found] == [0, 1, 1]
    assert [[denial.id for denial in point.denials] for point in found] == [[], ["x"], []]


def test_what_has_no_day_is_named() -> None:
    """A claim of an unknown day is in no point, and is listed."""
    found = timeline(CORPUS, SENT)
    assert [claim.id for claim in found.undated] == ["d"]
    assert str(found).endswith("\nNo day is known for d.")
    several = timeline(Corpus(claims=(*CORPUS.claims, said("e", of(9_000)))), SENT)
    assert str(several).endswith("\nNo day is known for d, e.")


def test_a_timeline_prints_one_line_for_each_day() -> None:
    """Day, region or contest, origins, new claims and denials."""
    assert str(timeline(CORPUS, SENT)).split("\n")[:4] == [
        "Troops sent, in people",
        "2024-10-18  contested                 2 origins   a, b",
        "2024-10-25  contested                 2 origins   flat denial by Russia",
        "2024-11-30  10,500 to 11,499          2 origins   c",
    ]
    assert repr(timeline(CORPUS, SENT)) == "<Timeline of sent: 3 days>"


def test_a_denial_that_was_taken_back_says_so() -> None:
    """It became known that day, and no longer stands."""
    taken_back = Corpus(claims=CORPUS.claims, denials=(attrs.evolve(CORPUS.denials[0], retracted=True),))
    assert "flat denial by Russia (retracted)" in str(timeline(taken_back, SENT))


def test_options_apply_to_every_day() -> None:
    """Choices but for the day are those of every point."""
    found = timeline(CORPUS, SENT, options=Options(level=0.5, known_on=date(2000, 1, 1)))
    assert {point.consensus.options.level for point in found} == {0.5}
    assert "No day" not in str(timeline(Corpus(claims=CORPUS.claims[:2]), SENT))


def test_a_corpus_without_days() -> None:
    """Nothing known of any day gives no points; an unknown measurand is an error."""
    found = timeline(Corpus(claims=(said("d", of(9_000)),)), SENT)
    assert (len(found), [claim.id for claim in found.undated]) == (0, ["d"])
    with pytest.raises(ReconciliationError, match="unknown measurand"):
        timeline(CORPUS, "snet")
