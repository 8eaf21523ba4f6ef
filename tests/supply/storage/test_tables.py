"""The tables of storage: keys once, every number with its source, nothing recalled called verified."""

from __future__ import annotations

from collections import Counter

import pytest

from almaden.reference.tables import read_table
from almaden.supply.storage.interim_kinds import container_kinds, fitting_kind
from almaden.supply.storage.items import ITEM_UNITS, fits
from almaden.supply.storage.settings import prices


@pytest.mark.parametrize(
    "name", ["storage_costs", "storage_checks", "interim_kinds", "storage_criteria", "storage_plan"]
)
def test_a_table_is_whole(name: str) -> None:
    rows = read_table(f"supply/{name}")
    assert [key for key, count in Counter(row["key"] for row in rows).items() if count > 1] == []
    for row in rows:
        assert None not in row.values()
        assert row["status"] in {"verified", "unverified"}
        assert row["source"]
        assert row["seen"]
        assert not (row["status"] == "verified" and ("recalled" in row["seen"] or "own choice" in row["source"]))


def test_prices_stand_in_one_table_only_and_fit_an_item() -> None:
    keys = [row["key"] for table in ("chloralkali/surplus_costs", "supply/storage_costs") for row in read_table(table)]
    assert len(keys) == len(set(keys)) == len(prices())
    assert fits("disposal_per_t", prices()["eu"].unit)
    assert not fits("capital_lump", prices()["eu"].unit)
    assert fits("incident_per_year", prices()["incident_per_year"].unit)
    assert set(ITEM_UNITS) >= {"capital_lump", "transport_per_t_km"}


def test_kinds_of_containers() -> None:
    """A flask of the trade is 34.5 kg."""
    assert container_kinds()["flask"].mercury_kg == 34.5
    assert fitting_kind(3.0).key == "bottle"
    assert fitting_kind(2000.0).key == "flask"
