import hashlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from osintclaims import Corpus, Draft, Measurand, Source, Texts, check_corpus, draft_claims, load_corpus, save_corpus
from osintclaims.wording import find_estimates

_FIGURES = (
    "more than 7,000 North Korean soldiers",
    "at least 28 flights",
    "half a million refugees",
    "between 10,000 and 12,000 men",
    "$2,000 a month",
    "3.5 per cent",
    "about 40 kilometres",
    "hundreds of drones",
    "10,000 +/- 500 shells",
    "an additional 3,000",
    "including six officers",
    "a third of the brigade",
    "nearly 1.5 million tonnes",
    "-12 degrees Celsius",
    "200 widgets",
    "EUR 3.5bn",
)
_BETWEEN = (
    "came. ",
    "were seen,\n and ",
    "\u00a0\u2014 ",
    "\u201d said he, \u201c",
    "on 3 May 2024. ",
    "\u202e\ufeff",
    '\\ " # ',
)

#: Articles with figures in them, white space of every kind between the words.
ARTICLES = st.builds(
    lambda parts, blank: "".join(parts).replace(" ", blank),
    st.lists(st.builds("{} {}".format, st.sampled_from(_FIGURES), st.sampled_from(_BETWEEN) | st.text(max_size=9))),
    st.sampled_from([" ", "\u00a0", "  ", "\r\n", "\u2009"]),
)


def seen(text: str) -> str:
    """The letters of a text, without blanks and what is never printed."""
    return "".join(letter for letter in text if letter.isprintable() and letter != " ")


@given(text=ARTICLES | st.text(st.characters()))
def test_anchors_verify(text: str) -> None:
    """An anchor covers its mention, its hash is that of its quote, and what can be seen there is its wording."""
    drafts = draft_claims(text, document="r1")
    assert tuple(one.mention for one in drafts) == find_estimates(text)
    for one in drafts:
        quote = text[one.anchor.start : one.anchor.end]
        assert one.anchor.start <= one.mention.start < one.mention.end <= one.anchor.end
        assert one.anchor.quote_sha256 == hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()
        assert seen(quote) == seen(one.estimate.wording)


@settings(max_examples=40)
@given(text=ARTICLES | st.text())
def test_files_give_back_what_was_read(text: str) -> None:
    """Unfinished, no file with a draft loads; completed, it loads to the same estimates, and every anchor verifies."""
    drafts = draft_claims(text, document="r1")
    units = sorted({one.estimate.unit for one in drafts})
    measurands = {unit: Measurand(id=f"m{place}", label=unit, unit=unit) for place, unit in enumerate(units)}
    known = Corpus(
        documents=(drafts.document,),
        sources=(drafts.document.publisher, Source(id="origin", name="Origin")),
        measurands=tuple(measurands.values()),
    )

    def completed(draft: Draft) -> str:
        about = f'measurand = "{measurands[draft.estimate.unit].id}"'
        return str(draft).replace('measurand = "TODO"', about).replace('"TODO"]', '"origin"]')

    with tempfile.TemporaryDirectory() as place:
        folder, texts = Path(place, "corpus"), Path(place, "texts")
        texts.mkdir()
        (texts / "a.txt").write_bytes(text.encode())
        save_corpus(known, folder)
        (folder / "claims").mkdir()
        file = folder / "claims" / "r1.toml"
        file.write_text(str(drafts), encoding="utf-8", newline="")
        assert [one.code for one in check_corpus(folder).problems] == ["E302"] * 2 * len(drafts)
        file.write_text("\n".join(['document = "r1"\n', *map(completed, drafts)]), encoding="utf-8", newline="")
        report = check_corpus(folder, texts=Texts(texts))
        assert not [one for one in report.problems if one.severity == "error"]
        assert report.anchors_verified == len(drafts)
        loaded = {one.id: one for one in load_corpus(folder).claims}
        assert [(loaded[one.id].estimate, loaded[one.id].anchors) for one in drafts] == [
            (one.estimate, (one.anchor,)) for one in drafts
        ]
