import hashlib
import tomllib
from pathlib import Path

import pytest

from osintclaims import (
    Claim,
    Corpus,
    Document,
    Draft,
    Estimate,
    Measurand,
    Role,
    Source,
    SourceKind,
    Texts,
    check_corpus,
    claim,
    draft_claims,
    load_corpus,
    save_corpus,
)
from osintclaims.errors import InvalidValueError

ARTICLE = (
    "Depot fire\n\nThe governor said that more than 7,000 people,\nincluding six officers, had left by 3 May. "
    "Between 10 and 12 Su-34 aircraft and an additional\u00a03,000 widgets were seen, he said. "
    "A third of the depot burned, and up to 40 were hurt."
)
GAZETTE = Source(id="gazette", name="The Gazette", kind=SourceKind.NEWS_OUTLET)
REPORT = Document(
    id="r1", publisher=GAZETTE, sha256=hashlib.sha256(ARTICLE.encode()).hexdigest(), characters=len(ARTICLE)
)


def folder_with(draft: str, path: Path) -> Path:
    """A corpus folder in which everything is declared but what the draft leaves open."""
    governor = Source(id="governor", name="The governor", part_of=GAZETTE)
    measurands = tuple(Measurand.adhoc(f"In {unit}", unit) for unit in ("person", "aircraft", "item", "ratio"))
    save_corpus(Corpus(title="A town", documents=(REPORT,), sources=(GAZETTE, governor), measurands=measurands), path)
    (path / "claims").mkdir()
    (path / "claims" / "r1.toml").write_text(draft, encoding="utf-8")
    return path


def completed(draft: Draft) -> str:
    """What a coder makes of a draft."""
    about = f'measurand = "in-{draft.estimate.unit}"'
    return str(draft).replace('measurand = "TODO"', about).replace('"TODO"', '"governor"')


def test_every_figure_becomes_a_draft() -> None:
    """Drafts stand in the order of the text, with ids that follow the document's, and hold figure and mention."""
    drafts = draft_claims(ARTICLE, document=REPORT)
    assert [(one.id, str(one.estimate)) for one in drafts] == [
        ("r1-c1", "more than 7,000 people"),
        ("r1-c2", "6 people"),
        ("r1-c3", "10 to 12 aircraft"),
        ("r1-c4", "3,000 items"),
        ("r1-c5", "0.333333333333 ratio"),
        ("r1-c6", "up to 40 items"),
    ]
    assert [one.estimate for one in drafts] == [one.mention.estimate for one in drafts]
    assert len(drafts) == 6
    assert drafts[1:3] == (drafts[1], drafts[2])
    assert drafts.document is REPORT


def test_anchors_hold_the_figure_with_its_noun() -> None:
    """An anchor spans the wording as it stands in the text, line breaks and all, and its hash is that of the quote."""
    quotes = [ARTICLE[one.anchor.start : one.anchor.end] for one in draft_claims(ARTICLE, document=REPORT)]
    assert quotes == [
        "more than 7,000 people",
        "six officers",
        "Between 10 and 12 Su-34 aircraft",
        "an additional\u00a03,000 widgets",
        "A third",
        "up to 40",
    ]
    for one, quote in zip(draft_claims(ARTICLE, document=REPORT), quotes, strict=True):
        assert one.anchor.quote_sha256 == hashlib.sha256(quote.encode()).hexdigest()


def test_the_wording_around_a_figure_is_its_own() -> None:
    """Where the same words stand twice, each draft is anchored at its own; a noun far away is left out."""
    twice = "At first 40 soldiers came, then 40 soldiers more, then 40 soldiers."
    starts = [one.anchor.start for one in draft_claims(twice, document="r1")]
    assert len(starts) == len(set(starts)) == 3
    torn = f"They counted 40{' ' * 500}soldiers."
    (alone,) = draft_claims(torn, document="r1")
    assert torn[alone.anchor.start : alone.anchor.end] == alone.estimate.wording == "40"


def test_remarks_say_what_no_field_can() -> None:
    """Parts name their whole; increments, shares and figures without a known unit are marked; others have no remark."""
    remarks = [one.remarks for one in draft_claims(ARTICLE, document=REPORT)]
    assert [len(one) for one in remarks] == [0, 1, 0, 2, 1, 1]
    assert remarks[1] == ("A part of what r1-c1 counts.",)
    assert remarks[3][0].startswith("An increment")
    assert remarks[3][1].startswith("Its noun is not known as a unit")
    assert remarks[4][0].startswith("A share")
    assert remarks[5][0].startswith("No noun stands beside it")
    assert draft_claims(ARTICLE, document=REPORT)[1].part_of == "r1-c1"
    (part,) = (one for one in draft_claims("Among them were six of the officers.", document="r1"))
    assert (part.mention.role, part.part_of) == (Role.PART, None)
    assert part.remarks == ("A part of a whole that stands elsewhere.",)


def test_a_draft_does_not_load(tmp_path: Path) -> None:
    """Measurand and origin of every draft are open, and the loader says so at each, and nothing else."""
    drafts = draft_claims(ARTICLE, document=REPORT)
    report = check_corpus(folder_with(str(drafts), tmp_path / "corpus"))
    found = [(one.path.partition(".")[2], one.code, one.message) for one in report.problems]
    assert found == [
        expected
        for _ in drafts
        for expected in (
            ("measurand", "E302", 'unknown measurand "TODO"'),
            ("chain[1]", "E302", 'unknown source "TODO"'),
        )
    ]


@pytest.mark.parametrize("kind", ["sources", "measurands"])
def test_nothing_can_be_called_todo(tmp_path: Path, kind: str) -> None:
    """The placeholder is no legal id, so that no other file can complete a draft by accident."""
    folder = folder_with("", tmp_path / "corpus")
    fields = 'name = "x"' if kind == "sources" else 'label = "x"\nunit = "person"'
    with (folder / f"{kind}.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[{kind[:-1]}]]\nid = "TODO"\n{fields}\n')
    assert "E301" in [one.code for one in check_corpus(folder).problems]


def test_a_completed_draft_is_a_corpus(tmp_path: Path) -> None:
    """With every decision made, the file loads, its anchors verify, and the figures are those that were read."""
    drafts = draft_claims(ARTICLE, document=REPORT)
    text = "\n".join(['document = "r1"\n', *map(completed, drafts)])
    folder = folder_with(text, tmp_path / "corpus")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "any.txt").write_text(ARTICLE, encoding="utf-8", newline="")
    report = check_corpus(folder, texts=Texts(tmp_path / "texts"))
    assert not report.problems
    assert (report.anchors_recorded, report.anchors_verified) == (6, 6)
    corpus = load_corpus(folder)
    assert [(one.estimate, one.anchors) for one in corpus.claims] == [(one.estimate, (one.anchor,)) for one in drafts]


def test_the_text_form_is_a_claim_file(tmp_path: Path) -> None:
    """`str()` of all is the head and the text of each; completed, it is canonical but for head, remarks and units."""
    drafts = draft_claims(ARTICLE, document=REPORT)
    tables = tomllib.loads(str(drafts))
    assert (tables["document"], len(tables["claim"])) == ("r1", 6)
    assert [tomllib.loads(str(one))["claim"][0] for one in drafts] == tables["claim"]
    folder = folder_with("\n".join(['document = "r1"\n', *map(completed, drafts)]), tmp_path / "corpus")
    save_corpus(load_corpus(folder), folder)
    units = [f', unit = "{one.estimate.unit}"' for one in drafts]
    bare = [
        "".join(line for line in completed(one).replace(unit, "").splitlines(keepends=True) if line[0] != "#")
        for one, unit in zip(drafts, units, strict=True)
    ]
    assert (folder / "claims" / "r1.toml").read_text(encoding="utf-8") == "\n".join(['document = "r1"\n', *bare])


def test_an_id_stands_for_a_document_that_nobody_knows() -> None:
    """Its text gives hash and length; its publisher is a source of its own, of unknown kind."""
    document = draft_claims(ARTICLE, document="r1").document
    assert (document.id, document.sha256, document.characters) == ("r1", REPORT.sha256, REPORT.characters)
    assert (document.publisher.id, document.publisher.kind) == ("outlet-r1", SourceKind.UNKNOWN)
    assert (document.published, document.url, document.title) == (None, None, "")


def test_a_text_without_figures_gives_no_drafts() -> None:
    """Also the empty text; what is printed is a claim file all the same."""
    for text in ("", "Nothing was seen on 3 May."):
        drafts = draft_claims(text, document="r1")
        assert list(drafts) == []
        assert tomllib.loads(str(drafts)) == {"document": "r1"}


@pytest.mark.parametrize("id_", ["a" * 64, f"{'a' * 55}-{'b' * 8}", f"{'a' * 60}-b-c"])
def test_a_long_id_leaves_room(id_: str) -> None:
    """Ids of claims and publisher are legal however long that of the document is."""
    text = "40 soldiers. " * 12
    drafts = draft_claims(text, document=id_)
    assert drafts.document.id == id_
    estimate = Estimate.of(40, "person", wording="40 soldiers")
    said = claim("Seen", estimate, by=drafts.document.publisher)
    made = [
        Claim(id=one.id, measurand=said.measurand, estimate=one.estimate, attribution=said.attribution)
        for one in drafts
    ]
    assert len({one.id for one in made}) == 12


def test_another_text_is_refused() -> None:
    """A text of another length or hash than the document's is refused: all its anchors would be wrong."""
    with pytest.raises(InvalidValueError, match=r"not the text of document r1: it has .*newline=.*E503"):
        draft_claims(ARTICLE + " ", document=REPORT)
    with pytest.raises(InvalidValueError, match=r"not the text of document r1: its SHA-256.*E503"):
        draft_claims(ARTICLE.replace("7", "8"), document=REPORT)
    unhashed = Document(id="r1", publisher=GAZETTE)
    assert draft_claims(ARTICLE, document=unhashed).document is unhashed


def test_other_types_are_refused() -> None:
    """Bytes are no text, and a path or an illegal id is no document."""
    with pytest.raises(InvalidValueError, match=r"text must be a string, got bytes.*E005"):
        draft_claims(ARTICLE.encode(), document="r1")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"document must be a Document or an id, got 7 .*E005"):
        draft_claims(ARTICLE, document=7)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="E301"):
        draft_claims(ARTICLE, document="article.txt")


def test_what_has_to_be_declared_stands_above(tmp_path: Path) -> None:
    """Pasted into the other files of a corpus, it leaves nothing unknown but what the coder decides."""
    text = str(draft_claims("At least 28 flights were counted.", document="r1"))
    _, _, told = text.partition("have to be declared:\n")
    files: dict[str, str] = {}
    name = ""
    for line in told.partition("\n\n")[0].splitlines():
        words = line.removeprefix("# ")
        if words.startswith("in "):
            name = words.removeprefix("in ")
            files[name] = ""
        else:
            files[name] += f"{words}\n"
    assert set(files) == {"documents.toml", "sources.toml"}
    save_corpus(Corpus(measurands=(Measurand.adhoc("Flights", "flight"),)), tmp_path)
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "r1.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert [problem.message for problem in check_corpus(tmp_path).problems] == [
        'unknown measurand "TODO"',
        'unknown source "TODO"',
    ]
