"""What the whole of the calculation must give on the tracker of July 2024: sums, known results, balances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum

import numpy as np
import pytest

from almaden.inventory.result import Amount
from almaden.sectors.amounts import amount
from almaden.sectors.coal.changes import applicable
from almaden.sectors.coal.emission import air_kg, emission
from almaden.sectors.coal.engine import fate_shares, over_trains
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.monitor import MonitorQuarter, monitored_quarters
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prepared import PreparedFleet, prepare
from almaden.sectors.coal.ranked import rank_fleet
from almaden.sectors.coal.ranking import rank
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, PlantTestRecord
from almaden.sectors.coal.result import FleetResult, Meta
from almaden.sectors.coal.unit import compute_unit, emission_rates, fates_kg
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn

DAY = date(2024, 7, 1)


def meta(year: int, draws: int = 100, life: str = "age 40") -> Meta:
    return Meta("almaden", "test", draws, 1, "latin hypercube", "", year, life)


@pytest.fixture(scope="module")
def fleet(tracker: FleetInput) -> PreparedFleet:
    """All units of the tracker, filled."""
    return prepare(tracker, 2024)


def of(units: Sequence[CoalUnit], country: str) -> list[CoalUnit]:
    return [unit for unit in units if unit.country == country]


# The statistics of the tracker come out of the calculation as well, each state for itself.


def test_filling_keeps_every_unit_and_its_state(fleet: PreparedFleet) -> None:
    counted: dict[str, list[float]] = defaultdict(list)
    for unit in fleet.units:
        counted[unit.status].append(unit.full_mw)
    assert sum(map(len, counted.values())) == 14_004
    assert {state: len(counted[state]) for state in ("operating", "cancelled", "shelved")} == {
        "operating": 6_525,
        "cancelled": 3_063,
        "shelved": 210,
    }
    assert fsum(counted["operating"]) == pytest.approx(2_125_527.1, abs=0.05)
    indonesia = fsum(unit.full_mw for unit in of(fleet.units, "IDN") if unit.status == "operating")
    assert indonesia == pytest.approx(52_316.6, abs=0.05)


def test_totals_keep_states_apart(fleet: PreparedFleet) -> None:
    units = of(fleet.units, "ZAF")
    result = compute_fleet(units, meta(2024))
    assert result.total("ZAF").capacity_mw == pytest.approx(44_224.1, abs=0.05)
    for state in ("cancelled", "shelved", "operating"):
        told = sum(unit.status == state for unit in units)
        if told:
            assert result.total("ZAF", state).units == told
    assert sum(one.units for one in result.totals if one.country == "ZAF") == len(units)


# National and world results beside independent ones. Their ranges overlap; what they mean differs, as told.


@dataclass(frozen=True)
class Independent:
    """Tonnes a year as others found them, with what makes theirs differ from ours."""

    low: float
    high: float
    why: str


INDEPENDENT = {
    # Garnham and Langerman (2016): Eskom's stations, from coal burnt, its mercury and two sets of reduction factors.
    "ZAF": Independent(17.0, 23.0, "the mercury of each station's coal, ours a default of the country"),
    # Ito, Yokoyama and Asakura (2006): measured stacks and coals; plants of the electric power industry alone.
    "JPN": Independent(0.63, 0.63, "some ten years earlier, without the plants of other owners"),
    # Global Mercury Assessment 2018, coal-fired power plants; the line is recalled, not re-read.
    "": Independent(255.0, 346.0, "five groups of technology by country, coal statistics instead of capacities"),
}


@pytest.fixture(scope="module")
def in_2015(tracker: FleetInput) -> dict[str, Amount]:
    """Tonnes to air of the units that ran in 2015, by the chain of devices; the world under an empty name."""
    draws = FleetDraws(100, 1)
    sums: dict[str, Drawn] = dict.fromkeys(INDEPENDENT, 0.0)
    for unit in prepare(tracker, 2015, ran_in=2015).units:
        own = draws.of(unit.id)
        air = air_kg(unit, own) / 1000.0
        for place in {unit.country, ""} & set(sums):
            sums[place] = sums[place] + air
    return {place: amount(total) for place, total in sums.items()}


@pytest.mark.parametrize("place", INDEPENDENT)
def test_ranges_overlap_with_independent_results(place: str, in_2015: dict[str, Amount]) -> None:
    ours, theirs = in_2015[place], INDEPENDENT[place]
    assert ours.low <= theirs.high
    assert theirs.low <= ours.high
    assert theirs.why


# Mercury monitors at US units, January to March 2015.

#: Units of the tracker by the unit of the monitor table.
MONITORED = {
    ("Rawhide Energy Station", "101"): "G100000108491",
    ("Milton R Young", "B1"): "G100000106929",
    ("Milton R Young", "B2"): "G100000106930",
    ("Merrimack", "1"): "G100000106882",
    ("Merrimack", "2"): "G100000106883",
    ("Montour, LLC", "1"): "G100000107004",
    ("Montour, LLC", "2"): "G100000107005",
}


def modelled(one: MonitorQuarter, record: CoalUnitRecord) -> Amount:
    """lb/TBtu as the model has them for the rank, boiler and controls that are recalled of a unit."""
    assert one.facility.split()[0].rstrip(",") in record.plant
    told = record.model_copy(update={"rank": one.rank, "boiler": one.boiler, "controls": one.controls})
    unit = fill(told, (), year=2015)
    draws = FleetDraws(1000, 1).of(unit.id)
    rates = emission_rates(unit, emission(unit, draws).g_per_gwh, draws(unit.heat_rate), 6.0)
    return amount(rates["lb_per_tbtu"])


def test_monitors_within_the_range_of_the_model(tracker: FleetInput) -> None:
    """Six of seven. Montour 1 lies below; Montour 2, of the same coal and controls, had 4.8 times as much."""
    records = {unit.id: unit for unit in tracker.units}
    outside = {}
    for one in monitored_quarters():
        record = records[MONITORED[one.facility, one.unit]]
        assert isinstance(record, CoalUnitRecord)
        found = modelled(one, record)
        if not found.low <= one.lb_per_tbtu <= found.high:
            outside[one.facility, one.unit] = one.lb_per_tbtu / found.low
    assert set(outside) == {("Montour, LLC", "1")}
    assert 0.25 < outside["Montour, LLC", "1"] < 1.0
    montour = {one.unit: one.lb_per_tbtu for one in monitored_quarters() if one.facility == "Montour, LLC"}
    assert montour["2"] / montour["1"] == pytest.approx(4.8, abs=0.05)


# Indonesia: two published statements, "10 units over 45 %" and "15 units about half" of the remaining emission.


def shares_of(tracker: FleetInput, year: int, least_mw: float, life: str = "age 40") -> dict[str, list[float]]:
    """What the first 1, 2, 3 ... carry of the mercury of remaining lives, by unit and by power station."""
    ready = prepare(tracker, year, ["IDN"], ran_in=year)
    units = [unit for unit in ready.units if unit.full_mw >= least_mw]
    by_unit = rank_fleet(units, meta(year, life=life))
    plants = {unit.id: unit.plant for unit in units}
    stations: dict[str, float] = defaultdict(float)
    for one in by_unit.units:
        stations[plants[one.gem_id]] += one.lifetime_kg.value
    by_station = rank(list(stations), np.array(list(stations.values())))
    return {
        "unit": [one.cumulative_share for one in by_unit.units],
        "station": [float(share) for share in by_station.cumulative],
    }


@pytest.mark.parametrize("year", [2019, 2020])
def test_ten_of_indonesia_are_power_stations(year: int, tracker: FleetInput) -> None:
    """Of stations with units from 100 MW, closing at 40 years, ten carry over 45 %; ten single units a quarter."""
    found = shares_of(tracker, year, 100.0)
    assert 0.45 < found["station"][9] < 0.50
    assert found["unit"][9] < 0.26


def test_fifteen_of_indonesia_are_large_units(tracker: FleetInput) -> None:
    """Of units from 300 MW, closing at 30 years, fifteen carry half; of all units little more than a quarter."""
    assert shares_of(tracker, 2020, 300.0, "age 30")["unit"][14] == pytest.approx(0.50, abs=0.01)
    assert shares_of(tracker, 2020, 0.0, "age 30")["unit"][14] < 0.30


# Balances, for the fleet and for made-up units that are washed or have tests.


def test_the_balance_holds_for_every_unit_and_draw(fleet: PreparedFleet) -> None:
    draws = FleetDraws(200, 1)
    units = fleet.units[::47]
    assert len(units) == 298
    for unit in units:
        whole = sum(over_trains(unit, draws.of(unit.id), fate_shares).values(), start=np.zeros(201))
        assert np.max(np.abs(whole - 1.0)) < 1e-12, unit.id


def made_up(**more: object) -> PreparedFleet:
    record = CoalUnitRecord.model_validate(
        {"id": "made-up 1", "country": "IDN", "capacity_mw": 600, "controls": "SCR + CS-ESP + wFGD", **more}
    )
    coal = CoalRecord(unit="made-up 1", rank="bituminous", mercury_mg_per_kg=0.1, hhv_mj_per_kg=27.0)
    flows = (("coal", 22.0), ("fly ash", 9.0), ("FGD solid", 7.0), ("stack", 5.0))
    tests = [
        PlantTestRecord.model_validate({"unit": "made-up 1", "stream": stream, "value": value, "unit_of_value": "g/h"})
        for stream, value in flows
    ]
    told = tuple(tests) if more.get("note") == "tested" else ()
    return prepare(FleetInput((record,), (coal,), told), 2024)


@pytest.mark.parametrize("note", ["", "tested"])
def test_the_balance_of_washed_and_tested_units(note: str) -> None:
    ready = made_up(note=note, washed_share=0.5, washing_removal=0.3)
    (unit,) = ready.units
    assert (unit.tested is not None, unit.washing.value) == ((True, 0.0) if note else (False, pytest.approx(0.15)))
    draws = FleetDraws(500, 1).of(unit.id)
    one = emission(unit, draws)
    fates = fates_kg(unit, one, draws)
    assert np.allclose(sum(fates.values(), start=np.zeros(501)), one.coal_kg, rtol=1e-12, atol=0.0)
    assert all(np.all(np.asarray(kg) >= 0.0) for kg in fates.values())
    result = compute_unit(unit, meta(2024), DAY, tests=ready.tests.get(unit.id))
    assert fsum(kg.value for kg in result.fates.values()) == pytest.approx(result.coal_kg_per_year.value, rel=1e-12)


def test_a_retrofit_never_raises_what_is_emitted(fleet: PreparedFleet) -> None:
    """At the values of record; another coal may hold more mercury and is no capture."""
    kinds = {"retrofit", "sorbent rate", "additive", "re-emission additive", "wash", "retire"}
    raised = {}
    for unit in fleet.units[::140]:
        before = emission(unit).air_kg
        for change, after in applicable(unit):
            if change.kind in kinds and emission(after).air_kg > before * (1 + 1e-12):
                raised[unit.id, change.id] = emission(after).air_kg / before
    assert raised == {}


def test_the_order_of_units_changes_no_digit(fleet: PreparedFleet) -> None:
    units = [*of(fleet.units, "JPN")[:20], *of(fleet.units, "POL")[:20]]

    def said(given: Sequence[CoalUnit]) -> FleetResult:
        found = compute_fleet(given, meta(2024))
        return replace(found, units=tuple(sorted(found.units, key=lambda unit: unit.id)), filled={}, unverified=())

    assert said(units) == said(units[::-1])
