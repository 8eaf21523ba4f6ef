"""Facilities, need, stocktaking, containment, interim storage, plans: by hand, and as the rules say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.supply.storage.checks import containment_findings, needed_containment_l, reconcile
from almaden.supply.storage.data import StorageData, example
from almaden.supply.storage.facilities import permit_state, register
from almaden.supply.storage.interim import plan_interim
from almaden.supply.storage.need import freed_t
from almaden.supply.storage.plan import SECTORS, plan_items, storage_plan
from almaden.supply.storage.records import FacilityRecord, PermitRecord, SourceRecord, StocktakeRecord

ON = date(2026, 7, 1)


def facility(key: str, capacity: float, filled: float = 0.0, **more: object) -> FacilityRecord:
    told = {"id": key, "country": "PHL", "kind": "salt mine", "accepts": "consisting", "capacity_t": capacity,
            "filled_t": filled, **more}  # fmt: skip
    return FacilityRecord.model_validate(told)


def source(key: str, t: float, year: int, until: int | None = None, **more: object) -> SourceRecord:
    told = {"id": key, "country": "PHL", "mercury_t": t, "year": year, "until": until, "waste_class": "consisting"}
    return SourceRecord.model_validate({**told, **more})


def test_need_against_capacity_by_hand() -> None:
    """10 t a year from 2026 to 2029; 25 t are free until the permit ends in 2027, 8 t from 2029 on."""
    data = StorageData(
        facilities=(facility("A", 30, 5), facility("B", 8, opens=2029), facility("C", 99)),
        permits=(PermitRecord(facility="A", valid_until=date(2027, 3, 1)), PermitRecord(facility="B")),
        sources=(source("S", 40, 2026, 2029),),
    )
    found = register(data, ON)
    assert [one.need_t for one in found.years] == pytest.approx([10, 20, 30, 40])
    assert [one.placed_t for one in found.years] == pytest.approx([10, 20, 20, 28])
    assert [one.short_t for one in found.years] == pytest.approx([0, 0, 10, 12])
    # C has no permit that is told, so it is not counted.
    assert found.free_by_class() == {"consisting": 33.0}
    assert {one.place for one in found.findings if one.key == "permit"} == {"A", "C"}
    refused = {one.facility: one.reason for one in found.matches if not one.accepted}
    assert "2026" in refused["B"]
    assert "2026" in refused["C"]


def test_classes_share_a_facility_only_once() -> None:
    """10 t of each of two classes, 12 t that take both and 5 t that take one: 17 t have a place, 3 t do not."""
    both = facility("A", 12, accepts="consisting; containing")
    one = facility("B", 5)
    permits = (PermitRecord(facility="A"), PermitRecord(facility="B"))
    sources = (source("S", 10, 2026), source("T", 10, 2026, waste_class="containing"))
    (found,) = register(StorageData((both, one), permits, sources), ON).years
    assert (found.placed_t, found.short_t) == pytest.approx((17.0, 3.0))


def test_who_takes_mercury_from_abroad() -> None:
    data = StorageData(
        facilities=(facility("A", 10, from_abroad="no"), facility("B", 10), facility("C", 10, from_abroad="yes"),
                    facility("D", 10, 10, from_abroad="yes"), facility("E", 5, from_abroad="yes", accepts="containing"),
                    FacilityRecord(id="F", country="PHL", kind="retort", accepts="consisting", from_abroad="yes")),
        permits=tuple(PermitRecord(facility=key) for key in "ABCDEF"), sources=(source("S", 1, 2026, country="IDN"),),
    )  # fmt: skip
    found = {one.facility: one.reason for one in register(data, ON).matches}
    assert found["C"] == ""
    assert found["A"] == "takes nothing from abroad"
    assert found["B"].startswith("not known")
    assert found["D"] == "has no room left"
    assert found["E"] == "does not take this class"
    assert found["F"] == "free capacity not told"


@pytest.mark.parametrize(
    ("until", "state"),
    [(date(2026, 7, 1), "ends soon"), (date(2026, 6, 30), "ended"), (date(2030, 1, 1), "valid"), (None, "valid")],
)
def test_permits_on_a_day(until: date | None, state: str) -> None:
    assert permit_state([PermitRecord(facility="A", valid_until=until)], ON)[0] == state
    assert permit_state([], ON)[0] == "none told"
    assert permit_state([PermitRecord(facility="A", valid_from=date(2027, 1, 1))], ON)[0] == "not yet"


def test_facilities_without_sources_and_nothing_at_all() -> None:
    alone = register(StorageData(facilities=(facility("A", 5),), permits=(PermitRecord(facility="A"),)), ON)
    assert [one.need_t for one in alone.years] == [0.0]
    assert len(alone.to_frame()) == 1
    assert register(StorageData(), ON).facilities == ()


def test_what_came_free_earlier_is_told_not_forgotten() -> None:
    data = StorageData(sources=(source("S", 10, 2025, 2026), source("T", 5, 2027)))
    found = register(data, ON)
    assert [one.need_t for one in found.years] == pytest.approx([5, 10])
    assert any(note.startswith("S: what came free before 2026") for note in found.notes)
    assert any("no facility" in note for note in found.notes)


@given(t=st.floats(0.1, 500), year=st.integers(2020, 2030), length=st.integers(0, 20))
@settings(max_examples=25, deadline=None)
def test_what_comes_free_adds_up(t: float, year: int, length: int) -> None:
    one = source("S", t, year, year + length)
    assert sum(freed_t(one, when) for when in range(2010, 2060)) == pytest.approx(t)


def test_stocktaking_by_hand() -> None:
    """Four sums of 25 weighings with 0.2 kg each: k = 2 gives 2 sqrt(4 x 25 x 0.04) = 4 kg."""
    told = {"place": "A", "year": 2025, "opening_kg": 100, "in_kg": 50, "out_kg": 20, "weighings": 25, "error_kg": 0.2}
    found = reconcile(StocktakeRecord.model_validate({**told, "closing_kg": 126.1}))
    assert found.difference_kg == pytest.approx(3.9)
    assert found.error_kg == pytest.approx(4.0)
    assert found.explained
    assert not reconcile(StocktakeRecord.model_validate({**told, "closing_kg": 125.9})).explained
    assert not reconcile(StocktakeRecord.model_validate({**told, "closing_kg": 134.5})).explained


def test_containment() -> None:
    """110 % of the largest container of 100 l are 110 l; of 50 of them a tenth of all, 500 l, is more."""
    assert needed_containment_l(100.0) == pytest.approx(110.0)
    assert needed_containment_l(100.0, 5000.0) == pytest.approx(500.0)
    assert [one.severity for one in containment_findings("A", 109.9, 100.0)] == ["error"]
    assert not list(containment_findings("A", 110.0, 100.0))
    assert [one.severity for one in containment_findings("A", None, 100.0)] == ["info"]


def test_interim_storage_by_hand() -> None:
    """60 kg held and 40 kg in the year until it is collected fill 3 flasks of 34.5 kg; 1 flask and 2 a year are
    103.5 kg; in five years 60 + 200, 12 + 75 and 11 flasks, 379.5 kg."""
    found = plan_interim(example(), draws=200)
    assert [one.mercury_kg for one in found.holdings] == pytest.approx([100.0, 27.0, 103.5])
    assert [one.containers for one in found.holdings] == [3, 6, 3]
    assert found.mercury_kg == pytest.approx(260 + 87 + 379.5)
    assert sum(one.value for one in found.parts.values()) == pytest.approx(found.cost.value)
    # 1 flask, 3 bottles and 2 flasks are to be bought.
    assert found.parts["containers"].value == pytest.approx(3 * 100 + 3 * 15)
    assert {(one.key, one.place) for one in found.findings if one.severity == "error"} == {
        ("containment", "MADE-UP-GROUP-2"), ("vapour", "MADE-UP-GROUP-2"),
    }  # fmt: skip
    assert found.steps
    assert json.loads(found.to_json())["points"]


def test_points_are_shared_where_groups_are_near() -> None:
    data = example()
    alone, shared = plan_interim(data, draws=100), plan_interim(data, max_km=100, draws=100)
    assert len(alone.points) == 3
    assert [one.groups for one in shared.points] == [("MADE-UP-GROUP-1", "MADE-UP-GROUP-2"), ("MADE-UP-GROUP-3",)]
    assert sum(one.mercury_kg for one in shared.points) == pytest.approx(sum(one.mercury_kg for one in alone.points))
    assert shared.cost.value < alone.cost.value
    turned = replace(data, holdings=data.holdings[::-1])
    assert plan_interim(turned, max_km=100, draws=100).to_json() == shared.to_json()
    nothing = plan_interim(StorageData(), draws=100)
    assert nothing.mercury_kg == 0.0
    assert nothing.cost_per_kg is None


def test_a_plan_is_complete_when_all_that_is_needed_is_done() -> None:
    for sector in SECTORS:
        items = storage_plan(sector).items
        assert {one.part for one, _ in items} >= {"Items of the sector", "Responsibility"}
        states = {one.key: "done" for one, _ in items if one.needed}
        assert storage_plan(sector, states).complete
        del states["money"]
        assert storage_plan(sector, states).missing == ("money",)
        assert storage_plan(sector, {**states, "money": "does not apply"}).complete
    assert plan_items("interim")
    with pytest.raises(InputError, match="no list"):
        storage_plan("tourism")
    with pytest.raises(InputError, match="no such item"):
        storage_plan("", {"nonsense": "done"})
    with pytest.raises(InputError, match="no such state"):
        storage_plan("", {"duty": "perhaps"})
