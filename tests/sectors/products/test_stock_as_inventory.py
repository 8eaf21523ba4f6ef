"""Products as lines of an inventory: what leaves use counts, not what is sold."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from almaden.inventory import Inventory
from almaden.reports.inventory_files import write_folder
from almaden.sectors.products.as_inventory import as_inventory
from almaden.sectors.products.data import example
from almaden.sectors.products.engine import run


def test_the_inventory_counts_what_leaves_use(tmp_path: Path) -> None:
    made_up = example()
    rows = tuple(row.model_copy(update={"country": "BRA"}) for row in made_up.sales)
    found = run(dataclasses.replace(made_up, sales=rows), draws=500)
    write_folder(as_inventory(found, "BRA", 2015), tmp_path / "products")
    result = Inventory.read(tmp_path / "products").run(draws=500)
    place = found.years.index(2015)
    whole = found.of("BRA").amounts
    amounts = result.totals["gross"].amounts
    assert amounts["input_kg"].value == pytest.approx(whole["discards"][place].value, rel=1e-9)
    assert amounts["input_kg"].value != pytest.approx(whole["inflow"][place].value, rel=0.05)
    assert amounts["sector_treatment_kg"].value == pytest.approx(whole["collected"][place].value, rel=1e-9)
    # What is thrown away, and of what breaks the half that is swept up into the bin (table of fate factors).
    waste = sum(whole[name][place].value for name in ("landfill", "incineration", "open_burning"))
    assert amounts["general_waste_kg"].value == pytest.approx(waste + 0.5 * whole["broken"][place].value, rel=1e-9)
    assert amounts["unallocated_kg"].value == pytest.approx(0.0, abs=1e-9)
    assert {row.code for row in result.rows if row.amounts} >= {"5.5.1.1", "5.5.2", "5.5.3.2", "5.6.1"}
    assert not [check for check in result.checks if check.severity == "error"]
    thermometers = found.of("BRA", "thermometer_medical").amounts["discards"][place]
    (row,) = (row for row in result.rows if row.code == "5.5.1.1")
    assert row.amounts is not None
    assert row.amounts["input_kg"].high == pytest.approx(thermometers.high, rel=0.15)
