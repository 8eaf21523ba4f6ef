"""The balance of a plant, and what it uses and loses by capacity and by production."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.chloralkali.balance import SINKS, balance_of
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.inventory import (
    cell_inventory,
    consumption_by_production_kg,
    emission_by_capacity_kg,
)
from almaden.sectors.chloralkali.records import BalanceRecord, PlantRecord
from almaden.sectors.chloralkali.yearly import plant_years

PLANT = PlantRecord(id="A", country="ESP", state="operating", capacity=100, utilisation=0.8)

figures = st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False)


def exact(value: float) -> Decimal:
    return Decimal(repr(value))


@settings(max_examples=50)
@given(st.lists(figures, min_size=8, max_size=8))
def test_a_balance_closes_to_the_last_digit(numbers: list[Decimal]) -> None:
    """purchases + start = sales + end + consumption; consumption = air + water + products + waste + unaccounted."""
    came, start, went, end, *sinks = numbers
    told = {name: float(value) for name, value in zip(SINKS, sinks, strict=True)}
    record = BalanceRecord(
        plant="A", year=2024, purchases=float(came), stock_start=float(start), sales=float(went),
        stock_end=float(end), **told,
    )  # fmt: skip
    found = balance_of(record, PLANT)
    assert found.consumption_kg is not None
    assert found.unaccounted_kg is not None
    assert came + start == went + end + exact(found.consumption_kg)
    assert exact(found.consumption_kg) == sum(sinks) + exact(found.unaccounted_kg)


def test_what_is_unaccounted_has_a_sign_and_a_size() -> None:
    """800 + 210,000 - 209,500 = 1,300 kg used up; 805 kg of it told: 495 kg are 4.95 g for each t of 100 kt."""
    record = BalanceRecord(
        plant="A", year=2024, purchases=800, stock_start=210_000, sales=0, stock_end=209_500, air=90, water=10,
        products=5, solid_waste=700, chlorine_t=80_000,
    )  # fmt: skip
    found = balance_of(record, PLANT)
    assert (found.consumption_kg, found.unaccounted_kg) == (1300, 495)
    assert found.unaccounted_g_per_t_capacity == pytest.approx(4.95)
    # For each t of capacity and of production are two figures: 105 kg over 100 kt and over 80 kt.
    assert found.emission_g_per_t_capacity == pytest.approx(1.05)
    assert found.emission_g_per_t_production == pytest.approx(1.3125)
    assert found.utilisation == pytest.approx(0.8)
    more = balance_of(record.model_copy(update={"solid_waste": 2000.0}), PLANT)
    assert more.unaccounted_kg == -805


def test_what_is_not_told_is_not_zero() -> None:
    """Without the stock at the end nothing follows; a sink that is not told is named."""
    record = BalanceRecord(plant="A", year=2024, unit="t", purchases=1, stock_start=210, sales=0, air=0.09)
    found = balance_of(record, PLANT)
    assert (found.consumption_kg, found.unaccounted_kg, found.emission_g_per_t_capacity) == (None, None, None)
    assert found.not_told == ("water", "products", "solid_waste")
    assert found.sinks_kg == {"air": 90}


def test_emission_by_capacity() -> None:
    """Case H02: 0.88 g for each t of 1,000 kt of capacity are 880 kg a year, whatever the utilisation."""
    for utilisation in (None, 0.5):
        plant = PLANT.model_copy(update={"capacity": 1000.0, "utilisation": utilisation})
        found = emission_by_capacity_kg(plant)
        assert found is not None
        assert found.value == pytest.approx(880.0)
        assert found.low < found.value < found.high


def test_consumption_by_production_needs_the_utilisation() -> None:
    """1 to 10 g for each t in the European Union: 80 kt produced use 80 to 800 kg; others use more."""
    found = consumption_by_production_kg(PLANT)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((80, 800))
    assert consumption_by_production_kg(PLANT.model_copy(update={"utilisation": None})) is None
    elsewhere = consumption_by_production_kg(PLANT.model_copy(update={"country": "IRN"}))
    assert elsewhere is not None
    assert elsewhere.low > found.low


def test_balances_come_before_factors() -> None:
    balance = BalanceRecord(plant="A", year=2024, consumption=1000)
    ended = PLANT.model_copy(update={"id": "B", "state": "closed"})
    told, by_factor = (plant_years(PlantData((PLANT, ended), found)) for found in ((balance,), ()))
    assert (told[0].balances[0].consumption_kg, told[0].emission_by_capacity_kg) == (1000, None)
    assert by_factor[0].emission_by_capacity_kg is not None
    assert by_factor[1].emission_by_capacity_kg is None


def test_the_mercury_in_the_cells() -> None:
    """Told, or 60 cells of 3,300 kg each (198 t), or 2 kg for each t of 100 kt (200 t)."""
    by_cells = cell_inventory(PLANT.model_copy(update={"cells": 60, "mercury_per_cell_kg": 3300.0}))
    by_capacity = cell_inventory(PLANT)
    assert by_cells is not None
    assert by_capacity is not None
    assert (by_cells.tonnes.value, by_cells.told) == (198, True)
    assert (by_capacity.tonnes.value, by_capacity.told) == (200, False)
    assert by_capacity.tonnes.low < 200 < by_capacity.tonnes.high
    assert cell_inventory(PLANT.model_copy(update={"capacity": None})) is None
