"""A factor file changes the result where it says so, and the result tells which layer a number came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from almaden.inventory import Inventory
from almaden.inventory.records import ActivityRow, FactorRow, Header

ROWS = (ActivityRow(code="5.1.1", present="Y", activity_rate=1000.0, unit="t", scenario="esp"),)


def with_layer(*rows: FactorRow) -> Inventory:
    inventory = Inventory.of(Header("PHL", 2018, level=2), ROWS)
    return Inventory(replace(inventory.data, layers=(("factors.csv", rows),)))


def test_factor_of_the_layer_is_used_and_named() -> None:
    result = with_layer(FactorRow(kind="input", code="5.1.1", variant="coal, all ranks", value=0.3, unit="g/t")).run(
        256
    )
    row = result.rows[0]
    assert row.amounts is not None
    assert row.amounts["input_kg"].value == pytest.approx(0.3)  # 1000 t x 0.3 g/t
    assert [origin.layer for origin in row.origins if origin.quantity.startswith("input factor")] == ["factors.csv"]
    assert result.meta.layers == ("toolkit-2019", "factors.csv")
    assert not any(number.quantity.startswith("input factor") for number in result.unverified)


def test_stated_95_percent_range_and_extremes_differ() -> None:
    row = FactorRow(kind="input", code="5.1.1", variant="coal, all ranks", value=0.3, low=0.1, high=0.9, unit="g/t")
    fixed = replace(with_layer(row).data, rows=(ROWS[0].model_copy(update={"distribution": "fixed", "id": "a"}),))
    as_range = Inventory(fixed).run(8192).rows[0].amounts
    extremes = row.model_copy(update={"range_is": "extremes"})
    as_extremes = Inventory(replace(fixed, layers=(("factors.csv", (extremes,)),))).run(8192).rows[0].amounts
    assert as_range is not None
    assert as_extremes is not None
    assert as_range["input_kg"].low == pytest.approx(0.1, rel=0.02)
    assert as_range["input_kg"].high == pytest.approx(0.9, rel=0.02)
    assert as_extremes["input_kg"].low > 0.1
    assert as_extremes["input_kg"].high < 0.9


def test_shares_that_add_to_more_than_one_leave_less_than_nothing_unallocated_and_are_told() -> None:
    shares = FactorRow(kind="distribution", code="5.1.1", scenario="esp", air=0.6, sector_treatment=0.4001)
    result = with_layer(shares).run(256)
    amounts = result.rows[0].amounts
    assert amounts is not None
    left = amounts["unallocated_kg"]
    assert left.low < left.value < left.high < 0.0
    assert left.value == pytest.approx(-0.0001 * 0.15)
    assert [check.severity for check in result.checks if check.id == "distribution_incomplete"] == ["warning"]


def test_shares_of_the_layer_vary_with_a_concentration() -> None:
    shares = FactorRow(
        kind="distribution", code="5.1.1", scenario="esp", air=0.6, sector_treatment=0.4, concentration=20.0
    )
    factor = FactorRow(kind="input", code="5.1.1", value=0.15, low=0.149, high=0.151, unit="g/t")
    fixed = ROWS[0].model_copy(update={"distribution": "fixed", "id": "a"})
    data = replace(with_layer(shares, factor).data, rows=(fixed,))
    amounts = Inventory(data).run(4096).rows[0].amounts
    assert amounts is not None
    assert amounts["air_kg"].value == pytest.approx(0.15 * 0.6)
    # A Dirichlet share of mean 0.6 and concentration 20 is Beta(12, 8): 95 % of it lies within 0.384 to 0.797.
    assert amounts["air_kg"].low == pytest.approx(0.15 * 0.384, rel=0.03)
    assert amounts["air_kg"].high == pytest.approx(0.15 * 0.797, rel=0.03)
