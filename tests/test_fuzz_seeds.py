"""The inputs that fuzzing keeps, through every door, without a fuzzer."""

from pathlib import Path
from random import Random

import pytest

from fuzz.doors import DOORS, SOUND, sections
from fuzz.mutate import Mutator
from fuzz.tokens import tokens
from osintclaims.interop import load
from osintclaims.store import load_corpus

SEEDS = Path(__file__).resolve().parent.parent / "fuzz" / "seeds"
FILES = [file for file in sorted(SEEDS.rglob("*")) if file.is_file()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_kept_input_breaks_a_door(file: Path) -> None:
    """Every input, also those kept for other doors, is taken or refused by an error of ours."""
    for door in DOORS.values():
        door(file.read_bytes())


@pytest.mark.parametrize("door", DOORS)
def test_changed_inputs_break_no_door(door: str) -> None:
    """A short run of the changes that the fuzzer makes, always the same ones."""
    kept = [file.read_bytes() for file in FILES if file.parent.name == door]
    mutator, random = Mutator(tokens(door), kept, lambda data, longest: data[::-1][:longest]), Random(20241017)  # noqa: S311 - no secret
    for seed in range(50):
        data = mutator(random.choice(kept), 2_000, seed)
        assert len(data) <= 2_000
        DOORS[door](data)


def test_every_door_has_kept_inputs() -> None:
    """A folder for each door, and no other; all of it is small."""
    assert {file.parent.name for file in FILES} == set(DOORS)
    assert all(file.stat().st_size < 8_000 for file in FILES)


def test_an_input_is_a_folder_of_files() -> None:
    """Each behind its name, as head prints several; other names are text, and what comes first are claims."""
    assert sections(b"a\n==> sources.toml <==\nb\n==> /etc/passwd <==\n") == {
        "claims/a.toml": b"a\n",
        "sources.toml": b"b\n==> /etc/passwd <==\n",
    }


@pytest.mark.parametrize("name", ["claims", "estimates", "files"])
def test_kept_folders_load(name: str, tmp_path: Path) -> None:
    """Not all that is kept is refused at the first step: what loads is also saved, and changes of it may load."""
    for file, content in {**SOUND, **sections((SEEDS / "corpus" / name).read_bytes())}.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    assert load_corpus(tmp_path).claims


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("json/corpus", "json"),
        ("json/lines", "jsonl"),
        ("exchange/claimreview", "claimreview"),
        ("exchange/others", "claimreview"),
        ("exchange/marks", "annotations"),
    ],
)
def test_kept_files_load(name: str, format_: str) -> None:
    """The same for formats that are one file."""
    assert load(SEEDS / name, format=format_).claims
