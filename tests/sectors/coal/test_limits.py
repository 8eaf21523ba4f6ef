"""Dated limits: which bind a unit on a day, how probably each is met, and twins of which one is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.reference.tables import read_table
from almaden.sectors.coal.limits import Facts, Position, binds, limits, positions

TODAY = date(2025, 6, 1)


def facts(tbtu: float, **changes: object) -> Facts:
    """A unit that emits so many lb/TBtu, with nine draws around it; 0.0108 lb/GWh and 1.253 ug/Nm3 per lb/TBtu."""
    draws = np.array([1.0, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4]) * tbtu
    emissions = {"lb/TBtu": draws, "lb/GWh": 0.010833 * draws, "ug/Nm3": 1.2532 * draws}
    unit = Facts("USA", "bituminous", 1500.0, emissions, capacity_mw=500.0, start_year=1990)
    return replace(unit, **changes)  # type: ignore[arg-type]


def named(found: tuple[Position, ...], start: str) -> Position:
    (one,) = (position for position in found if position.limits[0].id.startswith(start))
    return one


def test_every_limit_of_the_table_is_read() -> None:
    assert len({limit.id for limit in limits()}) == len(read_table("coal/limits")) == len(limits())
    assert {limit.unit for limit in limits()} == {"lb/TBtu", "lb/GWh", "ug/Nm3"}
    for limit in limits():
        assert limit.value_low is None or limit.value_low < limit.value
        assert limit.valid_from is None or limit.valid_to is None or limit.valid_from < limit.valid_to


def test_the_twin_limits_imply_the_heat_rate_of_their_rule() -> None:
    # 0.013 lb/GWh over 1.2 lb/TBtu is 10,833 Btu/kWh.
    values = {limit.unit: limit.value for limit in limits() if limit.twin == "US-MATS-existing"}
    assert values["lb/GWh"] / values["lb/TBtu"] * 1e6 == pytest.approx(10833, rel=0.001)


def test_a_unit_under_its_own_limit() -> None:
    found = named(positions(facts(1.0), TODAY), "US-MATS-existing")
    assert found.applies
    assert found.met
    assert found.margin == pytest.approx(1 - 1 / 1.2, rel=1e-3)
    # Seven of the nine draws are not above 1.2 lb/TBtu.
    assert found.probability == pytest.approx(7 / 9)
    assert found.probability_low is None


def test_one_of_two_twins_is_enough() -> None:
    unit = facts(1.3)
    worse = replace(unit, emissions={**unit.emissions, "lb/GWh": unit.emissions["lb/TBtu"] * 0.009})
    found = named(positions(worse, TODAY), "US-MATS-existing")
    assert (found.deciding.unit, found.met) == ("lb/GWh", True)
    only = replace(unit, emissions={"lb/TBtu": unit.emissions["lb/TBtu"]})
    assert named(positions(only, TODAY), "US-MATS-existing").met is False


def test_the_change_of_2024_for_lignite_never_binds() -> None:
    unit = facts(2.0, rank="lignite")
    for day in (TODAY, date(2026, 6, 1), date(2028, 1, 1)):
        found = positions(unit, day)
        assert named(found, "US-MATS-lignite-a").applies
        repealed = named(found, "US-MATS-lignite-2024")
        assert (repealed.applies, repealed.met) == (False, False)


def test_before_the_day_of_compliance_nothing_binds() -> None:
    assert [one for one in positions(facts(1.0), date(2015, 4, 15)) if one.applies] == []


@pytest.mark.parametrize(
    ("rank", "thermal", "start", "low", "high"),
    [
        ("bituminous", 299.9, 2020, 1, 3), ("subbituminous", 300.0, 2020, 1, 2), ("bituminous", 299.9, 1990, 1, 9),
        ("anthracite", 300.0, 1990, 1, 4), ("lignite", 100.0, 2020, 1, 5), ("lignite", 900.0, 2020, 1, 4),
        ("lignite", 100.0, 1990, 1, 10), ("lignite", 900.0, 1990, 1, 7),
    ],
)  # fmt: skip
def test_the_classes_of_the_european_conclusions(rank: str, thermal: float, start: int, low: int, high: int) -> None:
    unit = facts(1.0, country="POL", rank=rank, thermal_mw=thermal, start_year=start)
    (own,) = (one for one in positions(unit, TODAY) if one.applies)
    assert (own.deciding.value_low, own.deciding.value) == (low, high)
    assert own.probability_low is not None
    assert own.probability_low <= own.probability


def test_germany_has_its_own_limit_and_that_of_the_union() -> None:
    own = [one for one in positions(facts(1.0, country="DEU", start_year=2022), TODAY) if one.applies]
    assert {one.deciding.jurisdiction for one in own} == {"EU", "DEU"}
    assert {one.deciding.value for one in own} == {1.0, 2.0}


def test_small_old_units_of_india_have_none() -> None:
    small = facts(1.0, country="IND", capacity_mw=210.0, start_year=1995)
    assert [one for one in positions(small, TODAY) if one.applies] == []
    large = replace(small, capacity_mw=500.0)
    assert [one.deciding.id for one in positions(large, TODAY) if one.applies] == ["IND-2015-2003"]


def test_a_concentration_is_diluted_to_the_oxygen_of_the_limit() -> None:
    # 1.2532 ug/Nm3 at 6 % oxygen are 1.2532 * (20.9 - 3) / (20.9 - 6) at 3 %.
    unit = facts(1.0, country="POL")
    other = {**unit.emissions, "ug/Nm3": unit.emissions["ug/Nm3"] * 17.9 / 14.9}
    same = replace(unit, emissions=other, oxygen_percent=3.0)
    for one, two in zip(positions(unit, TODAY), positions(same, TODAY), strict=True):
        assert two.emission == pytest.approx(one.emission)


def test_what_was_only_proposed_is_for_comparison() -> None:
    found = named(positions(facts(1.0), date(2004, 6, 1)), "US-MACT2003")
    assert (found.applies, found.deciding.value, found.met) == (False, 2.0, True)


def test_a_law_may_take_a_unit_as_new_whatever_its_year() -> None:
    assert named(positions(facts(1.0, is_new=True), TODAY), "US-MATS-new").applies
    unknown = facts(1.0, start_year=None)
    assert all(one.deciding.applies_to != "new" for one in positions(unknown, TODAY))


def test_an_industrial_boiler_is_not_judged_as_a_power_plant() -> None:
    boiler = facts(1.0, country="CHN", kind="industrial", capacity_mw=0.0, thermal_mw=60.0)
    assert {one.deciding.kind for one in positions(boiler, TODAY)} == {"any"}


@settings(max_examples=40)
@given(st.floats(0.001, 50.0), st.floats(1.0, 3.0))
def test_less_mercury_is_never_further_from_a_limit(tbtu: float, factor: float) -> None:
    clean, dirty = positions(facts(tbtu), TODAY), positions(facts(tbtu * factor), TODAY)
    for one, other in zip(clean, dirty, strict=True):
        assert one.margin >= other.margin
        assert one.probability >= other.probability
        assert any(binds(limit, facts(tbtu), TODAY) for limit in one.limits) == one.applies
