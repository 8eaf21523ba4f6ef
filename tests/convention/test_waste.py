"""Classes of mercury wastes: the thresholds as they were reported from the fifth meeting of the Parties."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.convention.waste import Verdict, judge, waste_classes
from almaden.partnership.codes import steps

CLASSES = {one.key: one for one in waste_classes()}


@pytest.mark.parametrize(
    ("key", "total", "leachate", "verdict"),
    [
        ("consisting", None, None, "mercury waste"),
        ("containing", 0.0, None, "mercury waste"),
        ("contaminated", 15.0, None, "mercury waste"),
        ("contaminated", 14.9, None, "below the threshold"),
        ("contaminated", None, None, "cannot be judged"),
        ("tailings", 24.0, 9.0, "below the threshold"),
        ("tailings", 25.0, None, "cannot be judged"),
        ("tailings", 25.0, 0.15, "mercury waste"),
        ("tailings", 25.0, 0.1, "below the threshold"),
        ("tailings of small-scale gold mining", 0.1, None, "mercury waste"),
    ],
)
def test_thresholds(key: str, total: float | None, leachate: float | None, verdict: Verdict) -> None:
    assert judge(CLASSES[key], total, leachate).verdict == verdict


@pytest.mark.parametrize("content", [-1.0, float("nan"), float("inf")])
def test_a_content_is_a_number(content: float) -> None:
    with pytest.raises(ValueError, match=r".*"):
        judge(CLASSES["contaminated"], content)


def test_treatments_are_steps_that_offers_name_and_nothing_is_said_to_be_checked() -> None:
    assert {step for one in waste_classes() for step in one.steps} <= set(steps())
    assert {one.status for one in waste_classes()} == {"unverified"}


def test_before_its_rule_a_class_does_not_judge() -> None:
    contaminated = CLASSES["contaminated"]
    assert judge(contaminated, 20.0, on=date(2023, 11, 2)).verdict == "no rule yet"
    assert "2023-11-03" in judge(contaminated, 20.0, on=date(2023, 11, 2)).reason
    assert judge(contaminated, 20.0, on=date(2023, 11, 3)).verdict == "mercury waste"
    assert all(one.decision and one.steps for one in CLASSES.values())
