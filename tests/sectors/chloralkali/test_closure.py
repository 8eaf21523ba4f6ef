"""Surplus mercury of closures: amounts, years, storage, cost, and what Article 3 asks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from almaden.sectors.chloralkali.closing import closing_year
from almaden.sectors.chloralkali.closure import closure_plan
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.records import PlantRecord

ON = date(2026, 11, 21)


def plant(**values: object) -> PlantRecord:
    return PlantRecord.model_validate({"id": "A", "country": "BRA", "state": "operating", **values})


def test_six_thousand_kilotonnes_free_twelve_thousand_tonnes() -> None:
    """Case H01: about 2 t of mercury for each kt of chlorine capacity (UNEP 2006, paragraph 166)."""
    plants = tuple(plant(id=f"P{one}", capacity=600, state="closed", closure_year=2010 + one) for one in range(10))
    plan = closure_plan(PlantData(plants), ON, draws=1000)
    world = plan.sums[-1].surplus_t
    assert world is not None
    assert world.value == pytest.approx(12_000)
    # The error of the factor is that of all plants: the range of the sum is as wide as that of one, 1.5 to 2.6 kg/t.
    assert (world.low, world.high) == pytest.approx((9_000, 15_600), rel=0.02)
    assert [one.surplus_t.value for one in plan.years[:2] if one.surplus_t] == pytest.approx([1200, 1200])
    assert plan.years[9].storage_t.value == pytest.approx(12_000)


#: A plant, and the year and the reason of its closure as seen from November 2026.
YEARS: Sequence[tuple[Mapping[str, object], tuple[int | None, str]]] = (
    ({"state": "closed", "closure_year": 2012}, (2012, "ended")),
    ({"state": "converted"}, (None, "year not told")),
    ({"state": "conversion planned", "closure_year": 2028}, (2028, "planned")),
    ({"exemption_until": "2030-12-31"}, (2030, "exemption end")),
    # Annex B ended mercury cells with 2025; a plant that still runs frees its mercury from now on.
    ({}, (2026, "Annex B")),
    ({"state_year": 2019}, (None, "year not told")),
)


@pytest.mark.parametrize(("values", "expected"), YEARS)
def test_the_year_in_which_mercury_comes_free(values: Mapping[str, object], expected: tuple[int | None, str]) -> None:
    assert closing_year(plant(**values), ON) == expected
    assert closing_year(plant(), date(2020, 1, 1)) == (2025, "Annex B")


def test_what_went_elsewhere_is_not_to_be_stored() -> None:
    """Of 200 + 100 t 50 were sold and 100 disposed of: 150 t are left, 174.0 t as mercury sulphide."""
    data = PlantData(
        (
            plant(id="1", state="closed", closure_year=2018, mercury_inventory_t=200, mercury_destination="sold",
                  mercury_destination_t=50, closure_waste_t=3000),
            plant(id="2", state="closed", closure_year=2019, mercury_inventory_t=100,
                  mercury_destination="stabilised and disposed"),
            plant(id="3", state="conversion planned", closure_year=2032),
        )
    )  # fmt: skip
    plan = closure_plan(data, ON, until=2032, draws=100)
    by_year = {one.year: one for one in plan.years}
    assert (by_year[2018].storage_t.value, by_year[2019].storage_t.value) == (150, 150)
    assert (by_year[2018].waste_t, by_year[2019].waste_not_told) == (3000, 1)
    # 232.66 / 200.59 = 1.160 t of sulphide for each t of mercury.
    assert plan.storage.sulphide_t.value == pytest.approx(150 * 1.160, rel=1e-3)
    assert plan.storage.mercury_m3.value == pytest.approx(150 / 13.5)
    costs = {one.key: one.cost.value for one in plan.costs}
    assert costs["doe"] == pytest.approx(150 * 37_000)
    # Unknown is never zero, and a plan that goes beyond the date is told.
    assert by_year[2032].surplus_t is None
    assert [one.plant for one in plan.plants if one.late] == ["3"]
    answers = {one.key: (one.answer, one.plants) for one in plan.article3}
    assert answers["disposal"] == ("not met", ("1",))
    assert answers["destination"][0] == "met"


def test_mercury_that_went_nobody_knows_where_may_have_been_transferred() -> None:
    """Article 3, paragraph 5 (b): whether it went into other cells is open as long as nobody tells where it went."""
    plants = (plant(id="1", state="closed", closure_year=2020), plant(id="2", state="closed", closure_year=1990))
    answers = {one.key: one for one in closure_plan(PlantData(plants), ON, draws=100).article3}
    assert (answers["transfer"].answer, answers["transfer"].plants) == ("open", ("1",))


def test_nothing_is_met_where_no_plant_is_known_to_be_asked() -> None:
    """Article 3, paragraph 5 (b) asks of plants that ended after it came into force on 16 August 2017."""
    running = {one.key: one for one in closure_plan(PlantData((plant(),)), ON, draws=100).article3}
    assert {running[key].answer for key in ("destination", "disposal", "transfer", "supply")} == {"does not apply"}
    undated = plant(state="closed", mercury_destination="stabilised and disposed", mercury_inventory_t=5)
    answers = {one.key: one for one in closure_plan(PlantData((undated,)), ON, draws=100).article3}
    assert {answers[key].answer for key in ("destination", "disposal", "transfer", "supply")} == {"open"}
    assert answers["disposal"].plants == (undated.id,)
    assert answers["stocks"].answer == "does not apply"


def test_loss_and_order() -> None:
    """What is lost is not left; the order of rows changes no digit."""
    plants = (plant(id="1", capacity=100), plant(id="2", capacity=30, country="IND"))
    one = closure_plan(PlantData(plants), ON, draws=200, loss=0.1)
    two = closure_plan(PlantData(plants[::-1]), ON, draws=200, loss=0.1)
    assert one.sums == two.sums
    assert one.sums[-1].surplus_t is not None
    assert one.sums[-1].surplus_t.value == pytest.approx(260 * 0.9)


def test_as_json() -> None:
    found = json.loads(closure_plan(PlantData((plant(capacity=100),)), ON, draws=100).to_json())
    assert next(iter(found)) == "meta"
    assert found["on"] == "2026-11-21"
    (year,) = [one for one in found["years"] if one["plants"]]
    assert year["surplus_t_low"] < year["surplus_t"] == 200 < year["surplus_t_high"]
