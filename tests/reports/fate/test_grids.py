"""Grids as files that other programs read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.readers.emission_grid import read_emission_grid
from almaden.reports.fate.grids import GridField, write_grid
from almaden.reports.monitoring.about import ExportAbout

# The library was built with another numpy than runs; it says so and works.
pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")

GRID = Grid(30)
VALUES = np.zeros((6, 12))
VALUES[0, 0], VALUES[4, 11] = 1.5, 2.5
FIELDS = (
    GridField("emission_hg0", VALUES, "Mg year-1", "emission of hg0 to air", True),
    GridField("deposition", VALUES * 2, "ug m-2 year-1", "deposition of mercury", False),
)
ABOUT = ExportAbout("Made-up grid", "A made-up citation", "CC0", notice="Made-up data")


@pytest.mark.filterwarnings("ignore")
def test_an_independent_checker_finds_nothing_against_the_conventions(tmp_path: Path) -> None:
    pytest.importorskip("netCDF4")
    from compliance_checker.cf.cf import CF1_8Check  # type: ignore[import-untyped]
    from compliance_checker.runner import CheckSuite  # type: ignore[import-untyped]

    path = write_grid(tmp_path / "grid.nc", FIELDS, GRID, ABOUT)
    suite = CheckSuite()
    # The others that are installed take seconds to load.
    suite.checkers = {"cf:1.8": CF1_8Check}
    results, errors = suite.run_all(suite.load_dataset(str(path)), ["cf:1.8"])["cf:1.8"]
    assert not errors
    short = [one for one in results if one.value is not True and one.value[0] != one.value[1]]
    assert [(one.name, one.msgs) for one in short] == []
    assert len(results) > 20


def test_the_files_hold_what_was_given_and_are_read_back(tmp_path: Path) -> None:
    netcdf4 = pytest.importorskip("netCDF4")
    path = write_grid(tmp_path / "grid.nc", FIELDS, GRID, ABOUT)
    with netcdf4.Dataset(path) as file:
        assert np.array_equal(file["emission_hg0"][:], VALUES)
        assert file["cell_area"][:].sum() == pytest.approx(5.1006e14, rel=1e-4)
        assert file.references == "A made-up citation"
    found = read_emission_grid(write_grid(tmp_path / "one.nc", FIELDS[:1], GRID, ABOUT), Grid(10))
    assert found.totals()["hg0"] == pytest.approx(4.0)
    with write_grid(tmp_path / "grid.csv", FIELDS, GRID, ABOUT).open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    assert rows[0][3:] == ["emission_hg0 (Mg year-1)", "deposition (ug m-2 year-1)"]
    assert [[float(cell) for cell in (row[0], row[1], *row[3:])] for row in rows[1:]] == [
        [-75.0, -165.0, 1.5, 3.0], [45.0, 165.0, 2.5, 5.0],
    ]  # fmt: skip
    layer = json.loads(write_grid(tmp_path / "grid.geojson", FIELDS, GRID, ABOUT).read_text(encoding="utf-8"))
    assert layer["features"][1]["properties"] == {"emission_hg0": 2.5, "deposition": 5.0}
    assert layer["features"][1]["geometry"]["coordinates"][0][:3] == [[150, 30], [180, 30], [180, 60]]
    assert layer["about"]["notice"] == "Made-up data"


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ending"):
        write_grid(tmp_path / "grid.png", FIELDS, GRID, ABOUT)
    with pytest.raises(AlmadenError, match="does not fit its grid"):
        write_grid(tmp_path / "grid.csv", FIELDS, Grid(10), ABOUT)
    assert list(tmp_path.iterdir()) == []
