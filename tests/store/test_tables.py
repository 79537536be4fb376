"""Corpora as plain tables, for whoever reads and writes other formats."""

import re
from typing import Any

import attrs
import pytest

from osintclaims import Corpus, Estimate, Hedge, InvalidValueError, Measurand, Modality, Source, When, claim
from osintclaims.store import (
    CorpusError,
    RecordReader,
    corpus_from_tables,
    corpus_tables,
    record_schemas,
    record_tables,
)

A, B = Source(id="a", name="A"), Source(id="b", name="B")
TOLD = claim("T", Estimate.about(3, "person"), by=A, id="c1")


def place(path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line 7, and a column that tells how far in a value stands."""
    return 7, len(path)


#: Tables, and what is said about them.
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a title that is a number": (
        {"title": 3},
        ['x.json:7: title: a string is wanted, got the integer 3; write "3" [E005]'],
    ),
    "a licence that cannot be stored": (
        {"licence": "\ud800"},
        ["x.json:7: licence: licence holds the control character U+D800 at position 0; remove it [E109]"],
    ),
    "a misspelt key": ({"titel": "x"}, ["x.json:7: titel: unknown key titel; did you mean title? [E003]"]),
    "another key": (
        {"zzz": "x"},
        [
            (
                "x.json:7: zzz: unknown key zzz; known are title, licence, source, measurand, document, claim, denial "
                "[E003]"
            )
        ],
    ),
    "claims that are none": (
        {"claim": 3},
        ["x.json:7: claim: an array is wanted, got the integer 3; one table for each claim [E005]"],
    ),
    "claims that are none, and a denial of one": (
        {
            "claim": 3,
            "denial": [{"id": "x", "chain": ["a"], "kind": "dismissal", "claims": ["c"]}],
            "source": [{"id": "a", "name": "A"}],
        },
        ["x.json:7: claim: an array is wanted, got the integer 3; one table for each claim [E005]"],
    ),
    "a record that is none, and one twice": (
        {"source": [3, {"id": "a", "name": "A"}, {"id": "a", "name": "B"}, {"id": 3}]},
        [
            "x.json:7: source[0]: a table is wanted, got the integer 3 [E005]",
            "x.json:7: source[3]: name is missing; give it [E004]",
            (
                "x.json:7: source[2].id: duplicate source id a (first at x.json:7); "
                "give each source an id of its own [E301]"
            ),
            'x.json:7: source[3].id: a string is wanted, got the integer 3; write "3" [E005]',
        ],
    ),
    "names that stand nowhere": (
        {"claim": [{"id": "c", "measurand": "m", "chain": ["b"], "estimate": {"about": 3}}]},
        [
            'x.json:7: claim[0].measurand: unknown measurand "m" [E302]',
            'x.json:7: claim[0].chain[0]: unknown source "b" [E302]',
        ],
    ),
    "ids that are no texts": (
        {"source": [{"id": 3, "name": "A"}, {"id": 3, "name": "A"}, {"id": [], "name": "A"}]},
        [
            *(
                f'x.json:7: source[{place}].id: a string is wanted, got the integer 3; write "3" [E005]'
                for place in range(2)
            ),
            "x.json:7: source[2].id: a string is wanted, got an array [E005]",
        ],
    ),
    "another's counter figure": (
        {
            "source": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
            "measurand": [{"id": "m", "label": "M", "unit": "person"}],
            "claim": [{"id": "c", "measurand": "m", "chain": ["a"], "estimate": {"about": 3}}],
            "denial": [{"id": "x", "chain": ["b"], "kind": "counter_figure", "claims": ["c"], "counter_claim": "c"}],
        },
        [
            (
                "x.json:7: denial[0].counter_claim: c is a claim of a, the denial is of b; "
                "a counter figure is the denier's own claim [E304]"
            )
        ],
    ),
    "parts in a circle": (
        {
            "measurand": [
                {"id": "a", "label": "A", "unit": "person"},
                {"id": "b", "label": "B", "unit": "person", "part_of": ["a"]},
                {"id": "c", "label": "C", "unit": "person", "part_of": ["b"], "sum_of": ["a"]},
            ],
        },
        [
            (
                "x.json:7: measurand[0]: cycle through part_of and sum_of: a → c → b → a; "
                "a quantity cannot be part of itself [E303]"
            )
        ],
    ),
    "claims in a circle": (
        {
            "source": [{"id": "a", "name": "A"}],
            "measurand": [{"id": "m", "label": "M", "unit": "person"}],
            "claim": [
                {"id": one, "measurand": "m", "chain": ["a"], "estimate": {"about": 3}, "restates": other}
                for one, other in ("cd", "dc")
            ],
        },
        ["x.json:7: claim[0].restates: restates cycle: c → d → c; remove one of them [E303]"],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place(case: str) -> None:
    """Everything in one pass, with file, line and key, in order of places."""
    tables, messages = WRONG[case]
    with pytest.raises(CorpusError) as caught:
        corpus_from_tables(tables, file="x.json", find=place)
    assert list(map(str, caught.value.problems)) == messages
    assert {one.severity for one in caught.value.problems} == {"error"}


def test_tables_there_and_back() -> None:
    """Kinds in the order in which they name one another, each record after those that it names."""
    whole = Measurand(id="z", label="Z", unit="person")
    part = Measurand(id="b", label="B", unit="person", part_of=(whole,))
    total = Measurand(id="a", label="A", unit="person", sum_of=(part,))
    low = Source(id="a1", name="A1", part_of=Source(id="a2", name="A2", part_of=A))
    corpus = Corpus(title="T", licence="MIT", sources=(low, B), measurands=(total,), claims=(TOLD,))
    tables = corpus_tables(corpus)
    assert list(tables) == ["title", "licence", "source", "measurand", "claim"]
    assert [table["id"] for table in tables["source"]] == ["a", "a2", "a1", "b"]
    assert [table["id"] for table in tables["measurand"]] == ["z", "b", "a", "t"]
    assert tables["claim"] == [
        {"id": "c1", "measurand": "t", "estimate": {"about": 3}, "chain": [{"source": "a", "act": "said"}]}
    ]
    assert [kind for kind, _ in record_tables(corpus)] == ["source"] * 4 + ["measurand"] * 4 + ["claim"]
    assert corpus_from_tables(tables, file="x", find=place) == corpus


def plain(value: Any) -> bool:
    """Whether a value is of the types that every format knows."""
    if type(value) is dict:
        return all(type(key) is str and plain(one) for key, one in value.items())
    return type(value) in {str, int, float, bool} or (type(value) is list and all(map(plain, value)))


def test_tables_hold_plain_values() -> None:
    """Members of enumerations and dates are their texts, whatever class they have in the model."""
    figure = Estimate(unit="person", low=1, high=3, hedge=Hedge.AT_LEAST)
    record = attrs.evolve(TOLD, estimate=figure, modality=Modality.PLAN, as_of=When("2024"))
    tables = corpus_tables(Corpus(claims=(record,)))
    assert plain(tables)
    assert tables["claim"][0]["estimate"] == {"low": 1, "high": 3, "hedge": "at_least"}


def test_records_one_by_one() -> None:
    """Each may name those before it; what is wrong has the line that was given, and column 1."""
    reader = RecordReader()
    assert reader.read("source", {"id": "a", "name": "A"}, file="x.jsonl", line=1) == A
    wrong: list[tuple[str, Any, list[str]]] = [
        (
            "source",
            {"id": "a", "name": "B"},
            ["x.jsonl:9: source.id: duplicate source id a; give each source its own [E301]"],
        ),
        (
            "source",
            {"id": "b", "nam": "B"},
            [
                "x.jsonl:9: source.nam: unknown key nam; did you mean name? [E003]",
                "x.jsonl:9: source: name is missing; give it [E004]",
            ],
        ),
        ("sorce", {}, ["x.jsonl:9: sorce: unknown key sorce; did you mean source? [E003]"]),
        ("source", 3, ["x.jsonl:9: source: a table is wanted, got the integer 3 [E005]"]),
        (
            "document",
            {"id": "d", "publisher": "b"},
            ['x.jsonl:9: document.publisher: unknown source "b" [E302]'],
        ),
    ]
    for kind, table, messages in wrong:
        with pytest.raises(CorpusError) as caught:
            reader.read(kind, table, file="x.jsonl", line=9)
        assert list(map(str, caught.value.problems)) == messages
        assert {(one.line, one.column, one.severity) for one in caught.value.problems} == {(9, 1, "error")}
    measurand = reader.read("measurand", {"id": "t", "label": "T", "unit": "person"}, file="x.jsonl", line=2)
    table = {"id": "c1", "measurand": "t", "estimate": {"about": 3}, "chain": ["a"]}
    for _ in range(2):  # claims are not kept: that each stands once, a corpus says
        told = reader.read("claim", table, file="x.jsonl", line=3)
        assert attrs.asdict(told, recurse=False)["measurand"] is measurand
        denial = {"id": "x1", "kind": "dismissal", "chain": ["a"], "claims": ["c1"]}
        assert reader.read("denial", denial, file="x.jsonl", line=4).id == "x1"


def test_a_reader_keeps_to_itself() -> None:
    """What one has read is unknown to another."""
    RecordReader().read("source", {"id": "a", "name": "A"}, file="x", line=1)
    with pytest.raises(CorpusError, match='unknown source "a"'):
        RecordReader().read("document", {"id": "d", "publisher": "a"}, file="x", line=1)


def null(schema: dict[str, Any]) -> dict[str, Any]:
    """A value, or none."""
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str, **more: Any) -> dict[str, Any]:
    """What is described elsewhere."""
    return {"$ref": f"#/$defs/{name}", **more}


def several(items: dict[str, Any]) -> dict[str, Any]:
    """Different ones, in any order."""
    return {"type": "array", "items": items, "uniqueItems": True}


ID, TEXT, WORDS, DATE, FLAG = ref("id"), ref("text"), ref("text", pattern="\\S"), ref("date"), {"type": "boolean"}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$(?!\\n)"}
ANCHORS = {"type": "array", "items": ref("anchor")}
NUMBER = {"type": "number", "minimum": -(10**18), "maximum": 10**18}
PAIR = {"type": "array", "minItems": 2, "maxItems": 2, "items": NUMBER}


def whole(least: int) -> dict[str, Any]:
    """A whole number of at least so many."""
    return {"type": "integer", "minimum": least, "maximum": 10**18}


#: Keys of each record but those of closed vocabularies, and those that are needed.
KEYS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "source": (
        {"id": ID, "name": WORDS, "aliases": several(WORDS), "part_of": null(ID), "party": null(WORDS)}
        | {"wikidata": null(ref("text", pattern="^Q[1-9][0-9]{0,17}$(?!\\n)"))},
        ["id", "name"],
    ),
    "measurand": (
        {"id": ID, "label": WORDS, "unit": TEXT, "population": TEXT, "state": TEXT, "place": TEXT}
        | {"period": null(DATE), "part_of": several(ID), "sum_of": several(ID)},
        ["id", "label", "unit"],
    ),
    "document": (
        {"id": ID, "publisher": ID, "published": null(DATE), "title": TEXT, "url": null(WORDS)}
        | {"archived_url": null(WORDS), "language": WORDS, "sha256": null(SHA256), "retrieved": null(DATE)}
        | {"characters": null(whole(1))},
        ["id", "publisher"],
    ),
    "claim": (
        {"id": ID, "measurand": ID, "estimate": ref("estimate"), "chain": ref("chain"), "as_of": null(DATE)}
        | {"recorded_on": null(DATE), "likelihood": null(WORDS), "anchors": ANCHORS, "anchor": ref("anchor")}
        | {"restates": null(ID), "supersedes": several(ID), "retracted": FLAG, "coder": TEXT, "notes": TEXT}
        | {"tags": several(WORDS)},
        ["id", "measurand", "estimate", "chain"],
    ),
    "denial": (
        {"id": ID, "chain": ref("chain"), "measurands": several(ID), "claims": several(ID), "said_on": null(DATE)}
        | {"counter_claim": null(ID), "anchors": ANCHORS, "anchor": ref("anchor"), "explicit": FLAG}
        | {"supersedes": several(ID), "retracted": FLAG, "notes": TEXT},
        ["id", "chain", "kind"],
    ),
    "link": ({"source": ID, "cue": TEXT, "said_on": null(DATE), "document": null(ID)}, ["source"]),
    "anchor": (
        {"document": ID, "start": whole(0), "end": whole(1), "sha256": SHA256, "exact": TEXT},
        ["document", "start", "end", "sha256"],
    ),
    "estimate": (
        dict.fromkeys(("figure", "exactly", "at_least", "more_than", "at_most", "up_to", "less_than", "about"), NUMBER)
        | {"nearly": NUMBER, "just_over": NUMBER, "vague": WORDS, "between": PAIR, "plus_minus": PAIR}
        | dict.fromkeys(("low", "best", "high"), NUMBER | {"type": ["number", "null"]})
        | {"low_open": FLAG, "high_open": FLAG, "unit": {"type": "string"}, "wording": TEXT},
        [],
    ),
}


@pytest.mark.parametrize("kind", KEYS)
def test_the_schema_of_a_record(kind: str) -> None:
    """Each key with its form, which of them are needed, and no others; closed vocabularies list their values."""
    keys, needed = KEYS[kind]
    made = record_schemas()[kind]
    listed = {key: form for key, form in made["properties"].items() if "enum" in (*form, *form.get("anyOf", ({},))[0])}
    assert made["properties"] == keys | listed
    assert all(set(form.get("anyOf", [form])[0]) == {"enum"} for form in listed.values())
    assert made.get("required", []) == needed
    assert (made["type"], made["additionalProperties"]) == ("object", False)


def test_what_a_schema_says_beside_its_keys() -> None:
    """One anchor or several; one way of saying a figure, or its numbers; a chain of ids and links."""
    made = record_schemas()
    assert list(made) == [
        *("source", "measurand", "document", "claim", "denial"),
        *("text", "id", "date", "link", "anchor", "chain", "estimate"),
    ]
    for kind in ("claim", "denial"):
        assert made[kind]["not"] == {"required": ["anchor", "anchors"]}
    assert made["chain"] == {"type": "array", "items": {"anyOf": [ID, ref("link")]}, "minItems": 1}
    assert made["id"] == {"type": "string", "pattern": "^[a-z0-9](?:-?[a-z0-9])*$(?!\\n)", "maxLength": 64}
    said = [key for key in made["estimate"]["properties"] if key in KEYS["estimate"][0]][:13]
    raw = ["low", "best", "high", "low_open", "high_open", "hedge"]
    assert made["estimate"]["oneOf"] == [
        *({"required": [key]} for key in said),
        {"anyOf": [{"required": [key]} for key in raw]},
    ]
    assert made["claim"]["properties"]["credibility"] == null({"enum": [1, 2, 3, 4, 5, 6]})
    assert made["estimate"]["properties"]["hedge"]["enum"][:3] == ["bare", "exact", "more_than"]
    assert (made["date"]["type"], made["text"]["type"]) == ("string", "string")
    assert made["date"]["description"] == (
        "a date of the Extended Date/Time Format: 2024, 2024-10, 2024-10-17~, 197X, a/b, ../b, a/.."
    )


DATES = (
    "2024",
    "2024-10",
    "2024-10-17",
    "197X",
    "2024-10-XX",
    "2024-10-17~",
    "2024?/2025~",
    "2024%",
    "../2024",
    "2024/..",
)
NO_DATES = (
    *(
        "",
        "24",
        "2024-1",
        "2024-10-17T10",
        "2024-10-17 ",
        " 2024",
        "2024\n",
        "2024/2025/2026",
        "../..",
        "..2024",
        "2024..",
    ),
    *("20241017", "1980s", "-2024", "2024-10-17-01", "2024~~", "/2024", "2024/", "xx/2024", "2024/xx"),
)


@pytest.mark.parametrize("text", DATES + NO_DATES, ids=ascii)
def test_the_form_of_a_date_is_that_of_dates(text: str) -> None:
    """The schema takes the text of a date, as the model does, and no text of another form."""
    assert (re.search(record_schemas()["date"]["pattern"], text) is not None) == (text in DATES)
    if text in DATES:
        assert str(When(text)) == text
    else:
        with pytest.raises(InvalidValueError):
            When(text)


@pytest.mark.parametrize(
    "text", ["", "a", "a\tb\r\nc", "войска\u0085", "\x00", "a\x1b", "\x7f", "\u202e", "\u2066", "\ud800"]
)
def test_the_form_of_a_text_is_what_a_record_may_hold(text: str) -> None:
    """Control characters but tab and line breaks, overrides of direction and lone surrogates are refused by both."""
    try:
        attrs.evolve(TOLD, notes=text)
    except InvalidValueError:
        is_held = False
    else:
        is_held = True
    assert (re.search(record_schemas()["text"]["pattern"], text) is not None) == is_held


def test_tables_of_something_else() -> None:
    """An argument of the wrong type is named."""
    with pytest.raises(InvalidValueError, match=r"^corpus must be a Corpus, got a dict \[E005\]$"):
        corpus_tables({})  # type: ignore[arg-type]
