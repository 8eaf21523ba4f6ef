"""Filling of what a coal-fired unit lacks; expected values by hand from the cited sources, in the comments."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.reference.tables import read_table
from almaden.sectors.coal.default_trains import default_trains, train_classes
from almaden.sectors.coal.defaults import coal_places, practice_places
from almaden.sectors.coal.filled_origins import origins_of_defaults
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.coal.terms import BOILERS, RANKS
from almaden.sectors.coal.train import order_problem
from almaden.sectors.numbers import Number

TABLES = (
    "coal_suppliers", "default_boilers", "default_coal", "default_controls", "default_general",
    "default_heat_rate_steps", "default_operation", "default_places", "default_rank", "default_regions",
    "default_start", "default_technology", "toolkit_rows", "toolkit_scenarios",
)  # fmt: skip


def power(**told: object) -> CoalUnitRecord:
    """A made-up unit of which little is told."""
    return CoalUnitRecord.model_validate({"id": "U", "country": "IDN", "capacity_mw": 660.0} | told)


def ends(number: Number) -> tuple[float, float]:
    """The 95 % range of a number."""
    low, high = number.value * number.spread.ratio(np.array([-1.959964, 1.959964]))
    return float(low), float(high)


@pytest.mark.parametrize("name", TABLES)
def test_every_default_has_a_source_and_its_range_holds_it(name: str) -> None:
    for row in read_table(f"coal/{name}"):
        assert row["source"], row
        assert row["seen"], row
        assert row["status"] in ("verified", "unverified"), row
        if row["status"] == "verified":
            assert "recalled" not in row["seen"], row
        if row.get("low"):
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"]), row


def test_trains_of_a_class_are_possible_and_their_shares_add_to_1() -> None:
    for one in train_classes():
        assert math.isclose(sum(share for share, _ in one.trains), 1.0), one.name
        assert [order_problem(train.devices) for _, train in one.trains] == [None] * len(one.trains), one.name
    rows = read_table("coal/default_controls")
    ends_of_class = {(row["class"], *(row[c] for c in list(row)[1:11])) for row in rows}
    assert len(ends_of_class) == len(train_classes())


@given(
    st.sampled_from(["CHN", "IND", "USA", "ZAF", "IDN", "JPN", "CAN", "KAZ", "SRB", "DEU", "XXX"]),
    st.sampled_from(["power", "industrial"]), st.sampled_from(BOILERS), st.sampled_from(RANKS),
    st.integers(1960, 2100), st.integers(1930, 2100), st.floats(0.1, 6000),
)  # fmt: skip
@settings(max_examples=50)
def test_every_unit_finds_a_class(
    country: str, kind: str, boiler: str, rank: str, year: int, start: int, mw: float
) -> None:
    assert default_trains(practice_places(country), kind, boiler, rank, (year, start), mw).trains  # type: ignore[arg-type]


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3), st.sampled_from(["", *RANKS]))
@settings(max_examples=30)
def test_no_unit_is_ever_left_unfilled(country: str, rank: str) -> None:
    unit = fill(power(country=country, rank=rank), year=2024)
    assert unit.mercury.value > 0
    assert unit.heating_value.value > 5
    assert 0 < unit.capacity_factor.value < 1
    assert len(unit.conditions) == len(unit.trains)


@pytest.mark.parametrize(
    ("told", "mercury"),
    [
        # Zhu et al. 2016, Table 1, coal as consumed: SW 0.35, E 0.23.
        ({"country": "CHN", "subdivision": "Guizhou"}, 0.35),
        ({"country": "CHN", "subdivision": "Shandong"}, 0.23),
        # EPA 2005, Table 1: averages of coal as burned.
        ({"country": "USA", "rank": "bituminous"}, 0.113),
        ({"country": "USA", "rank": "lignite"}, 0.107),
        # Ito et al. 2006: mean of Japanese coals.
        ({"country": "JPN"}, 0.045),
        # Archives of Mining Sciences 2016: 121 samples of Polish power coal, 112.9 ppb.
        ({"country": "POL", "rank": "bituminous"}, 0.113),
    ],
)
def test_mercury_of_places(told: dict[str, str], mercury: float) -> None:
    assert fill(power(**told), year=2024).mercury.value == mercury


def test_heating_value_of_us_coal_by_hand() -> None:
    # 13,203 Btu/lb dry (EPA 2005) x 0.002326 MJ/kg per Btu/lb.
    assert fill(power(country="USA", rank="bituminous"), year=2024).heating_value.value == pytest.approx(
        30.71, abs=0.01
    )


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("Indonesia", "IDN"),
        ("Kalimantan, South Sumatra", "IDN"),
        ("imported", "imported"),
        ("Australia, Colombia, Canada, United States", "imported"),
        ("domestic and imported", "IND"),
        ("South Eastern Coalfields", "IND"),
        ("70 % Indian, 30% imported", "IND"),
    ],
)
def test_coal_is_that_of_its_supplier(source: str, first: str) -> None:
    assert coal_places("IND", "", source)[0] == first


@pytest.mark.parametrize(
    ("technology", "mw", "start", "btu"),
    # Heat rates of the tracker of July 2024 (net heating value) for made-up units of these classes.
    [
        ("subcritical", 200, 1980, 12617.9),
        ("subcritical", 330, 2008, 10442.4),
        ("supercritical", 660, 2015, 8409.0),
        ("supercritical", 600, 2012, 9249.9),
        ("ultra-supercritical", 1000, 2016, 8272.0),
        ("CFB", 135, 2010, 11312.6),
    ],
)
def test_heat_rate_by_hand(technology: str, mw: float, start: int, btu: float) -> None:
    unit = fill(
        power(country="ZMB", technology=technology, capacity_mw=mw, start_year=start, rank="bituminous"), year=2024
    )
    # x 1.05506 MJ per 1000 Btu, x 1.045 gross over net heating value, x 0.94 net over gross output.
    assert unit.heat_rate.value == pytest.approx(btu / 1000 * 1.05505585 * 1.045 * 0.94, rel=1e-6)
    assert unit.thermal_mw == pytest.approx(mw * unit.heat_rate.value / 3.6)


def test_defaults_are_shared_and_marked() -> None:
    one, other = (fill(power(id=name, rank="subbituminous"), year=2024) for name in "AB")
    assert one.mercury is other.mercury
    assert one.heat_rate is other.heat_rate
    assert one.conditions is other.conditions
    assert one.mercury.shared_key == "coal:mercury:IDN:*"
    assert 0 < one.mercury.shared_share < 1
    assert set(one.filled) == {
        "start_year", "mercury", "heating_value", "chlorine", "bromine", "sulphur", "ash", "moisture", "boiler",
        "heat_rate", "capacity_factor", "controls", "washing", "unburned_carbon", "esp_temperature", "ash_sold_share",
    }  # fmt: skip
    assert one.mercury.origin.layer == "coal/default_coal"
    assert one.mercury.origin.status == "unverified"


def test_a_rank_that_is_not_told_widens_the_range() -> None:
    told, untold = fill(power(rank="subbituminous"), year=2024), fill(power(), year=2024)
    assert untold.filled["rank"] == "IDN subbituminous"
    assert "rank" not in told.filled
    assert untold.mercury.value == told.mercury.value
    assert ends(untold.mercury)[0] < ends(told.mercury)[0] < ends(told.mercury)[1] < ends(untold.mercury)[1]


def test_heat_rate_of_a_boiler_whose_steam_cycle_is_not_told() -> None:
    bed = fill(power(boiler="fluidised bed", capacity_mw=135, start_year=2010), year=2024)
    told = fill(power(technology="CFB", capacity_mw=135, start_year=2010), year=2024)
    assert bed.heat_rate is told.heat_rate
    assert bed.filled["heat_rate"] == "CFB"


def test_coal_that_was_analysed_is_taken_as_burned() -> None:
    coal = CoalRecord(unit="U", rank="bituminous", mercury_mg_per_kg=0.2)
    assert fill(power(country="CHN"), [coal], year=2024).washing.value == 0


def test_a_coal_as_received_without_its_moisture_takes_the_default() -> None:
    coal = CoalRecord(unit="U", rank="subbituminous", basis="as_received", mercury_mg_per_kg=0.04)
    unit = fill(power(), [coal], year=2024)
    moisture = unit.conditions[0].fuel.moisture_percent
    assert unit.mercury.value == pytest.approx(0.04 / (1 - moisture / 100))
    assert unit.filled["moisture"] == "IDN subbituminous"


def test_the_rank_of_a_blend_is_that_of_its_greater_part() -> None:
    blend = [CoalRecord(unit="U", rank=r, share=s) for r, s in (("lignite", 0.3), ("bituminous", 0.7))]
    assert fill(power(), blend, year=2024).conditions[0].fuel.rank == "bituminous"


def test_what_is_given_is_used() -> None:
    record = power(
        heat_rate_mj_per_kwh=10.0, capacity_factor=0.65, start_year=2011, boiler="pulverised", ash_sold_share=0.4,
        controls="SCR + ESP + FGD", washed_share=0.0, unburned_carbon_percent=3.0, esp_inlet_celsius=140.0,
        reemission_additive=True, bromine_added_mg_per_kg=50.0,
    )  # fmt: skip
    coal = CoalRecord(
        unit="U", rank="subbituminous", mercury_mg_per_kg=0.08, mercury_low=0.05, mercury_high=0.11,
        chlorine_mg_per_kg=100, bromine_mg_per_kg=2, sulphur_percent=0.4, ash_percent=6, moisture_percent=25,
        hhv_mj_per_kg=25.0, source="Made-up laboratory",
    )  # fmt: skip
    unit = fill(record, [coal], year=2024)
    assert unit.filled == {}
    assert ends(unit.mercury) == pytest.approx((0.05, 0.11), rel=1e-5)
    assert unit.mercury.origin.status == "user"
    assert unit.mercury.shared_key == ""
    (_, train), condition = unit.trains[0], unit.conditions[0]
    assert train.devices == ("SCR", "CS-ESP", "wFGD")
    assert train.reemission_additive
    assert (train.bromine_added_mg_per_kg, condition.fuel.chlorine_mg_per_kg) == (50.0, 100.0)
    assert (unit.heat_rate.value, unit.capacity_factor.value, unit.ash_sold_share) == (10.0, 0.65, 0.4)
    assert unit.thermal_mw == pytest.approx(660 * 10 / 3.6)


def test_efficiency_and_additives_on_a_default_train() -> None:
    unit = fill(power(efficiency_percent=36.0, bromine_added_mg_per_kg=80.0), year=2024)
    assert unit.heat_rate.value == pytest.approx(10.0)
    assert {train.bromine_added_mg_per_kg for _, train in unit.trains} == {80.0}


def test_carbon_injection_without_its_rate() -> None:
    unit = fill(power(controls="ACI + FF"), year=2024)
    assert unit.trains[0][1].sorbent == "plain"
    assert unit.trains[0][1].sorbent_mg_per_m3 > 0
    assert unit.filled["sorbent"]
    with pytest.raises(ValueError, match="windmill"):
        fill(power(controls="windmill"), year=2024)


def test_washing_takes_out_what_is_washed() -> None:
    # Zhu et al. 2016: 2 % of Chinese power coal is washed, which takes out 50 %.
    assert fill(power(country="CHN"), year=2024).washing.value == pytest.approx(0.01)
    # 60 % washed, 0.3 removed (Pavlish 2010: 20 to 40 %).
    unit = fill(power(washed_share=0.6), year=2024)
    assert unit.washing.value == pytest.approx(0.18)
    assert ends(unit.washing) == pytest.approx((0.12, 0.24), abs=1e-4)
    assert fill(power(washed_share=0.6, washing_removal=0.5), year=2024).washing.value == pytest.approx(0.3)


def test_practice_is_that_of_the_year_and_of_the_unit() -> None:
    def controls(year: int, **told: object) -> str:
        return fill(power(**{"country": "CHN", "rank": "bituminous"} | told), year=year).filled["controls"]

    assert controls(2015, start_year=2008) == "China 2014-2016, 300 MW and more"
    assert controls(2024, start_year=2008) == "China since 2017, 300 MW and more"
    assert controls(2024, start_year=1975, retired_year=2005, status="retired") == "China to 2005"
    assert controls(2024, start_year=2008, boiler="fluidised bed") == "China CFB since 2014"
    assert controls(2024, boiler="gasifier") == "gasifier"


def test_units_that_are_not_built_have_the_newest_equipment() -> None:
    for status in ("announced", "cancelled"):
        unit = fill(power(status=status, start_year=2012, rank="lignite"), year=2024)
        assert unit.filled["controls"] == "Indonesia started since 2015"
    told, untold = (fill(power(status="construction", start_year=y), year=2024) for y in (2030, None))
    assert (told.start_year, untold.start_year) == (2030, 2026)
    assert "start_year" in untold.filled
    assert "start_year" not in told.filled


def test_an_industrial_boiler_burns_the_coal_told() -> None:
    told = {"id": "B", "country": "CHN", "thermal_mw": 60.0, "coal_t_per_year": 42000.0}
    unit = fill(IndustrialBoilerRecord.model_validate(told), year=2024)
    dry = 60 * 8760 * unit.capacity_factor.value * 3.6 / unit.heating_value.value
    moisture = unit.conditions[0].fuel.moisture_percent
    assert dry == pytest.approx(42000 * (1 - moisture / 100))
    assert unit.kind == "industrial"
    assert unit.capacity_mw == 0
    assert "capacity_factor" not in unit.filled
    steam = fill(IndustrialBoilerRecord(id="S", country="CHN", steam_t_per_h=75, operating_hours=5500), year=2024)
    assert steam.thermal_mw == pytest.approx(75 * 0.85)
    assert steam.capacity_factor.value == pytest.approx(5500 / 8760)
    assert fill(IndustrialBoilerRecord(id="N", country="CHN"), year=2024).filled["thermal_mw"] == "no size told"


def test_a_fleet_is_filled_in_no_time() -> None:
    # 14,000 units well under a second: 3,000 here, with room for a slow machine.
    records = [power(id=str(k), country=c, capacity_mw=50.0 + k) for k in range(1000) for c in ("CHN", "IND", "USA")]
    start = time.process_time()
    for record in records:
        fill(record, year=2024)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("country", ["CHN", "IDN", "USA", "XXX"])
def test_every_default_can_be_traced(country: str) -> None:
    unit = fill(power(country=country), year=2024)
    traced = {origin.quantity for origin in origins_of_defaults(unit)}
    assert traced == {
        "rank", "controls", "chlorine", "bromine", "sulphur", "ash", "moisture", "start year", "unburned carbon",
        "esp temperature", "ash sold share",
    }  # fmt: skip
    for origin in origins_of_defaults(unit):
        assert origin.source, origin
        assert origin.status in ("verified", "unverified"), origin
