"""A plan from its tables to its result, on made-up figures."""

from __future__ import annotations

import json
import random

import pytest

from almaden.errors import InputError
from almaden.sectors.gold.chapter import plan_of
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.plan_records import BudgetRecord, FormalisationRecord, MeasureRecord, TargetRecord
from almaden.sectors.gold.records import AboutRecord, FigureRecord, PracticeRecord


def measure(kind: str, reach: float, **more: object) -> MeasureRecord:
    told = {"name": kind, "kind": kind, "start_year": 2026, "full_year": 2028, "reach": reach}
    return MeasureRecord.model_validate(told | more)


def traded(region: str, kg: float) -> FigureRecord:
    return FigureRecord(quantity="gold traded", region=region, value=kg, unit="kg", data_class=3, source="made up")


#: The north adds mercury to whole ore alone, the south to a third of its ore and to concentrates.
DATA = GoldData(
    AboutRecord(country="MLI", year=2024, made_up=True),
    figures=(traded("North", 400.0), traded("South", 600.0)),
    practices=(
        PracticeRecord(region="North", practice="whole_ore", share=1.0, retort_share=0.1),
        PracticeRecord(region="South", practice="whole_ore", share=0.3, retort_share=0.1, observations=30),
        PracticeRecord(region="South", practice="concentrate", share=0.7, retort_share=0.2, observations=30),
    ),
    targets=(TargetRecord(year=2030, reduction=0.3), TargetRecord(year=2028, reduction=1.0, practice="whole_ore")),
    measures=(
        measure("end_whole_ore", 0.5, region="North", cost_usd=2_000.0),
        measure("retorts", 0.5, cost_usd=1_000.0, cost_usd_per_year=50.0),
        measure("storage", 0.2),
    ),
    budget=(BudgetRecord(theme="Formalization", cost_usd=500.0),),
    formalisation=(FormalisationRecord(year=2024, dimension="Licences", score=0.3),),
)


def test_a_plan_stands_on_its_baseline() -> None:
    plan = plan_of(DATA, draws=500)
    baseline = estimate(DATA, draws=500)
    assert plan.baseline.mercury_kg == baseline.mercury_kg
    first, last = plan.trajectory[0], plan.trajectory[-1]
    assert (first.year, last.year) == (2024, 2030)
    for found, expected in ((first.mercury_kg, baseline.mercury_kg), (first.reused_kg, baseline.recovered_kg)):
        assert (found.value, found.low, found.high) == pytest.approx((expected.value, expected.low, expected.high))
    assert {name: kg.value for name, kg in first.pathways.items()} == pytest.approx(
        {name: kg.value for name, kg in baseline.pathways.items()}
    )
    assert sum(kg.value for kg in last.pathways.values()) == pytest.approx(last.mercury_kg.value)
    # Half of the north's whole ore becomes concentrate: 400 x 0.5 + 600 x 0.3 of 1,000 kg are left.
    assert last.worst["whole_ore"] == pytest.approx(0.38)
    # Half of what is burnt openly.
    assert last.worst["open_burning"] == pytest.approx((baseline.worst["open_burning"] or 0.0) / 2, rel=0.1)
    assert [target.year for target in plan.targets] == [2028, 2030]
    assert plan.targets[1].power is not None
    assert plan.targets[1].power.reduction == 0.3
    assert plan.targets[1].power == baseline.power
    assert sum(one.in_order.avoided_kg.value for one in plan.measures) == pytest.approx(
        sum(year.avoided_kg.value for year in plan.trajectory)
    )
    # 3,000 to start and five years of 50 USD, of 500.
    assert plan.cost.spent_usd == pytest.approx(3_250.0)
    assert any("more than the budget" in note for note in plan.notes)
    assert plan.budget is not None
    assert plan.budget.countries == 15  # Mali's own published budget is left out
    assert {answer.item for answer in plan.missing} >= {"1(b)(iv)", "1(h)"}


def test_order_of_rows_changes_no_digit() -> None:
    measures = list(DATA.measures)
    random.Random(3).shuffle(measures)
    mixed = GoldData(**{**vars(DATA), "measures": tuple(measures), "targets": DATA.targets[::-1]})
    found, expected = json.loads(plan_of(mixed, draws=200).to_json()), json.loads(plan_of(DATA, draws=200).to_json())
    assert found == expected
    assert expected["trajectory"][-1]["mercury_kg_low"] < expected["trajectory"][-1]["mercury_kg"]
    assert expected["measures"][0]["alone"]["avoided_kg"] > 0
    frame = plan_of(DATA, draws=200, until=2032).to_frame()
    assert list(frame["year"]) == list(range(2024, 2033))


def test_a_target_before_the_baseline_is_told() -> None:
    early = GoldData(**{**vars(DATA), "targets": (TargetRecord(year=2020, reduction=0.1),)})
    with pytest.raises(InputError, match="before the year of the baseline"):
        plan_of(early, draws=100)
