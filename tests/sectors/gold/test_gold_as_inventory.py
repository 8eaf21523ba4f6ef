"""An estimate as an inventory: the program's own inventory counts the same mercury."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.inventory import Inventory
from almaden.reports.inventory_files import write_folder
from almaden.sectors.gold.as_inventory import as_inventory
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.records import AboutRecord, FigureRecord, PracticeRecord, ShopsRecord

ABOUT = AboutRecord(country="GHA", year=2018)
GOLD = FigureRecord(quantity="small-scale gold", value=46655, low=30000, high=70000, unit="kg", source="made up")
USED = FigureRecord(quantity="mercury used", value=45150, unit="kg", source="made up")


def data(*practices: PracticeRecord) -> GoldData:
    shops = (ShopsRecord(capture_share=0.2),)
    return GoldData(ABOUT, figures=(GOLD, USED), practices=practices, shops=shops)


def test_the_inventory_counts_the_mercury_of_the_estimate(tmp_path: Path) -> None:
    rows = (
        PracticeRecord(practice="concentrate", share=0.6, retort_share=0.2, observations=40),
        PracticeRecord(practice="whole_ore", share=0.3, retort_share=0.0, observations=40),
        PracticeRecord(practice="mercury_free", share=0.1, observations=40),
    )
    found = estimate(data(*rows), draws=500)
    write_folder(as_inventory(found), tmp_path / "gold")
    result = Inventory.read(tmp_path / "gold").run(draws=500)
    amounts, ways = result.totals["gross"].amounts, {name: one.value for name, one in found.pathways.items()}
    assert amounts["input_kg"].value == pytest.approx(found.mercury_kg.value, rel=1e-9)
    assert amounts["air_kg"].value == pytest.approx(ways["air_burning"] + ways["air_shops"], rel=1e-9)
    assert amounts["sector_treatment_kg"].value == pytest.approx(ways["captured"], rel=1e-9)
    assert amounts["water_kg"].value == pytest.approx(ways["water"], rel=1e-9)
    assert amounts["input_kg"].low == pytest.approx(found.mercury_kg.low, rel=0.15)
    assert amounts["input_kg"].high == pytest.approx(found.mercury_kg.high, rel=0.15)
    assert not [check for check in result.checks if check.severity == "error"]


def test_gold_without_mercury_is_no_source() -> None:
    row = as_inventory(estimate(data(PracticeRecord(practice="mercury_free", share=1.0)), draws=100)).rows[0]
    assert (row.code, row.present) == ("5.2.2", "N")
