"""A fleet: what it says of a unit and of sums depends on nothing but the units, and no mercury is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
import pytest

from almaden.sectors.coal import emission as emission_module
from almaden.sectors.coal import engine
from almaden.sectors.coal import fleet as fleet_module
from almaden.sectors.coal.behaviour import Behaviour, DeviceNumbers, behaviour
from almaden.sectors.coal.emission import Emission, alike, emission, emissions
from almaden.sectors.coal.engine import STACK, fate_shares, over_trains
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.coal.points import point_values
from almaden.sectors.coal.prepared import prepare
from almaden.sectors.coal.ranked import rank_fleet
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.draws import FleetDraws
from tests.sectors.coal import made_up

META: Final = Meta("Almaden", "", 60, 7, "latin hypercube", "", 2024, "planned or age 40")
COUNTRIES: Final = ("ZAF", "IDN", "CHN", "USA", "IND")
States = Literal["operating", "retired", "construction"]
STATES: Final[tuple[States, ...]] = ("operating", "operating", "retired", "construction")


def record(number: int) -> CoalUnitRecord:
    return CoalUnitRecord(
        id=f"made-up {number}",
        plant=f"Made-up power station {number // 3}",
        country=COUNTRIES[number % len(COUNTRIES)],
        status=STATES[number % len(STATES)],
        capacity_mw=100.0 + 50.0 * (number % 7),
        start_year=2026 if STATES[number % len(STATES)] == "construction" else 1990 + number % 3,
        retired_year=2020 if STATES[number % len(STATES)] == "retired" else None,
        controls="CS-ESP + wFGD" if number % 6 == 0 else "",
        washed_share=0.5 if number % 4 == 0 else None,
    )


@pytest.fixture(scope="module")
def units() -> list[CoalUnit]:
    """Made-up units, most of which may have several trains."""
    return [fill(record(number), year=2024) for number in range(45)]


@pytest.fixture(scope="module")
def real(tracker: FleetInput) -> list[CoalUnit]:
    """Some units of the tracker, of every kind of filling."""
    return list(prepare(replace(tracker, units=tracker.units[::140]), 2024).units)


def same(first: Emission, second: Emission) -> bool:
    """To the last digit."""
    pairs = [(getattr(first, name), getattr(second, name)) for name in ("coal_kg", "burned_kg", "air_kg", "g_per_gwh")]
    pairs += [(value, second.methods[name]) for name, value in first.methods.items()]
    return first.methods.keys() == second.methods.keys() and all(np.array_equal(*pair) for pair in pairs)


def test_some_units_are_alike(units: list[CoalUnit]) -> None:
    found = [members for members in alike(units) if len(members) > 1]
    assert any(len(members[0].trains) > 1 for members in found)
    assert any(len(members[0].trains) == 1 for members in found)


@pytest.mark.parametrize("together", [1, 3, 50])
def test_units_reckoned_together_are_as_by_themselves(
    units: list[CoalUnit], together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emission_module, "_TOGETHER", together)
    draws = FleetDraws(META.draws, META.seed)
    found = {unit.id: one for unit, one in emissions(units, draws)}
    assert found.keys() == {unit.id for unit in units}
    for unit in units:
        assert same(found[unit.id], emission(unit, draws.of(unit.id))), unit.id


def test_values_of_record_are_the_same_with_and_without_draws(units: list[CoalUnit]) -> None:
    found = compute_fleet(units, META)
    points = point_values(units)
    assert [unit.kg_per_year.value for unit in found.units] == pytest.approx(points.methods["chain"], rel=1e-12)
    assert [unit.coal_kg_per_year for unit in found.units] == pytest.approx(points.coal_kg, rel=1e-12)
    for unit, one in zip(units, found.units, strict=True):
        assert emission(unit).air_kg == pytest.approx(one.kg_per_year.value, rel=1e-12)


def test_order_of_units_changes_nothing(units: list[CoalUnit]) -> None:
    first, second = compute_fleet(units, META), compute_fleet(units[::-1], META)
    assert first.units == second.units[::-1]
    assert first.totals == second.totals
    assert rank_fleet(units, META).units == rank_fleet(units[::-1], META).units


def test_processes_change_nothing(units: list[CoalUnit], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet_module, "_WORTH_PROCESSES", 1)
    one, two = compute_fleet(units, META), compute_fleet(units, META, processes=2)
    assert (one.units, one.totals) == (two.units, two.totals)


def test_other_units_do_not_change_a_unit(units: list[CoalUnit]) -> None:
    assert compute_fleet(units[7:8], META).units[0] == compute_fleet(units, META).units[7]


def test_sums_are_those_of_their_units(units: list[CoalUnit]) -> None:
    found = compute_fleet(units, META)
    draws = FleetDraws(META.draws, META.seed)
    for total in found.totals:
        members = [
            (unit, one)
            for unit, one in zip(units, found.units, strict=True)
            if unit.status == total.status and total.country in ("", unit.country)
        ]
        assert total.units == len(members)
        assert total.capacity_mw == pytest.approx(sum(unit.capacity_mw for unit, _ in members))
        air = np.sum([np.asarray(emission(unit, draws.of(unit.id)).air_kg) for unit, _ in members], axis=0)
        low, high = np.quantile(air[1:], (0.025, 0.975))
        assert (total.kg_per_year.value, total.kg_per_year.low, total.kg_per_year.high) == pytest.approx(
            (air[0], low, high), rel=1e-12
        )
        lifetime = sum(one.kg_per_year.value * one.remaining_years for _, one in members)
        assert total.lifetime_kg.value == pytest.approx(lifetime, rel=1e-12)
        for name, method in total.methods.items():
            covered = [one for _, one in members if name in one.methods]
            assert method.units == len(covered)
            assert method.kg_per_year.value == pytest.approx(sum(one.methods[name].value for one in covered))
            assert method.default_kg_per_year == pytest.approx(sum(one.kg_per_year.value for one in covered))


def assert_balanced(units: list[CoalUnit]) -> None:
    """What leaves by the stack and what goes elsewhere is what was burned, in every draw."""
    draws = FleetDraws(META.draws, META.seed)
    for unit in units:
        own = draws.of(unit.id)
        one, shares = emission(unit, own), over_trains(unit, own, fate_shares)
        stack = one.burned_kg * sum(shares[form] for form in STACK)
        elsewhere = one.burned_kg * sum(share for name, share in shares.items() if name not in STACK)
        assert np.asarray(stack) == pytest.approx(np.asarray(one.air_kg), rel=1e-9), unit.id
        assert np.asarray(stack + elsewhere) == pytest.approx(np.asarray(one.burned_kg), rel=1e-9), unit.id
        assert np.all(np.asarray(one.air_kg) >= 0.0)
        assert np.all(np.asarray(one.burned_kg) <= np.asarray(one.coal_kg))
        assert all(np.all(np.asarray(kg) <= one.burned_kg * (1.0 + 1e-12)) for kg in one.methods.values())


def test_no_mercury_is_lost_in_made_up_units(units: list[CoalUnit]) -> None:
    assert_balanced(units)


def test_no_mercury_is_lost_in_real_units(real: list[CoalUnit]) -> None:
    assert len(real) > 90
    assert_balanced(real)


def test_fates_of_a_unit_add_to_its_coal(units: list[CoalUnit]) -> None:
    for unit in units[:8]:
        found = compute_unit(unit, META, date(2024, 7, 1))
        assert sum(fate.value for fate in found.fates.values()) == pytest.approx(found.coal_kg_per_year.value, rel=1e-9)


def idle(*devices: str) -> Callable[[Conditions], Behaviour]:
    """The behaviour of a boiler whose devices are there and do nothing."""
    none = tuple(
        DeviceNumbers(device, MappingProxyType({name: made_up.number(device, 0.0) for name in ("oxidised", "bound")}))
        for device in devices
    )
    return lambda conditions: replace(behaviour(conditions), devices=none)


def test_a_train_that_does_nothing_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, draws = made_up.unit((1.0, "none")), FleetDraws(META.draws, META.seed)
    bare = emission(unit, draws.of("u"))
    monkeypatch.setattr(engine, "behaviour", idle("SCR", "CS-ESP", "wFGD"))
    assert np.asarray(emission(unit, draws.of("u")).air_kg) == pytest.approx(np.asarray(bare.air_kg), rel=1e-15)
