"""Notebook tables of sensitivity, timelines and forecasts."""

from osintclaims import Corpus, Estimate, claim, forecasts, load_seed_corpus, reconcile, sensitivity, timeline

ATTACK = "<script>alert(1)</script>"
QUESTION = "dprk-troops-sent-2024-autumn"


def test_sensitivity_is_a_row_for_each_change_below_the_answer() -> None:
    """The sentence, the answer itself, then every change with region, best value and status."""
    found = sensitivity(reconcile(load_seed_corpus(), QUESTION))
    html = found._repr_html_()
    assert html.count("<tr>") == len(found) + 2
    assert "<td>as answered</td><td>10,450 to 11,550</td><td>10,747</td><td>agreed</td>" in html
    assert "<td>without South Korea</td><td>9,000 or more</td><td></td>" in html
    assert "loses its upper end (9,000 or more) without South Korea" in html


def test_refusals_and_missing_figures_are_said() -> None:
    """A method that cannot answer shows its reason; no votes at all show no figure."""
    alone = sensitivity(reconcile([claim("T", Estimate.more_than(5, "person"), by="a")]))._repr_html_()
    assert "<td>geometric_mean needs a vote that is bounded on both sides; use interval_median</td>" in alone
    assert "<td>without a</td><td>no figure</td><td></td><td>no figures</td>" in alone


def test_a_timeline_is_a_row_for_each_day() -> None:
    """Days, what was known, the words that came; undated claims are counted."""
    found = timeline(load_seed_corpus(), QUESTION)
    html = found._repr_html_()
    assert html.count("<tr>") == len(found) + 1
    assert "<td>2024-10-20</td><td>contested</td>" in html
    assert "<p>no day is known for 3 claims</p>" in html
    assert "<p>no day is known</p>" in timeline(load_seed_corpus(), "dprk-troops-border-distance-2024")._repr_html_()


def test_forecasts_are_a_row_each() -> None:
    """With outcome, verdict and score; open where nothing was observed."""
    came = {"dprk-troops-expected-2024": QUESTION}
    html = forecasts(load_seed_corpus(), resolved_by=came)._repr_html_()
    assert "<td>did not hold</td><td>0.83</td>" in html
    assert "<td>open</td>" in html
    assert forecasts(Corpus())._repr_html_() == "<div><p>no forecasts</p></div>"


def test_texts_stay_texts() -> None:
    """Markup in any name or wording is escaped."""
    figures = [
        claim(ATTACK, Estimate.about(value, "person", wording=ATTACK), by=f"{ATTACK}{value}", on=f"2024-10-0{value}")
        for value in (5, 6, 7)
    ]
    corpus = Corpus(claims=tuple(figures))
    for shown in (sensitivity(reconcile(figures)), timeline(corpus, figures[0].measurand)):
        html = shown._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
