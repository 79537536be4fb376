"""The main job: what the seed corpus answers."""

from datetime import date

import pytest

from osintclaims import PROSPECTIVE, Corpus, Modality, Status, load_seed_corpus, reconcile, reconcile_all

SENT = "dprk-troops-sent-2024-autumn"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The corpus that ships with the library."""
    return load_seed_corpus()


def test_troops_sent_in_autumn_2024(corpus: Corpus) -> None:
    """Three governments agree on about 11,000, one of them through figures about parts.

    Region and best value follow from the rules by hand: the shared region of [200, inf), [9000, 11000],
    [10450, 11550] and [10500, inf) is 10,450 to 11,550, and the geometric middle of 10,500 and 11,000 is 10,747. The
    ends of the ranges were checked by integrating the posterior on 66 million nodes. Two voices affirm without a
    figure: the ISW, and the United States, whose "small number" has no row in the profile.
    """
    found = reconcile(corpus, SENT)
    assert (found.status, found.low, found.high) == (Status.AGREED, 10_450, 11_550)
    assert found.best == pytest.approx(10_747, abs=0.5)
    assert (found.plausible.low, found.plausible.high) == pytest.approx((6_868, 20_750), abs=0.5)
    two_sided = found.plausible_two_sided
    assert two_sided is not None
    assert (two_sided.low, two_sided.high) == pytest.approx((5_920, 18_463), abs=0.5)
    assert [vote.name for vote in found.origins] == ["Britain", "South Korea", "Ukraine"]
    assert [(vote.name, vote.notes) for vote in found.votes if not vote.is_named] == [
        ("unattributed, in 004", ("part", "vague"))
    ]
    affirming = [claim.origin.organisation.name for claim in found.affirmed_by]
    assert affirming == ["Institute for the Study of War", "United States"]
    assert [source.name for source in found.denied_by] == ["North Korea", "Russia"]
    assert found.summary().startswith("about 11,000 people (10,450 to 11,550); 3 named origins agree")


def test_the_same_as_known_on_20_october_2024(corpus: Corpus) -> None:
    """The first two governments' figures stand far apart: two camps and no best value."""
    found = reconcile(corpus, SENT, known_on=date(2024, 10, 20))
    assert (found.status, found.best) == (Status.CONTESTED, None)
    assert [[vote.name for vote in camp.votes if vote.is_named] for camp in found.spread.camps] == [
        ["South Korea"],
        ["Ukraine"],
    ]
    assert "about 1,500 (South Korea) against 11,000 or more (Ukraine)" in found.summary()


def test_kursk(corpus: Corpus) -> None:
    """In 2024 nobody gives a figure, though it is affirmed, denied and not verified; in 2025 there is a lower bound."""
    autumn = reconcile(corpus, "dprk-troops-in-kursk-2024")
    assert (autumn.status, autumn.votes) == (Status.NO_FIGURES, ())
    assert autumn.affirmed_by
    assert [source.name for source in autumn.denied_by] == ["North Korea", "Russia"]
    assert "United Nations" in [source.name for source in autumn.unconfirmed_by]
    later = reconcile(corpus, "dprk-troops-in-kursk-2025")
    assert (later.low, later.high, later.best) == (9_500, None, None)
    assert not later.plausible.identified


def test_what_was_expected_in_2024(corpus: Corpus) -> None:
    """One utterance printed with two hedges is one vote: what both allow."""
    found = reconcile(corpus, "dprk-troops-expected-2024", modality=PROSPECTIVE)
    assert (found.status, found.low, found.best, found.high) == (Status.SINGLE_ORIGIN, 9_000, 10_000, 10_000)
    assert [vote.name for vote in found.origins] == ["Ukraine"]
    assert "hedge_drift" in found.origins[0].notes


def test_every_measurand_is_answered(corpus: Corpus) -> None:
    """Each measurand of which something was observed or expected has a result, those of several origins first."""
    found = reconcile_all(corpus)
    asked = {Modality.OBSERVED, *PROSPECTIVE}
    assert {one.measurand.id for one in found} >= {one.measurand.id for one in corpus.claims if one.modality in asked}
    several = [one.spread.counts.origins > 1 for one in found]
    assert several == sorted(several, reverse=True)
    assert any(several)
