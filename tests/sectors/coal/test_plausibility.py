"""Questions about odd records, and what was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.reference.record import columns
from almaden.reference.tables import read_table
from almaden.sectors.coal.plausibility import Question, advice_for, plausibility
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord


def coal(**fields: object) -> CoalRecord:
    return CoalRecord.model_validate({"unit": "made-up unit"} | fields)


def unit(**fields: object) -> CoalUnitRecord:
    return CoalUnitRecord.model_validate({"id": "u", "country": "IDN", "capacity_mw": 660} | fields)


def asked(record: CoalRecord | CoalUnitRecord | IndustrialBoilerRecord) -> dict[str, Question]:
    return {question.field: question for question in plausibility(record)}


def test_usual_records_raise_no_question() -> None:
    usual = coal(
        rank="bituminous", mercury_mg_per_kg=0.12, mercury_low=0.08, mercury_high=0.2, chlorine_mg_per_kg=1000,
        bromine_mg_per_kg=5, sulphur_percent=1, ash_percent=10, moisture_percent=8, hhv_mj_per_kg=29,
    )  # fmt: skip
    assert plausibility(usual) == ()
    whole = unit(
        start_year=1990, planned_retirement=2030, controls="SCR + ACI + CS-ESP + wFGD", sorbent="brominated",
        sorbent_mg_per_m3=48, reemission_additive=True, efficiency_percent=36, heat_rate_mj_per_kwh=10,
        capacity_factor=0.65, washed_share=0.5, washing_removal=0.3, esp_inlet_celsius=150,
    )  # fmt: skip
    assert plausibility(whole) == ()
    assert plausibility(unit()) == ()
    boiler = {"id": "b", "country": "IDN", "thermal_mw": 60, "sorbent_mg_per_m3": 0}
    assert plausibility(IndustrialBoilerRecord.model_validate(boiler)) == ()


@pytest.mark.parametrize(
    ("mercury", "rank", "advice"),
    [
        (120.0, "bituminous", "if it is in ug/kg (ppb), write 0.12"),
        (0.000012, "", "if it is in g/kg, write 0.012; if it is in %, write 0.12"),
        (0.00012, "lignite", "if it is in g/kg, write 0.12"),
        (12.0, "", "if it is in ug/kg (ppb), write 0.012"),
        (0.0012, "subbituminous", "check the number, its unit and its basis"),  # a hundred times off
        (3.0, "subbituminous", "check the number, its unit and its basis"),
    ],
)
def test_mercury_that_is_far_off_is_asked_about(mercury: float, rank: str, advice: str) -> None:
    question = asked(coal(mercury_mg_per_kg=mercury, rank=rank))["mercury_mg_per_kg"]
    assert "is outside of what is usual" in question.problem
    assert question.advice == advice


@settings(max_examples=50)
@given(st.floats(0.0156, 0.521), st.sampled_from([1e3, 1e-3]))
def test_mercury_a_thousand_times_off_is_always_asked_about(mercury: float, factor: float) -> None:
    assert "mercury_mg_per_kg" not in asked(coal(mercury_mg_per_kg=mercury, rank="bituminous"))
    assert "mercury_mg_per_kg" in asked(coal(mercury_mg_per_kg=mercury * factor, rank="bituminous"))


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("chlorine_mg_per_kg", 0.1, "if it is in %, write 1,000"),
        ("ash_percent", 0.06, "if it is in a share of 1, write 6"),
        ("moisture_percent", 0.25, "if it is in a share of 1, write 25"),
        ("hhv_mj_per_kg", 6.7, "if it is in kWh/kg, write 24.12"),
    ],
)
def test_numbers_of_a_coal_in_another_unit(field: str, value: float, advice: str) -> None:
    assert asked(coal(**{field: value}))[field].advice == advice


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("capacity_mw", "660000", "if it is in kW, write 660"),
        ("capacity_factor", 65, "if it is in %, write 0.65"),
        ("capacity_factor", 5694, "if it is in h/y, write 0.65"),
        ("efficiency_percent", 0.38, "if it is in a share of 1, write 38"),
        ("heat_rate_mj_per_kwh", 9500, "if it is in kJ/kWh, write 9.5; if it is in Btu/kWh, write 10.02"),
        ("heat_rate_mj_per_kwh", 2400, "if it is in kcal/kWh, write 10.05"),
        ("hhv_mj_per_kg", 12600, "if it is in Btu/lb, write 29.31; if it is in kJ/kg, write 12.6"),
        ("hhv_mj_per_kg", "5800", "if it is in Btu/lb, write 13.49; if it is in kcal/kg, write 24.28"),
        ("thermal_mw", 60000, "if it is in kW, write 60"),
        ("ash_percent", 120000, "if it is in mg/kg, write 12"),
        ("washed_share", 40, "if it is in %, write 0.4"),
        ("esp_inlet_celsius", 700, "if it is in degF, write 371.1"),
        ("share", 60, "if it is in %, write 0.6"),
    ],
)
def test_what_a_record_refuses_has_its_advice(field: str, value: object, advice: str) -> None:
    found = advice_for(field, value)
    assert found is not None
    assert found.startswith(advice)


@pytest.mark.parametrize(
    ("field", "value"),
    [("capacity_mw", "large"), ("capacity_mw", 660), ("capacity_mw", None), ("capacity_mw", True), ("name", "5"),
     ("capacity_mw", -5), ("capacity_mw", "nan"), ("ash_percent", 130)],
)  # fmt: skip
def test_no_advice_where_nothing_is_known(field: str, value: object) -> None:
    assert advice_for(field, value) is None


@pytest.mark.parametrize(("basis", "field"), [("as_received", "moisture_percent"), ("dry_ash_free", "ash_percent")])
def test_a_basis_without_what_it_needs(basis: str, field: str) -> None:
    assert "cannot be made dry" in asked(coal(basis=basis))[field].problem


def test_a_range_without_a_value() -> None:
    assert asked(coal(mercury_low=0.2))["mercury_low"].problem == "a range is told, but no value"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"retired_year": 2020}, "status", "2020 is told as its last year"),
        ({"controls": "CS-ESP", "sorbent": "plain"}, "sorbent", "no injection"),
        ({"controls": "ACI + CS-ESP"}, "sorbent", "kind of the injected carbon"),
        ({"controls": "CS-ESP", "reemission_additive": True}, "reemission_additive", "no wet scrubber"),
        ({"controls": "CS-ESP", "esp_inlet_celsius": 300}, "esp_inlet_celsius", "300 degC is too hot"),
        ({"washing_removal": 0.3}, "washed_share", "no share of the coal that is washed"),
        ({"capacity_mw": 0.66}, "capacity_mw", "0.66 MW is outside"),
        ({"capacity_mw": 2640}, "capacity_mw", "2,640 MW is outside"),
        ({"sorbent_mg_per_m3": 3}, "sorbent_mg_per_m3", "3 mg/m3 is outside"),
    ],
)
def test_questions_about_a_unit(fields: dict[str, object], field: str, said: str) -> None:
    question = asked(unit(**fields))[field]
    assert said in question.problem
    assert question.said == f"{field}: {question.problem}: {question.advice}"


def test_hot_gas_before_a_hot_side_precipitator_is_no_question() -> None:
    assert plausibility(unit(controls="HS-ESP", esp_inlet_celsius=350)) == ()
    in_fahrenheit = asked(unit(controls="CS-ESP", esp_inlet_celsius=300))["esp_inlet_celsius"]
    assert "if it is in degF, write 148.9" in in_fahrenheit.advice


def test_tables_name_columns_of_records() -> None:
    known = {name for record in (CoalRecord, CoalUnitRecord, IndustrialBoilerRecord) for name in columns(record)}
    for table in ("coal/plausibility", "coal/unit_slips"):
        assert {row["field"] for row in read_table(table)} <= known
