import copy
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Anchor,
    Attribution,
    Claim,
    Confidence,
    Corpus,
    Credibility,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Grade,
    InvalidValueError,
    Link,
    Measurand,
    Modality,
    OsintclaimsError,
    ReconciliationError,
    Reliability,
    Section,
    Source,
    SourceKind,
    SpeechAct,
    TimeKind,
    UnitError,
    UnknownIdError,
    When,
    testing,
)
from osintclaims.model import Finding, Interval
from osintclaims.model._digest import sha256
from osintclaims.model._fields import MAX_DEPTH

TIMES = Source(id="the-times", name="The Times")
UKRAINE = Source(id="ukraine", name="Ukraine", party="Ukraine")
HUR = Source(id="hur", name="HUR", part_of=UKRAINE)
REPORT = Document(id="r1", publisher=TIMES, published=When("2024-10-20"), characters=100)
SENT = Measurand(id="sent", label="Sent", unit="person")
TRAINING = Measurand(id="training", label="In training", unit="person", part_of=(SENT,))
SHELLS = Measurand(id="shells", label="Shells", unit="shell")
TOLD = Attribution.of(HUR, via=(TIMES,), said_on=When("2024-10-17"))
PLACE = Anchor(document=REPORT, start=0, end=12, quote_sha256=sha256("10,000 troops"[:12]))
CLAIM = Claim(id="c1", measurand=SENT, estimate=Estimate.of(10, "person"), attribution=TOLD, anchors=(PLACE,))
DENIAL = Denial(id="x1", attribution=TOLD, kind=DenialKind.FLAT_DENIAL, measurands=(SENT,))
CORPUS = Corpus(claims=(CLAIM,), denials=(DENIAL,))
VALUES = (
    TIMES,
    HUR,
    REPORT,
    SENT,
    TRAINING,
    TOLD,
    TOLD.chain[0],
    PLACE,
    CLAIM.estimate,
    CLAIM,
    DENIAL,
    CORPUS,
    When("2024-10~"),
    Interval(0, 1, low_open=True),
    Grade.parse("B2"),
    Finding(kind="claim", id="c1", field="estimate", code="W303", message="odd"),
)
ERRORS = (
    InvalidValueError("E105", "person cannot be negative: -3", "counts start at 0"),
    UnitError("E107", "unknown unit"),
    UnknownIdError("claim", "c9", 'did you mean "c1"?'),
    ReconciliationError("no claims"),
)
BY_TYPE = pytest.mark.parametrize(
    "value", VALUES, ids=[f"{type(value).__name__}{number}" for number, value in enumerate(VALUES)]
)
BY_ERROR = pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)

#: What notebooks and files may put into a field that wants something else.
STRANGE: tuple[Any, ...] = (
    None,
    3,
    3.5,
    True,
    "x",
    "",
    b"x",
    [],
    ["x"],
    ("x",),
    (None,),
    {},
    {"x": 1},
    object(),
    float("nan"),
    10**5000,
    date(2024, 1, 1),
    "\ud800",
    "\x00",
    Modality.PLAN,
    HUR,
    type,
    "\uff12\uff10\uff12\uff14",
    ((),),
)

#: Results that the library makes and users only read.
UNCHECKED = (Finding, Interval)

#: What is refused, by the code and the message that say why.
REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "an id with capitals": (
        lambda: Source(id="HUR", name="HUR"),
        "E301",
        (
            'id "HUR" is not an id; use lower-case letters, digits and single hyphens, at most 64 '
            "characters, for example 001-c1"
        ),
    ),
    "an id too long": (
        lambda: Source(id="a" * 65, name="A"),
        "E301",
        (
            'id "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" is not an id; use lower-case letters, digits '
            "and single hyphens, at most 64 characters, for example 001-c1"
        ),
    ),
    "an id with two hyphens": (
        lambda: Source(id="a--b", name="A"),
        "E301",
        (
            'id "a--b" is not an id; use lower-case letters, digits and single hyphens, at most 64 '
            "characters, for example 001-c1"
        ),
    ),
    "an id that is no string": (lambda: Source(id=any_(3), name="A"), "E005", "id must be a string, got 3"),
    "an empty name": (lambda: Source(id="a", name=" "), "E006", "name is empty; give it a text"),
    "a name that is no string": (lambda: Source(id="a", name=any_(None)), "E005", "name must be a string, got None"),
    "a control character": (
        lambda: Source(id="a", name="A\x07"),
        "E109",
        "name holds the control character U+0007 at position 1; remove it",
    ),
    "a bidirectional override": (
        lambda: Source(id="a", name="A\u202e1"),
        "E109",
        "name holds the control character U+202E at position 1; remove it",
    ),
    "a lone surrogate": (
        lambda: Source(id="a", name="\ud800"),
        "E109",
        "name holds the control character U+D800 at position 0; remove it",
    ),
    "a name that is a number": (lambda: Source(id="a", name=any_(3)), "E005", "name must be a string, got 3"),
    "an id for a measurand": (
        lambda: attrs.evolve(CLAIM, measurand=any_("sent")),
        "E005",
        'measurand must be a Measurand, got the string "sent"',
    ),
    "a text for a date": (
        lambda: attrs.evolve(CLAIM, as_of=any_("2024")),
        "E005",
        'as_of must be a When, got the string "2024"; write When("2024")',
    ),
    "an unknown word for an enumeration": (
        lambda: attrs.evolve(DENIAL, kind=any_("flat")),
        "E310",
        (
            'kind must be a DenialKind, got the string "flat"; DenialKind has FLAT_DENIAL, PARTIAL_DENIAL, '
            "COUNTER_FIGURE, DISMISSAL, REFUSAL_TO_CONFIRM, CONDITIONAL, DEFLECTION, SILENCE, NOT_VERIFIED, "
            "NO_EVIDENCE, EVIDENCE_QUESTIONED"
        ),
    ),
    "the value of an enumeration": (
        lambda: attrs.evolve(DENIAL, kind=any_("flat_denial")),
        "E310",
        'kind must be a DenialKind, got the string "flat_denial"; write DenialKind.FLAT_DENIAL',
    ),
    "another enumeration": (
        lambda: attrs.evolve(CLAIM, modality=any_(TimeKind.STOCK)),
        "E310",
        (
            "modality must be a Modality, got TimeKind.STOCK; Modality has OBSERVED, FORECAST, PLAN, "
            "HYPOTHETICAL, HISTORICAL, BACKGROUND"
        ),
    ),
    "an alias twice": (
        lambda: Source(id="a", name="A", aliases=("b", "b")),
        "E301",
        '"b" is listed twice; list it once',
    ),
    "the name as alias": (
        lambda: Source(id="a", name="A", aliases=("A",)),
        "E301",
        'source a lists its own name "A" as an alias; leave it out',
    ),
    "a blank alias": (lambda: Source(id="a", name="A", aliases=(" ",)), "E006", "aliases is empty; give it a text"),
    "aliases in one string": (
        lambda: Source(id="a", name="A", aliases="bc"),
        "E005",
        'the listed strings must be a tuple, got the string "bc"; write ("bc",)',
    ),
    "aliases that are no list": (
        lambda: Source(id="a", name="A", aliases=any_(3)),
        "E005",
        "the listed strings must be a tuple, got 3",
    ),
    "an alias that is no string": (
        lambda: Source(id="a", name="A", aliases=any_((3,))),
        "E005",
        "each of the listed strings must be a string, got 3",
    ),
    "a name for part_of": (
        lambda: Source(id="a", name="A", part_of=any_("b")),
        "E005",
        'part_of must be a Source, got the string "b"',
    ),
    "a source inside itself": (
        lambda: Source(id="a", name="A", part_of=Source(id="b", name="B", part_of=Source(id="a", name="A"))),
        "E303",
        "part_of cycle: a → b → a; nobody is part of itself",
    ),
    "a wrong Wikidata item": (
        lambda: Source(id="a", name="A", wikidata="212"),
        "E006",
        '"212" is not a Wikidata item; write for example Q212',
    ),
    "an unknown independence": (
        lambda: HUR.voice(any_("outlet")),
        "E006",
        'the string "outlet" is no level of independence; one of source, organisation, party',
    ),
    "a wrong hash": (
        lambda: attrs.evolve(REPORT, sha256="abc"),
        "E006",
        "sha256 is not a SHA-256; write its 64 lower-case hexadecimal digits",
    ),
    "no characters": (lambda: attrs.evolve(REPORT, characters=0), "E106", "characters must be at least 1, got 0"),
    "bool characters": (lambda: attrs.evolve(REPORT, characters=True), "E005", "characters must be an int, got True"),
    "a hash of a quote that is none": (
        lambda: attrs.evolve(PLACE, quote_sha256="0" * 63),
        "E006",
        "quote_sha256 is not a SHA-256; write its 64 lower-case hexadecimal digits",
    ),
    "a huge length": (lambda: attrs.evolve(REPORT, characters=10**19), "E106", "characters is beyond 10^18"),
    "an empty url": (lambda: attrs.evolve(REPORT, url=""), "E006", "url is empty; give it a text"),
    "an anchor behind the end": (
        lambda: Anchor(document=REPORT, start=90, end=101, quote_sha256="0" * 64),
        "E501",
        "anchor [90, 101) lies outside document r1 (100 characters)",
    ),
    "an empty anchor": (
        lambda: attrs.evolve(PLACE, start=12),
        "E501",
        "anchor [12, 12) is empty or negative; start counts from 0, end lies behind it",
    ),
    "a negative anchor": (
        lambda: attrs.evolve(PLACE, start=-1),
        "E501",
        "anchor [-1, 12) is empty or negative; start counts from 0, end lies behind it",
    ),
    "a wrong quote": (
        lambda: attrs.evolve(PLACE, exact="10,000 troop?"),
        "E502",
        '"10,000 troop?" is not the quote recorded for [0, 12)',
    ),
    "a quote of another hash": (
        lambda: attrs.evolve(PLACE, exact="10,000 troo?"),
        "E502",
        '"10,000 troo?" is not the quote recorded for [0, 12)',
    ),
    "a long quote": (
        lambda: attrs.evolve(PLACE, exact="a b c d e f g h i"),
        "E006",
        "exact has more than 8 words; leave it empty: the hash is enough",
    ),
    "a place outside the text": (
        lambda: Anchor.at(REPORT, "short", 2, 6),
        "E501",
        "[2, 6) lies outside the text (5 characters)",
    ),
    "a place that is a number of another text": (
        lambda: Anchor.at(REPORT, any_(3), 2, 4),
        "E005",
        "content must be a string, got 3",
    ),
    "a text that is none": (
        lambda: Anchor.at(REPORT, any_(b"short"), 2, 4),
        "E005",
        "content must be a string, got a bytes",
    ),
    "a link with another's document": (
        lambda: Link(source=HUR, document=REPORT),
        "E203",
        "link of hur names document r1, which is published by the-times",
    ),
    "an empty chain": (lambda: Attribution(()), "E201", "attribution chain is empty; name at least the publisher"),
    "a source that cites itself": (
        lambda: Attribution.of(TIMES, via=(TIMES,)),
        "E202",
        "chain repeats the-times at positions 1 and 2; name each hop once",
    ),
    "a repeated source": (
        lambda: Attribution.of(HUR, via=(TIMES, HUR)),
        "E202",
        "chain repeats hur at positions 2 and 3; name each hop once",
    ),
    "one source for via": (
        lambda: Attribution.of(HUR, via=any_(TIMES)),
        "E005",
        "via must be a list of sources, publisher first, got a Source",
    ),
    "a list for a chain": (
        lambda: Attribution(any_([Link(source=HUR)])),
        "E005",
        "chain must be a tuple of Link objects, got a list",
    ),
    "sources for links": (lambda: Attribution(any_((HUR,))), "E005", "each of chain must be a Link, got a Source"),
    "no unit": (
        lambda: Measurand(id="a", label="A", unit=any_(None)),
        "E107",
        'a unit is a text, got NoneType; write for example "person"',
    ),
    "a misspelt unit": (
        lambda: Measurand.adhoc("A", "soldirs"),
        "E107",
        'unknown unit "soldirs"; did you mean "soldiers" (person)?',
    ),
    "one measurand for part_of": (
        lambda: Measurand(id="a", label="A", unit="person", part_of=any_(SENT)),
        "E005",
        "the related measurands must be a tuple, got a Measurand",
    ),
    "ids for part_of": (
        lambda: Measurand(id="a", label="A", unit="person", part_of=any_(("sent",))),
        "E005",
        'each of part_of must be a Measurand, got the string "sent"',
    ),
    "a measurand that is part of itself": (
        lambda: Measurand(id="sent", label="A", unit="person", part_of=(SENT,)),
        "E303",
        "sent is part of itself; a quantity cannot be part of itself",
    ),
    "an addend that is a whole as well": (
        lambda: Measurand(id="a", label="A", unit="person", part_of=(SENT,), sum_of=(SENT,)),
        "E301",
        '"sent" is listed twice; list it once',
    ),
    "shells as part of people": (
        lambda: Measurand(id="a", label="A", unit="shell", part_of=(SENT,)),
        "E108",
        "a is in shell, sent is in person; a part, a whole and a sum are measured in units of one dimension",
    ),
    "a flow as part of a stock": (
        lambda: Measurand(id="a", label="A", unit="person", time_kind=TimeKind.FLOW, part_of=(SENT,)),
        "E306",
        (
            "a is a flow and cannot be part of sent, a stock; stocks are parts of stocks and of cumulative "
            "flows, flows of flows, levels of levels"
        ),
    ),
    "a level as addend": (
        lambda: Measurand(id="a", label="A", unit="person", sum_of=(attrs.evolve(SENT, time_kind=TimeKind.LEVEL),)),
        "E306",
        (
            "sent is a level and cannot be part of a, a stock; stocks are parts of stocks and of cumulative "
            "flows, flows of flows, levels of levels"
        ),
    ),
    "no label": (lambda: Measurand.adhoc("", "person"), "E006", "label is empty; give it a text"),
    "a label that is none": (lambda: Measurand.adhoc(any_(3), "person"), "E005", "label must be a string, got 3"),
    "shells for people": (
        lambda: attrs.evolve(CLAIM, estimate=Estimate.of(3, "shell")),
        "E108",
        "claim is in shell, measurand sent is in person; give the figure in person, or name another measurand",
    ),
    "a claim that restates itself": (
        lambda: attrs.evolve(CLAIM, restates="c1"),
        "E303",
        "claim c1 restates or supersedes itself",
    ),
    "a claim that supersedes itself": (
        lambda: attrs.evolve(CLAIM, supersedes=("c1",)),
        "E303",
        "claim c1 restates or supersedes itself",
    ),
    "a reference that is no id": (
        lambda: attrs.evolve(CLAIM, supersedes=("C 1",)),
        "E301",
        (
            'supersedes "C 1" is not an id; use lower-case letters, digits and single hyphens, at most 64 '
            "characters, for example 001-c1"
        ),
    ),
    "a blank tag": (lambda: attrs.evolve(CLAIM, tags=("",)), "E006", "tags is empty; give it a text"),
    "an anchor twice": (
        lambda: attrs.evolve(CLAIM, anchors=(PLACE, PLACE)),
        "E301",
        '"r1 [0, 12)" is listed twice; list it once',
    ),
    "another publisher than the document's": (
        lambda: attrs.evolve(CLAIM, attribution=Attribution.of(HUR)),
        "E203",
        "chain starts at hur but document r1 is published by the-times; put the publisher first",
    ),
    "a claim later than its document": (
        lambda: attrs.evolve(CLAIM, attribution=Attribution.of(HUR, via=(TIMES,), said_on=When("2024-10-22"))),
        "E402",
        "claimed on 2024-10-22, but document r1 is dated 2024-10-20",
    ),
    "a denial of nothing": (
        lambda: attrs.evolve(DENIAL, measurands=()),
        "E601",
        "denial x1 targets nothing; name measurands or claims",
    ),
    "a quoted silence": (
        lambda: Denial(
            id="x1",
            kind=DenialKind.SILENCE,
            measurands=(SENT,),
            attribution=Attribution((Link(source=HUR, cue="said"),)),
        ),
        "E601",
        "denial x1 quotes a silence; leave cue and exact empty, or choose another kind",
    ),
    "a counter figure without claim": (
        lambda: attrs.evolve(DENIAL, kind=DenialKind.COUNTER_FIGURE),
        "E602",
        ("denial x1 of kind counter_figure and its counter_claim do not fit; a counter_figure, and only it, names one"),
    ),
    "a counter claim of a flat denial": (
        lambda: attrs.evolve(DENIAL, counter_claim="c2"),
        "E602",
        ("denial x1 of kind flat_denial and its counter_claim do not fit; a counter_figure, and only it, names one"),
    ),
    "two dates of a denial": (
        lambda: attrs.evolve(DENIAL, said_on=When("2024-10-18")),
        "E402",
        "denial x1 is dated 2024-10-18 and, by its chain, 2024-10-17; give it once",
    ),
    "a denial that supersedes itself": (
        lambda: attrs.evolve(DENIAL, supersedes=("x1",)),
        "E303",
        "denial x1 supersedes itself",
    ),
    "a denial later than the document it was read in": (
        lambda: attrs.evolve(
            DENIAL, attribution=Attribution.of(HUR, via=(TIMES,)), said_on=When("2024-10-22"), anchors=(PLACE,)
        ),
        "E402",
        "claimed on 2024-10-22, but document r1 is dated 2024-10-20",
    ),
    "a measurand denied twice": (
        lambda: attrs.evolve(DENIAL, measurands=(SENT, SENT)),
        "E301",
        '"sent" is listed twice; list it once',
    ),
    "measurands that are none": (
        lambda: attrs.evolve(DENIAL, measurands=any_(None)),
        "E005",
        "measurands must be a tuple of Measurand objects, got None",
    ),
    "a grade that is none": (
        lambda: Grade.parse("G7"),
        "E006",
        '"G7" is not an Admiralty grade; write a letter A-F and a digit 1-6, for example B2',
    ),
    "a grade that is no string": (
        lambda: Grade.parse(any_(3)),
        "E005",
        "a grade must be a string, got 3; for example B2",
    ),
    **{
        f"the grade {text!r}": (
            lambda text=text: Grade.parse(text),  # type: ignore[misc]
            "E006",
            f'"{text}" is not an Admiralty grade; write a letter A-F and a digit 1-6, for example B2',
        )
        for text in ("", "B", "2", "12", "BB", "B0", "B7", "B22", "GX", "BX")
    },
    "a very large int": (
        lambda: Grade(any_(10**5000), Credibility(1)),
        "E310",
        "reliability must be a Reliability, got a very large int; Reliability has A, B, C, D, E, F",
    ),
}


def any_(value: object) -> Any:
    """The value, for a parameter of another type."""
    return value


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    """What the model cannot mean is refused with its code and a message that names it."""
    build, code, message = REFUSED[case]
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert str(caught.value) == f"{message} [{code}]"


@BY_TYPE
def test_strange_values(value: Any) -> None:
    """A field given anything strange takes it or refuses it with a printable InvalidValueError, never otherwise."""
    messages: list[str] = []
    for field in attrs.fields(type(value)):
        for strange in STRANGE:
            try:
                attrs.evolve(value, **{field.name: strange})
            except InvalidValueError as error:
                messages.append(str(error))
    assert all(message.encode() for message in messages)
    assert bool(messages) == (type(value) not in UNCHECKED)


@BY_TYPE
def test_copies(value: Any) -> None:
    """Copies, deep copies, pickles and evolved values are equal, hash alike and print."""
    for copied in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)), attrs.evolve(value)):  # noqa: S301 - our own bytes
        assert copied == value
        assert hash(copied) == hash(value)
        assert repr(copied) == repr(value)
        assert str(copied) == str(value)


@BY_TYPE
def test_frozen(value: Any) -> None:
    """No value can be changed."""
    name = attrs.fields(type(value))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, name, None)


def test_hash_does_not_travel() -> None:
    """A pickled value is found in a set of another process, whose strings hash otherwise."""
    script = (
        "import pickle, sys; from osintclaims import Source;"
        f"value = pickle.loads({pickle.dumps(HUR)!r});"
        "assert value in {Source(id='hur', name='HUR', part_of=Source(id='ukraine', name='Ukraine', party='Ukraine'))}"
    )
    hash(HUR)
    for seed in ("1", "2"):
        subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONHASHSEED": seed})


@BY_ERROR
def test_errors_travel(error: Exception) -> None:
    """Errors survive copying and pickling with their fields, and can be raised again with notes and causes."""
    for copied in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own bytes
        assert type(copied) is type(error)
        assert str(copied) == str(error)
        assert copied.args == error.args
        copied.add_note("while testing")
        with pytest.raises(type(error)) as caught:
            raise copied from KeyError("cause")
        assert caught.value.__notes__ == ["while testing"]


@pytest.mark.parametrize(
    ("error", "builtin", "text"),
    [
        (ERRORS[0], ValueError, "person cannot be negative: -3; counts start at 0 [E105]"),
        (ERRORS[1], ValueError, "unknown unit [E107]"),
        (ERRORS[2], LookupError, 'unknown claim "c9"; did you mean "c1"?'),
        (UnknownIdError("claim", "\ud800"), LookupError, "unknown claim '\\ud800'"),
        (ERRORS[3], ValueError, "no claims"),
    ],
    ids=str,
)
def test_error_texts(error: Exception, builtin: type[Exception], text: str) -> None:
    """Errors are the library's and a built-in one at once, and print message, hint and code."""
    assert isinstance(error, OsintclaimsError)
    assert isinstance(error, builtin)
    assert str(error) == text


@pytest.mark.parametrize(
    "build",
    [
        lambda depth, below: Source(id=f"a{depth}", name="A", part_of=below),
        lambda depth, below: Measurand(id=f"a{depth}", label="A", unit="person", part_of=(below,) if below else ()),
        lambda depth, below: Measurand(id=f"a{depth}", label="A", unit="person", sum_of=(below,) if below else ()),
    ],
    ids=["part_of a source", "part_of a measurand", "sum_of"],
)
def test_depth(build: Any) -> None:
    """Chains up to 32 long compare, copy and print; a longer one is refused."""

    def chain() -> Any:
        top: Any = None
        for depth in range(MAX_DEPTH):
            top = build(depth, top)
        return top

    first, second = chain(), chain()
    assert first == second
    assert hash(first) == hash(second)
    assert copy.deepcopy(first) == first
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own bytes
    assert repr(first)
    with pytest.raises(
        InvalidValueError, match=r"(stands below|relates to) more than 31 others.*; leave levels out \[E008\]"
    ):
        build(MAX_DEPTH, first)


def test_ladder_of_measurands() -> None:
    """Where two ways meet at each level, comparing, hashing and printing stay as quick as the relations are many."""

    def ladder() -> Measurand:
        left = right = Measurand(id="top", label="Top", unit="person")
        for step in range(MAX_DEPTH - 1):
            both = tuple({one.id: one for one in (left, right)}.values())
            left, right = (Measurand(id=f"{side}{step}", label="A", unit="person", part_of=both) for side in "lr")
        return left

    one, other = ladder(), ladder()
    assert one == other
    assert hash(one) == hash(other)
    assert len(repr(one)) < 1000


def test_measurands_that_differ_far_up() -> None:
    """Measurands whose wholes differ are different, although the wholes have the same ids."""
    far = Measurand(id="sent", label="Another label", unit="person")
    assert attrs.evolve(TRAINING, part_of=(far,)) != TRAINING
    between = Measurand(id="b", label="B", unit="person", part_of=(SENT,))
    short = Measurand(id="a", label="A", unit="person", part_of=(between,))
    assert attrs.evolve(short, part_of=(between, SENT)) != short
    assert repr(TRAINING).endswith("part_of=<sent>, sum_of=())")


@given(st.one_of(testing.claims(), testing.denials(), testing.documents(), testing.measurands()))
def test_any_value_copies(value: Any) -> None:
    """Any record is equal to its deep copy, its pickle and itself rebuilt from its fields."""
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
    assert type(value)(**{field.name: getattr(value, field.name) for field in attrs.fields(type(value))}) == value


class TestSource:
    """Who speaks or publishes."""

    def test_organisation(self) -> None:
        """The organisation of a source is the top of its chain."""
        officer = Source(id="officer", name="An officer", kind=SourceKind.ANONYMOUS, part_of=HUR)
        assert officer.organisation == UKRAINE
        assert UKRAINE.organisation is UKRAINE
        assert not officer.is_unattributed

    def test_voice(self) -> None:
        """A source counts by itself, by its organisation or by that one's party, if any."""
        assert [HUR.voice("source"), HUR.voice(), HUR.voice("party")] == ["hur", "ukraine", "party:Ukraine"]
        assert TIMES.voice("party") == "the-times"

    def test_unattributed(self) -> None:
        """Anonymous and part of nothing is nobody."""
        assert Source(id="some", name="Some estimates", kind=SourceKind.ANONYMOUS).is_unattributed

    def test_aliases_in_order(self) -> None:
        """The order of aliases carries no meaning."""
        assert Source(id="a", name="A", aliases=["c", "b"]) == Source(id="a", name="A", aliases=("b", "c"))


class TestDocument:
    """What was read, and where."""

    def test_anchor_at(self) -> None:
        """An anchor made from the text holds the hash of the quote, also of a quote that UTF-8 cannot hold."""
        assert Anchor.at(REPORT, "10,000 troops", 0, 6).quote_sha256 == sha256("10,000")
        assert Anchor.at(REPORT, "a\ud800", 0, 2, section=Section.CAPTION).section is Section.CAPTION

    def test_exact(self) -> None:
        """A quote of up to eight words may stand beside its hash."""
        assert attrs.evolve(PLACE, exact="10,000 troop").exact == "10,000 troop"
        quote = "a b c d e f g h"
        assert Anchor(document=REPORT, start=0, end=15, quote_sha256=sha256(quote), exact=quote).exact == quote

    def test_ends_of_the_text(self) -> None:
        """A place may be all of a text, and a text one character."""
        letter = attrs.evolve(REPORT, characters=1)
        assert Anchor(document=letter, start=0, end=1, quote_sha256=sha256("x")).end == letter.characters
        assert Anchor.at(REPORT, "x", 0, 1).quote_sha256 == sha256("x")

    @pytest.mark.parametrize("section", Section)
    def test_evidence(self, section: Section) -> None:
        """Headline, summary, body and caption are the document speaking; the rest is not."""
        assert section.is_evidence == (section in {Section.HEADLINE, Section.SUMMARY, Section.BODY, Section.CAPTION})


class TestAttribution:
    """Who said it, through whom."""

    def test_ends(self) -> None:
        """The publisher comes first, the origin last with its date."""
        assert (TOLD.publisher, TOLD.origin, TOLD.depth) == (TIMES, HUR, 2)
        assert TOLD.said_on == When("2024-10-17")
        assert [link.act for link in TOLD.chain] == [SpeechAct.REPORTED, SpeechAct.SAID]
        assert Attribution.of(HUR, act=SpeechAct.DENIED).chain[0].act is SpeechAct.DENIED

    def test_nobody(self) -> None:
        """An anonymous origin is attributed to its organisation, if any."""
        officer = Attribution.of(Source(id="officer", name="O", kind=SourceKind.ANONYMOUS, part_of=HUR))
        some = Attribution.of(Source(id="some", name="S", kind=SourceKind.ANONYMOUS))
        assert [officer.is_anonymous, officer.is_unattributed] == [True, False]
        assert [some.is_anonymous, some.is_unattributed] == [True, True]
        assert not TOLD.is_anonymous

    def test_documents(self) -> None:
        """The documents along the chain are those of its links."""
        assert Attribution((Link(source=TIMES, document=REPORT), Link(source=HUR))).documents == (REPORT,)


class TestMeasurand:
    """What a figure is about."""

    def test_adhoc(self) -> None:
        """A label gives an id; labels in another script or too long are told apart by a hash."""
        assert Measurand.adhoc("Troops sent in 2024", "soldiers").id == "troops-sent-in-2024"
        assert Measurand.adhoc("Café", "person").id == "cafe"
        korean = [Measurand.adhoc(label, "person").id for label in ("북한군", "러시아군")]
        assert all(id_.startswith("measurand-") for id_ in korean)
        assert Measurand.adhoc("북한군", "person").id == f"measurand-{sha256('북한군')[:8]}"
        assert len({*korean, *(Measurand.adhoc("long " * 30 + tail, "person").id for tail in "ab")}) == 4

    def test_long_labels(self) -> None:
        """An id has at most 64 characters: of a longer label the first ones, and a hash."""
        for label, id_ in (
            ("a" * 64, "a" * 64),
            ("a" * 65, f"{'a' * 48}-{sha256('a' * 65)[:8]}"),
            ("a" * 47 + " b" * 9, f"{'a' * 47}-{sha256('a' * 47 + ' b' * 9)[:8]}"),
        ):
            assert Measurand.adhoc(label, "person").id == id_

    def test_repr(self) -> None:
        """Related measurands print as their ids."""
        whole = Measurand(id="all", label="All", unit="person", sum_of=(SENT, TRAINING))
        assert repr(whole).endswith("part_of=(), sum_of=<sent, training>)")

    def test_relations_in_order(self) -> None:
        """The order of parts and addends carries no meaning, and a flow may hold a stock."""
        flow = Measurand(id="arrived", label="Arrived", unit="person", time_kind=TimeKind.FLOW)
        assert [one.id for one in attrs.evolve(TRAINING, part_of=[SENT, flow]).part_of] == ["arrived", "sent"]

    def test_depth(self) -> None:
        """Depth counts the longest chain of relations."""
        assert [SENT.depth, TRAINING.depth] == [1, 2]


class TestClaim:
    """One figure."""

    def test_what_it_says_of_itself(self) -> None:
        """Origin and date come from the chain, documents from anchors and chain, each once."""
        assert (CLAIM.origin, CLAIM.claimed_on, CLAIM.documents) == (HUR, When("2024-10-17"), (REPORT,))

    def test_evidence(self) -> None:
        """A claim with anchors in navigation only is no evidence; one without anchors is."""
        assert not attrs.evolve(CLAIM, anchors=(attrs.evolve(PLACE, section=Section.NAVIGATION),)).is_evidence
        assert attrs.evolve(CLAIM, anchors=()).is_evidence
        assert CLAIM.is_evidence

    def test_anchors_in_order(self) -> None:
        """The order of anchors carries no meaning."""
        later = attrs.evolve(PLACE, start=1)
        assert attrs.evolve(CLAIM, anchors=(later, PLACE)).anchors == (PLACE, later)

    def test_convertible_unit(self) -> None:
        """A figure may be in another unit of the measurand's dimension."""
        distance = Measurand.adhoc("Distance", "kilometer")
        assert attrs.evolve(CLAIM, measurand=distance, estimate=Estimate.of(3, "mile")).estimate.unit == "mile"

    def test_same_day_as_document(self) -> None:
        """What may have been said before the document appeared is accepted."""
        for day in ("2024-10-20", "2024-10", "2024-10-19/.."):
            attribution = Attribution.of(HUR, via=(TIMES,), said_on=When(day))
            assert attrs.evolve(CLAIM, attribution=attribution).claimed_on == When(day)


class TestDenial:
    """How a party stands against claims."""

    def test_date_from_chain(self) -> None:
        """A denial without a date of its own has the date of its chain, and may repeat it."""
        assert DENIAL.said_on == When("2024-10-17")
        assert attrs.evolve(DENIAL, said_on=When("2024-10-17")) == DENIAL
        undated = attrs.evolve(DENIAL, attribution=Attribution.of(HUR), said_on=When("2024-10-18"))
        assert undated.said_on == When("2024-10-18")

    @pytest.mark.parametrize(
        ("said_on", "hint"),
        [
            ("2024-10-23", '; write When("2024-10-23") [E005]'),
            (date(2024, 10, 23), "; write When(datetime.date(2024, 10, 23)) [E005]"),
            ("yesterday", 'got the string "yesterday" [E005]'),
            (datetime(2024, 10, 23, tzinfo=UTC), "got a datetime [E005]"),
            (20241023, "got 20241023 [E005]"),
        ],
    )
    def test_a_text_is_no_date(self, said_on: Any, hint: str) -> None:
        """What makes a date of it is said, where there is such a date."""
        with pytest.raises(InvalidValueError, match=re.escape(hint) + "$"):
            attrs.evolve(DENIAL, said_on=said_on)

    def test_who_and_where(self) -> None:
        """The party is the origin; documents are those of its anchors."""
        anchored = attrs.evolve(DENIAL, anchors=(PLACE,))
        assert (anchored.party, anchored.documents) == (HUR, (REPORT,))

    def test_targets_in_order(self) -> None:
        """The order of targets carries no meaning."""
        assert attrs.evolve(DENIAL, measurands=(TRAINING, SENT)).measurands == (SENT, TRAINING)

    @pytest.mark.parametrize("kind", DenialKind)
    def test_kinds(self, kind: DenialKind) -> None:
        """Four of the eleven kinds deny something."""
        assert kind.is_denial == (kind.value in {"flat_denial", "partial_denial", "counter_figure", "dismissal"})
        assert len(DenialKind) == 11

    def test_silence(self) -> None:
        """A silence without words is one."""
        assert attrs.evolve(DENIAL, kind=DenialKind.SILENCE).kind is DenialKind.SILENCE


class TestScales:
    """Grades."""

    def test_cannot_be_judged(self) -> None:
        """F and 6 have no rank, so that no mean can use them; the others rank from 1."""
        assert [grade.rank for grade in Reliability] == [1, 2, 3, 4, 5, None]
        assert [grade.rank for grade in Credibility] == [1, 2, 3, 4, 5, None]

    def test_labels(self) -> None:
        """Each grade has a label of its own."""
        assert len({grade.label for grade in (*Reliability, *Credibility)}) == 12
        assert (Reliability("F").label, Credibility(6).label) == (
            "reliability cannot be judged",
            "truth cannot be judged",
        )

    @given(st.sampled_from(Reliability), st.sampled_from(Credibility))
    def test_grades(self, reliability: Reliability, credibility: Credibility) -> None:
        """A grade is read from what it prints, in either case and with spaces around it."""
        grade = Grade(reliability, credibility)
        assert Grade.parse(str(grade)) == Grade.parse(f" {str(grade).lower()}\n") == grade

    def test_confidence_words(self) -> None:
        """Analytical confidence has three levels."""
        assert [level.value for level in Confidence] == ["low", "moderate", "high"]


def test_datetime_is_refused() -> None:
    """A time of day is not silently dropped."""
    with pytest.raises(InvalidValueError, match=r" has a time of day; pass its \.date\(\) \[E401\]$"):
        When(datetime(2024, 10, 17, tzinfo=UTC))
