"""Exchange formats, checked by the other side's own library or schema."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from osintclaims import (
    Anchor,
    Claim,
    Corpus,
    CorpusError,
    Credibility,
    Denial,
    Document,
    Estimate,
    ExchangeError,
    Hedge,
    Measurand,
    Modality,
    Source,
    SourceKind,
    When,
    claim,
    load_seed_corpus,
    reconcile,
    reconcile_all,
)
from osintclaims.interop import TableError, annotations, claimreview, export, formats, load, prov, stix, wikidata
from osintclaims.interop import followthemoney as ftm
from osintclaims.interop._formats import _places
from osintclaims.testing import corpora
from tests.interop.losses import CORPUS_FORMATS, FIELDS, corpus, lost
from tests.store.corpora import SLOW

SEEDS = load_seed_corpus()
#: For laws whose other side takes its time.
FEW = settings(SLOW, max_examples=max(1, SLOW.max_examples // 3))
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


class TestFormats:
    @pytest.mark.parametrize("name", CORPUS_FORMATS)
    def test_a_format_states_exactly_what_it_loses(self, name: str) -> None:
        """Observed: every field is changed in turn, and what is written changes or does not."""
        stated: Mapping[str, str] = import_module(f"osintclaims.interop.{name}").LOST
        fields = {field for key in stated for field in FIELDS if re.fullmatch(key.replace("*", ".*"), field)}
        assert lost(name) == fields
        assert all(re.fullmatch(r"\w+\.(\w+|\*)", key) and why for key, why in stated.items())

    @pytest.mark.parametrize("name", ["json", "jsonl"])
    def test_what_is_written_is_read_back(self, name: str) -> None:
        """In the formats that lose nothing, every field makes the whole way."""
        module = import_module(f"osintclaims.interop.{name}")
        assert lost(name, lambda content: module.loads(module.dumps(content))) == frozenset()

    def test_names_and_extensions(self, tmp_path: Path) -> None:
        """The longest extension counts; a format can be named where the extension does not tell."""
        assert formats()["stix"] == ".stix.json"
        export(SEEDS, tmp_path / "a.stix.json", created=NOON)
        assert json.loads((tmp_path / "a.stix.json").read_text(encoding="utf-8"))["type"] == "bundle"
        export(SEEDS, tmp_path / "claims.txt", format="csv")
        assert load(tmp_path / "claims.txt", format="csv").claims
        export(SEEDS, tmp_path / "x.json")
        assert (tmp_path / "x.json").read_text(encoding="utf-8") == export(SEEDS, "json")
        with pytest.raises(ExchangeError, match="does not say its format"):
            export(SEEDS, tmp_path / "a.xyz")
        with pytest.raises(ExchangeError, match="did you mean"):
            export(SEEDS, tmp_path / "a", format="jsno")
        with pytest.raises(ExchangeError, match="is no text"):
            export(SEEDS, "sqlite")
        with pytest.raises(ExchangeError, match="cannot be read back"):
            load(tmp_path / "a.stix.json")
        (tmp_path / "b.csv").write_bytes(b"\xff")
        with pytest.raises(ExchangeError, match="not UTF-8"):
            load(tmp_path / "b.csv")

    def test_wrong_options_are_refused_by_the_name_of_the_format(self, tmp_path: Path) -> None:
        """And the options that it takes are named; a file that was there stays."""
        with pytest.raises(ExchangeError, match=r"^wikidata: missing .* 'item'; it takes item, property, unit, on$"):
            export(SEEDS, "wikidata")
        file = tmp_path / "a.csv"
        export(SEEDS, file)
        before = file.read_bytes()
        with pytest.raises(ExchangeError, match=r"^csv: .* 'ratings'; it takes no options$"):
            export(SEEDS, file, ratings={})
        assert file.read_bytes() == before
        with pytest.raises(ExchangeError, match=r"^csv: .* 'ratings'"):
            load(file, ratings={})

    def test_what_can_be_read_back_is_named(self, tmp_path: Path) -> None:
        """Formats that are text, and those that are not."""
        with pytest.raises(ExchangeError, match=r"what can is annotations, claimreview, csv, json, jsonl, parquet$"):
            load(tmp_path / "a.db")
        with pytest.raises(ExchangeError, match=r"name one of annotations, .*, or a file that ends in one of .anno"):
            export(SEEDS, "xyz")

    def test_a_failed_export_leaves_the_old_file(self, tmp_path: Path) -> None:
        """And nothing beside it."""
        path = tmp_path / "a.wikidata.json"
        path.write_text("old", encoding="utf-8")
        one_sided = reconcile([claim("Flights", Estimate.at_least(28, "flight"), by="HUR")])
        with pytest.raises(ExchangeError):
            export(one_sided, path, item="Q1", property="P1120")
        assert path.read_text(encoding="utf-8") == "old"
        assert [file.name for file in tmp_path.iterdir()] == ["a.wikidata.json"]

    def test_other_packages_add_formats(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Through the entry point group osintclaims.formats; ours keep their names."""
        from importlib.metadata import EntryPoint

        from osintclaims.interop import _formats

        points = [
            EntryPoint("mine", "tests.interop.losses", "osintclaims.formats"),
            EntryPoint("csv", "tests.interop.losses", "osintclaims.formats"),
        ]
        monkeypatch.setattr(_formats, "entry_points", lambda group: points if group == "osintclaims.formats" else [])
        _places.cache_clear()
        try:
            assert _places()["mine"] == "tests.interop.losses"
            assert _places()["csv"] == "osintclaims.interop.csv"
        finally:
            _places.cache_clear()


class TestStix:
    @given(corpora())
    @FEW
    def test_any_corpus_is_a_valid_bundle(self, content: Corpus) -> None:
        """The OASIS library parses it strictly, without custom content."""
        stix2 = pytest.importorskip("stix2")
        if content.claims:
            bundle = stix2.parse(stix.dumps(content, created=NOON), allow_custom=False)
            assert len([one for one in bundle.objects if one.type == "note"]) >= len(content.claims)

    def test_what_stands_in_it(self) -> None:
        """Confidence by the Admiralty grade and none for a 6; opinions for denials alone; figures in the extension."""
        stix2 = pytest.importorskip("stix2")
        said = claim("Troops", Estimate.more_than(7_000, "person"), by="HUR", id="c1")
        graded = attrs.evolve(said, credibility=Credibility.PROBABLY_TRUE)
        unknown = attrs.evolve(said, id="c2", credibility=Credibility.CANNOT_BE_JUDGED)
        bundle = stix2.parse(stix.dumps(Corpus(claims=(graded, unknown)), created=NOON))
        notes = {one.external_references[0].external_id: one for one in bundle.objects if one.type == "note"}
        assert notes["c1"].confidence == 70
        assert "confidence" not in notes["c2"]
        (figure,) = notes["c1"].extensions.values()
        assert (figure["low"], figure["low_excluded"], "best" in figure) == (7_000, True, False)
        kinds = {denial.id: denial.kind for denial in SEEDS.denials}
        for one in stix2.parse(stix.dumps(SEEDS)).objects:
            if one.type == "opinion":
                assert kinds[one.external_references[0].external_id].is_denial

    def test_the_same_corpus_gives_the_same_ids(self) -> None:
        """So that a platform updates instead of doubling."""
        assert stix.dumps(SEEDS, created=NOON) == stix.dumps(SEEDS, created=NOON)


class TestProv:
    @given(corpora(), corpora())
    @FEW
    def test_any_corpus_and_its_results_are_read_by_the_prov_library(self, rich: Corpus, content: Corpus) -> None:
        """As PROV-JSON, and written on as PROV-N."""
        model = pytest.importorskip("prov.model")
        for one in (rich, reconcile_all(content)):
            document = model.ProvDocument.deserialize(content=prov.dumps(one), format="json")
            assert "document" in document.get_provn()

    def test_a_consensus_names_what_it_used(self) -> None:
        """Claims that vote, claims that do not with the reason, the options, and who speaks for whom."""
        result = reconcile(SEEDS, "dprk-troops-sent-2024-autumn")
        graph = json.loads(prov.dumps(result))
        (activity,) = graph["activity"].values()
        assert activity["oc:method"] == "interval_median"
        used = {one["prov:entity"]: one.get("oc:excluded") for one in graph["used"].values()}
        assert used == {f"oc:claim-{one.id}": None for one in result.claims} | {
            f"oc:claim-{one.claim.id}": one.reason.value for one in result.excluded
        }
        delegates = {one["prov:delegate"] for one in graph["actedOnBehalfOf"].values()}
        assert "oc:source-hur" in delegates
        named = {*graph["entity"], *graph["agent"], *graph["activity"]}
        for kind in ("wasDerivedFrom", "wasAttributedTo", "used", "wasGeneratedBy", "wasInfluencedBy"):
            for relation in graph.get(kind, {}).values():
                ends = [value for key, value in relation.items() if key in _ENDS]
                assert set(ends) <= named


_ENDS = frozenset(
    f"prov:{end}"
    for end in ("generatedEntity", "usedEntity", "entity", "agent", "activity", "influencee", "influencer")
)


class TestFollowTheMoney:
    def test_every_statement_is_one_of_the_library(self) -> None:
        """Schema, property, type and value are checked by followthemoney itself."""
        model = pytest.importorskip("followthemoney", reason="followthemoney is not installed: make exchange").model
        import io

        from followthemoney.statement.serialize import read_csv_statements  # type: ignore[import-not-found,unused-ignore]

        statements = list(read_csv_statements(io.BytesIO(ftm.dumps(SEEDS).encode())))
        assert len(statements) > len(SEEDS.claims)
        for statement in statements:
            prop = model.get(statement.schema).get(statement.prop)
            assert prop is not None
            assert prop.type.name == statement.prop_type
            assert prop.type.name == "entity" or prop.type.clean_text(statement.value) is not None

    def test_bounds_stay_with_the_words(self) -> None:
        """A bare 7000 would be read as the figure itself."""
        said = claim(
            "Troops", Estimate.more_than(7_000, "person", wording="over 7,000"), by="HUR", on="2024-10", id="c1"
        )
        (row,) = [line for line in ftm.dumps(Corpus(claims=(said,))).splitlines() if '"notes"' in line]
        assert "more than 7,000 people" in row
        assert '"over 7,000"' in row
        assert '"2024-10-01","2024-10-31"' in row


class TestWikidata:
    def _result(self, *figures: Estimate) -> Any:
        deaths = Measurand(id="deaths", label="Deaths", unit="person", period=When("2024-10"))
        printed = Source(id="times", name="The Times")
        page = Document(id="d1", publisher=printed, url="https://example.org/a", retrieved=When("2024-11-02"))
        made = []
        for number, figure in enumerate(figures):
            said = claim(deaths, figure, by=f"Source {number}", via=[printed])
            first = attrs.evolve(said.attribution.chain[0], document=page)
            made.append(
                attrs.evolve(said, attribution=attrs.evolve(said.attribution, chain=(first, said.attribution.chain[1])))
            )
        return reconcile(made)

    def test_a_value_with_bounds_a_time_and_references(self) -> None:
        """As Wikibase JSON has it."""
        result = self._result(Estimate.between(10, 14, "person"), Estimate.between(10, 14, "person"))
        entity = json.loads(wikidata.dumps(result, item="Q212", property="P1120"))
        (statement,) = entity["claims"]["P1120"]
        value = statement["mainsnak"]["datavalue"]["value"]
        assert (value["lowerBound"], value["upperBound"], value["unit"]) == ("+10", "+14", "1")
        assert int(value["lowerBound"]) <= int(value["amount"]) <= int(value["upperBound"])
        time = statement["qualifiers"]["P585"][0]["datavalue"]["value"]
        assert (time["time"], time["precision"]) == ("+2024-10-00T00:00:00Z", 10)
        (reference,) = statement["references"]
        assert {*reference["snaks"]} == {"P854", "P813"}

    def test_the_wikibase_library_makes_the_same(self) -> None:
        """Wikibaseintegrator makes the same statement of it."""
        datatypes = pytest.importorskip("wikibaseintegrator.datatypes", reason="wikibaseintegrator: make exchange")
        result = self._result(Estimate.between(10, 14, "person"), Estimate.between(10, 14, "person"))
        statement = json.loads(wikidata.dumps(result, item="Q212", property="P1120"))["claims"]["P1120"][0]
        ours = statement["mainsnak"]["datavalue"]
        amount, low, high = (ours["value"][key] for key in ("amount", "lowerBound", "upperBound"))
        theirs = datatypes.Quantity(prop_nr="P1120", amount=amount, lower_bound=low, upper_bound=high)
        assert theirs.mainsnak.datavalue == ours
        time = statement["qualifiers"]["P585"][0]["datavalue"]
        point = datatypes.Time(prop_nr="P585", time=time["value"]["time"], precision=time["value"]["precision"])
        assert point.mainsnak.datavalue == time

    def test_quickstatements(self) -> None:
        """One distance for both bounds, or none; what is lopsided is refused."""
        even = self._result(Estimate.exactly(12, "person"))
        line = wikidata.quickstatements(even, item="Q212", property="P1120", on="2024-10-17")
        assert line.split("\t")[:5] == ["Q212", "P1120", "12", "P585", "+2024-10-17T00:00:00Z/11"]
        assert '"https://example.org/a"' in line
        lopsided = self._result(Estimate(unit="person", low=10, best=11, high=40))
        with pytest.raises(ExchangeError, match="lopsided"):
            wikidata.quickstatements(lopsided, item="Q212", property="P1120")
        spread = attrs.evolve(even, low=10.0, best=12.0, high=14.0)
        assert "12~2\t" in wikidata.quickstatements(spread, item="Q212", property="P1120")

    @pytest.mark.parametrize(
        "figure", [Estimate.at_least(28, "person"), Estimate.up_to(28, "person"), Estimate.more_than(0, "person")]
    )
    def test_what_has_no_legal_value_is_refused(self, figure: Estimate) -> None:
        """At least 28 is no amount."""
        result = self._result(figure)
        if result.best is None:
            with pytest.raises(ExchangeError, match="no legal value"):
                wikidata.dumps(result, item="Q212", property="P1120")
        else:
            assert json.loads(wikidata.dumps(result, item="Q212", property="P1120"))

    def test_ids_units_and_times_are_checked(self) -> None:
        """Before anything is written."""
        result = self._result(Estimate.exactly(12, "person"))
        for bad in ({"item": "212"}, {"property": "1120"}, {"unit": "kg"}, {"unit": "Q11573"}, {"on": "2024~"}):
            with pytest.raises(ExchangeError):
                wikidata.dumps(result, **({"item": "Q212", "property": "P1120"} | bad))
        money = reconcile([claim("Cost", Estimate.exactly(12.5, "USD"), by="A")])
        with pytest.raises(ExchangeError, match="name its item"):
            wikidata.dumps(money, item="Q1", property="P2130")
        assert '"+12.5"' in wikidata.dumps(money, item="Q1", property="P2130", unit="Q4917", on=When("2024"))
        assert "12.5U4917" in wikidata.quickstatements(money, item="Q1", property="P2130", unit="Q4917")


#: Properties of schema.org that are used, by type (schema.org 29): what ClaimReview markup may hold.
SCHEMA_ORG = {
    "ClaimReview": {"claimReviewed", "author", "url", "datePublished", "reviewRating", "itemReviewed"},
    "Claim": {"identifier", "text", "author", "datePublished", "appearance", "firstAppearance", "about"},
    "Rating": {"ratingValue", "worstRating", "bestRating", "alternateName"},
    "Person": {"name", "alternateName", "sameAs"},
    "Organization": {"name", "alternateName", "sameAs"},
    "CreativeWork": {"name", "url", "archivedAt", "inLanguage", "datePublished", "publisher"},
    "QuantitativeValue": {"name", "minValue", "value", "maxValue", "unitText", "description"},
}


def _check_types(value: Any) -> None:
    """Every object has a type of schema.org and only properties of that type."""
    if isinstance(value, list):
        for one in value:
            _check_types(one)
    elif isinstance(value, dict):
        kind = value.get("@type")
        if kind is not None:
            assert {key for key in value if key[0] != "@"} <= SCHEMA_ORG[kind]
        for one in value.values():
            _check_types(one)


class TestClaimReview:
    def test_a_review_has_what_its_readers_need(self) -> None:
        """Google's required properties, and the verdict as it was given."""
        said = claim("Flights", Estimate.at_least(28, "flights"), by="HUR", on="2024-10-17", id="c1")
        rating = claimreview.Rating(value=3, worst=1, best=5, name="Half true")
        made = json.loads(
            claimreview.dumps(
                Corpus(claims=(said, attrs.evolve(said, id="c2"))),
                ratings={"c1": rating},
                author="Checkers",
                url="https://example.org/check",
                published="2024-11-01",
            )
        )
        _check_types(made["@graph"])
        review, other = made["@graph"]
        assert (review["@type"], other["@type"]) == ("ClaimReview", "Claim")
        assert review["reviewRating"] == {
            "@type": "Rating",
            "ratingValue": 3,
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": "Half true",
        }
        assert {"claimReviewed", "author", "url", "itemReviewed"} <= {*review}
        assert other["about"]["minValue"] == 28
        back = claimreview.loads(json.dumps(made)).claim("c1")
        assert (back.estimate, back.claimed_on, back.origin.name) == (said.estimate, said.claimed_on, "HUR")

    def test_nobody_stays_nobody(self) -> None:
        """Where no one is named for a claim there is no author, and what comes back confirms nothing."""
        some = Source(id="some", name="some officials", kind=SourceKind.ANONYMOUS)
        text = claimreview.dumps(Corpus(claims=(claim("Flights", "28 flights", by=some),)))
        (back,) = claimreview.loads(text).claims
        assert back.attribution.is_unattributed

    def test_the_seed_corpus_and_the_rich_one(self) -> None:
        """Every type and property is one of schema.org; numbers come back."""
        for content in (SEEDS, corpus()):
            text = claimreview.dumps(content)
            _check_types(json.loads(text)["@graph"])
            for back in claimreview.loads(text).claims:
                before = content.claim(back.id).estimate
                assert (back.estimate.low, back.estimate.best, back.estimate.high) == (
                    before.low,
                    before.best,
                    before.high,
                )

    @pytest.mark.parametrize(
        ("given_", "message"),
        [
            ({"ratings": {"c9": claimreview.Rating(value=1, worst=1, best=2, name="x")}}, "no such claim"),
            ({"ratings": {"c1": claimreview.Rating(value=1, worst=1, best=2, name="x")}}, "author and the url"),
        ],
    )
    def test_a_review_that_lacks_something_is_refused(self, given_: dict[str, Any], message: str) -> None:
        """A rating of nothing, or by nobody."""
        said = claim("Flights", Estimate.at_least(28, "flights"), by="HUR", id="c1")
        with pytest.raises(ExchangeError, match=message):
            claimreview.dumps(Corpus(claims=(said,)), **given_)

    @pytest.mark.parametrize("fields", [{"value": 6, "name": "x"}, {"value": 3, "name": " "}])
    def test_a_rating_is_on_its_scale_and_has_a_name(self, fields: dict[str, Any]) -> None:
        """It comes from a person, and is checked like a person's."""
        with pytest.raises(ExchangeError):
            claimreview.Rating(worst=1, best=5, **fields)

    @pytest.mark.parametrize(
        ("about", "shown"),
        [
            ({"minValue": 3, "maxValue": 5}, "3 to 5 flights"),
            ({"maxValue": 5}, "at most 5 flights"),
            ({"value": 5}, "5 flights"),
            ({"description": "dozens"}, "dozens of flights"),
            ({"minValue": 5, "maxValue": 3}, None),
            ({}, None),
        ],
    )
    def test_quantities_of_others(self, about: dict[str, Any], shown: str | None) -> None:
        """What numbers there are; crossed ones and empty ones are reported."""
        item = {
            "@type": ["Claim"],
            "text": "t",
            "author": "HUR",
            "about": {"@type": "QuantitativeValue", "unitText": "flight"} | about,
        }
        if shown is None:
            with pytest.raises(TableError):
                claimreview.loads(json.dumps(item))
        else:
            (back,) = claimreview.loads(json.dumps([{"@graph": [item]}])).claims
            assert str(back.estimate) in (shown, shown.replace(" of ", " "))

    @given(corpora())
    @FEW
    def test_figures_print_as_they_did(self, content: Corpus) -> None:
        """Numbers of the quantity, hedge and strictness of the text; forecasts and retractions stay what they are."""
        if not content.claims:
            return
        back = claimreview.loads(claimreview.dumps(content))
        for before in content.claims:
            after = back.claim(before.id)
            for field in ("low", "best", "high", "unit", "vague"):
                assert getattr(after.estimate, field) == getattr(before.estimate, field)
            assert str(after.estimate) == str(before.estimate)
            assert (after.modality, after.retracted) == (before.modality, before.retracted)

    def test_the_seeds_keep_their_hedges(self) -> None:
        """Each of them, though the quantities have numbers alone."""
        for back in claimreview.loads(claimreview.dumps(SEEDS)).claims:
            before = SEEDS.claim(back.id).estimate
            assert (back.estimate.hedge, back.estimate.bounds) == (before.hedge, before.bounds)

    @pytest.mark.parametrize(
        ("text", "about", "figure"),
        [
            ("Some 300 soldiers were sent.", {"value": 300, "unitText": "soldier"}, "about 300 people"),
            ("Some 300 soldiers were sent.", {"value": "300"}, "about 300 people"),
            ("x", {"value": 300, "unitText": "person", "description": "some 300"}, "about 300 people"),
            ("x", {"description": "some 300", "unitText": "person"}, "about 300 people"),
            ("Dozens of soldiers were sent.", {"unitText": "person"}, "dozens of people"),
            ("By 5 ships came more than 300 men", {"value": 300, "unitText": "person"}, "more than 300 people"),
            ("By 5 ships came more than 300 men", {"minValue": 300, "unitText": "person"}, "more than 300 people"),
            ("10 to 20 men, perhaps", {"minValue": 10, "value": 15, "maxValue": 20}, "10 to 20 people, best 15"),
            ("about 5 kilometres away", {"value": 5_000, "unitText": "metre"}, "about 5,000 meters"),
            ("Up to 40 trucks", {"minValue": 30, "maxValue": 40, "unitText": "vehicle"}, "30 to 40 vehicles"),
            ("Ships are large", {"value": 300, "unitText": "person"}, "300 people"),
            ("Ships are large", {"value": 3, "minValue": 3, "maxValue": 3}, "3 items"),
            ("By 5 ships", {"value": 300, "unitText": "person"}, "300 people"),
        ],
    )
    def test_the_wording_says_what_numbers_cannot(self, text: str, about: dict[str, Any], figure: str) -> None:
        """Read from the description or the text, where it speaks of the same numbers in such a unit."""
        item = {"@type": "Claim", "text": text, "about": {"@type": "QuantitativeValue"} | about}
        (back,) = claimreview.loads(json.dumps(item)).claims
        assert str(back.estimate) == figure

    @pytest.mark.parametrize(
        ("text", "about", "stated"),
        [
            ("Some 300 men were sent.", {"value": 400, "unitText": "person"}, "400 people"),
            ("Some 300 men were sent.", {"value": 400}, "400 items"),
            ("More than 300 men", {"maxValue": 300, "unitText": "person"}, "at most 300 people"),
            ("x", {"value": 400, "unitText": "person", "description": "some 300"}, "400 people"),
        ],
    )
    def test_a_text_that_says_another_number_is_reported(self, text: str, about: dict[str, Any], stated: str) -> None:
        """Which of the two is right nobody here can know."""
        item = {"@type": "Claim", "text": text, "about": {"@type": "QuantitativeValue"} | about}
        with pytest.raises(TableError) as caught:
            claimreview.loads(json.dumps([{"@type": "Claim", "text": "28 flights"}, item]))
        (problem,) = caught.value.problems
        assert (problem.row, problem.code, problem.found) == (2, "E102", f'"{text}"')
        assert f'300 people", the quantity "{stated}"' in problem.message

    @pytest.mark.parametrize(
        ("text", "unit", "about", "figure"),
        [
            ("Over 3 miles of trench", "km", {"value": 4.83}, "more than 4.83 kilometers"),
            ("Over 3 miles of trench", "km", {"minValue": "4.8"}, "more than 4.8 kilometers"),
            ("Over 3 miles of trench", "km", {"value": 5}, "more than 5 kilometers"),
            ("x", "km", {"value": 4.83, "description": "over 3 miles"}, "more than 4.83 kilometers"),
            ("two thirds of the troops fled", "ratio", {"value": 0.667}, "0.667 ratio"),
            ("two thirds of the troops fled", "percent", {"value": 66.7}, "66.7 percent"),
            ("It took about 100 minutes", "h", {"value": 1.67}, "about 1.67 hours"),
            ("It took about 100 hours", "day", {"value": 4.17}, "about 4.17 days"),
            ("It took 3 hours", "day", {"value": 0.13}, "0.13 days"),
            (
                "between 57 and 69 percent were lost",
                "ratio",
                {"minValue": 0.57, "maxValue": 0.69},
                "0.57 to 0.69 ratio",
            ),
            ("100 percent of the troops were lost", "ratio", {"value": 1}, "1 ratio"),
            ("0 percent of the troops were lost", "ratio", {"value": 0}, "0 ratio"),
        ],
    )
    def test_numbers_in_another_unit_may_be_rounded(
        self, text: str, unit: str, about: dict[str, Any], figure: str
    ) -> None:
        """Those of the quantity are taken, as the text hedges them."""
        item = {"@type": "Claim", "text": text, "about": {"@type": "QuantitativeValue", "unitText": unit} | about}
        (back,) = claimreview.loads(json.dumps(item)).claims
        assert str(back.estimate) == figure

    @pytest.mark.parametrize("percent", range(101))
    def test_every_percentage_is_its_ratio(self, percent: int) -> None:
        """Whatever floats make of a hundredth of it."""
        ratio = float(f"{percent}e-2")
        about = {"@type": "QuantitativeValue", "unitText": "ratio", "value": ratio}
        item = {"@type": "Claim", "text": f"{percent} percent of the troops were lost", "about": about}
        (back,) = claimreview.loads(json.dumps(item)).claims
        assert back.estimate.interval == Estimate.of(ratio, "ratio").interval

    @pytest.mark.parametrize(
        ("text", "unit", "about"),
        [
            ("3 miles of trench", "km", {"value": 4.82}),
            ("3 miles of trench", "km", {"value": 4.84}),
            ("500 feet of trench", "m", {"value": 150}),
            ("1,000 feet of trench", "km", {"value": 0}),
            ("60 percent were lost", "ratio", {"value": 1}),
            ("35 percent were lost", "percent", {"value": 35.2}),
            ("35.2 percent were lost", "percent", {"value": 35}),
            ("1 to 1.4 miles of trench", "km", {"value": 2}),
        ],
    )
    def test_what_is_no_rounding_is_another_number(self, text: str, unit: str, about: dict[str, Any]) -> None:
        """Beyond half a unit of the last decimal, in the text's own unit, nothing for something, one number for two."""
        item = {"@type": "Claim", "text": text, "about": {"@type": "QuantitativeValue", "unitText": unit} | about}
        with pytest.raises(TableError) as caught:
            claimreview.loads(json.dumps(item))
        assert [problem.code for problem in caught.value.problems] == ["E102"]

    def test_hedges_that_print_alike_are_not_told_apart(self) -> None:
        """As the table of what is lost says; the numbers and what is printed stay."""
        hedged = Estimate(unit="km", low=3, best=4, high=5, high_open=True, hedge=Hedge.PLUS_MINUS)
        said = claim("Way", hedged, by="A", id="c1")
        back = claimreview.loads(claimreview.dumps(Corpus(claims=(said,)))).claim("c1").estimate
        assert back.hedge is Hedge.RANGE
        assert (str(back), back.interval, back.best) == (str(hedged), hedged.interval, 4)
        assert claimreview.PARTLY["Estimate.hedge"].endswith("where the text tells them apart")

    def test_claims_in_two_units_are_about_one_thing(self) -> None:
        """In the unit of the first; two claims of one id are reported, not met by Python."""
        measurand = Measurand(id="way", label="Way", unit="km")
        said = [claim(measurand, figure, by="A", id=figure[0]) for figure in ("5 km", "6000 m")]
        back = claimreview.loads(claimreview.dumps(Corpus(claims=tuple(said))))
        assert [one.unit for one in back.measurands] == ["kilometer"]
        assert back.claim("6").estimate == said[1].estimate
        same = [{"@type": "Claim", "identifier": "c1", "text": text} for text in ("5 ships", "6 ships")]
        with pytest.raises(TableError, match="duplicate claim id c1"):
            claimreview.loads(json.dumps(same))

    def test_no_claim_at_all_is_said(self) -> None:
        """And so is what is no JSON."""
        with pytest.raises(TableError, match="no Claim"):
            claimreview.loads("{}")
        with pytest.raises(CorpusError):
            claimreview.loads("{")

    def test_texts_of_others_are_read(self) -> None:
        """If there is one figure in them; otherwise they are left to a coder."""
        review = {
            "@type": "ClaimReview",
            "claimReviewed": "More than 7,000 soldiers were sent.",
            "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "HUR"}},
        }
        (back,) = claimreview.loads(json.dumps(review)).claims
        assert (str(back.estimate), back.origin.name) == ("more than 7,000 people", "HUR")
        with pytest.raises(TableError, match="figure"):
            claimreview.loads(json.dumps(review | {"claimReviewed": "They sent 3 ships and 40 soldiers."}))

    @pytest.mark.parametrize("type_", [5, None, True, {"a": "Claim"}, "claim", [["Claim"]]])
    def test_types_of_any_kind_are_no_claims(self, type_: Any) -> None:
        """Markup of strangers has anything there; what is no claim is left alone."""
        with pytest.raises(TableError, match="there is no Claim"):
            claimreview.loads(json.dumps([{"@type": type_, "text": "7,000 men"}]))

    def test_a_refused_text_is_fit_to_print(self) -> None:
        """Short, and without what no terminal can show."""
        with pytest.raises(TableError) as caught:
            claimreview.loads(json.dumps({"@type": "Claim", "text": "\ud800 7,000 men \x1b[31m" * 100}))
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300


class TestAnnotations:
    def test_an_address_without_a_site_is_its_own_publisher(self) -> None:
        """What only looks like an address is kept as it stands."""
        marked = json.loads(json.dumps(MARKED).replace("https://example.org/a", "https://[a"))
        (made,) = annotations.loads(json.dumps(marked)).claims
        assert made.attribution.publisher.name == "https://[a"

    def test_a_refused_annotation_is_named_in_print(self) -> None:
        """Without what no terminal can show."""
        with pytest.raises(TableError, match="row 1: ") as caught:
            annotations.loads(json.dumps(MARKED | {"id": "\ud800", "body": []}))
        assert str(caught.value).isprintable()

    @given(corpora())
    @FEW
    def test_our_own_annotations_come_back(self, content: Corpus) -> None:
        """Claims and denials with their figures, places and speakers; a second trip changes nothing."""
        if not content.claims and not content.denials:
            return
        text = annotations.dumps(content)
        back = annotations.loads(text)
        assert annotations.dumps(annotations.loads(annotations.dumps(back))) == annotations.dumps(back)
        assert (back.title, len(back.claims), len(back.denials)) == (
            content.title,
            len(content.claims),
            len(content.denials),
        )
        for before in content.claims:
            after = back.claim(before.id)
            for field in ("estimate", "modality", "claimed_on", "as_of", "recorded_on", "restates", "supersedes"):
                assert getattr(after, field) == getattr(before, field)
            for field in ("retracted", "coder", "notes", "tags", "is_evidence"):
                assert getattr(after, field) == getattr(before, field)
            about = [(one.id, one.label, one.unit) for one in (after.measurand, before.measurand)]
            assert about[0] == about[1]
        for denial in content.denials:
            again = back.denial(denial.id)
            for field in ("kind", "claims", "said_on", "counter_claim", "explicit", "supersedes", "retracted", "notes"):
                assert getattr(again, field) == getattr(denial, field)
            assert [one.id for one in again.measurands] == [one.id for one in denial.measurands]
        records: list[Claim | Denial] = [*content.claims, *content.denials]
        for record in records:
            same = back.claim(record.id) if isinstance(record, Claim) else back.denial(record.id)
            assert _speaker(same.attribution.origin) == _speaker(record.attribution.origin)
            assert same.attribution.is_unattributed == record.attribution.is_unattributed
            assert [_place(one) for one in same.anchors] == [_place(one) for one in record.anchors]
            if not record.anchors:
                assert [one.id for one in same.documents] == [one.id for one in record.documents]

    def test_nobody_stays_nobody(self) -> None:
        """A name such as "some officials" is kept, and what comes back is on nobody's word all the same."""
        some = Source(id="some", name="some officials", kind=SourceKind.ANONYMOUS)
        said = claim("Flights", "28 flights", by=some, via=[Source(id="times", name="The Times")])
        (back,) = annotations.loads(annotations.dumps(Corpus(claims=(said,)))).claims
        assert back.attribution.is_unattributed

    def test_a_forecast_stays_a_forecast(self) -> None:
        """Whatever the quote of a claim of ours looks like, its figure is the one that was coded."""
        before = corpus()
        changed = attrs.evolve(before.claim("c1"), modality=Modality.FORECAST, restates=None, supersedes=())
        page = json.loads(annotations.dumps(Corpus(claims=(changed,))))
        page["items"][0]["body"].append({"type": "TextualBody", "purpose": "commenting", "value": "seen"})
        (back,) = annotations.loads(json.dumps(page)).claims
        assert (back.modality, back.estimate) == (Modality.FORECAST, changed.estimate)
        assert back.notes == "a note\nseen"

    @pytest.mark.parametrize(
        ("path", "value", "message"),
        [
            (("body", 0, "osintclaims:hedge"), "plus_minuss", "did you mean"),
            (("body", 0, "osintclaims:low"), 30, "E102"),
            (("body", 0, "osintclaims:low"), "ten", "low"),
            (("body", 0, "purpose"), "commenting", "no page or no quote"),
            (("body", 1, "id"), "urn:x", "no id of a measurand"),
            (("body", 1, "purpose"), "commenting", "0 measurands, one is wanted"),
            (("body", 2, "purpose"), "commenting", "0 bodies with the purpose identifying"),
            (("target", "source", "dcterms:publisher"), None, "no dcterms:publisher"),
            (("target", "selector"), [], "without document or position"),
            (("osintclaims:claimed_on",), "yesterday", "E401"),
            (("osintclaims:modality",), 5, '"5" is not known here'),
            (("osintclaims:supersedes",), "c1", "E303"),
            (("id",), "urn:osintclaims:claim:c2", "duplicate claim id c2"),
        ],
    )
    def test_annotations_that_were_damaged_are_reported(self, path: tuple[Any, ...], value: Any, message: str) -> None:
        """Nothing that is missing or contradicts itself is guessed."""
        page = json.loads(annotations.dumps(corpus()))
        one = page["items"][0]
        for step in path[:-1]:
            one = one[step]
        one[path[-1]] = value
        with pytest.raises(TableError) as caught:
            annotations.loads(json.dumps(page))
        assert re.search(message, f"{caught.value} {caught.value.problems[0].code}")

    def test_annotations_must_agree(self) -> None:
        """On what a source is."""
        page = json.loads(annotations.dumps(SEEDS))
        page["items"][1]["body"][2]["value"] = "Somebody else"
        with pytest.raises(TableError, match="another annotation describes source hur differently"):
            annotations.loads(json.dumps(page))

    def test_a_document_without_an_address_keeps_its_id(self) -> None:
        """Also where a tool dropped all keys that it does not know."""
        marked = json.dumps(MARKED).replace("https://example.org/a", "urn:osintclaims:document:d7")
        (made,) = annotations.loads(marked).claims
        assert (made.documents[0].id, made.documents[0].url) == ("d7", None)

    def test_every_annotation_follows_the_data_model(self) -> None:
        """Section 3 of the recommendation: a context, one id, one type, at least one target; selectors as in 4.2."""
        for content in (SEEDS, corpus()):
            page = json.loads(annotations.dumps(content))
            assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
            assert page["partOf"]["total"] == len(page["items"])
            assert len({one["id"] for one in page["items"]}) == len(page["items"])
            for one in page["items"]:
                assert one["type"] == "Annotation"
                targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
                assert targets
                for body in one["body"]:
                    assert body["type"] == "TextualBody"
                    assert body["purpose"] in {"describing", "tagging", "identifying", "classifying", "commenting"}
                for target in targets:
                    selectors = target.get("selector", [])
                    for selector in selectors if isinstance(selectors, list) else [selectors]:
                        assert selector["type"] in {"TextPositionSelector", "TextQuoteSelector"}
                        if selector["type"] == "TextPositionSelector":
                            assert 0 <= selector["start"] < selector["end"]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"target": []}, "0 marked places"),
            ({"target": [{"source": "a"}, {"source": "b"}]}, "2 marked places"),
            ({"target": {"source": "https://example.org"}}, "no page or no quote"),
            ({"body": []}, "no tag"),
        ],
    )
    def test_what_marks_no_figure_is_reported(self, change: dict[str, Any], message: str) -> None:
        """With the number of the annotation."""
        marked = MARKED | change
        with pytest.raises(TableError, match=message):
            annotations.loads(json.dumps([marked]))

    def test_an_empty_collection_is_said(self) -> None:
        """It is no corpus."""
        with pytest.raises(TableError, match="no annotation"):
            annotations.loads('{"type": "AnnotationPage", "items": []}')

    def test_marks_of_any_tool_become_claims(self) -> None:
        """Quote, place, page, tag, origin, comment, coder and day."""
        page = {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [MARKED]}}
        (made,) = annotations.loads(json.dumps(page)).claims
        assert str(made.estimate) == "more than 7,000 people"
        assert made.measurand.label == "Troops sent"
        assert [link.source.name for link in made.attribution.chain] == ["example.org", "HUR"]
        assert (made.coder, made.notes, made.tags, made.recorded_on) == ("ann", "check", ("kursk",), When("2024-11-02"))
        (anchor,) = made.anchors
        assert (anchor.start, anchor.end, anchor.document.url) == (17, 41, "https://example.org/a")
        changed = json.dumps(MARKED).replace("more than 7,000 soldiers", "a great many thoughts")
        with pytest.raises(TableError, match="not read as a figure"):
            annotations.loads(changed)


def _speaker(source: Source) -> tuple[object, ...]:
    return source.id, source.name, source.kind, source.organisation.id, source.organisation.name


def _place(anchor: Anchor) -> tuple[object, ...]:
    page = anchor.document
    where = (anchor.start, anchor.end, anchor.quote_sha256, anchor.exact, anchor.section)
    return (*where, page.id, page.url, page.sha256, page.language, _speaker(page.publisher))


MARKED: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://tool.example/anno/1",
    "type": "Annotation",
    "creator": {"type": "Person", "name": "ann"},
    "created": "2024-11-02T10:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "tagging", "value": "Troops sent"},
        {"type": "TextualBody", "purpose": "tagging", "value": "kursk"},
        {"type": "TextualBody", "purpose": "identifying", "value": "HUR"},
        {"type": "TextualBody", "value": "check"},
    ],
    "target": {
        "source": "https://example.org/a",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "more than 7,000 soldiers", "prefix": "sent ", "suffix": "."},
            {"type": "TextPositionSelector", "start": 17, "end": 41},
        ],
    },
}
