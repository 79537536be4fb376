"""The inputs that fuzzing keeps, through every door, without a fuzzer."""

from pathlib import Path
from random import Random

import pytest

from fuzz.doors import DOORS, SOUND, sections
from fuzz.mutate import Mutator
from fuzz.tokens import tokens

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
    mutator, random = Mutator(tokens(door), kept, lambda data, _: data[::-1]), Random(20241017)  # noqa: S311 - no secret
    for seed in range(50):
        data = mutator(random.choice(kept), 2_000, seed)
        assert len(data) <= 2_000
        DOORS[door](data)


def test_every_door_has_kept_inputs() -> None:
    """A folder for each door, and no other; all of it is small."""
    assert {file.parent.name for file in FILES} == set(DOORS)
    assert all(file.stat().st_size < 8_000 for file in FILES)


def test_the_doors_let_something_in() -> None:
    """The kept inputs are not all refused at the first step: files of each kind load, and figures are read."""
    assert sections(b"a\n==> sources.toml <==\nb\n==> /etc/passwd <==\n") == {
        "claims/a.toml": b"a\n",
        "sources.toml": b"b\n==> /etc/passwd <==\n",
    }
    assert set(sections((SEEDS / "corpus" / "files").read_bytes())) < set(SOUND)
