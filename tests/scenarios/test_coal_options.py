"""Options of a fleet: the same as one by one, with draws that are not noise, and what a user puts on offer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.scenarios.coal_options import FleetOptions, fleet_options
from almaden.scenarios.coal_plan import plan
from almaden.sectors.coal.changes import Change, applicable
from almaden.sectors.coal.costs import annual_cost, economy
from almaden.sectors.coal.emission import emission
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.offer import Offer
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.plant import Tested as OwnTests
from almaden.sectors.coal.records import CoalUnitRecord, IndustrialBoilerRecord
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import fixed

HOW = economy(2025)


def unit(name: str, mw: float, **told: object) -> CoalUnit:
    """A made-up unit."""
    return fill(CoalUnitRecord.model_validate({"id": name, "country": "IDN", "capacity_mw": mw} | told), year=2024)


FLEET = (
    unit("A", 660, start_year=2016),
    unit("B", 300, start_year=1990),
    unit("C", 100, start_year=2016, controls="ESP", planned_retirement=2030),
    unit("D", 600, controls="SCR + ESP + FGD", ash_sold_share=0.8),
    unit("E", 55, rank="lignite", controls="CYC"),
    unit("F", 100, capacity_factor=0.0),
    fill(IndustrialBoilerRecord(id="G", country="IDN", thermal_mw=40.0), year=2024),
)


def by_unit(found: FleetOptions) -> dict[tuple[str, str], object]:
    return {(option.unit, option.option): option for option in found.options}


def test_options_are_what_each_unit_would_have_by_itself() -> None:
    # Like units are worked on together: what each pays and abates must be as if it were reckoned alone.
    found = {(one.unit, one.option): one for one in fleet_options(FLEET, HOW).options}
    expected = {}
    for one in FLEET:
        for change, after in applicable(one):
            abated = float(emission(one).air_kg) - float(emission(after).air_kg)
            if abated > 0.0:
                expected[one.id, change.id] = (abated, annual_cost(one, after, change, HOW))
    assert set(found) == set(expected)
    assert len(found) > 40
    for key, (abated, cost) in expected.items():
        assert found[key].abated_kg_per_year == pytest.approx(abated, rel=1e-9)
        assert found[key].cost_usd_per_year == pytest.approx(cost.total.value, rel=1e-9)
        assert found[key].capital_usd == pytest.approx(cost.investment.value, rel=1e-9)


def test_a_unit_that_does_not_run_has_no_options() -> None:
    found = fleet_options(FLEET, HOW)
    assert found.baseline["F"] == 0.0
    assert "F" not in {option.unit for option in found.options}


def test_the_order_of_units_is_irrelevant() -> None:
    one, other = fleet_options(FLEET, HOW), fleet_options(FLEET[::-1], HOW)
    assert by_unit(one) == by_unit(other)


def test_draws_share_their_streams_with_the_fleet() -> None:
    draws = FleetDraws(200, 3)
    found = fleet_options(FLEET, HOW, draws=draws).draws
    assert found is not None
    air = emission(FLEET[0], draws.of("A")).air_kg
    assert found.emission[0] == pytest.approx(np.asarray(air)[1:], rel=1e-6)
    # Closing is sure.
    assert "retire" not in found.passing
    assert "ACI brominated" in found.passing


def test_what_passes_in_draws_is_that_of_the_engine() -> None:
    one, draws = FLEET[2], FleetDraws(200, 3)
    (change,) = (change for change, _ in applicable(one) if change.id == "ACI brominated")
    found = fleet_options((one,), HOW, Offer((change,)), draws)
    (option,) = found.options
    after = dict(applicable(one))[change]
    assert found.draws is not None
    left = 1.0 - option.abated_kg_per_year / found.baseline["C"]
    # Of one unit alone nothing averages out: today's draws times what passes are the draws with the measure.
    passed = found.draws.emission[0] * left * found.draws.passing["ACI brominated"]
    assert passed == pytest.approx(np.asarray(emission(after, draws.of("C")).air_kg)[1:], rel=1e-5)


def test_what_a_user_puts_on_offer() -> None:
    own = Change("close early", "Close", "retire", retired_year=2029)
    better = Change("bromide", "More bromide", "additive", bromine_added_mg_per_kg=200.0, costs=("bromide",))
    offer = Offer.told({"": (better,), "A": (own,)})
    # The user's own bromide stands in place of the usual one.
    assert [change.name for change in offer.of("B") if change.id == "bromide"] == ["More bromide"]
    found = by_unit(fleet_options(FLEET, HOW, offer.without(["retire"])))
    assert ("A", "close early") in found
    assert ("B", "close early") not in found
    assert not [key for key in found if key[1] == "retire"]
    with pytest.raises(InputError, match="no measure has this identifier"):
        offer.without(["carbon"])
    assert [change.id for change in Offer.told({"": (better,)}, usual=False).of("A")] == ["bromide"]


def test_a_change_of_one_unit_replaces_the_general_one() -> None:
    mine = Change("FF", "A filter of my own", "retrofit", devices=("FF",), costs=("FF",))
    names = [change.name for change in Offer.told({"A": (mine,)}).of("A") if change.id == "FF"]
    assert names == ["A filter of my own"]


def test_a_plan_of_a_fleet_meets_half() -> None:
    able = fleet_options(FLEET, HOW, draws=FleetDraws(200, 1))
    found = plan(able.options, able.baseline, target_share=0.5, draws=able.draws)
    today = sum(able.baseline.values())
    assert found.baseline_kg_per_year.value == pytest.approx(today)
    assert found.expected.abated_kg_per_year.value >= 0.5 * today
    assert found.assured is not None


def test_units_with_tests_have_options_of_their_own() -> None:
    one = FLEET[2]
    # 40 % of what the coal brings, in mg/GJ.
    stack = 0.4 * 1000.0 * one.mercury.value / one.heating_value.value
    emitted = fixed("emission", stack, one.mercury.origin)
    tested = replace(one, id="T", tested=OwnTests(emitted, one.mercury, one.heating_value, one.conditions[0]))
    found = fleet_options((one, tested), HOW)
    assert found.baseline["T"] == pytest.approx(0.4 * float(emission(tested).burned_kg))
    assert found.baseline["T"] != pytest.approx(found.baseline["C"])
