"""The page on calibration prints what its script measures."""

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest


@pytest.fixture(scope="module")
def simulation(project: Path) -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("simulate_calibration", project / "tools" / "simulate_calibration.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows(project: Path) -> list[dict[str, str]]:
    """The table that the page shows."""
    with (project / "docs" / "_static" / "calibration.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("figures", "origins"), [("points", 3), ("points, one in ten off tenfold", 2)])
def test_the_table_is_what_the_script_measures(
    simulation: ModuleType, rows: list[dict[str, str]], figures: str, origins: int
) -> None:
    """A column of the table comes out again, so that the page cannot be older than the kernels."""
    world = next(world for world in simulation.WORLDS if (world.name, world.rho) == (figures, 0.38))
    again = simulation.measured(world, origins)
    printed = {
        row["measure"]: float(row[str(origins)]) for row in rows if (row["figures"], row["rho"]) == (figures, "0.38")
    }
    assert printed == pytest.approx(again, abs=0.0006)


def test_the_picture_shows_the_table(simulation: ModuleType, rows: list[dict[str, str]], project: Path) -> None:
    """The picture is drawn from the table, and is well-formed."""
    drawn = (project / "docs" / "_static" / "calibration.svg").read_text(encoding="utf-8")
    assert drawn == simulation.picture(rows)
    assert len(list(ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}polyline"))) == 13  # noqa: S314 - our own
