"""Quotes that moved are located and proposed, and nothing is applied."""

import hashlib
import time
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Anchor,
    AnchorState,
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Document,
    Estimate,
    InvalidValueError,
    Measurand,
    Section,
    Source,
    load_corpus,
    reanchor,
)
from osintclaims.store import Passage, Texts, check_corpus
from osintclaims.store import _passages as passages
from osintclaims.store._passages import Effort, Searched, _distances
from tests.store.folders import FILES, QUOTE, TEXT, digest, write

WIRE = Source(id="wire", name="A wire service")
OLD = "The ministry said “at least 28 flights” were counted - more than in May. A spokesman called that nonsense."
FOUND = "at least 28 flights"


def document(text: str) -> Document:
    """The document of a text."""
    return Document(id="d1", publisher=WIRE, sha256=digest(text), characters=len(text))


def corpus(quote: str = FOUND, *, exact: bool = False, wording: str = "", text: str = OLD) -> Corpus:
    """One claim and one denial, both anchored at a quote."""
    start = text.index(quote)
    anchor = Anchor.at(document(text), text, start, start + len(quote))
    anchor = attrs.evolve(anchor, exact=quote) if exact else anchor
    flights = Measurand.adhoc("Flights", "flight")
    said = Attribution.of(WIRE)
    claim = Claim(
        id="c1",
        measurand=flights,
        estimate=attrs.evolve(Estimate.at_least(28, "flight"), wording=wording),
        attribution=said,
        anchors=(anchor,),
    )
    denial = Denial(id="x1", attribution=said, kind=DenialKind.DISMISSAL, claims=("c1",), anchors=(anchor,))
    return Corpus(claims=(claim,), denials=(denial,))


#: What becomes of a text, of the quote "at least 28 flights", and the passages that are named.
CHANGES: dict[str, tuple[str, AnchorState, list[tuple[str, float]]]] = {
    "nothing": (OLD, AnchorState.UNCHANGED, [(FOUND, 1)]),
    "a line above": (f"UPDATE: corrected.\n{OLD}", AnchorState.MOVED, [(FOUND, 1)]),
    "a line below": (f"{OLD}\nMore to follow.", AnchorState.UNCHANGED, [(FOUND, 1)]),
    "a line less": (OLD.removeprefix("The ministry said "), AnchorState.MOVED, [(FOUND, 1)]),
    "hard spaces": (OLD.replace(" ", "\u00a0"), AnchorState.MOVED, [(FOUND.replace(" ", "\u00a0"), 1)]),
    "line breaks": (OLD.replace(" 28 ", "\r\n  28\n"), AnchorState.MOVED, [("at least\r\n  28\nflights", 1)]),
    "soft hyphens": (OLD.replace("flights", "fli\u00adghts"), AnchorState.MOVED, [("at least 28 fli\u00adghts", 1)]),
    "a ligature": (OLD.replace("fl", "\ufb02"), AnchorState.MOVED, [("at least 28 \ufb02ights", 1)]),
    "another figure": (OLD.replace("28", "29"), AnchorState.CHANGED, [("at least 29 flights", 18 / 19)]),
    "capitals": (OLD.replace("at least", "At least"), AnchorState.CHANGED, [("At least 28 flights", 18 / 19)]),
    "twice": (f"{FOUND}. {OLD}", AnchorState.AMBIGUOUS, [(FOUND, 1), (FOUND, 1)]),
    "twice, both changed": (
        f"{OLD} Now {FOUND}.".replace("28", "30"),
        AnchorState.AMBIGUOUS,
        [("at least 30 flights", 17 / 19), ("at least 30 flights", 17 / 19)],
    ),
    "another text": ("Nothing of the kind was reported on that day.", AnchorState.GONE, []),
    "no text": ("", AnchorState.GONE, []),
    "shorter than the quote": ("at least", AnchorState.GONE, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_became_of_a_quote_that_is_known(name: str) -> None:
    """Exact match first, then another spelling, then the most similar passage; several are all named, nearest first."""
    text, state, found = CHANGES[name]
    for made in (corpus(exact=True), corpus(wording=FOUND)):
        for proposal in reanchor(made, {"d1": text})[: 1 if made.claims[0].estimate.wording else 2]:
            assert proposal.state is state
            assert [place.text for place in proposal.passages] == [words for words, _ in found]
            assert [place.similarity for place in proposal.passages] == pytest.approx([alike for _, alike in found])
            assert all(text[place.start : place.end] == place.text for place in proposal.passages)


#: The same, as a proposal prints it for a claim whose quote is known.
SAYS = {
    "nothing": "unchanged",
    "a line above": "moved; the recorded quote occurs at [38, 57)",
    "line breaks": ('moved; the recorded quote occurs in another spelling at [19, 41) "at least\\r\\n  28\\nflights"'),
    "another figure": 'changed; most like the recorded quote is [19, 38) "at least 29 flights" (95 % alike)',
    "twice": "ambiguous; the recorded quote occurs at [0, 19), [40, 59)",
    "twice, both changed": (
        'ambiguous; most like the recorded quote are [19, 38) "at least 30 flights" (89 % alike), '
        '[111, 130) "at least 30 flights" (89 % alike)'
    ),
    "another text": "gone",
}


@pytest.mark.parametrize("name", SAYS)
def test_a_proposal_says_what_became_of_the_quote(name: str) -> None:
    """Record, recorded place, state, and where it may stand now."""
    claim, denial = reanchor(corpus(exact=True), {"d1": CHANGES[name][0]})
    assert str(claim) == f"claim c1: [19, 38) in d1: {SAYS[name]}"
    assert str(denial) == f"denial x1: [19, 38) in d1: {SAYS[name]}"


def test_a_quote_that_the_wording_tells_is_the_quote() -> None:
    """A figure's wording that has the recorded hash is not something sought in place of it."""
    (claim, _) = reanchor(corpus(wording=FOUND), {"d1": CHANGES["another figure"][0]})
    assert str(claim) == f"claim c1: [19, 38) in d1: {SAYS['another figure']}"
    assert claim.sought == ""


def test_a_quote_with_marks_is_found_with_others() -> None:
    """Where it is known, other quotation marks in the text hide nothing; a hash alone knows none."""
    quote, text = f"“{FOUND}”", OLD.replace("“", '"').replace("”", '"')
    assert [one.state for one in reanchor(corpus(quote, exact=True), {"d1": text})] == [AnchorState.MOVED] * 2
    assert [one.state for one in reanchor(corpus(quote), {"d1": text})] == [AnchorState.GONE] * 2


def test_what_is_not_there_is_said_of_each_anchor() -> None:
    """Record, place and document are those of the anchor."""
    assert list(map(str, reanchor(corpus(), {}))) == [
        "claim c1: [19, 38) in d1: unknown",
        "denial x1: [19, 38) in d1: unknown",
    ]
    assert [(one.kind, one.id) for one in reanchor(corpus(), {})] == [("claim", "c1"), ("denial", "x1")]


def test_a_text_is_known_by_its_hash(tmp_path: Path) -> None:
    """Whatever its name; and an old text whose place holds another quote than the recorded one tells nothing."""
    (tmp_path / "any name").write_bytes(OLD.encode())
    assert {one.state for one in reanchor(corpus(), tmp_path)} == {AnchorState.UNCHANGED}
    made = corpus()
    wrong = attrs.evolve(made.claims[0].anchors[0], quote_sha256=digest("something else"))
    odd = Corpus(claims=(attrs.evolve(made.claims[0], anchors=(wrong,)),))
    (claim,) = reanchor(odd, {"d1": CHANGES["another figure"][0]}, before=tmp_path)
    assert (claim.state, claim.passages) == (AnchorState.GONE, ())


def test_a_proposed_anchor_keeps_what_it_was() -> None:
    """Its section, and the quote beside the hash where it was there and is short enough."""
    quote = "said “at least 28 flights” were counted -"
    assert len(quote.split()) == 8
    made = corpus(quote, exact=True)
    anchor = attrs.evolve(made.claims[0].anchors[0], section=Section.CAPTION)
    made = Corpus(claims=(attrs.evolve(made.claims[0], anchors=(anchor,)),))
    (moved,) = reanchor(made, {"d1": f"New. {OLD}"})
    assert moved.proposed is not None
    assert (moved.proposed.exact, moved.proposed.section) == (quote, Section.CAPTION)
    (longer,) = reanchor(made, {"d1": OLD.replace("counted -", "then counted -")})
    assert longer.proposed is not None
    assert (longer.state, longer.proposed.exact) == (AnchorState.CHANGED, "")
    (bare, _) = reanchor(corpus(), {"d1": f"New. {OLD}"})
    assert bare.proposed is not None
    assert bare.proposed.exact == ""


def test_other_spellings_in_two_places_are_both_named() -> None:
    """What stands there is the quote, spelled otherwise, and not something like it."""
    text = OLD.replace(" 28 ", "\u00a028 ")
    (claim, _) = reanchor(corpus(exact=True), {"d1": f"{text} {text}"})
    quote = '"at least\\xa028 flights"'
    assert str(claim).partition("d1: ")[2] == (
        f"ambiguous; the recorded quote occurs in another spelling at [19, 38) {quote}, [126, 145) {quote}"
    )
    (claim, _) = reanchor(corpus("said “at least 28 flights” were", wording=FOUND), {"d1": f"{FOUND}, {FOUND}"})
    assert str(claim).partition("d1: ")[2] == (
        f'ambiguous; most like its wording "{FOUND}" are [21, 40) "{FOUND}", [0, 19) "{FOUND}"'
    )


#: Quotes, texts, and the passage most like the quote, in whole words and numbers.
WHOLE = {
    ("1,240,000 shells", "In all 1,250,000 shells were fired."): '[7, 23) "1,250,000 shells" (94 % alike)',
    ("10,500 men", "about 10,400 men, they said"): '[6, 16) "10,400 men" (90 % alike)',
    ("5.5 tonnes", "some 15.4 tonnes of it"): '[5, 16) "15.4 tonnes" (82 % alike)',
    ("over 7,000", "well over 17,000."): '[5, 16) "over 17,000" (91 % alike)',
    ("over 7,000", "over 7,100, or more"): '[0, 10) "over 7,100" (90 % alike)',
    ("12 troops", "12 troop"): '[0, 8) "12 troop" (89 % alike)',
    ("the soldiers", "that the  soldier\u2019s pay"): '[5, 17) "the  soldier" (92 % alike)',
    ("240,000 shells", "In all 1,240,000 shells were fired."): '[7, 23) "1,240,000 shells" (88 % alike)',
    ("about 12,000", "about 12,000,500 men"): '[0, 16) "about 12,000,500" (75 % alike)',
    ("about 12", "about 12,5 tonnes"): '[0, 10) "about 12,5" (80 % alike)',
    ("about 12", "about 12, 500 men"): '[0, 8) "about 12"',
    ("240 shells", "men,240 shells"): '[4, 14) "240 shells"',
    ("240 shells", ",240 shells"): '[1, 11) "240 shells"',
    ("40 men", "240 men"): '[0, 7) "240 men" (86 % alike)',
    ("(a(a", "(ab((aa( "): '[4, 7) "(aa" (75 % alike)',
    ("abcdefghij", "the (bcdefghij"): '[4, 14) "(bcdefghij" (90 % alike)',
    ("xbcdefghij", "a bcdefghij"): '[2, 11) "bcdefghij" (90 % alike)',
    ("abcdefghix", "abcdefghi z"): '[0, 9) "abcdefghi" (90 % alike)',
    ("men (3", "  men (4   "): '[2, 7) "men (" (83 % alike)',
    ("abcdefghij", "abcdefgxyz"): '[0, 10) "abcdefgxyz" (70 % alike)',
}


@pytest.mark.parametrize("quote", WHOLE, ids=ascii)
def test_a_passage_cuts_no_word_and_no_number(quote: tuple[str, str]) -> None:
    """It is widened to whole words and numbers, and its likeness is that of what it is then."""
    found = Searched(quote[1], {}, Effort()).similar(quote[0], 0)
    assert [str(one) for one in found or ()] == [WHOLE[quote]]


def test_what_is_seven_parts_in_ten_alike_is_like_it() -> None:
    """Three letters in ten may differ, four may not."""
    assert Searched("abcdefwxyz", {}, Effort()).similar("abcdefghij", 0) == ()


def test_effort_is_spent_once() -> None:
    """Steps are taken if there are as many left, to the last one."""
    effort = Effort(3)
    assert [effort.spend(2), effort.spend(2), effort.spend(1), effort.spend(1), effort.spend(0)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_ten_places_are_named_at_most() -> None:
    """The nearest ten of many, in order, whether the quote or its hash is known."""
    text = "ab " * 30
    known = Searched(text, {2: {digest("ab")}}, Effort())
    nearest = [45, 42, 48, 39, 51, 36, 54, 33, 57, 30]
    assert [one.start for one in known.exact("ab", 45)] == nearest
    assert [one.start for one in known.respelled("ab", 45)] == nearest
    hashed = known.hashed(digest("ab"), 2, 45) or ()
    assert [one.start for one in hashed] == [45, 42, 48, 39, 51, 36, 54, 33, 57, 30]
    assert [one.start for one in known.similar("ab", 45) or ()] == [45, 42, 48, 39, 51, 36, 54, 33, 57, 30]
    assert {one.text for one in (*hashed, *known.exact("ab", 45))} == {"ab"}


def test_the_nearest_is_nearest_in_the_text_as_it_is() -> None:
    """White space that is one space in the one spelling is counted as it stands."""
    text = "\n" * 50 + "a\u00a0b, c, a\u00a0b"
    searched = Searched(text, {3: {digest("a b")}}, Effort())
    for near, starts in ((50, [50, 58]), (58, [58, 50]), (0, [50, 58]), (99, [58, 50])):
        expected = [Passage(start, start + 3, "a\u00a0b") for start in starts]
        assert list(searched.hashed(digest("a b"), 3, near) or ()) == expected
        assert list(searched.respelled(" a  b\n", near)) == expected
        assert list(searched.similar(" a  b\n", near) or ()) == expected
        plain = Searched(text.replace("\u00a0", " "), {3: {digest("a b")}}, Effort())
        assert [one.start for one in plain.hashed(digest("a b"), 3, near) or ()] == starts
        assert plain.hashed(digest("a"), 1, near) == ()


@pytest.mark.parametrize("near", range(8))
@pytest.mark.parametrize("quote", ["a", "aa", "aab"])
def test_places_are_found_outwards_from_anywhere(quote: str, near: int) -> None:
    """Each once, overlapping ones too, the first and the last of the text included, against brute force."""
    text = "aabaaab"
    searched = Searched(text, {}, Effort())
    expected = sorted(
        (start for start in range(len(text)) if text.startswith(quote, start)), key=lambda one: (abs(one - near), one)
    )
    assert [one.start for one in searched.exact(quote, near)] == expected


def test_a_passage_prints_letters_of_any_script() -> None:
    """Only what cannot be seen is escaped."""
    assert str(Passage(0, 6, "войска")) == '[0, 6) "войска"'
    assert str(Passage(0, 7, "войска\n")).endswith('\\n"')


def test_passages_side_by_side_are_two() -> None:
    """What ends where the next begins does not overlap it."""
    found = Searched("(ab)(ab)", {}, Effort()).similar("(ab)", 0)
    assert found == (Passage(0, 4, "(ab)"), Passage(4, 8, "(ab)"))


@pytest.mark.parametrize(
    ("length", "hashing", "comparing"), [(10, 2 * 91, 100), (63, 2 * 38, 100), (64, 4 * 37, 200), (100, 4, 200)]
)
def test_what_a_search_costs(length: int, hashing: int, comparing: int) -> None:
    """A step for each window and each of the two spellings, or each character; twice that from 64 characters on."""
    quote, text = ("abcdefgh" * 13)[:length], "x" * 100
    for steps, found in ((hashing, ()), (hashing - 1, None)):
        assert Searched(text, {length: {digest(quote)}}, Effort(steps)).hashed(digest(quote), length, 0) == found
    for steps, found in ((comparing, ()), (comparing - 1, None)):
        assert Searched(text, {}, Effort(steps)).similar(quote, 0) == found


def test_a_search_is_paid_for_once() -> None:
    """All hashes of a length are sought in one pass, and what is longer than the text costs nothing."""
    one, other = digest("bcd"), digest("cde")
    searched = Searched("abcdef", {3: {one, other}, 7: {one}}, Effort(4))
    assert searched.hashed(one, 3, 0) == (Passage(1, 4, "bcd"),)
    assert searched.hashed(other, 3, 0) == (Passage(2, 5, "cde"),)
    assert searched.hashed(digest("abc"), 3, 0) is None
    assert searched.hashed(one, 7, 0) == ()


def test_a_hash_is_looked_for_in_characters_of_any_width() -> None:
    """Places count code points, whatever their bytes."""
    for letter in ("a", "é", "€", "😀", "\u07ff", "\u0800", "\uffff", "\U00010000", "\x7f", "\x80"):
        text = f"{letter * 3}войска{letter}"
        found = Searched(text, {6: {digest("войска")}}, Effort()).hashed(digest("войска"), 6, 0)
        assert found == (Passage(3, 9, "войска"),)


def test_what_is_too_different_is_gone_and_not_guessed() -> None:
    """Below the least similarity a passage is another one."""
    other = "up to 31 freight trains"
    assert 1 - _levenshtein(FOUND, other) / len(other) < passages.LEAST
    (claim, _) = reanchor(corpus(exact=True), {"d1": OLD.replace(FOUND, other)})
    assert (claim.state, claim.passages) == (AnchorState.GONE, ())


def test_the_nearest_of_several_places_comes_first() -> None:
    """Places are ordered by their distance from the recorded one, on either side."""
    text = f"{FOUND}; {OLD.replace(FOUND, 'x' * len(FOUND))} {FOUND}, {FOUND}"
    (claim, _) = reanchor(corpus(exact=True), {"d1": text})
    distances = [abs(place.start - claim.anchor.start) for place in claim.passages]
    assert claim.state is AnchorState.AMBIGUOUS
    assert len(distances) == 3
    assert distances == sorted(distances)


def test_a_hash_alone_finds_the_quote_letter_for_letter_and_no_more() -> None:
    """Where nobody knows what the quote said, it can be found again, and nothing similar can be sought."""
    made = corpus()
    for name, state in (("a line above", AnchorState.MOVED), ("twice", AnchorState.AMBIGUOUS)):
        assert {one.state for one in reanchor(made, {"d1": CHANGES[name][0]})} == {state}
    claim, denial = reanchor(made, {"d1": CHANGES["another figure"][0]})
    assert (claim.state, denial.state) == (AnchorState.GONE, AnchorState.GONE)


def test_a_hash_alone_finds_a_quote_in_a_text_that_was_typeset_since() -> None:
    """Curly quotation marks and hard spaces in place of straight ones and plain ones hide nothing."""
    text = OLD.replace("“", '"').replace("”", '"')
    made = corpus('said "at least 28 flights"', text=text)
    (claim, _) = reanchor(made, {"d1": f"New. {OLD}".replace(" ", "\u00a0")})
    assert claim.state is AnchorState.MOVED
    assert claim.passages[0].text == "said\u00a0“at\u00a0least\u00a028\u00a0flights”"


def test_the_wording_is_sought_where_the_quote_is_not_known() -> None:
    """It is part of the quote, mostly; the proposal says that something else was sought."""
    made = corpus("said “at least 28 flights” were", wording=FOUND)
    claim, denial = reanchor(made, {"d1": OLD.replace("said", "reported")})
    assert (claim.state, claim.sought) == (AnchorState.CHANGED, FOUND)
    assert [place.text for place in claim.passages] == [FOUND]
    assert 'its wording "at least 28 flights"' in str(claim)
    assert (denial.state, denial.sought) == (AnchorState.GONE, "")


def test_a_quote_that_was_not_sought_is_unknown_whatever_its_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search for the hash would take too long, something like the figure's wording says nothing."""
    made = corpus("said “at least 28 flights” were", wording=FOUND)
    text = OLD.replace("said", "reported") + "\n" * 1_000
    assert reanchor(made, {"d1": text})[0].state is AnchorState.CHANGED
    monkeypatch.setattr(passages, "_STEPS", 500)
    (claim, _) = reanchor(made, {"d1": text})
    assert (claim.state, claim.passages) == (AnchorState.UNKNOWN, ())


def test_the_text_as_it_was_tells_the_quote(tmp_path: Path) -> None:
    """With the old texts at hand, every quote is known, also those of denials."""
    (tmp_path / "old.txt").write_bytes(OLD.encode())
    now = {"d1": CHANGES["another figure"][0]}
    for before in (tmp_path, Texts(tmp_path)):
        assert {one.state for one in reanchor(corpus(), now, before=before)} == {AnchorState.CHANGED}
    (tmp_path / "old.txt").write_bytes(b"something else")
    assert {one.state for one in reanchor(corpus(), now, before=tmp_path)} == {AnchorState.GONE}


def test_a_proposal_is_an_anchor_of_the_text_as_it_is_now() -> None:
    """It carries place, hash and section, and its document the hash and length of the new text; nothing is changed."""
    text = CHANGES["a line above"][0]
    made = corpus(exact=True)
    before = repr(made), hash(made)
    (proposal, _) = reanchor(made, {"d1": text})
    assert proposal.proposed is not None
    start = text.index(FOUND)
    expected = Anchor.at(document(text), text, start, start + len(FOUND))
    assert proposal.proposed == attrs.evolve(expected, exact=FOUND)
    assert proposal.anchor == made.claims[0].anchors[0]
    assert (repr(made), hash(made)) == before
    assert "[18, 37)" not in str(proposal.proposed)


def test_nothing_is_proposed_where_there_is_no_one_place() -> None:
    """Ambiguous, gone and unknown quotes have no proposed anchor; the choice is the coder's."""
    for name in ("twice", "another text"):
        assert {one.proposed for one in reanchor(corpus(exact=True), {"d1": CHANGES[name][0]})} == {None}
    assert {(one.state, one.proposed) for one in reanchor(corpus(), {})} == {(AnchorState.UNKNOWN, None)}


def test_a_proposal_that_is_taken_verifies(tmp_path: Path) -> None:
    """Writing the proposed anchor into the file, and the new hash into the document, is all there is to do."""
    folder, texts = write(tmp_path / "corpus"), tmp_path / "texts"
    texts.mkdir()
    text = f"Corrected. {TEXT}"
    (texts / "d1.txt").write_bytes(text.encode())
    (proposal,) = reanchor(load_corpus(folder), texts)
    assert proposal.proposed is not None
    moved = FILES["claims/d1.toml"].replace(
        "start = 23, end = 34", f"start = {proposal.proposed.start}, end = {proposal.proposed.end}"
    )
    documents = FILES["documents.toml"].replace(digest(TEXT), digest(text)).replace(f"= {len(TEXT)}", f"= {len(text)}")
    assert not check_corpus(folder, texts=texts).ok
    report = check_corpus(write(folder, {"claims/d1.toml": moved, "documents.toml": documents}), texts=texts)
    assert (report.ok, report.anchors_verified) == (True, 1)


def test_a_corpus_whose_quotes_moved_can_be_loaded_to_find_them(tmp_path: Path) -> None:
    """Texts inside the corpus folder are looked into by default; `verify=False` leaves them closed."""
    folder = write(tmp_path, {"texts/d1.txt": f"Corrected. {TEXT}"})
    with pytest.raises(ValueError, match="has changed"):
        load_corpus(folder)
    (proposal,) = reanchor(load_corpus(folder, verify=False), folder / "texts")
    assert proposal.state is AnchorState.MOVED
    assert proposal.passages == (Passage(34, 45, QUOTE),)


def test_a_text_that_cannot_be_read_leaves_its_anchors_unknown(tmp_path: Path) -> None:
    """No UTF-8, gone since it was hashed, another name, no text at all: nothing is said about the quote."""
    (tmp_path / "d1.txt").write_bytes(b"\xff")
    assert {one.state for one in reanchor(corpus(), tmp_path)} == {AnchorState.UNKNOWN}
    (tmp_path / "d1.txt").write_bytes(b"x")
    held = Texts(tmp_path)
    (tmp_path / "d1.txt").unlink()
    assert {one.state for one in reanchor(corpus(), held)} == {AnchorState.UNKNOWN}
    assert {one.state for one in reanchor(corpus(), Texts(tmp_path))} == {AnchorState.UNKNOWN}


@pytest.mark.parametrize(("text", "got"), [(b"bytes", "a bytes"), (3, "3"), ([OLD], "a list")])
def test_texts_of_the_wrong_type_are_refused(text: object, got: str) -> None:
    """A mapping holds texts."""
    with pytest.raises(InvalidValueError, match=rf"^the text of d1 must be a str, got {got} \[E005\]$"):
        reanchor(corpus(), {"d1": text})  # type: ignore[dict-item]


@pytest.mark.parametrize("quote", [True, False], ids=["quote", "hash alone"])
def test_a_text_too_long_to_be_searched_leaves_its_anchors_unknown(
    monkeypatch: pytest.MonkeyPatch, *, quote: bool
) -> None:
    """What was not searched is not said to be gone."""
    monkeypatch.setattr(passages, "_STEPS", 50)
    found = reanchor(corpus(exact=quote), {"d1": "Nothing of it. " * 10})
    assert {(one.state, one.passages) for one in found} == {(AnchorState.UNKNOWN, ())}


@pytest.mark.parametrize("kind", ["same letter", "quotes all over", "other script", "long quote"])
def test_no_text_keeps_anybody_waiting(kind: str) -> None:
    """A megabyte of anything ends within seconds, whatever is sought in it."""
    quote = FOUND if kind != "long quote" else "a" * 5_000
    made = corpus(quote, text=f"{OLD} {quote}")
    unit = {"same letter": "a", "quotes all over": f"{FOUND[:-1]} ", "other script": "войска ", "long quote": "aaaaab"}
    started = time.process_time()
    reanchor(made, {"d1": unit[kind] * (1_000_000 // len(unit[kind]))})
    reanchor(attrs.evolve(made, denials=()), {"d1": unit[kind] * (1_000_000 // len(unit[kind]))})
    assert time.process_time() - started < 30


def _levenshtein(one: str, other: str) -> int:
    """The edit distance by its recurrence, a row at a time."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        above = row
        row = [place]
        for at, second in enumerate(other, 1):
            row.append(min(above[at] + 1, row[-1] + 1, above[at - 1] + (letter != second)))
    return row[-1]


_FEW = st.text("abc", min_size=1, max_size=9)


@given(_FEW, st.text("abc", max_size=12))
def test_distances_are_those_of_the_recurrence(quote: str, text: str) -> None:
    """Whole prefixes, or the best passage that ends at each place, against brute force."""
    assert list(_distances(quote, text, anywhere=False)) == [
        _levenshtein(quote, text[:end]) for end in range(1, len(text) + 1)
    ]
    assert list(_distances(quote, text, anywhere=True)) == [
        min(_levenshtein(quote, text[start:end]) for start in range(end + 1)) for end in range(1, len(text) + 1)
    ]


@given(
    st.text("ab 1.,“é\u00a0\ud800", max_size=40), st.text("ab 1.,“é\u00a0", min_size=1, max_size=8), st.integers(0, 60)
)
def test_what_is_found_stands_there(text: str, quote: str, near: int) -> None:
    """Every passage is what stands in the text at its place, and its similarity is a share."""
    sha256 = hashlib.sha256(quote.encode()).hexdigest()
    searched = Searched(text, {len(quote): {sha256}}, Effort())
    exact = searched.exact(quote, near)
    assert [place.start for place in exact] == sorted(
        (start for start in range(len(text)) if text.startswith(quote, start)),
        key=lambda start: (abs(start - near), start),
    )[: len(exact)]
    assert bool(exact) == (quote in text)
    found = (*exact, *searched.respelled(quote, near), *(searched.similar(quote, near) or ()))
    for place in (*found, *(searched.hashed(sha256, len(quote), near) or ())):
        assert text[place.start : place.end] == place.text
        assert passages.LEAST <= place.similarity <= 1
    if exact:
        assert searched.hashed(sha256, len(quote), near) == exact
