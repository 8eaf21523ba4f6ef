"""Coal-fired units as lines of an inventory: the same mercury on both sides."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.inventory_rows import (
    InventoryRows,
    category,
    category_of,
    coal_tonnes,
    input_factor,
    rows_of_classes,
    rows_of_units,
    scenario_of,
)
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.coal.records import CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.coal.train import Train, parse_devices


def unit(name: str, mw: float, **told: object) -> CoalUnit:
    """A made-up unit."""
    record = {"id": name, "country": "IDN", "capacity_mw": mw, "start_year": 2016, "name": name} | told
    return fill(CoalUnitRecord.model_validate(record), year=2024)


UNITS = (
    unit("A", 660),
    unit("B", 100),
    unit("C", 600, controls="SCR + ESP + FGD"),
    fill(IndustrialBoilerRecord(id="D", country="IDN", thermal_mw=400), year=2024),
)


def fates(_: CoalUnit, conditions: Conditions) -> Mapping[str, float]:
    """Made-up shares: a scrubber halves what leaves by the stack."""
    if "wFGD" in conditions.train.devices:
        return {"air": 0.4, "fly ash": 0.2, "FGD solid": 0.3, "FGD water": 0.1}
    return {"air": 0.8, "fly ash": 0.15, "bottom ash": 0.05}


def test_category_by_heat_input() -> None:
    # 100 MW at 10 GJ/MWh is 278 MW of heat, 110 MW is 306 MW: the limit of the Toolkit is about 300.
    assert category_of(unit("B", 100, heat_rate_mj_per_kwh=10.0))["code"] == "5.1.2"
    assert category_of(unit("B", 110, heat_rate_mj_per_kwh=10.0))["code"] == "5.1.1"
    assert category_of(UNITS[3])["code"] == "5.1.2"
    assert (category(1000), category(299), category(1000, "industrial")) == ("5.1.1", "5.1.2", "5.1.2")


@pytest.mark.parametrize(
    ("devices", "scenario"),
    [
        ("none", "none"), ("CS-ESP", "esp"), ("FF", "ff"), ("CS-ESP + wFGD", "sda_fgd"), ("SDA + FF", "sda_fgd"),
        ("SCR + CS-ESP + wFGD", "fgd_scr"), ("ACI + FF", "hg_control"),
    ],
)  # fmt: skip
def test_abatement_level_of_a_train(devices: str, scenario: str) -> None:
    assert scenario_of(Train(parse_devices(devices))) == scenario


def air_and_input(made: InventoryRows) -> tuple[float, float]:
    """Mercury to air and input of the lines, kg."""
    air = {(one.code, one.scenario): one.air for one in made.factors}
    inputs = [(row, (row.activity_rate or 0) * (row.share or 0) * (row.input_factor or 0) / 1000) for row in made.rows]
    return sum(kg * (air[row.code, row.scenario] or 0) for row, kg in inputs), sum(kg for _, kg in inputs)


@pytest.mark.parametrize("make", [rows_of_units, rows_of_classes])
def test_the_inventory_counts_the_mercury_of_the_fleet(make: object) -> None:
    made = make(UNITS, fates, 2024)  # type: ignore[operator]
    burned = {one.id: coal_tonnes(one) * input_factor(one) / 1000 for one in UNITS}
    air = sum(
        burned[one.id] * share * fates(one, conditions)["air"]
        for one in UNITS
        for (share, _), conditions in zip(one.trains, one.conditions, strict=True)
    )
    assert air_and_input(made) == pytest.approx((air, sum(burned.values())))


def test_lines_are_whole() -> None:
    made = rows_of_units(UNITS, fates, 2024)
    for name in "ABCD":
        lines = [row for row in made.rows if row.id == name]
        assert sum(row.share or 0 for row in lines) == pytest.approx(1)
        assert len({row.scenario for row in lines}) == len(lines)
        for row in lines:
            assert (row.low or 0) < (row.activity_rate or 0) < (row.high or 0)
            assert (row.factor_low or 0) < (row.input_factor or 0) < (row.factor_high or 0)
            assert row.status == "unverified"
            assert "mercury" in row.note
    for factor in made.factors:
        shares = (factor.air, factor.water, factor.land, factor.products, factor.general_waste, factor.sector_treatment)
        assert sum(share or 0 for share in shares) == pytest.approx(1)


def test_own_errors_of_many_units_cancel_but_shared_ones_stay() -> None:
    one = rows_of_classes([unit("0", 660, controls="ESP")], fates, 2024).rows[0]
    many = rows_of_classes([unit(str(k), 660, controls="ESP") for k in range(100)], fates, 2024).rows[0]
    assert one.factor_high
    assert many.factor_high
    assert one.input_factor
    assert 1.0 < many.factor_high / one.input_factor < one.factor_high / one.input_factor
