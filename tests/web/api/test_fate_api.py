"""Box models and the near field by the API: published numbers, numbers by hand, and refusals that name the field."""

from __future__ import annotations

import pytest

from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


def test_the_api_answers_as_the_functions_do(call: Call) -> None:
    # Amos and others (2014): 213.6 Mg in the natural air.
    found = call("get", "/fate/boxmodel/steady?model=amos2014&inputs=atm%3D90").json()
    masses = [one["mass_mg"] for one in found["reservoirs"]]
    assert masses[0] == pytest.approx(213.624, abs=1e-3)
    assert [one["start_year"] for one in call("get", "/fate/boxmodel/models").json()["models"]] == [None, None, 2012]
    pulse = call("get", "/fate/boxmodel/pulse?years=1,10").json()
    assert abs(pulse["closure_mg"]) < 1e-12
    run = call("get", "/fate/boxmodel/run?first=2000&last=2020&members=400&hold=2010").json()
    assert (run["years"][0], run["years"][-1]) == (2000, 2020)
    assert all(one["low_mg"] <= one["high_mg"] for one in run["ensemble"]["rows"])
    air = call("get", "/fate/shop?emission=2+g/h&volume=50&changes=3").json()["air"]
    assert air[-1]["concentration_mg_per_m3"] == pytest.approx(2000 / 150)
    for wrong, column in (
        ("boxmodel/steady?inputs=atm", "inputs"), ("boxmodel/pulse?years=2,x", "years"),
        ("boxmodel/run?first=2000&last=1990", "last"), ("plume?height=9&emission=1", "emission"),
        ("plume?height=9&emission=1+g/h&wind=1,2", "wind"), ("shop?emission=2+g/h&volume=5&changes=0&hours=,", "hours"),
    ):  # fmt: skip
        answer = call("get", f"/fate/{wrong}")
        assert (answer.status_code, answer.json()["faults"][0]["column"]) == (422, column)
