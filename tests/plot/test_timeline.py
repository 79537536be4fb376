"""The timeline: bands from day to day, claims and denials on theirs."""

import io
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from matplotlib import dates
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from osintclaims import (
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Estimate,
    Link,
    Modality,
    Source,
    When,
    claim,
    load_seed_corpus,
)
from osintclaims import timeline as known
from osintclaims.plot import timeline
from osintclaims.reconciliation import Timeline
from tests.plot.drawn import SENT, about, marks, over, texts, up_to
from tests.reconciliation.claim_sets import claim_sets, wholes

date2num: Any = dates.date2num  # matplotlib's own has no types


def draw(found: Timeline, **settings: Any) -> Any:
    """The axes, as tests look at them."""
    return timeline(found, **settings)


def corpus(*claims: Claim, denials: tuple[Denial, ...] = ()) -> Corpus:
    """A corpus about one measurand."""
    measurand = claims[0].measurand
    return Corpus(claims=tuple(attrs.evolve(one, measurand=measurand) for one in claims), denials=denials)


def denial(kind: DenialKind, by: str, day: str, about_: Claim) -> Denial:
    """A stand on a claim's measurand."""
    link = Link(source=Source(id=by.lower(), name=by), said_on=When(day))
    return Denial(id=f"{by.lower()}-{day}", attribution=Attribution((link,)), kind=kind, measurands=(about_.measurand,))


def boxes(ax: Any) -> list[tuple[float, float, float, float]]:
    """First day, last day, lower and upper end of each band that is filled."""
    filled = [box for box in ax.patches if not box.get_hatch()]
    return [(box.get_x(), box.get_x() + box.get_width(), box.get_y(), box.get_y() + box.get_height()) for box in filled]


FIRST, SECOND = about(1_000, "a", on="2024-10-01"), about(1_200, "b", on="2024-10-11")


def test_the_answer_is_a_band_from_each_day_to_the_next() -> None:
    """Each band is as high as the region known on its day; the line in it is the best value."""
    found = known(corpus(FIRST, SECOND), FIRST.measurand)
    ax = draw(found)
    days = [date2num(point.day) for point in found]
    bands = boxes(ax)
    assert [band[0] for band in bands] == days
    assert bands[0][1] == days[1]
    assert bands[1][1] == ax.get_xlim()[1] > days[1]
    assert [band[2:] for band in bands] == [
        pytest.approx((point.consensus.low, point.consensus.high)) for point in found
    ]
    best = [line for line in ax.lines if to_hex(line.get_color()) == "#d55e00"]
    assert [line.get_ydata()[0] for line in best] == [point.consensus.best for point in found]


def test_claims_stand_on_the_day_on_which_they_became_known() -> None:
    """The dot is the value committed to, on its day, with the origin's name."""
    ax = draw(known(corpus(FIRST, SECOND), FIRST.measurand))
    assert marks(ax, "o") == [(date2num(date(2024, 10, 1)), 1_000), (date2num(date(2024, 10, 11)), 1_200)]
    assert {"a", "b"} <= {text.get_text() for text in ax.texts}


def test_one_sided_claims_end_in_arrows() -> None:
    """Upwards from "over", downwards from "up to", with a dot on the bound."""
    ax = draw(known(corpus(over(500, "a", on="2024-10-01"), up_to(700, "b", on="2024-10-03")), "troops-sent"))
    heads = [line for line in ax.lines if not isinstance(line.get_marker(), str)]
    low, high = ax.get_ylim()
    assert sorted(line.get_ydata()[0] for line in heads) == [low, high]
    assert [y for _, y in marks(ax, "o")] == [500, 700]
    assert "Arrow: no bound stated on that side." in texts(ax)


def test_contested_days_are_hatched_and_have_no_band() -> None:
    """From the day on which a figure meets another that it cannot agree with, until it is settled."""
    later = (about(1_000, "a", on="2024-10-01"), about(30_000, "b", on="2024-10-05"))
    found = known(corpus(*later), "troops-sent")
    assert [point.consensus.is_contested for point in found] == [False, True]
    ax = draw(found)
    (hatched,) = [box for box in ax.patches if box.get_hatch()]
    assert hatched.get_x() == date2num(date(2024, 10, 5))
    assert len(boxes(ax)) == 1
    assert "Hatched: the votes did not agree." in texts(ax)


def test_denials_are_crosses_and_refusals_rings_on_a_strip() -> None:
    """Each on its day, once for each party, below every figure."""
    denials = (
        denial(DenialKind.FLAT_DENIAL, "Russia", "2024-10-04", FIRST),
        denial(DenialKind.REFUSAL_TO_CONFIRM, "Pentagon", "2024-10-08", FIRST),
    )
    ax = draw(known(corpus(FIRST, SECOND, denials=denials), FIRST.measurand))
    assert [x for x, _ in marks(ax, "x")] == [date2num(date(2024, 10, 4))]
    rings = [line for line in ax.lines if line.get_marker() == "o" and line.get_markerfacecolor() == "none"]
    assert [line.get_xdata()[0] for line in rings] == [date2num(date(2024, 10, 8))]
    assert {"Russia", "Pentagon"} <= {text.get_text() for text in ax.texts}
    assert "denials" in texts(ax)
    assert "Cross: denial. Ring: not confirmed." in texts(ax)
    assert ax.get_ylim()[0] < min(band[2] for band in boxes(ax))


def test_claims_that_somebody_else_denies_are_hollow() -> None:
    """A denial of one claim empties its dot, also when it came later, and no other; a denied range has hollow ends."""
    spread = claim(SENT, Estimate.between(800, 1_300, "person"), by="c", on="2024-10-12")
    late = attrs.evolve(
        denial(DenialKind.FLAT_DENIAL, "Russia", "2024-10-20", FIRST), measurands=(), claims=(FIRST.id, spread.id)
    )
    found = known(corpus(FIRST, SECOND, spread, denials=(late,)), "troops-sent")
    ax = draw(found)
    dots = {
        tuple(line.get_ydata()): to_hex(line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"
    }
    assert dots == {(1_000,): "#ffffff", (1_200,): "#0072b2", (800, 1_300): "#ffffff"}
    assert "Hollow: denied." in texts(ax)
    assert "Hollow" not in texts(draw(known(corpus(FIRST, SECOND), FIRST.measurand)))


def test_many_claims_of_a_day_show_which_are_denied() -> None:
    """In a crowd of a dozen the hollow dots are those of the claims that were denied."""
    many = [over(1_000 + 100 * at, f"origin {at}", id=f"c{at}", on="2024-10-01") for at in range(12)]
    no = attrs.evolve(denial(DenialKind.DISMISSAL, "Russia", "2024-10-02", many[0]), measurands=(), claims=("c3", "c7"))
    ax = draw(known(corpus(*many, denials=(no,)), "troops-sent"))
    hollow = [
        line.get_ydata()[0]
        for line in ax.lines
        if line.get_marker() == "o" and to_hex(line.get_markerfacecolor()) == "#ffffff"
    ]
    assert hollow == [1_300, 1_700]


def test_figures_about_a_part_bound_the_whole_from_below() -> None:
    """On the seed corpus: figures for a place or a month have arrows upwards and say so."""
    found = known(load_seed_corpus(), "dprk-troops-sent-2024-autumn")
    said = texts(draw(found))
    assert "Ukraine (a part)" in said
    assert f"No day is known for {len(found.undated)} claims." in said
    assert "Not drawn: 7 claims without a figure." in said


def test_what_did_not_vote_is_grey() -> None:
    """A forecast is shown on its day, and has no part in the band."""
    plan = attrs.evolve(about(9_000, "c", on="2024-10-03"), modality=Modality.FORECAST, id="later")
    ax = draw(known(corpus(FIRST, SECOND, plan), FIRST.measurand))
    (dot,) = [line for line in ax.lines if line.get_marker() == "o" and line.get_ydata()[0] == 9_000]
    assert to_hex(dot.get_color()) == "#8f8f8f"
    assert "Grey: did not vote on that day." in texts(ax)


def test_denials_alone_and_nothing_at_all_can_be_drawn() -> None:
    """Without figures the axis has no numbers; without days there is a sentence."""
    silent = draw(known(load_seed_corpus(), "dprk-troops-in-occupied-ukraine-2024"))
    assert [label.get_text() for label in silent.get_yticklabels()] == ["denials"]
    nothing = draw(known(load_seed_corpus(), "dprk-troops-border-distance-2024"))
    assert "Of no figure and no denial a day is known." in texts(nothing)
    assert not nothing.axison


def test_names_do_not_lie_on_one_another() -> None:
    """Eight figures on one day have eight names that can be read."""
    many = [about(1_000 + at, f"origin {at}", on="2024-10-01") for at in range(8)]
    ax = draw(known(corpus(*many), many[0].measurand))
    ax.figure.canvas.draw()
    named = [text for text in ax.texts if text.get_text().startswith("origin")]
    drawn = [super(type(text), text).get_window_extent() for text in named]
    assert len(drawn) == 8
    for at, box in enumerate(drawn):
        assert not any(box.overlaps(other) for other in drawn[at + 1 :])


def test_it_draws_into_given_axes() -> None:
    """The axes are returned, and text is text: no formula, no markup."""
    _, ax = plt.subplots(figsize=(4, 3))
    odd = about(1_000, "$x_$ <b>", on="2024-10-01")
    assert draw(known(corpus(odd), odd.measurand), ax=ax) is ax
    assert "$x_$ <b>" in [text.get_text() for text in ax.texts]
    ax.figure.savefig(io.BytesIO(), format="svg")


def test_ends_of_the_calendar_have_a_place() -> None:
    """The first and the last year that dates can have."""
    one, other = about(5, "a", on="0001-01-01"), about(7, "b", on="9999-12-31")
    draw(known(corpus(one, other), one.measurand)).figure.savefig(io.BytesIO())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claim_sets())
def test_every_set_of_claims_can_be_drawn(claims: tuple[Claim, ...]) -> None:
    """Whatever is claimed, drawing raises nothing and no warning."""
    asked = wholes("person")[0]
    draw(known(Corpus(measurands=wholes("person"), claims=claims), asked)).figure.savefig(io.BytesIO(), dpi=50)
    plt.close("all")
