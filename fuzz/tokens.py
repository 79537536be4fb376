"""Words that each door knows: put in the place of others, so that more than noise comes past the first parser."""

from collections.abc import Iterator

from osintclaims.interop import MAPPINGS
from osintclaims.interop import table as table_of
from osintclaims.model import Corpus, Hedge
from osintclaims.store import record_schemas
from osintclaims.units import catalogue
from osintclaims.wording._lexicon import data as lexicon_data

__all__ = ["tokens"]

#: Numbers at which programs break, and signs that look like others.
_NUMBERS = (
    *("0", "-0", "1", "-1", "3.5", "7_000", "7,000", "7.000", "10.0", "1e3", "1e308", "1e999", "1e-400", "nan", "inf"),
    *("-inf", "2147483648", "9007199254740993", "18446744073709551616", "1000000000000000001", "9" * 30, "9" * 5000),
)
_SIGNS = (
    *("\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u2009", "\u200b", "\u200e", "\u202e", "\u2028", "\u2212", "\u2013"),
    *("\x00", "\x1b[31m", "\ufeff", "\ud800", "\u0130", "\u00df", "\u00bd", "\u00b2", "\u0663", "\uff17", "\U0001d7d8"),
    *("\\", "\\u0000", "\\ud800", "\\U00110000", "'", '"', "'''", '"""', "#", "=", ",", ";", ".", "..", "/", "-", "~"),
    *("[", "]", "[[", "]]", "{", "}", "{{", "}}", "(", ")", "%", "$", "\u20ac", "*", "**", "^", "+", "|", "@", "->"),
)
_DATES = (
    *("2024", "2024-10", "2024-10-17", "2024-02-30", "197X", "2024-XX", "20XX-10", "../2024", "2024/..", "2024?", "~"),
    *("2023-11/2024-02", "0000", "0001-01-01", "9999-12-31", "2024-10-17T12:00:00Z", "1979-05-27", "07:32:00"),
)
_DATE_WORDS = (
    "january february march may june september october oct. december 1 2 17 29 30 31st 2024 1990s 0001 9999 early mid "
    "late first second third fourth quarter half q3 of in the week month year weekend monday thursday spring summer "
    "autumn winter 2023/24 since until till before after between and from to through about around circa last this next "
    "yesterday today tomorrow ago days two three begin end"
)
_MARKUP = (
    "@type @id @graph Claim ClaimReview claimReviewed itemReviewed author name text identifier about QuantitativeValue "
    "minValue maxValue value unitText description datePublished type id Annotation AnnotationPage items first body "
    "target source selector TextQuoteSelector TextPositionSelector SpecificResource exact start end purpose tagging "
    "identifying commenting TextualBody bodyValue created creator"
)
_COMMANDS = "--json --find --explain --unit --unit= --help --version -- - -h -x --jso parse person soldiers"


def tokens(door: str) -> tuple[bytes, ...]:
    """The words of a door."""
    found = dict.fromkeys((*_NUMBERS, *_SIGNS, *_of(door)))
    return tuple(token.encode("utf-8", "surrogatepass") for token in found)


def _of(door: str) -> Iterator[str]:
    if door in {"corpus", "json"}:
        yield from _keys()
        yield from _DATES
    if door in {"wording", "cli", "tables"}:
        yield from _words()
    if door in {"wording", "cli", "units", "corpus", "json", "tables"}:
        yield from (name for entry in catalogue() for name in (entry.name, *entry.aliases))
    if door == "units":
        yield from ("per", "square", "cubic", "sq", " per cent", "/day", "*km", "**2", "**-7", "\u00b3", "metric ton")
    if door in {"dates", "tables"}:
        yield from (*_DATES, *_DATE_WORDS.split())
    if door == "tables":
        yield from MAPPINGS
        yield from (column for mappings in MAPPINGS.values() for mapping in mappings for column in mapping.columns)
        yield from table_of(Corpus()).columns
        yield from ("own", "n/a", "unknown", "what,unit,best,who\n", '""')
    if door == "exchange":
        yield from (f'"{word}"' for word in _MARKUP.split())
        yield from (f'"{word}": ' for word in _MARKUP.split())
        yield from (*_DATES, "null", "true", "{}", "[]", '"7,000 men"', '"https://example.org/a"', '"\\ud800"')
    if door == "cli":
        yield from _COMMANDS.split()


def _keys() -> Iterator[str]:
    """The keys and words of corpus files, from their schemas."""
    waiting: list[object] = [record_schemas()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield from (one, f"{one} = ", f'"{one}": ', f"[[{one}]]\n") if one.isidentifier() else (one,)
        elif isinstance(one, dict):
            waiting.extend((*one.keys(), *one.values()))
        elif isinstance(one, list | tuple):
            waiting.extend(one)
    yield from ('format = "osintclaims/1"', '{"format": "osintclaims-json/1"}', "true", "false", "null", "1e5")
    yield from (f'"{id_}"' for id_ in ("wire", "ministry", "spokesman", "flights", "troops", "d1", "c1", "c2", "x1"))
    yield from (f"\n==> {name}.toml <==\n" for name in ("sources", "measurands", "documents", "claims/b"))


def _words() -> Iterator[str]:
    """Every word that the reader of figures knows."""
    waiting: list[object] = [lexicon_data(f"{name}.toml") for name in ("words", "numbers", "hedges", "vague")]
    waiting.extend(hedge.value for hedge in Hedge)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and len(one) < 40:
            yield one
        elif isinstance(one, str):
            waiting.extend(one.split())
        elif isinstance(one, dict):
            waiting.extend((*one.keys(), *one.values()))
        elif isinstance(one, list):
            waiting.extend(one)
