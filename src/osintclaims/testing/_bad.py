"""Corpus folders with one fault, and the code under which it must be reported."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from osintclaims.store import canonical_files
from osintclaims.testing._corpora import corpora
from osintclaims.testing._drawing import pick

__all__ = ["FAULTS", "bad_corpora"]

#: Sound records, added to every corpus so that a fault has something to be wrong about; no corpus has ids like these.
_SOUND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sources.toml": (
            '[[source]]\nid = "zz-wire"\nname = "A wire service"\n\n'
            '[[source]]\nid = "zz-ministry"\nname = "A ministry"\n'
        ),
        "measurands.toml": '[[measurand]]\nid = "zz-flights"\nlabel = "Flights counted"\nunit = "flight"\n',
        "documents.toml": (
            '[[document]]\nid = "zz-report"\npublisher = "zz-wire"\npublished = "2024-10-20"\ncharacters = 50\n'
        ),
        "claims/zz-sound.toml": (
            '[[claim]]\nid = "zz-c1"\nmeasurand = "zz-flights"\nestimate = { at_least = 28 }\nchain = ["zz-wire"]\n'
        ),
    }
)
_HASH: Final = "0" * 64


def _claim(*lines: str, estimate: str = "{ about = 30 }", chain: str = '["zz-ministry"]') -> dict[str, str]:
    """A file with a claim, and what else is given."""
    text = (
        "[[claim]]",
        'id = "zz-c2"',
        'measurand = "zz-flights"',
        f"estimate = {estimate}",
        f"chain = {chain}",
        *lines,
        "",
    )
    return {"claims/zz-bad.toml": "\n".join(text)}


def _anchored(start: int, end: int, extra: str = "") -> dict[str, str]:
    anchor = f'anchor = {{ document = "zz-report", start = {start}, end = {end}, sha256 = "{_HASH}"{extra} }}'
    return _claim(anchor, chain='["zz-wire", { source = "zz-ministry", said_on = "2024-10-19" }]')


def _denial(*lines: str) -> dict[str, str]:
    return {"claims/zz-bad.toml": "\n".join(("[[denial]]", 'id = "zz-d1"', 'chain = ["zz-ministry"]', *lines, ""))}


#: Codes, and what is added to which file to deserve them.
FAULTS: Final[tuple[tuple[str, Mapping[str, str | bytes]], ...]] = (
    ("E001", {"claims/zz-bad.toml": "[[claim\n"}),
    ("E001", _claim('notes = "a"', 'notes = "b"')),
    ("E001", _claim('notes = "\\ud800"')),
    ("E002", {"sources.toml": b'\n[[source]]\nid = "zz-b"\nname = "\xff"\n'}),
    ("E002", {"claims/zz-bad.toml": 'title = "x"\n'.encode("utf-16")}),
    ("E003", _claim('modallity = "plan"')),
    ("E003", {"claims.toml": "x = 1\n"}),
    ("E004", {"sources.toml": '\n[[source]]\nid = "zz-b"\n'}),
    ("E005", _claim("notes = 4")),
    ("E005", _claim(estimate="28")),
    ("E006", {"sources.toml": '\n[[source]]\nid = "zz-b"\nname = " "\n'}),
    ("E007", _claim(f"credibility = {'9' * 5_000}")),
    ("E008", {"claims/zz-bad.toml": f"x = {'[' * 3_000}"}),
    ("E101", _claim(estimate='{ wording = "some" }')),
    ("E102", _claim(estimate="{ between = [12_000, 10_000] }")),
    ("E103", _claim(estimate="{ low = 1, best = 12, high = 10 }")),
    ("E104", _claim(estimate="{ about = 4.5 }")),
    ("E105", _claim(estimate="{ about = -3 }")),
    ("E106", _claim(estimate="{ at_most = nan }")),
    ("E106", _claim(estimate='{ at_most = "7,000" }')),
    ("E107", _claim(estimate='{ about = 3, unit = "flihgts" }')),
    ("E108", _claim(estimate='{ about = 3, unit = "soldiers" }')),
    ("E109", _claim('notes = "a\\u202Eb"')),
    ("E110", _claim(estimate="{ at_least = 1, up_to = 3 }")),
    ("E201", _claim(chain="[]")),
    ("E202", _claim(chain='["zz-wire", "zz-wire"]')),
    ("E203", _claim(f'anchor = {{ document = "zz-report", start = 0, end = 9, sha256 = "{_HASH}" }}')),
    ("E301", {"sources.toml": '\n[[source]]\nid = "zz-wire"\nname = "Another one"\n'}),
    ("E301", {"sources.toml": '\n[[source]]\nid = "ZZ"\nname = "No id"\n'}),
    ("E302", _claim(chain='["zz-wier"]')),
    ("E302", _claim('restates = "zz-c3"')),
    ("E303", _claim('supersedes = ["zz-c2"]')),
    ("E303", {"sources.toml": '\n[[source]]\nid = "zz-b"\nname = "A body"\npart_of = "zz-b"\n'}),
    ("E304", _claim('supersedes = ["zz-c1"]')),
    ("E310", _claim('modality = "observd"')),
    ("E310", _claim("credibility = 7")),
    ("E401", _claim('as_of = "03/04/2024"')),
    ("E401", _claim('as_of = "2024-13"')),
    (
        "E402",
        _anchored(0, 9)
        | _claim(
            f'anchor = {{ document = "zz-report", start = 0, end = 9, sha256 = "{_HASH}" }}',
            chain='["zz-wire", { source = "zz-ministry", said_on = "2024-10-22" }]',
        ),
    ),
    ("E501", _anchored(40, 51)),
    ("E502", _anchored(0, 9, ', exact = "28 planes"')),
    ("E601", _denial('kind = "dismissal"')),
    ("E602", _denial('kind = "counter_figure"', 'claims = ["zz-c1"]')),
)


@st.composite
def _bad_corpora(draw: st.DrawFn) -> tuple[dict[str, bytes], str]:
    files = canonical_files(draw(corpora(max_claims=3, max_denials=1)))
    code, added = pick(draw, FAULTS)
    return with_fault(files, added), code


def with_fault(files: Mapping[str, bytes], added: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The files of a corpus, with sound records that a fault needs, and the fault."""
    bad = dict(files)
    for more in (_SOUND, added):
        for name, content in more.items():
            before = bad.get(name, b"")
            joint = b"\n" if before else b""
            bad[name] = before + joint + (content if isinstance(content, bytes) else content.encode())
    return bad


def bad_corpora() -> st.SearchStrategy[tuple[dict[str, bytes], str]]:
    """Files of a corpus folder with one thing wrong: their contents by their paths, and the code of the error.

    Write the files below a folder; `check_corpus` reports an error of that code, and `load_corpus` raises
    `CorpusError`. The rest of the corpus is sound.

    Examples:
        >>> from hypothesis import find
        >>> from osintclaims.testing import bad_corpora
        >>> files, code = find(bad_corpora(), lambda bad: bad[1] == "E102")
        >>> print(files["claims/zz-bad.toml"].decode())
        [[claim]]
        id = "zz-c2"
        measurand = "zz-flights"
        estimate = { between = [12_000, 10_000] }
        chain = ["zz-ministry"]
        <BLANKLINE>
    """
    return _bad_corpora()
