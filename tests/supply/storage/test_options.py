"""Options compared: published sums, hand arithmetic, order of rows, break-even."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from almaden.errors import InputError
from almaden.quantity.sphere import great_circle_km
from almaden.supply.storage.data import StorageData, example
from almaden.supply.storage.money import usd_of
from almaden.supply.storage.option_cost import costed, parts_of, total
from almaden.supply.storage.options import compare
from almaden.supply.storage.records import CostRecord, OptionRecord
from almaden.supply.storage.settings import prices


def cost(option: str, item: str, value: float, **more: object) -> CostRecord:
    told = {"option": option, "item": item, "value": value, "money_year": 2019, **more}
    return CostRecord.model_validate(told)


def two(capacity: float | None = None) -> StorageData:
    """A: 1,000 USD for each lump and 10 USD/t. B: 30 USD/t."""
    options = (OptionRecord(id="A", storage_years=0, capacity_t=capacity), OptionRecord(id="B", storage_years=0))
    costs = (cost("A", "capital_lump", 1000), cost("A", "disposal_per_t", 10), cost("B", "disposal_per_t", 30))
    return StorageData(options=options, costs=costs)


def test_the_fee_of_the_united_states_for_a_full_store() -> None:
    """37,000 USD/t for 6,800 t are 251.6 million USD (10 CFR 955), paid at once."""
    told = CostRecord.model_validate({"option": "DOE", "item": "disposal_per_t", "price": "doe"})
    data = StorageData(options=(OptionRecord(id="DOE", storage_years=0),), costs=(told,))
    found = compare(data, prices()["doe_capacity"].value, draws=100, money_year=2019)
    assert found.options[0].cost.value == pytest.approx(251.6e6, rel=1e-3)
    assert found.currency == "USD"
    assert found.money_year == 2019
    assert {one.status for one in found.origins if one.unit == "USD/t"} == {"verified"}


def test_by_hand() -> None:
    """100 t for 20 years at 5 %: annuity 12.46221, (1.05)^-20 = 0.3768895, capital again after 15 years (0.4810171)."""
    option = OptionRecord(
        id="W", storage_years=20, life_years=15, capacity_t=60, distance_km=100, disposal_distance_km=1000
    )
    costs = [
        cost("W", "capital_lump", 1e5), cost("W", "capital_per_t", 500), cost("W", "running_lump", 1e4),
        cost("W", "running_per_t", 100), cost("W", "packaging_per_t", 20), cost("W", "treatment_per_t", 2000),
        cost("W", "disposal_per_t", 300), cost("W", "formalities_per_t", 50), cost("W", "transport_per_t_km", 0.2),
        cost("W", "incident_per_year", 0.01), cost("W", "incident_cost", 1e6),
    ]  # fmt: skip
    one = costed(option, costs, (), 2019)
    parts = parts_of(one, 100.0, 0.05, one.values())
    expected = {
        "capital": (2e5 + 5e4) * 1.4810171, "running": (2e4 + 1e4) * 12.4622103, "packaging": 2000.0,
        "transport": 0.2 * 100 * (100 + 0.3768895 * 1000), "treatment": 2e5 * 0.3768895,
        "disposal": 3e4 * 0.3768895, "formalities": 5e3 * 0.3768895, "expected_loss": 1e4 * 2 * 12.4622103,
    }  # fmt: skip
    assert {name: float(part) for name, part in parts.items()} == pytest.approx(expected, rel=1e-6)
    assert float(total(parts)) == pytest.approx(sum(expected.values()), rel=1e-6)


def test_break_even_amounts() -> None:
    """1,000 + 10 t = 30 t at 50 t. With a lump for each 40 t: 1,000 to 2,000 USD at 40 t; 30 t is dearer from 50 t on
    within the second lump only at 100 t, never reached; A is never cheaper below 80 t, and 3,000 + 10 t = 30 t at 150
    t lies beyond 120 t; so B stays the cheaper."""
    (found,) = compare(two(), 20, draws=100).break_even
    assert (found.below, found.above) == ("B", "A")
    assert found.tonnes == pytest.approx(50.0)
    assert compare(two(40), 20, draws=100).break_even == ()
    # A lump for each 60 t: A is cheaper from 50 to 60 t; then 2,000 + 10 t = 30 t at 100 t until 120 t, and so on.
    assert [round(one.tonnes, 6) for one in compare(two(60), 20, draws=100).break_even][:4] == [50, 60, 100, 120]


def test_the_order_of_rows_changes_nothing_and_shares_add_up() -> None:
    data = example()
    turned = replace(data, options=data.options[::-1], costs=data.costs[::-1], sources=data.sources[::-1])
    found, again = compare(data, draws=300), compare(turned, draws=300)
    assert found.to_json() == again.to_json()
    assert len(found.options) >= 3
    assert sum(one.cheapest_share for one in found.options) == pytest.approx(1.0)
    assert [one.cost.value for one in found.options] == sorted(one.cost.value for one in found.options)
    for one in found.options:
        assert one.cost.low <= one.cost.value <= one.cost.high
        assert sum(part.value for part in one.parts.values()) == pytest.approx(one.cost.value)
    widths = [bar.width for bar in found.tornado if bar.option == found.options[0].id]
    assert widths == sorted(widths, reverse=True)
    assert json.loads(found.to_json())["meta"]["notice"]
    assert found.criteria[0].ranks == {"EXPORT": 1, "UNDERGROUND": 1, "WAREHOUSE": 3}
    assert len(found.to_frame()) == len(found.options)


def test_shared_errors_are_one() -> None:
    """Two options whose only cost is one price of the market: where errors are shared the dearer never wins."""
    options = (OptionRecord(id="A", storage_years=0), OptionRecord(id="B", storage_years=0))
    for shared, beaten in (("market", True), ("", False)):
        costs = tuple(
            cost(key, "disposal_per_t", value, low=0.5 * value, high=2 * value, shared=shared)
            for key, value in (("A", 100.0), ("B", 110.0))
        )
        found = compare(StorageData(options=options, costs=costs), 10, draws=500)
        assert (found.options[0].cheapest_share == 1.0) is beaten


def test_the_range_of_one_cost_is_the_range_that_was_told() -> None:
    told = cost("A", "disposal_per_t", 100.0, low=50, high=300)
    data = StorageData(options=(OptionRecord(id="A", storage_years=0),), costs=(told,))
    each = compare(data, 7, draws=2000).options[0].cost_per_t
    assert (each.value, each.low, each.high) == pytest.approx((100.0, 50.0, 300.0), rel=0.03)


def test_without_discount_a_year_costs_a_year() -> None:
    data = StorageData(options=(OptionRecord(id="A", storage_years=7),), costs=(cost("A", "running_per_t", 11.0),))
    assert compare(data, 3, 0.0, draws=100).options[0].cost_per_t.value == pytest.approx(77.0)


def test_money_of_other_years_and_countries() -> None:
    """1.326 USD for a EUR in 2010 (European Central Bank), then the index of prices 2010 to 2019."""
    level = usd_of("USD", 2010, 2019)
    assert usd_of("EUR", 2010, 2019) == pytest.approx(1.326 * level)
    assert usd_of("PHP", 2010, 2010, per_usd=45.0) == pytest.approx(1 / 45)
    with pytest.raises(KeyError):
        usd_of("PHP", 2010, 2019)


def test_what_is_missing_is_told() -> None:
    data = StorageData(options=(OptionRecord(id="A", storage_years=3),))
    found = compare(data, 5, draws=100)
    assert len(found.options[0].missing) == 3
    assert any("at least three" in note for note in found.notes)
    with pytest.raises(InputError, match="how much mercury"):
        compare(data, draws=100)
    with pytest.raises(InputError, match="no options"):
        compare(StorageData(), 5)
    far = replace(data, costs=(cost("A", "transport_per_t_km", 0.2),))
    with pytest.raises(InputError, match="distance_km"):
        compare(far, 5, draws=100)


def test_great_circles() -> None:
    """A quarter of a meridian is 10,007.557 km on the mean sphere; a place is no way from itself."""
    assert great_circle_km((0, 10), (90, 0)) == pytest.approx(math.pi / 2 * 6371.0088)
    assert great_circle_km((0, 179), (0, -179)) == pytest.approx(math.radians(2) * 6371.0088)
    assert great_circle_km((12, 34), (12, 34)) == 0.0
