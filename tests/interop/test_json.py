"""JSON and JSON Lines, and their schema."""

import json as standard
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import (
    Corpus,
    CorpusError,
    Estimate,
    ExchangeError,
    Problem,
    claim,
    load_seed_corpus,
    reconcile,
    reconcile_all,
)
from osintclaims.interop import evidence, export, json, jsonl, load, schema
from osintclaims.interop._form import FORMAT, document_of, migrated
from osintclaims.interop._json_text import Places, parse_json
from osintclaims.store import RecordReader, corpus_tables
from osintclaims.testing import corpora
from tests.store.corpora import SLOW

SEEDS = load_seed_corpus()
BOTH = corpora()


def _validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


VALID = _validator()


class TestRoundTrips:
    @given(BOTH)
    @SLOW
    def test_json_carries_everything(self, corpus: Corpus) -> None:
        """loads(dumps(c)) == c, equal corpora give equal texts, and the schema accepts them."""
        text = json.dumps(corpus)
        assert json.loads(text) == corpus
        assert json.dumps(json.loads(text)) == text
        assert VALID.is_valid(standard.loads(text))

    @given(BOTH)
    @SLOW
    def test_json_lines_carry_everything(self, corpus: Corpus) -> None:
        """At once, or one record at a time."""
        assert jsonl.loads(jsonl.dumps(corpus)) == corpus
        streamed = list(jsonl.records(jsonl.lines(corpus)))
        assert len(streamed) == sum(map(len, (corpus.sources, corpus.documents, corpus.measurands))) + len(
            corpus.claims
        ) + len(corpus.denials)
        assert [one for one in streamed if one in corpus.claims] == list(corpus.claims)

    def test_files(self, tmp_path: Path) -> None:
        """Both extensions are known; the keys are those of a corpus folder."""
        for name in ("a.json", "a.jsonl"):
            export(SEEDS, tmp_path / name)
            assert load(tmp_path / name) == SEEDS
        document = standard.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert {key: value for key, value in document.items() if key != "format"} == corpus_tables(SEEDS)


class TestResults:
    def test_everything_of_a_result_is_there(self) -> None:
        """Votes, exclusions, options, version; and the claims, from which the same result follows again."""
        result = reconcile(SEEDS, "dprk-troops-sent-2024-autumn")
        text = json.dumps(result)
        assert not {"NaN", "Infinity"} & set(text.replace(",", " ").split())
        document = standard.loads(text)
        (written,) = document["result"]
        assert written["best"] == result.best
        assert written["version"] == result.version
        assert len(written["votes"]) == len(result.votes)
        assert {one["claim"]: one["reason"] for one in written["excluded"]} == {
            one.claim.id: one.reason.value for one in result.excluded
        }
        assert written["options"]["method"] == "interval_median"
        assert written["options"]["profile"]["name"] == "default"
        assert any(vote["high"] is None for vote in written["votes"])
        assert {*written} >= {field.name for field in attrs.fields(type(result))}
        again = reconcile(json.loads(text), result.measurand.id)
        assert (again.best, again.plausible, again.votes) == (result.best, result.plausible, result.votes)

    @given(corpora())
    @SLOW
    def test_every_result_fits_the_schema_and_can_be_loaded(self, corpus: Corpus) -> None:
        """Whatever the claims are; what the results rest on is a corpus."""
        overview = reconcile_all(corpus)
        text = json.dumps(overview)
        assert VALID.is_valid(standard.loads(text))
        assert json.loads(text) == evidence(*overview)

    def test_other_things_have_no_json(self) -> None:
        """Only corpora and results do."""
        with pytest.raises(ExchangeError, match="int is no corpus"):
            document_of(3)  # type: ignore[arg-type]

    def test_a_counter_figure_that_no_result_looked_at_takes_its_denial_along(self) -> None:
        """A denial without its counter claim would be another kind of denial."""
        result = reconcile(SEEDS, "dprk-troops-sent-2024-autumn")
        kept = evidence(result)
        ids = {one.id for one in kept.claims}
        assert all(one.counter_claim is None or one.counter_claim in ids for one in kept.denials)
        assert all(set(one.claims) <= ids for one in kept.denials)


def _document(**records: Any) -> dict[str, Any]:
    said = claim("Flights", Estimate.at_least(28, "flight"), by="HUR", id="c1")
    made: dict[str, Any] = standard.loads(json.dumps(Corpus(claims=(said,))))
    return made | records


class TestProblems:
    def test_each_problem_has_its_line(self) -> None:
        """All of them at once, as in a corpus folder."""
        text = json.dumps(SEEDS).replace('"more_than"', '"moore_than"', 1).replace('"id": "hur"', '"id": "hurr"', 1)
        with pytest.raises(CorpusError) as caught:
            json.loads(text, file="mine.json")
        lines = text.split("\n")
        for problem in caught.value.problems:
            assert problem.file == "mine.json"
            assert problem.line > 1
        (unknown,) = [problem for problem in caught.value.problems if problem.code == "E003"]
        assert "moore_than" in lines[unknown.line - 1]
        assert lines[unknown.line - 1][unknown.column - 1 :].startswith('"moore_than"')

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "E001"),
            ("{", "E001"),
            ('{"format": "osintclaims-json/1", "title": NaN}', "E106"),
            ('{"format": "osintclaims-json/1",\n "format": "x"}', "E001"),
            ('{"a": [{"b": 1, "b": 2}]}', "E001"),
            ("[" * 100_000, "E008"),
            ('{"a": ' + "9" * 5_000 + "}", "E007"),
            ("[]", "E005"),
            ("{}", "E004"),
            ('{"format": "osintclaims-json/99"}', "E006"),
            ('{"format": ["osintclaims-json/1"]}', "E006"),
            ('{"format": {}}', "E006"),
            ('{"format": "osintclaims-json/1", "title": 3}', "E005"),
            ('{"format": "osintclaims-json/1", "title": "\\u0007"}', "E109"),
            ('{"format": "osintclaims-json/1", "claims": []}', "E003"),
            ('{"format": "osintclaims-json/1", "claim": {}}', "E005"),
            ('{"format": "osintclaims-json/1", "claim": [3]}', "E005"),
            ('{"format": "osintclaims-json/1", "source": [{"id": "a", "name": "\\ud800"}]}', "E109"),
        ],
    )
    def test_what_is_wrong_is_said(self, text: str, code: str) -> None:
        """Hostile and careless texts give problems, never a traceback or a partial corpus."""
        with pytest.raises(CorpusError) as caught:
            json.loads(text)
        assert caught.value.problems[0].code == code

    @pytest.mark.parametrize(
        ("text", "key", "line"),
        [
            ('{"a": 1,\n "a": 2}]', "a", 2),
            ('{"a": 1,\n "a": 2}, {oops', "a", 2),
            ('{"b": {"a": 1,\n "a": 2},\n oops: 3', "a", 2),
            ('{"a": 1,\n "a": {"b": 1,\n "b": 2}}', "a", 2),
        ],
    )
    def test_a_key_twice_is_placed_before_all_that_is_wrong_behind_it(self, text: str, key: str, line: int) -> None:
        """The first of several, with its own name and line, although nobody has read the text behind it."""
        with pytest.raises(CorpusError) as caught:
            json.loads(text)
        (problem,) = caught.value.problems
        assert (problem.code, problem.line) == ("E001", line)
        assert f"key {key!r} stands twice" in problem.message

    def test_whole_numbers_may_have_a_point(self) -> None:
        """JSON does not tell 5.0 from 5, and neither does the schema."""
        said = claim("Flights", Estimate.at_least(28, "flight"), by="HUR", id="c1")
        text = json.dumps(Corpus(claims=(said,)))
        assert json.loads(text.replace("28", "28.0")) == json.loads(text)
        assert parse_json("[1e400]", file="a")[0] == float("inf")

    @pytest.mark.parametrize(
        ("lines", "line", "code"),
        [
            ([], 1, "E004"),
            (["", ""], 2, "E004"),
            (['{"title": "a"}'], 1, "E006"),
            (["[]"], 1, "E006"),
            (['{"format": "osintclaims-json/1", "claim": "a"}', '{"claim": {}}'], 1, "E003"),
            (['{"format": "osintclaims-json/1", "heading": "a"}'], 1, "E003"),
            (['{"format": "osintclaims-json/1", "title": "a"}', '{"title": {}}'], 2, "E003"),
            (['{"format": "osintclaims-json/1"}', '{"licence": {}}'], 2, "E003"),
            (['{"format": "osintclaims-json/1"}', "", "[]"], 3, "E005"),
            (['{"format": "osintclaims-json/1"}', '{"claim": {}, "source": {}}'], 2, "E005"),
            (['{"format": "osintclaims-json/1"}', "{"], 2, "E001"),
            (['{"format": "osintclaims-json/1"}', '{"clam": {}}'], 2, "E003"),
            (['{"format": "osintclaims-json/1"}', '{"source": {"id": "A", "name": "n"}}'], 2, "E301"),
        ],
    )
    def test_lines_are_checked_one_by_one(self, lines: list[str], line: int, code: str) -> None:
        """The number of the line, at once and while streaming."""
        for read in (lambda: jsonl.loads("\n".join(lines)), lambda: list(jsonl.records(lines))):
            with pytest.raises(CorpusError) as caught:
                read()
            assert (caught.value.problems[0].line, caught.value.problems[0].code) == (line, code)

    def test_a_stream_names_what_came_before(self) -> None:
        """A reference to what comes later, or an id that stands twice, is a problem."""
        head = f'{{"format": "{FORMAT}"}}'
        twice = '{"source": {"id": "a", "name": "A"}}'
        with pytest.raises(CorpusError, match="duplicate source id a"):
            list(jsonl.records([head, twice, twice]))
        document = '{"document": {"id": "d", "publisher": "a"}}'
        with pytest.raises(CorpusError, match="unknown source"):
            list(jsonl.records([head, document]))
        assert [one.id for one in jsonl.records([head, twice, document])] == ["a", "d"]
        with pytest.raises(CorpusError, match="unknown key"):
            RecordReader().read("thing", {}, file="a", line=1)

    def test_places(self) -> None:
        """Keys and elements, in any layout; what is not there is found at what is around it."""
        text = '{"a": [1, {"b\\n": "[{"}],\n "c": {"d": null}}'
        places = Places(text)
        assert [places.find(path) for path in ((), ("a",), ("a", 1, "b\n"), ("c", "d"), ("c", "x"))] == [
            (1, 1),
            (1, 2),
            (1, 12),
            (2, 8),
            (2, 2),
        ]

    def test_older_forms_become_the_present_one(self) -> None:
        """Step by step: each migration knows the next form alone."""
        steps = {
            "osintclaims-json/-1": lambda old: {**old, "format": "osintclaims-json/0", "steps": 1},
            "osintclaims-json/0": lambda old: {**old, "format": FORMAT, "steps": old["steps"] + 1},
        }
        assert migrated({"format": "osintclaims-json/-1"}, steps) == {"format": FORMAT, "steps": 2}
        assert migrated({"format": FORMAT}, steps) == {"format": FORMAT}


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of everything in a document."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*path, key))


#: What a loader refuses for reasons that stand in another record, or in the meaning of words: no schema knows them.
MEANING = frozenset(
    {"E101", "E102", "E103", "E104", "E105", "E107", "E108", "E110", "E202", "E203", "E302", "E303", "E304", "E305"}
    | {"E306", "E401", "E402", "E501", "E502", "E601", "E602"}
)


def _faults(text: str) -> tuple[Problem, ...]:
    """What the loader says against a text."""
    try:
        json.loads(text)
    except CorpusError as error:
        return error.problems
    return ()


def _is_of_meaning(code: str, message: str) -> bool:
    """Of ids the schema knows the form, and not that each stands once."""
    return code in MEANING or (code == "E301" and ("duplicate" in message or "own name" in message))


class TestSchema:
    @given(BOTH, st.data())
    @SLOW
    def test_schema_and_loader_agree_on_bad_corpora(self, corpus: Corpus, data: st.DataObject) -> None:
        """What the schema refuses the loader refuses; what the loader refuses for its form, the schema refuses, too."""
        document = standard.loads(json.dumps(corpus))
        path = data.draw(st.sampled_from(sorted(_places(document), key=str)))
        *way, last = path
        inner: Any = document
        for step in way:
            inner = inner[step]
        change = data.draw(st.sampled_from(["drop", "add", "replace", "null"]))
        if change == "drop":
            del inner[last]
        elif change == "add" and isinstance(inner, dict):
            inner[data.draw(st.sampled_from(["hihg", "x", "low", "anchor", "unit", "id"]))] = 3
        elif change == "null":
            inner[last] = None
        else:
            inner[last] = data.draw(
                st.sampled_from(
                    ["", "a", "Not an id", "2024-10", "2024-13", 3, -1, 2.5, 10**19, True, [], {}, ["a"], [3], "a\n"]
                )
            )
        fits = VALID.is_valid(document)
        faults = _faults(standard.dumps(document))
        against_form = [str(fault) for fault in faults if not _is_of_meaning(fault.code, fault.message)]
        assert not (fits and against_form), against_form
        assert fits or faults, next(VALID.iter_errors(document))

    def test_it_says_what_it_is(self) -> None:
        """A version and an id that stay."""
        made = schema()
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert made["$id"].startswith("urn:osintclaims:schema:")
        assert made["properties"]["format"] == {"const": FORMAT}

    def test_the_seed_corpus_is_valid_and_misspelt_keys_are_not(self) -> None:
        """An editor underlines what the loader refuses."""
        assert VALID.is_valid(standard.loads(json.dumps(SEEDS)))
        assert VALID.is_valid(standard.loads(json.dumps(reconcile_all(SEEDS))))
        document = _document()
        document["claim"][0]["modalty"] = "plan"
        assert not VALID.is_valid(document)
