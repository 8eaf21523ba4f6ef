"""The balance of supply and demand, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.supply.balance import balances
from almaden.supply.data import SupplyData, example
from almaden.supply.records import (
    MineOutputRecord,
    MineRecord,
    SourceRecord,
    StockRecord,
    TradeRecord,
    UseRecord,
)

TODAY = date(2026, 1, 1)


def land(area: str = "PER", year: int = 2024, use: float | None = 60.0) -> SupplyData:
    """30 t mined, 10 t recycled and 50 t bought in; 60 t used, 5 t sold, 2 t put away: 90 - 67 = 23 t unexplained."""
    return SupplyData(
        mines=(MineRecord(id=f"M-{area}", area=area, kind="primary"),),
        outputs=(MineOutputRecord(mine=f"M-{area}", year=year, amount=30.0),),
        sources=(SourceRecord(area=area, year=year, kind="recycling", amount=10.0),),
        uses=(
            UseRecord(area=area, year=year, use="ASGM", amount=use),
            UseRecord(area=area, year=year, use="stored or disposed of", amount=2.0),
        ),
        trade=(
            TradeRecord(area=area, year=year, flow="imports", amount=50.0),
            TradeRecord(area=area, year=year, flow="exports", amount=5.0),
        ),
    )


def both(one: SupplyData, other: SupplyData) -> SupplyData:
    tables = ("mines", "outputs", "sources", "uses", "trade")
    return SupplyData(**{name: getattr(one, name) + getattr(other, name) for name in tables})


def test_a_country_by_hand() -> None:
    (line,) = balances(land(), region="PER").lines
    assert (line.supply_t.value, line.demand_t.value, line.unexplained_t.value) == (90.0, 67.0, 23.0)
    assert line.hidden.verdict == "supplied, not used"
    assert line.hidden.indicated


def test_use_without_supply_points_the_other_way() -> None:
    (line,) = balances(land(use=200.0), region="Peru").lines
    assert line.unexplained_t.value == pytest.approx(90.0 - 207.0)
    assert line.hidden.verdict == "used, not supplied"


def test_unexplained_mercury_is_an_indicator_only_where_gold_is_mined_with_it() -> None:
    data = land(use=0.0)
    (line,) = balances(data, region="PER").lines
    assert (line.hidden.verdict, line.hidden.asgm, line.hidden.indicated) == ("supplied, not used", "none", False)


def test_zero_and_not_known_are_apart() -> None:
    (none,) = balances(land(use=0.0), region="PER").lines
    (unknown,) = balances(land(use=None), region="PER").lines
    assert none.term("uses") is not None
    assert unknown.term("uses") is None
    assert unknown.term("seized") is None
    assert unknown.hidden.verdict == "not told"
    assert unknown.as_dict()["uses_t"] is None
    found = balances(land(use=None), region="PER")
    assert "rows without an amount, which are not known and in no sum: 1" in found.notes


def test_flasks_become_tonnes() -> None:
    # 1,000 flasks of 34.5 kg.
    data = SupplyData(sources=(SourceRecord(area="PER", year=2024, kind="seized", amount=1000.0, unit="flasks"),))
    (line,) = balances(data, region="PER").lines
    assert line.supply_t.value == pytest.approx(34.5)


def test_countries_make_continents_and_the_world() -> None:
    found = {one.area: one for one in balances(both(land("PER"), land("IDN", use=80.0)), year=2024).lines}
    assert list(found) == ["IDN", "PER", "Asia", "Latin America and the Caribbean", "world"]
    assert found["Asia"].unexplained_t == found["IDN"].unexplained_t
    assert found["world"].unexplained_t.value == pytest.approx(23.0 + 3.0)


def test_a_region_told_as_a_whole_is_in_no_sum() -> None:
    told = SupplyData(sources=(SourceRecord(area="Asia", year=2024, kind="recycling", amount=500.0),))
    found = {one.area: one for one in balances(both(land("IDN"), told)).lines}
    assert found["Asia"].level == "area"
    assert found["world"].supply_t.value == 90.0


def test_closures_of_plants_are_a_source_unless_the_file_tells_them() -> None:
    plants = PlantData((PlantRecord(id="A", country="PER", state="closed", closure_year=2024,
                                    mercury_inventory_t=100.0),))  # fmt: skip
    (line,) = balances(land(), region="PER", plants=plants, on=TODAY).lines
    freed = line.term("chlor-alkali surplus")
    assert freed is not None
    # No loss when cells are taken down is known; the mercury told is what comes free.
    assert freed.value == pytest.approx(100.0)
    own = SourceRecord(area="PER", year=2024, kind="chlor-alkali surplus", amount=40.0)
    found = balances(replace(land(), sources=(own,)), region="PER", plants=plants, on=TODAY)
    assert found.lines[0].term("chlor-alkali surplus") is not None
    assert found.lines[0].supply_t.value == pytest.approx(30.0 + 40.0 + 50.0)
    assert any("left out" in note for note in found.notes)
    assert any("5(b)" in note for note in found.notes)


def test_order_of_rows_changes_no_digit() -> None:
    data = example()
    turned = replace(
        data, **{name: getattr(data, name)[::-1] for name in ("mines", "outputs", "sources", "uses", "trade", "stocks")}
    )
    assert balances(data, draws=200).to_json() == balances(turned, draws=200).to_json()


def test_an_area_alone_has_the_range_it_has_beside_others() -> None:
    data = replace(example(), sources=(*example().sources, *land("PER").sources))
    alone = balances(example(), region="Made-up land", year=2024, draws=200).lines[0]
    beside = balances(data, region="Made-up land", year=2024, draws=200).lines[0]
    assert alone == beside


@settings(max_examples=25)
@given(st.lists(st.floats(0.0, 500.0), min_size=4, max_size=4), st.floats(1.1, 3.0))
def test_every_balance_closes(amounts: list[float], wide: float) -> None:
    mined, recycled, used, sold = amounts
    data = SupplyData(
        sources=(
            SourceRecord(area="PER", year=2024, kind="primary", amount=mined, low=mined / wide, high=mined * wide),
            SourceRecord(area="PER", year=2024, kind="recycling", amount=recycled),
        ),
        uses=(UseRecord(area="PER", year=2024, use="ASGM", amount=used, low=used / wide, high=used * wide),),
        trade=(TradeRecord(area="PER", year=2024, flow="exports", amount=sold),),
    )
    (line,) = balances(data, region="PER", draws=100).lines
    # The value of record is that of a calculation without draws.
    assert line.supply_t.value == pytest.approx(mined + recycled)
    assert line.unexplained_t.value == pytest.approx(mined + recycled - used - sold, abs=1e-9)
    assert line.supply_t.value - line.demand_t.value == pytest.approx(line.unexplained_t.value, abs=1e-9)
    assert line.unexplained_t.low <= line.unexplained_t.value + 1e-9
    assert line.unexplained_t.high >= line.unexplained_t.value - 1e-9


def test_what_nobody_tells_of_is_a_fault() -> None:
    with pytest.raises(InputError, match="nothing is told of this area and year"):
        balances(land(), region="Africa")


def test_ranges_come_as_told() -> None:
    data = SupplyData(sources=(SourceRecord(area="PER", year=2024, kind="primary", amount=100.0, low=80.0,
                                            high=130.0),))  # fmt: skip
    (line,) = balances(data, region="PER", draws=5_000).lines
    assert np.allclose((line.supply_t.low, line.supply_t.high), (80.0, 130.0), rtol=0.01)


def test_the_change_of_a_stock_counts_where_nothing_stored_is_told() -> None:
    counts = tuple(
        StockRecord(area="PER", holder="industry", place="Store", day=date(year, month, 28), amount=t)
        for year, month, t in ((2023, 12, 20.0), (2024, 6, 90.0), (2024, 12, 27.0), (2026, 12, 5.0))
    )
    bare = replace(land(), uses=land().uses[:1], stocks=counts)
    found = balances(bare, region="PER")
    # From 20 to 27 t within 2024; between 2024 and 2026 a year is missing.
    (line,) = found.lines
    stored = line.term("stored")
    assert stored is not None
    assert stored.value == pytest.approx(7.0)
    assert line.unexplained_t.value == pytest.approx(90.0 - 60.0 - 5.0 - 7.0)
    # Where 2 t are told as stored, they count alone.
    (line,) = balances(replace(land(), stocks=counts), region="PER").lines
    assert line.unexplained_t.value == pytest.approx(23.0)


def test_a_region_that_is_told_is_no_sum_of_its_countries() -> None:
    # 90 - 67 = 23 t in Peru and in the region that is told by its own name; the world is the sum of countries.
    found = balances(both(land(), both(land("Latin America and the Caribbean"), land("KEN"))))
    rest = {line.area: line.unexplained_t.value for line in found.lines}
    assert rest["Latin America and the Caribbean"] == rest["PER"] == 23.0
    assert rest["world"] == 46.0
