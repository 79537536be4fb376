"""Ids and names that look alike and are not the same."""

import time
from typing import Any

import pytest

from osintclaims import Claim, InvalidValueError, Measurand, Source, claim, load_seed_corpus
from osintclaims.model import foreign, look_alikes
from osintclaims.model._letters import mixed, skeleton

#: Pairs that a reader takes for one another.
ALIKE = {
    "Cyrillic letters": ("Company", "\u0421om\u0440any"),
    "all of it Cyrillic": ("TACC", "\u0422\u0410\u0421\u0421"),
    "Greek letters": ("NATO", "\u039d\u0391\u03a4\u039f"),
    "full width": ("HUR", "\uff28\uff35\uff32"),
    "case": ("Reuters", "REUTERS"),
    "accents": ("Le Telegramme", "Le T\u00e9l\u00e9gramme"),
    "a composed letter": ("Café", "Cafe\u0301"),
    "spaces": ("The Times", "The\u00a0 Times"),
    "zero width": ("Reuters", "Reu\u200bters"),
    "soft hyphen": ("Reuters", "Reu\u00adters"),
    "a ligature": ("Official", "O\ufb03cial"),
    "digits": ("Unit 10", "Unit lO"),
    "rn and m": ("Bern", "Bem"),
}

#: Pairs that nobody takes for one another.
DIFFERENT = [
    ("Reuters", "Reuter"),
    ("Ministry of Defence", "Ministry of Defense"),
    ("\u0422\u0410\u0421\u0421", "TASS"),
    ("\u0418\u0432\u0430\u043d", "\u0412\u0430\u0441\u044f"),
    ("\u4e2d\u56fd", "\u4e2d\u56fe"),
    ("Unit 10", "Unit 11"),
]


def sources(*names: str, **more: Any) -> list[Source]:
    """Sources of these names."""
    return [Source(id=f"s-{letter}", name=name, **more) for letter, name in zip("abcdefgh", names, strict=False)]


@pytest.mark.parametrize("name", ALIKE)
def test_names_that_look_alike_are_found(name: str) -> None:
    """Two organisations of such names may be one voice counted twice: the later one is reported at its name."""
    found = [one for one in look_alikes(sources(*ALIKE[name])) if "two scripts" not in one.message]
    assert [(one.kind, one.id, one.field, one.code) for one in found] == [("source", "s-b", "name", "W306")]
    assert "s-a" in found[0].message
    assert str(found[0]).isprintable()


@pytest.mark.parametrize("pair", DIFFERENT, ids=range(len(DIFFERENT)))
def test_names_that_differ_are_left_alone(pair: tuple[str, str]) -> None:
    """Another letter is another name."""
    assert look_alikes(sources(*pair)) == ()


def test_names_within_one_organisation_are_one_voice_anyway() -> None:
    """A ministry and its press office may be called alike, and so may two that have the very same name."""
    ministry = Source(id="a", name="Ministry of Defence")
    assert look_alikes([ministry, Source(id="b", name="MINISTRY OF DEFENCE", part_of=ministry)]) == ()
    assert look_alikes(sources("Ministry of Defence", "Ministry of Defence")) == ()


def test_each_name_is_compared_with_all_before() -> None:
    """One that is like the second and of the first's organisation is reported beside the second."""
    first, second = sources("Reuters", "REUTERS")
    third = Source(id="s-c", name="reuters", part_of=first)
    hint = "if they are one, make it one source with an alias [W306]"
    assert list(map(str, look_alikes([first, second, third]))) == [
        f'source s-b: name: "REUTERS" looks like "Reuters", the name of s-a; {hint}',
        f'source s-c: name: "reuters" looks like "REUTERS", the name of s-b; {hint}',
    ]


def test_a_word_of_two_scripts_is_odd_by_itself() -> None:
    """Names of two scripts are none, as long as each word is of one."""
    (found,) = look_alikes(sources("\u0421ompany"))
    assert str(found) == (
        'source s-a: name: letters of two scripts in "\u0421ompany": '
        "U+0421 CYRILLIC CAPITAL LETTER ES looks like c and is not; write the word in one script [W306]"
    )
    fine = ("\u0426\u0410\u0425\u0410\u041b (IDF)", "\u0391\u03b8\u03ae\u03bd\u03b1 News", "café")
    assert look_alikes(sources(*fine)) == ()
    assert (mixed("\u0421ompany"), mixed("Company"), mixed("café")) == ("\u0421ompany", "", "")
    assert mixed("\u042fndex") == ""  # looks like no Latin letter
    assert mixed("\U00017000\u0430") == ""  # has no name in Unicode's data


def test_ids_of_one_kind_that_look_alike_are_found() -> None:
    """0 and o, 1 and l, rn and m; a claim and a source may be called alike."""
    claims: list[Claim] = [claim("T", "5 soldiers", by="HUR", id=id_) for id_ in ("a-1", "a-l", "b0", "bo", "c1")]
    measurands = [Measurand(id=id_, label=id_, unit="person") for id_ in ("bern", "bem", "c1")]
    records: list[Claim | Measurand | Source] = list(claims)
    records.extend(measurands)
    records.append(Source(id="a-1", name="A"))
    found = look_alikes(records)
    hint = "if they are two, tell them apart by another id [W306]"
    assert list(map(str, found)) == [
        f'claim a-l: id: "a-l" looks like "a-1"; {hint}',
        f'claim bo: id: "bo" looks like "b0"; {hint}',
        f'measurand bem: id: "bem" looks like "bern"; {hint}',
    ]


def test_the_seed_corpus_has_none() -> None:
    """Names coded with care give no warning."""
    corpus = load_seed_corpus()
    things = (corpus.sources, corpus.documents, corpus.measurands, corpus.claims, corpus.denials)
    assert [look_alikes(records) for records in things] == [()] * len(things)


@pytest.mark.parametrize("name", ["Same", "Same {n}"])
def test_time_grows_with_the_number_of_sources_alone(name: str) -> None:
    """Twenty thousand sources of one look, each of its own organisation, end within seconds."""
    started = time.process_time()
    many = [Source(id=f"s{n}", name=name.replace("{n}", "\u200b" * (n % 7) + str(n))) for n in range(20_000)]
    look_alikes(many)
    assert time.process_time() - started < 20


def test_what_is_no_record_is_refused() -> None:
    """The first thing of another type is named."""
    with pytest.raises(InvalidValueError, match=r"each of records must be a Source or .*, got the string"):
        look_alikes(["a"])  # type: ignore[list-item]


def test_letters_are_named_once() -> None:
    """The first letter that is none of ours, or nothing; accents and other scripts look like themselves."""
    assert foreign("h\u0443\u0440") == "U+0443 CYRILLIC SMALL LETTER U looks like y and is not"
    assert foreign("\uff11") == "U+FF11 FULLWIDTH DIGIT ONE looks like 1 and is not"
    assert (foreign("hur"), foreign("café"), foreign("\u4e2d"), foreign("")) == ("", "", "", "")
    assert skeleton("  A \u00a0 B ") == "a b"
