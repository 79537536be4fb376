import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError, Likelihood, ProbabilityScale, load_seed_corpus
from osintclaims.model import Interval

ICD, PHIA = ProbabilityScale.ICD_203, ProbabilityScale.PHIA

# Intelligence Community Directive 203, section D.6.e.(2).(a): two rows of synonyms, 01-05 % to 95-99 %.
ICD_203 = [
    ("almost no chance", "remote", 0.01, 0.05),
    ("very unlikely", "highly improbable", 0.05, 0.20),
    ("unlikely", "improbable", 0.20, 0.45),
    ("roughly even chance", "roughly even odds", 0.45, 0.55),
    ("likely", "probable", 0.55, 0.80),
    ("very likely", "highly probable", 0.80, 0.95),
    ("almost certain", "nearly certain", 0.95, 0.99),
]

# gov.uk, Explaining Uncertainty in UK Intelligence Assessment (24 March 2025): >0-5 %, 10-20, 25-35, 40-<50, 55-75,
# 80-90, 95-<100.
YARDSTICK = [
    ("remote chance", Interval(0.0, 0.05, low_open=True)),
    ("highly unlikely", Interval(0.10, 0.20)),
    ("unlikely", Interval(0.25, 0.35)),
    ("realistic possibility", Interval(0.40, 0.50, high_open=True)),
    ("likely", Interval(0.55, 0.75)),
    ("probable", Interval(0.55, 0.75)),
    ("likely or probable", Interval(0.55, 0.75)),
    ("highly likely", Interval(0.80, 0.90)),
    ("almost certain", Interval(0.95, 1.0, high_open=True)),
]


@pytest.mark.parametrize(("first", "second", "low", "high"), ICD_203)
def test_icd_203(first: str, second: str, low: float, high: float) -> None:
    """Both rows of synonyms have the directive's ranges, both ends included."""
    for term in (first, second):
        found = Likelihood(term, ICD)
        assert (found.low, found.high, found.low_open, found.high_open) == (low, high, False, False)


@pytest.mark.parametrize(("term", "interval"), YARDSTICK)
def test_yardstick(term: str, interval: Interval) -> None:
    """The yardstick's terms have its ranges, open where it prints < or >."""
    found = Likelihood(term, PHIA)
    assert found.interval == interval
    assert (found.low, found.high) == (interval.low, interval.high)
    assert (found.low_open, found.high_open) == (interval.low_open, interval.high_open)


def test_no_term_beyond_the_tables() -> None:
    """A scale lists what is printed in its table, and nothing else."""
    assert list(ICD.terms) == [term for first, second, *_ in ICD_203 for term in (first, second)]
    assert list(PHIA.terms) == [term for term, _ in YARDSTICK]


def test_gaps() -> None:
    """The directive's ranges meet, the yardstick's leave gaps."""
    icd = list(dict.fromkeys(ICD.terms.values()))
    assert [one.high for one in icd[:-1]] == [other.low for other in icd[1:]]
    assert all(one.high < other.low for one, other in itertools.pairwise(dict.fromkeys(PHIA.terms.values())))


def test_the_same_words_differ() -> None:
    """One word has two ranges, and a term of one scale is none of the other."""
    assert Likelihood("unlikely", ICD).interval != Likelihood("unlikely", PHIA).interval
    assert Likelihood("highly likely", PHIA).interval == Interval(0.80, 0.90)
    assert Likelihood("highly likely", ICD).interval is None
    assert Likelihood("very likely", PHIA).interval is None
    assert Likelihood("remote", PHIA).interval is None
    assert Likelihood("remote chance", ICD).interval is None


PHRASES = [
    ("It is almost certain that", PHIA, "almost certain"),
    ("almost certainly", ICD, "almost certain"),
    ("Almost  Certainly", PHIA, "almost certain"),
    ("probably", ICD, "probable"),
    ("improbably", ICD, "improbable"),
    ("it is highly\u00a0probable that", ICD, "highly probable"),
    ("a remote chance of", PHIA, "remote chance"),
    ("there is a realistic possibility that", PHIA, "realistic possibility"),
    ("There was a roughly even chance", ICD, "roughly even chance"),
    ("LIKELY", ICD, "likely"),
]


@pytest.mark.parametrize(("phrase", "scale", "term"), PHRASES)
def test_phrases(phrase: str, scale: ProbabilityScale, term: str) -> None:
    """A term is recognised in its sentence, in any case, and as an adverb."""
    assert Likelihood.parse(phrase, scale) == Likelihood(term, scale)
    assert Likelihood(phrase, scale).interval == scale.terms[term]


@pytest.mark.parametrize(
    "phrase",
    [
        "quite plausible",
        "not likely",
        "more likely",
        "hardly probable",
        "most likely",
        "likely not",
        "possibly",
        "certain",
    ],
)
def test_other_phrases_stay_text(phrase: str) -> None:
    """A phrase that holds a term and more, or none, keeps its text and has no range."""
    for scale in ProbabilityScale:
        found = Likelihood.parse(phrase, scale)
        assert found.term == phrase
        assert (found.standard, found.interval, found.low, found.high) == (None, None, None, None)
        assert not found.low_open
        assert not found.high_open


def test_printed() -> None:
    """A likelihood prints its range in per cent with open ends, and its scale."""
    assert str(Likelihood("probably", ICD)) == "probably (55-80 % by ICD 203)"
    assert str(Likelihood("almost certain", PHIA)) == "almost certain (95-<100 % by PHIA yardstick)"
    assert str(Likelihood("remote chance", PHIA)) == "remote chance (>0-5 % by PHIA yardstick)"
    assert str(Likelihood("quite plausible", PHIA)) == "quite plausible (no range in PHIA yardstick)"


def test_the_scale_is_never_automatic() -> None:
    """Without a scale there is no likelihood, and a name is not a scale."""
    make: Any = Likelihood
    with pytest.raises(TypeError, match="scale"):
        make("likely")
    with pytest.raises(InvalidValueError, match=r"write ProbabilityScale\.PHIA \[E310\]"):
        make("likely", "phia")
    with pytest.raises(InvalidValueError, match="term is empty"):
        make(" ", PHIA)
    with pytest.raises(InvalidValueError, match="must be a string, got 3"):
        make.parse(3, PHIA)


@given(st.text(), st.sampled_from(ProbabilityScale))
def test_any_text(text: str, scale: ProbabilityScale) -> None:
    """Any text is read, or refused by one of our errors; what is read without a range keeps its text."""
    try:
        found = Likelihood.parse(text, scale)
    except InvalidValueError:
        return
    assert found.term == text or found.term in scale.terms


def test_likelihoods_of_the_seed_corpus() -> None:
    """Claims keep their phrases as printed; a scale reads those it lists."""
    phrases = sorted({claim.likelihood for claim in load_seed_corpus().claims if claim.likelihood})
    assert phrases == ["almost certain", "likely", "quite plausible"]
    assert [Likelihood(phrase, PHIA).low for phrase in phrases] == [0.95, 0.55, None]
