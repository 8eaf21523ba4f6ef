"""A cell for each hemisphere gives the published box model; months that are all the same give the steady state."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.chemistry import Chemistry
from almaden.fate.atmosphere.circulation import Circulation
from almaden.fate.atmosphere.deposition import Deposition
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.monthly import monthly_year
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.transport import YEAR_S
from tests.fate.atmosphere.winds import any_atmosphere

#: South before north, as the rows are.
UP, DOWN, ACROSS, REDUCTION = 0.14, 0.77, 0.7, 78.72
#: Mixing that leaves next to no difference, kg/s of 1 kg: about 1e9 times a year.
AT_ONCE = 30.0


def test_hemispheres_and_a_stratosphere_give_the_box_model_of_feinberg_2022(shared: Path) -> None:
    # Rates and emissions of boxmodel.md section 5; the file was made by the authors' program.
    grid, shape = Grid(90.0), (2, 2, 4)
    air = np.ones(shape)
    air[1] = UP / DOWN
    still = np.zeros(shape)
    around, across = still + AT_ONCE, np.zeros((2, 1, 4))
    across[0], across[1] = ACROSS / YEAR_S, AT_ONCE
    upward = np.full((1, 2, 4), UP / YEAR_S)
    moving = Circulation(grid, air, still, 0 * across, 0 * upward, around, across, upward, still[0])

    def rows(south: float, north: float) -> np.ndarray:
        return np.array([[south], [north]]) * np.ones((1, 4))

    wet = np.zeros((3, *shape))
    wet[0, 0] = rows(0.70 + 0.22, 0.41 + 0.40)
    wet[1, 0] = rows(24.4 + 3.6, 20.5 + 6.6)
    wet[2] = 1.0
    oxidation, reduction = np.stack([rows(4.7, 4.5), rows(11.8, 11.8)]), still.copy()
    reduction[0] = rows(REDUCTION / 1.9, REDUCTION)
    dry = np.zeros((3, 2, 4))
    model = Atmosphere(
        moving, Chemistry(oxidation, reduction), Deposition(dry[0], dry, dry, wet), Surface.of(grid),
        default_parameters(),
    )  # fmt: skip
    emission = np.zeros((3, 2, 4))
    emission[0] = rows(502.932 + 193.449 + 3205.446 + 447.0, 1325.506 + 167.063 + 1959.470 + 887.476) / 4
    emission[1] = rows(51.018, 348.498) / 4
    found = model.steady(emission).mass_mg.sum(axis=3)
    path = shared / "knowledge" / "science" / "reference" / "feinberg2022_atm3box_BASE_steady.csv"
    with path.open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if float(row["k_red_NH"]) == REDUCTION)
    wanted = {name: float(value) for name, value in row.items()}
    told = [found[0, 0, 1], found[0, 0, 0], found[1, 0, 1], found[1, 0, 0], found[0, 1].sum(), found[1, 1].sum()]
    keys = ["tropHg0_N", "tropHg0_S", "tropHg2_N", "tropHg2_S", "stratHg0", "stratHg2"]
    # The file is printed to four decimals.
    np.testing.assert_allclose(told, [wanted[key] for key in keys], rtol=2e-6)


def test_months_that_are_all_the_same_give_the_steady_state() -> None:
    model = any_atmosphere(60.0, 3, 3)
    emission = np.random.default_rng(1).uniform(0, 5, (3, 3, 6))
    year = monthly_year([model] * 12, emission, steps=3)
    np.testing.assert_allclose(year.mass_mg[5], model.steady(emission).mass_mg, rtol=1e-6)
    assert year.years == 1


def test_a_year_of_two_climates_repeats_itself_and_adds_up() -> None:
    dry, rainy = any_atmosphere(60.0, 3, 3), any_atmosphere(60.0, 3, 4)
    emission = np.zeros((12, 3, 3, 6))
    # All of the emission falls into the first half of the year.
    emission[:6] = np.random.default_rng(1).uniform(0, 5, (3, 3, 6))
    year = monthly_year([dry] * 6 + [rainy] * 6, emission, steps=4)
    assert year.years > 1
    assert year.closure <= 1e-5
    assert year.deposition_mg_per_year.sum() == pytest.approx(emission.sum(), rel=1e-4)
    burden = year.mass_mg.sum(axis=(1, 2, 3, 4))
    assert burden[5] > burden[0]
    assert burden[11] < burden[6]
    assert len(year.to_frame()) == 36
    told = json.loads(year.to_json())
    assert told["months"][3]["month"] == 2
    assert told["unverified"]
    assert "in month 6" in year.summary()
    with pytest.raises(AlmadenError, match="a year has 12 months"):
        monthly_year([dry] * 11, emission)
