"""What a caller gives that is wrong is named in the message, with what would be right."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from osintclaims import Corpus, Estimate, Hedge, InvalidValueError, Measurand, Source
from osintclaims.model import (
    Claim,
    Denial,
    Interval,
    Lattice,
    Likelihood,
    ProbabilityScale,
    aimed_at,
    all_must_be,
    coherence,
    did_you_mean,
    figure,
    foreign,
    integrity,
    known_by,
    look_alikes,
    must_be,
    plural,
)
from osintclaims.model._digest import sha256

SENT = Measurand(id="sent", label="Sent", unit="person")
ALL = Interval(0, 1)


def any_(value: object) -> Any:
    """The value, for a parameter of another type."""
    return value


#: Calls with one argument that is wrong, and what is said about it.
WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a figure": (lambda: figure(any_("7")), 'value must be an int or a float, got the string "7"'),
    "a unit in the plural": (lambda: plural(any_(3)), "unit must be a str, got 3"),
    "a text to hash": (lambda: sha256(any_(b"x")), "text must be a str, got a bytes"),
    "letters": (lambda: foreign(any_(3)), "text must be a str, got int"),
    "an id that was meant": (lambda: did_you_mean(any_(3), ["a"]), "id must be a str, got 3"),
    "ids that are known": (lambda: did_you_mean("a", any_([3])), "each of known must be a str, got 3"),
    "claims that cohere": (lambda: coherence(any_(3)), "claims must be a list, got 3; put it in [ ]"),
    "measurands that cohere": (lambda: coherence([], any_(3)), "measurands must be a list, got 3; put it in [ ]"),
    "claims of integrity": (lambda: integrity(any_([SENT]), ()), "each of claims must be a Claim, got a Measurand"),
    "denials of integrity": (
        lambda: integrity((), any_("x")),
        'denials must be a list, got the string "x"; put it in [ ]',
    ),
    "names that look alike": (
        lambda: look_alikes(any_([3])),
        "each of records must be a Source or a Document or a Measurand or a Claim or a Denial, got 3",
    ),
    "a record that was known": (lambda: known_by(any_(None)), "record must be a Claim or a Denial, got None"),
    "a measurand aimed at": (
        lambda: aimed_at((), any_("sent"), (), Lattice([])),
        'measurand must be a Measurand, got the string "sent"',
    ),
    "a lattice": (lambda: aimed_at((), SENT, (), any_([])), "lattice must be a Lattice, got a list"),
    "claims about what is aimed at": (
        lambda: aimed_at((), SENT, any_([3]), Lattice([])),
        "each of claims must be a Claim, got 3",
    ),
    "denials": (lambda: aimed_at(any_([3]), SENT, (), Lattice([])), "each of denials must be a Denial, got 3"),
    "measurands of a lattice": (lambda: Lattice(any_([3])), "each of measurands must be a Measurand, got 3"),
    "what is above": (lambda: Lattice([]).above(any_(3)), "measurand must be a Measurand, got 3"),
    "what is below": (lambda: Lattice([]).below(any_(3)), "measurand must be a Measurand, got 3"),
    "a value inside": (lambda: ALL.contains(any_("1")), 'value must be an int or a float, got the string "1"'),
    "a common part": (lambda: ALL.intersect(any_((0, 1))), "other must be an Interval, got a tuple"),
    "a hull": (lambda: ALL.hull(any_(None)), "other must be an Interval, got None"),
    "a scale": (lambda: ALL.scaled(any_("2")), 'factor must be an int or a float, got the string "2"'),
    "a figure among sources": (
        lambda: Source(id="a", name="A", part_of=any_(Estimate.of(1, "person"))),
        "part_of must be a Source, got an Estimate",
    ),
    "one claim": (
        lambda: all_must_be("claims", any_(SENT), Claim),
        "claims must be a list, got a Measurand; put it in [ ]",
    ),
    "a text of claims": (
        lambda: all_must_be("claims", any_("c1"), Claim),
        'claims must be a list, got the string "c1"; put it in [ ]',
    ),
    "bytes": (lambda: all_must_be("claims", any_(b"c1"), Claim), "claims must be a list, got a bytes; put it in [ ]"),
    "a member": (
        lambda: all_must_be("records", [3], Claim, Denial),
        "each of records must be a Claim or a Denial, got 3",
    ),
    "a hint": (
        lambda: must_be("texts", None, str, hint="name a folder"),
        "texts must be a str, got None; name a folder",
    ),
    "true": (lambda: must_be("level", True, int, float), "level must be an int or a float, got True"),
    "a corpus": (lambda: Corpus().merge(any_(Hedge.BARE)), "other must be a Corpus, got Hedge.BARE"),
    "a number of 10^18": (lambda: must_be("name", 10**18, str), "name must be a str, got 1000000000000000000"),
    "a larger one": (lambda: must_be("name", -(10**18) - 1, str), "name must be a str, got a very large int"),
    "forty characters": (lambda: must_be("n", "x" * 40, int), f'n must be an int, got the string "{"x" * 40}"'),
    "more": (lambda: must_be("n", "x" * 41, int), f'n must be an int, got the string "{"x" * 40}…"'),
    "what cannot be shown": (lambda: must_be("n", "a\u202e", int), "n must be an int, got the string 'a\\u202e'"),
    "a likelihood": (
        lambda: Likelihood.parse(any_(3), ProbabilityScale.PHIA),
        'a likelihood must be a string, got 3; for example "almost certain"',
    ),
    "a half": (lambda: must_be("n", 0.5, str), "n must be a str, got 0.5"),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_argument_is_named(case: str) -> None:
    """The message says which argument is wrong, what it may be and what was given, short enough to be read."""
    call, message = WRONG[case]
    with pytest.raises(InvalidValueError, match=rf"^{re.escape(message)} \[E005\]$"):
        call()


def test_what_is_right_passes() -> None:
    """Members are returned as a tuple, from whatever they came in; a flag may be true."""
    assert all_must_be("ids", iter(["a", "b"]), str) == ("a", "b")
    assert all_must_be("claims", iter(()), Claim) == ()
    must_be("flag", True, bool)
    must_be("level", 0.5, int, float)
