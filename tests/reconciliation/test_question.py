import copy
import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from osintclaims import Corpus, DenialKind, Estimate, Measurand, Source, reconcile, reconcile_all
from osintclaims.errors import InvalidValueError, ReconciliationError
from osintclaims.reconciliation import Status, Voices
from tests.reconciliation.figures import (
    BRITAIN,
    IN_TRAINING,
    KOREA,
    NEAR_BORDER,
    NIS,
    OFFICE,
    PEOPLE,
    RUSSIA,
    SENT,
    SOME,
    UKRAINE,
    denied,
    of,
    over,
    said,
)

SHELLS = Measurand(id="shells", label="Shells", unit="shell")
DAY = date(2024, 10, 20)


def test_the_measurand_may_be_left_out_where_there_is_no_choice() -> None:
    """Claims about one measurand, or about it and its parts, name it themselves."""
    assert reconcile([said("a", of(5))]).measurand == SENT
    assert reconcile([said("a", of(5)), said("b", of(3), KOREA, IN_TRAINING)]).measurand == SENT
    assert reconcile(Corpus(measurands=(SENT,))).measurand == SENT
    assert reconcile(Corpus(claims=(said("a", of(5)),), measurands=(SHELLS,))).measurand == SENT


def test_an_unclear_question_is_an_error() -> None:
    """Several measurands without a whole, or none, have to be named."""
    parts = [said("a", of(5), measurand=IN_TRAINING), said("b", of(3), measurand=NEAR_BORDER)]
    with pytest.raises(ReconciliationError, match="name the measurand: the claims are about in-training, near-border"):
        reconcile(parts)
    with pytest.raises(ReconciliationError, match="name the measurand: the claims are about none"):
        reconcile([])
    with pytest.raises(ReconciliationError, match="m0, m1, m2, m3, m4, m5, m6, m7, …"):
        reconcile(Corpus(measurands=tuple(Measurand(id=f"m{index}", label="M", unit=PEOPLE) for index in range(9))))


def test_an_unknown_measurand_is_an_error_with_a_hint() -> None:
    """A name that no measurand has is answered with the nearest one, or with those there are."""
    with pytest.raises(ReconciliationError, match='unknown measurand "in-trainin"; did you mean "in-training"'):
        reconcile([said("b", of(3), KOREA, IN_TRAINING)], "in-trainin")
    with pytest.raises(ReconciliationError, match='unknown measurand "shells"; there are sent'):
        reconcile(Corpus(claims=(said("a", of(5)),)), SHELLS)
    with pytest.raises(ReconciliationError, match="there are none"):
        reconcile([], "sent")


def test_claims_about_something_else() -> None:
    """Given alone they are an error; in a corpus they belong to other questions."""
    claims = [said("a", of(5)), said("b", Estimate.of(9, "shell"), measurand=SHELLS)]
    with pytest.raises(
        ReconciliationError,
        match=r"^claims about shells belong neither to sent nor to its parts; leave them out, or pass a Corpus$",
    ):
        reconcile(claims, SENT)
    assert [claim.id for claim in reconcile(Corpus(claims=tuple(claims)), "sent").claims] == ["a"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"claims": said("a", of(5))}, "claims are Claim objects in a list, or in a Corpus; this is of type Claim"),
        ({"claims": 3}, "this is of type int"),
        ({"claims": ["a"]}, "one of these is of type str"),
        ({"denials": denied("d")}, "denials are Denial objects in a list, or in a Corpus; this is of type Denial"),
        ({"denials": [said("a", of(5))]}, "one of these is of type Claim"),
        ({"claims": Corpus(claims=(said("a", of(5)),)), "denials": [None]}, "one of these is of type NoneType"),
        ({"measurand": 3}, "measurand is 3; give a Measurand or its id"),
    ],
)
def test_other_things_than_records(given: dict[str, Any], message: str) -> None:
    """What is no record, or no list of them, is an error that says what is wanted."""
    with pytest.raises(ReconciliationError, match=message):
        reconcile(**{"claims": [said("a", of(5))], **given})


@pytest.mark.parametrize(("count", "named"), [(8, "m0, m1, m2, m3, m4, m5, m6, m7"), (9, "m0, .*, m7, …")])
def test_a_message_names_eight_measurands(count: int, named: str) -> None:
    """More than eight are cut, and that is shown."""
    about = [Measurand(id=f"m{number}", label="L", unit=PEOPLE) for number in range(count)]
    with pytest.raises(ReconciliationError, match=f"^name the measurand: the claims are about {named}$"):
        reconcile([said(f"c{one.id}", of(5), measurand=one) for one in about])


def test_options_are_named_where_they_are_something_else() -> None:
    """The argument's name stands in the message."""
    with pytest.raises(InvalidValueError, match=r"^options must be an? Options, got "):
        reconcile_all(Corpus(claims=(said("a", of(5)),)), options=3)  # type: ignore[arg-type]


def test_a_part_may_be_asked_for() -> None:
    """Figures about the whole say nothing about the part."""
    corpus = Corpus(claims=(said("a", of(5_000)), said("b", of(3_000), KOREA, IN_TRAINING)))
    assert [claim.id for claim in reconcile(corpus, IN_TRAINING).claims] == ["b"]


def test_one_record_may_be_given_twice_but_not_two_of_one_id() -> None:
    """The same claim counts once; two different ones of one id are a mistake."""
    claim = said("a", of(5))
    assert reconcile([claim, claim, copy.copy(claim)]).claims == (claim,)
    with pytest.raises(ReconciliationError, match="two different records have the id a"):
        reconcile([claim, said("a", of(6))])
    with pytest.raises(ReconciliationError, match="two different records have the id d"):
        reconcile([claim], denials=[denied("d"), denied("d", BRITAIN)])


def test_claims_given_alone_must_fit_together() -> None:
    """Two sources of one id, or one origin replacing another's figure, would count wrongly: refused as in a corpus."""
    with pytest.raises(InvalidValueError, match="E301"):
        reconcile([said("a", of(5), NIS), said("b", of(5), Source(id="nis", name="NIS"))])
    with pytest.raises(InvalidValueError, match="E301"):
        reconcile([said("a", of(5)), said("b", of(5), measurand=Measurand(id="sent", label="Other", unit=PEOPLE))])
    with pytest.raises(InvalidValueError, match="E304"):
        reconcile([said("a", of(5), BRITAIN), said("b", of(6), RUSSIA, supersedes=("a",))])
    with pytest.raises(InvalidValueError, match="E303"):
        reconcile([said("a", of(5), supersedes=("b",)), said("b", of(6), supersedes=("a",))])


def test_references_to_claims_that_are_not_given_do_no_harm() -> None:
    """A selection of a corpus's claims can be reconciled, and is kept as it was given."""
    claims = (said("b", of(6), restates="a"), said("c", of(6), supersedes=("a", "b")), said("d", of(6), restates="b"))
    found = reconcile(claims)
    assert found.claims == claims
    assert {one.claim.id for one in found.excluded} == {"b", "d"}


def test_a_reference_that_leads_somewhere_is_checked() -> None:
    """A copy about another measurand is refused, also where it replaces a claim that is not given."""
    copy = said("b", of(5), UKRAINE, IN_TRAINING, restates="a", supersedes=("z",))
    with pytest.raises(InvalidValueError, match=r"b cannot restate a: it is about sent; .* here in-training \[E305\]$"):
        reconcile([said("a", of(5)), copy], SENT)


def test_one_reference_may_be_to_a_claim_that_is_given() -> None:
    """Of two references, the one that leads somewhere still counts: a copy is no further vote."""
    first = said("a", of(5))
    copy = said("b", of(5), restates="a", supersedes=("z",))
    assert [[claim.id for claim in vote.claims] for vote in reconcile([first, copy]).votes] == [["a", "b"]]


# --- denials ---------------------------------------------------------------------------------------------------------


def test_denials_stand_beside_the_numbers() -> None:
    """Who denies and who does not confirm is told apart, by organisation; no number changes."""
    spokesman = Source(id="spokesman", name="Spokesman", part_of=RUSSIA)
    against = [
        denied("d1", spokesman),
        denied("d2", RUSSIA, DenialKind.DISMISSAL),
        denied("d3", BRITAIN, DenialKind.NOT_VERIFIED),
    ]
    found, plain = reconcile([said("a", of(5))], denials=against), reconcile([said("a", of(5))])
    assert found.denied_by == (RUSSIA,)
    assert found.unconfirmed_by == (BRITAIN,)
    assert (found.spread.counts.denials, found.spread.counts.non_confirmations) == (2, 1)
    assert (found.low, found.best, found.high, found.plausible) == (plain.low, plain.best, plain.high, plain.plausible)


def test_which_denials_concern_a_measurand() -> None:
    """A flat denial of a whole is shown at its parts, never the reverse; other kinds stay where they are."""
    flat, partial = denied("d1"), denied("d2", kind=DenialKind.PARTIAL_DENIAL)
    of_part, of_claim = denied("d3", measurands=(IN_TRAINING,)), denied("d4", claims=("a",))
    corpus = Corpus(
        claims=(said("a", of(5_000)), said("b", of(3_000), KOREA, IN_TRAINING)),
        denials=(flat, partial, of_part, of_claim),
    )
    assert reconcile(corpus, SENT).denials == (flat, partial, of_claim)
    assert reconcile(corpus, IN_TRAINING).denials == (flat, of_part)
    assert reconcile(corpus, IN_TRAINING, denials=[denied("d5")]).denials == (flat, of_part, denied("d5"))
    given = reconcile(corpus.claims, SENT, denials=corpus.denials)
    assert given.denials == (flat, partial, of_claim)


def test_voices_are_counted_by_organisation_and_party() -> None:
    """Two offices of one government are one origin; two governments of one alliance, and one alone, are two parties."""
    assert Voices.of([NIS, OFFICE, KOREA, BRITAIN, RUSSIA]) == Voices(origins=3, parties=2)
    assert Voices.of([]) == Voices(origins=0, parties=0)


def test_denials_that_no_longer_stand() -> None:
    """Retracted ones, ones replaced by one that stands, and on an earlier day later and undated ones go."""
    early = denied("d1", on="2024-10-18")
    late = denied("d2", on="2024-11-01", supersedes=("d1",))
    claims = [said("a", of(5), on="2024-10-01")]
    against = [early, late, denied("d3", retracted=True), denied("d4", BRITAIN)]
    assert [one.id for one in reconcile(claims, denials=against).denials] == ["d2", "d4"]
    assert [one.id for one in reconcile(claims, denials=against, known_on=DAY).denials] == ["d1"]


def test_a_denial_may_be_replaced_by_one_about_something_else() -> None:
    """Who denied the whole and now denies a part alone does not deny the whole any more."""
    whole = denied("d1", on="2024-10-18")
    part = denied("d2", measurands=(IN_TRAINING,), on="2024-11-01", supersedes=("d1",))
    corpus = Corpus(claims=(said("a", of(5), on="2024-10-01"),), denials=(whole, part))
    assert reconcile(corpus, SENT).denials == ()
    assert reconcile(corpus, IN_TRAINING).denials == (part,)
    assert reconcile(corpus, SENT, known_on=DAY).denials == (whole,)


def test_a_counter_figure_votes_as_any_other() -> None:
    """The denier's own claim is a claim."""
    counter = said("c", of(100), RUSSIA)
    corpus = Corpus(
        claims=(said("a", of(5_000)), counter),
        denials=(denied("d", kind=DenialKind.COUNTER_FIGURE, claims=("a",), counter_claim="c"),),
    )
    found = reconcile(corpus)
    assert [vote.voice for vote in found.votes] == ["russia", "britain"]
    assert found.denied_by == (RUSSIA,)


def test_no_figures() -> None:
    """Who affirms and who denies is all there is where nobody gives a figure; a part affirms its whole."""
    found = reconcile([said("a", SOME, UKRAINE, IN_TRAINING)], SENT, denials=[denied("d")])
    assert (found.status, found.low, found.denied_by) == (Status.NO_FIGURES, None, (RUSSIA,))
    assert [claim.id for claim in found.affirmed_by] == ["a"]


def test_results_are_values() -> None:
    """A result can be compared, copied and pickled, and says which version made it."""
    found = reconcile([said("a", of(5)), said("b", over(3), KOREA)], denials=[denied("d")])
    assert pickle.loads(pickle.dumps(found)) == found == copy.deepcopy(found)  # noqa: S301 - our own bytes
    assert found != attrs.evolve(found, version="other")
    assert repr(found) == f"<Consensus sent: agreed, {found.summary()}>"
