"""Coal by the API: one unit, sums, order."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from almaden.store import waiting
from almaden.store.models import Unit
from almaden.web.api.app import api
from tests.web.api.conftest import Call

UNIT: dict[str, Any] = {"id": "A", "country": "IDN", "capacity_mw": 660, "controls": "CS-ESP", "rank": "subbituminous"}


@pytest.fixture
def units(records: SimpleNamespace) -> SimpleNamespace:
    """Units that operate beside the one of the records, one of them not published."""
    waiting.forget()
    Unit.objects.create(facility=records.facility, name="Unit 2", capacity_mw=600, status="operating")
    Unit.objects.create(facility=records.facility, name="Unit 3", capacity_mw=100, status="operating")
    Unit.objects.create(facility=records.draft_facility, name="Unit 4", capacity_mw=900, status="operating")
    return records


def test_a_unit(call: Call, records: SimpleNamespace) -> None:
    body = {"unit": UNIT, "coals": [{"unit": "A", "mercury_mg_per_kg": 0.05}], "draws": 200}
    answer = call("post", "/coal/unit", records.author, json=body)
    assert answer.status_code == 200
    found = answer.json()
    assert found["kg_per_year_low"] < found["kg_per_year"] < found["kg_per_year_high"]
    kept = [value for name, value in found["fates_kg_per_year"].items() if not name.endswith(("_low", "_high"))]
    # What becomes of the mercury adds to that of the coal.
    assert sum(kept) == pytest.approx(found["coal_kg_per_year"], rel=1e-9)


@pytest.mark.parametrize(
    ("change", "column"),
    [({"controls": "wFGD + CS-ESP"}, "controls"), ({"capacity_mw": -1}, "capacity_mw"), ({"boiler": "pan"}, "boiler")],
)  # fmt: skip
def test_wrong_input_is_told(call: Call, records: SimpleNamespace, change: dict[str, Any], column: str) -> None:
    answer = call("post", "/coal/unit", records.author, json={"unit": {**UNIT, **change}})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert any(fault["column"].endswith(column) for fault in answer.json()["faults"])


@pytest.mark.parametrize(
    "more",
    [{"unit": {**UNIT, "removal": 0.64}}, {"unit": UNIT, "removal": 0.64}, {"unit": UNIT, "methods": {"icr1999": 0.64}},
     {"unit": UNIT, "coals": [{"unit": "A", "removal_percent": 64}]}],
)  # fmt: skip
def test_no_removal_can_be_sent(call: Call, records: SimpleNamespace, more: dict[str, Any]) -> None:
    """What was measured over a whole train is looked up, never taken from outside and combined."""
    assert call("post", "/coal/unit", records.author, json=more).status_code == 422


def test_sums_and_order_of_what_the_public_sees(call: Call, units: SimpleNamespace) -> None:
    fleet = call("get", "/coal/fleet?country=ALB").json()
    (running,) = (one for one in fleet["totals"] if (one["country"], one["status"]) == ("ALB", "operating"))
    # The unit of the records has no status, and so counts as running.
    assert (running["units"], running["capacity_mw"]) == (3, 1000.0)
    for by in ("lifetime", "kg"):
        ranked = call("get", f"/coal/rank?country=ALB&by={by}").json()
        assert [one["capacity_mw"] for one in ranked["units"]] == [600.0, 300.0, 100.0]
        assert ranked["units"][-1]["cumulative_share"] == pytest.approx(1.0)
    assert call("get", "/coal/fleet?country=KEN").status_code == 404
    assert call("get", "/coal/rank?by=size").status_code == 422


def test_bodies_are_described_by_the_record_types() -> None:
    described = api.get_openapi_schema()["components"]["schemas"]["CoalUnitRecord"]["properties"]
    assert described["capacity_mw"]["unit"] == "MW"


def test_a_plan_for_half_of_the_mercury(call: Call, units: SimpleNamespace) -> None:
    answer = call("post", "/coal/plan", units.author, json={"country": "ALB", "share": 0.5})
    assert answer.status_code == 200
    found = answer.json()
    assert found["expected"]["abated_kg_per_year"]["value"] >= 0.5 * found["baseline_kg_per_year"]["value"]
    assert found["assured"]["cost_usd_per_year"] >= found["expected"]["cost_usd_per_year"]
    # Without a goal, and with one that cannot be reached.
    assert call("post", "/coal/plan", units.author, json={"country": "ALB"}).status_code == 422
    assert call("post", "/coal/plan", units.author, json={"country": "ALB", "target_kg": 1e8}).status_code == 409
