"""The public cases of gold (A) and of chlor-alkali (H): each computed with the program's own functions and tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from almaden.demo.gold import ghana
from almaden.sectors.chloralkali.closure import closure_plan
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.inventory import emission_by_capacity_kg
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.sectors.gold.country_table import world_anchors
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.fate import Practised, flows
from almaden.sectors.gold.readers.field import read_gold
from almaden.sectors.gold.triangulation import plain_mean

_KG_OF_A_T = 1000.0


def _anchor(title: str) -> float:
    """Tonnes a year of a figure of the world."""
    return next(one.value_kg for one in world_anchors() if one.title == title) / _KG_OF_A_T


def _air_share() -> list[float]:
    air, rest = (_anchor(f"Global Mercury Assessment 2018, to {where}") for where in ("air", "land and fresh water"))
    return [100.0 * air / (air + rest)]


def _telmer_veiga() -> list[float]:
    air, rest = _anchor("Telmer and Veiga, to air"), _anchor("Telmer and Veiga, to water and land")
    # 50 t of what reaches the air do so later, out of what was lost to water and land before.
    return [air - 50.0 + rest, air]


def _retort() -> list[float]:
    found = flows(1.0, Practised(1.0, 1.0, 0.5, 0.9, 0.0, 0.0, 0.0, 0.8, 0.5))
    return [float(found.pathways["air_burning"])]


def _triangulated() -> list[float]:
    return list(plain_mean(np.array([100.0, 120.0, 80.0]), np.array([0.30, 0.50, 0.75])))


def _surplus() -> list[float]:
    plant = PlantRecord(id="A", country="BRA", state="closed", closure_year=2010, capacity=600.0)
    plants = tuple(plant.model_copy(update={"id": f"P{place}"}) for place in range(10))
    world = closure_plan(PlantData(plants), date(2026, 1, 1), draws=100).sums[-1].surplus_t
    return [world.value if world is not None else 0.0]


def _emission() -> list[float]:
    found = emission_by_capacity_kg(PlantRecord(id="A", country="DEU", state="operating", capacity=1000.0))
    return [found.value if found is not None else 0.0]


#: For each case its numbers.
CASES: Mapping[str, Callable[[], list[float]]] = {
    "A01": _air_share,
    "A02": _telmer_veiga,
    "A04": _retort,
    "A05": _triangulated,
    "H01": _surplus,
    "H02": _emission,
}
#: The numbers that the table expects where its text has words between them.
EXPECTED: Mapping[str, list[float]] = {"A02": [1000.0, 400.0], "A05": [100.0, 24.5]}


def _rows(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "cases" / "sectors.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_public_case_is_there(shared: Path) -> None:
    assert {name for name, row in _rows(shared).items() if name[0] in "AH" and row["split"] == "public"} == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, shared: Path) -> None:
    row = _rows(shared)[case]
    expected = EXPECTED.get(case) or [float(row["expected"].replace(",", ""))]
    for number in expected:
        assert f"{number:g}" in row["expected"].replace(",", "")
    # Widths are in the unit of the number; a width of 0 leaves what floats cannot hold.
    wide = float(row["tolerance"].split(" ")[0])
    assert CASES[case]() == pytest.approx(expected, rel=1e-12, abs=wide)


def test_the_example_of_ghana_stands_beside_the_published_figure() -> None:
    """46,655 kg of gold from concentrate: 46,655 kg of mercury by the Toolkit; 45,150 kg were published in 2018."""
    with ghana() as folder:
        found = estimate(read_gold(folder), ratio_set="toolkit-2019", draws=200)
    assert (found.gold_kg.value, found.mercury_kg.value) == pytest.approx((46_655.0, 46_655.0))
    assert 45_150.0 in [one.value for one in found.beside if one.what == "mercury used"]
    assert found.meta.notice.startswith("worked example")
