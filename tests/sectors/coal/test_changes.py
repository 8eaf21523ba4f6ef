"""Changes at a unit: where devices go, what cannot be done and why, and what each does beside the unit as it is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.change_records import ChangeRecord, change_of
from almaden.sectors.coal.changes import Change, applicable, apply, changed_share, standard, standard_changes
from almaden.sectors.coal.comparison import Effect, compare, per_kg
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.pollutants import avoided, emitted
from almaden.sectors.coal.prices import Range
from almaden.sectors.coal.records import CoalRecord
from almaden.sectors.coal.terms import Rank
from almaden.sectors.coal.train import order_problem
from tests.sectors.coal.made_up import unit

HOW = economy(2030)
#: Share of mercury that passes, made up for these tests.
PASSED = {"CS-ESP": 0.7, "FF": 0.4, "wFGD": 0.5, "ACI": 0.3}
SPREAD = np.array([1.0, 0.5, 0.8, 1.0, 1.2, 2.0])


def emit(plant: CoalUnit) -> FloatArray:
    """Input times what passes the devices; the draws are those of the coal."""
    kg = plant.full_mw * 8760 * plant.capacity_factor.value * plant.heat_rate.value
    kg *= plant.mercury.value * (1 - plant.washing.value) / plant.heating_value.value / 1000
    left = sum(share * math.prod(PASSED.get(one, 1.0) for one in train.devices) for share, train in plant.trains)
    return kg * left * SPREAD


def done(plant: CoalUnit, change: str | Change) -> CoalUnit:
    after = apply(plant, standard()[change] if isinstance(change, str) else change)
    assert isinstance(after, CoalUnit), after
    return after


def effect(plant: CoalUnit, change: str) -> Effect:
    (found,) = compare(plant, [standard()[change]], emit, HOW)
    assert found.effect is not None, found.reason
    return found.effect


@pytest.mark.parametrize(
    ("train", "change", "after"),
    [
        ("CS-ESP", "ACI brominated", "ACI + CS-ESP"),
        ("SCR + CS-ESP + wFGD", "ACI plain", "SCR + ACI + CS-ESP + wFGD"),
        ("CS-ESP + wFGD", "polishing", "CS-ESP + ACI + FF + wFGD"),
        ("CS-ESP + wFGD", "FF", "CS-ESP + FF + wFGD"),
        ("CS-ESP", "wFGD", "CS-ESP + wFGD"),
        ("CS-ESP + wFGD", "SCR", "SCR + CS-ESP + wFGD"),
        ("HS-ESP", "SCR", "HS-ESP + SCR"),
        ("CS-ESP", "SDA FF", "CS-ESP + SDA + FF"),
        ("CYC", "ESP", "CYC + CS-ESP"),
        ("none", "SCR wFGD", "SCR + wFGD"),
    ],
)
def test_a_device_goes_where_the_order_allows(train: str, change: str, after: str) -> None:
    changed = done(unit((1.0, train)), change)
    assert str(changed.trains[0][1]) == after
    assert changed.conditions[0].train is changed.trains[0][1]


@pytest.mark.parametrize(
    ("train", "rank", "change", "reason"),
    [
        ("CS-ESP + wFGD", "bituminous", "wFGD", "wFGD is there already"),
        ("CS-ESP + seawater FGD", "bituminous", "wFGD", "seawater FGD is there already"),
        ("none", "bituminous", "ACI plain", "it needs one of CS-ESP, FF, HS-ESP"),
        ("CS-ESP", "bituminous", "reemission", "it needs one of wFGD, seawater FGD"),
        ("CS-ESP", "lignite", "wash", "it is not meant for lignite"),
        ("CS-ESP", "bituminous", "blend", "it is not meant for bituminous"),
    ],
)
def test_what_cannot_be_done_says_why(train: str, rank: Rank, change: str, reason: str) -> None:
    assert apply(unit((1.0, train), rank=rank), standard()[change]) == reason


def test_every_device_that_is_put_anywhere_stands_in_a_possible_order() -> None:
    for train in ("none", "CS-ESP", "HS-ESP + SCR + FF", "SNCR + SDA + FF", "SCR + CS-ESP + wFGD", "CYC + PS"):
        for change, after in applicable(unit((1.0, train))):
            assert order_problem(after.trains[0][1].devices) is None, (train, change.id)


def test_a_change_never_made_twice() -> None:
    plant = unit((1.0, "CS-ESP + wFGD"))
    for change, after in applicable(plant):
        if change.kind != "blend":
            assert isinstance(apply(after, change), str), change.id


def test_of_a_mixture_the_trains_that_can_take_it_change() -> None:
    plant = unit((0.7, "CS-ESP"), (0.3, "CS-ESP + wFGD"))
    after = done(plant, "wFGD")
    assert [str(train) for _, train in after.trains] == ["CS-ESP + wFGD", "CS-ESP + wFGD"]
    assert changed_share(plant, after) == pytest.approx(0.7)
    assert [one.train for one in after.conditions] == [train for _, train in after.trains]


def test_carbon_with_the_ash_ends_its_sale() -> None:
    assert done(unit(), "ACI plain").ash_sold_share == 0.0
    assert done(unit(), "polishing").ash_sold_share == 0.5
    assert done(unit((0.4, "CS-ESP"), (0.6, "ACI + CS-ESP")), "ACI plain").ash_sold_share == pytest.approx(0.3)


def test_sorbent_and_additives() -> None:
    plant = done(unit((1.0, "CS-ESP + wFGD")), "ACI plain")
    more = Change("more", "More carbon", "sorbent rate", sorbent="brominated", sorbent_mg_per_m3=80.0)
    train = done(plant, more).trains[0][1]
    assert (train.sorbent, train.sorbent_mg_per_m3) == ("brominated", 80.0)
    assert apply(unit(), more) == "no carbon is injected"
    assert done(plant, "bromide").trains[0][1].bromine_added_mg_per_kg == 100
    assert done(plant, "reemission").trains[0][1].reemission_additive


def test_washing() -> None:
    after = done(unit(), "wash")
    assert after.washing.value == 0.30
    draws = after.washing.value * after.washing.spread.ratio(np.array([-1.959964, 1.959964]))
    assert draws == pytest.approx([0.2, 0.4], rel=1e-4)
    # A fifth of the sulphur and 45 % of the ash go with the refuse.
    fuel = after.conditions[0].fuel
    assert (fuel.sulphur_percent, fuel.ash_percent) == pytest.approx((0.8, 5.5))


def test_a_blend_by_hand() -> None:
    plant = unit(rank="subbituminous")
    after = done(plant, "blend")
    # Four fifths of 0.1 mg/kg and 25 MJ/kg, a fifth of 0.113 mg/kg and 13,203 Btu/lb (30.71 MJ/kg).
    assert after.mercury.value == pytest.approx(0.1026)
    assert after.heating_value.value == pytest.approx(26.142, rel=1e-4)
    low, high = after.mercury.value * after.mercury.spread.ratio(np.array([-1.959964, 1.959964]))
    assert (low, high) == pytest.approx((0.8 * 0.05 + 0.2 * 0.036, 0.8 * 0.2 + 0.2 * 0.279), rel=1e-4)
    fuel = after.conditions[0].fuel
    assert fuel.rank == "subbituminous"
    assert fuel.chlorine_mg_per_kg == pytest.approx(606.6)
    assert after.mercury.name == plant.mercury.name


def test_another_coal_altogether() -> None:
    coal = CoalRecord(unit="*", name="Other", rank="lignite", mercury_mg_per_kg=0.04, hhv_mj_per_kg=20.0)
    change = Change("other", "Other coal", "coal switch", coal=coal)
    after = done(unit(), change)
    assert (after.mercury.value, after.heating_value.value) == (0.04, 20.0)
    assert after.conditions[0].fuel.rank == "lignite"
    # What is not told of it stays as it was, and its mercury errs by itself, as widely as the unit's.
    assert after.conditions[0].fuel.ash_percent == 10.0
    assert after.mercury.name == "mercury of the other coal"
    assert after.mercury.spread.ratio(np.array([1.959964])) == pytest.approx(2.0, rel=1e-4)
    wet = replace(change, coal=coal.model_copy(update={"basis": "as_received"}))
    bare = replace(change, coal=coal.model_copy(update={"mercury_mg_per_kg": None}))
    assert apply(unit(), wet) == "the other coal is not told on dry basis"
    assert apply(unit(), bare) == "the other coal is told without mercury or heating value"
    assert apply(unit(), replace(change, coal=None)) == "the other coal is not told"


def test_other_pollutants_by_hand() -> None:
    # 1,401,600 t with 1 % sulphur, 95 % of it to 1.998 times its mass of dioxide.
    assert emitted(unit(), "SO2").value == pytest.approx(1_401_600 * 0.01 * 1.998 * 0.95, rel=1e-3)
    # 10 % ash, 80 % with the gas, 99.2 % caught.
    assert emitted(unit(), "dust").value == pytest.approx(1_401_600 * 0.1 * 0.8 * 0.008, rel=1e-6)
    scrubbed = avoided(unit(), done(unit(), "wFGD"), "SO2")
    assert scrubbed.value == pytest.approx(emitted(unit(), "SO2").value * 0.92)
    assert scrubbed.low < scrubbed.value < scrubbed.high
    assert avoided(unit(), done(unit(), "ACI plain"), "SO2") == Range(0.0, 0.0, 0.0)


def test_carbon_injection_beside_the_unit_as_it_is() -> None:
    found = effect(unit(), "ACI brominated")
    # 35.04 PJ at 4 mg/GJ are 140.16 kg; 70 % of it passed, 30 % of that with carbon.
    assert found.before.value == pytest.approx(98.112)
    assert found.avoided.value == pytest.approx(98.112 * 0.7)
    assert (found.removal.value, found.removal.low, found.removal.high) == pytest.approx((0.7, 0.7, 0.7))
    assert found.before.low < found.before.value < found.before.high
    assert found.lifetime.value == pytest.approx(20 * 98.112 * 0.7)
    assert found.per_kg is not None
    assert found.per_kg.value == pytest.approx(found.cost.total.value / (98.112 * 0.7))
    assert found.per_kg_shared == found.per_kg
    assert found.lifetime_cost.value == pytest.approx(found.cost.total.value * 10.594, rel=1e-4)
    assert found.lost_ash_t.value == pytest.approx(56_064)


def test_a_scrubber_may_be_charged_to_sulphur_or_to_mercury() -> None:
    found = effect(unit(), "wFGD")
    assert found.gains["SO2"].value > 0.0
    assert found.per_kg is not None
    assert found.per_kg_shared == Range(0.0, 0.0, 0.0)
    assert found.per_kg.value > 0.0


def test_closing_takes_all() -> None:
    found = effect(unit(), "retire")
    assert (found.after.value, found.removal.value) == (0.0, 1.0)
    assert found.gains["SO2"].value == pytest.approx(emitted(unit(), "SO2").value)
    assert found.lost_ash_t == Range(0.0, 0.0, 0.0)
    year = done(unit(), Change("retire early", "Close", "retire", retired_year=2035))
    assert year.planned_retirement == 2035
    assert apply(year, standard()["FF"]) == "the unit does not run"


def test_closing_later_acts_later() -> None:
    # Of the twenty years from 2030 to 2049, closing at the end of 2034 takes the last fifteen.
    later = Change("later", "Close after 2034", "retire", retired_year=2034)
    never = Change("never", "Close after 2060", "retire", retired_year=2060)
    found, nothing = (one.effect for one in compare(unit(), [later, never], emit, HOW))
    assert found is not None
    assert nothing is not None
    assert (found.years, found.lifetime.value) == pytest.approx((15, 15 * 98.112))
    assert found.lifetime_cost.value == pytest.approx(3_504_000 * 20 * 9.107914 / 1.402552, rel=1e-5)
    assert (nothing.years, nothing.lifetime.value, nothing.lifetime_cost.value) == (0, 0.0, 0.0)


def test_what_cannot_be_compared_keeps_its_reason() -> None:
    found = compare(unit(), [standard()["reemission"]], emit, HOW)
    assert (found[0].effect, found[0].reason) == (None, "it needs one of wFGD, seawater FGD")


def test_cost_of_a_kilogram_that_is_not_sure() -> None:
    cost = Range(100.0, 50.0, 200.0)
    assert per_kg(cost, Amount(0.0, 0.0, 0.0)) is None
    assert per_kg(cost, Amount(-1.0, -2.0, 0.0)) is None
    assert per_kg(cost, Amount(10.0, 5.0, 20.0)) == Range(10.0, 2.5, 40.0)
    assert per_kg(cost, Amount(10.0, -1.0, 20.0)) == Range(10.0, 2.5, math.inf)


def test_a_table_of_changes() -> None:
    coal = CoalRecord(unit="*", name="Kalimantan", mercury_mg_per_kg=0.05, hhv_mj_per_kg=24.0)
    filter_ = change_of(ChangeRecord(id="a", kind="retrofit", devices="ACI + baghouse", sorbent_mg_per_m3=24.0))
    assert (filter_.devices, filter_.costs) == (("ACI", "FF"), ("ACI", "FF"))
    assert str(done(unit(), filter_).trains[0][1]) == "CS-ESP + ACI + FF"
    mixed = change_of(ChangeRecord(id="b", kind="blend", coal="Kalimantan", share=0.5), [coal])
    assert done(unit(), mixed).mercury.value == pytest.approx(0.075)
    assert mixed.washed_share == 0.0
    washing = change_of(ChangeRecord(id="c", kind="wash", washing_removal=0.4, washed_share=0.5))
    assert done(unit(), washing).washing.value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        ({"kind": "retrofit", "devices": "magnet"}, ["devices"]),
        ({"kind": "retrofit"}, ["devices"]),
        ({"kind": "retrofit", "devices": "ACI + FF"}, ["sorbent_mg_per_m3"]),
        ({"kind": "blend", "coal": "Nowhere"}, ["share", "coal"]),
        ({"kind": "additive"}, ["bromine_added_mg_per_kg"]),
    ],
)
def test_a_line_that_is_not_enough(told: dict[str, object], columns: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        change_of(ChangeRecord.model_validate({"id": "x", **told}), file="changes.csv", row=3)
    assert [fault.column for fault in caught.value.faults] == columns
    assert {(fault.file, fault.row) for fault in caught.value.faults} == {("changes.csv", 3)}


def test_the_standard_changes() -> None:
    assert 12 <= len(standard()) <= 16
    assert {other for change in standard().values() for other in change.excludes} <= set(standard())
    ids = [change.id for change in standard_changes(unit())]
    assert ids[0] == "wash"
    assert "blend" not in ids


@settings(max_examples=25)
@given(st.sampled_from(sorted(standard())), st.sampled_from(["none", "CS-ESP", "SCR + CS-ESP + wFGD", "FF", "CYC"]))
def test_devices_never_add_mercury_or_dust(change: str, train: str) -> None:
    plant = unit((1.0, train))
    (found,) = compare(plant, [standard()[change]], emit, HOW)
    if found.effect is not None:
        assert found.effect.after.value <= found.effect.before.value
        assert all(gain.value >= 0.0 for gain in found.effect.gains.values())
        assert found.effect.cost.total.low <= found.effect.cost.total.high
