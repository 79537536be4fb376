"""The columns of our own tables: one row for each claim and each denial, in files for some measurands too."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

import attrs

from osintclaims.interop._cells import joined
from osintclaims.model import Anchor, Claim, Corpus, Denial, Link, Measurand, When

__all__ = ["COLUMNS", "OF_MEASURAND", "Column", "Kind", "Row", "bare", "other_rows", "rows"]

#: What the cells of a column are.
Kind = Literal["text", "number", "whole", "flag", "day"]
#: One row: its cells by column, None where there is nothing to say.
Row = dict[str, Any]


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: What its cells are.
        meaning: What they say.
    """

    name: str
    kind: Kind
    meaning: str


#: Where it can be, the name of a column is that of UCDP's codebook (``low``, ``best``, ``high``, ``source_original``,
#: ``source_office``); dates are given as EDTF text and as their first and last day.
COLUMNS: Final = (
    Column("record", "text", "claim, denial or measurand"),
    Column("id", "text", "its id; that of a measurand is in the next column"),
    Column("measurand", "text", "id of what it is about; a denial may name several"),
    Column("measurand_label", "text", "what that is"),
    Column("measurand_unit", "text", "its unit"),
    Column("population", "text", "who or what is counted"),
    Column("state", "text", "in which state"),
    Column("place", "text", "where"),
    Column("period", "text", "when"),
    Column("time_kind", "text", "stock, flow or level"),
    Column("part_of", "text", "ids of the larger quantities that hold it"),
    Column("sum_of", "text", "ids of the quantities whose sum it is"),
    Column("low", "number", "smallest value stated"),
    Column("low_strict", "flag", "whether it is excluded"),
    Column("best", "number", "the value the speaker commits to"),
    Column("high", "number", "largest value stated"),
    Column("high_strict", "flag", "whether it is excluded"),
    Column("unit", "text", "unit of the figure"),
    Column("bound", "text", "what the wording does to the number"),
    Column("vague", "text", "the word in place of a number"),
    Column("wording", "text", "the figure as printed"),
    Column("source_original", "text", "name of the origin"),
    Column("source_kind", "text", "kind of the origin: nobody is named where it is anonymous and stands alone"),
    Column("source_office", "text", "name of the publisher"),
    Column("chain", "text", "ids of all sources, publisher first, as a > b > c"),
    Column("organisations", "text", "ids of the organisations at the top of each of them, in the same way"),
    Column("source_organisation", "text", "name of that of the origin"),
    Column("speech_act", "text", "how the origin put it"),
    Column("cue", "text", "its verb as printed"),
    Column("claimed_on", "text", "when it was said"),
    Column("claimed_on_earliest", "day", "the first day that can mean"),
    Column("claimed_on_latest", "day", "the last"),
    Column("as_of", "text", "the time the figure describes"),
    Column("as_of_earliest", "day", "the first day that can mean"),
    Column("as_of_latest", "day", "the last"),
    Column("recorded_on", "text", "when it was coded"),
    Column("modality", "text", "observed, forecast and so on"),
    Column("denial", "text", "kind of the denial"),
    Column("denies", "text", "ids of the claims it is aimed at"),
    Column("counter_claim", "text", "id of the denier's own claim"),
    Column("explicit", "flag", "whether words of the party are reported"),
    Column("denied_by", "text", "ids of those who deny the claim; not read back"),
    Column("reliability", "text", "grade of the origin"),
    Column("credibility", "whole", "grade of the claim"),
    Column("likelihood", "text", "estimative phrase as printed"),
    Column("confidence", "text", "the speaker's confidence"),
    Column("document", "text", "id of what was read"),
    Column("document_title", "text", "its title"),
    Column("url", "text", "where it was found"),
    Column("published", "text", "when it was published"),
    Column("anchor_start", "whole", "first character of the quote"),
    Column("anchor_end", "whole", "one past its last"),
    Column("anchor_sha256", "text", "hash of the quote"),
    Column("anchor_exact", "text", "the quote, if it is short"),
    Column("section", "text", "part of the page"),
    Column("restates", "text", "id of the claim of which this is the same utterance"),
    Column("supersedes", "text", "ids of the records it replaces"),
    Column("retracted", "flag", "whether it was taken back"),
    Column("coder", "text", "who coded it"),
    Column("notes", "text", "remarks"),
    Column("tags", "text", "labels"),
)

#: The columns that describe a measurand.
OF_MEASURAND: Final = (
    "measurand",
    "measurand_label",
    "measurand_unit",
    "population",
    "state",
    "place",
    "period",
    "time_kind",
    "part_of",
    "sum_of",
)


def rows(corpus: Corpus) -> Iterator[Row]:
    """The rows of a corpus: claims, then denials, each in order of ids."""
    deniers = _deniers(corpus)
    for claim in corpus.claims:
        yield _only_known(_claim(claim) | {"denied_by": joined(deniers.get(claim.id, ()))})
    for denial in corpus.denials:
        yield _only_known(_denial(denial))


def other_rows(corpus: Corpus) -> Iterator[Row]:
    """The rows of measurands that those of claims and denials do not describe in full, in order of ids."""
    described = {claim.measurand.id for claim in corpus.claims}
    described |= {one.id for denial in corpus.denials for one in denial.measurands if one == bare(one)}
    for measurand in corpus.measurands:
        if measurand.id not in described:
            yield _only_known({"record": "measurand", **_measurand(measurand)})


def bare(measurand: Measurand) -> Measurand:
    """As much of a measurand as the row of a denial says."""
    return Measurand(id=measurand.id, label=measurand.label, unit=measurand.unit, time_kind=measurand.time_kind)


def _only_known(row: Row) -> Row:
    """The row in order of columns, None instead of nothing."""
    return {column.name: None if (cell := row.get(column.name)) == "" else cell for column in COLUMNS}


def _deniers(corpus: Corpus) -> dict[str, list[str]]:
    """Ids of those who deny each claim, whether they name it or its measurand."""
    denied: dict[str, set[str]] = {}
    about: dict[str, set[str]] = {}
    for measurand in corpus.measurands:
        if corpus.denials:
            about[measurand.id] = {
                denial.party.id
                for denial in corpus.denials_of(measurand)
                if denial.kind.is_denial and denial.measurands
            }
    for denial in corpus.denials:
        for id_ in denial.claims if denial.kind.is_denial else ():
            denied.setdefault(id_, set()).add(denial.party.id)
    return {
        claim.id: sorted(denied.get(claim.id, set()) | about.get(claim.measurand.id, set())) for claim in corpus.claims
    }


def _claim(claim: Claim) -> Row:
    estimate = claim.estimate
    return {
        "record": "claim",
        "low": estimate.low,
        "low_strict": None if estimate.low is None else estimate.low_open,
        "best": estimate.best,
        "high": estimate.high,
        "high_strict": None if estimate.high is None else estimate.high_open,
        "unit": estimate.unit,
        "bound": estimate.hedge.value,
        "vague": estimate.vague,
        "wording": estimate.wording,
        **_dates("claimed_on", claim.claimed_on),
        **_dates("as_of", claim.as_of),
        "recorded_on": _text(claim.recorded_on),
        "modality": claim.modality.value,
        "credibility": claim.credibility.value if claim.credibility else None,
        "likelihood": claim.likelihood,
        "confidence": claim.confidence.value if claim.confidence else None,
        "restates": claim.restates,
        "coder": claim.coder,
        "tags": joined(claim.tags),
        **_measurand(claim.measurand),
        **_both(claim),
    }


def _denial(denial: Denial) -> Row:
    return {
        "record": "denial",
        **_dates("claimed_on", denial.said_on),
        "denial": denial.kind.value,
        "denies": joined(denial.claims),
        "counter_claim": denial.counter_claim,
        "explicit": denial.explicit,
        **_measurands(denial.measurands),
        **_both(denial),
    }


def _both(record: Claim | Denial) -> Row:
    """What claims and denials have in common."""
    chain = record.attribution.chain
    origin = chain[-1]
    return {
        "id": record.id,
        "source_original": origin.source.name,
        "source_kind": origin.source.kind.value,
        "source_office": chain[0].source.name,
        "chain": " > ".join(link.source.id for link in chain),
        "organisations": " > ".join(link.source.organisation.id for link in chain),
        "source_organisation": origin.source.organisation.name,
        "speech_act": origin.act.value,
        "cue": origin.cue,
        "reliability": origin.source.reliability.value if origin.source.reliability else None,
        **_place(record.anchors, chain[0]),
        "supersedes": joined(record.supersedes),
        "retracted": record.retracted,
        "notes": record.notes,
    }


def _measurand(one: Measurand) -> Row:
    """What a claim is about."""
    return {
        "measurand": one.id,
        "measurand_label": one.label,
        "measurand_unit": one.unit,
        "population": one.population,
        "state": one.state,
        "place": one.place,
        "period": _text(one.period),
        "time_kind": one.time_kind.value,
        "part_of": joined(whole.id for whole in one.part_of),
        "sum_of": joined(addend.id for addend in one.sum_of),
    }


def _measurands(measurands: Sequence[Measurand]) -> Row:
    """What a denial is about: as much as fits into lists; rows about the same say the rest."""
    return {
        "measurand": joined(one.id for one in measurands),
        "measurand_label": joined(one.label for one in measurands),
        "measurand_unit": joined(one.unit for one in measurands),
        "time_kind": joined(one.time_kind.value for one in measurands),
    }


def _place(anchors: Sequence[Anchor], first: Link) -> Row:
    """What was read, and the first place in it that is evidence: the record counts for its sake."""
    anchor = next((one for one in anchors if one.section.is_evidence), anchors[0] if anchors else None)
    document = anchor.document if anchor else first.document
    if document is None:
        return {}
    row: Row = {
        "document": document.id,
        "document_title": document.title,
        "url": document.url,
        "published": _text(document.published),
    }
    if anchor:
        row |= {
            "anchor_start": anchor.start,
            "anchor_end": anchor.end,
            "anchor_sha256": anchor.quote_sha256,
            "anchor_exact": anchor.exact,
            "section": anchor.section.value,
        }
    return row


def _text(when: When | None) -> str | None:
    return None if when is None else when.text


def _dates(name: str, when: When | None) -> Row:
    """A date as text, and its first and last day."""
    if when is None:
        return {}
    return {name: when.text, f"{name}_earliest": when.earliest, f"{name}_latest": when.latest}
