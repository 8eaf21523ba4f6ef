"""Measures for the units of a real country: how many there are and what they cost."""

from __future__ import annotations

import pytest

from almaden.scenarios.coal_options import fleet_options
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.prepared import prepare
from almaden.sectors.coal.readers.fleet import FleetInput


def test_options_of_indonesia(tracker: FleetInput) -> None:
    units = [one for one in prepare(tracker, 2024, {"IDN"}).units if one.status == "operating"]
    assert sum(one.capacity_mw for one in units) == pytest.approx(52_316.6)
    found = fleet_options(units, economy(2025))
    assert len(found.options) > 8 * len(units)
    # Carbon before an existing precipitator cost 70,018 USD of 1996 for a pound in Brown et al. (1999), and
    # 4,940 USD in the lowest estimate of EPA beside it. A kilogram is 2.2046 pounds, money has lost a factor of 1.8.
    carbon = [one for one in found.options if one.option == "ACI brominated"]
    price = sum(one.cost_usd_per_year for one in carbon) / sum(one.abated_kg_per_year for one in carbon)
    assert 4_940 * 2.2046 * 1.8 < price < 70_018 * 2.2046 * 1.8
