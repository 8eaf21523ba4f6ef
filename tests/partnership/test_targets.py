"""How far targets are. Expected shares are worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.demo.registry import demo_registry
from almaden.partnership.records.areas import IndicatorRecord, IndicatorValueRecord, TargetRecord
from almaden.partnership.registry import Registry
from almaden.partnership.targets import TargetProgress, progress

HALF = {"direction": "reduce", "value": 50, "unit": "%", "due": "2017", "baseline": 1000, "baseline_on": "2010"}


def _value(number: int, value: dict[str, object]) -> IndicatorValueRecord:
    return IndicatorValueRecord.model_validate({"id": f"V{number}", "indicator": "I1", **value})


def judged(on: date, target: dict[str, object], *values: dict[str, object]) -> TargetProgress:
    """How far a made-up target is."""
    made = {"id": "T1", "area": "ASGM", "statement": "Made up", "indicator": "I1", **target}
    registry = Registry.made_of(
        [
            ("target", TargetRecord.model_validate(made)),
            ("indicator", IndicatorRecord(id="I1", title="Demand", unit="t")),
            *(("indicator_value", _value(number, value)) for number, value in enumerate(values)),
        ]
    )
    [found] = progress(registry, on)
    return found


@pytest.mark.parametrize(
    ("on", "value", "verdict", "way"),
    [
        (date(2016, 1, 1), {"on": "2015", "value": 800}, "under way", 0.4),
        (date(2018, 6, 1), {"on": "2017", "value": 800}, "missed", 0.4),
        (date(2018, 6, 1), {"on": "2017", "value": 500}, "reached", 1.0),
        (date(2018, 6, 1), {"on": "2017", "value": 480, "low": 300, "high": 600}, "probably reached", 1.04),
        (date(2018, 6, 1), {"on": "2017", "value": 520, "low": 400, "high": 600}, "probably missed", 0.96),
        (date(2018, 6, 1), {"on": "2017", "value": 1200}, "missed", -0.4),
    ],
)
def test_a_share_of_the_baseline(on: date, value: dict[str, object], verdict: str, way: float) -> None:
    found = judged(on, HALF, value)
    assert (found.verdict, found.goal, found.unit) == (verdict, 500, "t")
    assert found.way == pytest.approx(way)
    assert found.needed == []


def test_the_range_of_the_value_gives_the_range_of_the_way() -> None:
    found = judged(date(2018, 6, 1), HALF, {"on": "2017", "value": 480, "low": 300, "high": 600})
    assert [found.way_low, found.way_high] == pytest.approx([0.8, 1.4])


def test_an_increase_and_a_number_as_it_stands() -> None:
    more = {"direction": "increase", "value": 10, "unit": "t", "baseline": 20}
    assert judged(date(2020, 1, 1), more, {"on": "2019", "value": 25}).way == pytest.approx(0.5)
    reach = {"direction": "reach", "value": 250, "unit": "t", "baseline": 490}
    found = judged(date(2020, 1, 1), reach, {"on": "2018", "value": 300}, {"on": "2019", "value": 250})
    assert (found.verdict, found.value_on) == ("reached", "2019")


def test_a_baseline_may_be_a_value_of_the_indicator() -> None:
    target = {**HALF, "baseline": None}
    found = judged(date(2016, 1, 1), target, {"on": "2010", "value": 1000}, {"on": "2015", "value": 750})
    assert [found.baseline, found.way] == pytest.approx([1000, 0.5])


def test_a_value_of_later_is_not_known_yet() -> None:
    found = judged(date(2016, 1, 1), HALF, {"on": "2014", "value": 900}, {"on": "2016", "value": 400})
    assert (found.verdict, found.value) == ("under way", 900)


def test_an_old_value_does_not_judge_a_target_whose_day_is_past() -> None:
    found = judged(date(2020, 1, 1), HALF, {"on": "2014", "value": 700})
    assert (found.verdict, found.needed) == ("cannot be judged", ["a value of the indicator of 2017 or later"])


@pytest.mark.parametrize(
    ("target", "needed"),
    [
        ({"baseline": None, "baseline_on": ""}, "the baseline"),
        ({"baseline": 0}, "a baseline other than zero"),
        ({"value": None}, "a number that is to be reached"),
        ({"direction": ""}, "whether the value is to fall"),
        ({"indicator": ""}, "an indicator"),
        ({"unit": "kg"}, "the number in the unit of the indicator (t)"),
        ({"value": 0}, "a number that differs from the baseline"),
    ],
)
def test_what_is_missing_is_said(target: dict[str, object], needed: str) -> None:
    found = judged(date(2018, 1, 1), {**HALF, **target}, {"on": "2017", "value": 500})
    assert found.verdict == "cannot be judged"
    assert any(text.startswith(needed) for text in found.needed)


def test_no_target_of_the_documents_can_be_judged() -> None:
    found = {one.key: one for one in progress(demo_registry(), date(2026, 1, 1))}
    assert len(found) == 12
    assert {one.verdict for one in found.values()} == {"cannot be judged"}
    for key in ("T01", "T02"):
        assert any("baseline" in text for text in found[key].needed)
    assert found["T01"].to_json()["due"] == "2017"
