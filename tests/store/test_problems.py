"""Every problem of a corpus folder is located, coded and said in words; all of them in one pass."""

import json
from datetime import date
from pathlib import Path

import attrs
import pytest

from osintclaims import OsintclaimsError
from osintclaims.store import CorpusError, Problem, Report, check_corpus, load_corpus
from tests.store.folders import FILES, check, claim, digest, lines, write

SOUND = FILES["claims/d1.toml"]
ANCHOR = f'anchor = {{ start = 1, end = 3, sha256 = "{digest("he")}" }}'

#: What is added to the sound claim file of 14 lines (a claim's fourth line is line 18), and what is said about it.
ADDED = {
    "control character": (
        claim('notes = "x\\u0000y"'),
        "claims/d1.toml:20: claim[1].notes: notes holds the control character U+0000 at position 1; remove it [E109]",
    ),
    "control character in a wording": (
        claim(estimate='{ at_least = 5, wording = "\\u0000" }'),
        (
            "claims/d1.toml:18: claim[1].estimate.wording: wording holds the control character U+0000 at position 0; "
            "remove it [E109]"
        ),
    ),
    "direction override": (
        claim('notes = "\u202e000,7"'),
        "claims/d1.toml:20: claim[1].notes: notes holds the control character U+202E at position 0; remove it [E109]",
    ),
    "lone surrogate": (
        claim('notes = "\\ud800"'),
        "claims/d1.toml:20: not TOML: escaped character is not a Unicode scalar value [E001]",
    ),
    "raw control character": (
        claim('notes = "a\x01b"'),
        "claims/d1.toml:20: not TOML: illegal character '\\x01' [E001]",
    ),
    "low above high": (
        claim(estimate="{ between = [12_000, 10_000] }"),
        (
            "claims/d1.toml:18: claim[1].estimate.between: empty range: at least 12000 and at most 10000; "
            "low must not exceed high [E102]"
        ),
    ),
    "best above high": (
        claim(estimate="{ low = 1, best = 12, high = 10 }"),
        "claims/d1.toml:18: claim[1].estimate: best 12 lies above high 10 [E103]",
    ),
    "not a number": (
        claim(estimate="{ low = nan }"),
        "claims/d1.toml:18: claim[1].estimate.low: low must be a finite number within 10^18, got nan [E106]",
    ),
    "infinite": (
        claim(estimate="{ at_most = inf }"),
        "claims/d1.toml:18: claim[1].estimate.at_most: high must be a finite number within 10^18, got inf [E106]",
    ),
    "boolean figure": (
        claim(estimate="{ figure = true }"),
        "claims/d1.toml:18: claim[1].estimate.figure: low must be a number, got True [E106]",
    ),
    "figure in quotes": (
        claim(estimate='{ at_least = "7,000" }'),
        (
            'claims/d1.toml:18: claim[1].estimate.at_least: low must be a number, got the string "7,000" (write 7_000) '
            "[E106]"
        ),
    ),
    "fraction of a count": (
        claim(estimate="{ about = 4.5 }"),
        "claims/d1.toml:18: claim[1].estimate.about: flight is a count: 4.5 is not a whole number [E104]",
    ),
    "two ways of saying it": (
        claim(estimate="{ at_least = 1, up_to = 3 }"),
        (
            "claims/d1.toml:18: claim[1].estimate.up_to: at_least and up_to cannot stand in one figure; "
            "keep the one that was said [E110]"
        ),
    ),
    "a word and raw numbers": (
        claim(estimate="{ at_least = 1, high = 3 }"),
        (
            "claims/d1.toml:18: claim[1].estimate.high: at_least and high cannot stand in one figure; "
            "keep the one that was said [E110]"
        ),
    ),
    "open end of the wrong type": (
        claim(estimate="{ low = 1, low_open = 1 }"),
        "claims/d1.toml:18: claim[1].estimate.low_open: true or false is wanted, got the integer 1 [E005]",
    ),
    "unknown hedge": (
        claim(estimate='{ low = 1, hedge = "nearby" }'),
        (
            'claims/d1.toml:18: claim[1].estimate.hedge: "nearby" is not a hedge; did you mean "nearly"? (also bare, '
            "exact, "
            "more_than, at_least, less_than, at_most, up_to, about, just_over, range, plus_minus, vague) [E310]"
        ),
    ),
    "one end of a range": (
        claim(estimate="{ between = [1] }"),
        (
            "claims/d1.toml:18: claim[1].estimate.between: two numbers are wanted, got an array; "
            "write [10_000, 12_000] [E005]"
        ),
    ),
    "bare number": (
        claim(estimate="28"),
        (
            "claims/d1.toml:18: claim[1].estimate: a table is wanted, got the integer 28; write for example "
            "{ about = 10_000 } [E005]"
        ),
    ),
    "figure without a figure": (
        claim(estimate='{ wording = "some" }'),
        (
            "claims/d1.toml:18: claim[1].estimate: estimate says nothing; give one of figure, exactly, at_least, "
            "more_than, "
            "at_most, up_to, less_than, about, nearly, just_over, vague, between, plus_minus [E101]"
        ),
    ),
    "unknown unit": (
        claim(estimate='{ at_most = 4, unit = "soldjers" }'),
        'claims/d1.toml:18: claim[1].estimate.unit: unknown unit "soldjers"; did you mean "soldiers" (person)? [E107]',
    ),
    "unit of something else": (
        claim(estimate='{ at_most = 4, unit = "soldiers" }'),
        (
            "claims/d1.toml:18: claim[1].estimate: claim is in person, measurand flights is in flight; "
            "give the figure in flight, or name another measurand [E108]"
        ),
    ),
    "day and month that may be swapped": (
        claim('as_of = "03/04/2024"'),
        (
            'claims/d1.toml:20: claim[1].as_of: "03/04/2024" is not a date: an interval has two ends; write 2024, '
            "2024-10, "
            "2024-10-17, 197X, a/b, ../b or a/.., each date with ?, ~ or % behind it if need be [E401]"
        ),
    ),
    "time of day": (
        claim("as_of = 2024-10-18T10:00:00+09:00"),
        (
            "claims/d1.toml:20: claim[1].as_of: a date is wanted, got the date-time 2024-10-18 10:00:00+09:00; "
            'write it as a text: "2024-10-17" or "2024-10" [E401]'
        ),
    ),
    "year zero": (
        claim("as_of = 0000-01-01"),
        "claims/d1.toml:20: not TOML: invalid date or datetime [E001]",
    ),
    "unknown source": (
        claim(chain='["wire", "ministri"]'),
        'claims/d1.toml:19: claim[1].chain[1]: unknown source "ministri"; did you mean "ministry"? [E302]',
    ),
    "source of the wrong type": (
        claim(chain="[{ source = 4 }]"),
        (
            "claims/d1.toml:19: claim[1].chain[0].source: the id of a source is wanted, got the integer 4; "
            'write "source-id" [E005]'
        ),
    ),
    "source citing itself": (
        claim(chain='["wire", "wire"]'),
        "claims/d1.toml:19: claim[1].chain: chain repeats wire at positions 1 and 2; name each hop once [E202]",
    ),
    "nobody": (
        claim(chain="[]"),
        "claims/d1.toml:19: claim[1].chain: attribution chain is empty; name at least the publisher [E201]",
    ),
    "another publisher": (
        claim(ANCHOR, chain='["ministry"]'),
        (
            "claims/d1.toml:19: claim[1].chain: chain starts at ministry but document d1 is published by wire; "
            "put the publisher first [E203]"
        ),
    ),
    "said after it was printed": (
        claim(ANCHOR, chain='["wire", { source = "ministry", said_on = "2024-10-22" }]'),
        "claims/d1.toml:19: claim[1].chain: claimed on 2024-10-22, but document d1 is dated 2024-10-20 [E402]",
    ),
    "unknown value": (
        claim('modality = "observd"'),
        (
            'claims/d1.toml:20: claim[1].modality: "observd" is not a modality; did you mean "observed"? '
            "(also forecast, plan, hypothetical, historical, background) [E310]"
        ),
    ),
    "grade off the scale": (
        claim("credibility = 7"),
        "claims/d1.toml:20: claim[1].credibility: the integer 7 is not a credibility; one of 1, 2, 3, 4, 5, 6 [E310]",
    ),
    "true for a grade": (
        claim("credibility = true"),
        (
            "claims/d1.toml:20: claim[1].credibility: a credibility is an integer, got the boolean true; "
            "one of 1, 2, 3, 4, 5, 6 [E005]"
        ),
    ),
    "supersession in a cycle": (
        claim('supersedes = ["d1-c8"]') + claim('supersedes = ["d1-c9"]', id_="d1-c8"),
        "claims/d1.toml:20: claim[1].supersedes: supersedes cycle: d1-c9 → d1-c8 → d1-c9; remove one of them [E303]",
    ),
    "superseding somebody else": (
        claim('supersedes = ["d1-c1"]'),
        (
            "claims/d1.toml:20: claim[1].supersedes: d1-c9 cannot supersede d1-c1: different origin (ministry, wire); "
            "an origin replaces its own earlier figures about the same measurand only [E304]"
        ),
    ),
    "superseding itself": (
        claim('supersedes = ["d1-c9"]'),
        "claims/d1.toml:20: claim[1].supersedes: claim d1-c9 restates or supersedes itself [E303]",
    ),
    "unknown claim": (
        claim('restates = "d1-c2"'),
        'claims/d1.toml:20: claim[1].restates: unknown claim "d1-c2"; did you mean "d1-c9"? [E302]',
    ),
    "unknown claim in a list": (
        claim('supersedes = [\n"d1-c1111",\n]'),
        'claims/d1.toml:21: claim[1].supersedes[0]: unknown claim "d1-c1111"; did you mean "d1-c1"? [E302]',
    ),
    "duplicate id": (
        claim(id_="d1-c1"),
        (
            "claims/d1.toml:16: claim[1].id: duplicate claim id d1-c1 (first at claims/d1.toml:3); "
            "give each claim an id of its own [E301]"
        ),
    ),
    "id that is none": (
        claim(id_="D1"),
        (
            'claims/d1.toml:16: claim[1].id: id "D1" is not an id; use lower-case letters, digits and single hyphens, '
            "at most 64 characters, for example 001-c1 [E301]"
        ),
    ),
    "duplicate key": (
        claim('notes = "a"', 'notes = "b"'),
        "claims/d1.toml:21: not TOML: cannot overwrite a value [E001]",
    ),
    "duplicate tag": (
        claim('tags = ["a", "a"]'),
        'claims/d1.toml:20: claim[1].tags: "a" is listed twice; list it once [E301]',
    ),
    "tags that are no list": (
        claim('tags = "a"'),
        'claims/d1.toml:20: claim[1].tags: an array is wanted, got the string "a"; put it in [ ] [E005]',
    ),
    "unknown key": (
        claim('modallity = "plan"'),
        "claims/d1.toml:20: claim[1].modallity: unknown key modallity; did you mean modality? [E003]",
    ),
    "one anchor twice": (
        claim(ANCHOR, "anchors = []"),
        "claims/d1.toml:20: claim[1].anchor: anchor and anchors in one record; put it into anchors [E003]",
    ),
    "anchor beyond the end": (
        claim(f'anchors = [\n  {{ start = 1, end = 999, sha256 = "{digest("x")}" }},\n]'),
        "claims/d1.toml:21: claim[1].anchors[0].end: anchor [1, 999) lies outside document d1 (91 characters) [E501]",
    ),
    "hash that is none": (
        claim('anchor = { start = 1, end = 3, sha256 = "abc" }'),
        (
            "claims/d1.toml:20: claim[1].anchor.sha256: quote_sha256 is not a SHA-256; "
            "write its 64 lower-case hexadecimal digits [E006]"
        ),
    ),
    "place beyond all texts": (
        claim(f'anchor = {{ start = 1, end = 0x{"f" * 5000}, sha256 = "{digest("x")}" }}'),
        (
            "claims/d1.toml:20: claim[1].anchor.end: an integer within 10^18 is wanted, got an integer of 20000 bits "
            "[E007]"
        ),
    ),
    "number of 5,000 digits": (
        claim(f"credibility = {'9' * 5000}"),
        "claims/d1.toml:20: a number of thousands of digits [E007]",
    ),
    "counter figure without a figure": (
        'counter_claim = "d1-c1"\n',
        (
            "claims/d1.toml:15: denial[0].counter_claim: denial d1-x1 of kind dismissal and its counter_claim do not "
            "fit; "
            "a counter_figure, and only it, names one [E602]"
        ),
    ),
    "header cut off": (
        "[[claim\n",
        "claims/d1.toml:15: not TOML: expected ']]' at the end of an array declaration [E001]",
    ),
    "text cut off": ('notes = """abc', "claims/d1.toml:15: not TOML: unterminated string [E001]"),
    "deep nesting": (
        f"x = {'[' * 3000}",
        "claims/d1.toml:1: arrays and tables are nested more than 64 deep; corpus files need four [E008]",
    ),
    "deep dotted key": (
        f"a{'.a' * 3000} = 1",
        "claims/d1.toml:1: arrays and tables are nested more than 64 deep; corpus files need four [E008]",
    ),
}


@pytest.mark.parametrize("name", ADDED)
def test_one_wrong_thing_is_one_problem(tmp_path: Path, name: str) -> None:
    """Each fault is reported once, with file, line, key path, code, and what would be right."""
    added, expected = ADDED[name]
    assert lines(check(tmp_path, claims_d1=SOUND + added)) == [expected]


#: Files that are replaced, and what is said about them.
REPLACED: dict[str, tuple[dict[str, str | bytes | None], list[str]]] = {
    "UTF-16": (
        {"sources": FILES["sources.toml"].encode("utf-16")},
        ["sources.toml:1: not UTF-8 (looks like UTF-16); save it as UTF-8 [E002]"],
    ),
    "UTF-16 without a mark": (
        {"sources": FILES["sources.toml"].encode("utf-16-le")},
        ["sources.toml:1: not UTF-8 (looks like UTF-16); save it as UTF-8 [E002]"],
    ),
    "byte that is no UTF-8": (
        {"sources": b"\xef\xbb\xbf" + FILES["sources.toml"].encode().replace(b"A wire", b"A \xff wire")},
        ["sources.toml:3: not UTF-8: byte 0xff at offset 36; save it as UTF-8 [E002]"],
    ),
    "no corpus.toml": (
        {"corpus": None},
        ['corpus.toml:1: no corpus.toml, which begins format = "osintclaims/1"; is this a corpus folder? [E004]'],
    ),
    "no format": (
        {"corpus": 'title = "x"\nlicense = "x"\nlicence = 3\n'},
        [
            'corpus.toml:1: format is missing; write format = "osintclaims/1" [E004]',
            "corpus.toml:2: license: unknown key license; did you mean licence? [E003]",
            'corpus.toml:3: licence: a string is wanted, got the integer 3; write "3" [E005]',
        ],
    ),
    "format of tomorrow": (
        {"corpus": 'title = "x"\nformat = "osintclaims/2"\nnew = 1\n', "sources": "[[new]]\n"},
        [
            (
                'corpus.toml:2: format: the string "osintclaims/2" is not a format that is read here; '
                'this is "osintclaims/1" [E006]'
            )
        ],
    ),
    "unreadable corpus.toml": ({"corpus": "format ="}, ["corpus.toml:1: not TOML: invalid value [E001]"]),
    "unreadable corpus.toml and an unknown claim": (
        {"corpus": "format =", "claims/d1": SOUND.replace('claims = ["d1-c1"]', 'claims = ["zzz"]')},
        [
            'claims/d1.toml:14: denial[0].claims[0]: unknown claim "zzz" [E302]',
            "corpus.toml:1: not TOML: invalid value [E001]",
        ],
    ),
    "title that cannot be shown": (
        {"corpus": 'formt = 1\nformat = "osintclaims/1"\ntitle = "x\\u0000"\n'},
        [
            "corpus.toml:1: formt: unknown key formt; did you mean format? [E003]",
            ("corpus.toml:3: title: title holds the control character U+0000 at position 1; remove it [E109]"),
        ],
    ),
    "claims that are none, and a denial": (
        {"claims/d1": 'document = "d1"\nclaim = 3\n' + SOUND[SOUND.index("[[denial]]") :] + "zzz = 1\n"},
        [
            "claims/d1.toml:2: claim: [[claim]] is wanted, got the integer 3; write [[claim]] above each [E005]",
            (
                "claims/d1.toml:8: denial[0].zzz: unknown key zzz; known are id, chain, kind, measurands, claims, "
                "said_on, counter_claim, anchors, explicit, supersedes, retracted, notes [E003]"
            ),
        ],
    ),
    "ids that are none": (
        {
            "sources": FILES["sources.toml"]
            + '[[source]]\nid = 3\nname = "x"\n' * 2
            + '[[source]]\nid = []\nname = "x"\n'
        },
        [
            'sources.toml:15: source[3].id: a string is wanted, got the integer 3; write "3" [E005]',
            'sources.toml:18: source[4].id: a string is wanted, got the integer 3; write "3" [E005]',
            "sources.toml:21: source[5].id: a string is wanted, got an array [E005]",
        ],
    ),
    "misspelt file": (
        {"source": "x = 1\n"},
        ["source.toml:1: unknown file; did you mean sources.toml? [E003]"],
    ),
    "foreign file": (
        {"pyproject": "x = 1\n"},
        [
            (
                "pyproject.toml:1: unknown file; a corpus folder holds corpus.toml, sources.toml, measurands.toml, "
                "documents.toml and claims/*.toml [E003]"
            )
        ],
    ),
    "table of another file": (
        {"sources": FILES["sources.toml"] + '[[measurand]]\nid = "q"\n[claim]\n[other]\n'},
        [
            "sources.toml:14: measurand: unknown key measurand; a measurand stands in measurands.toml [E003]",
            "sources.toml:16: claim: unknown key claim; a claim stands in claims/*.toml [E003]",
            "sources.toml:17: other: unknown key other; known are source [E003]",
        ],
    ),
    "single brackets": (
        {"claims/d1": "[claim]\nid = 'q'\n"},
        ["claims/d1.toml:1: claim: [[claim]] is wanted, got a table; write [[claim]] above each [E005]"],
    ),
    "records that are no tables": (
        {"claims/d1": "claim = [1]\n"},
        ["claims/d1.toml:1: claim[0]: a table is wanted, got the integer 1 [E005]"],
    ),
    "unknown default document": (
        {"claims/d1": SOUND.replace('document = "d1"', 'document = "d2"')},
        ['claims/d1.toml:1: document: unknown document "d2" [E302]'],
    ),
    "default document of the wrong type": (
        {"claims/d1": SOUND.replace('document = "d1"', "document = 1")},
        [
            (
                'claims/d1.toml:1: document: the id of a document is wanted, got the integer 1; write document = "id"; '
                "documents themselves stand in documents.toml [E005]"
            )
        ],
    ),
    "no default document": (
        {"claims/d1": SOUND.removeprefix('document = "d1"\n')},
        ["claims/d1.toml:7: claim[0].anchor: document is missing; give it [E004]"],
    ),
    "parts in a cycle": (
        {
            "measurands": FILES["measurands.toml"]
            + 'part_of = ["x"]\n[[measurand]]\nid = "x"\nlabel = "x"\nunit = "person"\nsum_of = ["flights", "troops"]\n'
        },
        [
            (
                "measurands.toml:11: measurand[1].part_of[0]: part_of cycle: troops → x → troops; "
                "a measurand cannot be part of itself [E303]"
            )
        ],
    ),
    "bodies in a cycle": (
        {"sources": FILES["sources.toml"].replace('id = "ministry"', 'id = "ministry"\npart_of = "spokesman"')},
        [
            (
                "sources.toml:8: source[1].part_of: part_of cycle: ministry → spokesman → ministry; "
                "a source cannot be part of itself [E303]"
            )
        ],
    ),
    "part of itself": (
        {"sources": FILES["sources.toml"] + '[[source]]\nid = "a"\nname = "a"\npart_of = "a"\n'},
        ["sources.toml:17: source[3].part_of: part_of cycle: a → a; a source cannot be part of itself [E303]"],
    ),
    "body that does not exist": (
        {"sources": FILES["sources.toml"].replace('part_of = "ministry"', 'part_of = "ministtry"')},
        ['sources.toml:13: source[2].part_of: unknown source "ministtry"; did you mean "ministry"? [E302]'],
    ),
    "name as alias": (
        {"sources": FILES["sources.toml"] + 'aliases = ["A spokesman"]\n'},
        [
            (
                'sources.toml:14: source[2].aliases: source spokesman lists its own name "A spokesman" as an alias; '
                "leave it out [E301]"
            )
        ],
    ),
    "denial of nothing": (
        {"claims/d1": SOUND.replace('claims = ["d1-c1"]\n', "")},
        ["claims/d1.toml:10: denial[0]: denial d1-x1 targets nothing; name measurands or claims [E601]"],
    ),
    "kind of denial": (
        {"claims/d1": SOUND.replace("dismissal", "flat")},
        [
            (
                'claims/d1.toml:12: denial[0].kind: "flat" is not a denial kind; did you mean "flat_denial"? (also '
                "partial_denial, counter_figure, dismissal, refusal_to_confirm, conditional, deflection, silence, "
                "not_verified, "
                "no_evidence, evidence_questioned) [E310]"
            )
        ],
    ),
}


@pytest.mark.parametrize("name", REPLACED)
def test_wrong_files_are_reported(tmp_path: Path, name: str) -> None:
    """Each wrong file gives exactly these lines; records that depend on it give none."""
    changed, expected = REPLACED[name]
    folder = write(tmp_path, {f"{file}.toml": content for file, content in changed.items()})
    assert lines(check_corpus(folder)) == expected


@pytest.mark.parametrize(
    "broken",
    [
        {"sources": FILES["sources.toml"].replace('name = "A wire service"\n', "")},
        {"sources": "[["},
        {"measurands": FILES["measurands.toml"].replace('unit = "flight"', 'unit = "flihgt"')},
        {"measurands": "measurand = 3"},
        {"documents": FILES["documents.toml"].replace('publisher = "wire"', "publisher = 3")},
        {"claims_d1": SOUND.replace("at_least", "at_lest")},
        {
            "claims_d1": SOUND + "[[",
            "claims_e": '[[denial]]\nid = "e"\nkind = "silence"\nchain = ["wire"]\nclaims = ["d1-c1"]',
        },
    ],
)
def test_what_refers_to_a_broken_record_is_not_reported_again(tmp_path: Path, broken: dict[str, str]) -> None:
    """One broken record or file is one problem, however many records name what is in it."""
    assert len(check(tmp_path, **broken).problems) == 1


def test_unit_of_a_figure_is_not_judged_by_a_refused_measurand(tmp_path: Path) -> None:
    """Where the measurand is unknown, only what is wrong with the figure in any unit is said."""
    added = claim(estimate="{ about = 4.5 }").replace('"flights"', '"flight"') + claim(
        id_="d1-c8", estimate="{ about = nan }"
    ).replace('"flights"', '"flight"')
    assert lines(check(tmp_path, claims_d1=SOUND + added)) == [
        'claims/d1.toml:17: claim[1].measurand: unknown measurand "flight"; did you mean "flights"? [E302]',
        'claims/d1.toml:22: claim[2].measurand: unknown measurand "flight"; did you mean "flights"? [E302]',
        "claims/d1.toml:23: claim[2].estimate.about: best must be a finite number within 10^18, got nan [E106]",
    ]


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    """Unknown keys, missing keys, bad values, bad references and broken rules, in several files, in one sorted pass."""
    bad = claim(
        "memo = 3",
        "notes = 4",
        'retracted = "yes"',
        'restates = "d1-c7"',
        'tags = ["", "\\u0001"]',
        'as_of = "soon"',
        estimate='{ at_lest = 1, unit = "soldjers", wording = 3 }',
        chain='["wire", { source = "nobody", act = "sang" }]',
    )
    report = check(
        tmp_path,
        corpus='format = "osintclaims/1"\ntitlle = "x"\n',
        sources=FILES["sources.toml"] + '[[source]]\nid = "ministry"\nkind = "press"\n',
        claims_d1=SOUND + bad + '[[claim]]\nid = "d1-c8"\n',
    )
    assert [(one.file, one.line, one.path, one.code) for one in report.problems] == [
        ("claims/d1.toml", 18, "claim[1].estimate.at_lest", "E003"),
        ("claims/d1.toml", 18, "claim[1].estimate.unit", "E107"),
        ("claims/d1.toml", 18, "claim[1].estimate.wording", "E005"),
        ("claims/d1.toml", 19, "claim[1].chain[1].source", "E302"),
        ("claims/d1.toml", 19, "claim[1].chain[1].act", "E310"),
        ("claims/d1.toml", 20, "claim[1].memo", "E003"),
        ("claims/d1.toml", 21, "claim[1].notes", "E005"),
        ("claims/d1.toml", 22, "claim[1].retracted", "E005"),
        ("claims/d1.toml", 23, "claim[1].restates", "E302"),
        ("claims/d1.toml", 24, "claim[1].tags", "E006"),
        ("claims/d1.toml", 25, "claim[1].as_of", "E401"),
        ("claims/d1.toml", 26, "claim[2]", "E004"),
        ("claims/d1.toml", 26, "claim[2]", "E004"),
        ("claims/d1.toml", 26, "claim[2]", "E004"),
        ("corpus.toml", 2, "titlle", "E003"),
        ("sources.toml", 14, "source[3]", "E004"),
        ("sources.toml", 15, "source[3].id", "E301"),
        ("sources.toml", 16, "source[3].kind", "E310"),
    ]
    assert str(report).splitlines()[-1] == (
        "18 errors, 0 warnings in 5 files (3 claims, 1 denial); anchors: 1 recorded, 0 verified (no texts)"
    )


def test_what_is_wrong_beside_a_second_anchor_is_reported_as_well(tmp_path: Path) -> None:
    """A record with both anchor and anchors is looked into all the same."""
    report = check(tmp_path, claims_d1=SOUND + claim(ANCHOR, "anchors = [3]", "notes = 4"))
    assert [(problem.line, problem.code) for problem in report.problems] == [(20, "E003"), (21, "E005"), (22, "E005")]


def test_columns_count_characters(tmp_path: Path) -> None:
    """The column is that of the key, the element or the byte that is wrong, counted from 1."""
    sources = b'[[source]]\nid = "\xff"\n'
    report = check(
        tmp_path,
        sources=b"\xef\xbb\xbf" + sources,
        measurands="x = [",
        documents='"\u00e9" = { "zz\u00e9" = 1 }\n',
        claims_d1="claim = [{ id = 3 }]\n",
        corpus='format = "osintclaims/1"\n  titel = "x"\n',
    )
    places = [(one.file, one.line, one.column, one.code) for one in report.problems]
    assert places == [
        *(("claims/d1.toml", 1, 10, "E004"),) * 3,
        ("claims/d1.toml", 1, 12, "E005"),
        ("corpus.toml", 2, 3, "E003"),
        ("documents.toml", 1, 1, "E003"),
        ("measurands.toml", 1, 6, "E001"),
        ("sources.toml", 2, 7, "E002"),
    ]


@pytest.mark.parametrize(
    ("content", "offset", "line", "column"),
    [
        (b"\xff", 0, 1, 1),
        (b"\n\xff", 1, 2, 1),
        (b"a\nb\nc\xff", 5, 3, 2),
        (b"a\n\xffb", 2, 2, 1),
        (b"\xef\xbb\xbfab\xff", 5, 1, 6),
        (b"a\r\nb\xc3", 4, 2, 2),
    ],
)
def test_where_a_byte_is_no_utf8(tmp_path: Path, content: bytes, offset: int, line: int, column: int) -> None:
    """The first byte that is wrong, by its offset in the file and its place in the text."""
    (problem,) = check(tmp_path, documents=content, claims_d1="").problems
    assert problem.message == f"not UTF-8: byte 0x{content[offset]:02x} at offset {offset}"
    assert (problem.line, problem.column, problem.hint) == (line, column, "save it as UTF-8")


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"\xfe\xff\0a", b"a\0", b"\0a"])
def test_utf16_is_recognised(tmp_path: Path, content: bytes) -> None:
    """With and without its mark, in either order of bytes."""
    (problem,) = check(tmp_path, documents=content, claims_d1="").problems
    assert str(problem) == "documents.toml:1: not UTF-8 (looks like UTF-16); save it as UTF-8 [E002]"


@pytest.mark.parametrize("content", [b"\0", b"ab\0"])
def test_a_nul_alone_is_no_utf16(tmp_path: Path, content: bytes) -> None:
    """It is no TOML either."""
    (problem,) = check(tmp_path, documents=content, claims_d1="").problems
    assert problem.code == "E001"


def test_a_report_counts_in_english() -> None:
    """One is singular, none and several are plural."""
    error = Problem("f", 1, 1, "", "E001", "error", "m")
    warning = attrs.evolve(error, severity="warning", code="W301", path="p", hint="h")
    one = Report(problems=(error, warning), files=1, claims=1, denials=1, anchors_recorded=1, has_texts=True)
    assert str(one).splitlines() == [
        "f:1: m [E001]",
        "f:1: p: m; h [W301]",
        "1 error, 1 warning in 1 file (1 claim, 1 denial); anchors: 1 recorded, 0 verified",
    ]
    assert (one.errors, one.warnings, one.ok) == ((error,), (warning,), False)
    two = Report(problems=(error, error), files=2, claims=2, denials=0, anchors_recorded=3, anchors_verified=2)
    assert str(two).splitlines()[-1] == (
        "2 errors, 0 warnings in 2 files (2 claims, 0 denials); anchors: 3 recorded, 2 verified (no texts)"
    )
    assert Report(problems=(warning,)).ok
    assert str(CorpusError((error, warning))) == "f:1: m [E001]\nf:1: p: m; h [W301]"
    assert json.loads(one.to_json()) == attrs.asdict(one, value_serializer=None) | {
        "problems": [attrs.asdict(error), attrs.asdict(warning)],
        "ok": False,
    }
    assert one.to_json().startswith('{\n  "problems": [')


def test_a_corpus_with_an_error_is_not_loaded(tmp_path: Path) -> None:
    """Any error refuses the whole corpus; the exception carries every problem and is a ValueError of ours."""
    folder = write(tmp_path, {"claims/d1.toml": SOUND + claim("credibility = 7", "confidence = 7")})
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, OsintclaimsError)
    assert caught.value.problems == check_corpus(folder).problems
    assert str(caught.value).count("\n") == 1


def test_findings_about_the_world_are_warnings_and_stop_nothing(tmp_path: Path) -> None:
    """A credibility of 1 without a second voice is reported at its line, and the corpus loads."""
    folder = write(tmp_path, {"claims/d1.toml": SOUND.replace("anchor =", "credibility = 1\nanchor =")})
    report = check_corpus(folder)
    assert lines(report) == [
        (
            "claims/d1.toml:8: claim[0].credibility: credibility 1 means confirmed by other sources; "
            "this corpus has only ministry; grade it 2, or add the claim that confirms it [W301]"
        )
    ]
    assert report.ok
    assert report.warnings == report.problems
    assert len(load_corpus(folder).claims) == 1


#: The only claim of the sound file, and the same under another id.
TOLD = SOUND[SOUND.index("[[claim]]") : SOUND.index("[[denial]]")]
AGAIN = TOLD.replace('id = "d1-c1"', 'id = "d1-c9"')


@pytest.mark.parametrize(
    ("first", "second", "is_odd"),
    [
        ("", "", True),
        ("", 'restates = "d1-c1"\n', False),
        ('restates = "d1-c9"\n', "", False),
        ("", 'supersedes = ["d1-c1"]\n', False),
        ('supersedes = ["d1-c9"]\n', "", False),
    ],
)
def test_a_claim_that_stands_twice_is_odd(tmp_path: Path, first: str, second: str, is_odd: bool) -> None:  # noqa: FBT001
    """Unless one of the two says how they are related."""
    content = f'document = "d1"\n\n{TOLD.strip()}\n{first}{AGAIN.strip()}\n{second}'
    report = check(tmp_path, claims_d1=content)
    said = "it says what d1-c1 says, read in the same places; keep one of them: they count once [W307]"
    assert lines(report) == ([f"claims/d1.toml:10: claim[1].id: {said}"] if is_odd else [])
    assert report.ok


def test_parts_and_wholes_are_related_by_measurands_without_claims(tmp_path: Path) -> None:
    """What is between them is in the corpus although nobody has spoken of it."""
    between = (
        '[[measurand]]\nid = "a"\nlabel = "A"\nunit = "person"\n'
        '[[measurand]]\nid = "m"\nlabel = "M"\nunit = "person"\nsum_of = ["a"]\npart_of = ["troops"]\n'
    )
    claims = claim(id_="p", estimate="{ figure = 600 }").replace('"flights"', '"a"') + claim(
        id_="w", estimate="{ figure = 500 }"
    ).replace('"flights"', '"troops"')
    report = check(tmp_path, measurands=FILES["measurands.toml"] + between, claims_d1=SOUND + claims)
    assert lines(report) == [
        (
            "claims/d1.toml:18: claim[1].estimate: p (600 people; a) exceeds its whole, w (500 people; troops); "
            "one of them is about something else, or later, or wrong [W303]"
        )
    ]


def test_a_circle_of_parts_that_no_record_names_alone(tmp_path: Path) -> None:
    """It is reported at the first measurand of it, as a whole where it has no such key."""
    ring = (
        '[[measurand]]\nid = "aa"\nlabel = "A"\nunit = "person"\n'
        '[[measurand]]\nid = "b"\nlabel = "B"\nunit = "person"\npart_of = ["aa"]\n'
        '[[measurand]]\nid = "c"\nlabel = "C"\nunit = "person"\npart_of = ["b"]\nsum_of = ["aa"]\n'
    )
    (problem,) = check(tmp_path, measurands=FILES["measurands.toml"] + ring).errors
    assert str(problem) == (
        "measurands.toml:11: measurand[2]: cycle through part_of and sum_of: aa → c → b → aa; "
        "a quantity cannot be part of itself [E303]"
    )


def test_what_does_not_fit_is_reported_beside_what_is_wrong(tmp_path: Path) -> None:
    """A denial whose counter figure is another's, and a key that means nothing."""
    denial = (
        '[[denial]]\nid = "d1-x2"\nkind = "counter_figure"\nchain = ["wire"]\nclaims = ["d1-c1"]\n'
        'counter_claim = "d1-c1"\n'
    )
    report = check(tmp_path, claims_d1=SOUND + denial + claim("zzz = 1"))
    assert [(one.path, one.code) for one in report.problems] == [
        ("denial[1].counter_claim", "E304"),
        ("claim[1].zzz", "E003"),
    ]


def test_a_foreign_folder_counts_its_files(tmp_path: Path) -> None:
    """Of a format of tomorrow nothing else is said."""
    report = check(tmp_path, corpus='format = "osintclaims/2"\n')
    assert (report.files, report.claims, report.denials, report.has_texts) == (5, 0, 0, False)


def test_a_report_counts_what_there_is(tmp_path: Path) -> None:
    """Files, claims and denials, whether sound or not, and anchors of the sound ones."""
    report = check(tmp_path, claims_d1=SOUND + claim("zzz = 1"))
    assert (report.files, report.claims, report.denials) == (5, 2, 1)
    assert (report.anchors_recorded, report.anchors_verified, report.has_texts) == (1, 0, False)


def test_many_dangling_references_and_cycles_are_found_in_time(tmp_path: Path) -> None:
    """Thousands of unknown names and a knot of cycles end in a report; only the first names get suggestions."""
    measurands = "".join(
        f'[[measurand]]\nid = "x{n}"\nlabel = "x"\nunit = "person"\npart_of = ["x{n - 1}", "x0"]\n'
        for n in range(1, 1500)
    )
    knot = '[[measurand]]\nid = "x0"\nlabel = "x"\nunit = "person"\npart_of = ["x1499"]\n'
    claims = "".join(claim('supersedes = ["d1-c99999"]', id_=f"q{n}", chain='["wirr"]') for n in range(1500))
    report = check(tmp_path, measurands=FILES["measurands.toml"] + measurands + knot, claims_d1=SOUND + claims)
    assert sum(problem.code == "E303" for problem in report.problems) == 20
    assert sum(problem.code == "E302" for problem in report.problems) == 3000 + 1 - 1
    assert max(len(str(problem)) for problem in report.problems) < 2_500


@pytest.mark.parametrize("size", [2, 19, 20, 21])
def test_a_long_circle_is_not_printed_to_its_end(tmp_path: Path, size: int) -> None:
    """Twenty ids on the way round are shown, of more the first twenty."""
    ring = [f"r{number:02}" for number in range(size)]
    sources = "".join(
        f'[[source]]\nid = "{one}"\nname = "x"\npart_of = "{other}"\n'
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    (problem,) = check(tmp_path, sources=FILES["sources.toml"] + sources).errors
    way = [*ring, ring[0]]
    assert problem.message == f"part_of cycle: {' → '.join(way[:20])}{' → …' if len(way) > 20 else ''}"


def test_a_hundred_unknown_names_get_a_hint(tmp_path: Path) -> None:
    """Each of them wherever it stands; looking for more would take long."""
    names = [f"ministri{number:03}" for number in range(102)]
    claims = "".join(claim(id_=f"{letter}{name}", chain=f'["wire", "{name}"]') for letter in "ab" for name in names)
    problems = check(tmp_path, claims_d1=SOUND + claims).errors
    assert [one.message for one in problems] == [f'unknown source "{name}"' for name in names] * 2
    assert [one.hint for one in problems] == [*['did you mean "ministry"?'] * 100, "", ""] * 2


def test_chains_of_bodies_may_be_long_but_not_deep(tmp_path: Path) -> None:
    """The first source too deep is reported, those below it are not, and nothing overflows."""
    sources = "".join(f'[[source]]\nid = "x{n}"\nname = "x"\npart_of = "x{n - 1}"\n' for n in range(3000, 0, -1))
    report = check(tmp_path, sources=FILES["sources.toml"] + sources + '[[source]]\nid = "x0"\nname = "x"\n')
    assert [problem.code for problem in report.problems] == ["E008"]
    (problem,) = report.problems
    assert problem.path.endswith(".part_of")
    assert (problem.message, problem.hint) == ("source x32 stands below more than 31 others", "leave levels out")


def test_what_does_not_fit_together_can_be_asked_for_as_known_on_a_day(tmp_path: Path) -> None:
    """A copy that drops a hedge is odd from the day on which it was public; a mistake in a file is one on any day."""
    chain = '["wire", { source = "ministry", said_on = "2024-10-20" }]'
    copy = claim('restates = "d1-c1"', estimate="{ figure = 28 }", chain=chain)
    folder = write(tmp_path, {"claims/d1.toml": SOUND + copy})
    found = {day: [one.code for one in check_corpus(folder, known_on=date(2024, 10, day)).problems] for day in (19, 20)}
    assert found == {19: [], 20: ["W305"]}
    assert [one.code for one in check_corpus(folder).problems] == ["W305"]
    broken = write(tmp_path, {"claims/d1.toml": SOUND + copy.replace("figure", "figger")})
    assert [one.code for one in check_corpus(broken, known_on=date(2024, 10, 19)).problems] == ["E003"]
