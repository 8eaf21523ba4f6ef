"""A fleet as an inventory: the program's own inventory counts the mercury that the fleet has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almaden.inventory import Inventory
from almaden.sectors.coal import plant as plants
from almaden.sectors.coal.as_inventory import as_inventory, shares_by_fate
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.points import point_values
from almaden.sectors.coal.prepared import prepare
from almaden.sectors.coal.readers import unit_tables
from almaden.sectors.coal.readers.fleet import read_fleet
from almaden.sectors.coal.records import CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.numbers import fixed

DEMO = Path(unit_tables.__file__).parents[3] / "demo" / "data" / "coal"
META = Meta("almaden", "test", 200, 1, "latin hypercube", "", 2024, "planned or age 40")

UNITS = (
    fill(CoalUnitRecord(id="A", country="ZAF", capacity_mw=660, start_year=1990, controls="ESP"), year=2024),
    fill(CoalUnitRecord(id="B", country="ZAF", capacity_mw=600, start_year=2016), year=2024),
    fill(CoalUnitRecord(id="C", country="ZAF", capacity_mw=40, start_year=1970, washed_share=1.0), year=2024),
    fill(IndustrialBoilerRecord(id="D", country="ZAF", thermal_mw=50.0), year=2024),
)


def test_the_inventory_emits_what_the_fleet_emits() -> None:
    result = Inventory(as_inventory(UNITS, "ZAF", 2024)).run(draws=200)
    assert {row.code for row in result.rows} == {"5.1.1", "5.1.2"}
    fleet = float(point_values(UNITS).methods["chain"].sum())
    assert result.totals["gross"].amounts["air_kg"].value == pytest.approx(fleet, rel=1e-9)


def test_what_a_unit_measured_stands_in_the_inventory() -> None:
    """A stack with half of what the coal brings, told in mg/GJ, whatever the chain has."""
    one = UNITS[0]
    half = 0.5 * 1000.0 * one.mercury.value / one.heating_value.value
    own = plants.Tested(fixed("emission", half, one.mercury.origin), one.mercury, one.heating_value, one.conditions[0])
    shares = shares_by_fate(replace(one, tested=own), one.conditions[0])
    assert shares["air"] == pytest.approx(0.5)
    assert sum(shares.values()) == pytest.approx(1.0)


def test_shares_by_fate_add_to_one() -> None:
    for unit in UNITS:
        for conditions in unit.conditions:
            assert sum(shares_by_fate(unit, conditions).values()) == pytest.approx(1.0)


def test_what_lies_in_ash_and_gypsum_is_what_was_measured() -> None:
    # Made-up tests: 0.15 mg/kg in 14 t/h of fly ash and 0.6 mg/kg in 5.3 t/h of gypsum, 65 % of 8,760 h.
    unit = prepare(read_fleet(DEMO), 2024).units[0]
    kept = compute_unit(unit, META, date(2024, 1, 1)).fates
    assert kept["fly ash"].value == pytest.approx(0.15 * 14 * 8.76 * 0.65, rel=0.05)
    assert kept["FGD solid"].value == pytest.approx(0.6 * 5.3 * 8.76 * 0.65, rel=0.05)
